/**
 * The few expressions of NumPy in which the reference answers of derivations.json are written, evaluated over
 * nested arrays: an account of the formulas that shares no code with the reader.
 */
export interface Arr {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

type Value = Arr;
type Env = Map<string, Value>;

const scalar = (x: number): Arr => ({ shape: [], data: [x] });
const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The shape of two arrays that meet; throws like NumPy where they do not. */
function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, k) => {
    const x = a[a.length - rank + k] ?? 1;
    const y = b[b.length - rank + k] ?? 1;
    if (x !== y && x !== 1 && y !== 1) throw new RangeError("shapes do not broadcast");
    return Math.max(x, y);
  });
}

function pick(a: Arr, shape: readonly number[], flat: number): number {
  let rest = flat;
  let offset = 0;
  let stride = 1;
  for (let k = shape.length - 1; k >= 0; k--) {
    const at = rest % shape[k]!;
    rest = Math.floor(rest / shape[k]!);
    const axis = a.shape.length - shape.length + k;
    if (axis < 0) continue;
    offset += (a.shape[axis] === 1 ? 0 : at) * stride;
    stride *= a.shape[axis]!;
  }
  return a.data[offset]!;
}

function zip(a: Arr, b: Arr, f: (x: number, y: number) => number): Arr {
  const shape = broadcastShape(a.shape, b.shape);
  return {
    shape,
    data: Array.from({ length: size(shape) }, (_, k) => f(pick(a, shape, k), pick(b, shape, k))),
  };
}

const map = (a: Arr, f: (x: number) => number): Arr => ({ shape: a.shape, data: a.data.map(f) });

function matmul(a: Arr, b: Arr): Arr {
  const left = a.shape.length === 1 ? [1, a.shape[0]!] : a.shape;
  const right = b.shape.length === 1 ? [b.shape[0]!, 1] : b.shape;
  const [n, inner, m] = [left[0]!, left[1]!, right[1]!];
  if (inner !== right[0]) throw new RangeError("matmul: inner sizes differ");
  const data = Array.from({ length: n * m }, (_, k) => {
    const [i, j] = [Math.floor(k / m), k % m];
    let total = 0;
    for (let l = 0; l < inner; l++) total += a.data[i * inner + l]! * b.data[l * m + j]!;
    return total;
  });
  const shape = [...(a.shape.length === 1 ? [] : [n]), ...(b.shape.length === 1 ? [] : [m])];
  return { shape, data };
}

const transpose = (a: Arr): Arr =>
  a.shape.length < 2
    ? a
    : {
        shape: [a.shape[1]!, a.shape[0]!],
        data: Array.from(
          { length: a.data.length },
          (_, k) => a.data[(k % a.shape[0]!) * a.shape[1]! + Math.floor(k / a.shape[0]!)]!,
        ),
      };

function reduce(a: Arr, axis: number | undefined, keep: boolean, f: (xs: readonly number[]) => number): Arr {
  if (axis === undefined) return scalar(f(a.data));
  const [rows, columns] = [a.shape[0]!, a.shape[1]!];
  const along = axis === 0 ? columns : rows;
  const data = Array.from({ length: along }, (_, k) =>
    f(
      Array.from(
        { length: axis === 0 ? rows : columns },
        (_unused, l) => a.data[axis === 0 ? l * columns + k : k * columns + l]!,
      ),
    ),
  );
  return { shape: keep ? (axis === 0 ? [1, along] : [along, 1]) : [along], data };
}

const total = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0);
const softmaxOf = (xs: readonly number[]): number[] => {
  const most = Math.max(...xs);
  const e = xs.map((x) => Math.exp(x - most));
  return e.map((x) => x / total(e));
};

type Call = (args: readonly Arr[], named: ReadonlyMap<string, number>) => Arr;

const functions: Readonly<Record<string, Call>> = {
  "np.sum": ([a], named) => reduce(a!, named.get("axis"), named.get("keepdims") === 1, total),
  "np.mean": ([a], named) => reduce(a!, named.get("axis"), false, (xs) => total(xs) / xs.length),
  "np.max": ([a], named) => reduce(a!, named.get("axis"), false, (xs) => Math.max(...xs)),
  "np.log": ([a]) => map(a!, Math.log),
  "np.exp": ([a]) => map(a!, Math.exp),
  "np.sqrt": ([a]) => map(a!, Math.sqrt),
  "np.tanh": ([a]) => map(a!, Math.tanh),
  "np.cosh": ([a]) => map(a!, Math.cosh),
  "np.array": ([a]) => a!,
  "np.outer": ([a, b]) => ({ shape: [a!.data.length, b!.data.length], data: a!.data.flatMap((x) => b!.data.map((y) => x * y)) }),
  "np.eye": ([n]) => ({ shape: [n!.data[0]!, n!.data[0]!], data: Array.from({ length: n!.data[0]! ** 2 }, (_, k) => (k % (n!.data[0]! + 1) === 0 ? 1 : 0)) }),
  "np.diag": ([a]) => ({ shape: [a!.data.length, a!.data.length], data: Array.from({ length: a!.data.length ** 2 }, (_, k) => (k % (a!.data.length + 1) === 0 ? a!.data[k % a!.data.length]! : 0)) }),
  len: ([a]) => scalar(a!.shape[0]!),
  softmax: ([a]) => ({ shape: a!.shape, data: softmaxOf(a!.data) }),
  softmax_rows: ([a]) => ({ shape: a!.shape, data: Array.from({ length: a!.shape[0]! }, (_, i) => softmaxOf(a!.data.slice(i * a!.shape[1]!, (i + 1) * a!.shape[1]!))).flat() }),
  sigmoid: ([a]) => map(a!, (x) => 1 / (1 + Math.exp(-x))),
  relu: ([a]) => map(a!, (x) => Math.max(x, 0)),
  step: ([a]) => map(a!, (x) => (x > 0 ? 1 : 0)),
  lse: ([a]) => scalar(Math.log(total(a!.data.map(Math.exp)))),
}; // prettier-ignore

