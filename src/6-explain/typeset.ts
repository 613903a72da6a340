import {
  application,
  digits,
  fenced,
  invisibleTimes,
  list,
  operator,
  row,
  scripts,
  word,
  type Box,
  type OperatorBox,
} from "./box.ts";
import { hasLabel, nameBox } from "./glyphs.ts";
import type {
  CallLayout,
  CompareLayout,
  ConditionalLayout,
  DerivativeLayout,
  Layout,
  OverLayout,
  ProductLayout,
  SumLayout,
  SymbolLayout,
} from "./layout.ts";
import { recurse } from "./recurse.ts";

/** How tightly the outermost operator binds on paper, where fractions and roots bracket themselves. */
const powers: { readonly [Kind in Layout["kind"]]: number } = {
  conditional: 0, sum: 1, product: 2, over: 2, quotient: 3, derivative: 3, power: 3, transpose: 3, entry: 4,
  compare: 4, number: 4, symbol: 4, call: 4,
}; // prettier-ignore

/** Σ reaches to the end of its term; log-sum-exp has brackets of its own. */
const isBig = (layout: Layout): boolean => layout.kind === "over" && Object.hasOwn(signs, layout.fn);
const isInverse = (layout: Layout): boolean =>
  (layout.kind === "call" || layout.kind === "over") && layout.fn === "inv";
const powerOf = (layout: Layout): number =>
  isInverse(layout) ? 3 : layout.kind === "over" && !isBig(layout) ? 4 : powers[layout.kind];

interface Task {
  readonly layout: Layout;
  /** A comparison that is a condition, not a number. */
  readonly isCondition?: boolean;
}

type Visit = Generator<Task, Box, Box>;

type NoteOf = (part: Layout) => string | undefined;

/**
 * The formula as boxes. In matrix form two vectors side by side are a dot product.
 * @param noteOf what is written beneath the factors of products, and beneath the whole
 */
export function typeset(
  layout: Layout,
  form: "index" | "matrix" = "index",
  noteOf: NoteOf = () => undefined,
): Box {
  const typesetter = new Typesetter(form, noteOf);
  return noted(
    recurse<Task, Box>({ layout }, (task) => typesetter.visit(task)),
    noteOf(layout),
  );
}

const noted = (body: Box, note: string | undefined): Box =>
  note === undefined ? body : { kind: "noted", body, note };

class Typesetter {
  readonly #form: "index" | "matrix";

  readonly #noteOf: NoteOf;

  constructor(form: "index" | "matrix", noteOf: NoteOf) {
    this.#form = form;
    this.#noteOf = noteOf;
  }

  *visit({ layout, isCondition }: Task): Visit {
    const box = yield* this.#box(layout, isCondition === true);
    return layout.of === undefined || box.of === layout.of
      ? box
      : { ...(box.of === undefined ? box : row1(box)), of: layout.of };
  }

