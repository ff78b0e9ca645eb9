import { useNavigate, useParams, useRouter, useRouterState } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useCommands } from "../app/commands";
import { whenIdle } from "../app/idle";
import type { Ticket, useTickets } from "../app/live";
import { usePreferences } from "../app/preferences";
import { useTopics } from "../app/topics";
import { type Selection, scrolled } from "./kept";
import { HEIGHTS, Row, RowToCome } from "./Row";
import classes from "./Rows.module.css";
import { useWords } from "./words";

/** Rows beyond the edges of the sight that are drawn already, so that a fast hand sees no gap. */
const OVERSCAN = 18;
/** Of them, until the page has been seen. */
const OVERSCAN_AT_FIRST = 2;
/** Places shown behind the last row while more of the list is being read. */
const TO_COME = 24;
const TO_COME_AT_FIRST = 12;

interface Props {
  list: string;
  name: string;
  /** The list with its filter, by which its scrolling and selection are kept. */
  id: string;
  tickets: ReturnType<typeof useTickets>;
  shared: boolean;
  selection: Selection;
  select: (change: Partial<Selection>) => void;
}

export function Rows({ list, name, id, tickets, shared, selection, select }: Props) {
  const t = useWords();
  const navigate = useNavigate();
  const { ticket: opened } = useParams({ strict: false });
  const compact = usePreferences().density === "compact";
  const { nameOf } = useTopics();
  const { at, total, hasMore, look, isPending } = tickets;
  const height = compact ? HEIGHTS.compact : HEIGHTS.comfortable;
  const count = isPending ? TO_COME_AT_FIRST : total + (hasMore ? TO_COME : 0);
  const scroll = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => whenIdle(() => setSeen(true)), []);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: seen ? OVERSCAN : OVERSCAN_AT_FIRST,
    getItemKey: (row) => at(row)?.id ?? row,
    initialOffset: () => scrolled.get(id) ?? 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: all rows change their height together
  useEffect(() => rows.measure(), [height]);

  const shown = rows.getVirtualItems();
  const first = Math.floor((rows.scrollOffset ?? 0) / height);
  const last = first + Math.ceil((rows.scrollRect?.height ?? 0) / height);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `at` changes with the pages, which may lack rows in sight
  useEffect(() => {
    look(first, last);
    scrolled.set(id, rows.scrollOffset ?? 0);
  }, [look, first, last, at, id]);
  useStillRows(scroll, height, at, first, last);

  // The row that the keys are at: where one has moved, or the open ticket, or the first.
  const [cursor, setCursor] = useState<string>();
  const [focus, setFocus] = useState<string>();
  const rowOf = useCallback((ticket: string | undefined) => tickets.rowOf(ticket), [tickets.rowOf]);
  const here = rowOf(cursor) ?? rowOf(opened) ?? 0;
  const goTo = useCallback(
    (row: number) => {
      const ticket = at(row);
      if (!ticket) return;
      rows.scrollToIndex(row, { align: "auto" });
      setCursor(ticket.id);
      setFocus(ticket.id);
    },
    [at, rows],
  );
  const move = (by: number) => goTo(cursor === undefined && opened === undefined ? 0 : here + by);
  const going = useRef(opened); // to which ticket, also before the screen has it
  useEffect(() => {
    going.current = opened;
  }, [opened]);
  const openAt = useCallback(
    (row: number) => {
      const ticket = at(row);
      if (!ticket) return;
      rows.scrollToIndex(row, { align: "auto" });
      setCursor(ticket.id);
      going.current = ticket.id;
      void navigate({
        to: "/list/$list/$ticket",
        params: { list, ticket: ticket.id },
        search: (before) => before,
      });
    },
    [at, rows, navigate, list],
  );
  const hrefOf = useHrefs(list);
  const openBy = (by: number) => {
    const from = rowOf(going.current);
    openAt(from === undefined ? here : from + by);
  };

  const latest = useRef({ selection, anchor: 0 });
  latest.current.selection = selection;
  const tick = useCallback(
    (row: number, range: boolean) => {
      const { selection: now, anchor } = latest.current;
      const ids = new Set(now.ids);
      const one = at(row)?.id;
      if (one === undefined) return;
      const on = now.whole || !ids.has(one);
      if (now.whole) ids.clear();
      const [from, to] = range ? [Math.min(anchor, row), Math.max(anchor, row)] : [row, row];
      for (let n = from; n <= to; n += 1) {
        const id = at(n)?.id;
        if (id === undefined) continue;
        if (on) ids.add(id);
        else ids.delete(id);
      }
      latest.current.anchor = row;
      select({ ids, whole: false, on: ids.size > 0 || now.on });
    },
    [at, select],
  );
  const onFocus = useCallback((row: number) => setCursor(at(row)?.id), [at]);

  const group = name;
  useCommands([
    { id: "list-down", group, label: t("moveDown"), keys: "KeyJ", hidden: true, run: () => move(1) },
    { id: "list-up", group, label: t("moveUp"), keys: "KeyK", hidden: true, run: () => move(-1) },
    { id: "list-next", group, label: t("openNext"), keys: "Alt+KeyJ", run: () => openBy(1) },
    { id: "list-previous", group, label: t("openPrevious"), keys: "Alt+KeyK", run: () => openBy(-1) },
    {
      id: "list-select",
      group,
      label: t("selectOne"),
      keys: "KeyX",
      hidden: true,
      run: () => tick(here, false),
    },
  ]);

  const reach = here >= first && here <= last ? here : first;
  const page = Math.max(1, Math.floor((rows.scrollRect?.height ?? height) / height) - 1);
  const keys: Record<string, () => void> = {
    ArrowDown: () => goTo(here + 1),
    ArrowUp: () => goTo(here - 1),
    PageDown: () => goTo(Math.min(total - 1, here + page)),
    PageUp: () => goTo(Math.max(0, here - page)),
    Home: () => goTo(0),
    End: () => goTo(total - 1),
  };
  const onKeyDown = (press: KeyboardEvent) => {
    const run = keys[press.key];
    if (!run || press.altKey || press.ctrlKey || press.metaKey) return;
    press.preventDefault();
    run();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a long list lie apart, which a table can't
    <div
      ref={scroll}
      role="grid"
      aria-label={name}
      aria-rowcount={hasMore ? -1 : total}
      aria-multiselectable
      aria-busy={isPending}
      tabIndex={-1}
      className={classes.scroll}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      <div role="rowgroup" className={classes.all} style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, start, key }) => {
          const ticket = at(index);
          return ticket ? (
            <Row
              key={key}
              ticket={ticket}
              row={index}
              top={start}
              href={hrefOf(ticket.id)}
              topic={nameOf(ticket.topic)}
              compact={compact}
              shared={shared}
              open={ticket.id === opened}
              selected={selection.whole || selection.ids.has(ticket.id)}
              ticking={selection.on || selection.whole || selection.ids.size > 0}
              reachable={index === reach}
              focus={focus === ticket.id}
              onFocus={onFocus}
              onOpen={openAt}
              onTick={tick}
            />
          ) : (
            <RowToCome key={key} top={start} compact={compact} />
          );
        })}
      </div>
    </div>
  );
}

