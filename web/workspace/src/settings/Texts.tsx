import {
  Alert,
  Button,
  Group,
  Paper,
  SegmentedControl,
  Stack,
  Tabs,
  Text,
  Textarea,
  TextInput,
  Title,
  useComputedColorScheme,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconMail, IconMessageCircle } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMay } from "../app/session";
import { useLocale } from "../app/words";
import { ComplaintLetters } from "./ComplaintLetters";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  LANGUAGES,
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

type Shown = Schemas["Shown"];

const OCCASIONS = [
  "receipt",
  "taken",
  "waiting_for_you",
  "passed_to_specialist",
  "solved",
  "delay",
  "follow_up_opened",
  "chat_left_continues_by_mail",
  "crisis_receipt",
  "transcript",
] as const;
type Occasion = (typeof OCCASIONS)[number];

function useOccasionName() {
  const t = useWords();
  return (occasion: string) =>
    OCCASIONS.includes(occasion as Occasion)
      ? t(`on_${occasion as Occasion}`)
      : occasion.replaceAll("_", " ");
}

export function Texts() {
  const t = useWords();
  const brand = useBrand();
  const may = useMay();
  const { locale } = useLocale();
  const queries = useQueryClient();
  const occasionName = useOccasionName();
  const languageName = useLanguageName();
  const { data: texts, error } = useQuery({
    queryKey: ["texts", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/texts", { params: { path: { brand } } })),
  });
  const [language, setLanguage] = useState<Language>(locale);
  const [open, setOpen] = useState<string>();
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["texts", brand] });
  };
  const inLanguage = texts?.filter((one) => one.language === language) ?? [];
  const occasions = [...new Set(inLanguage.map((one) => one.template.split(".")[0] ?? ""))];
  const found = inLanguage.find((one) => one.template === open);
  return (
    <>
      <Heading title={t("texts")} hint={t("textsHint")} />
      <Tabs value={language} onChange={(chosen) => setLanguage((chosen ?? "en") as Language)}>
        <Tabs.List aria-label={t("language")}>
          {LANGUAGES.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {languageName(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {LANGUAGES.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {!texts && <Loading error={error} />}
            {one === language &&
              may("settings.manage", brand) &&
              occasions.map((occasion) => (
                <section key={occasion}>
                  <Title order={2} size="h5" mt="lg" mb="xs">
                    {occasionName(occasion)}
                  </Title>
                  <Items label={occasionName(occasion)}>
                    {inLanguage
                      .filter((text) => text.template.split(".")[0] === occasion)
                      .map((text) => (
                        <Item
                          key={text.template}
                          icon={<FormIcon template={text.template} />}
                          title={<FormName template={text.template} />}
                          sub={text.text}
                          marks={text.own && <Mark color="blue">{t("ownWords")}</Mark>}
                          onOpen={() => setOpen(text.template)}
                        />
                      ))}
                  </Items>
                </section>
              ))}
            {one === language && <ComplaintLetters language={language} />}
          </Tabs.Panel>
        ))}
      </Tabs>
      {found && <TextForm key={`${found.template} ${language}`} brand={brand} text={found} onClose={close} />}
    </>
  );
}

function FormIcon({ template }: { template: string }) {
  const Icon = template.endsWith(".email") ? IconMail : IconMessageCircle;
  return <Icon size={18} stroke={1.7} aria-hidden />;
}

function FormName({ template }: { template: string }) {
  const t = useWords();
  const form = template.split(".")[1];
  return form === "email" ? t("inMail") : form === "chat" ? t("inChat") : template;
}

type Look = "light" | "dark";

