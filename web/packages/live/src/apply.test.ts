import { describe, expect, test } from "vitest";
import {
  apply,
  before,
  type Echo,
  echo,
  type Filter,
  type List,
  type LiveEvent,
  type Message,
  pageOf,
  placeOf,
  type Screen,
  type Sort,
  type State,
  type Thread,
  type Ticket,
} from "./index";

const ME = "me";

/** Chance that can be repeated (mulberry32). */
function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit: number) => Math.floor(next() * limit),
    one: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T,
  };
}

const TICKET: Ticket = {
  id: "",
  number: 0,
  reference: "",
  brand: "hb",
  subject: "",
  status: "new",
  hold_reason: null,
  topic: "general",
  topic_confidence: 1,
  topic_reason: "",
  danger: [],
  priority: "normal",
  priority_score: 0,
  priority_reasons: [],
  because: "",
  restricted: false,
  queue: null,
  assignee: null,
  player: { id: "p", name: "P", vip: 0 },
  channel: "email",
  language: "en",
  jurisdiction: "mga",
  level: "first_line",
  tags: [],
  version: 1,
  due_at: null,
  waiting_since: null,
  snoozed_until: null,
  solved_at: null,
  spam: false,
  merged_into: null,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  promises: [],
  deadline: null,
  last_message: null,
  player_said_at: null,
  heard: 0,
  unread: 0,
  draft: false,
};

const MESSAGE: Message = {
  id: "",
  ticket: "",
  kind: "reply",
  author: "player",
  author_id: null,
  author_name: "P",
  channel: "email",
  subject: null,
  text: "",
  html: null,
  quoted: null,
  assurance: "A0",
  automatic: null,
  masked: [],
  key: null,
  version: 1,
  moved_from: null,
  created_at: "2026-01-01T00:00:00Z",
  attachments: [],
  deliveries: [],
};

function withoutMine({ unread: _unread, draft: _draft, ...state }: Ticket): State {
  return state;
}

/** A desk in small: tickets, messages, numbered events told in groups with the state of each ticket on its last. */
class SmallDesk {
  tickets = new Map<string, Ticket>();
  messages = new Map<string, Message[]>();
  hidden = new Set<string>();
  log: LiveEvent[] = [];
  #pending: { type: string; ticket: string; message?: Message }[] = [];
  #clock = 0;
  #ids = 0;

  #touch(ticket: Ticket, change: Partial<Ticket>) {
    this.#clock += 1;
    // Sometimes with, sometimes without a fraction, as the desk writes its times.
    const at = new Date(1_767_225_600_000 + this.#clock * 500).toISOString();
    const updated_at = this.#clock % 2 === 0 ? at.replace(".000Z", "Z") : at.replace("Z", "000Z");
    this.tickets.set(ticket.id, { ...ticket, ...change, version: ticket.version + 1, updated_at });
  }

  open(): string {
    this.#ids += 1;
    const id = `t${String(this.#ids).padStart(4, "0")}`;
    this.messages.set(id, []);
    this.#touch({ ...TICKET, id, number: this.#ids, reference: `HB-${this.#ids}`, version: 0 }, {});
    this.#pending.push({ type: "ticket_opened", ticket: id });
    this.say(id, "player");
    return id;
  }

  say(id: string, author: Message["author"], key: string | null = null) {
    this.#ids += 1;
    const ticket = this.#ticket(id);
    const message = {
      ...MESSAGE,
      id: `m${String(this.#ids).padStart(5, "0")}`,
      ticket: id,
      author,
      key,
      text: `said ${this.#ids}`,
    };
    this.messages.get(id)?.push(message);
    this.#touch(
      ticket,
      author === "player"
        ? {
            status: "open",
            heard: ticket.heard + 1,
            unread: ticket.unread + 1,
            waiting_since: ticket.updated_at,
          }
        : { status: "waiting", waiting_since: null },
    );
    this.#pending.push({
      type: author === "player" ? "message_received" : "message_sent",
      ticket: id,
      message,
    });
  }

  deliver(id: string) {
    const said = this.messages.get(id);
    const last = said?.at(-1);
    if (!said || !last) return;
    const message: Message = {
      ...last,
      deliveries: [{ address: "p@example", state: "delivered", attempts: 1, error: null }],
    };
    said[said.length - 1] = message;
    this.#pending.push({ type: "delivery_changed", ticket: id, message });
  }

  /** A promise is met or nears its end without the ticket's version rising. */
  warn(id: string) {
    const ticket = this.#ticket(id);
    const warned = {
      kind: "first_reply",
      due_at: null,
      warn_at: null,
      warned: true,
      breached: false,
      paused: false,
    } as const;
    this.tickets.set(id, { ...ticket, promises: [...ticket.promises.slice(0, 1), warned] });
    this.#pending.push({ type: "clock_warned", ticket: id });
  }

  change(id: string, type: string, change: Partial<Ticket>) {
    this.#touch(this.#ticket(id), change);
    this.#pending.push({ type, ticket: id });
  }

  hide(id: string) {
    this.hidden.add(id);
    this.#pending.push({ type: "gone", ticket: id });
  }

  #ticket(id: string): Ticket {
    return this.tickets.get(id) as Ticket;
  }

  /** What was done since the last time goes into the log, with the tickets as they are now. */
  tell() {
    const last = new Map(this.#pending.map((event, at) => [event.ticket, at]));
    this.#pending.forEach((event, at) => {
      if (this.hidden.has(event.ticket) && event.type !== "gone") return;
      this.log.push({
        number: this.log.length + 1 + this.#clock * 1000,
        brand: "hb",
        version: 0,
        at: "",
        actor_kind: "system",
        actor_id: null,
        data: {},
        ...event,
        ...(last.get(event.ticket) === at && event.type !== "gone"
          ? { state: withoutMine(this.#ticket(event.ticket)) }
          : {}),
      } as unknown as LiveEvent);
    });
    this.#pending = [];
  }

  visible(): Ticket[] {
    return [...this.tickets.values()].filter((ticket) => !this.hidden.has(ticket.id));
  }

  list([, filter, sort, wanted, order]: (typeof LISTS)[number], limit: number): List {
    const all = this.visible().filter(wanted).sort(order);
    const page = pageOf(all.slice(0, limit), all.length > limit ? "more" : null, sort);
    return { filter, sort, unsure: [], pages: [page] };
  }

  thread(id: string): Thread {
    return { messages: [...(this.messages.get(id) ?? [])], echoes: [], stale: false };
  }
}

