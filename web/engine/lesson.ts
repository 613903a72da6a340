import {
  derive,
  explain,
  isError,
  namingOf,
  readModel,
  simplifiedValue,
  type Diagnostic,
  type Explanation,
  type Model,
  type ModelDerivation,
  type Naming,
} from "../../src/index.ts";
import { identify, type Identity } from "./identity.ts";

/** A model with everything the engine derives from its text. */
export interface Lesson {
  readonly text: string;
  readonly model: Model;
  readonly derivation: ModelDerivation;
  readonly naming: Naming;
  readonly identity: Identity;
  /** The links of the chain in the order of the sweep, each once. */
  readonly backward: readonly Explanation[];
}

/** What stands in the way of a derivation: mistakes in the text, or no scalar to differentiate. */
export interface Refusal {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a model and derives all its gradients. */
export function openLesson(text: string): Lesson | Refusal {
  const model = readModel(text);
  if (model.diagnostics.some(isError)) return { text, diagnostics: model.diagnostics };
  const derivation = derive(model);
  if ("known" in derivation) return { text, diagnostics: model.diagnostics };
  const naming = namingOf(model);
  return {
    text,
    model,
    derivation,
    naming,
    identity: identify(model, derivation, simplifiedValue),
    backward: once(
      derivation.results.flatMap((result) => explain(result, naming)),
      derivation,
    ),
  };
}

export const isLesson = (opened: Lesson | Refusal): opened is Lesson => "derivation" in opened;

/** Derivatives by several variables share links; each is kept once, in the order in which the sweep finished them. */
function once(steps: readonly Explanation[], { adjoints }: ModelDerivation): readonly Explanation[] {
  const rank = new Map(adjoints.map(({ name }, k) => [name, k]));
  const distinct = new Map(steps.map((step) => [subjectOf(step) ?? "", step]));
  return [...distinct].sort(([a], [b]) => (rank.get(a) ?? -1) - (rank.get(b) ?? -1)).map(([, step]) => step);
}

/** The tensor whose derivative a link gives; undefined for a preparation. */
export const subjectOf = ({ before }: Explanation): string | undefined =>
  before.kind === "derivative" ? before.variable.name : undefined;
