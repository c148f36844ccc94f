// Writes dist/extension.js with the licences of what is in it; with --tests also out/*.test.js, for `node --test`.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const common = { bundle: true, platform: "node", target: "node18", format: "cjs", logLevel: "warning" };

rmSync("dist", { recursive: true, force: true });
const { metafile } = await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  external: ["vscode"],
  minify: true,
  metafile: true,
});
writeFileSync("dist/LICENSES.txt", licences(Object.keys(metafile.inputs)));

if (process.argv.includes("--tests")) {
  rmSync("out", { recursive: true, force: true });
  const tests = readdirSync("test").filter((name) => name.endsWith(".test.ts"));
  await build({ ...common, entryPoints: tests.map((name) => `test/${name}`), outdir: "out", sourcemap: "inline" });
}

function licences(inputs) {
  const packages = new Set(inputs.flatMap((input) => input.match(/^node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/) ?? []));
  return [...packages].sort().map((folder) => `${folder.slice(13)}\n\n${licence(folder).trim()}\n`).join("\n\n");
}

function licence(folder) {
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (name === undefined) throw new Error(`${folder} has no licence`);
  return readFileSync(`${folder}/${name}`, "utf8");
}
