import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NumberInput,
  Select,
  Stack,
  Tabs,
  Text,
  TextInput,
} from "@mantine/core";
import { IconClockCheck, IconPlus, IconSearch, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { PRIORITY_NAMES, type Priority, useChannelName, usePriorityName } from "../marks";
import { Calendars, useCalendars } from "./Calendars";
import { PAUSES, PauseRules } from "./PauseRules";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  LengthField,
  Loading,
  Mark,
  Nothing,
  Part,
  Refused,
  useBrand,
  useBrandTopics,
  useDraft,
  useKeyOf,
  useWrite,
} from "./parts";
import { Steps } from "./Steps";
import { useWords } from "./words";

type Promised = Schemas["PromiseView"];
type Rung = Schemas["RungBody"];
type Channel = Schemas["PreviewBody"]["channel"];

const CHANNELS = [
  "email",
  "webchat",
  "portal",
  "telegram",
  "whatsapp",
  "social",
  "phone",
] as const satisfies readonly Channel[];
const TIMES = ["first_reply", "next_reply", "resolution", "aim"] as const;

function useEveryChannelName(): (kind: string) => string {
  const t = useWords();
  const channelName = useChannelName();
  return (kind) => (kind === "social" || kind === "whatsapp" ? t(kind) : channelName(kind));
}

