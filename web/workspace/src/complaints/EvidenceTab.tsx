import {
  Alert,
  Badge,
  Button,
  Checkbox,
  Code,
  Group,
  Modal,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import {
  IconChecks,
  IconCircleCheck,
  IconCircleDashed,
  IconDownload,
  IconEye,
  IconHourglass,
  IconLinkOff,
  IconLock,
  IconPlayerSkipForward,
  IconShieldCheck,
  IconSnowflake,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, data } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { usePeople } from "../lists/useList";
import { Loading, Refused } from "../settings/parts";
import classes from "./complaints.module.css";
import { type Case, type EvidenceRow, type Evidence as Held, type Need, of, useChange } from "./data";
import { EvidenceItem } from "./EvidenceItem";
import { useWords } from "./evidence.words";
import { FromTicket } from "./FromTicket";
import { useNames } from "./names.words";
import { Block } from "./Story";

export function EvidenceTab({ one }: { one: Case }) {
  const found = useQuery({
    queryKey: ["complaints", "evidence", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/evidence", of(one))),
  });
  if (!found.data) return <Loading error={found.error} />;
  return <Shown one={one} held={found.data} />;
}

function Shown({ one, held }: { one: Case; held: Held }) {
  const t = useWords();
  const may = useMay();
  const change = useChange();
  const [opened, open] = useState<EvidenceRow>();
  const unread = held.items.filter(({ reviewed_at }) => reviewed_at === null);
  const mayReview = held.may_handle || may("complaints.decide", one.brand);
  const freeze = (code: string | null, record = "") =>
    change.run(
      ["freeze", code, record],
      (headers) =>
        api.POST("/api/v1/complaints/{complaint}/evidence/freeze", {
          headers,
          ...of(one),
          body: { code, record },
        }),
      t("done"),
    );
  const review = (ids: string[]) =>
    change.run(
      ["review", ids],
      (headers) =>
        api.POST("/api/v1/complaints/{complaint}/evidence/review", {
          headers,
          ...of(one),
          body: { items: ids },
        }),
      t("done"),
    );
  return (
    <Stack gap="lg" maw={980}>
      {held.whole ? (
        held.head.length > 0 && (
          <Alert color="green" p="xs" icon={<IconShieldCheck size={18} aria-hidden />}>
            <Text size="sm" className="numbers">
              {t("whole", { count: held.head.length })}
            </Text>
            <Text className={classes.hash}>{held.head.sha256}</Text>
          </Alert>
        )
      ) : (
        <Alert color="red" role="alert" icon={<IconLinkOff size={18} aria-hidden />}>
          {t("broken")}
        </Alert>
      )}
      <Refused problem={change.problem} />
      <Checklist one={one} held={held} busy={change.busy} freeze={freeze} />
      <Block title={t("items")}>
        {unread.length > 1 && mayReview && (
          <Button
            mb="xs"
            size="compact-sm"
            variant="default"
            leftSection={<IconChecks size={15} />}
            loading={change.busy}
            onClick={() => void review(unread.map(({ id }) => id))}
          >
            {t("reviewAll", { count: unread.length })}
          </Button>
        )}
        {held.items.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("noItems")}
          </Text>
        )}
        <ul className={classes.rows} aria-label={t("items")}>
          {held.items.map((item) => (
            <Row
              key={item.id}
              item={item}
              onOpen={() => open(item)}
              {...(mayReview ? { onReview: () => void review([item.id]) } : {})}
            />
          ))}
        </ul>
      </Block>
      {held.items.length > 0 && (mayReview || held.may_handle) && <Packs one={one} />}
      {opened && (
        <EvidenceItem
          one={one}
          id={opened.id}
          onClose={() => open(undefined)}
          {...(mayReview && held.items.find(({ id }) => id === opened.id)?.reviewed_at === null
            ? { onReview: () => review([opened.id]) }
            : {})}
        />
      )}
    </Stack>
  );
}

