/** What the board shows, as its address says. */

export const STAGES = [
  "registered",
  "acknowledged",
  "analysis",
  "investigation",
  "proposed",
  "decided",
  "carried_out",
] as const;
export const OVER = ["closed", "withdrawn", "out_of_scope", "merged"] as const;
export type Stage = (typeof STAGES)[number] | (typeof OVER)[number];

export interface Asked {
  brand?: string;
  q?: string;
  owner?: string;
  category?: string;
  risk?: true;
  appeal?: true;
  stage?: Stage;
}

const ALL: readonly string[] = [...STAGES, ...OVER];
export const isStage = (value: unknown): value is Stage => typeof value === "string" && ALL.includes(value);

export function askedIn(given: Record<string, unknown>): Asked {
  const text = (name: string) =>
    typeof given[name] === "string" && given[name] !== "" ? { [name]: given[name] } : {};
  return {
    ...text("brand"),
    ...text("q"),
    ...text("owner"),
    ...text("category"),
    ...(given.risk === true || given.risk === "true" ? { risk: true as const } : {}),
    ...(given.appeal === true || given.appeal === "true" ? { appeal: true as const } : {}),
    ...(isStage(given.stage) ? { stage: given.stage } : {}),
  };
}

/** A change to it; what is empty is left out of the address. */
export function changed(asked: Asked, change: { [K in keyof Asked]?: Asked[K] | undefined }): Asked {
  return Object.fromEntries(
    Object.entries({ ...asked, ...change }).filter(([, value]) => value !== undefined && value !== ""),
  ) as Asked;
}

/** The tabs of a case, in their order. */
export const TABS = [
  "case",
  "timeline",
  "evidence",
  "letters",
  "decision",
  "appeal",
  "people",
  "compliance",
] as const;
export type Tab = (typeof TABS)[number];

export const tabIn = (given: Record<string, unknown>): { tab?: Tab; brand?: string } => ({
  ...(TABS.includes(given.tab as Tab) && given.tab !== "case" ? { tab: given.tab as Tab } : {}),
  ...(typeof given.brand === "string" && given.brand !== "" ? { brand: given.brand } : {}),
});
