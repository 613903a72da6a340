import { infixPower } from "../1-parse/precedence.ts";
import type { Binder, Layout, SumLayout, SymbolLayout } from "./layout.ts";

/** A piece still to be written: text, or a layout with the power of the operator around it. */
type Piece = string | Shown;

interface Shown {
  readonly layout: Layout;
  readonly power: number;
  /** Inside slots and ranges operators stand without blanks: `x[i+u-1]`. */
  readonly tight: boolean;
}

const powers = { sum: infixPower("+")!, product: infixPower("*")!, power: infixPower("^")!, compare: infixPower("==")! }; // prettier-ignore
const transposePower = powers.power + 1;
const atomPower = transposePower + 1;

/** How tightly the outermost operator binds. */
function powerOf(layout: Layout): number {
  switch (layout.kind) {
    case "conditional":
      return 0;
    case "compare":
      return powers.compare;
    case "sum":
      return powers.sum;
    case "product":
    case "quotient":
    case "derivative":
      return powers.product;
    case "power":
      return powers.power;
    case "transpose":
      return transposePower;
    case "number":
    case "symbol":
    case "call":
    case "over":
    case "entry":
      return atomPower;
  }
}

/** The formula in the model language: valid input of the reader, with the parentheses it needs and no others. */
export function layoutText(root: Layout): string {
  const pending: Piece[] = [{ layout: root, power: 0, tight: false }];
  const out: string[] = [];
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    if (typeof piece === "string") {
      out.push(piece);
      continue;
    }
    const parts = pieces(piece.layout, piece.tight);
    const shown = powerOf(piece.layout) < piece.power ? ["(", ...parts, ")"] : parts;
    for (let k = shown.length - 1; k >= 0; k--) pending.push(shown[k]!);
  }
  return out.join("");
}

function pieces(layout: Layout, tight: boolean): readonly Piece[] {
  const show = (part: Layout, power: number): Shown => ({ layout: part, power, tight });
  const sign = (op: string): string => (tight ? op : ` ${op} `);
  switch (layout.kind) {
    case "number":
      return [layout.digits];
    case "symbol":
      return symbolPieces(layout);
    case "call":
      return [layout.fn, "(", ...layout.args.flatMap((arg, k) => [k === 0 ? "" : ", ", show(arg, 0)]), ")"];
    case "over":
      return [layout.fn, "(", ...layout.binders.flatMap(binderPieces), show(layout.body, 0), ")"];
    case "sum":
      return sumPieces(layout, tight);
    case "product":
      return layout.factors.flatMap((factor, k) => {
        // A product within a product is a group: (s .* t) * M.
        const power = powers.product + (k > 0 || factor.kind === "product" ? 1 : 0);
        return k === 0 ? [show(factor, power)] : [sign(layout.op), show(factor, power)];
      });
    case "quotient": {
      const digits = layout.above.kind === "number" && layout.below.kind === "number";
      const op = digits ? layout.op : sign(layout.op);
      return [show(layout.above, powers.product), op, show(layout.below, powers.product + 1)];
    }
    case "power":
      return [
        show(layout.base, powers.power + 1),
        layout.op === "^" ? "^" : sign(".^"),
        show(layout.exponent, atomPower),
      ];
    case "compare":
      return [
        show(layout.left, powers.compare + 1),
        sign(layout.rel),
        show(layout.right, powers.compare + 1),
      ];
    case "conditional":
      return [show(layout.condition, 1), " ? ", show(layout.onTrue, 1), " : ", show(layout.onFalse, 0)];
    case "transpose":
      return [show(layout.body, transposePower), "'"];
    case "entry":
      return [show(layout.body, atomPower), ...slotPieces(layout.slots)];
    case "derivative":
      return ["d(", show(layout.quantity, 0), ")/d(", show(layout.variable, 0), ")"];
  }
}

const symbolPieces = ({ name, slots }: SymbolLayout): readonly Piece[] =>
  slots.length === 0 ? [name] : [name, ...slotPieces(slots)];

const slotPieces = (slots: readonly Layout[]): readonly Piece[] =>
  ["[", ...slots.flatMap((slot, k): Piece[] => [k === 0 ? "" : ", ", { layout: slot, power: 0, tight: true }]), "]"]; // prettier-ignore

const binderPieces = ({ name, last }: Binder): readonly Piece[] =>
  last === undefined ? [`${name}, `] : [`${name} in 1..`, { layout: last, power: 0, tight: true }, ", "];

/** A leading minus binds tighter than the product after it, which changes nothing; a sum after it needs brackets. */
function sumPieces(layout: SumLayout, tight: boolean): readonly Piece[] {
  return layout.terms.flatMap(({ negative, body }, k): readonly Piece[] => {
    const term: Shown = { layout: body, power: powers.sum + (negative || k > 0 ? 1 : 0), tight };
    if (k > 0) return [tight ? (negative ? "-" : "+") : negative ? " - " : " + ", term];
    return negative ? ["-", term] : [term];
  });
}
