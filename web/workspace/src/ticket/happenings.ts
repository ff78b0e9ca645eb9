/** What happened to a ticket, in words. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { useTopics } from "../app/topics";
import {
  useChannelName,
  useDangerName,
  useLevelName,
  usePriorityName,
  usePromiseName,
  useStatusName,
} from "../marks";
import type { Ticket } from "./actions";
import type { Happened } from "./entries";
import { useHappeningWords } from "./happenings.words";

export interface Timeline {
  events: readonly Happened[];
  /** Of members of staff, by their ids. */
  names: Readonly<Record<string, string>>;
}

const NONE: Timeline = { events: [], names: {} };
const STEP = 500;
const MOST = 5_000;

/** Everything that happened to a ticket, oldest first; reasons are in the reader's language. */
export function useTimeline(ticket: string): Timeline {
  return (
    useQuery({
      queryKey: ["timeline", ticket],
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: async () => {
        const events: Happened[] = [];
        const names: Record<string, string> = {};
        let after: string | null = "0";
        while (after !== null && events.length < MOST) {
          const query: { after: number; limit: number } = { after: Number(after), limit: STEP };
          const page: Schemas["TimelinePage"] = await data(
            api.GET("/api/v1/tickets/{name}/events", { params: { path: { name: ticket }, query } }),
          );
          events.push(...page.items);
          Object.assign(names, page.names);
          after = page.next;
        }
        return { events, names };
      },
    }).data ?? NONE
  );
}

export function useQueues(brand: string) {
  return (
    useQuery({
      queryKey: ["queues", brand],
      staleTime: 5 * 60_000,
      queryFn: () => data(api.GET("/api/v1/brands/{brand}/queues", { params: { path: { brand } } })),
    }).data ?? []
  );
}

const PRIORITIES: Readonly<Record<number, string>> = { 0: "urgent", 1: "high", 2: "normal", 3: "low" };
const PURPOSES = ["check", "payment", "fraud", "complaint", "law"] as const;
const SCANS = ["clean", "infected", "unchecked"] as const;
const DELIVERIES = ["queued", "sent", "delivered", "read", "failed"] as const;

/** What players do themselves. Everything else that carries their name follows from it, and is the desk's doing. */
const BY_PLAYERS: ReadonlySet<string> = new Set([
  "ticket_opened",
  "message_received",
  "choice_made",
  "chat_left",
  "chat_returned",
  "status_changed",
  "rated",
]);

