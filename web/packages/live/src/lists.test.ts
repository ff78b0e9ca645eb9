import { expect, test } from "vitest";
import {
  letGo,
  type Page,
  pageOf,
  pagesFilled,
  pagesJudged,
  pagesMore,
  pagesNear,
  pagesOver,
  pagesWith,
  sizeOf,
  sortOf,
  type Ticket,
} from "./index";

const HOW = { filter: { status: ["open" as const] }, sort: "oldest" as const, me: "me" };

/** Only what a list looks at. */
const ticket = (n: number, change: Partial<Ticket> = {}): Ticket =>
  ({
    id: String(n).padStart(4, "0"),
    version: 1,
    status: "open",
    tags: [],
    danger: [],
    snoozed_until: null,
    unread: 0,
    player: { id: "p", name: "P", vip: 0 },
    ...change,
  }) as Ticket;

/** Tickets 0, 10, 20 … in pages of three; the last page is open. */
function pages(count: number): Page[] {
  return Array.from({ length: count }, (_, n) =>
    pageOf(
      [0, 1, 2].map((row) => ticket((n * 3 + row) * 10)),
      n === count - 1 ? null : `after ${n}`,
      "oldest",
    ),
  );
}

const ids = (of: readonly Page[]) => of.flatMap((page) => page.items.map((row) => Number(row.id)));

test("of a long list the pages around the sight are kept, of the others where they begin", () => {
  const near = pagesNear(pages(10), [4, 5], 12);
  expect(near.map((page) => page.dropped)).toEqual([
    3,
    3,
    3,
    undefined,
    undefined,
    undefined,
    undefined,
    3,
    3,
    undefined,
  ]);
  expect(near.reduce((sum, page) => sum + sizeOf(page), 0)).toBe(30);
  expect(near.map((page) => page.next)).toEqual(pages(10).map((page) => page.next));
  expect(pagesNear(near, [4, 5], 30)).toBe(near);
});

test("rows in sight lie in these pages, also where pages were let go", () => {
  const near = pagesNear(pages(10), [4, 5], 6);
  expect(pagesOver(near, 0, 2)).toEqual([0, 0]);
  expect(pagesOver(near, 2, 7)).toEqual([0, 2]);
  expect(pagesOver(near, -50, 99)).toEqual([0, 9]);
  expect(pagesOver(near, 40, 45)).toEqual([9, 9]);
});

test("a page that comes back takes what came between, and leaves out what left", () => {
  const held = pages(4).map((page, n) => (n === 1 ? letGo(page) : page));
  const read = pageOf(
    [30, 35, 50, 60].map((n) => ticket(n)),
    "further",
    "oldest",
  );
  const filled = pagesFilled(held, "after 0", held[1] as Page, [read], "oldest");
  expect(ids(filled ?? [])).toEqual([0, 10, 20, 30, 35, 50, 60, 70, 80, 90, 100, 110]);
  expect(filled?.[1]?.dropped).toBeUndefined();
  expect(filled?.[1]?.next).toBe("after 1");
});

test("a page that has grown too large comes back in part, and the rest of it is still to come", () => {
  const held = pages(3).map((page, n) => (n === 1 ? letGo(page) : page));
  const read = pageOf(
    [21, 22].map((n) => ticket(n)),
    "further",
    "oldest",
  );
  const filled = pagesFilled(held, "after 0", held[1] as Page, [read], "oldest") ?? [];
  expect(filled.map((page) => [page.items.length, page.dropped, page.next])).toEqual([
    [3, undefined, "after 0"],
    [2, undefined, "further"],
    [0, 1, "after 1"],
    [3, undefined, null],
  ]);
});

test("what was read for another state of the list is not put into this one", () => {
  const held = pages(3).map(letGo);
  const read = pageOf([ticket(30)], "further", "oldest");
  expect(pagesFilled(held.slice(1), "after 0", held[1] as Page, [read], "oldest")).toBeUndefined();
  expect(pagesFilled(held, "after 0", pages(9)[5] as Page, [read], "oldest")).toBeUndefined();
});

test("a row that moves into a page that was let go is counted there, and read with it", () => {
  const held = pages(3).map((page, n) => (n === 1 ? letGo(page) : page));
  const moved = pagesWith(held, ticket(0, { version: 2 }), { ...HOW, sort: "oldest" });
  expect(ids(moved ?? [])).toEqual([0, 10, 20, 60, 70, 80]);
  const priority = { priority: "normal" as const, due_at: null };
  const urgent = held.map((page) => ({
    ...page,
    items: page.items.map((row) => ({ ...row, ...priority })),
    end: page.end && ["2", "~", ...page.end],
  }));
  const low = pagesWith(urgent, ticket(5, { priority: "normal", due_at: null }), { ...HOW, sort: "urgency" });
  expect(ids(low ?? [])).toEqual([0, 5, 10, 20, 60, 70, 80]);
});

test("what the desk was asked about is in the list exactly if it answered with it", () => {
  const judged = pagesJudged(
    pages(2),
    ["0010", "0015", "0040"],
    [ticket(15), ticket(40, { version: 2, status: "closed" })],
    HOW,
  );
  expect(ids(judged)).toEqual([0, 15, 20, 30, 40, 50]);
  expect(judged[1]?.items[1]?.version).toBe(2);
});

test("only what is all open can be ordered by urgency", () => {
  expect(sortOf({ status: ["active"] }, "urgency")).toBe("urgency");
  expect(sortOf({ status: ["open", "solved"] }, "urgency")).toBe("recent");
  expect(sortOf({}, "due")).toBe("recent");
  expect(sortOf({}, "oldest")).toBe("oldest");
});

test("a row never stands in two pages", () => {
  const more = pagesMore(pages(2).slice(0, 1), pageOf([ticket(20), ticket(30)], null, "oldest"));
  expect(ids(more)).toEqual([0, 10, 20, 30]);
});
