import { ActionIcon, Alert, Button, Group, MultiSelect, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconListDetails, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import classes from "./complaints.module.css";
import { FormDialog, Words } from "./Dialog";
import { type Case, type Outcome, of, type Redress, useChange, useOutcomes } from "./data";
import { useWords } from "./decision.words";
import { factsDrafted } from "./drafting";
import { useNames } from "./names.words";

export const REDRESS = [
  "payment",
  "bonus_restored",
  "bet_resettled",
  "limit_lifted",
  "account_reopened",
  "apology",
  "other",
] as const;
type Kind = Redress["kind"];
const SUMS: readonly Kind[] = ["payment", "bonus_restored", "bet_resettled", "other"];
const SUBJECTS: readonly Kind[] = ["bet_resettled", "limit_lifted", "bonus_restored"];

export interface Wanted {
  outcome: Outcome | null;
  disputed_on: string;
  facts: string;
  reasoning: string;
  clauses: string[];
  no_clause: string;
  redress: Redress[];
}

export const EMPTY: Wanted = {
  outcome: null,
  disputed_on: "",
  facts: "",
  reasoning: "",
  clauses: [],
  no_clause: "",
  redress: [],
};

export const isWhole = (wanted: Wanted): boolean =>
  wanted.outcome !== null &&
  wanted.disputed_on !== "" &&
  wanted.facts.trim() !== "" &&
  wanted.reasoning.trim() !== "" &&
  (wanted.clauses.length > 0 || wanted.no_clause.trim() !== "");

export const bodyOf = (wanted: Wanted, replaces: string | null = null): Schemas["Wanted"] => ({
  outcome: wanted.outcome ?? "not_upheld",
  disputed_on: wanted.disputed_on,
  facts: wanted.facts.trim(),
  reasoning: wanted.reasoning.trim(),
  clauses: wanted.clauses,
  no_clause: wanted.clauses.length > 0 ? "" : wanted.no_clause.trim(),
  redress: wanted.redress.map(tidy),
  replaces,
});

export function tidy(one: Redress): Redress {
  const amount = one.amount?.trim();
  return {
    kind: one.kind,
    ...(amount && SUMS.includes(one.kind)
      ? { amount: amount.replace(",", "."), currency: (one.currency ?? "").trim().toUpperCase() }
      : {}),
    ...(one.subject?.trim() ? { subject: one.subject.trim() } : {}),
    ...(one.what?.trim() ? { what: one.what.trim() } : {}),
    ...(one.promised_for ? { promised_for: one.promised_for } : {}),
  };
}

export function ProposeDialog({
  one,
  replaces,
  onClose,
}: {
  one: Case;
  replaces: string | null;
  onClose: () => void;
}) {
  const t = useWords();
  const change = useChange();
  const [wanted, want] = useState(EMPTY);
  return (
    <FormDialog
      title={t("proposeTitle")}
      size="xl"
      onClose={onClose}
      action={t("propose")}
      ready={isWhole(wanted)}
      change={change}
      onSend={() =>
        change.run(
          wanted,
          (headers) =>
            api.POST("/api/v1/complaints/{complaint}/decisions", {
              headers,
              ...of(one),
              body: { ...bodyOf(wanted, replaces), version: one.version },
            }),
          t("proposed"),
        )
      }
    >
      <Text size="sm" c="dimmed">
        {t("proposeWhy")}
      </Text>
      <DecisionFields one={one} wanted={wanted} want={want} />
    </FormDialog>
  );
}

/** The fields of a decision; its facts can be filled from the evidence, its conclusions can't. */
export function DecisionFields({
  one,
  wanted,
  want,
}: {
  one: Case;
  wanted: Wanted;
  want: (wanted: Wanted) => void;
}) {
  const t = useWords();
  const outcomes = useOutcomes();
  const put = (part: Partial<Wanted>) => want({ ...wanted, ...part });
  const language = one.language === "ru" ? "ru" : "en";
  const clauses = useQuery({
    queryKey: ["complaints", "clauses", one.brand, language, wanted.disputed_on],
    queryFn: () =>
      data(
        api.GET("/api/v1/knowledge/clauses", {
          params: {
            query: { brand: one.brand, ...(wanted.disputed_on ? { on: wanted.disputed_on } : {}) },
          },
        }),
      ),
  });
  const known = [...new Map((clauses.data ?? []).map((clause) => [clause.name, clause])).values()];
  const [empty, setEmpty] = useState(false);
  const fill = async () => {
    const [found, held] = await Promise.all([
      data(api.GET("/api/v1/complaints/{complaint}/evidence/chronology", of(one))),
      data(api.GET("/api/v1/complaints/{complaint}/evidence", of(one))),
    ]);
    const drafted = factsDrafted(
      found,
      new Map(held.items.map(({ id, seq }) => [id, seq])),
      one.about,
      language,
    );
    setEmpty(drafted === "");
    if (drafted !== "")
      put({ facts: wanted.facts.trim() === "" ? drafted : `${wanted.facts.trimEnd()}\n${drafted}` });
  };
  return (
    <>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <Select
          label={t("outcome")}
          required
          allowDeselect={false}
          miw={180}
          value={wanted.outcome}
          onChange={(outcome) => put({ outcome: outcome as Outcome | null })}
          data={outcomes.decidable}
        />
        <TextInput
          type="date"
          label={t("disputedOn")}
          required
          miw={160}
          value={wanted.disputed_on}
          onChange={(event) => put({ disputed_on: event.currentTarget.value })}
        />
      </Group>
      <div>
        <Words
          label={t("facts")}
          description={t("factsWhy")}
          minRows={4}
          maxRows={16}
          maxLength={20_000}
          lang={language}
          value={wanted.facts}
          onChange={(facts) => put({ facts })}
        />
        <Group gap={8} mt={6}>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconListDetails size={15} />}
            onClick={() => void fill()}
          >
            {t("fill")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("fillWhy")}
          </Text>
        </Group>
        {empty && (
          <Alert color="gray" mt={6} p="xs" role="status">
            {t("nothingToFill")}
          </Alert>
        )}
      </div>
      <MultiSelect
        label={t("clauses")}
        description={t("clausesWhy")}
        searchable
        clearable
        value={wanted.clauses}
        onChange={(names) => put({ clauses: names })}
        data={known.map(({ name, title }) => ({ value: name, label: `${name} · ${title}` }))}
      />
      {wanted.clauses.length === 0 && (
        <Words
          label={t("noClause")}
          description={t("noClauseWhy")}
          minRows={1}
          maxLength={2_000}
          value={wanted.no_clause}
          onChange={(no_clause) => put({ no_clause })}
        />
      )}
      <Words
        label={t("reasoning")}
        description={t("reasoningWhy", { language: t(language === "ru" ? "russian" : "english") })}
        minRows={4}
        maxRows={16}
        maxLength={20_000}
        lang={language}
        value={wanted.reasoning}
        onChange={(reasoning) => put({ reasoning })}
      />
      <RedressFields redress={wanted.redress} onChange={(redress) => put({ redress })} />
    </>
  );
}

