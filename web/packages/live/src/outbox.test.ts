import { beforeEach, expect, test, vi } from "vitest";
import { type Kept, Outbox, type Outcome, type Write } from "./index";

/** A desk that does a write once by its key, and can be away. */
class Desk {
  away = false;
  done = new Map<string, unknown>();
  order: string[] = [];
  refuses = new Map<string, string>();
  /** Does the write, and then its answer is lost. */
  losesAnswers = false;
  tries = 0;

  send = async (write: Write): Promise<Outcome> => {
    this.tries += 1;
    if (this.away) return { unreached: true };
    const reason = this.refuses.get(write.key);
    if (reason) return { refused: { status: 409, title: reason, detail: reason, extra: {} } };
    if (!this.done.has(write.key)) {
      this.done.set(write.key, write.body.text);
      this.order.push(write.key);
    }
    return this.losesAnswers ? { unreached: true } : { done: write.body.text };
  };
}

const write = (key: string, lane = "ticket"): Write => ({
  key,
  lane,
  method: "POST",
  path: "/messages",
  body: { text: `text of ${key}`, key },
  at: "2026-01-01T00:00:00Z",
});

let desk: Desk;
let shown: readonly Kept[];
const open = (owner = "me") =>
  new Outbox({
    owner,
    storage: localStorage,
    send: desk.send,
    onChange: (kept) => {
      shown = kept;
    },
  });

beforeEach(() => {
  localStorage.clear();
  desk = new Desk();
  shown = [];
});

test("what is written goes out in order, and its answer comes back", async () => {
  const outbox = open();
  const answers = Promise.all([outbox.write(write("a")), outbox.write(write("b")), outbox.write(write("c"))]);
  expect(await answers).toEqual(["text of a", "text of b", "text of c"]);
  expect(desk.order).toEqual(["a", "b", "c"]);
  expect(shown).toEqual([]);
});

test("what is written while the desk is away survives a reload, and is sent once and in order", async () => {
  desk.away = true;
  const outbox = open();
  void outbox.write(write("a"));
  void outbox.write(write("b"));
  await outbox.flush();
  expect(desk.order).toEqual([]);
  const afterReload = open();
  expect(afterReload.kept().map(({ key }) => key)).toEqual(["a", "b"]);
  desk.away = false;
  await afterReload.flush();
  await outbox.flush();
  expect(desk.order).toEqual(["a", "b"]);
  expect(afterReload.kept()).toEqual([]);
});

test("a lost answer does not make it happen twice", async () => {
  desk.losesAnswers = true;
  const outbox = open();
  const answer = outbox.write(write("a"));
  await vi.waitFor(() => expect(desk.tries).toBeGreaterThan(0));
  desk.losesAnswers = false;
  await outbox.flush();
  expect(await answer).toBe("text of a");
  expect(desk.order).toEqual(["a"]);
});

test("what is refused goes back to its writer, and holds only its own ticket", async () => {
  desk.refuses.set("a", "stale");
  const outbox = open();
  const refused = outbox.write(write("a", "one"));
  void outbox.write(write("b", "one"));
  const other = outbox.write(write("c", "two"));
  await expect(refused).rejects.toMatchObject({ title: "stale" });
  await other;
  expect(desk.order).toEqual(["c"]);
  expect(shown.map(({ key, refused }) => [key, refused?.title])).toEqual([
    ["a", "stale"],
    ["b", undefined],
  ]);
  desk.refuses.clear();
  expect(await outbox.again("a", { text: "better" })).toBe("better");
  await vi.waitFor(() => expect(desk.order).toEqual(["c", "a", "b"]));
});

test("what its writer takes back is never sent, and what came after it is", async () => {
  desk.refuses.set("a", "stale");
  const outbox = open();
  await outbox.write(write("a")).catch(() => undefined);
  const next = outbox.write(write("b"));
  outbox.drop("a");
  await next;
  expect(desk.order).toEqual(["b"]);
});

test("somebody else at the same browser neither sees nor sends it", async () => {
  desk.away = true;
  await Promise.race([open("me").write(write("a")), Promise.resolve()]);
  desk.away = false;
  const theirs = open("colleague");
  await theirs.flush();
  expect([theirs.kept(), desk.order]).toEqual([[], []]);
});

test("what another tab of mine has sent is done here too", async () => {
  desk.away = true;
  const here = open();
  const answer = here.write(write("a"));
  await here.flush();
  desk.away = false;
  await open().flush();
  here.shared();
  await answer;
  expect([desk.order, shown]).toEqual([["a"], []]);
});

test("it tries again by itself", async () => {
  vi.useFakeTimers();
  desk.away = true;
  void open().write(write("a"));
  await vi.advanceTimersByTimeAsync(10);
  desk.away = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(desk.order).toEqual(["a"]);
  vi.useRealTimers();
});

test("a storage that is full or forbidden costs only the survival of a reload", async () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
    removeItem: () => undefined,
  };
  const outbox = new Outbox({ owner: "me", storage: full, send: desk.send, onChange: () => undefined });
  expect(await outbox.write(write("a"))).toBe("text of a");
  expect(desk.order).toEqual(["a"]);
});

test("what is written by who knows of a refusal goes, whatever was refused before it", async () => {
  desk.refuses.set("a", "stale");
  const outbox = open();
  await outbox.write(write("a")).catch(() => undefined);
  await outbox.write({ ...write("b"), at: "9999-01-01T00:00:00Z" });
  expect(desk.order).toEqual(["b"]);
});
