import { BuildError } from "../codegen/build.ts";
import { isError, type Model, positionAt, renderDiagnostic } from "../src/index.ts";

/** What is wrong with an import, in the form that bundlers show. */
export interface Complaint {
  /** The whole message as people read it: title, place, code frame, help; one after the other. */
  readonly text: string;
  /** Lines count from 1, columns from 0, as bundlers count. */
  readonly place: { readonly line: number; readonly column: number } | undefined;
}

/** The mistakes of a model, if it has any. */
export function modelComplaint({ diagnostics, source }: Model): Complaint | undefined {
  const errors = diagnostics.filter(isError);
  const [first] = errors;
  if (first === undefined) return undefined;
  const text = errors.map((error) => renderDiagnostic(error, source)).join("\n\n");
  const span = first.labels[0]?.span;
  if (span === undefined) return { text, place: undefined };
  const { line, column } = positionAt(source, span.start);
  return { text, place: { line, column: column - 1 } };
}

/** What a build complains of; any other error is a defect and passed on. */
export function buildComplaint(error: unknown): Complaint {
  if (!(error instanceof BuildError)) throw error;
  return { text: `error[${error.code}]: ${error.message}`, place: undefined };
}
