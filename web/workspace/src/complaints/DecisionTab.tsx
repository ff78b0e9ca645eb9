import { Alert, Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconEyeOff, IconGavel, IconPlus, IconSignature } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { useMay, useMe } from "../app/session";
import { useTimes } from "../app/times";
import { usePeople } from "../lists/useList";
import { Loading, Refused } from "../settings/parts";
import classes from "./complaints.module.css";
import { ProposeDialog } from "./DecisionForm";
import { FormDialog, Words } from "./Dialog";
import { type Case, type Decision, of, type Redress, useChange, useOutcomes } from "./data";
import { useWords } from "./decision.words";
import { Execution } from "./Execution";
import { sumOf } from "./facts";
import { useNames } from "./names.words";
import { Block } from "./Story";

export const decisionsOf = (one: Case) => ({
  queryKey: ["complaints", "decisions", one.id],
  queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/decisions", of(one))),
});

/** What was proposed and decided, and how far it is carried out. */
export function DecisionTab({ one }: { one: Case }) {
  const t = useWords();
  const may = useMay();
  const found = useQuery(decisionsOf(one));
  const [proposing, propose] = useState<{ replaces: string | null }>();
  if (!found.data) return <Loading error={found.error} />;
  const { blind, decisions, standing } = found.data;
  if (blind)
    return (
      <Alert color="gray" icon={<IconEyeOff size={18} aria-hidden />} maw={760}>
        {t("blind")}
      </Alert>
    );
  const { stands } = one;
  const ready = stands.listed && stands.needs.length === 0 && stands.unread.length === 0;
  const mayPropose = may("complaints.handle", one.brand) && one.closed_at === null;
  return (
    <Stack gap="lg" maw={900}>
      <Block title={t("decisions")}>
        {decisions.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("none")}
          </Text>
        )}
        {mayPropose && one.stage === "investigation" && (
          <Stack gap={6} mt="xs" align="flex-start">
            {!ready && (
              <Text size="sm" c="dimmed">
                {t("notYet")}
              </Text>
            )}
            <Button
              leftSection={<IconPlus size={16} />}
              disabled={!ready}
              onClick={() => propose({ replaces: standing })}
            >
              {t("propose")}
            </Button>
          </Stack>
        )}
        <Stack gap="sm" mt="xs">
          {[...decisions].reverse().map((decision) => (
            <One
              key={decision.id}
              one={one}
              decision={decision}
              replaced={decision.state === "decided" && decision.id !== standing}
            />
          ))}
        </Stack>
      </Block>
      {decisions.some(({ state }) => state === "decided") && <Execution one={one} />}
      {proposing && (
        <ProposeDialog one={one} replaces={proposing.replaces} onClose={() => propose(undefined)} />
      )}
    </Stack>
  );
}

const COLOURS = { proposed: "yellow", signing: "yellow", decided: "green", returned: "gray" } as const;

function One({ one, decision, replaced }: { one: Case; decision: Decision; replaced: boolean }) {
  const t = useWords();
  const may = useMay();
  const outcomes = useOutcomes();
  const change = useChange();
  const [returning, setReturning] = useState(false);
  const me = useMe();
  const mine = me.id === decision.proposed_by || me.id === decision.decided_by;
  const at = { params: { path: { complaint: one.id, decision: decision.id } } };
  const body = { version: one.version };
  return (
    <article className={classes.box} data-decision={decision.state} aria-labelledby={`d-${decision.id}`}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Title order={3} size="h5" id={`d-${decision.id}`}>
          {outcomes.nameOf(decision.outcome)}
        </Title>
        <Badge variant="light" color={replaced ? "gray" : COLOURS[decision.state]} className={classes.plain}>
          {replaced ? t("replaced") : t(`state_${decision.state}`)}
        </Badge>
      </Group>
      {replaced || decision.state === "returned" ? (
        <details>
          <summary>{t("asItWas")}</summary>
          <DecisionText decision={decision} />
        </details>
      ) : (
        <DecisionText decision={decision} />
      )}
      {decision.state === "returned" && (
        <Text size="sm" mt={6} className={classes.words}>
          {t("reason")}: {decision.returned_why}
        </Text>
      )}
      {decision.second && decision.state === "signing" && (
        <Alert color="yellow" mt="sm" p="xs">
          <Text size="sm">
            {t("second", {
              why:
                decision.beyond.length === 0
                  ? t("limitsThen")
                  : decision.beyond
                      .map(({ currency, total, limit }) =>
                        limit === null
                          ? t("noLimit", { currency })
                          : t("beyondLimit", { total: sumOf(total), currency, limit: sumOf(limit) }),
                      )
                      .join("; "),
            })}
          </Text>
        </Alert>
      )}
      <Stack gap="xs" mt="sm">
        <Refused problem={change.problem} />
        <Group gap={6}>
          {decision.state === "proposed" && may("complaints.decide", one.brand) && (
            <Button
              leftSection={<IconGavel size={16} />}
              loading={change.busy}
              onClick={() =>
                void change.run(
                  ["decide", decision.id],
                  (headers) =>
                    api.POST("/api/v1/complaints/{complaint}/decisions/{decision}/decide", {
                      headers,
                      ...at,
                      body,
                    }),
                  t("decided"),
                )
              }
            >
              {t("decide")}
            </Button>
          )}
          {decision.state === "signing" && !mine && may("complaints.sign", one.brand) && (
            <Button
              leftSection={<IconSignature size={16} />}
              loading={change.busy}
              onClick={() =>
                void change.run(
                  ["sign", decision.id],
                  (headers) =>
                    api.POST("/api/v1/complaints/{complaint}/decisions/{decision}/sign", {
                      headers,
                      ...at,
                      body,
                    }),
                  t("signed"),
                )
              }
            >
              {t("sign")}
            </Button>
          )}
          {(decision.state === "proposed" || decision.state === "signing") &&
            (may("complaints.decide", one.brand) || may("complaints.sign", one.brand)) && (
              <Button variant="default" onClick={() => setReturning(true)}>
                {t("sendBack")}
              </Button>
            )}
        </Group>
      </Stack>
      {returning && <Return one={one} decision={decision} onClose={() => setReturning(false)} />}
    </article>
  );
}

