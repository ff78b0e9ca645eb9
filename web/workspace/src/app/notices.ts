/** What is worth a sound, and how it is made and shown. */
import type { LiveEvent, State } from "@pitboss/live";
import type { SoundOf } from "./preferences";

export interface Mattering {
  kind: "assigned" | "taken_over" | "said" | "mentioned" | "broadcast" | "complaint_safety" | "report_safety";
  /** Of the event by which it was known: the same in all windows. */
  number: number;
  /** Only of what is about a ticket. */
  about?: { ticket: string; reference: string; subject: string };
}

/** By which setting each kind may sound. */
export const SOUND_OF: Readonly<Record<Mattering["kind"], SoundOf>> = {
  assigned: "new_ticket",
  taken_over: "new_ticket",
  said: "message",
  mentioned: "mention",
  broadcast: "mention",
  complaint_safety: "mention",
  report_safety: "mention",
};

const OF_NO_TICKET = ["broadcast", "complaint_safety", "report_safety"] as const;
type OfTicket = Exclude<Mattering["kind"], (typeof OF_NO_TICKET)[number]>;

/** Why an event may need me. `said` only does if I have the ticket. What I did myself never does. */
function reasonOf(event: LiveEvent, me: string): OfTicket | undefined {
  switch (event.type) {
    case "assigned":
      if (event.actor_id === me) return undefined;
      return event.data.to === me ? "assigned" : event.data.was === me ? "taken_over" : undefined;
    case "message_received":
      return "said";
    case "note_added":
      return event.data.mentions.includes(me) && event.actor_id !== me ? "mentioned" : undefined;
    default:
      return undefined;
  }
}

const WEIGHT: Readonly<Record<OfTicket, number>> = {
  mentioned: 4,
  assigned: 3,
  taken_over: 2,
  said: 1,
};

/** Tells for each event whether something needs me now. The ticket comes with the last of several events that were read
 * together, so the reason waits for it; one notice for all of them. */
export function watch(me: string): (event: LiveEvent) => Mattering | undefined {
  const waiting = new Map<string, OfTicket>();
  return (event) => {
    if (event.type === "staff_notified") {
      const { what, to } = event.data;
      const kind = OF_NO_TICKET.find((one) => one === what);
      if (kind) return to.includes(me) && event.actor_id !== me ? { kind, number: event.number } : undefined;
    }
    if (event.ticket === null) return undefined;
    const reason = reasonOf(event, me);
    const before = waiting.get(event.ticket);
    if (reason && WEIGHT[reason] > (before ? WEIGHT[before] : 0)) waiting.set(event.ticket, reason);
    const state: State | undefined = "state" in event ? event.state : undefined;
    if (!state) return undefined;
    const kind = waiting.get(event.ticket);
    waiting.delete(event.ticket);
    if (!kind || (kind === "said" && state.assignee?.id !== me)) return undefined;
    return {
      kind,
      number: event.number,
      about: { ticket: state.id, reference: state.reference, subject: state.subject },
    };
  };
}

let audio: AudioContext | undefined;
let chimedAt = 0;
const QUIET_MS = 2_000;

/** Two short, quiet tones; not again within two seconds. Browsers let a page sound only after a click in it. */
export function chime() {
  if (Date.now() - chimedAt < QUIET_MS) return;
  chimedAt = Date.now();
  audio ??= new AudioContext();
  const { currentTime: now, destination } = audio;
  for (const [pitch, start] of [
    [660, 0],
    [880, 0.12],
  ] as const) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, now + start);
    loudness.gain.linearRampToValueAtTime(0.04, now + start + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, now + start + 0.18);
    tone.connect(loudness).connect(destination);
    tone.start(now + start);
    tone.stop(now + start + 0.2);
  }
}

/** Puts a number before the title of whatever screen is open, and keeps it there when the screen changes its title. */
export function titled(count: number): () => void {
  const bare = () => document.title.replace(/^\(\d+\) /, "");
  const show = () => {
    const wanted = count > 0 ? `(${count}) ${bare()}` : bare();
    if (document.title !== wanted) document.title = wanted;
  };
  show();
  const watcher = new MutationObserver(show);
  watcher.observe(document.head, { subtree: true, childList: true, characterData: true });
  return () => watcher.disconnect();
}

/** Asks the browser whether notices may be shown. Only from a click. */
export async function askForDesktopNotices(): Promise<boolean> {
  return "Notification" in window && (await Notification.requestPermission()) === "granted";
}

/** A notice of the system; of several about one ticket the last stays. */
export function showOnDesktop(title: string, body: string, tag: string, onClick: () => void) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const notice = new Notification(title, { body, tag, icon: "/desk/icon.svg", silent: true });
  notice.onclick = () => {
    window.focus();
    onClick();
    notice.close();
  };
}

/** The worker that shows notices while no page is open (public/sw.js), for whoever subscribes to Web Push. */
export async function noticeWorker(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker?.register("/desk/sw.js", { scope: "/desk/" });
}
