import { affineConst } from "../../../src/core/affine.ts";
import type { Expr } from "../../../src/core/expr.ts";
import { namedIndex } from "../../../src/core/index.ts";
import { readModel } from "../../../src/2-elaborate/elaborate.ts";
import { readExpressionIn } from "../../../src/2-elaborate/expression.ts";
import type { Model } from "../../../src/2-elaborate/model.ts";

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
