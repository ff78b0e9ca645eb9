import { expect, test } from "vitest";
import { type Api, answerCalls, type Queue } from "./calls";

function told() {
  const calls: string[] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) => {
      calls.push([name, ...values].join(" "));
    };
  const api = {
    open: note("open"),
    close: note("close"),
    reset: note("reset"),
    prefill: note("prefill"),
    identify: note("identify"),
    on: note("on"),
  } as unknown as Api;
  return { api, calls };
}

test("calls made before the script came are made in their order, later ones at once", () => {
  const { api, calls } = told();
  const page: { Pitboss?: Queue & Partial<Api> } = { Pitboss: { calls: [["identify", "token"], ["open"]] } };
  const early = page.Pitboss;
  answerCalls(page, api);
  expect(calls).toEqual(["identify token", "open"]);
  early?.calls?.push(["reset"]);
  early?.close?.();
  expect(calls.slice(2)).toEqual(["reset", "close"]);
});

test("a page that prepared nothing gets the API", () => {
  const { api, calls } = told();
  const page: { Pitboss?: Queue & Partial<Api> } = {};
  answerCalls(page, api);
  page.Pitboss?.open?.();
  expect(calls).toEqual(["open"]);
});
