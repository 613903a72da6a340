import { add, constant, div, sqrt, unary, zero } from "../../core/build.ts";
import { rename } from "../../core/bind.ts";
import type { Expr } from "../../core/expr.ts";
import { parseDecimal, rational } from "../../core/rational.ts";
import type { Span } from "../../core/span.ts";
import { shapeParam } from "../../2-elaborate/wording.ts";
import { functionOf } from "../../1-parse/latex/lexicon.ts";
import type { Subscript, Tex } from "../../1-parse/latex/syntax.ts";
import { reduced } from "./bigs.ts";
import { called, determinant } from "./calls.ts";
import { conditionsHold } from "./conditions.ts";
import { norm } from "./functions.ts";
import { derivativeOf, indexed, mentioned, ones, transpose } from "./mention.ts";
import { isEuler, exponential, powered } from "./powers.ts";
import { product } from "./products.ts";
import type { Context } from "./scope.ts";
import { chosen, writtenOut } from "./tables.ts";
import {
  axesOf,
  combine,
  commonShape,
  either,
  fail,
  fitting,
  hows,
  succeed,
  val,
  withShape,
  type Outcome,
  type Val,
} from "./value.ts";

type Of<K extends Tex["kind"]> = Extract<Tex, { kind: K }>;
type Rules = { readonly [K in Tex["kind"]]: (node: Of<K>, context: Context) => Outcome };
const nothing = (code: "H0701" | "E0226", span: Span, name = ""): Outcome =>
  fail(code, { params: { name }, labels: [{ span, text: "here" }] });

const rules: Rules = {
  number({ text, style, span }) {
    if (style !== undefined && text === "1") return succeed(ones(span));
    if (style !== undefined && text === "0") return succeed(val([], zero, span));
    const value = parseDecimal(text);
    if (value === undefined) return fail("E0117", { labels: [{ span, text: "here" }] });
    return succeed(val([], constant(value), span));
  },
  symbol: name,
  scripted,
  call: called,
  sum({ terms, span }, context) {
    const parts = terms.map(({ value }) => context.evaluate(value, context));
    return combine(parts, (vals) => added(vals, terms.map(({ negative }) => negative), span, context)); // prettier-ignore
  },
  product: chainOfFactors,
  fraction({ above, below, span }, context) {
    return combine([context.evaluate(above, context), context.evaluate(below, context)], ([a, b]) =>
      divided(a!, b!, span, context),
    );
  },
  derivative({ of, wrt, span }, context) {
    return derivative(of, wrt, span, context);
  },
  nabla({ of, wrt, order, span }, context) {
    const quantity = quantityName(of, context);
    const variable = wrt ?? (quantity === undefined ? undefined : soleVariable(quantity, span, context));
    if (variable === undefined) return fail("E0232", { labels: [{ span, text: "wrt" }] });
    return derivative(of, order === 2 ? [variable, variable] : [variable], span, context);
  },
  big: reduced,
  norm({ body, sub, span }, context) {
    return combine([context.evaluate(body, context)], ([x]) => {
      const [kind] = sub;
      const expr = norm(x!.expr, axesOf(x!.shape), normKind(kind));
      return expr === undefined
        ? nothing("E0226", span, "‖·‖")
        : succeed(val([], expr, span, { how: x!.how, from: [x!] }));
    });
  },
  abs({ body, span }, context) {
    return combine([context.evaluate(body, context)], ([x]) =>
      x!.shape.length === 2
        ? determinant(x!, span, context)
        : succeed(val(x!.shape, unary("abs", x!.expr), span, { how: x!.how, from: [x!] })),
    );
  },
  bracket({ conditions, span }, context) {
    return combine([conditionsHold(conditions, context)], ([value]) =>
      succeed({ ...value!, span, from: [value!] }),
    );
  },
  group({ body, rest, span }, context) {
    if (rest.length > 0)
      return fail("E0102", { params: { found: "," }, labels: [{ span: rest[0]!.span, text: "list" }] });
    const { vals, failures } = context.evaluate(body, context);
    return { vals: vals.map((value) => ({ ...value, span })), failures };
  },
  root({ body, degree, span }, context) {
    const value = context.evaluate(body, context);
    if (degree !== undefined) {
      const inverse: Tex = {
        kind: "fraction",
        above: { kind: "number", text: "1", style: undefined, span },
        below: degree,
        span,
      };
      return combine([value], ([x]) => powered(x!, [inverse], span, context, true));
    }
    return combine([value], ([x]) =>
      succeed(val(x!.shape, sqrt(x!.expr), span, { how: x!.how, from: [x!], turned: x!.turned })),
    );
  },
  cases({ rows, span }, context) {
    if (rows.length === 0)
      return fail("E0102", { params: { found: "cases" }, labels: [{ span, text: "here" }] });
    const parts = rows.flatMap(({ value, conditions }) => [
      context.evaluate(value, context),
      conditions === undefined ? succeed() : conditionsHold(conditions, context),
    ]);
    const isOpenEnded = rows.at(-1)?.conditions === undefined;
    const given = parts.filter((_, k) => k % 2 === 0 || rows[(k - 1) / 2]!.conditions !== undefined);
    return combine(given, (vals) => chosen(vals, isOpenEnded, span, context));
  },
  matrix({ rows, span }, context) {
    const width = rows[0]?.length ?? 0;
    if (width === 0 || rows.some((row) => row.length !== width))
      return fail("E0102", { params: { found: "matrix" }, labels: [{ span, text: "here" }] });
    return combine(
      rows.flat().map((entry) => context.evaluate(entry, context)),
      (vals) => writtenOut(vals, rows.length, width, span),
    );
  },
  hole: ({ span }) => nothing("H0701", span),
  broken: () => ({ vals: [], failures: [] }),
};

