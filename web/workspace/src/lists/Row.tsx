import { IconAlarmSnooze } from "@tabler/icons-react";
import { type MouseEvent, memo, useEffect, useRef, useState } from "react";
import type { Ticket } from "../app/live";
import { useOfNow, useTimes } from "../app/times";
import { ChannelMark, DangerMark, Hints, PriorityMark, PromiseCountdown, VipMark } from "../marks";
import classes from "./Row.module.css";
import { useWords } from "./words";

/** Fixed, so that a row that is not read yet takes the room that it will take. In pixels. */
export const HEIGHTS = { comfortable: 90, compact: 60 } as const;

interface Props {
  ticket: Ticket;
  /** Its number in the whole list. */
  row: number;
  top: number;
  href: string;
  topic: string;
  compact: boolean;
  /** Several people's tickets are here, so the row says whose it is. */
  shared: boolean;
  open: boolean;
  selected: boolean;
  ticking: boolean;
  /** The one row of the list that the Tab key comes to. */
  reachable: boolean;
  focus: boolean;
  onFocus: (row: number) => void;
  onOpen: (row: number) => void;
  onTick: (row: number, range: boolean) => void;
}

/** Of plain elements: a fast hand draws thirty new rows a frame, and components of the kit would take too long. */
export const Row = memo(function Row(props: Props) {
  const { ticket, row, top, href, topic, compact, open, selected, ticking } = props;
  const t = useWords();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (props.focus) link.current?.focus({ preventScroll: true });
  }, [props.focus]);
  const [near, setNear] = useState(false);
  const name = ticket.player.name || ticket.reference;
  const marks = <Marks ticket={ticket} shared={props.shared} />;
  return (
    <Hints value={near}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: the focus is on the link in it */}
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a long list lie apart, which a table can't */}
      <div
        role="row"
        onPointerEnter={() => setNear(true)}
        onPointerLeave={() => setNear(false)}
        aria-rowindex={row + 1}
        aria-selected={selected}
        className={`${classes.row} ${compact ? classes.compact : ""}`}
        style={{
          transform: `translateY(${top}px)`,
          height: compact ? HEIGHTS.compact : HEIGHTS.comfortable,
        }}
        data-ticket={ticket.id}
        data-open={open || undefined}
        data-unread={ticket.unread > 0 || undefined}
        data-selected={selected || undefined}
        data-ticking={ticking || undefined}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see the row */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: see the row */}
        <div role="gridcell" className={classes.lead}>
          <div className={classes.face}>
            <span className={classes.avatar} aria-hidden>
              {initials(name)}
            </span>
            <span className={classes.channel}>
              <ChannelMark kind={ticket.channel} size={14} />
            </span>
          </div>
          <div className={classes.tick}>
            {(near || ticking || props.reachable) && (
              <input
                type="checkbox"
                className={classes.box}
                checked={selected}
                tabIndex={props.reachable ? 0 : -1}
                aria-label={t("select", { ticket: ticket.reference })}
                onChange={() => undefined}
                onClick={(event) => props.onTick(row, event.shiftKey)}
              />
            )}
          </div>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: see the row */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: see the row */}
        <div role="gridcell" className={classes.main}>
          {/* biome-ignore lint/a11y/useAnchorContent: its label is its name; what can be read lies beside it */}
          <a
            ref={link}
            href={href}
            className={classes.link}
            tabIndex={props.reachable ? 0 : -1}
            aria-current={open ? "true" : undefined}
            aria-label={t("ticketOf", { player: name, subject: ticket.subject })}
            onFocus={() => props.onFocus(row)}
            onClick={(click) => {
              if (!ofThisTab(click)) return;
              click.preventDefault();
              props.onOpen(row);
            }}
          />
          <div className={classes.line}>
            <span className={classes.name} title={ticket.reference}>
              {name}
            </span>
            <span className={classes.marks}>
              <VipMark vip={ticket.player.vip} />
              <DangerMark danger={ticket.danger} />
            </span>
            <Since ticket={ticket} />
            {ticket.unread > 0 && (
              <span
                className={`${classes.unread} numbers`}
                role="img"
                aria-label={t("unread", { count: ticket.unread })}
              >
                {ticket.unread > 99 ? "99+" : ticket.unread}
              </span>
            )}
          </div>
          <div className={classes.line}>
            <LastWord ticket={ticket} />
            {compact && marks}
          </div>
          {!compact && (
            <div className={classes.line}>
              <span className={classes.topic} title={ticket.subject}>
                {topic}
              </span>
              {marks}
            </div>
          )}
        </div>
      </div>
    </Hints>
  );
});

