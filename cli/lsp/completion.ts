import { type CompletionItem, CompletionItemKind } from "vscode-languageserver/node";
import { type DerivationText, functionNames, type Lang, statementWords } from "../../src/index.ts";
import { describe, functionText, kindText } from "./describe.ts";
import { occurrences } from "./occurrences.ts";
import type { Page } from "./page.ts";
import { say } from "./words.ts";

/** What can stand at a place of a model: names, functions, letters of the statement, words that begin one. */
export function completions(
  { model }: DerivationText,
  page: Page,
  offset: number,
  lang: Lang,
): readonly CompletionItem[] {
  if (!isModelText(page, offset)) return [];
  const row = rowBefore(page.text, offset);
  if (row.includes("#")) return [];
  const isStart = /^\s*(?:%+\s*chain:\s*)?[\p{ID_Continue}]*$/u.test(row);
  const names = [
    ...model.sizes.keys(),
    ...model.declarations.keys(),
    ...model.definitions.keys(),
    ...model.aliases.keys(),
  ];
  const own = names.flatMap((name): readonly CompletionItem[] => {
    const described = describe(model, name);
    if (described === undefined) return [];
    const { definition } = described;
    return [
      {
        label: name,
        kind:
          described.role === "size" || described.role === "const"
            ? CompletionItemKind.Constant
            : CompletionItemKind.Variable,
        detail: kindText(described, lang),
        ...(definition === undefined ? {} : { documentation: definition }),
      },
    ];
  });
  const rowEnd = page.text.length - page.text.slice(offset).replace(/^[^\r\n]*/, "").length;
  const letters = occurrences(model, page.text).flatMap(({ name, kind, statement: { span } }) =>
    kind === "index" && span.start <= rowEnd && span.end >= offset - row.length ? [name] : [],
  );
  return [
    ...own,
    ...[...new Set(letters)].map((label) => ({ label, kind: CompletionItemKind.TypeParameter })),
    ...functionNames.flatMap((label): readonly CompletionItem[] => {
      const detail = functionText(label, lang);
      return detail === undefined ? [] : [{ label, kind: CompletionItemKind.Function, detail }];
    }),
    ...(isStart
      ? statementWords.map((label) => ({
          label,
          kind: CompletionItemKind.Keyword,
          detail: say(lang, "statement"),
        }))
      : []),
  ];
}

const rowBefore = (text: string, offset: number): string => /[^\r\n]*$/.exec(text.slice(0, offset))![0];

/** Whether the place lies in statements of the model language. */
function isModelText({ kind, text }: Page, offset: number): boolean {
  if (kind === "chain") return true;
  const row = rowBefore(text, offset);
  if (kind === "tex") return /^\s*%+\s*chain:/.test(row);
  const fences = text.slice(0, offset - row.length).match(/^ {0,3}(?:```|~~~)[^\r\n]*/gm) ?? [];
  return fences.length % 2 === 1 && /^ {0,3}(?:`{3,}|~{3,})[ \t]*chain\s*$/.test(fences.at(-1)!);
}
