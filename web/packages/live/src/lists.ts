import type { Schemas } from "@pitboss/api";
import type { State, Ticket } from "./frames";

/** What a list holds, as GET /api/v1/tickets takes it. */
export type Filter = Schemas["TicketFilter"];
export type Sort = Schemas["Sort"];

/** Where a row stands: the values of its order, as texts that compare. */
export type Place = readonly string[];

export interface Page {
  readonly items: readonly Ticket[];
  readonly next: string | null;
  /** The place of the last row as it was read: the next page begins after it. Null on the last page. */
  readonly end: Place | null;
  /** How many rows there were when they were let go to save memory. They are read again when they come near. */
  readonly dropped?: number;
}

const ACTIVE: readonly string[] = ["new", "open", "waiting", "on_hold"];

/** Whether a ticket belongs into a list; undefined where only the desk can tell. `me`: my id. */
export function matches(filter: Filter, ticket: Ticket, me: string): boolean | undefined {
  const { status, queue, assignee, brand, topic, tag, language, channel, priority, level } = filter;
  const holds =
    any(status, (name) => (name === "active" ? ACTIVE.includes(ticket.status) : name === ticket.status)) &&
    any(queue, (id) => id === ticket.queue?.id) &&
    any(assignee, (name) =>
      name === "nobody" ? !ticket.assignee : ticket.assignee?.id === (name === "me" ? me : name),
    ) &&
    any(brand, (id) => id === ticket.brand) &&
    any(topic, (id) => id === ticket.topic) &&
    (tag ?? []).every((name) => ticket.tags.includes(name)) &&
    any(language, (name) => name === ticket.language) &&
    any(channel, (name) => name === ticket.channel) &&
    any(priority, (name) => name === ticket.priority) &&
    any(level, (name) => name === ticket.level) &&
    any(filter.ticket, (id) => id === ticket.id) &&
    is(filter.player, ticket.player.id) &&
    is(filter.vip, ticket.player.vip > 0) &&
    is(filter.danger, ticket.danger.length > 0) &&
    is(filter.snoozed, ticket.snoozed_until !== null) &&
    is(filter.unread, ticket.unread > 0) &&
    is(filter.spam, ticket.spam) &&
    is(filter.promise, promiseOf(ticket)) &&
    within(filter.created, ticket.created_at) &&
    within(filter.updated, ticket.updated_at) &&
    within(filter.due, ticket.due_at) &&
    within(filter.solved, ticket.solved_at);
  if (!holds) return false;
  return filter.mentioned || filter.broken ? undefined : true;
}

function promiseOf({ promises }: Ticket): NonNullable<Filter["promise"]> | undefined {
  if (promises.some((promise) => promise.breached)) return "breached";
  return promises.some((promise) => promise.warned) ? "at_risk" : undefined;
}

const any = <T>(wanted: readonly T[] | undefined, fits: (value: T) => boolean) =>
  wanted === undefined || wanted.length === 0 || wanted.some(fits);

const is = <T>(wanted: T | null | undefined, value: T) => wanted == null || wanted === value;

function within(span: Filter["due"], at: string | null): boolean {
  if (!span || (span.from == null && span.to == null)) return true;
  if (at === null) return false;
  const moment = Date.parse(at);
  return (
    (span.from == null || moment >= Date.parse(span.from)) &&
    (span.to == null || moment < Date.parse(span.to))
  );
}

// ── order ──────────────────────────────────────────────────────────────────────────────────────────────────

const NEVER = "~"; // after every time
const PRIORITIES: readonly Ticket["priority"][] = ["urgent", "high", "normal", "low"];
const LATEST_FIRST: ReadonlySet<Sort> = new Set<Sort>(["recent", "newest"]);

/** Times as the desk writes them have six decimals or none; made alike they compare as texts. */
const moment = (at: string | null) =>
  at === null ? NEVER : at.length === 20 ? `${at.slice(0, 19)}.000000Z` : at;

const OF_OPEN: ReadonlySet<Sort> = new Set<Sort>(["urgency", "waiting", "due"]);

