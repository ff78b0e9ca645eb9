/** What an agent can do with a ticket: who may, when, by which key, and what has to be said with it. */
import {
  IconAlarmSnooze,
  IconArrowBackUp,
  IconArrowsSplit,
  IconBan,
  IconBulb,
  IconCircleCheck,
  IconCornerUpRight,
  IconFlag,
  IconGitMerge,
  IconHandGrab,
  IconLink,
  IconLock,
  IconPlayerPause,
  IconRotate,
  IconShieldCheck,
  IconStairsUp,
  IconTag,
  IconTextRecognition,
  IconUserPlus,
  IconUserX,
} from "@tabler/icons-react";
import type { Schemas } from "../app/api";

export type Ticket = Schemas["TicketView"];
export type Act = Schemas["Act"];

/** A field of the dialog; with `?` it may stay empty. */
export type Field =
  | "reason"
  | "reason?"
  | "to"
  | "queue"
  | "queue?"
  | "level"
  | "priority"
  | "topic"
  | "until"
  | "into"
  | "other"
  | "kind"
  | "subject"
  | "tags"
  | "messages";

export const ACTIONS = {
  take: {
    icon: IconHandGrab,
    keys: "KeyT",
    permission: "tickets.take",
    asks: [],
    when: (t) => t.assignee === null && !isOver(t),
  },
  assign: {
    icon: IconUserPlus,
    keys: "KeyA",
    permission: "tickets.assign",
    asks: ["to", "reason?"],
    when: (t) => !isOver(t),
  },
  unassign: {
    icon: IconUserX,
    permission: "tickets.take",
    asks: ["reason?"],
    when: (t) => t.assignee !== null && !isOver(t),
  },
  transfer: {
    icon: IconCornerUpRight,
    keys: "Shift+KeyT",
    permission: "tickets.transfer",
    asks: ["queue", "reason?"],
    when: (t) => !isOver(t),
  },
  escalate: {
    icon: IconStairsUp,
    keys: "Shift+KeyA",
    permission: "tickets.escalate",
    asks: ["level", "queue?", "reason"],
    when: (t) => !isOver(t),
  },
  priority: {
    icon: IconFlag,
    keys: "KeyP",
    permission: "tickets.priority",
    asks: ["priority", "reason"],
    when: (t) => !isOver(t),
  },
  topic: { icon: IconBulb, keys: "KeyO", permission: "tickets.topic", asks: ["topic"], when: () => true },
  snooze: {
    icon: IconAlarmSnooze,
    keys: "KeyZ",
    permission: "tickets.snooze",
    asks: ["until"],
    when: (t) => !isOver(t) && t.snoozed_until === null,
  },
  wake: {
    icon: IconRotate,
    keys: "KeyZ",
    permission: "tickets.snooze",
    asks: [],
    when: (t) => t.snoozed_until !== null,
  },
  hold: {
    icon: IconPlayerPause,
    keys: "KeyH",
    permission: "tickets.hold",
    asks: ["reason"],
    when: (t) => !isOver(t) && t.status !== "on_hold",
  },
  solve: {
    icon: IconCircleCheck,
    keys: "KeyE",
    permission: "tickets.solve",
    asks: [],
    when: (t) => !isOver(t),
  },
  reopen: {
    icon: IconArrowBackUp,
    keys: "KeyE",
    permission: "tickets.reopen",
    asks: [],
    when: (t) => isOver(t) || t.status === "on_hold",
  },
  close: {
    icon: IconLock,
    permission: "tickets.close",
    asks: ["reason?"],
    when: (t) => t.status === "solved",
  },
  merge: {
    icon: IconGitMerge,
    keys: "KeyM",
    permission: "tickets.merge",
    asks: ["into"],
    when: (t) => t.merged_into === null,
  },
  unmerge: {
    icon: IconArrowBackUp,
    permission: "tickets.merge",
    asks: [],
    when: (t) => t.merged_into !== null,
  },
  split: {
    icon: IconArrowsSplit,
    permission: "tickets.split",
    asks: ["messages", "subject"],
    when: (t) => t.merged_into === null,
  },
  tag: { icon: IconTag, keys: "KeyL", permission: "tickets.tag", asks: ["tags"], when: () => true },
  link: { icon: IconLink, permission: "tickets.tag", asks: ["other", "kind"], when: () => true },
  rename: { icon: IconTextRecognition, permission: "tickets.tag", asks: ["subject"], when: () => true },
  clear_danger: {
    icon: IconShieldCheck,
    permission: "tickets.see_restricted",
    asks: ["reason"],
    when: (t) => t.danger.length > 0,
  },
  spam: { icon: IconBan, permission: "tickets.spam", asks: [], when: (t) => !t.spam },
  not_spam: { icon: IconArrowBackUp, permission: "tickets.spam", asks: [], when: (t) => t.spam },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;

export interface Action {
  icon: typeof IconLock;
  keys?: string;
  permission: string;
  asks: readonly Field[];
  when: (ticket: Ticket) => boolean;
}

/** Whether nothing more is to be done: solved, closed, or gone into another. */
export function isOver(ticket: Ticket): boolean {
  return ticket.status === "solved" || ticket.status === "closed" || ticket.merged_into !== null;
}

/** What can be done with this ticket now, by whoever holds these permissions. */
export function offered(ticket: Ticket, may: (permission: string, brand: string) => boolean): ActionName[] {
  return (Object.keys(ACTIONS) as ActionName[]).filter((name) => {
    const action: Action = ACTIONS[name];
    return may(action.permission, ticket.brand) && action.when(ticket);
  });
}

export const needs = (name: ActionName, field: Field): boolean =>
  (ACTIONS[name].asks as readonly Field[]).includes(field);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** For how long one usually snoozes, in milliseconds. */
export const SNOOZES: readonly { unit: "hour" | "day" | "week"; count: number; ms: number }[] = [
  { unit: "hour", count: 1, ms: HOUR },
  { unit: "hour", count: 3, ms: 3 * HOUR },
  { unit: "hour", count: 6, ms: 6 * HOUR },
  { unit: "hour", count: 12, ms: 12 * HOUR },
  { unit: "day", count: 1, ms: DAY },
  { unit: "day", count: 2, ms: 2 * DAY },
  { unit: "day", count: 3, ms: 3 * DAY },
  { unit: "week", count: 1, ms: 7 * DAY },
];
