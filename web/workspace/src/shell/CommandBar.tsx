import "@mantine/spotlight/styles.layer.css";
import { Button, Group, Kbd, Modal, Stack, Table, Text } from "@mantine/core";
import { useDebouncedValue, useOs } from "@mantine/hooks";
import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconBook2, IconSearch, IconTicket, IconUser } from "@tabler/icons-react";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useBrands } from "../app/brands";
import { type Command, spoken, useAllCommands } from "../app/commands";
import { prefer, usePreferences } from "../app/preferences";
import { useMe } from "../app/session";
import { useLocale } from "../app/words";
import { ticketsOf, usePlayersFound } from "../search/players";
import { useWords } from "./words";

const MOST_BRANDS = 4;
const MOST_ARTICLES = 5;
/** With the name of its brand where I work for several. */
type Found = Schemas["Hit"] & { brandName: string };
const NO_HITS: readonly Found[] = [];

/** Finds commands, tickets, players and articles. It opens each time that `asked` changes. */
export function CommandBar({ asked: times }: { asked: number }) {
  const t = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it opens for each time
  useEffect(() => spotlight.open(), [times]);
  const navigate = useNavigate();
  const commands = useAllCommands();
  const [asked, setAsked] = useState("");
  const [settled] = useDebouncedValue(asked.trim(), 150);
  const found = useQuery({
    queryKey: ["search", settled, "bar"],
    enabled: settled.length > 1,
    placeholderData: keepPreviousData,
    queryFn: () => data(api.GET("/api/v1/search", { params: { query: { q: settled, limit: 6 } } })),
  });
  const wanted = asked.trim().toLowerCase().split(/\s+/);
  const shown = commands.filter(
    (c) =>
      !c.hidden &&
      wanted.every((word) => `${c.label} ${c.group} ${c.words ?? ""}`.toLowerCase().includes(word)),
  );
  const { players } = usePlayersFound(asked.trim() === "" ? "" : settled, 5);
  const articles = useArticlesFound(asked.trim() === "" ? "" : settled);
  const tickets = settled.length > 1 && asked.trim() !== "" ? (found.data ?? []) : [];
  return (
    <Spotlight.Root
      query={asked}
      onQueryChange={setAsked}
      shortcut={null}
      scrollable
      maxHeight={440}
      attributes={{ content: { "aria-label": t("commands") } }}
    >
      <Spotlight.Search
        placeholder={t("barHint")}
        aria-label={t("barHint")}
        leftSection={<IconSearch size={18} stroke={1.6} />}
      />
      <Spotlight.ActionsList>
        {tickets.length > 0 && (
          <Spotlight.ActionsGroup label={t("lists")}>
            {tickets.map((hit) => (
              <Spotlight.Action
                key={hit.ticket.id}
                leftSection={
                  ofPlayer(hit) ? <IconUser size={18} stroke={1.6} /> : <IconTicket size={18} stroke={1.6} />
                }
                label={`${hit.ticket.reference} · ${hit.ticket.subject}`}
                description={
                  ofPlayer(hit) ? `${hit.ticket.player.name} · ${hit.excerpt}` : hit.ticket.player.name
                }
                onClick={() =>
                  void navigate({ to: "/list/$list/$ticket", params: { list: "all", ticket: hit.ticket.id } })
                }
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {players.length > 0 && (
          <Spotlight.ActionsGroup label={t("players")}>
            {players.map((player) => (
              <Spotlight.Action
                key={player.id}
                leftSection={<IconUser size={18} stroke={1.6} />}
                label={player.name || (player.value ?? "")}
                description={player.value ?? player.brand}
                onClick={() =>
                  void navigate({
                    to: "/list/$list",
                    params: { list: "all" },
                    search: { filter: ticketsOf(player) },
                  })
                }
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {articles.length > 0 && (
          <Spotlight.ActionsGroup label={t("knowledge")}>
            {articles.map((hit) => (
              <Spotlight.Action
                key={hit.id}
                leftSection={<IconBook2 size={18} stroke={1.6} />}
                label={hit.title}
                description={[hit.brandName, hit.summary].filter(Boolean).join(" · ")}
                onClick={() =>
                  void navigate({ to: "/knowledge/article/$article", params: { article: hit.id } })
                }
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {asked.trim() !== "" && (
          <Spotlight.Action
            leftSection={<IconSearch size={18} stroke={1.6} />}
            label={t("searchFor", { words: asked.trim() })}
            onClick={() => void navigate({ to: "/search", search: { q: asked.trim() } })}
          />
        )}
        {[...byGroup(shown)].map(([group, members]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {members.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.label}
                rightSection={command.keys && <Keys keys={command.keys} />}
                onClick={command.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Articles and instructions of my brands, in the language of the screen; the best of each. */
function useArticlesFound(words: string): readonly Found[] {
  const { locale: language } = useLocale();
  const brands = Object.keys(useMe().permissions).sort().slice(0, MOST_BRANDS);
  const all = useBrands();
  const nameOf = (id: string | undefined) =>
    brands.length > 1 ? (all.find((one) => one.id === id)?.name ?? "") : "";
  return useQueries({
    queries: brands.map((brand) => ({
      queryKey: ["knowledge", brand, "find", language, words, "bar"],
      enabled: words.length > 2,
      placeholderData: keepPreviousData,
      queryFn: () =>
        data(
          api.GET("/api/v1/knowledge/search", { params: { query: { q: words, brand, language, limit: 4 } } }),
        ),
    })),
    combine: (answers) =>
      words.length > 2
        ? answers
            .flatMap(({ data: hits }, n) =>
              (hits ?? []).map((hit) => ({ ...hit, brandName: nameOf(brands[n]) })),
            )
            .slice(0, MOST_ARTICLES)
        : NO_HITS,
  });
}

/** Found by who the player is: an address, a phone, an account id. */
const ofPlayer = (hit: Schemas["HitView"]) => hit.message === null && hit.excerpt !== hit.ticket.subject;

function byGroup(commands: readonly Command[]): Map<string, Command[]> {
  const groups = new Map<string, Command[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return groups;
}

/** All keys and what they do. */
export function Shortcuts({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useWords();
  const { singleKeys } = usePreferences();
  const commands = useAllCommands().filter((c) => c.keys !== undefined);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("shortcuts")}
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t("byPlace")}
        </Text>
        {[...byGroup(commands)].map(([group, members]) => (
          <Table key={group} verticalSpacing={6} aria-label={group} captionSide="top">
            <Table.Caption ta="start" fw={600}>
              {group}
            </Table.Caption>
            <Table.Tbody>
              {members.map((command) => (
                <Table.Tr key={command.id}>
                  <Table.Td>{command.label}</Table.Td>
                  <Table.Td ta="end">{command.keys && <Keys keys={command.keys} />}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        ))}
        <Button variant="default" onClick={() => prefer({ singleKeys: !singleKeys })}>
          {singleKeys ? t("singleOff") : t("singleOn")}
        </Button>
      </Stack>
    </Modal>
  );
}

function Keys({ keys }: { keys: string }) {
  const t = useWords();
  const mac = useOs() === "macos";
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end" display="inline-flex">
      {spoken(keys, mac).map((press, n) => (
        <Group key={press.join("+")} gap={4} wrap="nowrap">
          {n > 0 && (
            <Text span size="xs" c="dimmed">
              {t("pressThen")}
            </Text>
          )}
          {press.map((cap) => (
            <Kbd key={cap} size="xs">
              {cap}
            </Kbd>
          ))}
        </Group>
      ))}
    </Group>
  );
}
