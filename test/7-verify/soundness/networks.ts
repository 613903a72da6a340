import { randomStream } from "../../../src/5-evaluate/random.ts";

/** Functions an activation may be, with what they are called on. */
const activations = [
  "tanh(u)",
  "sigmoid(u)",
  "relu(u)",
  "softplus(u)",
  "sin(u)",
  "u^2",
  "abs(u)",
  "exp(u / 4)",
  "1 / (1 + u^2)",
  "u * sigmoid(u)",
];

interface Loss {
  readonly label: string;
  readonly lines: readonly string[];
}

/** Losses of outputs o over an axis of n, with labels y. */
const losses: readonly ((n: number) => Loss)[] = [
  (n) => ({ label: `label y[${n}]`, lines: ["C = 1/2 * sum(k, (o[k] - y[k])^2)"] }),
  (n) => ({
    label: `label y[${n}]\nassume sum(k, y[k]) == 1`,
    lines: ["p[k] = softmax(k, o[k])", "C = -sum(k, y[k] * log(p[k]))"],
  }),
  (n) => ({ label: `label y[${n}]`, lines: ["p[k] = softmax(k, o[k])", "C = -sum(k, y[k] * log(p[k]))"] }),
  (n) => ({
    label: `label y[${n}]`,
    lines: ["s[k] = sigmoid(o[k])", "C = -sum(k, y[k] * log(s[k]) + (1 - y[k]) * log(1 - s[k]))"],
  }),
  (n) => ({ label: `label y[${n}]`, lines: ["e[k] = o[k] - y[k]", "C = sum(k, abs(e[k]))"] }),
  (n) => ({ label: `label y[${n}]`, lines: ["C = sum(k, relu(1 - y[k] * o[k]))"] }),
  (n) => ({
    label: `label y[${n}]`,
    lines: ["q = sum(k, o[k] * y[k])", "r = sum(k, o[k]^2) + 1", "C = q / sqrt(r)"],
  }),
  (n) => ({ label: `label y[${n}]`, lines: ["C = log(1 + sum(k, (o[k] - y[k])^2))"] }),
];

/** A model file with a network in it, of one to three layers, as the seed decides. */
export function networkModel(seed: number): string {
  const random = randomStream(seed);
  const layers = random.integer(1, 3);
  const width = (): number => random.integer(2, 3);
  const isSquare = random.integer(0, 1) === 0;
  const square = width();
  const widths = Array.from({ length: layers + 1 }, () => (isSquare ? square : width()));
  const hasBias = random.integer(0, 1) === 0;
  const [params, definitions]: [string[], string[]] = [[], []];
  const letters = ["i", "j", "l", "k"];
  let before = "x";
  for (let n = 1; n <= layers; n++) {
    const isLast = n === layers;
    const [from, to] = [letters[n - 1]!, isLast ? "k" : letters[n]!];
    const turned = random.integer(0, 1) === 0;
    params.push(turned ? `W${n}[${widths[n]}, ${widths[n - 1]}]` : `W${n}[${widths[n - 1]}, ${widths[n]}]`);
    if (hasBias) params.push(`b${n}[${widths[n]}]`);
    const product = `sum(${from}, W${n}[${turned ? `${to}, ${from}` : `${from}, ${to}`}] * ${before}[${from}])`;
    const skip = isSquare && n > 1 && random.integer(0, 2) === 0 ? ` + ${before}[${to}]` : "";
    definitions.push(
      `${isLast ? "o" : `z${n}`}[${to}] = ${product}${hasBias ? ` + b${n}[${to}]` : ""}${skip}`,
    );
    if (!isLast)
      definitions.push(`a${n}[${to}] = ${random.pick(activations).replaceAll(/\bu\b/g, `z${n}[${to}]`)}`);
    before = `a${n}`;
  }
  const { label, lines } = random.pick(losses)(widths[layers]!);
  const decay = random.integer(0, 3) === 0;
  const loss = decay
    ? lines.map((line) =>
        line.startsWith("C = ") ? `${line} + 1/2 * lam * sum(i, sum(j, W1[i, j]^2))` : line,
      )
    : lines;
  return `input x[${widths[0]}]${decay ? ", lam" : ""}\nparam ${params.join(", ")}\n${label}\n${definitions.join("\n")}\n${loss.join("\n")}\n`;
}
