import { Button, EmptyState } from "@mantine/core";
import {
  IconAlarmSnooze,
  IconAt,
  IconFilterOff,
  IconInbox,
  IconMoodSmile,
  IconPlugConnectedX,
  IconStack2,
} from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTickets } from "../app/live";
import { useTakeNext } from "../shell/takeNext";
import { BulkBar } from "./bulk/BulkBar";
import { BulkProgress } from "./bulk/BulkProgress";
import { FilterChips } from "./FilterChips";
import { useSelection } from "./kept";
import { ListHeader } from "./ListHeader";
import { Rows } from "./Rows";
import classes from "./TicketList.module.css";
import { type Listed, useHowMany, useList } from "./useList";
import { useWords } from "./words";

const FilterPanel = lazy(async () => ({ default: (await import("./FilterPanel")).FilterPanel }));

export function TicketList({ list }: { list: string }) {
  const t = useWords();
  const listed = useList(list);
  if (listed === null) {
    return (
      <div className={classes.empty}>
        <EmptyState icon={<IconFilterOff />} title={t("noView")} size="sm" role="alert" />
      </div>
    );
  }
  return listed === undefined ? null : <OneList key={list} listed={listed} />;
}

const OWN: readonly Listed["kind"][] = ["mine", "unassigned"];

function OneList({ listed }: { listed: Listed }) {
  const t = useWords();
  const tickets = useTickets(listed.filter, listed.sort);
  const count = useHowMany(listed);
  const { selection, select, clear } = useSelection(listed.id);
  // Undefined until it was opened once: nothing of it is needed before.
  const [filtering, setFiltering] = useState<boolean>();
  const selecting = selection.on || selection.whole || selection.ids.size > 0;
  const edit = () => setFiltering(true);
  return (
    <section className={classes.pane} aria-label={listed.name}>
      {selecting ? (
        <BulkBar listed={listed} count={count} selection={selection} select={select} clear={clear} />
      ) : (
        <ListHeader listed={listed} count={count} onFilter={edit} onSelect={() => select({ on: true })} />
      )}
      <FilterChips listed={listed} onEdit={edit} />
      {tickets.error && tickets.total === 0 ? (
        <div className={classes.empty}>
          <EmptyState
            icon={<IconPlugConnectedX />}
            title={t("failed")}
            description={tickets.error.message}
            size="sm"
            role="alert"
          >
            <EmptyState.Actions>
              <Button size="xs" variant="default" onClick={() => void tickets.refetch()}>
                {t("again")}
              </Button>
            </EmptyState.Actions>
          </EmptyState>
        </div>
      ) : tickets.isSuccess && tickets.total === 0 && !tickets.hasMore ? (
        <NothingHere listed={listed} />
      ) : (
        <Rows
          key={listed.id}
          list={listed.list}
          name={listed.name}
          id={listed.id}
          tickets={tickets}
          shared={!OWN.includes(listed.kind)}
          selection={selection}
          select={select}
        />
      )}
      <BulkProgress />
      {filtering !== undefined && (
        <Suspense fallback={null}>
          <FilterPanel listed={listed} opened={filtering} onClose={() => setFiltering(false)} />
        </Suspense>
      )}
    </section>
  );
}

function NothingHere({ listed }: { listed: Listed }) {
  const t = useWords();
  const takeNext = useTakeNext();
  const filtered = listed.kind === "view" ? listed.changed : Object.keys(listed.chosen).length > 0;
  if (filtered) {
    return (
      <Empty icon={<IconFilterOff />} title={t("emptyFilter")} why={t("emptyFilterWhy")}>
        <Button size="xs" variant="default" onClick={listed.clear}>
          {t("clearFilter")}
        </Button>
      </Empty>
    );
  }
  switch (listed.kind) {
    case "mine":
      return (
        <Empty icon={<IconMoodSmile />} title={t("emptyMine")} why={t("emptyMineWhy")}>
          <Button
            size="xs"
            variant="light"
            loading={takeNext.isPending}
            onClick={() => takeNext.mutate(undefined)}
          >
            {t("takeNext")}
          </Button>
        </Empty>
      );
    case "unassigned":
      return <Empty icon={<IconMoodSmile />} title={t("emptyUnassigned")} why={t("emptyUnassignedWhy")} />;
    case "all":
      return <Empty icon={<IconInbox />} title={t("emptyAll")} why={t("emptyAllWhy")} />;
    case "mentioned":
      return <Empty icon={<IconAt />} title={t("emptyMentioned")} why={t("emptyMentionedWhy")} />;
    case "snoozed":
      return <Empty icon={<IconAlarmSnooze />} title={t("emptySnoozed")} why={t("emptySnoozedWhy")} />;
    case "queue":
      return <Empty icon={<IconStack2 />} title={t("emptyQueue")} why={t("emptyQueueWhy")} />;
    case "view":
      return <Empty icon={<IconInbox />} title={t("emptyView")} why={t("emptyQueueWhy")} />;
    default:
      return listed.kind satisfies never;
  }
}

function Empty({
  icon,
  title,
  why,
  children,
}: {
  icon: ReactNode;
  title: string;
  why: string;
  children?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      <EmptyState icon={icon} title={title} description={why} size="sm" maw={300}>
        {children && <EmptyState.Actions>{children}</EmptyState.Actions>}
      </EmptyState>
    </div>
  );
}