/** Every meaning of an expression in the context. Its depth is bounded by that of the text. */
export function evaluate(node: Tex, context: Context): Outcome {
  return (rules[node.kind] as (node: Tex, context: Context) => Outcome)(node, context);
}

function normKind(sub: Subscript | undefined): string {
  if (sub === undefined) return "";
  if (sub.kind === "word") return sub.text;
  if (sub.kind !== "slot") return "?";
  return sub.value.kind === "number" ? sub.value.text : sub.value.kind === "symbol" ? sub.value.name : "?";
}

function name(node: Of<"symbol">, context: Context): Outcome {
  if (node.style === "blackboard" && node.name === "1") return succeed(ones(node.span));
  return mentioned(context.scope.names.mention(node)!, context);
}

function scripted(node: Of<"scripted">, context: Context): Outcome {
  const { base, span } = node;
  const mention = context.scope.names.mention(node);
  if (mention !== undefined && base.kind === "symbol") {
    const isBaseOfPowers =
      base.name === "e" &&
      mention.powers.length > 0 &&
      isEuler(mention, context) &&
      !context.letters.has("e");
    if (isBaseOfPowers) return exponential(context.evaluate(mention.powers[0]!, context), span);
    const found = mentioned(mention, context);
    if (
      mention.primes > 0 &&
      found.vals[0]?.shape.length === 0 &&
      context.scope.shapeOf(context.scope.resolve(mention.name)) !== undefined
    ) {
      const slope = ownSlope(mention.name, span, context);
      if (slope !== undefined) return slope;
    }
    return combine([found], ([value]) => powered(value!, mention.powers, span, context));
  }
  const value = context.evaluate(base, context);
  const powers = node.sup.flatMap((sup) => (sup.kind === "power" ? [sup.exponent] : []));
  const turns = node.sup.filter(({ kind }) => kind === "transpose").length + node.primes;
  return combine([value], (values) => {
    const turned = turns % 2 === 1 ? transpose(values[0]!) : values[0]!;
    return combine([indexed(turned, node.sub, context, span)], ([entry]) =>
      powered(entry!, powers, span, context),
    );
  });
}

/** f′ of a quantity that is computed entry by entry from one variable. */
export function ownSlope(quantity: string, span: Span, context: Context): Outcome | undefined {
  const variable = context.scope.soleVariable(quantity);
  if (variable === undefined) return undefined;
  const plain = { span, isTransposed: false, primes: 0 };
  return derivativeOf([quantity, variable], [[], []], plain, context);
}

