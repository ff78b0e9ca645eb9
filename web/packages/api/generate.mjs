// Writes src/schema.ts and src/events.ts from what the server says of itself:
//   node generate.mjs openapi.json events.json [--check]
// With --check nothing is written: it fails when the files are not what the server says now.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const [openapi, events, check] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const HEAD = "// Generated from the server; scripts/web generate makes it anew.\n";

/** JSON Schema of the frames as a description that openapi-typescript reads. The tags are enums of one, which
 * TypeScript tells apart without a discriminator. */
function frames(schema) {
  const moved = JSON.parse(JSON.stringify(schema.$defs).replaceAll('"#/$defs/', '"#/components/schemas/'));
  for (const shape of Object.values(moved)) delete shape.discriminator;
  return {
    openapi: "3.1.0",
    info: { title: schema.title, version: "0" },
    paths: {},
    components: { schemas: moved },
  };
}

const wanted = {
  "src/schema.ts": await openapiTS(read(openapi), { alphabetize: true, defaultNonNullable: false }),
  "src/events.ts": await openapiTS(frames(read(events)), { alphabetize: true, defaultNonNullable: true }),
};
const drifted = [];
for (const [name, ast] of Object.entries(wanted)) {
  const path = new URL(name, import.meta.url);
  const text = HEAD + astToString(ast);
  if (!check) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) drifted.push(name);
}
if (drifted.length > 0) {
  console.error(
    `web/packages/api/${drifted.join(" and ")}: the server has changed since. Run scripts/web generate.`,
  );
  process.exit(1);
}
