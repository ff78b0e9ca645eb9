/** What the desk and its supervisors told me, and what needed me in a ticket: kept by the desk until I have seen it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, data, type Schemas } from "./api";
import { queries } from "./queries";

export type Told = Schemas["Notice"];

const NONE: readonly Told[] = [];
const KEY = ["notices"] as const;

/** The latest 50, the newest first. Events say when there are new ones. */
export const told = queryOptions({
  queryKey: KEY,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => (await data(api.GET("/api/v1/me/notices"))).items as readonly Told[],
});

export function useTold(): readonly Told[] {
  return useQuery(told).data ?? NONE;
}

/** I have seen these, here or in another browser. An answer that is on its way may not know it yet. */
export function seen(notices: readonly string[]) {
  const ids = new Set(notices);
  const seen_at = new Date().toISOString();
  queries.setQueryData<readonly Told[]>(KEY, (all) =>
    all?.map((one) => (ids.has(one.id) && one.seen_at === null ? { ...one, seen_at } : one)),
  );
  if (queries.isFetching({ queryKey: KEY }) > 0) void queries.invalidateQueries({ queryKey: KEY });
}

/** Marks them at once, and tells the desk: as they are here, so that what has come meanwhile stays new. */
export async function seeTold(notices: readonly Told[]) {
  const unseen = notices.filter(({ seen_at }) => seen_at === null);
  if (unseen.length === 0) return;
  seen(unseen.map(({ id }) => id));
  const answers = await Promise.allSettled(
    unseen.map(({ id, created_at }) =>
      api.POST("/api/v1/me/notices/{notice}/seen", {
        params: { path: { notice: id }, query: { upto: created_at } },
      }),
    ),
  );
  const missed = answers.some(
    (answer) => answer.status === "rejected" || (answer.value.data as Told | undefined)?.seen_at === null,
  );
  if (missed) await queries.invalidateQueries({ queryKey: KEY });
}
