import { expect, test } from "vitest";
import { askedIn, filterOf, pieces } from "./asked";

test("an address is taken for what the page knows of it", () => {
  expect(askedIn({ q: 1001, brand: "nova", colour: "red", promise: "kept", from: "yesterday" })).toEqual({
    q: "1001",
    brand: "nova",
  });
});

test("filters are lists of one, days end at their midnight", () => {
  expect(filterOf({ q: "депозит" })).toBeUndefined();
  expect(filterOf({ status: "active", promise: "breached" })).toEqual({
    status: ["active"],
    promise: "breached",
  });
  const span = filterOf({ from: "2026-03-01", to: "2026-03-01" })?.created;
  expect(Date.parse(span?.to ?? "") - Date.parse(span?.from ?? "")).toBe(24 * 3_600_000);
});

test("words found are told from the rest of an excerpt, and an open quote is only text", () => {
  expect(pieces("где мой «депозит», уже")).toEqual([
    { text: "где мой ", found: false },
    { text: "депозит", found: true },
    { text: ", уже", found: false },
  ]);
  expect(pieces("«<b>вывод</b>» и «ещё")).toEqual([
    { text: "<b>вывод</b>", found: true },
    { text: " и «ещё", found: false },
  ]);
});
