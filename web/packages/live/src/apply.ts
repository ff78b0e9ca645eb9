import { type Effect, effectOf } from "./effect";
import type { LiveEvent, Message, Ticket } from "./frames";
import { type Filter, newest, type Page, pagesWith, pagesWithout, rowIn, rowOf, type Sort } from "./lists";

/** Something that I wrote and the desk has not confirmed yet. */
export interface Echo {
  readonly key: string;
  readonly kind: "reply" | "note";
  readonly text: string;
  readonly html?: string | null;
  readonly at: string;
  readonly state: "sending" | "kept" | "refused";
  readonly reason?: string;
}

/** `stale`: messages came from or went to another ticket; read it again. */
export interface Thread {
  readonly messages: readonly Message[];
  readonly echoes: readonly Echo[];
  readonly stale: boolean;
}

/** `unsure`: tickets of which only the desk knows whether they belong here, or how their rows look; ask it. */
export interface List {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly pages: readonly Page[];
  readonly unsure: readonly string[];
}

/** What a screen has of the desk. */
export interface Screen {
  readonly me: string;
  /** The number of the last event that is in here. */
  readonly number: number;
  readonly tickets: Readonly<Record<string, Ticket>>;
  readonly threads: Readonly<Record<string, Thread>>;
  readonly lists: Readonly<Record<string, List>>;
}

/** A thread with a message: at its place, or instead of what was known of it; an echo of it goes. */
function withMessage(thread: Thread, message: Message): Thread {
  const echoes = thread.echoes.filter((echo) => echo.key !== message.key);
  const kept = echoes.length === thread.echoes.length ? thread.echoes : echoes;
  const at = thread.messages.findIndex((other) => other.id === message.id);
  if (at >= 0) return { ...thread, echoes: kept, messages: thread.messages.with(at, message) };
  const after = thread.messages.findLastIndex((other) => other.id < message.id);
  return { ...thread, echoes: kept, messages: thread.messages.toSpliced(after + 1, 0, message) };
}

/** Shows at once what I write, until the event with its key comes. */
export function echo(thread: Thread, draft: Echo): Thread {
  if (thread.messages.some((message) => message.key === draft.key)) return thread;
  const others = thread.echoes.filter((other) => other.key !== draft.key);
  return { ...thread, echoes: [...others, draft] };
}

export function threadAfter(thread: Thread, effect: Effect): Thread {
  if (effect.moved) return { ...thread, stale: true };
  if (!effect.message) return thread;
  // It has moved to another ticket since.
  if (effect.message.ticket !== effect.ticket) return { ...thread, stale: true };
  return withMessage(thread, effect.message);
}

export function listAfter(list: List, effect: Effect, me: string): List {
  if (effect.ticket === null) return list;
  if (effect.gone) {
    const pages = pagesWithout(list.pages, effect.ticket);
    return pages === list.pages ? list : { ...list, pages };
  }
  if (!effect.state) return list;
  const { row, sure } = rowOf(effect.state, rowIn(list.pages, effect.ticket));
  const pages = pagesWith(list.pages, row, { ...list, me });
  const known = pages !== undefined && (sure || rowIn(pages, row.id) === undefined);
  if (known) return pages === list.pages ? list : { ...list, pages };
  const unsure = list.unsure.includes(row.id) ? list.unsure : [...list.unsure, row.id];
  return { ...list, pages: pages ?? list.pages, unsure };
}

/** The screen after an event. Read with the events that come after it, a screen is as if it were read afresh. */
export function apply(screen: Screen, event: LiveEvent): Screen {
  const number = Math.max(screen.number, event.number);
  const told = effectOf(event);
  const { ticket } = told;
  if (ticket === null) return { ...screen, number };
  const effect = withMine(told, screen);
  const lists = Object.fromEntries(
    Object.entries(screen.lists).map(([name, list]) => [name, listAfter(list, effect, screen.me)]),
  );
  if (effect.gone) {
    const { [ticket]: _ticket, ...tickets } = screen.tickets;
    const { [ticket]: _thread, ...threads } = screen.threads;
    return { ...screen, number, tickets, threads, lists };
  }
  const known = screen.tickets[ticket];
  const thread = screen.threads[ticket];
  return {
    ...screen,
    number,
    tickets:
      known && effect.state ? { ...screen.tickets, [ticket]: newest(known, effect.state) } : screen.tickets,
    threads: thread ? { ...screen.threads, [ticket]: threadAfter(thread, effect) } : screen.threads,
    lists,
  };
}

/** What is known of my reading of a ticket anywhere on the screen holds everywhere. */
function withMine(effect: Effect, screen: Screen): Effect {
  if (!effect.state || effect.ticket === null) return effect;
  const rows = Object.values(screen.lists).map((list) => rowIn(list.pages, effect.ticket as string));
  return mine(effect, screen.tickets[effect.ticket] ?? rows.find((row) => row !== undefined));
}

/** An effect with the ticket as a row of mine, if something was known of it. */
export function mine(effect: Effect, known: Ticket | undefined): Effect {
  if (!effect.state || !known || known.version > effect.state.version) return effect;
  return { ...effect, state: rowOf(effect.state, known).row };
}
