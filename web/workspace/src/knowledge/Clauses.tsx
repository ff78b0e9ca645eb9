import {
  Button,
  Drawer,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { IconGavel, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useLocale } from "../app/words";
import {
  EditDrawer,
  Item,
  Items,
  Loading,
  Mark,
  Nothing,
  Part,
  SureButton,
  told,
  useDraft,
  useKeyOf,
  usePhone,
} from "../settings/parts";
import { type Clause, type Language, useBrandHere, useClauses, useMayHere, useRenewed } from "./data";
import classes from "./knowledge.module.css";
import { LanguageSelect } from "./LanguageSelect";
import { Preview, Rendered } from "./Rendered";
import { useWords } from "./words";

const KINDS = ["terms", "bonus", "sports"] as const;
const STAGE_COLOURS = { past: "gray", present: "green", future: "blue" } as const;

/** The clauses that hold on a day, today if none is chosen. */
export function Clauses() {
  const t = useWords();
  const { locale } = useLocale();
  const brand = useBrandHere();
  const may = useMayHere();
  const [on, setOn] = useState("");
  const [language, setLanguage] = useState<Language>(locale);
  const [kind, setKind] = useState<Clause["kind"]>();
  const [words, setWords] = useState("");
  const { data: clauses, error } = useClauses(brand, language, on || undefined, kind);
  const [open, setOpen] = useState<string>();
  const [making, setMaking] = useState<Clause | "new">();
  const asked = words.trim().toLowerCase();
  const rows = clauses?.filter(({ name, title, text }) =>
    `${name} ${title} ${text}`.toLowerCase().includes(asked),
  );
  return (
    <>
      <Stack gap="xs" mb="md">
        <Group justify="space-between">
          <Title order={1} size="h3">
            {t("clauses")}
          </Title>
          {may.clauses && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking("new")}>
              {t("newClause")}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed" maw="44rem">
          {t("clausesHint")}
        </Text>
      </Stack>
      <SimpleGrid cols={{ base: 2, sm: 4 }} mb="md" spacing="xs">
        <TextInput
          label={t("search")}
          leftSection={<IconSearch size={16} />}
          value={words}
          onChange={(e) => setWords(e.currentTarget.value)}
        />
        <TextInput
          label={t("validOn")}
          type="date"
          value={on}
          onChange={(e) => setOn(e.currentTarget.value)}
        />
        <Select
          label={t("rules")}
          clearable
          placeholder={t("any")}
          value={kind ?? null}
          data={KINDS.map((value) => ({ value, label: t(`rules_${value}`) }))}
          onChange={(value) => setKind((value ?? undefined) as Clause["kind"] | undefined)}
        />
        <LanguageSelect value={language} onChange={setLanguage} />
      </SimpleGrid>
      {!rows ? (
        <Loading error={error} />
      ) : rows.length === 0 ? (
        <Nothing>{t(asked ? "nothingFound" : "noClauses")}</Nothing>
      ) : (
        <Items label={t("clauses")}>
          {rows.map((clause) => (
            <Item
              key={clause.id}
              icon={<IconGavel size={18} stroke={1.7} aria-hidden />}
              title={`${clause.name} · ${clause.title}`}
              sub={clause.text}
              marks={
                <>
                  {clause.jurisdiction && <Mark>{clause.jurisdiction}</Mark>}
                  <Since clause={clause} />
                </>
              }
              onOpen={() => setOpen(clause.name)}
            />
          ))}
        </Items>
      )}
      {open !== undefined && (
        <History
          name={open}
          language={language}
          onClose={() => setOpen(undefined)}
          onNew={(clause) => setMaking(clause)}
        />
      )}
      {making && (
        <NewText
          after={making === "new" ? undefined : making}
          language={language}
          onClose={() => setMaking(undefined)}
        />
      )}
    </>
  );
}

function Since({ clause }: { clause: Clause }) {
  const t = useWords();
  const { locale } = useLocale();
  const format = new Intl.DateTimeFormat(locale === "ru" ? "ru-RU" : "en-GB", { dateStyle: "medium" });
  const day = (at: string) => format.format(new Date(`${at}T00:00:00`));
  return (
    <Mark color={STAGE_COLOURS[clause.stage]}>
      {clause.valid_to
        ? t("fromTo", { from: day(clause.valid_from), to: day(clause.valid_to) })
        : t("since", { from: day(clause.valid_from) })}
    </Mark>
  );
}

/** Every text that a clause has had or will have, and what cites it. */
function History({
  name,
  language,
  onNew,
  onClose,
}: {
  name: string;
  language: Language;
  onNew: (clause: Clause) => void;
  onClose: () => void;
}) {
  const t = useWords();
  const phone = usePhone();
  const brand = useBrandHere();
  const may = useMayHere();
  const { all } = useRenewed();
  const { data: texts, error } = useQuery({
    queryKey: ["knowledge", brand, "clause", name, language],
    queryFn: () =>
      data(
        api.GET("/api/v1/knowledge/clauses/{name}/history", {
          params: { path: { name }, query: { brand, language } },
        }),
      ),
  });
  const present = texts?.find(({ stage }) => stage === "present") ?? texts?.[0];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? "100%" : 640}
      title={present ? `${name} · ${present.title}` : name}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {!texts ? (
        <Loading error={error} />
      ) : (
        <Stack gap="lg">
          {may.clauses && present && (
            <Group>
              <Button leftSection={<IconPlus size={16} />} onClick={() => onNew(present)}>
                {t("newText")}
              </Button>
            </Group>
          )}
          {texts.map((clause) => (
            <Stack key={clause.id} gap={6} component="section">
              <Group justify="space-between" gap="xs">
                <Group gap={6}>
                  <Mark color={STAGE_COLOURS[clause.stage]}>{t(`clause_${clause.stage}`)}</Mark>
                  <Since clause={clause} />
                  {clause.jurisdiction && <Mark>{clause.jurisdiction}</Mark>}
                </Group>
                {may.clauses && clause.stage === "future" && (
                  <SureButton
                    label={t("takeBack")}
                    question={t("takeBackSure")}
                    onSure={async () => {
                      await api.DELETE("/api/v1/knowledge/clauses/{clause}", {
                        params: { path: { clause: clause.id }, query: { brand } },
                      });
                      await all();
                      told(t("takenBack"));
                    }}
                  />
                )}
              </Group>
              <Rendered html={clause.html} lang={language} />
            </Stack>
          ))}
          {(may.edit || may.clauses) && <CitedBy name={name} language={language} />}
        </Stack>
      )}
    </Drawer>
  );
}

