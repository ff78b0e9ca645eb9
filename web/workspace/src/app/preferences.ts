/** How the screen suits its person. Kept in this browser. */
import { useSyncExternalStore } from "react";

export type SoundOf = "new_ticket" | "message" | "mention";

export interface Preferences {
  density: "comfortable" | "compact";
  sound: boolean;
  /** Of what, if there is sound at all. */
  sounds: Readonly<Record<SoundOf, boolean>>;
  desktopNotices: boolean;
  enterSends: boolean;
  singleKeys: boolean;
  railOpen: boolean;
  contextOpen: boolean;
  /** Widths of the columns, as the splitter has them. */
  columns: { rail: number; list: number; context: number };
  /** Of the context column: the order in which blocks were put, and those that are folded. */
  blocks: { order: readonly string[]; folded: readonly string[] };
}

const KEPT = "pitboss.preferences";
const DEFAULTS: Preferences = {
  density: "comfortable",
  sound: true,
  sounds: { new_ticket: true, message: true, mention: true },
  desktopNotices: false,
  enterSends: false,
  singleKeys: true,
  railOpen: true,
  contextOpen: true,
  columns: { rail: 232, list: 360, context: 320 },
  blocks: { order: [], folded: [] },
};

let current: Preferences = read();
const listeners = new Set<() => void>();

function read(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Preferences>;
    return {
      ...DEFAULTS,
      ...kept,
      sounds: { ...DEFAULTS.sounds, ...kept.sounds },
      columns: { ...DEFAULTS.columns, ...kept.columns },
      blocks: { ...DEFAULTS.blocks, ...kept.blocks },
    };
  } catch {
    return DEFAULTS;
  }
}

export function prefer(change: Partial<Preferences>) {
  current = { ...current, ...change };
  localStorage.setItem(KEPT, JSON.stringify(current));
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
