import "@mantine/core/styles.layer.css";
import "./app/global.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "./app/queries";
import { renew } from "./app/renew";
import { router } from "./app/router";
import { readable, theme } from "./app/theme";
import { LocaleProvider } from "./app/words";
import { Told } from "./shell/Told";

// Fetching a part of the page failed: after a renewal of the server it is gone.
window.addEventListener("vite:preloadError", renew);

// What the page shows before there is anything to show (index.html).
const arrived = router.subscribe("onRendered", () => {
  arrived();
  document.getElementById("coming")?.remove();
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={readable} defaultColorScheme="auto">
      <LocaleProvider>
        <QueryClientProvider client={queries}>
          <Told />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LocaleProvider>
    </MantineProvider>
  </StrictMode>,
);
