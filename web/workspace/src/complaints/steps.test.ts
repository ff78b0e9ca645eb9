import { expect, test } from "vitest";
import { OVER, STAGES } from "./asked";
import { offered, type Stands, tasksOf } from "./steps";

const stands = (change: Partial<Stands> = {}): Stands => ({
  stage: "investigation",
  waiting: null,
  appeal: "none",
  referral: "none",
  needs: 0,
  unread: 0,
  listed: true,
  todo: 0,
  letters: 0,
  ...change,
});

test("a decision is the next task only when nothing is missing and all is read", () => {
  expect(tasksOf(stands({ listed: false }))).toEqual(["collect"]);
  expect(tasksOf(stands({ needs: 2, unread: 1 }))).toEqual(["collect", "review"]);
  expect(tasksOf(stands({ unread: 1 }))).toEqual(["review"]);
  expect(tasksOf(stands())).toEqual(["propose"]);
});

test("a proposal waits for its decider", () => {
  expect(tasksOf(stands({ stage: "proposed" }))).toEqual(["decide"]);
});

test("an appeal and a dispute body have tasks beside those of the stage", () => {
  expect(tasksOf(stands({ stage: "decided", todo: 1, appeal: "asked", referral: "sent" }))).toEqual([
    "carryOut",
    "giveAppeal",
    "answerBody",
  ]);
});

test("what is over asks for nothing and allows no step", () => {
  for (const stage of OVER) {
    expect(offered({ stage, waiting: null })).toEqual([]);
    expect(tasksOf(stands({ stage, needs: 1, unread: 1, todo: 1 }))).toEqual([]);
  }
});

test("who waits may go on, and nothing waits twice or is closed meanwhile", () => {
  for (const stage of STAGES) {
    const waiting = offered({ stage, waiting: "player" });
    expect(waiting).toContain("resume");
    expect(waiting).not.toContain("wait");
    expect(waiting).not.toContain("close");
    expect(offered({ stage, waiting: null })).not.toContain("resume");
  }
});
