import { readFileSync } from "node:fs";

/** A number of the file: NaN, infinities and −0 are written as strings. */
export type Encoded = number | string | readonly Encoded[];

export interface EdgeCase {
  readonly id: string;
  readonly function: string;
  readonly kind: "exact-mathematics" | "convention";
  readonly input: Encoded;
  readonly expected: { readonly value: Encoded; readonly grad: Encoded };
  readonly why: string;
}

export const edgeCases: readonly EdgeCase[] = (
  JSON.parse(readFileSync(new URL("edge_cases.json", import.meta.url), "utf8")) as {
    readonly cases: readonly EdgeCase[];
  }
).cases;

/** The numbers of a nested list, in order. */
export const numbersOf = (encoded: Encoded): number[] =>
  typeof encoded === "object" ? encoded.flatMap(numbersOf) : [Number(encoded)];

const vector = (...lines: readonly string[]): string => ["size n", "input x[n]", ...lines].join("\n");
const scalar = (...lines: readonly string[]): string => ["input x", ...lines].join("\n");
const crossEntropy = vector("label y[n]", "p[k] = softmax(k, x[k])", "f = -sum(k, y[k] * log(p[k]))");

/** Labels and weights beside x. */
export const data: Readonly<Record<string, Readonly<Record<string, number | readonly number[]>>>> = {
  "bce-logit-1000-y0": { y: 0 },
  "ylogp-y0-p0": { y: 0 },
  "xent-1000-class1": { y: [0, 1, 0] },
  "xent-1000-class2": { y: [0, 0, 1] },
  "xent-y-zero": { y: [0, 0, 0] },
  "xent-y-two-hot": { y: [1, 1, 0] },
  "layernorm-constant": { g: [1, 2, 4] },
  "inf-through-mask": { c: [0, 1] },
};

/** The functions of the cases in the language; x is what they are differentiated by, f their value. */
export const models: Readonly<Record<string, string>> = {
  "softmax-1000-first": vector("p[k] = softmax(k, x[k])", "f = p[1]"),
  "xent-1000-class1": crossEntropy,
  "xent-1000-class2": crossEntropy,
  "lse-minus1000": vector("f = log(sum(k, exp(x[k])))"),
  "lse-plus1000": vector("f = log(sum(k, exp(x[k])))"),
  "softmax-mask-neginf": vector("p[k] = softmax(k, x[k])", "f = p[1]"),
  "lse-all-neginf": vector("f = log(sum(k, exp(x[k])))"),
  "bce-logit-1000-y0": scalar("label y", "f = -y * log(sigmoid(x)) - (1 - y) * log(1 - sigmoid(x))"),
  "sigmoid-1000": scalar("f = sigmoid(x)"),
  "sigmoid--1000": scalar("f = sigmoid(x)"),
  "softplus--1000": scalar("f = log(1 + exp(x))"),
  "softplus-40": scalar("f = log(1 + exp(x))"),
  "gelu-tanh--1000": scalar("f = 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x ^ 3)))"),
  "logsigmoid-minus1000": scalar("f = log(sigmoid(x))"),
  "log1p-1e-20": scalar("f = log1p(x)"),
  "relu-0": scalar("f = relu(x)"),
  "relu-neg0": scalar("f = relu(x)"),
  "max-tie": vector("f = max(k, x[k])"),
  "sign-0": scalar("f = sign(x)"),
  "norm-0": vector("f = norm(x)"),
  "normalize-0": vector("f = sum(k, x[k] / norm(x))"),
  "sqrt-0": scalar("f = sqrt(x)"),
  "sqrt-x2-0": scalar("f = sqrt(x ^ 2)"),
  "log-0": scalar("f = log(x)"),
  "ylogp-y0-p0": scalar("label y", "f = y * log(x)"),
  "pow-0-2": scalar("f = x ^ 2"),
  "pow-neg-3": scalar("f = x ^ 3"),
  "exp-base0": scalar("f = 0 ^ x"),
  "0-over-0": scalar("f = x / x"),
  "where-log-neg": scalar("f = x > 0 ? log(x) : 0"),
  "std-constant": vector("m = mean(k, x[k])", "f = sqrt(mean(k, (x[k] - m) ^ 2))"),
  "layernorm-constant": vector(
    "input g[n]",
    "m = mean(k, x[k])",
    "f = sum(k, g[k] * (x[k] - m)) / sqrt(mean(l, (x[l] - m) ^ 2) + 0.00001)",
  ),
  "xent-y-zero": crossEntropy,
  "xent-y-two-hot": crossEntropy,
  "inf-through-mask": vector("input c[n]", "f = sum(k, c[k] * x[k])"),
  "sum-empty": vector("f = sum(k, x[k])"),
  "prod-empty": vector("f = prod(k, x[k])"),
  "softmax-empty": vector("f = sum(j, softmax(j, x[j]))"),
  "norm-empty": vector("f = norm(x)"),
  "softmax-1": vector("f[k] = softmax(k, x[k])"),
  "exp-minus745": scalar("f = exp(x)"),
  "softmax-denormal": vector("p[k] = softmax(k, x[k])", "f = p[2]"),
  "mul-underflow-chain": vector("f = x[1] * x[2] * x[3]"),
};

/** Where the engine's convention differs from the recommended one, with what it gives instead. */
export const chosen: Readonly<
  Record<string, { readonly value: Encoded; readonly grad: Encoded; readonly why: string }>
> = {
  "norm-0": {
    value: 0,
    grad: ["NaN", "NaN", "NaN"],
    why: "the closed form x / norm(x) is 0/0 at 0, and says so",
  },
  "sqrt-x2-0": { value: 0, grad: 0, why: "it is rewritten as |x|, whose slope at 0 is 0 by convention" },
  "normalize-0": { value: "NaN", grad: ["NaN", "NaN"], why: "f is the sum, a single number" },
};

/** Cases that are no function of the language. */
export const outside: Readonly<Record<string, string>> = {
  "acos-1": "the language has no arccos",
  "det-0x0": "a 0×0 matrix is no nested list; a test of matrices has it",
  "relu-hessian": "a second derivative: a test of its own",
  "fd-at-kink": "says what differences do at a kink, which gradcheck's tests say",
};
