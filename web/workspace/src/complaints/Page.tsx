/** What stands above every screen of complaints: where one is, and the brand. */
import { Center, Group, Loader, SegmentedControl, Stack, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../app/session";
import { usePageTitle } from "../app/title";
import { OneBrand } from "../shell/OneBrand";
import classes from "./complaints.module.css";
import { useWords } from "./words";

const PLACES = {
  board: "/complaints",
  unknown: "/complaints/unknown",
  reports: "/complaints/reports",
  rules: "/complaints/rules",
} as const;
export type Place = keyof typeof PLACES;

/** Its brand is kept in this browser, the same for all of them. */
export function Page({
  place,
  permission = "complaints.see",
  actions,
  children,
}: {
  place: Place;
  permission?: string;
  actions?: (brand: string) => ReactNode;
  children: (brand: string) => ReactNode;
}) {
  const t = useWords();
  const may = useMay();
  const navigate = useNavigate();
  usePageTitle(place === "board" ? t("complaints") : `${t(place)} · ${t("complaints")}`);
  const places = (Object.keys(PLACES) as Place[]).filter(
    (name) =>
      name === "board" ||
      name === "unknown" ||
      (name === "reports" ? may("complaints.reports") : may("complaints.packs")),
  );
  return (
    <OneBrand
      permission={permission}
      kept="pitboss.complaints.brand"
      notYours={{ title: t("notYoursTitle"), text: t("notYours") }}
      pending={
        <Center p="xl">
          <Loader aria-label={t("loading")} />
        </Center>
      }
      looks={{ size: "xs", w: 180 }}
    >
      {(brand, choice) => (
        <Stack className={classes.page} gap="md">
          <Group justify="space-between" gap="sm">
            <Group gap="sm">
              <Title order={1} size="h2" tabIndex={-1}>
                {t("complaints")}
              </Title>
              {choice}
            </Group>
            <Group gap="xs">{actions?.(brand)}</Group>
          </Group>
          {places.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label={t("sections")}
              style={{ alignSelf: "flex-start", maxWidth: "100%" }}
              value={place}
              onChange={(name) => void navigate({ to: PLACES[name as Place], search: { brand } })}
              data={places.map((name) => ({ value: name, label: t(name) }))}
            />
          )}
          {children(brand)}
        </Stack>
      )}
    </OneBrand>
  );
}
