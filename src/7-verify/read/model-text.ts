import type { Affine } from "../../core/affine.ts";
import { rename, substituteTensors } from "../../core/bind.ts";
import { isError } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import { formalIndex } from "../../core/index.ts";
import { positionAt } from "../../core/span.ts";
import { tensorsOf } from "../../core/walk.ts";
import { readModel } from "../../2-elaborate/elaborate.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { derive } from "../../4-simplify/derive.ts";
import { namingOf } from "../../6-explain/naming.ts";
import { toText } from "../../6-explain/print.ts";
import type { TexStatement } from "../../1-parse/latex/syntax.ts";
import { Draft, type Drafted, type DraftText } from "./draft.ts";
import { evaluate } from "./evaluate.ts";
import { fixedFacts, positionFacts } from "./positions.ts";
import type { Hint, Scene } from "./infer.ts";
import type { Drawn } from "./ranks.ts";
import type { Unknown } from "./unknowns.ts";
import { definitionText, plainNaming, SizeNames, symbolsIn } from "./write.ts";

export interface Written {
  readonly model: Model;
  readonly lines: readonly string[];
  readonly shapeOf: (name: string) => readonly Affine[] | undefined;
  /** The text with all lengths known. */
  readonly text: DraftText;
  /** The places of the statements that state facts about data. */
  readonly facts: ReadonlySet<number>;
}

/** The model that formulas speak of, as statements after those that are given. */
export function modelText(drawn: Drawn, scene: Scene, base: Model, hints: readonly Hint[] = []): Written {
  const { survey, text, vectors } = scene;
  const letters = new Set([...survey.mentions.values()].flatMap(({ base: letter }) => letter));
  const isName = (name: string): boolean =>
    base.symbols.find(name) !== undefined || drawn.draft.shapes.has(name) || text.aliases.has(name);
  const isIndex = (name: string): boolean =>
    base.symbols.find(name) === undefined &&
    (survey.names.indexLetters.has(name) || isWordOf(name, base.source.text));
  const sizeNames = new SizeNames(
    drawn.draft.sizes,
    (name) => isName(name) || letters.has(name) || text.sizeNames.has(name),
    isIndex,
  );
  const shapeOf = (name: string): readonly Affine[] | undefined =>
    drawn.draft.shapes.get(name)?.map((size) => sizeNames.of(size));
  const finalText = {
    ...text,
    given: (name: string) => shapeOf(name) ?? text.given(name),
    givenSize: (name: string) =>
      text.givenSize(name) ??
      (text.sizeNames.has(name) ? sizeNames.of(drawn.draft.scope.sizeOf(name)!) : undefined),
  };
  const final = new Draft(finalText, vectors, true);
  const unknownNames = new Set(scene.unknowns.map(({ name }) => name));
  const declarations = scene.unknowns.flatMap((unknown) => declaration(unknown, shapeOf(unknown.name) ?? []));
  const tensors = [
    ...base.declarations.keys(),
    ...base.definitions.keys(),
    ...unknownNames,
    ...drawn.drafted.map((d) => d.definition.name.name),
  ];
  const used = new Set(
    [...drawn.draft.shapes.keys()].flatMap((name) => (shapeOf(name) ?? []).flatMap(symbolsIn)),
  );
  const naming = plainNaming(tensors, [...base.sizes.keys(), ...used]);
  const isTaken = (name: string): boolean => isName(name) || used.has(name);
  const definitions: string[] = [];
  const later: { readonly drafted: Drafted; readonly expr: Expr; readonly shape: readonly Affine[] }[] = [];
  for (const { definition } of drawn.drafted) {
    const again = final.define(definition);
    const shape = shapeOf(definition.name.name);
    if (again === undefined || shape === undefined) continue;
    const isDerived = tensorsOf(again.value.expr).some((name) => name.startsWith("d("));
    if (isDerived) later.push({ drafted: again, expr: again.value.expr, shape });
    else definitions.push(definitionText(again, again.value.expr, shape, isTaken, naming));
  }
  const stated = survey.statements.map((statement, k) =>
    factLines(statement, survey.roles[k]!.kind, { final, unknownNames, base, naming }),
  );
  const facts = stated.flat();
  const sizes = [...new Set([...used, ...survey.names.fixed])]
    .filter((name) => base.symbols.find(name) === undefined)
    .map((name) => `size ${name}`);
  const aliasLines = [...survey.aliases]
    .filter(([name, target]) => name !== target && base.symbols.find(name) === undefined)
    .map(([name, target]) => `alias ${name} = ${target}`);
  const hintLines = hints.map(({ name, meant }) => `alias ${name} = ${meant}`);
  const symmetric = survey.roles.flatMap((role) =>
    role.kind === "symmetric" ? [`assume ${role.name.name} symmetric`] : [],
  );
  const bounds = survey.roles.flatMap((role, k) => {
    const bound = survey.statements[k]!.space?.bound;
    if (role.kind !== "declaration" || bound === undefined || !unknownNames.has(role.name.name)) return [];
    return [`assume ${role.name.name} ${bound === "positive" ? "positive" : "nonnegative"}`];
  });
  const lines = [
    ...new Set([
      ...survey.remarks.map((remark) => `# ${remark}`),
      ...sizes,
      ...declarations,
      ...definitions,
      ...aliasLines,
      ...hintLines,
      ...facts,
      ...symmetric,
      ...bounds,
    ]),
  ];
  let model = append(base, lines);
  for (const { drafted, expr, shape } of later) {
    const closed = closedForm(expr, model);
    if (closed === undefined) continue;
    lines.push(definitionText(drafted, closed, shape, isTaken, namingOf(model)));
    model = append(base, lines);
  }
  const positions = [...positionFacts(model, (name) => unknownNames.has(name)), ...fixedFacts(model, survey.names.fixed)]; // prettier-ignore
  if (positions.length > 0) {
    lines.push(...positions);
    model = append(base, lines);
  }
  const places = new Set(stated.flatMap((found, k) => (found.length > 0 ? [k] : [])));
  return { ...sound(base, lines, model), shapeOf, text: finalText, facts: places };
}

