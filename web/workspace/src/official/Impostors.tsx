import { Anchor, Group, Select, Stack, Text } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, data } from "../app/api";
import { useStaff } from "../app/live";
import { useTimes } from "../app/times";
import { Heading, Loading, Mark, Nothing, ShowMore, useBrand, useMayHere } from "../settings/parts";
import classes from "../settings/settings.module.css";
import { Evidence, type Impostor, MoveButton, STATE_NAMES, StateMark } from "./Impostor";
import { KindIcon } from "./KindIcon";
import { platformName } from "./kinds";
import { useWords } from "./words";

/** Who pretends to be us, and how far we are with having it taken down. */
export function Impostors() {
  const t = useWords();
  const brand = useBrand();
  const [at, setAt] = useState<Impostor["state"] | null>(null);
  const found = useInfiniteQuery({
    queryKey: ["impostors", brand, at],
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/brands/{brand}/impostors", {
          params: {
            path: { brand },
            query: { ...(at ? { at } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <Heading title={t("impostors")} hint={t("impostorsHint")} />
      <Select
        mb="sm"
        maw={280}
        aria-label={t("state")}
        clearable
        placeholder={t("anyState")}
        value={at}
        data={STATE_NAMES.map((value) => ({ value, label: t(`state_${value}`) }))}
        onChange={(value) => setAt(value as Impostor["state"] | null)}
      />
      {!rows ? (
        <Loading error={found.error} />
      ) : rows.length === 0 ? (
        <Nothing>{t("noImpostors")}</Nothing>
      ) : (
        <ul className={classes.list} aria-label={t("impostors")}>
          {rows.map((impostor) => (
            <Row key={impostor.id} brand={brand} impostor={impostor} />
          ))}
        </ul>
      )}
      <ShowMore of={found}>{t("showMore")}</ShowMore>
    </>
  );
}

function Row({ brand, impostor }: { brand: string; impostor: Impostor }) {
  const t = useWords();
  const { moment } = useTimes();
  const may = useMayHere()("impostors.manage");
  const who = useStaff().get(impostor.state_by ?? "")?.name;
  return (
    <li className={classes.item}>
      <Stack gap={6} p="sm" w="100%">
        <Group justify="space-between" gap="xs">
          <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
            <KindIcon kind={impostor.kind} />
            <Text size="sm" fw={550} style={{ overflowWrap: "anywhere" }}>
              {impostor.value}
            </Text>
            {impostor.platform && <Mark>{platformName(impostor.platform)}</Mark>}
          </Group>
          <Group gap="xs">
            <StateMark state={impostor.state} />
            {may && impostor.next.length > 0 && <MoveButton brand={brand} impostor={impostor} />}
          </Group>
        </Group>
        <Evidence impostor={impostor} />
        {impostor.note && (
          <Text size="sm" className={classes.shown}>
            {impostor.note}
          </Text>
        )}
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {t("reportedAt", { at: moment(impostor.reported_at) })}
            {who ? ` · ${t("stateBy", { who, at: moment(impostor.state_at) })}` : ""}
          </Text>
          {impostor.reports.slice(0, MOST_LINKS).map((ticket) => (
            <Report key={ticket} ticket={ticket} />
          ))}
          {impostor.reports.length > MOST_LINKS && (
            <Text size="xs" c="dimmed">
              {t("moreReports", { count: impostor.reports.length - MOST_LINKS })}
            </Text>
          )}
        </Group>
      </Stack>
    </li>
  );
}

const MOST_LINKS = 5;

/** The ticket in which a player told of it. */
function Report({ ticket }: { ticket: string }) {
  const t = useWords();
  const { data: known } = useQuery({
    queryKey: ["reference", ticket],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => data(api.GET("/api/v1/tickets/{name}", { params: { path: { name: ticket } } })),
  });
  return (
    <Anchor
      size="xs"
      renderRoot={(props) => <Link to="/list/$list/$ticket" params={{ list: "all", ticket }} {...props} />}
    >
      {known?.reference ?? t("ticket")}
    </Anchor>
  );
}
