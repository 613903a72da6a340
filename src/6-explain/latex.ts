import { application, type Box } from "./box.ts";

type Piece = string | Box;

/** The boxes as LaTeX, for display mathematics with amsmath. */
export function boxLatex(root: Box): string {
  const pending: Piece[] = [root];
  const out: string[] = [];
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    if (typeof piece === "string") out.push(piece);
    else pending.push(...pieces(piece).toReversed());
  }
  return tidy(out.join(""));
}

/** One blank after a command that is followed by a letter; none elsewhere. */
const tidy = (text: string): string =>
  text.replaceAll(/ +/g, " ").replaceAll(/ ?\u2061 ?/g, "").replaceAll(/ ([)}\]^_,])/g, "$1").replaceAll(/([({[]) /g, "$1").trim(); // prettier-ignore

const group = (box: Box): readonly Piece[] => ["{", box, "}"];

function pieces(box: Box): readonly Piece[] {
  switch (box.kind) {
    case "row":
      return box.items;
    case "identifier":
      return [box.latex, blankAfter(box.latex)];
    case "number":
      return [box.text];
    case "operator":
      return operatorPieces(box);
    case "fraction":
      return ["\\frac", ...group(box.above), ...group(box.below)];
    case "root":
      return ["\\sqrt", ...group(box.body)];
    case "scripts": {
      const sub = box.sub === undefined ? [] : ["_", ...group(box.sub)];
      const sup = box.sup === undefined ? [] : ["^", ...group(box.sup)];
      return [
        ...(box.base.kind === "row" || box.base.kind === "scripts" ? group(box.base) : [box.base]),
        ...(box.labelled === true ? [sup, sub] : [sub, sup]).flat(),
      ];
    }
    case "fenced":
      return isTall(box.body)
        ? [`\\left${box.open.latex} `, box.body, ` \\right${box.close.latex} `]
        : [delimiter(box.open.latex, "l"), box.body, delimiter(box.close.latex, "r")];
    case "big":
      return [
        box.sign,
        "_",
        ...group(box.under),
        ...(box.over === undefined ? [] : ["^", ...group(box.over)]),
        " ",
      ];
    case "noted":
      return [`\\underset{${box.note}}{`, box.body, "}"];
    case "cases":
      return [
        "\\begin{cases} ",
        ...box.rows.flatMap(({ value, condition }, k): readonly Piece[] => [
          k === 0 ? "" : " \\\\ ",
          value,
          " & ",
          ...(condition === undefined ? ["\\text{otherwise}"] : [condition]),
        ]),
        " \\end{cases}",
      ];
  }
}

/** \lVert … \rVert tell left from right where \Vert does not. */
const delimiter = (latex: string, side: "l" | "r"): string =>
  latex.startsWith("\\V") || latex.startsWith("\\v") ? `\\${side}${latex.slice(1)} ` : latex;

function operatorPieces({ text, latex, form }: Extract<Box, { kind: "operator" }>): readonly Piece[] {
  if (form === "invisible") return [text === application.text ? text : " "];
  if (form === "separator") return [latex, " "];
  if (form === "infix") return [" ", latex, " "];
  return [latex, blankAfter(latex)];
}

/** A command swallows the letters after it. */
const blankAfter = (latex: string): string => (/\\[A-Za-z]+$/.test(latex) ? " " : "");

const longFormula = 200;

/** Whether brackets must grow with what they enclose. Long formulas are taken for tall ones. */
function isTall(box: Box): boolean {
  const pending: Box[] = [box];
  let seen = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (++seen > longFormula) return true;
    if (next.kind === "fraction" || next.kind === "big" || next.kind === "cases" || next.kind === "root")
      return true;
    if (next.kind === "row") pending.push(...next.items);
    else if (next.kind === "scripts") pending.push(next.base);
    else if (next.kind === "fenced" || next.kind === "noted") pending.push(next.body);
  }
  return false;
}
