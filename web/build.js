// Bundles CodeMirror into one file that the wheel carries. `--check` writes nothing and fails where the file is another one.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "mtcheck", "server", "page", "codemirror.js");
const SOURCES = ["build.js", "codemirror.js", "package.json", "package-lock.json"];

const made = await build({
  entryPoints: [join(here, "codemirror.js")],
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "CodeMirror",
  target: "es2020",
  legalComments: "none",
  metafile: true,
  write: false,
});

// The packages in it, with their licences: the same text stands once.
const packages = [...new Set(Object.keys(made.metafile.inputs).map((path) => (path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//) || [])[1]).filter(Boolean))].sort();
const licences = new Map();
for (const name of packages) {
  const text = readFileSync(join(here, "node_modules", name, "LICENSE"), "utf8").trim();
  licences.set(text, [...(licences.get(text) || []), `${name} ${JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8")).version}`]);
}
const sources = createHash("sha256");
for (const name of SOURCES) sources.update(readFileSync(join(here, name), "utf8").replaceAll("\r\n", "\n"));
const head = [`Made by web/build.js; its sources: sha256 ${sources.digest("hex")}`, ...[...licences].map(([text, names]) => `${names.join(", ")}\n\n${text}`)].join("\n\n");
const bundle = `/*\n${head.replaceAll("*/", "* /")}\n*/\n${made.outputFiles[0].text}`;

if (!process.argv.includes("--check")) {
  writeFileSync(target, bundle);
  console.log(`${bundle.length.toLocaleString("en")} characters of ${packages.length} packages`);
} else if (!existsSync(target) || readFileSync(target, "utf8") !== bundle) {
  console.error("mtcheck/server/page/codemirror.js is not the bundle of its sources; run `npm ci && npm run build` in web/.");
  process.exit(1);
} else {
  console.log("The bundle is that of its sources.");
}
