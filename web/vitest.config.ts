import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.{ts,tsx}", "workspace/**/*.test.{ts,tsx}", "widget/**/*.test.{ts,tsx}"],
    environment: "happy-dom",
  },
});
