import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconEye, IconFilter, IconPlus, IconSearch, IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { colleagues } from "../app/live";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { Loading, Nothing, ShowMore, usePhone } from "../settings/parts";
import { type Asked, VISIBILITIES } from "./asked";
import { type Article, useArticles, useBrandHere, useCategories, useMayHere } from "./data";
import classes from "./knowledge.module.css";
import { Cares, SeenBy, States } from "./marks";
import { NewArticle } from "./NewArticle";
import { useWords } from "./words";

const TITLES = {
  all: "allArticles",
  published: "published",
  draft: "drafts",
  review: "review",
  approved: "approvedOnes",
  scheduled: "scheduled",
  archived: "archivedOnes",
  overdue: "overdue",
  stale: "changed",
} as const;
const NARROWING = ["language", "kind", "visibility", "category", "owner", "cites"] as const;

/** The articles of a brand, what was changed last first. */
export function Articles() {
  const t = useWords();
  const brand = useBrandHere();
  const may = useMayHere();
  const asked = useSearch({ strict: false }) as Asked;
  const navigate = useNavigate();
  const show = asked.show ?? (may.edit ? "all" : "published");
  const { brand: _, ...rest } = asked;
  const found = useArticles(brand, { ...rest, show });
  const [making, setMaking] = useState(false);
  const change = (part: { [name in keyof Asked]?: string | undefined }) => {
    const search = Object.fromEntries(
      Object.entries({ ...asked, ...part }).filter(([, value]) => value !== undefined && value !== ""),
    );
    void navigate({ to: "/knowledge", search, replace: true });
  };
  const rows = found.data?.pages.flatMap(({ items }) => items);
  const narrowed = Boolean(asked.q) || NARROWING.some((name) => asked[name] !== undefined);
  return (
    <div className={classes.inner}>
      <Group justify="space-between" mb="sm">
        <Title order={1} size="h3">
          {t(TITLES[show])}
        </Title>
        {may.write && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
            {t("newArticle")}
          </Button>
        )}
      </Group>
      {show === "overdue" && (
        <Text size="sm" c="dimmed" mb="sm" maw="44rem">
          {t("overdueHint")}
        </Text>
      )}
      <Filters asked={asked} change={change} />
      {!rows ? (
        <Loading error={found.error} />
      ) : rows.length === 0 ? (
        <Nothing>
          {t(narrowed ? "nothingFound" : show === "overdue" || show === "stale" ? "allFresh" : "nothingHere")}
        </Nothing>
      ) : (
        <>
          <ul className={classes.list} aria-label={t(TITLES[show])}>
            {rows.map((article) => (
              <Row key={article.id} article={article} />
            ))}
          </ul>
          <ShowMore of={found}>{t("showMore")}</ShowMore>
        </>
      )}
      {making && <NewArticle onClose={() => setMaking(false)} />}
    </div>
  );
}

function Filters({
  asked,
  change,
}: {
  asked: Asked;
  change: (part: { [name in keyof Asked]?: string | undefined }) => void;
}) {
  const t = useWords();
  const { locale } = useLocale();
  const brand = useBrandHere();
  const may = useMay();
  const phone = usePhone();
  const categories = useCategories(brand);
  const { data: staff = [] } = useQuery({ ...colleagues(brand), enabled: may("staff.see", brand) });
  const [words, setWords] = useState(asked.q ?? "");
  const [settled] = useDebouncedValue(words, 250);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed asks anew
  useEffect(() => {
    if (settled !== (asked.q ?? "")) change({ q: settled || undefined });
  }, [settled]);
  const set = NARROWING.filter((name) => asked[name] !== undefined).length;
  const [open, setOpen] = useState(set > 0);
  return (
    <Stack gap="xs" mb="md">
      <Group gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          maw={phone ? undefined : 420}
          aria-label={t("searchTitles")}
          placeholder={t("searchTitles")}
          leftSection={<IconSearch size={16} />}
          value={words}
          onChange={(e) => setWords(e.currentTarget.value)}
        />
        <Button
          variant={set > 0 ? "light" : "default"}
          leftSection={<IconFilter size={16} />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {set > 0 ? `${t("filter")} · ${set}` : t("filter")}
        </Button>
      </Group>
      {open && (
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="xs">
          <Select
            size="xs"
            label={t("language")}
            clearable
            placeholder={t("any")}
            value={asked.language ?? null}
            data={[
              { value: "ru", label: t("ru") },
              { value: "en", label: t("en") },
            ]}
            onChange={(value) => change({ language: value ?? undefined })}
          />
          <Select
            size="xs"
            label={t("kind")}
            clearable
            placeholder={t("any")}
            value={asked.kind ?? null}
            data={[
              { value: "article", label: t("article") },
              { value: "instruction", label: t("instruction") },
            ]}
            onChange={(value) => change({ kind: value ?? undefined })}
          />
          <Select
            size="xs"
            label={t("visibility")}
            clearable
            placeholder={t("any")}
            value={asked.visibility ?? null}
            data={VISIBILITIES.map((value) => ({ value, label: t(`for_${value}`) }))}
            onChange={(value) => change({ visibility: value ?? undefined })}
          />
          <Select
            size="xs"
            label={t("category")}
            clearable
            searchable
            placeholder={t("any")}
            value={asked.category ?? null}
            data={categories.map((one) => ({ value: one.id, label: one[locale].name }))}
            onChange={(value) => change({ category: value ?? undefined })}
          />
          {staff.length > 0 && (
            <Select
              size="xs"
              label={t("owner")}
              clearable
              searchable
              placeholder={t("anybody")}
              value={asked.owner ?? null}
              data={staff.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(value) => change({ owner: value ?? undefined })}
            />
          )}
        </SimpleGrid>
      )}
    </Stack>
  );
}

function Row({ article }: { article: Article }) {
  const t = useWords();
  const { locale } = useLocale();
  const { shortDay } = useTimes();
  const category = useCategories(article.brand).find(({ id }) => id === article.category);
  const { views, helpful, unhelpful } = article.readership;
  return (
    <li>
      <Link
        className={classes.row}
        to="/knowledge/article/$article"
        params={{ article: article.id }}
        search={{ brand: article.brand }}
      >
        <Group justify="space-between" gap="sm" align="flex-start" preventGrowOverflow={false}>
          <div style={{ flex: "1 1 20rem", minWidth: 0 }}>
            <Text size="sm" fw={550} lang={article.language}>
              {article.title}
            </Text>
            <Text size="xs" className={classes.faint}>
              {[
                t(article.language),
                category?.[locale].name,
                article.kind === "instruction" ? t("instruction") : undefined,
                article.owner?.name,
                t("changedOn", { day: shortDay(article.updated_at) }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </div>
          <Group gap={6} justify="flex-end">
            <Cares article={article} />
            {article.visibility !== "public" && <SeenBy visibility={article.visibility} />}
            <States article={article} />
          </Group>
        </Group>
        {views + helpful + unhelpful > 0 && (
          <Group gap="sm" mt={4} className={`${classes.faint} numbers`}>
            <Figure icon={<IconEye size={13} aria-hidden />} value={views} label={t("views")} />
            <Figure icon={<IconThumbUp size={13} aria-hidden />} value={helpful} label={t("helped")} />
            <Figure icon={<IconThumbDown size={13} aria-hidden />} value={unhelpful} label={t("helpedNot")} />
          </Group>
        )}
      </Link>
    </li>
  );
}

function Figure({ icon, value, label }: { icon: React.ReactNode; value: number; label: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      {icon}
      <Text size="xs">
        {value} {label}
      </Text>
    </Group>
  );
}
