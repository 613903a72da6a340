import {
  check,
  equationSpeech,
  Exercises,
  layoutFor,
  layoutSpeech,
  layoutText,
  namingOf,
  parseModel,
  readExpressionIn,
  rowForm,
  type Explanation,
  type Lang,
  type Layout,
  type Model,
  type RowForm,
} from "../../src/index.ts";
import { cut } from "./blanks.ts";
import type { BlankId, Choice, FadedLine, Spoken } from "./faded-line.ts";
import { equation } from "./formula.ts";
import { isLesson, openLesson, subjectOf, type Lesson } from "./lesson.ts";
import { transposedWrongly } from "./transposes.ts";
import { assumptionsOf, withAssumption } from "./assumptions.ts";

/** Slips by which wrong formulas for a blank are made; by the first of them a blank is found. */
const slipsFor = {
  range: ["wrong-range", "missing-term"],
  index: ["wrong-index"],
  mask: ["function-for-derivative", "dropped-activation-derivative", "missing-factor"],
} as const satisfies Partial<Record<BlankId, readonly string[]>>;

/** Wrong formulas beside the right one, at most. */
const WRONG = 3;

/**
 * The derivation of a model with blanks: each a part of a step, with the right part and those that slips make of it
 * to choose from. Every choice is judged by the checker, or where only shapes tell by those.
 * @returns in the order of the derivation; without the blanks that the model has no place for
 */
export async function fadedOf(text: string): Promise<readonly FadedLine[]> {
  const lesson = openLesson(text);
  if (!isLesson(lesson)) return [];
  const found = await Promise.all([...inIndices(lesson), ...inMatrices(lesson), assumption(lesson)]);
  return found
    .filter((line) => line !== undefined)
    .toSorted((a, b) => a.step - b.step || Number(a.shape !== undefined) - Number(b.shape !== undefined));
}

const spoken = (mathml: string, say: (lang: Lang) => string): Spoken => ({
  mathml,
  speech: { en: say("en"), ko: say("ko") },
});

const alone = (layout: Layout, { identity }: Lesson): Spoken =>
  spoken(equation([layout], "index", identity), (lang) => layoutSpeech(layout, lang));

/** What is left out is read aloud, too. */
const leftOut: Readonly<Record<Lang, string>> = { en: "blank", ko: "빈칸" };

/** A line with a blank: a box where an ellipsis would be printed. */
function opened(left: Layout, whole: Layout, lesson: Lesson): Spoken {
  const { mathml, speech } = line(left, whole, lesson);
  return spoken(mathml.replace("…", "☐"), (lang) => speech[lang].replace("...", leftOut[lang]));
}

const line = (left: Layout, right: Layout, { identity }: Lesson): Spoken =>
  spoken(equation([left, right], "index", identity), (lang) => equationSpeech(left, right, lang));

/** Choices stand in an order that says nothing, the same every time: by FNV-1a of how they are read aloud. */
const mixed = (choices: readonly Choice[]): readonly Choice[] =>
  choices.toSorted((a, b) => scatter(a.speech.en) - scatter(b.speech.en));

function scatter(text: string): number {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193) >>> 0;
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}

function layoutOf(model: Model, formula: string): Layout | undefined {
  const { value, free } = readExpressionIn(model, formula, { opensFree: true });
  return value && layoutFor(value, free, namingOf(model), "index");
}

/** Blanks in index notation: the slips of the catalogue, applied to the steps. */
function inIndices(lesson: Lesson): readonly Promise<FadedLine | undefined>[] {
  const exercises = new Exercises(lesson.model);
  const places = lesson.backward.map((step, k) => [subjectOf(step), k] as const);
  return Object.entries(slipsFor).map(async ([blank, slips]) => {
    const first = find(exercises.all(slips[0]), ({ wrt }) => places.some(([subject]) => subject === wrt));
    const right = first && layoutOf(lesson.model, first.right);
    const place = places.find(([subject]) => subject === first?.wrt);
    if (first === undefined || right === undefined || place === undefined) return undefined;
    const [, step] = place;
    const wrong = wrongOf(lesson, exercises, slips, first.wrt, right);
    const { whole, parts } = cut([right, ...wrong.map(({ layout }) => layout)]);
    const formulas = [first.right, ...wrong.map(({ formula }) => formula)];
    const left = lesson.backward[step]!.before;
    const claim = first.text.split("\n")[first.line - 1]!;
    const start = claim.slice(0, claim.length - first.wrong.length);
    const verdicts = await Promise.all(formulas.map((formula) => judged(lesson.text, `${start}${formula}`)));
    return {
      blank: blank as BlankId,
      step,
      open: opened(left, whole, lesson),
      full: line(left, right, lesson),
      isCondition: false,
      shape: undefined,
      choices: mixed(
        parts.map((part, k): Choice => ({
          ...alone(part, lesson),
          holds: verdicts[k]!.holds,
          // The generator knows by which slip it made a formula; the checker may know another that leads to it too.
          slip: verdicts[k]!.holds ? undefined : (wrong[k - 1]?.slip ?? verdicts[k]!.slip),
          shapes: undefined,
        })),
      ),
    };
  });
}

