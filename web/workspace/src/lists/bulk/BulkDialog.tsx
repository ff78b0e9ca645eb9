import {
  Alert,
  Button,
  Group,
  List,
  Loader,
  Modal,
  Select,
  Stack,
  TagsInput,
  Text,
  Textarea,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../../app/api";
import { useBrands } from "../../app/brands";
import type { Filter } from "../../app/live";
import { newKey } from "../../app/live/writes";
import { queries } from "../../app/queries";
import { useMe } from "../../app/session";
import { useTopics } from "../../app/topics";
import { ChooseIncident } from "../../incidents/ChooseIncident";
import { PRIORITY_NAMES, usePriorityName } from "../../marks";
import { UntilField } from "../../ticket/UntilField";
import { useShownBulk } from "../kept";
import { usePeople, useQueues } from "../useList";
import { useWords } from "../words";
import { type Arguments, BULK, type BulkAction, complete } from "./actions";

/** Asks for what the action needs, shows what it would touch, and begins it. */
export function BulkDialog({
  action,
  filter,
  onClose,
  onBegun,
}: {
  action: BulkAction;
  filter: Filter;
  onClose: () => void;
  onBegun: () => void;
}) {
  const t = useWords();
  const { show } = useShownBulk();
  const [key] = useState(newKey);
  const [given, setGiven] = useState<Arguments>({});
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<Arguments>) => {
    setRefused(undefined);
    setGiven((before) => ({ ...before, ...change }));
  };
  const [asked] = useDebouncedValue(given, 250);
  const ready = complete(action, given);
  const preview = useQuery({
    queryKey: ["bulk-preview", action, filter, asked],
    enabled: complete(action, asked),
    gcTime: 0,
    staleTime: 0,
    queryFn: () => data(api.POST("/api/v1/bulk/preview", { body: { action, filter, arguments: asked } })),
  });
  const seen = ready && given === asked ? preview.data : undefined;
  const begin = async () => {
    if (!seen) return;
    setBusy(true);
    try {
      const begun = await data(
        api.POST("/api/v1/bulk", {
          body: { action, filter, arguments: given, expected: seen.count, key: `${key}-${seen.count}` },
        }),
      );
      queries.setQueryData(["bulk", begun.id], begun);
      show(begun.id);
      onClose();
      onBegun();
    } catch (problem) {
      setRefused((problem as Error).message);
      void preview.refetch();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(BULK[action].word)}
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <Stack>
          <Fields action={action} given={given} set={set} />
          {(refused ?? preview.error) && (
            <Alert color="red" role="alert">
              {refused ?? preview.error?.message}
            </Alert>
          )}
          {ready && !seen && !preview.error && (
            <Group gap="xs" role="status">
              <Loader size="xs" aria-hidden />
              <Text size="sm" c="dimmed">
                {t("previewing")}
              </Text>
            </Group>
          )}
          {seen && (
            <Stack gap="xs" role="status">
              <Text size="sm">
                {seen.count === 0 ? t("touchesNone") : t("touches", { count: seen.count })}{" "}
                {seen.count > 0 && t(seen.can_undo ? "canUndo" : "cannotUndo")}
              </Text>
              {seen.refused.map(({ detail, count, examples }) => (
                <Alert
                  key={detail}
                  color="yellow"
                  icon={<IconAlertTriangle size={18} />}
                  title={t("wouldRefuse", { count })}
                >
                  {detail}{" "}
                  <Text span size="xs" c="dimmed" className="numbers">
                    {examples.map((number) => `№ ${number}`).join(", ")}
                    {count > examples.length ? "…" : ""}
                  </Text>
                </Alert>
              ))}
              {seen.sample.length > 0 && (
                <div>
                  <Text size="xs" c="dimmed" mb={4}>
                    {t("sample")}
                  </Text>
                  <List size="sm" listStyleType="none" spacing={2}>
                    {seen.sample.map((ticket) => (
                      <List.Item key={ticket.id}>
                        <Text size="sm" truncate maw={380}>
                          <Text span c="dimmed" size="xs" className="numbers">
                            {ticket.reference}
                          </Text>{" "}
                          {ticket.player.name} · {ticket.subject}
                        </Text>
                      </List.Item>
                    ))}
                  </List>
                </div>
              )}
            </Stack>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={!seen || seen.count === 0}>
              {seen && seen.count > 0 ? t("doIt", { count: seen.count }) : t(BULK[action].word)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Fields({
  action,
  given,
  set,
}: {
  action: BulkAction;
  given: Arguments;
  set: (change: Partial<Arguments>) => void;
}) {
  const t = useWords();
  const { topics, nameOf } = useTopics();
  const priority = usePriorityName();
  const staff = usePeople();
  const brandIds = Object.keys(useMe().permissions).sort();
  const brands = useBrands();
  const queues = useQueues(brandIds);
  switch (action) {
    case "assign":
      return (
        <Select
          label={t("toWhom")}
          required
          searchable
          data-autofocus
          data={[...staff.values()].map((person) => ({
            value: person.staff_id,
            label: `${person.state === "online" ? "●" : "○"} ${person.name}`,
          }))}
          onChange={(to) => set({ to })}
        />
      );
    case "priority":
      return (
        <>
          <Select
            label={t("priority")}
            required
            data-autofocus
            data={PRIORITY_NAMES.map((name) => ({ value: name, label: priority(name) }))}
            onChange={(name) => set({ priority: PRIORITY_NAMES.find((one) => one === name) ?? null })}
          />
          <Textarea
            label={t("reason")}
            required
            autosize
            minRows={2}
            maxLength={500}
            onChange={(event) => set({ reason: event.currentTarget.value })}
          />
        </>
      );
    case "topic":
      return (
        <Select
          label={t("topic")}
          required
          searchable
          data-autofocus
          data={topics.map((topic) => ({ value: topic.id, label: nameOf(topic.id) }))}
          onChange={(topic) => set({ topic })}
        />
      );
    case "tag":
      return (
        <>
          <TagsInput
            label={t("addTags")}
            data-autofocus
            value={given.add ?? []}
            onChange={(add) => set({ add })}
          />
          <TagsInput
            label={t("removeTags")}
            value={given.remove ?? []}
            onChange={(remove) => set({ remove })}
          />
        </>
      );
    case "transfer":
      return (
        <Select
          label={t("queue")}
          required
          searchable
          data-autofocus
          data={(queues.data ?? []).map(({ brand, queues: of }) => ({
            group: brands.find((one) => one.id === brand)?.name ?? brand,
            items: of.map((queue) => ({ value: queue.id, label: queue.name })),
          }))}
          onChange={(queue) => set({ queue })}
        />
      );
    case "snooze":
      return (
        <UntilField
          value={given.until ?? null}
          onPick={(until) => set({ until })}
          onPreset={(until) => set({ until })}
        />
      );
    case "incident":
      return (
        <>
          <Text size="sm">{t("linkIncidentWhy")}</Text>
          <ChooseIncident
            brands={brandIds}
            chosen={given.incident ?? ""}
            choose={({ brand, id }) => set({ brand, incident: id })}
          />
        </>
      );
    default:
      return null;
  }
}
