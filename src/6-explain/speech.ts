import { particle } from "../core/messages/josa.ts";
import type { Lang } from "../core/messages/message.ts";
import { labelled } from "./glyphs.ts";
import type {
  CallLayout,
  CompareLayout,
  Layout,
  OverLayout,
  PowerLayout,
  SumLayout,
  SymbolLayout,
} from "./layout.ts";
import { pausesAfterSigns, phrases, type PhraseId } from "./messages/speech.ts";
import { recurse } from "./recurse.ts";

type Visit = Generator<Layout, string, string>;

/** The formula as it is read aloud. */
export function layoutSpeech(layout: Layout, lang: Lang): string {
  const reader = new Reader(lang);
  return tidy(recurse<Layout, string>(layout, (part) => reader.visit(part)));
}

/** `left = right` as one sentence. */
export function equationSpeech(left: Layout, right: Layout, lang: Lang): string {
  const reader = new Reader(lang);
  return tidy(
    reader.say(isName(left) ? "equals" : "isFormula", {
      a: layoutSpeech(left, lang),
      b: layoutSpeech(right, lang),
    }),
  );
}

/** Pauses do not pile up, stand close to what is before them, and none stands at the end. */
const tidy = (text: string): string =>
  text
    .replaceAll(/\s*,(\s*,)*/g, ",")
    // What is said of a group in Korean follows its closing bracket without a particle: 괄호 닫고 제곱.
    .replaceAll("괄호 닫고의", "괄호 닫고")
    .replaceAll(/괄호 닫고(?=분의|제곱)/g, "괄호 닫고 ")
    .replaceAll(/,(?=$)/g, "")
    .trim();

class Reader {
  readonly #lang: Lang;

  constructor(lang: Lang) {
    this.#lang = lang;
  }

