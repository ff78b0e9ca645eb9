import {
  ActionIcon,
  Box,
  Button,
  Group,
  List,
  Loader,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import {
  IconAlertCircle,
  IconHistory,
  IconMoodEmpty,
  IconSearch,
  IconUser,
  IconX,
} from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useBrands } from "../app/brands";
import { useTickets } from "../app/live";
import { forgetSearches, remember, useRecentSearches } from "../app/recent";
import { useMe } from "../app/session";
import { usePageTitle } from "../app/title";
import { VipMark } from "../marks";
import { Message } from "../shell/Message";
import { type Asked, filterOf } from "./asked";
import { Filters } from "./Filters";
import { Hit } from "./Hit";
import { ticketsOf, usePlayersFound } from "./players";
import classes from "./Search.module.css";
import { useWords } from "./words";

const TYPED_MS = 250;
const MOST = 50;

/** Tickets by words, numbers and addresses; without words, what the filters hold, as it is now. */
export function Search() {
  const t = useWords();
  const me = useMe().id;
  const asked = useSearch({ from: "/shell/search" });
  const navigate = useNavigate();
  const words = asked.q ?? "";
  const [typed, setTyped] = useState(words);
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  usePageTitle(words === "" ? t("search") : `${words} · ${t("search")}`);
  // Going back, or a search from elsewhere, fills the field.
  useEffect(() => setTyped((now) => (now.trim() === words ? now : words)), [words]);
  const ask = (change: Partial<Asked>) =>
    void navigate({
      to: "/search",
      search: Object.fromEntries(
        Object.entries({ ...asked, ...change }).filter(([, value]) => value),
      ) as Asked,
      replace: true,
    });
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === words) return undefined;
    const timer = setTimeout(() => latest.current({ q: wanted }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, words]);
  const filter = filterOf(asked);
  const links = () => [...(results.current?.querySelectorAll<HTMLAnchorElement>("a[data-hit]") ?? [])];
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) {
      if (event.key === "Enter" && event.target === field.current) links()[0]?.click();
      return;
    }
    const all: HTMLElement[] = field.current ? [field.current, ...links()] : links();
    const next = all[all.indexOf(document.activeElement as HTMLElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <Box className={classes.page}>
      <search>
        <Stack gap="sm">
          <Title order={1} size="h2" tabIndex={-1}>
            {t("search")}
          </Title>
          <TextInput
            ref={field}
            size="md"
            type="search"
            autoFocus
            aria-label={t("search")}
            placeholder={t("hint")}
            maxLength={400}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={move}
            leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
            rightSection={
              typed !== "" && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("clear")}
                  onClick={() => {
                    setTyped("");
                    field.current?.focus();
                  }}
                >
                  <IconX size={16} />
                </ActionIcon>
              )
            }
          />
          <Filters asked={asked} onAsk={ask} />
        </Stack>
      </search>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows go from result to result; each is a link of its own */}
      <div ref={results} onKeyDown={move}>
        {words !== "" ? (
          <Found asked={asked} onOpen={() => remember(me, words)} />
        ) : filter ? (
          <Listed filter={filter} />
        ) : (
          <Beginning me={me} onPick={(picked) => setTyped(picked)} />
        )}
      </div>
    </Box>
  );
}

function Found({ asked, onOpen }: { asked: Asked; onOpen: () => void }) {
  const t = useWords();
  const words = asked.q ?? "";
  const filter = filterOf(asked);
  const found = useQuery({
    queryKey: ["search", words, filter ?? null],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.GET("/api/v1/search", {
          params: {
            query: { q: words, limit: MOST, ...(filter ? { filter: JSON.stringify(filter) } : {}) },
          },
        }),
      ),
  });
  if (found.isError)
    return (
      <Message
        alert
        icon={IconAlertCircle}
        title={t("failed")}
        text={found.error.message}
        action={
          <Button variant="light" onClick={() => void found.refetch()}>
            {t("retry")}
          </Button>
        }
      />
    );
  if (found.isPending) return <Searching />;
  const hits = found.data;
  return (
    <>
      <Players words={words} onOpen={onOpen} />
      <Group gap="xs" my="sm" mih={24}>
        <Text size="sm" c="dimmed" role="status">
          {hits.length >= MOST ? t("foundMost", { count: MOST }) : t("found", { count: hits.length })}
        </Text>
        {found.isFetching && <Loader size="xs" aria-label={t("searching")} />}
      </Group>
      {hits.length === 0 ? (
        <Message icon={IconMoodEmpty} title={t("nothing")} text={t("nothingWhy")} />
      ) : (
        <ul className={classes.results} aria-label={t("results")}>
          {hits.map((hit: Schemas["HitView"]) => (
            <Hit
              key={hit.ticket.id}
              ticket={hit.ticket}
              excerpt={hit.excerpt}
              message={hit.message}
              onOpen={onOpen}
            />
          ))}
        </ul>
      )}
    </>
  );
}

