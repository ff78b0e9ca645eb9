/** What colleagues and players do right now: typing, looking. Kept nowhere, forgotten after some seconds. */
import type { Transient } from "@pitboss/live";
import { useSyncExternalStore } from "react";
import { queries } from "../queries";
import { seen } from "../told";

export interface Typist {
  by: "agent" | "player";
  name: string;
  note: boolean;
}

export interface Viewer {
  staff: string;
  name: string;
}

const TYPING_MS = 6_000;
const VIEWING_MS = 45_000;

type Shown<T> = ReadonlyMap<string, { value: T; timer: ReturnType<typeof setTimeout> }>;

/** Values by ticket and by who, each forgotten after its time. */
class Board<T> {
  readonly #all = new Map<string, Shown<T>>();
  readonly #lists = new Map<string, readonly T[]>();
  readonly #listeners = new Set<() => void>();
  readonly #none: readonly T[] = [];
  readonly #forgetMs: number;

  constructor(forgetMs: number) {
    this.#forgetMs = forgetMs;
  }

  /** Whether they were not there before. */
  show(ticket: string, who: string, value: T): boolean {
    const of = new Map(this.#all.get(ticket) ?? []);
    const before = of.get(who);
    clearTimeout(before?.timer);
    of.set(who, { value, timer: setTimeout(() => this.forget(ticket, who), this.#forgetMs) });
    this.#put(ticket, of);
    return before === undefined;
  }

  forget(ticket: string, who: string) {
    const of = this.#all.get(ticket);
    const shown = of?.get(who);
    if (!of || !shown) return;
    clearTimeout(shown.timer);
    this.#put(ticket, new Map([...of].filter(([name]) => name !== who)));
  }

  #put(ticket: string, of: Shown<T>) {
    if (of.size > 0) {
      this.#all.set(ticket, of);
      this.#lists.set(
        ticket,
        [...of.values()].map(({ value }) => value),
      );
    } else {
      this.#all.delete(ticket);
      this.#lists.delete(ticket);
    }
    for (const listener of this.#listeners) listener();
  }

  readonly listen = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  of(ticket: string): readonly T[] {
    return this.#lists.get(ticket) ?? this.#none;
  }
}

export const useBoard = <T>(board: Board<T>, ticket: string): readonly T[] =>
  useSyncExternalStore(board.listen, () => board.of(ticket));

export const typists = new Board<Typist>(TYPING_MS);
export const viewers = new Board<Viewer>(VIEWING_MS);

/** How a ticket that I look at answers a colleague who has just come. */
export const answering = new Map<string, () => void>();

export function hear(frame: Transient) {
  switch (frame.type) {
    case "typing": {
      const who = frame.by === "player" ? "player" : frame.name;
      if (frame.text) typists.show(frame.ticket, who, { by: frame.by, name: frame.name, note: frame.note });
      else typists.forget(frame.ticket, who);
      break;
    }
    case "viewing":
      if (!frame.viewing) viewers.forget(frame.ticket, frame.staff);
      else if (viewers.show(frame.ticket, frame.staff, { staff: frame.staff, name: frame.name }))
        answering.get(frame.ticket)?.();
      break;
    case "bulk_progress":
      // Over what GET /api/v1/bulk/{id} said, if somebody looks at it.
      queries.setQueryData<object>(["bulk", frame.bulk], (known) => known && { ...known, ...frame });
      break;
    case "notices_seen":
      seen(frame.notices);
      break;
    case "read":
    case "hello":
    case "reset":
    case "pong":
    case "error":
    case "counts_changed":
      break;
    default:
      frame satisfies never;
  }
}
