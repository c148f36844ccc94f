/** Where the program is, and what it is called with. Does not depend on VS Code. */

import * as path from "node:path";

export interface Surroundings {
  /** The setting `ce-lint.path`. */
  readonly setting: string;
  /** The folders of the workspace. */
  readonly folders: readonly string[];
  readonly trusted: boolean;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isProgram: (file: string) => boolean;
  /** A path with its links followed. */
  readonly real: (file: string) => string;
}

/** The program to start: an absolute path, so that no folder is searched again when it starts. */
export function findProgram(at: Surroundings): string | undefined {
  return candidates(at).find((file) => at.isProgram(file) && (at.trusted || !ofWorkspace(file, at)));
}

/** The arguments of the language server. */
export function serverArguments(more: readonly string[]): string[] {
  return ["lsp", ...more];
}

function candidates(at: Surroundings): string[] {
  const setting = at.setting.trim();
  if (setting === "") {
    return [...inEnvironments(at), ...onPath("ce-lint", at)];
  }
  if (!/[\\/]/.test(setting)) {
    return onPath(setting, at);
  }
  return filledIn(setting, at).filter((file) => paths(at).isAbsolute(file));
}

function filledIn(setting: string, at: Surroundings): string[] {
  const { join } = paths(at);
  const fromHome = setting.replace(/^~(?=[\\/])/, () => at.home);
  if (paths(at).isAbsolute(fromHome)) {
    return [fromHome];
  }
  const inFolder = fromHome.replace(/^\$\{workspaceFolder\}[\\/]/, "");
  return at.folders.map((folder) => join(folder, inFolder));
}

function inEnvironments(at: Surroundings): string[] {
  const inside = at.platform === "win32" ? [".venv", "Scripts", "ce-lint.exe"] : [".venv", "bin", "ce-lint"];
  return at.folders.map((folder) => paths(at).join(folder, ...inside));
}

/** A relative folder of PATH would be one of the workspace. */
function onPath(name: string, at: Surroundings): string[] {
  const { delimiter, isAbsolute, join } = paths(at);
  const file = at.platform === "win32" && !/\.exe$/i.test(name) ? `${name}.exe` : name;
  const whole = (at.platform === "win32" ? (at.env["Path"] ?? at.env["PATH"]) : at.env["PATH"]) ?? "";
  const folders = whole.split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, file));
}

/** Also by a link, from either side. */
function ofWorkspace(file: string, at: Surroundings): boolean {
  const places = [file, at.real(file)];
  const folders = at.folders.flatMap((folder) => [folder, at.real(folder)]);
  return folders.some((folder) => places.some((place) => within(place, folder, at)));
}

function within(file: string, folder: string, at: Surroundings): boolean {
  const { isAbsolute, relative, sep } = paths(at);
  const way = relative(folder, file);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function paths(at: Surroundings): path.PlatformPath {
  return at.platform === "win32" ? path.win32 : path.posix;
}
