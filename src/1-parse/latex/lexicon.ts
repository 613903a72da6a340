/** Function names of formulas, and the function each means. */
const functionNames: Readonly<Record<string, string>> = {
  exp: "exp", log: "log", ln: "log", sin: "sin", cos: "cos", tan: "tan", tanh: "tanh", sinh: "sinh", cosh: "cosh",
  sech: "sech", erf: "erf", sqrt: "sqrt", abs: "abs", sign: "sign", sgn: "sign", relu: "relu", ReLU: "relu",
  Relu: "relu", ReLu: "relu", RELU: "relu", sigmoid: "sigmoid", Sigmoid: "sigmoid", sigm: "sigmoid",
  logistic: "sigmoid", expit: "sigmoid", softplus: "softplus", gelu: "gelu", GELU: "gelu", step: "step",
  softmax: "softmax", Softmax: "softmax", SoftMax: "softmax", softargmax: "softmax", logsoftmax: "logsoftmax",
  LogSoftmax: "logsoftmax", logsumexp: "logsumexp", lse: "logsumexp", LSE: "logsumexp", diag: "diag", Diag: "diag",
  tr: "tr", Tr: "tr", trace: "tr", Trace: "tr", det: "det", inv: "inv", logdet: "logdet", mean: "mean", vec: "vec",
  rank: "rank", max: "max", min: "min",
}; // prettier-ignore

/** Words that name quantities in notes when they are written letter by letter: `Cost = …`. */
const commonWords = [
  "Cost", "cost", "Loss", "loss", "hidden", "output", "input", "true", "target", "label", "Prediction", "prediction",
  "pred", "Output", "Input", "Hidden", "error", "Error",
] as const; // prettier-ignore

/** What is known of the words of a text before its formulas are read. */
export interface Lexicon {
  /** Names of several letters that may be written without a command. */
  readonly words: ReadonlySet<string>;
  /** Single letters and symbols that are functions of this text: `σ`, `f`. */
  readonly functions: ReadonlySet<string>;
  /** Quantities that are written with their variable, and the variable: `J(θ)`. */
  readonly quantities: ReadonlyMap<string, string>;
}

export const functionOf = (name: string): string | undefined =>
  Object.hasOwn(functionNames, name) ? functionNames[name] : undefined;

/** Functions that take the whole product after them: `\operatorname{tr} A B`. */
export const takesProduct: ReadonlySet<string> = new Set(["tr", "det", "logdet", "diag", "vec", "rank"]);

export const builtInWords: readonly string[] = [...Object.keys(functionNames), ...commonWords];

/** The commands that are letters. */
export const letterCommands: ReadonlySet<string> = new Set([
  "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
  "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi",
  "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "ell", "infty", "hbar", "imath", "jmath",
]); // prettier-ignore

/** Accents, which are part of a name. */
export const accents: Readonly<Record<string, string>> = {
  hat: "hat", widehat: "hat", tilde: "tilde", widetilde: "tilde", bar: "bar", overline: "bar", dot: "dot",
  ddot: "ddot", check: "check", breve: "breve", underline: "underline",
}; // prettier-ignore
