import { useQuery } from "@tanstack/react-query";
import { api, data } from "./api";

/** The brands that I work for. */
export const useBrands = () =>
  useQuery({
    queryKey: ["settings", "brands"],
    staleTime: 5 * 60_000,
    queryFn: () => data(api.GET("/api/v1/brands")),
  });

export function useBrandName(): (brand: string) => string {
  const { data: brands } = useBrands();
  return (id) => brands?.find((brand) => brand.id === id)?.name ?? id;
}
