import { Box, Button, Card, Group, ScrollArea, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type PointerEvent, useState } from "react";
import type { Filter } from "../app/live";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { type Counted, type Day, medianOf, type Slot, seriesOf, useDay } from "./data";
import classes from "./Wall.module.css";
import { useWords } from "./words";

const STEPS_OF_A_DAY = 288;

const CHARTS = [
  { what: "arrived", word: "arrived", color: "blue" },
  { what: "answered", word: "firstAnswered", color: "felt" },
  { what: "solved", word: "solved", color: "teal" },
  { what: "breached", word: "brokenPromises", color: "red" },
] as const;

/** The day so far: what came, what was answered and solved, what broke, and how long a first reply took. */
export function DayCharts({ brand }: { brand: string }) {
  const t = useWords();
  const day = useDay(brand);
  const [table, setTable] = useState(false);
  if (!day.data) return null;
  const { slots, time_zone } = day.data;
  const quiet = slots.every((slot) => CHARTS.every(({ what }) => slot[what] === 0));
  return (
    <section aria-labelledby="wall-day">
      <Group justify="space-between" mb="xs">
        <Group gap="sm" align="baseline">
          <Title order={2} size="h4" id="wall-day">
            {t("day")}
          </Title>
          <Text size="xs" c="dimmed">
            {t("dayZone", { zone: time_zone })}
          </Text>
        </Group>
        {!quiet && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setTable(!table)}>
            {table ? t("asCharts") : t("asTable")}
          </Button>
        )}
      </Group>
      {quiet ? (
        <Text c="dimmed">{t("nothingToday")}</Text>
      ) : table ? (
        <DayTable day={day.data} />
      ) : (
        <div className={classes.charts}>
          {CHARTS.map(({ what, word, color }) => (
            <CountChart key={what} day={day.data} brand={brand} what={what} label={t(word)} color={color} />
          ))}
          <MedianChart day={day.data} />
        </div>
      )}
    </section>
  );
}

/** Times of the brand's own day. */
function useClock(zone: string) {
  const { locale } = useLocale();
  const format = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: zone });
  return (at: string) => format.format(new Date(at));
}

const ANY_STATUS: Filter["status"] = ["active", "solved", "closed"];

/** The tickets behind a number of the day, which began at `from`. */
const OPENS: Record<Counted, (from: string, brand: string) => Filter | undefined> = {
  arrived: (from, brand) => ({ brand: [brand], status: ANY_STATUS, created: { from } }),
  answered: () => undefined,
  solved: (from, brand) => ({ brand: [brand], status: ["solved", "closed"], solved: { from } }),
  breached: (from, brand) => ({ brand: [brand], status: ANY_STATUS, broken: { from } }),
};

function CountChart({
  day,
  brand,
  what,
  label,
  color,
}: {
  day: Day;
  brand: string;
  what: Counted;
  label: string;
  color: string;
}) {
  const t = useWords();
  const { total, most } = seriesOf(day.slots, what);
  const first = day.slots[0]?.at;
  const opens = total > 0 && first !== undefined ? OPENS[what](first, brand) : undefined;
  return (
    <Plot
      day={day}
      label={label}
      color={color}
      heightOf={(slot) => slot[what]}
      most={most}
      total={
        opens ? (
          <Link
            to="/list/$list"
            params={{ list: "all" }}
            search={{ filter: opens }}
            className={classes.number}
            aria-label={`${label}: ${total}`}
          >
            {total}
          </Link>
        ) : (
          <Text span className={classes.number}>
            {total}
          </Text>
        )
      }
      said={t("chartOf", { what: label, total, most: t("most", { count: most }) })}
      note={t("most", { count: most })}
      sayOf={(slot) => String(slot[what])}
    />
  );
}

