/** What I write, on its way: by the outbox, so that a lost connection loses nothing. */
import { type Kept, type Message, Outbox, type Outcome, type Ticket, type Write } from "@pitboss/live";
import { useSyncExternalStore } from "react";
import type { Schemas } from "../api";
import { queries } from "../queries";
import { spread } from "./caches";

const NOBODY: readonly Kept[] = [];
const listeners = new Set<() => void>();
let kept = NOBODY;
let outbox: Outbox | undefined;
let owner: string | undefined;

/** Begins with what is still kept of this person's writes. */
export function openOutbox(me: string): Outbox {
  if (outbox && owner === me) return outbox;
  owner = me;
  const mine = new Outbox({
    owner: me,
    storage: localStorage,
    send: (write) => send(write, me),
    onChange: (now) => {
      kept = now;
      for (const listener of listeners) listener();
    },
  });
  outbox = mine;
  kept = mine.kept();
  window.addEventListener("storage", ({ key }) => {
    if (outbox === mine && key === mine.name) mine.shared();
  });
  return mine;
}

export function theOutbox(): Outbox {
  if (!outbox) throw new Error("the outbox opens with the shell");
  return outbox;
}

/** All that was written and not confirmed, oldest first. */
export function useKept(): readonly Kept[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept,
  );
}

/** A key that nobody else makes, also where the page came without TLS and crypto.randomUUID is missing. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Refusals that only say "not now". */
const LATER = new Set([401, 408, 425, 429, 502, 503, 504]);
const TRIES = 3;
const failed = new Map<string, number>();

async function send(write: Write, me: string): Promise<Outcome> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(write.path, {
      method: write.method,
      headers: { "content-type": "application/json", "idempotency-key": write.key },
      body: JSON.stringify(write.body),
      credentials: "same-origin",
      signal: AbortSignal.timeout(15_000),
    });
    text = await response.text();
  } catch {
    return { unreached: true };
  }
  if (response.ok) {
    const done: unknown = text ? JSON.parse(text) : undefined;
    show(done, me);
    return { done };
  }
  if (LATER.has(response.status)) return { unreached: true };
  if (response.status >= 500) {
    const times = (failed.get(write.key) ?? 0) + 1;
    failed.set(write.key, times);
    if (times < TRIES) return { unreached: true };
  }
  failed.delete(write.key);
  const reason = reasonOf(response.status, text);
  return onlyMine(reason.extra, me) && typeof write.body.version === "number"
    ? { again: { ...write, body: { ...write.body, version: reason.extra.version } } }
    : { refused: reason };
}

function reasonOf(status: number, text: string) {
  try {
    const { title, detail, status: _status, type: _type, ...extra } = JSON.parse(text);
    return { status, title: String(title), detail: String(detail), extra: extra as Record<string, unknown> };
  } catch {
    return { status, title: "", detail: `HTTP ${status}`, extra: {} };
  }
}

/** Whether all that was missed is what I did myself, a moment ago, or what followed from it by itself. Then nothing
 * arrived that I should see first. A player's mail is brought in by the desk itself, and is seen first all the same. */
function onlyMine(extra: Readonly<Record<string, unknown>>, me: string): boolean {
  if (typeof extra.version !== "number" || !Array.isArray(extra.missed)) return false;
  const events = extra.missed as { type: string; actor_kind: string; actor_id: string | null }[];
  return (
    events.length > 0 &&
    events.every(
      (event) =>
        event.type !== "message_received" && (event.actor_id === me || event.actor_kind === "system"),
    )
  );
}

/** An answer is the present too; it need not wait for its event. */
function show(answer: unknown, me: string) {
  if (typeof answer !== "object" || answer === null) return;
  if ("ticket" in answer && "deliveries" in answer) {
    const message = answer as Message;
    spread({ ticket: message.ticket, message, renews: [] }, me);
  } else if ("reference" in answer && "promises" in answer) {
    const state = answer as Ticket;
    spread({ ticket: state.id, state, renews: [] }, me);
  } else if ("send_at" in answer && "undo" in answer) {
    const later = answer as Schemas["Later"];
    queries.setQueryData<readonly Schemas["Later"][]>(["later", later.ticket], (known) => [
      ...(known ?? []).filter((other) => other.id !== later.id),
      later,
    ]);
  }
}
