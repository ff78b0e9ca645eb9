import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  ScrollArea,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { Reason } from "@pitboss/live";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { useAct, useThread } from "../app/live";
import { useTimes } from "../app/times";
import { useTopics } from "../app/topics";
import { LEVELS, PRIORITY_NAMES, useLevelName, usePriorityName, useStatusName } from "../marks";
import { type Act, type ActionName, type Field, needs, type Ticket } from "./actions";
import { UntilField } from "./UntilField";
import { useWords } from "./words";

interface Props {
  ticket: Ticket;
  action: ActionName;
  /** A message to split off, chosen already. */
  chosen?: string;
  onClose: () => void;
}

/** Asks for what an action needs, and does it. */
export function ActionDialog({ ticket, action, chosen, onClose }: Props) {
  const t = useWords();
  const { act } = useAct(ticket.id);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [given, setGiven] = useState<Partial<Act>>(() => ({
    ...(action === "tag" ? { tags: [...ticket.tags] } : {}),
    ...(action === "rename" ? { subject: ticket.subject } : {}),
    ...(action === "link" ? { kind: "duplicate" as const } : {}),
    ...(action === "split" ? { messages: chosen ? [chosen] : [], subject: ticket.subject } : {}),
  }));
  const set = (change: Partial<Act>) => setGiven((before) => ({ ...before, ...change }));
  const send = (more: Partial<Act> = {}) => {
    setBusy(true);
    act(action, { ...given, ...more })
      .then(onClose, (reason: Reason) => setRefused(reason.detail))
      .finally(() => setBusy(false));
  };
  const asks = (field: Field) => needs(action, field);
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${t(action)} · ${ticket.reference}`}
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack>
          {refused && (
            <Alert color="red" role="alert">
              {refused}
            </Alert>
          )}
          {asks("to") && <WhoField ticket={ticket} onPick={(to) => set({ to })} />}
          {(asks("queue") || asks("queue?")) && (
            <QueueField ticket={ticket} required={asks("queue")} onPick={(queue) => set({ queue })} />
          )}
          {asks("level") && <LevelField onPick={(level) => set({ level })} />}
          {asks("priority") && (
            <PriorityField onPick={(priority) => set({ priority })} now={ticket.priority} />
          )}
          {asks("topic") && <TopicField ticket={ticket} onPick={(topic) => set({ topic })} />}
          {asks("until") && (
            <UntilField onPick={(until) => set({ until })} onPreset={(until) => send({ until })} />
          )}
          {asks("into") && (
            <TicketField ticket={ticket} label={t("fieldInto")} onPick={(into) => set({ into })} />
          )}
          {asks("other") && (
            <TicketField ticket={ticket} label={t("fieldOther")} onPick={(other) => set({ other })} />
          )}
          {asks("kind") && (
            <SegmentedControl
              aria-label={t("fieldKind")}
              value={given.kind ?? "duplicate"}
              onChange={(kind) => set({ kind: kind as NonNullable<Act["kind"]> })}
              data={[
                { value: "duplicate", label: t("kindDuplicate") },
                { value: "follow_up", label: t("kindFollowUp") },
                { value: "incident", label: t("kindIncident") },
              ]}
            />
          )}
          {asks("messages") && (
            <MessagesField
              ticket={ticket}
              chosen={given.messages ?? []}
              onPick={(messages) => set({ messages })}
            />
          )}
          {asks("subject") && (
            <TextInput
              label={t("fieldSubject")}
              required
              data-autofocus
              defaultValue={given.subject ?? ""}
              onChange={(e) => set({ subject: e.currentTarget.value })}
            />
          )}
          {asks("tags") && (
            <TagsInput
              label={t("fieldTags")}
              data-autofocus
              value={given.tags ?? []}
              onChange={(tags) => set({ tags })}
            />
          )}
          {(asks("reason") || asks("reason?")) && (
            <Textarea
              label={asks("reason") ? t("fieldReason") : t("fieldReasonOptional")}
              required={asks("reason")}
              autosize
              minRows={2}
              maxLength={500}
              onChange={(e) => set({ reason: e.currentTarget.value })}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {t(action)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function WhoField({ ticket, onPick }: { ticket: Ticket; onPick: (staff: string) => void }) {
  const t = useWords();
  const staff = useQuery({
    queryKey: ["presence", ticket.brand],
    queryFn: () => data(api.GET("/api/v1/presence", { params: { query: { brand: ticket.brand } } })),
  });
  const people = staff.data?.items ?? [];
  return (
    <Select
      label={t("fieldTo")}
      required
      searchable
      data-autofocus
      data={people.map((person) => ({
        value: person.staff_id,
        label: `${person.state === "online" ? "●" : "○"} ${person.name}`,
      }))}
      onChange={(value) => value && onPick(value)}
    />
  );
}

function QueueField({
  ticket,
  required,
  onPick,
}: {
  ticket: Ticket;
  required: boolean;
  onPick: (queue: string | null) => void;
}) {
  const t = useWords();
  const queues = useQuery({
    queryKey: ["queues", ticket.brand],
    queryFn: () =>
      data(api.GET("/api/v1/brands/{brand}/queues", { params: { path: { brand: ticket.brand } } })),
  });
  return (
    <Select
      label={t("fieldQueue")}
      required={required}
      clearable={!required}
      searchable
      data-autofocus
      data={(queues.data ?? [])
        .filter((queue) => queue.id !== ticket.queue?.id)
        .map((queue) => ({ value: queue.id, label: queue.name }))}
      onChange={onPick}
    />
  );
}

function LevelField({ onPick }: { onPick: (level: NonNullable<Act["level"]>) => void }) {
  const t = useWords();
  const nameOf = useLevelName();
  return (
    <Select
      label={t("fieldLevel")}
      required
      data-autofocus
      data={LEVELS.filter((level) => level !== "bot").map((level) => ({
        value: level,
        label: nameOf(level),
      }))}
      onChange={(value) => value && onPick(value as NonNullable<Act["level"]>)}
    />
  );
}

function PriorityField({
  now,
  onPick,
}: {
  now: string;
  onPick: (priority: NonNullable<Act["priority"]>) => void;
}) {
  const t = useWords();
  const nameOf = usePriorityName();
  return (
    <Select
      label={t("fieldPriority")}
      required
      data-autofocus
      data={PRIORITY_NAMES.filter((priority) => priority !== now).map((priority) => ({
        value: priority,
        label: nameOf(priority),
      }))}
      onChange={(value) => value && onPick(value as NonNullable<Act["priority"]>)}
    />
  );
}

function TopicField({ ticket, onPick }: { ticket: Ticket; onPick: (topic: string) => void }) {
  const t = useWords();
  const { topics, nameOf } = useTopics(ticket.brand);
  return (
    <Select
      label={t("fieldTopic")}
      required
      searchable
      data-autofocus
      defaultValue={ticket.topic}
      data={topics.map((topic) => ({ value: topic.id, label: nameOf(topic.id) }))}
      onChange={(value) => value && onPick(value)}
    />
  );
}

/** Another ticket of the brand: one of the same player, or found by number, words or address. */
function TicketField({
  ticket,
  label,
  onPick,
}: {
  ticket: Ticket;
  label: string;
  onPick: (ticket: string) => void;
}) {
  const t = useWords();
  const status = useStatusName();
  const [asked, setAsked] = useState("");
  const [words] = useDebouncedValue(asked.trim(), 250);
  const own = useQuery({
    queryKey: ["found", "player", ticket.player.id],
    queryFn: () =>
      data(
        api.GET("/api/v1/tickets", {
          params: { query: { player: ticket.player.id, brand: ticket.brand, limit: 20 } },
        }),
      ),
  });
  const found = useQuery({
    queryKey: ["found", words],
    enabled: words.length > 1,
    placeholderData: keepPreviousData,
    queryFn: () => data(api.GET("/api/v1/search", { params: { query: { q: words, limit: 20 } } })),
  });
  const [picked, setPicked] = useState<{ value: string; label: string }>();
  const rows = (words.length > 1 ? (found.data ?? []).map((hit) => hit.ticket) : (own.data?.items ?? []))
    .filter((row) => row.brand === ticket.brand && row.id !== ticket.id)
    .map((row) => ({
      value: row.id,
      label: `${row.reference} · ${row.subject || row.player.name} · ${row.player.name} · ${status(row.status)}`,
    }));
  const options = picked && !rows.some((row) => row.value === picked.value) ? [picked, ...rows] : rows;
  return (
    <Select
      label={label}
      description={t("ticketHint")}
      required
      searchable
      data-autofocus
      data={options}
      filter={({ options: all }) => all}
      value={picked?.value ?? null}
      onSearchChange={setAsked}
      nothingFoundMessage={found.isFetching || own.isFetching ? t("loading") : t("nothingFound")}
      onChange={(value, option) => {
        setPicked(option ? { value: option.value, label: option.label } : undefined);
        if (value) onPick(value);
      }}
    />
  );
}

const toChosen = (list: HTMLElement | null) =>
  list?.querySelector("input:checked")?.scrollIntoView({ block: "center" });

/** Messages of people, to be moved into a ticket of their own. */
function MessagesField({
  ticket,
  chosen,
  onPick,
}: {
  ticket: Ticket;
  chosen: readonly string[];
  onPick: (messages: string[]) => void;
}) {
  const t = useWords();
  const { moment } = useTimes();
  const thread = useThread(ticket.id);
  return (
    <Checkbox.Group label={t("fieldMessages")} required value={[...chosen]} onChange={onPick}>
      <ScrollArea.Autosize mah={280} mt="xs" type="auto">
        <Stack gap="sm" ref={toChosen}>
          {(thread.data?.messages ?? [])
            .filter((message) => message.author === "player" || message.author === "agent")
            .map((message) => (
              <Checkbox
                key={message.id}
                value={message.id}
                label={message.text.slice(0, 140)}
                description={`${message.author_name} · ${moment(message.created_at)}`}
              />
            ))}
        </Stack>
      </ScrollArea.Autosize>
    </Checkbox.Group>
  );
}
