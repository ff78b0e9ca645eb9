/** Small signs of a ticket that mean the same everywhere. Each has a shape or a word besides its colour. */
import { Badge, List, Stack, Text, ThemeIcon, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBrandTelegram,
  IconChevronDown,
  IconChevronsUp,
  IconCircle,
  IconCircleCheck,
  IconCircleDot,
  IconClock,
  IconClockExclamation,
  IconClockPause,
  IconCrown,
  IconForms,
  IconHourglass,
  IconId,
  IconLock,
  IconMail,
  IconMessageCircle,
  IconMinus,
  IconPhone,
  IconPlayerPause,
  IconSparkles,
  IconUrgent,
} from "@tabler/icons-react";
import { useNow, useTimes } from "../app/times";
import classes from "./marks.module.css";
import { useWords } from "./words";

const CHANNELS = {
  email: IconMail,
  webchat: IconMessageCircle,
  portal: IconId,
  telegram: IconBrandTelegram,
  phone: IconPhone,
  api: IconForms,
} as const;
type ChannelKind = keyof typeof CHANNELS;
export const CHANNEL_NAMES = Object.keys(CHANNELS) as ChannelKind[];

export function useChannelName(): (kind: string) => string {
  const t = useWords();
  return (kind) => (kind in CHANNELS ? t(kind as ChannelKind) : kind);
}

export function ChannelMark({ kind, size = 16 }: { kind: string; size?: number }) {
  const name = useChannelName()(kind);
  const Icon = kind in CHANNELS ? CHANNELS[kind as ChannelKind] : IconCircle;
  return (
    <Tooltip label={name}>
      <Icon size={size} stroke={1.7} role="img" aria-label={name} className={classes.quiet} />
    </Tooltip>
  );
}

const STATUSES = {
  new: { icon: IconSparkles, color: "blue" },
  open: { icon: IconCircleDot, color: "green" },
  waiting: { icon: IconHourglass, color: "gray" },
  on_hold: { icon: IconPlayerPause, color: "gray" },
  solved: { icon: IconCircleCheck, color: "gray" },
  closed: { icon: IconLock, color: "gray" },
} as const;
export type Status = keyof typeof STATUSES;
export const STATUS_NAMES = Object.keys(STATUSES) as Status[];

export function useStatusName(): (status: string) => string {
  const t = useWords();
  return (status) => (status in STATUSES ? t(status as Status) : status);
}

export function StatusMark({ status }: { status: string }) {
  const name = useStatusName()(status);
  const look = status in STATUSES ? STATUSES[status as Status] : STATUSES.open;
  return (
    <Badge
      variant="light"
      color={look.color}
      leftSection={<look.icon size={13} aria-hidden />}
      className={classes.plain}
    >
      {name}
    </Badge>
  );
}

const PRIORITIES = {
  urgent: { icon: IconUrgent, color: "red" },
  high: { icon: IconChevronsUp, color: "orange" },
  normal: { icon: IconMinus, color: "gray" },
  low: { icon: IconChevronDown, color: "gray" },
} as const;
export type Priority = keyof typeof PRIORITIES;
export const PRIORITY_NAMES = Object.keys(PRIORITIES) as Priority[];

export function usePriorityName(): (priority: string) => string {
  const t = useWords();
  return (priority) => (priority in PRIORITIES ? t(priority as Priority) : priority);
}

/** The priority, with what made it so on hover and focus. */
export function PriorityMark({
  priority,
  reasons,
  named,
}: {
  priority: string;
  reasons: readonly string[];
  named?: boolean;
}) {
  const t = useWords();
  const name = usePriorityName()(priority);
  const look = priority in PRIORITIES ? PRIORITIES[priority as Priority] : PRIORITIES.normal;
  const why = (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {t("priority", { priority: name })}
      </Text>
      <List size="xs" listStyleType="none">
        {reasons.map((reason) => (
          <List.Item key={reason}>{reason}</List.Item>
        ))}
      </List>
    </Stack>
  );
  return (
    <Tooltip label={why} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      {named ? (
        <Badge
          variant="light"
          color={look.color}
          leftSection={<look.icon size={13} aria-hidden />}
          className={classes.plain}
          tabIndex={0}
        >
          {name}
        </Badge>
      ) : (
        <ThemeIcon
          variant="transparent"
          c={`light-dark(var(--mantine-color-${look.color}-8), var(--mantine-color-${look.color}-4))`}
          size={18}
          role="img"
          aria-label={t("priority", { priority: name })}
        >
          <look.icon size={17} stroke={2} />
        </ThemeIcon>
      )}
    </Tooltip>
  );
}

