/** Which articles the address asks for. */
const SHOWS = [
  "all",
  "published",
  "draft",
  "review",
  "approved",
  "scheduled",
  "archived",
  "overdue",
  "stale",
] as const;
export type Show = (typeof SHOWS)[number];
export const VISIBILITIES = ["public", "players", "staff", "team"] as const;

export interface Asked {
  brand?: string;
  show?: Show;
  q?: string;
  language?: "ru" | "en";
  kind?: "article" | "instruction";
  visibility?: (typeof VISIBILITIES)[number];
  category?: string;
  owner?: string;
  cites?: string;
}

const CHOICES = {
  show: SHOWS,
  language: ["ru", "en"],
  kind: ["article", "instruction"],
  visibility: VISIBILITIES,
} as const;
const FREE = ["brand", "q", "category", "owner", "cites"] as const;

export function askedIn(given: Record<string, unknown>): Asked {
  const asked: Record<string, string> = {};
  for (const name of FREE) {
    const value = given[name];
    // Words of digits come as numbers from the router.
    if ((typeof value === "string" && value !== "") || typeof value === "number") asked[name] = String(value);
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = given[name];
    if ((choices as readonly unknown[]).includes(value)) asked[name] = value as string;
  }
  return asked as Asked;
}

/** What the list is asked for. */
export function queryOf({ show, ...rest }: Asked) {
  return {
    ...rest,
    ...(show === "overdue"
      ? { overdue: true }
      : show === "stale"
        ? { stale: true }
        : show === undefined || show === "all"
          ? {}
          : { status: show }),
  };
}