function CitedBy({ name, language }: { name: string; language: Language }) {
  const t = useWords();
  const brand = useBrandHere();
  const { data: citing, error } = useQuery({
    queryKey: ["knowledge", brand, "citing", name, language],
    queryFn: () =>
      data(
        api.GET("/api/v1/knowledge/clauses/{name}/citations", {
          params: { path: { name }, query: { brand, language } },
        }),
      ),
  });
  return (
    <Part title={t("citedBy")}>
      {!citing ? (
        <Loading error={error} />
      ) : citing.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("citedByNothing")}
        </Text>
      ) : (
        <ul className={classes.list} aria-label={t("citedBy")}>
          {citing.map((one) => (
            <li key={`${one.kind}-${one.article ?? one.reply ?? one.template}`}>
              <Cited one={one} brand={brand} />
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

/** Something that cites a clause, with the way to where it is changed. */
export function Cited({
  one,
  brand,
}: {
  one: Pick<Schemas["Citing"], "kind" | "article" | "title">;
  brand: string;
}) {
  const t = useWords();
  const inside = (
    <>
      <Text size="sm" fw={550}>
        {one.title}
      </Text>
      <Text size="xs" className={classes.faint}>
        {t(`cites_${one.kind}`)}
      </Text>
    </>
  );
  if (one.kind === "article" && one.article)
    return (
      <Link
        className={classes.row}
        to="/knowledge/article/$article"
        params={{ article: one.article }}
        search={{ brand }}
      >
        {inside}
      </Link>
    );
  return (
    <Link
      className={classes.row}
      to="/settings/$section"
      params={{ section: one.kind === "canned_reply" ? "canned" : "texts" }}
      search={{ brand }}
    >
      {inside}
    </Link>
  );
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toLocaleDateString("sv-SE");

/** A clause, or the next text of one. `after`: the text that it takes the place of. */
function NewText({
  after,
  language: first,
  onClose,
}: {
  after?: Clause | undefined;
  language: Language;
  onClose: () => void;
}) {
  const t = useWords();
  const brand = useBrandHere();
  const { all } = useRenewed();
  const { draft, change, dirty } = useDraft({
    name: after?.name ?? "",
    kind: after?.kind ?? ("terms" as Clause["kind"]),
    language: after?.language ?? first,
    title: after?.title ?? "",
    text: after?.text ?? "",
    valid_from: tomorrow(),
    valid_to: "",
    jurisdiction: after?.jurisdiction ?? "",
    place: after?.place ?? 0,
  });
  const keyOf = useKeyOf(draft);
  return (
    <EditDrawer
      title={after ? t("newTextOf", { name: after.name }) : t("newClause")}
      dirty={dirty}
      onClose={onClose}
      saved={t("clauseEntered")}
      size={680}
      onSave={async () => {
        await api.POST("/api/v1/knowledge/clauses", {
          body: {
            ...draft,
            brand,
            valid_to: draft.valid_to || null,
            jurisdiction: draft.jurisdiction.trim() || null,
            key: keyOf(),
          },
        });
        await all();
      }}
    >
      <Text size="sm" c="dimmed">
        {t(after ? "newTextHint" : "newClauseHint")}
      </Text>
      <Group grow align="flex-start">
        <TextInput
          label={t("clauseName")}
          description={t("clauseNameHint")}
          required
          readOnly={after !== undefined}
          data-autofocus={after === undefined || undefined}
          maxLength={60}
          value={draft.name}
          onChange={(e) => change({ name: e.currentTarget.value })}
        />
        <Select
          label={t("rules")}
          description={t("rulesHint")}
          allowDeselect={false}
          readOnly={after !== undefined}
          value={draft.kind}
          data={KINDS.map((value) => ({ value, label: t(`rules_${value}`) }))}
          onChange={(kind) => change({ kind: (kind ?? "terms") as Clause["kind"] })}
        />
      </Group>
      <TextInput
        label={t("title")}
        required
        maxLength={200}
        lang={draft.language}
        value={draft.title}
        onChange={(e) => change({ title: e.currentTarget.value })}
      />
      <Textarea
        label={t("text")}
        required
        autosize
        minRows={5}
        maxRows={16}
        lang={draft.language}
        data-autofocus={after !== undefined || undefined}
        value={draft.text}
        onChange={(e) => change({ text: e.currentTarget.value })}
      />
      {draft.text.trim() !== "" && <Preview brand={brand} language={draft.language} text={draft.text} />}
      <Group grow align="flex-start">
        <TextInput
          label={t("validFrom")}
          type="date"
          required
          value={draft.valid_from}
          onChange={(e) => change({ valid_from: e.currentTarget.value })}
        />
        <TextInput
          label={t("validTo")}
          type="date"
          description={t("validToHint")}
          value={draft.valid_to}
          onChange={(e) => change({ valid_to: e.currentTarget.value })}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={t("language")}
          allowDeselect={false}
          readOnly={after !== undefined}
          value={draft.language}
          data={[
            { value: "ru", label: t("ru") },
            { value: "en", label: t("en") },
          ]}
          onChange={(value) => change({ language: (value ?? "en") as Language })}
        />
        <TextInput
          label={t("jurisdiction")}
          placeholder={t("allJurisdictions")}
          readOnly={after !== undefined}
          maxLength={40}
          value={draft.jurisdiction}
          onChange={(e) => change({ jurisdiction: e.currentTarget.value })}
        />
      </Group>
    </EditDrawer>
  );
}
