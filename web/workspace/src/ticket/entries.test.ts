import type { Message } from "@pitboss/live";
import { describe, expect, it } from "vitest";
import {
  entriesOf,
  firstUnread,
  type Happened,
  remotePictures,
  withoutPictures,
  withoutSealed,
} from "./entries";

const message = (id: string, at: string, author = "player") =>
  ({ id, created_at: at, author, kind: "reply" }) as Message;
const event = (number: number, type: string, at: string, actor_kind = "staff", data = {}) =>
  ({ number, type, at, actor_kind, data }) as unknown as Happened;
const kinds = (entries: ReturnType<typeof entriesOf>) => entries.map((entry) => entry.kind);

describe("a thread", () => {
  const said = [
    message("1", "2026-03-01T10:00:00Z"),
    message("2", "2026-03-01T10:05:00Z", "agent"),
    message("3", "2026-03-02T12:00:00Z"),
  ];

  it("has a line for each day, and gathers what happened between two messages", () => {
    const happened = [
      event(1, "assigned", "2026-03-01T10:01:00Z"),
      event(2, "status_changed", "2026-03-01T10:02:00Z", "staff", { status: "on_hold", was: "open" }),
    ];
    expect(kinds(entriesOf(said, happened, { shown: 50 }))).toEqual([
      "day",
      "message",
      "lines",
      "message",
      "day",
      "message",
    ]);
  });

  it("keeps to itself what the desk chose, and tells what a person chose", () => {
    const at = "2026-03-01T10:01:00Z";
    const happened = [
      event(1, "queued", at, "system"),
      event(2, "clock_started", at),
      event(3, "queued", at),
    ];
    const lines = entriesOf(said, happened, { shown: 50 }).filter((entry) => entry.kind === "lines");
    expect(lines.map((entry) => entry.events.map(({ number }) => number))).toEqual([[3]]);
  });

  it("shows the end of a long one, with what happened since", () => {
    const happened = [
      event(1, "assigned", "2026-03-01T10:01:00Z"),
      event(2, "snoozed", "2026-03-02T13:00:00Z"),
    ];
    expect(kinds(entriesOf(said, happened, { shown: 1 }))).toEqual(["day", "message", "lines"]);
  });

  it("has a line above the first that was not read", () => {
    expect(firstUnread(said, 1)).toBe("3");
    expect(firstUnread(said, 2)).toBe("1");
    expect(firstUnread(said, 0)).toBeUndefined();
    expect(kinds(entriesOf(said, [], { unread: "3", shown: 50 }))).toEqual([
      "day",
      "message",
      "message",
      "day",
      "unread",
      "message",
    ]);
  });
});

describe("a mail", () => {
  const html = '<p>Hi<img alt="" data-src="https://track.example/1.gif"></p><img src="cid:a">';
  it("tells how many pictures are held back, and is shown without any", () => {
    expect(remotePictures(html)).toBe(1);
    expect(remotePictures(null)).toBe(0);
    expect(withoutPictures(html)).toBe("<p>Hi</p>");
  });
});

describe("withoutSealed", () => {
  it("says that there is a link instead of the address that stands for it", () => {
    const address = "https://desk.example/help/b/en/documents/sealed-abc-DEF_1";
    expect(withoutSealed(`Here: ${address}, please`, "[link]")).toBe("Here: [link], please");
    expect(
      withoutSealed(`<p><a style="x" href="${address}">desk.example/…</a> <a href="/x">x</a></p>`, "[link]"),
    ).toBe('<p>[link] <a href="/x">x</a></p>');
  });
});
