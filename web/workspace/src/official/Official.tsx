import {
  Alert,
  Anchor,
  Button,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { IconExternalLink, IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useStaff } from "../app/live";
import { newKey } from "../app/live/writes";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  Loading,
  Mark,
  Nothing,
  Part,
  useBrand,
  useDraft,
  useKeyOf,
  useMayHere,
} from "../settings/parts";
import { KindIcon } from "./KindIcon";
import { KINDS, type Kind, PLATFORMS, platformName } from "./kinds";
import { useWords } from "./words";

type Entry = Schemas["OfficialView"];

/** By what players can be sure that it is us: kept with its history, since a message of last year may be asked about. */
export function Official() {
  const t = useWords();
  const brand = useBrand();
  const { locale } = useLocale();
  const may = useMayHere()("official.manage");
  const [past, setPast] = useState(false);
  const [open, setOpen] = useState<Entry | "new">();
  const queries = useQueryClient();
  const { data: entries, error } = useQuery({
    queryKey: ["official", brand, past],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.GET("/api/v1/brands/{brand}/official", {
          params: { path: { brand }, query: { history: past } },
        }),
      ),
  });
  const close = () => {
    setOpen(undefined);
    void queries.invalidateQueries({ queryKey: ["official", brand] });
  };
  return (
    <>
      <Heading title={t("official")} hint={t("officialHint")}>
        {may && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
            {t("add")}
          </Button>
        )}
      </Heading>
      <Group justify="space-between" mb="sm">
        <Switch
          label={t("withPast")}
          checked={past}
          onChange={(event) => setPast(event.currentTarget.checked)}
        />
        <Anchor
          size="sm"
          href={`/help/${brand}/${locale}/channels`}
          target="_blank"
          rel="noopener"
          display="inline-flex"
          style={{ alignItems: "center", gap: 4 }}
        >
          {t("page")} <IconExternalLink size={15} aria-hidden />
        </Anchor>
      </Group>
      {!entries ? (
        <Loading error={error} />
      ) : entries.length === 0 ? (
        <Nothing>{t("noOfficial")}</Nothing>
      ) : (
        <Stack gap="lg">
          {KINDS.map((kind) => {
            const inside = entries.filter((entry) => entry.kind === kind);
            return (
              inside.length > 0 && (
                <Part key={kind} title={t(`kinds_${kind}`)}>
                  <Items label={t(`kinds_${kind}`)}>
                    {inside.map((entry) => (
                      <Row key={entry.id} entry={entry} onOpen={() => setOpen(entry)} />
                    ))}
                  </Items>
                </Part>
              )
            );
          })}
        </Stack>
      )}
      {open === "new" && <EntryForm brand={brand} onClose={close} />}
      {open !== undefined && open !== "new" && (
        <EntryForm key={open.id} brand={brand} entry={open} onClose={close} />
      )}
    </>
  );
}

const isOver = ({ valid_to }: Entry) => valid_to !== null && Date.parse(valid_to) <= Date.now();
const isToCome = ({ valid_from }: Entry) => Date.parse(valid_from) > Date.now();

function Row({ entry, onOpen }: { entry: Entry; onOpen: () => void }) {
  const t = useWords();
  const { locale } = useLocale();
  const { moment } = useTimes();
  const staff = useStaff();
  const by = (id: string | null) => (id ? staff.get(id)?.name : undefined);
  const who = by(entry.added_by);
  const ended = by(entry.ended_by);
  const history = [
    who
      ? t("addedBy", { who, at: moment(entry.valid_from) })
      : t("addedAt", { at: moment(entry.valid_from) }),
    entry.valid_to &&
      (ended
        ? t("endedBy", { who: ended, at: moment(entry.valid_to) })
        : t("endedAt", { at: moment(entry.valid_to) })),
  ];
  return (
    <Item
      icon={<KindIcon kind={entry.kind} />}
      title={entry.value}
      sub={[entry[locale === "ru" ? "about_ru" : "about_en"], ...history].filter(Boolean).join(" · ")}
      dim={isOver(entry)}
      marks={
        <>
          {entry.platform && <Mark>{platformName(entry.platform)}</Mark>}
          {entry.source === "desk" && <Mark color="blue">{t("byItself")}</Mark>}
          {!entry.shown && <Mark>{t("notShown")}</Mark>}
          {isOver(entry) ? (
            <Mark color="gray">{t("ended")}</Mark>
          ) : isToCome(entry) ? (
            <Mark color="yellow">{t("toCome")}</Mark>
          ) : (
            <Mark color="green">{t("valid")}</Mark>
          )}
        </>
      }
      onOpen={onOpen}
    />
  );
}

