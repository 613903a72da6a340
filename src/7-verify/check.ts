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
  /** Stops the check between two lines; the promise is then rejected with the signal's reason. */
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

/** Lets timers and messages through: an abort can only arrive between two lines. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

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
  for (const line of read.lines) {
    await breathe();
    signal?.throwIfAborted();
    const judged = judge.judge(line);
    lines.push(judged);
    onLine?.(judged);
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