  say(phrase: PhraseId, params: Readonly<Record<string, string>>): string {
    let out = "";
    for (const part of phrases[this.#lang][phrase].split(/(\{[^}]+\})/)) {
      if (part.startsWith("{:")) out += particle(out, part.slice(2, -1));
      else if (part.startsWith("{")) out += params[part.slice(1, -1)] ?? "";
      else out += part;
    }
    return out;
  }

  *visit(layout: Layout): Visit {
    switch (layout.kind) {
      case "number":
        return layout.digits;
      case "symbol":
        return yield* this.#symbol(layout);
      case "call":
        return yield* this.#call(layout);
      case "over":
        return yield* this.#over(layout);
      case "sum":
        return yield* this.#sum(layout);
      case "product": {
        let out = "";
        for (const [k, factor] of layout.factors.entries()) {
          const isFollowed = k < layout.factors.length - 1;
          const spoken = yield* this.#grouped(factor, isFollowed);
          const b = this.#paused(factor, spoken, k > 0, isFollowed);
          out = k === 0 ? b : this.say(layout.op === "*" ? "times" : "elementwise", { a: out, b });
        }
        return out;
      }
      case "quotient":
        return this.say("over", {
          a: yield* this.#grouped(layout.above, true),
          b: yield* this.#grouped(layout.below, true),
        });
      case "power":
        return yield* this.#power(layout);
      case "transpose":
        return this.say("transpose", { a: yield* this.#grouped(layout.body) });
      case "compare":
        return this.say("indicator", { a: yield* this.#compare(layout) });
      case "conditional": {
        const [a, b] = [yield layout.onTrue, yield layout.onFalse];
        const { condition } = layout;
        return this.say("conditional", {
          a,
          b,
          c: condition.kind === "compare" ? yield* this.#compare(condition) : yield condition,
        });
      }
      case "entry": {
        const slots: string[] = [];
        for (const slot of layout.slots) slots.push(yield slot);
        const [b, c] = slots as [string, string];
        return this.say("matrixEntry", { a: yield* this.#grouped(layout.body), b, c });
      }
      case "derivative":
        return this.say("derivative", { a: yield layout.quantity, b: yield layout.variable });
    }
  }

  /** Sums and products are announced as a group; a sum over an index too, where something follows it. */
  *#grouped(layout: Layout, isFollowed = false): Visit {
    const spoken = yield layout;
    const isLoose = layout.kind === "sum" || layout.kind === "conditional" || layout.kind === "product";
    return isLoose || (isFollowed && isOpen(layout)) ? this.say("group", { a: spoken }) : spoken;
  }

  /** Pauses around an operand of several words: before it in Korean, and after it where something follows. */
  #paused(operand: Layout, spoken: string, isAfterSign: boolean, isFollowed: boolean): string {
    const isGroup = isFollowed && isOpen(operand);
    const before = isAfterSign && !isGroup && isPhrase(operand) && pausesAfterSigns[this.#lang] ? ", " : "";
    const after = isFollowed && !isGroup && (isPhrase(operand) || operand.kind === "quotient") ? "," : "";
    return `${before}${spoken}${after}`;
  }

  *#symbol({ name, slots }: SymbolLayout): Visit {
    const { stem, label } = labelled(name);
    const spokenName =
      label === undefined
        ? stem
        : isWeight(stem)
          ? this.say("layer", { a: stem, b: label })
          : `${stem} ${label}`;
    const spoken: string[] = [];
    for (const slot of slots) spoken.push(yield slot);
    const [first, second, ...more] = spoken;
    if (first !== undefined && second !== undefined && more.length === 0)
      return this.say("matrixEntry", { a: spokenName, b: first, c: second });
    return spoken.length === 0 ? spokenName : this.say("entry", { a: spokenName, b: spoken.join(" ") });
  }

  #functionName(fn: string): string {
    return phrases[this.#lang].functions[fn] ?? fn;
  }

  *#call({ fn, args }: CallLayout): Visit {
    const spoken: string[] = [];
    for (const arg of args) spoken.push(yield* this.#grouped(arg));
    const [a, b] = spoken as [string, string | undefined];
    if (fn === "inv") return this.say("inverse", { a });
    if (b === undefined) return this.say(short.has(fn) ? "short" : "call", { f: this.#functionName(fn), a });
    if (fn === "delta") return this.say("delta", { a, b });
    if (fn === "outer") return this.say("outer", { a, b });
    return this.say("pair", { f: this.#functionName(fn), a, b });
  }

  *#over({ fn, binders, body }: OverLayout): Visit {
    const ranges: string[] = [];
    for (const { name, last } of binders)
      ranges.push(last === undefined ? name : this.say("range", { a: name, b: yield last }));
    const b = yield body;
    const a = ranges.join(", ");
    if (fn === "sum") return this.say("sum", { a, b });
    if (fn === "prod") return this.say("product", { a, b });
    return this.say("along", { f: this.#functionName(fn), a, b });
  }

  *#sum({ terms }: SumLayout): Visit {
    let out = "";
    for (const [k, { negative, body }] of terms.entries()) {
      const isFollowed = k < terms.length - 1 && isOpen(body);
      const isGroup = body.kind === "sum" || isFollowed;
      const words = isGroup ? yield* this.#grouped(body, true) : yield body;
      const first = body.kind === "product" ? body.factors[0]! : body;
      const spoken = isGroup ? words : this.#paused(first, words, k > 0 || negative, false);
      if (k === 0) out = negative ? this.say("negative", { a: spoken }) : spoken;
      else out = this.say(negative ? "minus" : "plus", { a: out, b: spoken });
    }
    return out;
  }

  *#power({ base, exponent }: PowerLayout): Visit {
    const a = yield* this.#grouped(base, true);
    if (exponent.kind === "number" && exponent.digits === "2") return this.say("squared", { a });
    if (exponent.kind === "number" && exponent.digits === "3") return this.say("cubed", { a });
    return this.say("power", { a, b: yield* this.#grouped(exponent) });
  }

  *#compare({ rel, left, right }: CompareLayout): Visit {
    return this.say(comparisons[rel], { a: yield left, b: yield right });
  }
}

/** Functions that are read without "of". */
const short: ReadonlySet<string> = new Set(["log", "relu", "gelu", "softmax", "logsoftmax", "logsumexp", "sin", "cos", "tan", "tanh"]); // prettier-ignore

/** Whether what follows would be heard as a part of the formula: a sum over k reaches as far as it can. */
function isOpen(layout: Layout): boolean {
  const last = layout.kind === "product" ? layout.factors.at(-1)! : layout;
  return last.kind === "over" || last.kind === "conditional";
}

/** Whether the words of an operand do not begin or end with its name: partial …, the sum over …, the indicator …. */
const isPhrase = ({ kind }: Layout): boolean =>
  kind === "derivative" || kind === "over" || kind === "compare";

/** Whether the left side of an equation is a name, or a derivative by one, that a particle can follow. */
const isName = ({ kind }: Layout): boolean => kind === "symbol" || kind === "derivative";

/** A number at a weight is that of its layer, by convention. */
const isWeight = (stem: string): boolean => stem === "W";

const comparisons = {
  "==": "isEqual",
  "!=": "isUnequal",
  "<": "isLess",
  "<=": "isAtMost",
  ">": "isGreater",
  ">=": "isAtLeast",
} as const satisfies Readonly<Record<CompareLayout["rel"], PhraseId>>;