/** The order that a list can have, as the desk decides it: what is over has no promise and waits for nobody. */
export function sortOf(filter: Filter, sort: Sort): Sort {
  const status = filter.status ?? [];
  const open = status.length > 0 && status.every((name) => name === "active" || ACTIVE.includes(name));
  return OF_OPEN.has(sort) && !open ? "recent" : sort;
}

export function placeOf(ticket: Ticket, sort: Sort): Place {
  switch (sort) {
    case "urgency":
      return [String(PRIORITIES.indexOf(ticket.priority)), moment(ticket.due_at), ticket.id];
    case "recent":
      return [moment(ticket.updated_at), ticket.id];
    case "waiting":
      return [moment(ticket.waiting_since), ticket.id];
    case "due":
      return [moment(ticket.due_at), ticket.id];
    case "newest":
    case "oldest":
      return [ticket.id];
    default:
      return sort satisfies never;
  }
}

/** Whether `a` stands before `b`. */
export function before(a: Place, b: Place, sort: Sort): boolean {
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? "";
    if (value !== other) return value < other !== LATEST_FIRST.has(sort);
  }
  return false;
}

// ── rows ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A page as it was read. */
export function pageOf(items: readonly Ticket[], next: string | null, sort: Sort): Page {
  const last = items.at(-1);
  return { items, next, end: next !== null && last ? placeOf(last, sort) : null };
}

const YOUNG_MS = 60_000;

/** A told state as a row of mine: what it does not say, how much of it I have read and whether I have begun an answer,
 * goes on from what was known. `sure`: false when nothing was known and I may have read it before. */
export function rowOf(state: State | Ticket, known: Ticket | undefined): { row: Ticket; sure: boolean } {
  if ("unread" in state) return { row: state, sure: true };
  if (known)
    return {
      row: { ...known, ...state, unread: Math.max(0, known.unread + state.heard - known.heard) },
      sure: true,
    };
  const young = Date.parse(state.updated_at) - Date.parse(state.created_at) < YOUNG_MS;
  return { row: { ...state, unread: state.heard, draft: false }, sure: young || state.heard === 0 };
}

/** The newer of two states of a ticket. Of two of one version the told one: every change is told after it was made. */
export function newest(known: Ticket, told: State | Ticket): Ticket {
  return told.version >= known.version ? rowOf(told, known).row : known;
}

/** The pages of a list after a ticket has changed: its row leaves, comes, or moves. `undefined`: only the desk knows
 * whether it belongs here. What lies behind the last page, or in a page that was let go, is left to its reading. */
export function pagesWith(
  pages: readonly Page[],
  ticket: Ticket,
  { filter, sort, me, sure = false }: { filter: Filter; sort: Sort; me: string; sure?: boolean },
): readonly Page[] | undefined {
  const known = rowIn(pages, ticket.id);
  if (known && known.version > ticket.version) return pages;
  const belongs = sure || matches(filter, ticket, me);
  if (belongs === undefined) return undefined;
  const without = known ? pagesWithout(pages, ticket.id) : pages;
  if (!belongs) return without;
  const place = placeOf(ticket, sort);
  const into = without.findIndex((page) => page.end === null || !before(page.end, place, sort));
  const page = without[into];
  if (!page) return without;
  if (page.dropped !== undefined)
    return known ? without.with(into, { ...page, dropped: page.dropped + 1 }) : without;
  const at = page.items.findIndex((row) => before(place, placeOf(row, sort), sort));
  const items = at < 0 ? [...page.items, ticket] : page.items.toSpliced(at, 0, ticket);
  return without.with(into, { ...page, items });
}

export function rowIn(pages: readonly Page[], id: string): Ticket | undefined {
  for (const page of pages) for (const row of page.items) if (row.id === id) return row;
  return undefined;
}

export function pagesWithout(pages: readonly Page[], id: string): readonly Page[] {
  if (!rowIn(pages, id)) return pages;
  return without(pages, new Set([id]));
}

function without(pages: readonly Page[], ids: ReadonlySet<string>): readonly Page[] {
  return pages.map((page) =>
    page.items.some((row) => ids.has(row.id))
      ? { ...page, items: page.items.filter((row) => !ids.has(row.id)) }
      : page,
  );
}

