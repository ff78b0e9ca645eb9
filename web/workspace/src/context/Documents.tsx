import {
  Alert,
  Anchor,
  Badge,
  Button,
  Group,
  Modal,
  Radio,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { IconCheck, IconClock, IconEye, IconFileCheck, IconFileSearch, IconX } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { AskDocuments, mayAskForDocuments } from "../ticket/AskDocuments";
import type { Ticket } from "../ticket/actions";
import { useDocumentWords } from "../ticket/documents.words";
import classes from "./ContextPane.module.css";

type Document = Schemas["DocumentView"];
type Request = Schemas["DocumentRequestView"];
type Purpose = Schemas["Purpose"];
type Reason = Schemas["RefusalReason"];

const PURPOSES = ["check", "payment", "fraud", "complaint", "law"] as const satisfies readonly Purpose[];
const REASONS = [
  "unreadable",
  "cropped",
  "expired",
  "other_name",
  "other_kind",
  "too_old",
  "edited",
  "other",
] as const satisfies readonly Reason[];
const MARKS = {
  wanted: { color: "gray", icon: IconClock },
  received: { color: "blue", icon: IconFileCheck },
  checking: { color: "yellow", icon: IconFileSearch },
  accepted: { color: "green", icon: IconCheck },
  refused: { color: "red", icon: IconX },
} as const;
const LOOK_MS = 115_000;

/** What was asked of the player and how it stands; for the verification team also the documents. */
export function Documents({ ticket }: { ticket: Ticket }) {
  const t = useDocumentWords();
  const may = useMay();
  const { moment } = useTimes();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const shown = useQuery({
    queryKey: ["context", ticket.id, "documents"],
    queryFn: () =>
      data(api.GET("/api/v1/tickets/{name}/documents", { params: { path: { name: ticket.id } } })),
  });
  const mayAsk = mayAskForDocuments(ticket, may);
  const changed = () => cache.invalidateQueries({ queryKey: ["context", ticket.id] });
  const withdraw = () =>
    api
      .POST("/api/v1/tickets/{name}/documents/withdraw", { params: { path: { name: ticket.id } } })
      .then(changed, changed);
  const requests = shown.data?.requests ?? [];
  return (
    <Stack gap="sm">
      {shown.error && (
        <Text size="sm" c="red" role="alert">
          {shown.error.message}
        </Text>
      )}
      {shown.data && requests.length === 0 && (
        <Text size="sm" className={classes.faint}>
          {t("none")}
        </Text>
      )}
      {requests.map((request) => (
        <Stack key={request.id} gap={6}>
          {request.documents.map((document) => (
            <One
              key={document.id}
              document={document}
              request={request}
              mayRead={shown.data?.may_read === true}
              onChange={changed}
            />
          ))}
          {request.open && (
            <Group gap={8} justify="space-between">
              <Text size="xs" className={classes.faint}>
                {t("linkUntil", { at: moment(request.expires_at) })}
              </Text>
              {mayAsk && (
                <Anchor component="button" type="button" size="xs" onClick={() => void withdraw()}>
                  {t("withdraw")}
                </Anchor>
              )}
            </Group>
          )}
          {!request.open && !request.submitted_at && (
            <Text size="xs" className={classes.faint}>
              {t(request.withdrawn_at ? "withdrawn" : "over")}
            </Text>
          )}
        </Stack>
      ))}
      {mayAsk && (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFileSearch size={15} />}
            onClick={() => setAsking(true)}
          >
            {t("ask")}
          </Button>
        </Group>
      )}
      {asking && <AskDocuments ticket={ticket.id} onClose={() => setAsking(false)} />}
    </Stack>
  );
}

interface OneProps {
  document: Document;
  request: Request;
  mayRead: boolean;
  onChange: () => Promise<void>;
}

