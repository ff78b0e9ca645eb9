import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from "@mantine/core";

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
  primaryShade: { light: 8, dark: 5 },
  colors: { felt },
  autoContrast: true,
  // Mantine chooses the words' colour for the light theme's green; on the paler one of the dark theme white is lost.
  variantColorResolver: (asked) => {
    const colors = defaultVariantColorsResolver(asked);
    const green = asked.color === undefined || asked.color === "felt";
    return asked.variant === "filled" && green
      ? { ...colors, color: "light-dark(white, var(--mantine-color-dark-9))" }
      : colors;
  },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
});
