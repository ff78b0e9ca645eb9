/** What one can do here, by name and by key. The command bar, the list of shortcuts and the keyboard all read this. */
import { useEffect, useRef, useSyncExternalStore } from "react";

export interface Command {
  id: string;
  group: string;
  label: string;
  /** Physical keys (KeyboardEvent.code): "KeyJ", "Shift+KeyE", "Mod+KeyK", or two in a row, "KeyG KeyM". */
  keys?: string;
  /** More words by which the command bar finds it, in whatever language. */
  words?: string;
  /** Only for the keyboard, not worth a line in the command bar. */
  hidden?: boolean;
  run: () => void;
}

const held = new Map<symbol, readonly Command[]>();
const listeners = new Set<() => void>();
let all: readonly Command[] = [];

function changed() {
  const latest = new Map<string, Command>();
  for (const commands of held.values()) for (const command of commands) latest.set(command.id, command);
  all = [...latest.values()];
  for (const listener of listeners) listener();
}

/** Offers commands while the component is on the screen. A later one of the same id stands for the earlier. */
export function useCommands(commands: readonly Command[]) {
  const token = useRef(Symbol("commands"));
  const shape = commands.map((c) => `${c.id} ${c.label} ${c.keys ?? ""} ${c.words ?? ""}`).join("\n");
  const latest = useRef(commands);
  latest.current = commands;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the commands; what they run is read when they run
  useEffect(() => {
    const mine = token.current;
    held.set(
      mine,
      latest.current.map((command) => ({
        ...command,
        run: () => latest.current.find((c) => c.id === command.id)?.run(),
      })),
    );
    changed();
    return () => {
      held.delete(mine);
      changed();
    };
  }, [shape]);
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => all,
  );
}

/** Whether a press is this key with just these modifiers. Mod is Ctrl or ⌘. */
export function matches(key: string, press: KeyboardEvent): boolean {
  const parts = key.split("+");
  const code = parts.pop();
  return (
    press.code === code &&
    (press.ctrlKey || press.metaKey) === parts.includes("Mod") &&
    press.altKey === parts.includes("Alt") &&
    press.shiftKey === parts.includes("Shift")
  );
}

const IN_A_ROW_MS = 1_200;

/** Remembers the beginning of a command of two keys. */
export class Presses {
  private begun: { key: string; at: number } | undefined;

  take(press: KeyboardEvent, keys: readonly string[], now: number): string | undefined {
    const begun = this.begun && now - this.begun.at < IN_A_ROW_MS ? this.begun.key : undefined;
    this.begun = undefined;
    for (const key of keys) {
      const [first, second] = key.split(" ");
      if (second !== undefined && begun === first && matches(second, press)) return key;
    }
    for (const key of keys) {
      const [first, second] = key.split(" ");
      if (first === undefined || !matches(first, press)) continue;
      if (second === undefined) return key;
      this.begun = { key: first, at: now };
    }
    return undefined;
  }
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select") !== null)
  );
}

/** Listens for the whole page. Plain keys never fire while somebody types, and only when `single` allows them. */
export function useCommandKeys({ single }: { single: boolean }) {
  useEffect(() => {
    const presses = new Presses();
    const heard = (press: KeyboardEvent) => {
      if (press.defaultPrevented || press.isComposing || press.repeat) return;
      const plainAllowed = single && !typing(press.target);
      const offered = all.filter(
        (c) => c.keys !== undefined && (plainAllowed || /^(Mod|Alt)\+/.test(c.keys)),
      );
      const key = presses.take(
        press,
        offered.map((c) => c.keys ?? ""),
        press.timeStamp,
      );
      const command = key === undefined ? undefined : offered.find((c) => c.keys === key);
      if (command === undefined) return;
      press.preventDefault();
      command.run();
    };
    document.addEventListener("keydown", heard);
    return () => document.removeEventListener("keydown", heard);
  }, [single]);
}

const NAMES: Record<string, string> = {
  Slash: "/",
  Backslash: "\\",
  Period: ".",
  Comma: ",",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Space: "␣",
};

/** Key caps to show, one list for each press: [["Ctrl", "K"]]. */
export function spoken(keys: string, mac: boolean): string[][] {
  return keys.split(" ").map((key) => {
    if (key === "Shift+Slash") return ["?"];
    return key.split("+").map((part) => {
      if (part === "Mod") return mac ? "⌘" : "Ctrl";
      if (part === "Alt") return mac ? "⌥" : "Alt";
      if (part === "Shift") return mac ? "⇧" : "Shift";
      return NAMES[part] ?? part.replace(/^(Key|Digit)/, "");
    });
  });
}
