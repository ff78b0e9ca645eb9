import { Anchor, Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { Loading, Mark, Nothing, Refused, ShowMore, useWrite } from "../settings/parts";
import { useBrandHere, useMayHere } from "./data";
import classes from "./knowledge.module.css";
import { useWords } from "./words";

type Phrase = Schemas["PhraseView"];

const STATES = ["proposed", "approved", "rejected"] as const;
type State = (typeof STATES)[number];

/** How players said what an article answers, from solved requests; search knows only what somebody approved. */
export function Phrases() {
  const t = useWords();
  const brand = useBrandHere();
  const [state, setState] = useState<State>("proposed");
  const found = useInfiniteQuery({
    queryKey: ["knowledge", brand, "phrases", state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/knowledge/phrases", {
          params: { query: { brand, status: state, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" maw="44rem">
        {t("phrasesHint")}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={t("phraseState")}
        value={state}
        data={STATES.map((value) => ({ value, label: t(`phrases_${value}`) }))}
        onChange={(value) => setState(value as State)}
        style={{ alignSelf: "flex-start" }}
      />
      {!rows ? (
        <Loading error={found.error} />
      ) : rows.length === 0 ? (
        <Nothing>{t("nothingHere")}</Nothing>
      ) : (
        <ul className={classes.list} aria-label={t("phrases")}>
          {rows.map((one) => (
            <One key={one.id} one={one} brand={brand} />
          ))}
        </ul>
      )}
      <ShowMore of={found} mt={0}>
        {t("showMore")}
      </ShowMore>
    </Stack>
  );
}

function One({ one, brand }: { one: Phrase; brand: string }) {
  const t = useWords();
  const cache = useQueryClient();
  const { write } = useMayHere();
  const { run, busy, problem } = useWrite();
  const [phrase, setPhrase] = useState(one.phrase);
  const decide = (decision: "approve" | "reject") =>
    run(async () => {
      const path = { phrase: one.id };
      if (decision === "approve")
        await api.POST("/api/v1/knowledge/phrases/{phrase}/approve", {
          params: { path },
          body: { phrase: phrase.trim() === one.phrase ? null : phrase.trim(), key: newKey() },
        });
      else await api.POST("/api/v1/knowledge/phrases/{phrase}/reject", { params: { path } });
      await cache.invalidateQueries({ queryKey: ["knowledge", brand, "phrases"] });
    });
  return (
    <li>
      <Stack gap={6} p="sm">
        {write && one.state === "proposed" ? (
          <TextInput
            aria-label={t("phraseFor", { title: one.article.name })}
            lang={one.language}
            maxLength={200}
            value={phrase}
            onChange={(event) => setPhrase(event.currentTarget.value)}
          />
        ) : (
          <Text size="sm" fw={550} lang={one.language}>
            {one.phrase}
          </Text>
        )}
        <Group justify="space-between" gap="xs">
          <Group gap={6}>
            <Anchor
              size="sm"
              renderRoot={(props) => (
                <Link
                  to="/knowledge/article/$article"
                  params={{ article: one.article.id }}
                  search={{ brand }}
                  {...props}
                />
              )}
            >
              {one.article.name}
            </Anchor>
            <Mark>{t(`because_${one.why}`)}</Mark>
            <Mark>{t("saidTimes", { count: one.times })}</Mark>
          </Group>
          <Group gap="xs">
            {write && one.state !== "rejected" && (
              <Button
                size="compact-sm"
                variant="default"
                loading={busy}
                leftSection={<IconX size={15} />}
                aria-label={t("rejectPhrase", { phrase: one.phrase })}
                onClick={() => decide("reject")}
              >
                {t("reject")}
              </Button>
            )}
            {write && one.state === "proposed" && (
              <Button
                size="compact-sm"
                loading={busy}
                disabled={phrase.trim() === ""}
                leftSection={<IconCheck size={15} />}
                aria-label={t("approvePhrase", { phrase: one.phrase })}
                onClick={() => decide("approve")}
              >
                {t("approvePhraseShort")}
              </Button>
            )}
          </Group>
        </Group>
        <Refused problem={problem} />
      </Stack>
    </li>
  );
}