  *#box(layout: Layout, isCondition: boolean): Visit {
    switch (layout.kind) {
      case "number":
        return digits(layout.digits);
      case "symbol":
        return yield* this.#symbol(layout);
      case "call":
        return yield* this.#call(layout);
      case "over":
        return yield* this.#over(layout);
      case "sum":
        return yield* this.#sum(layout);
      case "product":
        return yield* this.#product(layout);
      case "quotient": {
        const above = yield { layout: layout.above };
        const below = yield { layout: layout.below };
        if (layout.op === "/") return { kind: "fraction", above, below };
        return row(
          this.#tight(above, layout.above, 2),
          operator("⊘", "\\oslash"),
          this.#tight(below, layout.below, 3),
        );
      }
      case "power": {
        const base = yield { layout: layout.base };
        const exponent = yield { layout: layout.exponent };
        const sup = layout.op === "^" ? exponent : row(operator("∘", "\\circ", "prefix"), exponent);
        return raised(this.#tight(base, layout.base, 4), layout.base, sup);
      }
      case "entry": {
        const base = yield { layout: layout.body };
        return scripts(fenced(base), this.#slots(layout.slots, yield* this.#args(layout.slots)));
      }
      case "transpose": {
        const { body } = layout;
        if (body.kind === "call" && body.fn === "inv") {
          const base = { ...this.#tight(yield { layout: body.args[0]! }, body.args[0]!, 4), arg: "x" };
          const sup = row(minusSign, transposeSign);
          return { ...raised(base, body.args[0]!, sup), intent: "transpose(inverse($x))" };
        }
        const base = yield { layout: layout.body };
        const inner = { ...this.#tight(base, layout.body, 4), arg: "x" };
        return { ...raised(inner, layout.body, transposeSign), intent: "transpose($x)" };
      }
      case "compare": {
        const body = yield* this.#compare(layout);
        return isCondition
          ? body
          : {
              ...row(word("1", "\\mathbf{1}"), { ...fenced(body, "[", "]"), arg: "c" }),
              intent: "indicator($c)",
            };
      }
      case "conditional":
        return yield* this.#conditional(layout);
      case "derivative":
        return yield* this.#derivative(layout);
    }
  }

  /** The box in brackets where the layout binds looser than needed. */
  #tight(box: Box, layout: Layout, power: number): Box {
    return powerOf(layout) < power || (layout.kind === "call" && layout.fn === "outer" && power > 2)
      ? fenced(box)
      : box;
  }

  *#symbol({ name, slots, role }: SymbolLayout): Visit {
    if (role === "hole") return word("…", "\\dots");
    if (name === "pi") return { kind: "identifier", text: "π", latex: "\\pi", upright: false };
    const shown: Box[] = [];
    for (const slot of slots) shown.push(yield { layout: slot });
    return nameBox(name, shown.length === 0 ? undefined : this.#slots(slots, shown));
  }

  #slots(slots: readonly Layout[], shown: readonly Box[]): Box {
    return isShort(slots) ? row(...shown) : list(shown);
  }

  *#args(layouts: readonly Layout[]): Generator<Task, readonly Box[], Box> {
    const boxes: Box[] = [];
    for (const layout of layouts) boxes.push(yield { layout });
    return boxes;
  }

  *#call({ fn, args }: CallLayout): Visit {
    const boxes = yield* this.#args(args);
    const [first, second] = boxes as [Box, Box | undefined];
    if (fn === "sqrt") return { kind: "root", body: first };
    if (fn === "abs") return fenced(first, "|", "|");
    if (fn === "norm") return fenced(first, "‖", "‖");
    if (fn === "inv") {
      const base = { ...this.#tight(first, args[0]!, 4), arg: "x" };
      return { ...raised(base, args[0]!, inverseSign), intent: "inverse($x)" };
    }
    if (fn === "logdet") return logDeterminant(fenced(first));
    if (fn === "delta" && second !== undefined) {
      const sides = [
        { ...first, arg: "i" },
        { ...second, arg: "j" },
      ];
      const sub = isShort(args) ? row(...sides) : list(sides);
      return { ...scripts(word("δ", "\\delta"), sub), intent: "kronecker-delta($i,$j)" };
    }
    if (fn === "outer" && second !== undefined)
      return row(
        this.#tight(first, args[0]!, 2),
        operator("⊗", "\\otimes"),
        this.#tight(second, args[1]!, 3),
      );
    return row(functionName(fn), application, fenced(list(boxes)));
  }

