import type { Routine } from "../1-lower/nest.ts";
import type { MatrixOp } from "../../src/core/ops.ts";
import type { Signature } from "./signature.ts";
import type { Writer } from "./writer.ts";

/** Text in the two languages: `!` says that an entry is there, `: T` what a parameter is. */
interface Spelling {
  readonly at: (array: string, index: string) => string;
  readonly typed: (name: string, type: string) => string;
}

/** Finds the largest pivot of column k, in `best`, and its size, in `top`. */
const pivot = ({ at }: Spelling): readonly string[] => [
  "let best = k;",
  `let top = Math.abs(${at("a", "from + k * n + k")});`,
  "for (let i = k + 1; i < n; i++) {",
  `  const size = Math.abs(${at("a", "from + i * n + k")});`,
  "  if (size > top) {",
  "    best = i;",
  "    top = size;",
  "  }",
  "}",
];

/** Swaps rows k and best of an array, from column `first` on. */
const swap = ({ at }: Spelling, array: string, start: string, first: string): readonly string[] => [
  `for (let j = ${first}; j < n; j++) {`,
  `  const x = ${at(array, `${start} + k * n + j`)};`,
  `  ${array}[${start} + k * n + j] = ${at(array, `${start} + best * n + j`)};`,
  `  ${array}[${start} + best * n + j] = x;`,
  "}",
];

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** The inverse, by Gauss and Jordan; NaN in every entry where the matrix is singular. */
const inverse = (spelling: Spelling): readonly string[] => {
  const { at } = spelling;
  return [
    "for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) b[to + i * n + j] = i === j ? 1 : 0;",
    "for (let k = 0; k < n; k++) {",
    ...indented([
      ...pivot(spelling),
      "if (!(top > 0)) {",
      "  b.fill(NaN, to, to + n * n);",
      "  return;",
      "}",
      "if (best !== k) {",
      ...indented([...swap(spelling, "a", "from", "k"), ...swap(spelling, "b", "to", "0")]),
      "}",
      `const scale = 1 / ${at("a", "from + k * n + k")};`,
      `for (let j = k + 1; j < n; j++) a[from + k * n + j] = ${at("a", "from + k * n + j")} * scale;`,
      `for (let j = 0; j < n; j++) b[to + k * n + j] = ${at("b", "to + k * n + j")} * scale;`,
      "for (let i = 0; i < n; i++) {",
      `  const x = ${at("a", "from + i * n + k")};`,
      "  if (i === k || x === 0) continue;",
      `  for (let j = k + 1; j < n; j++) a[from + i * n + j] = ${at("a", "from + i * n + j")} - x * ${at("a", "from + k * n + j")};`,
      `  for (let j = 0; j < n; j++) b[to + i * n + j] = ${at("b", "to + i * n + j")} - x * ${at("b", "to + k * n + j")};`,
      "}",
    ]),
    "}",
  ];
};

/** The pivots one after the other; `stop` where there is none, `take` for each. */
const pivots = (spelling: Spelling, start: string, stop: string, take: readonly string[], exchange: readonly string[]): readonly string[] => {
  const { at } = spelling;
  return [
    `let value = ${start};`,
    "for (let k = 0; k < n; k++) {",
    ...indented([
      ...pivot(spelling),
      `if (!(top > 0)) return ${stop};`,
      "if (best !== k) {",
      ...indented([...exchange, ...swap(spelling, "a", "from", "k")]),
      "}",
      `const p = ${at("a", "from + k * n + k")};`,
      ...take,
      "for (let i = k + 1; i < n; i++) {",
      `  const x = ${at("a", "from + i * n + k")} / p;`,
      "  if (x === 0) continue;",
      `  for (let j = k + 1; j < n; j++) a[from + i * n + j] = ${at("a", "from + i * n + j")} - x * ${at("a", "from + k * n + j")};`,
      "}",
    ]),
    "}",
    "return value;",
  ];
}; // prettier-ignore

const routines: {
  readonly [Op in MatrixOp]: {
    readonly name: string;
    readonly doc: string;
    readonly body: (spelling: Spelling) => readonly string[];
  };
} = {
  inv: {
    name: "invert",
    doc: "The inverse of the n × n matrix at a[from] into b[to], by elimination with the largest pivots; NaN where the matrix is singular. Overwrites the matrix.",
    body: inverse,
  },
  det: {
    name: "determinant",
    doc: "The determinant of the n × n matrix at a[from], by elimination with the largest pivots. Overwrites the matrix.",
    body: (spelling) => pivots(spelling, "1", "top", ["value *= p;"], ["value = -value;"]),
  },
  logdet: {
    name: "logDeterminant",
    doc: "log |det| of the n × n matrix at a[from], by elimination with the largest pivots; -Infinity where the matrix is singular. Overwrites the matrix.",
    body: (spelling) => pivots(spelling, "0", "Math.log(top)", ["value += Math.log(top);"], []),
  },
};

/** The functions of matrices that a kernel calls, each written once. */
export class Eliminations {
  readonly #signature: Signature;
  readonly #names = new Map<MatrixOp, string>();

  constructor(signature: Signature, all: Iterable<Routine>) {
    this.#signature = signature;
    for (const { op } of all)
      if (!this.#names.has(op)) this.#names.set(op, signature.scope.claim(routines[op].name));
  }

  declare(writer: Writer): void {
    const isTyped = this.#signature.language === "ts";
    const spelling: Spelling = {
      at: (array, index) => `${array}[${index}]${isTyped ? "!" : ""}`,
      typed: (name, type) => (isTyped ? `${name}: ${type}` : name),
    };
    const { typed } = spelling;
    for (const [op, name] of this.#names) {
      const { doc, body } = routines[op];
      const target = op === "inv" ? [typed("b", "Float64Array"), typed("to", "number")] : [];
      const parameters = [typed("n", "number"), typed("a", "Float64Array"), typed("from", "number"), ...target]; // prettier-ignore
      const result = isTyped ? (op === "inv" ? ": void" : ": number") : "";
      writer.blank();
      writer.line(`/** ${doc} */`);
      writer.block(`function ${name}(${parameters.join(", ")})${result}`, () => {
        for (const line of body(spelling)) writer.line(line);
      });
    }
  }

  /** The call that computes an inverse, or the value of another function. */
  call({ op, size }: Routine, ...places: readonly string[]): string {
    return `${this.#names.get(op)!}(${[`${size}`, ...places].join(", ")})`;
  }
}
