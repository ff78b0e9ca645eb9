import { defineConfig, type Plugin } from "vite";
import { en } from "./src/words/en.ts";
import { ru } from "./src/words/ru.ts";

/** The words beside the script, a file for each language: a player needs one. */
const words: Plugin = {
  name: "words",
  generateBundle() {
    for (const [language, texts] of Object.entries({ en, ru }))
      this.emitFile({ type: "asset", fileName: `${language}.json`, source: JSON.stringify(texts) });
  },
};

export default defineConfig({
  plugins: [words],
  oxc: {
    // h() makes smaller scripts than the automatic runtime.
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Group" },
    jsxInject: `import { h, Fragment as Group } from "preact"`,
  },
  build: {
    outDir: "../../pitboss/static/widget",
    emptyOutDir: true,
    target: ["chrome111", "firefox113", "safari16.4"], // the oldest with constructed style sheets and color-mix()
    lib: { entry: "src/main.tsx", formats: ["iife"], name: "PitbossWidget", fileName: () => "widget.js" },
  },
});
