import { Button, Checkbox, Fieldset, Group, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { useChannelWords } from "./channel.words";
import { Refused, useWrite } from "./parts";
import { Steps } from "./Steps";
import { useWords } from "./words";

type Pause = Schemas["Pauses"];

export const PAUSES = ["waiting_for_player", "on_hold", "outside_hours"] as const satisfies readonly Pause[];
const KINDS = ["resolution", "first_reply", "next_reply"] as const;

interface Draft {
  name: string;
  calendar: string | null;
  pauses: readonly Pause[];
  first_reply: number | null;
  next_reply: number | null;
  resolution: number | null;
}

/** When the clocks of a promise stand still, in plain words, and an example that the server counts. */
export function PauseRules({
  brand,
  promise,
  onChange,
}: {
  brand: string;
  promise: Draft;
  onChange: (pauses: Pause[]) => void;
}) {
  const t = useWords();
  const c = useChannelWords();
  const { locale } = useLocale();
  const { moment } = useTimes();
  const { run, busy, problem } = useWrite();
  const [shown, setShown] = useState<Schemas["Preview"]>();
  const kind = KINDS.find((one) => promise[one] !== null);
  const allowance = kind && promise[kind];
  // What is explained is the draft as it was then.
  const told = JSON.stringify([promise.pauses, promise.calendar, kind, allowance]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => setShown(undefined), [told]);
  const show = (seconds: number, of: NonNullable<typeof kind>) =>
    run(async () =>
      setShown(
        await data(
          api.POST("/api/v1/brands/{brand}/promises/pauses/preview", {
            params: { path: { brand } },
            body: {
              kind: of,
              allowance: seconds,
              name: promise.name,
              calendar: promise.calendar,
              pauses: [...promise.pauses],
              work: Math.round(seconds / 4),
              waiting: Math.round(seconds / 2),
              on_hold: Math.round(seconds / 2),
              language: locale,
            },
          }),
        ),
      ),
    );
  return (
    <Fieldset legend={c("whenPaused")}>
      <Stack gap="sm">
        <Checkbox.Group
          aria-label={c("whenPaused")}
          value={[...promise.pauses]}
          onChange={(chosen) => onChange(PAUSES.filter((one) => chosen.includes(one)))}
        >
          <Stack gap="xs">
            {PAUSES.map((one) => (
              <Checkbox key={one} value={one} label={c(one)} description={c(`${one}Hint`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        {promise.pauses.length === 0 && <Text size="sm">{c("noPauses")}</Text>}
        <Text size="xs" c="dimmed">
          {c(kind ? "exampleHint" : "exampleNeedsTime")}
        </Text>
        <Group>
          <Button
            variant="default"
            size="xs"
            loading={busy}
            disabled={!kind}
            onClick={() => kind && allowance && show(allowance, kind)}
          >
            {c("example")}
          </Button>
        </Group>
        <Refused problem={problem} />
        {shown && (
          <Stack gap={6} role="status">
            <Text size="sm" fw={600}>
              {shown.due_at
                ? c("exampleDue", { promise: t(shown.kind), moment: moment(shown.due_at) })
                : c("examplePaused", { promise: t(shown.kind) })}
            </Text>
            <Steps steps={shown.steps} />
          </Stack>
        )}
      </Stack>
    </Fieldset>
  );
}
