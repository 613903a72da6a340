import type { Span } from "../../core/span.ts";
import { comparisonsOf, isConditional, restricts, withGiven } from "./given.ts";
import type { Comparison, TexStatement } from "./syntax.ts";

/** A formula of its own, in a display or in running text. */
export interface Formula {
  readonly span: Span;
  readonly statements: readonly TexStatement[];
}

/**
 * The statements of the displays with the conditions that running text puts beside them: `For $i \ne j$:` before a
 * display, `for $i \ne j$` and `$i \ne j$일 때` after it.
 */
export function withConditionsBeside(
  text: string,
  displays: readonly Formula[],
  inline: readonly Formula[],
): readonly TexStatement[] {
  const given = displays.map((): Comparison[] => []);
  for (const { span, statements } of inline) {
    const [only, ...others] = statements;
    const conditions = only && others.length === 0 ? comparisonsOf(only) : undefined;
    if (conditions === undefined) continue;
    const next = displays.findIndex((display) => display.span.start >= span.end);
    const previous = (next < 0 ? displays.length : next) - 1;
    const before = text.slice(displays[previous]?.span.end ?? 0, span.start).replace(/(?:\$|\\\()$/, "");
    const after = text.slice(span.end, displays[next]?.span.start).replace(/^(?:\$|\\\))/, "");
    if (!isConditional(before.slice(-40), after)) continue;
    const at = isDirectlyAfter(before) && !isDirectlyBefore(after) ? previous : next >= 0 && leadsTo.test(after) ? next : -1; // prettier-ignore
    if (at >= 0 && restricts(conditions, displays[at]!.statements, true)) given[at]!.push(...conditions);
  }
  return displays.flatMap(({ statements }, k) =>
    given[k]!.length === 0
      ? statements
      : statements.map((one) =>
          one.given === undefined && isEquation(one) ? withGiven(one, given[k]!) : one,
        ),
  );
}

const isEquation = ({ signs }: TexStatement): boolean => signs[0]?.sign === "=";

/** What stands between a display and a condition that is said of it: `$$ for`, `\] (`. */
const isDirectlyAfter = (between: string): boolean =>
  /^(?:\$\$|\\\]|\\end\{[a-z]+\*?\})?[\s,.]*(?:\(\s*)?(?:\(|if|when|whenever|for|where|provided)(?:\s+all)?\s*$/.test(
    between,
  ) && !/\n[ \t]*\n/.test(between);

/** A few words, of the same sentence, between a condition and the display it is said of. */
const leadsTo = /^(?:[^.!?;\n]|\n(?![ \t]*\n)){0,80}(?:[:.*,]\s*)*(?:\$\$|\\\[|\\begin\{[a-z]+\*?\})?$/;

const isDirectlyBefore = (between: string): boolean =>
  /^[\s*:]*(?:(?:\$\$|\\\[|\\begin\{[a-z]+\*?\}))?$/.test(between) && between.includes(":");
