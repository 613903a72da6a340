import { entry, indented, type Piece, signature, type Spelling } from "./piece.ts";

/*
 * exp after S. Tang (Table-driven implementation of the exponential function, ACM TOMS 15, 1989) in the form of
 * the ARM optimized routines: x = (128 n + i)·ln2/128 + r with |r| ≤ ln2/256, so that
 * exp(x) = 2ⁿ · 2^(i/128) · exp(r), the power of two taken from a table as a double and the relative rest of its
 * rounding, exp(r) − 1 by a polynomial.
 */

/** 128/ln 2. */
const STEPS = "184.6649652337873";
/** ln2/128 in 36 bits, so that its product with an integer below 2¹⁷ is exact, and the rest. */
const STEP_HIGH = "0.005415212348111709";
const STEP_LOW = "1.2864023111638346e-14";
/** 1.5 · 2⁵²: adding and subtracting it rounds to the nearest integer. */
export const ROUNDER = "6755399441055744";
/** exp(r) ≈ 1 + r + C2 r² + … + C5 r⁵ to 2⁻⁶⁵ (ARM optimized routines, EXP_POLY_ORDER 5). */
const [C2, C3, C4, C5] = [
  "0.49999999999996786",
  "0.16666666666665886",
  "0.0416666808410674",
  "0.008333335853059549",
];

/** 2^(i/128) for i = 0 … 127, each as the nearest double and its relative rest; from integers of 120 bits. */
export const expTable = (spelling: Spelling): readonly string[] => [
  `const ${spelling.support("expTable")} = (() => {`,
  ...indented([
    "const table = new Float64Array(256);",
    "const one = 1n << 120n;",
    "let root = one << 1n;",
    "// The square root, seven times: 2^(1/128).",
    "for (let k = 0; k < 7; k++) {",
    "  const square = root << 120n;",
    "  for (let last = 0n; last !== root; ) {",
    "    last = root;",
    "    root = (root + square / root) >> 1n;",
    "  }",
    "}",
    "let power = one;",
    "for (let i = 0; i < 128; i++) {",
    "  const nearest = Number(power);",
    "  table[2 * i] = Number(power - BigInt(nearest)) / nearest;",
    "  table[2 * i + 1] = nearest / 2 ** 120;",
    "  power = (power * root + (one >> 1n)) >> 120n;",
    "}",
    "return table;",
  ]),
  "})();",
];

/** The powers of two from 2⁻¹⁰²⁴ to 2¹⁰²³; 2ᵏ stands at k + 1024. */
export const twoTo = (spelling: Spelling): readonly string[] => [
  `const ${spelling.support("twoTo")} = new Float64Array(2048);`,
  `for (let k = 0, power = 2 ** -1024; k < 2048; k++, power *= 2) ${spelling.support("twoTo")}[k] = power;`,
];

interface Reduced {
  readonly statements: readonly string[];
  /** The integer 128 n + i, the tabulated power of two, and exp(r) − 1 with the power's rest. */
  readonly k: string;
  readonly power: string;
  readonly rest: string;
}

function reduced(spelling: Spelling, x: string, temporary: (stem: string) => string): Reduced {
  const [d, k, r, q, i] = ["d", "k", "r", "q", "i"].map(temporary) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const table = spelling.support("expTable");
  return {
    statements: [
      `const ${d} = ${x} * ${STEPS} + ${ROUNDER} - ${ROUNDER};`,
      `const ${k} = ${d} | 0;`,
      `const ${r} = ${x} - ${d} * ${STEP_HIGH} - ${d} * ${STEP_LOW};`,
      `const ${q} = ${r} * ${r};`,
      `const ${i} = (${k} & 127) << 1;`,
    ],
    k,
    power: entry(spelling, table, `${i} + 1`),
    rest:
      `(${entry(spelling, table, i)} + ${r} + ${q} * (${C2} + ${r} * ${C3}) + ` +
      `${q} * ${q} * (${C4} + ${r} * ${C5}))`,
  };
}

/**
 * exp where the result may overflow, be subnormal, zero or NaN; right everywhere. A subnormal result is rounded
 * once: its sum is formed at scale 2¹⁰²² on top of 1, where a double has the same last place.
 */
export function expRare(spelling: Spelling): readonly string[] {
  const { statements, k, power, rest } = reduced(spelling, "x", (stem) => stem);
  const two = (index: string): string => entry(spelling, spelling.support("twoTo"), index);
  return [
    `${signature(spelling, spelling.support("expRare"), ["x"])} {`,
    ...indented([
      "if (!(x > -746)) return x < 0 ? 0 : x;",
      "if (x > 710) return Infinity;",
      ...statements,
      `const n = ${k} >> 7;`,
      "if (n >= 0) {",
      `  const s = ${power} * ${two("n + 1023")};`,
      `  return 2 * (s + s * ${rest});`,
      "}",
      `const s = ${power} * ${two("n + 2046")};`,
      `const t = s * ${rest};`,
      "const y = s + t;",
      "if (y >= 1) return y * 2.2250738585072014e-308;",
      "const high = 1 + y;",
      "const low = 1 - high + y + (s - y + t);",
      "return (high + low - 1) * 2.2250738585072014e-308;",
    ]),
    "}",
  ];
}

/** What the argument is known to be. */
export type ExpDomain = "any" | "nonPositive";

/** Where neither the result nor the product of its last step is subnormal, and nothing overflows. */
const fast: { readonly [Domain in ExpDomain]: (x: string) => string } = {
  any: (x) => `${x} > -704 && ${x} < 709`,
  nonPositive: (x) => `${x} > -704`,
};

/** exp(x) inline, where x is a name or a number; outside the domain the result is not specified. */
export function expPiece(spelling: Spelling, x: string, domain: ExpDomain): Piece {
  const e = spelling.fresh("e");
  const { statements, k, power, rest } = reduced(spelling, x, (stem) => spelling.fresh(`${e}${stem}`));
  const s = spelling.fresh(`${e}s`);
  return {
    statements: [
      `let ${e} = 0;`,
      `if (${fast[domain](x)}) {`,
      ...indented([
        ...statements,
        `const ${s} = ${power} * ${entry(spelling, spelling.support("twoTo"), `(${k} >> 7) + 1024`)};`,
        `${e} = ${s} + ${s} * ${rest};`,
      ]),
      `} else ${e} = ${spelling.support("expRare")}(${x});`,
    ],
    result: e,
  };
}

/** exp(x) to the precision of single: one multiplication less in the reduction, two terms less in the polynomial. */
export function expSinglePiece(spelling: Spelling, x: string, domain: ExpDomain): Piece {
  const [e, d, k, r] = ["e", "ed", "ek", "er"].map((stem) => spelling.fresh(stem)) as [
    string,
    string,
    string,
    string,
  ];
  const power = entry(spelling, spelling.support("expTable"), `((${k} & 127) << 1) + 1`);
  const scale = entry(spelling, spelling.support("twoTo"), `(${k} >> 7) + 1024`);
  return {
    statements: [
      `let ${e} = 0;`,
      `if (${fast[domain](x)}) {`,
      ...indented([
        `const ${d} = ${x} * ${STEPS} + ${ROUNDER} - ${ROUNDER};`,
        `const ${k} = ${d} | 0;`,
        `const ${r} = ${x} - ${d} * 0.0054152123481245725;`,
        `${e} = ${power} * ${scale} * (1 + ${r} * (1 + ${r} * (0.5 + ${r} * 0.16666666666666666)));`,
      ]),
      `} else ${e} = ${spelling.support("expRare")}(${x});`,
    ],
    result: e,
  };
}
