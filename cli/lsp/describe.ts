import {
  type Affine,
  type DerivationText,
  functionRow,
  type Index,
  type Model,
  namingOf,
  type Part,
  toMatrix,
  toText,
} from "../../src/index.ts";
import { say, type Word } from "./words.ts";
import type { Lang } from "../../src/index.ts";

/** `4×3`; empty for a number. */
export const shapeOf = (sizes: readonly Affine[]): string => sizes.map(({ key }) => key).join("×");

/** What a name stands for. */
export interface Described {
  readonly name: string;
  readonly role: "input" | "param" | "label" | "const" | "intermediate" | "output" | "size" | "alias";
  /** The lengths of its axes; undefined for a size. */
  readonly shape: readonly Affine[] | undefined;
  /** `h[j] = sum(i, W0[i, j] * I[i])`, in index notation. */
  readonly definition: string | undefined;
  /** The right side of the definition in matrix notation, where matrices can say it. */
  readonly matrix: string | undefined;
  /** Of an alias. */
  readonly target: string | undefined;
}

/** What a name of the model is; undefined for one it does not know. */
export function describe(model: Model, name: string): Described | undefined {
  const plain = { name, definition: undefined, matrix: undefined, target: undefined };
  const target = model.aliases.get(name);
  if (target !== undefined) return { ...plain, role: "alias", shape: describe(model, target)?.shape, target };
  const declared = model.declarations.get(name);
  if (declared !== undefined) {
    const { value } = declared;
    const definition = value === undefined ? undefined : `${name} = ${rational(value)}`;
    return { ...plain, role: declared.role, shape: declared.shape, definition };
  }
  const defined = model.definitions.get(name);
  if (defined !== undefined) {
    const naming = namingOf(model).before(name);
    const { params, value, shape } = defined;
    const left = params.length === 0 ? name : `${name}[${params.map((index) => index.name).join(", ")}]`;
    return {
      ...plain,
      role: shape.length === 0 ? "output" : "intermediate",
      shape,
      definition: `${left} = ${toText(value, naming, params)}`,
      matrix: toMatrix(value, params, naming),
    };
  }
  const size = model.sizes.get(name);
  if (size === undefined) return undefined;
  const definition = size.value === undefined ? undefined : `${name} = ${size.value}`;
  return { ...plain, role: "size", shape: undefined, definition };
}

const rational = ({ num, den }: { readonly num: bigint; readonly den: bigint }): string =>
  den === 1n ? String(num) : `${num} / ${den}`;

/** "parameter, 4×3" */
export function kindText({ role, shape, target }: Described, lang: Lang): string {
  const what = role === "alias" ? say(lang, "alias", { name: target! }) : say(lang, role);
  if (shape === undefined || (shape.length === 0 && role === "output")) return what;
  return `${what}, ${shape.length === 0 ? say(lang, "scalar") : shapeOf(shape)}`;
}

/** What a function of the language is. */
export function functionText(name: string, lang: Lang): string | undefined {
  const kind = functionRow(name)?.kind;
  return kind === undefined || kind === "later" ? undefined : say(lang, kind satisfies Word);
}

/** The smallest piece of a formula around a place that denotes something of its own. */
export function partAt({ lines }: DerivationText, offset: number): Part | undefined {
  const parts = lines.flatMap(({ left, right }) =>
    [left, right].flatMap((side) =>
      side.kind === "value" ? side.readings.flatMap((reading) => reading.parts) : [],
    ),
  );
  const around = parts.filter(({ span }) => span.start <= offset && offset <= span.end);
  return around.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

/** The quantity of the model that a piece of a formula names, whole or by an entry. */
export function nameOf(model: Model, { value }: Pick<Part, "value">): string | undefined {
  const name = value.kind === "tensor" ? value.name : namingOf(model).find(value)?.name;
  return name !== undefined && describe(model, name) !== undefined ? name : undefined;
}

/** Indices with their lengths: `j: 4, k: 3`. */
export const indexText = (indices: readonly Index[]): string =>
  indices.map(({ name, size }) => `${name}: ${size.key}`).join(", ");
