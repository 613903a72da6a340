import { cut } from "../frame.ts";
import {
  type Check,
  explain,
  type JudgedLine,
  type ModelDerivative,
  type Naming,
  namingOf,
  type Step,
  stepRecords,
  toText,
  treeSize,
} from "../../src/index.ts";
import { stepLines } from "./derivation.ts";
import { word } from "../messages/catalogue.ts";
import type { Terminal } from "../terminal.ts";

/** More steps than this are not read. */
const MANY = 40;

/** Formulas of more nodes, written out, have no row to fit in: what a graph shares, its text repeats. */
const MANY_NODES = 500;

/** More links of the chain rule than this are not read: those nearest to what is asked for are shown. */
const MANY_LINKS = 8;

/**
 * For each line that agrees, the rules that were applied to both sides until they were one formula; for each wrong one,
 * how what is right is derived.
 */
export function traceLines(
  { model }: Check,
  lines: readonly JudgedLine[],
  here: Terminal,
): readonly (readonly string[])[] {
  const naming = namingOf(model);
  return lines.flatMap((judged) => {
    if (judged.derivation !== undefined)
      return [derivationLines(judged.line, judged.derivation, naming, here)];
    const steps = judged.steps?.() ?? [];
    if (steps.length === 0) return [];
    const { line, needs } = judged;
    const title =
      needs === undefined
        ? word(here.language, "trace", { line })
        : word(here.language, "traceAssuming", { line, needs: needs.join(", ") });
    const rows = steps.slice(0, MANY).map((step, k) => row(step, k, naming, here));
    const rest =
      steps.length > MANY ? [`  ${word(here.language, "moreSteps", { count: steps.length - MANY })}`] : [];
    return [[here.paintOut("bold", title), ...rows, ...rest]];
  });
}

function derivationLines(
  line: number,
  derivation: ModelDerivative,
  naming: Naming,
  here: Terminal,
): readonly string[] {
  const links = stepRecords(explain(derivation, naming), here.language);
  const title = word(here.language, "traceOfTruth", { line });
  const shown = links.slice(-MANY_LINKS).flatMap((link) => stepLines(link, here));
  const left = links.length - MANY_LINKS;
  const rest = left > 0 ? [`  ${word(here.language, "moreSteps", { count: left })}`] : [];
  return [here.paintOut("bold", title), ...rest, ...shown.map((text) => cut(text, here.frameWidth, here))];
}

function row({ rule, before, after }: Step, k: number, naming: Naming, here: Terminal): string {
  const { paintOut, frameWidth, unicode } = here;
  const dots = unicode ? "…" : "...";
  const text = (e: Step["before"]): string => (treeSize(e) > MANY_NODES ? dots : toText(e, naming, e.free));
  const room = Math.max(20, frameWidth - 32);
  return `  ${paintOut("cyan", `S${k + 1}`.padEnd(4))}${rule.padEnd(22)} ${cut(`${text(before)} ${unicode ? "→" : "->"} ${text(after)}`, room, here)}`;
}
