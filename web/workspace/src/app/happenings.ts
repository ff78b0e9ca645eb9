/** What needed me lately, kept in this browser: the desk keeps what was told to me, not every word of a player. */
import { useSyncExternalStore } from "react";
import type { Mattering } from "./notices";

export interface Happening {
  id: string;
  kind: Exclude<Mattering["kind"], "broadcast">;
  ticket: string;
  reference: string;
  subject: string;
  at: string;
  seen: boolean;
}

const MOST = 40;
const NONE: readonly Happening[] = [];
const listeners = new Set<() => void>();
const known = new Map<string, readonly Happening[]>();
const nameOf = (me: string) => `pitboss.happenings.${me}`;

function read(me: string): readonly Happening[] {
  const before = known.get(me);
  if (before) return before;
  let kept = NONE;
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(nameOf(me)) ?? "[]");
    if (Array.isArray(parsed)) kept = parsed as Happening[];
  } catch {
    // What can't be read was never kept.
  }
  known.set(me, kept);
  return kept;
}

function keep(me: string, happenings: readonly Happening[]) {
  known.set(me, happenings);
  localStorage.setItem(nameOf(me), JSON.stringify(happenings));
  for (const listener of listeners) listener();
}

/** Of one kind about one ticket only the last is kept. */
export function happened(
  me: string,
  kind: Happening["kind"],
  about: NonNullable<Mattering["about"]>,
  seen: boolean,
) {
  const others = read(me).filter((other) => other.ticket !== about.ticket || other.kind !== kind);
  const at = new Date().toISOString();
  keep(me, [{ ...about, id: `${kind} ${about.ticket}`, kind, at, seen }, ...others].slice(0, MOST));
}

/** I have looked at a ticket, or at all that happened. */
export function seeHappenings(me: string, ticket?: string) {
  const all = read(me);
  const fits = (one: Happening) => !one.seen && (ticket === undefined || one.ticket === ticket);
  if (all.some(fits))
    keep(
      me,
      all.map((one) => (fits(one) ? { ...one, seen: true } : one)),
    );
}

export const useHappenings = (me: string): readonly Happening[] =>
  useSyncExternalStore(
    (listener) => {
      // Another window of mine has looked.
      const elsewhere = ({ key }: StorageEvent) => {
        if (key !== nameOf(me)) return;
        known.delete(me);
        listener();
      };
      listeners.add(listener);
      window.addEventListener("storage", elsewhere);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", elsewhere);
      };
    },
    () => read(me),
  );
