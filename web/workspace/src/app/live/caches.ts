/** What the screens have of the desk, in the caches of TanStack Query; and how events keep it the present. */
import {
  before,
  type Effect,
  type Filter,
  type List,
  letGo,
  listAfter,
  type Message,
  mine,
  newest,
  type Page,
  pageOf,
  pagesFilled,
  pagesJudged,
  pagesMore,
  pagesNear,
  pagesOver,
  type Renewal,
  rowIn,
  type Sort,
  sizeOf,
  type Thread,
  type Ticket,
  threadAfter,
} from "@pitboss/live";
import { api, data, Refusal, type Schemas } from "../api";
import { queries } from "../queries";

export type FullTicket = Schemas["TicketInFull"];

export interface KeptList {
  readonly pages: readonly Page[];
}

export const keys = {
  /** `name`: an id, a number or a reference. */
  ticket: (name: string) => ["ticket", name] as const,
  thread: (ticket: string) => ["thread", ticket] as const,
  tickets: (filter: Filter, sort: Sort) => ["tickets", filter, sort] as const,
  counts: ["counts"] as const,
};

/** What an event makes out of date beside tickets, threads and lists: these queries are read again. Query keys of the
 * screens begin with these names; those of one ticket have its id as their second part. */
const RENEWED: Record<Renewal, readonly string[]> = {
  links: ["ticket"],
  promises: ["promises"],
  timeline: ["timeline", "why", "context"],
  player: ["player", "context"],
  notices: ["notices"],
  mentions: ["counts"],
  proposals: ["proposals"],
  views: ["views", "counts"],
  presence: ["presence", "wall"],
  session: ["session"],
  staff: ["staff"],
  teams: ["teams"],
  queues: ["queues", "wall", "counts"],
  channels: ["channels"],
  quarantine: ["quarantine"],
  settings: ["settings", "topics"],
  canned: ["canned"],
  later: ["later", "drafts"],
  chats: ["chats"],
  documents: ["documents"],
  knowledge: ["knowledge", "wall"],
  official: ["official"],
  impostors: ["impostors"],
  incidents: ["incidents", "wall"],
  complaints: ["complaints"],
};
const OF_ONE_TICKET: readonly string[] = [
  "promises",
  "timeline",
  "why",
  "context",
  "later",
  "drafts",
  "documents",
];

const reads = new Set<Effect[]>();

/** Reads, then applies what was told while the answer was on its way: the answer may be older than that. */
async function current<T>(read: () => Promise<T>, after: (value: T, effect: Effect) => T): Promise<T> {
  const meanwhile: Effect[] = [];
  reads.add(meanwhile);
  try {
    const value = await read();
    return meanwhile.reduce(after, value);
  } finally {
    reads.delete(meanwhile);
  }
}

// ── reading ────────────────────────────────────────────────────────────────────────────────────────────────

export const readTicket = (name: string): Promise<FullTicket> =>
  current(
    () => data(api.GET("/api/v1/tickets/{name}", { params: { path: { name } } })) as Promise<FullTicket>,
    ticketAfter,
  );

function ticketAfter(ticket: FullTicket, effect: Effect): FullTicket {
  return effect.state?.id === ticket.id ? { ...ticket, ...newest(ticket, effect.state) } : ticket;
}

const EMPTY: Thread = { messages: [], echoes: [], stale: false };

/** The whole thread, in as many steps as it takes. */
export async function readThread(ticket: string): Promise<Thread> {
  const thread = await current(
    async () => {
      const messages: Message[] = [];
      let after: string | null = null;
      do {
        const query: { limit: number; after?: string } = after ? { limit: 100, after } : { limit: 100 };
        const page = await data(
          api.GET("/api/v1/tickets/{name}/messages", { params: { path: { name: ticket }, query } }),
        );
        messages.push(...page.items);
        after = page.next;
      } while (after !== null);
      return { ...EMPTY, messages };
    },
    (thread: Thread, effect) => (effect.ticket === ticket ? threadAfter(thread, effect) : thread),
  );
  return thread.stale ? readThread(ticket) : thread;
}

