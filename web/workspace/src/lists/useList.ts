import { sortOf } from "@pitboss/live";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { api, data, type Schemas } from "../app/api";
import { type Filter, type Sort, useCountOf, useCounts } from "../app/live";
import { useMay, useMe } from "../app/session";
import { useWords as useShellWords } from "../shell/words";
import {
  conditionsOf,
  type Field,
  held,
  type ListSearch,
  type Named,
  named,
  sameFilter,
  shapeOf,
  tidy,
} from "./filters";

export type SavedView = Schemas["SavedView"];

const useViews = () =>
  useQuery({
    queryKey: ["views"],
    queryFn: () => data(api.GET("/api/v1/views")) as Promise<SavedView[]>,
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface Listed {
  /** As in the address. */
  list: string;
  kind: Named["kind"];
  name: string;
  view: SavedView | undefined;
  /** What the list holds now, and how; `id` tells one filtered list from another. */
  filter: Filter;
  sort: Sort;
  id: string;
  /** What the person has set, shown as chips; and the conditions that can't be changed here. */
  chosen: Filter;
  fixed: readonly Field[];
  /** A view is looked at with other conditions, or another order, than it was saved with. */
  changed: boolean;
  setFilter: (filter: Filter) => void;
  setSort: (sort: Sort) => void;
  clear: () => void;
}

/** A list by its name in the address, under the filter and in the order of the address. `null`: there is none. */
export function useList(list: string): Listed | null | undefined {
  const t = useShellWords();
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const views = useViews();
  const counts = useCounts();
  const what = useMemo(() => named(list), [list]);
  const view = what?.kind === "view" ? views.data?.find(({ id }) => id === what.id) : undefined;
  const put = useCallback(
    (change: (before: ListSearch) => ListSearch) =>
      void navigate({ to: ".", search: (before: ListSearch) => change(before), replace: true }),
    [navigate],
  );
  return useMemo(() => {
    if (!what) return null;
    if (what.kind === "view" && !view) return views.data ? null : undefined;
    const shape = shapeOf(what, view);
    const isView = what.kind === "view";
    const filter = tidy(held(what.kind, shape, search.filter));
    const usual = sortOf(filter, shape.sort);
    const sort = sortOf(filter, search.sort ?? usual);
    const chosen = isView ? filter : tidy(search.filter ?? {});
    const without = ({ filter: _filter, ...rest }: ListSearch): ListSearch => rest;
    return {
      list,
      kind: what.kind,
      name: isView
        ? (view?.name ?? "")
        : what.kind === "queue"
          ? (counts?.lists.find(({ id }) => id === what.id)?.name ?? t("queues"))
          : t(what.kind),
      view,
      filter,
      sort,
      id: `${list} ${JSON.stringify(filter)} ${sort}`,
      chosen,
      fixed: conditionsOf(shape.fixed),
      changed: isView && (!sameFilter(filter, shape.base) || sort !== usual),
      setFilter: (wanted) =>
        put((before) => {
          const base = isView ? shape.base : {};
          return sameFilter(wanted, base) ? without(before) : { ...without(before), filter: tidy(wanted) };
        }),
      setSort: (wanted) =>
        put(({ sort: _sort, ...rest }) => (wanted === usual ? rest : { ...rest, sort: wanted })),
      clear: () => put(() => ({})),
    };
  }, [what, view, views.data, search.filter, search.sort, list, counts, put, t]);
}

/** How many tickets the list holds under its filter. */
export function useHowMany(listed: Listed | null | undefined): Schemas["Count"] | undefined {
  const counts = useCounts();
  const plain = counts?.lists.find(({ filter }) => listed && sameFilter(filter, listed.filter));
  const asked = useCountOf(listed?.filter ?? {}, Boolean(listed) && Boolean(counts) && !plain);
  return plain ?? asked;
}

/** The queues of my brands, by brand. */
export function useQueues(brands: readonly string[]) {
  return useQuery({
    queryKey: ["queues", "of", ...brands],
    queryFn: async () => {
      const all = await Promise.all(
        brands.map((brand) =>
          data(api.GET("/api/v1/brands/{brand}/queues", { params: { path: { brand } } })),
        ),
      );
      return brands.map((brand, n) => ({ brand, queues: all[n] ?? [] }));
    },
  });
}

export type Person = Schemas["There"];

/** My colleagues by id, in those of my brands where I may see them. */
export function usePeople(): ReadonlyMap<string, Person> {
  const may = useMay();
  const brands = Object.keys(useMe().permissions)
    .filter((brand) => may("staff.see", brand))
    .sort();
  const { data: people } = useQuery({
    queryKey: ["presence", "of", ...brands],
    staleTime: 60_000,
    queryFn: async () => new Map((await Promise.all(brands.map(peopleOf))).flat()),
  });
  return people ?? NOBODY;
}

const NOBODY: ReadonlyMap<string, Person> = new Map();

async function peopleOf(brand: string): Promise<[string, Person][]> {
  const found: [string, Person][] = [];
  let cursor: string | null = null;
  do {
    const query: { brand: string; cursor?: string } = { brand, ...(cursor ? { cursor } : {}) };
    const page: { items: Person[]; next: string | null } = await data(
      api.GET("/api/v1/presence", { params: { query } }),
    );
    for (const person of page.items) found.push([person.staff_id, person]);
    cursor = page.next;
  } while (cursor !== null);
  return found;
}
