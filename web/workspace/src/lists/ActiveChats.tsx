import { Kbd, VisuallyHidden } from "@mantine/core";
import { IconBellRinging, IconCheck, IconDoorExit, IconMessageCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { api, data, type Schemas } from "../app/api";
import { useCommands } from "../app/commands";
import { type Filter, type Ticket, useTickets } from "../app/live";
import { useNow, useTimes } from "../app/times";
import classes from "./ActiveChats.module.css";
import { useWords } from "./words";

const MINE: Filter = { assignee: ["me"], channel: ["webchat"], status: ["active"], snoozed: false };
const MOST = 6;
/** An unanswered chat calls for attention after so long. */
const LATE_MS = 40_000;

const NONE: ReadonlyMap<string, Schemas["LiveChat"]> = new Map();

/** Which of these chats their players have left, as the desk knows it. */
function useLeft(chats: readonly Ticket[]): ReadonlyMap<string, Schemas["LiveChat"]> {
  const ids = chats.map(({ id }) => id).sort();
  const { data: left } = useQuery({
    queryKey: ["chats", ...ids],
    enabled: ids.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
    queryFn: async () => {
      const held = await data(api.GET("/api/v1/me/chats"));
      return new Map(held.filter((chat) => chat.left_at !== null).map((chat) => [chat.ticket, chat]));
    },
  });
  return left ?? NONE;
}

/** The live chats that I hold: each keeps its place and its key, those that their players have left stand behind. */
export function ActiveChats({ opened }: { opened: string | undefined }) {
  const t = useWords();
  const navigate = useNavigate();
  const { rows } = useTickets(MINE, "oldest");
  const left = useLeft(rows);
  const chats = [
    ...rows.filter((chat) => !left.has(chat.id)),
    ...rows.filter((chat) => left.has(chat.id)),
  ].slice(0, MOST);
  useCommands(
    chats.map((chat, n) => ({
      id: `chat-${n + 1}`,
      group: t("chats"),
      label: `${t("openChat", { count: n + 1 })}: ${chat.player.name}`,
      keys: `Alt+Digit${n + 1}`,
      run: () => void navigate({ to: "/list/$list/$ticket", params: { list: "mine", ticket: chat.id } }),
    })),
  );
  if (chats.length === 0) return null;
  return (
    <nav className={classes.strip} aria-label={t("chats")}>
      {chats.map((chat, n) => (
        <Chat key={chat.id} chat={chat} place={n + 1} open={chat.id === opened} left={left.get(chat.id)} />
      ))}
    </nav>
  );
}

function Chat({
  chat,
  place,
  open,
  left,
}: {
  chat: Ticket;
  place: number;
  open: boolean;
  left: Schemas["LiveChat"] | undefined;
}) {
  const t = useWords();
  const now = useNow();
  const { length } = useTimes();
  const since = chat.waiting_since === null ? null : Date.parse(chat.waiting_since);
  const gone = left?.left_at == null ? null : Date.parse(left.left_at);
  const late = since !== null && now - since >= LATE_MS;
  const said = chat.player_said_at === null ? since : Date.parse(chat.player_said_at);
  const ago = (at: number | null) => length(Math.max(0, now - (at ?? now)) / 1_000);
  const name = chat.player.name || chat.reference;
  const words = late
    ? t("noAnswer", { length: ago(since) })
    : gone !== null
      ? t(left?.ended ? "endedAgo" : "leftAgo", { length: ago(gone) })
      : since === null
        ? t("answered")
        : t("saidAgo", { length: ago(said) });
  return (
    <Link
      to="/list/$list/$ticket"
      params={{ list: "mine", ticket: chat.id }}
      preload={false}
      className={classes.chat}
      data-open={open || undefined}
      data-late={late || undefined}
      data-left={gone !== null || undefined}
      title={`${name}. ${chat.last_message?.excerpt ?? chat.subject}`}
    >
      <Kbd size="xs" aria-hidden>
        {place}
      </Kbd>
      <span style={{ minWidth: 0 }}>
        <span className={classes.name} style={{ display: "block", fontWeight: chat.unread > 0 ? 650 : 400 }}>
          {name}
        </span>
        <span className={`${classes.said} numbers`} data-late={late || undefined}>
          {late ? (
            <IconBellRinging size={13} aria-hidden />
          ) : gone !== null ? (
            <IconDoorExit size={13} aria-hidden />
          ) : since === null ? (
            <IconCheck size={13} aria-hidden />
          ) : (
            <IconMessageCircle size={13} aria-hidden />
          )}
          {late || gone !== null || since === null ? (
            words
          ) : (
            <>
              <VisuallyHidden>{words}</VisuallyHidden>
              <span aria-hidden>{ago(said)}</span>
            </>
          )}
        </span>
      </span>
    </Link>
  );
}
