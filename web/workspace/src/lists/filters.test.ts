import { expect, test } from "vitest";
import { conditionsOf, held, named, sameFilter, searchOf, shapeOf, withCondition } from "./filters";

const QUEUE = "0192f3a4-0000-7000-8000-000000000001";

test("a list's name in the address says what it is", () => {
  expect(named("mine")).toEqual({ kind: "mine", id: "" });
  expect(named(`queue-${QUEUE}`)).toEqual({ kind: "queue", id: QUEUE });
  expect(named("queue-withdrawals")).toBeUndefined();
  expect(named("everything")).toBeUndefined();
});

test("a filter narrows a list, and can't make it another one", () => {
  const mine = shapeOf({ kind: "mine", id: "" });
  expect(held("mine", mine, { topic: ["bonus"], assignee: ["nobody"] })).toEqual({
    status: ["active"],
    topic: ["bonus"],
    assignee: ["me"],
    snoozed: false,
  });
  expect(held("mine", mine, { status: ["solved"] }).status).toEqual(["solved"]);
});

test("every condition of a view can be changed for a look, or taken away", () => {
  const view = shapeOf(
    { kind: "view", id: QUEUE },
    { filter: { topic: ["bonus"], vip: true }, sort: "oldest" },
  );
  expect(held("view", view, undefined)).toEqual({ topic: ["bonus"], vip: true });
  expect(held("view", view, { vip: true })).toEqual({ vip: true });
  expect(view.sort).toBe("oldest");
});

test("a condition that says nothing is none", () => {
  expect(conditionsOf({ topic: [], vip: false, due: { from: null, to: null }, mentioned: null })).toEqual([
    "vip",
  ]);
  expect(withCondition({ topic: ["bonus"], vip: true }, "topic", [])).toEqual({ vip: true });
  expect(sameFilter({ vip: true, topic: ["a"], tag: [] }, { topic: ["a"], vip: true })).toBe(true);
});

test("of an address only what a filter can be is taken", () => {
  expect(
    searchOf({
      filter: { topic: "bonus", status: ["open"], vip: "yes", evil: 1, due: { to: "2026-01-01T00:00:00Z" } },
      sort: "sideways",
    }),
  ).toEqual({ filter: { status: ["open"], due: { to: "2026-01-01T00:00:00Z" } } });
  expect(searchOf({ filter: "[]", sort: "due" })).toEqual({ sort: "due" });
});
