import { expect, test } from "vitest";
import { medianOf, type Slot, seriesOf, type WallTicket, waitOf } from "./data";

const slot = (of: Partial<Slot>): Slot => ({
  at: "2026-03-01T00:00:00Z",
  arrived: 0,
  answered: 0,
  solved: 0,
  breached: 0,
  median_first_reply: null,
  ...of,
});
const ticket = (of: Partial<WallTicket>) => of as WallTicket;
const NOON = Date.parse("2026-03-01T12:00:00Z");

test("the day's median counts each five minutes as often as replies were given in them", () => {
  expect(medianOf([slot({}), slot({})])).toBeNull();
  expect(
    medianOf([
      slot({ answered: 1, median_first_reply: 600 }),
      slot({ answered: 5, median_first_reply: 60 }),
      slot({ answered: 1, median_first_reply: 900 }),
    ]),
  ).toBe(60);
});

test("sums and the highest five minutes", () => {
  expect(seriesOf([slot({ arrived: 2 }), slot({ arrived: 5 })], "arrived")).toEqual({ total: 7, most: 5 });
});

test("a chat needs somebody after forty seconds, a mail when its promise is near", () => {
  const since = (seconds: number) => new Date(NOON - seconds * 1_000).toISOString();
  const chat = { class_: "chat", due_at: null };
  expect(waitOf(ticket({ ...chat, waiting_since: null }), NOON)).toBeUndefined();
  expect(waitOf(ticket({ ...chat, waiting_since: since(39) }), NOON)).toEqual({ seconds: 39, state: "good" });
  expect(waitOf(ticket({ ...chat, waiting_since: since(40) }), NOON)?.state).toBe("near");
  const mail = { class_: "mail", waiting_since: since(3_600) };
  expect(waitOf(ticket({ ...mail, due_at: since(-3_600) }), NOON)?.state).toBe("good");
  expect(waitOf(ticket({ ...mail, due_at: since(-60) }), NOON)?.state).toBe("near");
  expect(waitOf(ticket({ ...mail, due_at: since(60) }), NOON)?.state).toBe("broken");
});
