import { MantineThemeProvider } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import { whenIdle } from "../app/idle";
import { useWords } from "./words";

const Notifications = lazy(async () => {
  await import("@mantine/notifications/styles.layer.css");
  return { default: (await import("@mantine/notifications")).Notifications };
});

/** The place of what the screen says in passing. It comes when the page has nothing else to do; what was said before waits. */
export function Told() {
  const t = useWords();
  const [here, setHere] = useState(false);
  useEffect(() => whenIdle(() => setHere(true)), []);
  return (
    here && (
      <Suspense fallback={null}>
        <MantineThemeProvider
          theme={{
            components: {
              Notification: {
                defaultProps: { closeButtonProps: { "aria-label": t("close") } },
                styles: { description: { color: "var(--mantine-color-text)" } },
              },
            },
          }}
        >
          <Notifications position="top-right" limit={4} />
        </MantineThemeProvider>
      </Suspense>
    )
  );
}