/** Terms that meet entry by entry; a number meets every entry, a vector every row of a matrix. */
function added(vals: readonly Val[], negative: readonly boolean[], span: Span, context: Context): Outcome {
  const { same } = context.scope;
  let widest = vals[0]!;
  for (const value of vals) if (value.shape.length > widest.shape.length) widest = value;
  let { shape } = widest;
  const how: string[] = [...hows(vals)];
  const exprs: Expr[] = [];
  for (const value of vals) {
    if (value.shape.length === 0) {
      exprs.push(value.expr);
      continue;
    }
    const common = commonShape(shape, value.shape, same);
    const isRow =
      common === undefined &&
      shape.length === 2 &&
      value.shape.length === 1 &&
      fitting(shape[1]!, value.shape[0]!, same);
    if (common === undefined && !isRow)
      return fail(
        "E0301",
        {
          params: { left: shapeParam(widest.shape), right: shapeParam(value.shape) },
          labels: [
            { span: value.span, text: "second", params: { shape: shapeParam(value.shape) } },
            { span: widest.span, text: "first", params: { shape: shapeParam(widest.shape) } },
          ],
        },
        how,
      );
    if (common !== undefined) shape = common;
    else how.push("vector added to every row");
    exprs.push(value.expr);
  }
  const moved = vals.map((value, k) => {
    if (value.shape.length === 0) return exprs[k]!;
    if (value.shape.length === shape.length) return withShape(value, shape);
    return withShape({ ...value, shape: [shape[0]!, value.shape[0]!], expr: shifted(value, shape) }, shape);
  });
  const expr = add(moved.map((e, k) => ({ coef: rational(negative[k]! ? -1 : 1), expr: e })));
  const tensors = vals.filter((value) => value.shape.length > 0);
  const isMixed =
    tensors.length > 0 && vals.some(({ shape: own, expr: e }) => own.length === 0 && e.kind !== "const");
  if (isMixed) how.push("number added to every entry");
  return succeed(
    val(shape, expr, span, {
      how,
      from: vals,
      turned: tensors.length > 0 && tensors.every(({ turned }) => turned),
    }),
  );
}

/** A vector as the rows of a matrix. */
const shifted = (value: Val, shape: Val["shape"]): Expr =>
  rename(value.expr, axesOf(value.shape), axesOf([shape[0]!, value.shape[0]!]).slice(1));

/**
 * A chain of factors. ⊙ and ∘ bind less tightly than products side by side: `δ ∘ W^\top e` is δ ∘ (W^\top e);
 * where only the other grouping fits, it is taken.
 */
function chainOfFactors(node: Of<"product">, context: Context): Outcome {
  const { factors, span } = node;
  const vals = factors.map(({ value }) => context.evaluate(value, context));
  const isLoose = (k: number): boolean => factors[k]!.sign === "odot" || factors[k]!.sign === "circ";
  const cuts = factors.flatMap((_, k) => (k > 0 && isLoose(k) ? [k] : []));
  const fold = (from: number, to: number): Outcome => {
    let result = vals[from]!;
    for (let k = from + 1; k < to; k++) result = joined(result, vals[k]!, k, from);
    return result;
  };
  const joined = (left: Outcome, right: Outcome, k: number, from: number): Outcome => {
    const { sign, signSpan, value } = factors[k]!;
    const whole = { start: factors[from]!.value.span.start, end: value.span.end };
    return combine([left, right], ([a, b]) =>
      sign === "slash"
        ? divided(a!, b!, whole, context)
        : product(a!, b!, sign, whole, signSpan, context.scope),
    );
  };
  if (cuts.length === 0) return whole(fold(0, factors.length), span);
  const bounds = [0, ...cuts, factors.length];
  let grouped = fold(bounds[0]!, bounds[1]!);
  for (const [position, cut] of cuts.entries())
    grouped = joined(grouped, fold(cut, bounds[position + 2]!), cut, 0);
  const result = grouped.vals.length > 0 ? grouped : either([fold(0, factors.length), grouped]);
  return whole(result, span);
}

