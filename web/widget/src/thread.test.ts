import { expect, test } from "vitest";
import type { Said } from "./desk";
import type { Frame } from "./line";
import { apply, EMPTY, inTicket, type Thread, toMark, unread, withEcho, withSaid } from "./thread";

const TICKET = "t-1";

function said(id: string, author = "agent", key: string | null = null): Said {
  const at = "2026-11-22T09:00:00Z";
  return {
    id,
    ticket: TICKET,
    author,
    author_name: "Anna",
    channel: "webchat",
    text: id,
    key,
    masked: [],
    created_at: at,
    attachments: [],
  };
}

function frame(message: Said, number: number): Frame {
  const type = message.author === "player" ? "message_received" : "message_sent";
  return { type, number, ticket: TICKET, at: message.created_at, data: { channel: "webchat" }, message };
}

const begun = inTicket(EMPTY, TICKET, "open");
const ids = (thread: Thread) => thread.said.map(({ id }) => id);
const echo = (key: string) => ({ key, text: key, topic: null, files: [], at: "", problem: null });

test("a message is shown once, by whatever ways and in whatever order it comes", () => {
  const all = [said("1", "player", "k1"), said("2"), said("3", "player", "k3"), said("4")];
  const bySocket = all.reduce((thread, message, index) => apply(thread, frame(message, index)), begun);
  const both = [3, 1, 0, 2].reduce((thread, index) => withSaid(thread, [all[index] as Said]), bySocket);
  expect(ids(both)).toEqual(["1", "2", "3", "4"]);
  expect(both.said).toEqual(withSaid(begun, all).said);
});

test("an echo goes when its message comes, whether by the answer or by the socket", () => {
  const waiting = withEcho(withEcho(begun, echo("k1")), echo("k2"));
  const one = apply(waiting, frame(said("1", "player", "k1"), 1));
  expect(one.echoes.map(({ key }) => key)).toEqual(["k2"]);
  expect(withSaid(one, [said("2", "player", "k2")]).echoes).toEqual([]);
});

test("other conversations of the player change nothing here", () => {
  const elsewhere = { ...frame(said("9"), 9), ticket: "t-2" };
  expect(apply(begun, elsewhere)).toBe(begun);
});

test("an answer ends the typing, the player's own words don't", () => {
  const typing = apply(begun, { type: "typing", by: "agent", name: "Anna", ticket: TICKET });
  expect(typing.typing).toBe("Anna");
  expect(apply(typing, frame(said("1", "player"), 1)).typing).toBe("Anna");
  expect(apply(typing, frame(said("1"), 1)).typing).toBeNull();
});

test("marks of reading never go back", () => {
  const read = (message: string): Frame => ({ type: "read", by: "agent", message, ticket: TICKET });
  expect(apply(apply(begun, read("5")), read("3")).seen).toBe("5");
});

test("unread are the others' messages after the mark", () => {
  const thread = {
    ...withSaid(begun, [said("1"), said("2", "player"), said("3"), said("4", "bot")]),
    read: "1",
  };
  expect(unread(thread)).toBe(2);
  expect(toMark(thread)).toBe("4");
  expect(toMark({ ...thread, read: "4" })).toBeNull();
});
