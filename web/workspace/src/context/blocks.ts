/** In which order the blocks of the context stand. */
export const BLOCKS = [
  "player",
  "others",
  "impostors",
  "incidents",
  "documents",
  "promises",
  "why",
  "device",
  "links",
  "tags",
  "timeline",
] as const;
export type Block = (typeof BLOCKS)[number];

/** The order that somebody chose; blocks that came later stand where they stand by default, after their neighbour. */
export function ordered(chosen: readonly string[]): Block[] {
  const known = chosen.filter((name): name is Block => (BLOCKS as readonly string[]).includes(name));
  const order = [...new Set(known)];
  for (const [n, name] of BLOCKS.entries()) {
    if (order.includes(name)) continue;
    const before = BLOCKS.slice(0, n).findLast((other) => order.includes(other));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, name);
  }
  return order;
}

/** The order after a block went one place up or down. */
export function moved(order: readonly Block[], name: Block, by: -1 | 1): Block[] {
  const from = order.indexOf(name);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return [...order];
  return order.toSpliced(from, 1).toSpliced(to, 0, name);
}
