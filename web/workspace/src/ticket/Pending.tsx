import { Button, Group, Paper, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowBackUp, IconCalendarClock } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import type { Message } from "../app/live";
import { useMe } from "../app/session";
import { useNow, useTimes } from "../app/times";
import type { Ticket } from "./actions";
import classes from "./Thread.module.css";
import { useWords } from "./words";

type Later = Schemas["Later"];
export type TakenBack = Schemas["Draft"];

interface Props {
  ticket: Ticket;
  messages: readonly Message[];
  onTakenBack: (draft: TakenBack) => void;
}

/** Replies that are still to go, at the end of the thread: in some seconds, or at their time. */
export function Pending({ ticket, messages, onTakenBack }: Props) {
  const later = useQuery({
    queryKey: ["later", ticket.id],
    queryFn: () => data(api.GET("/api/v1/tickets/{name}/later", { params: { path: { name: ticket.id } } })),
  });
  const gone = new Set(messages.map((message) => message.key));
  return (
    <>
      {(later.data ?? [])
        .filter((one) => one.key === null || !gone.has(one.key))
        .map((one) => (
          <ToGo key={one.id} ticket={ticket} one={one} onTakenBack={onTakenBack} />
        ))}
    </>
  );
}

function ToGo({ ticket, one, onTakenBack }: { ticket: Ticket; one: Later } & Pick<Props, "onTakenBack">) {
  const t = useWords();
  const me = useMe().id;
  const now = useNow(one.undo ? 250 : 10_000);
  const { moment } = useTimes();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const left = Math.ceil((Date.parse(one.send_at) - now) / 1_000);
  const takeBack = async () => {
    setBusy(true);
    try {
      const path = { name: ticket.id, message: one.id };
      const { draft } = await data(
        api.POST("/api/v1/tickets/{name}/messages/{message}/cancel", { params: { path } }),
      );
      queries.setQueryData<readonly Later[]>(["later", ticket.id], (known) =>
        known?.filter((other) => other.id !== one.id),
      );
      if (draft) onTakenBack(draft);
    } catch (problem) {
      notifications.show({ color: "red", message: (problem as Error).message });
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ["later", ticket.id] });
    }
  };
  return (
    <Paper component="article" className={classes.message} data-ours data-pending aria-label={t("toGo")}>
      {one.author_id !== me && (
        <Text size="xs" fw={600}>
          {one.author_name}
        </Text>
      )}
      <Text size="sm" className={classes.text}>
        {one.text}
      </Text>
      <Group gap={8} mt={6} justify="flex-end">
        <Group gap={4} wrap="nowrap" className={classes.faint}>
          <IconCalendarClock size={14} aria-hidden />
          <Text size="xs" className="numbers">
            {left <= 0
              ? t("sending")
              : one.undo
                ? t("goesIn", { count: left })
                : t("goesAt", { at: moment(one.send_at) })}
          </Text>
        </Group>
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconArrowBackUp size={14} />}
          loading={busy}
          disabled={left <= 0}
          onClick={() => void takeBack()}
        >
          {t("takeBack")}
        </Button>
      </Group>
    </Paper>
  );
}
