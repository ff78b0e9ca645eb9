/** Small signs of a case. Each has a word besides its colour. */
import { Badge, Group, Text, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBuildingBank,
  IconCircleCheck,
  IconClock,
  IconClockExclamation,
  IconClockPause,
  IconGavel,
  IconHourglass,
  IconScale,
  IconShieldQuestion,
  IconUrgent,
} from "@tabler/icons-react";
import { useOfNow, useTimes } from "../app/times";
import { type Clock, COLOUR, type Standing, secondsBetween, standingOf, standingOfCard } from "./clocks";
import classes from "./complaints.module.css";
import { useNameOf, useNames } from "./names.words";

const CLOCKS = {
  met: IconCircleCheck,
  metLate: IconAlertTriangle,
  rests: IconClockPause,
  far: IconClock,
  near: IconClockExclamation,
  late: IconAlertTriangle,
} as const;

function Countdown({ standing, due }: { standing: Standing; due: string | null }) {
  const t = useNames();
  const { length } = useTimes();
  const seconds = useOfNow((now) => (due === null ? 0 : secondsBetween(due, now)));
  const Icon = CLOCKS[standing];
  const said =
    standing === "far" || standing === "near"
      ? t("due", { time: length(seconds) })
      : standing === "late" && due !== null
        ? t("late", { time: length(seconds) })
        : standing === "late"
          ? t("isLate")
          : t(standing);
  return (
    <Badge
      variant="light"
      color={COLOUR[standing]}
      className={classes.plain}
      leftSection={<Icon size={13} aria-hidden />}
    >
      <span className="numbers">
        {said}
        {standing === "near" && <span className={classes.also}> · {t("near")}</span>}
      </span>
    </Badge>
  );
}

export function ClockMark({ clock }: { clock: Clock }) {
  const standing = useOfNow((now) => standingOf(clock, now));
  return <Countdown standing={standing} due={clock.due_at} />;
}

export function ForceMark({ force }: { force: string }) {
  const t = useNames();
  if (force !== "must" && force !== "should" && force !== "own_policy") return null;
  return (
    <Tooltip label={t(`${force}Why`)} events={{ hover: true, focus: true, touch: true }}>
      <Badge variant="outline" color="gray" size="sm" className={classes.plain} tabIndex={0}>
        {t(force)}
      </Badge>
    </Tooltip>
  );
}

/** The next deadline of a card: what, how bindingly, how long. */
export function NextDeadline({
  kind,
  due,
  risk,
  force,
}: {
  kind: string | null;
  due: string;
  risk: string | null;
  force: string | null;
}) {
  const t = useNames();
  const nameOf = useNameOf();
  const standing = useOfNow((now) => standingOfCard(due, risk, now));
  return (
    <span className={classes.next}>
      {kind !== null && (
        <Text span size="xs" c="dimmed">
          {nameOf(kind)}
          {(force === "must" || force === "should" || force === "own_policy") && ` · ${t(force)}`}
        </Text>
      )}
      <Countdown standing={standing} due={due} />
    </span>
  );
}

export function UnverifiedMark({ grade }: { grade: string }) {
  const t = useNames();
  const nameOf = useNameOf();
  return (
    <Tooltip
      multiline
      maw={320}
      label={t("unverifiedWhy", { grade: nameOf(grade) })}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Badge
        variant="light"
        color="orange"
        className={classes.plain}
        leftSection={<IconShieldQuestion size={13} aria-hidden />}
        tabIndex={0}
      >
        {t("unverified")}
      </Badge>
    </Tooltip>
  );
}

const STAGE_COLOURS: Readonly<Record<string, string>> = {
  closed: "gray",
  withdrawn: "gray",
  out_of_scope: "gray",
  merged: "gray",
};

export function StageMark({ stage }: { stage: string }) {
  const nameOf = useNameOf();
  return (
    <Badge variant="light" color={STAGE_COLOURS[stage] ?? "blue"} className={classes.plain}>
      {nameOf(stage)}
    </Badge>
  );
}

const APPEALS = { asked: "appealAsked", heard: "appealHeard", decided: "appealDecided" } as const;
const REFERRALS = { sent: "referralSent", answered: "referralAnswered", ruled: "referralRuled" } as const;

/** What stands beside a stage: waiting, an appeal, a dispute body, safety. */
export function Rounds({
  of: one,
}: {
  of: { waiting: string | null; appeal: string; referral: string; safety: boolean };
}) {
  const t = useNames();
  const mark = (label: string, color: string, Icon: typeof IconHourglass) => (
    <Badge
      variant="light"
      color={color}
      className={classes.plain}
      leftSection={<Icon size={13} aria-hidden />}
    >
      {label}
    </Badge>
  );
  const { waiting, appeal, referral } = one;
  if (waiting === null && appeal === "none" && referral === "none" && !one.safety) return null;
  return (
    <Group gap={4} component="span">
      {one.safety && <Tooltip label={t("safetyWhy")}>{mark(t("safety"), "red", IconUrgent)}</Tooltip>}
      {waiting !== null &&
        mark(t(waiting === "player" ? "waits_player" : "waits_third_party"), "gray", IconHourglass)}
      {appeal in APPEALS &&
        mark(
          t(APPEALS[appeal as keyof typeof APPEALS]),
          appeal === "decided" ? "gray" : "yellow",
          appeal === "decided" ? IconScale : IconGavel,
        )}
      {referral in REFERRALS &&
        mark(
          t(REFERRALS[referral as keyof typeof REFERRALS]),
          referral === "ruled" ? "gray" : "yellow",
          IconBuildingBank,
        )}
    </Group>
  );
}
