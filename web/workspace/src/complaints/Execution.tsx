import { Badge, Button, Group, Text, TextInput } from "@mantine/core";
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockSearch,
  IconPlus,
  IconRefresh,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { useMay, useMe } from "../app/session";
import { useTimes } from "../app/times";
import { usePeople } from "../lists/useList";
import { Loading, Refused } from "../settings/parts";
import classes from "./complaints.module.css";
import { OneRedress } from "./DecisionForm";
import { useRedressName } from "./DecisionTab";
import { FormDialog, Words } from "./Dialog";
import { type Action, type Case, of, type Redress, useChange } from "./data";
import { useWords } from "./decision.words";
import { useNames } from "./names.words";
import { isComplete, tidy } from "./redress";
import { Block } from "./Story";

/** What is to be carried out, by what it can be seen, and whether that was verified. */
export function Execution({ one }: { one: Case }) {
  const t = useWords();
  const may = useMay();
  const [adding, add] = useState(false);
  const found = useQuery({
    queryKey: ["complaints", "execution", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/execution", of(one))),
  });
  const mayHandle = may("complaints.handle", one.brand);
  return (
    <Block title={t("execution")} hint={t("executionWhy")}>
      {!found.data && <Loading error={found.error} />}
      {found.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("noActions")}
        </Text>
      )}
      <ul className={classes.rows} aria-label={t("execution")}>
        {found.data?.map((action) => (
          <One key={action.id} one={one} action={action} mayHandle={mayHandle} />
        ))}
      </ul>
      {mayHandle && one.stage === "decided" && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => add(true)}
        >
          {t("addAction")}
        </Button>
      )}
      {adding && <Add one={one} onClose={() => add(false)} />}
    </Block>
  );
}

const LOOKS = {
  open: { color: "yellow", icon: IconCircleDashed },
  proven: { color: "yellow", icon: IconClockSearch },
  verified: { color: "green", icon: IconCircleCheck },
  dropped: { color: "gray", icon: IconCircleX },
} as const;

function One({ one, action, mayHandle }: { one: Case; action: Action; mayHandle: boolean }) {
  const t = useWords();
  const n = useNames();
  const me = useMe();
  const people = usePeople();
  const { moment } = useTimes();
  const redressName = useRedressName();
  const change = useChange();
  const [proving, prove] = useState(false);
  const look = LOOKS[action.state];
  const at = { params: { path: { complaint: one.id, action: action.id } } };
  const what = redressName({
    kind: action.kind,
    amount: action.amount,
    currency: action.currency,
    subject: action.subject,
    what: action.what,
  });
  return (
    <li data-action={action.kind} data-state={action.state}>
      <Group justify="space-between" gap="xs">
        <div style={{ flex: "1 1 15rem" }}>
          <Group gap={6}>
            <Badge
              variant="light"
              color={look.color}
              className={classes.plain}
              leftSection={<look.icon size={13} aria-hidden />}
            >
              {t(action.state)}
            </Badge>
            {action.promised_for !== null && (
              <Text size="xs" c="dimmed" className="numbers">
                {t("promised", { at: moment(action.promised_for) })}
              </Text>
            )}
          </Group>
          <Text size="sm" mt={2}>
            {what}
          </Text>
          {action.reference !== null && (
            <Text size="xs" c="dimmed" className="numbers">
              {t("proofOf", { reference: action.reference })}
            </Text>
          )}
          {action.proof && (
            <Text size="xs" c="dimmed" className={classes.words}>
              {action.proof}
            </Text>
          )}
          {action.state === "verified" && (
            <Text size="xs" c="dimmed" className="numbers">
              {action.verified_by === null
                ? t("bySystem")
                : t("byPerson", { name: people.get(action.verified_by)?.name ?? n("somebody") })}
              {action.verified_at !== null && ` · ${moment(action.verified_at)}`}
            </Text>
          )}
          {action.state !== "verified" && action.by_hand && (
            <Text size="xs" c="dimmed">
              {t("byHand")}
            </Text>
          )}
          {action.found && action.state !== "verified" && (
            <Text size="sm" c="red" role="alert">
              {action.found}
            </Text>
          )}
          {action.next_at !== null && action.state === "proven" && (
            <Text size="xs" c="dimmed" className="numbers">
              {t("lookingAt", { at: moment(action.next_at) })}
            </Text>
          )}
        </div>
        {mayHandle && (action.state === "open" || action.state === "proven") && (
          <Group gap={6}>
            <Button
              size="compact-sm"
              variant={action.state === "open" ? "filled" : "default"}
              aria-label={`${t("giveProof")}: ${what}`}
              onClick={() => prove(true)}
            >
              {t("giveProof")}
            </Button>
            {action.state === "proven" && !action.by_hand && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconRefresh size={15} />}
                loading={change.busy}
                onClick={() =>
                  void change.run(["look", action.id], () =>
                    api.POST("/api/v1/complaints/{complaint}/execution/{action}/look", at),
                  )
                }
              >
                {t("lookAgain")}
              </Button>
            )}
            {action.state === "proven" && action.by_hand && action.proven_by !== me.id && (
              <Button
                size="compact-sm"
                loading={change.busy}
                onClick={() =>
                  void change.run(
                    ["confirm", action.id],
                    (headers) =>
                      api.POST("/api/v1/complaints/{complaint}/execution/{action}/confirm", {
                        headers,
                        ...at,
                        body: { version: action.version },
                      }),
                    t("verified"),
                  )
                }
              >
                {t("confirm")}
              </Button>
            )}
          </Group>
        )}
      </Group>
      <Refused problem={change.problem} />
      {proving && <Prove one={one} action={action} what={what} onClose={() => prove(false)} />}
    </li>
  );
}

