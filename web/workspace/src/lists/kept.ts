/** What a list keeps of a person's work while it is not on the screen: what is selected, how far it was scrolled. */
import { useCallback, useSyncExternalStore } from "react";

/** `whole`: every ticket of the list, also those that were never read. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly whole: boolean;
  /** Shows the boxes to tick, for screens without a mouse. */
  readonly on: boolean;
}

const NONE: Selection = { ids: new Set(), whole: false, on: false };
const selections = new Map<string, Selection>();
const listeners = new Set<() => void>();

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function useSelection(list: string) {
  const selection = useSyncExternalStore(listen, () => selections.get(list) ?? NONE);
  const select = useCallback(
    (change: Partial<Selection>) => {
      selections.set(list, { ...(selections.get(list) ?? NONE), ...change });
      for (const listener of listeners) listener();
    },
    [list],
  );
  const clear = useCallback(() => {
    selections.delete(list);
    for (const listener of listeners) listener();
  }, [list]);
  return { selection, select, clear };
}

/** How far each list is scrolled, in pixels. */
export const scrolled = new Map<string, number>();

let shown: string | undefined;
const shownListeners = new Set<() => void>();

/** The bulk action whose progress and result are shown, also when another list is on the screen. */
export function useShownBulk() {
  const bulk = useSyncExternalStore(
    (listener) => {
      shownListeners.add(listener);
      return () => shownListeners.delete(listener);
    },
    () => shown,
  );
  const show = useCallback((id: string | undefined) => {
    shown = id;
    for (const listener of shownListeners) listener();
  }, []);
  return { bulk, show };
}
