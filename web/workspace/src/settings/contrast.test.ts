import { expect, test } from "vitest";
import { contrast, isColour } from "./contrast";

test("black stands apart from white as far as can be, a colour from itself not at all", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#0b6e5b", "#0b6e5b")).toBe(1);
});

test("the grey that just suffices on white", () => {
  expect(contrast("#767676", "#ffffff")).toBeGreaterThanOrEqual(4.5);
  expect(contrast("#777777", "#ffffff")).toBeLessThan(4.5);
});

test.each(["#fff", "0b6e5b", "#0b6e5g", ""])("%s is no colour", (text) => {
  expect(isColour(text)).toBe(false);
});
