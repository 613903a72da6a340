import { isError, type Diagnostic, type Fix } from "../../core/diagnostic.ts";
import type { Code } from "../../core/messages/catalogue.ts";
import type { Step } from "../../core/step.ts";
import type { ModelDerivative } from "../../4-simplify/derive.ts";
import type { Span } from "../../core/span.ts";
import type { Witness } from "./witness.ts";

export type Status = "proved" | "conditional" | "tested" | "refuted" | "hole" | "definition" | "unreadable";

/** How a line was tested where no proof was found. */
export interface Tested {
  readonly points: number;
  readonly seed: number;
  readonly stratified: number;
  readonly maxRelativeError: number;
  /** Points at which it holds exactly, modulo primes. */
  readonly exact: number;
}

/** What is said of one line. */
export interface JudgedLine {
  readonly line: number;
  readonly column: number;
  readonly span: Span;
  readonly text: string;
  readonly status: Status;
  /** The code of the message that explains the status, where there is something to explain. */
  readonly code?: Code;
  /** The catalogued slip that reproduces the line exactly. */
  readonly slip?: string;
  /** Assumptions under which the line holds and that nothing states. */
  readonly needs?: readonly string[];
  /** The line, wrong in itself, from which this one follows. */
  readonly follows?: number;
  readonly witness?: Witness;
  /** The right formula, in the model language. */
  readonly expected?: string;
  /** The wrong piece of the text. */
  readonly wrong?: Span;
  readonly fix?: Fix;
  /** Whether the search for a name of the mistake, or for what is missing, ended where the work of one line ends. */
  readonly isCut?: boolean;
  /** How an ambiguous formula was read. */
  readonly reading?: string;
  readonly tested?: Tested;
  /** The trace of the proof, under `needs` where the line is conditional; put together when it is read. */
  readonly steps?: () => readonly Step[];
  /** For a wrong line: how what is right is derived, for `explain`. */
  readonly derivation?: ModelDerivative;
  /** What is to be shown to people, in the order of importance. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What the lines together say. */
export type FileVerdict = "holds" | "conditional" | "refuted" | "open" | "unreadable";

/**
 * One wrong line spoils the file; then what could not be read, then what is open, then what needs an assumption.
 *
 * @param diagnostics of the reading, beside those of the lines
 */
export function fileVerdict(
  lines: readonly { readonly status: Status }[],
  diagnostics: readonly Diagnostic[] = [],
): FileVerdict {
  const has = (status: Status): boolean => lines.some((line) => line.status === status);
  if (has("refuted")) return "refuted";
  if (has("unreadable") || diagnostics.some(isError)) return "unreadable";
  if (has("hole")) return "open";
  return has("conditional") ? "conditional" : "holds";
}
