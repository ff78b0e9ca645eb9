import { expect, test } from "vitest";
import { differing } from "./kept";

test("only what differs goes to the desk, and a part of several fields goes as a whole", () => {
  const before = { density: "compact", columns: { rail: 216, list: 360 }, desktop: false };
  expect(differing(before, { ...before })).toEqual({});
  expect(differing(before, { ...before, desktop: true, columns: { rail: 216, list: 400 } })).toEqual({
    desktop: true,
    columns: { rail: 216, list: 400 },
  });
});
