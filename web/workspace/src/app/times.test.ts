import { expect, test } from "vitest";
import { lengthOf } from "./times";

test.each([
  [0, "0 sec"],
  [40, "40 sec"],
  [60, "1 min"],
  [125, "2 min"],
  [7_500, "2 hr 5 min"],
  [7_200, "2 hr"],
  [93_600, "1 day 2 hr"],
  [-5, "0 sec"],
])("%i seconds are %s", (seconds, said) => {
  expect(lengthOf(seconds, "en")).toBe(said);
});

test("in Russian too", () => {
  expect(lengthOf(7_500, "ru")).toBe("2 ч 5 мин");
});
