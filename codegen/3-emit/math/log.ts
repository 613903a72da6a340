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

/** (log(1 + r) − r + r²/2)/r³, interpolated at Chebyshev's points of [−h, h]: for h = 0.0053 to 2⁻⁴⁴. */
const series: readonly string[] = ["0.3333333333333333", "-0.24999999996917693", "0.1999999999726017", "-0.16667105582779984", "0.1428610443356983"]; // prettier-ignore

/** The same for h = 0.0098, one degree more. */
const wideSeries: readonly string[] = ["0.3333333333333364", "-0.2500000000000028", "0.19999999942345445", "-0.1666666661477746", "0.14287315093892325", "-0.125014407297189"]; // prettier-ignore

/** The rows 1/c, head and tail of log c of the 128 cells. */
export const logTable = (spelling: Spelling): readonly string[] => [
  `const ${spelling.support("logTable")} = (() => {`,
  ...indented([
    ...logarithms,
    "const table = new Float64Array(384);",
    "for (let i = 0; i < 128; i++) {",
    "  const inverse = Math.round(512 / (i < 80 ? (i + 176) / 256 : (i + 48) / 128));",
    ...indented(row("3 * i", "inverse / 512", "logs[512]! - logs[inverse]!", spelling)),
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
    "const table = new Float64Array(3 * 961);",
    "for (let i = 0; i <= 960; i++) {",
    ...indented(row("3 * i", "64 / (i + 64)", "logs[i + 64]! - logs[64]!", spelling)),
    "}",
    "return table;",
  ]),
  "})();",
];

/** logs[n] = log(n)·2¹²⁸: of a product by its factors, of a prime by log(n/(n − 1)) = 2 artanh(1/(2n − 1)). */
const logarithms: readonly string[] = [
  "const logs = [0n, 0n];",
  "for (let n = 2; n <= 1024; n++) {",
  "  let d = 2;",
  "  while (n % d > 0) d++;",
  "  let log = (d < n ? logs[d] : logs[n - 1]) ?? 0n;",
  "  if (d < n) log += logs[n / d] ?? 0n;",
  "  else {",
  "    const step = BigInt(2 * n - 1);",
  "    for (let k = 1n, power = (1n << 129n) / step; power > 0n; k += 2n, power /= step * step) log += power / k;",
  "  }",
  "  logs.push(log);",
  "}",
];

