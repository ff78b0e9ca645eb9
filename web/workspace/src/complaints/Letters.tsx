import { Alert, Button, Group, List, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCircleCheck, IconMailForward, IconRefresh } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { usePeople } from "../lists/useList";
import { Loading, Refused } from "../settings/parts";
import classes from "./complaints.module.css";
import { type Case, of, useChange } from "./data";
import { KINDS, type LetterKind, likely, pageOf, partsOf } from "./letter";
import { useWords } from "./letters.words";
import { useNameOf, useNames } from "./names.words";
import { Block } from "./Story";

type Wanted = Schemas["LetterWanted"];
const TYPED_MS = 500;

export function Letters({ one }: { one: Case }) {
  const t = useWords();
  const may = useMay();
  return (
    <Stack gap="lg" maw={980}>
      {!may("complaints.handle", one.brand) ? (
        <Text size="sm" c="dimmed">
          {t("mustWrite")}
        </Text>
      ) : one.tickets.every(({ reference }) => reference === null) ? (
        <Text size="sm">{t("noTicket")}</Text>
      ) : (
        <Write key={`${one.stage} ${one.appeal}`} one={one} />
      )}
      <Sent one={one} />
    </Stack>
  );
}

interface Draft {
  kind: LetterKind;
  language: "ru" | "en";
  ticket: string | null;
  reason: string;
  news: string;
  items: string;
  until: string;
  outcome: string;
  redress: string;
  body: string | null;
}