export function useHappenings(ticket: Ticket): (event: Happened) => string {
  const t = useHappeningWords();
  const { names } = useTimeline(ticket.id);
  const { moment } = useTimes();
  const { nameOf } = useTopics(ticket.brand);
  const channel = useChannelName();
  const status = useStatusName();
  const level = useLevelName();
  const priority = usePriorityName();
  const promise = usePromiseName();
  const danger = useDangerName();
  const queues = useQueues(ticket.brand);
  return useMemo(() => {
    const named = (id: unknown) => names[String(id)] ?? t("someone");
    const queue = (id: unknown) => queues.find((one) => one.id === id)?.name ?? t("queueUnknown");
    return (event: Happened) => {
      const told = event.data;
      const text = (key: string) => (typeof told[key] === "string" ? (told[key] as string) : "");
      const list = (key: string) => (Array.isArray(told[key]) ? (told[key] as unknown[]).map(String) : []);
      const player = ticket.player.name || t("player");
      const byDesk =
        event.actor_kind !== "staff" && !(event.actor_kind !== "system" && BY_PLAYERS.has(event.type));
      const who = byDesk ? t("desk") : event.actor_kind === "staff" ? named(event.actor_id) : player;
      const why = (said: string) =>
        text("reason") ? t("because", { text: said, reason: text("reason") }) : said;
      switch (event.type) {
        case "ticket_opened":
        case "message_received":
          return t(event.type, { who: player, channel: channel(text("channel")).toLowerCase() });
        case "message_sent":
          return text("notice")
            ? t("noticed", { who: t("desk"), notice: text("notice").replaceAll("_", " ") })
            : t("message_sent", { who, channel: channel(text("channel")).toLowerCase() });
        case "note_added":
        case "merged":
        case "took_in":
        case "unmerged":
        case "split":
        case "linked":
        case "unlinked":
        case "choice_made":
          return t(event.type, { who });
        case "documents_asked":
        case "document_accepted":
        case "document_refused":
          return t(event.type, { who });
        case "documents_withdrawn":
        case "documents_received":
        case "document_deleted":
          return t(event.type);
        case "document_refused_at_door":
          return t(event.type, { why: t(told.why === "infected" ? "file_infected" : "file_unchecked") });
        case "document_viewed": {
          const purpose = PURPOSES.find((one) => one === told.purpose);
          return t(event.type, { who, purpose: purpose ? t(`purpose_${purpose}`) : text("purpose") });
        }
        case "file_scanned": {
          const result = SCANS.find((one) => one === told.result);
          return result ? t(`file_${result}`) : text("result");
        }
        case "chat_left":
        case "chat_returned":
          return t(event.type, { who: player });
        case "reply_scheduled":
          return told.undo === true
            ? t("reply_undo", { who })
            : t("reply_scheduled", { who, until: moment(text("send_at")) });
        case "reply_unscheduled": {
          const reason = text("reason");
          const known = ["cancelled", "player_wrote", "answered", "refused"] as const;
          const found = known.find((one) => one === reason);
          return t("reply_unscheduled", { reason: found ? t(found) : reason });
        }
        case "secret_masked":
          return t("secret_masked", { kinds: list("kinds").join(", ") });
        case "redacted":
        case "danger_cleared":
          return t(event.type, { who, reason: text("reason") });
        case "topic_set":
          return t("topic_set", { who, topic: nameOf(text("topic")) });
        case "danger_found":
          return t("danger_found", { signals: list("signals").map(danger).join(", ") });
        case "priority_set":
          return t("priority_set", { who, priority: priority(PRIORITIES[Number(told.priority)] ?? "") });
        case "queued":
          return why(
            byDesk
              ? t("queuedDesk", { queue: queue(told.queue) })
              : t("queued", { who, queue: queue(told.queue) }),
          );
        case "assigned":
          if (told.to === event.actor_id) return t("took", { to: named(told.to) });
          return why(
            byDesk ? t("given", { to: named(told.to) }) : t("assigned", { who, to: named(told.to) }),
          );
        case "unassigned":
          return why(
            told.was === event.actor_id
              ? t("gaveBack", { was: named(told.was) })
              : t("unassigned", { who, was: named(told.was) }),
          );
        case "level_changed":
          return why(t("level_changed", { who, was: level(text("was")), level: level(text("level")) }));
        case "status_changed":
          return why(
            byDesk
              ? t("statusDesk", { status: status(text("status")) })
              : t("status_changed", { who, status: status(text("status")) }),
          );
        case "snoozed":
          return t("snoozed", { who, until: moment(text("until")) });
        case "woken":
          return why(t("woken"));
        case "spam_marked":
          return t(told.spam === true ? "spam" : "not_spam", { who });
        case "tagged":
          return list("tags").length > 0
            ? t("tagged", { who, tags: list("tags").join(", ") })
            : t("untagged", { who });
        case "language_set":
          return t("language_set", { who, language: text("language") });
        case "renamed":
          return t("renamed", { who, subject: text("subject") });
        case "channel_changed":
          return why(t("channel_changed", { channel: channel(text("channel")).toLowerCase() }));
        case "delivery_changed": {
          const state = DELIVERIES.find((one) => one === told.state);
          return t("delivered", { state: state ? t(`${state}State`) : text("state") });
        }
        case "rated":
          return t("rated", { who, score: Number(told.score) });
        case "survey_sent":
          return t("survey_sent");
        case "clock_started":
        case "clock_met":
        case "clock_warned":
        case "clock_breached":
        case "clock_paused":
        case "clock_resumed":
          return t(event.type, { promise: promise(text("kind")) });
        case "incident_linked":
        case "incident_unlinked":
          return t(event.type, { who });
        case "card_suspected":
        case "escalated":
        case "staff_notified":
          return t(event.type);
        default:
          return t("other", { type: event.type.replaceAll("_", " ") });
      }
    };
  }, [
    t,
    names,
    queues,
    moment,
    nameOf,
    channel,
    status,
    level,
    priority,
    promise,
    danger,
    ticket.player.name,
  ]);
}
