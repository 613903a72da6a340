import type { Expr } from "../core/expr.ts";
import type { Box, OperatorBox } from "./box.ts";
import type { Layout } from "./layout.ts";

export interface MathmlOptions {
  /** The stable id of a node; written as data-n, so that a page can light up formula, picture and code together. */
  readonly idOf?: (e: Expr) => string | undefined;
  /** Class names of a part, such as one that marks what a step has changed. */
  readonly classOf?: (e: Expr) => string | undefined;
  readonly display?: "block" | "inline";
  /** What is written beneath a factor, or beneath the whole, such as its shape. */
  readonly noteOf?: (part: Layout) => string | undefined;
}

type Piece = string | Box;

/** The boxes as native presentation MathML. */
export function boxMathml(root: Box, options: MathmlOptions = {}): string {
  const pending: Piece[] = [root];
  const out: string[] = [`<math display="${options.display ?? "block"}">`];
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    if (typeof piece === "string") out.push(piece);
    else pending.push(...pieces(piece, options).toReversed());
  }
  return `${out.join("")}</math>`;
}

export const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);

function attributes(box: Box, { idOf, classOf }: MathmlOptions): string {
  const id = box.of === undefined ? undefined : idOf?.(box.of);
  const names = box.of === undefined ? undefined : classOf?.(box.of);
  const all = { "data-n": id, class: names, intent: box.intent, arg: box.arg };
  return Object.entries(all).map(([name, value]) => (value === undefined ? "" : ` ${name}="${escapeXml(value)}"`)).join(""); // prettier-ignore
}

function pieces(box: Box, options: MathmlOptions): readonly Piece[] {
  const own = attributes(box, options);
  const element = (name: string, ...content: readonly Piece[]): readonly Piece[] => [
    `<${name}${own}>`,
    ...content,
    `</${name}>`,
  ];
  switch (box.kind) {
    case "row":
      return element("mrow", ...box.items);
    case "identifier":
      return [
        `<mi${box.upright && /^.$/u.test(box.text) ? ' mathvariant="normal"' : ""}${own}>${escapeXml(box.text)}</mi>`,
      ];
    case "number":
      return element("mn", escapeXml(box.text));
    case "operator":
      return [
        `<mo${box.form === "prefix" || box.form === "postfix" ? ` form="${box.form}"` : ""}${own}>${escapeXml(box.text)}</mo>`,
      ];
    case "fraction":
      return element("mfrac", box.above, box.below);
    case "root":
      return element("msqrt", box.body);
    case "scripts": {
      const { base, sub, sup } = box;
      if (sub !== undefined && sup !== undefined) return element("msubsup", base, sub, sup);
      return sub === undefined ? element("msup", base, sup!) : element("msub", base, sub);
    }
    case "fenced":
      return hasNote(box.body)
        ? element("mrow", flat(box.open), box.body, flat(box.close))
        : element("mrow", box.open, box.body, box.close);
    case "big":
      return box.over === undefined
        ? element("munder", box.sign, box.under)
        : element("munderover", box.sign, box.under, box.over);
    case "noted":
      return element("munder", box.body, `<mtext class="note">${escapeXml(box.note)}</mtext>`);
    case "cases":
      return element(
        "mrow",
        '<mo form="prefix">{</mo><mtable columnalign="left">',
        ...box.rows.flatMap(({ value, condition }): readonly Piece[] => [
          "<mtr><mtd>", value, "</mtd><mtd>", ...(condition === undefined ? ["<mtext>otherwise</mtext>"] : [condition]), "</mtd></mtr>",
        ]), // prettier-ignore
        "</mtable>",
      );
  }
}

/** Brackets are as high as the formula, not as the notes beneath it. */
const flat = ({ text, form }: OperatorBox): string =>
  `<mo form="${form}" stretchy="false">${escapeXml(text)}</mo>`;

function hasNote(box: Box): boolean {
  const pending = [box];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === "noted") return true;
    if (next.kind === "row") pending.push(...next.items);
    else if (next.kind === "fenced") pending.push(next.body);
    else if (next.kind === "scripts") pending.push(next.base);
  }
  return false;
}
