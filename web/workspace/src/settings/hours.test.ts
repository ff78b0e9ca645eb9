import { expect, test } from "vitest";
import { hoursSentence } from "./hours";

const OFFICE = ["09:00-18:00"];
const week = (days: number) => Array.from({ length: 7 }, (_, day) => (day < days ? OFFICE : []));

test("days with the same hours are told as one", () => {
  const riga = { zone: "Europe/Riga", week: week(5) };
  expect(hoursSentence(riga, "en")).toBe("Mon–Fri 9–18, Riga time");
  expect(hoursSentence(riga, "ru")).toBe("пн–пт 9–18, время: Рига");
});

test("a break, half hours and a short Saturday are told", () => {
  const days = week(5).map((day, at) =>
    at === 5 ? ["10:00-14:00"] : day.length ? ["09:30-13:00", "14:00-18:00"] : [],
  );
  expect(hoursSentence({ zone: "UTC", week: days }, "en")).toBe("Mon–Fri 9:30–13, 14–18; Sat 10–14, UTC");
});

test("day and night is said so", () => {
  expect(hoursSentence({ zone: "UTC", week: Array(7).fill(["00:00-24:00"]) }, "en")).toBe("day and night");
});
