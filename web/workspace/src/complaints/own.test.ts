import { expect, test } from "vitest";
import { type Body, changesOf, idOf, type Own, withBody, withoutBody, withTerm } from "./own";

const body = (id: string, en = id): Body => ({
  id,
  text: { en: "Ours.", ru: "Наш." },
  force: "own_policy",
  grade: "own",
  verified: false,
  name: { en, ru: en },
  kind: "adr",
  scope: { en: "Disputes.", ru: "Споры." },
});
const NOTHING: Own = { terms: {}, bodies: [], body: null };

test("a term is set, changed and taken away", () => {
  const set = withTerm(NOTHING, "x.appeal", { count: 14, unit: "days" });
  const changed = withTerm(set, "x.appeal", { count: 1, unit: "months" });
  expect(changesOf(NOTHING, set)).toEqual([
    { what: "term", rule: "x.appeal", was: null, now: { count: 14, unit: "days" } },
  ]);
  expect(changesOf(set, changed)).toEqual([
    { what: "term", rule: "x.appeal", was: { count: 14, unit: "days" }, now: { count: 1, unit: "months" } },
  ]);
  expect(withTerm(changed, "x.appeal", null)).toEqual(NOTHING);
});

test("a body comes, changes and goes, and with it the choice", () => {
  const added = withBody(NOTHING, body("own.panel"));
  const chosen = { ...added, body: "own.panel" };
  const renamed = withBody(chosen, body("own.panel", "The Panel"));
  expect(changesOf(NOTHING, chosen).map((one) => one.what)).toEqual(["body", "chosen"]);
  expect(changesOf(chosen, renamed)).toEqual([
    { what: "body", name: { en: "The Panel", ru: "The Panel" }, how: "changed" },
  ]);
  expect(renamed.bodies).toHaveLength(1);
  expect(withoutBody(renamed, "own.panel")).toEqual(NOTHING);
  expect(withoutBody({ ...added, body: "gb.ibas" }, "own.panel").body).toBe("gb.ibas");
});

test("nothing changed is nothing", () => expect(changesOf(NOTHING, { terms: {} })).toEqual([]));

test("a body's id is made of its name and is its own", () => {
  expect(idOf("Malta ADR & Co.", [])).toBe("own.malta_adr_co");
  expect(idOf("Malta ADR & Co.", ["own.malta_adr_co"])).toBe("own.malta_adr_co_2");
  expect(idOf("Палата", [])).toBe("own.body");
  expect(idOf("x".repeat(80), [])).toMatch(/^own\.[a-z0-9_]{1,40}$/);
});
