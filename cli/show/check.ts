import { type Check, type JudgedLine, textOf } from "../../src/index.ts";
import { columns, cut, harmless } from "../frame.ts";
import { word, type Word } from "../messages/catalogue.ts";
import type { Terminal } from "../terminal.ts";
import { type CheckStyle, findings } from "./finding.ts";
import { modelLine, namesLine, statementLines } from "./inference.ts";
import { traceLines } from "./trace.ts";

/** A line that is right but for an earlier one has a sign of its own. */
type Status = JudgedLine["status"] | "follows";
const statusOf = ({ status, follows }: JudgedLine): Status => (follows === undefined ? status : "follows");
interface Sign {
  readonly sign: string;
  readonly ascii: string;
  readonly color: Parameters<Terminal["paintOut"]>[0];
  /** The word of the totals. */
  readonly counted: Word;
}

const signs: { readonly [K in Status]: Sign } = {
  proved: { sign: "✓", ascii: "+", color: "green", counted: "provedCount" },
  conditional: { sign: "✓", ascii: "+", color: "yellow", counted: "conditionalCount" },
  tested: { sign: "≈", ascii: "~", color: "cyan", counted: "testedCount" },
  refuted: { sign: "✗", ascii: "x", color: "red", counted: "refutedCount" },
  follows: { sign: "↳", ascii: ">", color: "yellow", counted: "followCount" },
  hole: { sign: "◌", ascii: "o", color: "yellow", counted: "holeCount" },
  unreadable: { sign: "?", ascii: "?", color: "red", counted: "unreadableCount" },
  definition: { sign: "·", ascii: "-", color: "dim", counted: "definitionCount" },
};

/** A check as a person reads it: a row for each line, then what is wrong and how it is mended, then the totals. */
export function checkText(found: Check, style: CheckStyle, seconds: number, here: Terminal): string {
  const { lines } = found;
  const whole = style.line === undefined;
  const parts = [
    [heading(found, here), ...(style.verbose && whole ? statementLines(found, here) : [])],
    table(lines, style, here),
    whole ? namesLine(found, style.verbose, here) : [],
    ...findings(found, lines, style, here).map((finding) => [finding]),
    ...(style.verbose ? traceLines(found, lines, here) : []),
    whole ? [totals(lines, seconds, here)] : [],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n")}\n`;
}

const heading = (found: Check, here: Terminal): string =>
  `${here.paintOut("bold", harmless(found.source.name))}: ${[
    word(here.language, found.lines.length === 1 ? "oneLineRead" : "linesRead", {
      count: found.lines.length,
    }),
    ...modelLine(found),
  ].join("; ")}`;

function table(lines: readonly JudgedLine[], style: CheckStyle, here: Terminal): readonly string[] {
  const shown = lines.filter(
    ({ status }) => style.verbose || style.line !== undefined || status !== "definition",
  );
  const number = Math.max(0, ...shown.map(({ line }) => String(line).length));
  const labels = shown.map((judged) => labelOf(judged, here));
  const label = Math.max(0, ...labels.map(columns));
  return shown.map((judged, k) => {
    const { sign, ascii, color } = signs[statusOf(judged)];
    const head = `${String(judged.line).padStart(number + 2)}  `;
    const name = labels[k]! + " ".repeat(label - columns(labels[k]!));
    const room = Math.max(20, here.frameWidth - columns(head) - label - 6);
    return `${here.paintOut("dim", head)}${here.paintOut(color, here.unicode ? sign : ascii)} ${here.paintOut(color, name)}  ${detail(judged, room, here)}`.trimEnd();
  });
}

/** The code that `explain` knows, or the verdict. */
const labelOf = (judged: JudgedLine, { language }: Terminal): string => {
  const status = statusOf(judged);
  return status in labels ? word(language, labels[status as keyof typeof labels]) : (judged.code ?? word(language, "wrong")); // prettier-ignore
};

const labels = {
  proved: "proved",
  conditional: "conditional",
  tested: "tested",
  definition: "definition",
} as const satisfies Partial<Readonly<Record<Status, Word>>>;

/** What there is to say in one row: what is wrong and whether it can be mended, or what was proved. */
function detail(judged: JudgedLine, room: number, here: Terminal): string {
  const { language, paintOut } = here;
  const text = cut(oneLine(judged.text), room, here);
  const { status, needs = [], follows, tested } = judged;
  if (follows !== undefined) return word(language, "followsFrom", { line: follows });
  if (status === "conditional") return word(language, "provedIf", { needs: needs.join(", ") });
  if (status === "tested" && tested !== undefined)
    return `${cut(oneLine(judged.text), room - 20, here)}  ${word(language, "atPoints", { points: tested.points })}`;
  if (status === "definition" || (status === "proved" && judged.code === undefined)) return text;
  const shown = judged.diagnostics.find(({ code }) => code === judged.code) ?? judged.diagnostics.at(-1);
  if (shown === undefined) return text;
  const title = textOf(shown.code, "title", shown.params, language);
  const fix =
    judged.fix === undefined || status === "hole" ? "" : word(language, fixWords[judged.fix.confidence]);
  return fix === ""
    ? cut(title, room, here)
    : `${cut(title, room - columns(fix) - 2, here)}  ${paintOut("dim", fix)}`;
}

const fixWords = { certain: "fixCertain", likely: "fixLikely", "needs-you": "fixNeedsYou" } as const;

/** A formula on one line, without the signs that only align it. */
const oneLine = (text: string): string =>
  text
    .replaceAll(/\\\\\s*$|(?<!\\)&/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();

/** `12 proved · 1 proved under an assumption · 5 refuted · 0.21 s` */
function totals(
  lines: readonly JudgedLine[],
  seconds: number,
  { language, paintOut, unicode }: Terminal,
): string {
  const counted = (Object.keys(signs) as Status[]).flatMap((status) => {
    const count = lines.filter((line) => statusOf(line) === status).length;
    const text = word(language, signs[status].counted, { count });
    return count === 0 ? [] : [status === "refuted" ? paintOut("red", text) : text];
  });
  const parts = counted.length === 0 ? [word(language, "nothingToCheck")] : counted;
  return `${parts.join(unicode ? " · " : ", ")}   ${paintOut("dim", `${seconds.toFixed(2)} s`)}`;
}
