import type { Ticket } from "./frames";

/** The filters of GET /api/v1/tickets that a browser can judge for itself, and `other` for those that only the desk can. */
export interface Filter {
  readonly status?: readonly string[];
  readonly queue?: string;
  /** An id, `me` or `nobody`. */
  readonly assignee?: string;
  readonly brand?: string;
  readonly topic?: string;
  readonly channel?: string;
  readonly priority?: Ticket["priority"];
  readonly player?: string;
  readonly language?: "ru" | "en";
  readonly tag?: string;
  readonly snoozed?: boolean;
  readonly danger?: boolean;
  readonly mentioned?: "true" | "unseen";
  readonly q?: string;
  /** Anything more that the desk understands, as its query parameters have it. */
  readonly other?: Readonly<Record<string, string>>;
}

export type Sort = "updated";

export interface Page {
  readonly items: readonly Ticket[];
  readonly next: string | null;
  /** The place of the last row as it was read: the next page begins after it. Null on the last page. */
  readonly end: Place | null;
}

export type Place = readonly [string, string];

const ACTIVE = ["new", "open", "waiting", "on_hold"];

/** Whether a ticket belongs into a list; undefined where only the desk can tell. `me`: my id, for `assignee`. */
export function matches(filter: Filter, ticket: Ticket, me: string): boolean | undefined {
  const statuses = filter.status?.flatMap((status) => (status === "active" ? ACTIVE : [status]));
  const knows: boolean[] = [];
  const want = (condition: boolean) => knows.push(condition);
  if (statuses) want(statuses.includes(ticket.status));
  if (filter.queue !== undefined) want(ticket.queue?.id === filter.queue);
  if (filter.assignee === "nobody") want(ticket.assignee === null);
  else if (filter.assignee !== undefined)
    want(ticket.assignee?.id === (filter.assignee === "me" ? me : filter.assignee));
  if (filter.brand !== undefined) want(ticket.brand === filter.brand);
  if (filter.topic !== undefined) want(ticket.topic === filter.topic);
  if (filter.channel !== undefined) want(ticket.channel === filter.channel);
  if (filter.priority !== undefined) want(ticket.priority === filter.priority);
  if (filter.player !== undefined) want(ticket.player.id === filter.player);
  if (filter.language !== undefined) want(ticket.language === filter.language);
  if (filter.tag !== undefined) want(ticket.tags.includes(filter.tag));
  if (filter.snoozed !== undefined) want((ticket.snoozed_until !== null) === filter.snoozed);
  if (filter.danger !== undefined) want(ticket.danger.length > 0 === filter.danger);
  if (knows.includes(false)) return false;
  return filter.mentioned !== undefined || filter.q || filter.other ? undefined : true;
}

/** Times as the desk writes them have six decimals or none; so they compare as texts. */
const moment = (at: string) => (at.length === 20 ? `${at.slice(0, 19)}.000000Z` : at);

export const placeOf = (ticket: Ticket, _sort: Sort = "updated"): Place => [
  moment(ticket.updated_at),
  ticket.id,
];

/** Below zero when `a` stands before `b`: the most recently touched first. */
function order(a: Place, b: Place): number {
  if (a[0] !== b[0]) return a[0] > b[0] ? -1 : 1;
  if (a[1] !== b[1]) return a[1] > b[1] ? -1 : 1;
  return 0;
}

/** A page as it was read. */
export function pageOf(items: readonly Ticket[], next: string | null, sort: Sort = "updated"): Page {
  const last = items.at(-1);
  return { items, next, end: next !== null && last ? placeOf(last, sort) : null };
}

/** A ticket as it was told to everybody, with what is only mine of what I knew: my draft, and what I have not read. */
export function mine<T extends Ticket>(known: T | undefined, told: Ticket): Ticket {
  if (known === undefined) return told;
  const unread = known.unread + Math.max(0, told.heard - known.heard);
  return { ...told, draft: known.draft, unread };
}

/** The pages of a list after a ticket has changed: its row leaves, comes, or moves. `undefined`: only the desk knows
 * whether it belongs here, so the list must be read again. What lies behind the last page read is left to its reading. */
export function pagesWith(
  pages: readonly Page[],
  told: Ticket,
  filter: Filter,
  me: string,
  sort: Sort = "updated",
): readonly Page[] | undefined {
  const known = pages.flatMap((page) => page.items).find((row) => row.id === told.id);
  if (known && known.version > told.version) return pages;
  const ticket = mine(known, told);
  const belongs = matches(filter, ticket, me);
  if (belongs === undefined) return undefined;
  const without = known ? pagesWithout(pages, ticket.id) : pages;
  if (!belongs) return without;
  const place = placeOf(ticket, sort);
  const into = without.findIndex((page) => page.end === null || order(place, page.end) <= 0);
  const page = without[into];
  if (!page) return without;
  const at = page.items.findIndex((row) => order(place, placeOf(row, sort)) < 0);
  const items = at < 0 ? [...page.items, ticket] : page.items.toSpliced(at, 0, ticket);
  return without.with(into, { ...page, items });
}

export function pagesWithout(pages: readonly Page[], id: string): readonly Page[] {
  if (!pages.some((page) => page.items.some((row) => row.id === id))) return pages;
  return pages.map((page) => ({ ...page, items: page.items.filter((row) => row.id !== id) }));
}
