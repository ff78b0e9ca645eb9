import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { colleagues } from "../app/live";
import { newKey } from "../app/live/writes";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { Refused, told, useBrandTopics, useWrite } from "../settings/parts";
import { VISIBILITIES } from "./asked";
import { type InFull, useCategories, useRenewed } from "./data";
import classes from "./knowledge.module.css";
import { PickArticle } from "./Pick";
import { useWords } from "./words";

type Patch = Partial<Schemas["ArticlePatch"]>;

/** What stands around an article's words. Each choice is kept at once. */
export function PropertiesPane({ full }: { full: InFull }) {
  const t = useWords();
  const { article } = full;
  const { brand } = article;
  const { locale } = useLocale();
  const { shortDay } = useTimes();
  const may = useMay();
  const { put } = useRenewed();
  const { run, problem } = useWrite();
  const categories = useCategories(brand, article.state !== "archived");
  const { choices, nameOf } = useBrandTopics(brand);
  const seesStaff = may("staff.see", brand);
  const { data: staff = [] } = useQuery({ ...colleagues(brand), enabled: seesStaff });
  const { data: teams = [] } = useQuery({
    queryKey: ["teams", brand],
    enabled: seesStaff,
    queryFn: () => data(api.GET("/api/v1/teams", { params: { query: { brand } } })),
  });
  const [picking, setPicking] = useState(false);
  const [slug, setSlug] = useState(article.slug);
  const change = (part: Patch) =>
    void run(async () => {
      put(
        await data(
          api.PATCH("/api/v1/knowledge/articles/{article}", {
            params: { path: { article: article.id } },
            body: { ...part, key: newKey() } as Schemas["ArticlePatch"],
          }),
        ),
      );
      told(t("kept"));
    });
  const changes = article.may.includes("change");
  const never = article.state === "draft";
  const category = categories.find(({ id }) => id === article.category);
  const { views, helpful, unhelpful } = article.readership;
  const figures = <Line label={t("readership")} value={t("readershipOf", { views, helpful, unhelpful })} />;
  if (!changes)
    return (
      <aside className={classes.side} aria-label={t("properties")}>
        <Stack gap="sm">
          <Line label={t("visibility")} value={t(`for_${article.visibility}`)} />
          <Line label={t("category")} value={category?.[locale].name ?? t("none")} />
          <Line label={t("topics")} value={article.topics.map(nameOf).join(", ") || t("none")} />
          <Line label={t("owner")} value={article.owner?.name ?? t("nobody")} />
          {article.review_by && <Line label={t("readAgainBy")} value={shortDay(article.review_by)} />}
          {figures}
        </Stack>
      </aside>
    );
  const internal = article.kind === "instruction";
  return (
    <aside className={classes.side} aria-label={t("properties")}>
      <Stack gap="sm">
        <Refused problem={problem} />
        <Select
          label={t("visibility")}
          allowDeselect={false}
          value={article.visibility}
          data={VISIBILITIES.filter((value) => !internal || value === "staff" || value === "team").map(
            (value) => ({ value, label: t(`for_${value}`) }),
          )}
          onChange={(value) =>
            value &&
            change({
              visibility: value as (typeof VISIBILITIES)[number],
              team: value === "team" ? (article.team ?? teams[0]?.id ?? null) : null,
            })
          }
        />
        {article.visibility === "team" && (
          <Select
            label={t("team")}
            allowDeselect={false}
            value={article.team}
            data={teams.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(team) => team && change({ team })}
          />
        )}
        <Select
          label={t("category")}
          clearable
          searchable
          value={article.category}
          data={categories.map((one) => ({ value: one.id, label: one[locale].name }))}
          onChange={(value) => change({ category: value })}
        />
        <MultiSelect
          label={t("topics")}
          searchable
          hidePickedOptions
          maxDropdownHeight={260}
          data={choices}
          value={article.topics}
          onChange={(topics) => change({ topics })}
        />
        {seesStaff ? (
          <Select
            label={t("owner")}
            description={t("ownerHint")}
            clearable
            searchable
            placeholder={t("nobody")}
            value={article.owner?.id ?? null}
            data={staff.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(owner) => change({ owner })}
          />
        ) : (
          <Line label={t("owner")} value={article.owner?.name ?? t("nobody")} />
        )}
        <NumberInput
          key={article.review_days}
          label={t("reviewDays")}
          description={article.review_by ? t("readAgain", { day: shortDay(article.review_by) }) : undefined}
          min={1}
          max={internal ? 31 : 730}
          allowDecimal={false}
          defaultValue={article.review_days}
          onBlur={(event) => {
            const days = Number(event.currentTarget.value);
            if (days > 0 && days !== article.review_days) change({ review_days: days });
          }}
        />
        <div>
          <Text size="sm" fw={500}>
            {t("related")}
          </Text>
          <Stack gap={2} mt={4}>
            {article.related.map((one) => (
              <Group key={one} justify="space-between" wrap="nowrap" gap="xs">
                <Text size="xs" truncate>
                  {one}
                </Text>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={t("removeRelated", { name: one })}
                  onClick={() => change({ related: article.related.filter((slug) => slug !== one) })}
                >
                  <IconX size={14} />
                </ActionIcon>
              </Group>
            ))}
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              style={{ alignSelf: "flex-start" }}
              onClick={() => setPicking(true)}
            >
              {t("addRelated")}
            </Button>
          </Stack>
        </div>
        {never ? (
          <TextInput
            label={t("slug")}
            description={t("slugHint")}
            value={slug}
            onChange={(e) => setSlug(e.currentTarget.value)}
            onBlur={() => slug.trim() && slug !== article.slug && change({ slug: slug.trim() })}
          />
        ) : (
          <Line label={t("slug")} value={article.slug} />
        )}
        {figures}
      </Stack>
      {picking && (
        <PickArticle
          brand={brand}
          language={article.language}
          title={t("addRelated")}
          onClose={() => setPicking(false)}
          onPick={(one) => {
            setPicking(false);
            if (one.slug !== article.slug && !article.related.includes(one.slug))
              change({ related: [...article.related, one.slug] });
          }}
        />
      )}
    </aside>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="xs" className={classes.faint}>
        {label}
      </Text>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {value}
      </Text>
    </div>
  );
}
