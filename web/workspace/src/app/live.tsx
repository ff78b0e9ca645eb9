/** The desk as it is now, for every screen. docs/subsystems/workspace.md says why it is never stale. */
import {
  type Connection,
  type Echo,
  echo,
  effectOf,
  type Filter,
  type Followed,
  follow,
  type Kept,
  type LiveEvent,
  type Message,
  type Page,
  type Reason,
  type Sort,
  sizeOf,
  sortOf,
  type Thread,
  type Ticket,
} from "@pitboss/live";
import { useQueries, useQuery } from "@tanstack/react-query";
import {
  createContext,
  type PropsWithChildren,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { api, data, type Schemas } from "./api";
import {
  changeMine,
  type FullTicket,
  type KeptList,
  keys,
  lookAt,
  readAfresh,
  readAgain,
  readList,
  readMissed,
  readMore,
  readThread,
  readTicket,
  spread,
} from "./live/caches";
import { answering, hear, type Typist, typists, useBoard, type Viewer, viewers } from "./live/others";
import { newKey, openOutbox, theOutbox, useKept } from "./live/writes";
import { queries } from "./queries";
import { useMe } from "./session";

export type { Connection, Filter, FullTicket, LiveEvent, Message, Sort, Ticket, Typist, Viewer };
export { useKept };

type Listener = (event: LiveEvent) => void;

interface Live {
  connection: Connection;
  retry: () => void;
  listen: (listener: Listener) => () => void;
}

const Context = createContext<Live | null>(null);

/** Follows the desk while somebody is signed in. Inside the shell. */
export function LiveProvider({ children }: PropsWithChildren) {
  const { id: me, number, locale } = useMe();
  const start = useRef(number);
  const [connection, setConnection] = useState<Connection>({ state: "connecting", since: Date.now() });
  const followed = useRef<Followed | null>(null);
  const listeners = useRef(new Set<Listener>());

  // biome-ignore lint/correctness/useExhaustiveDependencies: the stream speaks the language in which it was opened
  useEffect(() => {
    const outbox = openOutbox(me);
    void outbox.flush();
    followed.current = follow({
      after: start.current,
      url: (after) => {
        const url = new URL("/api/v1/stream", window.location.href);
        url.protocol = url.protocol.replace("http", "ws");
        if (after !== null) url.searchParams.set("after", String(after));
        return url.href;
      },
      onEvent: (event) => {
        spread(effectOf(event), me);
        for (const listener of listeners.current) listener(event);
      },
      onTransient: (frame) => (frame.type === "counts_changed" ? readAgain(keys.counts) : hear(frame)),
      onState: (now) => {
        setConnection(now);
        if (now.state !== "live") return;
        void outbox.flush();
        readMissed();
        readAgain(keys.counts);
      },
      onAfresh: readAfresh,
    });
    return () => {
      start.current = followed.current?.number() ?? start.current;
      followed.current?.stop();
    };
  }, [me, locale]);

  const live = useMemo(
    (): Live => ({
      connection,
      retry: () => followed.current?.retry(),
      listen: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [connection],
  );
  return <Context.Provider value={live}>{children}</Context.Provider>;
}

function useLive(): Live {
  const live = useContext(Context);
  if (!live) throw new Error("outside of LiveProvider");
  return live;
}

/** `live`: the screen shows the present. `since`: in milliseconds of Date.now. */
export function useConnection(): Connection & { retry: () => void } {
  const { connection, retry } = useLive();
  return useMemo(() => ({ ...connection, retry }), [connection, retry]);
}

/** Hears every event as it comes, for what is not kept: sounds, notices, counters of the moment. */
export function useLiveEvents(listener: Listener) {
  const { listen } = useLive();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => listen((event) => latest.current(event)), [listen]);
}

// Events keep these the present, so they are read again only when events can't.
const FOLLOWED = { staleTime: Number.POSITIVE_INFINITY } as const;

// ── one ticket ─────────────────────────────────────────────────────────────────────────────────────────────

/** A ticket by its id, number or reference, as it is now, with what I have changed on it already. */
export function useTicket(name: string) {
  const answer = useQuery({ queryKey: keys.ticket(name), queryFn: () => readTicket(name), ...FOLLOWED });
  const kept = useKept();
  const ticket = useMemo(() => {
    const known = answer.data;
    if (!known) return undefined;
    const shown = kept.filter((write) => write.lane === known.id && write.shows && !write.refused);
    return Object.assign({}, known, ...shown.map((write) => write.shows)) as FullTicket;
  }, [answer.data, kept]);
  return { ...answer, data: ticket };
}

/** One entry of a thread: what the desk has, or what I wrote and it has not confirmed yet. */
interface ThreadOf {
  messages: readonly Message[];
  /** Mine, on their way: `sending` now, `kept` until the desk can be reached, `refused` with the reason. */
  echoes: readonly Echo[];
}

/** What was said in a ticket, oldest first. `ticket`: its id. */
export function useThread(ticket: string) {
  const answer = useQuery({ queryKey: keys.thread(ticket), queryFn: () => readThread(ticket), ...FOLLOWED });
  const kept = useKept();
  const { connection } = useLive();
  const live = connection.state === "live";
  const thread = useMemo((): ThreadOf | undefined => {
    if (!answer.data) return undefined;
    return echoesOf(kept, ticket, live).reduce<Thread>(echo, answer.data);
  }, [answer.data, kept, ticket, live]);
  return { ...answer, data: thread };
}

const isMessage = (write: Kept) => write.path.endsWith("/messages");

function echoesOf(kept: readonly Kept[], ticket: string, live: boolean): Echo[] {
  return kept
    .filter((write) => write.lane === ticket && isMessage(write))
    .map((write) => ({
      key: write.key,
      kind: write.body.kind === "note" ? "note" : "reply",
      text: String(write.body.text),
      html: (write.body.html as string | undefined) ?? null,
      at: write.at,
      state: write.refused ? "refused" : live ? "sending" : "kept",
      ...(write.refused ? { reason: write.refused.detail } : {}),
    }));
}

// ── lists ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Tickets in order, as far as they were read; rows come, move and leave as things happen. `at`: the nth row, while it
 * is kept; `look` says which rows are in sight, so that those around them are read and those far away let go. */
export function useTickets(filter: Filter, wanted: Sort = "urgency") {
  const me = useMe().id;
  const sort = sortOf(filter, wanted);
  const answer = useQuery({
    queryKey: keys.tickets(filter, sort),
    queryFn: () => readList(filter, sort, me),
    ...FOLLOWED,
  });
  const pages = answer.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const { total, at, rowOf } = useMemo(() => numbered(pages ?? []), [pages]);
  const hasMore = (pages?.at(-1)?.next ?? null) !== null;
  const name = JSON.stringify([filter, sort]);
  const reading = useRef("");
  const [loadingMore, setLoadingMore] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `name` stands for filter and sort
  const fetchMore = useCallback(async () => {
    if (reading.current === name) return;
    reading.current = name;
    setLoadingMore(true);
    try {
      await readMore(filter, sort, me);
    } catch {
      // The row that asked is still on the screen, or comes there again, and asks once more.
    } finally {
      if (reading.current === name) {
        reading.current = "";
        setLoadingMore(false);
      }
    }
  }, [name, me]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `name` stands for filter and sort
  const look = useCallback(
    (first: number, last: number) => lookAt(filter, sort, me, first, last),
    [name, me],
  );
  return { ...answer, rows, total, at, rowOf, hasMore, loadingMore, fetchMore, look };
}

/** Rows by their number in the whole list, and back. */
function numbered(pages: readonly Page[]) {
  const starts: number[] = [];
  let total = 0;
  for (const page of pages) {
    starts.push(total);
    total += sizeOf(page);
  }
  const at = (row: number): Ticket | undefined => {
    let low = 0;
    let high = pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= row) low = middle;
      else high = middle - 1;
    }
    return pages[low]?.items[row - (starts[low] ?? 0)];
  };
  const rowOf = (id: string | undefined): number | undefined => {
    if (id === undefined) return undefined;
    for (const [n, page] of pages.entries()) {
      const row = page.items.findIndex((ticket) => ticket.id === id);
      if (row >= 0) return (starts[n] as number) + row;
    }
    return undefined;
  };
  return { total, at, rowOf };
}

export type Counts = Schemas["Counts"];

/** How many tickets a filter holds: exactly up to a thousand, beyond that about. */
export function useCountOf(filter: Filter, enabled = true): Schemas["Count"] | undefined {
  const query = { filter: JSON.stringify(filter), count: true, limit: 1 };
  return useQuery({
    queryKey: [...keys.counts, filter],
    queryFn: async () => (await data(api.GET("/api/v1/tickets", { params: { query } }))).count,
    enabled,
    placeholderData: (before) => before,
    ...FOLLOWED,
  }).data as Schemas["Count"] | undefined;
}

/** How many tickets each of my lists holds: the standing ones, my queues, the saved views that I see. */
export function useCounts(): Counts | undefined {
  return useQuery({
    queryKey: keys.counts,
    queryFn: () => data(api.GET("/api/v1/counts")) as Promise<Counts>,
    ...FOLLOWED,
  }).data;
}

// ── others ─────────────────────────────────────────────────────────────────────────────────────────────────

const SAY_TYPING_MS = 3_000;

/** Who writes in a ticket just now; and `tell`, to say that I do. */
export function useTyping(ticket: string): {
  typists: readonly Typist[];
  tell: (note: boolean) => void;
} {
  const told = useRef(0);
  const tell = useCallback(
    (note: boolean) => {
      if (Date.now() - told.current < SAY_TYPING_MS) return;
      told.current = Date.now();
      quietly(
        api.POST("/api/v1/tickets/{name}/typing", { params: { path: { name: ticket } }, body: { note } }),
      );
    },
    [ticket],
  );
  return { typists: useBoard(typists, ticket), tell };
}

const SAY_VIEWING_MS = 20_000;

/** Which colleagues have the ticket on their screen. While this is used, they see that I do. */
export function useViewers(ticket: string): readonly Viewer[] {
  useEffect(() => {
    const say = (viewing: boolean) => {
      if (viewing && document.hidden) return;
      quietly(
        api.POST("/api/v1/tickets/{name}/viewing", {
          params: { path: { name: ticket } },
          body: { viewing },
        }),
      );
    };
    say(true);
    const timer = setInterval(() => say(true), SAY_VIEWING_MS);
    answering.set(ticket, () => say(true));
    return () => {
      clearInterval(timer);
      answering.delete(ticket);
      say(false);
    };
  }, [ticket]);
  return useBoard(viewers, ticket);
}

/** For what is only of the moment: nobody misses it when it does not arrive. */
function quietly(asked: Promise<unknown>) {
  asked.catch(() => undefined);
}

// ── writing ────────────────────────────────────────────────────────────────────────────────────────────────

/** `version`: the ticket's when I began to write; if something has arrived since, the desk refuses and says what. */
export interface Draft {
  text: string;
  kind: "reply" | "note";
  html?: string;
  version: number;
  then?: "waiting" | "open" | "solved";
  mentions?: readonly string[];
  teams?: readonly string[];
  send_at?: string;
  undo_seconds?: number;
  files?: readonly string[];
}

/** A message that the desk did not take. `missed`: what was said since I began, if that is why. */
export interface Refused {
  key: string;
  draft: Draft;
  reason: Reason;
  missed: readonly Message[];
  /** The ticket's version that the desk has now, where the reason is that I had an older one. */
  version?: number;
}

/** Sends messages of a ticket. `send` shows them at once and gives the key; what is refused comes back in `refused`,
 * until `again` (as if I had seen what was missed) or `drop`. */
export function useSend(ticket: string) {
  const kept = useKept();
  const { data: thread } = useQuery<Thread>({ queryKey: keys.thread(ticket), enabled: false, ...FOLLOWED });
  const send = useCallback(
    (draft: Draft): string => {
      const key = newKey();
      const answer = theOutbox().write({
        key,
        lane: ticket,
        method: "POST",
        path: `/api/v1/tickets/${ticket}/messages`,
        body: { ...draft, key },
        at: new Date().toISOString(),
      });
      answer.catch(() => undefined); // it is shown by `refused`
      return key;
    },
    [ticket],
  );
  const refused = useMemo(
    () =>
      kept
        .filter((write) => write.lane === ticket && isMessage(write) && write.refused)
        .map((write) => asRefused(write, thread)),
    [kept, ticket, thread],
  );
  const again = useCallback((one: Refused, change: Partial<Draft> = {}) => {
    const version = one.version === undefined ? {} : { version: one.version };
    theOutbox()
      .again(one.key, { ...version, ...change })
      .catch(() => undefined);
  }, []);
  const drop = useCallback((key: string) => theOutbox().drop(key), []);
  return { send, refused, again, drop };
}

function asRefused(write: Kept, thread: Thread | undefined): Refused {
  const reason = write.refused as Reason;
  const { key: _key, ...draft } = write.body;
  const ids = Array.isArray(reason.extra.messages)
    ? reason.extra.messages.map((message: { id: string }) => message.id)
    : [];
  return {
    key: write.key,
    draft: draft as unknown as Draft,
    reason,
    missed: thread?.messages.filter((message) => ids.includes(message.id)) ?? [],
    ...(typeof reason.extra.version === "number" ? { version: reason.extra.version } : {}),
  };
}

export type Action = keyof typeof ACTIONS;
type Act = Schemas["Act"];
type Patch = Schemas["Patch"];
const ACTIONS = {
  take: true,
  assign: true,
  unassign: true,
  transfer: true,
  escalate: true,
  priority: true,
  topic: true,
  snooze: true,
  wake: true,
  wait: true,
  hold: true,
  solve: true,
  close: true,
  reopen: true,
  merge: true,
  unmerge: true,
  split: true,
  spam: true,
  not_spam: true,
  redact: true,
  clear_danger: true,
  tag: true,
  link: true,
  unlink: true,
  rename: true,
  retry: true,
  channel: true,
} as const;

/** Changes a ticket. `shows`: what the ticket looks like as if it were done already; it goes when the desk has answered.
 * Both resolve to the ticket as it is then, also after an outage, or reject with the Reason of the refusal. */
export function useAct(ticket: string) {
  return useMemo(() => {
    const write = (method: "POST" | "PATCH", path: string, body: object, shows?: Partial<Ticket>) => {
      const key = newKey();
      const answer = theOutbox().write({
        key,
        lane: ticket,
        method,
        path: `/api/v1/tickets/${ticket}${path}`,
        body: { ...body },
        at: new Date().toISOString(),
        ...(shows ? { shows } : {}),
      }) as Promise<Ticket>;
      return answer.catch((reason: Reason) => {
        theOutbox().drop(key); // whoever asked for it is told now
        throw reason;
      });
    };
    return {
      act: (action: Action, body: Partial<Omit<Act, "key">> = {}, shows?: Partial<Ticket>) =>
        write("POST", `/${action}`, body, shows),
      change: (patch: Omit<Patch, "key">, shows?: Partial<Ticket>) => write("PATCH", "", patch, shows),
    };
  }, [ticket]);
}

interface RefusedAct {
  key: string;
  action: string;
  reason: Reason;
  drop: () => void;
}

/** Actions that were refused while nobody waited for the answer: after a reload, say. */
export function useRefusedActs(ticket: string): readonly RefusedAct[] {
  const kept = useKept();
  return useMemo(
    () =>
      kept.flatMap((write) =>
        write.lane === ticket && !isMessage(write) && write.refused
          ? [
              {
                key: write.key,
                action: write.path.split("/").at(-1) ?? "",
                reason: write.refused,
                drop: () => theOutbox().drop(write.key),
              },
            ]
          : [],
      ),
    [kept, ticket],
  );
}

/** Says how far I have read; what mentions me up to there is seen. */
export function useMarkRead(ticket: string) {
  const me = useMe().id;
  return useCallback(
    async (message: string) => {
      await api
        .POST("/api/v1/tickets/{name}/read", { params: { path: { name: ticket } }, body: { message } })
        .catch(() => undefined);
      const said = queries.getQueryData<Thread>(keys.thread(ticket))?.messages ?? [];
      const unread = said.filter((other) => other.author === "player" && other.id > message).length;
      changeMine(ticket, { unread }, me);
      readAgain(keys.counts);
    },
    [ticket, me],
  );
}

/** Says that I have, or no longer have, a draft in a ticket. The desk keeps it; this only marks my lists. */
export function useMarkDraft(ticket: string) {
  const me = useMe().id;
  return useCallback((draft: boolean) => changeMine(ticket, { draft }, me), [ticket, me]);
}

// ── names ──────────────────────────────────────────────────────────────────────────────────────────────────

export type Colleague = Schemas["Colleague"];

/** Who works for a brand, by name; also those who are no longer active. */
export const colleagues = (brand: string) => ({
  queryKey: ["staff", brand],
  queryFn: () => readStaff(brand),
  ...FOLLOWED,
});

/** My colleagues of all my brands by id. */
export function useStaff(): ReadonlyMap<string, Colleague> {
  const brands = Object.keys(useMe().permissions).sort();
  return useQueries({
    queries: brands.map(colleagues),
    combine: namesOf,
  });
}

const namesOf = (answers: readonly { data: readonly Colleague[] | undefined }[]) =>
  new Map(answers.flatMap(({ data: staff }) => staff ?? []).map((colleague) => [colleague.id, colleague]));

async function readStaff(brand: string): Promise<readonly Colleague[]> {
  const staff: Colleague[] = [];
  let cursor: string | null = null;
  do {
    const query: { brand: string; limit: number; cursor?: string } = {
      brand,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    };
    const page: { items: Colleague[]; next: string | null } = await data(
      api.GET("/api/v1/staff", { params: { query } }),
    );
    staff.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return staff;
}

export type { KeptList };
