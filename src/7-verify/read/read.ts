import { diagnosticList, inOrder, type Diagnostic } from "../../core/diagnostic.ts";
import { makeSource } from "../../core/span.ts";
import { readModel } from "../../2-elaborate/elaborate.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { parseTex } from "../../1-parse/latex/parse.ts";
import { placesInFormula, placesInMarkdown, placesInTex, type Places } from "../../1-parse/markdown.ts";
import type { Report } from "../../core/diagnostic.ts";
import type { DerivationText, Line, ReadOptions } from "../line.ts";
import { linesOfClaims } from "./claims.ts";
import { infer } from "./infer.ts";
import { LineReader } from "./lines.ts";
import type { Said } from "./survey.ts";
import { scopeOf } from "./pure-scope.ts";

/** Longer texts are not read: a derivation is written by a person. */
const longest = 400_000;

const places: { readonly [K in "md" | "tex" | "latex"]: (text: string, report: Report) => Places } = {
  md: placesInMarkdown,
  tex: placesInTex,
  latex: placesInFormula,
};

/**
 * Reads a derivation: its declarations, or the model its formulas speak of, and what each `=` claims. Never
 * throws; what cannot be read is said with its place and does not stop the rest.
 */
export function readDerivation(text: string, options: ReadOptions): DerivationText {
  const { file = "<input>", kind, model } = options;
  const source = makeSource(text, file);
  if (text.length > longest) return tooLong(source, options);
  const { aliases = new Map<string, string>() } = options;
  if (kind === "chain") return ofModel(withStatements(text, model, aliases, file), source);
  const { diagnostics, report } = diagnosticList();
  const { displays, inline, chain } = places[kind](text, report);
  const base = chain === undefined ? (model ?? readModel("", { file })) : withStatements(chain, model, new Map(), file); // prettier-ignore
  const complaints = diagnosticList();
  const { statements, lexicon } = parseTex(text, { displays, inline }, namesOf(base), complaints.report);
  const { quantities: variables } = lexicon;
  const said = saidOf(text);
  const inferred = infer(statements, {
    said,
    base,
    shapes: options.shapes ?? {},
    variables,
    given: aliases,
  });
  const scope = scopeOf(inferred.model, inferred.text, inferred.vectors);
  const reader = new LineReader(source, inferred, scope, complaints.diagnostics, report);
  const { survey } = inferred;
  const lines = survey.statements.flatMap((statement, k) => reader.read(statement, survey.roles[k]!, k));
  const own = [...lines, ...claimsWithin(text, inferred.model)].toSorted(
    (a, b) => a.span.start - b.span.start,
  );
  const shown = new Set(
    own.flatMap(({ left, right }) =>
      [left, right].flatMap((side) => (side.kind === "unreadable" ? side.diagnostics : [])),
    ),
  );
  const rest = complaints.diagnostics.filter((diagnostic) => !shown.has(diagnostic));
  return {
    source,
    model: inferred.model,
    inferred: inferred.added,
    unnamed: survey.unnamed,
    lines: own,
    diagnostics: inOrder([...diagnostics, ...rest, ...base.diagnostics.filter(isWithin(text))]),
  };
}

const saidOf = (text: string): Said => ({
  sumsRepeated: /\bEinstein|summation convention|repeated ind(?:ex|ices)|합\s*(?:규약|약속)/i.test(text),
  namesActivation: /sigmoid|tanh|relu|logistic|softplus|시그모이드/i.test(text),
});

/** A text of statements with those from elsewhere after it: their order does not matter, and places stay. */
function withStatements(
  text: string,
  model: Model | undefined,
  aliases: ReadonlyMap<string, string>,
  file: string,
): Model {
  const elsewhere = model === undefined ? [] : [model.source.text];
  const named = [...aliases].map(([name, meant]) => `alias ${name} = ${meant}`);
  return readModel([text, ...elsewhere, ...named].join("\n"), { file });
}

const isWithin =
  (text: string) =>
  ({ labels }: Diagnostic): boolean =>
    (labels[0]?.span.start ?? 0) <= text.length;

/** The claims of the text itself, not those of a model it is read with. */
const claimsWithin = (text: string, model: Model): readonly Line[] =>
  linesOfClaims(model).filter(({ span }) => span.end <= text.length);

const namesOf = (model: Model): readonly string[] => [
  ...model.declarations.keys(),
  ...model.definitions.keys(),
  ...model.aliases.keys(),
];

const ofModel = (model: Model, source: DerivationText["source"]): DerivationText => ({
  source,
  model,
  inferred: [],
  lines: claimsWithin(source.text, model),
  diagnostics: model.diagnostics.filter(isWithin(source.text)),
});

function tooLong(source: DerivationText["source"], { file = "<input>" }: ReadOptions): DerivationText {
  const { diagnostics, report } = diagnosticList();
  const { length } = source.text;
  report("E0111", {
    params: { length, limit: longest },
    labels: [{ span: { start: longest, end: longest }, text: "here" }],
  });
  return { source, model: readModel("", { file }), inferred: [], lines: [], diagnostics };
}
