import { expect } from "vitest";
import { renderDiagnostic } from "../../src/core/render-diagnostic.ts";
import type { Expr } from "../../src/core/expr.ts";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import type { Model } from "../../src/2-elaborate/model.ts";

/** A model that is read without complaint. */
export function read(text: string): Model {
  const model = readModel(text);
  expect(model.diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, model.source)).join("\n")).toBe(
    "",
  );
  return model;
}

/** The graph of a definition, in formal indices. */
export const bodyOf = (model: Model, name: string): Expr => model.definitions.get(name)!.meaning.body;

export const valueOf = (text: string, name: string): Expr => bodyOf(read(text), name);

/** Identity, without the printing of whole graphs when it fails. */
export const isSame = (a: Expr, b: Expr): boolean => a === b;

export const codesOf = (text: string): string[] => readModel(text).diagnostics.map(({ code }) => code);
