import { expect, test } from "vitest";
import { emojiFor } from "./emoji";
import { askedFor } from "./suggest";

const ALL = ["/", "@", ":"] as const;

test.each([
  ["/", { trigger: "/", words: "", length: 1 }],
  ["Hello /dep", { trigger: "/", words: "dep", length: 4 }],
  ["спросите @мар", { trigger: "@", words: "мар", length: 4 }],
  ["thank you :ok", { trigger: ":", words: "ok", length: 3 }],
])("%s asks for something", (before, asked) => {
  expect(askedFor(before, ALL)).toEqual(asked);
});

test.each(["and/or", "ann@mail", "at 12:30", ":", "https://x", "/dep now"])(
  "%s asks for nothing",
  (before) => {
    expect(askedFor(before, ALL)).toBeUndefined();
  },
);

test("what is not offered is plain text", () => {
  expect(askedFor("@ann", ["/"])).toBeUndefined();
});

test("an emoji is found by its Russian name too", () => {
  expect(emojiFor("спас").map(([sign]) => sign)).toEqual(["🙏"]);
});
