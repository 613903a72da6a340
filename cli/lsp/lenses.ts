import type { CodeLens, InlayHint } from "vscode-languageserver/node";
import {
  type DerivationText,
  isRule,
  type JudgedLine,
  type Lang,
  namingOf,
  renderDiagnostic,
  ruleText,
  toText,
} from "../../src/index.ts";
import { describe, nameOf, shapeOf } from "./describe.ts";
import { verdictText } from "./lines.ts";
import { occurrences } from "./occurrences.ts";
import type { Page } from "./page.ts";
import { say } from "./words.ts";

/** Shows why a line is judged as it is: arguments are the address of the document and the number of the line. */
export const showTrace = "chainrule.showTrace";

/** The verdict above every line that claims something. */
export const codeLenses = (lines: readonly JudgedLine[], page: Page, lang: Lang): readonly CodeLens[] =>
  lines.flatMap((line, k): readonly CodeLens[] => {
    const verdict = verdictText(line, lang);
    if (verdict === undefined) return [];
    const title = `${verdict} · ${say(lang, "showTrace")}`;
    return [
      { range: page.range(line.span), command: { title, command: showTrace, arguments: [page.uri, k] } },
    ];
  });

/** The steps of a proof, or what is wrong with the line. */
export function trace({ source, model }: DerivationText, line: JudgedLine, lang: Lang): string {
  const naming = namingOf(model);
  const steps = (line.steps?.() ?? []).map(({ rule, before, after }, k) => {
    const title = isRule(rule) ? ruleText(rule, lang).title : rule;
    const axes = [...new Set([...before.free, ...after.free])];
    return `${k + 1}. ${title}: ${toText(before, naming, axes)} → ${toText(after, naming, axes)}`;
  });
  const verdict = verdictText(line, lang);
  const shown = line.diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, source, { lang }));
  const parts = [...(verdict === undefined ? [] : [verdict]), ...steps, ...shown];
  return parts.length === 0 ? say(lang, "noTrace") : parts.join("\n");
}

/** The shape behind a name where it first stands in formulas, and behind the left side of a definition. */
export function inlayHints({ model, lines }: DerivationText, page: Page): readonly InlayHint[] {
  const seen = new Set<string>();
  const hint = (name: string, end: number): readonly InlayHint[] => {
    const shape = describe(model, name)?.shape;
    if (shape === undefined || shape.length === 0) return [];
    return [{ position: page.positionAt(end), label: `: ${shapeOf(shape)}`, paddingRight: true }];
  };
  const ofDefinitions = occurrences(model, page.text).flatMap(({ name, statement, isDefinition }) => {
    if (!isDefinition || statement.kind !== "define") return [];
    return hint(name, statement.indices?.at(-1) === undefined ? statement.name.span.end : leftEnd(page, statement.indices.at(-1)!.span.end)); // prettier-ignore
  });
  const parts = lines.flatMap(({ left, right }) =>
    [left, right].flatMap((side) => (side.kind === "value" ? (side.readings[0]?.parts ?? []) : [])),
  );
  const inFormulas = page.kind === "chain" ? [] : parts.toSorted((a, b) => a.span.start - b.span.start);
  return [
    ...ofDefinitions,
    ...inFormulas.flatMap((part) => {
      const name = isAtom(page.text.slice(part.span.start, part.span.end)) ? nameOf(model, part) : undefined;
      if (name === undefined || seen.has(name)) return [];
      seen.add(name);
      return hint(name, part.span.end);
    }),
  ];
}

/** Behind the bracket that closes the indices. */
function leftEnd({ text }: Page, offset: number): number {
  const close = text.indexOf("]", offset);
  return close < 0 ? offset : close + 1;
}

/** A name with its scripts, not a formula that happens to have a name. */
const isAtom = (text: string): boolean =>
  /^\\?[\p{L}#]+(?:[_^](?:\{[^{}]*\}|\\?[\p{L}\p{N}]+))*$/u.test(text);
