import { expect, test } from "vitest";
import { ACTIONS, offered, type Ticket } from "./actions";

const ticket = (change: Partial<Ticket> = {}): Ticket =>
  ({
    brand: "harbour",
    status: "open",
    assignee: null,
    snoozed_until: null,
    merged_into: null,
    danger: [],
    spam: false,
    ...change,
  }) as Ticket;
const all = () => true;

test("a free ticket can be taken, an owned one can't", () => {
  expect(offered(ticket(), all)).toContain("take");
  expect(offered(ticket({ assignee: { id: "1", name: "Ann" } }), all)).not.toContain("take");
});

test("what is solved can be reopened and not solved again", () => {
  const names = offered(ticket({ status: "solved" }), all);
  expect(names).toContain("reopen");
  expect(names).not.toContain("solve");
});

test("nothing is offered that the person may not do in this brand", () => {
  const mine = (permission: string, brand: string) => brand === "mayak" && permission === "tickets.solve";
  expect(offered(ticket(), mine)).toEqual([]);
  expect(offered(ticket({ brand: "mayak" }), mine)).toEqual(["solve"]);
});

test("no key means two things at once", () => {
  for (const state of [
    ticket(),
    ticket({ status: "solved" }),
    ticket({ snoozed_until: "2030-01-01T00:00:00Z" }),
  ]) {
    const keys = offered(state, all).flatMap((name) => ("keys" in ACTIONS[name] ? [ACTIONS[name].keys] : []));
    expect(new Set(keys).size).toBe(keys.length);
  }
});