export function useRedressName(): (one: Redress) => string {
  const t = useWords();
  const n = useNames();
  return ({ kind, amount, currency, subject, what }) =>
    [
      amount && currency ? t("withSum", { kind: n(kind), amount: sumOf(amount), currency }) : n(kind),
      subject,
      what,
    ]
      .filter(Boolean)
      .join(" · ");
}

export function DecisionText({ decision }: { decision: Decision }) {
  const t = useWords();
  const n = useNames();
  const people = usePeople();
  const redressName = useRedressName();
  const { date, moment } = useTimes();
  const name = (id: string | null) => people.get(id ?? "")?.name ?? n("somebody");
  return (
    <>
      <dl className={classes.facts}>
        <dt>{t("disputedOn")}</dt>
        {/* Noon, so that the day is the same everywhere. */}
        <dd className="numbers">{date(`${decision.disputed_on}T12:00:00`)}</dd>
        <dt>{t("facts")}</dt>
        <dd className={classes.words}>{decision.facts}</dd>
        {decision.clauses.length > 0 ? (
          <>
            <dt>{t("clauses")}</dt>
            <dd>
              {decision.clauses.map((clause) => (
                <details key={clause.id}>
                  <summary>
                    {clause.name} · {clause.title}
                  </summary>
                  <Text size="sm" className={classes.words} lang={clause.language}>
                    {clause.text}
                  </Text>
                </details>
              ))}
            </dd>
          </>
        ) : (
          <>
            <dt>{t("noClause")}</dt>
            <dd className={classes.words}>{decision.no_clause}</dd>
          </>
        )}
        <dt>{t("reasoning")}</dt>
        <dd className={classes.words} lang={decision.language}>
          {decision.reasoning}
        </dd>
        <dt>{t("redress")}</dt>
        <dd>
          {decision.redress.length === 0
            ? t("noRedress")
            : decision.redress.map((one) => (
                <div key={JSON.stringify(one)}>
                  {redressName(one)}
                  {one.promised_for && ` · ${t("promised", { at: date(`${one.promised_for}T12:00:00`) })}`}
                </div>
              ))}
        </dd>
      </dl>
      <Stack gap={0} mt="xs">
        <Text size="xs" c="dimmed" className="numbers">
          {[
            t("proposedBy", { name: name(decision.proposed_by), at: moment(decision.proposed_at) }),
            decision.decided_at !== null &&
              t("decidedBy", { name: name(decision.decided_by), at: moment(decision.decided_at) }),
            decision.taken_at !== null && t("takenAt", { at: moment(decision.taken_at) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
        {decision.returned_at !== null && (
          <Text size="xs" c="dimmed">
            {t("returnedBy", {
              name: name(decision.returned_by),
              at: moment(decision.returned_at),
              why: decision.returned_why ?? "",
            })}
          </Text>
        )}
        <Text className={classes.hash}>
          {t("digest")}: {decision.digest}
        </Text>
      </Stack>
    </>
  );
}

function Return({ one, decision, onClose }: { one: Case; decision: Decision; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const [reason, setReason] = useState("");
  return (
    <FormDialog
      title={t("sendBackTitle")}
      onClose={onClose}
      action={t("sendBack")}
      ready={reason.trim() !== ""}
      change={change}
      onSend={() =>
        change.run(
          reason,
          (headers) =>
            api.POST("/api/v1/complaints/{complaint}/decisions/{decision}/return", {
              headers,
              params: { path: { complaint: one.id, decision: decision.id } },
              body: { reason: reason.trim(), version: one.version },
            }),
          t("done"),
        )
      }
    >
      <Words label={t("reason")} maxLength={2_000} value={reason} onChange={setReason} />
    </FormDialog>
  );
}
