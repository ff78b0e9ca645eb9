import { ActionIcon, Badge, Box, Button, Card, Group, Menu, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowForwardUp, IconDots, IconEar, IconExternalLink, IconHandGrab } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useBrands } from "../app/brands";
import { useAct } from "../app/live";
import { queries } from "../app/queries";
import { useMay, useMe } from "../app/session";
import { useTimes } from "../app/times";
import { ChannelMark, VipMark } from "../marks";
import { PresenceMark, presenceOf } from "../marks/PresenceMark";
import { useWords as useShellWords } from "../shell/words";
import { type WallAgent, type WallTicket, waitOf } from "./data";
import { ReassignDialog, WhisperDialog } from "./dialogs";
import { HEALTH } from "./Queues";
import classes from "./Wall.module.css";
import { useWords } from "./words";

export interface Chosen {
  agent: WallAgent;
  ticket: WallTicket;
  reference: string;
}

export function Agents({ brand, agents, now }: { brand: string; agents: readonly WallAgent[]; now: number }) {
  const t = useWords();
  const [all, setAll] = useState(false);
  const [whispering, whisper] = useState<Chosen | null>(null);
  const [reassigning, reassign] = useState<Chosen | null>(null);
  const prefix = useBrands().find(({ id }) => id === brand)?.prefix ?? "";
  // Who is offline and still holds tickets is worth a look.
  const there = agents.filter((agent) => agent.state !== "offline" || agent.tickets.length > 0);
  const away = agents.length - there.length;
  const shown = all ? agents : there;
  return (
    <section aria-labelledby="wall-agents">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="wall-agents">
          {t("agents")}
        </Title>
        {away > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-expanded={all}
            onClick={() => setAll(!all)}
          >
            {all ? t("offlineHide") : t("offlineToo", { count: away })}
          </Button>
        )}
      </Group>
      {shown.length === 0 ? (
        <Text c="dimmed">{agents.length === 0 ? t("noAgents") : t("nobodyOnline")}</Text>
      ) : (
        <div className={classes.agents}>
          {shown.map((agent) => (
            <Agent
              key={agent.id}
              agent={agent}
              brand={brand}
              prefix={prefix}
              now={now}
              onWhisper={whisper}
              onReassign={reassign}
            />
          ))}
        </div>
      )}
      <WhisperDialog chosen={whispering} onClose={() => whisper(null)} />
      <ReassignDialog chosen={reassigning} agents={agents} onClose={() => reassign(null)} />
    </section>
  );
}

const CLASSES = ["chat", "mail", "phone"] as const;

interface Given {
  agent: WallAgent;
  brand: string;
  prefix: string;
  now: number;
  onWhisper: (chosen: Chosen) => void;
  onReassign: (chosen: Chosen) => void;
}

function Agent(given: Given) {
  const { agent, now } = given;
  const t = useWords();
  const said = useShellWords();
  const { length } = useTimes();
  const loads = CLASSES.flatMap((name) => agent.loads.filter(({ class_ }) => class_ === name)).filter(
    ({ load, capacity }) => capacity > 0 || load > 0,
  );
  return (
    <Card withBorder padding="sm" component="article" aria-label={agent.name}>
      <Group gap="sm" wrap="nowrap" align="flex-start" mb={6}>
        <PresenceMark state={agent.state} />
        <Box miw={0}>
          <Text fw={600} truncate>
            {agent.name}
          </Text>
          <Text size="xs" c="dimmed" className="numbers">
            {said(presenceOf(agent.state).word)}
            {agent.since !== null &&
              agent.state !== "offline" &&
              ` ${t("since", { length: length((now - Date.parse(agent.since)) / 1_000) })}`}
            {agent.languages.length > 0 && ` · ${agent.languages.join(", ").toUpperCase()}`}
          </Text>
        </Box>
      </Group>
      {loads.length > 0 && (
        <Group gap={6} mb={6}>
          {loads.map(({ class_, load, capacity }) => (
            <Badge
              key={class_}
              variant={load >= capacity ? "light" : "default"}
              color={load >= capacity ? "orange" : "gray"}
              tt="none"
              fw={500}
              className="numbers"
            >
              {t(class_ as (typeof CLASSES)[number], { load, count: capacity })}
            </Badge>
          ))}
        </Group>
      )}
      {agent.tickets.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("holdsNothing")}
        </Text>
      ) : (
        <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
          {agent.tickets.map((ticket) => (
            <Held key={ticket.id} ticket={ticket} {...given} />
          ))}
        </Stack>
      )}
    </Card>
  );
}

