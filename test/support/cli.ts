import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { root } from "./sources.ts";

/** What a run of the command line left behind. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the real command line in a process of its own. Colours are off unless `env` asks for them. */
export function chainrule(
  args: readonly string[],
  { cwd = root, input = "", env = {} }: RunOptions = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const { FORCE_COLOR: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [join(root, "bin/chainrule.js"), ...args], {
      cwd,
      env: { ...inherited, NO_COLOR: "1", CHAINRULE_AS_BUILT: "1", ...env },
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code: code ?? -1, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
    });
  });
}

/** A folder with the given files, removed when the test is over. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "chainrule-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

/** An empty folder for all tests of a group, removed after the last of them. */
export function sharedFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "chainrule-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
