import { mapParts } from "../../1-parse/latex/map.ts";
import { partsOf, walkTex } from "../../1-parse/latex/nodes.ts";
import type { Subscript, Tex, TexProduct, TexScripted } from "../../1-parse/latex/syntax.ts";
import type { Span } from "../../core/span.ts";

/** A side of a line with one thing written differently. */
export interface Edit {
  /** The slip that undoes it; undefined where that depends on what the names stand for. */
  readonly slip: string | undefined;
  readonly node: Tex;
  /** The side as its author would have written it. */
  readonly text: string;
}

/** A place that is written differently. */
interface Change {
  readonly node: Tex;
  readonly text: string;
}

/** Everything a line could have said with one stroke of the pen: repairs in the words of its author. */
export function* editsOf(side: Tex, source: string, names: readonly Tex[]): Generator<Edit> {
  const show = ({ start, end }: Span): string => source.slice(start, end);
  const turn = transposeOf(source, names.some(hasPrime));
  const at = (target: Tex, { node, text }: Change, slip: string | undefined): Edit => ({
    slip,
    node: exchanged(side, target, node),
    text: `${source.slice(side.span.start, target.span.start)}${text}${source.slice(target.span.end, side.span.end)}`,
  });
  const nodes = [...walkTex([side])].filter((node) => !isWithinVariable(side, node));
  for (const node of nodes)
    if (node.kind === "product") for (const { change, slip } of inProduct(node, show, turn)) yield at(node, change, slip); // prettier-ignore
  if (side.kind !== "product" && side.kind !== "sum") {
    const turned = turn(side, show(side.span));
    yield { slip: "matrix-for-transpose", ...turned };
  }
  for (const node of nodes)
    if (node.kind === "sum") for (const change of withOtherSigns(node, show)) yield at(node, change, "sign");
  yield { slip: "sign", ...negated(side, show(side.span)) };
  for (const node of nodes)
    if (node.kind === "call") for (const change of withOtherPrime(node, show)) yield at(node, change, "function-for-derivative"); // prettier-ignore
  yield* withOtherLetters(side, nodes, show);
  for (const node of nodes)
    if (node.kind === "symbol" || node.kind === "scripted")
      for (const change of withOtherName(node, names, show)) yield at(node, change, isMatrix(node) ? "wrong-layer" : "wrong-name"); // prettier-ignore
  for (const node of nodes)
    if (node.kind === "product") for (const change of withoutFactor(node, show)) yield at(node, change, undefined); // prettier-ignore
  for (const node of nodes)
    if (node.kind === "number") for (const change of withOtherNumber(node)) yield at(node, change, undefined);
}

function exchanged(root: Tex, target: Tex, by: Tex): Tex {
  return root === target ? by : mapParts(root, (part) => exchanged(part, target, by));
}

/** What stands below a ∂, where a name says by what is differentiated. */
function isWithinVariable(side: Tex, node: Tex): boolean {
  return [...walkTex([side])].some(
    (outer) =>
      outer !== node &&
      (outer.kind === "derivative" || outer.kind === "nabla" || outer.kind === "norm") &&
      [...walkTex(partsOf(outer))].includes(node),
  );
}

type Turn = (node: Tex, text: string) => Change;

const transposes = /\^\s*\{\s*(?:\\top|T|\\intercal|\\math(?:sf|rm)\s*\{?T\}?)\s*\}$|\^\s*(?:\\top|T|\\intercal|\\math(?:sf|rm)\s*\{?T\}?)$|(?<=\^\s*\{.*)\\top\s*(?=\}$)|'$/s; // prettier-ignore