const whole = ({ vals, failures }: Outcome, span: Span): Outcome => ({
  vals: vals.map((value) => ({ ...value, span })),
  failures,
});

function divided(a: Val, b: Val, span: Span, context: Context): Outcome {
  const shape = commonShape(a.shape, b.shape, context.scope.same);
  if (shape === undefined || (b.shape.length > 1 && a.shape.length !== b.shape.length))
    return fail("E0308", {
      labels: [
        { span, text: "here" },
        { span: b.span, text: "right", params: { shape: shapeParam(b.shape) } },
      ],
    });
  const [x, y] = [a, b].map((value) => (value.shape.length === 0 ? value.expr : withShape(value, shape)));
  const how = b.shape.length > 0 ? [...hows([a, b]), "÷ entry by entry"] : hows([a, b]);
  return succeed(val(shape, div(x!, y!), span, { how, from: [a, b], turned: a.turned }));
}

/** The name of the quantity that is differentiated: as written, or the one with this value. */
function quantityName(of: Tex, context: Context): string | undefined {
  const { scope } = context;
  const inner = of.kind === "group" && of.rest.length === 0 ? of.body : of;
  const mention = scope.names.mention(inner);
  const called = mention && scope.resolve(mention.name);
  if (called !== undefined && scope.shapeOf(called) !== undefined && mention!.powers.length === 0)
    return called;
  const [value] = context.evaluate(inner, { ...context, letters: new Map(context.letters) }).vals;
  return value && scope.quantityOf(value);
}

function soleVariable(of: string, span: Span, { scope }: Context): Tex | undefined {
  const variable = scope.soleVariable(of);
  return variable === undefined ? undefined : { kind: "symbol", name: variable, style: undefined, span };
}

function derivative(of: Tex, wrt: readonly Tex[], span: Span, context: Context): Outcome {
  const { scope } = context;
  const quantity = quantityName(of, context);
  if (quantity === undefined && of.kind === "symbol" && wrt.length === 1 && isFunction(of.name, context)) {
    // dσ/dx is σ′ at x.
    const head: Tex = { kind: "scripted", base: of, sub: [], sup: [], primes: 1, span: of.span };
    return context.evaluate({ kind: "call", name: of.name, head, args: wrt, span }, context);
  }
  if (quantity === undefined) {
    const { failures } = context.evaluate(of, { ...context, letters: new Map(context.letters) });
    return failures.length > 0
      ? { vals: [], failures }
      : fail("E0232", { labels: [{ span: of.span, text: "of" }] });
  }
  const above = scope.names.mention(of.kind === "group" ? of.body : of);
  const names = [quantity];
  const slots: (readonly Subscript[])[] = [
    above === undefined || scope.resolve(above.name) !== quantity ? callSlots(of) : above.slots,
  ];
  for (const variable of wrt) {
    const mention = scope.names.mention(variable);
    const error =
      mention && scope.shapeOf(scope.resolve(mention.name)) === undefined
        ? upperName(mention.name, context)
        : undefined;
    const known = error ?? (mention && scope.resolve(mention.name)) ?? quantityName(variable, context);
    if (known === undefined || scope.shapeOf(known) === undefined)
      return fail("E0232", { labels: [{ span: variable.span, text: "wrt" }] });
    names.push(known);
    slots.push(mention?.slots ?? []);
  }
  return derivativeOf(names, slots, { span, isTransposed: false, primes: 0 }, context);
}

const isFunction = (name: string, { scope }: Context): boolean =>
  scope.functions.has(name) || name === "sigma" || functionOf(name) !== undefined;

/** The positions of `softmax(z)_j` in `\partial softmax(z)_j`. */
const callSlots = (of: Tex): readonly Subscript[] =>
  of.kind === "scripted" && of.base.kind === "call"
    ? of.sub
    : of.kind === "call" && of.head.kind === "scripted"
      ? of.head.sub
      : [];

/** The matrix W for ∂/∂w_jk. */
function upperName(name: string, { scope }: Context): string | undefined {
  const upper = scope.resolve(name.charAt(0).toUpperCase() + name.slice(1));
  return scope.shapeOf(upper) === undefined ? undefined : upper;
}
