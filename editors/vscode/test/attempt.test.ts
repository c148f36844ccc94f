import assert from "node:assert/strict";
import { test } from "node:test";
import { INSTALL, missing, whyNot } from "../src/attempt";

/** What is said about a server that does this. */
const about = (script: string) => whyNot(process.execPath, ["-e", script], process.cwd());

test("a server that ends with its input works", async () => {
  assert.equal(await about("process.stdin.resume()"), undefined);
  assert.equal(await about("process.exitCode = 1"), undefined);
});

test("status 2: its own sentence is shown", async () => {
  const said = await about("console.error('\\nce-lint: this needs the extra\\nmore'); process.exitCode = 2");
  assert.equal(said, "The server does not start. ce-lint: this needs the extra");
});

test("no sentence: the status is shown", async () => {
  assert.equal(await about("process.exitCode = 3"), "The server does not start. It ended with status 3.");
});

test("what cannot be started", async () => {
  assert.equal(await whyNot("/no/such/ce-lint", ["lsp"], process.cwd()), "/no/such/ce-lint cannot be started: ENOENT.");
});

test("no program: where it was looked for, and how to install it", () => {
  assert.match(missing({ setting: "", trusted: true }), /`\.venv`.* on PATH\. To install it, run `pip install \.` in a checkout/);
  assert.match(missing({ setting: "/opt/x", trusted: true }), /that `ce-lint\.path` names\. /);
  assert.match(missing({ setting: "", trusted: false }), /until you trust it/);
  assert.ok(missing({ setting: "", trusted: true }).endsWith(INSTALL));
});
