import { affineOf } from "../../core/affine.ts";
import { rename, substituteTensors, sumOver, type Abstraction } from "../../core/bind.ts";
import { delta, entry, mul, neg, one, sub, sum, unary } from "../../core/build.ts";
import type { Expr, UnaryExpr } from "../../core/expr.ts";
import { formalIndex, namedIndex, type Index } from "../../core/index.ts";
import type { Definition } from "../../2-elaborate/model.ts";
import type { NamedValue } from "../../3-differentiate/names.ts";
import { unaryRules } from "../../3-differentiate/rules.ts";
import { adjointName, type Adjoint } from "../../3-differentiate/sweep.ts";
import { withoutMask } from "./formula.ts";
import { tensorsOf } from "../../core/walk.ts";
import type { Scene } from "./scene.ts";

/**
 * A wrong formula over the axes of the scene, with the piece that is wrong where there is one. Definitions of the model
 * may stand in it by name: `Scene.close` puts in what they are.
 */
export interface Variant {
  readonly value: Expr;
  readonly wrong?: Expr;
  readonly right?: Expr;
}

/** A definition a = f(h), entry by entry. */
interface Activation {
  readonly definition: Definition;
  readonly node: UnaryExpr;
  /** ∂C/∂a over the params of a. */
  readonly cotangent: Expr;
  /** f'(h). */
  readonly slope: Expr;
}

const isCurved = (node: Expr): node is UnaryExpr => node.kind === "unary" && node.op !== "sign";

function activations(scene: Scene): readonly Activation[] {
  return scene.between.flatMap((definition): readonly Activation[] => {
    const node = definition.value;
    const cotangent = isCurved(node) ? scene.cotangent(definition) : undefined;
    if (!isCurved(node) || cotangent === undefined || scene.derivative?.wrt === definition.name) return [];
    const slope = unaryRules[node.op].partial(node.arg, node, scene.model.conventions);
    return [{ definition, node, cotangent, slope }];
  });
}

/** The params of `to` in the place of those of `from`, where the two have one shape. */
const alike = (from: NamedValue, to: NamedValue): readonly Index[] | undefined =>
  from.params.length === to.params.length && from.params.every((p, k) => p.size === to.params[k]!.size)
    ? to.params
    : undefined;

/** The right formula with f'(h) replaced by another factor on the way from a to h. */
function* withSlope(scene: Scene, factors: (a: Activation) => Iterable<Expr>): Generator<Variant> {
  for (const a of activations(scene)) {
    const through = (factor: Expr): Expr | undefined =>
      scene.pull(a.definition, mul(a.cotangent, factor), "argument");
    const right = through(a.slope);
    if (right === undefined) continue;
    const isAll = right === scene.right;
    for (const factor of factors(a)) {
      const wrong = through(factor);
      if (wrong === undefined) continue;
      yield { value: isAll ? wrong : sum(scene.right, wrong, neg(right)), wrong: factor, right: a.slope };
    }
  }
}

/** f'(h) left out. */
export function* withoutSlope(scene: Scene): Generator<Variant> {
  yield* withSlope(scene, () => [one]);
  yield* withoutMask(scene);
}

/** f(h), or f of something else, in place of f'(h). */
export const functionForSlope = (scene: Scene): Iterable<Variant> => withSlope(scene, ({ node }) => [node]);

/** f' at another quantity of the same shape, the activation itself among them. */
export const slopeElsewhere = (scene: Scene): Iterable<Variant> =>
  withSlope(scene, function* ({ definition, node }) {
    for (const other of scene.definitions) {
      const params = alike(other, definition);
      if (params === undefined) continue;
      const x = rename(other.value, other.params, params);
      if (x !== node.arg) yield unaryRules[node.op].partial(x, unary(node.op, x), scene.model.conventions);
    }
  });

/** Only the last link of the chain: what comes from above is left out. */
export function* withoutUpstream(scene: Scene): Generator<Variant> {
  for (const definition of scene.between) {
    if (definition.name === scene.derivative?.of || definition.name === scene.derivative?.wrt) continue;
    const value = scene.pull(definition, one);
    if (value !== undefined) yield { value };
  }
}

/** A softmax p of logits u, with the axis it runs over. */
interface Softmax {
  readonly definition: Definition;
  readonly logits: NamedValue;
  readonly over: Index;
}

/** Definitions, and declared tensors as if they were defined by themselves. */
function quantities(scene: Scene): readonly NamedValue[] {
  const declared = [...scene.model.declarations.values()].map(({ name, shape }): NamedValue => {
    const params = shape.map((size, k) => namedIndex(`${name}${k + 1}`, size));
    return { name, params, value: entry(name, params) };
  });
  return [...scene.definitions, ...declared];
}

function softmaxes(scene: Scene): readonly Softmax[] {
  return scene.definitions.flatMap((definition): readonly Softmax[] => {
    const { params } = definition;
    const value = scene.truths.prepared.find((d) => d.name === definition.name)!.value;
    const over = params.find((axis) => isNormalised(value, axis));
    if (over === undefined) return [];
    const logits = quantities(scene).find((d) => {
      const letters = d.name === definition.name ? undefined : alike(d, definition);
      if (letters === undefined || value.kind !== "unary") return false;
      const known = scene.truths.prepared.find((p) => p.name === d.name)?.value ?? d.value;
      return !sub(value.arg, rename(known, d.params, letters)).free.includes(over);
    });
    return logits === undefined ? [] : [{ definition, logits, over }];
  });
}