const time = (at: string | null) => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at));
const byId = (a: Ticket, b: Ticket) => (a.id < b.id ? -1 : 1);
const RANK = ["urgent", "high", "normal", "low"];

/** Name, filter and order; and the same two once more, told otherwise. */
const LISTS: readonly [
  string,
  Filter,
  Sort,
  (ticket: Ticket) => boolean,
  (a: Ticket, b: Ticket) => number,
][] = [
  ["all", {}, "recent", () => true, (a, b) => time(b.updated_at) - time(a.updated_at) || -byId(a, b)],
  [
    "active",
    { status: ["active"], snoozed: false },
    "urgency",
    (t) => ["new", "open", "waiting", "on_hold"].includes(t.status),
    (a, b) => RANK.indexOf(a.priority) - RANK.indexOf(b.priority) || due(a, b) || byId(a, b),
  ],
  [
    "mine",
    { assignee: ["me"], status: ["open", "waiting"] },
    "waiting",
    (t) => t.assignee?.id === ME && ["open", "waiting"].includes(t.status),
    (a, b) => compare(time(a.waiting_since), time(b.waiting_since)) || byId(a, b),
  ],
  ["free", { assignee: ["nobody"] }, "newest", (t) => t.assignee === null, (a, b) => -byId(a, b)],
  [
    "due",
    { due: { to: "2026-01-01T00:01:00Z" } },
    "due",
    (t) => time(t.due_at) < time("2026-01-01T00:01:00Z"),
    (a, b) => due(a, b) || byId(a, b),
  ],
  [
    "tagged",
    { tag: ["vip"], danger: false, unread: true },
    "oldest",
    (t) => t.tags.includes("vip") && t.unread > 0,
    byId,
  ],
];

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function due(a: Ticket, b: Ticket): number {
  return compare(time(a.due_at), time(b.due_at));
}

/** Everything, with lists as long as they were read, or whole. */
function readAfresh(desk: SmallDesk, limit: number): Screen {
  const visible = desk.visible();
  return {
    me: ME,
    number: desk.log.at(-1)?.number ?? 0,
    tickets: Object.fromEntries(visible.map((ticket) => [ticket.id, ticket])),
    threads: Object.fromEntries(visible.map((ticket) => [ticket.id, desk.thread(ticket.id)])),
    lists: Object.fromEntries(LISTS.map((list) => [list[0], desk.list(list, limit)])),
  };
}

const rows = (list: List | undefined) => list?.pages.flatMap((page) => page.items) ?? [];

function act(desk: SmallDesk, random: ReturnType<typeof chance>) {
  const known = desk.visible().map((ticket) => ticket.id);
  const id = random.one(known);
  const me = { id: ME, name: "Me" };
  const other = { id: "other", name: "Other" };
  random.one([
    () => void desk.open(),
    () => desk.say(id, "player"),
    () => desk.say(id, "agent", `k${random.below(1e9)}`),
    () => desk.deliver(id),
    () => desk.warn(id),
    () => desk.change(id, "assigned", { assignee: random.one([me, other, null]) }),
    () => desk.change(id, "status_changed", { status: random.one(["open", "solved", "closed", "on_hold"]) }),
    () => desk.change(id, "priority_set", { priority: random.one(["urgent", "high", "normal", "low"]) }),
    () =>
      desk.change(id, "clock_started", {
        due_at: random.one([
          null,
          `2026-01-01T00:00:${10 + random.below(50)}Z`,
          "2026-01-01T00:02:00.250000Z",
        ]),
      }),
    () => desk.change(id, "tagged", { tags: random.one([[], ["vip"], ["bonus"]]) }),
    () => known.length > 4 && random.below(4) === 0 && desk.hide(id),
  ])();
}

