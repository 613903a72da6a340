import {
  equationSpeech,
  factorsIn,
  fill,
  rowForm,
  type Lang,
  type Layout,
  type Shape,
} from "../../src/index.ts";
import { equation } from "./formula.ts";
import type { Identity } from "./identity.ts";
import type { StepLine } from "./steps.ts";

/** Writes an equation of matrices, and how it is read aloud. */
export type Rows = (
  left: Layout,
  right: Layout,
  identity: Identity,
  lang: Lang,
  before?: ReadonlySet<string>,
) => StepLine;

/** An equation between matrices in which vectors are rows, with the shape of each factor beneath it. */
export const inRows: Rows = (left, right, identity, lang, before) => {
  const formed = rowForm(right);
  const factors = factorsIn(formed);
  const whole = formed.shapeOf(formed.layout);
  const noted = new Map(factors.map((factor) => [factor, formed.shapeOf(factor)!]));
  if (whole !== undefined) noted.set(left, whole);
  const noteOf = (part: Layout): string | undefined => noted.get(part)?.join("×");
  const shapes = whole && factors.length > 1 ? `, ${shapesText(factors.map((one) => noted.get(one)!), whole, lang)}` : ""; // prettier-ignore
  return {
    mathml: equation([left, formed.layout], "index", identity, before, noteOf),
    speech: `${equationSpeech(left, formed.layout, lang)}${shapes}`,
  };
};

const texts = {
  en: { shape: "{rows} by {columns}", all: "shapes {factors}, together {whole}" },
  ko: { shape: "{rows}행 {columns}열", all: "모양은 차례로 {factors}, 결과는 {whole}" },
} as const;

function shapesText(factors: readonly Shape[], whole: Shape, lang: Lang): string {
  const said = ([rows, columns]: Shape): string => fill(texts[lang].shape, { rows, columns }, lang);
  return fill(texts[lang].all, { factors: factors.map(said).join(", "), whole: said(whole) }, lang);
}