/** One page from the desk. The one place that knows how lists are asked for. */
async function askPage(filter: Filter, sort: Sort, cursor: string | null, limit: number): Promise<Page> {
  const query = { filter: JSON.stringify(filter), sort, limit, ...(cursor ? { cursor } : {}) };
  const page = await data(api.GET("/api/v1/tickets", { params: { query } }));
  return pageOf(page.items, page.next, sort);
}

const PAGE = 30;
const MORE = 100;
/** Of one list at once, so that a list of any length takes so much memory and no more. */
const KEPT_ROWS = 2_000;
/** Rows before and behind those in sight that are read before they come into sight; where one scrolls to, so many as come
 * within `AHEAD_MS` at this speed, if that is more. */
const AHEAD = 150;
const MOST_AHEAD = 700;
const AHEAD_MS = 400;
const TRIES = 5;

/** Which rows of a list are in sight. `at`: since when, in milliseconds; `speed`: rows by which they move in a millisecond,
 * down the list. */
interface Sight {
  readonly first: number;
  readonly last: number;
  readonly at: number;
  readonly speed: number;
}

/** By the list's key. */
const sights = new Map<string, Sight>();
const STILL_MS = 150;

function seen(before: Sight | undefined, first: number, last: number): Sight {
  const at = performance.now();
  if (!before) return { first, last, at, speed: 0 };
  const passed = at - before.at;
  if (first === before.first) return passed < STILL_MS ? { ...before, last } : { first, last, at, speed: 0 };
  return { first, last, at, speed: (first - before.first) / Math.max(16, passed) };
}

const nameOf = (filter: Filter, sort: Sort) => JSON.stringify(keys.tickets(filter, sort));
const pagesIn = (filter: Filter, sort: Sort) =>
  queries.getQueryData<KeptList>(keys.tickets(filter, sort))?.pages ?? [];

/** The beginning of a list; or, when it was read before, what of it is in sight. */
export async function readList(filter: Filter, sort: Sort, me: string): Promise<KeptList> {
  const known = pagesIn(filter, sort);
  const list = await current(
    async () =>
      asList(
        filter,
        sort,
        known.length > 0 ? await readSight(filter, sort, known) : [await askPage(filter, sort, null, PAGE)],
      ),
    (list, effect) => listAfter(list, effect, me),
  );
  judge(filter, sort, list.unsure, me);
  return { pages: list.pages };
}

async function readSight(filter: Filter, sort: Sort, known: readonly Page[]): Promise<readonly Page[]> {
  const { first, last } = sights.get(nameOf(filter, sort)) ?? { first: 0, last: 0 };
  const [from, to] = pagesOver(known, first, last);
  // The end of a list is where it has no page yet; unless it is in sight it is found anew.
  const bounded = known.at(-1)?.end === null && known.length - 1 > to ? known.slice(0, -1) : known;
  let pages: readonly Page[] = bounded.map((page, at) => (at < from || at > to ? letGo(page) : page));
  for (const [at, page] of bounded.entries()) {
    if (at < from || at > to) continue;
    const after = bounded[at - 1]?.next ?? null;
    pages = pagesFilled(pages, after, page, await askUpTo(filter, sort, after, page), sort) ?? pages;
  }
  return pages;
}

async function askUpTo(filter: Filter, sort: Sort, after: string | null, { end }: Page): Promise<Page[]> {
  const read: Page[] = [];
  let cursor = after;
  for (let n = 0; n < TRIES; n += 1) {
    const page = await askPage(filter, sort, cursor, MORE);
    read.push(page);
    cursor = page.next;
    if (end === null || page.end === null || !before(page.end, end, sort)) break;
  }
  return read;
}

/** Changes the pages of a list by what was read, and by what was told while the answer was on its way. */
async function readInto<T>(
  filter: Filter,
  sort: Sort,
  me: string,
  read: () => Promise<T>,
  put: (pages: readonly Page[], value: T) => readonly Page[] | undefined,
): Promise<void> {
  const meanwhile: Effect[] = [];
  reads.add(meanwhile);
  try {
    const value = await read();
    const pages = put(pagesIn(filter, sort), value);
    if (pages === undefined) return;
    const list = meanwhile.reduce((list, e) => listAfter(list, e, me), asList(filter, sort, pages));
    queries.setQueryData<KeptList>(keys.tickets(filter, sort), (now) => now && { pages: list.pages });
    judge(filter, sort, list.unsure, me);
  } finally {
    reads.delete(meanwhile);
  }
}

