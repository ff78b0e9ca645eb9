/** What was searched for lately, kept in this browser for whoever is signed in. */
import { useSyncExternalStore } from "react";

const MOST = 8;
const listeners = new Set<() => void>();
const known = new Map<string, readonly string[]>();
const nameOf = (me: string) => `pitboss.searches.${me}`;

function read(me: string): readonly string[] {
  const before = known.get(me);
  if (before) return before;
  let kept: readonly string[] = [];
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(nameOf(me)) ?? "[]");
    if (Array.isArray(parsed)) kept = parsed.filter((word) => typeof word === "string").slice(0, MOST);
  } catch {
    // What can't be read was never kept.
  }
  known.set(me, kept);
  return kept;
}

function keep(me: string, searches: readonly string[]) {
  known.set(me, searches);
  localStorage.setItem(nameOf(me), JSON.stringify(searches));
  for (const listener of listeners) listener();
}

export const remember = (me: string, words: string) =>
  keep(me, [words, ...read(me).filter((other) => other !== words)].slice(0, MOST));

export const forgetSearches = (me: string) => keep(me, []);

export const useRecentSearches = (me: string): readonly string[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(me),
  );
