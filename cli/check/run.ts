import { Failure } from "../failure.ts";
import { standardInput, writeText } from "../files.ts";
import { word } from "../messages/catalogue.ts";
import { loadModel } from "../model.ts";
import { progress } from "../progress.ts";
import { checkText as checkShown } from "../show/check.ts";
import { jsonText } from "../show/json.ts";
import { repairText, runTotals } from "../show/run.ts";
import { failureText, type Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import { interruption, watchFiles } from "../watch-files.ts";
import type { CheckFlags } from "./flags.ts";
import { gravest } from "./outcome.ts";
import { checkFile, type CheckSettings, checkText, type Checked } from "./read.ts";
import { repair } from "./repair.ts";
import { askedLines, type FileOutcome, isEmpty, outcomeCode, outcomeReport } from "./report.ts";
import { sarifLog } from "./sarif.ts";
import type { Target } from "./target.ts";

/** Checks files one after the other and reports on them. @returns the exit code */
export async function checkFiles(
  targets: readonly Target[],
  flags: CheckFlags,
  here: Terminal,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  const { model, sizes = {}, alias = new Map<string, string>(), seed, kind, strict = false } = flags;
  const settings: CheckSettings = {
    kind,
    model: model === undefined ? undefined : await loadModel(model, here),
    shapes: sizes,
    aliases: alias,
    seed,
  };
  const isForPrograms = flags.json === true || flags.sarif === true;
  const bar = progress(process.stderr);
  const outcomes: FileOutcome[] = [];
  const start = performance.now();
  for (const [k, target] of targets.entries()) {
    const show = (judged: number): void => {
      // How many lines a file has is not known before it is read; the bar is halfway through it at ten.
      if (targets.length > 1) bar.show((k + judged / (judged + 10)) / targets.length, target.file);
    };
    show(0);
    const outcome = await outcomeOf(target, settings, flags, signal, show);
    outcomes.push(outcome);
    bar.done();
    if (isForPrograms) continue;
    if (k > 0) here.out("\n");
    say(outcome, targets.length > 1, flags, here);
  }
  if (outcomes.every(isWithoutFormula)) return sayNothingToCheck(outcomes, flags, here);
  const codes = outcomes.map((outcome) => outcomeCode(outcome, strict));
  if (flags.json) {
    const reports = outcomes.map((outcome) => outcomeReport(outcome, here.language));
    here.out(jsonText(targets.length === 1 ? reports[0]! : { files: reports }));
  } else if (flags.sarif) {
    const reports = outcomes.map((outcome) => outcomeReport(outcome, here.language));
    here.out(jsonText(sarifLog(reports, version, here.language)));
  } else if (targets.length > 1)
    here.out(`\n${runTotals(outcomes, (performance.now() - start) / 1000, here)}\n`);
  return gravest(codes);
}

const isWithoutFormula = (outcome: FileOutcome): boolean =>
  outcome.kind === "failed" && outcome.failure.code === "W1074";

/** Nothing at all was judged: that is no success. */
function sayNothingToCheck(outcomes: readonly FileOutcome[], flags: CheckFlags, here: Terminal): number {
  const failed = outcomes.flatMap((one) => (one.kind === "failed" ? [one] : []));
  const failures = failed.map(({ file, failure }) => ({ kind: "failed", file, failure: new Failure("E1072", failure.values) }) as const); // prettier-ignore
  const reports = failures.map((one) => outcomeReport(one, here.language));
  if (flags.json) here.out(jsonText(reports.length === 1 ? reports[0]! : { files: reports }));
  if (flags.sarif) here.out(jsonText(sarifLog(reports, version, here.language)));
  for (const { failure } of failures) here.err(failureText(failure, here));
  return 2;
}

async function outcomeOf(
  target: Target,
  settings: CheckSettings,
  flags: CheckFlags,
  signal: AbortSignal,
  onLine: (judged: number) => void,
): Promise<FileOutcome> {
  const { file } = target;
  try {
    const checked = await checkFile(target, settings, signal, onLine);
    const name = checked.found.source.name;
    if (isEmpty(checked)) throw new Failure("W1074", { file: name, kind: checked.kind });
    if (target.line !== undefined && askedLines(checked).length === 0) {
      const known = [...new Set(checked.found.lines.map(({ line }) => line))].join(", ");
      throw new Failure("E1071", { file: name, line: target.line, known });
    }
    return flags.fix
      ? await repaired(checked, settings, signal)
      : { kind: "checked", checked, repairs: undefined };
  } catch (error) {
    if (error instanceof Failure) return { kind: "failed", file, failure: error };
    throw error;
  }
}

/** Writes the repaired text, where anything was repaired. */
async function repaired(
  checked: Checked,
  settings: CheckSettings,
  signal: AbortSignal,
): Promise<FileOutcome> {
  const { target, kind, original, found } = checked;
  const judge = (text: string) => checkText(text, target.file, kind, settings, signal);
  const { text, repairs, found: after } = await repair(original.text, found, judge, target.line);
  if (text !== original.text) await writeText(target.file, original.mark + text);
  return { kind: "checked", checked: { ...checked, found: after }, repairs };
}

function say(
  outcome: FileOutcome,
  isOneOfMany: boolean,
  { verbose = false }: CheckFlags,
  here: Terminal,
): void {
  if (outcome.kind === "failed") {
    if (isOneOfMany || !isWithoutFormula(outcome)) here.err(failureText(outcome.failure, here));
    return;
  }
  const { checked, repairs } = outcome;
  if (repairs !== undefined) here.out(repairText(checked.found.source.name, repairs, here));
  const { line } = checked.target;
  here.out(
    checkShown({ ...checked.found, lines: askedLines(checked) }, { verbose, line }, checked.seconds, here),
  );
}

/** Checks now and whenever a file changes, until interrupted. */
export async function keepChecking(
  targets: readonly Target[],
  flags: CheckFlags,
  here: Terminal,
): Promise<void> {
  const stop = interruption();
  let running: AbortController | undefined;
  let last: Promise<void> = Promise.resolve();
  const attempt = (changed: readonly string[]): void => {
    // A check that is overtaken by a change would report on a text that is gone.
    running?.abort();
    const own = (running = new AbortController());
    stop.addEventListener("abort", () => own.abort(), { once: true });
    last = last.then(() => once(changed, own.signal));
  };
  const once = async (changed: readonly string[], signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return;
    try {
      for (const file of changed)
        here.out(`\n${here.paintOut("dim", word(here.language, "changed", { file }))}\n`);
      await checkFiles(targets, flags, here, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  attempt([]);
  await last;
  here.err(`${here.paintErr("dim", word(here.language, "watching"))}\n`);
  const files = targets.map(({ file }) => file).filter((file) => file !== standardInput);
  await watchFiles([...files, ...(flags.model === undefined ? [] : [flags.model])], stop, attempt);
  await last;
}