export function RedressFields({
  redress,
  onChange,
  kinds = REDRESS,
}: {
  redress: readonly Redress[];
  onChange: (redress: Redress[]) => void;
  kinds?: readonly Kind[];
}) {
  const t = useWords();
  const n = useNames();
  const id = useId();
  const put = (at: number, part: Partial<Redress>) =>
    onChange(redress.map((one, n) => (n === at ? { ...one, ...part } : one)));
  return (
    <section aria-labelledby={id}>
      <Text size="sm" fw={500} id={id} mb={6}>
        {t("redress")}
      </Text>
      <Stack gap="xs">
        {redress.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no name of their own, and are only added at the end
          <div key={at} className={classes.box}>
            <Group gap="xs" align="flex-end">
              <Select
                label={t("kind")}
                allowDeselect={false}
                w={190}
                value={one.kind}
                onChange={(kind) => put(at, { kind: (kind ?? one.kind) as Kind })}
                data={kinds.map((kind) => ({ value: kind, label: n(kind) }))}
              />
              {SUMS.includes(one.kind) && (
                <>
                  <TextInput
                    label={t("amount")}
                    w={120}
                    inputMode="decimal"
                    value={one.amount ?? ""}
                    onChange={(event) => put(at, { amount: event.currentTarget.value })}
                  />
                  <TextInput
                    label={t("currency")}
                    w={90}
                    maxLength={5}
                    value={one.currency ?? ""}
                    onChange={(event) => put(at, { currency: event.currentTarget.value.toUpperCase() })}
                  />
                </>
              )}
              {SUBJECTS.includes(one.kind) && (
                <TextInput
                  label={t("subject")}
                  w={180}
                  maxLength={120}
                  title={t("subjectWhy")}
                  value={one.subject ?? ""}
                  onChange={(event) => put(at, { subject: event.currentTarget.value })}
                />
              )}
              <TextInput
                label={t("what")}
                flex="1 1 10rem"
                maxLength={500}
                value={one.what ?? ""}
                onChange={(event) => put(at, { what: event.currentTarget.value })}
              />
              <TextInput
                type="date"
                label={t("promisedFor")}
                w={150}
                value={one.promised_for ?? ""}
                onChange={(event) => put(at, { promised_for: event.currentTarget.value || null })}
              />
              <ActionIcon
                variant="default"
                size="lg"
                aria-label={`${t("remove")}: ${n(one.kind)}`}
                onClick={() => onChange(redress.filter((_, n) => n !== at))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
          </div>
        ))}
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={15} />}
            onClick={() => onChange([...redress, { kind: kinds[0] ?? "payment" }])}
          >
            {t("addRedress")}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}
