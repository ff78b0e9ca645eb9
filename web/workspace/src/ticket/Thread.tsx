import { Anchor, Box, Button, Center, Divider, Group, Paper, Text, VisuallyHidden } from "@mantine/core";
import type { Echo } from "@pitboss/live";
import { IconArrowDown, IconClock, IconCloudOff } from "@tabler/icons-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type FullTicket, type Message as Said, useMarkRead } from "../app/live";
import { anchorOf } from "../app/reveal";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { mayTakeFiles, TakeFilesOf } from "../complaints/OfTicket";
import { ActionDialog } from "./ActionDialog";
import type { Ticket } from "./actions";
import { entriesOf, firstUnread, type Happened } from "./entries";
import { useHappenings, useTimeline } from "./happenings";
import { Message } from "./Message";
import { Original } from "./Original";
import { Pending, type TakenBack } from "./Pending";
import { Redact, type Redaction } from "./Redact";
import classes from "./Thread.module.css";
import { useWords } from "./words";

interface Props {
  ticket: FullTicket;
  messages: readonly Said[];
  /** What I wrote and the desk has not confirmed yet. */
  echoes: readonly Echo[];
  onTakenBack: (draft: TakenBack) => void;
}

/** Of a long thread only the end is built, and more when asked for. */
const SHOWN = 60;
/** So near to its end, in pixels, one reads the end. */
const NEAR = 80;

/** The whole conversation over all channels, oldest first, kept at its end while one reads the end. */
export function Thread({ ticket, messages, echoes, onTakenBack }: Props) {
  const t = useWords();
  const may = useMay();
  const { dayOf } = useDays();
  const { events } = useTimeline(ticket.id);
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  // Who came for a message that is further up gets the whole thread.
  const [shown, setShown] = useState(() =>
    messages.slice(0, -SHOWN).some((message) => `#${anchorOf(message.id)}` === window.location.hash)
      ? messages.length
      : SHOWN,
  );
  // What was unread when the ticket was opened stays marked until it is left.
  const [unread] = useState(() => firstUnread(messages, ticket.unread));
  const [original, setOriginal] = useState<Said>();
  const [redacting, setRedacting] = useState<Redaction>();
  const [splitting, setSplitting] = useState<Said>();
  const [taking, setTaking] = useState<Said>();
  const entries = useMemo(
    () => entriesOf(messages, events, { unread, shown }),
    [messages, events, unread, shown],
  );
  const markRead = useSeen(ticket, messages);
  const seen = useRef(messages.length);
  if (!away) seen.current = messages.length;
  const fresh = messages.length - seen.current;

  const toEnd = useCallback((behavior: ScrollBehavior = "auto") => {
    const element = box.current;
    if (element) element.scrollTo({ top: element.scrollHeight, behavior });
  }, []);

  const looked = useCallback(() => {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    setAway(!atEnd.current);
    if (atEnd.current) markRead();
  }, [markRead]);

  const opened = useRef(false);
  useLayoutEffect(() => {
    if (opened.current) return;
    opened.current = true;
    const line = box.current?.querySelector("[data-unread]");
    if (line) line.scrollIntoView({ block: "start" });
    else toEnd();
    looked();
  }, [toEnd, looked]);

  // Older messages come in above; what one reads stays where it is.
  const height = useRef<number | undefined>(undefined);
  const earlier = () => {
    height.current = box.current?.scrollHeight;
    setShown((before) => before + SHOWN);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: after more were built
  useLayoutEffect(() => {
    const element = box.current;
    if (element && height.current !== undefined) element.scrollTop += element.scrollHeight - height.current;
    height.current = undefined;
  }, [shown]);

  // Whatever grows, a message or a picture in one, the end stays in view while one reads it.
  useEffect(() => {
    const inside = box.current?.firstElementChild;
    if (!inside || !box.current) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
      looked();
    });
    watch.observe(inside);
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [toEnd, looked]);

  // What I write myself, I want to see.
  const mine = echoes.length;
  useLayoutEffect(() => {
    if (mine > 0) toEnd();
  }, [mine, toEnd]);

  const mayRedact = may("tickets.redact", ticket.brand);
  const maySplit = may("tickets.split", ticket.brand) && ticket.merged_into === null;
  const onRedact = mayRedact ? setRedacting : undefined;
  const onSplit = maySplit ? setSplitting : undefined;
  const onEvidence = mayTakeFiles(may, ticket) ? setTaking : undefined;
  return (
    <Box className={classes.around}>
      <Box
        ref={box}
        className={classes.thread}
        role="log"
        aria-live="off"
        aria-label={t("thread")}
        tabIndex={0}
        onScroll={looked}
      >
        <div className={classes.inside}>
          {shown < messages.length && (
            <Center>
              <Button variant="subtle" size="compact-sm" onClick={earlier}>
                {t("loadEarlier")}
              </Button>
            </Center>
          )}
          {entries.map((entry) => {
            switch (entry.kind) {
              case "day":
                return (
                  <Text key={entry.key} size="xs" className={classes.day}>
                    {dayOf(entry.at)}
                  </Text>
                );
              case "unread":
                return (
                  <Divider
                    key={entry.key}
                    data-unread
                    className={classes.unread}
                    label={t("newMessages")}
                    color="red"
                  />
                );
              case "lines":
                return <Lines key={entry.key} ticket={ticket} events={entry.events} />;
              default:
                return entry.message.kind === "system" ? (
                  <SystemLine key={entry.key} message={entry.message} />
                ) : (
                  <Message
                    key={entry.key}
                    ticket={ticket.id}
                    message={entry.message}
                    onOriginal={setOriginal}
                    onRedact={onRedact}
                    onSplit={onSplit}
                    onEvidence={onEvidence}
                  />
                );
            }
          })}
          <Pending ticket={ticket} messages={messages} onTakenBack={onTakenBack} />
          {echoes.map((echo) => (
            <OnItsWay key={echo.key} echo={echo} />
          ))}
        </div>
      </Box>
      {away && (
        <Button
          className={classes.jump}
          size="compact-md"
          radius="xl"
          variant={fresh > 0 ? "filled" : "default"}
          leftSection={<IconArrowDown size={16} />}
          onClick={() => toEnd("smooth")}
        >
          {fresh > 0 ? t("freshBelow", { count: fresh }) : t("toEnd")}
        </Button>
      )}
      <Announced messages={messages} />
      {original && <Original message={original} onClose={() => setOriginal(undefined)} />}
      {redacting && <Redact ticket={ticket.id} of={redacting} onClose={() => setRedacting(undefined)} />}
      {taking && <TakeFilesOf ticket={ticket} message={taking.id} onClose={() => setTaking(undefined)} />}
      {splitting && (
        <ActionDialog
          ticket={ticket}
          action="split"
          chosen={splitting.id}
          onClose={() => setSplitting(undefined)}
        />
      )}
    </Box>
  );
}

