import type { Notice } from "../error.ts";
import { TrainError } from "../error.ts";
import type { Evaluation } from "../evaluate.ts";
import type { Language, MessageCode } from "../messages/catalogue.ts";
import { messageText } from "../messages/catalogue.ts";
import { fillTemplate } from "../messages/template.ts";
import type { TrainingResult } from "../session.ts";
import type { CurveSize } from "./curve.ts";
import { lossCurve } from "./curve.ts";
import { confusionTable, displayWidth } from "./table.ts";
import { reportWords } from "./words.ts";

/** Curve, accuracies, confusion table, units and notices: what training has to say, as plain text. */
export function trainingReport(
  result: TrainingResult,
  language: Language = "en",
  size: CurveSize = {},
): string {
  const words = reportWords[language];
  const measured = result.heldOut.rows > 0 ? result.heldOut : result.training;
  const from = result.weights.epoch - result.losses.length + Number(result.ending === "diverged");
  const parts = [
    lossCurve(result.losses, size, language, from),
    [
      fillTemplate(words[result.ending], { epoch: result.epoch }),
      evaluationLine(words.training, result.training, language),
      ...(result.heldOut.rows > 0 ? [evaluationLine(words.heldOut, result.heldOut, language)] : []),
    ].join("\n"),
    measured.confusion === undefined ? "" : confusionTable(measured.confusion, result.classNames, language),
    result.units
      .flatMap(({ tensor, active, rows }) =>
        active.map((count, k) => fillTemplate(words.unit, { tensor, unit: k + 1, active: count, rows })),
      )
      .join("\n"),
    result.notices.map((notice) => noticeText(notice, language)).join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function evaluationLine(name: string, { loss, accuracy, rows }: Evaluation, language: Language): string {
  const words = reportWords[language];
  const head = `${name}: ${words.loss} ${loss.toFixed(4)}`;
  if (accuracy === undefined) return head;
  const share = fillTemplate(words.ofRows, { correct: Math.round(accuracy * rows), rows });
  return `${head}, ${words.accuracy} ${accuracy.toFixed(3)} (${share})`;
}

const severityWord = (code: MessageCode) =>
  code[0] === "E" ? "error" : code[0] === "W" ? "warning" : "note";

/** A notice or error with its cause and what helps, below its place in the file where there is one. */
export function noticeText(notice: Notice | TrainError, language: Language = "en"): string {
  const { title, cause, remedy } = messageText(notice.code, notice.values, language);
  const words = reportWords[language];
  return [
    `${words[severityWord(notice.code)]}[${notice.code}]: ${title}`,
    ...(notice instanceof TrainError ? placeLines(notice) : []),
    `  = ${words.why}: ${cause}`,
    `  = ${words.fix}: ${remedy}`,
  ].join("\n");
}

function placeLines({ place }: TrainError): readonly string[] {
  if (place === undefined) return [];
  const { file, line, column, text, length = 1 } = place;
  const position = [file, line, column].filter((part) => part !== undefined).join(":");
  if (line === undefined || text === undefined) return [`  --> ${position}`];
  const gutter = " ".repeat(String(line).length);
  const frame = [`  --> ${position}`, ` ${gutter} |`, ` ${line} | ${text}`];
  if (column === undefined) return frame;
  const before = displayWidth(text.slice(0, column - 1));
  const marks = Math.max(1, displayWidth(text.slice(column - 1, column - 1 + length)));
  return [...frame, ` ${gutter} | ${" ".repeat(before)}${"^".repeat(marks)}`];
}
