import { boundsAffine } from "../core/affine.ts";
import { abstract } from "../core/bind.ts";
import type { Expr } from "../core/expr.ts";
import { isInteger, isNegative, isZero } from "../core/rational.ts";
import { postorder } from "../core/walk.ts";

/** What is known of a fact. Unknown never counts as yes. */
export type Truth = "yes" | "no" | "unknown";

/** The sign of the value of an expression wherever it is defined. */
export type Sign = "positive" | "non-negative" | "zero" | "non-positive" | "negative" | "unknown";

const flip: { readonly [S in Sign]: Sign } = {
  positive: "negative",
  "non-negative": "non-positive",
  zero: "zero",
  "non-positive": "non-negative",
  negative: "positive",
  unknown: "unknown",
};

const isPlus = (s: Sign): boolean => s === "positive" || s === "non-negative" || s === "zero";
const isMinus = (s: Sign): boolean => s === "negative" || s === "non-positive" || s === "zero";

function sumSign(signs: readonly Sign[]): Sign {
  if (signs.every((s) => s === "zero")) return "zero";
  if (signs.every(isPlus)) return signs.includes("positive") ? "positive" : "non-negative";
  if (signs.every(isMinus)) return signs.includes("negative") ? "negative" : "non-positive";
  return "unknown";
}

function productSign(signs: readonly Sign[]): Sign {
  if (signs.includes("zero")) return "zero";
  if (signs.includes("unknown")) return "unknown";
  const strict = signs.every((s) => s === "positive" || s === "negative");
  const negative = signs.filter(isMinus).length % 2 === 1;
  const size: Sign = strict ? "positive" : "non-negative";
  return negative ? flip[size] : size;
}

/** Signs of functions of one number, from the sign of the argument. */
const unarySign: { readonly [Op in Extract<Expr, { kind: "unary" }>["op"]]: (argument: Sign) => Sign } = {
  exp: () => "positive",
  log: () => "unknown",
  log1p: (s) => (isPlus(s) ? s : "unknown"),
  expm1: (s) => s,
  abs: (s) => (s === "positive" || s === "negative" ? "positive" : s === "zero" ? "zero" : "non-negative"),
  sign: (s) => s,
  sin: (s) => (s === "zero" ? "zero" : "unknown"),
  cos: () => "unknown",
  tan: (s) => (s === "zero" ? "zero" : "unknown"),
  tanh: (s) => s,
  sigmoid: () => "positive",
  softplus: () => "positive",
  relu: (s) => (isPlus(s) ? s : isMinus(s) ? "zero" : "non-negative"),
  gelu: (s) => (isPlus(s) ? s : "unknown"),
  erf: (s) => s,
};

/** Facts about expressions, from their structure and from what the model assumes positive. */
export class Facts {
  readonly #positive: ReadonlySet<Expr>;
  readonly #shapes: ReadonlySet<number>;
  readonly #known = new Map<Expr, Sign>();

  /** @param positive expressions assumed to be positive, in any letters. */
  constructor(positive: readonly Expr[] = []) {
    this.#positive = new Set(positive.map((e) => abstract(e).abstraction.body));
    this.#shapes = new Set(positive.map((e) => e.shape));
  }

  sign(e: Expr): Sign {
    const known = this.#known.get(e);
    if (known !== undefined) return known;
    for (const node of postorder([e], (below) => !this.#known.has(below)))
      if (!this.#known.has(node))
        this.#known.set(node, this.#assumed(node) ? "positive" : this.#compute(node));
    return this.#known.get(e)!;
  }

  isPositive(e: Expr): Truth {
    const sign = this.sign(e);
    return sign === "positive" ? "yes" : sign === "unknown" || sign === "non-negative" ? "unknown" : "no";
  }

  isNonNegative(e: Expr): Truth {
    const sign = this.sign(e);
    return isPlus(sign) ? "yes" : sign === "negative" ? "no" : "unknown";
  }

  isNonZero(e: Expr): Truth {
    const sign = this.sign(e);
    return sign === "positive" || sign === "negative" ? "yes" : sign === "zero" ? "no" : "unknown";
  }

  #assumed(e: Expr): boolean {
    return this.#shapes.has(e.shape) && this.#positive.has(abstract(e).abstraction.body);
  }

  #compute(e: Expr): Sign {
    switch (e.kind) {
      case "const":
        return isZero(e.value) ? "zero" : isNegative(e.value) ? "negative" : "positive";
      case "real":
        return "positive";
      case "affine": {
        const { min } = boundsAffine(e.form);
        return min > 0 ? "positive" : min === 0 ? "non-negative" : "unknown";
      }
      case "tensor":
        return "unknown";
      case "iverson":
        return "non-negative";
      case "add":
        return sumSign(
          e.terms.map(({ coef, expr }) => (isNegative(coef) ? flip[this.sign(expr)] : this.sign(expr))),
        );
      case "mul":
        return productSign(e.factors.map((factor) => this.sign(factor)));
      case "pow":
        return this.#power(e.base, e.exponent);
      case "unary":
        return unarySign[e.op](this.sign(e.arg));
      case "binary":
      case "select": {
        const [a, b] = e.kind === "binary" ? [e.left, e.right] : [e.onTrue, e.onFalse];
        const [x, y] = [this.sign(a), this.sign(b)];
        return x === y
          ? x
          : isPlus(x) && isPlus(y)
            ? "non-negative"
            : isMinus(x) && isMinus(y)
              ? "non-positive"
              : "unknown";
      }
      case "matrix":
        return "unknown";
      case "reduce":
        return this.#reduction(e.op, this.sign(e.body));
    }
  }

  #power(base: Expr, exponent: Expr): Sign {
    const sign = this.sign(base);
    if (sign === "positive") return "positive";
    if (exponent.kind !== "const") return isPlus(sign) ? "non-negative" : "unknown";
    if (!isInteger(exponent.value)) return "non-negative"; // defined for a base that is not negative only
    const even = exponent.value.num % 2n === 0n;
    if (even) return sign === "negative" ? "positive" : "non-negative";
    return sign;
  }

  #reduction(op: Extract<Expr, { kind: "reduce" }>["op"], body: Sign): Sign {
    // A sum over an empty range is 0, a product is 1.
    if (op === "sum")
      return body === "positive" ? "non-negative" : body === "negative" ? "non-positive" : body;
    if (op === "prod") return isPlus(body) && body !== "zero" ? body : "unknown";
    return op === "logsumexp" ? "unknown" : body;
  }
}
