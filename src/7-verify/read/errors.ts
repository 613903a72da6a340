import { functionOf } from "../../1-parse/latex/lexicon.ts";
import { walkTex } from "../../1-parse/latex/nodes.ts";
import type { Tex } from "../../1-parse/latex/syntax.ts";
import type { Role } from "./classify.ts";
import type { Mention, Names } from "./names.ts";
import type { ErrorName } from "./scope.ts";

/** A definition of the text. */
export interface TexDefinition {
  readonly name: Mention;
  readonly value: Tex;
}

/** What goes into a non-linearity: the z of a = σ(z). */
interface PreActivation {
  readonly label: string | undefined;
  readonly name: string;
}

/**
 * What the names for errors stand for: δ^l is the derivative of the cost by the pre-activation of layer l, dV
 * the derivative by V. The labels of the δ need not be those of the layers: the last δ belongs to the last layer.
 */
export class ErrorNames {
  readonly cost: string | undefined;
  readonly #explicit = new Map<string, ErrorName>();
  readonly #inputs: readonly PreActivation[];
  readonly #shift: number;
  readonly #names: Names;

  constructor(
    definitions: readonly TexDefinition[],
    roles: readonly Role[],
    names: Names,
    { cost, labels }: { readonly cost: string | undefined; readonly labels: readonly string[] },
  ) {
    this.cost = cost;
    this.#names = names;
    this.#inputs = preActivations(definitions, names, labels);
    for (const role of roles)
      if (role.kind === "error-name")
        this.#explicit.set(role.name.name, { of: role.of.name, wrt: role.wrt.name });
    const numbers = (labels: readonly (string | undefined)[]): number[] =>
      labels.flatMap((label) => (label !== undefined && /^\d+$/.test(label) ? [Number(label)] : []));
    const [own, layers] = [numbers(labels), numbers(this.#inputs.map(({ label }) => label))];
    const isAligned = own.every((label) => layers.includes(label));
    this.#shift =
      isAligned || own.length === 0 || layers.length === 0 ? 0 : Math.max(...own) - Math.max(...layers);
  }

  /** What a δ or a dX stands for; undefined for any other name. */
  find(mention: Mention, isQuantity: (name: string) => boolean): ErrorName | undefined {
    const explicit = this.#explicit.get(mention.name);
    if (explicit !== undefined) return explicit;
    const { cost } = this;
    if (cost === undefined) return undefined;
    const varied = variablesOf(mention, this.#names).find(isQuantity);
    if (varied !== undefined) return { of: cost, wrt: varied };
    if (mention.base !== "delta" || mention.slots.length > 1) return undefined;
    const wrt = this.#layer(mention.label);
    return wrt === undefined || !isQuantity(wrt) ? undefined : { of: cost, wrt };
  }

  #layer(label: string | undefined): string | undefined {
    if (label === undefined) return this.#inputs.at(-1)?.name;
    const own = `${Number(label) - this.#shift}`;
    return this.#inputs.find((input) => input.label === own)?.name;
  }
}

/** What the X of a dX may be called; its label need not stand where that of dX stands. */
export function variablesOf({ name, base, label }: Mention, names: Names): readonly string[] {
  const varied = base === "delta" ? undefined : /^d(\p{L}\w*)$/u.exec(base)?.[1];
  if (varied === undefined) return [];
  if (label === undefined) return [varied];
  return [name.slice(1), names.labelled(varied, label, "above"), names.labelled(varied, label, "below")];
}

/** The pre-activations of all layers, with a non-linearity or without, in the order of their definitions. */
function preActivations(
  definitions: readonly TexDefinition[],
  names: Names,
  labels: readonly string[],
): readonly PreActivation[] {
  const bent = argumentsOfNonlinearities(definitions, names);
  const taken = new Set(bent.map(({ label }) => label));
  const linear = linearLayers(definitions, names, labels, bent).filter(({ label }) => !taken.has(label));
  const place = ({ name }: PreActivation): number => definitions.findIndex((own) => own.name.name === name);
  return [...bent, ...linear].toSorted((a, b) => place(a) - place(b));
}

/** The arguments of non-linearities that have a name, each once. */
function argumentsOfNonlinearities(
  definitions: readonly TexDefinition[],
  names: Names,
): readonly PreActivation[] {
  const found = new Map<string, PreActivation>();
  for (const { value } of definitions) {
    const argument = nonlinearArgument(value);
    const mention = argument && names.mention(argument);
    if (mention === undefined) continue;
    const own = definitions.find(({ name }) => name.name === mention.name);
    found.set(mention.name, { label: own?.name.label ?? mention.label, name: mention.name });
  }
  return [...found.values()];
}

/**
 * Layers without a non-linearity: the z^2 beside a z^1 that has one, and the quantity that the weights of a layer are
 * used in, where the text numbers its errors as it numbers its weights.
 */
function linearLayers(
  definitions: readonly TexDefinition[],
  names: Names,
  labels: readonly string[],
  bent: readonly PreActivation[],
): readonly PreActivation[] {
  const isBent = (name: string): boolean => bent.some((input) => input.name === name);
  const bases = new Set(
    definitions.flatMap(({ name }) => (isBent(name.name) && name.label !== undefined ? [name.base] : [])),
  );
  const defined = new Set(definitions.map(({ name }) => name.name));
  const weightsIn = (value: Tex): readonly string[] =>
    [...walkTex([value])].flatMap((node) => {
      const mention = names.mention(node);
      return mention?.label === undefined || defined.has(mention.name) ? [] : [mention.label];
    });
  const layers = new Set(definitions.flatMap(({ value }) => weightsIn(value)));
  const isNumberedAlike = labels.length > 0 && labels.every((label) => layers.has(label));
  return definitions.flatMap(({ name, value }): PreActivation[] => {
    const argument = nonlinearArgument(value);
    const isActivation = argument !== undefined && names.mention(argument) !== undefined;
    if (isBent(name.name) || isActivation) return [];
    if (name.label !== undefined) return bases.has(name.base) ? [{ label: name.label, name: name.name }] : [];
    const [label, ...others] = isNumberedAlike ? [...new Set(weightsIn(value))] : [];
    return label !== undefined && others.length === 0 && labels.includes(label)
      ? [{ label, name: name.name }]
      : [];
  });
}

const linear: ReadonlySet<string> = new Set(["diag", "tr", "mean", "vec", "logdet", "det", "inv", "sqrt"]);

/** The one argument of a = f(z) and of a = \max(0, z). */
export function nonlinearArgument(value: Tex): Tex | undefined {
  const call = value.kind === "scripted" ? value.base : value;
  if (call.kind !== "call" || linear.has(call.name)) return undefined;
  if (functionOf(call.name) === undefined && call.args.length !== 1) return undefined;
  return call.args.find(({ kind }) => kind !== "number");
}