const isWordOf = (name: string, text: string): boolean => text.split(/[^\p{L}\p{N}_]+/u).includes(name);

/** The statements without those that the model language does not accept after all. */
function sound(base: Model, lines: readonly string[], model: Model): Pick<Written, "model" | "lines"> {
  const start = base.source.text.length;
  const firstLine = positionAt(model.source, start + 1).line;
  const wrong = new Set(
    model.diagnostics.filter(isError).flatMap(({ labels }) => {
      const at = labels.map(({ span }) => span.start).find((place) => place > start);
      return at === undefined ? [] : [positionAt(model.source, at).line - firstLine];
    }),
  );
  if (wrong.size === 0) return { model, lines };
  const kept = lines.filter((_, k) => !wrong.has(k));
  return kept.length === lines.length ? { model, lines } : sound(base, kept, append(base, kept));
}

/** The model with more statements at its end: places in the text stay where they are. */
export const append = (base: Model, lines: readonly string[]): Model =>
  lines.length === 0
    ? base
    : readModel(`${base.source.text}\n${lines.join("\n")}\n`, { file: base.source.name });

const labelNames: ReadonlySet<string> = new Set([
  "y",
  "Y",
  "t",
  "true",
  "target",
  "label",
  "label_",
  "targets",
]);

function declaration({ name, isVariable }: Unknown, shape: readonly Affine[]): string[] {
  const role = isVariable ? "param" : labelNames.has(name) ? "label" : "input";
  return [`${role} ${name}${shape.length === 0 ? "" : `[${shape.map(({ key }) => key).join(", ")}]`}`];
}

/** The derivatives in a definition put in closed form: p = ∇f. */
function closedForm(expr: Expr, model: Model): Expr | undefined {
  const by = new Map<
    string,
    { readonly params: readonly ReturnType<typeof formalIndex>[]; readonly body: Expr }
  >();
  for (const name of tensorsOf(expr)) {
    const match = /^d\(([^()]+)\)\/d\(([^()]+)\)$/.exec(name);
    if (match === null) continue;
    const found = derive(model, { of: match[1]!, wrt: [match[2]!] });
    if ("kind" in found) return undefined;
    const { axes, value } = found.results[0]!;
    const params = axes.map((axis, k) => formalIndex(k + 1, axis.size));
    by.set(name, { params, body: rename(value, axes, params) });
  }
  return substituteTensors(expr, by);
}

interface FactScene {
  readonly final: Draft;
  readonly unknownNames: ReadonlySet<string>;
  readonly base: Model;
  readonly naming: Parameters<typeof toText>[1];
}

const relations: Readonly<Record<string, string>> = {
  "=": "==",
  "==": "==",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** Whether an equation states a fact about data: `\sum_j y_j = 1`. */
export function factLines(
  statement: TexStatement,
  role: string,
  { final, unknownNames, base, naming }: FactScene,
): string[] {
  const { sides, signs, continues } = statement;
  if ((role !== "fact" && role !== "claim") || sides.length !== 2 || continues) return [];
  const sign = Object.hasOwn(relations, signs[0]!.sign) ? relations[signs[0]!.sign] : undefined;
  if (sign === undefined || (role === "claim" && sign !== "==")) return [];
  const context = final.context();
  const [left, right] = sides.map((side) => evaluate(side, context).vals[0]);
  if (left === undefined || right === undefined || left.shape.length > 0 || right.shape.length > 0) return [];
  const isData = (name: string): boolean => unknownNames.has(name) || base.declarations.has(name);
  const names = tensorsOf(left.expr);
  if (names.length === 0 || !names.every(isData) || right.expr.kind !== "const") return [];
  return [`assume ${toText(left.expr, naming, left.expr.free)} ${sign} ${toText(right.expr, naming)}`];
}
