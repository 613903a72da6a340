import {
  addAffine,
  affineConst,
  affineOf,
  scaleAffine,
  substituteAffine,
  type Affine,
  type AffineAtom,
} from "../../core/affine.ts";
import { substitute } from "../../core/bind.ts";
import { affineExpr, delta, one, pi, tensor } from "../../core/build.ts";
import { formalIndex, namedIndex } from "../../core/index.ts";
import type { Span } from "../../core/span.ts";
import { transposed } from "../../2-elaborate/matrix.ts";
import type { Shape } from "../../2-elaborate/symbols.ts";
import { shapeParam } from "../../2-elaborate/wording.ts";
import { indexName } from "../../1-parse/latex/big.ts";
import type { Subscript, Tex } from "../../1-parse/latex/syntax.ts";
import { identifier, type Mention } from "./names.ts";
import type { Context, Letter } from "./scope.ts";
import { anySize, axesOf, fail, fitting, succeed, val, type Outcome, type Val } from "./value.ts";

/** What a name with its scripts means; powers are applied by the caller. */
export function mentioned(mention: Mention, context: Context): Outcome {
  const { scope, letters, locals } = context;
  const { span } = mention;
  const isPlain = mention.slots.length === 0 && mention.label === undefined;
  const local = locals.get(mention.base);
  if (local !== undefined && isPlain) return succeed({ ...local, span });
  const letter = letters.get(mention.base);
  if (letter !== undefined && isPlain && mention.primes === 0)
    return succeed(val([], affineExpr(letter.form), span));
  const name = scope.resolve(mention.name);
  const shape = scope.shapeOf(name);
  if (shape !== undefined) return entries(name, shape, mention, context);
  if (mention.base === "delta" && mention.slots.length === 2) return kronecker(mention, context);
  const error = scope.errorName(mention);
  if (error !== undefined) return derivativeOf([error.of, error.wrt], [[], mention.slots], mention, context);
  const unit = unitVector(mention, context);
  if (unit !== undefined) return unit;
  const matrix = matrixOf(mention, context);
  if (matrix !== undefined) return entries(matrix.name, matrix.shape, mention, context);
  const size = scope.sizeOf(mention.name);
  if (size !== undefined && isPlain) return succeed(val([], affineExpr(size), span));
  if (mention.base === "pi" && isPlain) return succeed(val([], pi, span));
  if (mention.base === "I" && mention.slots.length === 0) return succeed(identity(span));
  return fail("E0229", {
    params: { name: mention.name },
    labels: [{ span, text: "here" }],
    help: ["declare"],
  });
}

/** 𝟙 on the diagonal; its length is that of what it meets. */
const identity = (span: Span): Val => {
  const [row, column] = axesOf([anySize, anySize]);
  return val([anySize, anySize], delta(affineOf(row!), affineOf(column!)), span);
};

/** e_c with a 1 at the position c, where c is fixed by the text. */
function unitVector(
  { base, slots, span, powers, isTransposed, primes }: Mention,
  context: Context,
): Outcome | undefined {
  const [only] = slots;
  if (base !== "e" || slots.length !== 1 || only?.kind !== "slot" || powers.length > 0) return undefined;
  if (only.value.kind !== "symbol" || !context.scope.names.fixed.has(only.value.name)) return undefined;
  const form = formOf(only.value, context, () => undefined);
  if (form === undefined) return undefined;
  const [axis] = axesOf([anySize]);
  return succeed(turnedAsWritten(val([anySize], delta(affineOf(axis!), form), span), { isTransposed, primes }, true)); // prettier-ignore
}

/** x_i and w_jk where the text has the matrices X and W: a row, an entry. */
function matrixOf(
  { name, slots }: Mention,
  { scope }: Context,
): { readonly name: string; readonly shape: Shape } | undefined {
  const upper = name.charAt(0).toUpperCase() + name.slice(1);
  if (upper === name || slots.length === 0) return undefined;
  const known = scope.resolve(upper);
  const shape = scope.shapeOf(known);
  return shape?.length === 2 ? { name: known, shape } : undefined;
}

/** The entries of a tensor that slots leave, transposed where it says so. */
function entries(name: string, shape: Shape, mention: Mention, context: Context): Outcome {
  const { scope } = context;
  const slots = readSlots(mention.slots, shape.length);
  if (slots.length > shape.length || (slots.length > 0 && shape.length === 0))
    return fail("E0208", {
      params: { name: mention.name, shape: shapeParam(shape), axes: shape.length, slots: slots.length },
      labels: [{ span: mention.span, text: "here" }],
    });
  const kept: Affine[] = [];
  const forms: Affine[] = [];
  for (const [axis, size] of shape.entries()) {
    const slot = slots[axis];
    if (slot === undefined || slot.kind !== "slot") {
      kept.push(size);
      forms.push(affineOf(formalIndex(kept.length, size)));
      continue;
    }
    const form = position(slot.value, size, mention.name, context);
    if ("failures" in form) return form;
    forms.push(form);
  }
  const value = val(kept, scope.refer(name, shape, forms), mention.span);
  return succeed(turnedAsWritten(value, mention, shape.length > 0));
}

