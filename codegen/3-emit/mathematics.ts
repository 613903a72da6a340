import type { Value } from "../1-lower/value.ts";
import { elementary, type ElementaryName } from "./math/elementary.ts";
import type { Dialect, Piece, Spelling, SupportName } from "./math/piece.ts";
import { supportNames, supportText } from "./math/support.ts";
import type { Scope } from "./identifiers.ts";
import type { Writer } from "./writer.ts";

/** More exponentials and logarithms than this are calls: inlined they would fill the function. */
const INLINE_AT_MOST = 16;

/** The sum of exponentials in a log-sum-exp, of which the largest is 1. */
const isTotal = (value: Value): boolean => {
  for (let rest = value; ;) {
    if (rest.kind !== "op") return false;
    if (rest.op === "exp") return true;
    if (rest.op !== "add" || rest.args[1]!.kind !== "op" || rest.args[1]!.op !== "exp") return false;
    rest = rest.args[0]!;
  }
};

/** The function that stands in the text as arithmetic in place of a call. */
export function inlinedAs(value: Value): ElementaryName | undefined {
  if (value.kind !== "op") return undefined;
  if (value.op === "exp") return "exp";
  if (value.op === "log") return isTotal(value.args[0]!) ? "logFromOne" : "log";
  return undefined;
}

/** The operations of a piece of code, and whether functions are inlined in it. */
export interface MathematicsUse {
  readonly values: Iterable<Value>;
  readonly inline: boolean;
}

/** Whether the code is better off with inlined functions. */
export const worthInlining = (values: Iterable<Value>): boolean =>
  [...values].filter((value) => inlinedAs(value) !== undefined).length <= INLINE_AT_MOST;

/** What the functions are called that a module declares for itself. */
export class Mathematics {
  readonly #names: ReadonlyMap<SupportName, string>;
  readonly #language: Dialect;

  constructor(scope: Scope, language: Dialect) {
    this.#names = new Map(
      supportNames.map((name) => [name, name === "erf" || name === "erfc" ? name : scope.claim(name)]),
    );
    this.#language = language;
  }

  #spelling(fresh: Spelling["fresh"]): Spelling {
    return { dialect: this.#language, fresh, support: (name) => this.#names.get(name)! };
  }

  piece(name: ElementaryName, argument: string, scope: Scope): Piece {
    return elementary[name].text(
      argument,
      this.#spelling((stem) => scope.fresh(stem)),
    );
  }

  /** Declares what erf, erfc and the inlined functions among the values lean on. */
  declare(writer: Writer, bodies: readonly MathematicsUse[]): void {
    const wanted = new Set<SupportName>();
    for (const { value, inline } of bodies.flatMap(({ values, inline }) =>
      [...values].map((value) => ({ value, inline })),
    )) {
      const name = inline ? inlinedAs(value) : undefined;
      if (name !== undefined) for (const need of elementary[name].needs) wanted.add(need);
      if (value.kind === "op" && (value.op === "erf" || value.op === "erfc")) wanted.add(value.op);
    }
    let serial = 0;
    writer.blank();
    for (const line of supportText(
      wanted,
      this.#spelling((stem) => `${stem}${++serial}`),
    ))
      writer.line(line);
  }
}
