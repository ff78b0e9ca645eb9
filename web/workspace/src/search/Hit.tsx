import { Group, Mark, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Ticket } from "../app/live";
import { anchorOf } from "../app/reveal";
import { useTimes } from "../app/times";
import { useTopics } from "../app/topics";
import { ChannelMark, DangerMark, PriorityMark, StatusMark, VipMark } from "../marks";
import { pieces } from "./asked";
import classes from "./Search.module.css";
import { useWords } from "./words";

/** One ticket, with the words that were found in it. */
export function Hit({
  ticket,
  excerpt,
  message,
  onOpen,
}: {
  ticket: Ticket;
  excerpt: string;
  message: string | null;
  onOpen?: () => void;
}) {
  const t = useWords();
  const { moment } = useTimes();
  const { nameOf } = useTopics(ticket.brand);
  return (
    <li>
      <Link
        to="/list/$list/$ticket"
        params={{ list: "all", ticket: ticket.id }}
        {...(message === null ? {} : { hash: anchorOf(message) })}
        className={classes.hit}
        data-hit
        onClick={onOpen}
      >
        <Group gap="xs" wrap="nowrap" mb={2}>
          <ChannelMark kind={ticket.channel} />
          <Text fw={600} size="sm" truncate>
            {ticket.subject || ticket.reference}
          </Text>
          <DangerMark danger={ticket.danger} />
          {ticket.priority !== "normal" && <PriorityMark priority={ticket.priority} reasons={[]} />}
          <Text size="xs" c="dimmed" ml="auto" className="numbers" style={{ whiteSpace: "nowrap" }}>
            <time dateTime={ticket.updated_at} title={t("updated", { time: moment(ticket.updated_at) })}>
              {moment(ticket.updated_at)}
            </time>
          </Text>
        </Group>
        {excerpt !== "" && (
          <Text size="sm" className={classes.excerpt} lineClamp={2}>
            {pieces(excerpt).map(({ text, found }, n) =>
              found ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one excerpt keep their order
                <Mark key={n}>{text}</Mark>
              ) : (
                text
              ),
            )}
          </Text>
        )}
        <Group gap="xs" mt={4}>
          <StatusMark status={ticket.status} />
          <Text size="xs" c="dimmed">
            {[
              ticket.reference,
              ticket.player.name,
              ticket.queue?.name,
              ticket.assignee?.name ?? t("unassigned"),
              nameOf(ticket.topic),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
          <VipMark vip={ticket.player.vip} />
        </Group>
      </Link>
    </li>
  );
}
