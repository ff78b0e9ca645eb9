import { expect, test } from "vitest";
import { languageOf } from "./language";
import { waitIn, whenIn, wordsOf } from "./words";
import { en } from "./words/en";
import { ru } from "./words/ru";

test("the first language that we speak wins; others are passed over", () => {
  expect(languageOf([null, "ru-RU", "en"], "en")).toBe("ru");
  expect(languageOf(["de", undefined, "EN-us"], "ru")).toBe("en");
  expect(languageOf(["de", "fr"], "ru")).toBe("ru");
});

test.each([
  [20, "less than a minute", "меньше чем за минуту"],
  [60, "about 1 minute", "примерно за 1 минуту"],
  [150, "about 3 minutes", "примерно за 3 минуты"],
  [660, "about 11 minutes", "примерно за 11 минут"],
  [7_200, "about 2 hours", "примерно за 2 часа"],
])("a wait of %i seconds in words", (seconds, english, russian) => {
  expect(waitIn(wordsOf("en", en), seconds)).toBe(english);
  expect(waitIn(wordsOf("ru", ru), seconds)).toBe(russian);
});

test("today is a time, another day has its name", () => {
  const now = new Date(2026, 10, 22, 9, 0);
  expect(whenIn("en", new Date(2026, 10, 22, 14, 5), now)).toBe("14:05");
  expect(whenIn("ru", new Date(2026, 10, 23, 8, 0), now)).toMatch(/понедельник.*23 ноября.*08:00/);
});

test("no text shouts, and both languages fill in the same names", () => {
  const holes = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort();
  for (const [key, text] of Object.entries(en)) {
    const other = ru[key as keyof typeof ru];
    expect(holes(other), key).toEqual(holes(text));
    expect(JSON.stringify([text, other]), key).not.toContain("!");
  }
});
