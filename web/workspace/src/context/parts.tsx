import {
  ActionIcon,
  Anchor,
  Badge,
  Button,
  Collapse,
  Group,
  Stack,
  TagsInput,
  Text,
  Tooltip,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import type { Reason } from "@pitboss/live";
import { IconArrowRight, IconUnlink } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Schemas } from "../app/api";
import { useAct } from "../app/live";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { ChannelMark, usePromiseName, useStatusName } from "../marks";
import type { Ticket } from "../ticket/actions";
import { useHappenings, useTimeline } from "../ticket/happenings";
import type { Context } from "./ContextPane";
import classes from "./ContextPane.module.css";
import { useWords } from "./words";

interface Given {
  ticket: Ticket;
  context: Context;
}

const Nothing = ({ children }: { children: ReactNode }) => (
  <Text size="sm" className={classes.faint}>
    {children}
  </Text>
);

const refused = (reason: Reason) => notifications.show({ color: "red", message: reason.detail });

/** Another ticket, opened beside the same list. */
function To({ ticket, className, children }: { ticket: string; className?: string; children: ReactNode }) {
  const { list } = useParams({ strict: false });
  return (
    <Link
      to="/list/$list/$ticket"
      params={{ list: list ?? "all", ticket }}
      {...(className ? { className } : {})}
    >
      {children}
    </Link>
  );
}

export function Others({ context }: Given) {
  const t = useWords();
  const status = useStatusName();
  const { moment } = useTimes();
  if (context.others.length === 0) return <Nothing>{t("noOthers")}</Nothing>;
  return (
    <Stack gap={0}>
      {context.others.map((other) => (
        <To key={other.id} ticket={other.id} className={classes.other ?? ""}>
          <Group gap={6} wrap="nowrap">
            <ChannelMark kind={other.channel} size={15} />
            <Text size="sm" truncate>
              {other.subject || other.reference}
            </Text>
          </Group>
          <Text size="xs" className={classes.faint}>
            {other.reference} · {status(other.status)} · {moment(other.updated_at)}
          </Text>
        </To>
      ))}
    </Stack>
  );
}

const STATES: Readonly<Record<Schemas["State"], string>> = {
  running: "green",
  met: "green",
  warned: "yellow",
  breached: "red",
  paused: "gray",
};

export function Promises({ context }: Given) {
  const t = useWords();
  if (context.promises.length === 0) return <Nothing>{t("noPromises")}</Nothing>;
  return (
    <Stack gap="sm">
      {context.promises.map((promise) => (
        <OnePromise key={`${promise.kind}-${promise.due_at}-${promise.met_at}`} promise={promise} />
      ))}
    </Stack>
  );
}

