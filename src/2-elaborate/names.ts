import { didYouMean } from "../core/similar.ts";
import type { NameSyntax } from "../1-parse/syntax.ts";
import { functionRow, nameHere } from "./functions.ts";
import type { Facts, Inference, Meaning, Place } from "./infer.ts";
import type { Named, Shape } from "./symbols.ts";
import { provisionalForm } from "./variable.ts";

/** The circle constant, in both spellings. */
export const isPi = (name: string): boolean => name === "pi" || name === "π";

/** What a name stands for: an index of the statement, a name of the model, or π. Anything else is reported. */
export function nameFacts(node: NameSyntax, inference: Inference, place: Place): Facts {
  const { name } = node;
  const variable = inference.index(name);
  if (variable !== undefined) return note({ kind: "index", variable }, provisionalForm(variable));
  const symbol = inference.symbols.find(name);
  if (symbol?.kind === "size") return note({ kind: "size", form: symbol.form }, symbol.form);
  if (symbol !== undefined) {
    // What is wrong with it was said where it is declared or defined.
    if (symbol.shape === undefined || (symbol.kind === "defined" && symbol.meaning === undefined))
      inference.failed = true;
    inference.meanings.set(node, { kind: "tensor", name: symbol.name });
    return { shape: shapeOf(symbol) };
  }
  if (isPi(name)) return note({ kind: "pi" });
  if (place.inSlot && inference.options.opensFree === true) {
    const opened = inference.openFree(node);
    return note({ kind: "index", variable: opened }, provisionalForm(opened));
  }
  if (place.inSlot) reportUnbound(node, inference);
  else reportUnknown(node, inference);
  return { shape: undefined };

  function note(meaning: Meaning, form?: Facts["form"]): Facts {
    inference.meanings.set(node, meaning);
    return { shape: [], form };
  }
}

const shapeOf = (symbol: Exclude<Named, { kind: "size" }>): Shape | undefined => symbol.shape;

function reportUnbound({ name, span }: NameSyntax, inference: Inference): void {
  const meant = didYouMean(
    name,
    inference.variables.map((variable) => variable.name),
  );
  const left = inference.variables.filter(({ role }) => role === "left");
  const leftSpan = left[0] && { start: left[0].span.start, end: left.at(-1)!.span.end };
  inference.report("E0206", {
    params: { index: name },
    labels: [
      { span, text: "here" },
      ...(leftSpan === undefined ? [] : [{ span: leftSpan, text: "left" as const }]),
    ],
    help: ["bind"],
    fix: meant === undefined ? undefined : { span, text: meant, confidence: "likely" },
  });
}

function reportUnknown({ name, span }: NameSyntax, inference: Inference): void {
  if (functionRow(name) !== undefined) {
    inference.report("E0215", { params: { name }, labels: [{ span, text: "function" }] });
    return;
  }
  const indices = inference.variables.map((variable) => variable.name);
  const meant = inference.symbols.suggest(name, [...indices, "pi"]) ?? nameHere(name);
  inference.report("E0201", {
    params: { name },
    labels: [{ span, text: "here" }],
    help: meant === undefined ? ["declare"] : [],
    fix: meant === undefined ? undefined : { span, text: meant, confidence: "likely" },
  });
}