function Checklist({
  one,
  held,
  busy,
  freeze,
}: {
  one: Case;
  held: Held;
  busy: boolean;
  freeze: (code: string | null, record?: string) => Promise<boolean>;
}) {
  const t = useWords();
  const may = useMay();
  const [asking, ask] = useState<Need | "player" | "record">();
  const fromPlayer = held.needs.filter(
    ({ comes_from, state }) => comes_from === "player" && state !== "present",
  );
  return (
    <Block title={t("checklist")} hint={t("checklistWhy")}>
      {held.may_handle && (
        <Group gap={6} mb="xs">
          <Button leftSection={<IconSnowflake size={16} />} loading={busy} onClick={() => void freeze(null)}>
            {t("freezeAll")}
          </Button>
          {held.needs.length > 0 && (
            <Button variant="default" onClick={() => ask("record")}>
              {t("freezeRecord")}
            </Button>
          )}
          <FromTicket complaint={one.id} brand={one.brand} />
          {fromPlayer.length > 0 && may("tickets.reply", one.brand) && (
            <Button variant="default" onClick={() => ask("player")}>
              {t("ask")}
            </Button>
          )}
        </Group>
      )}
      {held.needs.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("noChecklist")}
        </Text>
      )}
      <ul className={classes.rows} aria-label={t("checklist")}>
        {held.needs.map((need) => (
          <OneNeed
            key={need.code}
            need={need}
            mayHandle={held.may_handle}
            busy={busy}
            onFreeze={() => void freeze(need.code)}
            onWaive={() => ask(need)}
          />
        ))}
      </ul>
      {typeof asking === "object" && <Waive one={one} need={asking} onClose={() => ask(undefined)} />}
      {asking === "player" && <AskPlayer one={one} needs={fromPlayer} onClose={() => ask(undefined)} />}
      {asking === "record" && (
        <FreezeRecord needs={held.needs} freeze={freeze} busy={busy} onClose={() => ask(undefined)} />
      )}
    </Block>
  );
}

const STATES = {
  present: { color: "green", icon: IconCircleCheck },
  needed: { color: "red", icon: IconCircleDashed },
  asked: { color: "yellow", icon: IconHourglass },
  waived: { color: "gray", icon: IconPlayerSkipForward },
} as const;

function OneNeed({
  need,
  mayHandle,
  busy,
  onFreeze,
  onWaive,
}: {
  need: Need;
  mayHandle: boolean;
  busy: boolean;
  onFreeze: () => void;
  onWaive: () => void;
}) {
  const t = useWords();
  const n = useNames();
  const people = usePeople();
  const { moment } = useTimes();
  const optional = !need.needed && need.state === "needed";
  const look = optional ? { color: "gray", icon: IconCircleDashed } : STATES[need.state];
  return (
    <li data-need={need.code} data-state={need.state}>
      <Group justify="space-between" gap="xs">
        <div style={{ flex: "1 1 15rem" }}>
          <Group gap={6}>
            <Badge
              variant="light"
              color={look.color}
              className={classes.plain}
              leftSection={<look.icon size={13} aria-hidden />}
            >
              {optional ? t("helps") : t(need.state)}
            </Badge>
            {need.freezing && (need.trouble === "" || need.next_try_at !== null) && (
              <Badge variant="default" className={classes.plain}>
                {t("freezing")}
              </Badge>
            )}
          </Group>
          <Text size="sm" mt={2}>
            {need.label}{" "}
            <Text span size="xs" c="dimmed">
              {t(`from_${need.comes_from}`)}
              {!need.needed && need.state !== "needed" && ` · ${t("helpful")}`}
            </Text>
          </Text>
          {need.state === "waived" && (
            <Text size="xs" c="dimmed">
              {t("waivedBy", {
                name: people.get(need.waived_by ?? "")?.name ?? n("somebody"),
                at: need.waived_at === null ? "" : moment(need.waived_at),
                reason: need.reason,
              })}
            </Text>
          )}
          {need.trouble && (
            <Text size="xs" c="red">
              {need.trouble}{" "}
              {need.next_try_at === null ? t("byHand") : t("nextTry", { at: moment(need.next_try_at) })}
            </Text>
          )}
        </div>
        {mayHandle && (
          <Group gap={6}>
            {need.comes_from !== "player" && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconSnowflake size={14} />}
                loading={busy}
                aria-label={`${t("freeze")}: ${need.label}`}
                onClick={onFreeze}
              >
                {t("freeze")}
              </Button>
            )}
            {(need.state === "needed" || need.state === "asked") && need.needed && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`${t("waive")}: ${need.label}`}
                onClick={onWaive}
              >
                {t("waive")}
              </Button>
            )}
          </Group>
        )}
      </Group>
    </li>
  );
}

