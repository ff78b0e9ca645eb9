import {
  Alert,
  Button,
  Group,
  MultiSelect,
  Paper,
  Select,
  Stack,
  Tabs,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconMessage2Bolt, IconPlus, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMe } from "../app/session";
import { useLocale } from "../app/words";
import { useChannelName } from "../marks";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  LANGUAGES,
  type Language,
  Loading,
  Mark,
  Nothing,
  Refused,
  useBrand,
  useBrandTopics,
  useDraft,
  useKeyOf,
  useLanguageName,
  useMayHere,
  useProblem,
} from "./parts";
import { Several } from "./Several";
import classes from "./settings.module.css";
import { useWords } from "./words";

type Reply = Schemas["Canned"];
type Scope = Reply["scope"];

const CHANNELS = ["email", "webchat", "portal", "telegram", "phone"] as const;
const SCOPE_WORDS = { own: "scopeOwn", team: "scopeTeam", brand: "scopeBrand" } as const;

export function Canned() {
  const t = useWords();
  const brand = useBrand();
  const { locale } = useLocale();
  const queries = useQueryClient();
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words, 200);
  const { data: replies, error } = useQuery({
    queryKey: ["canned", brand, asked],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(api.GET("/api/v1/canned-replies", { params: { query: { brand, q: asked, limit: 200 } } })),
  });
  const [open, setOpen] = useState<Reply | "new">();
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["canned"] });
  };
  return (
    <>
      <Heading title={t("canned")} hint={t("cannedHint")}>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
          {t("newCanned")}
        </Button>
      </Heading>
      <TextInput
        mb="sm"
        maw={420}
        aria-label={t("searchCanned")}
        placeholder={t("searchCanned")}
        leftSection={<IconSearch size={16} />}
        value={words}
        onChange={(e) => setWords(e.currentTarget.value)}
      />
      {!replies ? (
        <Loading error={error} />
      ) : replies.length === 0 ? (
        <Nothing>{t(asked ? "nothingFound" : "noCanned")}</Nothing>
      ) : (
        <Items label={t("canned")}>
          {replies.map((reply) => {
            const first = (both: Schemas["CannedWords"]) =>
              (locale === "ru" ? (both.ru ?? both.en) : (both.en ?? both.ru)) ?? "";
            return (
              <Item
                key={reply.id}
                icon={<IconMessage2Bolt size={18} stroke={1.7} aria-hidden />}
                title={first(reply.title) || `/${reply.shortcut}`}
                sub={first(reply.text)}
                marks={
                  <>
                    <Mark>/{reply.shortcut}</Mark>
                    <Mark color={reply.scope === "brand" ? "blue" : "gray"}>
                      {t(SCOPE_WORDS[reply.scope])}
                    </Mark>
                    <Mark>
                      {LANGUAGES.filter((language) => reply.text[language])
                        .map((language) => language.toUpperCase())
                        .join(" ")}
                    </Mark>
                  </>
                }
                onOpen={() => setOpen(reply)}
              />
            );
          })}
        </Items>
      )}
      {open === "new" && <CannedForm brand={brand} onClose={close} />}
      {open !== undefined && open !== "new" && (
        <CannedForm key={open.id} brand={brand} reply={open} onClose={close} />
      )}
    </>
  );
}

const EMPTY = { ru: "", en: "" };
const both = (words: Schemas["CannedWords"] | undefined) =>
  words ? { ru: words.ru ?? "", en: words.en ?? "" } : EMPTY;
const kept = (words: { ru: string; en: string }) => ({ ru: words.ru || null, en: words.en || null });

