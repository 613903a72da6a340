import { expPiece } from "./exp.ts";
import { indented, type Piece, type Spelling } from "./piece.ts";

/** exp(−c |x|), which never overflows: the shared half of the functions below. */
function decay(spelling: Spelling, x: string, factor: "-" | "-2 * "): Piece {
  const u = spelling.fresh("u");
  const { statements, result } = expPiece(spelling, u, "nonPositive");
  return { statements: [`const ${u} = ${factor}Math.abs(${x});`, ...statements], result };
}

/** 1/(1 + exp(−x)) = (x ≥ 0 ? 1 : e)/(1 + e) with e = exp(−|x|). */
export function sigmoidPiece(spelling: Spelling, x: string): Piece {
  const { statements, result } = decay(spelling, x, "-");
  return { statements, result: `(${x} < 0 ? ${result} : 1) / (1 + ${result})` };
}

/** log(1 + exp x) = max(x, 0) + log1p(exp(−|x|)). */
export function softplusPiece(spelling: Spelling, x: string): Piece {
  const { statements, result } = decay(spelling, x, "-");
  return { statements, result: `Math.max(${x}, 0) + Math.log1p(${result})` };
}

/** (tanh x − x)/x³ in x², for |x| < 0.26, interpolated at Chebyshev's points to 2⁻⁵⁸. */
const odd: readonly string[] = [
  "-0.3333333333333333", "0.13333333333332792", "-0.053968253966572274", "0.02186948833671637",
  "-0.00886322389830148", "0.0035917588010831486", "-0.0014493119901607678", "0.0005293708006431708",
]; // prettier-ignore

/** Below 1/4 an odd polynomial; from there (1 − e)/(1 + e) with e = exp(−2|x|), which loses no more than two bits. */
export function tanhPiece(spelling: Spelling, x: string): Piece {
  const [t, s] = [spelling.fresh("t"), spelling.fresh("s")];
  const { statements, result } = decay(spelling, x, "-2 * ");
  const series = odd.reduceRight((rest, c) => (rest === "" ? c : `(${c} + ${s} * ${rest})`), "");
  return {
    statements: [
      `let ${t} = 0;`,
      `if (Math.abs(${x}) < 0.25) {`,
      ...indented([
        `const ${s} = ${x} * ${x};`,
        `${t} = ${s} < 1e-17 ? ${x} : ${x} + ${x} * ${s} * ${series};`,
      ]),
      "} else {",
      ...indented([
        ...statements,
        `${t} = (1 - ${result}) / (1 + ${result});`,
        `if (${x} < 0) ${t} = -${t};`,
      ]),
      "}",
    ],
    result: t,
  };
}
