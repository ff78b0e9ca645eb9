/** Which tickets a list holds, and what of that a person may change by the filter. Pure. */
import type { Filter, Sort } from "../app/live";

export const SORTS = ["urgency", "due", "waiting", "recent", "newest", "oldest"] as const satisfies Sort[];

/** A list by its name in the address. `id`: of the queue or the view. */
export interface Named {
  kind: "mine" | "unassigned" | "all" | "mentioned" | "snoozed" | "queue" | "view";
  id: string;
}

const STANDING = ["mine", "unassigned", "all", "mentioned", "snoozed"] as const;

export function named(list: string): Named | undefined {
  const standing = STANDING.find((kind) => kind === list);
  if (standing) return { kind: standing, id: "" };
  const [, kind, id] = /^(queue|view)-([0-9a-f-]{36})$/.exec(list) ?? [];
  return kind && id ? { kind: kind as "queue" | "view", id } : undefined;
}

/** `fixed` makes the list what it is; `base` holds as long as the filter says nothing else. */
interface Shape {
  fixed: Filter;
  base: Filter;
  sort: Sort;
}

const OPEN: Filter = { status: ["active"] };

export function shapeOf({ kind, id }: Named, view?: { filter: Filter; sort: Sort }): Shape {
  switch (kind) {
    case "mine":
      return { fixed: { assignee: ["me"], snoozed: false }, base: OPEN, sort: "urgency" };
    case "unassigned":
      return { fixed: { assignee: ["nobody"], snoozed: false }, base: OPEN, sort: "urgency" };
    case "all":
      return { fixed: {}, base: OPEN, sort: "urgency" };
    case "mentioned":
      return { fixed: { mentioned: "any" }, base: OPEN, sort: "recent" };
    case "snoozed":
      return { fixed: { snoozed: true }, base: {}, sort: "urgency" };
    case "queue":
      return { fixed: { queue: [id], snoozed: false }, base: OPEN, sort: "urgency" };
    case "view":
      return { fixed: {}, base: view?.filter ?? {}, sort: view?.sort ?? "urgency" };
    default:
      return kind satisfies never;
  }
}

/** What the list holds under a filter. A view's conditions are all open to change; those of the other lists stay. */
export function held(kind: Named["kind"], { fixed, base }: Shape, filter: Filter | undefined): Filter {
  return kind === "view" ? (filter ?? base) : { ...base, ...filter, ...fixed };
}

export type Field = keyof Filter;

/** Conditions that say something, in the order in which they are shown. */
const FIELDS = [
  "status",
  "topic",
  "queue",
  "channel",
  "priority",
  "assignee",
  "tag",
  "language",
  "brand",
  "level",
  "vip",
  "danger",
  "unread",
  "mentioned",
  "snoozed",
  "spam",
  "created",
  "updated",
  "due",
  "solved",
  "broken",
  "promise",
  "player",
  "incident",
  "ticket",
] as const satisfies readonly Field[];

export function says(filter: Filter, field: Field): boolean {
  const value = filter[field];
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") return value.from != null || value.to != null;
  return true;
}

export const conditionsOf = (filter: Filter): Field[] => FIELDS.filter((field) => says(filter, field));

/** The filter with a condition set, or without it where the value says nothing. */
export function withCondition<F extends Field>(filter: Filter, field: F, value: Filter[F]): Filter {
  const { [field]: _before, ...rest } = filter;
  const next = { ...rest, [field]: value } as Filter;
  return says(next, field) ? next : (rest as Filter);
}

/** Only what says something, in one order, so that equal filters are equal texts. */
export function tidy(filter: Filter): Filter {
  const pairs = conditionsOf(filter).map((field) => [field, filter[field]]);
  return Object.fromEntries(pairs) as Filter;
}

export const sameFilter = (a: Filter, b: Filter) => JSON.stringify(tidy(a)) === JSON.stringify(tidy(b));

export interface ListSearch {
  filter?: Filter;
  sort?: Sort;
}

/** The filter and the order of an address; what is no filter is left out, and of a filter what is unknown. */
export function searchOf(given: Record<string, unknown>): ListSearch {
  const { filter, sort } = given;
  const found: ListSearch = {};
  if (typeof filter === "object" && filter !== null && !Array.isArray(filter)) {
    const known = FIELDS.filter((field) => fits(field, (filter as Record<string, unknown>)[field]));
    found.filter = tidy(
      Object.fromEntries(known.map((field) => [field, (filter as Filter)[field]])) as Filter,
    );
  }
  const order = SORTS.find((name) => name === sort);
  if (order) found.sort = order;
  return found;
}

const FLAGS: readonly Field[] = ["vip", "danger", "unread", "snoozed", "spam"];
const SPANS: readonly Field[] = ["created", "updated", "due", "solved", "broken"];

function fits(field: Field, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (FLAGS.includes(field)) return typeof value === "boolean";
  if (SPANS.includes(field)) return typeof value === "object" && !Array.isArray(value);
  if (field === "mentioned") return value === "any" || value === "unseen";
  if (field === "promise") return value === "at_risk" || value === "breached";
  if (field === "player" || field === "incident") return typeof value === "string";
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
