import { Anchor, Badge, Chip, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { Loading, Nothing, ShowMore } from "../settings/parts";
import { useWords } from "./case.words";
import classes from "./complaints.module.css";
import type { Case } from "./data";
import { useHappened } from "./happened.words";
import { ForceMark } from "./marks";
import { useNameOf, useNames } from "./names.words";
import { factsOf, SHOWN, type Shown, shownAs } from "./timeline";

type Entry = Schemas["TimelineEntry"];

/** Everything about the case on one line, the oldest first. */
export function TimeLine({ one }: { one: Case }) {
  const t = useWords();
  const [shown, show] = useState<readonly Shown[]>(SHOWN);
  const found = useInfiniteQuery({
    queryKey: ["complaints", "timeline", one.id],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/complaints/{complaint}/timeline", {
          params: { path: { complaint: one.id }, query: pageParam === null ? {} : { cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
  const all = found.data?.pages.flatMap(({ items }) => items);
  const entries = all?.filter(({ kind }) => shown.includes(shownAs(kind)));
  const hidden = found.data?.pages[0]?.hidden ?? 0;
  return (
    <Stack gap="sm" maw={860}>
      <Text size="sm" c="dimmed">
        {t("timelineAbout")}
      </Text>
      <Chip.Group multiple value={[...shown]} onChange={(wanted) => show(wanted as Shown[])}>
        <Group gap={6} role="group" aria-label={t("show")}>
          {SHOWN.map((kind) => (
            <Chip key={kind} value={kind} size="xs">
              {t(`kind_${kind}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {hidden > 0 && (
        <Text size="sm" c="dimmed">
          {t("hiddenTickets", { count: hidden })}
        </Text>
      )}
      {!entries && <Loading error={found.error} />}
      {entries?.length === 0 && <Nothing>{t("nothingOnLine")}</Nothing>}
      {entries && entries.length > 0 && (
        <ol className={classes.line}>
          {entries.map((entry) => (
            <One key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      <ShowMore of={found}>{t("showMore")}</ShowMore>
    </Stack>
  );
}

function One({ entry }: { entry: Entry }) {
  const t = useWords();
  const n = useNames();
  const nameOf = useNameOf();
  const happened = useHappened();
  const { moment } = useTimes();
  const shown = shownAs(entry.kind);
  const fact = shown !== "message" && shown !== "step" && shown !== "note" && shown !== "deadline";
  const who =
    entry.by_name ||
    (entry.by_kind === "player"
      ? t("byPlayer")
      : entry.by_kind === "bot"
        ? t("byBot")
        : entry.by_kind === "system"
          ? t("bySystem")
          : t("byStaff"));
  const { facts } = factsOf(entry.data);
  const reason = typeof entry.data.reason === "string" ? entry.data.reason : "";
  return (
    <li data-kind={fact ? "fact" : shown}>
      <Group gap={8} mb={2}>
        <Text size="sm" fw={600}>
          {shown === "message" || shown === "note"
            ? who
            : shown === "deadline"
              ? nameOf(entry.what)
              : happened.what(entry.what)}
        </Text>
        {shown === "deadline" && (
          <>
            <ForceMark force={String(entry.data.force ?? "")} />
            {typeof entry.data.met_at === "string" && (
              <Badge variant="light" color="green" className={classes.plain}>
                {n("met")}
              </Badge>
            )}
            {typeof entry.data.broken_at === "string" && (
              <Badge variant="light" color="red" className={classes.plain}>
                {n("isLate")}
              </Badge>
            )}
          </>
        )}
        {(shown === "note" || entry.what === "note") && (
          <Badge variant="default" className={classes.plain} size="sm">
            {t("internalNote")}
          </Badge>
        )}
        <Text size="xs" c="dimmed" className="numbers">
          {moment(entry.at)}
          {shown === "step" && ` · ${who}`}
        </Text>
        {entry.ticket !== null && (
          <Anchor
            size="xs"
            renderRoot={(props) => (
              <Link
                to="/list/$list/$ticket"
                params={{ list: "all", ticket: entry.ticket ?? "" }}
                {...props}
              />
            )}
          >
            {t("openTicket")}
          </Anchor>
        )}
      </Group>
      {entry.text && (
        <Text size="sm" className={classes.words} lineClamp={6}>
          {entry.text}
        </Text>
      )}
      {shown === "step" && reason && (
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      )}
      {fact && facts.length > 0 && (
        <Text size="sm" c="dimmed" className="numbers">
          {facts.map(([name, value]) => `${happened.fact(name)}: ${value}`).join(" · ")}
        </Text>
      )}
    </li>
  );
}
