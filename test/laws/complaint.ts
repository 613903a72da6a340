import type { Expr } from "../../src/core/expr.ts";
import type { Point } from "../../src/5-evaluate/point.ts";
import { show, showPoint } from "../support/show.ts";

/** An error that shows the whole case: formulas with every bracket, and the data. */
export const complaint = (what: string, parts: Readonly<Record<string, Expr>>, at: Point): Error =>
  new Error(
    [what, ...Object.entries(parts).map(([name, e]) => `${name}: ${show(e)}`), `at ${showPoint(at)}`].join(
      "\n",
    ),
  );
