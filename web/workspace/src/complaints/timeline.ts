/** Which entries of the time line are shown. Pure. */

export const SHOWN = ["message", "step", "note", "deadline", "payment", "bet", "session", "other"] as const;
export type Shown = (typeof SHOWN)[number];

export const shownAs = (kind: string): Shown => (SHOWN.includes(kind as Shown) ? (kind as Shown) : "other");

/** What evidence says of it, without what the heading says already; the id of the item stands apart. */
export function factsOf(data: Readonly<Record<string, unknown>>): {
  facts: [string, string][];
  evidence?: string;
} {
  const { evidence, ...rest } = data;
  const facts = Object.entries(rest).flatMap(([name, value]): [string, string][] =>
    (typeof value === "string" && value !== "") || typeof value === "number" ? [[name, String(value)]] : [],
  );
  return typeof evidence === "string" ? { facts, evidence } : { facts };
}
