import { type CodeAction, CodeActionKind, type TextEdit } from "vscode-languageserver/node";
import type { DerivationText, Diagnostic, Fix, JudgedLine, Lang, Span } from "../../src/index.ts";
import { assumptionEdit, statementEdit } from "./insertion.ts";
import { allDiagnostics, clientDiagnostic } from "./diagnostics.ts";
import { type Page, workspaceEdit } from "./page.ts";
import { say } from "./words.ts";

export interface ActionRequest {
  readonly span: Span;
  /** The kinds the client wants; all where it does not say. */
  readonly only: readonly string[] | undefined;
  /** Whether edits may name the version of the document they are for. */
  readonly isVersioned: boolean;
  readonly lang: Lang;
}

/** The kind of the action that applies every certain repair. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.chainrule`;

interface Repair {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

/** Repairs for a place, assumptions to state, and all certain repairs at once. */
export function codeActions(
  read: DerivationText,
  lines: readonly JudgedLine[],
  page: Page,
  request: ActionRequest,
): readonly CodeAction[] {
  const diagnostics = allDiagnostics(read, lines);
  const repairs = diagnostics.flatMap((diagnostic): readonly Repair[] =>
    diagnostic.fix === undefined ? [] : [{ diagnostic, fix: diagnostic.fix }],
  );
  const quick = wants(request, CodeActionKind.QuickFix)
    ? [
        ...repairs.flatMap((repair) => quickFix(repair, page, request)),
        ...diagnostics.flatMap((diagnostic) => alias(diagnostic, read, page, request)),
        ...lines.flatMap((line) => assumptions(line, read, page, request)),
      ]
    : [];
  const certain = apart(repairs.map(({ fix }) => fix).filter(({ confidence }) => confidence === "certain"));
  const all =
    certain.length > 0 && wants(request, fixAllKind)
      ? [
          {
            title: say(request.lang, "fixAll"),
            kind: fixAllKind,
            edit: workspaceEdit(
              page,
              certain.map((fix) => textEdit(fix, page)),
              request.isVersioned,
            ),
          },
        ]
      : [];
  return [...quick, ...all];
}

/** A client that asks for `source.fixAll` means every kind below it too. */
const wants = ({ only }: ActionRequest, kind: string): boolean =>
  only === undefined || only.some((one) => one === "" || kind === one || kind.startsWith(`${one}.`));

const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

function quickFix({ diagnostic, fix }: Repair, page: Page, request: ActionRequest): readonly CodeAction[] {
  const places = [fix.span, ...diagnostic.labels.slice(0, 1).map(({ span }) => span)];
  if (!places.some((span) => touches(span, request.span))) return [];
  const word = fix.confidence === "needs-you" ? "fill" : "replace";
  return [
    {
      title: say(request.lang, word, { text: short(fix.text) }),
      kind: CodeActionKind.QuickFix,
      diagnostics: [clientDiagnostic(diagnostic, page, request.lang)],
      isPreferred: fix.confidence === "certain",
      edit: workspaceEdit(page, [textEdit(fix, page)], request.isVersioned),
    },
  ];
}

/** For a line that holds only under an assumption: the statement of it, where the text states such things. */
function assumptions(
  { span, status, needs, follows, diagnostics }: JudgedLine,
  read: DerivationText,
  page: Page,
  request: ActionRequest,
): readonly CodeAction[] {
  if (status !== "conditional" || follows !== undefined || !touches(span, request.span)) return [];
  return (needs ?? []).flatMap((fact): readonly CodeAction[] => {
    const edit = assumptionEdit(fact, span, read, page);
    if (edit === undefined) return [];
    return [
      {
        title: say(request.lang, "state", { text: fact }),
        kind: CodeActionKind.QuickFix,
        diagnostics: diagnostics
          .filter(({ code }) => code === "E0501")
          .map((diagnostic) => clientDiagnostic(diagnostic, page, request.lang)),
        edit: workspaceEdit(page, [textEdit(edit, page)], request.isVersioned),
      },
    ];
  });
}

/** For a name that nothing introduces: the alias that says what it was read as. */
function alias(
  diagnostic: Diagnostic,
  read: DerivationText,
  page: Page,
  request: ActionRequest,
): readonly CodeAction[] {
  const { code, params, labels } = diagnostic;
  const isHere = labels.slice(0, 1).some(({ span }) => touches(span, request.span));
  if (code !== "E0233" || !isHere) return [];
  const { name, meant } = params;
  if (typeof name !== "string" || typeof meant !== "string") return [];
  const statement = `alias ${name} = ${meant}`;
  const edit = statementEdit(statement, read, page);
  if (edit === undefined) return [];
  return [
    {
      title: say(request.lang, "introduce", { text: statement }),
      kind: CodeActionKind.QuickFix,
      diagnostics: [clientDiagnostic(diagnostic, page, request.lang)],
      edit: workspaceEdit(page, [textEdit(edit, page)], request.isVersioned),
    },
  ];
}

/** Repairs of different places: of two that overlap, the first. */
function apart(fixes: readonly Fix[]): readonly Fix[] {
  const kept: Fix[] = [];
  for (const fix of fixes.toSorted((a, b) => a.span.start - b.span.start))
    if ((kept.at(-1)?.span.end ?? -1) < fix.span.start) kept.push(fix);
  return kept;
}

const textEdit = ({ span, text }: Pick<Fix, "span" | "text">, page: Page): TextEdit => ({
  range: page.range(span),
  newText: text,
});

/** A title is one line that fits in a menu. */
function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= 70 ? line : `${line.slice(0, 69)}…`;
}