function find<T>(items: Iterable<T>, is: (item: T) => boolean): T | undefined {
  for (const item of items) if (is(item)) return item;
  return undefined;
}

interface Wrong {
  readonly formula: string;
  readonly layout: Layout;
  readonly slip: string;
}

/** Wrong formulas that differ from the right one, and from each other, in the part in which the first one does. */
function wrongOf(
  { model }: Lesson,
  exercises: Exercises,
  names: readonly string[],
  wrt: string,
  right: Layout,
): readonly Wrong[] {
  const found: Wrong[] = [];
  const partsWith = (more: readonly Layout[]): readonly string[] =>
    cut([right, ...found.map(({ layout }) => layout), ...more]).parts.map((part) => layoutText(part));
  for (const name of names)
    for (const { wrong: formula, slip } of exercises.all(name, wrt)) {
      const layout = layoutOf(model, formula);
      if (found.length === WRONG) return found;
      if (layout === undefined || formula === "0") continue;
      const parts = partsWith([layout]);
      const isElsewhere = found.length > 0 && parts[0] !== partsWith([])[0];
      if (!isElsewhere && new Set(parts).size === parts.length) found.push({ formula, layout, slip });
    }
  return found;
}

type Verdict = Pick<Choice, "holds" | "slip">;

/** What the checker says of a claim about a model. */
async function judged(text: string, claim: string): Promise<Verdict> {
  const { lines } = await check(`${text}\n\n${claim}\n`, { kind: "chain" });
  const verdict = lines.at(-1);
  return { holds: verdict?.status === "proved", slip: verdict?.slip };
}

const sizesOf = (shape: readonly string[] | undefined): string => (shape ?? []).join("×");

/** Blanks in matrix notation: the factors transposed where they are not, and in another order. */
function inMatrices(lesson: Lesson): readonly Promise<FadedLine | undefined>[] {
  const wanted = [
    ["transpose", "outer"],
    ["factor", "matrix"],
  ] as const;
  return wanted.map(async ([blank, kind]) => {
    for (const [step, { matrix, before }] of lesson.backward.entries()) {
      const row = matrix && rowForm(matrix);
      const found = row && transposedWrongly(row, kind);
      if (row === undefined || found === undefined) continue;
      const left = bare(before);
      return matrixLine(lesson, blank, step, left, row, found);
    }
    return undefined;
  });
}

/** ∂C/∂W as a whole. */
const bare = (before: Explanation["before"]): Layout =>
  before.kind === "derivative" ? { ...before, variable: { ...before.variable, slots: [] } } : before;

function matrixLine(
  lesson: Lesson,
  blank: BlankId,
  step: number,
  left: Layout,
  row: RowForm,
  found: NonNullable<ReturnType<typeof transposedWrongly>>,
): FadedLine {
  const all = [{ ...found.right, slip: undefined }, ...found.wrong];
  return {
    blank,
    step,
    open: opened(left, cut(all.map(({ layout }) => layout)).whole, lesson),
    full: line(left, row.layout, lesson),
    isCondition: false,
    shape: sizesOf(found.shape),
    choices: mixed(
      all.map(({ layout, slip, shapes }, k): Choice => ({
        ...alone(layout, lesson),
        holds: k === 0,
        slip,
        shapes: shapes.map(sizesOf),
      })),
    ),
  };
}

/** The equation without which a step does not hold, among the same of other quantities. */
async function assumption(lesson: Lesson): Promise<FadedLine | undefined> {
  const { text, model, backward } = lesson;
  const { syntax } = parseModel(text);
  for (const { span } of syntax.statements.filter(({ kind }) => kind === "assume")) {
    const equations = assumptionsOf(model, text.slice(span.start, span.end));
    for (const [step, { before, after, closed }] of backward.entries()) {
      if (before.kind !== "derivative") continue;
      const claim = `claim ${layoutText(before)} = ${layoutText(closed ?? after)}`;
      const verdicts = await Promise.all(
        equations.map((one) => judged(withAssumption(text, span, one), claim)),
      );
      if (verdicts[0]?.holds !== true || verdicts.filter(({ holds }) => holds).length > 1) continue;
      const choices = equations.flatMap((one, k): Choice[] => {
        const sides = one.split("==").map((side) => layoutOf(model, side.trim()));
        const [a, b] = sides;
        if (a === undefined || b === undefined) return [];
        const { holds, slip } = verdicts[k]!;
        return [{ ...line(a, b, lesson), holds, slip: holds ? undefined : slip, shapes: undefined }];
      });
      const shown = line(before, closed ?? after, lesson);
      return { blank: "assumption", step, open: shown, full: shown, isCondition: true, shape: undefined, choices: mixed(choices) }; // prettier-ignore
    }
  }
  return undefined;
}
