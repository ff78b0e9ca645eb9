import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, data, type Schemas } from "../app/api";

export type Satisfaction = Schemas["Satisfaction"];
export type Measured = Schemas["Measured"];
export type Part = Schemas["Part"];
export type Week = Schemas["Week"];
export type OfTheme = Schemas["OfTheme"];
export type Comment = Schemas["Comment"];
export type Theme = Schemas["Theme"];

export interface Asked {
  brand: string;
  weeks: number;
  topic?: string;
  queue?: string;
  agent?: string;
  channel?: string;
  theme?: Theme;
}

/** The report; the last one stays on the screen while the next is read. */
export function useSatisfaction(asked: Asked) {
  return useQuery({
    queryKey: ["satisfaction", asked],
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: () => data(api.GET("/api/v1/reports/satisfaction", { params: { query: asked } })),
  });
}

export function exportOf(asked: Asked): string {
  const named = Object.entries(asked).filter(([, value]) => value !== undefined);
  return `/api/v1/reports/satisfaction.csv?${new URLSearchParams(named.map(([name, value]) => [name, String(value)]))}`;
}
