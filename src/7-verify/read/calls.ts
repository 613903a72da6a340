import { reduce, rename, sumOver } from "../../core/bind.ts";
import { affineExpr, mul, reciprocal, unary, constant } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import type { Span } from "../../core/span.ts";
import { diagonal, matrixFunction, trace } from "../../2-elaborate/matrix.ts";
import { shapeParam } from "../../2-elaborate/wording.ts";
import type { Subscript, Tex, TexCall } from "../../1-parse/latex/syntax.ts";
import { elementwiseFunction, extreme, softmaxOver } from "./functions.ts";
import { indexed } from "./mention.ts";
import { powered } from "./powers.ts";
import type { Context } from "./scope.ts";
import {
  axesOf,
  combine,
  commonShape,
  fail,
  fitting,
  hows,
  succeed,
  val,
  withShape,
  type Outcome,
  type Val,
} from "./value.ts";

/** A function of the text applied to its arguments. */
export function called(node: TexCall, context: Context): Outcome {
  const { head, span } = node;
  const scripts = head.kind === "scripted" ? head : { sub: [], sup: [], primes: 0 };
  const name = functionName(node, context);
  const parts = node.args.map((argument) => context.evaluate(argument, context));
  const slots = scripts.sub.filter(({ kind }) => kind !== "word");
  const words = scripts.sub.flatMap((one) => (one.kind === "word" ? [one.text] : []));
  return combine(parts, (args) => {
    const applied = apply({ name, args, slots, words, primes: scripts.primes, node }, context);
    return combine([applied], ([value]) => {
      const powers = scripts.sup.flatMap((sup) => (sup.kind === "power" ? [sup.exponent] : []));
      return powers.length === 0 ? succeed(value!) : powered(value!, powers, span, context, true);
    });
  });
}

interface Application {
  readonly name: string;
  readonly args: readonly Val[];
  readonly slots: readonly Subscript[];
  readonly words: readonly string[];
  readonly primes: number;
  readonly node: TexCall;
}

/** What σ means in this text. */
function functionName({ name }: TexCall, { scope }: Context): string {
  return name === "sigma" && !scope.functions.has(name) ? scope.sigma : name;
}

function apply(application: Application, context: Context): Outcome {
  const { name, args, slots, primes, node } = application;
  const { span } = node;
  const [x] = args;
  if (x === undefined)
    return fail("E0214", { params: { name, wanted: 1, given: 0 }, labels: [{ span, text: "here" }] });
  const made = (value: Pick<Val, "shape" | "expr">, more: Partial<Val> = {}): Outcome =>
    succeed(val(value.shape, value.expr, span, { how: hows(args), from: args, turned: x.turned, ...more }));
  const f = elementwiseFunction(name);
  if (primes > 0) return slope(application, f, context);
  if (f !== undefined && args.length === 1) {
    const value = { shape: x.shape, expr: f(x.expr) };
    // `\log_2`: the base.
    const [base] = slots;
    const digits =
      base?.kind === "slot" && base.value.kind === "number" ? Number(base.value.text) : undefined;
    if (name === "log" && digits !== undefined && digits > 1)
      return made({ ...value, expr: mul(value.expr, reciprocal(unary("log", constant(digits)))) });
    return combine([made(value)], ([only]) => indexed(only!, slots, context, span));
  }
  const user = context.scope.functions.get(name);
  if (user !== undefined) return userFunction(user, application, context);
  if (name === "softmax" || name === "logsoftmax") return normalised(application, context);
  return whole(application, context, made);
}

/** Bodies may call functions; a function that calls itself is not followed for ever. */
const deepestCalls = 8;

function userFunction(
  { parameter, body }: { readonly parameter: string; readonly body: Tex },
  { name, args, node, slots }: Application,
  context: Context,
): Outcome {
  if (context.depth >= deepestCalls)
    return fail("E0209", { params: { name, cycle: `${name} → ${name}` }, labels: [{ span: node.span, text: "here", params: { next: name } }] }); // prettier-ignore
  const locals = new Map([...context.locals, [parameter, args[0]!]]);
  const inner = context.evaluate(body, { ...context, locals, letters: new Map(), depth: context.depth + 1 });
  return combine([inner], ([value]) =>
    indexed({ ...value!, span: node.span, from: args }, slots, context, node.span),
  );
}

/** f′(x), entry by entry. */
function slope(
  { name, args, node, primes }: Application,
  f: ((x: Expr) => Expr) | undefined,
  context: Context,
): Outcome {
  const { scope } = context;
  const [x] = args;
  const user = scope.functions.get(name);
  const userBody =
    user &&
    ((argument: Expr): Expr => {
      const local = val([], argument, node.span);
      const inner = {
        ...context,
        locals: new Map([[user.parameter, local]]),
        letters: new Map(),
        depth: context.depth + 1,
      };
      return (
        firstExpr(context.depth >= deepestCalls ? [] : context.evaluate(user.body, inner).vals) ?? argument
      );
    });
  let of: ((argument: Expr) => Expr) | undefined = f ?? userBody;
  if (of === undefined)
    return fail("E0118", { params: { name }, labels: [{ span: node.span, text: "here" }] });
  for (let order = 0; order < Math.min(primes, 3); order++) {
    const before: (argument: Expr) => Expr = of;
    of = (at: Expr): Expr => scope.slope(before, at);
  }
  return succeed(val(x!.shape, of(x!.expr), node.span, { how: x!.how, from: args, turned: x!.turned }));
}

