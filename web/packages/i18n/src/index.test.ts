import { expect, test } from "vitest";
import { localeOf, translator } from "./index";

const en = { chats: { one: "{count} chat", other: "{count} chats" }, hello: "Hello, {name}" } as const;
const ru = {
  chats: { one: "{count} чат", few: "{count} чата", many: "{count} чатов", other: "{count} чата" },
  hello: "Здравствуйте, {name}",
} as const;

test("Russian takes its plural forms by the count", () => {
  const t = translator<typeof en>("ru", { en, ru });
  expect([1, 2, 5, 21, 111].map((count) => t("chats", { count }))).toEqual([
    "1 чат",
    "2 чата",
    "5 чатов",
    "21 чат",
    "111 чатов",
  ]);
});

test("what is filled in stays as it is, and a missing name shows", () => {
  const t = translator<typeof en>("en", { en, ru });
  expect(t("hello", { name: "{x} $1" })).toBe("Hello, {x} $1");
  expect(t("hello")).toBe("Hello, {name}");
});

test("the first language that we speak wins", () => {
  expect(localeOf(["de-DE", "ru-RU", "en"])).toBe("ru");
  expect(localeOf(["de"])).toBe("en");
});
