import { Alert, Button, Checkbox, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, type Schemas } from "../app/api";
import type { Ticket } from "./actions";
import { useDocumentWords } from "./documents.words";

export type Kind = Schemas["DocumentKind"];

export const KINDS = [
  "identity",
  "address",
  "selfie",
  "card",
  "bank",
  "payment",
  "funds",
  "statement",
  "screenshots",
  "other",
] as const satisfies readonly Kind[];
const MOST = 5;
const DAYS = [1, 3, 7, 14, 30];

export const mayAskForDocuments = (
  ticket: Pick<Ticket, "brand" | "status" | "merged_into">,
  may: (permission: string, brand?: string) => boolean,
) => ticket.status !== "closed" && !ticket.merged_into && may("tickets.reply", ticket.brand);

/** Sends the player a one-time link to upload documents. */
export function AskDocuments({ ticket, onClose }: { ticket: string; onClose: () => void }) {
  const t = useDocumentWords();
  const cache = useQueryClient();
  const [kinds, setKinds] = useState<string[]>(["identity"]);
  const [note, setNote] = useState("");
  const [days, setDays] = useState("7");
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const ask = async () => {
    setBusy(true);
    try {
      await api.POST("/api/v1/tickets/{name}/documents", {
        params: { path: { name: ticket } },
        body: {
          kinds: KINDS.filter((kind) => kinds.includes(kind)),
          note,
          days: Number(days),
          key: key.current,
        },
      });
      await cache.invalidateQueries({ queryKey: ["context", ticket] });
      onClose();
    } catch (problem) {
      key.current = crypto.randomUUID();
      setRefused((problem as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("ask")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <Stack>
          {refused && (
            <Alert color="red" role="alert">
              {refused}
            </Alert>
          )}
          <Text size="sm">{t("askWhy")}</Text>
          <Checkbox.Group label={t("what")} value={kinds} onChange={setKinds}>
            <Stack gap={8} mt={6}>
              {KINDS.map((kind) => (
                <Checkbox
                  key={kind}
                  value={kind}
                  label={t(kind)}
                  disabled={!kinds.includes(kind) && kinds.length >= MOST}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Textarea
            label={t("note")}
            description={t("noteWhy")}
            autosize
            minRows={2}
            maxLength={500}
            required={kinds.includes("other")}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Select
            label={t("good")}
            data={DAYS.map((n) => ({ value: String(n), label: t("days", { count: n }) }))}
            value={days}
            allowDeselect={false}
            onChange={(value) => setDays(value ?? "7")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={kinds.length === 0}>
              {t("sendLink")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
