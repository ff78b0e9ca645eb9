import { describe, expect, it } from "vitest";
import { isComplete, isWrongSum, REDRESS, tidy } from "./redress";

describe("what a player gets", () => {
  it("is complete once its kind has what it needs", () => {
    expect(REDRESS.filter((kind) => isComplete({ kind }))).toEqual(["account_reopened", "apology"]);
    expect(isComplete({ kind: "payment", amount: "25,00", currency: "GBP" })).toBe(true);
    expect(isComplete({ kind: "payment", amount: "25" })).toBe(false);
    expect(isComplete({ kind: "bet_resettled", subject: "88120977" })).toBe(true);
    expect(isComplete({ kind: "bet_resettled", subject: "88120977", currency: "GBP" })).toBe(false);
    expect(isComplete({ kind: "other", what: " " })).toBe(false);
    expect(isComplete({ kind: "other", what: "A call" })).toBe(true);
  });

  it("has a sum of digits, with a point or a comma", () => {
    expect(["", "1", "0.50", "25,5", "0.00000001"].filter(isWrongSum)).toEqual([]);
    expect(["abc", "-1", "1.2.3", "1e3", "0", "0.00", "1 000"].filter((sum) => !isWrongSum(sum))).toEqual([]);
  });

  it("is sent without what its kind doesn't have", () => {
    expect(
      tidy({
        kind: "apology",
        amount: "5",
        currency: "gbp",
        subject: "x",
        what: " By letter ",
        promised_for: null,
      }),
    ).toEqual({ kind: "apology", what: "By letter" });
    expect(tidy({ kind: "payment", amount: " 25,50 ", currency: "gbp" })).toEqual({
      kind: "payment",
      amount: "25.50",
      currency: "GBP",
    });
  });
});
