import * as vscode from "vscode";
import { Server } from "./server";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("ce-lint");
  const started = new Server(output);
  server = started;
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("ce-lint.restart", () => started.restart()),
    vscode.commands.registerCommand("ce-lint.showOutput", () => output.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("ce-lint.path") || change.affectsConfiguration("ce-lint.args")) {
        void started.restart();
      }
    }),
  );
  await started.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