  *#over({ fn, binders, body }: OverLayout): Visit {
    const names = binders.map(({ name }) => nameBox(name, undefined));
    const inner = yield { layout: body };
    const sign = signs[fn];
    if (sign !== undefined) {
      const counts: Box[] = [];
      for (const { count } of binders) if (count !== undefined) counts.push(yield { layout: count });
      const share: readonly Box[] =
        counts.length === 0 ? [] : [{ kind: "fraction", above: digits("1"), below: row(...counts) }];
      const [binder] = binders;
      const last =
        binders.length === 1 && binder?.last !== undefined ? yield { layout: binder.last } : undefined;
      const under = last === undefined ? list(names) : row(names[0]!, operator("="), digits("1"));
      const shown = this.#tight(inner, body, fn === "max" || fn === "min" ? 3 : 2);
      return row(...share, { kind: "big", sign, under, over: last }, shown);
    }
    if (fn === "inv" || fn === "det" || fn === "logdet") {
      const matrix = scripts(fenced(inner, "[", "]"), list(names));
      if (fn === "inv") return { ...(matrix as Extract<Box, { kind: "scripts" }>), sup: inverseSign };
      return fn === "det" ? row(functionName(fn), application, matrix) : logDeterminant(matrix);
    }
    const index = binders[0]!.name;
    const whole = body.kind === "symbol" ? withoutSlot(body, index) : undefined;
    if (whole !== undefined && (fn === "norm" || fn === "softmax" || fn === "logsoftmax")) {
      const argument = yield { layout: whole };
      if (fn === "norm") return fenced(argument, "‖", "‖");
      return row(functionName(fn), application, scripts(fenced(argument), names[0]));
    }
    if (fn === "norm") return scripts(fenced(inner, "‖", "‖"), list(names));
    return row(scripts(functionName(fn), list(names)), application, fenced(inner));
  }

  *#sum({ terms }: SumLayout): Visit {
    const items: Box[] = [];
    for (const [k, { negative, body }] of terms.entries()) {
      const box = yield { layout: body };
      if (k > 0) items.push(negative ? minus : plus);
      else if (negative) items.push({ ...minus, form: "prefix" });
      items.push(this.#tight(box, body, negative || k > 0 ? 2 : 1));
    }
    return row(...items);
  }

  *#product({ op, factors }: ProductLayout): Visit {
    const items: Box[] = [];
    let rank = 0;
    for (const [k, factor] of factors.entries()) {
      const box = yield { layout: factor };
      const isLast = k === factors.length - 1;
      const own = rankOf(factor);
      let shown = this.#tight(box, factor, factor.kind === "product" || (isBig(factor) && !isLast) ? 3 : 2);
      if (
        op === "*" &&
        this.#form === "matrix" &&
        rank === 0 &&
        own === 1 &&
        !isLast &&
        rankOf(factors[k + 1]!) === 2
      )
        shown = raised(this.#tight(box, factor, 4), factor, transposeSign);
      if (k > 0)
        items.push(op === ".*" ? operator("⊙", "\\odot") : this.#times(factors[k - 1]!, factor, rank, own));
      items.push(noted(shown, this.#noteOf(factor)));
      rank = rank === 0 ? own : own === 0 ? rank : rank + own - 2;
    }
    return row(...items);
  }

  /** The sign between two factors: none, except between numbers and between two vectors. */
  #times(before: Layout, after: Layout, rank: number, own: number): OperatorBox {
    const isNumber = (layout: Layout): boolean => layout.kind === "number" || (layout.kind === "quotient" && isNumber(layout.above) && isNumber(layout.below)); // prettier-ignore
    const isDot = this.#form === "matrix" && rank === 1 && own === 1;
    return isDot ||
      (isNumber(before) && (isNumber(after) || (after.kind === "power" && isNumber(after.base))))
      ? operator("⋅", "\\cdot")
      : invisibleTimes;
  }

  *#compare({ rel, left, right }: CompareLayout): Visit {
    const [a, b] = yield* this.#args([left, right]);
    return row(this.#tight(a!, left, 1), relations[rel], this.#tight(b!, right, 1));
  }

  *#conditional({ condition, onTrue, onFalse }: ConditionalLayout): Visit {
    const [yes, no] = yield* this.#args([onTrue, onFalse]);
    const test = yield { layout: condition, isCondition: true };
    return { kind: "cases", rows: [{ value: yes!, condition: test }, { value: no!, condition: undefined }] }; // prettier-ignore
  }

  /** ∂²C / ∂x ∂y for the derivative by y of the derivative by x. */
  *#derivative(layout: DerivativeLayout): Visit {
    const variables: Layout[] = [];
    let { quantity }: Pick<DerivativeLayout, "quantity"> = layout;
    for (variables.push(layout.variable); quantity.kind === "derivative"; quantity = quantity.quantity)
      variables.unshift(quantity.variable);
    const top = yield { layout: quantity };
    const below = yield* this.#args(variables);
    if (variables.length === 1) {
      const [f, x] = [
        { ...top, arg: "f" },
        { ...below[0]!, arg: "x" },
      ];
      const [above, under] = [row(partial, f), row(partial, x)];
      return { kind: "fraction", above, below: under, intent: "partial-derivative($f,$x)" };
    }
    const order = scripts(partial, undefined, digits(`${variables.length}`));
    const all = below.flatMap((variable) => [partial, variable]);
    return { kind: "fraction", above: row(order, top), below: row(...all) };
  }
}

