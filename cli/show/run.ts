import type { FileVerdict } from "../../src/index.ts";
import type { Repair } from "../check/repair.ts";
import type { FileOutcome } from "../check/report.ts";
import { cut } from "../frame.ts";
import { word, type Word } from "../messages/catalogue.ts";
import type { Terminal } from "../terminal.ts";

const verdicts: { readonly [K in FileVerdict]: Word } = {
  refuted: "verdictRefuted",
  unreadable: "verdictUnreadable",
  open: "verdictOpen",
  conditional: "verdictConditional",
  holds: "verdictHolds",
};

/** `3 files: 1 refuted, 2 holds   1.20 s` */
export function runTotals(outcomes: readonly FileOutcome[], seconds: number, here: Terminal): string {
  const { language, paintOut } = here;
  const found = outcomes.map((one) => (one.kind === "failed" ? "unreadable" : one.checked.found.verdict));
  const parts = (Object.keys(verdicts) as FileVerdict[]).flatMap((verdict) => {
    const count = found.filter((one) => one === verdict).length;
    return count === 0 ? [] : [`${count} ${word(language, verdicts[verdict])}`];
  });
  const text = word(language, "fileTotals", { files: outcomes.length, parts: parts.join(", ") });
  return `${paintOut("bold", text)}   ${paintOut("dim", `${seconds.toFixed(2)} s`)}`;
}

/** What was repaired: the old side and the new one, as a diff. */
export function repairText(file: string, repairs: readonly Repair[], here: Terminal): string {
  const { language, paintOut, frameWidth } = here;
  if (repairs.length === 0) return `${word(language, "noRepairs", { file })}\n\n`;
  const shown = (text: string): string => cut(text.replaceAll(/\s+/g, " "), frameWidth - 6, here);
  const rows = repairs.flatMap(({ line, before, after }) => [
    `  ${word(language, "repairedLine", { line })}`,
    `    ${paintOut("red", `- ${shown(before)}`)}`,
    `    ${paintOut("green", `+ ${shown(after)}`)}`,
  ]);
  return `${[paintOut("bold", word(language, "repairsMade", { file, count: repairs.length })), ...rows].join("\n")}\n\n`;
}