/** exp(u − logsumexp(u)) along an axis. */
const isNormalised = (value: Expr, axis: Index): boolean =>
  value.kind === "unary" &&
  value.op === "exp" &&
  value.arg.kind === "add" &&
  value.arg.terms.some(
    ({ expr }) => expr.kind === "reduce" && expr.op === "logsumexp" && !expr.free.includes(axis),
  );

/** What the Jacobian of softmax is taken for: ∂p_j/∂u_k from p_j, p_k and δ_jk. */
const jacobians: readonly ((pj: Expr, pk: Expr, same: Expr) => Expr)[] = [
  (_pj, pk, same) => mul(same, pk, sub(one, pk)),
  (pj, pk) => neg(mul(pj, pk)),
  (pj, _pk, same) => mul(pj, same),
  (pj, pk) => mul(pj, sub(one, pk)),
];

/** The Jacobian of softmax without its diagonal, or with nothing else. */
export function* wrongSoftmax(scene: Scene): Generator<Variant> {
  for (const { definition, logits, over } of softmaxes(scene)) {
    const { params, value } = definition;
    const other = namedIndex(`${over.name}'`, over.size);
    const [pk, pj] = [value, rename(value, [over], [other])];
    const same = delta(affineOf(other), affineOf(over));
    for (const jacobian of jacobians) {
      const wrong = jacobian(pj, pk, same);
      const letters = alike(logits, definition)!;
      const to = (e: Expr): Expr => rename(e, letters, logits.params);
      if (scene.derivative?.of === definition.name && scene.derivative.wrt === logits.name) {
        const [of, wrt] = [scene.axes.slice(0, params.length), scene.variableAxes];
        const at = params.indexOf(over);
        if (params.length === 1) yield { value: rename(wrong, [other, over], [of[at]!, wrt[at]!]) };
        continue;
      }
      const cotangent = scene.cotangent(definition);
      if (cotangent === undefined) continue;
      const arriving = sumOver([other], mul(rename(cotangent, [over], [other]), wrong));
      const pulled = scene.pull(logits, to(arriving));
      if (pulled !== undefined) yield { value: pulled };
    }
  }
}

/** A derivative by another quantity of the same shape. */
export function* otherQuantity(scene: Scene, isWanted: (name: string) => boolean): Generator<Variant> {
  const axes = scene.variableAxes;
  for (const definition of scene.definitions) {
    const { name, params } = definition;
    if (name === scene.derivative?.wrt || name === scene.derivative?.of || !isWanted(name)) continue;
    if (params.length !== axes.length || params.some((index, k) => index.size !== axes[k]!.size)) continue;
    const cotangent = scene.cotangent(definition);
    if (cotangent !== undefined) yield { value: rename(cotangent, params, axes) };
  }
}

/** The names of softmaxes of the variable: ∂C/∂p stands where ∂C/∂z should. */
export const normalisedVersions = (scene: Scene): ReadonlySet<string> =>
  new Set(softmaxes(scene).flatMap(({ definition, logits }) => (logits.name === scene.derivative?.wrt ? [definition.name] : []))); // prettier-ignore

/** The summands of the adjoint of the variable, one per use, in closed form. */
function closedPaths(scene: Scene): readonly Expr[] {
  const { of, wrt } = scene.derivative ?? { of: "", wrt: "" };
  const own = scene.adjoint(wrt);
  if (own === undefined || own.paths.length < 2) return [];
  const by = new Map<string, Abstraction>(
    scene.adjoints.map((a: Adjoint) => {
      const params = a.indices.map((index, k) => formalIndex(k + 1, index.size));
      return [adjointName(of, a.name), { params, body: rename(a.value, a.indices, params) }];
    }),
  );
  return own.paths.map((path) => rename(substituteTensors(path, by), own.indices, scene.variableAxes));
}

/** A path lost where a quantity is used several times; or all but one. */
export function* lostPath(scene: Scene): Generator<Variant> {
  for (const path of closedPaths(scene)) {
    yield { value: sub(scene.right, path), right: path };
    yield { value: path };
  }
}

/** Definitions treated as constants, one or two of them: everything that goes through them is lost. */
export function* constantIntermediate(scene: Scene): Generator<Variant> {
  const { of, wrt } = scene.derivative ?? { of: "", wrt: "" };
  const others = scene.between.filter(({ name }) => name !== of && name !== wrt);
  const chosen = [
    ...others.map((d) => [d]),
    ...others.flatMap((first, k) => others.slice(k + 1).map((second) => [first, second])),
  ];
  for (const constants of chosen.slice(0, MAX_CHOICES)) {
    const value = scene.holding(constants);
    if (value !== undefined) yield { value };
  }
}

/** A quantity computed from the variable alone, such as its mean, treated as a constant. */
export function* constantStatistic(scene: Scene): Generator<Variant> {
  const { of, wrt } = scene.derivative ?? { of: "", wrt: "" };
  for (const definition of scene.definitions) {
    const { name, value } = definition;
    if (name === of || name === wrt || tensorsOf(value).some((used) => used !== wrt)) continue;
    const held = scene.holding([definition]);
    if (held !== undefined) yield { value: held };
  }
}

/** Choices of constants that are tried. */
const MAX_CHOICES = 21;
