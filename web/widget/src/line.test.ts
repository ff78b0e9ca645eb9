import { expect, test } from "vitest";
import { type Connection, type Frame, Line, pause, type Wire } from "./line";

/** Time and sockets in the test's hand. */
class World {
  now = 0;
  wires: (Wire & { url: string; said: string[]; closed: boolean })[] = [];
  private timers: { at: number; act: () => void }[] = [];
  states: Connection[] = [];
  frames: Frame[] = [];
  refused = 0;
  outlived = 0;

  readonly line = new Line(
    "ws://desk/stream",
    {
      wire: (url) => {
        const said: string[] = [];
        const wire = {
          url,
          said,
          closed: false,
          onopen: null,
          onmessage: null,
          onclose: null,
          send: (text: string) => void said.push(text),
          close() {
            wire.closed = true;
          },
        };
        this.wires.push(wire);
        return wire;
      },
      after: (milliseconds, act) => {
        const timer = { at: this.now + milliseconds, act };
        this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((one) => one !== timer);
        };
      },
      chance: () => 1,
    },
    {
      frame: (frame) => void this.frames.push(frame),
      connection: (state) => void this.states.push(state),
      refused: () => void this.refused++,
      outlived: () => void this.outlived++,
    },
  );

  get wire() {
    const last = this.wires.at(-1);
    if (!last) throw new Error("no socket yet");
    return last;
  }

  hears(frame: object) {
    this.wire.onmessage?.({ data: JSON.stringify(frame) });
  }

  passes(milliseconds: number) {
    const until = this.now + milliseconds;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.now = next.at;
      this.timers = this.timers.filter((one) => one !== next);
      next.act();
    }
    this.now = until;
  }
}

function connected(): World {
  const world = new World();
  world.line.follow("token", 7);
  world.hears({ type: "hello", number: 7 });
  return world;
}

test("it comes back after the last number that it heard", () => {
  const world = connected();
  world.hears({ type: "message_sent", number: 12 });
  world.wire.onclose?.({ code: 1006 });
  expect(world.states.at(-1)).toBe("lost");
  world.passes(400);
  expect(world.wire.url).toBe("ws://desk/stream?after=12");
  world.hears({ type: "hello", number: 12 });
  expect(world.states.at(-1)).toBe("live");
});

test("what it has heard already is passed over", () => {
  const world = connected();
  for (const number of [8, 9, 9, 8, 10]) world.hears({ type: "message_sent", number });
  expect(world.frames.map(({ number }) => number)).toEqual([8, 9, 10]);
});

test("a socket that gives no sign of life is left, whatever the browser thinks of it", () => {
  const world = connected();
  world.passes(20_000);
  expect(world.wire.said).toEqual(['{"type":"ping"}']);
  world.hears({ type: "pong" });
  world.passes(20_000 + 5_000);
  expect(world.wires[0]?.closed).toBe(true);
  expect(world.states.at(-1)).toBe("lost");
});

test("each try waits longer, up to fifteen seconds, and never exactly as long as the others'", () => {
  expect([0, 1, 2, 3].map((attempt) => pause(attempt, 1))).toEqual([300, 600, 1200, 2400]);
  expect(pause(30, 1)).toBe(15_000);
  expect(pause(0, 0)).toBe(150);
});

test("being sent away to come back worries nobody; a token that is no longer known is told", () => {
  const world = connected();
  world.wire.onclose?.({ code: 1013 });
  expect(world.states.at(-1)).toBe("live");
  world.passes(400);
  world.hears({ type: "hello", number: 7 });
  world.wire.onclose?.({ code: 4401 });
  expect(world.refused).toBe(1);
  world.passes(60_000);
  expect(world.wires).toHaveLength(2);
});

test("a log that began anew is followed from its present, and the screen is read afresh", () => {
  const world = connected();
  world.hears({ type: "reset", number: 3 });
  expect(world.outlived).toBe(1);
  world.hears({ type: "message_sent", number: 4 });
  expect(world.frames.map(({ number }) => number)).toEqual([4]);
});

test("after leaving nothing is heard or tried any more", () => {
  const world = connected();
  const { wire } = world;
  world.line.leave();
  expect(wire.closed).toBe(true);
  world.passes(60_000);
  expect(world.wires).toHaveLength(1);
});
