import { Button, Select, Switch, Text, TextInput, Title } from "@mantine/core";
import { IconCornerDownRight, IconPlus, IconTag } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  Loading,
  Mark,
  type Topic,
  useBrand,
  useBrandTopics,
  useDraft,
  useKeyOf,
} from "./parts";
import { useWords } from "./words";

const GROUPS = [
  "access",
  "money",
  "bonuses",
  "bets",
  "technical",
  "complaints",
  "protection",
  "general",
] as const satisfies readonly Topic["group"][];

const GROUP_WORDS = {
  access: "groupAccess",
  money: "groupMoney",
  bonuses: "groupBonuses",
  bets: "groupBets",
  technical: "groupTechnical",
  complaints: "groupComplaints",
  protection: "groupProtection",
  general: "groupGeneral",
} as const satisfies Record<Topic["group"], string>;

export function Topics() {
  const t = useWords();
  const brand = useBrand();
  const queries = useQueryClient();
  const { topics, error, nameOf } = useBrandTopics(brand);
  const [open, setOpen] = useState<Topic | "new">();
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["topics"] });
  };
  return (
    <>
      <Heading title={t("topics")} hint={t("topicsHint")}>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
          {t("newTopic")}
        </Button>
      </Heading>
      {topics.length === 0 && <Loading error={error} />}
      {GROUPS.map((group) => {
        const inside = topics.filter((topic) => topic.group === group);
        if (inside.length === 0) return null;
        return (
          <section key={group}>
            <Title order={2} size="h5" mt="lg" mb="xs">
              {t(GROUP_WORDS[group])}
            </Title>
            <Items label={t(GROUP_WORDS[group])}>
              {inside.map((topic) => (
                <Item
                  key={topic.id}
                  below={topic.parent !== null}
                  icon={
                    topic.parent === null ? (
                      <IconTag size={17} stroke={1.7} aria-hidden />
                    ) : (
                      <IconCornerDownRight size={17} stroke={1.7} aria-hidden />
                    )
                  }
                  title={nameOf(topic.id)}
                  sub={topic.id}
                  dim={!topic.enabled}
                  marks={
                    <>
                      {topic.parent !== null && <Mark color="blue">{t("ownTopic")}</Mark>}
                      {topic.always_on && <Mark>{t("alwaysOn")}</Mark>}
                      {!topic.enabled && <Mark color="orange">{t("off")}</Mark>}
                    </>
                  }
                  onOpen={() => setOpen(topic)}
                />
              ))}
            </Items>
          </section>
        );
      })}
      {open === "new" && <NewTopic brand={brand} topics={topics} nameOf={nameOf} onClose={close} />}
      {open !== undefined && open !== "new" && (
        <TopicForm key={open.id} brand={brand} topic={open} name={nameOf(open.id)} onClose={close} />
      )}
    </>
  );
}

interface FormProps {
  brand: string;
  topic: Topic;
  name: string;
  onClose: () => void;
}

function TopicForm({ brand, topic, name, onClose }: FormProps) {
  const t = useWords();
  const { draft, change, dirty } = useDraft({ ru: topic.ru, en: topic.en, enabled: topic.enabled });
  const keyOf = useKeyOf(draft);
  const save = () => {
    const body = { ...draft, key: keyOf() };
    const [above = "", own] = topic.id.split("/");
    return own === undefined
      ? data(
          api.PATCH("/api/v1/brands/{brand}/topics/{topic}", {
            params: { path: { brand, topic: above } },
            body,
          }),
        )
      : data(
          api.PATCH("/api/v1/brands/{brand}/topics/{topic}/{own}", {
            params: { path: { brand, topic: above, own } },
            body,
          }),
        );
  };
  return (
    <EditDrawer title={name} dirty={dirty} onClose={onClose} onSave={save} saved={t("saved")}>
      <Names draft={draft} change={change} />
      <Switch
        label={t("topicOn")}
        description={t(topic.always_on ? "alwaysOnHint" : "topicOnHint")}
        checked={draft.enabled}
        disabled={topic.always_on}
        onChange={(e) => change({ enabled: e.currentTarget.checked })}
      />
      <Text size="sm" c="dimmed">
        {t("topicFacts", { weight: topic.weight, assurance: topic.assurance })}
      </Text>
    </EditDrawer>
  );
}

function Names({
  draft,
  change,
}: {
  draft: { ru: string; en: string };
  change: (part: { ru?: string; en?: string }) => void;
}) {
  const t = useWords();
  return (
    <>
      <TextInput
        label={t("nameRu")}
        lang="ru"
        required
        maxLength={80}
        value={draft.ru}
        onChange={(e) => change({ ru: e.currentTarget.value })}
      />
      <TextInput
        label={t("nameEn")}
        lang="en"
        required
        maxLength={80}
        value={draft.en}
        onChange={(e) => change({ en: e.currentTarget.value })}
      />
    </>
  );
}

function NewTopic({
  brand,
  topics,
  nameOf,
  onClose,
}: {
  brand: string;
  topics: readonly Topic[];
  nameOf: (id: string) => string;
  onClose: () => void;
}) {
  const t = useWords();
  const { draft, change, dirty } = useDraft({ parent: null as string | null, id: "", ru: "", en: "" });
  const keyOf = useKeyOf(draft);
  return (
    <EditDrawer
      title={t("newTopic")}
      dirty={dirty}
      onClose={onClose}
      saved={t("saved")}
      onSave={() =>
        data(
          api.POST("/api/v1/brands/{brand}/topics", {
            params: { path: { brand } },
            body: { ...draft, parent: draft.parent ?? "", key: keyOf() },
          }),
        )
      }
    >
      <Select
        label={t("topicAbove")}
        description={t("topicAboveHint")}
        required
        searchable
        data-autofocus
        value={draft.parent}
        data={topics
          .filter((topic) => topic.parent === null)
          .map(({ id }) => ({ value: id, label: nameOf(id) }))}
        onChange={(parent) => change({ parent })}
      />
      <TextInput
        label={t("topicId")}
        description={t("topicIdHint")}
        required
        pattern="[a-z0-9_]{1,40}"
        value={draft.id}
        onChange={(e) => change({ id: e.currentTarget.value })}
      />
      <Names draft={draft} change={change} />
    </EditDrawer>
  );
}
