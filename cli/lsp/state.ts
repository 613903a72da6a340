import type { Range, TextDocumentPositionParams } from "vscode-languageserver/node";
import type { DerivationText, Lang, Model, Status } from "../../src/index.ts";
import { describe, kindText, shapeOf } from "./describe.ts";
import { axesOf, lineAt, type ReadLine, subjectOf, truthOf, verdictText } from "./lines.ts";
import type { Page } from "./page.ts";
import { say } from "./words.ts";

/** The custom request: `{ textDocument, position }` gives a `State`, or null for a document nothing is known of. */
export const stateRequest = "chainrule/state";

export type StateParams = TextDocumentPositionParams;

interface Quantity {
  readonly name: string;
  readonly role: string;
  /** Lengths of the axes: numbers, or names of sizes. */
  readonly shape: readonly string[];
  readonly definition?: string;
}

interface Goal {
  /** What is wanted: `d(Cost)/d(W0[i, j])`. */
  readonly of: string;
  readonly shape: readonly string[];
  /** What the line should say, or the closed form of the derivative it is about. */
  readonly expected?: string;
}

/** What is known at a place of a derivation. */
export interface State {
  readonly version: number;
  readonly quantities: readonly Quantity[];
  readonly sizes: readonly { readonly name: string; readonly value?: number }[];
  /** Facts the text states. */
  readonly assumptions: readonly string[];
  /** The lines before this one that hold. */
  readonly have: readonly { readonly line: number; readonly text: string; readonly status: Status }[];
  /** The line at the cursor, where there is one. */
  readonly line?: {
    readonly range: Range;
    readonly number: number;
    readonly text: string;
    /** Indices that are free in it, with their lengths. */
    readonly indices: readonly { readonly name: string; readonly size: string }[];
    readonly status?: Status;
    readonly code?: string;
    readonly needs?: readonly string[];
  };
  readonly goal?: Goal;
  /** All of it for people, in the client's language. */
  readonly text: string;
}

export function stateAt(
  read: DerivationText,
  lines: readonly ReadLine[],
  page: Page,
  offset: number,
  lang: Lang,
): State {
  const { model } = read;
  const here = lineAt(lines, page.text, offset);
  const before = lines.slice(0, here === undefined ? undefined : lines.indexOf(here));
  const names = [...model.declarations.keys(), ...model.definitions.keys()];
  const quantities = names.flatMap((name) => describe(model, name) ?? []);
  const have = before.flatMap(({ judged }) =>
    judged === undefined || (judged.status !== "proved" && judged.status !== "conditional")
      ? []
      : [{ line: judged.line, text: judged.text.replaceAll("&", "").trim(), status: judged.status }],
  );
  const assumptions = [
    ...model.assumptions.map(({ text }) => text),
    ...model.facts.map(({ text }) => text),
    ...model.properties.map(({ name, property }) => `${name} ${property}`),
  ];
  const goal = here && goalOf(here, model);
  const known = quantities.map((one) => one.definition ?? `${one.name}${bracketed(one.shape ?? [])}`);
  return {
    version: page.version,
    quantities: quantities.map(({ name, role, shape, definition }) => ({
      name,
      role,
      shape: (shape ?? []).map(({ key }) => key),
      ...(definition === undefined ? {} : { definition }),
    })),
    sizes: [...model.sizes.values()].map(({ name, value }) => ({
      name,
      ...(value === undefined ? {} : { value }),
    })),
    assumptions,
    have,
    ...(here === undefined ? {} : { line: lineOf(here, page) }),
    ...(goal === undefined ? {} : { goal }),
    text: [
      ...section(say(lang, "known"), [
        ...known.map((text, k) => `${text}   ${kindText(quantities[k]!, lang)}`),
        ...assumptions,
      ]),
      ...section(
        say(lang, "have"),
        have.map(({ line, text }) => `${text}   (${say(lang, "line", { line })})`),
      ),
      ...(here === undefined || goal === undefined
        ? []
        : section(say(lang, "goal"), goalText(here, goal, lang))),
    ].join("\n"),
  };
}

const bracketed = (sizes: readonly { readonly key: string }[]): string =>
  sizes.length === 0 ? "" : `[${sizes.map(({ key }) => key).join(", ")}]`;

const section = (title: string, rows: readonly string[]): readonly string[] =>
  rows.length === 0 ? [] : [title, ...rows.map((row) => `  ${row}`)];

function goalOf(here: ReadLine, model: Model): Goal | undefined {
  const { read } = here;
  if (read.kind === "statement") return undefined;
  const axes = axesOf(read);
  const expected = truthOf(here, model);
  return {
    of: subjectOf(read),
    shape: axes.map(({ size }) => size.key),
    ...(expected === undefined ? {} : { expected }),
  };
}

function goalText({ read, judged }: ReadLine, { of, expected }: Goal, lang: Lang): readonly string[] {
  const shape = shapeOf(axesOf(read).map(({ size }) => size));
  const verdict = judged && verdictText(judged, lang);
  return [
    `⊢ ${of} : ${shape === "" ? say(lang, "scalar") : shape}`,
    ...(expected === undefined ? [] : [`  ${expected}`]),
    ...(verdict === undefined ? [] : [verdict]),
  ];
}

const lineOf = ({ read, judged }: ReadLine, page: Page): NonNullable<State["line"]> => ({
  range: page.range(read.span),
  number: read.number,
  text: read.text,
  indices: axesOf(read).map(({ name, size }) => ({ name, size: size.key })),
  ...(judged === undefined ? {} : { status: judged.status }),
  ...(judged?.code === undefined ? {} : { code: judged.code }),
  ...(judged?.needs === undefined ? {} : { needs: judged.needs }),
});
