import { useQuery } from "@tanstack/react-query";
import { api, data } from "../app/api";
import { useMay } from "../app/session";

/** A player's name, as far as I may see it. */
export function usePlayerName(id: string): string {
  const may = useMay()("players.see");
  const { data: player } = useQuery({
    queryKey: ["player", id, "name"],
    enabled: may,
    staleTime: 5 * 60_000,
    queryFn: () => data(api.GET("/api/v1/players/{player}", { params: { path: { player: id } } })),
  });
  return player?.player.name || "–";
}
