import type { Notice } from "../error.ts";
import { TrainError } from "../error.ts";
import type { UnitActivity } from "../kernel.ts";
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
  const [part, measured] =
    result.heldOut.rows > 0 ? [words.heldOut, result.heldOut] : [words.training, result.training];
  const from = result.weights.epoch - result.losses.length + Number(result.ending === "diverged");
  const parts = [
    lossCurve(result.losses, size, language, from),
    [
      fillTemplate(words[result.ending], { epoch: result.epoch }),
      evaluationLine(words.training, result.training, language),
      ...(result.heldOut.rows > 0 ? [evaluationLine(words.heldOut, result.heldOut, language)] : []),
    ].join("\n"),
    confusionPart(measured, part, result.classNames, language),
    result.units.flatMap((units) => unitLines(units, language)).join("\n"),
    noticesText(result.notices, language),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** More units than this are summed up: a line for each of hundreds is read by nobody. */
const UNITS_SHOWN = 16;

function unitLines({ tensor, active, rows }: UnitActivity, language: Language): readonly string[] {
  const words = reportWords[language];
  if (active.length <= UNITS_SHOWN)
    return active.map((count, k) => fillTemplate(words.unit, { tensor, unit: k + 1, active: count, rows }));
  const [least, most] = [Math.min(...active), Math.max(...active)];
  return [fillTemplate(words.units, { tensor, units: active.length, least, most, rows })];
}

function confusionPart(
  { confusion }: Evaluation,
  part: string,
  names: readonly string[],
  language: Language,
): string {
  if (confusion === undefined) return "";
  const title = fillTemplate(reportWords[language].confusion, { part });
  return `${title}\n${confusionTable(confusion, names, language)}`;
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
  const place = notice instanceof TrainError ? placeLines(notice) : [];
  return [titleLine(notice, language), ...place, ...reasonLines(notice, language)].join("\n");
}

/** Several notices; a cause and remedy that neighbours share (three dead units) are said once. */
export function noticesText(notices: readonly Notice[], language: Language = "en"): string {
  const lines = notices.flatMap((notice, k) => {
    const reasons = reasonLines(notice, language);
    const next = notices[k + 1];
    const isShared = next !== undefined && reasonLines(next, language).join() === reasons.join();
    return [titleLine(notice, language), ...(isShared ? [] : reasons)];
  });
  return lines.join("\n");
}

function titleLine({ code, values }: Notice, language: Language): string {
  return `${reportWords[language][severityWord(code)]}[${code}]: ${messageText(code, values, language).title}`;
}

function reasonLines({ code, values }: Notice, language: Language): readonly string[] {
  const { cause, remedy } = messageText(code, values, language);
  const words = reportWords[language];
  return [`  = ${words.why}: ${cause}`, `  = ${words.fix}: ${remedy}`];
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
