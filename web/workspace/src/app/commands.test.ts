import { expect, test } from "vitest";
import { matches, Presses, spoken } from "./commands";

const press = (code: string, held: Partial<KeyboardEvent> = {}) =>
  ({
    code,
    key: "ц",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...held,
  }) as KeyboardEvent;

test("a key is its place on the keyboard, whatever letter the layout has there", () => {
  expect(matches("KeyJ", press("KeyJ", { key: "о" }))).toBe(true);
  expect(matches("KeyJ", press("KeyK", { key: "j" }))).toBe(false);
});

test("modifiers must be held exactly", () => {
  expect(matches("Shift+KeyE", press("KeyE", { shiftKey: true }))).toBe(true);
  expect(matches("KeyE", press("KeyE", { shiftKey: true }))).toBe(false);
  expect(matches("Mod+KeyK", press("KeyK", { ctrlKey: true }))).toBe(true);
  expect(matches("Mod+KeyK", press("KeyK", { metaKey: true }))).toBe(true);
  expect(matches("KeyK", press("KeyK", { ctrlKey: true }))).toBe(false);
});

test("two keys one after the other are one command", () => {
  const presses = new Presses();
  expect(presses.take(press("KeyG"), ["KeyG KeyM", "KeyM"], 0)).toBeUndefined();
  expect(presses.take(press("KeyM"), ["KeyG KeyM", "KeyM"], 200)).toBe("KeyG KeyM");
  expect(presses.take(press("KeyM"), ["KeyG KeyM", "KeyM"], 400)).toBe("KeyM");
});

test("a beginning that was not followed in time is forgotten", () => {
  const presses = new Presses();
  presses.take(press("KeyG"), ["KeyG KeyM"], 0);
  expect(presses.take(press("KeyM"), ["KeyG KeyM"], 5_000)).toBeUndefined();
});

test("keys are shown as people name them", () => {
  expect(spoken("Mod+KeyK", false)).toEqual([["Ctrl", "K"]]);
  expect(spoken("KeyG KeyM", true)).toEqual([["G"], ["M"]]);
  expect(spoken("Shift+Slash", true)).toEqual([["?"]]);
});