/** Addresses of the tickets of a list. Asked for once: the router takes as long for one as a row takes to be drawn. */
function useHrefs(list: string): (ticket: string) => string {
  const router = useRouter();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const ofNone = useMemo(
    () => router.history.createHref(`${router.basepath}/list/${encodeURIComponent(list)}/`),
    [router, list],
  );
  return (ticket) => `${ofNone}${ticket}${search}`;
}

/** Keeps what one reads where it is while rows come, leave and move above it. At the top of the list what is new shows. */
function useStillRows(
  scroll: { readonly current: HTMLDivElement | null },
  height: number,
  at: (row: number) => Ticket | undefined,
  first: number,
  last: number,
) {
  const before = useRef<{ at: typeof at; rows: ReadonlyMap<string, number> }>({ at, rows: new Map() });
  useLayoutEffect(() => {
    const pane = scroll.current;
    if (before.current.at !== at && pane && pane.scrollTop > 0) {
      const by = shift(before.current.rows, at, first, last);
      if (by !== 0) pane.scrollTop += by * height;
    }
    const rows = new Map<string, number>();
    for (let row = first; row <= last; row += 1) {
      const id = at(row)?.id;
      if (id !== undefined) rows.set(id, row);
    }
    before.current = { at, rows };
  });
}

const FAR = 300;

/** By how many rows most of what was in sight has moved. */
export function shift(
  before: ReadonlyMap<string, number>,
  at: (row: number) => { id: string } | undefined,
  first: number,
  last: number,
): number {
  const counts = new Map<number, number>();
  for (let row = Math.max(0, first - FAR); row <= last + FAR; row += 1) {
    const was = before.get(at(row)?.id ?? "");
    if (was !== undefined) counts.set(row - was, (counts.get(row - was) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || Math.abs(a[0]) - Math.abs(b[0]));
  return most?.[0] ?? 0;
}
