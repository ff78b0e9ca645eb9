import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Connection, type Followed, follow, type LiveEvent, pause, TOO_LONG_MS } from "./index";

/** A socket whose other end the test holds. */
class Line {
  static readonly OPEN = 1;
  static all: Line[] = [];
  static get last(): Line {
    return Line.all.at(-1) as Line;
  }
  readyState = 0;
  sent: string[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor(readonly url: string) {
    Line.all.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
  /** The desk says something. */
  says(frame: object) {
    this.readyState = 1;
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  /** The desk answers as it does: where to go on from, what was missed, and the ping. */
  welcomes(number: number, ...missed: object[]) {
    this.says({ type: "hello", number });
    for (const event of missed) this.says(event);
    this.says({ type: "pong" });
  }
  breaks(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const event = (number: number) => ({ type: "woken", number, ticket: "t", data: { reason: "" } });

let states: Connection["state"][];
let events: number[];
let afresh: number;
let followed: Followed;

function begin(after: number | null = 100) {
  followed = follow({
    after,
    url: (number) => `ws://desk/stream${number === null ? "" : `?after=${number}`}`,
    onEvent: (one: LiveEvent) => events.push(one.number),
    onTransient: () => undefined,
    onState: ({ state }) => states.push(state),
    onAfresh: () => {
      afresh += 1;
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Line);
  Line.all = [];
  states = [];
  events = [];
  afresh = 0;
});

afterEach(() => {
  followed.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("it goes on from the last number that it has heard", () => {
  begin();
  expect(Line.last.url).toBe("ws://desk/stream?after=100");
  Line.last.welcomes(100, event(101), event(105));
  expect(states).toEqual(["live"]);
  Line.last.says(event(110));
  Line.last.breaks();
  expect(states).toEqual(["live", "lost"]);
  vi.advanceTimersByTime(200);
  expect(Line.all).toHaveLength(2);
  expect(Line.last.url).toBe("ws://desk/stream?after=110");
  Line.last.welcomes(110, event(111));
  expect(events).toEqual([101, 105, 110, 111]);
  expect(states).toEqual(["live", "lost", "live"]);
  expect(afresh).toBe(0);
});

test("it is live only when all that was missed has come", () => {
  begin();
  Line.last.says({ type: "hello", number: 100 });
  Line.last.says(event(101));
  expect(states).toEqual([]);
  expect(Line.last.sent).toEqual(['{"type":"ping"}']);
  Line.last.says({ type: "pong" });
  expect(states).toEqual(["live"]);
});

test("a line that is silent without closing is known within three seconds, and replaced", () => {
  begin();
  Line.last.welcomes(100);
  const first = Line.last;
  // It may fall silent right after an answer.
  vi.advanceTimersByTime(2_999);
  expect(states).toEqual(["live", "lost"]);
  vi.advanceTimersByTime(6_000);
  expect(first.readyState).toBe(3);
  expect(Line.all.length).toBeGreaterThan(1);
  // What the dead line says late does not count.
  first.says(event(101));
  expect(events).toEqual([]);
});

test("a slow line is not cut, and what it brings makes it live again", () => {
  begin();
  Line.last.welcomes(100);
  vi.advanceTimersByTime(3_500);
  expect(states.at(-1)).toBe("lost");
  Line.last.says({ type: "pong" });
  expect(states.at(-1)).toBe("live");
  expect(Line.all).toHaveLength(1);
});

test("while it answers, the line stays", () => {
  begin();
  Line.last.welcomes(100);
  for (let i = 0; i < 200; i += 1) {
    vi.advanceTimersByTime(500);
    if (Line.last.sent.length > 0) {
      Line.last.sent = [];
      Line.last.says({ type: "pong" });
    }
  }
  expect(Line.all).toHaveLength(1);
  expect(states).toEqual(["live"]);
});

test("after a reset, and after too long away, everything is read afresh before it is live", () => {
  begin();
  Line.last.says({ type: "hello", number: 7 });
  Line.last.says({ type: "reset", number: 7 });
  expect([afresh, states]).toEqual([0, []]);
  Line.last.says({ type: "pong" });
  expect([afresh, states]).toEqual([1, ["live"]]);
  Line.last.breaks();
  vi.setSystemTime(Date.now() + TOO_LONG_MS + 1_000);
  vi.advanceTimersByTime(11_000);
  expect(Line.last.url).toBe("ws://desk/stream");
  Line.last.welcomes(500);
  expect([afresh, states.at(-1)]).toEqual([2, "live"]);
});

test("without a number to begin with, everything is read afresh", () => {
  begin(null);
  Line.last.welcomes(9);
  expect(afresh).toBe(1);
});

test("each code of the desk has its answer", () => {
  begin();
  Line.last.welcomes(100);
  // My rights may have changed: what I may see is read anew.
  Line.last.breaks(1013);
  vi.advanceTimersByTime(10_000);
  Line.last.welcomes(100);
  expect(afresh).toBe(1);
  // A number that the desk can't use is forgotten.
  Line.last.breaks(4400);
  vi.advanceTimersByTime(10_000);
  expect(Line.last.url).toBe("ws://desk/stream");
  Line.last.welcomes(200);
  expect(afresh).toBe(2);
  // Whoever is signed out does not knock again.
  Line.last.breaks(4401);
  const tries = Line.all.length;
  vi.advanceTimersByTime(120_000);
  expect([states.at(-1), Line.all.length]).toEqual(["signed_out", tries]);
});

test("a desk that accepts and closes at once is not asked in a hot circle", () => {
  begin();
  for (let seconds = 0; seconds < 60; seconds += 1) {
    for (let i = 0; i < 10; i += 1) {
      vi.advanceTimersByTime(100);
      if (Line.last.readyState === 0) {
        Line.last.welcomes(100);
        Line.last.breaks(1013);
      }
    }
  }
  expect(Line.all.length).toBeLessThan(20);
});

test("an attempt that never opens is given up", () => {
  begin();
  vi.advanceTimersByTime(12_000);
  expect(Line.all.length).toBeGreaterThan(1);
});

test("the browser's word that the line is gone, or back, is taken", () => {
  begin();
  Line.last.welcomes(100);
  window.dispatchEvent(new Event("offline"));
  expect(states.at(-1)).toBe("lost");
  window.dispatchEvent(new Event("online"));
  expect(Line.all).toHaveLength(2);
});

test("pauses grow from nothing to ten seconds, and differ", () => {
  expect(pause(0, 1)).toBeLessThanOrEqual(100);
  expect([pause(1, 0), pause(1, 1)]).toEqual([150, 300]);
  expect([pause(20, 0), pause(20, 1)]).toEqual([5_000, 10_000]);
});
