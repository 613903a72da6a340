import { makeSource, renderDiagnostic, type Diagnostic, type Lang } from "../../src/index.ts";

/** Messages as the command line prints them; fetched only when there is something to say. */
export const diagnosticTexts = (
  text: string,
  diagnostics: readonly Diagnostic[],
  lang: Lang,
): readonly string[] => {
  const source = makeSource(text, "model.chain");
  return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, source, { lang }));
};
