import { type Command, Option } from "commander";
import { Failure } from "./failure.ts";
import { helpText, type HelpText, word } from "./messages/catalogue.ts";
import type { Terminal } from "./terminal.ts";

/** `--json`, for every command that has a result. */
export const addJson = (command: Command, { language }: Terminal): Command =>
  command.option("--json", helpText(language, "json"));

/** Command lines that work, at the end of the help. */
export const addExamples = (command: Command, here: Terminal, lines: readonly string[]): Command =>
  command.addHelpText("after", () => {
    const title = here.paintOut("bold", word(here.language, "examples"));
    return `\n${title}\n${lines
      .map((line) => `  ${line}\n`)
      .join("")
      .trimEnd()}`;
  });

/** An option with a value that `parse` reads. */
export const option = <T>(
  here: Terminal,
  flags: string,
  text: HelpText,
  parse: (value: string, flags: string, before?: T) => T,
): Option =>
  new Option(flags, helpText(here.language, text)).argParser<T>((value, before) =>
    parse(value, flags, before),
  );

/** Names between commas, as in `W0,W1`. */
export function names(value: string, flags: string): readonly string[] {
  const list = value.split(",").map((name) => name.trim());
  if (list.includes(""))
    throw new Failure("E1024", { option: flags, value, reason: { word: "someNames" }, command: "chainrule" });
  return list;
}

/** Sizes by name, as in `n=784,m=10`. */
export function sizes(value: string, flags: string): ReadonlyMap<string, number> {
  const pairs = value.split(",").map((pair) => /^\s*([^=\s]+)\s*=\s*(\d+)\s*$/.exec(pair));
  if (pairs.includes(null)) {
    throw new Failure("E1024", { option: flags, value, reason: { word: "someSizes" }, command: "chainrule" });
  }
  return new Map(pairs.map((pair) => [pair![1]!, Number(pair![2])]));
}

/** Lengths of axes by name, as in `I=3,W0=3x4`; given again, they add up. */
export function shapes(
  value: string,
  flags: string,
  before: Readonly<Record<string, readonly number[]>> = {},
): Readonly<Record<string, readonly number[]>> {
  const pairs = value
    .split(",")
    .map((pair) => /^\s*([^=\s]+)\s*=\s*(\d{1,6}(?:\s*[x×*]\s*\d{1,6})*)\s*$/.exec(pair));
  if (pairs.includes(null))
    throw new Failure("E1024", {
      option: flags,
      value,
      reason: { word: "someShapes" },
      command: "chainrule",
    });
  const found = pairs.map((pair) => [pair![1]!, pair![2]!.split(/[x×*]/).map(Number)] as const);
  return { ...before, ...Object.fromEntries(found) };
}

/** What names stand for, as in `z_2=O,true=y`; given again, they add up. */
export function aliases(
  value: string,
  flags: string,
  before: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const pairs = value.split(",").map((pair) => /^\s*([\p{L}_]\w*)\s*=\s*([\p{L}_]\w*)\s*$/u.exec(pair));
  if (pairs.includes(null))
    throw new Failure("E1024", {
      option: flags,
      value,
      reason: { word: "someAliases" },
      command: "chainrule",
    });
  return new Map([...before, ...pairs.map((pair) => [pair![1]!, pair![2]!] as const)]);
}

/** A whole number from `least` on. */
export const integer =
  (least: number) =>
  (value: string, flags: string): number => {
    const number = Number(value);
    if (/^[+-]?\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number;
    throw new Failure("E1024", {
      option: flags,
      value,
      reason: { word: "anInteger", values: { least } },
      command: "chainrule",
    });
  };

/** A part of the whole: from 0 to less than 1. */
export function share(value: string, flags: string): number {
  const number = Number(value);
  if (value.trim() !== "" && number >= 0 && number < 1) return number;
  throw new Failure("E1024", { option: flags, value, reason: { word: "aShare" }, command: "chainrule" });
}

/** A number greater than 0. */
export function positive(value: string, flags: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number) && number > 0) return number;
  throw new Failure("E1024", {
    option: flags,
    value,
    reason: { word: "aPositiveNumber" },
    command: "chainrule",
  });
}