describe("state and events are state read afresh", () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))("story %i", (seed) => {
    const random = chance(seed);
    const desk = new SmallDesk();
    for (let i = 0; i < 12; i += 1) desk.open();
    desk.tell();
    const limit = random.one([5, 1_000]);
    const began = readAfresh(desk, limit);
    const from = desk.log.length;
    for (let step = 0; step < 120; step += 1) {
      act(desk, random);
      if (random.below(3) === 0) desk.tell();
    }
    desk.tell();
    const told = desk.log.slice(from);
    // What was read between two events may be newer than the first of them; and after a cut some come twice.
    const again = random.below(told.length);
    const screen = [...told.slice(0, again), ...told.slice(Math.max(0, again - 7))].reduce(apply, began);
    const fresh = readAfresh(desk, 1_000);

    for (const [id, ticket] of Object.entries(screen.tickets)) expect(ticket).toEqual(fresh.tickets[id]);
    for (const [id, thread] of Object.entries(screen.threads)) expect(thread).toEqual(fresh.threads[id]);
    for (const [name, , sort] of LISTS) {
      const mine = rows(screen.lists[name]);
      const page = screen.lists[name]?.pages.at(-1);
      const wanted = rows(fresh.lists[name]);
      // As far as the list was read there is nothing missing, nothing too much, and no other order.
      const end = page?.end;
      expect(mine).toEqual(
        end ? wanted.filter((ticket) => !before(end, placeOf(ticket, sort), sort)) : wanted,
      );
    }
    expect(screen.number).toBe(fresh.number);
  });

  test("a state that was read later than an event is not put back by it", () => {
    const desk = new SmallDesk();
    const id = desk.open();
    desk.tell();
    const early = desk.log.slice();
    desk.change(id, "tagged", { tags: ["vip"] });
    desk.tell();
    const screen = early.reduce(apply, readAfresh(desk, 10));
    expect(screen.tickets[id]?.tags).toEqual(["vip"]);
    expect(rows(screen.lists.tagged).map((ticket) => ticket.id)).toEqual([id]);
  });

  test("what only the desk can judge is to be asked, and only if the ticket may be in the list", () => {
    const desk = new SmallDesk();
    const id = desk.open();
    desk.tell();
    const found: List = {
      filter: { mentioned: "any", status: ["open"] },
      sort: "due",
      pages: [],
      unsure: [],
    };
    const screen = { ...readAfresh(desk, 10), lists: { found } };
    desk.change(id, "status_changed", { status: "closed" });
    desk.tell();
    const closed = apply(screen, desk.log.at(-1) as LiveEvent);
    expect(closed.lists.found?.unsure).toEqual([]);
    desk.change(id, "status_changed", { status: "open" });
    desk.tell();
    expect(apply(closed, desk.log.at(-1) as LiveEvent).lists.found?.unsure).toEqual([id]);
  });
});

describe("what I write is shown at once", () => {
  const draft: Echo = { key: "k1", kind: "reply", text: "Hello", at: "", state: "sending" };

  test("and replaced by the event with its key, in whatever order they come", () => {
    const desk = new SmallDesk();
    const id = desk.open();
    const before = desk.thread(id);
    desk.say(id, "agent", "k1");
    desk.tell();
    const sent = desk.log.find((event) => event.type === "message_sent") as LiveEvent;
    const shown = echo(before, draft);
    expect(shown.echoes).toEqual([draft]);
    const screen = apply({ ...readAfresh(desk, 10), threads: { [id]: shown } }, sent);
    expect(screen.threads[id]).toEqual(desk.thread(id));
    expect(echo(screen.threads[id] as Thread, draft)).toEqual(desk.thread(id));
  });

  test("once, however often it is shown", () => {
    const thread: Thread = { messages: [], echoes: [], stale: false };
    expect(echo(echo(thread, draft), { ...draft, state: "kept" }).echoes).toHaveLength(1);
  });
});

test("messages that went to another ticket make both threads to be read again", () => {
  const desk = new SmallDesk();
  const [a, b] = [desk.open(), desk.open()];
  desk.tell();
  desk.change(a, "merged", { merged_into: b, status: "closed" });
  desk.change(b, "took_in", {});
  const screen = readAfresh(desk, 10);
  desk.tell();
  const after = desk.log.slice(-2).reduce(apply, screen);
  expect([after.threads[a]?.stale, after.threads[b]?.stale]).toEqual([true, true]);
});
