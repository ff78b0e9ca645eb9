import {
  ActionIcon,
  Box,
  Button,
  Group,
  Indicator,
  Popover,
  ScrollArea,
  Text,
  Title,
  UnstyledButton,
  VisuallyHidden,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconAlarm,
  IconAt,
  IconBell,
  IconBook,
  IconEar,
  IconMessage,
  IconPencilExclamation,
  IconSpeakerphone,
  IconUserPlus,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type Happening, seeHappenings, useHappenings } from "../app/happenings";
import { useMe } from "../app/session";
import { useNow, useTimes } from "../app/times";
import { seeTold, type Told, useTold } from "../app/told";
import bell from "./Bell.module.css";
import { useWords } from "./notices.words";
import classes from "./Rail.module.css";

const ICONS = {
  article_overdue: IconBook,
  assigned: IconUserPlus,
  said: IconMessage,
  mentioned: IconAt,
  broadcast: IconSpeakerphone,
  notify_team: IconAlarm,
  notify_supervisor: IconAlarm,
  reply_stopped: IconPencilExclamation,
  whisper: IconEar,
} as const;

interface Line {
  id: string;
  kind: keyof typeof ICONS;
  text: string;
  at: string;
  seen: boolean;
  ticket: string | null;
  see: () => void;
}

const ofDesk = (told: Told): Line => ({
  id: told.id,
  kind: told.kind,
  text: told.text ?? [told.number, told.subject].filter((part) => part !== null).join(" · "),
  at: told.created_at,
  seen: told.seen_at !== null,
  ticket: told.ticket_id,
  see: () => void seeTold([told]),
});

const ofBrowser = (me: string, one: Happening): Line => ({
  id: one.id,
  kind: one.kind,
  text: `${one.reference} · ${one.subject}`,
  at: one.at,
  seen: one.seen,
  ticket: one.ticket,
  see: () => seeHappenings(me, one.ticket),
});

const SHOWN = 60;

/** What was told to me and what needed me, the newest first. `open`: the rail has room for words. */
export function Bell({ open, bar }: { open: boolean; bar?: boolean }) {
  const t = useWords();
  const me = useMe().id;
  const told = useTold();
  const happenings = useHappenings(me);
  const [shown, { toggle, close }] = useDisclosure();
  const lines = [...told.map(ofDesk), ...happenings.map((one) => ofBrowser(me, one))]
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, SHOWN);
  const unseen = lines.filter(({ seen }) => !seen).length;
  const label = unseen > 0 ? `${t("notices")}: ${t("unseen", { count: unseen })}` : t("notices");
  const sign = (
    <Indicator
      label={unseen > 99 ? "99+" : unseen}
      size={16}
      disabled={unseen === 0}
      color="red.8"
      offset={4}
      aria-hidden
    >
      <Group justify="center" w={26} h={26}>
        <IconBell size={18} stroke={1.7} />
      </Group>
    </Indicator>
  );
  return (
    <Popover
      opened={shown}
      onChange={(now) => !now && close()}
      position={bar ? "bottom-end" : "right-end"}
      width="min(24rem, calc(100vw - 1.5rem))"
      withinPortal
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        {bar ? (
          <ActionIcon variant="subtle" color="gray" size="lg" ml="auto" aria-label={label} onClick={toggle}>
            {sign}
          </ActionIcon>
        ) : (
          <UnstyledButton
            className={classes.link}
            onClick={toggle}
            display="flex"
            style={{ gap: 10, alignItems: "center" }}
          >
            <VisuallyHidden>{label}</VisuallyHidden>
            {sign}
            {open && (
              <Text size="sm" truncate aria-hidden>
                {t("notices")}
              </Text>
            )}
          </UnstyledButton>
        )}
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("notices")}>
        <Group justify="space-between" px="sm" py="xs">
          <Title order={2} size="h5">
            {t("notices")}
          </Title>
          {unseen > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                seeHappenings(me);
                void seeTold(told);
              }}
            >
              {t("seeAll")}
            </Button>
          )}
        </Group>
        {lines.length === 0 ? (
          <Text size="sm" c="dimmed" px="sm" pb="md">
            {t("none")}
          </Text>
        ) : (
          <ScrollArea.Autosize mah="min(28rem, 70dvh)">
            <ul className={bell.lines}>
              {lines.map((line) => (
                <OneLine key={line.id} line={line} onOpened={close} />
              ))}
            </ul>
          </ScrollArea.Autosize>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function OneLine({ line, onOpened }: { line: Line; onOpened: () => void }) {
  const t = useWords();
  const navigate = useNavigate();
  const now = useNow(30_000);
  const { length } = useTimes();
  const Icon = ICONS[line.kind];
  return (
    <li>
      <UnstyledButton
        className={bell.line}
        data-unseen={!line.seen || undefined}
        onClick={() => {
          line.see();
          if (line.ticket === null) return;
          onOpened();
          void navigate({ to: "/list/$list/$ticket", params: { list: "all", ticket: line.ticket } });
        }}
      >
        <Icon size={18} stroke={1.7} aria-hidden />
        <Box miw={0}>
          <Text size="sm" fw={line.seen ? 400 : 600}>
            {!line.seen && (
              <Text span inherit className={bell.isNew}>
                {t("isNew")}{" "}
              </Text>
            )}
            {t(line.kind)}
          </Text>
          <Text size="xs" lineClamp={3} className={bell.text}>
            {line.text}
          </Text>
          <Text size="xs" c="dimmed" className="numbers">
            {t("ago", { length: length(Math.max(60, (now - Date.parse(line.at)) / 1_000)) })}
          </Text>
        </Box>
      </UnstyledButton>
    </li>
  );
}
