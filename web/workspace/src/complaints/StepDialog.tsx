import { Alert, Checkbox, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { useWords } from "./case.words";
import { FormDialog, Words } from "./Dialog";
import { type Case, of, useChange } from "./data";
import { useNameOf } from "./names.words";
import type { Step } from "./steps";

interface Draft {
  reason: string;
  claim: string;
  about: string;
  rules: string;
  waiting: "player" | "third_party";
  pause: boolean;
  kind: string;
  because: "asked" | "satisfied" | "no_reply";
  into: string;
}

/** Steps that must say why. */
const WITH_REASON: readonly Step[] = ["wait", "extend", "withdraw", "out-of-scope", "merge"];

/** What a step says on its button, where its name is long. */
const DOES: Partial<Record<Step, "doEnd" | "doMerge">> = {
  withdraw: "doEnd",
  "out-of-scope": "doEnd",
  merge: "doMerge",
};
/** What comes of a step that can't be taken back. */
const WHY: Partial<Record<Step, "endWhy" | "mergeWhy" | "investigateWhy">> = {
  withdraw: "endWhy",
  "out-of-scope": "endWhy",
  merge: "mergeWhy",
  investigate: "investigateWhy",
};

export function StepDialog({ one, step, onClose }: { one: Case; step: Step; onClose: () => void }) {
  const t = useWords();
  const nameOf = useNameOf();
  const change = useChange();
  const open = one.deadlines.filter((clock) => clock.ours && clock.met_at === null);
  const [draft, setDraft] = useState<Draft>({
    reason: "",
    claim: one.claim,
    about: one.about,
    rules: one.rules.join("\n"),
    waiting: "player",
    pause: true,
    kind: open.some(({ kind }) => kind === "final_answer") ? "final_answer" : (open[0]?.kind ?? ""),
    because: "asked",
    into: "",
  });
  const put = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const others = useQuery({
    queryKey: ["complaints", "of player", one.brand, one.player_id],
    enabled: step === "merge",
    queryFn: () =>
      data(
        api.GET("/api/v1/complaints", {
          params: { query: { brand: one.brand, player: one.player_id, limit: 50 } },
        }),
      ),
  });
  const earlier = (others.data?.items ?? []).filter(
    ({ id, first_received_at }) => id !== one.id && first_received_at <= one.first_received_at,
  );
  const alone = step === "merge" && others.data !== undefined && earlier.length === 0;
  const missing =
    (WITH_REASON.includes(step) && draft.reason.trim() === "") ||
    (step === "analyse" && (draft.claim.trim() === "" || draft.about.trim() === "")) ||
    (step === "close" && draft.reason.trim() === "") ||
    (step === "extend" && draft.kind === "") ||
    (step === "merge" && draft.into === "");
  const send = (headers: { "Idempotency-Key": string }): Promise<unknown> => {
    const { version } = one;
    const reason = draft.reason.trim();
    const at = { headers, ...of(one) };
    switch (step) {
      case "acknowledge":
        return api.POST("/api/v1/complaints/{complaint}/acknowledge", { ...at, body: { reason, version } });
      case "analyse":
        return api.POST("/api/v1/complaints/{complaint}/analyse", {
          ...at,
          body: {
            claim: draft.claim.trim(),
            about: draft.about.trim(),
            rules: draft.rules
              .split("\n")
              .map((rule) => rule.trim())
              .filter(Boolean),
            version,
          },
        });
      case "investigate":
        return api.POST("/api/v1/complaints/{complaint}/investigate", { ...at, body: { version } });
      case "wait":
        return api.POST("/api/v1/complaints/{complaint}/wait", {
          ...at,
          body: { waiting: draft.waiting, pause: draft.pause, reason, version },
        });
      case "resume":
        return api.POST("/api/v1/complaints/{complaint}/resume", { ...at, body: { reason, version } });
      case "extend":
        return api.POST("/api/v1/complaints/{complaint}/extend", {
          ...at,
          body: { kind: draft.kind, reason, version },
        });
      case "withdraw":
        return api.POST("/api/v1/complaints/{complaint}/withdraw", {
          ...at,
          body: { because: draft.because, reason, version },
        });
      case "out-of-scope":
        return api.POST("/api/v1/complaints/{complaint}/out-of-scope", { ...at, body: { reason, version } });
      case "merge":
        return api.POST("/api/v1/complaints/{complaint}/merge", {
          ...at,
          body: { into: draft.into, reason, version },
        });
      case "close":
        return api.POST("/api/v1/complaints/{complaint}/close", {
          ...at,
          body: { summary: reason, version },
        });
    }
  };
  return (
    <FormDialog
      title={t(`step_${step}`)}
      size={step === "analyse" || step === "close" ? "lg" : "md"}
      onClose={onClose}
      action={t(DOES[step] ?? `step_${step}`)}
      ready={!missing}
      change={change}
      onSend={() => change.run({ step, draft, version: one.version }, send, t("done"))}
    >
      {step === "analyse" && (
        <>
          <Words
            label={t("claim")}
            minRows={3}
            maxLength={4_000}
            value={draft.claim}
            onChange={(claim) => put({ claim })}
          />
          <Words
            label={t("about")}
            description={t("aboutWhy")}
            minRows={1}
            maxLength={1_000}
            value={draft.about}
            onChange={(about) => put({ about })}
          />
          <Words
            label={t("rulesTurn")}
            description={t("rulesWhy")}
            required={false}
            maxLength={10_000}
            value={draft.rules}
            onChange={(rules) => put({ rules })}
          />
        </>
      )}
      {WHY[step] && !alone && (
        <Text size="sm" c="dimmed">
          {t(WHY[step])}
        </Text>
      )}
      {step === "wait" && (
        <>
          <Select
            label={t("waitFor")}
            allowDeselect={false}
            value={draft.waiting}
            onChange={(waiting) => put({ waiting: waiting === "third_party" ? waiting : "player" })}
            data={[
              { value: "player", label: t("forPlayer") },
              { value: "third_party", label: t("forThird") },
            ]}
          />
          <Checkbox
            label={t("pause")}
            description={t("pauseWhy")}
            checked={draft.pause}
            onChange={(event) => put({ pause: event.currentTarget.checked })}
          />
        </>
      )}
      {step === "extend" && (
        <Select
          label={t("extendWhich")}
          description={t("extendWhy")}
          allowDeselect={false}
          value={draft.kind}
          onChange={(kind) => put({ kind: kind ?? "" })}
          data={open.map(({ kind }) => ({ value: kind, label: nameOf(kind) }))}
        />
      )}
      {step === "withdraw" && (
        <Select
          label={t("because")}
          allowDeselect={false}
          value={draft.because}
          onChange={(because) => put({ because: (because ?? "asked") as Draft["because"] })}
          data={(["asked", "satisfied", "no_reply"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
        />
      )}
      {step === "merge" &&
        (alone ? (
          <Alert color="gray">{t("mergeNone")}</Alert>
        ) : (
          <Select
            label={t("mergeInto")}
            required
            allowDeselect={false}
            value={draft.into || null}
            onChange={(into) => put({ into: into ?? "" })}
            data={earlier.map(({ id, number, summary }) => ({
              value: id,
              label: `${number}: ${summary.slice(0, 60)}`,
            }))}
          />
        ))}
      {step === "close" ? (
        <Words
          label={t("closing")}
          description={t("closingWhy")}
          minRows={4}
          maxLength={4_000}
          value={draft.reason}
          onChange={(reason) => put({ reason })}
        />
      ) : (
        step !== "analyse" &&
        step !== "investigate" &&
        !alone && (
          <Words
            label={WITH_REASON.includes(step) ? t("whyStep") : t("optionalReason")}
            required={WITH_REASON.includes(step)}
            value={draft.reason}
            onChange={(reason) => put({ reason })}
          />
        )
      )}
    </FormDialog>
  );
}
