/** What can be done with many tickets at once. */
import {
  IconActivity,
  IconAlarmSnooze,
  IconArrowBackUp,
  IconBan,
  IconBulb,
  IconCircleCheck,
  IconCornerUpRight,
  IconFlag,
  IconLock,
  IconRotate,
  IconTag,
  IconUserPlus,
  IconUserX,
} from "@tabler/icons-react";
import type { Schemas } from "../../app/api";

export type BulkAction = Schemas["Bulk"]["action"];
export type Arguments = Schemas["Arguments"];

export const BULK = {
  assign: { icon: IconUserPlus, permission: "tickets.assign", word: "assign" },
  priority: { icon: IconFlag, permission: "tickets.priority", word: "setPriority" },
  topic: { icon: IconBulb, permission: "tickets.topic", word: "setTopic" },
  tag: { icon: IconTag, permission: "tickets.tag", word: "tags" },
  solve: { icon: IconCircleCheck, permission: "tickets.solve", word: "solve" },
  snooze: { icon: IconAlarmSnooze, permission: "tickets.snooze", word: "snooze" },
  transfer: { icon: IconCornerUpRight, permission: "tickets.transfer", word: "transfer" },
  unassign: { icon: IconUserX, permission: "tickets.assign", word: "unassign" },
  wake: { icon: IconRotate, permission: "tickets.snooze", word: "wake" },
  reopen: { icon: IconArrowBackUp, permission: "tickets.reopen", word: "reopen" },
  close: { icon: IconLock, permission: "tickets.close", word: "closeForGood" },
  spam: { icon: IconBan, permission: "tickets.spam", word: "markSpam" },
  not_spam: { icon: IconArrowBackUp, permission: "tickets.spam", word: "notSpam" },
  incident: { icon: IconActivity, permission: "tickets.reply", or: "incidents.manage", word: "linkIncident" },
} as const satisfies Record<
  BulkAction,
  { icon: typeof IconLock; permission: string; or?: string; word: string }
>;

export const BULK_NAMES = Object.keys(BULK) as BulkAction[];

/** Whether all is said that the action needs. */
export function complete(action: BulkAction, given: Arguments): boolean {
  switch (action) {
    case "assign":
      return Boolean(given.to);
    case "priority":
      return Boolean(given.priority) && (given.reason ?? "").trim() !== "";
    case "topic":
      return Boolean(given.topic);
    case "tag":
      return (given.add ?? []).length + (given.remove ?? []).length > 0;
    case "snooze":
      return Boolean(given.until);
    case "transfer":
      return Boolean(given.queue);
    case "incident":
      return Boolean(given.incident);
    default:
      return true;
  }
}
