import { entry, indented, type Piece, place, signature, type Spelling } from "./piece.ts";

/*
 * log after P. T. P. Tang (Table-driven implementation of the logarithm function, ACM TOMS 16, 1990):
 * x = 2ᵏ z, log x = k ln2 + log c + log(1 + r), r = z/c − 1, with c the middle of one of 128 cells.
 * 1/c is rounded to ten bits (c is what it then is exactly) and z is split in 24 and 29 bits, so both parts of r
 * are exact; log c and ln2 have a head of 42 bits behind the point. The heads add up without error, so the result
 * is rounded once, but for the tail. Around 1 the cell has c = 1 and log c = 0: no cancellation.
 */

/** ln2 in 42 bits behind the point, and the rest. */
const LN2_HIGH = "0.6931471805598903";
const LN2_LOW = "5.497923018708371e-14";

/** (log(1 + r) − r + r²/2)/r³, interpolated at Chebyshev's points of |r| ≤ 0.0053: error below 2⁻⁴³. */
const series = ["0.3333333333333333", "-0.24999999996917693", "0.1999999999726017", "-0.16667105582779984", "0.1428610443356983"]; // prettier-ignore

/** The rows 1/c, head and tail of log c of the 128 cells; logarithms from integers of 120 bits. */
export const logTable = (spelling: Spelling): readonly string[] => [
  `const ${spelling.support("logTable")} = (() => {`,
  ...indented([
    ...logarithms,
    "const table = new Float64Array(384);",
    "for (let i = 0; i < 128; i++) {",
    "  const inverse = Math.round(512 / (i < 80 ? (i + 176) / 256 : (i + 48) / 128));",
    ...indented(row("3 * i", "inverse / 512", "-logarithm(inverse)")),
    "}",
    "return table;",
  ]),
  "})();",
];

/** The rows 1/c, head and tail of log c for c = 1, 65/64, … 16. */
export const logTableFromOne = (spelling: Spelling): readonly string[] => [
  `const ${spelling.support("logTableFromOne")} = (() => {`,
  ...indented([
    ...logarithms,
    "const ln2 = -logarithm(256);",
    "const table = new Float64Array(3 * 961);",
    "for (let i = 64, octave = 0; i <= 1024; i++) {",
    "  if (i > 64 << (octave + 1)) octave++;",
    "  const inverse = Math.round((32768 / i) * 2 ** octave);",
    ...indented(row("3 * (i - 64)", "inverse / 512 / 2 ** octave", "BigInt(octave) * ln2 - logarithm(inverse)")),
    "}",
    "return table;",
  ]),
  "})();",
];

/** logarithm(j) = log(j/512)·2¹²⁰ for j = 256 … 1023, by log((j + 1)/j) = 2 artanh(1/(2j + 1)). */
const logarithms: readonly string[] = [
  "const gap = (j: number) => {",
  "  const step = BigInt(2 * j + 1);",
  "  let sum = 0n;",
  "  let power = (1n << 129n) / step;",
  "  for (let n = 1n; power > 0n; n += 2n) {",
  "    sum += power / n;",
  "    power /= step * step;",
  "  }",
  "  return sum;",
  "};",
  "const found = new Map([[512, 0n]]);",
  "for (let j = 512, sum = 0n; j < 1023; j++) found.set(j + 1, (sum += gap(j)));",
  "for (let j = 511, sum = 0n; j >= 256; j--) found.set(j, (sum -= gap(j)));",
  "const logarithm = (j: number) => (found.get(j) ?? 0n) >> 8n;",
];

const row = (at: string, inverse: string, logarithm: string): readonly string[] => [
  `const whole = ${logarithm};`,
  "const head = (whole + (1n << 77n)) >> 78n;",
  `table[${at}] = ${inverse};`,
  `table[${at} + 1] = Number(head) / 2 ** 42;`,
  `table[${at} + 2] = Number(whole - (head << 78n)) / 2 ** 120;`,
];

/** One double seen as two words, to read its exponent. */
export const numbers = (spelling: Spelling): readonly string[] => [
  `const ${spelling.support("numbers")} = new Float64Array(1);`,
];
export const words = (spelling: Spelling): readonly string[] => [
  `const ${spelling.support("words")} = new Int32Array(${spelling.support("numbers")}.buffer);`,
];
export const highWord = (spelling: Spelling): readonly string[] => [
  `${place(spelling.support("numbers"), "0")} = 1;`,
  `const ${spelling.support("highWord")} = ${spelling.support("words")}[1] === 0 ? 0 : 1;`,
];
