/** What the screens are drawn from. Whoever draws is told once, after everything that changed together. */
const watchers = new Set<() => void>();
let due = false;

function changed(): void {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const watcher of [...watchers]) watcher();
  });
}

export class State<T> {
  #held: T;

  constructor(held: T) {
    this.#held = held;
  }

  get value(): T {
    return this.#held;
  }

  set value(next: T) {
    if (Object.is(next, this.#held)) return;
    this.#held = next;
    changed();
  }
}

export function state<T>(value: T): State<T> {
  return new State(value);
}

/** Gives what stops it. */
export function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