const reading = new Map<string, Promise<void>>();

/** Reads once, however often it is asked for meanwhile. */
function once(name: string, read: () => Promise<void>): Promise<void> {
  const begun = reading.get(name);
  if (begun) return begun;
  const done = read().finally(() => reading.delete(name));
  reading.set(name, done);
  return done;
}

/** The page after the last that is there. */
export async function readMore(filter: Filter, sort: Sort, me: string): Promise<void> {
  const cursor = pagesIn(filter, sort).at(-1)?.next;
  if (!cursor) return;
  await once(`${nameOf(filter, sort)} ${cursor}`, () =>
    readInto(
      filter,
      sort,
      me,
      () => askPage(filter, sort, cursor, MORE),
      // Another page was added, or the list was read afresh: this one no longer fits.
      (pages, page) => (pages.at(-1)?.next === cursor ? pagesMore(pages, page) : undefined),
    ),
  );
}

const readPage = (filter: Filter, sort: Sort, me: string, page: Page, after: string | null) =>
  once(`${nameOf(filter, sort)} ${after} ${page.next}`, () =>
    readInto(
      filter,
      sort,
      me,
      () => askUpTo(filter, sort, after, page),
      (pages, read) => pagesFilled(pages, after, page, read, sort),
    ),
  );

/** Says which rows are in sight: those around them are read, those far away let go. */
export function lookAt(filter: Filter, sort: Sort, me: string, first: number, last: number) {
  const sight = seen(sights.get(nameOf(filter, sort)), first, last);
  sights.set(nameOf(filter, sort), sight);
  const up = Math.min(MOST_AHEAD, Math.max(AHEAD, -sight.speed * AHEAD_MS));
  const down = Math.min(MOST_AHEAD, Math.max(AHEAD, sight.speed * AHEAD_MS));
  const pages = pagesIn(filter, sort);
  if (pages.length === 0) return;
  const total = pages.reduce((sum, page) => sum + sizeOf(page), 0);
  const [from, to] = pagesOver(pages, first - up, last + down);
  for (let at = from; at <= to; at += 1) {
    const page = pages[at];
    if (page?.dropped !== undefined)
      void readPage(filter, sort, me, page, pages[at - 1]?.next ?? null).catch(() => undefined);
  }
  if (last + down >= total) void readMore(filter, sort, me).catch(() => undefined);
  const near = pagesNear(pages, [from, to], KEPT_ROWS);
  if (near !== pages) queries.setQueryData<KeptList>(keys.tickets(filter, sort), { pages: near });
}

const doubts = new Map<string, Set<string>>();

/** Asks the desk, soon and for many together, which of these tickets belong into a list, and how their rows look. */
function judge(filter: Filter, sort: Sort, ids: readonly string[], me: string) {
  if (ids.length === 0) return;
  const name = nameOf(filter, sort);
  const planned = doubts.get(name);
  if (planned) {
    for (const id of ids) planned.add(id);
    return;
  }
  const doubted = new Set(ids);
  doubts.set(name, doubted);
  setTimeout(() => {
    doubts.delete(name);
    const asked = [...doubted].slice(0, MORE);
    judge(filter, sort, [...doubted].slice(MORE), me);
    readInto(
      filter,
      sort,
      me,
      () => askPage({ ...filter, ticket: asked }, sort, null, MORE),
      (pages, page) => pagesJudged(pages, asked, page.items, { filter, sort, me }),
    ).catch(() => readAgain(keys.tickets(filter, sort)));
  }, GATHER_MS);
}

const asList = (filter: Filter, sort: Sort, pages: readonly Page[]): List => ({
  filter,
  sort,
  pages,
  unsure: [],
});

