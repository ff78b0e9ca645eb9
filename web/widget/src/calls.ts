/** What the operator's page may call: `Pitboss.open()` and the rest. Calls made before this script came wait in
 * `Pitboss.calls` as [name, ...arguments]. */
export type Prefill = { topic?: string; text?: string };
export type Told = "unread" | "open" | "close" | "identity";
export type Listener = (value: number) => void;

export interface Api {
  open(): void;
  close(): void;
  /** The player of the token that the operator's server signed; false if the desk refused it. */
  identify(jwt: string): Promise<boolean>;
  /** Forgets everything of the player who was here. */
  reset(): void;
  /** `unread`: with their number. `identity`: the token has run out, a new one is wanted. Gives what stops it. */
  on(what: Told, listener: Listener): () => void;
  prefill(what: Prefill): void;
}

type Call = [name: string, ...values: unknown[]];
export type Queue = { calls?: Call[] };

/** Puts the API into the page's object (or a new one) and makes the calls that waited, in their order. */
export function answerCalls(page: { Pitboss?: Queue & Partial<Api> }, api: Api): void {
  const known = page.Pitboss ?? {};
  page.Pitboss = known;
  const waiting = known.calls ?? [];
  const call = ([name, ...values]: Call): void => {
    const made = Object.hasOwn(api, name)
      ? (api[name as keyof Api] as (...values: unknown[]) => unknown)
      : null;
    if (made) made(...values);
    else console.warn(`Pitboss: no ${String(name)}()`);
  };
  Object.assign(known, api);
  known.calls = { push: (...calls: Call[]) => calls.forEach(call) } as unknown as Call[];
  waiting.forEach(call);
}
