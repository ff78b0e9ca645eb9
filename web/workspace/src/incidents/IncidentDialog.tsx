import {
  Alert,
  Button,
  Group,
  Modal,
  MultiSelect,
  SegmentedControl,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, data } from "../app/api";
import { newKey } from "../app/live/writes";
import { queries } from "../app/queries";
import { useTopics } from "../app/topics";
import { type Alarm, type InFull, SEVERITIES, type Severity } from "./data";
import { useWords } from "./words";

interface Props {
  brand: string;
  /** The one that is changed; else a new one is opened. */
  incident?: InFull;
  /** The alarm that it was suspected by. */
  alarm?: Alarm;
  onClose: () => void;
  onDone: (incident: InFull) => void;
}

/** What an incident is called and what it affects. */
export function IncidentDialog({ brand, incident, alarm, onClose, onDone }: Props) {
  const t = useWords();
  const { topics, nameOf } = useTopics(brand);
  const key = useRef(newKey());
  const named = alarm?.words.join(" ") ?? "";
  const [given, setGiven] = useState({
    title_ru: incident?.title_ru ?? named,
    title_en: incident?.title_en ?? named,
    shown: incident?.shown ?? true,
    severity: incident?.severity ?? ("major" as Severity),
    topics: incident?.topics ?? (alarm ? [alarm.topic] : []),
    games: incident?.games ?? [],
    methods: incident?.methods ?? [],
  });
  const set = (change: Partial<typeof given>) => setGiven((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => {
      const body = { ...given, key: key.current };
      if (incident)
        return data(
          api.PATCH("/api/v1/brands/{brand}/incidents/{incident}", {
            params: { path: { brand, incident: incident.id } },
            body: { ...body, version: incident.version },
          }),
        );
      if (alarm)
        return data(
          api.POST("/api/v1/brands/{brand}/alarms/{alarm}/confirm", {
            params: { path: { brand, alarm: alarm.id } },
            body,
          }),
        );
      return data(api.POST("/api/v1/brands/{brand}/incidents", { params: { path: { brand } }, body }));
    },
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["incidents"] });
      onDone(made);
    },
    onError: () => {
      key.current = newKey();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(incident ? "change" : alarm ? "confirm" : "open")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          {save.error && (
            <Alert color="red" role="alert">
              {save.error.message}
            </Alert>
          )}
          <TextInput
            label={t("titleRu")}
            description={t("titleWhy")}
            required
            maxLength={120}
            lang="ru"
            data-autofocus
            value={given.title_ru}
            onChange={(event) => set({ title_ru: event.currentTarget.value })}
          />
          <TextInput
            label={t("titleEn")}
            required
            maxLength={120}
            lang="en"
            value={given.title_en}
            onChange={(event) => set({ title_en: event.currentTarget.value })}
          />
          <Stack gap={4}>
            <Text size="sm" fw={500} id="severity">
              {t("severity")}
            </Text>
            <SegmentedControl
              aria-labelledby="severity"
              value={given.severity}
              onChange={(value) => set({ severity: value as Severity })}
              data={SEVERITIES.map((value) => ({ value, label: t(value) }))}
            />
          </Stack>
          <Switch
            label={t("shownWhy")}
            description={t("shownHow")}
            checked={given.shown}
            onChange={(event) => set({ shown: event.currentTarget.checked })}
          />
          <MultiSelect
            label={t("topics")}
            searchable
            maxValues={20}
            value={[...given.topics]}
            onChange={(value) => set({ topics: value })}
            data={[...new Set([...topics.map(({ id }) => id), ...given.topics])].map((value) => ({
              value,
              label: nameOf(value),
            }))}
          />
          <TagsInput
            label={t("games")}
            description={t("namesWhy")}
            maxTags={20}
            value={[...given.games]}
            onChange={(value) => set({ games: value })}
          />
          <TagsInput
            label={t("methods")}
            maxTags={20}
            value={[...given.methods]}
            onChange={(value) => set({ methods: value })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(incident ? "save" : "openIt")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
