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
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8000", ws: true } } },
});
