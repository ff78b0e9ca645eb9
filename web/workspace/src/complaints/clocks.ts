/** How a clock of a case stands. Pure. */

export type Force = "must" | "should" | "own_policy";
/** `near`: the desk has warned, or a quarter of the time is left. */
export type Standing = "met" | "metLate" | "rests" | "far" | "near" | "late";

export interface Clock {
  started_at: string;
  due_at: string | null;
  warned_at: string | null;
  met_at: string | null;
  broken_at: string | null;
}

const WARN_SHARE = 0.75;

export function standingOf(clock: Clock, now: number): Standing {
  if (clock.met_at !== null) return clock.broken_at === null ? "met" : "metLate";
  if (clock.due_at === null) return "rests";
  const due = Date.parse(clock.due_at);
  if (clock.broken_at !== null || now >= due) return "late";
  const started = Date.parse(clock.started_at);
  return clock.warned_at !== null || now >= started + (due - started) * WARN_SHARE ? "near" : "far";
}

/** Of a card, which knows only its next deadline and whether that was warned of. */
export function standingOfCard(due: string, risk: string | null, now: number): Standing {
  if (risk === "late" || now >= Date.parse(due)) return "late";
  return risk === "near" ? "near" : "far";
}

export const COLOUR: Readonly<Record<Standing, "green" | "yellow" | "red" | "gray">> = {
  met: "green",
  metLate: "red",
  rests: "gray",
  far: "green",
  near: "yellow",
  late: "red",
};

/** Whole seconds to go, or past; never less than a minute, since nobody acts by the second here. */
export const secondsBetween = (due: string, now: number): number =>
  Math.max(60, Math.abs(Math.round((Date.parse(due) - now) / 60_000)) * 60);

/** Open ones first, the nearest of them first; then those that rest; then what is met. */
export function inOrder<C extends Clock & { kind: string }>(clocks: readonly C[]): C[] {
  const rank = (clock: C) => (clock.met_at !== null ? 2 : clock.due_at === null ? 1 : 0);
  return [...clocks].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      (one.due_at ?? "").localeCompare(other.due_at ?? "") ||
      one.kind.localeCompare(other.kind),
  );
}
