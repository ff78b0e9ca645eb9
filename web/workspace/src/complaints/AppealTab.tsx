import { Alert, Badge, Button, Group, Radio, Select, Stack, Text } from "@mantine/core";
import { IconCheck, IconEyeOff, IconUserShare } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, Refusal } from "../app/api";
import { useMay, useMe } from "../app/session";
import { useTimes } from "../app/times";
import { usePeople } from "../lists/useList";
import { Loading, Refused } from "../settings/parts";
import { useWords } from "./appeal.words";
import classes from "./complaints.module.css";
import { bodyOf, DecisionFields, EMPTY, isWhole } from "./DecisionForm";
import { DecisionText, decisionsOf } from "./DecisionTab";
import { Dialog, FormDialog, Words } from "./Dialog";
import { type Appeal, type Case, type Outcome, of, useChange, useOutcomes } from "./data";
import { useNames } from "./names.words";
import { Referrals } from "./Referrals";
import { Block } from "./Story";

export function AppealTab({ one }: { one: Case }) {
  return (
    <Stack gap="lg" maw={900}>
      <OfAppeal one={one} />
      <Referrals one={one} />
    </Stack>
  );
}

const ANSWERED = ["decided", "carried_out", "closed"];

function OfAppeal({ one }: { one: Case }) {
  const t = useWords();
  const may = useMay();
  const [noting, setNoting] = useState(false);
  const found = useQuery({
    queryKey: ["complaints", "appeal", one.id],
    enabled: one.appeal !== "none",
    queryFn: async (): Promise<Appeal | null> => {
      try {
        return await data(api.GET("/api/v1/complaints/{complaint}/appeal", of(one)));
      } catch (failure) {
        if (failure instanceof Refusal && failure.status === 404) return null;
        throw failure;
      }
    },
  });
  const answered = ANSWERED.includes(one.stage);
  const anew = one.appeal === "decided" && one.stands.may_be_appealed;
  return (
    <Block title={t("appeal")}>
      {(one.appeal === "none" || anew) && (
        <Stack gap="xs" align="flex-start">
          <Text size="sm" c="dimmed">
            {t(anew ? "appealAnew" : answered ? "noAppeal" : "noDecision")}
          </Text>
          {one.stands.may_be_appealed && may("complaints.handle", one.brand) && (
            <Button size="compact-sm" variant="default" onClick={() => setNoting(true)}>
              {t("note")}
            </Button>
          )}
        </Stack>
      )}
      {one.appeal !== "none" && !found.data && <Loading error={found.error} />}
      {found.data && <Held one={one} appeal={found.data} />}
      {noting && <Note one={one} onClose={() => setNoting(false)} />}
    </Block>
  );
}

function Held({ one, appeal }: { one: Case; appeal: Appeal }) {
  const t = useWords();
  const n = useNames();
  const me = useMe();
  const may = useMay();
  const people = usePeople();
  const outcomes = useOutcomes();
  const { moment } = useTimes();
  const [giving, give] = useState(false);
  const mine = appeal.handler_id === me.id;
  const mayGive = may("complaints.reports", one.brand);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" className="numbers">
        {t("askedAt", { at: moment(appeal.asked_at), how: t(`how_${appeal.how}`) })}{" "}
        {appeal.until !== null && t("until", { at: moment(appeal.until), rule: appeal.rule })}
      </Text>
      <Text size="sm" className={classes.words} lang={one.language}>
        {appeal.grounds}
      </Text>
      {appeal.handler_id !== null && (
        <Text size="sm" className="numbers">
          {t("heardBy", {
            name: people.get(appeal.handler_id)?.name ?? (mine ? me.name : n("somebody")),
            at: appeal.given_at === null ? "" : moment(appeal.given_at),
          })}
        </Text>
      )}
      {appeal.outcome === null && mayGive && !mine && (
        <Group>
          <Button
            size="compact-sm"
            variant={appeal.handler_id === null ? "filled" : "default"}
            leftSection={<IconUserShare size={15} />}
            onClick={() => give(true)}
          >
            {t("give")}
          </Button>
        </Group>
      )}
      {appeal.outcome === null && appeal.handler_id !== null && appeal.view_at === null && !mine && (
        <Text size="sm" c="dimmed">
          {t("waitsView")}
        </Text>
      )}
      {mine && appeal.blind && appeal.outcome === null && <WriteView one={one} appeal={appeal} />}
      {appeal.view_at !== null && (
        <div className={classes.box}>
          <Text size="sm" fw={600}>
            {t("view")}: {appeal.view_outcome !== null && outcomes.nameOf(appeal.view_outcome)}
          </Text>
          <Text size="sm" className={classes.words}>
            {appeal.view_text}
          </Text>
        </div>
      )}
      {mine && !appeal.blind && appeal.outcome === null && <Conclude one={one} appeal={appeal} />}
      {appeal.outcome !== null && (
        <Alert color="gray" title={`${t("concluded")}: ${t(appeal.outcome)}`}>
          <Text size="sm" className={classes.words}>
            {appeal.reasoning}
          </Text>
        </Alert>
      )}
      {giving && <Give one={one} appeal={appeal} onClose={() => give(false)} />}
    </Stack>
  );
}

