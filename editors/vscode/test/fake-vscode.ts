/** As much of VS Code as the extension needs to start its server: what is asked for is there, and does nothing. */

export interface Fake {
  readonly api: unknown;
  readonly output: string[];
  readonly shown: string[];
  readonly commands: Map<string, () => Promise<void>>;
}

export interface Window {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly folder: string;
  readonly trusted: boolean;
}

/** Anything: it can be called, made with `new`, extended and read. */
function anything(known: object = {}): object {
  const target = class {
    dispose(): void {}
  };
  const all: object = new Proxy(Object.assign(target, known), {
    get: (of, name) => (name === "then" || typeof name === "symbol" || name in of ? Reflect.get(of, name) : anything()),
    apply: () => anything(),
    construct: (of, given, made) => (made === all ? anything() : Reflect.construct(of, given, made)),
  });
  return all;
}

export function fakeVscode(window: Window): Fake {
  const output: string[] = [];
  const shown: string[] = [];
  const commands = new Map<string, () => Promise<void>>();
  const uri = (path: string) => ({ scheme: "file", path, fsPath: path, toString: () => `file://${path}` });
  const folder = { uri: uri(window.folder), name: "work", index: 0 };
  const api = anything({
    version: "1.100.0",
    Uri: { file: uri, parse: (text: string) => uri(text.replace("file://", "")) },
    env: anything({
      appName: "fake",
      language: "en",
    }),
    commands: anything({
      registerCommand: (name: string, run: () => Promise<void>) => {
        commands.set(name, run);
        return { dispose: () => undefined };
      },
    }),
    workspace: anything({
      isTrusted: window.trusted,
      workspaceFolders: [folder],
      textDocuments: [],
      notebookDocuments: [],
      getConfiguration: () => ({ get: (name: string, otherwise: unknown) => window.settings[name] ?? otherwise }),
    }),
    window: anything({
      createOutputChannel: () => anything({ appendLine: (line: string) => void output.push(line) }),
      visibleTextEditors: [],
      showErrorMessage: async (text: string) => void shown.push(text),
      tabGroups: anything({ all: [] }),
    }),
  });
  return { api, output, shown, commands };
}
