import { ActionIcon, Badge, Box, Button, Group, Menu, Text, Title, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import type { Reason } from "@pitboss/live";
import { IconArrowLeft, IconDots } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useCommands } from "../app/commands";
import { useAct } from "../app/live";
import { useMay, useMe } from "../app/session";
import { useTopics } from "../app/topics";
import { DangerMark, nearest, PriorityMark, PromiseCountdown, StatusMark } from "../marks";
import { ONE_COLUMN } from "../shell/Shell";
import { ActionDialog } from "./ActionDialog";
import { ACTIONS, type Action, type ActionName, offered, type Ticket } from "./actions";
import classes from "./Header.module.css";
import { useWords } from "./words";

/** What is at hand without opening the menu, as far as it applies. */
const AT_HAND: readonly ActionName[] = ["take", "solve", "reopen", "snooze", "wake", "transfer"];

export function Header({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const me = useMe();
  const may = useMay();
  const { nameOf } = useTopics();
  const { list } = useParams({ from: "/shell/list/$list/$ticket" });
  const phone = useMediaQuery(ONE_COLUMN, undefined, { getInitialValueInEffect: false });
  const [asking, setAsking] = useState<ActionName>();
  const { act } = useAct(ticket.id);
  const names = offered(ticket, may);
  const take = (action: ActionName) => {
    if (ACTIONS[action].asks.length > 0) setAsking(action);
    else act(action).catch((reason: Reason) => notifications.show({ color: "red", message: reason.detail }));
  };
  useCommands(
    names.map((name) => {
      const action: Action = ACTIONS[name];
      return {
        id: `act-${name}`,
        group: ticket.reference,
        label: t(name),
        words: name,
        run: () => take(name),
        ...(action.keys ? { keys: action.keys } : {}),
      };
    }),
  );
  const atHand = names.filter((name) => AT_HAND.includes(name)).slice(0, phone ? 1 : 4);
  const promise = nearest(ticket.promises);
  return (
    <Box component="header" className={classes.header}>
      <Group gap="xs" wrap="nowrap">
        {phone && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("back")}
            renderRoot={(props) => (
              <Link to="/list/$list" params={{ list }} search={(held) => held} {...props} />
            )}
          >
            <IconArrowLeft size={20} />
          </ActionIcon>
        )}
        <Title order={1} className={classes.subject} title={ticket.subject}>
          {ticket.subject || ticket.player.name}
        </Title>
        <Text size="sm" c="dimmed" className="numbers" visibleFrom="sm">
          {ticket.reference}
        </Text>
        <Group gap={6} wrap="nowrap" ml="auto">
          {atHand.map((name, n) => {
            const action: Action = ACTIONS[name];
            return (
              <Button
                key={name}
                size="compact-sm"
                variant={n === 0 ? "filled" : "default"}
                leftSection={<action.icon size={15} />}
                onClick={() => take(name)}
              >
                {t(name)}
              </Button>
            );
          })}
          <Menu position="bottom-end" width={260} withinPortal>
            <Menu.Target>
              <Tooltip label={t("more")}>
                <ActionIcon variant="default" aria-label={t("more")}>
                  <IconDots size={17} />
                </ActionIcon>
              </Tooltip>
            </Menu.Target>
            <Menu.Dropdown mah="70vh" style={{ overflowY: "auto" }}>
              {names.map((name) => {
                const action: Action = ACTIONS[name];
                return (
                  <Menu.Item key={name} leftSection={<action.icon size={16} />} onClick={() => take(name)}>
                    {t(name)}
                  </Menu.Item>
                );
              })}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      <Group gap={6} mt={6}>
        <StatusMark status={ticket.status} />
        <PriorityMark
          priority={ticket.priority}
          reasons={ticket.priority_reasons.map((reason) => reason.text)}
          named
        />
        {promise && <PromiseCountdown promise={promise} />}
        <DangerMark danger={ticket.danger} named />
        <Badge variant="default" className={classes.fact}>
          {nameOf(ticket.topic)}
        </Badge>
        <Badge variant="default" className={classes.fact}>
          {ticket.queue?.name ?? t("noQueue")}
        </Badge>
        <Badge variant="default" className={classes.fact}>
          {t("assignee")}: {ticket.assignee === null ? t("nobody") : ticket.assignee.name}
          {ticket.assignee?.id === me.id ? " ✓" : ""}
        </Badge>
        {ticket.tags.map((tag) => (
          <Badge key={tag} variant="dot" color="gray" className={classes.fact}>
            {tag}
          </Badge>
        ))}
      </Group>
      {asking && (
        <ActionDialog key={asking} ticket={ticket} action={asking} onClose={() => setAsking(undefined)} />
      )}
    </Box>
  );
}
