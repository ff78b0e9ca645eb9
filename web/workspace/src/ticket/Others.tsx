import { Avatar, Group, Text, Tooltip } from "@mantine/core";
import { IconEye, IconPencil } from "@tabler/icons-react";
import { useTyping, useViewers } from "../app/live";
import { useMe } from "../app/session";
import type { Ticket } from "./actions";
import classes from "./TicketPane.module.css";
import { useWords } from "./words";

/** Who else has the ticket open: an eye, or a pen for who writes. */
export function Viewers({ ticket }: { ticket: string }) {
  const t = useWords();
  const me = useMe().id;
  const viewers = useViewers(ticket).filter((viewer) => viewer.staff !== me);
  const { typists } = useTyping(ticket);
  // Who writes is told by the first name.
  const writing = new Set(typists.flatMap((typist) => (typist.by === "agent" ? [typist.name] : [])));
  if (viewers.length === 0) return null;
  return (
    <Avatar.Group spacing={6}>
      {viewers.slice(0, 4).map((viewer) => {
        const writes = writing.has(viewer.name.split(" ")[0] ?? "");
        const said = t(writes ? "writesHere" : "looksHere", { name: viewer.name });
        return (
          <Tooltip key={viewer.staff} label={said}>
            <span className={classes.viewer} role="img" aria-label={said}>
              <Avatar size={26} radius="xl" name={viewer.name} color="initials" />
              <span className={classes.sign} data-writes={writes || undefined}>
                {writes ? <IconPencil size={11} /> : <IconEye size={11} />}
              </span>
            </span>
          </Tooltip>
        );
      })}
      {viewers.length > 4 && <Avatar size={26} radius="xl">{`+${viewers.length - 4}`}</Avatar>}
    </Avatar.Group>
  );
}

/** Who writes just now, above the composer. */
export function Typists({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const { typists } = useTyping(ticket.id);
  return (
    <div className={classes.typists} aria-live="polite">
      {typists.map((typist) => (
        <Group key={`${typist.by}-${typist.name}`} gap={6} wrap="nowrap">
          <span className={classes.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          <Text size="xs" truncate>
            {typist.by === "player"
              ? t("playerTypes", { name: typist.name || ticket.player.name || t("player") })
              : t(typist.note ? "agentNotes" : "agentTypes", { name: typist.name })}
          </Text>
        </Group>
      ))}
    </div>
  );
}
