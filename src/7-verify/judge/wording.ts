import { makeDiagnostic, type Diagnostic, type Fix, type Severity } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import type { Affine } from "../../core/affine.ts";
import type { Index } from "../../core/index.ts";
import { catalogue, type Code } from "../../core/messages/catalogue.ts";
import type { Params } from "../../core/messages/message.ts";
import type { Span } from "../../core/span.ts";
import type { NamedValue } from "../../3-differentiate/names.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { makeNaming, type Naming } from "../../6-explain/naming.ts";
import { toLatex, toMatrix, toText } from "../../6-explain/print.ts";

/** In which notation a repair is written. */
export type Notation = "model" | "latex";

/** Formulas as the author of the text would write them. */
export class Wording {
  readonly notation: Notation;
  readonly #naming: Naming;

  /**
   * @param prepared the definitions in the form they have in derivatives
   * @param unnamed definitions that have no name in the text
   */
  constructor(
    model: Model,
    prepared: readonly NamedValue[],
    notation: Notation,
    unnamed: ReadonlySet<string> = new Set(),
  ) {
    this.notation = notation;
    const isNamed = ({ name }: { readonly name: string }): boolean => !unnamed.has(name);
    const own = [...model.definitions.values()].filter(isNamed);
    this.#naming = makeNaming({
      definitions: [
        ...own,
        ...prepared.filter(isNamed).filter(({ value }) => own.every((d) => d.value !== value)),
      ],
      tensors: [...model.declarations.keys()],
      letters: model.letters,
      reserved: [...model.sizes.keys(), ...model.aliases.keys()],
      axes: new Map([...model.declarations.values()].map(({ name, shape }) => [name, shape.length])),
    });
  }

  /** In index notation of the model language. */
  text(e: Expr, axes: readonly Index[]): string {
    return toText(e, this.#naming, axes);
  }

  /** What e is, where its own name would say nothing. */
  spelled(e: Expr, axes: readonly Index[]): string {
    return toText(e, this.#naming.without(e), axes);
  }

  /** As it may stand in the text: with indices where the line has them, with matrices where it has none. */
  inPlace(
    e: Expr,
    axes: readonly Index[],
    isSpelled = false,
    notation = this.notation,
    isMatrix = false,
  ): string | undefined {
    const form = !isMatrix && axes.every((index) => index.origin === "free") ? "index" : "matrix";
    const naming = isSpelled ? this.#naming.without(e) : this.#naming;
    if (notation === "latex") return toLatex(e, axes, naming, form) ?? toLatex(e, axes, naming, "index");
    return form === "index" ? toText(e, naming, axes) : toMatrix(e, axes, naming);
  }
}

/** 3×4; `number` for no axes. */
export const shapeText = (shape: readonly Affine[]): string =>
  shape.length === 0 ? "1" : shape.map((size) => size.key).join("×");

interface Diagnosis {
  readonly params?: Params;
  /** Texts of the message that are shown as reasons; those the message does not have are left out. */
  readonly help?: readonly string[];
  readonly fix?: Fix | undefined;
  readonly severity?: Severity;
}

/** The diagnostic of a code at a place. */
export function diagnose(
  code: Code,
  span: Span,
  { params = {}, help = [], fix, severity }: Diagnosis,
): Diagnostic {
  const texts: Readonly<Record<string, string>> = catalogue[code].en;
  const base = makeDiagnostic(code, { labels: [], params, ...(severity === undefined ? {} : { severity }) });
  return {
    ...base,
    labels: [{ span, text: "here" }],
    help: help.filter((id) => Object.hasOwn(texts, id)),
    ...(fix === undefined ? {} : { fix }),
  };
}
