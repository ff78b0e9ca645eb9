import { useQuery } from "@tanstack/react-query";
import { api, data, type Schemas } from "./api";

const NONE: readonly Schemas["BrandView"][] = [];

/** The brands that I work for. */
export function useBrands(): readonly Schemas["BrandView"][] {
  return (
    useQuery({
      queryKey: ["settings", "brands"],
      staleTime: 10 * 60_000,
      queryFn: () => data(api.GET("/api/v1/brands")),
    }).data ?? NONE
  );
}