/** The value with its transposes; a prime transposes what is not a function. */
export function turnedAsWritten(
  value: Val,
  mention: Pick<Mention, "isTransposed" | "primes">,
  hasPrime: boolean,
): Val {
  const turns = (mention.isTransposed ? 1 : 0) + (hasPrime ? mention.primes : 0);
  return turns % 2 === 1 ? transpose(value) : value;
}

export function transpose(value: Val): Val {
  const { shape, expr } = value;
  if (shape.length === 1) return { ...value, turned: !value.turned, from: [value] };
  if (shape.length !== 2) return value;
  return {
    ...value,
    shape: shape.toReversed(),
    expr: transposed(expr, axesOf(shape), axesOf),
    from: [value],
  };
}

/** `_{12}` of a matrix is row 1, column 2. */
export function readSlots(slots: readonly Subscript[], axes: number): readonly Subscript[] {
  const [only] = slots;
  if (slots.length !== 1 || only?.kind !== "slot" || only.value.kind !== "number" || axes < 2) return slots;
  const { text, span } = only.value;
  if (text.length !== axes || !/^\d+$/.test(text)) return slots;
  return Array.from(text, (digit, k) => {
    const place = { start: span.start + k, end: span.start + k + 1 };
    return {
      kind: "slot",
      span: place,
      value: { kind: "number", text: digit, style: undefined, span: place },
    } as const;
  });
}

/** The position a slot stands for; a letter that is new is opened. */
export function position(node: Tex, size: Affine, of: string, context: Context): Affine | Outcome {
  const form = formOf(node, context, (name, span) => openLetter(name, size, span, context));
  if (form === undefined) return fail("E0217", { labels: [{ span: node.span, text: "slot" }] });
  const called = indexName(node);
  const letter = called === undefined ? undefined : context.letters.get(called);
  if (letter !== undefined && !letter.isRanged && !fitting(letter.index.size, size, context.scope.same))
    return fail("E0205", {
      params: { index: letter.name, first: letter.index.size.key, second: size.key },
      labels: [
        { span: node.span, text: "here", params: { size: size.key, of } },
        { span: letter.span, text: "there", params: { size: letter.index.size.key, of: letter.name } },
      ],
    });
  return outside(form, size, node, of, context) ?? form;
}

/** A slot that certainly leaves its axis. */
function outside(form: Affine, size: Affine, node: Tex, of: string, { scope }: Context): Outcome | undefined {
  const ends = (low: boolean): Affine =>
    substituteAffine(form, (atom) =>
      atom.kind !== "index"
        ? undefined
        : form.terms.find((t) => t.atom === atom)!.coef > 0 === low
          ? affineConst(1)
          : atom.size,
    );
  const [least, most] = [ends(true), ends(false)];
  const isBelow = least.terms.length === 0 && least.constant < 1;
  const isAbove = most.terms.length === 0 && size.terms.length === 0 && most.constant > size.constant;
  if ((!isBelow && !isAbove) || scope.same(most, size)) return undefined;
  return fail("E0218", {
    params: { of, axis: size.key, value: (isBelow ? least : most).key },
    labels: [{ span: node.span, text: form.terms.length === 0 ? "fixed" : isBelow ? "below" : "above" }],
  });
}

/** The integer form of a slot or a bound; `open` gives a letter that is not known its meaning. */
export function formOf(
  node: Tex,
  context: Context,
  open: (name: string, span: Span) => Letter | undefined,
): Affine | undefined {
  if (node.kind === "number") return /^\d{1,6}$/.test(node.text) ? affineConst(Number(node.text)) : undefined;
  if (node.kind === "group" && node.rest.length === 0) return formOf(node.body, context, open);
  if (node.kind === "symbol") {
    const letter = context.letters.get(node.name);
    if (letter !== undefined) return letter.form;
    const isIndex = context.scope.names.indexLetters.has(node.name);
    const opened = isIndex ? open(node.name, node.span) : undefined;
    return opened?.form ?? context.scope.sizeOf(identifier(node.name)) ?? open(node.name, node.span)?.form;
  }
  if (node.kind === "scripted") {
    // k′ and i_1 are letters of their own.
    const name = indexName(node);
    const letter = name === undefined ? undefined : context.letters.get(name);
    if (letter !== undefined) return letter.form;
    const mention = context.scope.names.mention(node);
    const size = mention && context.scope.sizeOf(mention.name);
    return size ?? (name !== undefined && node.primes > 0 ? open(name, node.span)?.form : undefined);
  }
  if (node.kind === "product") {
    const [first, second] = node.factors;
    const times = first!.value.kind === "number" ? Number(first!.value.text) : NaN;
    const rest = node.factors.length === 2 ? formOf(second!.value, context, open) : undefined;
    return rest && Number.isSafeInteger(times) ? scaleAffine(rest, times) : undefined;
  }
  if (node.kind !== "sum") return undefined;
  let total = affineConst(0);
  for (const { negative, value } of node.terms) {
    const form = formOf(value, context, open);
    if (form === undefined) return undefined;
    total = addAffine(total, scaleAffine(form, negative ? -1 : 1));
  }
  return total;
}

