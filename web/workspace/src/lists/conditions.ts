/** A filter in words. */
import { useBrands } from "../app/brands";
import type { Filter } from "../app/live";
import { useMe } from "../app/session";
import { useTimes } from "../app/times";
import { useTopics } from "../app/topics";
import { useChannelName, useLevelName, usePriorityName, useStatusName } from "../marks";
import type { Field } from "./filters";
import { usePeople, useQueues } from "./useList";
import { useWords } from "./words";

const LABELS = {
  status: "status",
  topic: "topic",
  queue: "queue",
  channel: "channel",
  priority: "priority",
  assignee: "assignee",
  tag: "tag",
  language: "language",
  brand: "brand",
  level: "level",
  vip: "vip",
  danger: "danger",
  unread: "unreadOnly",
  mentioned: "mentioned",
  snoozed: "snoozed",
  spam: "spam",
  created: "created",
  updated: "updated",
  due: "dueAt",
  solved: "solvedAt",
  broken: "brokenAt",
  promise: "promise",
  player: "player",
  incident: "incident",
  ticket: "picked",
} as const satisfies Record<Field, string>;

function useFieldLabel() {
  const t = useWords();
  return (field: Field) => t(LABELS[field]);
}

/** `name`: what a value of a field is called; `words`: a whole condition, "Topic: Bonus, Deposit". */
export function useConditionWords() {
  const t = useWords();
  const label = useFieldLabel();
  const { shortDay } = useTimes();
  const { nameOf: topic } = useTopics();
  const status = useStatusName();
  const priority = usePriorityName();
  const channel = useChannelName();
  const level = useLevelName();
  const staff = usePeople();
  const brandIds = Object.keys(useMe().permissions).sort();
  const brands = useBrands();
  const queues = useQueues(brandIds);
  const name = (field: Field, value: string): string => {
    switch (field) {
      case "status":
        return value === "active" ? t("active") : status(value);
      case "topic":
        return topic(value);
      case "priority":
        return priority(value);
      case "channel":
        return channel(value);
      case "level":
        return level(value);
      case "promise":
        return value === "breached" ? t("promiseBroken") : t("promiseAtRisk");
      case "language":
        return value === "ru" ? t("ru") : t("en");
      case "assignee":
        return value === "me" ? t("me") : value === "nobody" ? t("noOne") : (staff.get(value)?.name ?? value);
      case "brand":
        return brands.find((brand) => brand.id === value)?.name ?? value;
      case "queue":
        return (
          queues.data?.flatMap((of) => of.queues).find((queue) => queue.id === value)?.name ?? t("queue")
        );
      default:
        return value;
    }
  };
  const words = (filter: Filter, field: Field): string => {
    const value = filter[field];
    if (typeof value === "boolean") return `${label(field)}: ${t(value ? "withIt" : "withoutIt")}`;
    if (field === "mentioned" || field === "player" || field === "incident") return label(field);
    if (field === "promise") return `${label(field)}: ${name(field, String(value))}`;
    if (field === "ticket") return `${label(field)}: ${(value as string[]).length}`;
    if (Array.isArray(value))
      return `${label(field)}: ${value.map((one: string) => name(field, one)).join(", ")}`;
    const { from, to } = (value ?? {}) as { from?: string | null; to?: string | null };
    const parts = [
      from && t("from", { day: shortDay(from) }),
      to && t("to", { day: shortDay(beforeThat(to)) }),
    ];
    return `${label(field)}: ${parts.filter(Boolean).join(" ")}`;
  };
  return { label, name, words };
}

/** The end of a span is not in it: of a span of days it is the midnight after the last. */
const beforeThat = (at: string) => Date.parse(at) - 1;