function Row({ item, onOpen, onReview }: { item: EvidenceRow; onOpen: () => void; onReview?: () => void }) {
  const t = useWords();
  const n = useNames();
  const people = usePeople();
  const { moment } = useTimes();
  return (
    <li data-item={item.seq} data-kind={item.kind}>
      <Group justify="space-between" gap="xs">
        <div style={{ flex: "1 1 15rem", minWidth: 0 }}>
          <Text size="sm" fw={600} className="numbers">
            {item.seq}. {item.label}
            {item.title && item.title !== item.label && ` · ${item.title}`}
          </Text>
          <Text size="xs" c="dimmed" className="numbers">
            {[
              t("takenAt", { at: moment(item.taken_at) }),
              item.occurred_at && t("occurredAt", { at: moment(item.occurred_at) }),
              item.source,
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
          <Group gap={6} mt={2}>
            <Text className={classes.hash} title={item.content_sha256}>
              {item.content_sha256.slice(0, 16)}…
            </Text>
            {item.sealed && (
              <Badge
                variant="default"
                size="sm"
                className={classes.plain}
                leftSection={<IconLock size={11} aria-hidden />}
                title={t("sealedWhy")}
              >
                {t("sealed")}
              </Badge>
            )}
            <Text size="xs" c={item.reviewed_at === null ? "orange.8" : "dimmed"}>
              {item.reviewed_at === null
                ? t("unread")
                : t("reviewed", {
                    name: people.get(item.reviewed_by ?? "")?.name ?? n("somebody"),
                    at: moment(item.reviewed_at),
                  })}
            </Text>
          </Group>
        </div>
        <Group gap={6}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconEye size={15} />}
            aria-label={`${t("open")}: ${item.seq}`}
            onClick={onOpen}
          >
            {t("open")}
          </Button>
          {item.reviewed_at === null && onReview && (
            <Button size="compact-sm" variant="light" onClick={onReview}>
              {t("review")}
            </Button>
          )}
        </Group>
      </Group>
    </li>
  );
}

function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useWords();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>{children}</Stack>
    </Modal>
  );
}

