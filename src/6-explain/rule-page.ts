import { reduceRules } from "../3-differentiate/partials.ts";
import { binaryRules, matrixRules, unaryRules } from "../3-differentiate/rules.ts";
import { allRules } from "../4-simplify/rules.ts";
import { defaultConventions } from "../core/conventions.ts";
import type { Lang } from "../core/messages/message.ts";
import { ruleText, type RuleId } from "./messages/catalogue.ts";
import { columnText, conditionText } from "./messages/conditions.ts";

/** What the tables say of a rule. */
export interface RuleRow {
  readonly rule: string;
  readonly law: string;
  /** Where it holds: "everywhere", "always", or a condition. */
  readonly where: string;
  /** What stands for a derivative that does not exist. */
  readonly atKink?: string | undefined;
}

/** The rows of the table of derivatives, in its order. */
export const derivativeRows: readonly RuleRow[] = [
  ...Object.entries(unaryRules).map(([op, { law, validWhere, atKink }]) => ({
    rule: `d-${op}`,
    law,
    where: validWhere,
    atKink: atKink?.text(defaultConventions),
  })),
  ...Object.entries(binaryRules).map(([op, { law, atKink }]) => ({
    rule: `d-${op}`,
    law,
    where: "everywhere",
    atKink,
  })),
  ...Object.entries(reduceRules).map(([op, { law, convention }]) => ({
    rule: `d-${op === "sum" ? "sum" : `reduce-${op}`}`,
    law,
    where: "everywhere",
    atKink: convention,
  })),
  ...Object.entries(matrixRules).map(([op, { law, validWhere }]) => ({
    rule: `d-${op}`,
    law,
    where: validWhere,
  })),
];

/** The rows of the table of rewrites, in its order. */
export const rewriteRows: readonly RuleRow[] = allRules.map(({ id, law, needs }) => ({
  rule: id,
  law,
  where: needs,
}));

/** What there is to read about a rule, in one language. */
export interface RulePage {
  readonly rule: RuleId;
  readonly title: string;
  /** Why it holds, said of letters. */
  readonly because: string;
  /** Its row of the tables: the law, where it holds if not everywhere, what stands at a kink. */
  readonly facts: readonly { readonly name: string; readonly text: string }[];
}

/** What the sentences of the chain's links speak of, where no step is at hand. */
const letters = { of: "C", target: "x", through: "u", indices: "k", count: 2 } as const;

/** In a sentence about any step, its formulas have letters; lists of them are left out with what announces them. */
const general = (sentence: string): string => sentence.replace(/[:,] \{(?:paths|rules)\}(?=\.)/, "");

/**
 * The page of a rule: what `chainrule explain RULE` prints and the page shows under "Why?".
 * @example rulePage("d-relu", "en").facts[0].text // "d relu(x) = [x > 0] dx"
 */
export function rulePage(rule: RuleId, lang: Lang): RulePage {
  const { title, because } = ruleText(rule, lang, letters);
  const row = [...derivativeRows, ...rewriteRows].find((one) => one.rule === rule);
  const isAlways = row === undefined || row.where === "everywhere" || row.where === "always";
  const { law, where, atKink } = row ?? {};
  const names = columnText[lang];
  return {
    rule,
    title,
    because: general(because),
    facts: [
      ...(law === undefined ? [] : [{ name: names.law, text: law }]),
      ...(where === undefined || isAlways ? [] : [{ name: names.where, text: conditionText(where, lang) }]),
      ...(atKink === undefined ? [] : [{ name: names.atKink, text: conditionText(atKink, lang) }]),
    ],
  };
}
