import { Box, Button, Collapse, Group, Paper, Text, Tooltip, Typography } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Echo } from "@pitboss/live";
import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconClock,
  IconCloudOff,
  IconEyeOff,
  IconFile,
  IconLock,
  IconRobot,
} from "@tabler/icons-react";
import { Fragment, useEffect, useLayoutEffect, useRef } from "react";
import { type Message as Said, useAct } from "../app/live";
import { anchorOf } from "../app/reveal";
import { useTimes } from "../app/times";
import { ChannelMark } from "../marks";
import type { Ticket } from "./actions";
import classes from "./Thread.module.css";
import { useWords } from "./words";

interface Props {
  ticket: Ticket;
  messages: readonly Said[];
  /** What I wrote and the desk has not confirmed yet. */
  echoes: readonly Echo[];
}

/** The whole conversation over all channels, oldest first, kept at its end while one reads the end. */
export function Thread({ ticket, messages, echoes }: Props) {
  const t = useWords();
  const { dayOf } = useDays();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const count = messages.length + echoes.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message moves the end
  useLayoutEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count, ticket.id]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  let day = "";
  return (
    <Box
      ref={box}
      className={classes.thread}
      role="log"
      aria-label={t("thread")}
      tabIndex={0}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < 80;
      }}
    >
      {messages.map((message) => {
        const of = dayOf(message.created_at);
        const first = of !== day;
        day = of;
        return (
          <Fragment key={message.id}>
            {first && (
              <Text size="xs" c="dimmed" className={classes.day}>
                {of}
              </Text>
            )}
            {message.kind === "system" ? (
              <SystemLine message={message} />
            ) : (
              <Message ticket={ticket} message={message} />
            )}
          </Fragment>
        );
      })}
      {echoes.map((echo) => (
        <OnItsWay key={echo.key} echo={echo} />
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
      opacity={0.75}
    >
      <Text size="sm" className={classes.text}>
        {echo.text}
      </Text>
      <Group gap={4} justify="flex-end" c="dimmed">
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
    <Text size="xs" c="dimmed" className={classes.system}>
      {message.text} · {time(message.created_at)}
    </Text>
  );
}

function Message({ ticket, message }: { ticket: Ticket; message: Said }) {
  const t = useWords();
  const { time, moment } = useTimes();
  const ours = message.author !== "player";
  const note = message.kind === "note";
  const [quoted, { toggle }] = useDisclosure();
  return (
    <Paper
      component="article"
      id={anchorOf(message.id)}
      className={classes.message}
      data-ours={ours || undefined}
      data-note={note || undefined}
      aria-label={`${note ? `${t("note")}, ` : ""}${message.author_name}`}
    >
      <Group gap={6} mb={2} wrap="nowrap">
        {note ? <IconLock size={15} aria-hidden /> : <ChannelMark kind={message.channel} size={15} />}
        {message.author === "bot" && <IconRobot size={15} aria-hidden />}
        <Text size="xs" fw={600} truncate>
          {message.author_name || (message.author === "player" ? t("player") : t("deskName"))}
        </Text>
        {note && (
          <Text size="xs" c="dimmed">
            {t("note")}
          </Text>
        )}
        <Text size="xs" c="dimmed" className="numbers" ml="auto" title={moment(message.created_at)}>
          {time(message.created_at)}
        </Text>
      </Group>
      {message.html ? (
        // Sanitised by the server when it came in (nh3), and shown under a policy that runs no script of it.
        // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
        <Typography className={classes.text} dangerouslySetInnerHTML={{ __html: message.html }} />
      ) : (
        <Text size="sm" className={classes.text}>
          {message.text}
        </Text>
      )}
      {message.attachments.length > 0 && (
        <Group gap={6} mt={6}>
          {message.attachments.map((file) => (
            <Button
              key={file.id}
              component="a"
              href={`/api/v1/attachments/${file.id}`}
              target="_blank"
              rel="noreferrer"
              size="compact-xs"
              variant="default"
              leftSection={<IconFile size={13} />}
            >
              {file.name}
            </Button>
          ))}
        </Group>
      )}
      {message.quoted && (
        <>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            mt={4}
            onClick={toggle}
            aria-expanded={quoted}
          >
            {quoted ? t("hideQuoted") : t("showQuoted")}
          </Button>
          <Collapse expanded={quoted}>
            <Text size="xs" c="dimmed" className={classes.quoted}>
              {message.quoted}
            </Text>
          </Collapse>
        </>
      )}
      {message.masked.length > 0 && <Masked kinds={message.masked} />}
      {message.automatic && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("automatic", { reason: message.automatic })}
        </Text>
      )}
      {ours && !note && <Deliveries ticket={ticket} message={message} />}
    </Paper>
  );
}

const MASKED = ["card", "cvv", "password", "code"] as const;

function Masked({ kinds }: { kinds: readonly string[] }) {
  const t = useWords();
  const named = kinds.map((kind) =>
    MASKED.includes(kind as (typeof MASKED)[number]) ? t(kind as (typeof MASKED)[number]) : kind,
  );
  return (
    <Group gap={4} mt={4} wrap="nowrap" c="dimmed">
      <IconEyeOff size={13} aria-hidden />
      <Text size="xs">{t("masked", { kinds: named.join(", ") })}</Text>
    </Group>
  );
}

const STATES = {
  queued: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
} as const;

function Deliveries({ ticket, message }: { ticket: Ticket; message: Said }) {
  const t = useWords();
  const { act } = useAct(ticket.id);
  return (
    <Group gap="xs" mt={2} justify="flex-end">
      {message.deliveries.map((delivery) => {
        const state = delivery.state in STATES ? (delivery.state as keyof typeof STATES) : "queued";
        const Icon = STATES[state];
        const failed = state === "failed";
        return (
          <Group
            key={delivery.address}
            gap={4}
            wrap="nowrap"
            c={failed ? "red" : state === "read" ? "felt" : "dimmed"}
          >
            <Icon size={14} aria-hidden />
            <Tooltip
              label={delivery.error ?? delivery.address}
              disabled={!delivery.error && !delivery.address}
            >
              <Text size="xs" tabIndex={failed ? 0 : undefined}>
                {t(state)}
              </Text>
            </Tooltip>
            {failed && (
              <Button
                size="compact-xs"
                variant="light"
                color="red"
                onClick={() => void act("retry", { message: message.id })}
              >
                {t("retry")}
              </Button>
            )}
          </Group>
        );
      })}
    </Group>
  );
}
