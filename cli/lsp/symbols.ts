import { type DocumentSymbol, SymbolKind } from "vscode-languageserver/node";
import type { DerivationText, Lang, Span } from "../../src/index.ts";
import { describe, kindText } from "./describe.ts";
import { subjectOf } from "./lines.ts";
import { occurrences } from "./occurrences.ts";
import type { Page } from "./page.ts";

/** The outline: what is introduced, then what is claimed, in the order of the text. */
export function documentSymbols(
  { model, lines }: DerivationText,
  page: Page,
  lang: Lang,
): readonly DocumentSymbol[] {
  const symbol = (
    name: string,
    detail: string,
    kind: SymbolKind,
    span: Span,
    name_: Span,
  ): DocumentSymbol => ({
    name: name.length <= 60 ? name : `${name.slice(0, 59)}…`,
    detail,
    kind,
    range: page.range({ start: Math.min(span.start, name_.start), end: Math.max(span.end, name_.end) }),
    selectionRange: page.range(name_),
  });
  const introduced = occurrences(model, page.text).flatMap(({ name, span, statement, isDefinition }) => {
    const described = isDefinition ? describe(model, name) : undefined;
    if (described === undefined) return [];
    const kind =
      described.role === "size" || described.role === "const" ? SymbolKind.Constant : SymbolKind.Variable;
    const whole = statement.kind === "define" ? statement.span : span;
    return [{ start: span.start, symbol: symbol(name, kindText(described, lang), kind, whole, span) }];
  });
  const claimed = lines.flatMap((line) =>
    line.kind === "statement"
      ? []
      : [
          {
            start: line.span.start,
            symbol: symbol(subjectOf(line), "", SymbolKind.Function, line.span, line.span),
          },
        ],
  );
  return [...introduced, ...claimed].toSorted((a, b) => a.start - b.start).map((one) => one.symbol);
}