function Note({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const [grounds, setGrounds] = useState("");
  return (
    <FormDialog
      title={t("note")}
      onClose={onClose}
      action={t("save")}
      ready={grounds.trim() !== ""}
      change={change}
      onSend={() =>
        change.run(
          grounds,
          (headers) =>
            api.POST("/api/v1/complaints/{complaint}/appeal", {
              headers,
              ...of(one),
              body: { grounds: grounds.trim() },
            }),
          t("saved"),
        )
      }
    >
      <Text size="sm" c="dimmed">
        {t("noteWhy")}
      </Text>
      <Words label={t("grounds")} minRows={4} maxLength={10_000} value={grounds} onChange={setGrounds} />
    </FormDialog>
  );
}

function Give({ one, appeal, onClose }: { one: Case; appeal: Appeal; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const found = useQuery({
    queryKey: ["complaints", "candidates", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/appeal/candidates", of(one))),
  });
  return (
    <Dialog title={t("giveTitle")} size="lg" onClose={onClose}>
      <Text size="sm" c="dimmed">
        {t("giveWhy")}
      </Text>
      {!found.data && <Loading error={found.error} />}
      {found.data?.length === 0 && <Alert color="yellow">{t("noCandidates")}</Alert>}
      <ul className={classes.rows}>
        {found.data?.map((person) => (
          <li key={person.staff} data-may={person.why_not === null}>
            <Group justify="space-between" gap="xs">
              <div style={{ flex: "1 1 14rem" }}>
                <Text size="sm" fw={600}>
                  {person.name}
                </Text>
                {person.why_not === null ? (
                  <Group gap={6}>
                    <Badge
                      variant="light"
                      color="green"
                      className={classes.plain}
                      leftSection={<IconCheck size={13} aria-hidden />}
                    >
                      {t("may")}
                    </Badge>
                    <Text size="xs" c="dimmed">
                      {[t("hearsNow", { count: person.hears }), person.has_read && t("hasRead")]
                        .filter(Boolean)
                        .join(" · ")}
                    </Text>
                  </Group>
                ) : (
                  <Text size="sm" c="dimmed">
                    {person.why_not}
                  </Text>
                )}
              </div>
              {person.staff !== appeal.handler_id && (
                <Button
                  size="compact-sm"
                  variant={person.why_not === null ? "filled" : "default"}
                  disabled={person.why_not !== null}
                  loading={change.busy}
                  onClick={async () => {
                    const went = await change.run(
                      person.staff,
                      (headers) =>
                        api.POST("/api/v1/complaints/{complaint}/appeal/give", {
                          headers,
                          ...of(one),
                          body: { staff: person.staff, version: appeal.version },
                        }),
                      t("given"),
                    );
                    if (went) onClose();
                  }}
                >
                  {t("giveTo", { name: person.name })}
                </Button>
              )}
            </Group>
          </li>
        ))}
      </ul>
      <Refused problem={change.problem} />
    </Dialog>
  );
}

function WriteView({ one, appeal }: { one: Case; appeal: Appeal }) {
  const t = useWords();
  const outcomes = useOutcomes();
  const change = useChange();
  const [outcome, setOutcome] = useState<string | null>(null);
  const [text, setText] = useState("");
  return (
    <Alert
      color="blue"
      icon={<IconEyeOff size={18} aria-hidden />}
      title={t("blindTitle")}
      styles={{ body: { minWidth: 0 } }}
    >
      <Stack gap="sm">
        <Text size="sm">{t("blindWhy")}</Text>
        <Select
          label={t("viewOutcome")}
          required
          allowDeselect={false}
          maw={320}
          value={outcome}
          onChange={setOutcome}
          data={outcomes.decidable}
        />
        <Words label={t("viewText")} minRows={4} maxLength={20_000} value={text} onChange={setText} />
        <Refused problem={change.problem} />
        <Group>
          <Button
            className={classes.long}
            disabled={outcome === null || text.trim() === ""}
            loading={change.busy}
            onClick={() =>
              void change.run(
                [outcome, text],
                (headers) =>
                  api.POST("/api/v1/complaints/{complaint}/appeal/view", {
                    headers,
                    ...of(one),
                    body: { outcome: outcome as Outcome, text: text.trim(), version: appeal.version },
                  }),
                t("saved"),
              )
            }
          >
            {t("writeView")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function Conclude({ one, appeal }: { one: Case; appeal: Appeal }) {
  const t = useWords();
  const change = useChange();
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<"upheld" | "changed" | "sent_back">("upheld");
  const [reasoning, setReasoning] = useState("");
  const [wanted, want] = useState(EMPTY);
  const decisions = useQuery(decisionsOf(one)).data?.decisions ?? [];
  const first = decisions.find(({ id }) => id === appeal.decision_id);
  const whole = reasoning.trim() !== "" && (outcome !== "changed" || isWhole(wanted));
  const send = () =>
    change.run(
      [outcome, reasoning, wanted],
      (headers) =>
        api.POST("/api/v1/complaints/{complaint}/appeal/conclude", {
          headers,
          ...of(one),
          body: {
            outcome,
            reasoning: reasoning.trim(),
            decision: outcome === "changed" ? bodyOf(wanted, appeal.decision_id) : null,
            version: appeal.version,
          },
        }),
      t("saved"),
    );
  return (
    <>
      {first && (
        <details open>
          <summary>
            <Text span size="sm" fw={600}>
              {t("firstDecision")}
            </Text>
          </summary>
          <div className={classes.box}>
            <DecisionText decision={first} />
          </div>
        </details>
      )}
      {decisions.some(({ appeal_id, state }) => appeal_id === appeal.id && state === "signing") ? (
        <Alert color="yellow" p="xs" role="status">
          <Text size="sm">{t("waitsSecond")}</Text>
        </Alert>
      ) : (
        <Group>
          <Button onClick={() => setOpen(true)}>{t("conclude")}</Button>
        </Group>
      )}
      {open && (
        <FormDialog
          title={t("conclude")}
          size="xl"
          onClose={() => setOpen(false)}
          action={t("conclude")}
          ready={whole}
          change={change}
          onSend={send}
        >
          <Radio.Group
            label={t("concludeOutcome")}
            value={outcome}
            onChange={(value) => setOutcome(value as typeof outcome)}
          >
            <Stack gap={6} mt={4}>
              {(["upheld", "changed", "sent_back"] as const).map((value) => (
                <Radio key={value} value={value} label={t(value)} />
              ))}
            </Stack>
          </Radio.Group>
          <Words
            label={t("concludeReasoning")}
            minRows={4}
            maxLength={20_000}
            lang={one.language}
            value={reasoning}
            onChange={setReasoning}
          />
          {outcome === "changed" && (
            <>
              <Text size="sm" fw={600}>
                {t("newDecision")}
              </Text>
              <DecisionFields one={one} wanted={wanted} want={want} />
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}
