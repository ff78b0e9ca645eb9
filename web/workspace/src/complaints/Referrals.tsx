import { Alert, Anchor, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { Loading, Refused } from "../settings/parts";
import { useWords } from "./appeal.words";
import classes from "./complaints.module.css";
import { RedressFields } from "./DecisionForm";
import { FormDialog, Words } from "./Dialog";
import { type Case, of, type Redress, useChange } from "./data";
import { UnverifiedMark } from "./marks";
import { useNames } from "./names.words";
import { isComplete, tidy } from "./redress";
import { Block } from "./Story";

type Referral = Schemas["ReferralView"];
const RULINGS = ["for_player", "for_operator", "settled", "refused"] as const;

/** Where the case went after us, what went with it, and what was ruled. */
export function Referrals({ one }: { one: Case }) {
  const t = useWords();
  const may = useMay();
  const [referring, refer] = useState(false);
  const found = useQuery({
    queryKey: ["complaints", "referrals", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/referrals", of(one))),
  });
  const waits = found.data?.some(({ ruling }) => ruling === null) ?? false;
  return (
    <Block title={t("referral")}>
      {!found.data && <Loading error={found.error} />}
      {found.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("noReferral")}
        </Text>
      )}
      <ul className={classes.rows}>
        {found.data?.map((referral) => (
          <One key={referral.id} one={one} referral={referral} />
        ))}
      </ul>
      {one.stands.may_be_referred && !waits && may("complaints.handle", one.brand) && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={() => refer(true)}>
          {t("refer")}
        </Button>
      )}
      {referring && <Refer one={one} onClose={() => refer(false)} />}
    </Block>
  );
}

