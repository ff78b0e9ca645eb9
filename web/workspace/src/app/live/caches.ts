/** What the screens have of the desk, in the caches of TanStack Query; and how events keep it the present. */
import {
  type Effect,
  type Filter,
  type List,
  listAfter,
  type Message,
  mine,
  newest,
  type Page,
  pageOf,
  type Renewal,
  rowIn,
  type Sort,
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
};
const OF_ONE_TICKET: readonly string[] = ["promises", "timeline", "why", "context", "later", "drafts"];

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

const PAGE = 50;
const MOST = 100;

/** As many rows as are on the screen, or a first page. */
export async function readList(filter: Filter, sort: Sort, me: string): Promise<KeptList> {
  const before = queries.getQueryData<KeptList>(keys.tickets(filter, sort));
  const wanted = Math.max(PAGE, before?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0);
  const list = await current(
    async () => {
      const pages: Page[] = [];
      let rows = 0;
      let cursor: string | null = null;
      do {
        const page: Page = await askPage(filter, sort, cursor, Math.min(MOST, wanted - rows));
        pages.push(page);
        rows += page.items.length;
        cursor = page.next;
      } while (cursor !== null && rows < wanted);
      return asList(filter, sort, pages);
    },
    (list, effect) => listAfter(list, effect, me),
  );
  if (list.stale) readAgain(["tickets", filter, sort]);
  return { pages: list.pages };
}

/** The page after the last that is there. */
export async function readMore(filter: Filter, sort: Sort, me: string): Promise<void> {
  const key = keys.tickets(filter, sort);
  const cursor = queries.getQueryData<KeptList>(key)?.pages.at(-1)?.next;
  if (!cursor) return;
  const meanwhile: Effect[] = [];
  reads.add(meanwhile);
  try {
    const page = await askPage(filter, sort, cursor, PAGE);
    queries.setQueryData<KeptList>(key, (now) => {
      // Another page was added, or the list was read afresh: this one no longer fits.
      if (now?.pages.at(-1)?.next !== cursor) return now;
      const pages = [...now.pages, page];
      return {
        pages: meanwhile.reduce((list, e) => listAfter(list, e, me), asList(filter, sort, pages)).pages,
      };
    });
  } finally {
    reads.delete(meanwhile);
  }
}

const asList = (filter: Filter, sort: Sort, pages: readonly Page[]): List => ({
  filter,
  sort,
  pages,
  stale: false,
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
      if (after.stale) readAgain(query.queryKey);
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
