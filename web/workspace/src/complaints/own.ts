/** What a brand says itself of a pack, and what a change made of it. Pure. */
import type { Schemas } from "../app/api";

export type Own = Schemas["OwnRules"];
export type Body = Schemas["Body"];
export type Within = Schemas["Within"];

export type Changed =
  | { what: "term"; rule: string; was: Within | null; now: Within | null }
  | { what: "body"; name: Body["name"]; how: "added" | "changed" | "gone" }
  | { what: "chosen"; body: string | null };

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export function changesOf(was: Own, now: Own): Changed[] {
  const found: Changed[] = [];
  const [before, after] = [was.terms ?? {}, now.terms ?? {}];
  for (const rule of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort())
    if (!same(before[rule], after[rule]))
      found.push({ what: "term", rule, was: before[rule] ?? null, now: after[rule] ?? null });
  const bodies = (own: Own) => new Map((own.bodies ?? []).map((body) => [body.id, body]));
  const [had, has] = [bodies(was), bodies(now)];
  for (const [id, body] of has)
    if (!had.has(id)) found.push({ what: "body", name: body.name, how: "added" });
    else if (!same(had.get(id), body)) found.push({ what: "body", name: body.name, how: "changed" });
  for (const [id, body] of had) if (!has.has(id)) found.push({ what: "body", name: body.name, how: "gone" });
  if ((was.body ?? null) !== (now.body ?? null)) found.push({ what: "chosen", body: now.body ?? null });
  return found;
}

/** With another term of its own; null: without one. */
export function withTerm(own: Own, rule: string, term: Within | null): Own {
  const { [rule]: _, ...others } = own.terms ?? {};
  return { ...own, terms: term === null ? others : { ...others, [rule]: term } };
}

/** With this body added, or in the place of the one with its id. */
export function withBody(own: Own, body: Body): Own {
  const bodies = own.bodies ?? [];
  return {
    ...own,
    bodies: bodies.some(({ id }) => id === body.id)
      ? bodies.map((one) => (one.id === body.id ? body : one))
      : [...bodies, body],
  };
}

/** Letters name it no more either. */
export function withoutBody(own: Own, id: string): Own {
  return {
    ...own,
    bodies: (own.bodies ?? []).filter((body) => body.id !== id),
    body: own.body === id ? null : (own.body ?? null),
  };
}

/** An id of its own, made of the name. */
export function idOf(name: string, taken: readonly string[]): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 36) || "body";
  for (let n = 1; ; n++) {
    const id = `own.${plain}${n === 1 ? "" : `_${n}`}`;
    if (!taken.includes(id)) return id;
  }
}
