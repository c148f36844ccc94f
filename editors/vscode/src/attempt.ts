/** Whether the server can be started, and the message if it cannot. Does not depend on VS Code. */

import { spawn } from "node:child_process";
import type { Surroundings } from "./program";

export const INSTALL = "run `pip install .` in a checkout of ce-lint.";
const PATIENCE = 10_000; // milliseconds, for a machine that is very busy
const ENDED_WITHOUT_SHUTDOWN = 1; // what the protocol requires of a server whose client goes away

/** The message if no program was found. */
export function missing(at: Pick<Surroundings, "setting" | "trusted">): string {
  const unset = at.setting.trim() === "";
  const where = unset ? "in `.venv` of the workspace or on PATH" : "at the path that `ce-lint.path` names";
  const trust = at.trusted ? "" : " Programs in the workspace are not started until you trust it.";
  return `ce-lint was not found ${where}.${trust} To install it, ${INSTALL}`;
}

/** A start whose input ends at once: a server that works ends too. Resolves to the message if it does not work. */
export function whyNot(program: string, argv: readonly string[], cwd: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, argv, { cwd, stdio: ["ignore", "ignore", "pipe"], windowsHide: true });
    setTimeout(() => child.kill(), PATIENCE).unref();
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.once("error", (error: NodeJS.ErrnoException) => {
      resolve(`${program} cannot be started: ${error.code ?? error.name}.`);
    });
    child.once("close", (status) => resolve(complaint(status, said)));
  });
}

/** The status is null if the server was still waiting: it works. */
function complaint(status: number | null, said: string): string | undefined {
  if (status === null || status <= ENDED_WITHOUT_SHUTDOWN) {
    return undefined;
  }
  const sentence = said.split("\n").find((line) => line.trim() !== "");
  return `The server does not start. ${sentence?.trim() ?? `It ended with status ${status}.`}`;
}
