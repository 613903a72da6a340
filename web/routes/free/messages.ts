import type { Fix, Form, JudgedLine, Lang, Severity, Span } from "../../../src/index.ts";
import type { StepView } from "../../engine/steps.ts";
import type { Kind } from "./text.ts";

/** What the worker is asked. */
export interface Request {
  /** Counts the questions: answers to an older one are not wanted. */
  readonly id: number;
  readonly text: string;
  readonly kind: Kind;
  readonly lang: Lang;
  readonly form: Form;
  /** What a definition is called as a step. */
  readonly definition: string;
}

/** A diagnostic in words. */
export interface Said {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  /** The wrong piece first, then what conflicts with it. */
  readonly labels: readonly { readonly span: Span; readonly text: string }[];
  readonly help: readonly string[];
  readonly fix?: Fix;
}

/** A judged line in words. */
export interface LineSaid {
  readonly line: number;
  readonly status: JudgedLine["status"];
  readonly diagnostics: readonly Said[];
}

/** What the worker answers, in this order; lines one by one as they are judged. */
export type Answer =
  | { readonly id: number; readonly kind: "read"; readonly diagnostics: readonly Said[] }
  | { readonly id: number; readonly kind: "line"; readonly line: LineSaid }
  | { readonly id: number; readonly kind: "steps"; readonly steps: readonly StepView[] }
  /** With what `chainrule check --json` prints of the text. */
  | { readonly id: number; readonly kind: "done"; readonly report: string }
  | { readonly id: number; readonly kind: "failed"; readonly message: string };
