import { Button, Card, Group, ScrollArea, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTimes } from "../app/times";
import type { Week } from "./data";
import { FigureHeads, Figures, useFigures } from "./figures";
import classes from "./Reports.module.css";
import { useWords } from "./words";

/** How it goes over time: the average, the share of 4 and 5, and how many rate. */
export function Weeks({ weeks }: { weeks: readonly Week[] }) {
  const t = useWords();
  const { share, mean } = useFigures();
  const [table, setTable] = useState(false);
  const known = (of: (week: Week) => number | null) => weeks.map(of).filter((value) => value !== null);
  const averages = known(({ average }) => average);
  const shares = known(({ satisfied }) => satisfied);
  const ends = (values: number[], say: (value: number | null) => string) => ({
    low: say(values.length > 0 ? Math.min(...values) : null),
    high: say(values.length > 0 ? Math.max(...values) : null),
  });
  const total = weeks.reduce((sum, { given }) => sum + given, 0);
  const most = Math.max(1, ...weeks.map(({ given }) => given));
  return (
    <section aria-labelledby="report-weeks">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="report-weeks">
          {t("byWeek")}
        </Title>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setTable(!table)}>
          {table ? t("asCharts") : t("asTable")}
        </Button>
      </Group>
      {table ? (
        <WeekTable weeks={weeks} />
      ) : (
        <div className={classes.charts}>
          <Chart
            label={t("average")}
            said={t("averageChart", ends(averages, mean))}
            color="var(--mantine-primary-color-filled)"
            weeks={weeks}
            heightOf={({ average }) => (average ?? 0) / 5}
            sayOf={({ average }) => mean(average)}
          />
          <Chart
            label={t("satisfied")}
            said={t("satisfiedChart", ends(shares, share))}
            color="var(--mantine-color-teal-6)"
            weeks={weeks}
            heightOf={({ satisfied }) => satisfied ?? 0}
            sayOf={({ satisfied }) => share(satisfied)}
          />
          <Chart
            label={t("ratings")}
            said={t("ratingsChart", { total })}
            color="var(--mantine-color-blue-6)"
            weeks={weeks}
            heightOf={({ given }) => given / most}
            sayOf={({ given }) => String(given)}
          />
        </div>
      )}
    </section>
  );
}

function Chart({
  label,
  said,
  color,
  weeks,
  heightOf,
  sayOf,
}: {
  label: string;
  said: string;
  color: string;
  weeks: readonly Week[];
  heightOf: (week: Week) => number;
  sayOf: (week: Week) => string;
}) {
  const t = useWords();
  const { shortDay } = useTimes();
  const [at, setAt] = useState<number | null>(null);
  const shown = weeks[at ?? weeks.length - 1];
  const first = weeks[0];
  const last = weeks[weeks.length - 1];
  return (
    <Card withBorder padding="sm">
      <figure className={classes.figure}>
        <figcaption>
          <Text size="sm" fw={500}>
            {label}
          </Text>
          <Text size="xs" c="dimmed" className="numbers" mih="1.2rem" aria-hidden>
            {shown && t("weekOf", { day: shortDay(dayOf(shown)), value: sayOf(shown) })}
          </Text>
        </figcaption>
        <div className={classes.plot} role="img" aria-label={said} onPointerLeave={() => setAt(null)}>
          {weeks.map((week, place) => (
            <div key={week.start} className={classes.slot} onPointerEnter={() => setAt(place)}>
              {week.given > 0 && (
                <div
                  className={classes.bar}
                  style={{ height: `${heightOf(week) * 100}%`, background: color }}
                />
              )}
            </div>
          ))}
        </div>
        {first && last && (
          <div className={classes.axis} aria-hidden>
            <span>{shortDay(dayOf(first))}</span>
            <span>{shortDay(dayOf(last))}</span>
          </div>
        )}
      </figure>
    </Card>
  );
}

/** Noon, so that no time zone moves it to another day. */
const dayOf = (week: Week) => `${week.start}T12:00:00`;

function WeekTable({ weeks }: { weeks: readonly Week[] }) {
  const t = useWords();
  const { shortDay } = useTimes();
  return (
    <ScrollArea.Autosize mah={480} viewportProps={{ tabIndex: 0, "aria-label": t("byWeek") }}>
      <Table stickyHeader verticalSpacing={6} aria-labelledby="report-weeks" className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("week")}</Table.Th>
            <FigureHeads />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...weeks].reverse().map((week) => (
            <Table.Tr key={week.start}>
              <Table.Th scope="row">{shortDay(dayOf(week))}</Table.Th>
              <Figures of={week} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
