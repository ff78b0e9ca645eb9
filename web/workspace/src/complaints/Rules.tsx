import { Accordion, Alert, Badge, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { Loading } from "../settings/parts";
import classes from "./complaints.module.css";
import { ForceMark, UnverifiedMark } from "./marks";
import { OwnRules } from "./OwnRules";
import { Page } from "./Page";
import { useWords } from "./reports.words";
import { Block } from "./Story";

type Pack = Schemas["RulesView"];
type Rule = Schemas["RuleView"];

export function Rules() {
  return <Page place="rules">{(brand) => <OfBrand key={brand} brand={brand} />}</Page>;
}

const SECTIONS = ["deadline", "extension", "pause", "letter", "body", "record", "return", "rule"] as const;

/** The rules by which cases are handled, how surely each is known, and what compliance should look at. */
function OfBrand({ brand }: { brand: string }) {
  const t = useWords();
  const { locale } = useLocale();
  const { moment } = useTimes();
  const found = useQuery({
    queryKey: ["complaints", "rules", brand],
    queryFn: () => data(api.GET("/api/v1/complaints/rules", { params: { query: { brand } } })),
  });
  if (!found.data) return <Loading error={found.error} />;
  const packs = [...found.data].sort((one, other) => Number(other.in_use) - Number(one.in_use));
  const day = (at: string) => moment(`${at}T00:00:00`).replace(/,? ?\d\d?:\d\d.*$/, "");
  return (
    <Stack gap="sm" maw={980}>
      <Text size="sm" c="dimmed">
        {t("rulesWhy")}
      </Text>
      <Accordion
        multiple
        variant="separated"
        order={2}
        defaultValue={packs.filter(({ in_use }) => in_use).map(({ pack }) => pack)}
      >
        {packs.map((pack) => (
          <Accordion.Item key={pack.pack} value={pack.pack}>
            <Accordion.Control>
              <Group gap="sm">
                <Text fw={600}>{pack.name[locale]}</Text>
                {pack.in_use && (
                  <Badge variant="light" color="green" className={classes.plain}>
                    {t("inUse")}
                  </Badge>
                )}
                {pack.warnings.length > 0 && (
                  <Badge
                    variant="light"
                    color="orange"
                    className={classes.plain}
                    leftSection={<IconAlertTriangle size={13} aria-hidden />}
                  >
                    {t("warnings", { count: pack.warnings.length })}
                  </Badge>
                )}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <OnePack brand={brand} pack={pack} day={day} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}

function OnePack({ brand, pack, day }: { brand: string; pack: Pack; day: (at: string) => string }) {
  const t = useWords();
  const { locale } = useLocale();
  return (
    <Stack gap="lg">
      <Text size="xs" c="dimmed" className="numbers">
        {t("reviewed", { at: day(pack.reviewed) })} ·{" "}
        <span className={classes.hash}>{pack.version.slice(0, 12)}</span>
      </Text>
      {pack.warnings.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle size={18} aria-hidden />}>
          <List size="sm" spacing={4}>
            {pack.warnings.map((warning) => (
              <List.Item key={`${warning.kind} ${warning.rule} ${warning.en}`}>
                {warning.rule && `${warning.rule}: `}
                {warning[locale]}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <OwnRules brand={brand} pack={pack} />
      {SECTIONS.map((section) => {
        const rules = pack.rules.filter((rule) => rule.section === section);
        return (
          rules.length > 0 && (
            <Block key={section} title={t(`section_${section}`)}>
              <ul className={classes.rows}>
                {rules.map((rule) => (
                  <OneRule key={rule.id} rule={rule} day={day} />
                ))}
              </ul>
            </Block>
          )
        );
      })}
    </Stack>
  );
}

function OneRule({ rule, day }: { rule: Rule; day: (at: string) => string }) {
  const t = useWords();
  const { locale } = useLocale();
  return (
    <li data-rule={rule.id}>
      <Text size="sm">{rule.text[locale]}</Text>
      <Group gap={6} mt={4}>
        <ForceMark force={rule.force} />
        {!rule.verified && <UnverifiedMark grade={rule.grade} />}
        <Text size="xs" c="dimmed" className="numbers">
          {[
            rule.id,
            locale === "ru" ? rule.known_ru : rule.known_en,
            rule.source.join(", "),
            (rule.valid_from !== null || rule.valid_to !== null) &&
              t("validity", {
                from: rule.valid_from === null ? t("unknown") : day(rule.valid_from),
                to: rule.valid_to === null ? t("always") : day(rule.valid_to),
              }),
            rule.operator_sets && t("operatorSets"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      </Group>
    </li>
  );
}
