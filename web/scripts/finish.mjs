// After the build: compresses what the server gives out, and checks the budgets of the first load and of each route.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const built = new URL("../../pitboss/static/", import.meta.url).pathname;
const KB = 1024;
const COMPRESSED = new Set([".js", ".css", ".html", ".svg", ".json", ".map"]);

function* files(folder) {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

const manifest = JSON.parse(readFileSync(join(built, "desk/.vite/manifest.json"), "utf8"));
const first = firstLoad(manifest);

/** Puts the styles behind what the page shows at once, so that nothing waits for them but the screens. */
function showAtOnce() {
  const page = join(built, "desk/index.html");
  const html = readFileSync(page, "utf8");
  const sheets = /^ *<link rel="stylesheet".*>\n/gm;
  writeFileSync(
    page,
    html
      .replace(sheets, "")
      .replace('    <div id="root">', `${html.match(sheets)?.join("") ?? ""}    <div id="root">`),
  );
}
showAtOnce();

const gzipped = new Map();
for (const path of [...files(built)]) {
  if (!COMPRESSED.has(extname(path))) continue;
  const bytes = readFileSync(path);
  const gz = gzipSync(bytes, { level: 9 });
  writeFileSync(`${path}.gz`, gz);
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  );
  gzipped.set(relative(built, path), gz.length);
}

/** Everything the entry loads before anything is shown: its static imports, and theirs. */
function firstLoad(manifest) {
  const seen = new Set();
  const visit = (name) => {
    const chunk = manifest[name];
    if (!chunk || seen.has(chunk.file)) return;
    seen.add(chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(name);
  return [...seen];
}

const over = [];
function budget(what, bytes, limit) {
  const line = `${what.padEnd(58)} ${(bytes / KB).toFixed(1).padStart(7)} KB of ${limit} KB gzipped`;
  console.log(line);
  if (bytes > limit * KB) over.push(line);
}

budget(
  "workspace, first load of JavaScript",
  first.reduce((sum, file) => sum + gzipped.get(`desk/${file}`), 0),
  350,
);
for (const chunk of Object.values(manifest)) {
  if (chunk.file.endsWith(".js") && !first.includes(chunk.file)) {
    budget(`workspace, ${chunk.name ?? chunk.file}`, gzipped.get(`desk/${chunk.file}`), 120);
  }
}
// All that a first conversation loads: launcher, chat and the words of one language. The rest comes when it is asked for.
const words = (more) => Math.max(gzipped.get(`widget/en${more}.json`), gzipped.get(`widget/ru${more}.json`));
budget("widget, first conversation", gzipped.get("widget/widget.js") + words(""), 25);
const [more] = [...gzipped.keys()].filter((name) => /^widget\/more-.*\.js$/.test(name));
budget("widget, forms, rating, earlier conversations, emoji", gzipped.get(more) + words("-more"), 8);
if (over.length > 0) {
  console.error(`Over budget:\n${over.join("\n")}`);
  process.exit(1);
}
