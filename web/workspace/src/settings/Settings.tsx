import { NavLink, Text, Title } from "@mantine/core";
import { Link, Navigate, Outlet, useParams, useSearch } from "@tanstack/react-router";
import { usePhone } from "./parts";
import { useSections } from "./sections";
import classes from "./settings.module.css";
import { useWords } from "./words";

const GROUPS = ["you", "desk", "people", "control"] as const;

/** The list of sections beside the one that is open; on a phone first the list, then the section. */
export function Settings() {
  const phone = usePhone();
  const { section } = useParams({ strict: false }) as { section?: string };
  if (section === undefined && !phone)
    return <Navigate to="/settings/$section" params={{ section: "profile" }} replace />;
  return (
    <div className={classes.layout} data-phone={phone || undefined}>
      {(!phone || section === undefined) && <Sections open={section} />}
      {section !== undefined && (
        <div className={classes.page}>
          <Outlet />
        </div>
      )}
    </div>
  );
}

function Sections({ open }: { open: string | undefined }) {
  const t = useWords();
  const sections = useSections();
  const { brand } = useSearch({ strict: false }) as { brand?: string };
  return (
    <nav className={classes.nav} aria-label={t("settings")}>
      <Title order={2} size="h4" px="xs" pb="xs">
        {t("settings")}
      </Title>
      {GROUPS.map((group) => {
        const inside = sections.filter((section) => section.group === group);
        if (inside.length === 0) return null;
        return (
          <div key={group}>
            <Text size="xs" fw={600} c="dimmed" px="xs" pt="sm" pb={4}>
              {t(group)}
            </Text>
            {inside.map(({ id, icon: Icon }) => (
              <NavLink
                key={id}
                className={classes.link}
                renderRoot={(props) => (
                  <Link
                    to="/settings/$section"
                    params={{ section: id }}
                    search={brand === undefined ? {} : { brand }}
                    {...props}
                  />
                )}
                active={open === id}
                aria-current={open === id ? "page" : undefined}
                leftSection={<Icon size={18} stroke={1.7} />}
                label={t(id)}
              />
            ))}
          </div>
        );
      })}
    </nav>
  );
}
