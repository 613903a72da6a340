import { assumptions } from "./assumptions.ts";
import { calculus } from "./calculus.ts";
import { formulas } from "./formulas.ts";
import { holes } from "./holes.ts";
import type { Lang } from "./message.ts";
import { names } from "./names.ts";
import { numerics } from "./numerics.ts";
import { reading } from "./reading.ts";
import { remarks } from "./remarks.ts";
import { shapes } from "./shapes.ts";

/** Every message of the project by its stable code, in both languages. */
export const catalogue = {
  ...reading,
  ...formulas,
  ...names,
  ...shapes,
  ...calculus,
  ...assumptions,
  ...numerics,
  ...holes,
  ...remarks,
};

export type Code = keyof typeof catalogue;
/** The texts a message of this kind may show beside its title. */
export type TextId<C extends Code = Code> = C extends Code
  ? Exclude<keyof (typeof catalogue)[C]["en"] & string, "title">
  : never;

export const codes = Object.keys(catalogue) as readonly Code[];

export const isCode = (text: string): text is Code => Object.hasOwn(catalogue, text);

/** The template of one text. @throws RangeError for an id the message does not have: a mistake of the program. */
export function template(code: Code, id: string, lang: Lang): string {
  const texts: Readonly<Record<string, string>> = catalogue[code][lang];
  const text = texts[id];
  if (text === undefined) throw new RangeError(`message ${code} has no text "${id}"`);
  return text;
}
