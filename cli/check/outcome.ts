import type { Check, JudgedLine } from "../../src/index.ts";

/**
 * The exit code of a file: 1 something is wrong; 2 something cannot be read; 3, when strict, something is only tested
 * or left open. Of one line alone only the line counts.
 */
export function exitCodeOf(
  lines: readonly JudgedLine[],
  { verdict }: Check,
  isOneLine: boolean,
  isStrict: boolean,
): number {
  const has = (status: JudgedLine["status"]): boolean => lines.some((line) => line.status === status);
  if (has("refuted")) return 1;
  if (has("unreadable") || (!isOneLine && verdict === "unreadable")) return 2;
  return isStrict && (has("tested") || has("hole")) ? 3 : 0;
}

/** Of several exit codes the gravest: wrong, then unreadable, then open. */
export const gravest = (codes: readonly number[]): number =>
  [1, 2, 3].find((code) => codes.includes(code)) ?? 0;
