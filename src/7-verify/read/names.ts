import { functionRow } from "../../2-elaborate/functions.ts";
import { sidesOf, walkTex } from "../../1-parse/latex/nodes.ts";
import type {
  Comparison,
  Subscript,
  Tex,
  TexScripted,
  TexStatement,
  TexSymbol,
} from "../../1-parse/latex/syntax.ts";
import type { Span } from "../../core/span.ts";

/** A name of a formula with what is written around it. */
export interface Mention {
  /** As the model calls it. */
  readonly name: string;
  /** The letter without its label: W of W^{(1)}. */
  readonly base: string;
  /** 1 of W^{(1)}. */
  readonly label: string | undefined;
  readonly slots: readonly Subscript[];
  readonly isTransposed: boolean;
  readonly powers: readonly Tex[];
  readonly primes: number;
  readonly span: Span;
}

/** How a letter is used in a text. */
interface Uses {
  /** By itself, or with letters as indices. */
  bare: boolean;
  readonly sup: Set<string>;
  readonly sub: Set<string>;
  /** Labels it has where it is defined, declared, or differentiated by. */
  readonly ownSup: Set<string>;
  readonly ownSub: Set<string>;
  /** Numbers that stand before another index: 1 of `Z_{1,n}`. */
  readonly firstSub: Set<string>;
  /** Labels in parentheses. */
  readonly marked: Set<string>;
}

const simple = /^(?:\d{1,2}|[lL])$/;

/** The text of a script that could be a label. */
export const labelText = (node: Tex): string | undefined =>
  node.kind === "number" && simple.test(node.text)
    ? node.text
    : node.kind === "symbol" && /^[lL]$/.test(node.name)
      ? node.name
      : undefined;

const isName = (node: Tex): node is TexSymbol | TexScripted =>
  node.kind === "symbol" || (node.kind === "scripted" && node.base.kind === "symbol");

/** Names of formulas in the model: which scripts belong to the name, and which are powers and indices. */
export class Names {
  readonly #uses = new Map<string, Uses>();
  readonly #isKnown: (name: string) => boolean;
  readonly #letterLabels = new Set<string>();
  /** Letters whose subscript is the step of a recurrence: the h of h_t. */
  readonly unrolled = new Set<string>();
  /** Letters that Σ binds, or that a left side has as an index: in a slot they are no lengths. */
  readonly indexLetters = new Set<string>();
  /** Letters that stand for one position throughout: the class c of −log p_c. */
  readonly fixed = new Set<string>();

  /** Says that a letter stands for one position throughout. */
  fix(letter: string): void {
    this.fixed.add(letter);
    this.indexLetters.delete(letter);
  }

  /** @param isKnown whether the model has the name already */
  constructor(statements: readonly TexStatement[], isKnown: (name: string) => boolean) {
    this.#isKnown = isKnown;
    for (const node of walkTex(sidesOf(statements))) {
      if (node.kind === "scripted" && isName(node)) this.#note(node);
      if (node.kind === "derivative") for (const wrt of node.wrt) this.#noteOwn(wrt);
      if (node.kind === "nabla" && node.wrt !== undefined) this.#noteOwn(node.wrt);
    }
    for (const node of walkTex(sidesOf(statements)))
      if (node.kind === "big") for (const { name } of node.indices) this.indexLetters.add(name);
    for (const { sides, signs } of statements) {
      if (signs.length === 0) continue;
      this.#noteOwn(sides[0]!);
      for (const node of walkTex([sides[0]!]))
        for (const slot of node.kind === "scripted" ? node.sub : [])
          if (slot.kind === "slot" && slot.value.kind === "symbol") this.indexLetters.add(slot.value.name);
    }
    this.#noteBare(statements);
    this.#noteLetterLabels(statements);
  }

