import { refutedRules } from "../4-simplify/refuted.ts";
import { derivativeRows, rewriteRows, type RuleRow } from "./rule-page.ts";

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

/** The page docs/RULES.md: the tables of derivatives and rewrites, as the engine has them. */
export function rulesPage(): string {
  const cellsOf = ({ rule, law, where, atKink }: RuleRow): readonly string[] => [`\`${rule}\``, law, where, atKink ?? ""]; // prettier-ignore
  const rewrites = rewriteRows.map(({ rule, law, where }) => [`\`${rule}\``, law, where]);
  const refuted = refutedRules.map(({ law, counterexample, why }) => {
    const values = Object.entries(counterexample).map(
      ([name, value]) => `${name} = ${JSON.stringify(value)}`,
    );
    return [law, values.join(", "), why];
  });
  return [
    "# Rules",
    "",
    "Written by `node scripts/rules.mjs` from the tables of the engine; a test fails when they differ. Every row is a",
    "test of its own: derivatives against central differences and at their kinks, rewrites at random points that meet",
    "their condition. `npx chainrule explain RULE` shows a row with its explanation.",
    "",
    "## Derivatives",
    "",
    table(["rule", "law", "where", "at a kink"], derivativeRows.map(cellsOf)),
    "",
    "Sums, products, powers and choices have the usual rules: `d-sum-of-terms`, `d-product`, `d-power`, `d-exponent`,",
    "`d-select`. A comparison is flat almost everywhere; second derivatives at kinks are 0 there, too.",
    "",
    "## Rewrites",
    "",
    table(["rule", "law", "needs"], rewrites),
    "",
    "## Refuted",
    "",
    "Rewrites that look right and are not. The engine must not have them; tests hold every counterexample against them.",
    "",
    table(["not a law", "counterexample", "why"], refuted),
    "",
  ].join("\n");
}