function CannedForm({ brand, reply, onClose }: { brand: string; reply?: Reply; onClose: () => void }) {
  const t = useWords();
  const me = useMe();
  const may = useMayHere();
  const { locale } = useLocale();
  const channelName = useChannelName();
  const languageName = useLanguageName();
  const { choices } = useBrandTopics(brand);
  const share = may("canned.share");
  const { data: teams = [] } = useQuery({
    queryKey: ["teams", brand],
    enabled: may("staff.see"),
    queryFn: () => data(api.GET("/api/v1/teams", { params: { query: { brand } } })),
  });
  const mine = teams.filter(
    (team) => share || team.members.some((one) => one.staff_id === me.id && one.lead),
  );
  const { draft, change, dirty } = useDraft({
    shortcut: reply?.shortcut ?? "",
    title: both(reply?.title),
    text: both(reply?.text),
    topics: reply?.topics ?? [],
    channels: reply?.channels ?? [],
    scope: reply?.scope ?? ((share && !may("tickets.reply") ? "brand" : "own") as Scope),
    team: reply?.team ?? null,
  });
  const keyOf = useKeyOf(draft);
  const [language, setLanguage] = useState<Language>(
    draft.text[locale] || !reply ? locale : draft.text.ru ? "ru" : "en",
  );
  const writable = reply?.mine ?? true;
  const save = () => {
    const body = { ...draft, title: kept(draft.title), text: kept(draft.text), key: keyOf() };
    return reply
      ? data(api.PATCH("/api/v1/canned-replies/{reply}", { params: { path: { reply: reply.id } }, body }))
      : data(api.POST("/api/v1/canned-replies", { body: { ...body, brand } }));
  };
  const scopes = [
    ...(may("tickets.reply") || draft.scope === "own" ? ["own" as const] : []),
    ...(mine.length > 0 || draft.scope === "team" ? ["team" as const] : []),
    ...(share || draft.scope === "brand" ? ["brand" as const] : []),
  ];
  return (
    <EditDrawer
      title={reply ? `/${reply.shortcut}` : t("newCanned")}
      dirty={dirty}
      onClose={onClose}
      onSave={writable ? save : undefined}
      saved={t("saved")}
      size={680}
      removal={
        reply?.mine && {
          label: t("deleteCanned"),
          question: t("deleteCannedSure", { name: reply.shortcut }),
          remove: () =>
            api.DELETE("/api/v1/canned-replies/{reply}", { params: { path: { reply: reply.id } } }),
        }
      }
    >
      {!writable && (
        <Alert color="gray" role="note">
          {t("notYours")}
        </Alert>
      )}
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput
          label={t("shortcut")}
          description={t("shortcutHint")}
          leftSection="/"
          required
          readOnly={!writable}
          data-autofocus
          maxLength={40}
          value={draft.shortcut}
          onChange={(e) => change({ shortcut: e.currentTarget.value })}
        />
        <Select
          label={t("whose")}
          description={t("whoseHint")}
          allowDeselect={false}
          readOnly={!writable}
          value={draft.scope}
          data={scopes.map((value) => ({ value, label: t(SCOPE_WORDS[value]) }))}
          onChange={(scope) => change({ scope: (scope ?? "own") as Scope, team: null })}
        />
      </Group>
      {draft.scope === "team" && (
        <Select
          label={t("team")}
          required
          readOnly={!writable}
          value={draft.team}
          data={mine.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(team) => change({ team })}
        />
      )}
      <Tabs value={language} onChange={(chosen) => setLanguage((chosen ?? "en") as Language)}>
        <Tabs.List aria-label={t("language")}>
          {LANGUAGES.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {languageName(one)}
              {draft.text[one] ? "" : ` · ${t("empty")}`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {LANGUAGES.map((one) => (
          <Tabs.Panel key={one} value={one} pt="sm">
            <Stack gap="sm">
              <TextInput
                label={t("title")}
                lang={one}
                readOnly={!writable}
                maxLength={120}
                value={draft.title[one]}
                onChange={(e) => change({ title: { ...draft.title, [one]: e.currentTarget.value } })}
              />
              <Textarea
                label={t("text")}
                description={t("variablesHint")}
                lang={one}
                readOnly={!writable}
                autosize
                minRows={5}
                maxRows={16}
                maxLength={10_000}
                value={draft.text[one]}
                onChange={(e) => change({ text: { ...draft.text, [one]: e.currentTarget.value } })}
              />
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
      <Trial brand={brand} language={language} text={draft.text} />
      <Several
        label={t("topics")}
        description={t("cannedTopicsHint")}
        choices={choices}
        value={draft.topics}
        onChange={(topics) => change({ topics })}
      />
      <MultiSelect
        label={t("channels")}
        description={t("cannedChannelsHint")}
        readOnly={!writable}
        data={CHANNELS.map((value) => ({ value, label: channelName(value) }))}
        value={draft.channels}
        onChange={(channels) => change({ channels })}
      />
    </EditDrawer>
  );
}

/** How the text reads, as it is being written. */
function Trial({
  brand,
  language,
  text,
}: {
  brand: string;
  language: Language;
  text: { ru: string; en: string };
}) {
  const t = useWords();
  const problemOf = useProblem();
  const [ticket, setTicket] = useState("");
  const [asked] = useDebouncedValue({ text: text[language], ticket: ticket.trim() }, 350);
  const { data: shown, error } = useQuery({
    queryKey: ["canned-preview", brand, language, asked],
    enabled: asked.text !== "",
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.POST("/api/v1/canned-replies/preview", {
          body: { text: { [language]: asked.text }, ticket: asked.ticket || null, brand, language },
        }),
      ),
  });
  if (text[language] === "") return null;
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-end">
        <Text size="sm" fw={500}>
          {t("preview")}
        </Text>
        <TextInput
          size="xs"
          w={200}
          label={t("previewTicket")}
          placeholder={t("sampleValues")}
          value={ticket}
          onChange={(e) => setTicket(e.currentTarget.value)}
        />
      </Group>
      {error ? (
        <Refused problem={problemOf(error)} />
      ) : (
        shown && (
          <>
            <Paper
              withBorder
              p="sm"
              bg="light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-6))"
            >
              <Text size="sm" className={classes.shown} lang={shown.language}>
                {shown.text}
              </Text>
            </Paper>
            {shown.missing.length > 0 && (
              <Alert color="yellow" role="status">
                {t("missingValues", { names: shown.missing.join(", ") })}
              </Alert>
            )}
            {shown.problems.length > 0 && (
              <Alert color="red" role="alert" title={t("textProblems")}>
                {shown.problems.map((flaw) => (
                  <Text size="sm" key={flaw.detail}>
                    {flaw.detail}
                  </Text>
                ))}
              </Alert>
            )}
          </>
        )
      )}
    </Stack>
  );
}
