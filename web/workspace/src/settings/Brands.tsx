import {
  Alert,
  Button,
  ColorInput,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { contrast, ENOUGH, isColour } from "./contrast";
import {
  EditDrawer,
  Heading,
  LANGUAGES,
  type Language,
  Loading,
  Part,
  Refused,
  told,
  UnsavedGuard,
  useBrand,
  useBrandTopics,
  useDraft,
  useKeyOf,
  useLanguageName,
  useWrite,
} from "./parts";
import { Several } from "./Several";
import classes from "./settings.module.css";
import { useWords } from "./words";
import { ZoneField } from "./ZoneField";

type Brand = Schemas["BrandView"];

/** The stages that a brand may leave untold. */
const STAGES = ["taken", "waiting_for_you", "passed_to_specialist", "solved"] as const;
const BUILT_IN_ACCENT = "#0b6e5b";

export function Brands() {
  const t = useWords();
  const brand = useBrand();
  const { data: found, error } = useQuery({
    queryKey: ["brand", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}", { params: { path: { brand } } })),
  });
  return (
    <>
      <Heading title={t("brands")} />
      {found ? <BrandForm brand={found} /> : <Loading error={error} />}
    </>
  );
}

function drafted({
  name,
  languages,
  origins,
  grace_days,
  help_lines,
  release_mail_after_minutes,
  time_zone,
  widget,
  muted_notices,
}: Brand) {
  return {
    name,
    languages,
    origins,
    grace_days,
    help_lines,
    release_mail_after_minutes: release_mail_after_minutes ?? 0,
    time_zone: time_zone ?? "UTC",
    widget,
    muted_notices,
  };
}

function BrandForm({ brand }: { brand: Brand }) {
  const t = useWords();
  const queries = useQueryClient();
  const { draft, change, dirty, kept } = useDraft(drafted(brand));
  const { run, busy, problem } = useWrite();
  const keyOf = useKeyOf(draft);
  const first = draft.languages[0];
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        await run(async () => {
          const after = await data(
            api.PATCH("/api/v1/brands/{brand}", {
              params: { path: { brand: brand.id } },
              body: { ...draft, key: keyOf() },
            }),
          );
          kept(drafted(after));
          queries.setQueryData(["brand", brand.id], after);
          told(t("saved"));
          await queries.invalidateQueries({ queryKey: ["settings", "brands"] });
        });
      }}
    >
      <UnsavedGuard dirty={dirty && !busy} />
      <Stack gap="xl">
        <Part title={t("brandItself")}>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t("name")}
              description={t("brandNameHint")}
              required
              maxLength={100}
              value={draft.name}
              onChange={(e) => change({ name: e.currentTarget.value })}
            />
            <TextInput
              label={t("jurisdiction")}
              description={t("prefixIs", { prefix: brand.prefix })}
              value={brand.jurisdiction}
              readOnly
            />
            <Select
              label={t("brandLanguages")}
              description={t("brandLanguagesHint")}
              allowDeselect={false}
              value={draft.languages.length > 1 ? `${first}+` : (first ?? "en")}
              onChange={(chosen) => {
                const own = (chosen?.slice(0, 2) ?? "en") as Language;
                change({ languages: chosen?.endsWith("+") ? [own, own === "ru" ? "en" : "ru"] : [own] });
              }}
              data={[
                { value: "ru+", label: t("ruThenEn") },
                { value: "en+", label: t("enThenRu") },
                { value: "ru", label: t("onlyRu") },
                { value: "en", label: t("onlyEn") },
              ]}
            />
            <ZoneField
              label={t("timeZone")}
              description={t("brandZoneHint")}
              value={draft.time_zone}
              onChange={(time_zone) => change({ time_zone })}
            />
          </SimpleGrid>
        </Part>
        <Part title={t("chatOnSite")}>
          <TagsInput
            label={t("origins")}
            description={t("originsHint")}
            placeholder={draft.origins.length === 0 ? "https://casino.example" : ""}
            value={draft.origins}
            onChange={(origins) => change({ origins })}
            splitChars={[" ", ","]}
          />
          <AccentField
            value={draft.widget.accent ?? null}
            onChange={(accent) => change({ widget: { ...draft.widget, accent } })}
          />
          <TwoTongues
            label={t("greeting")}
            description={t("greetingHint")}
            max={300}
            value={draft.widget.greeting ?? {}}
            onChange={(greeting) => change({ widget: { ...draft.widget, greeting } })}
          />
          <TwoTongues
            label={t("notice")}
            description={t("noticeHint")}
            max={300}
            value={draft.widget.notice ?? {}}
            onChange={(notice) => change({ widget: { ...draft.widget, notice } })}
          />
          <QuickTopics
            brand={brand.id}
            value={draft.widget.topics ?? null}
            onChange={(topics) => change({ widget: { ...draft.widget, topics } })}
          />
          <ChatKey brand={brand.id} />
        </Part>
        <Part title={t("brandRules")}>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NumberInput
              label={t("graceDays")}
              description={t("graceDaysHint")}
              required
              min={0}
              max={90}
              allowDecimal={false}
              value={draft.grace_days}
              onChange={(given) => change({ grace_days: Number(given) || 0 })}
            />
            <NumberInput
              label={t("releaseMail")}
              description={t("releaseMailHint")}
              required
              min={0}
              max={10_080}
              allowDecimal={false}
              value={draft.release_mail_after_minutes}
              onChange={(given) => change({ release_mail_after_minutes: Number(given) || 0 })}
            />
          </SimpleGrid>
          <Several
            label={t("muted")}
            description={t("mutedHint")}
            choices={STAGES.flatMap((stage) => [
              { value: `${stage}.chat`, label: `${t(`on_${stage}`)} · ${t("inChat")}` },
              { value: `${stage}.email`, label: `${t(`on_${stage}`)} · ${t("inMail")}` },
            ])}
            value={draft.muted_notices}
            onChange={(muted_notices) => change({ muted_notices })}
          />
          <TwoTongues
            label={t("helpLine")}
            description={t("helpLineHint")}
            max={500}
            value={draft.help_lines}
            onChange={(help_lines) => change({ help_lines })}
          />
        </Part>
      </Stack>
      <div className={classes.foot}>
        <Stack gap="sm">
          <Refused problem={problem} />
          <Group justify="flex-end">
            {dirty && (
              <Text size="sm" c="dimmed" mr="auto">
                {t("notYetSaved")}
              </Text>
            )}
            <Button variant="default" disabled={!dirty} onClick={() => kept(drafted(brand))}>
              {t("undoChanges")}
            </Button>
            <Button type="submit" loading={busy} disabled={!dirty}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </div>
    </form>
  );
}