const firstExpr = (vals: readonly Val[]): Expr | undefined => vals[0]?.expr;

/** softmax along the last axis, along columns where it says so, or along the one letter of its argument. */
function normalised({ name, args, slots, words, node }: Application, context: Context): Outcome {
  const { span } = node;
  const [x] = args;
  const { shape, expr } = x!;
  const isLog = name === "logsoftmax";
  if (shape.length === 0) {
    const own = [...context.letters.values()].filter(({ index }) => expr.free.includes(index));
    const [letter] = own;
    if (letter === undefined || own.length > 1)
      return fail("E0223", { params: { name }, labels: [{ span, text: "number" }] });
    return succeed(val([], softmaxOver(expr, [letter.index], isLog), span, { how: x!.how, from: args }));
  }
  const isByColumn = words.some((word) => /^col/i.test(word));
  const axes = axesOf(shape);
  const over = [isByColumn ? axes[0]! : axes.at(-1)!];
  const how = shape.length > 1 && words.length === 0 ? [...x!.how, `${name} along rows`] : x!.how;
  const value = val(shape, softmaxOver(expr, over, isLog), span, { how, from: args, turned: x!.turned });
  return indexed(value, slots, context, span);
}

type Made = (value: Pick<Val, "shape" | "expr">, more?: Partial<Val>) => Outcome;

/** Functions of whole tensors. */
function whole({ name, args, slots, node }: Application, context: Context, made: Made): Outcome {
  const { span } = node;
  const { same } = context.scope;
  const [x, y] = args;
  const { shape, expr } = x!;
  const wrong = (wanted: "square" | "matrix-or-vector"): Outcome =>
    fail("E0304", { params: { name, wanted: { term: wanted } }, labels: [{ span: x!.span, text: "here", params: { shape: shapeParam(shape) } }] }); // prettier-ignore
  switch (name) {
    case "diag":
      if (shape.length === 1) {
        const expanded = diagonal(expr, shape, axesOf);
        return combine([made({ shape: [shape[0]!, shape[0]!], expr: expanded }, { turned: false })], ([v]) => indexed(v!, slots, context, span)); // prettier-ignore
      }
      if (shape.length !== 2 || !fitting(shape[0]!, shape[1]!, same)) return wrong("matrix-or-vector");
      return made(
        { shape: [shape[0]!], expr: rename(expr, [axesOf(shape)[1]!], [axesOf(shape)[0]!]) },
        { turned: false },
      );
    case "tr":
      if (shape.length === 0) return succeed(x!);
      if (shape.length !== 2 || !fitting(shape[0]!, shape[1]!, same)) return wrong("square");
      return made({
        shape: [],
        expr: trace(withShape(x!, [shape[0]!, shape[0]!]), [shape[0]!, shape[0]!], axesOf),
      });
    case "inv":
    case "det":
    case "logdet": {
      if (shape.length !== 2 || !fitting(shape[0]!, shape[1]!, same)) return wrong("square");
      const square = [shape[0]!, shape[0]!];
      const value = matrixFunction(name, withShape(x!, square), square, axesOf);
      return combine([made({ shape: name === "inv" ? square : [], expr: value }, { turned: false })], ([v]) => indexed(v!, slots, context, span)); // prettier-ignore
    }
    case "logsumexp":
      return made({ shape: [], expr: reduce("logsumexp", axesOf(shape), expr) }, { turned: false });
    case "mean": {
      const axes: readonly Index[] = axesOf(shape);
      const count = axes.map(({ size }) => reciprocal(affineExpr(size)));
      return made({ shape: [], expr: mul(...count, sumOver(axes, expr)) }, { turned: false });
    }
    case "max":
    case "min": {
      if (y === undefined)
        return made({ shape: [], expr: reduce(name, axesOf(shape), expr) }, { turned: false });
      const common = commonShape(shape, y.shape, same);
      if (common === undefined || args.length > 2) return wrong("matrix-or-vector");
      const [a, b] = [
        shape.length === 0 ? expr : withShape(x!, common),
        y.shape.length === 0 ? y.expr : withShape(y, common),
      ];
      return made({ shape: common, expr: extreme(name, a, b) });
    }
    default:
      return fail("E0226", { params: { name }, labels: [{ span, text: "here" }] });
  }
}

/** |A| of a matrix. */
export function determinant(matrix: Val, span: Span, { scope }: Context): Outcome {
  const [rows, columns] = matrix.shape;
  if (!fitting(rows!, columns!, scope.same))
    return fail("E0304", { params: { name: "|·|", wanted: { term: "square" } }, labels: [{ span: matrix.span, text: "here", params: { shape: shapeParam(matrix.shape) } }] }); // prettier-ignore
  const square = [rows!, rows!];
  const value = matrixFunction("det", withShape(matrix, square), square, axesOf);
  return succeed(val([], value, span, { how: [...matrix.how, "|·| as the determinant"], from: [matrix] }));
}
