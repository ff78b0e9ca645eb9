import { Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconCalculator } from "@tabler/icons-react";
import { useState } from "react";
import { useTimes } from "../app/times";
import { useWords } from "./case.words";
import { inOrder } from "./clocks";
import classes from "./complaints.module.css";
import { Dialog } from "./Dialog";
import type { Case, Clock } from "./data";
import { Explained } from "./Explained";
import { ClockMark, ForceMark, UnverifiedMark } from "./marks";
import { useNameOf } from "./names.words";

export function Deadlines({ one }: { one: Case }) {
  const t = useWords();
  const nameOf = useNameOf();
  const { moment } = useTimes();
  const [explaining, explain] = useState<Clock>();
  return (
    <section className={classes.box} aria-labelledby="case-deadlines">
      <Title order={2} size="h5" mb="xs" id="case-deadlines">
        {t("deadlines")}
      </Title>
      {one.deadlines.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("noDeadlines")}
        </Text>
      )}
      <ul className={classes.cards}>
        {inOrder(one.deadlines).map((clock) => (
          <li key={clock.kind}>
            <Stack gap={4}>
              <Group gap={6} justify="space-between" wrap="nowrap" align="flex-start">
                <Text size="sm" fw={600}>
                  {nameOf(clock.kind)}
                </Text>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  leftSection={<IconCalculator size={13} />}
                  aria-label={`${t("explain")}: ${nameOf(clock.kind)}`}
                  onClick={() => explain(clock)}
                >
                  {t("explain")}
                </Button>
              </Group>
              <Group gap={5}>
                <ClockMark clock={clock} />
                <ForceMark force={clock.force} />
                {!clock.verified && <UnverifiedMark grade={clock.grade} />}
                {!clock.ours && (
                  <Badge variant="default" className={classes.plain} size="sm">
                    {t("notOurs")}
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed" className="numbers">
                {clock.met_at !== null
                  ? t("metAt", { at: moment(clock.met_at) })
                  : clock.due_at !== null && t("dueAt", { at: moment(clock.due_at) })}
              </Text>
              {clock.owes !== null && (
                <Text size="sm" c={clock.letter === "came_back" ? "red" : "dimmed"}>
                  {t(`owed_${clock.letter === "gone" ? "none" : (clock.letter ?? "none")}`)}
                </Text>
              )}
            </Stack>
          </li>
        ))}
      </ul>
      {explaining && (
        <Dialog
          title={t("explainTitle", { what: nameOf(explaining.kind) })}
          size="lg"
          onClose={() => explain(undefined)}
        >
          <Group gap={6}>
            <ClockMark clock={explaining} />
            <ForceMark force={explaining.force} />
            {!explaining.verified && <UnverifiedMark grade={explaining.grade} />}
          </Group>
          <Explained one={one} clock={explaining} />
        </Dialog>
      )}
    </section>
  );
}
