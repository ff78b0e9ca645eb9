import { Button, CloseButton, Collapse, Group, List, Progress, ScrollArea, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, data } from "../../app/api";
import { queries } from "../../app/queries";
import { useShownBulk } from "../kept";
import classes from "../TicketList.module.css";
import { useWords } from "../words";
import { BULK } from "./actions";

const BUSY: readonly string[] = ["running", "undoing"];
/** The stream tells each step; asking now and then is for what the stream has missed. */
const ASK_AGAIN_MS = 4_000;

/** How far the bulk action is, and then what became of it. */
export function BulkProgress() {
  const { bulk } = useShownBulk();
  return bulk === undefined ? null : <OneBulk key={bulk} id={bulk} />;
}

function OneBulk({ id }: { id: string }) {
  const t = useWords();
  const { show } = useShownBulk();
  const [why, setWhy] = useState(false);
  const { data: seen } = useQuery({
    queryKey: ["bulk", id],
    queryFn: () => data(api.GET("/api/v1/bulk/{bulk_id}", { params: { path: { bulk_id: id } } })),
    refetchInterval: ({ state }) => (BUSY.includes(state.data?.state ?? "") ? ASK_AGAIN_MS : false),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const state = seen?.state;
  // The stream's steps lack what was unchanged, and whether it can be undone.
  useEffect(() => {
    if (state !== undefined && !BUSY.includes(state))
      void queries.invalidateQueries({ queryKey: ["bulk", id], exact: true });
  }, [state, id]);
  if (!seen) return null;
  const action = t(BULK[seen.action].word);
  const act = (path: "/api/v1/bulk/{bulk_id}/undo" | "/api/v1/bulk/{bulk_id}/stop") =>
    data(api.POST(path, { params: { path: { bulk_id: id } } }))
      .then((now) => queries.setQueryData(["bulk", id], now))
      .catch((problem: Error) => notifications.show({ color: "red", message: problem.message }));
  const busy = BUSY.includes(seen.state);
  const parts = [
    seen.unchanged > 0 && t("unchanged", { count: seen.unchanged }),
    seen.refused > 0 && t("refused", { count: seen.refused }),
    seen.kept > 0 && t("keptSo", { count: seen.kept }),
  ].filter(Boolean);
  return (
    <div className={classes.progress} role="status" aria-live="polite">
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm" fw={600} className="numbers">
          {seen.state === "running"
            ? t("running", { action, done: seen.total - seen.waiting, total: seen.total })
            : seen.state === "undoing"
              ? t("undoing", { action, waiting: seen.waiting })
              : seen.state === "undone"
                ? t("undone", { action, count: seen.undone })
                : t(seen.state === "stopped" ? "stopped" : "finished", { action, count: seen.done })}
        </Text>
        {!busy && <CloseButton size="sm" aria-label={t("close")} onClick={() => show(undefined)} />}
      </Group>
      {busy ? (
        <Group gap="xs" wrap="nowrap" mt={6}>
          <Progress
            flex={1}
            value={seen.total === 0 ? 100 : (100 * (seen.total - seen.waiting)) / seen.total}
            aria-label={action}
            transitionDuration={200}
          />
          {seen.state === "running" && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => void act("/api/v1/bulk/{bulk_id}/stop")}
            >
              {t("stop")}
            </Button>
          )}
        </Group>
      ) : (
        <Group gap="xs" mt={2} justify="space-between">
          <Text size="xs" c="dimmed" className="numbers" flex={1}>
            {parts.join(" · ")}
          </Text>
          {seen.refused > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-expanded={why}
              onClick={() => setWhy(!why)}
            >
              {t(why ? "hideWhy" : "why")}
            </Button>
          )}
          {seen.can_undo && (
            <Button size="compact-xs" variant="light" onClick={() => void act("/api/v1/bulk/{bulk_id}/undo")}>
              {t("undo")}
            </Button>
          )}
        </Group>
      )}
      <Collapse expanded={why && !busy}>{why && <Refusals id={id} />}</Collapse>
    </div>
  );
}

function Refusals({ id }: { id: string }) {
  const found = useQuery({
    queryKey: ["bulk-refusals", id],
    queryFn: () =>
      data(
        api.GET("/api/v1/bulk/{bulk_id}/tickets", {
          params: { path: { bulk_id: id }, query: { state: "refused" } },
        }),
      ),
  });
  return (
    <ScrollArea.Autosize mah={180} mt={6}>
      <List size="xs" listStyleType="none" spacing={4}>
        {(found.data?.items ?? []).map((one) => (
          <List.Item key={one.ticket}>
            <Text span size="xs" fw={600} className="numbers">
              {one.reference}
            </Text>{" "}
            {one.refusal}
          </List.Item>
        ))}
      </List>
    </ScrollArea.Autosize>
  );
}