/** A letter that stands for every position of an axis. */
export function openLetter(name: string, size: Affine, span: Span, { letters }: Context): Letter {
  const index = namedIndex(name, size);
  const letter: Letter = { name, index, form: affineOf(index), isRanged: false, span };
  letters.set(name, letter);
  return letter;
}

/** δ_ij of two positions. */
function kronecker({ slots, span }: Mention, context: Context): Outcome {
  const [first, second] = slots;
  if (first?.kind !== "slot" || second?.kind !== "slot")
    return fail("E0217", { labels: [{ span, text: "slot" }] });
  // A letter that is new runs over the axis of the other one.
  const known = [first, second].map(({ value }) => formOf(value, context, () => undefined));
  const size = known.flatMap(
    (form) => form?.terms.flatMap(({ atom }) => (atom.kind === "index" ? [atom.size] : [])) ?? [],
  )[0];
  const forms = [first, second].map(({ value }) =>
    formOf(value, context, (name, at) =>
      size === undefined ? undefined : openLetter(name, size, at, context),
    ),
  );
  const [a, b] = forms;
  if (a === undefined || b === undefined)
    return fail("E0211", { params: { index: first.value.kind === "symbol" ? first.value.name : "i" }, labels: [{ span, text: "here" }] }); // prettier-ignore
  const sizes = [a, b].flatMap(({ terms }) =>
    terms.flatMap(({ atom }) => (atom.kind === "index" ? [atom.size] : [])),
  );
  if (sizes.length === 2) context.scope.same(sizes[0]!, sizes[1]!);
  return succeed(val([], delta(a, b), span));
}

/**
 * ∂of/∂wrt… as the tensor claims of model files have for it, at the slots that are written.
 *
 * @param names the quantity, then the variables
 * @param slots for each name
 */
export function derivativeOf(
  names: readonly string[],
  slots: readonly (readonly Subscript[])[],
  mention: Pick<Mention, "span" | "isTransposed" | "primes">,
  context: Context,
): Outcome {
  const { scope, derivatives } = context;
  const kept: Affine[] = [];
  const forms: Affine[] = [];
  const shape: Affine[] = [];
  const axes: number[] = [];
  for (const [k, name] of names.entries()) {
    const own = scope.shapeOf(name);
    if (own === undefined || (k === 0 && !scope.isComputed(name)))
      return fail("E0232", { labels: [{ span: mention.span, text: k === 0 ? "of" : "wrt" }] });
    const written = readSlots(slots[k] ?? [], own.length);
    if (written.length > own.length)
      return fail("E0208", {
        params: { name, shape: shapeParam(own), axes: own.length, slots: written.length },
        labels: [{ span: mention.span, text: "here" }],
      });
    const before = kept.length;
    for (const [axis, size] of own.entries()) {
      const slot = written[axis];
      if (slot?.kind === "slot") {
        const form = position(slot.value, size, name, context);
        if ("failures" in form) return form;
        forms.push(form);
      } else {
        kept.push(size);
        forms.push(affineOf(formalIndex(kept.length, size)));
      }
      shape.push(size);
    }
    axes.push(kept.length - before);
  }
  const [of, ...wrt] = names;
  const called = wrt.reduce((inner, variable) => `d(${inner})/d(${variable})`, of!);
  derivatives.set(called, { tensor: called, of: of!, wrt });
  const isPlain = wrt.length === 1 && slots.every((written) => written.length === 0);
  const value = val(kept, tensor(called, shape, forms), mention.span, {
    differential: isPlain ? { of: of!, wrt: wrt[0]!, ofAxes: axes[0]! } : undefined,
  });
  return succeed(turnedAsWritten(value, mention, false));
}

/** Positions put into the axes of any value: `softmax(z)_j`, `(AB)_{ij}`. */
export function indexed(value: Val, slots: readonly Subscript[], context: Context, span: Span): Outcome {
  const { shape } = value;
  const written = readSlots(slots, shape.length).filter(({ kind }) => kind !== "word");
  if (written.length === 0) return succeed({ ...value, span, from: [value] });
  if (written.length > shape.length)
    return fail("E0208", {
      params: { name: "( )", shape: shapeParam(shape), axes: shape.length, slots: written.length },
      labels: [{ span, text: "here" }],
    });
  const kept: Affine[] = [];
  const by = new Map<AffineAtom, Affine>();
  for (const [axis, index] of axesOf(shape).entries()) {
    const slot = written[axis];
    if (slot?.kind !== "slot") {
      kept.push(shape[axis]!);
      by.set(index, affineOf(formalIndex(kept.length, shape[axis]!)));
      continue;
    }
    const form = position(slot.value, shape[axis]!, "( )", context);
    if ("failures" in form) return form;
    by.set(index, form);
  }
  return succeed(val(kept, substitute(value.expr, by), span, { how: value.how, from: [value] }));
}

/** 𝟏: a vector of ones, as long as what it meets. */
export const ones = (span: Span): Val => val([anySize], one, span);
