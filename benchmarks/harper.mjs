// Lints files with harper.js and prints how many lints each has: node harper.mjs FILE...
import { readFileSync } from "node:fs";
import { LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";

const linter = new LocalLinter({ binary });
for (const path of process.argv.slice(2)) {
  const lints = await linter.lint(readFileSync(path, "utf8"));
  console.log(path, lints.length);
}