/** A mail as its reader gets it, in its frame. The sandbox has no rights: nothing of it runs, leads away or knows the desk. */
function MailPreview({
  html,
  subject,
  language,
  look,
  onLook,
}: {
  html: string;
  subject: string;
  language: string;
  look: Look;
  onLook: (look: Look) => void;
}) {
  const t = useWords();
  const [width, setWidth] = useState<"wide" | "narrow">("wide");
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t("mailWidth")}
          value={width}
          data={[
            { value: "wide", label: t("mailWide") },
            { value: "narrow", label: t("mailNarrow") },
          ]}
          onChange={(value) => setWidth(value as "wide" | "narrow")}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("mailLook")}
          value={look}
          data={[
            { value: "light", label: t("mailLight") },
            { value: "dark", label: t("mailDark") },
          ]}
          onChange={(value) => onLook(value as Look)}
        />
      </Group>
      <Text size="sm" fw={600} lang={language}>
        {subject}
      </Text>
      <div className={classes.letterbox}>
        <iframe
          className={classes.letter}
          data-width={width}
          data-look={look}
          sandbox=""
          // What would open a window of its own does not open in a sandbox without rights.
          srcDoc={html.replace("<head>", '<head><base target="_blank">')}
          title={t("mailPreview")}
        />
      </div>
    </Stack>
  );
}

function TextForm({ brand, text, onClose }: { brand: string; text: Shown; onClose: () => void }) {
  const t = useWords();
  const occasionName = useOccasionName();
  const languageName = useLanguageName();
  const problemOf = useProblem();
  const withSubject = text.built_in.subject !== null;
  const { draft, change, dirty } = useDraft({ subject: text.subject ?? "", text: text.text });
  const keyOf = useKeyOf(draft);
  const place = { params: { path: { brand, template: text.template, language: text.language } } };
  const body = { text: draft.text, subject: withSubject ? draft.subject : null };
  const [asked] = useDebouncedValue(body, 350);
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const [look, setLook] = useState<Look>(dark ? "dark" : "light");
  const { data: tried, error } = useQuery({
    queryKey: ["text-preview", brand, text.template, text.language, asked, look],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.POST("/api/v1/brands/{brand}/texts/{template}/{language}/preview", {
          params: { ...place.params, query: { look } },
          body: asked,
        }),
      ),
  });
  return (
    <EditDrawer
      title={`${occasionName(text.template.split(".")[0] ?? "")} · ${languageName(text.language)}`}
      dirty={dirty}
      onClose={onClose}
      saved={t("saved")}
      size={680}
      onSave={() =>
        data(
          api.PUT("/api/v1/brands/{brand}/texts/{template}/{language}", {
            ...place,
            body: { ...body, key: keyOf() },
          }),
        )
      }
      more={
        text.own && (
          <SureButton
            label={t("restore")}
            question={t("restoreSure")}
            onSure={async () => {
              await api.DELETE("/api/v1/brands/{brand}/texts/{template}/{language}", place);
              told(t("restored"));
              onClose();
            }}
          />
        )
      }
    >
      {withSubject && (
        <TextInput
          label={t("subject")}
          lang={text.language}
          required
          value={draft.subject}
          onChange={(e) => change({ subject: e.currentTarget.value })}
        />
      )}
      <Textarea
        label={t("text")}
        description={t("braceHint")}
        lang={text.language}
        required
        data-autofocus
        autosize
        minRows={6}
        maxRows={20}
        value={draft.text}
        onChange={(e) => change({ text: e.currentTarget.value })}
      />
      <Text size="sm" fw={500}>
        {t("preview")}
      </Text>
      {error && <Refused problem={problemOf(error)} />}
      {tried?.rendered && tried.mail && (
        <MailPreview
          html={tried.mail}
          subject={tried.rendered.subject ?? ""}
          language={text.language}
          look={look}
          onLook={setLook}
        />
      )}
      {tried?.rendered && !tried.mail && (
        <Paper
          withBorder
          p="sm"
          bg="light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-6))"
          lang={text.language}
        >
          <Text size="sm" className={classes.shown}>
            {tried.rendered.text}
          </Text>
        </Paper>
      )}
      {tried && tried.problems.length > 0 && (
        <Alert color="red" role="alert" title={t("textProblems")}>
          {tried.problems.map((one) => (
            <Text size="sm" key={one.detail}>
              {one.detail}
            </Text>
          ))}
        </Alert>
      )}
      {text.own && (
        <Group>
          <Button
            variant="default"
            size="xs"
            onClick={() => change({ subject: text.built_in.subject ?? "", text: text.built_in.text })}
          >
            {t("takeBuiltIn")}
          </Button>
        </Group>
      )}
    </EditDrawer>
  );
}