  /**
   * Letters under a name that are part of it: the h of W_h in a text with a quantity h, the k of d_k where no other name
   * has that index. What Σ binds, or what stands beside another index, is a position.
   */
  #noteLetterLabels(statements: readonly TexStatement[]): void {
    const bases = new Map<string, Set<string>>();
    const scripts = new Map<string, Set<string>>();
    const positions = new Set<string>();
    const values = new Set<string>();
    const visit = (node: Tex): void => {
      if (node.kind === "symbol") values.add(node.name);
      const below = node.kind === "scripted" ? node.sub.map((slot) => (slot.kind === "slot" && slot.value.kind === "symbol" ? slot.value.name : "?")) : []; // prettier-ignore
      const name = node.kind === "scripted" && node.base.kind === "symbol" ? node.base.name : undefined;
      if (name !== undefined) scripts.set(name, (scripts.get(name) ?? new Set()).add(below.join()));
      if (node.kind === "big") for (const { name } of node.indices) positions.add(name);
      for (const { left, right } of comparisonsOf(node))
        for (const side of [left, right]) if (side.kind === "symbol") positions.add(side.name);
      if (node.kind !== "scripted") return;
      const [first, ...rest] = node.sub;
      const only = first?.kind === "slot" && first.value.kind === "symbol" ? first.value.name : undefined;
      if (only !== undefined && rest.length === 0 && node.base.kind === "symbol")
        bases.set(only, (bases.get(only) ?? new Set()).add(node.base.name));
      else
        for (const slot of node.sub)
          if (slot.kind === "slot")
            for (const part of walkTex([slot.value])) if (part.kind === "symbol") positions.add(part.name);
    };
    const slots = new Set<Tex>();
    const own = new Set<Tex>();
    const bare = new Set<string>();
    for (const node of walkTex(sidesOf(statements))) {
      if (node.kind === "scripted") {
        own.add(node.base);
        for (const slot of node.sub)
          if (slot.kind === "slot") for (const part of walkTex([slot.value])) slots.add(part);
      }
      if (!slots.has(node)) visit(node);
      if (node.kind === "symbol" && !slots.has(node) && !own.has(node)) bare.add(node.name);
    }
    for (const [letter, under] of bases) {
      const [base] = under;
      const isAlone = under.size === 1 && !this.indexLetters.has(letter) && scripts.get(base!)?.size === 1 && !bare.has(base!); // prettier-ignore
      if (!positions.has(letter) && (values.has(letter) || isAlone)) this.#letterLabels.add(letter);
    }
  }

  /** The text of a subscript that could be part of a name. */
  #labelBelow(node: Tex): string | undefined {
    return node.kind === "symbol" && this.#letterLabels.has(node.name) ? node.name : labelText(node);
  }

  #usesOf(base: string): Uses {
    let uses = this.#uses.get(base);
    if (uses === undefined) {
      uses = {
        bare: false,
        sup: new Set(),
        sub: new Set(),
        ownSup: new Set(),
        ownSub: new Set(),
        firstSub: new Set(),
        marked: new Set(),
      };
      this.#uses.set(base, uses);
    }
    return uses;
  }

  #note({ base, sup, sub }: TexScripted): void {
    if (base.kind !== "symbol") return;
    const uses = this.#usesOf(base.name);
    for (const one of sup) {
      if (one.kind === "label") uses.marked.add(one.text);
      const label = one.kind === "power" ? labelText(one.exponent) : undefined;
      if (label !== undefined) uses.sup.add(label);
    }
    const [first] = sub;
    const label = first?.kind === "slot" ? labelText(first.value) : undefined;
    if (label !== undefined) (sub.length === 1 ? uses.sub : uses.firstSub).add(label);
    else if (sub.length > 0 && first?.kind === "slot") uses.bare = true;
  }

  #noteOwn(node: Tex): void {
    if (node.kind !== "scripted" || node.base.kind !== "symbol") return;
    const uses = this.#usesOf(node.base.name);
    const power = node.sup.find((one) => one.kind === "power");
    const sup = power?.kind === "power" ? labelText(power.exponent) : undefined;
    if (sup !== undefined) uses.ownSup.add(sup);
    const [only] = node.sub;
    const sub = only?.kind === "slot" && node.sub.length === 1 ? labelText(only.value) : undefined;
    if (sub !== undefined && node.sup.length === 0) uses.ownSub.add(sub);
  }

  /** Letters that stand alone somewhere; a script with a number does not count as alone. */
  #noteBare(statements: readonly TexStatement[]): void {
    const scripted = new Set<Tex>();
    for (const node of walkTex(sidesOf(statements))) {
      if (node.kind === "scripted") {
        scripted.add(node.base);
        const isBare = node.sup.every((one) => one.kind === "transpose") && node.sub.length === 0;
        if (isBare && node.base.kind === "symbol") this.#usesOf(node.base.name).bare = true;
      } else if (node.kind === "symbol" && !scripted.has(node)) this.#usesOf(node.name).bare = true;
    }
  }

  /** Whether `^2` after the letter is part of its name. */
  #isLabelledAbove(base: string, label: string): boolean {
    if (this.#isKnown(`${base}${label}`)) return true;
    const uses = this.#uses.get(base);
    if (uses === undefined) return false;
    if (uses.ownSup.has(label) || uses.marked.has(label)) return true;
    if (uses.bare || uses.firstSub.size > 0) return false;
    // b^2 and b^3 in a text of z^2 and W^3: layers, when no b stands alone.
    const layers = [...this.#uses.values()].flatMap(({ ownSup }) => [...ownSup]);
    return !this.#isKnown(base) && layers.includes(label);
  }

  /** Whether `_2` after the letter is part of its name rather than a position. */
  #isLabelledBelow(base: string, label: string): boolean {
    if (this.#isKnown(`${base}_${label}`) || this.unrolled.has(base)) return true;
    if (this.#isKnown(`${base}${label}`) && !this.#isKnown(base)) return true;
    // Positions count from 1.
    if ((label === "0" || this.#letterLabels.has(label)) && !this.#isKnown(base)) return true;
    const uses = this.#uses.get(base);
    if (uses === undefined || uses.bare || this.#isKnown(base)) return false;
    return [...uses.firstSub].every((first) => uses.ownSub.has(first));
  }

  /** The name a formula mentions, with its scripts sorted; undefined for anything but a name. */
  mention(node: Tex): Mention | undefined {
    if (!isName(node)) return undefined;
    const symbol = (node.kind === "symbol" ? node : node.base) as TexSymbol;
    const scripts = node.kind === "scripted" ? node : { sub: [], sup: [], primes: 0 };
    const base = symbol.name;
    let slots: readonly Subscript[] = scripts.sub;
    let label: string | undefined;
    let name = base;
    const powers: Tex[] = [];
    let isTransposed = false;
    for (const sup of scripts.sup) {
      if (sup.kind === "transpose") isTransposed = true;
      else if (sup.kind === "label") {
        label = sup.text;
        name = this.labelled(base, label, "above");
      } else {
        const text = labelText(sup.exponent);
        if (text !== undefined && label === undefined && this.#isLabelledAbove(base, text)) {
          label = text;
          name = this.labelled(base, label, "above");
        } else powers.push(sup.exponent);
      }
    }
    const [first, ...rest] = slots;
    if (first?.kind === "word") {
      name = this.labelled(name, first.text, "below");
      slots = rest;
    } else if (first?.kind === "slot" && label === undefined) {
      const text = this.#labelBelow(first.value);
      const isLabel = rest.length === 0 || this.#isKnown(`${base}_${text}`) || this.#uses.get(base)?.ownSub.has(text ?? "") === true; // prettier-ignore
      if (text !== undefined && isLabel && this.#isLabelledBelow(base, text)) {
        label = text;
        name = this.labelled(base, label, "below");
        slots = rest;
      }
    }
    return {
      name: this.#isKnown(name) ? name : identifier(name),
      base,
      label,
      slots,
      isTransposed,
      powers,
      primes: scripts.primes,
      span: node.span,
    };
  }

  /** `W1`, `z_2`; another spelling where the model has that. */
  labelled(base: string, label: string, place: "above" | "below"): string {
    const text = label.replace(/[^\p{L}\p{N}_]/gu, "_");
    const usual =
      place === "above" ? [`${base}${text}`, `${base}_${text}`] : [`${base}_${text}`, `${base}${text}`];
    return usual.find(this.#isKnown) ?? usual[0]!;
  }
}

const comparisonsOf = (node: Tex): readonly Comparison[] =>
  node.kind === "big" || node.kind === "bracket"
    ? node.conditions
    : node.kind === "cases"
      ? node.rows.flatMap(({ conditions }) => conditions ?? [])
      : [];

const reserved: ReadonlySet<string> = new Set([
  "size", "input", "param", "label", "const", "assume", "convention", "alias", "claim", "and", "or", "not", "in", "d", "pi",
]); // prettier-ignore

/** A name the model language allows. */
export function identifier(name: string): string {
  const plain = name.replace(/^#/, "n_").replace(/[^\p{L}\p{N}_]/gu, "_");
  return reserved.has(plain) || functionRow(plain) !== undefined ? `${plain}_` : plain;
}
