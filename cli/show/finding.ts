import { type Check, type Diagnostic, isError, type JudgedLine, renderDiagnostic } from "../../src/index.ts";
import { roleColors } from "../model.ts";
import type { Terminal } from "../terminal.ts";

/** How much is shown of a check. */
export interface CheckStyle {
  /** Traces, goals, notes and everything that was inferred as well. */
  readonly verbose: boolean;
  /** The line of the text that alone was asked for: everything about it is shown. */
  readonly line: number | undefined;
}

/** Each message with its code frame, in the order of the text: errors and warnings, and everything when asked for. */
export function findings(
  { source, diagnostics }: Check,
  lines: readonly JudgedLine[],
  { verbose, line }: CheckStyle,
  here: Terminal,
): readonly string[] {
  const everything = verbose || line !== undefined;
  const shown = [
    ...(line === undefined ? diagnostics : []),
    ...lines.flatMap((judged) => judged.diagnostics),
  ];
  return unique(shown)
    .filter((diagnostic) => everything || isWorthShowing(diagnostic))
    .map((diagnostic) => findingText(diagnostic, source, here));
}

/** Names that were understood from their use are listed on one line of their own. */
const isWorthShowing = (diagnostic: Diagnostic): boolean =>
  isError(diagnostic) || (diagnostic.severity === "warning" && diagnostic.code !== "E0233");

function findingText(diagnostic: Diagnostic, source: Check["source"], here: Terminal): string {
  const { language, paintOut, frameWidth, unicode } = here;
  const style = (role: string, text: string): string => paintOut(roleColors[role] ?? "bold", text);
  return renderDiagnostic(diagnostic, source, { lang: language, style, width: frameWidth, unicode });
}

/** One message for one place, and by its place. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  const distinct = diagnostics.filter(({ code, labels }) => {
    const key = `${code}:${labels[0]?.span.start}:${labels[0]?.span.end}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
  return distinct.toSorted((a, b) => (a.labels[0]?.span.start ?? 0) - (b.labels[0]?.span.start ?? 0));
}
