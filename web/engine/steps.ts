import {
  equationSpeech,
  layoutFor,
  layoutSpeech,
  ruleText,
  stepRecords,
  type Definition,
  type Explanation,
  type Form,
  type Lang,
  type Layout,
  type RuleId,
} from "../../src/index.ts";
import { chainOf } from "./chain.ts";
import { equation, partsIn } from "./formula.ts";
import { derivativeOf } from "./identity.ts";
import type { Rows } from "./rows.ts";
import { subjectOf, type Lesson } from "./lesson.ts";

/** A line of a step: MathML whose parts carry their ids, and how it is read aloud. */
export interface StepLine {
  readonly mathml: string;
  readonly speech: string;
}

/** A rewrite or pull-back inside a step. */
export interface SmallStep {
  readonly id: string;
  readonly title: string;
  readonly because: string;
  readonly line: StepLine;
  /** For a pull-back: the part that receives the contribution. */
  readonly into: StepLine | undefined;
  readonly inner: readonly SmallStep[];
}

/** One numbered step of the derivation, ready to be shown. */
export interface StepView {
  readonly id: string;
  readonly direction: "forward" | "backward";
  /** The quantity that is computed, or by which is differentiated; undefined for a preparation. */
  readonly subject: string | undefined;
  /** The node of what the step arrives at. */
  readonly node: string | undefined;
  readonly rule: RuleId | undefined;
  /** How the step joins the chain, where its own rule does not say it. */
  readonly link: RuleId | undefined;
  readonly title: string;
  readonly because: string;
  /** What the step arrives at. */
  readonly result: StepLine;
  /** How it arrives there, from the chain to the closed form. */
  readonly chain: readonly StepLine[];
  /** The contributions of the paths of a fork. */
  readonly paths: readonly StepLine[];
  readonly shape: readonly (number | string)[];
  readonly assumptions: readonly string[];
  readonly conventions: readonly string[];
  readonly details: readonly SmallStep[];
}

/**
 * The steps forward, one for each quantity, then those backward as the engine explains them.
 * @param rows writes equations of matrices; without it they stand as the engine prints them
 */
export function stepsOf(
  lesson: Lesson,
  form: Form,
  lang: Lang,
  definition: string,
  rows?: Rows,
): readonly StepView[] {
  const forward = [...lesson.model.definitions.values()].map((d, k) =>
    forwardStep(lesson, d, `S${k + 1}`, form, lang, definition, rows),
  );
  const backward = lesson.backward.map((step, k) =>
    backwardStep(lesson, step, `S${forward.length + k + 1}`, form, lang, rows),
  );
  return [...forward, ...backward];
}

function forwardStep(
  lesson: Lesson,
  { name, value, params, shape }: Definition,
  id: string,
  wanted: Form,
  lang: Lang,
  title: string,
  rows: Rows | undefined,
): StepView {
  const { naming, identity } = lesson;
  const inMatrices =
    wanted === "matrix" ? layoutFor(value, params, naming.before(name), "matrix") : undefined;
  const form = inMatrices === undefined ? "index" : "matrix";
  const left = layoutFor(value, params, naming, form)!;
  const right = inMatrices ?? layoutFor(value, params, naming.before(name), "index")!;
  const inForm = form === "matrix" ? rows : undefined;
  return {
    id,
    direction: "forward",
    subject: name,
    node: identity.idOfName(name),
    rule: undefined,
    link: undefined,
    title,
    // The formula says it itself, and is read aloud as `speech`.
    because: "",
    result: inForm?.(left, right, identity, lang) ?? {
      mathml: equation([left, right], form, identity),
      speech: equationSpeech(left, right, lang),
    },
    chain: [],
    paths: [],
    shape: shape.map((size) => (size.terms.length === 0 ? size.constant : size.key)),
    assumptions: [],
    conventions: [],
    details: [],
  };
}

function backwardStep(
  lesson: Lesson,
  step: Explanation,
  id: string,
  wanted: Form,
  lang: Lang,
  rows: Rows | undefined,
): StepView {
  const { identity, derivation } = lesson;
  const { before, after, closed, matrix, paths } = step;
  const subject = subjectOf(step);
  const inMatrices = wanted === "matrix" && matrix !== undefined;
  const form: Form = inMatrices ? "matrix" : "index";
  const left: Layout =
    inMatrices && before.kind === "derivative"
      ? { ...before, variable: { ...before.variable, slots: [] } }
      : before;
  const right = inMatrices ? matrix : (closed ?? after);
  const local = chainOf(before, after);
  const stages = [local, closed === undefined ? undefined : after].filter((layout) => layout !== undefined);
  const line = (sides: readonly Layout[], how: Form, before?: ReadonlySet<string>): StepLine => ({
    mathml: equation(sides, how, identity, before),
    speech: spoken(sides, lang),
  });
  const seen = closed === undefined ? undefined : partsIn(after, identity);
  const adjoint = derivation.adjoints.find(({ name }) => name === subject);
  const [record] = stepRecords([step], lang);
  return {
    id,
    direction: "backward",
    subject,
    node: subject === undefined ? undefined : identity.idOfName(derivativeOf(derivation.of, subject)),
    rule: step.rule,
    link: step.link === step.rule ? undefined : step.link,
    title: record!.title,
    because: record!.because,
    result:
      (inMatrices ? rows : undefined)?.(left, right, identity, lang, seen) ?? line([left, right], form, seen),
    chain: stages.map((stage, k) =>
      line([before, stage], "index", k === 0 ? undefined : partsIn(stages[k - 1]!, identity)),
    ),
    paths: paths.map((path) => line([path], "index")),
    shape: (adjoint?.indices ?? []).map(({ size }) => (size.terms.length === 0 ? size.constant : size.key)),
    assumptions: step.assumptions,
    conventions: step.conventions,
    details: step.details.map((detail) => smallStep(lesson, detail, id, lang)),
  };
}

/** An equation is read from its first side to its last, a single formula as it is. */
const spoken = (sides: readonly Layout[], lang: Lang): string =>
  sides.length === 1 ? layoutSpeech(sides[0]!, lang) : equationSpeech(sides[0]!, sides.at(-1)!, lang);

function smallStep(lesson: Lesson, step: Explanation, parent: string, lang: Lang): SmallStep {
  const { identity } = lesson;
  const { before, after, into } = step;
  const id = `${parent}.${step.id.split(".").at(-1)!}`;
  const { title, because } = ruleText(step.rule, lang, step.params);
  const line = (sides: readonly Layout[], seen?: ReadonlySet<string>): StepLine => ({
    mathml: equation(sides, "index", identity, seen),
    speech: spoken(sides, lang),
  });
  return {
    id,
    title,
    because,
    line: into === undefined ? line([before, after], partsIn(before, identity)) : line([after]),
    into: into === undefined ? undefined : line([into]),
    inner: step.details.map((detail) => smallStep(lesson, detail, id, lang)),
  };
}
