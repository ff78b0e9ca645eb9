import { Center, EmptyState, Splitter } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconTicket } from "@tabler/icons-react";
import { Outlet, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { prefer, usePreferences } from "../app/preferences";
import { ONE_COLUMN } from "../shell/Shell";
import { ActiveChats } from "./ActiveChats";
import classes from "./Inbox.module.css";
import { TicketList } from "./TicketList";
import { useWords } from "./words";

const ContextPane = lazy(async () => ({
  default: (await import("../context/ContextPane")).ContextPane,
}));

const NO_ROOM_FOR_CONTEXT = "(max-width: 75em)";

/** The chats that I hold; below them list, ticket, and what is known of its player, one at a time on a phone. */
export function Inbox() {
  const { ticket } = useParams({ strict: false });
  return (
    <div className={classes.inbox}>
      <ActiveChats opened={ticket} />
      <div className={classes.below}>
        <Columns />
      </div>
    </div>
  );
}

function Columns() {
  const { list, ticket } = useParams({ strict: false });
  const phone = useMediaQuery(ONE_COLUMN, undefined, { getInitialValueInEffect: false });
  const narrow = useMediaQuery(NO_ROOM_FOR_CONTEXT, undefined, { getInitialValueInEffect: false });
  const { columns, contextOpen } = usePreferences();
  if (list === undefined) return null;
  if (phone) return ticket === undefined ? <TicketList list={list} /> : <Outlet />;
  const context = ticket !== undefined && contextOpen && !narrow;
  return (
    <Splitter
      key={context ? "three" : "two"}
      className={classes.columns}
      lineSize={1}
      withHandle={false}
      step="16px"
      onResizeEnd={(_, sizes) =>
        prefer({
          columns: {
            ...columns,
            list: Number.parseFloat(String(sizes[0])),
            ...(context ? { context: Number.parseFloat(String(sizes[2])) } : {}),
          },
        })
      }
    >
      <Splitter.Pane defaultSize={`${columns.list}px`} min="260px" max="560px" className={classes.column}>
        <TicketList list={list} />
      </Splitter.Pane>
      <Splitter.Pane defaultSize={100} min={20} className={classes.column}>
        {ticket === undefined ? <NothingOpen /> : <Outlet />}
      </Splitter.Pane>
      {context && (
        <Splitter.Pane
          defaultSize={`${columns.context}px`}
          min="260px"
          max="520px"
          className={classes.column}
        >
          <Suspense fallback={null}>
            <ContextPane ticket={ticket} />
          </Suspense>
        </Splitter.Pane>
      )}
    </Splitter>
  );
}

/** What the place of the ticket shows while none is open. */
function NothingOpen() {
  const t = useWords();
  return (
    <Center h="100%" p="xl">
      <EmptyState icon={<IconTicket />} title={t("noneOpen")} description={t("noneOpenWhy")} maw={420} />
    </Center>
  );
}
