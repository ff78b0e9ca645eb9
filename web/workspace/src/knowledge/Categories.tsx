import {
  ActionIcon,
  Alert,
  Anchor,
  Button,
  Group,
  Radio,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
  Tooltip,
} from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconEyeOff, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { useLocale } from "../app/words";
import {
  EditDrawer,
  Item,
  Items,
  Loading,
  Mark,
  Nothing,
  Refused,
  useDraft,
  useKeyOf,
  useWrite,
} from "../settings/parts";
import { CATEGORY_ICONS, type CategoryIcon, categoryIcon } from "./categoryIcons";
import { categoriesQuery, useBrandHere, useRenewed } from "./data";
import classes from "./knowledge.module.css";
import { useWords } from "./words";

type Category = Schemas["CategoryView"];

/** The shelves of the help centre: what they are called, in which order they stand, and whether they are shown. */
export function Categories() {
  const t = useWords();
  const { locale } = useLocale();
  const brand = useBrandHere();
  const { all } = useRenewed();
  const { data: categories, error } = useQuery(categoriesQuery(brand));
  const [open, setOpen] = useState<Category | "new">();
  const close = () => {
    setOpen(undefined);
    void all();
  };
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Title order={1} size="h3">
          {t("categories")}
        </Title>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
          {t("newCategory")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" maw="44rem" mb="md">
        {t("categoriesHint")}
      </Text>
      {!categories ? (
        <Loading error={error} />
      ) : categories.length === 0 ? (
        <Nothing>{t("nothingHere")}</Nothing>
      ) : (
        <Ordered brand={brand} categories={categories} onOpen={setOpen} />
      )}
      {open && (
        <CategoryForm
          key={open === "new" ? "new" : open.id}
          brand={brand}
          category={open === "new" ? undefined : open}
          title={open === "new" ? t("newCategory") : open[locale].name}
          last={categories?.at(-1)?.place ?? 0}
          onClose={close}
        />
      )}
    </>
  );
}

function Ordered({
  brand,
  categories,
  onOpen,
}: {
  brand: string;
  categories: readonly Category[];
  onOpen: (category: Category) => void;
}) {
  const t = useWords();
  const { locale } = useLocale();
  const cache = useQueryClient();
  const { run, busy, problem } = useWrite();
  const move = (from: number, by: -1 | 1) =>
    run(async () => {
      const now = [...categories];
      const [one] = now.splice(from, 1);
      if (!one) return;
      now.splice(from + by, 0, one);
      const key = categoriesQuery(brand).queryKey;
      cache.setQueryData(key, now);
      try {
        await data(
          api.POST("/api/v1/knowledge/categories/order", {
            body: { brand, order: now.map(({ id }) => id), key: newKey() },
          }),
        );
      } finally {
        await cache.invalidateQueries({ queryKey: key });
      }
    });
  return (
    <Stack gap="sm">
      <Refused problem={problem} />
      <Items label={t("categories")}>
        {categories.map((one, at) => {
          const name = one[locale].name;
          const other = one[locale === "ru" ? "en" : "ru"].name;
          const Icon = CATEGORY_ICONS[categoryIcon(one.icon)];
          return (
            <Item
              key={one.id}
              icon={<Icon size={20} stroke={1.7} aria-hidden />}
              title={name}
              sub={one[locale].about ? `${other} · ${one[locale].about}` : other}
              dim={one.hidden}
              marks={
                <>
                  {one.hidden && (
                    <Mark>
                      <IconEyeOff size={12} aria-hidden className={classes.inline} /> {t("hiddenCategory")}
                    </Mark>
                  )}
                  <Mark>{t("articlesInside", { count: one.articles })}</Mark>
                </>
              }
              onOpen={() => onOpen(one)}
              actions={
                <Group gap={4} wrap="nowrap" pe="xs">
                  <Tooltip label={t("moveUp")}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${t("moveUp")}: ${name}`}
                      disabled={at === 0 || busy}
                      onClick={() => move(at, -1)}
                    >
                      <IconArrowUp size={17} />
                    </ActionIcon>
                  </Tooltip>
                  <Tooltip label={t("moveDown")}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${t("moveDown")}: ${name}`}
                      disabled={at === categories.length - 1 || busy}
                      onClick={() => move(at, 1)}
                    >
                      <IconArrowDown size={17} />
                    </ActionIcon>
                  </Tooltip>
                </Group>
              }
            />
          );
        })}
      </Items>
    </Stack>
  );
}

