import { readFileSync } from "node:fs";
import type { Nested } from "../../src/5-evaluate/point.ts";

/** One case of identities.json, as far as it is used. */
export interface Identity {
  readonly id: string;
  readonly title: string;
  readonly kind: "gradient" | "jacobian" | "hessian";
  /** `dims:modifier` by name; `:0.7` is a scalar. */
  readonly variables: Readonly<Record<string, string>>;
  readonly wrt: string;
  readonly objective_math: string;
  readonly index_form: string | null;
  readonly needs_language: readonly string[];
  readonly sample: {
    readonly inputs: Readonly<Record<string, Nested>>;
    readonly f: Nested;
    readonly derivative: Nested;
  };
}

export const identities: readonly Identity[] = (
  JSON.parse(readFileSync(new URL("identities.json", import.meta.url), "utf8")) as {
    readonly identities: readonly Identity[];
  }
).identities;

/** A slot that counts from 0 in the one that counts from 1: one more, and one less for each index in it. */
function slot(text: string): string {
  const letters = text.match(/[a-z]+/g)?.length ?? 0;
  const offset = 1 - letters;
  if (letters === 0) return `${Number(text) + 1}`;
  return offset === 0 ? text : `${text}${offset}`;
}

/** The end of the bracket that opens at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return at;
  }
  throw new Error(`unbalanced: ${text}`);
}

/** sum_{i,j}(e) → sum(i, sum(j, e)), the same for max. */
function reductions(text: string): string {
  const found = /(sum|max)_\{([a-z,]+)\}\(/.exec(text);
  if (found === null) return text;
  const [whole, op = "", indices = ""] = found;
  const open = found.index + whole.length - 1;
  const end = closing(text, open);
  let inner = text.slice(open + 1, end);
  for (const index of indices.split(",").reverse()) inner = `${op}(${index}, ${inner})`;
  return reductions(text.slice(0, found.index) + inner + text.slice(end + 1));
}

/** A definition of the index form in our language. */
export const translate = (statement: string): string =>
  reductions(statement)
    .replace(/delta\[(\w+),(\w+)\]/g, "delta($1, $2)")
    .replace(/\[([^\]]*)\]/g, (_, slots: string) => `[${slots.split(",").map((s) => slot(s.trim())).join(", ")}]`); // prettier-ignore

/** Objectives with an inverse or a determinant, which the collection gives no index form for, in matrix notation. */
export const matrixForms: Readonly<Record<string, string>> = {
  "MC-041": "f = det(X + t * E)\nReference = det(X + t * E) * tr(inv(X + t * E) * E)",
  "MC-049": "f = det(X)\nReference = det(X) * inv(X)'",
  "MC-052": "f = det(X' * A * X)\nReference = 2 * det(X' * A * X) * inv(X)'",
  "MC-054":
    "f = det(X' * A * X)\nReference = det(X' * A * X) * (A * X * inv(X' * A * X) + A' * X * inv(X' * A' * X))",
  "MC-057": "f = logdet(X)\nReference = inv(X)'",
  "MC-060": "f = inv(X)\nReference[k, l, i, j] = -inv(X)[k, i] * inv(X)[j, l]",
  "MC-061": "f = a * inv(X) * b\nReference = -inv(X)' * outer(a, b) * inv(X)'",
  "MC-062": "f = det(inv(X))\nReference = -det(inv(X)) * inv(X)'",
  "GDA-Sigma":
    "f = -1/2 * (x - mu) * inv(S) * (x - mu) - 1/2 * log(det(S))\nReference = -1/2 * inv(S)' + 1/2 * inv(S)' * outer(x - mu, x - mu) * inv(S)'",
};

/** What a modifier of a variable says, as an assumption. */
const assumptions: Readonly<Record<string, (name: string) => readonly string[]>> = {
  onehot: (name) => [`assume sum(i, ${name}[i]) == 1`],
  sym: (name) => [`assume ${name} symmetric`],
  pos: (name) => [`assume ${name}[i] > 0`],
  binary: () => [],
};

/**
 * The case as a model: sizes and inputs, the intermediate quantities, the objective f, and the claimed
 * derivative as the quantity `Reference`.
 */
export function modelText(identity: Identity): string {
  const lines: string[] = [];
  const sizes = new Set<string>();
  for (const [name, spec] of Object.entries(identity.variables)) {
    const [dims = "", modifier = ""] = spec.split(":");
    const axes = dims.split(" ").filter((dim) => dim !== "").map((dim) => `len_${dim}`); // prettier-ignore
    for (const axis of axes) sizes.add(axis);
    lines.push(axes.length === 0 ? `input ${name}` : `input ${name}[${axes.join(", ")}]`);
    lines.push(...(assumptions[modifier]?.(name) ?? []));
  }
  const form = identity.index_form;
  const statements =
    form === null
      ? [matrixForms[identity.id]!]
      : form.split(";").map((statement) => translate(statement.trim()));
  return [
    ...[...sizes].map((size) => `size ${size}`),
    ...lines,
    ...statements.map((statement) => statement.replace(/^D(?=\[| =)/, "Reference")),
  ].join("\n");
}
