import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, data, Refusal, type Schemas } from "./api";

export type Me = Schemas["Me"];

/** Who is signed in; null for nobody. */
export const session = queryOptions({
  queryKey: ["session"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Me | null> => {
    try {
      return await data(api.GET("/api/v1/session"));
    } catch (refusal) {
      if (refusal instanceof Refusal && refusal.status === 401) return null;
      throw refusal;
    }
  },
});

/** The member of staff at this screen. Only below the shell, which asks for a sign-in first. */
export function useMe(): Me {
  const { data: me } = useQuery(session);
  if (!me) throw new Error("nobody is signed in");
  return me;
}

/** Whether I hold a permission in a brand, or in any brand when none is named. */
export function useMay(): (permission: string, brand?: string) => boolean {
  const held = useMe().permissions;
  return (permission, brand) =>
    (brand === undefined ? Object.values(held) : [held[brand] ?? []]).some((names) =>
      names.includes(permission),
    );
}