function One({ document, request, mayRead, onChange }: OneProps) {
  const t = useDocumentWords();
  const [looking, setLooking] = useState(false);
  const mark = MARKS[document.state];
  const state = document.deleted
    ? "deleted"
    : document.state === "wanted" && !request.open
      ? "notSent"
      : document.state;
  const why = [document.reason && t(`reason_${document.reason as Reason}`), document.comment]
    .filter(Boolean)
    .join(". ");
  return (
    <Stack gap={4}>
      <Group gap={8} justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm">{t(document.kind)}</Text>
        <Badge
          color={document.deleted || state === "notSent" ? "gray" : mark.color}
          variant="light"
          leftSection={<mark.icon size={12} aria-hidden />}
          style={{ flex: "none" }}
        >
          {t(state)}
        </Badge>
      </Group>
      {why && (
        <Text size="xs" className={classes.faint}>
          {why}
        </Text>
      )}
      {mayRead && document.file && (
        <Group gap={8}>
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<IconEye size={13} />}
            aria-label={`${t("open")}: ${t(document.kind)}`}
            onClick={() => setLooking(true)}
          >
            {t("open")}
          </Button>
          <Text size="xs" className={classes.faint}>
            {[
              document.file.pages && t("pages", { count: document.file.pages }),
              document.looks.length > 0 && t("looks", { count: document.looks.length }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </Group>
      )}
      {looking && <Look document={document} onChange={onChange} onClose={() => setLooking(false)} />}
    </Stack>
  );
}

/** Asks why, then shows the document in a frame that can do nothing, then takes the decision. */
function Look({
  document,
  onChange,
  onClose,
}: {
  document: Document;
  onChange: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useDocumentWords();
  const [purpose, setPurpose] = useState<Purpose>("check");
  const [note, setNote] = useState("");
  const [opened, setOpened] = useState<Schemas["Opened"]>();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState<Reason>("unreadable");
  const [comment, setComment] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const decided = document.state === "accepted" || document.state === "refused";

  useEffect(() => {
    if (!opened) return;
    const end = setTimeout(onClose, LOOK_MS);
    return () => clearTimeout(end);
  }, [opened, onClose]);

  const during = (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    work()
      .catch((refusal: Error) => setProblem(refusal.message))
      .finally(() => setBusy(false));
  };
  const look = () =>
    during(async () => {
      setOpened(
        await data(
          api.POST("/api/v1/documents/{document}/looks", {
            params: { path: { document: document.id } },
            body: { purpose, note },
          }),
        ),
      );
      await onChange();
    });
  const decide = (why: Reason | null) =>
    during(async () => {
      await api.POST("/api/v1/documents/{document}/decision", {
        params: { path: { document: document.id } },
        body: { reason: why, comment },
      });
      await onChange();
      onClose();
    });
  return (
    <Modal
      opened
      onClose={onClose}
      size={opened ? "min(64rem, 94vw)" : "md"}
      title={opened ? t(document.kind) : t("whyOpen")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {!opened ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              look();
            }}
          >
            <Stack>
              <Radio.Group
                label={t("purpose")}
                value={purpose}
                onChange={(value) => setPurpose(value as Purpose)}
              >
                <Stack gap={8} mt={6}>
                  {PURPOSES.map((one) => (
                    <Radio key={one} value={one} label={t(`purpose_${one}`)} />
                  ))}
                </Stack>
              </Radio.Group>
              <TextInput
                label={t("purposeNote")}
                maxLength={500}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
              <Text size="sm" className={classes.faint}>
                {t("logged")}
              </Text>
              <Group justify="flex-end">
                <Button variant="default" onClick={onClose}>
                  {t("cancel")}
                </Button>
                <Button type="submit" loading={busy} leftSection={<IconEye size={15} />}>
                  {t("open")}
                </Button>
              </Group>
            </Stack>
          </form>
        ) : (
          <>
            <Sheet opened={opened} label={t(document.kind)} />
            <Text size="xs" className={classes.faint}>
              {t("goneSoon")}
            </Text>
            {!decided && !refusing && (
              <Group justify="flex-end">
                <Button variant="default" onClick={() => setRefusing(true)} leftSection={<IconX size={15} />}>
                  {t("refuse")}
                </Button>
                <Button loading={busy} onClick={() => decide(null)} leftSection={<IconCheck size={15} />}>
                  {t("accept")}
                </Button>
              </Group>
            )}
            {refusing && (
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  decide(reason);
                }}
              >
                <Stack>
                  <Select
                    label={t("reason")}
                    data={REASONS.map((one) => ({ value: one, label: t(`reason_${one}`) }))}
                    value={reason}
                    allowDeselect={false}
                    onChange={(value) => setReason((value ?? "unreadable") as Reason)}
                  />
                  <Textarea
                    label={t("comment")}
                    description={t("commentWhy")}
                    autosize
                    minRows={2}
                    maxLength={500}
                    required={reason === "other"}
                    value={comment}
                    onChange={(event) => setComment(event.currentTarget.value)}
                  />
                  <Group justify="flex-end">
                    <Button variant="default" onClick={() => setRefusing(false)}>
                      {t("cancel")}
                    </Button>
                    <Button type="submit" color="red" loading={busy}>
                      {t("refuse")}
                    </Button>
                  </Group>
                </Stack>
              </form>
            )}
          </>
        )}
      </Stack>
    </Modal>
  );
}

/** The sheet itself. Browsers' own PDF viewers refuse what comes with a sandbox, so a PDF is shown as a copy of its bytes;
 * one that does anything never got so far. */
function Sheet({ opened, label }: { opened: Schemas["Opened"]; label: string }) {
  const t = useDocumentWords();
  const pdf = opened.content_type === "application/pdf";
  const [source, setSource] = useState<string>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!pdf) return;
    let url: string | undefined;
    const stop = new AbortController();
    fetch(opened.url, { signal: stop.signal, credentials: "omit" })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        url = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: "application/pdf" }));
        setSource(url);
      })
      .catch(() => stop.signal.aborted || setFailed(true));
    return () => {
      stop.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [opened, pdf]);
  if (failed) {
    return (
      <Alert color="yellow" role="alert">
        {t("cannotShow")}
      </Alert>
    );
  }
  const style = { width: "100%", height: "60vh", border: 0 };
  if (!pdf) {
    return (
      <img
        src={opened.url}
        alt={label}
        style={{ maxWidth: "100%", maxHeight: "60vh", objectFit: "contain", margin: "0 auto" }}
        onError={() => setFailed(true)}
      />
    );
  }
  return source ? <iframe src={source} title={label} style={style} /> : null;
}
