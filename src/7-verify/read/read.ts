import { diagnosticList, inOrder, type Diagnostic } from "../../core/diagnostic.ts";
import { makeSource } from "../../core/span.ts";
import { readModel } from "../../2-elaborate/elaborate.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { parseTex } from "../../1-parse/latex/parse.ts";
import { placesInFormula, placesInMarkdown, placesInTex, type Places } from "../../1-parse/markdown.ts";
import type { Report } from "../../core/diagnostic.ts";
import type { DerivationText, ReadOptions } from "../line.ts";
import { linesOfClaims } from "./claims.ts";
import { infer } from "./infer.ts";
import { LineReader } from "./lines.ts";
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
  if (kind === "chain") return ofModel(model ?? readModel(text, { file }), source);
  const { diagnostics, report } = diagnosticList();
  const { displays, inline, chain } = places[kind](text, report);
  const base = model ?? readModel(chain ?? "", { file });
  const complaints = diagnosticList();
  const { statements, lexicon } = parseTex(text, { displays, inline }, namesOf(base), complaints.report);
  const inferred = infer(statements, { base, shapes: options.shapes ?? {}, variables: lexicon.quantities });
  const scope = scopeOf(inferred.model, inferred.text, inferred.vectors);
  const reader = new LineReader(source, inferred, scope, complaints.diagnostics, report);
  const { survey } = inferred;
  const lines = survey.statements.flatMap((statement, k) => reader.read(statement, survey.roles[k]!, k));
  const own = [...lines, ...linesOfClaims(inferred.model)].toSorted((a, b) => a.span.start - b.span.start);
  const shown = new Set(
    own.flatMap(({ left, right }) =>
      [left, right].flatMap((side) => (side.kind === "unreadable" ? side.diagnostics : [])),
    ),
  );
  const rest = complaints.diagnostics.filter((diagnostic) => !shown.has(diagnostic));
  const inFile = (diagnostic: Diagnostic): boolean => (diagnostic.labels[0]?.span.start ?? 0) <= text.length;
  return {
    source,
    model: inferred.model,
    inferred: inferred.added,
    lines: own,
    diagnostics: inOrder([...diagnostics, ...rest, ...base.diagnostics.filter(inFile)]),
  };
}

const namesOf = (model: Model): readonly string[] => [
  ...model.declarations.keys(),
  ...model.definitions.keys(),
  ...model.aliases.keys(),
];

const ofModel = (model: Model, source: DerivationText["source"]): DerivationText => ({
  source,
  model,
  inferred: [],
  lines: linesOfClaims(model),
  diagnostics: model.diagnostics,
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
