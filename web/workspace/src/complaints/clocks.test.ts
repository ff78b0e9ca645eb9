import { expect, test } from "vitest";
import { type Clock, inOrder, secondsBetween, standingOf, standingOfCard } from "./clocks";

const at = (hours: number) => new Date(Date.UTC(2026, 10, 1, hours)).toISOString();
const now = (hours: number) => Date.UTC(2026, 10, 1, hours);
const clock = (change: Partial<Clock> = {}): Clock => ({
  started_at: at(0),
  due_at: at(100),
  warned_at: null,
  met_at: null,
  broken_at: null,
  ...change,
});

test("a clock is far, then near, then late, by the present moment and not by when it was read", () => {
  const one = clock();
  expect([0, 74, 75, 99, 100, 200].map((hours) => standingOf(one, now(hours)))).toEqual([
    "far",
    "far",
    "near",
    "near",
    "late",
    "late",
  ]);
  expect(standingOf(clock({ warned_at: at(10) }), now(11))).toBe("near");
  expect(standingOf(clock({ broken_at: at(10) }), now(11))).toBe("late");
});

test("what is met stays met, and a clock that rests is never late", () => {
  expect(standingOf(clock({ met_at: at(50) }), now(200))).toBe("met");
  expect(standingOf(clock({ met_at: at(150), broken_at: at(100) }), now(200))).toBe("metLate");
  expect(standingOf(clock({ due_at: null }), now(200))).toBe("rests");
});

test("a card that was read before its deadline is late once that is past", () => {
  expect(standingOfCard(at(5), null, now(4))).toBe("far");
  expect(standingOfCard(at(5), "near", now(4))).toBe("near");
  expect(standingOfCard(at(5), "near", now(5))).toBe("late");
});

test("time is told in whole minutes, and at least one", () => {
  expect(secondsBetween(at(1), now(1))).toBe(60);
  expect(secondsBetween(at(1), now(1) - 125_000)).toBe(120);
});

test("open clocks come first, the nearest of them first, then those that rest, then what is met", () => {
  const found = inOrder([
    { kind: "met", ...clock({ met_at: at(1), due_at: at(2) }) },
    { kind: "rests", ...clock({ due_at: null }) },
    { kind: "later", ...clock({ due_at: at(90) }) },
    { kind: "sooner", ...clock({ due_at: at(20) }) },
  ]);
  expect(found.map(({ kind }) => kind)).toEqual(["sooner", "later", "rests", "met"]);
});
