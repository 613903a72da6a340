import {
  erfAtOne,
  erfcFar,
  erfcMiddle,
  erfNearOne,
  erfNearZero,
  type RationalForm,
} from "../../../src/core/erf.ts";
import { indented, signature, type Spelling } from "./piece.ts";

const horner = (coefficients: readonly number[], x: string): string =>
  coefficients.reduceRight((rest, c) => (rest === "" ? `${c}` : `(${c} + ${x} * ${rest})`), "");

const quotient = ({ top, bottom }: RationalForm, x: string): string =>
  `${horner(top, x)} / ${horner(bottom, x)}`;

/** erf as `src/core/erf.ts` computes it, the tail through erfc. */
export const erfText = (spelling: Spelling): readonly string[] => [
  `${signature(spelling, spelling.support("erf"), ["x"])} {`,
  ...indented([
    "const size = Math.abs(x);",
    "if (size < 0.84375) {",
    "  if (size < 1e-150) return x * 1.1283791670955126;",
    "  const s = x * x;",
    `  return x + x * (${quotient(erfNearZero, "s")});`,
    "}",
    "if (size < 1.25) {",
    "  const s = size - 1;",
    `  const y = ${erfAtOne} + ${quotient(erfNearOne, "s")};`,
    "  return x > 0 ? y : -y;",
    "}",
    `return x > 0 ? 1 - ${spelling.support("erfc")}(x) : ${spelling.support("erfc")}(-x) - 1;`,
  ]),
  "}",
];

/** erfc as `src/core/erf.ts` computes it. */
export const erfcText = (spelling: Spelling): readonly string[] => [
  `${signature(spelling, spelling.support("erfc"), ["x"])} {`,
  ...indented([
    "const size = Math.abs(x);",
    "if (size < 0.84375) {",
    "  const s = x * x;",
    `  const rest = x * (${quotient(erfNearZero, "s")});`,
    "  return x < 0.25 ? 1 - (x + rest) : 0.5 - (x - 0.5 + rest);",
    "}",
    "if (size < 1.25) {",
    "  const s = size - 1;",
    `  const rest = ${quotient(erfNearOne, "s")};`,
    `  return x > 0 ? 1 - ${erfAtOne} - rest : 1 + (${erfAtOne} + rest);`,
    "}",
    "if (!(size < 28)) return x > 0 ? 0 : x < 0 ? 2 : x;",
    "const s = 1 / (x * x);",
    `const rest = size < 1 / 0.35 ? ${quotient(erfcMiddle, "s")} : ${quotient(erfcFar, "s")};`,
    "const head = Math.fround(size);",
    `const exp = ${spelling.support("expRare")};`,
    "const tail = (exp(-head * head - 0.5625) * exp((head - size) * (head + size) + rest)) / size;",
    "return x > 0 ? tail : 2 - tail;",
  ]),
  "}",
];
