import { Anchor, Button, Group, Menu, Stack, Text, Title } from "@mantine/core";
import { IconArrowRight, IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useCommands } from "../app/commands";
import { useMay } from "../app/session";
import type { Tab } from "./asked";
import { useWords } from "./case.words";
import classes from "./complaints.module.css";
import type { Case } from "./data";
import { useNameOf } from "./names.words";
import { StepDialog } from "./StepDialog";
import { offered, type Step, type Task, tasksOf } from "./steps";

/** The step that a task is done by, or the part of the case where it is done. */
const BY: Readonly<Record<Task, { step: Step } | { tab: Tab }>> = {
  acknowledge: { tab: "letters" },
  analyse: { step: "analyse" },
  investigate: { step: "investigate" },
  wait: { step: "resume" },
  collect: { tab: "evidence" },
  review: { tab: "evidence" },
  propose: { tab: "decision" },
  decide: { tab: "decision" },
  letter: { tab: "letters" },
  carryOut: { tab: "decision" },
  close: { step: "close" },
  giveAppeal: { tab: "appeal" },
  hearAppeal: { tab: "appeal" },
  answerBody: { tab: "appeal" },
  noteRuling: { tab: "appeal" },
};

/** What is to be done now, and every other step that the stage allows. */
export function Next({ one, onGo }: { one: Case; onGo: (tab: Tab) => void }) {
  const t = useWords();
  const may = useMay();
  const [asking, ask] = useState<Step>();
  const nameOf = useNameOf();
  const { stands } = one;
  const owed = one.deadlines.flatMap(({ owes, letter }) =>
    owes === null || letter === "on_its_way" ? [] : [owes],
  );
  const tasks = tasksOf({
    stage: one.stage,
    waiting: one.waiting,
    appeal: one.appeal,
    referral: one.referral,
    needs: stands.needs.length,
    unread: stands.unread.length,
    listed: stands.listed,
    todo: stands.todo.length,
    letters: owed.length,
  });
  const mayHandle = may("complaints.handle", one.brand);
  const steps = mayHandle ? offered(one) : [];
  useCommands(
    steps.map((step) => ({
      id: `case-${step}`,
      group: one.number,
      label: t(`step_${step}`),
      words: step,
      run: () => ask(step),
    })),
  );
  const count = { collect: stands.needs.length, review: stands.unread.length, carryOut: stands.todo.length };
  const name = (task: Task) =>
    task === "collect" && !stands.listed
      ? t("task_list")
      : t(`task_${task}`, {
          count: count[task as keyof typeof count] ?? 0,
          what: owed.map(nameOf).join(", ").toLowerCase(),
        });
  return (
    <section className={classes.box} aria-labelledby="case-next">
      <Group justify="space-between" gap="xs" mb="xs" wrap="nowrap">
        <Title order={2} size="h5" id="case-next">
          {t("next")}
        </Title>
        {steps.length > 0 && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button size="compact-xs" variant="default" leftSection={<IconDots size={14} />}>
                {t("more")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {steps.map((step) => (
                <Menu.Item key={step} onClick={() => ask(step)}>
                  {t(`step_${step}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {tasks.length === 0 && (
        <Text size="sm" c="dimmed">
          {one.closed_at === null ? t("nothingNext") : t("overNow")}
        </Text>
      )}
      <Stack gap={8} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
        {tasks.map((task) => {
          const by = BY[task];
          return (
            <li key={task}>
              <Text size="sm">{name(task)}</Text>
              {"step" in by ? (
                mayHandle && (
                  <Button size="compact-sm" mt={4} onClick={() => ask(by.step)}>
                    {t(`step_${by.step}`)}
                  </Button>
                )
              ) : (
                <Anchor component="button" type="button" size="sm" onClick={() => onGo(by.tab)}>
                  <Group gap={4}>
                    {t(`tab_${by.tab}`)}
                    <IconArrowRight size={14} aria-hidden />
                  </Group>
                </Anchor>
              )}
            </li>
          );
        })}
      </Stack>
      {asking && <StepDialog one={one} step={asking} onClose={() => ask(undefined)} />}
    </section>
  );
}
