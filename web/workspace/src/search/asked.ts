/** What the search page is asked for, as its address says it. Without words it is a list of what the filters hold. */
import type { Filter } from "../app/live";

const NAMES = [
  "q",
  "brand",
  "status",
  "channel",
  "topic",
  "priority",
  "queue",
  "assignee",
  "promise",
  "from",
  "to",
] as const;

export type Asked = { [name in (typeof NAMES)[number]]?: string };

const DAY = /^\d{4}-\d\d-\d\d$/;
const PROMISES = ["at_risk", "breached"];

/** Only what the page knows; the rest of an address is dropped. Words of digits come as numbers from the router. */
export function askedIn(given: Record<string, unknown>): Asked {
  const asked: Asked = {};
  for (const name of NAMES) {
    const value = given[name];
    if (typeof value !== "string" && typeof value !== "number") continue;
    const text = String(value);
    if (text === "") continue;
    if ((name === "from" || name === "to") && !DAY.test(text)) continue;
    if (name === "promise" && !PROMISES.includes(text)) continue;
    asked[name] = text;
  }
  return asked;
}

/** The filters among them as lists take them; undefined for none. Days are the reader's own, `to` included. */
export function filterOf({ q: _words, from, to, promise, ...single }: Asked): Filter | undefined {
  const filter: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(single)) filter[name] = [value];
  if (promise !== undefined) filter.promise = promise;
  if (from !== undefined || to !== undefined)
    filter.created = {
      ...(from === undefined ? {} : { from: midnight(from, 0) }),
      ...(to === undefined ? {} : { to: midnight(to, 1) }),
    };
  return Object.keys(filter).length === 0 ? undefined : (filter as Filter);
}

function midnight(day: string, later: number): string {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + later).toISOString();
}

/** An excerpt in pieces; the words found stand between « and ». */
export function pieces(excerpt: string): { text: string; found: boolean }[] {
  return excerpt
    .split(/«([^«»]*)»/u)
    .map((text, n) => ({ text, found: n % 2 === 1 }))
    .filter(({ text }) => text !== "");
}