function Write({ one }: { one: Case }) {
  const t = useWords();
  const nameOf = useNameOf();
  const { locale } = useLocale();
  const change = useChange();
  const tickets = one.tickets.filter(({ reference }) => reference !== null);
  const [draft, setDraft] = useState<Draft>({
    kind: likely(one.stage, one.appeal),
    language: one.language === "ru" ? "ru" : "en",
    ticket: tickets[0]?.ticket ?? null,
    reason: "",
    news: "",
    items: "",
    until: "",
    outcome: "",
    redress: "",
    body: null,
  });
  // What the person wrote over the desk's draft; null while that is taken as it is.
  const [own, setOwn] = useState<{ subject: string; text: string } | null>(null);
  const put = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const parts = partsOf(draft.kind);
  const bodies = useQuery({
    queryKey: ["complaints", "bodies", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/bodies", of(one))),
  });
  const wanted: Wanted = {
    kind: draft.kind,
    language: draft.language,
    ticket: draft.ticket,
    reason: draft.reason.trim(),
    news: draft.news.trim(),
    items: draft.items
      .split("\n")
      .map((item) => item.trim())
      .filter(Boolean),
    until: draft.until || null,
    outcome: draft.outcome.trim(),
    redress: draft.redress.trim(),
    body: draft.body,
    subject: own?.subject ?? null,
    text: own?.text ?? null,
  };
  const [asked] = useDebouncedValue(JSON.stringify(wanted), TYPED_MS);
  const looked = useQuery({
    queryKey: ["complaints", "letter", one.id, one.version, asked],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.POST("/api/v1/complaints/{complaint}/letters/preview", {
          ...of(one),
          body: JSON.parse(asked) as Wanted,
        }),
      ),
  });
  const shown = looked.data;
  const settled = !looked.isFetching && asked === JSON.stringify(wanted);
  const subject = own?.subject ?? shown?.subject ?? "";
  const text = own?.text ?? shown?.text ?? "";
  // Another kind or language is another letter.
  const letter = `${draft.kind} ${draft.language}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written belongs to the letter that it was written for
  useEffect(() => setOwn(null), [letter]);
  const problems = shown?.problems ?? [];
  return (
    <Block title={t("write")}>
      <Stack gap="sm">
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <Select
            label={t("kind")}
            allowDeselect={false}
            miw={200}
            value={draft.kind}
            onChange={(kind) => put({ kind: (kind ?? draft.kind) as LetterKind })}
            data={KINDS.map((kind) => ({ value: kind, label: nameOf(kind) }))}
          />
          <Select
            label={t("language")}
            allowDeselect={false}
            miw={110}
            value={draft.language}
            onChange={(language) => put({ language: language === "ru" ? "ru" : "en" })}
            data={[
              { value: "en", label: "English" },
              { value: "ru", label: "Русский" },
            ]}
          />
          <Select
            label={t("ticket")}
            allowDeselect={false}
            miw={180}
            value={draft.ticket}
            onChange={(ticket) => put({ ticket })}
            data={tickets.map((ticket) => ({ value: ticket.ticket, label: ticket.reference ?? "" }))}
          />
        </Group>
        {parts.includes("reason") && (
          <Textarea
            label={t("reason")}
            autosize
            value={draft.reason}
            onChange={(event) => put({ reason: event.currentTarget.value })}
          />
        )}
        {parts.includes("news") && (
          <Textarea
            label={t("news")}
            autosize
            value={draft.news}
            onChange={(event) => put({ news: event.currentTarget.value })}
          />
        )}
        {parts.includes("items") && (
          <Textarea
            label={t("items")}
            description={t("itemsWhy")}
            autosize
            minRows={2}
            value={draft.items}
            onChange={(event) => put({ items: event.currentTarget.value })}
          />
        )}
        {parts.includes("until") && (
          <TextInput
            type="date"
            maw={220}
            label={t("until")}
            value={draft.until}
            onChange={(event) => put({ until: event.currentTarget.value })}
          />
        )}
        {parts.includes("outcome") && (
          <Textarea
            label={t("outcome")}
            autosize
            value={draft.outcome}
            onChange={(event) => put({ outcome: event.currentTarget.value })}
          />
        )}
        {parts.includes("redress") && (
          <Textarea
            label={t("redress")}
            autosize
            value={draft.redress}
            onChange={(event) => put({ redress: event.currentTarget.value })}
          />
        )}
        {parts.includes("body") && (
          <Select
            label={t("body")}
            clearable
            placeholder={t("noBody")}
            value={draft.body}
            onChange={(body) => put({ body })}
            data={(bodies.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {!shown ? (
          <Loading error={looked.error} />
        ) : (
          <>
            <Text size="sm" c="dimmed">
              {t(shown.required ? "required" : "notRequired")}{" "}
              {shown.needs.length > 0 &&
                `${t("tells")}: ${shown.needs.map((need) => t(`need_${need}`)).join(", ")}.`}
            </Text>
            <TextInput
              label={t("subject")}
              value={subject}
              maxLength={200}
              onChange={(event) => setOwn({ subject: event.currentTarget.value, text })}
            />
            <Textarea
              label={t("text")}
              description={t("textWhy")}
              autosize
              minRows={8}
              maxRows={24}
              value={text}
              onChange={(event) => setOwn({ subject, text: event.currentTarget.value })}
            />
            {own && (
              <Group>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={<IconRefresh size={15} />}
                  onClick={() => setOwn(null)}
                >
                  {t("afresh")}
                </Button>
              </Group>
            )}
            <div>
              <Text size="sm" fw={500} mb={4}>
                {t("preview")}
              </Text>
              <iframe
                className={classes.frame}
                sandbox=""
                title={t("previewFrame")}
                srcDoc={pageOf(subject, text, draft.language)}
              />
            </div>
            <div role="status">
              {!settled ? (
                <Text size="sm" c="dimmed">
                  {t("checking")}
                </Text>
              ) : problems.length > 0 ? (
                <Alert color="red" title={t("problems")}>
                  <List size="sm" spacing={4}>
                    {problems.map((problem) => (
                      <List.Item key={`${problem.flaw} ${problem.quote}`}>
                        {problem[locale]}
                        {problem.quote && <Text span c="dimmed">{` «${problem.quote}»`}</Text>}
                      </List.Item>
                    ))}
                  </List>
                </Alert>
              ) : (
                <Group gap={6}>
                  <IconCircleCheck size={17} aria-hidden color="var(--mantine-color-green-6)" />
                  <Text size="sm">{t("clean")}</Text>
                </Group>
              )}
            </div>
            <Refused problem={change.problem} />
            <Group>
              <Button
                leftSection={<IconMailForward size={16} />}
                disabled={!settled || problems.length > 0}
                loading={change.busy}
                onClick={async () => {
                  // What was looked at is what goes: the text as it stood in the preview.
                  const body: Wanted = { ...wanted, subject, text, version: one.version };
                  const went = await change.run(
                    body,
                    (headers) =>
                      api.POST("/api/v1/complaints/{complaint}/letters", { headers, ...of(one), body }),
                    t("sent"),
                  );
                  if (went) setOwn(null);
                }}
              >
                {t("send")}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Block>
  );
}

function Sent({ one }: { one: Case }) {
  const t = useWords();
  const n = useNames();
  const nameOf = useNameOf();
  const people = usePeople();
  const { moment } = useTimes();
  const found = useQuery({
    queryKey: ["complaints", "letters", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/letters", of(one))),
  });
  return (
    <Block title={t("sentOnes")}>
      {!found.data && <Loading error={found.error} />}
      {found.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("none")}
        </Text>
      )}
      <ul className={classes.rows}>
        {found.data?.map((letter) => (
          <li key={letter.id}>
            <details>
              <summary>
                <Text span size="sm" fw={600}>
                  {nameOf(letter.kind)}
                </Text>{" "}
                <Text span size="xs" c="dimmed" className="numbers">
                  {t("by", {
                    at: moment(letter.sent_at),
                    name: people.get(letter.sent_by ?? "")?.name ?? n("desk"),
                  })}
                </Text>
              </summary>
              <Text size="sm" fw={600} mt="xs" lang={letter.language}>
                {letter.subject}
              </Text>
              <Text size="sm" className={classes.words} lang={letter.language}>
                {letter.text}
              </Text>
            </details>
          </li>
        ))}
      </ul>
    </Block>
  );
}
