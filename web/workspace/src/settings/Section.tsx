import { Anchor, Text } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { usePageTitle } from "../app/title";
import { BrandProvider, Loading, useChosenBrand, usePhone } from "./parts";
import { useBrandsFor, useSections } from "./sections";
import classes from "./settings.module.css";
import { useWords } from "./words";

/** One section of the settings, for the brand that is chosen. */
export function Section() {
  const t = useWords();
  const phone = usePhone();
  const { section } = useParams({ strict: false }) as { section?: string };
  const found = useSections().find(({ id }) => id === section);
  const brands = useBrandsFor(found?.needs ?? []);
  const brand = useChosenBrand(brands);
  usePageTitle(t(found ? found.id : "settings"));
  return (
    <div className={classes.inner}>
      {phone && (
        <Anchor
          component={Link}
          to="/settings"
          size="sm"
          display="inline-flex"
          mb="xs"
          style={{ alignItems: "center", gap: 4 }}
        >
          <IconChevronLeft size={16} aria-hidden /> {t("settings")}
        </Anchor>
      )}
      {found ? (
        <BrandProvider value={{ brand, brands: found.ofBrand ? brands : [] }}>
          <Suspense fallback={<Loading error={null} />}>
            <found.page key={found.ofBrand ? brand : ""} />
          </Suspense>
        </BrandProvider>
      ) : (
        <Text c="dimmed">{t("noSection")}</Text>
      )}
    </div>
  );
}