export function Promises() {
  const t = useWords();
  return (
    <>
      <Heading title={t("promises")} hint={t("promisesHint")} />
      <Tabs defaultValue="promises" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="promises">{t("promisesTab")}</Tabs.Tab>
          <Tabs.Tab value="calendars">{t("calendars")}</Tabs.Tab>
          <Tabs.Tab value="preview">{t("preview")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="promises">
          <Policies />
        </Tabs.Panel>
        <Tabs.Panel value="calendars">
          <Calendars />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <Preview />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Policies() {
  const t = useWords();
  const brand = useBrand();
  const queries = useQueryClient();
  const { length } = useTimes();
  const channelName = useEveryChannelName();
  const priorityName = usePriorityName();
  const { nameOf } = useBrandTopics(brand);
  const { data: promises, error } = useQuery({
    queryKey: ["promises", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/promises", { params: { path: { brand } } })),
  });
  const [open, setOpen] = useState<string>();
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["promises", brand] });
  };
  const [words, setWords] = useState("");
  if (!promises) return <Loading error={error} />;
  const found = promises.find(({ id }) => id === open);
  const matches = (promise: Promised) =>
    [
      promise.channel && channelName(promise.channel),
      promise.topic && nameOf(promise.topic),
      promise.priority && priorityName(promise.priority),
    ]
      .filter(Boolean)
      .join(" · ") || t("everything");
  const wanted = words.trim().toLowerCase();
  const shown = promises.filter((one) => `${one.name} ${matches(one)}`.toLowerCase().includes(wanted));
  return (
    <Stack>
      <Group justify="space-between">
        <TextInput
          w={300}
          aria-label={t("searchPromises")}
          placeholder={t("searchPromises")}
          leftSection={<IconSearch size={16} />}
          value={words}
          onChange={(e) => setWords(e.currentTarget.value)}
        />
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
          {t("newPromise")}
        </Button>
      </Group>
      {shown.length === 0 && <Nothing>{t("nothingFound")}</Nothing>}
      <Items label={t("promisesTab")}>
        {shown.map((promise) => (
          <Item
            key={promise.id}
            icon={<IconClockCheck size={18} stroke={1.7} aria-hidden />}
            title={promise.name}
            sub={matches(promise)}
            marks={
              <>
                {promise.first_reply !== null && (
                  <Mark>{t("firstReplyIn", { length: length(promise.first_reply) })}</Mark>
                )}
                {promise.next_reply !== null && (
                  <Mark>{t("nextReplyIn", { length: length(promise.next_reply) })}</Mark>
                )}
                {promise.resolution !== null && (
                  <Mark>{t("resolutionIn", { length: length(promise.resolution) })}</Mark>
                )}
              </>
            }
            onOpen={() => setOpen(promise.id)}
          />
        ))}
      </Items>
      {open === "new" && <PromiseForm brand={brand} onClose={close} />}
      {found && <PromiseForm key={found.id} brand={brand} promise={found} onClose={close} />}
    </Stack>
  );
}

function PromiseForm({
  brand,
  promise,
  onClose,
}: {
  brand: string;
  promise?: Promised;
  onClose: () => void;
}) {
  const t = useWords();
  const channelName = useEveryChannelName();
  const priorityName = usePriorityName();
  const { choices } = useBrandTopics(brand);
  const { data: calendars = [] } = useCalendars(brand);
  const { draft, change, dirty } = useDraft({
    name: promise?.name ?? "",
    channel: (promise?.channel ?? null) as Channel | null,
    topic: promise?.topic ?? null,
    priority: (promise?.priority ?? null) as Priority | null,
    first_reply: promise?.first_reply ?? null,
    next_reply: promise?.next_reply ?? null,
    resolution: promise?.resolution ?? null,
    aim: promise?.aim ?? null,
    warn_share: promise?.warn_share ?? 0.75,
    calendar: promise?.calendar ?? null,
    pauses: promise?.pauses ?? [...PAUSES],
    ladder: promise?.ladder ?? [],
    position: promise?.position ?? 0,
  });
  const keyOf = useKeyOf(draft);
  const save = () => {
    const body = { ...draft, key: keyOf() };
    return promise
      ? data(
          api.PATCH("/api/v1/brands/{brand}/promises/{promise}", {
            params: { path: { brand, promise: promise.id } },
            body,
          }),
        )
      : data(api.POST("/api/v1/brands/{brand}/promises", { params: { path: { brand } }, body }));
  };
  return (
    <EditDrawer
      title={promise ? promise.name : t("newPromise")}
      dirty={dirty}
      onClose={onClose}
      onSave={save}
      saved={t("promiseSaved")}
      size={620}
      removal={
        promise && {
          label: t("retirePromise"),
          question: t("retirePromiseSure"),
          remove: () =>
            api.DELETE("/api/v1/brands/{brand}/promises/{promise}", {
              params: { path: { brand, promise: promise.id } },
            }),
        }
      }
    >
      <TextInput
        label={t("name")}
        required
        data-autofocus
        maxLength={100}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      <Fieldset legend={t("forWhich")}>
        <Stack gap="sm">
          <Select
            label={t("channel")}
            clearable
            placeholder={t("anyChannel")}
            value={draft.channel}
            data={CHANNELS.map((value) => ({ value, label: channelName(value) }))}
            onChange={(channel) => change({ channel: channel as Channel | null })}
          />
          <Select
            label={t("topic")}
            clearable
            searchable
            placeholder={t("anyTopic")}
            value={draft.topic}
            data={choices}
            onChange={(topic) => change({ topic })}
          />
          <Select
            label={t("priority")}
            clearable
            placeholder={t("anyPriority")}
            value={draft.priority}
            data={PRIORITY_NAMES.map((value) => ({ value, label: priorityName(value) }))}
            onChange={(priority) => change({ priority: priority as Priority | null })}
          />
          <NumberInput
            label={t("position")}
            description={t("positionHint")}
            min={0}
            allowDecimal={false}
            value={draft.position}
            onChange={(given) => change({ position: Number(given) || 0 })}
          />
        </Stack>
      </Fieldset>
      <Fieldset legend={t("times")}>
        <Stack gap="sm">
          {TIMES.map((time) => (
            <LengthField
              key={time}
              label={t(time)}
              {...(time === "aim" ? { description: t("aimHint") } : {})}
              value={draft[time]}
              onChange={(seconds) => change({ [time]: seconds })}
            />
          ))}
          <Select
            label={t("calendar")}
            description={t("calendarHint")}
            clearable
            placeholder={t("dayAndNight")}
            value={draft.calendar}
            data={calendars.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(calendar) => change({ calendar })}
          />
          <NumberInput
            label={t("warnShare")}
            description={t("warnHint")}
            required
            min={1}
            max={100}
            suffix=" %"
            allowDecimal={false}
            value={Math.round(draft.warn_share * 100)}
            onChange={(given) => change({ warn_share: (Number(given) || 75) / 100 })}
          />
        </Stack>
      </Fieldset>
      <PauseRules brand={brand} promise={draft} onChange={(pauses) => change({ pauses })} />
      <Ladder brand={brand} value={draft.ladder} onChange={(ladder) => change({ ladder })} />
    </EditDrawer>
  );
}

const DEEDS = ["notify_team", "notify_supervisor", "raise_priority", "move_to_queue"] as const;

function Ladder({
  brand,
  value,
  onChange,
}: {
  brand: string;
  value: readonly Rung[];
  onChange: (value: Rung[]) => void;
}) {
  const t = useWords();
  const { data: queues = [] } = useQuery({
    queryKey: ["queues", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/queues", { params: { path: { brand } } })),
  });
  const set = (at: number, part: Partial<Rung>) =>
    onChange(value.map((rung, index) => (index === at ? { ...rung, ...part } : rung)));
  return (
    <Fieldset legend={t("ladder")}>
      <Stack gap="md">
        <Text size="xs" c="dimmed">
          {t("ladderHint")}
        </Text>
        {value.map((rung, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name but their place
          <Stack key={at} gap="xs">
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <Select
                flex={1}
                label={t("step", { count: at + 1 })}
                allowDeselect={false}
                value={rung.what}
                data={DEEDS.map((deed) => ({ value: deed, label: t(deed) }))}
                onChange={(what) => set(at, { what: (what ?? "notify_team") as Rung["what"], queue: null })}
              />
              <ActionIcon
                variant="subtle"
                color="red"
                size="lg"
                aria-label={t("removeStep", { count: at + 1 })}
                onClick={() => onChange(value.filter((_, index) => index !== at))}
              >
                <IconTrash size={17} />
              </ActionIcon>
            </Group>
            {rung.what === "move_to_queue" && (
              <Select
                label={t("toQueue")}
                required
                searchable
                value={rung.queue ?? null}
                data={queues.map(({ name }) => name)}
                onChange={(queue) => set(at, { queue })}
              />
            )}
            <Group gap="xs" align="flex-end" grow preventGrowOverflow={false}>
              <Select
                label={t("stepWhen")}
                allowDeselect={false}
                value={rung.share != null ? "share" : "after"}
                data={[
                  { value: "share", label: t("whenShare") },
                  { value: "after", label: t("whenAfter") },
                ]}
                onChange={(when) =>
                  set(at, when === "share" ? { share: 0.8, after: null } : { share: null, after: 900 })
                }
              />
              {rung.share != null ? (
                <NumberInput
                  label={t("share")}
                  min={1}
                  max={100}
                  suffix=" %"
                  allowDecimal={false}
                  value={Math.round(rung.share * 100)}
                  onChange={(given) => set(at, { share: (Number(given) || 80) / 100 })}
                />
              ) : (
                <NumberInput
                  label={t("minutesAfter")}
                  min={0}
                  allowDecimal={false}
                  value={Math.round((rung.after ?? 0) / 60)}
                  onChange={(given) => set(at, { after: Math.max(0, Number(given) || 0) * 60 })}
                />
              )}
            </Group>
          </Stack>
        ))}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              onChange([...value, { what: "notify_team", share: 0.8, after: null, queue: null }])
            }
          >
            {t("addStep")}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

const KINDS = { first_reply: "first_reply", next_reply: "next_reply", resolution: "resolution" } as const;

function Preview() {
  const t = useWords();
  const brand = useBrand();
  const { locale } = useLocale();
  const { moment } = useTimes();
  const channelName = useEveryChannelName();
  const priorityName = usePriorityName();
  const { choices, topics } = useBrandTopics(brand);
  const { draft, change } = useDraft({
    channel: "email" as Channel,
    topic: null as string | null,
    priority: "normal" as Priority,
    at: "",
  });
  const topic = draft.topic ?? topics[0]?.id ?? "";
  const { run, busy, problem } = useWrite();
  const [answer, setAnswer] = useState<Schemas["Preview"][]>();
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("previewHint")}
      </Text>
      <Group align="flex-end">
        <Select
          label={t("channel")}
          allowDeselect={false}
          w={180}
          value={draft.channel}
          data={CHANNELS.map((value) => ({ value, label: channelName(value) }))}
          onChange={(channel) => change({ channel: (channel ?? "email") as Channel })}
        />
        <Select
          label={t("topic")}
          allowDeselect={false}
          searchable
          w={280}
          value={topic}
          data={choices}
          onChange={(chosen) => change({ topic: chosen })}
        />
        <Select
          label={t("priority")}
          allowDeselect={false}
          w={160}
          value={draft.priority}
          data={PRIORITY_NAMES.map((value) => ({ value, label: priorityName(value) }))}
          onChange={(priority) => change({ priority: (priority ?? "normal") as Priority })}
        />
        <TextInput
          type="datetime-local"
          label={t("comesAt")}
          value={draft.at}
          onChange={(e) => change({ at: e.currentTarget.value })}
        />
        <Button
          loading={busy}
          disabled={topic === ""}
          onClick={() =>
            run(async () =>
              setAnswer(
                await data(
                  api.POST("/api/v1/brands/{brand}/promises/preview", {
                    params: { path: { brand } },
                    body: {
                      channel: draft.channel,
                      topic,
                      priority: draft.priority,
                      at: draft.at === "" ? null : new Date(draft.at).toISOString(),
                      language: locale,
                    },
                  }),
                ),
              ),
            )
          }
        >
          {t("showPreview")}
        </Button>
      </Group>
      <Refused problem={problem} />
      {answer && (
        <Stack role="status" gap="md">
          {answer.length === 0 && <Text c="dimmed">{t("nothingPromised")}</Text>}
          {answer.map((one) => (
            <Part
              key={one.kind}
              title={
                one.due_at
                  ? t("dueAt", { promise: t(KINDS[one.kind]), moment: moment(one.due_at) })
                  : t(KINDS[one.kind])
              }
            >
              <Steps policy={one.policy} steps={one.steps} />
            </Part>
          ))}
        </Stack>
      )}
    </Stack>
  );
}
