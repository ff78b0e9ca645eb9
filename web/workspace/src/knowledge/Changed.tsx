import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { useTimes } from "../app/times";
import { Loading, Mark, Nothing, Refused, ShowMore, told, useWrite } from "../settings/parts";
import { Cited } from "./Clauses";
import { useBrandHere, useMayHere, useRenewed } from "./data";
import classes from "./knowledge.module.css";
import { useWords } from "./words";

/** What cites a clause that has another text now, until somebody has looked. */
export function Changed() {
  const t = useWords();
  const brand = useBrandHere();
  const found = useInfiniteQuery({
    queryKey: ["knowledge", brand, "stale"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/knowledge/citations/stale", {
          params: { query: { brand, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <Stack gap="xs" mb="md">
        <Title order={1} size="h3">
          {t("changed")}
        </Title>
        <Text size="sm" c="dimmed" maw="44rem">
          {t("changedHint")}
        </Text>
      </Stack>
      {!rows ? (
        <Loading error={found.error} />
      ) : rows.length === 0 ? (
        <Nothing>{t("allFresh")}</Nothing>
      ) : (
        <ul className={classes.list} aria-label={t("changed")}>
          {rows.map((one) => (
            <Stale key={one.id} one={one} brand={brand} />
          ))}
        </ul>
      )}
      <ShowMore of={found}>{t("showMore")}</ShowMore>
    </>
  );
}

function Stale({ one, brand }: { one: Schemas["StaleCitation"]; brand: string }) {
  const t = useWords();
  const { moment } = useTimes();
  const { all } = useRenewed();
  const may = useMayHere();
  const { run, busy, problem } = useWrite();
  const [done, setDone] = useState(false);
  if (done) return null;
  return (
    <li>
      <Group justify="space-between" gap="xs" pe="sm">
        <div style={{ flex: "1 1 18rem", minWidth: 0 }}>
          <Cited one={one} brand={brand} />
        </div>
        <Group gap="xs" ps="sm" pb={{ base: "xs", sm: 0 }}>
          <Mark color="orange">{t(`cause_${one.cause}`, { clause: one.clause, at: moment(one.since) })}</Mark>
          <Mark>{t(one.language === "ru" ? "ru" : "en")}</Mark>
          {(may.write || may.clauses) && (
            <Button
              size="compact-sm"
              variant="default"
              loading={busy}
              aria-label={t("confirmRightOf", { title: one.title })}
              onClick={() =>
                run(async () => {
                  await api.POST("/api/v1/knowledge/citations/{citation}/confirm", {
                    params: { path: { citation: one.id }, query: { brand } },
                    headers: { "Idempotency-Key": newKey() },
                  });
                  setDone(true);
                  told(t("confirmed"));
                  await all();
                })
              }
            >
              {t("confirmRight")}
            </Button>
          )}
        </Group>
      </Group>
      <Refused problem={problem} />
    </li>
  );
}
