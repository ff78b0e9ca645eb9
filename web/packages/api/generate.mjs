// Writes src/schema.ts from the server's own description: node generate.mjs openapi.json
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const document = JSON.parse(readFileSync(process.argv[2] ?? "/dev/stdin", "utf8"));
const ast = await openapiTS(document, { alphabetize: true, defaultNonNullable: false });
writeFileSync(
  new URL("src/schema.ts", import.meta.url),
  `// Generated from the server; scripts/web generate makes it anew.\n${astToString(ast)}`,
);
