import {
  ActionIcon,
  Alert,
  Anchor,
  Button,
  Group,
  Menu,
  SegmentedControl,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import {
  IconArchive,
  IconChevronLeft,
  IconDots,
  IconExternalLink,
  IconHistory,
  IconLanguage,
  IconPencil,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { api, data } from "../app/api";
import { newKey } from "../app/live/writes";
import { useMe } from "../app/session";
import { useTimes } from "../app/times";
import { usePageTitle } from "../app/title";
import { Loading, Refused, SureButton, told, usePhone, useWrite } from "../settings/parts";
import { Changes } from "./Changes";
import { articleQuery, BrandHere, type InFull, type Language, useArticle, useRenewed } from "./data";
import { Editing, type Flush } from "./Editing";
import classes from "./knowledge.module.css";
import { Cares, SeenBy, States } from "./marks";
import { PropertiesPane } from "./PropertiesPane";
import { Preview, Rendered } from "./Rendered";
import { ReviewBar } from "./ReviewBar";
import { Versions } from "./Versions";
import { useWords } from "./words";

export type View = "write" | "both" | "read" | "changes" | "other";

/** One article: read, written, reviewed, published. */
export function ArticlePage() {
  const { article } = useParams({ strict: false }) as { article: string };
  const found = useArticle(article);
  usePageTitle(found.data?.article.title);
  if (!found.data)
    return (
      <div className={classes.inner}>
        <Loading error={found.error} />
      </div>
    );
  return (
    <BrandHere value={found.data.article.brand}>
      <Open key={article} full={found.data} />
    </BrandHere>
  );
}

const OTHER: Readonly<Record<Language, Language>> = { ru: "en", en: "ru" };

function Open({ full }: { full: InFull }) {
  const t = useWords();
  const me = useMe();
  const phone = usePhone();
  const { moment } = useTimes();
  const { article, live, work } = full;
  const can = (what: string) => article.may.includes(what);
  const [editing, setEditing] = useState(work?.stage === "draft" && can("write"));
  const [view, setView] = useState<View>(
    work?.stage === "review" && live ? "changes" : editing ? (phone ? "write" : "both") : "read",
  );
  const [versions, setVersions] = useState(false);
  const flush = useRef<Flush>(undefined);
  const { put, all } = useRenewed();
  const navigate = useNavigate();
  const { run, busy, problem } = useWrite();
  const shown = work ?? live;
  const other = full.translations.find(({ language }) => language === OTHER[article.language]);
  const own = work?.authors.some(({ id }) => id === me.id) ?? false;
  const path = { params: { path: { article: article.id } } };

  const moved = (move: () => Promise<InFull>, message: string) =>
    run(async () => {
      if (flush.current) await flush.current();
      const now = await move();
      put(now);
      const draft = now.work?.stage === "draft" && now.article.may.includes("write");
      setEditing(draft);
      setView(draft ? (phone ? "write" : "both") : "read");
      told(message);
    });
  const begin = () => {
    setEditing(true);
    setView(phone ? "write" : "both");
  };
  const discard = async () => {
    await data(api.DELETE("/api/v1/knowledge/articles/{article}/draft", path));
    flush.current = undefined;
    if (live === null && article.state === "draft") {
      setEditing(false);
      await navigate({ to: "/knowledge", search: { brand: article.brand } });
      void all();
      return;
    }
    setEditing(false);
    setView("read");
    await all();
  };
  const views: readonly { value: View; label: string }[] = [
    ...(editing
      ? [
          { value: "write" as const, label: t("write") },
          ...(phone ? [] : [{ value: "both" as const, label: t("both") }]),
        ]
      : []),
    { value: "read", label: editing ? t("preview") : t("asRead") },
    ...(work && live ? [{ value: "changes" as const, label: t("whatChanges") }] : []),
    ...(other ? [{ value: "other" as const, label: t("beside", { language: t(other.language) }) }] : []),
  ];
  const reading =
    work && (live || editing) ? (
      <Preview brand={article.brand} language={article.language} text={work.text} />
    ) : (
      <Rendered html={full.html} lang={article.language} />
    );
  return (
    <div className={classes.article}>
      <header className={classes.head}>
        <Anchor
          size="sm"
          display="inline-flex"
          style={{ alignItems: "center", gap: 4 }}
          renderRoot={(props) => <Link to="/knowledge" search={{ brand: article.brand }} {...props} />}
        >
          <IconChevronLeft size={16} aria-hidden /> {t("knowledge")}
        </Anchor>
        <Group justify="space-between" align="flex-start" gap="sm" mt={4}>
          <Stack gap={6} style={{ flex: "1 1 22rem", minWidth: 0 }}>
            <Title order={1} size="h3" lang={article.language} style={{ overflowWrap: "anywhere" }}>
              {shown?.title ?? article.title}
            </Title>
            <Group gap={6}>
              <States article={article} />
              <Cares article={article} />
              <SeenBy visibility={article.visibility} />
              <Tongues full={full} />
            </Group>
          </Stack>
          <Group gap="xs">
            {!editing && can("write") && (
              <Button variant="default" leftSection={<IconPencil size={16} />} onClick={begin}>
                {work ? t("editAgain") : t("edit")}
              </Button>
            )}
            {can("check") && (article.overdue || article.review_by !== null) && !editing && (
              <Button
                variant={article.overdue ? "filled" : "default"}
                loading={busy}
                onClick={() =>
                  moved(
                    () => data(api.POST("/api/v1/knowledge/articles/{article}/check", path)),
                    t("checked"),
                  )
                }
              >
                {t("stillRight")}
              </Button>
            )}
            {can("submit") && (
              <Button
                loading={busy}
                onClick={() =>
                  moved(
                    () => data(api.POST("/api/v1/knowledge/articles/{article}/submit", path)),
                    t("submitted"),
                  )
                }
              >
                {t("submit")}
              </Button>
            )}
            {editing && !work && (
              <Button
                variant="default"
                onClick={() => {
                  setEditing(false);
                  setView("read");
                }}
              >
                {t("stopEditing")}
              </Button>
            )}
            {can("restore") && (
              <Button
                loading={busy}
                onClick={() =>
                  moved(
                    () => data(api.POST("/api/v1/knowledge/articles/{article}/restore", path)),
                    t("restored"),
                  )
                }
              >
                {t("restore")}
              </Button>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" size={36} aria-label={t("moreActions")}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => setVersions(true)}>
                  {t("versions")}
                </Menu.Item>
                {article.path && (
                  <Menu.Item
                    component="a"
                    href={article.path}
                    target="_blank"
                    rel="noopener"
                    leftSection={<IconExternalLink size={16} />}
                  >
                    {t("openPage")}
                  </Menu.Item>
                )}
                {can("archive") && (
                  <Menu.Item
                    leftSection={<IconArchive size={16} />}
                    onClick={() =>
                      moved(
                        () => data(api.POST("/api/v1/knowledge/articles/{article}/archive", path)),
                        t("archivedNow"),
                      )
                    }
                  >
                    {t("archive")}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
        <Refused problem={problem} />
      </header>
      <div className={classes.columns}>
        <div className={classes.main}>
          <Stack gap="md">
            {work?.review_note && work.stage === "draft" && (
              <Alert
                color="yellow"
                role="note"
                title={t("sentBackBy", {
                  who: work.reviewer?.name ?? "",
                  at: work.reviewed_at ? moment(work.reviewed_at) : "",
                })}
              >
                {work.review_note}
              </Alert>
            )}
            {work && (work.stage === "review" || work.stage === "approved") && (
              <ReviewBar full={full} own={own} busy={busy} onMove={moved} />
            )}
            {views.length > 1 && (
              <SegmentedControl
                size="xs"
                aria-label={t("view")}
                value={view}
                data={[...views]}
                onChange={(value) => setView(value as View)}
                style={{ alignSelf: "flex-start" }}
              />
            )}
            {view === "changes" && work && live ? (
              <Changes
                article={article.id}
                older={live.number}
                newer={work.number}
                revision={work.revision}
              />
            ) : editing ? (
              <Editing full={full} view={view} other={other?.id} flush={flush} />
            ) : view === "other" && other ? (
              <div className={classes.both}>
                <div>{reading}</div>
                <OtherText id={other.id} />
              </div>
            ) : (
              <div className={classes.quiet}>
                {shown?.summary && (
                  <Text c="dimmed" mb="sm" lang={article.language}>
                    {shown.summary}
                  </Text>
                )}
                {reading}
              </div>
            )}
            {editing && work && can("discard") && (
              <Group>
                <SureButton
                  label={article.state === "draft" ? t("deleteDraft") : t("discardDraft")}
                  question={t(article.state === "draft" ? "deleteDraftSure" : "discardDraftSure")}
                  onSure={discard}
                />
              </Group>
            )}
          </Stack>
        </div>
        <PropertiesPane full={full} />
      </div>
      {versions && (
        <Versions article={article.id} language={article.language} onClose={() => setVersions(false)} />
      )}
    </div>
  );
}

/** The same article in the other language, to go there or to begin it. */
function Tongues({ full }: { full: InFull }) {
  const t = useWords();
  const { article } = full;
  const navigate = useNavigate();
  const { all } = useRenewed();
  const { run, busy, problem } = useWrite();
  const other = full.translations.find(({ language }) => language === OTHER[article.language]);
  const language = OTHER[article.language];
  if (other)
    return (
      <Anchor
        size="xs"
        renderRoot={(props) => (
          <Link
            to="/knowledge/article/$article"
            params={{ article: other.id }}
            search={{ brand: article.brand }}
            {...props}
          />
        )}
      >
        {t("inOther", { language: t(language) })}
      </Anchor>
    );
  if (!article.may.includes("write"))
    return (
      <Text size="xs" className={classes.faint}>
        {t("missingIn", { language: t(language) })}
      </Text>
    );
  const create = () =>
    run(async () => {
      const made = await data(
        api.POST("/api/v1/knowledge/articles", {
          body: {
            brand: article.brand,
            language,
            title: article.title,
            slug: article.slug,
            kind: article.kind,
            visibility: article.visibility,
            team: article.team,
            category: article.category,
            topics: article.topics,
            related: article.related,
            key: newKey(),
          },
        }),
      );
      void all();
      await navigate({
        to: "/knowledge/article/$article",
        params: { article: made.article.id },
        search: { brand: article.brand },
      });
    });
  return (
    <>
      <Button
        size="compact-xs"
        variant="light"
        color="orange"
        leftSection={<IconLanguage size={14} />}
        loading={busy}
        onClick={create}
      >
        {t("writeIn", { language: t(language) })}
      </Button>
      <Refused problem={problem} />
    </>
  );
}

/** How the other language reads, beside the one that is being written. */
export function OtherText({ id }: { id: string }) {
  const t = useWords();
  const { data: other, error } = useQuery(articleQuery(id));
  if (!other) return <Loading error={error} />;
  return (
    <section aria-label={t(other.article.language)}>
      <Text size="sm" fw={600} lang={other.article.language} mb={4}>
        {other.article.title}
      </Text>
      <Rendered html={other.html} lang={other.article.language} />
    </section>
  );
}
