import { Badge, Box, Card, SimpleGrid, Table, Text, Title, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCircleCheck, IconClockExclamation, IconHourglass, IconShieldLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTimes } from "../app/times";
import type { Asked } from "../search/asked";
import { ONE_COLUMN } from "../shell/Shell";
import { healthOf, type WallQueue } from "./data";
import classes from "./Wall.module.css";
import { useWords } from "./words";

export const HEALTH = {
  good: { icon: IconCircleCheck, color: "green" },
  near: { icon: IconHourglass, color: "yellow" },
  broken: { icon: IconClockExclamation, color: "red" },
} as const;

interface Shown {
  brand: string;
  queue: WallQueue;
  now: number;
}

export function Queues({ brand, queues, now }: { brand: string; queues: readonly WallQueue[]; now: number }) {
  const t = useWords();
  const phone = useMediaQuery(ONE_COLUMN, undefined, { getInitialValueInEffect: false });
  return (
    <section aria-labelledby="wall-queues">
      <Title order={2} size="h4" mb="xs" id="wall-queues">
        {t("queues")}
      </Title>
      {queues.length === 0 ? (
        <Text c="dimmed">{t("noQueues")}</Text>
      ) : phone ? (
        <SimpleGrid cols={1} spacing="xs">
          {queues.map((queue) => (
            <QueueCard key={queue.id} brand={brand} queue={queue} now={now} />
          ))}
        </SimpleGrid>
      ) : (
        <Table verticalSpacing={5} highlightOnHover aria-labelledby="wall-queues">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("queue")}</Table.Th>
              <Table.Th>{t("state")}</Table.Th>
              <Table.Th ta="end">{t("waiting")}</Table.Th>
              <Table.Th ta="end">{t("oldest")}</Table.Th>
              <Table.Th ta="end">{t("atRisk")}</Table.Th>
              <Table.Th ta="end">{t("breached")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {queues.map((queue) => (
              <Table.Tr key={queue.id}>
                <Table.Th scope="row">
                  <Name queue={queue} />
                </Table.Th>
                <Table.Td>
                  <Health queue={queue} />
                </Table.Td>
                <Table.Td ta="end">
                  <Waiting brand={brand} queue={queue} now={now} />
                </Table.Td>
                <Table.Td ta="end">
                  <Oldest queue={queue} now={now} />
                </Table.Td>
                <Table.Td ta="end">
                  <AtRisk brand={brand} queue={queue} what="at_risk" />
                </Table.Td>
                <Table.Td ta="end">
                  <AtRisk brand={brand} queue={queue} what="breached" />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function QueueCard({ brand, queue, now }: Shown) {
  const t = useWords();
  const figure = (label: string, shown: React.ReactNode) => (
    <Box>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {shown}
    </Box>
  );
  return (
    <Card withBorder padding="sm">
      <Box display="flex" style={{ justifyContent: "space-between", gap: 8 }} mb={6}>
        <Name queue={queue} />
        <Health queue={queue} />
      </Box>
      <SimpleGrid cols={4} spacing="xs">
        {figure(t("waiting"), <Waiting brand={brand} queue={queue} now={now} />)}
        {figure(t("oldest"), <Oldest queue={queue} now={now} />)}
        {figure(t("atRisk"), <AtRisk brand={brand} queue={queue} what="at_risk" />)}
        {figure(t("breached"), <AtRisk brand={brand} queue={queue} what="breached" />)}
      </SimpleGrid>
    </Card>
  );
}

function Name({ queue }: { queue: WallQueue }) {
  const t = useWords();
  return (
    <Text span fw={500}>
      <Link to="/list/$list" params={{ list: `queue-${queue.id}` }} className={classes.player}>
        {queue.name}
      </Link>{" "}
      {queue.restricted && (
        <Tooltip label={t("protectedQueue")}>
          <IconShieldLock size={15} role="img" aria-label={t("protectedQueue")} className={classes.quiet} />
        </Tooltip>
      )}
    </Text>
  );
}

function Health({ queue }: { queue: WallQueue }) {
  const t = useWords();
  const health = healthOf(queue);
  const look = HEALTH[health];
  return (
    <Badge
      variant="light"
      color={look.color}
      leftSection={<look.icon size={14} aria-hidden />}
      tt="none"
      fw={500}
      style={{ overflow: "visible" }}
    >
      {t(health)}
    </Badge>
  );
}

function Waiting({ brand, queue }: Shown) {
  const t = useWords();
  return (
    <Count
      count={queue.waiting}
      label={t("opens", { what: t("waiting"), queue: queue.name, count: queue.waiting })}
      search={{ brand, queue: queue.id, assignee: "nobody", status: "active" }}
    />
  );
}

function Oldest({ queue, now }: { queue: WallQueue; now: number }) {
  const t = useWords();
  const { length } = useTimes();
  if (queue.oldest === null)
    return (
      <Text span className={`${classes.number} ${classes.quiet}`} aria-label={t("nobodyWaits")}>
        –
      </Text>
    );
  return (
    <Text span className={classes.number}>
      {length((now - Date.parse(queue.oldest)) / 1_000)}
    </Text>
  );
}

function AtRisk({ brand, queue, what }: { brand: string; queue: WallQueue; what: "at_risk" | "breached" }) {
  const t = useWords();
  const count = queue[what];
  const color = what === "breached" ? "red" : "orange";
  return (
    <Count
      count={count}
      label={t("opens", { what: t(what === "breached" ? "breached" : "atRisk"), queue: queue.name, count })}
      search={{ brand, queue: queue.id, status: "active", promise: what }}
      {...(count > 0
        ? { color: `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-4))` }
        : {})}
    />
  );
}

/** A number that opens its tickets. */
export function Count({
  count,
  label,
  search,
  color,
}: {
  count: number;
  label: string;
  search: Asked;
  color?: string;
}) {
  return (
    <Link
      to="/search"
      search={search}
      className={`${classes.number} ${count === 0 ? classes.quiet : ""}`}
      aria-label={label}
      style={color === undefined ? undefined : { color }}
    >
      {count}
    </Link>
  );
}
