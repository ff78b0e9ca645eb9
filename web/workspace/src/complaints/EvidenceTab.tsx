import { Alert, Badge, Button, Checkbox, Code, Group, Select, Stack, Text, TextInput } from "@mantine/core";
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
import { useState } from "react";
import { api, data } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { usePeople } from "../lists/useList";
import { Loading, Refused, told } from "../settings/parts";
import classes from "./complaints.module.css";
import { FormDialog, Words } from "./Dialog";
import { type Case, type EvidenceRow, type Evidence as Held, type Need, of, useChange } from "./data";
import { EvidenceItem } from "./EvidenceItem";
import { useSource, useWords } from "./evidence.words";
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

/** Freezes what a need asks for. `trouble`: why a single one could not be got. */
function useFreeze(one: Case) {
  const t = useWords();
  const change = useChange();
  const [trouble, setTrouble] = useState("");
  const freeze = async (code: string | null, record = ""): Promise<boolean> => {
    let found = "";
    const went = await change.run(["freeze", code, record], async (headers) => {
      const held = await data(
        api.POST("/api/v1/complaints/{complaint}/evidence/freeze", {
          headers,
          ...of(one),
          body: { code, record },
        }),
      );
      found = held.needs.find((need) => (code === null || need.code === code) && need.trouble)?.trouble ?? "";
    });
    setTrouble(found);
    const got = went && found === "";
    if (got) told(t("done"));
    return got;
  };
  return { ...change, freeze, trouble };
}

function Shown({ one, held }: { one: Case; held: Held }) {
  const t = useWords();
  const may = useMay();
  const change = useChange();
  const [opened, open] = useState<EvidenceRow>();
  const unread = held.items.filter(({ reviewed_at }) => reviewed_at === null);
  const mayReview = held.may_handle || may("complaints.decide", one.brand);
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
      <Checklist one={one} held={held} />
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
      {held.items.length > 0 && (mayReview || held.may_handle) && (
        <Packs one={one} sealed={held.items.some(({ sealed }) => sealed)} />
      )}
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

function Checklist({ one, held }: { one: Case; held: Held }) {
  const t = useWords();
  const may = useMay();
  const freezing = useFreeze(one);
  const [asking, ask] = useState<Need | "player" | "record">();
  const fromPlayer = held.needs.filter(
    ({ comes_from, state }) => comes_from === "player" && state !== "present",
  );
  return (
    <Block title={t("checklist")} hint={t("checklistWhy")}>
      <Refused problem={freezing.problem} />
      {held.may_handle && (
        <Group gap={6} mb="xs">
          <Button
            leftSection={<IconSnowflake size={16} />}
            loading={freezing.busy}
            onClick={() => void freezing.freeze(null)}
          >
            {t("freezeAll")}
          </Button>
          {held.needs.some(({ code }) => BY_RECORD.includes(code)) && (
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
            busy={freezing.busy}
            onFreeze={() => void freezing.freeze(need.code)}
            onWaive={() => ask(need)}
          />
        ))}
      </ul>
      {typeof asking === "object" && <Waive one={one} need={asking} onClose={() => ask(undefined)} />}
      {asking === "player" && <AskPlayer one={one} needs={fromPlayer} onClose={() => ask(undefined)} />}
      {asking === "record" && <FreezeRecord one={one} needs={held.needs} onClose={() => ask(undefined)} />}
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
              {need.next_try_at !== null
                ? t("nextTry", { at: moment(need.next_try_at) })
                : need.comes_from !== "player" && t("byHand")}
            </Text>
          )}
        </div>
        {mayHandle && (
          <Group gap={6}>
            {(need.comes_from !== "player" || need.state === "asked") && (
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
  const sourceOf = useSource();
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
              sourceOf(item.source),
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
            <Text size="xs" {...(item.reviewed_at === null ? { fw: 600 } : { c: "dimmed" })}>
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

function Waive({ one, need, onClose }: { one: Case; need: Need; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const [reason, setReason] = useState("");
  return (
    <FormDialog
      title={t("waiveTitle", { what: need.label })}
      onClose={onClose}
      action={t("waive")}
      ready={reason.trim() !== ""}
      change={change}
      onSend={() =>
        change.run(
          reason,
          (headers) =>
            api.POST("/api/v1/complaints/{complaint}/evidence/needs/{code}/waive", {
              headers,
              params: { path: { complaint: one.id, code: need.code } },
              body: { reason: reason.trim() },
            }),
          t("done"),
        )
      }
    >
      <Words label={t("reason")} description={t("reasonWhy")} value={reason} onChange={setReason} />
    </FormDialog>
  );
}

/** What the back office gives out one by one. */
const BY_RECORD: readonly string[] = ["payments", "bets", "rounds"];

function FreezeRecord({ one, needs, onClose }: { one: Case; needs: readonly Need[]; onClose: () => void }) {
  const t = useWords();
  const freezing = useFreeze(one);
  const kinds = needs.filter((need) => BY_RECORD.includes(need.code));
  const [code, setCode] = useState<string | null>(kinds[0]?.code ?? null);
  const [record, setRecord] = useState("");
  return (
    <FormDialog
      title={t("freezeRecord")}
      onClose={onClose}
      action={t("freeze")}
      ready={record.trim() !== "" && code !== null}
      change={{
        busy: freezing.busy,
        problem:
          freezing.problem ??
          (freezing.trouble ? { detail: freezing.trouble, points: [], fields: {} } : undefined),
      }}
      onSend={() => freezing.freeze(code, record.trim())}
    >
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
    </FormDialog>
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
    <FormDialog
      title={t("askTitle")}
      onClose={onClose}
      action={t("send")}
      ready={codes.length > 0 && ticket !== null}
      change={change}
      onSend={() =>
        change.run(
          [codes, note],
          (headers) =>
            api.POST("/api/v1/complaints/{complaint}/evidence/ask", {
              headers,
              ...of(one),
              body: { ticket: ticket ?? "", codes, note: note.trim() },
            }),
          t("done"),
        )
      }
    >
      <Checkbox.Group label={t("askWhat")} required value={codes} onChange={setCodes}>
        <Stack gap={6} mt={4}>
          {needs.map((need) => (
            <Checkbox key={need.code} value={need.code} label={need.label} />
          ))}
        </Stack>
      </Checkbox.Group>
      {tickets.length === 0 ? (
        <Alert color="yellow">{t("askNoTicket")}</Alert>
      ) : (
        <Select
          label={t("askTicket")}
          allowDeselect={false}
          value={ticket}
          onChange={setTicket}
          data={tickets.map((linked) => ({ value: linked.ticket, label: linked.reference ?? "" }))}
        />
      )}
      <Words label={t("askNote")} required={false} value={note} onChange={setNote} />
    </FormDialog>
  );
}

const EDITIONS = ["full", "redacted"] as const;
const FORMS = ["zip", "pdf"] as const;

/** Both editions, as ZIP and as PDF, and what was taken before. */
function Packs({ one, sealed }: { one: Case; sealed: boolean }) {
  const t = useWords();
  const may = useMay();
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
  // The documents themselves are in the full ZIP alone.
  const closed = sealed && !may("documents.read", one.brand);
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
            {edition === "full" && closed && (
              <Text size="xs" mb={8}>
                {t("zipClosed")}
              </Text>
            )}
            <Group gap={6}>
              {FORMS.filter((form) => !(closed && edition === "full" && form === "zip")).map((form) => (
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
