import {
  ActionIcon,
  Alert,
  Anchor,
  Box,
  Button,
  Center,
  CloseButton,
  Drawer,
  Group,
  Loader,
  SegmentedControl,
  Text,
} from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import type { Reason } from "@pitboss/live";
import { IconHandGrab, IconLayoutSidebarRight } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Refusal } from "../app/api";
import { useCommands } from "../app/commands";
import { type FullTicket, useAct, useRefusedActs, useThread, useTicket } from "../app/live";
import { prefer, usePreferences } from "../app/preferences";
import { useMay, useMe } from "../app/session";
import { usePageTitle } from "../app/title";
import { ComplaintOfTicket } from "../complaints/OfTicket";
import { ContextPane } from "../context/ContextPane";
import { ONE_COLUMN } from "../shell/Shell";
import { ACTIONS, asDone, isOver, type Ticket } from "./actions";
import { Composer } from "./Composer";
import { Header } from "./Header";
import { Typists } from "./Others";
import type { TakenBack } from "./Pending";
import { Thread } from "./Thread";
import classes from "./TicketPane.module.css";
import { useWords } from "./words";

/** Below this width the context has no column of its own. */
const NO_ROOM_FOR_CONTEXT = "(max-width: 75em)";

export function TicketPane() {
  const { ticket } = useParams({ from: "/shell/list/$list/$ticket" });
  return <Named key={ticket} name={ticket} />;
}

/** `name`: an id, or a number or reference that somebody sent. */
function Named({ name }: { name: string }) {
  const t = useWords();
  const ticket = useTicket(name);
  usePageTitle(ticket.data?.subject);
  if (ticket.error) {
    return (
      <Center h="100%" p="xl">
        <Text role="alert">{ticket.error instanceof Refusal ? t("missing") : ticket.error.message}</Text>
      </Center>
    );
  }
  if (!ticket.data) {
    return (
      <Center h="100%">
        <Loader aria-label={t("loading")} />
      </Center>
    );
  }
  return <OneTicket key={ticket.data.id} ticket={ticket.data} />;
}

function OneTicket({ ticket }: { ticket: FullTicket }) {
  const t = useWords();
  const thread = useThread(ticket.id);
  const phone = useMediaQuery(ONE_COLUMN, undefined, { getInitialValueInEffect: false });
  const narrow = useMediaQuery(NO_ROOM_FOR_CONTEXT, undefined, { getInitialValueInEffect: false });
  const { contextOpen } = usePreferences();
  const [drawer, { toggle: toggleDrawer, close: closeDrawer }] = useDisclosure();
  const [beside, setBeside] = useState(false);
  const [takenBack, setTakenBack] = useState<TakenBack>();
  const toggleContext = () => {
    if (phone) setBeside((before) => !before);
    else if (narrow) toggleDrawer();
    else prefer({ contextOpen: !contextOpen });
  };
  useCommands([
    { id: "context", group: ticket.reference, label: t("context"), keys: "KeyI", run: toggleContext },
  ]);
  return (
    <section className={classes.pane} aria-label={`${t("ticket")} ${ticket.reference}`}>
      <Header
        ticket={ticket}
        beside={
          phone ? null : (
            <ActionIcon
              variant="default"
              aria-label={t("context")}
              aria-expanded={narrow ? drawer : contextOpen}
              title={t("context")}
              onClick={toggleContext}
            >
              <IconLayoutSidebarRight size={17} />
            </ActionIcon>
          )
        }
      />
      {phone && (
        <Box className={classes.tabs}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t("show")}
            value={beside ? "context" : "thread"}
            onChange={(value) => setBeside(value === "context")}
            data={[
              { value: "thread", label: t("thread") },
              { value: "context", label: t("context") },
            ]}
          />
        </Box>
      )}
      <RefusedActs ticket={ticket.id} />
      <ComplaintOfTicket ticket={ticket} />
      {phone && beside ? (
        <Box className={classes.beside}>
          <ContextPane ticket={ticket.id} />
        </Box>
      ) : (
        <>
          {thread.data ? (
            <Thread
              ticket={ticket}
              messages={thread.data.messages}
              echoes={thread.data.echoes}
              onTakenBack={setTakenBack}
            />
          ) : (
            <Center flex={1}>
              {thread.error ? (
                <Text role="alert">{thread.error.message}</Text>
              ) : (
                <Loader aria-label={t("loading")} />
              )}
            </Center>
          )}
          <Typists ticket={ticket} />
          <Nudge ticket={ticket} phone={phone === true} />
          <Composer ticket={ticket} takenBack={takenBack} />
        </>
      )}
      <Drawer
        opened={drawer && narrow === true && !phone}
        onClose={closeDrawer}
        position="right"
        size={380}
        title={t("context")}
        closeButtonProps={{ "aria-label": t("close_") }}
        styles={{ body: { padding: 0 } }}
      >
        <ContextPane ticket={ticket.id} />
      </Drawer>
    </section>
  );
}

/** Nobody has the ticket that I read: one click, and it is mine. */
function Nudge({ ticket, phone }: { ticket: Ticket; phone: boolean }) {
  const t = useWords();
  const may = useMay();
  const me = useMe();
  const { act } = useAct(ticket.id);
  const [hidden, hide] = useState(false);
  const { list } = useParams({ from: "/shell/list/$list/$ticket" });
  if (ticket.merged_into !== null) {
    return (
      <Group className={classes.nudge} gap="xs">
        <Text size="sm">{t("mergedAway")}</Text>
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/list/$list/$ticket" params={{ list, ticket: String(ticket.merged_into) }} {...props} />
          )}
        >
          {t("openIt")}
        </Anchor>
      </Group>
    );
  }
  // On a phone the button above is all there is room for.
  if (phone || hidden || ticket.assignee !== null || isOver(ticket)) return null;
  if (!may(ACTIONS.take.permission, ticket.brand)) return null;
  return (
    <Group className={classes.nudge} gap="xs" justify="space-between" wrap="nowrap">
      <Text size="sm">{t("nobodyHasIt")}</Text>
      <Group gap={4} wrap="nowrap">
        <Button
          size="compact-sm"
          leftSection={<IconHandGrab size={15} />}
          onClick={() =>
            act("take", {}, asDone("take", me)).catch((reason: Reason) =>
              notifications.show({ color: "red", message: reason.detail }),
            )
          }
        >
          {t("takeIt")}
        </Button>
        <CloseButton size="sm" aria-label={t("notNow")} onClick={() => hide(true)} />
      </Group>
    </Group>
  );
}

/** What I asked for and the desk refused while I was away. */
function RefusedActs({ ticket }: { ticket: string }) {
  const t = useWords();
  const refused = useRefusedActs(ticket);
  return refused.map((one) => (
    <Alert
      key={one.key}
      color="red"
      m="xs"
      role="alert"
      withCloseButton
      closeButtonLabel={t("close_")}
      onClose={one.drop}
      title={t("actRefused", {
        action: one.action in ACTIONS ? t(one.action as keyof typeof ACTIONS) : one.action,
      })}
    >
      {one.reason.detail}
    </Alert>
  ));
}
