import type { Diagnostic } from "../core/diagnostic.ts";
import type { Source } from "../core/span.ts";
import type { Model } from "../2-elaborate/model.ts";
import { Judge } from "./judge/judge.ts";
import type { FileVerdict, JudgedLine } from "./judge/verdict.ts";
import { fileVerdict } from "./judge/verdict.ts";
import type { DerivationText, ReadOptions } from "./line.ts";
import { readDerivation } from "./read/read.ts";

export interface CheckOptions extends ReadOptions {
  /** Where the random points begin that formulas are compared at. */
  readonly seed?: number;
  /** Stops the check, also within a line; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called once, when the text is read and before the first line is judged. */
  readonly onRead?: (read: DerivationText) => void;
  /** Called with every line as soon as it is judged, in the order of the text. */
  readonly onLine?: (line: JudgedLine) => void;
}

/** What the check of one text found. */
export interface Check {
  readonly source: Source;
  readonly model: Model;
  readonly verdict: FileVerdict;
  /** The model as far as it was inferred: statements of a model file. */
  readonly inferred: readonly string[];
  readonly lines: readonly JudgedLine[];
  /** Of the reading: what could not be read, and what is wrong with the declarations. */
  readonly diagnostics: readonly Diagnostic[];
}

const notationOf = (kind: ReadOptions["kind"]): "model" | "latex" => (kind === "chain" ? "model" : "latex");

const checked = (
  { source, model, inferred, diagnostics }: DerivationText,
  lines: readonly JudgedLine[],
): Check => ({
  source,
  model,
  verdict: fileVerdict(lines, diagnostics),
  inferred,
  lines,
  diagnostics,
});

/** Lets timers and messages through: an abort can only arrive then. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Work between two pauses, in entries of tensors: some hundredths of a second. */
const STRETCH = 60_000;

/**
 * Reads a derivation and judges it line by line: proved, right under an assumption, tested, wrong and how, or open.
 *
 * @error the reason of `signal`, where it was aborted. Nothing else is thrown, whatever the text.
 */
export async function check(text: string, options: CheckOptions): Promise<Check> {
  const { signal, onLine, onRead } = options;
  signal?.throwIfAborted();
  const read = readDerivation(text, options);
  onRead?.(read);
  const judge = new Judge(read, notationOf(options.kind), options.seed);
  const lines: JudgedLine[] = [];
  let paused = -Infinity;
  for (const line of read.lines) {
    const work = judge.judging(line);
    for (let next = work.next(); ; next = work.next()) {
      if (judge.worked - paused >= STRETCH) {
        await breathe();
        paused = judge.worked;
      }
      signal?.throwIfAborted();
      if (next.done !== true) continue;
      lines.push(next.value);
      onLine?.(next.value);
      break;
    }
  }
  return checked(read, lines);
}

/** `check` without pauses, for texts that are known to be short. */
export function checkNow(text: string, options: Omit<CheckOptions, "signal" | "onRead" | "onLine">): Check {
  const read = readDerivation(text, options);
  const judge = new Judge(read, notationOf(options.kind), options.seed);
  return checked(
    read,
    read.lines.map((line) => judge.judge(line)),
  );
}
