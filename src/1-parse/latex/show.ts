import type { Subscript, Superscript, Tex } from "./syntax.ts";

/** The structure of a formula with every bracket written: for tests, and for what messages show. */
export function showTex(node: Tex): string {
  switch (node.kind) {
    case "number":
      return node.style === undefined ? node.text : `${node.style}(${node.text})`;
    case "symbol":
      return node.name;
    case "scripted":
      return `${showTex(node.base)}${"'".repeat(node.primes)}${node.sup.map(showSup).join("")}${showSub(node.sub)}`;
    case "call":
      return `${node.head.kind === "symbol" ? node.name : showTex(node.head)}(${node.args.map(showTex).join(", ")})`;
    case "sum":
      return `(${node.terms.map(({ negative, value }, k) => `${negative ? "-" : k > 0 ? "+" : ""}${showTex(value)}`).join(" ")})`; // prettier-ignore
    case "product":
      return `[${node.factors.map(({ sign, value }, k) => `${k === 0 ? "" : sign === "juxtaposed" ? " " : ` ${sign} `}${showTex(value)}`).join("")}]`; // prettier-ignore
    case "fraction":
      return `frac(${showTex(node.above)}, ${showTex(node.below)})`;
    case "derivative":
      return `d(${showTex(node.of)})/d(${node.wrt.map(showTex).join(", ")})`;
    case "nabla":
      return `nabla${node.order === 2 ? "2" : ""}[${node.wrt === undefined ? "" : showTex(node.wrt)}](${showTex(node.of)})`;
    case "big": {
      const indices = node.indices.map(({ name, low, high }) => `${name}${low === undefined ? "" : `=${showTex(low)}`}${high === undefined ? "" : `..${showTex(high)}`}`); // prettier-ignore
      const conditions = node.conditions.map(
        ({ op, left, right }) => `${showTex(left)}${op}${showTex(right)}`,
      );
      return `${node.op}{${[...indices, ...conditions].join(", ")}}(${showTex(node.body)})`;
    }
    case "norm":
    case "abs":
      return `${node.kind}(${showTex(node.body)})`;
    case "bracket":
      return `1[${node.conditions.map(({ op, left, right }) => `${showTex(left)} ${op} ${showTex(right)}`).join(", ")}]`;
    case "group":
      return `(${[node.body, ...node.rest].map(showTex).join(", ")})`;
    case "root":
      return `root(${showTex(node.body)})`;
    case "cases":
      return `cases(${node.rows.map(({ value }) => showTex(value)).join("; ")})`;
    case "matrix":
      return `matrix(${node.rows.map((row) => row.map(showTex).join(", ")).join("; ")})`;
    case "hole":
      return "?";
    case "broken":
      return "!";
  }
}

const showSub = (sub: readonly Subscript[]): string =>
  sub.length === 0
    ? ""
    : `_{${sub.map((one) => (one.kind === "slot" ? showTex(one.value) : one.kind === "all" ? ":" : `"${one.text}"`)).join(",")}}`;

const showSup = (sup: Superscript): string =>
  sup.kind === "transpose" ? "^T" : sup.kind === "label" ? `^(${sup.text})` : `^${showTex(sup.exponent)}`;
