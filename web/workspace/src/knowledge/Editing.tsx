import { Alert, Button, Group, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle, IconCheck, IconCloudUp } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { api, data, Refusal } from "../app/api";
import { newKey } from "../app/live/writes";
import { useTimes } from "../app/times";
import { type Problem, UnsavedGuard, useProblem } from "../settings/parts";
import { OtherText, type View } from "./ArticlePage";
import { Differing } from "./Changes";
import { articleQuery, type InFull, type Version } from "./data";
import classes from "./knowledge.module.css";
import { MarkdownField } from "./MarkdownField";
import { Preview } from "./Rendered";
import { useWords } from "./words";

/** Saves what is not saved yet; rejects if that is refused. */
export type Flush = () => Promise<void>;

interface Draft {
  title: string;
  summary: string;
  text: string;
  words: string[];
  change: string;
}

const WAIT_MS = 1_200;

const draftOf = (version: Version | null): Draft => ({
  title: version?.title ?? "",
  summary: version?.summary ?? "",
  text: version?.text ?? "",
  words: version?.words ?? [],
  change: version?.stage === "draft" ? version.change : "",
});

/** A draft that saves itself a moment after the last key. */
export function Editing({
  full,
  view,
  other,
  flush,
}: {
  full: InFull;
  view: View;
  other: string | undefined;
  flush: RefObject<Flush | undefined>;
}) {
  const t = useWords();
  const { article, live, work } = full;
  const begun = work ?? live;
  const [draft, setDraft] = useState(() => draftOf(begun));
  const { state, problem, clash, dirty, save, theirs } = useSaving(full, draft, setDraft);
  flush.current = save;
  useEffect(
    () => () => {
      flush.current = undefined;
    },
    [flush],
  );
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const { language, brand } = article;
  const field = (
    <MarkdownField
      brand={brand}
      language={language}
      value={draft.text}
      onChange={(text) => change({ text })}
    />
  );
  const shown = <Preview brand={brand} language={language} text={draft.text} />;
  return (
    <Stack gap="md">
      <UnsavedGuard dirty={dirty} />
      {clash && (
        <Alert color="yellow" role="alert" icon={<IconAlertTriangle />} title={t("clashTitle")}>
          <Text size="sm">{problem?.detail}</Text>
          <Mine article={article.id} draft={draft} />
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" variant="default" onClick={() => void theirs()}>
              {t("takeTheirs")}
            </Button>
            <Button size="compact-sm" color="yellow" onClick={() => void save(true)}>
              {t("keepMine")}
            </Button>
          </Group>
        </Alert>
      )}
      {problem && !clash && (
        <Alert color="red" role="alert" title={t("notSaved")}>
          {problem.detail}
          {problem.points.length > 0 && (
            <ul>
              {problem.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          )}
        </Alert>
      )}
      <TextInput
        label={t("title")}
        required
        lang={language}
        maxLength={200}
        error={problem?.fields.title}
        value={draft.title}
        onChange={(e) => change({ title: e.currentTarget.value })}
      />
      <Textarea
        label={t("summary")}
        description={t("summaryHint")}
        lang={language}
        autosize
        minRows={1}
        maxLength={500}
        value={draft.summary}
        onChange={(e) => change({ summary: e.currentTarget.value })}
      />
      {view === "both" ? (
        <div className={classes.both}>
          {field}
          {shown}
        </div>
      ) : view === "other" && other ? (
        <div className={classes.both}>
          {field}
          <OtherText id={other} />
        </div>
      ) : view === "read" ? (
        shown
      ) : (
        field
      )}
      <TagsInput
        label={t("playersWords")}
        description={t("playersWordsHint")}
        lang={language}
        maxTags={50}
        value={draft.words}
        onChange={(words) => change({ words })}
      />
      <TextInput
        label={t("change")}
        description={t("changeHint")}
        maxLength={500}
        value={draft.change}
        onChange={(e) => change({ change: e.currentTarget.value })}
      />
      <Saved state={state} />
    </Stack>
  );
}

/** What my words say otherwise than theirs, before one of them goes. */
function Mine({ article, draft }: { article: string; draft: Draft }) {
  const t = useWords();
  const [mine] = useDebouncedValue(draft, 600);
  const { data: difference } = useQuery({
    queryKey: ["knowledge", "article", article, "mine", mine],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.POST("/api/v1/knowledge/articles/{article}/draft/difference", {
          params: { path: { article } },
          body: mine,
        }),
      ),
  });
  if (!difference) return null;
  return (
    <div className={classes.clash}>
      <Differing difference={difference} note={t("mineAgainstTheirs")} />
    </div>
  );
}

