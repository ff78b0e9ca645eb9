/** Incidents as they are now; read again when the stream tells of one. */
import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { api, data, type Schemas } from "../app/api";
import { useLocale } from "../app/words";

export type Incident = Schemas["IncidentView"];
export type InFull = Schemas["IncidentInFull"];
export type Alarm = Schemas["AlarmView"];
export type Entry = Schemas["IncidentEntry"];
export type IncidentState = Incident["state"];
export type Severity = Incident["severity"];

export const STATES = ["investigating", "identified", "monitoring", "resolved"] as const;
export const SEVERITIES = ["minor", "major", "critical"] as const;
export const COLOURS: Readonly<Record<IncidentState, string>> = {
  investigating: "red",
  identified: "yellow",
  monitoring: "yellow",
  resolved: "green",
};

const SOMETIMES_MS = 60_000;

/** What is open or suspected in a brand. */
export const openIn = (brand: string) => ({
  queryKey: ["incidents", brand, "open"],
  refetchInterval: SOMETIMES_MS,
  queryFn: () => data(api.GET("/api/v1/brands/{brand}/incidents", { params: { path: { brand } } })),
});

export function useIncidents(brand: string) {
  return useQuery(openIn(brand));
}

/** How many are open or suspected in all of my brands. */
export function useTrouble(brands: readonly { id: string }[]): number {
  const found = useQueries({ queries: brands.map(({ id }) => openIn(id)) });
  return found.reduce(
    (sum, { data: known }) => sum + (known ? known.open.length + known.suspected.length : 0),
    0,
  );
}

export function useResolved(brand: string) {
  return useInfiniteQuery({
    queryKey: ["incidents", brand, "resolved"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/brands/{brand}/incidents/resolved", {
          params: { path: { brand }, query: pageParam === null ? {} : { cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
}

export function useIncident(brand: string, incident: string) {
  return useQuery({
    queryKey: ["incidents", brand, incident],
    queryFn: () =>
      data(api.GET("/api/v1/brands/{brand}/incidents/{incident}", { params: { path: { brand, incident } } })),
  });
}

export function useOfTicket(ticket: string) {
  return useQuery({
    queryKey: ["incidents", "ticket", ticket],
    queryFn: () => data(api.GET("/api/v1/tickets/{name}/incidents", { params: { path: { name: ticket } } })),
  });
}

export function useTitle(): (one: { title_ru: string; title_en: string }) => string {
  const { locale } = useLocale();
  return (one) => (locale === "ru" ? one.title_ru : one.title_en);
}
