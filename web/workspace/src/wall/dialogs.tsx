import { Alert, Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api } from "../app/api";
import { useAct } from "../app/live";
import { newKey } from "../app/live/writes";
import { queries } from "../app/queries";
import { presenceOf } from "../marks/PresenceMark";
import { useWords as useShellWords } from "../shell/words";
import type { Chosen } from "./Agents";
import type { WallAgent } from "./data";
import { useWords } from "./words";

/** What was chosen last stays while the dialog closes, so that its words don't jump. */
function useLast<T>(value: T | null): T | null {
  const last = useRef(value);
  if (value !== null) last.current = value;
  return last.current;
}

export function WhisperDialog({ chosen, onClose }: { chosen: Chosen | null; onClose: () => void }) {
  const t = useWords();
  const last = useLast(chosen);
  const [text, setText] = useState("");
  const key = useRef(newKey());
  const ticket = chosen?.ticket.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each chat begins with an empty text
  useEffect(() => {
    setText("");
    key.current = newKey();
  }, [ticket]);
  const send = useMutation({
    mutationFn: () =>
      api.POST("/api/v1/tickets/{name}/whisper", {
        params: { path: { name: ticket ?? "" } },
        body: { text, key: key.current },
      }),
    onSuccess: () => {
      notifications.show({ color: "green", message: t("whispered", { name: last?.agent.name ?? "" }) });
      onClose();
    },
  });
  if (last === null) return null;
  const { name } = last.agent;
  return (
    <Modal
      opened={chosen !== null}
      onClose={onClose}
      title={t("whisperTitle", { name })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("whisperWhy", { ticket: last.reference, name })}
          </Text>
          {send.error && (
            <Alert color="red" role="alert">
              {send.error.message}
            </Alert>
          )}
          <Textarea
            label={t("text")}
            required
            autosize
            minRows={3}
            maxRows={10}
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text.trim() !== "")
                send.mutate();
            }}
          />
          <Ending send={t("send")} busy={send.isPending} off={text.trim() === ""} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

export function ReassignDialog({
  chosen,
  agents,
  onClose,
}: {
  chosen: Chosen | null;
  agents: readonly WallAgent[];
  onClose: () => void;
}) {
  const last = useLast(chosen);
  if (last === null) return null;
  return (
    <Reassign key={last.ticket.id} last={last} opened={chosen !== null} agents={agents} onClose={onClose} />
  );
}

function Reassign({
  last,
  opened,
  agents,
  onClose,
}: {
  last: Chosen;
  opened: boolean;
  agents: readonly WallAgent[];
  onClose: () => void;
}) {
  const t = useWords();
  const said = useShellWords();
  const { act } = useAct(last.ticket.id);
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const others = agents.filter(({ id }) => id !== last.agent.id);
  const send = useMutation({
    mutationFn: () => act("assign", { to, reason }),
    onSuccess: () => {
      const name = others.find(({ id }) => id === to)?.name ?? "";
      notifications.show({ color: "green", message: t("reassigned", { ticket: last.reference, name }) });
      void queries.invalidateQueries({ queryKey: ["wall"] });
      onClose();
    },
  });
  const loadOf = (agent: WallAgent) => {
    const load = agent.loads.find(({ class_ }) => class_ === last.ticket.class_);
    return load
      ? ` · ${t(load.class_ as "chat" | "mail" | "phone", { load: load.load, count: load.capacity })}`
      : "";
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("reassignTitle", { ticket: last.reference })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== null) send.mutate();
        }}
      >
        <Stack>
          {send.error && (
            <Alert color="red" role="alert">
              {send.error.message}
            </Alert>
          )}
          {others.length === 0 ? (
            <Text>{t("nobodyElse")}</Text>
          ) : (
            <Select
              label={t("reassignTo")}
              required
              searchable
              data-autofocus
              value={to}
              onChange={setTo}
              data={others.map((agent) => ({
                value: agent.id,
                label: `${agent.name} · ${said(presenceOf(agent.state).word)}${loadOf(agent)}`,
              }))}
            />
          )}
          <TextInput
            label={t("reason")}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Ending send={t("reassign")} busy={send.isPending} off={to === null} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

export function Ending({
  send,
  busy,
  off,
  onClose,
}: {
  send: string;
  busy: boolean;
  off: boolean;
  onClose: () => void;
}) {
  const t = useWords();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" loading={busy} disabled={off}>
        {send}
      </Button>
    </Group>
  );
}
