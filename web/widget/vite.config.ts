import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [preact()],
  build: {
    outDir: "../../pitboss/static/widget",
    emptyOutDir: true,
    target: "es2020",
    lib: { entry: "src/main.tsx", formats: ["iife"], name: "PitbossWidget", fileName: () => "widget.js" },
  },
});
