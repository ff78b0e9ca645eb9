import type { LiveEvent } from "@pitboss/live";
import { expect, test } from "vitest";
import { watch } from "./notices";

const event = (type: string, more: object = {}) =>
  ({ type, number: 7, ticket: "t", actor_id: "other", data: {}, ...more }) as unknown as LiveEvent;
const state = (assignee: string | null) => ({
  id: "t",
  reference: "HB-1",
  subject: "Bonus",
  assignee: assignee && { id: assignee },
});
const number = 7;
const about = { ticket: "t", reference: "HB-1", subject: "Bonus" };

test("a player's message needs whoever has the ticket, once the ticket is told", () => {
  const mine = watch("me");
  expect(mine(event("message_received"))).toBeUndefined();
  expect(mine(event("clock_started", { state: state("me") }))).toEqual({ kind: "said", number, about });
  expect(mine(event("tagged", { state: state("me") }))).toBeUndefined();
  const theirs = watch("me");
  theirs(event("message_received"));
  expect(theirs(event("tagged", { state: state("other") }))).toBeUndefined();
});

test("of several reasons at once the gravest is said", () => {
  const mine = watch("me");
  mine(event("message_received"));
  mine(event("note_added", { data: { mentions: ["me"] } }));
  expect(mine(event("assigned", { data: { to: "me" }, state: state("me") }))).toEqual({
    kind: "mentioned",
    number,
    about,
  });
});

test("a ticket of mine that goes to another is told to me, unless I gave it away", () => {
  const taken = { data: { to: "other", was: "me" }, state: state("other") };
  expect(watch("me")(event("assigned", taken))).toEqual({ kind: "taken_over", number, about });
  expect(watch("me")(event("assigned", { ...taken, actor_id: "me" }))).toBeUndefined();
});

test("what I do myself is no news to me", () => {
  const mine = watch("me");
  const taken = event("assigned", { actor_id: "me", data: { to: "me" }, state: state("me") });
  expect(mine(taken)).toBeUndefined();
});

test("a broadcast needs those whom it is for", () => {
  const told = event("staff_notified", { ticket: null, data: { what: "broadcast", to: ["me"] } });
  expect(watch("me")(told)).toEqual({ kind: "broadcast", number });
  expect(watch("you")(told)).toBeUndefined();
});

test("what concerns somebody's safety needs those whom it is for, and nobody else", () => {
  for (const what of ["report_safety", "complaint_safety"] as const) {
    const told = event("staff_notified", { ticket: null, data: { what, to: ["me"] } });
    expect(watch("me")(told)).toEqual({ kind: what, number });
    expect(watch("other")(told)).toBeUndefined();
  }
  const told = event("staff_notified", { ticket: null, data: { what: "rules_warned", to: ["me"] } });
  expect(watch("me")(told)).toBeUndefined();
});
