import { existsSync } from "node:fs";
import { extname } from "node:path";
import { standardInput } from "../files.ts";

/** How a derivation is written; `latex` is formulas without a document around them. */
export type Kind = "md" | "tex" | "chain" | "latex";
export const kinds: readonly Kind[] = ["md", "tex", "chain", "latex"];

/** A file to check, or one line of it. */
export interface Target {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number | undefined;
}

/** `notes.md`, or `notes.md:12` for one line of it, where no file has that very name. */
export function targetOf(argument: string): Target {
  const [, file, line] = /^(.+?):(\d{1,7})(?::\d+)?$/.exec(argument) ?? [];
  if (file === undefined || Number(line) < 1 || existsSync(argument))
    return { file: argument, line: undefined };
  return { file, line: Number(line) };
}

const byExtension: Readonly<Record<string, Kind>> = {
  ".md": "md",
  ".markdown": "md",
  ".tex": "tex",
  ".latex": "tex",
  ".ltx": "tex",
  ".chain": "chain",
};

/** The signs of each kind in a text, the surest first. */
const signsOf: readonly (readonly [Kind, RegExp])[] = [
  ["tex", /\\documentclass|\\begin\{document\}|^[ \t]*%+[ \t]*chain:/m],
  ["chain", /^[ \t]*(?:input|param|label|claim|size|const|assume)[ \t]+[A-Za-z(]/m],
  ["md", /^[ \t]*```|\$\$|^#{1,6} |\\\[/m],
  ["tex", /\\begin\{(?:align|equation|gather|multline|eqnarray)/],
];

/** By the name of the file, or by its text where the name does not say. */
export function kindOf(file: string, text: string): Kind {
  const named = file === standardInput ? undefined : byExtension[extname(file).toLowerCase()];
  if (named !== undefined) return named;
  const prose = text.replace(/^[ \t]*```[ \t]*chain[\s\S]*?^[ \t]*```/gm, "```");
  return signsOf.find(([, sign]) => sign.test(prose))?.[0] ?? "latex";
}
