import { cut } from "../frame.ts";
import {
  type Check,
  type JudgedLine,
  type Naming,
  namingOf,
  type Step,
  toText,
  treeSize,
} from "../../src/index.ts";
import { word } from "../messages/catalogue.ts";
import type { Terminal } from "../terminal.ts";

/** More steps than this are not read. */
const MANY = 40;

/** Formulas of more nodes, written out, have no row to fit in: what a graph shares, its text repeats. */
const MANY_NODES = 500;

/** For each proved line the rules that were applied to both sides until they were one formula. */
export function traceLines(
  { model }: Check,
  lines: readonly JudgedLine[],
  here: Terminal,
): readonly (readonly string[])[] {
  const naming = namingOf(model);
  return lines.flatMap((judged) => {
    const steps = judged.steps?.() ?? [];
    if (steps.length === 0) return [];
    const title = word(here.language, "trace", { line: judged.line });
    const rows = steps.slice(0, MANY).map((step, k) => row(step, k, naming, here));
    const rest =
      steps.length > MANY ? [`  ${word(here.language, "moreSteps", { count: steps.length - MANY })}`] : [];
    return [[here.paintOut("bold", title), ...rows, ...rest]];
  });
}

function row({ rule, before, after }: Step, k: number, naming: Naming, here: Terminal): string {
  const { paintOut, frameWidth, unicode } = here;
  const dots = unicode ? "…" : "...";
  const text = (e: Step["before"]): string => (treeSize(e) > MANY_NODES ? dots : toText(e, naming, e.free));
  const room = Math.max(20, frameWidth - 32);
  return `  ${paintOut("cyan", `S${k + 1}`.padEnd(4))}${rule.padEnd(22)} ${cut(`${text(before)} ${unicode ? "→" : "->"} ${text(after)}`, room, here)}`;
}