const row = (at: string, inverse: string, logarithm: string, { dialect }: Spelling): readonly string[] => [
  `const whole = ${dialect === "ts" ? logarithm : logarithm.replaceAll("!", "")};`,
  "const head = (whole + (1n << 85n)) >> 86n;",
  `table[${at}] = ${inverse};`,
  `table[${at} + 1] = Number(head) / 2 ** 42;`,
  `table[${at} + 2] = Number(whole - (head << 86n)) / 2 ** 128;`,
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

/**
 * log(c (1 + r)): u, the sum of the heads, is exact; v with its rounding error and the tail follow.
 * `z` is a name; its row begins at `j`; k counts octaves.
 */
function summed(
  spelling: Spelling,
  { z, table, j, k }: { readonly z: string; readonly table: string; readonly j: string; readonly k?: string },
  coefficients: readonly string[],
  temporary: (stem: string) => string,
): Piece {
  const [h, c, a, b, r] = ["h", "c", "a", "b", "r"].map(temporary) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const [u, v] = [temporary("u"), temporary("v")];
  const head = `${k === undefined ? "" : `${k} * ${LN2_HIGH} + `}${entry(spelling, table, `${j} + 1`)} + ${a}`;
  const tail = `${k === undefined ? "" : `${k} * ${LN2_LOW} + `}${entry(spelling, table, `${j} + 2`)}`;
  return {
    statements: [
      `const ${h} = Math.fround(${z});`,
      `const ${c} = ${entry(spelling, table, j)};`,
      `const ${a} = ${h} * ${c} - 1;`,
      `const ${b} = (${z} - ${h}) * ${c};`,
      `const ${r} = ${a} + ${b};`,
      `const ${u} = ${head};`,
      `const ${v} = ${u} + ${b};`,
    ],
    result: `${v} + (${u} - ${v} + ${b} + (${tail} + ${r} * ${r} * (${r} * ${horner(coefficients, r)} - 0.5)))`,
  };
}

const horner = (coefficients: readonly string[], x: string): string =>
  coefficients.reduceRight((rest, c) => (rest === "" ? c : `(${c} + ${x} * ${rest})`), "");

/** Any positive normal x; `shift` names an exponent to be added. */
function general(spelling: Spelling, x: string, shift: string, temporary: (stem: string) => string): Piece {
  const [w, k, j, z] = ["w", "k", "j", "z"].map(temporary) as [string, string, string, string];
  const { support } = spelling;
  const body = summed(spelling, { z, table: support("logTable"), j, k }, series, temporary);
  return {
    statements: [
      `${place(support("numbers"), "0")} = ${x};`,
      `const ${w} = ${entry(spelling, support("words"), support("highWord"))} - 1072033792;`,
      `const ${j} = ((${w} >> 13) & 127) * 3;`,
      `const ${z} = ${x} * ${entry(spelling, support("twoTo"), `1024 - (${w} >> 20)`)};`,
      `const ${k} = (${w} >> 20)${shift};`,
      ...body.statements,
    ],
    result: body.result,
  };
}

/** log as a function of any double; what the inline text leaves over. */
export function logRare(spelling: Spelling): readonly string[] {
  const { statements, result } = general(spelling, "y", " - shift", (stem) => stem);
  return [
    `${signature(spelling, spelling.support("logRare"), ["x"])} {`,
    ...indented([
      "if (!(x > 0)) return x === 0 ? -Infinity : NaN;",
      "if (x === Infinity) return x;",
      "const shift = x < 2.2250738585072014e-308 ? 54 : 0;",
      "const y = shift === 0 ? x : x * 18014398509481984;",
      ...statements,
      `return ${result};`,
    ]),
    "}",
  ];
}

/** log(x) inline, where x is a name or a number. */
export function logPiece(spelling: Spelling, x: string): Piece {
  const l = spelling.fresh("l");
  const { statements, result } = general(spelling, x, "", (stem) => spelling.fresh(`${l}${stem}`));
  return guarded(spelling, x, l, `${x} >= 2.2250738585072014e-308 && ${x} < Infinity`, {
    statements,
    result,
  });
}

/**
 * log(x) for x that lies in [1, 16) as a rule, such as the sum of a softmax; right everywhere. The cells are
 * equally wide, so no exponent is taken apart; x − c is exact, and 1/c is rounded.
 */
export function logFromOnePiece(spelling: Spelling, x: string): Piece {
  const l = spelling.fresh("l");
  const [i, j, r, q] = ["i", "j", "r", "q"].map((stem) => spelling.fresh(`${l}${stem}`)) as [
    string,
    string,
    string,
    string,
  ];
  const table = spelling.support("logTableFromOne");
  const [c3, c4, c5, c6, c7, c8] = wideSeries;
  const series = `(-0.5 + ${r} * ${c3} + ${q} * (${c4} + ${r} * ${c5} + ${q} * (${c6} + ${r} * ${c7} + ${q} * ${c8})))`;
  return guarded(spelling, x, l, `${x} >= 1 && ${x} < 16`, {
    statements: [
      `const ${i} = (${x} * 64 + 0.5) | 0;`,
      `const ${j} = ${i} * 3 - 192;`,
      `const ${r} = (${x} - ${i} * 0.015625) * ${entry(spelling, table, j)};`,
      `const ${q} = ${r} * ${r};`,
    ],
    result: `${entry(spelling, table, `${j} + 1`)} + (${r} + (${entry(spelling, table, `${j} + 2`)} + ${q} * ${series}))`,
  });
}

const guarded = (
  spelling: Spelling,
  x: string,
  l: string,
  usual: string,
  { statements, result }: Piece,
): Piece => ({
  statements: [
    `let ${l} = 0;`,
    `if (${usual}) {`,
    ...indented([...statements, `${l} = ${result};`]),
    `} else ${l} = ${spelling.support("logRare")}(${x});`,
  ],
  result: l,
});
