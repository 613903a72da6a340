import { check, parseModel, stepRecords, type JudgedLine, type Status } from "../../src/index.ts";
import { isLesson, openLesson } from "./lesson.ts";

/** What the checker says of one step. */
export interface Verdict {
  readonly status: Status;
  /** Equations that the step needs, in the model language. */
  readonly needs: readonly string[];
  /** How many points it was tested at, where it is not proved. */
  readonly points: number | undefined;
}

/**
 * Has every step backward judged by the checker, as a claim about the model: first without the equations that the
 * model assumes, which shows the steps that need them.
 * @returns one verdict per step, in their order; none where the model has no derivation
 */
export async function verdictsOf(text: string): Promise<readonly Verdict[]> {
  const lesson = openLesson(text);
  if (!isLesson(lesson)) return [];
  const claims = stepRecords(lesson.backward, "en").map(
    ({ before, after, closed }) => `claim ${before} = ${closed ?? after}`,
  );
  const assumed = parseModel(text).syntax.statements.flatMap((statement) =>
    statement.kind === "assume" ? [statement.span] : [],
  );
  const all = assumed.map(({ start, end }) => text.slice(start, end).replace(/^assume\s+/, ""));
  const bare = assumed.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  const alone = await judged(bare, claims);
  const doubtful = alone.some((line) => line?.status !== "proved" && line?.status !== "conditional");
  const given = doubtful && assumed.length > 0 ? await judged(text, claims) : alone;
  return alone.map((line, k): Verdict => {
    const isSettled = line?.status === "proved" || line?.status === "conditional";
    const { status, needs = [], tested } = (isSettled ? line : given[k]) ?? unread;
    // What holds only with the equations, without the checker knowing which, takes all of them.
    return isSettled || status !== "proved" || given === alone
      ? { status, needs, points: tested?.points }
      : { status: "conditional", needs: all, points: undefined };
  });
}

const unread: Pick<JudgedLine, "status" | "needs" | "tested"> = { status: "unreadable" };

/** What is said of each claim; undefined where nothing is. */
async function judged(
  model: string,
  claims: readonly string[],
): Promise<readonly (JudgedLine | undefined)[]> {
  const first = model.split("\n").length + 1;
  const { lines } = await check(`${model}\n${claims.join("\n")}\n`, { kind: "chain" });
  return claims.map((_, k) => lines.find(({ line }) => line === first + k));
}