/** A plain click; with a key, or by the middle button, the browser opens a tab or a window of its own. */
const ofThisTab = (click: MouseEvent) =>
  click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey && !click.altKey;

/** Of the first two words. */
const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();

function LastWord({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const last = ticket.last_message;
  const who =
    last === null || last.author === "player"
      ? ""
      : last.kind === "note"
        ? t("note")
        : last.author === "bot"
          ? t("bot")
          : t("reply");
  return (
    <span className={classes.said}>
      {last === null ? ticket.subject || t("nothingSaid") : `${who} ${last.excerpt}`.trim()}
    </span>
  );
}

/** How long the player has waited; or how long ago the last word was, when nobody waits. */
function Since({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const { length } = useTimes();
  const at = Date.parse(ticket.waiting_since ?? ticket.last_message?.at ?? ticket.updated_at);
  const text = useOfNow((now) => length(Math.max(0, now - at) / 1_000));
  const said = t(ticket.waiting_since === null ? "answeredAgo" : "waitsFor", { length: text });
  return (
    <span
      className={`${classes.since} numbers`}
      data-waits={ticket.waiting_since !== null || undefined}
      title={said}
      role="img"
      aria-label={said}
    >
      {text}
    </span>
  );
}

function Marks({ ticket, shared }: { ticket: Ticket; shared: boolean }) {
  const t = useWords();
  const { moment } = useTimes();
  const until = ticket.snoozed_until;
  const said = until === null ? "" : t("snoozedUntil", { moment: moment(until) });
  return (
    <span className={classes.marks}>
      {ticket.draft && (
        <span className={classes.draft} title={t("draftWhy")}>
          {t("draft")}
        </span>
      )}
      {until !== null && (
        <span className={classes.snoozed} title={said}>
          <IconAlarmSnooze size={15} stroke={1.7} role="img" aria-label={said} />
          <ShortMoment at={until} />
        </span>
      )}
      {shared && ticket.assignee && (
        <span
          className={classes.assignee}
          role="img"
          aria-label={t("assignedTo", { name: ticket.assignee.name })}
        >
          {initials(ticket.assignee.name)}
        </span>
      )}
      {ticket.priority !== "normal" && (
        <PriorityMark
          priority={ticket.priority}
          reasons={ticket.priority_reasons.map((reason) => reason.text)}
        />
      )}
      <NextPromise ticket={ticket} />
    </span>
  );
}

/** The time of day if it is today, else the day. */
function ShortMoment({ at }: { at: string }) {
  const { time, shortDay } = useTimes();
  const day = (moment: Date) => moment.toDateString();
  return <span className="numbers">{day(new Date(at)) === day(new Date()) ? time(at) : shortDay(at)}</span>;
}

function NextPromise({ ticket }: { ticket: Ticket }) {
  const next = ticket.deadline;
  const warned = useOfNow((now) => typeof next?.warn_at === "string" && Date.parse(next.warn_at) <= now);
  // A promise that stands still needs no place in a list.
  if (next === null || next.due_at === null) return null;
  return (
    <PromiseCountdown
      calm
      promise={{
        kind: next.kind,
        due_at: next.due_at,
        warned: warned || next.state === "warned",
        breached: next.state === "breached",
        paused: next.state === "paused",
      }}
    />
  );
}

/** The place of a row that is being read. */
export function RowToCome({ top, compact }: { top: number; compact: boolean }) {
  return (
    <div
      aria-hidden
      data-to-come
      className={`${classes.row} ${compact ? classes.compact : ""}`}
      style={{
        transform: `translateY(${top}px)`,
        height: compact ? HEIGHTS.compact : HEIGHTS.comfortable,
      }}
    >
      <div className={`${classes.toCome} ${classes.avatar}`} />
      <div className={classes.main}>
        <div className={classes.line}>
          <div className={classes.toCome} style={{ height: 11, width: "46%" }} />
        </div>
        <div className={classes.line}>
          <div className={classes.toCome} style={{ height: 9, width: "82%" }} />
        </div>
        {!compact && (
          <div className={classes.line}>
            <div className={classes.toCome} style={{ height: 9, width: "34%" }} />
          </div>
        )}
      </div>
    </div>
  );
}