function Held({ agent, ticket, brand, prefix, now, onWhisper, onReassign }: Given & { ticket: WallTicket }) {
  const t = useWords();
  const me = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const { length } = useTimes();
  const { act } = useAct(ticket.id);
  const reference = `${prefix}-${ticket.number}`;
  const wait = waitOf(ticket, now);
  const over = useMutation({
    mutationFn: () => act("assign", { to: me.id }),
    onSuccess: async () => {
      notifications.show({ color: "green", message: t("takenOver", { ticket: reference }) });
      void queries.invalidateQueries({ queryKey: ["wall"] });
      await navigate({ to: "/list/$list/$ticket", params: { list: "mine", ticket: ticket.id } });
    },
    onError: (problem) => notifications.show({ color: "red", message: problem.message }),
  });
  const HealthIcon = wait && HEALTH[wait.state].icon;
  const others = agent.id !== me.id;
  return (
    <li className={classes.held}>
      <Group gap={6} wrap="nowrap" miw={0}>
        <ChannelMark kind={ticket.channel} size={15} />
        <Text size="sm" truncate>
          <Link
            to="/list/$list/$ticket"
            params={{ list: "all", ticket: ticket.id }}
            className={classes.player}
            title={`${reference} · ${ticket.subject}`}
          >
            {ticket.player || reference}
          </Link>
        </Text>
        <VipMark vip={ticket.vip} />
      </Group>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            loading={over.isPending}
            aria-label={t("actionsOn", { ticket: reference })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconExternalLink size={16} />}
            onClick={() =>
              void navigate({ to: "/list/$list/$ticket", params: { list: "all", ticket: ticket.id } })
            }
          >
            {t("open")}
          </Menu.Item>
          {others && may("tickets.assign", brand) && (
            <Menu.Item leftSection={<IconHandGrab size={16} />} onClick={() => over.mutate()}>
              {t("takeOver")}
            </Menu.Item>
          )}
          {others && may("tickets.note", brand) && (
            <Menu.Item
              leftSection={<IconEar size={16} />}
              onClick={() => onWhisper({ agent, ticket, reference })}
            >
              {t("whisper")}
            </Menu.Item>
          )}
          {may("tickets.assign", brand) && (
            <Menu.Item
              leftSection={<IconArrowForwardUp size={16} />}
              onClick={() => onReassign({ agent, ticket, reference })}
            >
              {t("reassign")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Text size="xs" c="dimmed" truncate>
        {ticket.last_word || t("noWord")}
      </Text>
      <Text
        size="xs"
        className="numbers"
        {...(wait === undefined || wait.state === "good"
          ? { c: "dimmed" }
          : {
              fw: 600,
              c: `light-dark(var(--mantine-color-${wait.state === "broken" ? "red" : "orange"}-9), var(--mantine-color-${wait.state === "broken" ? "red" : "orange"}-4))`,
            })}
        style={{ display: "flex", gap: 4, alignItems: "center", whiteSpace: "nowrap" }}
        {...(wait && wait.state !== "good"
          ? {
              title: t(wait.state === "broken" ? "waitsLate" : "waitsLong", { length: length(wait.seconds) }),
            }
          : {})}
      >
        {HealthIcon && wait.state !== "good" && <HealthIcon size={14} aria-hidden />}
        {wait === undefined ? t("answered") : t("waits", { length: length(wait.seconds) })}
      </Text>
    </li>
  );
}
