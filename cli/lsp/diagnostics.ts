import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  type Diagnostic as ClientDiagnostic,
  DiagnosticSeverity,
  type Range,
} from "vscode-languageserver/node";
import { type DerivationText, type Diagnostic, type JudgedLine, type Lang, textOf } from "../../src/index.ts";
import { pageFile } from "../page-file.ts";
import type { Page } from "./page.ts";

/** Everything that is to be shown of a document, in the order of the text: of the reading, then of each line. */
export const allDiagnostics = (read: DerivationText, lines: readonly JudgedLine[]): readonly Diagnostic[] => [
  ...new Set([...read.diagnostics, ...lines.flatMap(({ diagnostics }) => diagnostics)]),
];

const severities: { readonly [S in Diagnostic["severity"]]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hole: DiagnosticSeverity.Information,
  note: DiagnosticSeverity.Hint,
};

/** A line that is only tested is no mistake, whatever the letter of its code. */
const severityOf = ({ code, severity }: Diagnostic): DiagnosticSeverity =>
  code === "W0603" ? DiagnosticSeverity.Information : severities[severity];

/** A diagnostic in the words of the client's language. */
export function clientDiagnostic(diagnostic: Diagnostic, page: Page, lang: Lang): ClientDiagnostic {
  const { code, labels, params, help } = diagnostic;
  const said = (id: string, own = {}): string => textOf(code, id, { ...params, ...own }, lang);
  const [first, ...others] = labels;
  const range: Range = page.range(first?.span ?? { start: 0, end: 0 });
  const file = pageFile(code);
  const label = first === undefined ? "" : said(first.text, first.params);
  return {
    range,
    severity: severityOf(diagnostic),
    code,
    ...(existsSync(file) ? { codeDescription: { href: pathToFileURL(file).href } } : {}),
    source: "chainrule",
    message: [
      label === "" ? said("title") : `${said("title")} — ${label}`,
      ...help.map((id) => said(id)),
    ].join("\n"),
    ...(others.length > 0 && {
      relatedInformation: others.map(({ span, text, params: own }) => ({
        location: { uri: page.uri, range: page.range(span) },
        message: said(text, own),
      })),
    }),
  };
}
