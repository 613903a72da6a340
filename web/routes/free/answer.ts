import {
  check,
  checkReport,
  textOf,
  type Diagnostic,
  type JudgedLine,
  type Lang,
} from "../../../src/index.ts";
import { isLesson, openLesson } from "../../engine/lesson.ts";
import { inRows } from "../../engine/rows.ts";
import { stepsOf } from "../../engine/steps.ts";
import type { Answer, LineSaid, Request, Said } from "./messages.ts";

/** Checks a text line by line and derives what it states, telling each answer as soon as it is known. */
export async function answer(
  { id, text, kind, lang, form, definition }: Request,
  signal: AbortSignal,
  tell: (answer: Answer) => void,
): Promise<void> {
  try {
    const checked = await check(text, {
      kind,
      signal,
      onRead: ({ diagnostics }) =>
        tell({ id, kind: "read", diagnostics: diagnostics.map((one) => said(one, lang)) }),
      onLine: (line) => tell({ id, kind: "line", line: lineSaid(line, lang) }),
    });
    const lesson = kind === "chain" ? openLesson(text) : undefined;
    if (lesson !== undefined && isLesson(lesson))
      tell({ id, kind: "steps", steps: stepsOf(lesson, form, lang, definition, inRows) });
    tell({ id, kind: "done", report: `${JSON.stringify(checkReport(checked, lang), null, 2)}\n` });
  } catch (error) {
    if (signal.aborted) return;
    tell({ id, kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

function said({ code, severity, params, labels, help, fix }: Diagnostic, lang: Lang): Said {
  const words = (name: string, own = {}): string => textOf(code, name, { ...params, ...own }, lang);
  return {
    code,
    severity,
    title: words("title"),
    labels: labels.map((label) => ({ span: label.span, text: words(label.text, label.params) })),
    help: help.map((name) => words(name)),
    ...(fix === undefined ? {} : { fix }),
  };
}

const lineSaid = ({ line, status, diagnostics }: JudgedLine, lang: Lang): LineSaid => ({
  line,
  status,
  diagnostics: diagnostics.map((one) => said(one, lang)),
});