const DANGERS = ["self_harm", "violence", "underage", "death", "self_exclusion", "account_takeover"] as const;
type Danger = (typeof DANGERS)[number];

export function DangerMark({ danger, named }: { danger: readonly string[]; named?: boolean }) {
  const t = useWords();
  const known = danger.filter((signal): signal is Danger => DANGERS.includes(signal as Danger));
  if (known.length === 0) return null;
  const text = known.map((signal) => t(signal)).join(", ");
  return named ? (
    <Badge
      color="red"
      variant="filled"
      leftSection={<IconAlertTriangle size={13} aria-hidden />}
      className={classes.plain}
    >
      {text}
    </Badge>
  ) : (
    <Tooltip label={text}>
      <IconAlertTriangle size={17} color="var(--mantine-color-red-6)" role="img" aria-label={text} />
    </Tooltip>
  );
}

export function useDangerName(): (signal: string) => string {
  const t = useWords();
  return (signal) => (DANGERS.includes(signal as Danger) ? t(signal as Danger) : signal);
}

export function VipMark({ vip }: { vip: number }) {
  const t = useWords();
  if (vip === 0) return null;
  const text = t("vip", { count: vip });
  return (
    <Tooltip label={text}>
      <IconCrown size={15} color="var(--mantine-color-yellow-7)" role="img" aria-label={text} />
    </Tooltip>
  );
}

const PROMISES = ["first_reply", "next_reply", "resolution"] as const;
type PromiseKind = (typeof PROMISES)[number];

export function usePromiseName(): (kind: string) => string {
  const t = useWords();
  return (kind) => (PROMISES.includes(kind as PromiseKind) ? t(kind as PromiseKind) : kind);
}

export interface Deadline {
  kind: string;
  due_at: string | null;
  warned: boolean;
  breached: boolean;
  paused: boolean;
}

/** How long until a promise breaks, or since it broke: green, amber or red, and said. `calm`: what is well has no ground of
 * its own, so that in a list only what is near or broken stands out. */
export function PromiseCountdown({ promise, calm = false }: { promise: Deadline; calm?: boolean }) {
  const t = useWords();
  const now = useNow();
  const { length } = useTimes();
  const name = PROMISES.includes(promise.kind as PromiseKind) ? t(promise.kind as PromiseKind) : promise.kind;
  if (promise.paused || promise.due_at === null) {
    return <Countdown color="gray" icon={IconClockPause} short="–" said={t("paused", { promise: name })} />;
  }
  const left = (Date.parse(promise.due_at) - now) / 1_000;
  const said = { promise: name, length: length(Math.abs(left)) };
  if (promise.breached || left <= 0) {
    return (
      <Countdown color="red" icon={IconClockExclamation} short={`+${said.length}`} said={t("broken", said)} />
    );
  }
  if (promise.warned)
    return <Countdown color="yellow" icon={IconHourglass} short={said.length} said={t("near", said)} />;
  return <Countdown color="green" icon={IconClock} short={said.length} said={t("due", said)} bare={calm} />;
}

function Countdown({
  color,
  icon: Icon,
  short,
  said,
  bare = false,
}: {
  color: string;
  icon: typeof IconClock;
  short: string;
  said: string;
  bare?: boolean;
}) {
  return (
    <Tooltip label={said}>
      <Badge
        variant={bare ? "transparent" : "light"}
        {...(bare ? { px: 0 } : {})}
        color={color}
        leftSection={<Icon size={13} aria-hidden />}
        className={`${classes.plain} numbers`}
        role="img"
        aria-label={said}
      >
        {short}
      </Badge>
    </Tooltip>
  );
}

/** The promise that breaks first, if one runs. */
export function nearest<P extends Deadline>(promises: readonly P[]): P | undefined {
  return promises
    .filter((promise) => !promise.paused && promise.due_at !== null)
    .sort((a, b) => Date.parse(a.due_at ?? "") - Date.parse(b.due_at ?? ""))[0];
}

export const LEVELS = ["bot", "first_line", "senior", "specialist", "developers", "disputes"] as const;

export function useLevelName(): (level: string) => string {
  const t = useWords();
  return (level) =>
    LEVELS.includes(level as (typeof LEVELS)[number]) ? t(level as (typeof LEVELS)[number]) : level;
}
