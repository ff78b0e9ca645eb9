import { Alert, Box, Button, Card, Group, Loader, Select, Stack, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useBrands } from "../app/brands";
import { usePageTitle } from "../app/title";
import { useTopics } from "../app/topics";
import { CHANNEL_NAMES, useChannelName } from "../marks";
import { OneBrand } from "../shell/OneBrand";
import { Comments } from "./Comments";
import { type Asked, exportOf, type Measured, type Theme, useSatisfaction } from "./data";
import { useFigures } from "./figures";
import { Parts } from "./Parts";
import classes from "./Reports.module.css";
import { Themes } from "./Themes";
import { Weeks } from "./Weeks";
import { useWords } from "./words";

const PERIODS = [4, 12, 26, 52];
const FEWEST = 4; // weeks that are shown

/** What players say of the answers, for those who lead. */
export function Satisfaction() {
  const t = useWords();
  usePageTitle(t("satisfaction"));
  return (
    <OneBrand
      permission="reports.see"
      kept="pitboss.reports.brand"
      notYours={{ title: t("notYours"), text: t("notYoursWhy") }}
      pending={<Loading />}
      looks={{ size: "xs", label: t("brand") }}
    >
      {(brand, choice) => <OneReport key={brand} brand={brand} choice={choice} />}
    </OneBrand>
  );
}

function Loading() {
  const t = useWords();
  return (
    <Group justify="center" p="xl">
      <Loader aria-label={t("loading")} />
    </Group>
  );
}

type Filter = "topic" | "queue" | "agent" | "channel";

function OneReport({ brand, choice }: { brand: string; choice: React.ReactNode }) {
  const t = useWords();
  const channelName = useChannelName();
  const { nameOf } = useTopics(brand);
  const prefix = useBrands().find(({ id }) => id === brand)?.prefix ?? "";
  const [weeks, setWeeks] = useState(12);
  const [filters, setFilters] = useState<Partial<Record<Filter, string>>>({});
  const [theme, setTheme] = useState<Theme | undefined>();
  const asked: Asked = { brand, weeks, ...filters, ...(theme === undefined ? {} : { theme }) };
  const report = useSatisfaction(asked);
  // What can be chosen is what there is without a filter.
  const whole = useSatisfaction({ brand, weeks });
  const filter = (name: Filter, label: string, any: string, data: { value: string; label: string }[]) => (
    <Select
      label={label}
      placeholder={any}
      size="xs"
      clearable
      searchable
      value={filters[name] ?? null}
      data={data}
      onChange={(value) => {
        const { [name]: _, ...others } = filters;
        setFilters(value === null ? others : { ...others, [name]: value });
      }}
    />
  );
  // A young brand has weeks without anything before it began.
  const began = Math.min(
    report.data?.weeks.findIndex((week) => week.given + week.asked > 0) ?? 0,
    (report.data?.weeks.length ?? 0) - FEWEST,
  );
  const since = Math.max(0, began);
  const named = (parts: readonly { id: string | null; name: string | null }[] | undefined) =>
    (parts ?? []).flatMap(({ id, name }) =>
      id === null || name === null ? [] : [{ value: id, label: name }],
    );
  return (
    <Box className={classes.report}>
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Box>
            <Title order={1} size="h2" tabIndex={-1}>
              {t("satisfaction")}
            </Title>
            <Text size="sm" c="dimmed">
              {t("about")}
            </Text>
          </Box>
          <Button
            component="a"
            href={exportOf(asked)}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t("export")}
          </Button>
        </Group>
        <Group gap="sm" align="flex-end" className={classes.filters}>
          {choice}
          <Select
            label={t("period")}
            size="xs"
            allowDeselect={false}
            value={String(weeks)}
            data={PERIODS.map((count) => ({ value: String(count), label: t("lastWeeks", { count }) }))}
            onChange={(value) => setWeeks(Number(value))}
          />
          {filter(
            "topic",
            t("topic"),
            t("anyTopic"),
            (whole.data?.topics ?? []).flatMap(({ id }) =>
              id === null ? [] : [{ value: id, label: nameOf(id) }],
            ),
          )}
          {filter("queue", t("queue"), t("anyQueue"), named(whole.data?.queues))}
          {filter("agent", t("agent"), t("anyAgent"), named(whole.data?.agents))}
          {filter(
            "channel",
            t("channel"),
            t("anyChannel"),
            CHANNEL_NAMES.map((kind) => ({ value: kind, label: channelName(kind) })),
          )}
        </Group>
        {report.isError && (
          <Alert color="orange" role="status">
            {t("failed")}
          </Alert>
        )}
        {report.isPending && <Loading />}
        {report.data && report.data.total.given + report.data.total.asked === 0 && (
          <Alert color="gray" title={t("empty")}>
            {t("emptyWhy")}
          </Alert>
        )}
        {report.data && report.data.total.given + report.data.total.asked > 0 && (
          <>
            <Numbers total={report.data.total} scores={report.data.scores} />
            <Weeks weeks={report.data.weeks.slice(since)} />
            <div className={classes.tables}>
              <Parts
                title={t("byTopic")}
                parts={report.data.topics}
                nameOf={({ id }) => (id === null ? t("noTopic") : nameOf(id))}
              />
              <Stack gap="lg">
                <Parts
                  title={t("byQueue")}
                  parts={report.data.queues}
                  nameOf={({ name }) => name ?? t("noQueue")}
                />
                <Parts
                  title={t("byAgent")}
                  parts={report.data.agents}
                  nameOf={({ name }) => name ?? t("noAgent")}
                />
              </Stack>
            </div>
            <Themes
              themes={report.data.themes.map((one) => ({ ...one, weeks: one.weeks.slice(since) }))}
              chosen={theme}
              onChoose={setTheme}
            />
            <Comments comments={report.data.comments} prefix={prefix} theme={theme} topicOf={nameOf} />
          </>
        )}
      </Stack>
    </Box>
  );
}

