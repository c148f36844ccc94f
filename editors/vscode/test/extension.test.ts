/** The built bundle, in a fake VS Code, with a small real server. */

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import Module from "node:module";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, test } from "node:test";
import { type Fake, fakeVscode, type Window } from "./fake-vscode";

interface Extension {
  activate(context: { subscriptions: unknown[] }): Promise<void>;
  deactivate(): Promise<void>;
}

const BUNDLE = path.resolve("dist/extension.js");
const skip = process.platform === "win32" && "the small server is a script";
const made: string[] = [];

/** A server that notes its arguments, its folder and what it is asked. */
const SERVER = `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const note = (what) => appendFileSync(__dirname + "/notes", JSON.stringify(what) + "\\n");
let text = "";
note({ argv: process.argv.slice(2), cwd: process.cwd() });
process.stdin.on("data", (data) => {
  text += data;
  for (let found; (found = /^Content-Length: (\\d+)\\r\\n\\r\\n/.exec(text)); ) {
    const end = found[0].length + Number(found[1]);
    if (text.length < end) return;
    const message = JSON.parse(text.slice(found[0].length, end));
    text = text.slice(end);
    note({ method: message.method });
    if (message.method === "exit") process.exit();
    if (message.id === undefined) continue;
    const result = message.method === "initialize" ? { capabilities: {} } : null;
    const answer = JSON.stringify({ jsonrpc: "2.0", id: message.id, result });
    process.stdout.write("Content-Length: " + answer.length + "\\r\\n\\r\\n" + answer);
  }
});
`;

function workspace(server: string): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "ce-lint-")));
  made.push(folder);
  const bin = path.join(folder, ".venv", "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, "ce-lint"), server);
  chmodSync(path.join(bin, "ce-lint"), 0o755);
  return folder;
}

function notes(folder: string): { argv?: string[]; cwd?: string; method?: string }[] {
  const file = path.join(folder, ".venv", "bin", "notes");
  return readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
}

/** What the servers were asked, once it is so much: the client does not wait for the last of it to be read. */
async function methods(folder: string, count: number): Promise<string[]> {
  for (let attempt = 0; ; attempt++) {
    const found = notes(folder).flatMap((note) => note.method ?? []);
    if (found.length >= count || attempt === 200) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The extension as VS Code would load it: anew, with this `vscode`. */
function load(fake: Fake): Extension {
  const loader = Module as unknown as { _load: (name: string, ...more: unknown[]) => unknown };
  const before = loader._load;
  loader._load = (name, ...more) => (name === "vscode" ? fake.api : before(name, ...more));
  try {
    delete require.cache[BUNDLE];
    return require(BUNDLE) as Extension;
  } finally {
    loader._load = before;
  }
}

async function activated(window: Window): Promise<[Extension, Fake]> {
  const fake = fakeVscode(window);
  const extension = load(fake);
  await extension.activate({ subscriptions: [] });
  return [extension, fake];
}

afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

test("the server of the workspace is started, started again, and stopped", { skip }, async () => {
  const folder = workspace(SERVER);
  const [extension, fake] = await activated({ settings: { args: ["--rules", "own"] }, folder, trusted: true });
  await fake.commands.get("ce-lint.restart")?.();
  await extension.deactivate();
  const lines = fake.output.filter((line) => !line.startsWith("[")); // those are the client's own
  assert.deepEqual(lines, Array(2).fill(`Starting ${folder}/.venv/bin/ce-lint lsp --rules own`));
  const starts = notes(folder).filter((note) => note.argv);
  assert.deepEqual(starts, Array(4).fill({ argv: ["lsp", "--rules", "own"], cwd: folder })); // an attempt before each
  const talk = ["initialize", "initialized", "shutdown", "exit"];
  assert.deepEqual((await methods(folder, 2 * talk.length)).sort(), [...talk, ...talk].sort()); // one may end while the other begins
  assert.deepEqual(fake.shown, []);
});

test("a server that does not start is told once", { skip }, async () => {
  const folder = workspace("#!/bin/sh\necho 'ce-lint: the extra is missing' >&2\nexit 2\n");
  const [extension, fake] = await activated({ settings: {}, folder, trusted: true });
  await extension.deactivate();
  assert.deepEqual(fake.shown, ["The server does not start. ce-lint: the extra is missing"]);
});

test("in a workspace that is not trusted nothing of it is started", { skip }, async () => {
  const folder = workspace(SERVER);
  const settings = { path: "${workspaceFolder}/.venv/bin/ce-lint" };
  const [extension, fake] = await activated({ settings, folder, trusted: false });
  await extension.deactivate();
  assert.equal(fake.shown.length, 1);
  assert.match(fake.shown[0] ?? "", /until you trust it/);
  assert.throws(() => notes(folder), /ENOENT/);
});
