import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/desk/",
  plugins: [react()],
  build: {
    outDir: "../../pitboss/static/desk",
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: "es2023",
    rolldownOptions: {
      output: {
        // What everybody loads first is one file and not thirty; what several screens share is a few files.
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"] },
            { name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 8_000 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8000", ws: true } } },
});
