/** Writes on their way to the desk. Each is kept until the desk has answered, survives a reload, and goes out in order;
 * its key makes it happen once, however often it is sent. */

/** `lane`: what must stay in order, such as a ticket. */
export interface Write {
  readonly key: string;
  readonly lane: string;
  readonly method: "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What the screen shows of the ticket as if the write were done. */
  readonly shows?: Readonly<Record<string, unknown>>;
  /** When it was written, as an ISO time. */
  readonly at: string;
}

export interface Reason {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface Kept extends Write {
  readonly refused?: Reason;
  /** When it was refused, as an ISO time. */
  readonly refusedAt?: string;
}

/** `again`: send this instead, at once. */
export type Outcome =
  | { readonly done: unknown }
  | { readonly refused: Reason }
  | { readonly again: Write }
  | { readonly unreached: true };

export interface Posting {
  /** Whose writes these are; another person at the same browser neither sees nor sends them. */
  owner: string;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  send: (write: Write) => Promise<Outcome>;
  onChange: (kept: readonly Kept[]) => void;
}

interface Waiter {
  resolve: (answer: unknown) => void;
  reject: (reason: Reason) => void;
}

const RETRY_MS = 3_000;

export class Outbox {
  readonly #given: Posting;
  /** Under which the storage has it. */
  readonly name: string;
  readonly #waiters = new Map<string, Waiter>();
  #sending = false;
  /** Somebody asked to send since the last look at what waits. */
  #asked = false;
  /** Where the browser keeps nothing for us: what waits, until the page is left. */
  #unstored: readonly Kept[] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(given: Posting) {
    this.#given = given;
    this.name = `pitboss.outbox.${given.owner}`;
  }

  /** Read from the storage each time, since other tabs of the same person write there too. */
  kept(): readonly Kept[] {
    if (this.#unstored) return this.#unstored;
    try {
      const kept: unknown = JSON.parse(this.#given.storage.getItem(this.name) ?? "[]");
      return Array.isArray(kept) ? (kept as Kept[]) : [];
    } catch {
      return [];
    }
  }

  #keep(kept: readonly Kept[]) {
    this.#unstored = undefined;
    try {
      if (kept.length === 0) this.#given.storage.removeItem(this.name);
      else this.#given.storage.setItem(this.name, JSON.stringify(kept));
    } catch {
      this.#unstored = kept;
    }
    this.#given.onChange(kept);
  }

  /** Keeps a write and sends it as soon as the desk can be reached. Resolves to the desk's answer; rejects with the
   * Reason for which it was refused. After a reload nobody waits, but the write still goes out. */
  write(write: Write): Promise<unknown> {
    const answer = new Promise<unknown>((resolve, reject) =>
      this.#waiters.set(write.key, { resolve, reject }),
    );
    const kept = this.kept();
    const at = kept.findIndex((other) => other.key === write.key);
    this.#keep(at < 0 ? [...kept, write] : kept.with(at, write));
    void this.flush();
    return answer;
  }

  /** Another tab of the same person has changed what is kept: what it has sent for us is done. */
  shared() {
    const kept = this.kept();
    for (const [key, waiter] of this.#waiters) {
      const write = kept.find((other) => other.key === key);
      if (write && !write.refused) continue;
      this.#waiters.delete(key);
      if (write?.refused) waiter.reject(write.refused);
      else waiter.resolve(undefined);
    }
    this.#given.onChange(kept);
  }

  /** Takes back a write that was not sent. */
  drop(key: string) {
    this.#keep(this.kept().filter((write) => write.key !== key));
    this.#waiters.delete(key);
    void this.flush();
  }

  /** Sends a refused write once more, changed by its writer. Under its key: of what it refused the desk keeps nothing. */
  again(key: string, change: Readonly<Record<string, unknown>>): Promise<unknown> {
    const before = this.kept().find((write) => write.key === key);
    if (!before) return Promise.resolve(undefined);
    const { refused: _refused, refusedAt: _at, ...write } = before;
    return this.write({ ...write, body: { ...write.body, ...change } });
  }

  /** Sends what waits, oldest first, until all is answered or the desk can't be reached. */
  async flush(): Promise<void> {
    this.#asked = true;
    if (this.#sending) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    try {
      while (this.#asked) {
        this.#asked = false;
        await alone(this.name, async () => {
          for (let write = this.#next(); write; write = this.#next()) {
            if (!(await this.#send(write))) return;
          }
        });
      }
    } finally {
      this.#sending = false;
    }
    if (this.#next()) this.#timer = setTimeout(() => void this.flush(), RETRY_MS * (1 + Math.random()));
  }

  /** The oldest write that may go. A refusal holds back what was written after it in its lane and before anybody could
   * know of it, such as a "solve" after a reply; who writes after the refusal has seen it. */
  #next(): Kept | undefined {
    const refused = new Map<string, string>();
    for (const write of this.kept()) {
      const since = refused.get(write.lane);
      if (write.refused) refused.set(write.lane, later(since, write.refusedAt));
      else if (since === undefined || write.at > since) return write;
    }
    return undefined;
  }

  async #send(write: Kept): Promise<boolean> {
    const outcome = await this.#given.send(write);
    if ("unreached" in outcome) return false;
    const waiter = this.#waiters.get(write.key);
    if ("again" in outcome) {
      this.#keep(this.kept().map((other) => (other.key === write.key ? outcome.again : other)));
      return true;
    }
    this.#waiters.delete(write.key);
    if ("refused" in outcome) {
      this.#keep(
        this.kept().map((other) =>
          other.key === write.key
            ? { ...other, refused: outcome.refused, refusedAt: new Date().toISOString() }
            : other,
        ),
      );
      waiter?.reject(outcome.refused);
    } else {
      waiter?.resolve(outcome.done);
      this.#keep(this.kept().filter((other) => other.key !== write.key));
    }
    return true;
  }
}

function later(one = "", other = ""): string {
  return one > other ? one : other;
}

/** One tab at a time, where the browser can tell; else the keys alone keep a write from happening twice. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  if (locks) await locks.request(name, work);
  else await work();
}
