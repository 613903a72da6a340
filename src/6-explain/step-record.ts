import type { Lang } from "../core/messages/message.ts";
import type { Explanation } from "./explain.ts";
import { ruleText, wordText } from "./messages/catalogue.ts";
import { layoutText } from "./text.ts";

/** A step as text, in one language: what `derive --json` lists. */
export interface StepRecord {
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
  /** For a pull-back: the part of `before` whose derivative gains `after`. */
  readonly into?: string;
  /** The closed form, where `after` still mentions other derivatives. */
  readonly closed?: string;
  readonly matrix?: string;
  readonly because: string;
  readonly paths?: readonly string[];
  readonly assumptions?: readonly string[];
  readonly conventions?: readonly string[];
  readonly steps?: readonly StepRecord[];
}

/** The steps of a derivation in words and formulas. */
export const stepRecords = (steps: readonly Explanation[], lang: Lang): readonly StepRecord[] =>
  steps.map((step) => record(step, lang));

function record(step: Explanation, lang: Lang): StepRecord {
  const {
    id,
    rule,
    link,
    before,
    after,
    into,
    closed,
    matrix,
    params,
    paths,
    assumptions,
    conventions,
    details,
  } = step;
  const { title, because } = ruleText(rule, lang, params);
  // A link says how it joins the chain, then what happens inside it.
  const joined = link === undefined || link === rule ? [] : [ruleText(link, lang, params).because];
  return {
    id,
    rule,
    title,
    before: layoutText(before),
    after: layoutText(after),
    ...(into === undefined ? {} : { into: layoutText(into) }),
    ...(closed === undefined ? {} : { closed: layoutText(closed) }),
    ...(matrix === undefined ? {} : { matrix: layoutText(matrix) }),
    because: [...joined, because, ...grounds(step, lang)].join(" "),
    ...(paths.length > 0 && { paths: paths.map(layoutText) }),
    ...(assumptions.length > 0 && { assumptions }),
    ...(conventions.length > 0 && { conventions }),
    ...(details.length > 0 && { steps: stepRecords(details, lang) }),
  };
}

/** The assumptions and conventions a step stands on, as part of its sentence. */
function grounds({ assumptions, conventions }: Explanation, lang: Lang): readonly string[] {
  const said = (word: "assuming" | "convention", facts: readonly string[]): readonly string[] =>
    facts.length === 0 ? [] : [`(${wordText(word, lang, { facts: facts.join(wordText("list", lang)) })})`];
  return [...said("assuming", assumptions), ...said("convention", conventions)];
}
