/** The checker of derivations alone: a verdict per line, and the reports of it. */
export { check, checkNow, type Check, type CheckOptions } from "./7-verify/check.ts";
export type { ReadOptions } from "./7-verify/line.ts";
export type { FileVerdict, JudgedLine, Status, Tested } from "./7-verify/judge/verdict.ts";
export { codeOfSlip, slipIds } from "./7-verify/judge/slips.ts";
export type { Witness } from "./7-verify/judge/witness.ts";
export {
  checkReport,
  fileReport,
  lineReport,
  type CheckReport,
  type FileReport,
  type LineReport,
} from "./7-verify/report.ts";
export {
  diagnosticRecord,
  type DiagnosticRecord,
  type FixRecord,
  type Region,
} from "./core/diagnostic-record.ts";
export type { Diagnostic, Fix } from "./core/diagnostic.ts";
export { renderDiagnostic, type RenderOptions } from "./core/render-diagnostic.ts";
export { readModel } from "./2-elaborate/elaborate.ts";
export type { Model } from "./2-elaborate/model.ts";