/** log |det A| of a matrix that has its own brackets. */
const logDeterminant = (matrix: Box): Box =>
  row(functionName("log"), application, fenced(row(functionName("det"), application, matrix), "|", "|"));

const transposeSign = operator("⊤", "\\top", "postfix");
const plus = operator("+");
const minus = operator("−", "-");
const minusSign: OperatorBox = { ...minus, form: "prefix" };
const inverseSign = row(minusSign, digits("1"));
const partial = operator("∂", "\\partial", "prefix");
const relations = {
  "==": operator("="), "!=": operator("≠", "\\ne"), "<": operator("<"), "<=": operator("≤", "\\le"), ">": operator(">"), ">=": operator("≥", "\\ge"),
}; // prettier-ignore

const signs: Readonly<Record<string, OperatorBox | ReturnType<typeof word>>> = {
  sum: operator("∑", "\\sum", "prefix"),
  // A mean over an index is (1/n) Σ.
  mean: operator("∑", "\\sum", "prefix"),
  prod: operator("∏", "\\prod", "prefix"),
  max: word("max", "\\max"),
  min: word("min", "\\min"),
};

/** Functions whose usual name is not the language's, or which LaTeX knows. */
const functions: Readonly<Record<string, ReturnType<typeof word>>> = {
  ...Object.fromEntries(
    ["exp", "log", "sin", "cos", "tan", "tanh", "max", "min", "det"].map((fn) => [fn, word(fn, `\\${fn}`)]),
  ),
  relu: word("ReLU"),
  gelu: word("GELU"),
  sigmoid: word("σ", "\\sigma"),
  sign: word("sgn"),
};

const functionName = (fn: string): Box => functions[fn] ?? word(fn);

const rankOf = (layout: Layout): number => (layout.free ?? layout.of?.free ?? []).length;
const isShort = (layouts: readonly Layout[]): boolean =>
  layouts.every((l) => l.kind === "symbol" && l.name.length === 1);

/** The symbol without the slot that is the index, which must occur exactly once. */
function withoutSlot(symbol: SymbolLayout, index: string): SymbolLayout | undefined {
  const at = symbol.slots.flatMap((slot, k) => (slot.kind === "symbol" && slot.name === index ? [k] : []));
  if (at.length !== 1) return undefined;
  return { ...symbol, slots: symbol.slots.filter((_, k) => k !== at[0]) };
}

/** base^sup; a base that carries a superscript already goes into brackets. */
function raised(box: Box, layout: Layout, sup: Box): Box {
  if (layout.kind !== "symbol") return scripts(box, undefined, sup);
  if (hasLabel(layout.name))
    return scripts(sup.kind === "operator" ? row1(box) : fenced(box), undefined, sup);
  return box.kind === "scripts" && box.sup === undefined ? { ...box, sup } : scripts(box, undefined, sup);
}

/** A group of one box. */
const row1 = (box: Box): Box => ({ kind: "row", items: [box] });
