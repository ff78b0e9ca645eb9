/** Players by name, address or account, and the list of their tickets. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, data, type Schemas } from "../app/api";
import type { Filter } from "../app/live";
import { useMay } from "../app/session";

type FoundPlayer = Schemas["Found"];

/** `complete` false: there are too many names to look through all of them. */
interface FoundPlayers {
  players: readonly FoundPlayer[];
  complete: boolean;
}

const NONE: FoundPlayers = { players: [], complete: true };

export function usePlayersFound(words: string, limit: number): FoundPlayers {
  const may = useMay()("players.see");
  const found = useQuery({
    queryKey: ["search", "players", words, limit],
    enabled: may && words.length > 1,
    placeholderData: keepPreviousData,
    queryFn: () => data(api.GET("/api/v1/players", { params: { query: { q: words, limit } } })),
  });
  return (words.length > 1 && found.data) || NONE;
}

/** All tickets of a player, whatever became of them. */
export const ticketsOf = (player: FoundPlayer): Filter => ({
  brand: [player.brand],
  player: player.id,
  status: ["active", "solved", "closed"],
});
