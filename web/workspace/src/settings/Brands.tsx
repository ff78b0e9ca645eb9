import {
  Button,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, data, type Schemas } from "../app/api";
import { useChannelWords } from "./channel.words";
import {
  Heading,
  type Language,
  Loading,
  Part,
  Refused,
  told,
  UnsavedGuard,
  useBrand,
  useDraft,
  useKeyOf,
  useWrite,
  WrongFields,
} from "./parts";
import { SenderFields } from "./SenderFields";
import { Several } from "./Several";
import classes from "./settings.module.css";
import { TwoTongues } from "./TwoTongues";
import { useWords } from "./words";
import { ZoneField } from "./ZoneField";

type Brand = Schemas["BrandView"];

/** The stages that a brand may leave untold. */
const STAGES = ["taken", "waiting_for_you", "passed_to_specialist", "solved"] as const;

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
  grace_days,
  help_lines,
  release_mail_after_minutes,
  time_zone,
  muted_notices,
  sender,
  surveys,
}: Brand) {
  return {
    name,
    languages,
    grace_days,
    help_lines,
    release_mail_after_minutes: release_mail_after_minutes ?? 0,
    time_zone: time_zone ?? "UTC",
    muted_notices,
    sender,
    surveys: { on: true, delay_minutes: 60, days: 7, ...surveys },
  };
}

function BrandForm({ brand }: { brand: Brand }) {
  const t = useWords();
  const c = useChannelWords();
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
      <WrongFields problem={problem}>
        <Stack gap="xl">
          <Part title={t("brandItself")}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput
                label={t("name")}
                description={t("brandNameHint")}
                required
                maxLength={100}
                error={problem?.fields.name}
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
          <Part title={c("senderPart")}>
            <SenderFields
              brandName={draft.name}
              name={draft.sender.name ?? null}
              agents={draft.sender.agents ?? null}
              onChange={(sender) => change({ sender: { ...draft.sender, ...sender } })}
            />
          </Part>
          <Part title={t("surveys")}>
            <Stack gap="sm">
              <Switch
                label={t("surveysOn")}
                description={t("surveysOnHint")}
                checked={draft.surveys.on}
                onChange={(e) => change({ surveys: { ...draft.surveys, on: e.currentTarget.checked } })}
              />
              {draft.surveys.on && (
                <SimpleGrid cols={{ base: 1, sm: 2 }}>
                  <NumberInput
                    label={t("surveyDelay")}
                    description={t("surveyDelayHint")}
                    required
                    min={1}
                    max={10_080}
                    allowDecimal={false}
                    error={problem?.fields.surveys}
                    value={draft.surveys.delay_minutes}
                    onChange={(given) =>
                      change({ surveys: { ...draft.surveys, delay_minutes: Number(given) || 1 } })
                    }
                  />
                  <NumberInput
                    label={t("surveyDays")}
                    description={t("surveyDaysHint")}
                    required
                    min={0}
                    max={365}
                    allowDecimal={false}
                    value={draft.surveys.days}
                    onChange={(given) => change({ surveys: { ...draft.surveys, days: Number(given) || 0 } })}
                  />
                </SimpleGrid>
              )}
            </Stack>
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
      </WrongFields>
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