type Keeping = { kind: "kept"; at: number | undefined } | { kind: "waiting" } | { kind: "saving" };

function Saved({ state }: { state: Keeping }) {
  const t = useWords();
  const { time } = useTimes();
  return (
    <Group gap={6} className={classes.faint} role="status">
      {state.kind === "kept" ? <IconCheck size={15} aria-hidden /> : <IconCloudUp size={15} aria-hidden />}
      <Text size="xs">
        {state.kind === "kept"
          ? state.at
            ? t("savedAt", { time: time(state.at) })
            : t("savesItself")
          : t("saving")}
      </Text>
    </Group>
  );
}

function useSaving(full: InFull, draft: Draft, setDraft: (draft: Draft) => void) {
  const { article, live, work } = full;
  const cache = useQueryClient();
  const problemOf = useProblem();
  const [kept, setKept] = useState(() => JSON.stringify(draft));
  const [at, setAt] = useState<number>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [clash, setClash] = useState(false);
  const revision = useRef<number | null>(work?.revision ?? null);
  const running = useRef<Promise<void>>(undefined);
  const latest = useRef(draft);
  latest.current = draft;
  const keptNow = useRef(kept);
  keptNow.current = kept;
  const now = JSON.stringify(draft);
  const dirty = now !== kept;

  const write = useCallback(
    async (over: boolean) => {
      const saved = latest.current;
      const as = JSON.stringify(saved);
      // The first saving begins the version, also where nothing was changed.
      if (as === keptNow.current && revision.current !== null && !over) return;
      setBusy(true);
      try {
        const version = await data(
          api.PUT("/api/v1/knowledge/articles/{article}/draft", {
            params: { path: { article: article.id } },
            body: { ...saved, revision: over ? null : revision.current, key: newKey() },
          }),
        );
        revision.current = version.revision;
        keptNow.current = as;
        setKept(as);
        setAt(Date.now());
        setProblem(undefined);
        setClash(false);
        const first = full.work === null || full.work.stage !== "draft";
        cache.setQueryData(articleQuery(article.id).queryKey, (before: InFull | undefined) =>
          before ? { ...before, work: version } : before,
        );
        void cache.invalidateQueries({ queryKey: ["knowledge", article.brand] });
        if (first) void cache.invalidateQueries({ queryKey: articleQuery(article.id).queryKey });
      } catch (failure) {
        setProblem(problemOf(failure));
        setClash(failure instanceof Refusal && failure.title === "written_meanwhile");
        throw failure;
      } finally {
        setBusy(false);
      }
    },
    [article.id, article.brand, cache, full.work, problemOf],
  );
  /** One after the other, so that none overtakes another. */
  const save = useCallback(
    (over = false): Promise<void> => {
      const after = (running.current ?? Promise.resolve()).catch(() => undefined).then(() => write(over));
      running.current = after;
      return after;
    },
    [write],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the wait anew
  useEffect(() => {
    if (!dirty || clash) return;
    const timer = setTimeout(() => void save().catch(() => undefined), WAIT_MS);
    return () => clearTimeout(timer);
  }, [now, kept, clash]);
  const theirs = async () => {
    const fresh = await cache.fetchQuery({ ...articleQuery(article.id), staleTime: 0 });
    const read = draftOf(fresh.work ?? live);
    revision.current = fresh.work?.revision ?? null;
    setKept(JSON.stringify(read));
    setDraft(read);
    setProblem(undefined);
    setClash(false);
  };
  const state: Keeping = busy ? { kind: "saving" } : dirty ? { kind: "waiting" } : { kind: "kept", at };
  return { state, problem, clash, dirty, save, theirs };
}