/** The address of a new category, from its English name. */
export const addressOf = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");

function CategoryForm({
  brand,
  category,
  title,
  last,
  onClose,
}: {
  brand: string;
  category: Category | undefined;
  title: string;
  last: number;
  onClose: () => void;
}) {
  const t = useWords();
  const { draft, change, dirty } = useDraft({
    en: category?.en ?? { name: "", about: "" },
    ru: category?.ru ?? { name: "", about: "" },
    icon: categoryIcon(category?.icon ?? "book"),
    hidden: category?.hidden ?? false,
  });
  const keyOf = useKeyOf(draft);
  const { data: known } = useQuery(categoriesQuery(brand));
  const address = category?.id ?? addressOf(draft.en.name);
  const taken = category === undefined && known?.some(({ id }) => id === address);
  const inside = category?.articles ?? 0;
  const open = inside - (category?.archived ?? 0);
  const path = { category: address };
  const save = () =>
    data(
      api.PUT("/api/v1/knowledge/categories/{category}", {
        params: { path },
        body: { ...draft, place: category?.place ?? Math.min(last + 10, 100_000), brand, key: keyOf() },
      }),
    );
  return (
    <EditDrawer
      title={title}
      dirty={dirty}
      onClose={onClose}
      onSave={taken || address === "" ? undefined : save}
      saved={t("categoryKept")}
      removal={
        category !== undefined &&
        inside === 0 && {
          label: t("deleteCategory"),
          question: t("deleteCategorySure"),
          remove: () =>
            data(
              api.DELETE("/api/v1/knowledge/categories/{category}", { params: { path, query: { brand } } }),
            ),
        }
      }
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {(["en", "ru"] as const).map((language) => (
          <Stack key={language} gap="xs">
            <TextInput
              label={t(language === "en" ? "nameEnglish" : "nameRussian")}
              required
              lang={language}
              maxLength={80}
              data-autofocus={language === "en" || undefined}
              error={language === "en" && taken ? t("categoryTaken") : undefined}
              value={draft[language].name}
              onChange={(event) =>
                change({ [language]: { ...draft[language], name: event.currentTarget.value } })
              }
            />
            <TextInput
              label={t(language === "en" ? "aboutEnglish" : "aboutRussian")}
              lang={language}
              maxLength={300}
              value={draft[language].about ?? ""}
              onChange={(event) =>
                change({ [language]: { ...draft[language], about: event.currentTarget.value } })
              }
            />
          </Stack>
        ))}
      </SimpleGrid>
      {address && (
        <Text size="xs" c="dimmed">
          {t("categoryAddress", { address: `/help/${brand}/…/c/${address}` })}
        </Text>
      )}
      <IconChoice value={draft.icon} onChange={(icon) => change({ icon })} />
      <Switch
        label={t("hideCategory")}
        description={t("hideCategoryHint")}
        checked={draft.hidden}
        disabled={open > 0}
        onChange={(event) => change({ hidden: event.currentTarget.checked })}
      />
      {inside > 0 && (
        <Alert color="gray" p="sm">
          <Text size="sm">{t("insideHint", { count: inside })}</Text>
          <Text size="sm" mt={4}>
            <Anchor
              size="sm"
              renderRoot={(props) => (
                <Link to="/knowledge" search={{ brand, show: "all", category: address }} {...props} />
              )}
            >
              {t("showInside")}
            </Anchor>
          </Text>
        </Alert>
      )}
    </EditDrawer>
  );
}

function IconChoice({ value, onChange }: { value: CategoryIcon; onChange: (icon: CategoryIcon) => void }) {
  const t = useWords();
  return (
    <Radio.Group label={t("categoryIcon")} value={value} onChange={(icon) => onChange(icon as CategoryIcon)}>
      <div className={classes.icons}>
        {(Object.keys(CATEGORY_ICONS) as CategoryIcon[]).map((name) => {
          const Icon = CATEGORY_ICONS[name];
          return (
            <Tooltip key={name} label={t(`icon_${name}`)}>
              <Radio.Card value={name} className={classes.icon} aria-label={t(`icon_${name}`)}>
                <Icon size={20} stroke={1.7} aria-hidden />
              </Radio.Card>
            </Tooltip>
          );
        })}
      </div>
    </Radio.Group>
  );
}
