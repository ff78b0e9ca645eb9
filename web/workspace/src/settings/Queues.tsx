import { Button, MultiSelect, Select, Switch, Text, TextInput } from "@mantine/core";
import { IconPlus, IconStack2 } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { colleagues } from "../app/live";
import { LEVELS, useLevelName } from "../marks";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  LANGUAGES,
  LengthField,
  Loading,
  Mark,
  Nothing,
  Part,
  useBrand,
  useBrandTopics,
  useDraft,
  useKeyOf,
  useLanguageName,
  useMayHere,
} from "./parts";
import { Several } from "./Several";
import { useWords } from "./words";

type Queue = Schemas["QueueView"];
type Level = Schemas["QueueView"]["level"];

export function Queues() {
  const t = useWords();
  const brand = useBrand();
  const queries = useQueryClient();
  const levelName = useLevelName();
  const languageName = useLanguageName();
  const { nameOf } = useBrandTopics(brand);
  const { data: queues, error } = useQuery({
    queryKey: ["queues", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/queues", { params: { path: { brand } } })),
  });
  const [open, setOpen] = useState<string>();
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["queues", brand] });
  };
  const found = queues?.find(({ id }) => id === open);
  return (
    <>
      <Heading title={t("queues")} hint={t("queuesHint")}>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
          {t("newQueue")}
        </Button>
      </Heading>
      {!queues ? (
        <Loading error={error} />
      ) : queues.length === 0 ? (
        <Nothing>{t("noQueues")}</Nothing>
      ) : (
        <Items label={t("queues")}>
          {queues.map((queue) => (
            <Item
              key={queue.id}
              icon={<IconStack2 size={18} stroke={1.7} aria-hidden />}
              title={queue.name}
              sub={
                queue.topics.length > 0
                  ? queue.topics.map(nameOf).join(", ")
                  : t(queue.fallback ? "takesRest" : "anyTopic")
              }
              marks={
                <>
                  {queue.restricted && <Mark color="red">{t("protected")}</Mark>}
                  {queue.fallback && <Mark color="blue">{t("fallback")}</Mark>}
                  <Mark>{levelName(queue.level)}</Mark>
                  {queue.languages.length === 1 && (
                    <Mark>{queue.languages.map(languageName).join(", ")}</Mark>
                  )}
                  <Mark>{t("membersCount", { count: queue.members.length })}</Mark>
                </>
              }
              onOpen={() => setOpen(queue.id)}
            />
          ))}
        </Items>
      )}
      {open === "new" && <QueueForm brand={brand} queues={queues ?? []} onClose={close} />}
      {found && (
        <QueueForm key={found.id} brand={brand} queue={found} queues={queues ?? []} onClose={close} />
      )}
    </>
  );
}

interface FormProps {
  brand: string;
  queue?: Queue;
  queues: readonly Queue[];
  onClose: () => void;
}

function QueueForm({ brand, queue, queues, onClose }: FormProps) {
  const t = useWords();
  const levelName = useLevelName();
  const languageName = useLanguageName();
  const may = useMayHere();
  const { choices } = useBrandTopics(brand);
  const { draft, change, dirty } = useDraft({
    name: queue?.name ?? "",
    topics: queue?.topics ?? [],
    languages: queue?.languages ?? [],
    restricted: queue?.restricted ?? false,
    fallback: queue?.fallback ?? false,
    level: queue?.level ?? ("first_line" as Level),
    overflow_queue: queue?.overflow_queue ?? null,
    overflow_after: queue?.overflow_after ?? null,
    escalate_after: queue?.escalate_after ?? null,
    members: queue?.members ?? [],
  });
  const keyOf = useKeyOf(draft);
  const save = () => {
    const { members, ...fields } = draft;
    const body = { ...fields, ...(may("staff.manage") ? { members } : {}), key: keyOf() };
    return queue
      ? data(
          api.PATCH("/api/v1/brands/{brand}/queues/{queue}", {
            params: { path: { brand, queue: queue.id } },
            body,
          }),
        )
      : data(api.POST("/api/v1/brands/{brand}/queues", { params: { path: { brand } }, body }));
  };
  return (
    <EditDrawer
      title={queue ? queue.name : t("newQueue")}
      dirty={dirty}
      onClose={onClose}
      onSave={save}
      saved={t("saved")}
      removal={
        queue && {
          label: t("deleteQueue"),
          question: t("deleteQueueSure", { name: queue.name }),
          remove: () =>
            api.DELETE("/api/v1/brands/{brand}/queues/{queue}", {
              params: { path: { brand, queue: queue.id } },
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
      <Several
        label={t("topics")}
        description={t("queueTopicsHint")}
        choices={choices}
        value={draft.topics}
        onChange={(topics) => change({ topics })}
      />
      <MultiSelect
        label={t("languages")}
        description={t("queueLanguagesHint")}
        data={LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
        value={draft.languages}
        onChange={(languages) => change({ languages })}
      />
      <Select
        label={t("level")}
        allowDeselect={false}
        value={draft.level}
        data={LEVELS.map((value) => ({ value, label: levelName(value) }))}
        onChange={(level) => change({ level: (level ?? "first_line") as Level })}
      />
      <Switch
        label={t("protectedQueue")}
        description={t("protectedHint")}
        checked={draft.restricted}
        onChange={(e) => change({ restricted: e.currentTarget.checked })}
      />
      <Switch
        label={t("fallbackQueue")}
        description={t("fallbackHint")}
        checked={draft.fallback}
        onChange={(e) => change({ fallback: e.currentTarget.checked })}
      />
      <Part title={t("whenLong")}>
        <Select
          label={t("overflowQueue")}
          description={t("overflowHint")}
          clearable
          placeholder={t("none")}
          value={draft.overflow_queue}
          data={queues
            .filter(({ id }) => id !== queue?.id)
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(overflow_queue) =>
            change({
              overflow_queue,
              overflow_after: overflow_queue === null ? null : (draft.overflow_after ?? 900),
            })
          }
        />
        {draft.overflow_queue !== null && (
          <LengthField
            label={t("overflowAfter")}
            required
            value={draft.overflow_after}
            onChange={(overflow_after) => change({ overflow_after })}
          />
        )}
        <LengthField
          label={t("escalateAfter")}
          description={t("escalateHint")}
          value={draft.escalate_after}
          onChange={(escalate_after) => change({ escalate_after })}
        />
      </Part>
      {may("staff.manage") ? (
        <Members value={draft.members} onChange={(members) => change({ members })} brand={brand} />
      ) : (
        <Text size="sm" c="dimmed">
          {t("membersCount", { count: draft.members.length })}
        </Text>
      )}
    </EditDrawer>
  );
}

/** Colleagues of a brand, by name. */
function Members({
  brand,
  value,
  onChange,
}: {
  brand: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
}) {
  const t = useWords();
  const { data: here = [] } = useQuery(colleagues(brand));
  const known = here.filter((one) => one.active || value.includes(one.id));
  const missing = value.filter((id) => !known.some((one) => one.id === id));
  return (
    <Several
      label={t("members")}
      description={t("membersHint")}
      value={value}
      onChange={onChange}
      choices={[
        ...known.map(({ id, name }) => ({ value: id, label: name })),
        ...missing.map((id) => ({ value: id, label: t("unknownColleague") })),
      ]}
    />
  );
}
