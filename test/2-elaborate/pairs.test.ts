import fc from "fast-check";
import { expect, it } from "vitest";
import { bodyOf, isSame, read } from "./support.ts";

/** One quantity in both notations: `whole` in matrices, `at` its entry at given letters. All axes are n long. */
interface Pair {
  readonly rank: 0 | 1 | 2;
  readonly whole: string;
  readonly at: (letters: readonly string[], depth: number) => string;
}

const tensor = (name: string, rank: Pair["rank"]): Pair => ({
  rank,
  whole: name,
  at: (letters) => (rank === 0 ? name : `${name}[${letters.join(", ")}]`),
});

const letter = (depth: number): string => `k${depth}`;

const entrywise = (whole: string, build: (entry: string) => string, a: Pair): Pair => ({
  rank: a.rank,
  whole,
  at: (letters, depth) => build(a.at(letters, depth)),
});

const both = (op: string, each: string, a: Pair, b: Pair): Pair => ({
  rank: a.rank === 0 ? b.rank : a.rank,
  whole: `(${a.whole} ${op} ${b.whole})`,
  at: (letters, depth) => {
    const [left, right] = [a, b].map((side) => side.at(side.rank === 0 ? [] : letters, depth));
    return `(${left} ${each} ${right})`;
  },
});

/** Σ over the last axis of a and the first of b. */
const product = (a: Pair, b: Pair): Pair => ({
  rank: (a.rank + b.rank - 2) as Pair["rank"],
  whole: `(${a.whole} * ${b.whole})`,
  at(letters, depth) {
    const inner = letter(depth);
    const left = a.at([...letters.slice(0, a.rank - 1), inner], depth + 1);
    const right = b.at([inner, ...letters.slice(a.rank - 1)], depth + 1);
    return `sum(${inner} in n, ${left} * ${right})`;
  },
});

const reduced = (fn: string, a: Pair): Pair => ({
  rank: 0,
  whole: `${fn}(${a.whole})`,
  at(_letters, depth) {
    const letters = Array.from({ length: a.rank }, (_, axis) => letter(depth + axis));
    return `${fn}(${letters.map((each) => `${each} in n`).join(", ")}, ${a.at(letters, depth + a.rank)})`;
  },
});

const softmax = (a: Pair): Pair => ({
  rank: a.rank,
  whole: `softmax(${a.whole})`,
  at(letters, depth) {
    const inner = letter(depth);
    const row = a.at([...letters.slice(0, -1), inner], depth + 1);
    return `exp(${a.at(letters, depth)} - logsumexp(${inner} in n, ${row}))`;
  },
});

const { scalar, vector, matrix } = fc.letrec<{ scalar: Pair; vector: Pair; matrix: Pair }>((tie) => {
  const [s, v, m] = [tie("scalar"), tie("vector"), tie("matrix")];
  const shared = (same: fc.Arbitrary<Pair>) => [
    fc.tuple(same, same).map(([a, b]) => both("+", "+", a, b)),
    fc.tuple(same, same).map(([a, b]) => both("-", "-", a, b)),
    fc.tuple(same, same).map(([a, b]) => both(".*", "*", a, b)),
    fc.tuple(same, s).map(([a, b]) => both("/", "/", a, b)),
    fc.tuple(s, same).map(([a, b]) => both("*", "*", a, b)),
    fc.tuple(same, same).map(([a, b]) => both(">", ">", a, b)),
    same.map((a) => entrywise(`-${a.whole}`, (entry) => `(-${entry})`, a)),
    same.map((a) => entrywise(`tanh(${a.whole})`, (entry) => `tanh(${entry})`, a)),
    same.map((a) => entrywise(`(${a.whole}) .^ 2`, (entry) => `(${entry})^2`, a)),
  ];
  return {
    scalar: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(tensor("c", 0), tensor("2", 0), tensor("n", 0)),
      fc.tuple(v, v).map(([a, b]) => product(a, b)),
      fc.tuple(fc.constantFrom("sum", "mean", "max", "norm", "prod", "logsumexp"), fc.oneof(v, m)).map(([fn, a]) => reduced(fn, a)),
      m.map((a): Pair => ({ rank: 0, whole: `tr(${a.whole})`, at: (_l, d) => `sum(${letter(d)} in n, ${a.at([letter(d), letter(d)], d + 1)})` })),
      ...shared(s),
    ),
    vector: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(tensor("x", 1), tensor("z", 1)),
      fc.tuple(v, m).map(([a, b]) => product(a, b)),
      fc.tuple(m, v).map(([a, b]) => product(a, b)),
      m.map((a): Pair => ({ rank: 1, whole: `diag(${a.whole})`, at: ([i], d) => a.at([i!, i!], d) })),
      v.map(softmax),
      ...shared(v),
    ),
    matrix: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(tensor("A", 2), tensor("B", 2)),
      fc.tuple(m, m).map(([a, b]) => product(a, b)),
      fc.tuple(v, v).map(([a, b]): Pair => ({ rank: 2, whole: `outer(${a.whole}, ${b.whole})`, at: ([i, j], d) => `(${a.at([i!], d)} * ${b.at([j!], d)})` })),
      v.map((a): Pair => ({ rank: 2, whole: `diag(${a.whole})`, at: ([i, j], d) => `(delta(${i}, ${j}) * ${a.at([i!], d)})` })),
      m.map((a): Pair => ({ rank: 2, whole: `(${a.whole})'`, at: ([i, j], d) => a.at([j!, i!], d) })),
      m.map(softmax),
      ...shared(m),
    ),
  };
}); // prettier-ignore

it("random formulas are one graph in matrix notation and in index notation", () => {
  const declared = "size n\ninput x[n], z[n], A[n, n], B[n, n]\nparam c\n";
  fc.assert(
    fc.property(fc.oneof(scalar, vector, matrix), ({ rank, whole, at }) => {
      const letters = ["i", "j"].slice(0, rank);
      const left = rank === 0 ? "f" : `f[${letters.map((each) => `${each} in n`).join(", ")}]`;
      const inIndices = read(`${declared}${left} = ${at(letters, 0)}`);
      const inMatrices = read(`${declared}f = ${whole}`);
      expect(isSame(bodyOf(inIndices, "f"), bodyOf(inMatrices, "f"))).toBe(true);
    }),
    { seed: 77, numRuns: 400 },
  );
});
