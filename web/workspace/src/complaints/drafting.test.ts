import { expect, test } from "vitest";
import { factsDrafted } from "./drafting";
import { linesOf, sumOf } from "./facts";
import { factsOf, shownAs } from "./timeline";

const voided = {
  at: "2026-03-10T14:20:00Z",
  what: "bet.voided",
  facts: { id: "88120977", reason: "palpable error" },
  evidence: "e1",
};
const other = { ...voided, at: "2026-03-11T10:00:00Z", what: "bet.settled", facts: { id: "88120443" } };
const session = { ...voided, what: "session.started", facts: { id: "s1" } };
const numbers = new Map([["e1", 2]]);

test("facts name what happened, when, and which item says so, in the player's language", () => {
  expect(factsDrafted([voided], numbers, "", "en")).toBe(
    "10 Mar 2026, 14:20 UTC. Bet voided (reference: 88120977; reason: palpable error). [evidence 2]",
  );
  expect(factsDrafted([voided], numbers, "", "ru")).toContain("Ставка отменена (номер: 88120977;");
  expect(factsDrafted([voided], numbers, "", "ru")).toContain("[доказательство 2]");
});

test("where the analysis names a bet, only what concerns it is listed; sessions never are", () => {
  const all = factsDrafted([session, voided, other], numbers, "", "en").split("\n");
  expect(all).toHaveLength(2);
  expect(factsDrafted([session, voided, other], numbers, "Bet 88120977, voided", "en")).not.toContain(
    "88120443",
  );
  expect(factsDrafted([voided, other], numbers, "bet 881209", "en").split("\n")).toHaveLength(2);
});

test("a fact that this page doesn't know is told by its code, and no records draft nothing", () => {
  expect(factsDrafted([{ ...voided, what: "bet.new_thing" }], numbers, "", "en")).toContain("Bet: new thing");
  expect(factsDrafted([], numbers, "", "en")).toBe("");
});

test("a frozen record is shown as lines, sums as sums, and what is empty is left out", () => {
  expect(
    linesOf({
      id: "b1",
      stake: { amount: "50.00", currency: "GBP" },
      log: [{ kind: "voided" }],
      note: "",
      none: null,
    }),
  ).toEqual([
    { depth: 0, name: "id", value: "b1" },
    { depth: 0, name: "stake", value: "50.00 GBP" },
    { depth: 0, name: "log", value: "" },
    { depth: 1, name: "1", value: "" },
    { depth: 2, name: "kind", value: "voided" },
  ]);
});

test("a sum loses the zeros that say nothing, and keeps its cents", () => {
  expect(["25.00000000", "25.10", "0.00012000", "500", "1000.5"].map(sumOf)).toEqual([
    "25.00",
    "25.10",
    "0.00012",
    "500",
    "1000.5",
  ]);
});

test("what evidence tells on the time line stands without the id of its item", () => {
  expect(factsOf({ id: "b1", evidence: "e1", empty: "" })).toEqual({ facts: [["id", "b1"]], evidence: "e1" });
  expect([shownAs("bet"), shownAs("bonus")]).toEqual(["bet", "other"]);
});
