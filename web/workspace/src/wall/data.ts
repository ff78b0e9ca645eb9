/** The wall's numbers. docs/subsystems/wall.md says how often they are asked for. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, data, type Schemas } from "../app/api";
import { useLiveEvents } from "../app/live";
import { queries } from "../app/queries";

export type WallQueue = Schemas["WallQueue"];
export type WallAgent = Schemas["WallAgent"];
export type WallTicket = Schemas["WallTicket"];
export type Day = Schemas["Day"];
export type Slot = Schemas["Slot"];

const SELDOM_MS = 3_000;
const ANYWAY_MS = 30_000;
const DAY_MS = 60_000;

/** The wall of a brand as it is now. Read again when anything happens in the brand, every three seconds at most. */
export function useWall(brand: string) {
  const wall = useQuery({
    queryKey: ["wall", brand],
    queryFn: () => data(api.GET("/api/v1/wall", { params: { query: { brand } } })),
    refetchInterval: ANYWAY_MS,
  });
  const read = useRef(0);
  const planned = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useLiveEvents((event) => {
    if (!("brand" in event) || event.brand !== brand || planned.current !== undefined) return;
    planned.current = setTimeout(
      () => {
        planned.current = undefined;
        read.current = Date.now();
        void queries.invalidateQueries({ queryKey: ["wall", brand] });
      },
      Math.max(200, read.current + SELDOM_MS - Date.now()),
    );
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plan is for one brand
  useEffect(
    () => () => {
      clearTimeout(planned.current);
      planned.current = undefined;
    },
    [brand],
  );
  return wall;
}

export function useDay(brand: string) {
  return useQuery({
    queryKey: ["wallDay", brand],
    queryFn: () => data(api.GET("/api/v1/wall/day", { params: { query: { brand } } })),
    refetchInterval: DAY_MS,
  });
}

/** How a queue does: by what is worst in it. */
export function healthOf(queue: WallQueue): "broken" | "near" | "good" {
  if (queue.breached > 0) return "broken";
  return queue.at_risk > 0 ? "near" : "good";
}

const UNANSWERED_CHAT_S = 40;
const SOON_S = 10 * 60;

/** How long the player waits, and whether that needs somebody: a chat after 40 s, a mail when its promise is near. */
export function waitOf(
  ticket: WallTicket,
  now: number,
): { seconds: number; state: "broken" | "near" | "good" } | undefined {
  if (ticket.waiting_since === null) return undefined;
  const seconds = Math.max(0, (now - Date.parse(ticket.waiting_since)) / 1_000);
  const left = ticket.due_at === null ? Number.POSITIVE_INFINITY : (Date.parse(ticket.due_at) - now) / 1_000;
  if (left <= 0) return { seconds, state: "broken" };
  const near = ticket.class_ === "chat" ? seconds >= UNANSWERED_CHAT_S : left < SOON_S;
  return { seconds, state: near ? "near" : "good" };
}

interface Series {
  total: number;
  most: number;
}

export type Counted = "arrived" | "answered" | "solved" | "breached";

export function seriesOf(slots: readonly Slot[], what: Counted): Series {
  let total = 0;
  let most = 0;
  for (const slot of slots) {
    total += slot[what];
    most = Math.max(most, slot[what]);
  }
  return { total, most };
}

/** The middle first reply of the day: each five minutes count as often as replies were given in them. */
export function medianOf(slots: readonly Slot[]): number | null {
  const known = slots
    .flatMap((slot) =>
      slot.median_first_reply === null ? [] : [{ seconds: slot.median_first_reply, times: slot.answered }],
    )
    .sort((a, b) => a.seconds - b.seconds);
  const all = known.reduce((sum, { times }) => sum + times, 0);
  let before = 0;
  for (const { seconds, times } of known) {
    before += times;
    if (before * 2 >= all) return seconds;
  }
  return null;
}
