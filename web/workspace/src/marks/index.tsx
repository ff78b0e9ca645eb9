/** Small signs of a ticket that mean the same everywhere. Each has a shape or a word besides its colour. */
import { Badge, List, Stack, Text, Tooltip, type TooltipProps } from "@mantine/core";
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
import { createContext, useContext } from "react";
import { useOfNow, useTimes } from "../app/times";
import classes from "./marks.module.css";
import { useWords } from "./words";

/** Whether marks say on hover what they mean. A long list turns it on for the row under the pointer only: to make a
 * tooltip for each mark of each row takes longer than to draw the rows. */
export const Hints = createContext(true);

function Hint({ children, ...props }: TooltipProps) {
  return useContext(Hints) ? <Tooltip {...props}>{children}</Tooltip> : children;
}

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
    <Hint label={name}>
      <Icon size={size} stroke={1.7} role="img" aria-label={name} className={classes.quiet} />
    </Hint>
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
  return (
    <Hint
      label={<Why title={t("priority", { priority: name })} reasons={reasons} />}
      multiline
      maw={320}
      events={{ hover: true, focus: true, touch: true }}
    >
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
        <span
          className={classes.sign}
          style={{
            color: `light-dark(var(--mantine-color-${look.color}-8), var(--mantine-color-${look.color}-4))`,
          }}
          role="img"
          aria-label={t("priority", { priority: name })}
        >
          <look.icon size={17} stroke={2} />
        </span>
      )}
    </Hint>
  );
}

function Why({ title, reasons }: { title: string; reasons: readonly string[] }) {
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="xs" listStyleType="none">
        {reasons.map((reason) => (
          <List.Item key={reason}>{reason}</List.Item>
        ))}
      </List>
    </Stack>
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
    <Hint label={text}>
      <IconAlertTriangle size={17} color="var(--mantine-color-red-6)" role="img" aria-label={text} />
    </Hint>
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
    <Hint label={text}>
      <IconCrown size={15} color="var(--mantine-color-yellow-7)" role="img" aria-label={text} />
    </Hint>
  );
}

const PROMISES = ["first_reply", "next_reply", "resolution"] as const;
type PromiseKind = (typeof PROMISES)[number];

export function usePromiseName(): (kind: string) => string {
  const t = useWords();
  return (kind) => (PROMISES.includes(kind as PromiseKind) ? t(kind as PromiseKind) : kind);
}

interface Deadline {
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
  const { length } = useTimes();
  const { due_at, paused, breached } = promise;
  const due = paused || due_at === null ? Number.NaN : Date.parse(due_at);
  const late = useOfNow((now) => breached || due <= now);
  const far = useOfNow((now) => (Number.isNaN(due) ? "" : length(Math.abs(due - now) / 1_000)));
  const name = PROMISES.includes(promise.kind as PromiseKind) ? t(promise.kind as PromiseKind) : promise.kind;
  if (Number.isNaN(due))
    return <Countdown color="gray" icon={IconClockPause} short="–" said={t("paused", { promise: name })} />;
  const said = { promise: name, length: far };
  if (late)
    return <Countdown color="red" icon={IconClockExclamation} short={`+${far}`} said={t("broken", said)} />;
  if (promise.warned)
    return <Countdown color="yellow" icon={IconHourglass} short={far} said={t("near", said)} />;
  return <Countdown color="green" icon={IconClock} short={far} said={t("due", said)} bare={calm} />;
}

/** A plain element in place of a badge: a list has one for each of its rows. */
function Countdown({
  color,
  icon: Icon,
  short,
  said,
  bare = false,
}: {
  color: "gray" | "red" | "yellow" | "green";
  icon: typeof IconClock;
  short: string;
  said: string;
  bare?: boolean;
}) {
  return (
    <Hint label={said}>
      <span
        className={`${classes.countdown} ${classes[bare ? "bare" : color]} numbers`}
        role="img"
        aria-label={said}
      >
        <Icon size={13} aria-hidden />
        {short}
      </span>
    </Hint>
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