function One({ one, referral }: { one: Case; referral: Referral }) {
  const t = useWords();
  const n = useNames();
  const may = useMay();
  const { moment } = useTimes();
  const change = useChange();
  const [ruling, rule] = useState(false);
  const mayHandle = may("complaints.handle", one.brand);
  return (
    <li>
      <Stack gap={4}>
        <Group gap={6}>
          <Text size="sm" fw={600}>
            {referral.body_name}
          </Text>
          {!referral.body_verified && <UnverifiedMark grade="secondary" />}
          {referral.reference && (
            <Text size="xs" c="dimmed">
              {t("reference")}: {referral.reference}
            </Text>
          )}
        </Group>
        <Text size="sm" className="numbers">
          {[
            t("sentAt", { at: moment(referral.sent_at) }),
            referral.answered_at !== null
              ? t("answeredAt", { at: moment(referral.answered_at) })
              : referral.answer_due !== null &&
                t("answerDue", { at: moment(referral.answer_due), rule: referral.rule }),
            referral.ruled_at !== null && t("ruledAt", { at: moment(referral.ruled_at) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
        <Text className={classes.hash}>
          {t("packHash")}: {referral.export_hash}
        </Text>
        {referral.ruling !== null && (
          <Text size="sm">
            <Text span fw={600}>
              {t("ruling")}: {n(referral.ruling)}
            </Text>{" "}
            {referral.ruling_text}
          </Text>
        )}
        <Refused problem={change.problem} />
        {referral.ruling === null && (
          <Group gap={6}>
            {mayHandle && referral.answered_at === null && (
              <Button
                size="compact-sm"
                loading={change.busy}
                onClick={() =>
                  void change.run(
                    ["answer", referral.id],
                    (headers) =>
                      api.POST("/api/v1/complaints/{complaint}/referrals/{referral}/answer", {
                        headers,
                        params: { path: { complaint: one.id, referral: referral.id } },
                        body: { version: referral.version },
                      }),
                    t("saved"),
                  )
                }
              >
                {t("answer")}
              </Button>
            )}
            {may("complaints.decide", one.brand) && (
              <Button size="compact-sm" variant="default" onClick={() => rule(true)}>
                {t("rule")}
              </Button>
            )}
          </Group>
        )}
      </Stack>
      {ruling && <Rule one={one} referral={referral} onClose={() => rule(false)} />}
    </li>
  );
}

function Refer({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useWords();
  const { moment } = useTimes();
  const change = useChange();
  const bodies = useQuery({
    queryKey: ["complaints", "bodies", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/bodies", of(one))),
  });
  const packs = useQuery({
    queryKey: ["complaints", "exports", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/evidence/exports", of(one))),
  });
  const full = (packs.data ?? []).filter(({ edition }) => edition === "full");
  const [body, setBody] = useState<string | null>(null);
  const [pack, setPack] = useState<string | null>(null);
  const [by, setBy] = useState<"player" | "us">("player");
  const [reference, setReference] = useState("");
  const chosen = bodies.data?.find(({ id }) => id === body);
  const taken = pack ?? full[0]?.id ?? null;
  const send = () =>
    change.run(
      [body, taken, by, reference],
      (headers) =>
        api.POST("/api/v1/complaints/{complaint}/referrals", {
          headers,
          ...of(one),
          body: {
            body: body ?? "",
            export: taken ?? "",
            asked_by: by,
            reference: reference.trim(),
            version: one.version,
          },
        }),
      t("saved"),
    );
  return (
    <FormDialog
      title={t("referTitle")}
      onClose={onClose}
      action={t("refer")}
      ready={body !== null && taken !== null}
      change={change}
      onSend={send}
    >
      {bodies.data?.length === 0 && <Alert color="yellow">{t("noBodies")}</Alert>}
      <Select
        label={t("body")}
        required
        allowDeselect={false}
        value={body}
        onChange={setBody}
        data={(bodies.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      {chosen && (
        <Stack gap={4}>
          <Group gap={6}>
            {!chosen.verified && <UnverifiedMark grade={chosen.grade} />}
            {chosen.free === true && (
              <Text size="xs" c="dimmed">
                {t("bodyFree")}
              </Text>
            )}
          </Group>
          <Text size="sm">{chosen.scope}</Text>
          {chosen.url !== null && (
            <Anchor size="sm" href={chosen.url} target="_blank" rel="noreferrer">
              {chosen.url}
            </Anchor>
          )}
        </Stack>
      )}
      {packs.data && full.length === 0 ? (
        <Alert color="yellow">{t("noPack")}</Alert>
      ) : (
        <Select
          label={t("pack")}
          allowDeselect={false}
          value={taken}
          onChange={setPack}
          data={full.map(({ id, form, made_at }) => ({
            value: id,
            label: `${form.toUpperCase()} · ${moment(made_at)}`,
          }))}
        />
      )}
      <Select
        label={t("askedBy")}
        allowDeselect={false}
        value={by}
        onChange={(value) => setBy(value === "us" ? "us" : "player")}
        data={[
          { value: "player", label: t("byPlayer") },
          { value: "us", label: t("byUs") },
        ]}
      />
      <TextInput
        label={t("reference")}
        maxLength={120}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** The end of a day, or now while it lasts: no ruling is of the future. */
const endOf = (day: string): string =>
  new Date(Math.min(Date.now() - 1_000, Date.parse(`${day}T23:59:59`))).toISOString();

function Rule({ one, referral, onClose }: { one: Case; referral: Referral; onClose: () => void }) {
  const t = useWords();
  const n = useNames();
  const change = useChange();
  const [ruling, setRuling] = useState<(typeof RULINGS)[number]>("for_operator");
  const [day, setDay] = useState("");
  const [text, setText] = useState("");
  const [redress, setRedress] = useState<Redress[]>([]);
  const gives = ruling === "for_player" || ruling === "settled";
  const send = () =>
    change.run(
      [ruling, day, text, redress],
      (headers) =>
        api.POST("/api/v1/complaints/{complaint}/referrals/{referral}/rule", {
          headers,
          params: { path: { complaint: one.id, referral: referral.id } },
          body: {
            ruling,
            ruled_at: endOf(day),
            text: text.trim(),
            redress: gives ? redress.map(tidy) : [],
            version: referral.version,
          },
        }),
      t("saved"),
    );
  return (
    <FormDialog
      title={t("rule")}
      size="lg"
      onClose={onClose}
      action={t("rule")}
      ready={day !== "" && text.trim() !== "" && (!gives || redress.every(isComplete))}
      change={change}
      onSend={send}
    >
      <Group grow align="flex-start">
        <Select
          label={t("ruling")}
          allowDeselect={false}
          value={ruling}
          onChange={(value) => setRuling(RULINGS.find((one) => one === value) ?? ruling)}
          data={RULINGS.map((value) => ({ value, label: n(value) }))}
        />
        <TextInput
          type="date"
          label={t("rulingDay")}
          required
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </Group>
      <Words label={t("rulingText")} minRows={3} maxLength={20_000} value={text} onChange={setText} />
      {gives && <RedressFields redress={redress} onChange={setRedress} />}
    </FormDialog>
  );
}
