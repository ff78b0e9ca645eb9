import {
  ActionIcon,
  Badge,
  Box,
  Button,
  Group,
  Menu,
  Text,
  Title,
  Tooltip,
  UnstyledButton,
} from "@mantine/core";
import { useElementSize, useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import type { Reason } from "@pitboss/live";
import {
  IconActivity,
  IconArrowLeft,
  IconDots,
  IconFileSearch,
  IconPencil,
  IconScale,
  IconUser,
} from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { spoken, useCommands } from "../app/commands";
import { type FullTicket, useAct } from "../app/live";
import { useMay, useMe } from "../app/session";
import { useTopics } from "../app/topics";
import { mayRegister, OfThisTicket } from "../complaints/OfTicket";
import { useWords as useComplaintWords } from "../complaints/ticket.words";
import { LinkDialog } from "../incidents/LinkDialog";
import { mayLink } from "../incidents/OfTicket";
import { DangerMark, nearest, PriorityMark, PromiseCountdown, StatusMark } from "../marks";
import { ONE_COLUMN } from "../shell/Shell";
import { ActionDialog } from "./ActionDialog";
import { AskDocuments, mayAskForDocuments } from "./AskDocuments";
import { ACTIONS, type Action, type ActionName, asDone, offered } from "./actions";
import classes from "./Header.module.css";
import { copyText } from "./Message";
import { Viewers } from "./Others";
import { useWords } from "./words";

/** What is at hand without opening the menu, as far as it applies and there is room. */
const AT_HAND: readonly ActionName[] = ["take", "wake", "reopen", "solve", "snooze", "transfer", "assign"];
const ROOM_PER_BUTTON = 125;
const ROOM_FOR_SUBJECT = 330;
const MOST_BUTTONS = 4;

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function Header({ ticket, beside }: { ticket: FullTicket; beside: ReactNode }) {
  const t = useWords();
  const me = useMe();
  const may = useMay();
  const { nameOf } = useTopics(ticket.brand);
  const { list } = useParams({ from: "/shell/list/$list/$ticket" });
  const phone = useMediaQuery(ONE_COLUMN, undefined, { getInitialValueInEffect: false });
  const { ref, width } = useElementSize();
  const [asking, setAsking] = useState<ActionName>();
  const { act } = useAct(ticket.id);
  const [wanting, setWanting] = useState(false);
  const names = offered(ticket, may);
  const mayAsk = mayAskForDocuments(ticket, may);
  const [picking, setPicking] = useState(false);
  const c = useComplaintWords();
  const [complaining, complain] = useState(false);
  const mayComplain = mayRegister(may, ticket) && !ticket.complaint?.number;
  const mayLinkIncident = ticket.merged_into === null && mayLink(may, ticket.brand);
  const take = (action: ActionName) => {
    if (ACTIONS[action].asks.length > 0) setAsking(action);
    else
      act(action, {}, asDone(action, me)).catch((reason: Reason) =>
        notifications.show({ color: "red", message: reason.detail }),
      );
  };
  const copy = async (text: string) => {
    const copied = await copyText(text);
    notifications.show({ message: copied ? t("copied", { text }) : text, autoClose: copied ? 2_000 : false });
  };
  const link = () => new URL(`/desk/list/all/${ticket.reference}`, window.location.href).href;
  useCommands([
    ...names.map((name) => {
      const action: Action = ACTIONS[name];
      return {
        id: `act-${name}`,
        group: ticket.reference,
        label: t(name),
        words: name,
        run: () => take(name),
        ...(action.keys ? { keys: action.keys } : {}),
      };
    }),
    ...(mayAsk
      ? [
          {
            id: "ask-documents",
            group: ticket.reference,
            label: t("askDocuments"),
            words: "documents kyc passport",
            run: () => setWanting(true),
          },
        ]
      : []),
    ...(mayLinkIncident
      ? [
          {
            id: "link-incident",
            group: ticket.reference,
            label: t("linkIncident"),
            words: "incident outage",
            run: () => setPicking(true),
          },
        ]
      : []),
    ...(mayComplain
      ? [
          {
            id: "make-complaint",
            group: ticket.reference,
            label: c("makeComplaint"),
            words: "complaint case жалоба",
            run: () => complain(true),
          },
        ]
      : []),
    {
      id: "copy-reference",
      group: ticket.reference,
      label: t("copyReference"),
      keys: "Mod+Period",
      run: () => void copy(ticket.reference),
    },
    {
      id: "copy-link",
      group: ticket.reference,
      label: t("copyLink"),
      keys: "Mod+Shift+Period",
      run: () => void copy(link()),
    },
  ]);
  const room = Math.min(MOST_BUTTONS, Math.max(1, Math.floor((width - ROOM_FOR_SUBJECT) / ROOM_PER_BUTTON)));
  const atHand = AT_HAND.filter((name) => names.includes(name)).slice(0, room);
  const promise = nearest(ticket.promises);
  const actions = (
    <Group gap={6} wrap="nowrap" className={classes.actions}>
      <Viewers ticket={ticket.id} />
      {atHand.map((name, n) => {
        const action: Action = ACTIONS[name];
        return (
          <Button
            key={name}
            size="compact-sm"
            variant={n === 0 ? "filled" : "default"}
            leftSection={<action.icon size={15} />}
            onClick={() => take(name)}
          >
            {t(name)}
          </Button>
        );
      })}
      <Menu position="bottom-end" width={290} withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" aria-label={t("more")} title={t("more")}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" style={{ overflowY: "auto" }}>
          {names.map((name) => {
            const action: Action = ACTIONS[name];
            return (
              <Menu.Item
                key={name}
                leftSection={<action.icon size={16} />}
                rightSection={action.keys && <Keys keys={action.keys} />}
                onClick={() => take(name)}
              >
                {t(name)}
              </Menu.Item>
            );
          })}
          {mayAsk && (
            <Menu.Item leftSection={<IconFileSearch size={16} />} onClick={() => setWanting(true)}>
              {t("askDocuments")}
            </Menu.Item>
          )}
          {mayLinkIncident && (
            <Menu.Item leftSection={<IconActivity size={16} />} onClick={() => setPicking(true)}>
              {t("linkIncident")}
            </Menu.Item>
          )}
          {mayComplain && (
            <Menu.Item leftSection={<IconScale size={16} />} onClick={() => complain(true)}>
              {c("makeComplaint")}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item rightSection={<Keys keys="Mod+Period" />} onClick={() => void copy(ticket.reference)}>
            {t("copyReference")}
          </Menu.Item>
          <Menu.Item rightSection={<Keys keys="Mod+Shift+Period" />} onClick={() => void copy(link())}>
            {t("copyLink")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {picking && (
        <LinkDialog
          brand={ticket.brand}
          tickets={[ticket.id]}
          onClose={() => setPicking(false)}
          onDone={() => setPicking(false)}
        />
      )}
      {complaining && <OfThisTicket ticket={ticket} onClose={() => complain(false)} />}
      {wanting && <AskDocuments ticket={ticket.id} onClose={() => setWanting(false)} />}
      {beside}
    </Group>
  );
  return (
    <Box component="header" className={classes.header} ref={ref}>
      <Group gap="xs" wrap="nowrap">
        {phone && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            ml={-6}
            aria-label={t("back")}
            renderRoot={(props) => (
              <Link to="/list/$list" params={{ list }} search={(held) => held} {...props} />
            )}
          >
            <IconArrowLeft size={20} />
          </ActionIcon>
        )}
        <Group gap={6} wrap="nowrap" className={classes.named}>
          <Title order={1} className={classes.subject} title={ticket.subject}>
            {ticket.subject || ticket.player.name}
          </Title>
          {names.includes("rename") && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              className={classes.rename}
              aria-label={t("rename")}
              title={t("rename")}
              onClick={() => take("rename")}
            >
              <IconPencil size={15} />
            </ActionIcon>
          )}
        </Group>
        {actions}
      </Group>
      <Group gap={6} mt={6}>
        <Tooltip label={t("copyReference")}>
          <UnstyledButton
            className={`numbers ${classes.reference}`}
            onClick={() => void copy(ticket.reference)}
          >
            {ticket.reference}
          </UnstyledButton>
        </Tooltip>
        <StatusMark status={ticket.status} />
        {ticket.hold_reason && (
          <Text size="xs" className={classes.why} truncate title={ticket.hold_reason}>
            {ticket.hold_reason}
          </Text>
        )}
        <PriorityMark
          priority={ticket.priority}
          reasons={ticket.priority_reasons.map((reason) => reason.text)}
          named
        />
        {promise && <PromiseCountdown promise={promise} />}
        <DangerMark danger={ticket.danger} named />
        <Badge variant="default" className={classes.fact}>
          {nameOf(ticket.topic)}
        </Badge>
        <Badge variant="default" className={classes.fact}>
          {ticket.queue?.name ?? t("noQueue")}
        </Badge>
        <Badge variant="default" className={classes.fact} leftSection={<IconUser size={12} aria-hidden />}>
          <span className={classes.hidden}>{t("assignee")}: </span>
          {ticket.assignee === null
            ? t("nobody")
            : ticket.assignee.id === me.id
              ? t("you")
              : ticket.assignee.name}
        </Badge>
        {ticket.tags.map((tag) => (
          <Badge key={tag} variant="dot" color="gray" className={classes.fact}>
            {tag}
          </Badge>
        ))}
      </Group>
      {asking && (
        <ActionDialog key={asking} ticket={ticket} action={asking} onClose={() => setAsking(undefined)} />
      )}
    </Box>
  );
}

function Keys({ keys }: { keys: string }) {
  return (
    <Text size="xs" className={classes.why}>
      {spoken(keys, MAC)
        .map((press) => press.join("+"))
        .join(" ")}
    </Text>
  );
}
