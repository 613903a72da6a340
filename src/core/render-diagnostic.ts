import type { Diagnostic, Fix } from "./diagnostic.ts";
import { codeFrame, type Style } from "./frame.ts";
import { visible } from "./messages/fill.ts";
import { textOf } from "./messages/format.ts";
import type { Lang, Params } from "./messages/message.ts";
import { lineText, positionAt, type Source } from "./span.ts";

export interface RenderOptions {
  readonly lang?: Lang;
  /** Colours the parts of the message; plain text without it. */
  readonly style?: Style;
  /** Columns of the terminal; longer lines are cut around the place. */
  readonly width?: number;
  /** false where only ASCII can be shown: the signs this renderer adds itself are then ASCII. */
  readonly unicode?: boolean;
}

const words = {
  en: {
    error: "error", warning: "warning", note: "note", hole: "hole", fix: "fix",
    certain: "certain", likely: "likely", "needs-you": "needs you",
  },
  ko: {
    error: "오류", warning: "경고", note: "알림", hole: "빈칸", fix: "고침",
    certain: "확실", likely: "유력", "needs-you": "판단 필요",
  },
} as const; // prettier-ignore

/**
 * The message as people read it: what is wrong, the line of the text with a caret under the smallest wrong
 * piece and a mark under what conflicts with it, then reasons and remedies.
 */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  source: Source,
  { lang = "en", style = (_role, text) => text, width = 100, unicode = true }: RenderOptions = {},
): string {
  const { code, severity, params, labels, help, fix } = diagnostic;
  const text = (id: string, own: Params = {}): string => textOf(code, id, { ...params, ...own }, lang);
  const lines = [
    style(severity, `${words[lang][severity]}[${code}]`) + style("strong", `: ${text("title")}`),
  ];
  const at = labels[0]?.span;
  if (at !== undefined) {
    const { line, column } = positionAt(source, at.start);
    lines.push(`${style("gutter", "  -->")} ${source.name}:${line}:${column}`);
    const marks = labels.map((label, position) => ({
      span: label.span,
      text: text(label.text, label.params),
      role: position === 0 ? severity : ("secondary" as const),
    }));
    lines.push(...codeFrame(source, marks, { style, width, ellipsis: unicode ? "…" : "..." }));
  }
  const remark = (content: string): string => `${style("gutter", "   =")} ${content}`;
  for (const id of help) lines.push(remark(text(id)));
  if (fix !== undefined)
    lines.push(
      remark(style("fix", `${words[lang].fix} (${words[lang][fix.confidence]}): `) + fixText(fix, source)),
    );
  return lines.join("\n");
}

/** The repaired line, when the fix stays within one. */
function fixText(fix: Fix, source: Source): string {
  const { line } = positionAt(source, fix.span.start);
  const start = source.lineStarts[line - 1] ?? 0;
  const whole = lineText(source, line);
  const repaired = whole.slice(0, fix.span.start - start) + fix.text + whole.slice(fix.span.end - start);
  return visible(repaired.length <= 100 ? repaired.trim() : fix.text.trim());
}
