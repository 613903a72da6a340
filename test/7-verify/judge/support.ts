import { affineConst } from "../../../src/core/affine.ts";
import type { Expr } from "../../../src/core/expr.ts";
import { namedIndex, type Index } from "../../../src/core/index.ts";
import { positionAt } from "../../../src/core/span.ts";
import { readModel } from "../../../src/2-elaborate/elaborate.ts";
import { elaborateClaim, readExpressionIn, type ClaimSide } from "../../../src/2-elaborate/expression.ts";
import type { Model } from "../../../src/2-elaborate/model.ts";
import { Judge } from "../../../src/7-verify/judge/judge.ts";
import type { JudgedLine } from "../../../src/7-verify/judge/verdict.ts";
import type { Line, Reading, Side } from "../../../src/7-verify/line.ts";

/** A model that must be readable. */
export function modelOf(text: string): Model {
  const model = readModel(text);
  if (model.diagnostics.length > 0)
    throw new Error(
      model.diagnostics.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join("\n"),
    );
  return model;
}

/** An expression in the scope of a model; `free` gives the lengths of indices that occur free, where no sum binds them. */
export function exprIn(model: Model, text: string, free: Readonly<Record<string, number>> = {}): Expr {
  const bound = new Set(
    [...text.matchAll(/(?:sum|mean|max|min|prod|softmax|logsumexp)\((\w+)(?: in [^,]+)?,/g)].map(
      (match) => match[1],
    ),
  );
  const letters = Object.entries(free).filter(([name]) => !bound.has(name));
  const indices = letters.map(([name, size]) => namedIndex(name, affineConst(size)));
  const { value, diagnostics } = readExpressionIn(model, text, { free: indices, opensFree: true });
  if (value === undefined)
    throw new Error(
      `${text}: ${diagnostics.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join("; ")}`,
    );
  return value;
}

/** The claims of a model file as lines to judge. */
export function linesOf(model: Model): readonly Line[] {
  return model.claims.flatMap((statement) => {
    const { sides, diagnostics } = elaborateClaim(statement, model);
    const [first] = sides;
    const axes = [...(first?.free ?? []), ...(first?.axes ?? [])];
    const left = sideOf(model, first!, axes);
    return sides.slice(1).map((side, k): Line => ({
      number: positionAt(model.source, side.span.start).line,
      span: statement.span,
      text: model.source.text.slice(statement.span.start, statement.span.end),
      kind: "claim",
      left,
      previous: k === 0 ? undefined : sideOf(model, sides[k]!, axes),
      right: sideOf(model, side, axes),
      rightSpan: side.span,
      edits: () => [],
      isMatrix: false,
      notes: diagnostics,
    }));
  });
}

function sideOf(model: Model, side: ClaimSide, axes: readonly Index[]): Side {
  if (side.isOpen) return { kind: "hole" };
  const { value, derivatives } = side;
  if (value === undefined) return { kind: "unreadable", diagnostics: [] };
  const [only] = derivatives;
  if (value.kind === "tensor" && only !== undefined && value.name === only.tensor && only.wrt.length === 1) {
    const own = [...side.free, ...side.axes];
    const outer = model.definitions.get(only.of)?.params.length ?? 0;
    return {
      kind: "derivative", of: only.of, ofSlots: value.slots.slice(0, outer), wrt: only.wrt[0]!, wrtSlots: value.slots.slice(outer),
      axes: own, layout: side.axes.length === 0 ? "as-variable" : "unknown",
    }; // prettier-ignore
  }
  const own = [...side.free, ...side.axes];
  const reading: Reading = { how: "", axes: axes.length > 0 ? axes : own, value, derivatives, parts: [] };
  return { kind: "value", readings: [reading], rejected: [] };
}

/** The verdicts on the claims of a model file. */
export function verdictsOf(text: string): readonly JudgedLine[] {
  const model = modelOf(text);
  const lines = linesOf(model);
  const judge = new Judge({ source: model.source, model, inferred: [], lines, diagnostics: [] }, "model");
  return lines.map((line) => judge.judge(line));
}
