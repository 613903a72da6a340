import { type Hover, MarkupKind } from "vscode-languageserver/node";
import { type DerivationText, type Lang, namingOf, type Span, toText } from "../../src/index.ts";
import { describe, type Described, functionText, indexText, kindText, nameOf, partAt } from "./describe.ts";
import { axesOf, lineAt, type ReadLine, truthOf, verdictText } from "./lines.ts";
import { occurrenceAt, occurrences } from "./occurrences.ts";
import type { Page } from "./page.ts";
import { say } from "./words.ts";

/** A paragraph, or a formula that is set as code. */
type Block = { readonly prose: string } | { readonly code: string };

interface Found {
  readonly span: Span;
  readonly blocks: readonly Block[];
}

/** What stands under the cursor: its shape and meaning; in a line of a derivation also the verdict. */
export function hover(
  read: DerivationText,
  lines: readonly ReadLine[],
  page: Page,
  offset: number,
  lang: Lang,
  isMarkdown: boolean,
): Hover | undefined {
  const name = ofName(read, page, offset, lang) ?? ofPart(read, offset, lang);
  const line = lineAt(lines, page.text, offset);
  const verdict = line === undefined ? [] : ofLine(line, read, lang);
  const span = name?.span ?? line?.read.span;
  const blocks = [...(name?.blocks ?? []), ...verdict];
  if (span === undefined || blocks.length === 0) return undefined;
  return { range: page.range(span), contents: contents(blocks, isMarkdown) };
}

const contents = (blocks: readonly Block[], isMarkdown: boolean): Hover["contents"] =>
  isMarkdown
    ? {
        kind: MarkupKind.Markdown,
        value: blocks
          .map((block) => ("code" in block ? `\`\`\`chain\n${block.code}\n\`\`\`` : escaped(block.prose)))
          .join("\n\n"),
      }
    : {
        kind: MarkupKind.PlainText,
        value: blocks.map((block) => ("code" in block ? block.code : block.prose)).join("\n"),
      };

/** Prose is shown as it is: names such as `W_1` are no emphasis. */
const escaped = (prose: string): string => prose.replaceAll(/[\\`*_[\]<>#|]/g, "\\$&");

/** A name of the model language, in a model file or in the statements of a derivation. */
function ofName({ model }: DerivationText, page: Page, offset: number, lang: Lang): Found | undefined {
  const found = occurrenceAt(occurrences(model, page.text), offset);
  if (found === undefined) return undefined;
  const { name, kind, span } = found;
  if (kind === "function") {
    const text = functionText(name, lang);
    return text === undefined ? undefined : { span, blocks: [{ prose: `${name}: ${text}` }] };
  }
  if (kind === "index") return undefined;
  const described = describe(model, name);
  return described && { span, blocks: blocksOf(described, lang) };
}

/** The smallest piece of a formula that denotes something. */
function ofPart(read: DerivationText, offset: number, lang: Lang): Found | undefined {
  const part = partAt(read, offset);
  if (part === undefined) return undefined;
  const { span, value, axes } = part;
  const name = nameOf(read.model, part);
  const described = name === undefined ? undefined : describe(read.model, name);
  const text = toText(value, namingOf(read.model), axes);
  const shape = axes.length === 0 ? say(lang, "scalar") : indexText(axes);
  return {
    span,
    blocks: [
      { code: text },
      ...(described === undefined
        ? [{ prose: `${say(lang, "meaning")}: ${shape}` }]
        : blocksOf(described, lang)),
    ],
  };
}

function blocksOf(described: Described, lang: Lang): readonly Block[] {
  const { name, definition, matrix } = described;
  const forms = [
    definition,
    matrix && matrix !== definition?.split(" = ")[1] ? `${name} = ${matrix}` : undefined,
  ];
  return [
    { prose: `${name}: ${kindText(described, lang)}` },
    ...forms.flatMap((code) => (code === undefined ? [] : [{ code }])),
  ];
}

function ofLine(line: ReadLine, { model }: DerivationText, lang: Lang): readonly Block[] {
  const { read, judged } = line;
  const verdict = judged && verdictText(judged, lang);
  if (judged === undefined || verdict === undefined) return [];
  const { reading } = judged;
  const truth = truthOf(line, model);
  const axes = indexText(axesOf(read));
  return [
    { prose: `${verdict}${axes === "" ? "" : ` (${axes})`}` },
    ...(truth === undefined ? [] : [{ prose: `${say(lang, "expected")}:` }, { code: truth }]),
    ...(reading === undefined || reading === "" ? [] : [{ prose: say(lang, "readAs", { reading }) }]),
  ];
}