const MOST_PLAYERS = 6;

/** Those whose name, address or account was searched for; each leads to their tickets. */
function Players({ words, onOpen }: { words: string; onOpen: () => void }) {
  const t = useWords();
  const { players, complete } = usePlayersFound(words, MOST_PLAYERS);
  const brands = useBrands();
  if (players.length === 0)
    return complete ? null : (
      <Text size="xs" c="dimmed" mt="sm">
        {t("namesIncomplete")}
      </Text>
    );
  return (
    <section aria-labelledby="players-found">
      <Title order={2} size="h5" mt="sm" mb={4} id="players-found">
        {t("players")}
      </Title>
      <ul className={classes.players}>
        {players.map((player) => (
          <li key={`${player.brand} ${player.id}`}>
            <Link
              to="/list/$list"
              params={{ list: "all" }}
              search={{ filter: ticketsOf(player) }}
              className={classes.hit}
              data-hit
              onClick={onOpen}
            >
              <Group gap="xs" wrap="nowrap">
                <IconUser size={16} stroke={1.7} aria-hidden />
                <Text size="sm" fw={600} truncate>
                  {player.name || player.value}
                </Text>
                <VipMark vip={player.vip} />
                <Text size="xs" c="dimmed" truncate>
                  {[player.name ? player.value : null, brands.find(({ id }) => id === player.brand)?.name]
                    .filter(Boolean)
                    .join(" · ")}
                </Text>
              </Group>
            </Link>
          </li>
        ))}
      </ul>
      {!complete && (
        <Text size="xs" c="dimmed">
          {t("namesIncomplete")}
        </Text>
      )}
    </section>
  );
}

function Listed({ filter }: { filter: NonNullable<ReturnType<typeof filterOf>> }) {
  const t = useWords();
  const { rows, isPending, isError, error, refetch, hasMore, loadingMore, fetchMore } = useTickets(filter);
  if (isError)
    return (
      <Message
        alert
        icon={IconAlertCircle}
        title={t("failed")}
        text={error.message}
        action={
          <Button variant="light" onClick={() => void refetch()}>
            {t("retry")}
          </Button>
        }
      />
    );
  if (isPending) return <Searching />;
  if (rows.length === 0)
    return <Message icon={IconMoodEmpty} title={t("nothingListed")} text={t("nothingListedWhy")} />;
  return (
    <>
      <Text size="sm" c="dimmed" my="sm" role="status">
        {hasMore ? "" : t("listed", { count: rows.length })}
      </Text>
      <ul className={classes.results} aria-label={t("results")}>
        {rows.map((ticket) => (
          <Hit key={ticket.id} ticket={ticket} excerpt={ticket.last_message?.excerpt ?? ""} message={null} />
        ))}
      </ul>
      {hasMore && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={loadingMore} onClick={() => void fetchMore()}>
            {t("more")}
          </Button>
        </Group>
      )}
    </>
  );
}

function Searching() {
  const t = useWords();
  return (
    <Group justify="center" p="xl">
      <Loader aria-label={t("searching")} />
    </Group>
  );
}

function Beginning({ me, onPick }: { me: string; onPick: (words: string) => void }) {
  const t = useWords();
  const recent = useRecentSearches(me);
  return (
    <SimpleGrid cols={{ base: 1, sm: recent.length > 0 ? 2 : 1 }} mt="xl" spacing="xl">
      {recent.length > 0 && (
        <section aria-labelledby="recent">
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h5" id="recent">
              {t("recent")}
            </Title>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => forgetSearches(me)}>
              {t("forget")}
            </Button>
          </Group>
          <Stack gap={2} align="flex-start">
            {recent.map((words) => (
              <Button
                key={words}
                variant="subtle"
                color="gray"
                size="compact-md"
                maw="100%"
                leftSection={<IconHistory size={16} aria-hidden />}
                onClick={() => onPick(words)}
              >
                {words}
              </Button>
            ))}
          </Stack>
        </section>
      )}
      <section aria-labelledby="how-to">
        <Title order={2} size="h5" mb="xs" id="how-to">
          {t("howTo")}
        </Title>
        <List size="sm" spacing={6} c="dimmed">
          <List.Item>{t("howWords")}</List.Item>
          <List.Item>{t("howPhrase")}</List.Item>
          <List.Item>{t("howWithout")}</List.Item>
          <List.Item>{t("howNumber")}</List.Item>
          <List.Item>{t("howWho")}</List.Item>
        </List>
      </section>
    </SimpleGrid>
  );
}
