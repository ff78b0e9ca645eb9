import {
  ActionIcon,
  Alert,
  Box,
  Button,
  Group,
  MultiSelect,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
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
import { isComplete, isWrongSum, type Kind, partsOf, REDRESS, tidy } from "./redress";

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
  (wanted.clauses.length > 0 || wanted.no_clause.trim() !== "") &&
  wanted.redress.every(isComplete);

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
}: {
  redress: readonly Redress[];
  onChange: (redress: Redress[]) => void;
}) {
  const t = useWords();
  const n = useNames();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Text size="sm" fw={600} id={id} mb={6}>
        {t("redress")}
      </Text>
      <Stack gap="xs">
        {redress.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no name of their own, and are only added at the end
          <Group key={at} className={classes.box} gap="xs" align="flex-start">
            <Box flex="1 1 14rem">
              <OneRedress
                one={one}
                onChange={(now) => onChange(redress.map((was, n) => (n === at ? now : was)))}
              />
            </Box>
            <ActionIcon
              mt={25}
              variant="default"
              size="lg"
              aria-label={`${t("remove")}: ${n(one.kind)}`}
              onClick={() => onChange(redress.filter((_, n) => n !== at))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={15} />}
            onClick={() => onChange([...redress, { kind: "payment" }])}
          >
            {t("addRedress")}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}

/** What is given and by when. `money`: whether it may be some. */
export function OneRedress({
  one,
  onChange,
  kinds = REDRESS,
  money = true,
}: {
  one: Redress;
  onChange: (one: Redress) => void;
  kinds?: readonly Kind[];
  money?: boolean;
}) {
  const t = useWords();
  const n = useNames();
  const { sum, subject, words } = partsOf(one.kind);
  const put = (part: Partial<Redress>) => onChange({ ...one, ...part });
  return (
    <Group gap="xs" align="flex-start">
      <Select
        label={t("kind")}
        allowDeselect={false}
        w={190}
        value={one.kind}
        onChange={(kind) => put({ kind: (kind ?? one.kind) as Kind })}
        data={kinds.map((kind) => ({ value: kind, label: n(kind) }))}
      />
      {money && sum !== "no" && (
        <>
          <TextInput
            label={t("amount")}
            required={sum === "must"}
            w={120}
            inputMode="decimal"
            error={isWrongSum(one.amount) && t("amountWrong")}
            value={one.amount ?? ""}
            onChange={(event) => put({ amount: event.currentTarget.value })}
          />
          <TextInput
            label={t("currency")}
            required={sum === "must"}
            w={90}
            maxLength={5}
            value={one.currency ?? ""}
            onChange={(event) => put({ currency: event.currentTarget.value.toUpperCase() })}
          />
        </>
      )}
      {subject !== "no" && (
        <TextInput
          label={t("subject")}
          required={subject === "must"}
          w={180}
          maxLength={120}
          title={t("subjectWhy")}
          value={one.subject ?? ""}
          onChange={(event) => put({ subject: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t("what")}
        required={words === "must"}
        flex="1 1 10rem"
        maxLength={500}
        value={one.what ?? ""}
        onChange={(event) => put({ what: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("promisedFor")}
        w={150}
        value={one.promised_for ?? ""}
        onChange={(event) => put({ promised_for: event.currentTarget.value || null })}
      />
    </Group>
  );
}