// ── keeping it the present ─────────────────────────────────────────────────────────────────────────────────

/** Puts what an event, or the answer to a write, says into everything that shows it. */
export function spread(told: Effect, me: string) {
  const effect = told.ticket === null ? told : mine(told, known(told.ticket));
  for (const read of reads) read.push(effect);
  const { ticket } = effect;
  if (ticket !== null) {
    for (const query of queries.getQueryCache().findAll({ queryKey: ["ticket"] })) {
      const known = query.state.data as FullTicket | undefined;
      if (known?.id !== ticket) continue;
      if (effect.gone) void queries.resetQueries({ queryKey: query.queryKey, exact: true });
      else if (effect.state) queries.setQueryData<FullTicket>(query.queryKey, ticketAfter(known, effect));
    }
    spreadToThread(ticket, effect);
    for (const query of queries.getQueryCache().findAll({ queryKey: ["tickets"] })) {
      const list = query.state.data as KeptList | undefined;
      if (!list) continue;
      const [, filter, sort] = query.queryKey as unknown as ReturnType<typeof keys.tickets>;
      const after = listAfter(asList(filter, sort, list.pages), effect, me);
      judge(filter, sort, after.unsure, me);
      if (after.pages !== list.pages) queries.setQueryData<KeptList>(query.queryKey, { pages: after.pages });
    }
  }
  for (const renewal of effect.renews)
    for (const name of RENEWED[renewal])
      readAgain(ticket !== null && OF_ONE_TICKET.includes(name) ? [name, ticket] : [name]);
}

/** A ticket as anything on the screen has it. */
function known(id: string): Ticket | undefined {
  for (const query of queries.getQueryCache().findAll({ queryKey: ["ticket"] })) {
    const ticket = query.state.data as FullTicket | undefined;
    if (ticket?.id === id) return ticket;
  }
  for (const query of queries.getQueryCache().findAll({ queryKey: ["tickets"] })) {
    const row = rowIn((query.state.data as KeptList | undefined)?.pages ?? [], id);
    if (row) return row;
  }
  return undefined;
}

/** What the desk does not tell, since it is mine alone: that I have read, that I have begun an answer. */
export function changeMine(id: string, change: Partial<Pick<Ticket, "unread" | "draft">>, me: string) {
  const ticket = known(id);
  if (ticket) spread({ ticket: id, state: { ...ticket, ...change }, renews: [] }, me);
}

function spreadToThread(ticket: string, effect: Effect) {
  const key = keys.thread(ticket);
  const known = queries.getQueryData<Thread>(key);
  if (!known) return;
  if (effect.gone) {
    queries.removeQueries({ queryKey: key });
    return;
  }
  const after = threadAfter(known, effect);
  if (after.stale) void queries.invalidateQueries({ queryKey: key });
  else if (after !== known) queries.setQueryData<Thread>(key, after);
}

const soon = new Map<string, { at: number; timer: ReturnType<typeof setTimeout> | undefined }>();
const GATHER_MS = 300;
const SELDOM_MS = 2_000;

/** Reads queries again: soon, since events come in groups, and every two seconds at most however many there are. */
export function readAgain(queryKey: readonly unknown[]) {
  if (queries.getQueryCache().findAll({ queryKey }).length === 0) return;
  const name = JSON.stringify(queryKey);
  const planned = soon.get(name);
  if (planned?.timer) return;
  const wait = Math.max(GATHER_MS, (planned?.at ?? 0) + SELDOM_MS - Date.now());
  const timer = setTimeout(() => {
    soon.set(name, { at: Date.now(), timer: undefined });
    void queries.invalidateQueries({ queryKey });
  }, wait);
  soon.set(name, { at: planned?.at ?? 0, timer });
}

/** Nothing on the screen can be brought up to date by events: all of it is read again. */
export function readAfresh() {
  void queries.invalidateQueries();
}

/** What could not be read while the line was away is read now. What was refused stays refused. */
export function readMissed() {
  void queries.refetchQueries({
    type: "active",
    predicate: ({ state }) =>
      state.isInvalidated || (state.error !== null && !(state.error instanceof Refusal)),
  });
}
