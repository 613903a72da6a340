import {
  equationSpeech,
  layoutFor,
  layoutMathml,
  layoutText,
  namingOf,
  type DerivationText,
  type Lang,
  type Layout,
  type Line,
  type Model,
  type Side,
} from "../../../src/index.ts";

/** A line of a card, as text and, where it can be set without changing what it says, as MathML. */
export interface LineView {
  /** Where its right side begins in the text: the name of the line. */
  readonly start: number;
  readonly text: string;
  readonly mathml: string | undefined;
  /** How it is read aloud; undefined where MathML is left to speak for itself. */
  readonly speech: Readonly<Record<Lang, string>> | undefined;
}

const bare = (mathml: string): string => mathml.replace(/^<math[^>]*>/, "").replace(/<\/math>$/, "");

function set(left: Layout, right: Layout): Pick<LineView, "mathml" | "speech"> {
  const [a, b] = [left, right].map((side) => bare(layoutMathml(side, "index")));
  return {
    mathml: `<math display="block"><mrow>${a}</mrow><mo>=</mo><mrow>${b}</mrow></math>`,
    speech: { en: equationSpeech(left, right, "en"), ko: equationSpeech(left, right, "ko") },
  };
}

const unset = { mathml: undefined, speech: undefined } as const;

/** The definitions of a model. */
export function definitionLines(model: Model): readonly LineView[] {
  const naming = namingOf(model);
  return [...model.definitions.values()].map(({ name, value, params }, k): LineView => {
    const left = layoutFor(value, params, naming, "index");
    const right = layoutFor(value, params, naming.before(name), "index");
    return { start: -k - 1, text: name, ...(left && right ? set(left, right) : unset) };
  });
}

function derivativeOf(side: Side): Layout | undefined {
  if (side.kind !== "derivative") return undefined;
  const named = (name: string, slots: readonly Layout[] = [], role: "tensor" | "index" = "tensor") =>
    ({ kind: "symbol", role, name, slots }) as const;
  const slots = side.axes.map(({ name }) => named(name, [], "index"));
  return { kind: "derivative", quantity: named(side.of), variable: named(side.wrt, slots) };
}

/** A claim of a model file. What is set must say what the text says, to the letter. */
export function claimLine({ source, model }: DerivationText, line: Line): LineView {
  const { start, end } = line.rightSpan;
  const written = source.text.slice(start, end);
  const left = derivativeOf(line.left);
  const reading = line.right.kind === "value" ? line.right.readings[0] : undefined;
  const right: Layout | undefined =
    line.right.kind === "hole"
      ? { kind: "symbol", role: "hole", name: "?", slots: [] }
      : reading && layoutFor(reading.value, reading.axes, namingOf(model), "index");
  const isSame = right !== undefined && layoutText(right) === written;
  return {
    start,
    text: line.text.replace(/^claim /, ""),
    ...(left !== undefined && isSame ? set(left, right) : unset),
  };
}

/** A formula of the notes as they were written, set by `mathml`. */
export const writtenLine = (line: Line, mathml: Readonly<Record<string, string>>): LineView => ({
  start: line.rightSpan.start,
  text: line.text.replaceAll(/\s+/g, " "),
  mathml: mathml[line.text],
  speech: undefined,
});