const token =
  /\s*(\d+\.?\d*(?:e-?\d+)?|\.\d+|[A-Za-z_][\w]*(?:\.(?:sum|mean|max|log|exp|sqrt|tanh|cosh|array|outer|eye|diag)\b)?|\*\*|[-+*/@()[\],:=.])/y;

/** Evaluates one expression. @throws RangeError where NumPy would complain of shapes. */
export function numpy(text: string, env: Env): Arr {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) tokens.push(match[1]!);
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const eat = (wanted: string): boolean => (peek() === wanted ? (at++, true) : false);

  const sum = (): Arr => {
    let left = product();
    for (;;) {
      if (eat("+")) left = zip(left, product(), (x, y) => x + y);
      else if (eat("-")) left = zip(left, product(), (x, y) => x - y);
      else return left;
    }
  };
  const product = (): Arr => {
    let left = unary();
    for (;;) {
      if (eat("*")) left = zip(left, unary(), (x, y) => x * y);
      else if (eat("/")) left = zip(left, unary(), (x, y) => x / y);
      else if (eat("@")) left = matmul(left, unary());
      else return left;
    }
  };
  const unary = (): Arr => (eat("-") ? map(unary(), (x) => -x) : power());
  const power = (): Arr => {
    const base = postfix();
    return eat("**") ? zip(base, unary(), (x, y) => x ** y) : base;
  };
  const postfix = (): Arr => {
    let value = atom();
    for (;;) {
      if (eat(".")) {
        const name = tokens[at++];
        value = name === "T" ? transpose(value) : value;
      } else if (eat("[")) value = index(value);
      else return value;
    }
  };
  const index = (value: Arr): Arr => {
    const slots: (number | "none" | "all")[] = [];
    while (!eat("]")) {
      if (eat("None")) slots.push("none");
      else if (eat(":")) slots.push("all");
      else slots.push(Number(tokens[at++]));
      eat(",");
    }
    if (slots[0] === "none") return { shape: [1, ...value.shape], data: value.data };
    const numbers = slots as number[];
    const stride = size(value.shape.slice(numbers.length));
    const offset = numbers.reduce((sofar, k, axis) => sofar * value.shape[axis]! + k, 0) * stride;
    return { shape: value.shape.slice(numbers.length), data: value.data.slice(offset, offset + stride) };
  };
  const atom = (): Arr => {
    if (eat("(")) {
      const inner = sum();
      eat(")");
      return inner;
    }
    const name = tokens[at++]!;
    if (/^[\d.]/.test(name)) return scalar(Number(name));
    if (!eat("(")) {
      const value = env.get(name);
      if (value === undefined) throw new TypeError(`no value of ${name}`);
      return value;
    }
    const args: Arr[] = [];
    const named = new Map<string, number>();
    while (!eat(")")) {
      if (tokens[at + 1] === "=") {
        const word = tokens[at]!;
        at += 2;
        named.set(word, eat("True") ? 1 : sum().data[0]!);
      } else args.push(sum());
      eat(",");
    }
    const f = functions[name];
    if (f === undefined) throw new TypeError(`no function ${name}`);
    return f(args, named);
  };
  const value = sum();
  if (at < tokens.length) throw new TypeError(`unread: ${tokens.slice(at).join(" ")} in ${text}`);
  return value;
}

/** A random array as the inputs of a case describe it: `3 4`, `3:onehot`, `:0.1`. */
export function sampleInput(spec: string, random: () => number): Arr {
  const [sizes = "", kind = ""] = spec.split(":");
  const shape = sizes.trim() === "" ? [] : sizes.trim().split(/\s+/).map(Number);
  const count = size(shape);
  const normal = (): number => (random() + random() + random() - 1.5) * 2;
  const numbers = Array.from({ length: count }, normal);
  if (shape.length === 0 && kind !== "") return scalar(Number(kind));
  if (kind === "onehot") return { shape, data: numbers.map((_, k) => (k === 1 ? 1 : 0)) };
  if (kind === "onehotrows") {
    const width = shape[1] ?? 1;
    return { shape, data: numbers.map((_, k) => (Math.floor(k / width) % width === k % width ? 1 : 0)) };
  }
  if (kind === "prob") return { shape, data: softmaxOf(numbers) };
  if (kind === "binary") return { shape, data: numbers.map((_, k) => k % 2) };
  if (kind === "pos") return { shape, data: numbers.map((x) => Math.abs(x) + 0.3) };
  return { shape, data: numbers };
}