function Numbers({ total, scores }: { total: Measured; scores: readonly number[] }) {
  const t = useWords();
  const { share, mean } = useFigures();
  const most = Math.max(1, ...scores);
  const figure = (label: string, value: string, note: string) => (
    <Card withBorder padding="sm" key={label}>
      <Text size="sm">{label}</Text>
      <Text span className={classes.number}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </Card>
  );
  return (
    <div className={classes.numbers}>
      {figure(t("average"), mean(total.average), t("ofFive"))}
      {figure(t("satisfied"), share(total.satisfied), t("satisfiedWhy"))}
      {figure(t("ratings"), String(total.given), "")}
      {figure(
        t("response"),
        share(total.response),
        total.asked === 0
          ? t("noSurveys")
          : t("responseWhy", { answered: total.answered, asked: total.asked }),
      )}
      <Card withBorder padding="sm">
        <Text size="sm" mb={4}>
          {t("scores")}
        </Text>
        <Stack gap={3} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
          {[5, 4, 3, 2, 1].map((score) => {
            const count = scores[score - 1] ?? 0;
            return (
              <Group
                key={score}
                component="li"
                gap={6}
                wrap="nowrap"
                aria-label={t("scoreOf", { score, count })}
              >
                <Text span size="xs" w={10} aria-hidden className="numbers">
                  {score}
                </Text>
                <Box flex={1} h={8} aria-hidden>
                  <Box
                    h={8}
                    w={`${(count / most) * 100}%`}
                    bg={score >= 4 ? "green.6" : score === 3 ? "yellow.6" : "red.6"}
                    style={{ borderRadius: 2 }}
                  />
                </Box>
                <Text span size="xs" c="dimmed" w={28} ta="end" aria-hidden className="numbers">
                  {count}
                </Text>
              </Group>
            );
          })}
        </Stack>
      </Card>
    </div>
  );
}
