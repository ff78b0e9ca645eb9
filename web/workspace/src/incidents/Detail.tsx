import { Alert, Badge, Box, Button, Group, Loader, Progress, Stack, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconList } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { useTopics } from "../app/topics";
import { useLocale } from "../app/words";
import { usePeople } from "../lists/useList";
import { ChangeButton } from "../settings/parts";
import { ONE_COLUMN } from "../shell/Shell";
import { type Entry, type InFull, useIncident, useTitle } from "./data";
import { IncidentDialog } from "./IncidentDialog";
import classes from "./Incidents.module.css";
import { Marks, StateMark } from "./marks";
import { UpdateForm } from "./UpdateForm";
import { useWords } from "./words";

export function Detail({ brand, incident }: { brand: string; incident: string }) {
  const t = useWords();
  const shown = useIncident(brand, incident);
  if (shown.error && !shown.data)
    return (
      <Alert color="red" role="alert">
        {shown.error.message}
      </Alert>
    );
  if (!shown.data) return <Loader aria-label={t("loading")} />;
  return <One one={shown.data} />;
}

function One({ one }: { one: InFull }) {
  const t = useWords();
  const may = useMay();
  const title = useTitle();
  const { nameOf } = useTopics(one.brand);
  const { moment } = useTimes();
  const [changing, setChanging] = useState(false);
  // On a phone the list with the heading of the page is not there.
  const phone = useMediaQuery(ONE_COLUMN, undefined, { getInitialValueInEffect: false });
  const mayManage = may("incidents.manage", one.brand);
  const open = one.state !== "resolved";
  const facts = [
    [t("topics"), one.topics.map(nameOf)],
    [t("games"), one.games],
    [t("methods"), one.methods],
  ] as const;
  return (
    <Stack gap="lg" component="article">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Title order={phone ? 1 : 2} size="h3" flex="1 1 14rem" style={{ overflowWrap: "anywhere" }}>
            {title(one)}
          </Title>
          {mayManage && open && <ChangeButton onClick={() => setChanging(true)}>{t("change")}</ChangeButton>}
        </Group>
        <Marks one={one} />
        <Text size="sm" c="dimmed" className="numbers">
          {[
            t("since", { at: moment(one.opened_at) }),
            one.resolved_at && t("until", { at: moment(one.resolved_at) }),
          ]
            .filter(Boolean)
            .join(" ")}
        </Text>
        {facts
          .filter(([, names]) => names.length > 0)
          .map(([label, names]) => (
            <Text key={label} size="sm">
              <Text span c="dimmed">
                {label}:
              </Text>{" "}
              {names.join(", ")}
            </Text>
          ))}
        <Group gap="sm">
          <Text size="sm" className="numbers">
            {[
              t("tickets", { count: one.counts.tickets }),
              t("players", { count: one.counts.players }),
              t("unsolved", { count: one.counts.unsolved }),
            ].join(" · ")}
          </Text>
          {one.counts.tickets > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconList size={15} />}
              renderRoot={(props) => (
                <Link
                  to="/list/$list"
                  params={{ list: "all" }}
                  search={{ filter: { incident: one.id, status: ["active", "solved", "closed"] } }}
                  {...props}
                />
              )}
            >
              {t("showTickets")}
            </Button>
          )}
        </Group>
      </Stack>
      {mayManage && open && <UpdateForm key={one.version} one={one} level={phone ? 2 : 3} />}
      <section aria-labelledby="incident-timeline">
        <Title order={phone ? 2 : 3} size="h5" mb="sm" id="incident-timeline">
          {t("timeline")}
        </Title>
        <ol className={classes.entries}>
          {one.timeline.map((entry) => (
            <Told key={entry.id} entry={entry} />
          ))}
        </ol>
      </section>
      {changing && (
        <IncidentDialog
          brand={one.brand}
          incident={one}
          onClose={() => setChanging(false)}
          onDone={() => setChanging(false)}
        />
      )}
    </Stack>
  );
}

function Told({ entry }: { entry: Entry }) {
  const t = useWords();
  const { locale } = useLocale();
  const { moment } = useTimes();
  const people = usePeople();
  const name = entry.staff_id ? (people.get(entry.staff_id)?.name ?? "") : "";
  const [mine, other] = locale === "ru" ? [entry.text_ru, entry.text_en] : [entry.text_en, entry.text_ru];
  const dealt = entry.total - entry.waiting;
  return (
    <li>
      <Group gap={8} mb={4}>
        <StateMark state={entry.state} />
        <Text size="xs" c="dimmed" className="numbers">
          {name ? t("by", { name, at: moment(entry.at) }) : moment(entry.at)}
        </Text>
      </Group>
      {mine ? (
        <Stack gap={6}>
          <Text size="sm" className={classes.words} lang={locale}>
            {mine}
          </Text>
          <Text size="xs" c="dimmed" className={classes.words} lang={locale === "ru" ? "en" : "ru"}>
            {other}
          </Text>
        </Stack>
      ) : (
        <Text size="sm">{entry.was === null ? t("opened") : t("stateOnly", { state: t(entry.state) })}</Text>
      )}
      {entry.telling && (
        <Box mt={6} maw={320}>
          <Progress
            value={entry.total === 0 ? 100 : (dealt / entry.total) * 100}
            aria-label={t("telling", { told: dealt, total: entry.total })}
          />
          <Text size="xs" mt={4} className="numbers" role="status">
            {t("telling", { told: dealt, total: entry.total })}
          </Text>
        </Box>
      )}
      {mine && !entry.telling && (
        <Group gap={6} mt={6}>
          <Badge variant="default" tt="none" className="numbers">
            {entry.total === 0 ? t("notTold") : t("allTold", { count: entry.told })}
          </Badge>
          {entry.solves && (
            <Badge variant="default" tt="none">
              {t("solvedThem")}
            </Badge>
          )}
          {entry.left_out > 0 && (
            <Text size="xs" c="dimmed">
              {t("leftOut", { count: entry.left_out })}
            </Text>
          )}
          {entry.failed > 0 && (
            <Badge color="red" variant="light" tt="none">
              {t("failedTold", { count: entry.failed })}
            </Badge>
          )}
        </Group>
      )}
    </li>
  );
}
