/** The one server of a window: found, started, started again, stopped. */

import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn } from "vscode-languageclient/node";
import { missing, whyNot } from "./attempt";
import { findProgram, serverArguments, type Surroundings } from "./program";

const LANGUAGES = ["json", "jsonl", "yaml"];

export class Server {
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly output: vscode.OutputChannel) {}

  /** Stop the server and start it again; one call at a time, in the order of the calls. */
  restart(): Promise<void> {
    return this.next(async () => {
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  private next(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error: unknown) => this.output.appendLine(String(error)));
    return this.queue;
  }

  private async begin(): Promise<void> {
    const settings = vscode.workspace.getConfiguration("ce-lint");
    const around = surroundings(settings.get("path", ""));
    const program = findProgram(around);
    if (program === undefined) {
      return this.complain(missing(around));
    }
    const args = serverArguments(settings.get<string[]>("args", []));
    const cwd = (around.trusted ? around.folders[0] : undefined) ?? around.home;
    const problem = await whyNot(program, args, cwd);
    if (problem !== undefined) {
      return this.complain(problem);
    }
    this.output.appendLine(`Starting ${[program, ...args].join(" ")}`);
    // no `transport`: naming stdio would add an argument `--stdio`
    const run = { command: program, args, options: { cwd } };
    this.client = new LanguageClient("ce-lint", "ce-lint", run, this.options());
    await this.client.start();
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language }))),
      diagnosticCollectionName: "ce-lint",
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    };
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose();
  }

  private complain(problem: string): void {
    this.output.appendLine(problem);
    void vscode.window.showErrorMessage(problem);
  }
}

function surroundings(setting: string): Surroundings {
  return {
    setting,
    folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    home: homedir(),
    env: process.env,
    platform: process.platform,
    isProgram,
    real,
  };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
