import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build, defineConfig, type Plugin } from "vite";
import { en } from "./src/words/en.ts";
import { enMore } from "./src/words/more.en.ts";
import { ruMore } from "./src/words/more.ru.ts";
import { ru } from "./src/words/ru.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = ["chrome111", "firefox113", "safari16.4"]; // the oldest with constructed style sheets and color-mix()

/** h() makes smaller scripts than the automatic runtime. */
const jsxFrom = (source: string) => ({
  jsx: { runtime: "classic" as const, pragma: "h", pragmaFrag: "Group" },
  jsxInject: `import { h, Fragment as Group } from "${source}"`,
});

/** The words beside the script, a file for each language: a player needs one. */
const words: Plugin = {
  name: "words",
  generateBundle() {
    for (const [name, texts] of Object.entries({ en, ru, "en-more": enMore, "ru-more": ruMore }))
      this.emitFile({ type: "asset", fileName: `${name}.json`, source: JSON.stringify(texts) });
  },
};

/** What a first conversation does not need (src/more), as a script of its own. It hands itself to the element that loads
 * it (src/load.ts), and is given there what it shares with the first script (src/kit.ts). */
async function buildMore(): Promise<string> {
  const built = await build({
    configFile: false,
    root: here,
    logLevel: "warn",
    oxc: jsxFrom("./kit"),
    build: {
      write: false,
      target,
      lib: { entry: "src/more/index.ts", formats: ["iife"], name: "More", fileName: () => "more.js" },
      rolldownOptions: { external: /\/kit$/, output: { globals: () => "kit" } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = "output" in output ? output.output[0] : null;
  if (!chunk) throw new Error("`more` was not built.");
  return `document.currentScript.take(kit=>{${chunk.code.trim()}return More});\n`;
}

export default defineConfig(async () => {
  const code = await buildMore();
  const hash = createHash("sha384").update(code).digest();
  const file = `more-${hash.toString("hex").slice(0, 12)}.js`;
  const more: Plugin = {
    name: "more",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: file, source: code });
    },
  };
  return {
    plugins: [words, more],
    oxc: jsxFrom("preact"),
    define: { MORE: JSON.stringify({ file, integrity: `sha384-${hash.toString("base64")}` }) },
    build: {
      outDir: "../../pitboss/static/widget",
      emptyOutDir: true,
      target,
      // Older ones would bring variables for a light-dark() that isn't there.
      cssTarget: ["chrome123", "firefox120", "safari17.5"],
      lib: {
        entry: "src/main.tsx",
        formats: ["iife" as const],
        name: "PitbossWidget",
        fileName: () => "widget.js",
      },
    },
  };
});
