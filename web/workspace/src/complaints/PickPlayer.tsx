import { Loader, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { useWords } from "./words";

/** A player of one brand, by name, address or account. */
export function PickPlayer({
  brand,
  value,
  onChange,
  error,
}: {
  brand: string;
  value: string | null;
  onChange: (player: string | null) => void;
  error?: string | undefined;
}) {
  const t = useWords();
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery({
    queryKey: ["search", "players", words, 20],
    enabled: words.length > 1,
    placeholderData: keepPreviousData,
    queryFn: () => data(api.GET("/api/v1/players", { params: { query: { q: words, limit: 20 } } })),
  });
  const players = (found.data?.players ?? []).filter((player) => player.brand === brand);
  return (
    <Select
      label={t("player")}
      description={t("playerWhy")}
      required
      allowDeselect={false}
      searchable
      error={error}
      value={value}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={setTyped}
      rightSection={found.isFetching ? <Loader size="xs" aria-label={t("loading")} /> : undefined}
      nothingFoundMessage={typed.trim().length > 1 ? t("nobodyFound") : t("typeMore")}
      filter={({ options }) => options}
      data={players.map((player) => ({ value: player.id, label: player.name }))}
    />
  );
}
