/** What a thread shows, in order: messages, day lines, small lines of what happened, the line above the unread. */
import type { Message } from "@pitboss/live";
import type { Schemas } from "../app/api";

export type Happened = Schemas["Stored"];

export type Entry =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; message: Message }
  | { kind: "lines"; key: string; events: readonly Happened[] };

/** Worth a line between the messages; all the rest is in the timeline beside. */
const LINES = new Set([
  "assigned",
  "unassigned",
  "level_changed",
  "snoozed",
  "woken",
  "merged",
  "took_in",
  "unmerged",
  "split",
  "channel_changed",
  "danger_found",
  "danger_cleared",
  "clock_breached",
  "redacted",
  "renamed",
  "spam_marked",
  "rated",
  "choice_made",
  "documents_asked",
  "documents_received",
  "document_accepted",
  "document_refused",
  "incident_linked",
  "incident_unlinked",
  "chat_left",
  "chat_returned",
]);

/** A queue or a priority that the desk itself chose, as it does for each ticket, is no news. */
const byHand = (event: Happened) =>
  event.actor_kind === "staff" && ["queued", "priority_set", "topic_set"].includes(event.type);

/** That a ticket waits after an answer and opens after a question goes without saying. */
const RESTS = new Set<unknown>(["on_hold", "solved", "closed"]);
const turns = (event: Happened) =>
  event.type === "status_changed" && (RESTS.has(event.data.status) || RESTS.has(event.data.was));

const isLine = (event: Happened): boolean => LINES.has(event.type) || byHand(event) || turns(event);

const dayOf = (at: string) => new Date(at).toDateString();

/** `unread`: the first message that I have not read; `from`: how many of the last messages are shown. */
export function entriesOf(
  messages: readonly Message[],
  events: readonly Happened[],
  { unread, shown }: { unread?: string | undefined; shown: number },
): Entry[] {
  const last = messages.slice(-shown);
  const begin = last.length < messages.length ? last[0]?.created_at : undefined;
  const lines = events.filter((event) => isLine(event) && (begin === undefined || event.at >= begin));
  const entries: Entry[] = [];
  let day = "";
  let next = 0;
  const dated = (at: string) => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    entries.push({ kind: "day", key: `day-${at}`, at });
  };
  const linesUntil = (until: string | undefined) => {
    for (; next < lines.length; next += 1) {
      const event = lines[next] as Happened;
      if (until !== undefined && event.at > until) return;
      dated(event.at);
      const before = entries.at(-1);
      if (before?.kind === "lines") before.events = [...before.events, event];
      else entries.push({ kind: "lines", key: `lines-${event.number}`, events: [event] });
    }
  };
  for (const message of last) {
    linesUntil(message.created_at);
    dated(message.created_at);
    if (message.id === unread) entries.push({ kind: "unread", key: "unread" });
    entries.push({ kind: "message", key: message.id, message });
  }
  linesUntil(undefined);
  return entries;
}

/** The first of the player's messages that were not read, when `unread` of them were not. */
export function firstUnread(messages: readonly Message[], unread: number): string | undefined {
  if (unread <= 0) return undefined;
  return messages.filter((message) => message.author === "player").at(-unread)?.id;
}

const REMOTE = /\sdata-src="https?:/g;

/** How many pictures a mail would fetch from the internet; the desk holds them back. */
export const remotePictures = (html: string | null): number => html?.match(REMOTE)?.length ?? 0;

/** A mail's formatting without its pictures: those that came with it are shown as files, the others held back. */
export const withoutPictures = (html: string): string => html.replace(/<img\b[^>]*>/gi, "");

const SEALED = /<a\b[^>]*\/documents\/sealed-[^>]*>.*?<\/a>|https?:\/\/[^\s<>"]+\/documents\/sealed-[\w-]+/g;

/** A message with `words` instead of the addresses that stand for links which only the player has. */
export const withoutSealed = (said: string, words: string): string => said.replace(SEALED, words);
