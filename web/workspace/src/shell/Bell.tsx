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
  IconActivity,
  IconAlarm,
  IconAt,
  IconBell,
  IconBook,
  IconEar,
  IconMessage,
  IconPencilExclamation,
  IconScale,
  IconSpeakerphone,
  IconUrgent,
  IconUserPlus,
  IconUserShare,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useNow, useTimes } from "../app/times";
import { seeTold, type Told, useTold } from "../app/told";
import bell from "./Bell.module.css";
import { useWords } from "./notices.words";
import classes from "./Rail.module.css";

const ICONS = {
  article_overdue: IconBook,
  incident_suspected: IconActivity,
  assigned: IconUserPlus,
  taken_over: IconUserShare,
  said: IconMessage,
  mentioned: IconAt,
  broadcast: IconSpeakerphone,
  notify_team: IconAlarm,
  notify_supervisor: IconAlarm,
  reply_stopped: IconPencilExclamation,
  whisper: IconEar,
  complaint_given: IconScale,
  complaint_warned: IconAlarm,
  complaint_broken: IconAlarm,
  rules_warned: IconScale,
  complaint_safety: IconUrgent,
  report_safety: IconUrgent,
} as const;

/** Where what is about no ticket and no case is looked at. */
const ABOUT_COMPLAINTS: Partial<Record<Told["kind"], "/complaints/unknown" | "/complaints/rules">> = {
  report_safety: "/complaints/unknown",
  rules_warned: "/complaints/rules",
};

/** What was told to me and what needed me, the newest first. `open`: the rail has room for words. */
export function Bell({ open, bar }: { open: boolean; bar?: boolean }) {
  const t = useWords();
  const told = useTold();
  const [shown, { toggle, close }] = useDisclosure();
  const unseen = told.filter(({ seen_at }) => seen_at === null).length;
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
            <Button size="compact-xs" variant="subtle" onClick={() => void seeTold(told)}>
              {t("seeAll")}
            </Button>
          )}
        </Group>
        {told.length === 0 ? (
          <Text size="sm" c="dimmed" px="sm" pb="md">
            {t("none")}
          </Text>
        ) : (
          <ScrollArea.Autosize mah="min(28rem, 70dvh)">
            <ul className={bell.lines}>
              {told.map((one) => (
                <Line key={one.id} told={one} onOpened={close} />
              ))}
            </ul>
          </ScrollArea.Autosize>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Line({ told, onOpened }: { told: Told; onOpened: () => void }) {
  const t = useWords();
  const navigate = useNavigate();
  const now = useNow(30_000);
  const { length } = useTimes();
  const { kind, ticket_id: ticket, by, times } = told;
  const Icon = ICONS[kind];
  const isNew = told.seen_at === null;
  const text =
    told.text ??
    told.complaint ??
    [told.reference, told.subject, told.pack].filter((part) => part !== null).join(" · ");
  return (
    <li>
      <UnstyledButton
        className={bell.line}
        data-unseen={isNew || undefined}
        onClick={() => {
          void seeTold([told]);
          if (told.kind === "incident_suspected") {
            onOpened();
            void navigate({ to: "/incidents", search: { brand: told.brand } });
          }
          if (told.complaint !== null) {
            onOpened();
            void navigate({
              to: "/complaints/$complaint",
              params: { complaint: told.complaint },
              search: { brand: told.brand },
            });
            return;
          }
          const place = ABOUT_COMPLAINTS[kind];
          if (place !== undefined) {
            onOpened();
            void navigate({ to: place, search: { brand: told.brand } });
            return;
          }
          if (ticket === null) return;
          onOpened();
          void navigate({ to: "/list/$list/$ticket", params: { list: "all", ticket } });
        }}
      >
        <Icon size={18} stroke={1.7} aria-hidden />
        <Box miw={0}>
          <Text size="sm" fw={isNew ? 600 : 400}>
            {isNew && (
              <Text span inherit className={bell.isNew}>
                {t("isNew")}{" "}
              </Text>
            )}
            {kind === "taken_over" && by !== null ? t("takenOverBy", { name: by }) : t(kind)}
          </Text>
          <Text size="xs" lineClamp={3} className={bell.text}>
            {text}
          </Text>
          <Text size="xs" c="dimmed" className="numbers">
            {times > 1 && `${t("times", { count: times })} · `}
            {t("ago", { length: length(Math.max(60, (now - Date.parse(told.created_at)) / 1_000)) })}
          </Text>
        </Box>
      </UnstyledButton>
    </li>
  );
}