function EntryForm({ brand, entry, onClose }: { brand: string; entry?: Entry; onClose: () => void }) {
  const t = useWords();
  const mayKeep = useMayHere()("official.manage");
  const may = mayKeep && !(entry && (entry.source === "desk" || isOver(entry)));
  const { draft, change, dirty } = useDraft({
    kind: entry?.kind ?? ("site" as Kind),
    value: entry?.value ?? "",
    platform: entry?.platform ?? "",
    about_en: entry?.about_en ?? "",
    about_ru: entry?.about_ru ?? "",
    shown: entry?.shown ?? true,
  });
  const keyOf = useKeyOf(draft);
  const save = () => {
    const body = { ...draft, platform: draft.kind === "handle" ? draft.platform : "", key: keyOf() };
    return entry
      ? api.POST("/api/v1/brands/{brand}/official/{entry}/replace", {
          params: { path: { brand, entry: entry.id } },
          body,
        })
      : api.POST("/api/v1/brands/{brand}/official", { params: { path: { brand } }, body });
  };
  return (
    <EditDrawer
      title={entry ? entry.value : t("add")}
      dirty={dirty}
      onClose={onClose}
      onSave={may ? save : undefined}
      saved={t("saved")}
      removal={
        may &&
        entry && {
          label: t("end"),
          question: t("endSure", { value: entry.value }),
          remove: () =>
            api.POST("/api/v1/brands/{brand}/official/{entry}/end", {
              params: { path: { brand, entry: entry.id } },
              body: { key: newKey() },
            }),
        }
      }
    >
      {entry?.source === "desk" && (
        <Alert color="blue" role="note">
          {t("byItselfWhy")}
        </Alert>
      )}
      {entry && may && (
        <Text size="sm" c="dimmed">
          {t("replaceHint")}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: draft.kind === "handle" ? 2 : 1 }}>
        <Select
          label={t("kind")}
          allowDeselect={false}
          readOnly={!may || entry !== undefined}
          value={draft.kind}
          data={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))}
          onChange={(kind) => change({ kind: (kind ?? "site") as Kind })}
        />
        {draft.kind === "handle" && (
          <Select
            label={t("platform")}
            required
            readOnly={!may}
            value={draft.platform || null}
            data={Object.entries(PLATFORMS).map(([value, label]) => ({ value, label }))}
            onChange={(platform) => change({ platform: platform ?? "" })}
          />
        )}
      </SimpleGrid>
      <TextInput
        label={t("value")}
        description={t(`value_${draft.kind}`)}
        required
        data-autofocus
        readOnly={!may}
        maxLength={200}
        value={draft.value}
        onChange={(event) => change({ value: event.currentTarget.value })}
      />
      <TextInput
        label={t("aboutRu")}
        readOnly={!may}
        lang="ru"
        maxLength={200}
        value={draft.about_ru}
        onChange={(event) => change({ about_ru: event.currentTarget.value })}
      />
      <TextInput
        label={t("aboutEn")}
        readOnly={!may}
        lang="en"
        maxLength={200}
        value={draft.about_en}
        onChange={(event) => change({ about_en: event.currentTarget.value })}
      />
      <Switch
        label={t("shown")}
        description={t("shownHint")}
        disabled={!may}
        checked={draft.shown}
        onChange={(event) => change({ shown: event.currentTarget.checked })}
      />
    </EditDrawer>
  );
}
