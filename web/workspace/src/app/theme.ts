import { type CSSVariablesResolver, createTheme, Loader, type MantineColorsTuple } from "@mantine/core";

const felt: MantineColorsTuple = [
  "#e8f6f2",
  "#d3e9e2",
  "#a7d3c6",
  "#78bca8",
  "#51a98f",
  "#389d80",
  "#278a6e",
  "#127a60",
  "#0b6e5b",
  "#035343",
];

/** Green of a card table for what one can do; state colours keep their meaning: green met, amber near, red broken. */
export const theme = createTheme({
  primaryColor: "felt",
  primaryShade: { light: 8, dark: 7 },
  colors: { felt },
  autoContrast: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  // A name needs a role to be heard; where words beside it say the same, a loader is aria-hidden.
  components: { Loader: Loader.extend({ defaultProps: { role: "status" } }) },
});

/** Small words on tinted grounds that everybody can read: 4.5 to 1 at least, in both themes. */
export const readable: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5a6370",
    "--mantine-color-placeholder": "#6b7480",
    "--mantine-color-error": "var(--mantine-color-red-9)",
    ...Object.fromEntries(
      Object.keys(colors).map((name) => [
        `--mantine-color-${name}-light-color`,
        `color-mix(in srgb, var(--mantine-color-${name}-9) 65%, black)`,
      ]),
    ),
  },
  dark: {
    "--mantine-color-dimmed": "#a6abb3",
    "--mantine-color-placeholder": "#9298a1",
    "--mantine-color-error": "var(--mantine-color-red-4)",
  },
});
