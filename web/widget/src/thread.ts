/** What the thread shows, and how each thing that happens changes it. Nothing here reads or writes. */
import type { Said, Status } from "./desk";
import type { Frame } from "./line";

export type Pending = { key: string; file: File; share: number; upload: string | null };

/** What the player has written and the desk has not yet confirmed. */
export type Echo = {
  key: string;
  text: string;
  topic: string | null;
  files: readonly Pending[];
  at: string;
  /** Why the desk refused it; null while it is on its way. */
  problem: string | null;
};

export type Thread = {
  /** The conversation that is spoken in, last, and those that it follows. */
  tickets: readonly string[];
  status: string | null;
  said: readonly Said[];
  echoes: readonly Echo[];
  typing: string | null;
  /** How far the agent has read, and the player. */
  seen: string | null;
  read: string | null;
};

export const EMPTY: Thread = {
  tickets: [],
  status: null,
  said: [],
  echoes: [],
  typing: null,
  seen: null,
  read: null,
};

/** Adds messages: each once, in their order, in place of their echo. Ids are made by time, so their order is the log's. */
export function withSaid(thread: Thread, messages: readonly Said[]): Thread {
  if (messages.length === 0) return thread;
  const byId = new Map(thread.said.map((message) => [message.id, message]));
  for (const message of messages) byId.set(message.id, { ...byId.get(message.id), ...message });
  const keys = new Set(messages.map((message) => message.key));
  return {
    ...thread,
    said: [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    echoes: thread.echoes.filter((echo) => !keys.has(echo.key)),
  };
}

export function inTicket(thread: Thread, ticket: string, status: string | null): Thread {
  const tickets = thread.tickets.includes(ticket) ? thread.tickets : [...thread.tickets, ticket];
  return { ...thread, tickets, status: status ?? thread.status };
}

export function withEcho(thread: Thread, echo: Echo): Thread {
  return { ...thread, echoes: [...thread.echoes, echo] };
}

export function changeEcho(thread: Thread, key: string, change: Partial<Echo>): Thread {
  return {
    ...thread,
    echoes: thread.echoes.map((echo) => (echo.key === key ? { ...echo, ...change } : echo)),
  };
}

export function withoutEcho(thread: Thread, key: string): Thread {
  return { ...thread, echoes: thread.echoes.filter((echo) => echo.key !== key) };
}

export function withStatus(thread: Thread, status: Status): Thread {
  const later = (a: string | null, b: string | null | undefined) => (b && (!a || b > a) ? b : a);
  const at = status.ticket ? inTicket(thread, status.ticket.id, status.ticket.status) : thread;
  return { ...at, seen: later(thread.seen, status.seen), read: later(thread.read, status.read) };
}

type Framed = Omit<Said, "ticket" | "channel" | "masked" | "created_at">;

/** What a frame of the socket changes. Frames of other conversations of the player change nothing here. */
export function apply(thread: Thread, frame: Frame): Thread {
  const ticket = String(frame.ticket);
  const data = (frame.data ?? {}) as Record<string, string>;
  const message = frame.message as Framed | undefined;
  if (!thread.tickets.includes(ticket)) return thread;
  switch (frame.type) {
    case "message_received":
    case "message_sent":
    case "file_scanned": {
      if (!message) return thread;
      const known = thread.said.find((one) => one.id === message.id);
      const said: Said = {
        ...message,
        ticket,
        channel: data.channel ?? "webchat",
        masked: known?.masked ?? [],
        created_at: known?.created_at ?? String(frame.at),
      };
      const typing = message.author === "player" ? thread.typing : null;
      return { ...withSaid(thread, [said]), typing };
    }
    case "status_changed":
      return ticket === thread.tickets.at(-1) ? { ...thread, status: data.status ?? null } : thread;
    case "typing":
      return frame.by === "agent" ? { ...thread, typing: String(frame.name ?? "") } : thread;
    case "read": {
      const upto = String(frame.message);
      return frame.by === "agent" && upto > (thread.seen ?? "") ? { ...thread, seen: upto } : thread;
    }
    default:
      return thread;
  }
}

/** Answers that the player has not read yet. */
export function unread(thread: Thread): number {
  const upto = thread.read ?? "";
  return thread.said.filter((message) => message.author !== "player" && message.id > upto).length;
}

/** The last message of others, to be marked as read; null if it is already. */
export function toMark(thread: Thread): string | null {
  const last = thread.said.findLast((message) => message.author !== "player");
  return last && last.id > (thread.read ?? "") ? last.id : null;
}

export const isOver = (status: string | null): boolean => status === "solved" || status === "closed";