/** Signs of the transpose, as texts have them. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/\\top/, "^\\top"],
  [/\^\s*\{?\s*T\b/, "^T"],
  [/\\mathsf\s*\{?\s*T/, "^{\\mathsf T}"],
  [/\\intercal/, "^\\intercal"],
  [/\p{Lu}'/u, "'"],
];

/** Transposes a factor, or takes its transpose away, with the sign that the text uses. */
function transposeOf(source: string, hasPrimedNames: boolean): Turn {
  const sign = signs.find(([pattern, written]) => pattern.test(source) && !(hasPrimedNames && written === "'"))?.[1] ?? "^\\top"; // prettier-ignore
  return (node, text) => {
    const { span } = node;
    if (node.kind === "scripted" && node.primes > 0)
      return {
        node: { ...node, primes: node.primes - 1 },
        text: text.replace(/(?:'|\^\s*\{?\s*\\prime\s*\}?)$/, ""),
      };
    const isTurned = node.kind === "scripted" && node.sup.some(({ kind }) => kind === "transpose");
    if (isTurned) {
      const sup = node.sup.filter(({ kind }) => kind !== "transpose");
      const isBare = sup.length === 0 && node.sub.length === 0 && node.primes === 0;
      return { node: isBare ? node.base : { ...node, sup }, text: text.replace(transposes, "") };
    }
    const isPlain = node.kind === "symbol" || node.kind === "group" || (node.kind === "scripted" && node.sup.length === 0); // prettier-ignore
    const written = isPlain ? `${text}${sign}` : `\\left(${text}\\right)${sign}`;
    const turned = { kind: "transpose", span } as const;
    if (sign === "'" && node.kind === "scripted") return { node: { ...node, primes: 1 }, text: written };
    if (node.kind === "scripted") return { node: { ...node, sup: [...node.sup, turned] }, text: written };
    return { node: { kind: "scripted", base: node, sub: [], sup: [turned], primes: 0, span }, text: written };
  };
}

interface Named {
  readonly change: Change;
  readonly slip: string;
}

/** How many of two factors are transposed, and whether they change places: the likelier slips first. */
const combinations: readonly (readonly [number, boolean])[] = [[0, false], [1, false], [2, false], [0, true], [2, true], [1, true]]; // prettier-ignore

/** Two factors side by side: transposed, in the other order, or as another product. */
function* inProduct(product: TexProduct, show: (span: Span) => string, turn: Turn): Generator<Named> {
  const { factors } = product;
  const slipOf = (swaps: boolean, turns: number, sign: string | undefined): string =>
    sign !== undefined
      ? "elementwise-for-matrix-product"
      : swaps && turns === 2
        ? "transposed-outer-product"
        : swaps
          ? "wrong-order"
          : "matrix-for-transpose";
  for (const [turns, swaps] of combinations)
    for (const [k, second] of factors.entries()) {
      const first = factors[k - 1];
      if (first === undefined || second.sign === "slash" || isNumber(first.value)) continue;
      const isEntrywise = second.sign === "odot" || second.sign === "circ";
      for (const sign of isEntrywise ? [undefined, " "] : [undefined]) {
        if (sign === undefined && turns === 0 && !swaps) continue;
        for (const [a, b] of turns === 1
          ? [
              [true, false],
              [false, true],
            ]
          : [[turns === 2, turns === 2]]) {
          const parts = [first, second].map(({ value }, n) => {
            const text = show(value.span);
            return (n === 0 ? a : b) ? turn(value, text) : { node: value, text };
          });
          const [left, right] = swaps ? parts.toReversed() : parts;
          const between = sign ?? source(first.value.span.end, second.value.span.start, show);
          const changed = [
            { ...first, value: left!.node },
            {
              ...second,
              value: right!.node,
              ...(sign === undefined ? {} : { sign: "juxtaposed" as const }),
            },
          ];
          const start = product.span.start;
          const before = source(start, first.value.span.start, show);
          const after = source(second.value.span.end, product.span.end, show);
          yield {
            slip: slipOf(swaps, turns, sign),
            change: {
              node: {
                ...product,
                factors: [...factors.slice(0, k - 1), ...changed, ...factors.slice(k + 1)],
              },
              text: `${before}${left!.text}${spaced(between, right!.text)}${right!.text}${after}`,
            },
          };
        }
      }
    }
}

const source = (start: number, end: number, show: (span: Span) => string): string =>
  start < end ? show({ start, end }) : "";

/** A command must not run into a letter. */
const spaced = (between: string, next: string): string =>
  between === "" && /^[A-Za-z]/.test(next) ? " " : between;

const isNumber = (node: Tex): boolean =>
  node.kind === "number" || (node.kind === "fraction" && isNumber(node.above) && isNumber(node.below));

function* withOtherSigns(
  node: Extract<Tex, { kind: "sum" }>,
  show: (span: Span) => string,
): Generator<Change> {
  for (const [k, term] of node.terms.entries()) {
    const terms = node.terms.map((one, n) => (n === k ? { ...one, negative: !one.negative } : one));
    const before = k === 0 ? node.span.start : node.terms[k - 1]!.value.span.end;
    const sign = source(before, term.value.span.start, show);
    const other = term.negative ? sign.replace(/[-−]/, k === 0 ? "" : "+") : k === 0 ? `-${sign}` : sign.replace("+", "-"); // prettier-ignore
    const head = source(node.span.start, before, show);
    yield {
      node: { ...node, terms },
      text: `${head}${other}${source(term.value.span.start, node.span.end, show)}`,
    };
  }
}

function negated(node: Tex, text: string): Change {
  const { span } = node;
  if (node.kind === "sum" && node.terms.length === 1 && node.terms[0]!.negative)
    return { node: node.terms[0]!.value, text: text.replace(/^\s*[-−]\s*/, "") };
  const isSum = node.kind === "sum";
  if (isSum && node.terms.length === 2 && !node.terms[0]!.negative && node.terms[1]!.negative) {
    const [a, b] = node.terms;
    const at = (place: number): number => place - span.start;
    const [first, second] = [a!, b!].map(({ value }) => text.slice(at(value.span.start), at(value.span.end)));
    const between = text.slice(at(a!.value.span.end), at(b!.value.span.start));
    const turned = [
      { negative: false, value: b!.value },
      { negative: true, value: a!.value },
    ];
    return { node: { ...node, terms: turned }, text: `${second}${between}${first}` };
  }
  return {
    node: { kind: "sum", terms: [{ negative: true, value: isSum ? { kind: "group", body: node, rest: [], span } : node }], span }, // prettier-ignore
    text: isSum ? `-\\left(${text}\\right)` : `-${text}`,
  };
}

function* withOtherPrime(
  node: Extract<Tex, { kind: "call" }>,
  show: (span: Span) => string,
): Generator<Change> {
  const { head } = node;
  const text = show(node.span);
  if (head.kind === "symbol") {
    const at = head.span.end - node.span.start;
    const primed: TexScripted = {
      kind: "scripted",
      base: head,
      sub: [],
      sup: [],
      primes: 1,
      span: head.span,
    };
    yield { node: { ...node, head: primed }, text: `${text.slice(0, at)}'${text.slice(at)}` };
  } else if (head.kind === "scripted" && head.primes === 1)
    yield { node: { ...node, head: { ...head, primes: 0 } }, text: text.replace("'", "") };
}

/** Two letters of the indices exchanged throughout, the slots of one name exchanged, or one letter for another. */
function* withOtherLetters(side: Tex, nodes: readonly Tex[], show: (span: Span) => string): Generator<Edit> {
  const places = nodes.flatMap((node) =>
    node.kind === "scripted"
      ? node.sub.flatMap((slot) => (slot.kind === "slot" && slot.value.kind === "symbol" ? [slot.value] : []))
      : [],
  );
  const letters = [...new Set(places.map(({ name }) => name))];
  const put = (change: ReadonlyMap<Tex, Tex>, slip: string): Edit => {
    let text = "";
    let from = side.span.start;
    for (const place of [...change.keys()].toSorted((a, b) => a.span.start - b.span.start)) {
      text += source(from, place.span.start, show) + show(change.get(place)!.span);
      from = place.span.end;
    }
    const put = (node: Tex): Tex => change.get(node) ?? mapParts(node, put);
    return { slip, node: put(side), text: text + source(from, side.span.end, show) };
  };
  const written = (name: string): Tex => places.find((place) => place.name === name)!;
  for (const node of nodes) {
    if (node.kind !== "scripted" || node.sub.length !== 2) continue;
    const [a, b] = node.sub.map((slot: Subscript) => (slot.kind === "slot" ? slot.value : undefined));
    if (a?.kind === "symbol" && b?.kind === "symbol") yield put(new Map<Tex, Tex>([[a, b], [b, a]]), "matrix-for-transpose"); // prettier-ignore
  }
  for (const [k, first] of letters.entries())
    for (const second of letters.slice(k + 1)) {
      const change = new Map<Tex, Tex>();
      for (const place of places) if (place.name === first || place.name === second) change.set(place, written(place.name === first ? second : first)); // prettier-ignore
      yield put(change, "transposed-outer-product");
    }
  for (const place of places)
    for (const name of letters) if (name !== place.name) yield put(new Map<Tex, Tex>([[place, written(name)]]), "wrong-index"); // prettier-ignore
}

/** A name with a prime: h′ is `h_prime`. */
const hasPrime = (node: Tex): boolean => {
  const base = node.kind === "scripted" ? node.base : node;
  return base.kind === "symbol" && base.name.endsWith("_prime");
};

/** What stands of a name before its slots: `W^{(1)}` of `W^{(1)}_{ij}`. */
function headOf(node: Tex, show: (span: Span) => string): string | undefined {
  if (node.kind === "symbol") return show(node.span);
  if (node.kind !== "scripted" || node.base.kind !== "symbol") return undefined;
  if (node.sup.some(({ kind }) => kind !== "label" && kind !== "power") || node.primes > 0) return undefined;
  const [slot] = node.sub;
  if (slot === undefined) return show(node.span);
  if (node.sup.some(({ span }) => span.start > slot.span.start)) return undefined;
  const head = show({ start: node.span.start, end: slot.span.start }).replace(/_\s*\{?\s*$/, "");
  // In h_i' the prime stands behind.
  return hasPrime(node) === /'|\\prime/.test(head) ? head : undefined;
}

/** Matrices have capital letters, or are weights. */
const isMatrix = (node: Tex): boolean => {
  const base = node.kind === "scripted" ? node.base : node;
  return base.kind === "symbol" && /^(?:\p{Lu}|w$)/u.test(base.name);
};

/** Another name of the text with the same indices. */
function* withOtherName(node: Tex, names: readonly Tex[], show: (span: Span) => string): Generator<Change> {
  const isTurned = node.kind === "scripted" && node.sup.some(({ kind }) => kind === "transpose");
  const plain = isTurned ? { ...node, sup: node.sup.filter(({ kind }) => kind !== "transpose") } : node;
  const own = headOf(plain, show);
  const text = show(node.span);
  if (own === undefined || (isTurned && node.sub.length > 0)) return;
  const head = isTurned ? own.replace(transposes, "") : own;
  if (node.kind === "scripted") yield* withOtherLayer(node, show);
  const seen = new Set([head]);
  for (const name of names) {
    const other = headOf(name, show);
    if (other === undefined || seen.has(other)) continue;
    seen.add(other);
    const base = name.kind === "scripted" ? name : { base: name, sup: [] };
    const slots = node.kind === "scripted" ? node.sub : [];
    const turned = node.kind === "scripted" ? node.sup.filter(({ kind }) => kind === "transpose") : [];
    const changed: Tex = { kind: "scripted", base: base.base, sub: slots, sup: [...base.sup, ...turned], primes: 0, span: node.span }; // prettier-ignore
    const tail = text.slice(head.length);
    if (isTurned && base.sup.length > 0) yield { node: changed, text: `(${other})${tail}` };
    else yield { node: changed, text: `${other}${tail}` };
  }
}

/** The layer before or after: W^{l+1} for W^{l}. */
function* withOtherLayer(node: TexScripted, show: (span: Span) => string): Generator<Change> {
  const label = node.sup.find((sup) => sup.kind === "label");
  if (label?.kind !== "label" || !/^\d+$/.test(label.text)) return;
  const match = /([lL]|\\ell)\s*(?:([+-])\s*(\d))?/.exec(show(label.span));
  if (match === null) return;
  const shift = match[3] === undefined ? 0 : Number(match[3]) * (match[2] === "-" ? -1 : 1);
  const from = label.span.start - node.span.start + match.index;
  const text = show(node.span);
  for (const by of [1, -1]) {
    const next = shift + by;
    const written = `${match[1]}${next === 0 ? "" : next > 0 ? `+${next}` : next}`;
    // A bare script takes one letter.
    const isBare = !/[{([]/.test(text[from - 1] ?? "") && written.length > 1;
    const sup = node.sup.map((one) =>
      one === label ? { ...label, text: `${Number(label.text) + by}` } : one,
    );
    yield {
      node: { ...node, sup },
      text: `${text.slice(0, from)}${isBare ? `{${written}}` : written}${text.slice(from + match[0].length)}`,
    };
  }
}

function* withOtherNumber(node: Extract<Tex, { kind: "number" }>): Generator<Change> {
  const value = Number(node.text);
  if (!Number.isInteger(value) || node.style !== undefined) return;
  const others = [value - 1, value + 1, value * 2, value / 2].filter((n) => n > 1 && Number.isInteger(n));
  for (const other of new Set(others)) yield { node: { ...node, text: `${other}` }, text: `${other}` };
}

/** A number at the front left out, or put there. */
function* withoutFactor(node: TexProduct, show: (span: Span) => string): Generator<Change> {
  const [first, second, ...rest] = node.factors;
  if (first === undefined || second === undefined || second.sign === "slash") return;
  const { span } = node;
  if (isNumber(first.value)) {
    const text = source(second.value.span.start, span.end, show);
    yield { node: rest.length === 0 ? second.value : { ...node, factors: [second, ...rest] }, text };
    return;
  }
  for (const number of ["2", "\\tfrac12"]) {
    const two: Tex = { kind: "number", text: "2", style: undefined, span };
    const one: Tex = { ...two, text: "1" };
    const value: Tex = number === "2" ? two : { kind: "fraction", above: one, below: two, span };
    yield {
      node: { ...node, factors: [{ sign: "juxtaposed", value, signSpan: span }, ...node.factors] },
      text: `${number} ${show(span)}`,
    };
  }
}
