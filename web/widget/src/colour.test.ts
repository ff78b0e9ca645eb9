import { expect, test } from "vitest";
import { accentOf, contrast, READABLE } from "./colour";

const WHITE = "#ffffff";

test("contrast is what WCAG says it is", () => {
  expect(contrast("#000000", WHITE)).toBeCloseTo(21);
  expect(contrast("#777777", WHITE)).toBeCloseTo(4.48, 2);
});

test.each([
  "#ffb000",
  "#d4512a",
  "#0b6e8f",
  "#ffff00",
  "#000000",
  "#ffffff",
  "#808080",
  "#00ff88",
  "#ff00ff",
])("whatever colour a brand chooses can be read: %s", (colour) => {
  for (const ground of ["#f3f5f7", "#282e35", WHITE, "#1b1f24"]) {
    const accent = accentOf(colour, ground);
    expect(contrast(accent.fill, accent.onFill)).toBeGreaterThanOrEqual(READABLE);
    expect(contrast(accent.text, ground)).toBeGreaterThanOrEqual(READABLE);
  }
});

test("a colour that can be read stays as it is, one nearly so is darkened, a light one takes dark words", () => {
  expect(accentOf("#0b6e8f", WHITE)).toEqual({ fill: "#0b6e8f", onFill: WHITE, text: "#0b6e8f" });
  expect(accentOf("#d4512a", WHITE).onFill).toBe(WHITE);
  expect(accentOf("#d4512a", WHITE).fill).not.toBe("#d4512a");
  expect(accentOf("#ffb000", WHITE)).toMatchObject({ fill: "#ffb000", onFill: "#14171a" });
});
