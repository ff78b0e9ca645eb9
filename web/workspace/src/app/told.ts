/** What the desk and its supervisors told me: kept by the desk until I have seen it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, data, type Schemas } from "./api";
import { queries } from "./queries";

export type Told = Schemas["Notice"];

const NONE: readonly Told[] = [];
const KEY = ["notices"] as const;

/** The latest 50, the newest first. The stream tells of new ones. */
export const told = queryOptions({
  queryKey: KEY,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => (await data(api.GET("/api/v1/me/notices"))).items as readonly Told[],
});

export function useTold(): readonly Told[] {
  return useQuery(told).data ?? NONE;
}

/** Marks them at once, and tells the desk. */
export async function seeTold(notices: readonly Told[]) {
  const unseen = notices.filter(({ seen_at }) => seen_at === null);
  if (unseen.length === 0) return;
  const ids = new Set(unseen.map(({ id }) => id));
  const seen_at = new Date().toISOString();
  queries.setQueryData<readonly Told[]>(KEY, (all) =>
    all?.map((one) => (ids.has(one.id) ? { ...one, seen_at } : one)),
  );
  const answers = await Promise.allSettled(
    unseen.map(({ id }) =>
      api.POST("/api/v1/me/notices/{notice}/seen", { params: { path: { notice: id } } }),
    ),
  );
  if (answers.some(({ status }) => status === "rejected")) await queries.invalidateQueries({ queryKey: KEY });
}