/** Says that all is read, once it is on a screen that somebody looks at. */
function useSeen(ticket: Ticket, messages: readonly Said[]): () => void {
  const mark = useMarkRead(ticket.id);
  const marked = useRef<string | undefined>(undefined);
  const latest = useRef({ messages, unread: ticket.unread });
  latest.current = { messages, unread: ticket.unread };
  const seen = useCallback(() => {
    const last = latest.current.messages.at(-1)?.id;
    if (last === undefined || marked.current === last || document.hidden) return;
    if (latest.current.unread === 0 && marked.current === undefined) return;
    marked.current = last;
    void mark(last);
  }, [mark]);
  useEffect(() => {
    const back = () => document.hidden || seen();
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, [seen]);
  return seen;
}

/** Tells a screen reader what the player says while one is here, and no more. */
function Announced({ messages }: { messages: readonly Said[] }) {
  const last = messages.at(-1);
  const first = useRef(last?.id);
  const fresh = last && last.id !== first.current && last.author === "player" ? last : undefined;
  return (
    <VisuallyHidden aria-live="polite">
      {fresh ? `${fresh.author_name}: ${fresh.text.slice(0, 300)}` : ""}
    </VisuallyHidden>
  );
}

const FEW = 3;

function Lines({ ticket, events }: { ticket: Ticket; events: readonly Happened[] }) {
  const t = useWords();
  const { time, moment } = useTimes();
  const say = useHappenings(ticket);
  const [all, setAll] = useState(false);
  const shown = all || events.length <= FEW ? events : events.slice(-FEW + 1);
  return (
    <Box className={classes.lines}>
      {shown.length < events.length && (
        <Anchor component="button" type="button" size="xs" c="dimmed" onClick={() => setAll(true)}>
          {t("moreLines", { count: events.length - shown.length })}
        </Anchor>
      )}
      {shown.map((event) => (
        <Text key={event.number} size="xs" className={classes.system} title={moment(event.at)}>
          {say(event)} · {time(event.at)}
        </Text>
      ))}
    </Box>
  );
}

function OnItsWay({ echo }: { echo: Echo }) {
  const t = useWords();
  const { time } = useTimes();
  if (echo.state === "refused") return null; // the composer shows it, with the reason
  return (
    <Paper
      component="article"
      className={classes.message}
      data-ours
      data-note={echo.kind === "note" || undefined}
      data-pending
    >
      <Text size="sm" className={classes.text}>
        {echo.text}
      </Text>
      <Group gap={4} justify="flex-end" className={classes.faint}>
        {echo.state === "kept" ? <IconCloudOff size={14} aria-hidden /> : <IconClock size={14} aria-hidden />}
        <Text size="xs">
          {echo.state === "kept" ? t("keptForLater") : t("sending")} · {time(echo.at)}
        </Text>
      </Group>
    </Paper>
  );
}

function useDays() {
  const t = useWords();
  const { day } = useTimes();
  const start = new Date();
  start.setHours(0, 0, 0, 0);
  return {
    dayOf: (at: string) => {
      const past = start.getTime() - new Date(at).getTime();
      if (past <= 0) return t("today");
      return past <= 86_400_000 ? t("yesterday") : day(at);
    },
  };
}

function SystemLine({ message }: { message: Said }) {
  const { time } = useTimes();
  return (
    <Text size="xs" className={classes.system}>
      {message.text} · {time(message.created_at)}
    </Text>
  );
}
