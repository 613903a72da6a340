import type { ArrayDecl } from "../1-lower/value.ts";
import type { Dialect } from "./math/piece.ts";
import { Scope } from "./identifiers.ts";
import { Mathematics } from "./mathematics.ts";
import type { KernelRequest, Precision, Role } from "./request.ts";

export type Language = Dialect;

/** An array that the functions of a kernel take. */
export interface Argument {
  readonly name: string;
  /** The variable. */
  readonly id: string;
  readonly shape: readonly number[];
  readonly size: number;
  readonly role: Role | "gradient" | "prediction";
  readonly array: ArrayDecl;
}

/** How everything in a kernel module is called. */
export interface Signature {
  readonly language: Language;
  readonly arrayType: "Float64Array" | "Float32Array";
  /** Inputs and labels, constants, parameters: each in order of declaration. */
  readonly data: readonly Argument[];
  readonly constants: readonly Argument[];
  readonly params: readonly Argument[];
  readonly gradients: readonly Argument[];
  readonly predictions: readonly Argument[];
  readonly functions: FunctionNames;
  readonly locals: LocalNames;
  /** For local variables. */
  readonly scope: Scope;
  readonly mathematics: Mathematics;
}

export type LocalNames = Readonly<Record<(typeof localNames)[number], string>>;

export interface FunctionNames {
  readonly cost: string;
  readonly costAndGradient: string;
  readonly gradient: string;
  readonly costBatch: string;
  readonly costAndGradientBatch: string;
  readonly predict: string;
  readonly predictBatch: string;
  readonly model: string;
  readonly createKernel: string;
}

export const sizeOfShape = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

const lowerFirst = (name: string): string => {
  const [first = "", ...rest] = name;
  return first.toLowerCase() + rest.join("");
};

/** Variables that the text of the emitters uses itself. */
const localNames = [
  "n",
  "s",
  "e",
  "total",
  "scale",
  "fill",
  "made",
  "saved",
  "state",
  "array",
  "size",
] as const;

export const arrayTypeOf = (precision: Precision): "Float64Array" | "Float32Array" =>
  precision === "f32" ? "Float32Array" : "Float64Array";

export interface SignatureRequest {
  readonly request: KernelRequest;
  readonly language: Language;
  readonly inputs: readonly ArrayDecl[];
  /** In the order cost, gradients, predictions. */
  readonly outputs: readonly ArrayDecl[];
}

/** Chooses all names, each once, however the tensors of the model are called. */
export function signatureOf({ request, language, inputs, outputs }: SignatureRequest): Signature {
  const scope = new Scope();
  const base = lowerFirst(request.cost.name);
  const functions: FunctionNames = {
    cost: scope.claim(base),
    costAndGradient: scope.claim(`${base}AndGradient`),
    gradient: scope.claim("gradient"),
    costBatch: scope.claim(`${base}Batch`),
    costAndGradientBatch: scope.claim(`${base}AndGradientBatch`),
    predict: scope.claim("predict"),
    predictBatch: scope.claim("predictBatch"),
    model: scope.claim("model"),
    createKernel: scope.claim("createKernel"),
  };
  for (const name of ["erf", "erfc", "warmup", "memory", "addresses", "sumOf", "fallback"]) scope.claim(name);
  const argument = (array: ArrayDecl, role: Argument["role"], id: string): Argument => ({
    name: array.name,
    id: scope.claim(id),
    shape: array.shape,
    size: sizeOfShape(array.shape),
    role,
    array,
  });
  const declared = request.tensors.map(({ name, role }, k) => argument(inputs[k]!, role, name));
  const is = (...roles: readonly Argument["role"][]): Argument[] =>
    declared.filter(({ role }) => roles.includes(role));
  const gradientCount = request.gradients.length;
  const gradients = outputs
    .slice(1, 1 + gradientCount)
    .map((array) => argument(array, "gradient", `d${array.name}`));
  const predictions = outputs
    .slice(1 + gradientCount)
    .map((array) => argument(array, "prediction", array.name));
  const locals = Object.fromEntries(localNames.map((name) => [name, scope.claim(name)])) as LocalNames;
  return {
    language,
    arrayType: arrayTypeOf(request.options?.precision ?? "f64"),
    data: is("input", "label"),
    constants: is("const"),
    params: is("param"),
    gradients,
    predictions,
    functions,
    locals,
    scope,
    mathematics: new Mathematics(scope, language),
  };
}

/** The parameter list of a function. */
export function parameterList(
  args: readonly Argument[],
  { language, arrayType, locals }: Signature,
  batch = false,
): string {
  const typed = (id: string, type: string): string => (language === "ts" ? `${id}: ${type}` : id);
  return [...(batch ? [typed(locals.n, "number")] : []), ...args.map(({ id }) => typed(id, arrayType))].join(
    ", ",
  );
}

export const returns = (type: string, { language }: Signature): string =>
  language === "ts" ? `: ${type}` : "";

/** Reads an entry; the type checker does not know that it exists. */
export const entryText = (array: string, index: string, language: Language): string =>
  `${array}[${index}]${language === "ts" ? "!" : ""}`;

export const shapeText = (shape: readonly (number | string)[]): string =>
  shape.length === 0 ? "[]" : `[${shape.join("×")}]`;

/** The arguments by the number of their array. */
export const argumentsOf = (signature: Signature): ReadonlyMap<number, Argument> =>
  new Map(
    [
      ...signature.data,
      ...signature.constants,
      ...signature.params,
      ...signature.gradients,
      ...signature.predictions,
    ].map((argument) => [argument.array.id, argument]),
  );