function Waive({ one, need, onClose }: { one: Case; need: Need; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const [reason, setReason] = useState("");
  return (
    <Dialog title={t("waiveTitle", { what: need.label })} onClose={onClose}>
      <Textarea
        label={t("reason")}
        description={t("reasonWhy")}
        required
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refused problem={change.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button
          disabled={reason.trim() === ""}
          loading={change.busy}
          onClick={async () => {
            const went = await change.run(
              reason,
              (headers) =>
                api.POST("/api/v1/complaints/{complaint}/evidence/needs/{code}/waive", {
                  headers,
                  params: { path: { complaint: one.id, code: need.code } },
                  body: { reason: reason.trim() },
                }),
              t("done"),
            );
            if (went) onClose();
          }}
        >
          {t("waive")}
        </Button>
      </Group>
    </Dialog>
  );
}

function FreezeRecord({
  needs,
  freeze,
  busy,
  onClose,
}: {
  needs: readonly Need[];
  freeze: (code: string | null, record?: string) => Promise<boolean>;
  busy: boolean;
  onClose: () => void;
}) {
  const t = useWords();
  const kinds = needs.filter(({ comes_from }) => comes_from === "back_office");
  const [code, setCode] = useState<string | null>(kinds[0]?.code ?? null);
  const [record, setRecord] = useState("");
  return (
    <Dialog title={t("freezeRecord")} onClose={onClose}>
      <Select
        label={t("which")}
        allowDeselect={false}
        value={code}
        onChange={setCode}
        data={kinds.map((need) => ({ value: need.code, label: need.label }))}
      />
      <TextInput
        label={t("record")}
        description={t("recordWhy")}
        required
        maxLength={120}
        value={record}
        onChange={(event) => setRecord(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button
          disabled={record.trim() === "" || code === null}
          loading={busy}
          onClick={async () => {
            if (await freeze(code, record.trim())) onClose();
          }}
        >
          {t("freeze")}
        </Button>
      </Group>
    </Dialog>
  );
}

function AskPlayer({ one, needs, onClose }: { one: Case; needs: readonly Need[]; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const tickets = one.tickets.filter(({ reference, status }) => reference !== null && status !== "closed");
  const [codes, setCodes] = useState<string[]>(needs.filter(({ needed }) => needed).map(({ code }) => code));
  const [ticket, setTicket] = useState<string | null>(tickets[0]?.ticket ?? null);
  const [note, setNote] = useState("");
  return (
    <Dialog title={t("askTitle")} onClose={onClose}>
      <Checkbox.Group label={t("askWhat")} value={codes} onChange={setCodes}>
        <Stack gap={6} mt={4}>
          {needs.map((need) => (
            <Checkbox key={need.code} value={need.code} label={need.label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label={t("askTicket")}
        allowDeselect={false}
        value={ticket}
        onChange={setTicket}
        data={tickets.map((linked) => ({ value: linked.ticket, label: linked.reference ?? "" }))}
      />
      <Textarea
        label={t("askNote")}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Refused problem={change.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button
          disabled={codes.length === 0 || ticket === null}
          loading={change.busy}
          onClick={async () => {
            const went = await change.run(
              [codes, note],
              (headers) =>
                api.POST("/api/v1/complaints/{complaint}/evidence/ask", {
                  headers,
                  ...of(one),
                  body: { ticket: ticket ?? "", codes, note: note.trim() },
                }),
              t("done"),
            );
            if (went) onClose();
          }}
        >
          {t("send")}
        </Button>
      </Group>
    </Dialog>
  );
}

const EDITIONS = ["full", "redacted"] as const;

/** Both editions, as ZIP and as PDF, and what was taken before. */
function Packs({ one }: { one: Case }) {
  const t = useWords();
  const { locale } = useLocale();
  const { moment } = useTimes();
  const key = useQuery({
    queryKey: ["complaint pack key"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => data(api.GET("/api/v1/complaints/pack-key")),
  });
  const taken = useQuery({
    queryKey: ["complaints", "exports", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/evidence/exports", of(one))),
  });
  const href = (edition: string, form: string) =>
    `/api/v1/complaints/${one.id}/evidence/export?${new URLSearchParams({ edition, form, language: edition === "redacted" && one.language === "ru" ? "ru" : locale })}`;
  return (
    <Block title={t("export")}>
      <Group gap="sm" align="stretch">
        {EDITIONS.map((edition) => (
          <div key={edition} className={classes.box} style={{ flex: "1 1 16rem" }}>
            <Text size="sm" fw={600}>
              {t(edition)}
            </Text>
            <Text size="xs" c="dimmed" mb={8}>
              {t(edition === "full" ? "fullWhy" : "redactedWhy")}
            </Text>
            <Group gap={6}>
              {(["zip", "pdf"] as const).map((form) => (
                <Button
                  key={form}
                  size="compact-sm"
                  variant="default"
                  component="a"
                  href={href(edition, form)}
                  download
                  leftSection={<IconDownload size={15} />}
                  aria-label={`${t(edition)}: ${t(form)}`}
                >
                  {t(form)}
                </Button>
              ))}
            </Group>
          </div>
        ))}
      </Group>
      {key.data && (
        <Text size="xs" c="dimmed" mt="xs">
          {t("verifyWhy")} <Code className={classes.hash}>{key.data.fingerprint}</Code>
        </Text>
      )}
      {taken.data && taken.data.length > 0 && (
        <Stack
          gap={2}
          mt="xs"
          component="ul"
          m={0}
          p={0}
          style={{ listStyle: "none" }}
          aria-label={t("exports")}
        >
          {taken.data.map((pack) => (
            <Text component="li" size="xs" c="dimmed" key={pack.id} className="numbers">
              {moment(pack.made_at)} ·{" "}
              {t("exportLine", {
                edition: t(pack.edition === "full" ? "full" : "redacted"),
                form: pack.form.toUpperCase(),
                count: pack.items,
              })}
            </Text>
          ))}
        </Stack>
      )}
    </Block>
  );
}
