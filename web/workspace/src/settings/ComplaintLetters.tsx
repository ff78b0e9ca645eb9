import { Alert, Button, Group, Paper, Spoiler, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconFileText } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { useNameOf } from "../complaints/names.words";
import { usePeople } from "../lists/useList";
import { useLetterWords } from "./letters.words";
import {
  EditDrawer,
  Item,
  Items,
  type Language,
  Loading,
  Mark,
  Refused,
  SureButton,
  told,
  useBrand,
  useDraft,
  useKeyOf,
  useLanguageName,
  useProblem,
} from "./parts";
import classes from "./settings.module.css";
import { useWords } from "./words";

type LetterText = Schemas["LetterText"];

/** The brand's own words in the letters of complaints. */
export function ComplaintLetters({ language }: { language: Language }) {
  const t = useWords();
  const l = useLetterWords();
  const nameOf = useNameOf();
  const brand = useBrand();
  const queries = useQueryClient();
  const { data: letters, error } = useQuery({
    queryKey: ["letter-texts", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/complaint-letters", { params: { path: { brand } } })),
  });
  const [open, setOpen] = useState<string>();
  const here = letters?.filter((one) => one.language === language) ?? [];
  const found = here.find(({ kind }) => kind === open);
  return (
    <section aria-labelledby="complaint-letters">
      <Title order={2} size="h5" mt="xl" mb={4} id="complaint-letters">
        {l("title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {l("hint")}
      </Text>
      {!letters && <Loading error={error} />}
      <Items label={l("title")}>
        {here.map((one) => (
          <Item
            key={one.kind}
            icon={<IconFileText size={18} stroke={1.7} aria-hidden />}
            title={nameOf(one.kind)}
            sub={one.subject}
            marks={one.own && <Mark color="blue">{t("ownWords")}</Mark>}
            onOpen={() => setOpen(one.kind)}
          />
        ))}
      </Items>
      {found && (
        <LetterForm
          key={`${found.kind} ${language} ${found.version}`}
          brand={brand}
          letter={found}
          onClose={() => {
            setOpen(undefined);
            queries.invalidateQueries({ queryKey: ["letter-texts", brand] });
          }}
        />
      )}
    </section>
  );
}

function LetterForm({ brand, letter, onClose }: { brand: string; letter: LetterText; onClose: () => void }) {
  const t = useWords();
  const l = useLetterWords();
  const nameOf = useNameOf();
  const languageName = useLanguageName();
  const problemOf = useProblem();
  const { locale } = useLocale();
  const { draft, change, dirty } = useDraft({ subject: letter.subject, text: letter.text });
  const keyOf = useKeyOf(draft);
  const path = { brand, letter: letter.kind, language: letter.language };
  const [asked] = useDebouncedValue(draft, 350);
  const { data: tried, error } = useQuery({
    queryKey: ["letter-preview", path, asked],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.POST("/api/v1/brands/{brand}/complaint-letters/{letter}/{language}/preview", {
          params: { path },
          body: asked,
        }),
      ),
  });
  return (
    <EditDrawer
      title={`${nameOf(letter.kind)} · ${languageName(letter.language)}`}
      dirty={dirty}
      onClose={onClose}
      saved={t("saved")}
      size={680}
      onSave={() =>
        data(
          api.PUT("/api/v1/brands/{brand}/complaint-letters/{letter}/{language}", {
            params: { path },
            body: { ...draft, version: letter.version, key: keyOf() },
          }),
        )
      }
      more={
        letter.own && (
          <SureButton
            label={t("restore")}
            question={t("restoreSure")}
            onSure={async () => {
              await api.DELETE("/api/v1/brands/{brand}/complaint-letters/{letter}/{language}", {
                params: { path, query: { version: letter.version } },
              });
              told(t("restored"));
              onClose();
            }}
          />
        )
      }
    >
      <TextInput
        label={t("subject")}
        lang={letter.language}
        required
        maxLength={200}
        value={draft.subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t("text")}
        description={l("places")}
        lang={letter.language}
        required
        data-autofocus
        autosize
        minRows={8}
        maxRows={22}
        maxLength={10_000}
        value={draft.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      {tried && tried.problems.length > 0 && (
        <Alert color="red" role="alert" title={l("refused")}>
          {tried.problems.map((one) => (
            <Text size="sm" key={`${one.flaw} ${one.quote}`}>
              {locale === "ru" ? one.ru : one.en}
            </Text>
          ))}
        </Alert>
      )}
      <Text size="sm" fw={500}>
        {t("preview")}
      </Text>
      <Text size="xs" c="dimmed">
        {l("previewIn")}
      </Text>
      {error && <Refused problem={problemOf(error)} />}
      {tried && (
        <Paper
          withBorder
          p="sm"
          bg="light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-6))"
          lang={letter.language}
        >
          <Text size="sm" fw={600} mb={6}>
            {tried.subject}
          </Text>
          <Text size="sm" className={classes.shown}>
            {tried.text}
          </Text>
        </Paper>
      )}
      <History brand={brand} letter={letter} onTake={(subject, text) => change({ subject, text })} />
    </EditDrawer>
  );
}

function History({
  brand,
  letter,
  onTake,
}: {
  brand: string;
  letter: LetterText;
  onTake: (subject: string, text: string) => void;
}) {
  const l = useLetterWords();
  const t = useWords();
  const { moment } = useTimes();
  const people = usePeople();
  const { data: before } = useQuery({
    queryKey: ["letter-history", brand, letter.kind, letter.language, letter.version],
    enabled: letter.version !== null,
    queryFn: () =>
      data(
        api.GET("/api/v1/brands/{brand}/complaint-letters/{letter}/{language}/history", {
          params: { path: { brand, letter: letter.kind, language: letter.language } },
        }),
      ),
  });
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {l("history")}
        </Text>
        {letter.own && (
          <Button
            variant="default"
            size="xs"
            onClick={() => onTake(letter.built_in.subject, letter.built_in.text)}
          >
            {t("takeBuiltIn")}
          </Button>
        )}
      </Group>
      {letter.version === null && (
        <Text size="sm" c="dimmed">
          {l("historyNone")}
        </Text>
      )}
      {before?.map((one) => {
        const { subject, text } = one;
        return (
          <Paper key={one.id} withBorder p="xs">
            <Group justify="space-between" gap="xs">
              <Text size="xs" c="dimmed" className="numbers">
                {l("changed", {
                  at: moment(one.changed_at),
                  who: people.get(one.changed_by ?? "")?.name ?? l("somebody"),
                })}
              </Text>
              {subject !== null && text !== null && (
                <Button variant="subtle" size="compact-xs" onClick={() => onTake(subject, text)}>
                  {l("use")}
                </Button>
              )}
            </Group>
            {text === null ? (
              <Text size="sm">{l("packaged")}</Text>
            ) : (
              <Spoiler maxHeight={66} showLabel={l("more")} hideLabel={l("less")}>
                <Text size="sm" className={classes.shown} lang={letter.language}>
                  {text}
                </Text>
              </Spoiler>
            )}
          </Paper>
        );
      })}
    </Stack>
  );
}
