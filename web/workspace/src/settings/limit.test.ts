import { expect, test } from "vitest";
import { amountIn, currencyIn } from "./limit";

test("a sum is taken as people type it and stays a decimal", () => {
  expect(amountIn("500")).toBe("500");
  expect(amountIn(" 1 000,50 ")).toBe("1000.50");
  expect(amountIn("0")).toBe("0");
  expect(amountIn("12\u00a0500.05")).toBe("12500.05");
});

test("what is no sum is none", () => {
  for (const typed of ["", "-5", "5e3", "1.000,50", "a lot", "12.", "1,2,3", "99999999999999"])
    expect(amountIn(typed), typed).toBeNull();
});

test("a currency is three to five letters", () => {
  expect(currencyIn(" eur ")).toBe("EUR");
  expect(currencyIn("usdt")).toBe("USDT");
  for (const typed of ["", "€", "EU", "EUROES", "E1R"]) expect(currencyIn(typed), typed).toBeNull();
});
