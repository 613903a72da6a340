import {
  derive,
  deriveSecond,
  explain,
  type Lang,
  type Model,
  type ModelDerivative,
  namingOf,
  type Naming,
  type Step,
  type StepRecord,
  stepRecords,
  toLatex,
  toMatrix,
  toText,
  type Unknown,
} from "../src/index.ts";
import { Failure } from "./failure.ts";
import type { DerivationRecord, DerivativeRecord } from "./show/derivation.ts";
import { didYouMean } from "../src/index.ts";

export interface DerivationRequest {
  readonly of: string | undefined;
  readonly wrt: readonly string[] | undefined;
  readonly order: 1 | 2;
}

/** Derives what is asked for, as records for printing. @error E1030–E1033 where the model has no such name */
export function derivationRecord(
  model: Model,
  { of, wrt, order }: DerivationRequest,
  lang: Lang,
): DerivationRecord {
  const naming = namingOf(model);
  const results =
    order === 2 ? known(deriveSecond(model, { of, wrt })) : known(derive(model, { of, wrt })).results;
  const [first] = results;
  const quantity = first?.of ?? of ?? "";
  const rank = model.definitions.get(quantity)?.shape.length ?? 0;
  const lengthOf = (name: string): number =>
    (model.declarations.get(name) ?? model.definitions.get(name))?.shape.length ?? 0;
  return {
    of: quantity,
    rank,
    results: results.map((result) => record(result, naming, rank + lengthOf(result.wrt), lang)),
  };
}

function record(derivative: ModelDerivative, naming: Naming, split: number, lang: Lang): DerivativeRecord {
  const { wrt, and, axes, value } = derivative;
  const used = flatten(derivative.steps());
  const matrix = toMatrix(value, axes, naming);
  return {
    wrt,
    ...(and === undefined ? {} : { and, split }),
    axes: axes.map(({ name }) => name),
    shape: axes.map(({ size }) => (size.terms.length === 0 ? size.constant : size.key)),
    index: toText(value, naming, axes),
    ...(matrix === undefined ? {} : { matrix }),
    assumptions: distinct(used.flatMap(({ assumptions }) => assumptions.map(({ text }) => text))),
    conventions: distinct(used.flatMap(({ conventions }) => conventions)),
    // Printed only when they are asked for.
    get latex(): string {
      return toLatex(value, axes, naming, "index");
    },
    get latexMatrix(): string | undefined {
      return toLatex(value, axes, naming, "matrix");
    },
    get steps(): readonly StepRecord[] {
      return stepRecords(explain(derivative, naming), lang);
    },
  };
}

const flatten = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => [step, ...flatten(step.substeps)]);

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** The result, or a complaint about the name that the model does not have. */
export function known<T extends object>(result: T | Unknown): T {
  if (!isUnknown(result)) return result;
  const near = didYouMean(result.name, result.known);
  const suggestion = near === undefined ? "" : ({ word: "didYouMean", values: { name: near } } as const);
  const values = { name: result.name, known: result.known.join(", "), suggestion };
  switch (result.kind) {
    case "no-quantity":
      throw new Failure("E1030", values);
    case "no-variable":
      throw new Failure("E1031", values);
    case "no-scalar":
      throw new Failure("E1032", values);
    case "not-scalar":
      throw new Failure("E1033", values);
  }
}

const isUnknown = (result: object): result is Unknown => "kind" in result && "known" in result;
