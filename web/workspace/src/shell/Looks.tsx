/** How the screen looks to me: the same three controls in the account menu, in my settings and at the sign-in. */
import { SegmentedControl, type SegmentedControlProps, useMantineColorScheme } from "@mantine/core";
import type { Locale } from "@pitboss/i18n";
import { prefer, usePreferences } from "../app/preferences";
import { useLocale } from "../app/words";
import { useWords } from "./words";

type Size = Pick<SegmentedControlProps, "size" | "fullWidth">;

export function LanguageControl(size: Size) {
  const t = useWords();
  const { locale, setLocale } = useLocale();
  return (
    <SegmentedControl
      {...size}
      aria-label={t("language")}
      value={locale}
      onChange={(value) => setLocale(value as Locale)}
      data={[
        { value: "en", label: "English" },
        { value: "ru", label: "Русский" },
      ]}
    />
  );
}

function ThemeControl(size: Size) {
  const t = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      {...size}
      aria-label={t("appearance")}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as "light" | "dark" | "auto")}
      data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: t(value) }))}
    />
  );
}

function DensityControl(size: Size) {
  const t = useWords();
  const { density } = usePreferences();
  return (
    <SegmentedControl
      {...size}
      aria-label={t("density")}
      value={density}
      onChange={(value) => prefer({ density: value as "comfortable" | "compact" })}
      data={(["comfortable", "compact"] as const).map((value) => ({ value, label: t(value) }))}
    />
  );
}

/** Each under its name. `Choice` frames one of them. */
export function Looks({
  choice: Choice,
  ...size
}: Size & { choice: (props: { label: string; children: React.ReactNode }) => React.ReactNode }) {
  const t = useWords();
  return (
    <>
      <Choice label={t("appearance")}>
        <ThemeControl {...size} />
      </Choice>
      <Choice label={t("density")}>
        <DensityControl {...size} />
      </Choice>
      <Choice label={t("language")}>
        <LanguageControl {...size} />
      </Choice>
    </>
  );
}
