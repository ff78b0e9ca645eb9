import { Alert, Button, Group, Modal, Paper, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { Reason } from "@pitboss/live";
import { useState } from "react";
import { type Message, useAct } from "../app/live";
import classes from "./Thread.module.css";
import { useWords } from "./words";

/** What is to go for good: words of a message, or one of its files. */
export interface Redaction {
  message: Message;
  part: string;
  file?: { id: string; name: string };
}

export function Redact({ ticket, of, onClose }: { ticket: string; of: Redaction; onClose: () => void }) {
  const t = useWords();
  const { act } = useAct(ticket);
  const [part, setPart] = useState(of.part);
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  return (
    <Modal opened onClose={onClose} title={t("redact")} closeButtonProps={{ "aria-label": t("close_") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          act(
            "redact",
            of.file ? { attachment: of.file.id, reason } : { message: of.message.id, part, reason },
          )
            .then(onClose, (problem: Reason) => setRefused(problem.detail))
            .finally(() => setBusy(false));
        }}
      >
        <Stack>
          {refused && (
            <Alert color="red" role="alert">
              {refused}
            </Alert>
          )}
          <Text size="sm">{of.file ? t("redactFileWhy", { name: of.file.name }) : t("redactWhy")}</Text>
          {!of.file && (
            <>
              <Paper
                withBorder
                p="xs"
                mah={180}
                className={classes.redacted}
                onMouseUp={() => {
                  const chosen = window.getSelection()?.toString().trim() ?? "";
                  if (chosen.length > 1) setPart(chosen);
                }}
              >
                <Text size="sm">{of.message.text}</Text>
              </Paper>
              <TextInput
                label={t("redactPart")}
                required
                minLength={2}
                data-autofocus
                value={part}
                onChange={(event) => setPart(event.currentTarget.value)}
              />
            </>
          )}
          <Textarea
            label={t("fieldReason")}
            required
            autosize
            minRows={2}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" color="red" loading={busy}>
              {t("redactDo")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
