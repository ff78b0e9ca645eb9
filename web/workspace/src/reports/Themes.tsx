import { Group, Text, Title, UnstyledButton } from "@mantine/core";
import type { OfTheme, Theme } from "./data";
import { useFigures } from "./figures";
import classes from "./Reports.module.css";
import { useWords } from "./words";

/** What the comments are about, over the weeks. */
export function Themes({
  themes,
  chosen,
  onChoose,
}: {
  themes: readonly OfTheme[];
  chosen: Theme | undefined;
  onChoose: (theme: Theme | undefined) => void;
}) {
  const t = useWords();
  const { share } = useFigures();
  return (
    <section aria-labelledby="report-themes">
      <Title order={2} size="h4" id="report-themes">
        {t("themes")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {themes.length === 0 ? t("noThemes") : t("themesWhy")}
      </Text>
      <div className={classes.themes}>
        {themes.map((one) => {
          const most = Math.max(1, ...one.weeks);
          return (
            <UnstyledButton
              key={one.theme}
              className={classes.theme}
              aria-pressed={chosen === one.theme}
              onClick={() => onChoose(chosen === one.theme ? undefined : one.theme)}
            >
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Text fw={500}>{t(one.theme)}</Text>
                <Text size="sm" className="numbers">
                  {t("themeComments", { count: one.given })}
                </Text>
              </Group>
              <Text size="xs" c="dimmed">
                {t("themeLow", { share: share(one.low / one.given) })}
              </Text>
              <span
                className={classes.spark}
                role="img"
                aria-label={t("themeWeeks", { theme: t(one.theme), counts: one.weeks.join(", ") })}
              >
                {one.weeks.map((count, week) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a week's place is what it is
                  <span key={week} style={{ height: `${(count / most) * 100}%` }} />
                ))}
              </span>
            </UnstyledButton>
          );
        })}
      </div>
    </section>
  );
}