type ByLanguage = Record<string, string>;

function TwoTongues({
  label,
  description,
  max,
  value,
  onChange,
}: {
  label: string;
  description: string;
  max: number;
  value: ByLanguage;
  onChange: (value: ByLanguage) => void;
}) {
  const languageName = useLanguageName();
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Text size="xs" c="dimmed">
        {description}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {LANGUAGES.map((language) => (
          <Textarea
            key={language}
            label={languageName(language)}
            aria-label={`${label}: ${languageName(language)}`}
            lang={language}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={max}
            value={value[language] ?? ""}
            onChange={(e) => onChange({ ...value, [language]: e.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

/** White words stand on the brand's colour. */
function AccentField({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const t = useWords();
  const shown = value ?? BUILT_IN_ACCENT;
  const ratio = isColour(shown) ? contrast(shown, "#ffffff") : null;
  const rounded = ratio === null ? "" : ratio.toFixed(1);
  return (
    <Group align="flex-end" gap="md">
      <ColorInput
        label={t("accent")}
        description={t("accentHint")}
        w={260}
        format="hex"
        value={value ?? ""}
        placeholder={BUILT_IN_ACCENT}
        onChange={(colour) => onChange(colour === "" ? null : colour)}
        eyeDropperButtonProps={{ "aria-label": t("pickColour") }}
      />
      {ratio !== null && (
        <Group gap="xs">
          <Button
            component="span"
            aria-hidden
            style={{ background: shown, color: "#fff", pointerEvents: "none" }}
          >
            {t("sampleButton")}
          </Button>
          <Text size="sm" display="inline-flex" style={{ alignItems: "center", gap: 6 }}>
            {ratio >= ENOUGH ? (
              <IconCheck size={16} color="var(--mantine-color-green-7)" aria-hidden />
            ) : (
              <IconAlertTriangle size={16} color="var(--mantine-color-orange-7)" aria-hidden />
            )}
            {t(ratio >= ENOUGH ? "contrastGood" : "contrastPoor", { ratio: rounded })}
          </Text>
        </Group>
      )}
    </Group>
  );
}

type QuickTopic = Schemas["QuickTopic"];

function QuickTopics({
  brand,
  value,
  onChange,
}: {
  brand: string;
  value: readonly QuickTopic[] | null;
  onChange: (value: QuickTopic[] | null) => void;
}) {
  const t = useWords();
  const { topics, choices } = useBrandTopics(brand);
  return (
    <Several
      label={t("quickTopics")}
      description={t("quickTopicsHint")}
      choices={choices}
      value={(value ?? []).map((one) => one.topic)}
      onChange={(chosen) =>
        onChange(
          chosen.length === 0
            ? null
            : chosen.map((id) => {
                const before = value?.find((one) => one.topic === id);
                const topic = topics.find((one) => one.id === id);
                return (
                  before ?? { topic: id, ru: topic?.ru.slice(0, 60) ?? id, en: topic?.en.slice(0, 60) ?? id }
                );
              }),
        )
      }
    />
  );
}

function ChatKey({ brand }: { brand: string }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const { draft, change, dirty, kept } = useDraft({ value: "" });
  const close = () => {
    kept({ value: "" });
    setOpen(false);
  };
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500}>
        {t("chatKey")}
      </Text>
      <Text size="xs" c="dimmed">
        {t("chatKeyHint")}
      </Text>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("replaceKey")}
      </Button>
      {open && (
        <EditDrawer
          title={t("chatKey")}
          dirty={dirty}
          onClose={close}
          saved={t("keyReplaced")}
          onSave={() =>
            data(
              api.PUT("/api/v1/brands/{brand}/secrets/chat_jwt", {
                params: { path: { brand } },
                body: draft,
              }),
            )
          }
        >
          <Alert color="yellow" role="note" icon={<IconAlertTriangle />}>
            {t("keyWarning")}
          </Alert>
          <PasswordInput
            label={t("newKey")}
            description={t("newKeyHint")}
            required
            data-autofocus
            autoComplete="off"
            value={draft.value}
            onChange={(e) => change({ value: e.currentTarget.value })}
          />
        </EditDrawer>
      )}
    </Stack>
  );
}
