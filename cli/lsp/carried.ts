import type { DerivationText, Diagnostic, JudgedLine, Span } from "../../src/index.ts";

/**
 * What the last check said of lines that the running one has not come to yet, where their text is the same. It
 * stays on the screen until the new verdict is there, so that nothing flickers while someone types elsewhere.
 */
export function carried(
  { lines }: DerivationText,
  judged: readonly JudgedLine[],
  before: readonly JudgedLine[],
): readonly Diagnostic[] {
  const rest = [...before];
  const take = (text: string): JudgedLine | undefined => {
    const at = rest.findIndex((line) => line.text === text);
    return at < 0 ? undefined : rest.splice(at, 1)[0];
  };
  for (const { text } of judged) take(text);
  return lines.slice(judged.length).flatMap(({ text, span }) => {
    const last = take(text);
    return last === undefined ? [] : last.diagnostics.flatMap((one) => moved(one, last.span, span.start));
  });
}

/** The diagnostic of a line that now begins elsewhere, without what it points at outside the line. */
function moved(diagnostic: Diagnostic, from: Span, start: number): readonly Diagnostic[] {
  const { labels, fix } = diagnostic;
  const by = start - from.start;
  const isInside = (span: Span): boolean => span.start >= from.start && span.end <= from.end;
  const shifted = (span: Span): Span => ({ start: span.start + by, end: span.end + by });
  if (labels[0] === undefined || !isInside(labels[0].span)) return [];
  return [
    {
      ...diagnostic,
      labels: labels
        .filter(({ span }) => isInside(span))
        .map((label) => ({ ...label, span: shifted(label.span) })),
      ...(fix === undefined ? {} : { fix: { ...fix, span: shifted(fix.span) } }),
    },
  ];
}
