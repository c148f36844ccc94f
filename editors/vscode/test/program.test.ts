import assert from "node:assert/strict";
import { test } from "node:test";
import { findProgram, serverArguments, type Surroundings } from "../src/program";

const WORK = "/home/ada/work";
const VENV = `${WORK}/.venv/bin/ce-lint`;
const GLOBAL = "/usr/bin/ce-lint";

/** A machine with these programs; a link is told as `link -> target`. */
function machine(programs: string[], more: Partial<Surroundings> = {}): Surroundings {
  const links = new Map<string | undefined, string | undefined>();
  for (const [link, target] of programs.map((one) => one.split(" -> "))) links.set(link, target);
  return {
    setting: "",
    folders: [WORK],
    trusted: true,
    home: "/home/ada",
    env: { PATH: "/usr/local/bin:/usr/bin" },
    platform: "linux",
    isProgram: (file) => links.has(file),
    real: (file) => links.get(file) ?? file,
    ...more,
  };
}

/** A workspace that is not trusted, on a machine with one program, which the setting names. */
function only(program: string, more: Partial<Surroundings> = {}): Surroundings {
  return machine([program], { trusted: false, setting: program, ...more });
}

const TABLE: [string, Surroundings, string | undefined][] = [
  ["nothing there", machine([]), undefined],
  ["the one on PATH", machine([GLOBAL]), GLOBAL],
  ["the first on PATH", machine([GLOBAL, "/usr/local/bin/ce-lint"]), "/usr/local/bin/ce-lint"],
  ["that of the workspace before PATH", machine([GLOBAL, VENV]), VENV],
  ["that of the second folder", machine([VENV], { folders: ["/other", WORK] }), VENV],
  ["without a folder", machine([GLOBAL, VENV], { folders: [] }), GLOBAL],
  ["without PATH", machine([GLOBAL], { env: {} }), undefined],
  ["no relative folder of PATH", machine(["bin/ce-lint", GLOBAL], { env: { PATH: "bin::.:/usr/bin" } }), GLOBAL],

  ["the setting first", machine([GLOBAL, VENV, "/opt/ce-lint"], { setting: "/opt/ce-lint" }), "/opt/ce-lint"],
  ["nothing replaces a setting that names no program", machine([GLOBAL, VENV], { setting: "/opt/ce-lint" }), undefined],
  ["whitespace around the setting", machine(["/opt/ce-lint"], { setting: " /opt/ce-lint " }), "/opt/ce-lint"],
  ["home in the setting", machine(["/home/ada/bin/ce-lint"], { setting: "~/bin/ce-lint" }), "/home/ada/bin/ce-lint"],
  ["the folder in the setting", machine([VENV], { setting: "${workspaceFolder}/.venv/bin/ce-lint" }), VENV],
  ["a relative setting", machine([VENV], { setting: ".venv/bin/ce-lint" }), VENV],
  ["a relative setting without a folder", machine([VENV], { setting: ".venv/bin/ce-lint", folders: [] }), undefined],
  ["a bare name is searched on PATH", machine(["/usr/bin/lint2"], { setting: "lint2" }), "/usr/bin/lint2"],

  ["not trusted: that on PATH", machine([GLOBAL, VENV], { trusted: false }), GLOBAL],
  ["not trusted: not that of the workspace", machine([VENV], { trusted: false }), undefined],
  ["not trusted: not by the setting", only(VENV), undefined],
  ["not trusted: not by a way around", only(`/opt/../${VENV}`), undefined],
  [
    "not trusted: not by PATH",
    machine([VENV, GLOBAL], { trusted: false, env: { PATH: `${WORK}/.venv/bin:/usr/bin` } }),
    GLOBAL,
  ],
  ["not trusted: not by a link to it", machine([`${GLOBAL} -> ${VENV}`], { trusted: false }), undefined],
  [
    "not trusted: not where the workspace was opened by a link",
    machine([VENV, `/link -> ${WORK}`], { trusted: false, folders: ["/link"], env: { PATH: `${WORK}/.venv/bin` } }),
    undefined,
  ],
  ["not trusted: a neighbour whose name begins alike", only(`${WORK}-2/ce-lint`), `${WORK}-2/ce-lint`],
  ["not trusted: a folder whose name begins with dots", only(`${WORK}/..bin/ce-lint`), undefined],

  [
    "Windows: the environment",
    machine(["C:\\work\\.venv\\Scripts\\ce-lint.exe"], { platform: "win32", folders: ["C:\\work"] }),
    "C:\\work\\.venv\\Scripts\\ce-lint.exe",
  ],
  [
    "Windows: on PATH",
    machine(["C:\\tools\\ce-lint.exe"], { platform: "win32", folders: ["C:\\work"], env: { Path: ".;C:\\tools" } }),
    "C:\\tools\\ce-lint.exe",
  ],
  [
    "Windows: not trusted, and letters of another case",
    only("c:\\WORK\\bin\\ce-lint.exe", { platform: "win32", folders: ["C:\\work"] }),
    undefined,
  ],
];

for (const [name, at, program] of TABLE) {
  test(name, () => assert.equal(findProgram(at), program));
}

test("the arguments", () => {
  assert.deepEqual(serverArguments([]), ["lsp"]);
  assert.deepEqual(serverArguments(["--rules", "own rules"]), ["lsp", "--rules", "own rules"]);
});
