import type { UnaryOp } from "../../src/core/ops.ts";
import type { Ref, TermFunction, TermNode } from "./term.ts";

type Close = (node: TermNode) => Ref;
type Row = (x: Ref, close: Close) => Ref;

const call =
  (fn: TermFunction): Row =>
  (x, close) =>
    close({ kind: "call", fn, args: [x] });

const number =
  (value: number): ((close: Close) => Ref) =>
  (close) =>
    close({ kind: "const", value });

/** exp(−|x|), which never overflows. */
const decay: Row = (x, close) => {
  const size = call("abs")(x, close);
  return call("exp")(close({ kind: "sum", terms: [{ coef: -1, ref: size }] }), close);
};

/**
 * How element-wise functions are computed where no single primitive does it.
 * sigmoid(x) = (x ≥ 0 ? 1 : e) / (1 + e) and softplus(x) = relu(x) + log(1 + e) with e = exp(−|x|) neither
 * overflow nor cancel; gelu(x) = x·erfc(−x/√2)/2 does not cancel for negative x.
 */
export const unaryRows: { readonly [Op in UnaryOp]: Row } = {
  exp: call("exp"),
  log: call("log"),
  log1p: call("log1p"),
  expm1: call("expm1"),
  abs: call("abs"),
  sign: call("sign"),
  sin: call("sin"),
  cos: call("cos"),
  tan: call("tan"),
  tanh: call("tanh"),
  erf: call("erf"),
  relu: call("relu"),
  sigmoid: (x, close) => {
    const e = decay(x, close);
    const one = number(1)(close);
    const top = close({
      kind: "select",
      strict: "neither",
      condition: { kind: "value", rel: ">=", left: x, right: number(0)(close) },
      onTrue: one,
      onFalse: e,
    });
    const bottom = close({ kind: "sum", terms: [{ coef: 1, ref: one }, { coef: 1, ref: e }] }); // prettier-ignore
    return close({ kind: "call", fn: "divide", args: [top, bottom] });
  },
  softplus: (x, close) => {
    const tail = call("log1p")(decay(x, close), close);
    return close({ kind: "sum", terms: [{ coef: 1, ref: call("relu")(x, close) }, { coef: 1, ref: tail }] }); // prettier-ignore
  },
  gelu: (x, close) => {
    const argument = close({ kind: "product", factors: [number(-Math.SQRT1_2)(close), x] });
    const tail = call("erfc")(argument, close);
    const half = close({ kind: "product", factors: [number(0.5)(close), x] });
    // The limit at −∞, where the product would be −∞ · 0.
    return close({
      kind: "select",
      strict: "neither",
      condition: { kind: "value", rel: "==", left: x, right: number(-Infinity)(close) },
      onTrue: number(0)(close),
      onFalse: close({ kind: "product", factors: [half, tail] }),
    });
  },
};
