import {
  diagnosticRecord,
  type DiagnosticRecord,
  isError,
  type Model,
  readModel,
  renderDiagnostic,
} from "../src/index.ts";
import { readText, standardInput } from "./files.ts";
import type { Language } from "./messages/catalogue.ts";
import type { Terminal } from "./terminal.ts";
import { UnreadableModel } from "./unreadable.ts";

/** Reads a model file, or standard input for `-`. Warnings and notes go to standard error. */
export async function loadModel(file: string, here: Terminal): Promise<Model> {
  const text = await readText(file);
  const model = readModel(text, { file: file === standardInput ? "<stdin>" : file });
  if (model.diagnostics.some(isError)) throw new UnreadableModel(model);
  if (model.diagnostics.length > 0) here.err(diagnosticsText(model, here));
  return model;
}

/** Every diagnostic as a person reads it. */
export function diagnosticsText(
  { diagnostics, source }: Model,
  { language, paintErr, errWidth }: Terminal,
): string {
  const style = (role: string, text: string): string => paintErr(roleColors[role] ?? "bold", text);
  const options = { lang: language, style, width: errWidth };
  return diagnostics.map((diagnostic) => `${renderDiagnostic(diagnostic, source, options)}\n`).join("\n");
}

/** The colours of the parts of a message. */
export const roleColors: Readonly<Record<string, "red" | "yellow" | "cyan" | "green" | "bold" | "dim">> = {
  error: "red",
  warning: "yellow",
  note: "cyan",
  hole: "yellow",
  secondary: "cyan",
  gutter: "dim",
  strong: "bold",
  fix: "green",
};

/** Every diagnostic for programs. */
export const diagnosticsJson = (
  { diagnostics, source }: Model,
  language: Language,
): readonly DiagnosticRecord[] =>
  diagnostics.map((diagnostic) => diagnosticRecord(diagnostic, source, language));