function OnePromise({ promise }: { promise: Schemas["TicketPromise"] }) {
  const t = useWords();
  const nameOf = usePromiseName();
  const { moment } = useTimes();
  const [open, { toggle }] = useDisclosure();
  return (
    <div>
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="sm" fw={500}>
          {nameOf(promise.kind)}
        </Text>
        <Badge variant="light" color={STATES[promise.state]} className={classes.state}>
          {t(promise.state)}
        </Badge>
      </Group>
      <Text size="xs" className={classes.faint}>
        {promise.met_at
          ? t("metAt", { at: moment(promise.met_at) })
          : promise.due_at && t("dueAt", { at: moment(promise.due_at) })}
      </Text>
      {promise.steps.length > 0 && (
        <>
          <Anchor component="button" type="button" size="xs" onClick={toggle} aria-expanded={open}>
            {t(open ? "explainLess" : "explain")}
          </Anchor>
          <Collapse expanded={open}>
            <ol className={classes.steps}>
              {promise.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </Collapse>
        </>
      )}
    </div>
  );
}

export function Why({ context }: Given) {
  const t = useWords();
  const { moment } = useTimes();
  const { why } = context;
  return (
    <Stack gap="xs">
      <Text size="sm">{why.sentence}</Text>
      {why.ahead > 0 && <Nothing>{t("ahead", { count: why.ahead })}</Nothing>}
      {why.log.length > 0 && (
        <div>
          <Text size="xs" fw={600}>
            {t("decisions")}
          </Text>
          <ul className={classes.events}>
            {why.log.map((one) => (
              <li key={one.at}>
                {one.reason}
                <div className={classes.faint}>
                  {[
                    moment(one.at),
                    one.facts.queue,
                    one.facts.agent,
                    one.facts.capacity > 0
                      ? t("loads", { load: one.facts.load, capacity: one.facts.capacity })
                      : "",
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
      {why.candidates.length > 0 && (
        <div>
          <Text size="xs" fw={600} mb={4}>
            {t("candidates")}
          </Text>
          <dl className={classes.facts}>
            {why.candidates.map((one) => (
              <Pair key={one.agent} name={one.agent}>
                {one.now}
              </Pair>
            ))}
          </dl>
        </div>
      )}
    </Stack>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

const FACTS = ["platform", "browser", "time_zone", "page", "screen", "connection", "errors"] as const;

export function Device({ context }: Given) {
  const t = useWords();
  const { moment } = useTimes();
  const { device } = context;
  if (device === null) return <Nothing>{t("noDevice")}</Nothing>;
  return (
    <Stack gap="xs">
      <Nothing>{device.this_ticket ? t("thisChat") : t("lastChat", { at: moment(device.seen_at) })}</Nothing>
      <dl className={classes.facts}>
        {Object.entries(device.facts).map(([name, value]) => {
          const known = FACTS.find((fact) => fact === name);
          return (
            <Pair key={name} name={known ? t(known) : name.replaceAll("_", " ")}>
              {value}
            </Pair>
          );
        })}
      </dl>
    </Stack>
  );
}

const KINDS = ["duplicate", "follow_up", "incident", "split"] as const;

export function Links({ ticket, context }: Given) {
  const t = useWords();
  const may = useMay();
  const { act } = useAct(ticket.id);
  if (context.links.length === 0) return <Nothing>{t("noLinks")}</Nothing>;
  return (
    <Stack gap={4}>
      {context.links.map((link) => {
        const kind = KINDS.find((one) => one === link.kind);
        const removable = kind !== undefined && kind !== "split" && may("tickets.tag", ticket.brand);
        return (
          <Group key={`${link.ticket}-${link.kind}`} gap={6} wrap="nowrap">
            <IconArrowRight size={14} aria-hidden />
            <Text size="sm">{kind ? t(kind) : link.kind}</Text>
            <Text size="sm" className="numbers">
              <To ticket={link.ticket}>{link.reference}</To>
            </Text>
            {removable && (
              <Tooltip label={t("unlink", { reference: link.reference })}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  ml="auto"
                  aria-label={t("unlink", { reference: link.reference })}
                  onClick={() => act("unlink", { other: link.ticket, kind }).catch(refused)}
                >
                  <IconUnlink size={14} />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        );
      })}
    </Stack>
  );
}

export function Tags({ ticket }: Given) {
  const t = useWords();
  const may = useMay();
  const { act } = useAct(ticket.id);
  const [tags, setTags] = useState<string[]>();
  const [busy, setBusy] = useState(false);
  if (!may("tickets.tag", ticket.brand)) {
    return ticket.tags.length === 0 ? (
      <Nothing>{t("noTags")}</Nothing>
    ) : (
      <Group gap={4}>
        {ticket.tags.map((tag) => (
          <Badge key={tag} variant="default" tt="none">
            {tag}
          </Badge>
        ))}
      </Group>
    );
  }
  return (
    <Stack gap="xs">
      <TagsInput
        aria-label={t("editTags")}
        placeholder={t("editTags")}
        size="sm"
        value={tags ?? [...ticket.tags]}
        onChange={setTags}
      />
      {tags && (
        <Group justify="flex-end">
          <Button
            size="compact-sm"
            loading={busy}
            onClick={() => {
              setBusy(true);
              act("tag", { tags })
                .then(() => setTags(undefined), refused)
                .finally(() => setBusy(false));
            }}
          >
            {t("saveTags")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

const LAST = 15;

export function Timeline({ ticket }: Given) {
  const t = useWords();
  const { moment } = useTimes();
  const say = useHappenings(ticket);
  const { events } = useTimeline(ticket.id);
  const [all, setAll] = useState(false);
  if (events.length === 0) return <Nothing>{t("nothingYet")}</Nothing>;
  const shown = (all ? events : events.slice(-LAST)).toReversed();
  return (
    <Stack gap="xs">
      <ul className={classes.events}>
        {shown.map((event) => (
          <li key={event.number}>
            {say(event)}
            <div className={`numbers ${classes.faint}`}>{moment(event.at)}</div>
          </li>
        ))}
      </ul>
      {shown.length < events.length && (
        <Anchor component="button" type="button" size="xs" onClick={() => setAll(true)}>
          {t("allEvents", { count: events.length - shown.length })}
        </Anchor>
      )}
    </Stack>
  );
}
