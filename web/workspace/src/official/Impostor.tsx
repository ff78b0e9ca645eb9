import { Badge, Button, Group, Modal, Radio, Stack, Text, Textarea } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleOff,
  IconFlag,
  IconMailForward,
  IconSearch,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { Refused, told, useWrite } from "../settings/parts";
import { useWords } from "./words";

export type Impostor = Schemas["ImpostorView"];
type State = Impostor["state"];

const STATES = {
  reported: { color: "yellow", icon: IconFlag },
  checking: { color: "blue", icon: IconSearch },
  confirmed: { color: "red", icon: IconAlertTriangle },
  takedown_asked: { color: "orange", icon: IconMailForward },
  down: { color: "green", icon: IconCircleCheck },
  not_an_impostor: { color: "gray", icon: IconCircleOff },
} as const satisfies Record<State, unknown>;
export const STATE_NAMES = Object.keys(STATES) as State[];

export function StateMark({ state }: { state: State }) {
  const t = useWords();
  const { color, icon: Icon } = STATES[state];
  return (
    <Badge
      variant="light"
      color={color}
      radius="sm"
      leftSection={<Icon size={13} aria-hidden />}
      style={{ textTransform: "none", fontWeight: 500 }}
    >
      {t(`state_${state}`)}
    </Badge>
  );
}

/** What it passes for, and how one can tell. */
export function Evidence({ impostor }: { impostor: Impostor }) {
  const t = useWords();
  if (!impostor.looks_like) return null;
  return <Text size="sm">{t(`like_${impostor.looks_like.how}`, { ours: impostor.looks_like.ours })}</Text>;
}

/** How far the desk is with it, and the step that comes next. */
export function MoveButton({ brand, impostor }: { brand: string; impostor: Impostor }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("moveOf", { value: impostor.value })}
        onClick={() => setOpen(true)}
      >
        {t("move")}
      </Button>
      {open && <MoveDialog brand={brand} impostor={impostor} onClose={() => setOpen(false)} />}
    </>
  );
}

function MoveDialog({
  brand,
  impostor,
  onClose,
}: {
  brand: string;
  impostor: Impostor;
  onClose: () => void;
}) {
  const t = useWords();
  const queries = useQueryClient();
  const { run, busy, problem } = useWrite();
  const order = STATE_NAMES.filter((state) => impostor.next.includes(state));
  const [state, setState] = useState<State | undefined>(order[0]);
  const [note, setNote] = useState(impostor.note);
  const [key] = useState(newKey);
  return (
    <Modal opened onClose={onClose} title={impostor.value} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (!state) return;
          void run(async () => {
            await data(
              api.PATCH("/api/v1/brands/{brand}/impostors/{impostor}", {
                params: { path: { brand, impostor: impostor.id } },
                body: {
                  becomes: state,
                  note: note.trim(),
                  version: impostor.version,
                  key: `${key}-${state}`,
                },
              }),
            );
            await Promise.all([
              queries.invalidateQueries({ queryKey: ["impostors", brand] }),
              queries.invalidateQueries({ queryKey: ["context"] }),
            ]);
            told(t("moved"));
            onClose();
          });
        }}
      >
        <Stack>
          <Group gap="xs">
            <Text size="sm">{t("now")}</Text>
            <StateMark state={impostor.state} />
          </Group>
          <Radio.Group
            label={t("nextState")}
            value={state ?? null}
            onChange={(value) => setState(value as State)}
          >
            <Stack gap="xs" mt="xs">
              {order.map((one) => (
                <Radio key={one} value={one} label={t(`state_${one}`)} description={t(`hint_${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t("note")}
            description={t("noteHint")}
            autosize
            minRows={2}
            maxLength={2_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Refused problem={problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={!state}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