function Prove({
  one,
  action,
  what,
  onClose,
}: {
  one: Case;
  action: Action;
  what: string;
  onClose: () => void;
}) {
  const t = useWords();
  const change = useChange();
  const [reference, setReference] = useState(action.reference ?? "");
  const [proof, setProof] = useState(action.proof);
  // Money goes by its reference, also where no back office is connected to look it up.
  const named = (action.kind === "payment" || action.kind === "bonus_restored") && action.subject === "";
  return (
    <FormDialog
      title={t("proofTitle", { what })}
      onClose={onClose}
      action={t("giveProof")}
      ready={reference.trim() !== "" || (!named && proof.trim() !== "")}
      change={change}
      onSend={() =>
        change.run([reference, proof], (headers) =>
          api.POST("/api/v1/complaints/{complaint}/execution/{action}/prove", {
            headers,
            params: { path: { complaint: one.id, action: action.id } },
            body: { reference: reference.trim(), proof: proof.trim(), version: action.version },
          }),
        )
      }
    >
      {(!action.by_hand || named) && (
        <TextInput
          label={t("reference")}
          description={t("referenceWhy")}
          required={named}
          maxLength={120}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      )}
      <Words
        label={t("proof")}
        description={action.by_hand ? t("byHand") : undefined}
        required={action.by_hand}
        maxLength={2_000}
        value={proof}
        onChange={setProof}
      />
    </FormDialog>
  );
}

const ADDABLE = ["apology", "limit_lifted", "account_reopened", "other"] as const;

function Add({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const [redress, setRedress] = useState<Redress>({ kind: "apology" });
  const { kind, subject = "", what = "", promised_for = null } = tidy(redress);
  const send = () =>
    change.run(
      redress,
      (headers) =>
        api.POST("/api/v1/complaints/{complaint}/execution", {
          headers,
          ...of(one),
          body: { kind, subject, what, promised_for, version: one.version },
        }),
      t("saved"),
    );
  return (
    <FormDialog
      title={t("addAction")}
      size="lg"
      onClose={onClose}
      action={t("addAction")}
      ready={isComplete(redress)}
      change={change}
      onSend={send}
    >
      <Text size="sm" c="dimmed">
        {t("addActionWhy")}
      </Text>
      <OneRedress one={redress} onChange={setRedress} kinds={ADDABLE} money={false} />
    </FormDialog>
  );
}
