import { Badge, Group, NavLink, Select, Text, Title } from "@mantine/core";
import {
  IconArchive,
  IconBook2,
  IconCalendarClock,
  IconCategory,
  IconChartBar,
  IconCheck,
  IconClockExclamation,
  IconEye,
  IconFileAlert,
  IconFileImport,
  IconGavel,
  IconPencil,
  IconUserCheck,
} from "@tabler/icons-react";
import { Link, Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMe } from "../app/session";
import { usePageTitle } from "../app/title";
import { usePhone } from "../settings/parts";
import { BrandSelect } from "../shell/OneBrand";
import type { Asked, Show } from "./asked";
import { BrandHere, useKnowledgeCounts, useMayHere } from "./data";
import classes from "./knowledge.module.css";
import { useWords } from "./words";

const ICON = { size: 18, stroke: 1.7 };
const KEPT = "pitboss.knowledge.brand";

/** Where one is in the knowledge. Rather a link than a state, so that every place has an address. */
interface Spot {
  key: string;
  label: string;
  icon: typeof IconBook2;
  count?: number | undefined;
  warn?: boolean;
  show?: Show;
  page?: string;
}

/** Articles, instructions, clauses and what is known of their readers. */
export function Knowledge() {
  const t = useWords();
  const brands = Object.keys(useMe().permissions).sort();
  const { brand: wanted } = useSearch({ strict: false }) as { brand?: string };
  usePageTitle(t("knowledge"));
  const kept = localStorage.getItem(KEPT) ?? "";
  const brand =
    wanted !== undefined && brands.includes(wanted)
      ? wanted
      : brands.includes(kept)
        ? kept
        : (brands[0] ?? "");
  return (
    <BrandHere value={brand}>
      <Inside key={brand} brand={brand} />
    </BrandHere>
  );
}

function Inside({ brand }: { brand: string }) {
  const { article } = useParams({ strict: false }) as { article?: string };
  const phone = usePhone();
  // An article has the whole width: its text, how it reads and what stands around it.
  if (article !== undefined) return <Outlet />;
  return (
    <div className={classes.layout} data-phone={phone || undefined}>
      <Places brand={brand} phone={phone} />
      <div className={classes.page}>
        <Outlet />
      </div>
    </div>
  );
}

function usePlaces(brand: string): readonly { title: string; spots: readonly Spot[] }[] {
  const t = useWords();
  const may = useMayHere();
  const counts = useKnowledgeCounts(brand);
  const articles: Spot[] = [
    { key: "published", label: t("published"), icon: IconCheck, count: counts?.published, show: "published" },
    ...(may.edit
      ? ([
          { key: "draft", label: t("drafts"), icon: IconPencil, count: counts?.draft, show: "draft" },
          { key: "review", label: t("review"), icon: IconEye, count: counts?.review, show: "review" },
          {
            key: "approved",
            label: t("approvedOnes"),
            icon: IconUserCheck,
            count: counts?.approved,
            show: "approved",
          },
          {
            key: "scheduled",
            label: t("scheduled"),
            icon: IconCalendarClock,
            count: counts?.scheduled,
            show: "scheduled",
          },
          {
            key: "archived",
            label: t("archivedOnes"),
            icon: IconArchive,
            count: counts?.archived,
            show: "archived",
          },
        ] as Spot[])
      : []),
  ];
  return [
    {
      title: t("articles"),
      spots: [
        ...(may.edit ? [{ key: "all", label: t("all"), icon: IconBook2, show: "all" as const }] : []),
        ...articles,
      ],
    },
    {
      title: t("needsLook"),
      spots: [
        {
          key: "overdue",
          label: t("overdue"),
          icon: IconClockExclamation,
          count: counts?.overdue,
          warn: true,
          show: "overdue",
        },
        ...(may.edit || may.clauses
          ? [
              {
                key: "changed",
                label: t("changed"),
                icon: IconFileAlert,
                count: counts?.stale,
                warn: true,
                page: "changed",
              },
            ]
          : []),
      ],
    },
    {
      title: t("more"),
      spots: [
        ...(may.publish
          ? [{ key: "categories", label: t("categories"), icon: IconCategory, page: "categories" }]
          : []),
        { key: "clauses", label: t("clauses"), icon: IconGavel, page: "clauses" },
        ...(may.edit ? [{ key: "readers", label: t("readers"), icon: IconChartBar, page: "readers" }] : []),
        ...(may.write ? [{ key: "import", label: t("import"), icon: IconFileImport, page: "import" }] : []),
      ],
    },
  ];
}

function Places({ brand, phone }: { brand: string; phone: boolean }) {
  const t = useWords();
  const navigate = useNavigate();
  const groups = usePlaces(brand);
  const { page } = useParams({ strict: false }) as { page?: string };
  const asked = useSearch({ strict: false }) as Asked;
  const may = useMayHere();
  const here = page ?? asked.show ?? (may.edit ? "all" : "published");
  const go = (spot: Spot) =>
    spot.page
      ? navigate({ to: "/knowledge/$page", params: { page: spot.page }, search: { brand } })
      : navigate({ to: "/knowledge", search: { brand, ...(spot.show ? { show: spot.show } : {}) } });
  if (phone) {
    const all = groups.flatMap(({ spots }) => spots);
    return (
      <Group gap="xs" px="md" pt="sm" grow preventGrowOverflow={false}>
        <BrandChoice brand={brand} />
        <Select
          aria-label={t("place")}
          allowDeselect={false}
          value={here}
          data={groups.map(({ title, spots }) => ({
            group: title,
            items: spots.map(({ key, label, count }) => ({
              value: key,
              label: count ? `${label} · ${count}` : label,
            })),
          }))}
          onChange={(key) => {
            const spot = all.find((one) => one.key === key);
            if (spot) void go(spot);
          }}
        />
      </Group>
    );
  }
  return (
    <nav className={classes.nav} aria-label={t("knowledge")}>
      <Title order={2} size="h4" px="xs" pb="xs">
        {t("knowledge")}
      </Title>
      <BrandChoice brand={brand} />
      {groups.map(({ title, spots }) => (
        <div key={title}>
          <Text size="xs" fw={600} c="dimmed" px="xs" pt="sm" pb={4}>
            {title}
          </Text>
          {spots.map((spot) => (
            <NavLink
              key={spot.key}
              className={classes.link}
              active={here === spot.key}
              aria-current={here === spot.key ? "page" : undefined}
              renderRoot={(props) =>
                spot.page ? (
                  <Link to="/knowledge/$page" params={{ page: spot.page }} search={{ brand }} {...props} />
                ) : (
                  <Link
                    to="/knowledge"
                    search={{ brand, ...(spot.show ? { show: spot.show } : {}) }}
                    {...props}
                  />
                )
              }
              leftSection={<spot.icon {...ICON} />}
              label={spot.label}
              rightSection={
                spot.count ? (
                  <Badge
                    size="sm"
                    variant={spot.warn ? "light" : "transparent"}
                    color={spot.warn ? "orange" : "gray"}
                    className={classes.count}
                  >
                    {spot.count}
                  </Badge>
                ) : undefined
              }
            />
          ))}
        </div>
      ))}
    </nav>
  );
}

function BrandChoice({ brand }: { brand: string }) {
  const navigate = useNavigate();
  return (
    <BrandSelect
      brands={Object.keys(useMe().permissions).sort()}
      chosen={brand}
      onChoose={(chosen) => {
        localStorage.setItem(KEPT, chosen);
        void navigate({ to: ".", search: { brand: chosen } });
      }}
    />
  );
}