/** The pages after the desk was asked which of some tickets belong here, and gave their rows. */
export function pagesJudged(
  pages: readonly Page[],
  ids: readonly string[],
  rows: readonly Ticket[],
  how: { filter: Filter; sort: Sort; me: string },
): readonly Page[] {
  const found = new Set(rows.map((row) => row.id));
  const out = new Set(ids.filter((id) => !found.has(id)));
  const left = pages.some((page) => page.items.some((row) => out.has(row.id))) ? without(pages, out) : pages;
  return rows.reduce((now, row) => pagesWith(now, row, { ...how, sure: true }) ?? now, left);
}

// ── long lists ─────────────────────────────────────────────────────────────────────────────────────────────

export const sizeOf = (page: Page): number => page.dropped ?? page.items.length;

/** The pages that hold the rows from `first` to `last`, as their first and last number. */
export function pagesOver(pages: readonly Page[], first: number, last: number): [number, number] {
  let start = 0;
  let from = -1;
  let to = 0;
  for (const [at, page] of pages.entries()) {
    const end = start + sizeOf(page);
    if (end > first && from < 0) from = at;
    if (start <= last) to = at;
    start = end;
  }
  return [from < 0 ? Math.max(0, pages.length - 1) : from, to];
}

/** At most so many rows are kept, and those around the rows in sight; of the other pages only where they begin. */
export function pagesNear(
  pages: readonly Page[],
  [from, to]: readonly [number, number],
  most: number,
): readonly Page[] {
  let held = pages.reduce((sum, page) => sum + page.items.length, 0);
  if (held <= most) return pages;
  const far = [...pages.keys()]
    .filter((at) => (at < from || at > to) && pages[at]?.dropped === undefined)
    .sort((a, b) => distance(b, from, to) - distance(a, from, to));
  const kept = [...pages];
  for (const at of far) {
    if (held <= most) break;
    const page = kept[at] as Page;
    held -= page.items.length;
    kept[at] = letGo(page);
  }
  return kept;
}

const distance = (at: number, from: number, to: number) => (at < from ? from - at : at - to);

/** A page without its rows. The last one stays: what it lacks is not known yet. */
export const letGo = (page: Page): Page =>
  page.dropped !== undefined || page.end === null ? page : { ...page, items: [], dropped: page.items.length };

/** The pages with a page, whole or let go, as it was read again: all rows up to its end, or, when there are more by now
 * than were read, the rest as a page that was let go. `read`: from the desk, one after the other from the page's
 * beginning. `undefined`: the pages have changed meanwhile, so that it no longer fits. */
export function pagesFilled(
  pages: readonly Page[],
  after: string | null,
  page: Page,
  read: readonly Page[],
  sort: Sort,
): readonly Page[] | undefined {
  const at = pages.findIndex((other) => other.next === page.next && same(other.end, page.end));
  if (at < 0 || (pages[at - 1]?.next ?? null) !== after) return undefined;
  const last = read.at(-1);
  if (!last) return undefined;
  const { end } = page;
  const rows = read.flatMap((one) => one.items);
  const fits = end === null ? rows : rows.filter((row) => !before(end, placeOf(row, sort), sort));
  const others = without(pages, new Set(fits.map((row) => row.id)));
  if (end === null) return others.toSpliced(at, 1, { ...last, items: fits });
  const whole = last.end === null || fits.length < rows.length || !before(last.end, end, sort);
  return whole
    ? others.toSpliced(at, 1, { items: fits, next: page.next, end })
    : others.toSpliced(
        at,
        1,
        { items: fits, next: last.next, end: last.end },
        { items: [], next: page.next, end, dropped: Math.max(1, sizeOf(page) - fits.length) },
      );
}

const same = (a: Place | null, b: Place | null) => a === b || a?.join() === b?.join();

/** The pages with one more, as it was read after the last. */
export function pagesMore(pages: readonly Page[], page: Page): readonly Page[] {
  return [...without(pages, new Set(page.items.map((row) => row.id))), page];
}