function MedianChart({ day }: { day: Day }) {
  const t = useWords();
  const { length } = useTimes();
  const median = medianOf(day.slots);
  const slowest = Math.max(0, ...day.slots.map((slot) => slot.median_first_reply ?? 0));
  const total = median === null ? t("none") : length(median);
  const note = median === null ? "" : t("slowest", { length: length(slowest) });
  return (
    <Plot
      day={day}
      label={t("median")}
      color="violet"
      heightOf={(slot) => slot.median_first_reply ?? 0}
      most={slowest}
      total={
        <Text span className={classes.number}>
          {total}
        </Text>
      }
      said={t("chartOf", { what: t("median"), total, most: note })}
      note={note}
      sayOf={(slot) => (slot.median_first_reply === null ? "–" : length(slot.median_first_reply))}
    />
  );
}

function Plot({
  day,
  label,
  color,
  heightOf,
  most,
  total,
  said,
  note,
  sayOf,
}: {
  day: Day;
  label: string;
  color: string;
  heightOf: (slot: Slot) => number;
  most: number;
  total: React.ReactNode;
  said: string;
  note: string;
  sayOf: (slot: Slot) => string;
}) {
  const t = useWords();
  const clock = useClock(day.time_zone);
  const [at, setAt] = useState<number | null>(null);
  const steps = Math.max(STEPS_OF_A_DAY, day.slots.length);
  const pointed = at === null ? undefined : day.slots[at];
  const bars = day.slots
    .map((slot, n) => {
      const height = most === 0 ? 0 : (heightOf(slot) / most) * 96;
      return height === 0 ? "" : `M${n} 100v-${height.toFixed(2)}h0.86v${height.toFixed(2)}z`;
    })
    .join("");
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const n = Math.floor(((event.clientX - left) / width) * steps);
    setAt(n >= 0 && n < day.slots.length ? n : null);
  };
  return (
    <Card withBorder padding="sm">
      <figure className={classes.figure}>
        <figcaption>
          <Group justify="space-between" wrap="nowrap" align="baseline" gap="xs">
            <Text size="sm" fw={500}>
              {label}
            </Text>
            {total}
          </Group>
          <Text size="xs" c="dimmed" className="numbers" mih="1.2rem" aria-hidden>
            {pointed ? t("at", { time: clock(pointed.at), value: sayOf(pointed) }) : note}
          </Text>
        </figcaption>
        <div className={classes.plot} onPointerMove={point} onPointerLeave={() => setAt(null)}>
          <svg viewBox={`0 0 ${steps} 100`} preserveAspectRatio="none" role="img" aria-label={said}>
            <path d={bars} fill={`var(--mantine-color-${color}-6)`} />
          </svg>
          {at !== null && (
            <div className={classes.cursor} style={{ left: `${((at + 0.5) / steps) * 100}%` }} />
          )}
        </div>
        <Box className={classes.axis} aria-hidden>
          {["0:00", "6:00", "12:00", "18:00", "24:00"].map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </Box>
      </figure>
    </Card>
  );
}

/** Every five minutes in which something happened, the latest first. */
function DayTable({ day }: { day: Day }) {
  const t = useWords();
  const { length } = useTimes();
  const clock = useClock(day.time_zone);
  const busy = day.slots.filter((slot) => CHARTS.some(({ what }) => slot[what] > 0)).reverse();
  return (
    <ScrollArea.Autosize mah={480} tabIndex={0} viewportProps={{ tabIndex: 0, "aria-label": t("day") }}>
      <Table stickyHeader verticalSpacing={6} aria-labelledby="wall-day" className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("time")}</Table.Th>
            {CHARTS.map(({ what, word }) => (
              <Table.Th key={what} ta="end">
                {t(word)}
              </Table.Th>
            ))}
            <Table.Th ta="end">{t("median")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {busy.map((slot) => (
            <Table.Tr key={slot.at}>
              <Table.Th scope="row">{clock(slot.at)}</Table.Th>
              {CHARTS.map(({ what }) => (
                <Table.Td key={what} ta="end">
                  {slot[what]}
                </Table.Td>
              ))}
              <Table.Td ta="end">
                {slot.median_first_reply === null ? "–" : length(slot.median_first_reply)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
