import ts from "typescript";
import { elementary, type ElementaryName } from "../../codegen/3-emit/math/elementary.ts";
import type { Dialect, Spelling } from "../../codegen/3-emit/math/piece.ts";
import { supportText } from "../../codegen/3-emit/math/support.ts";

export function spelling(dialect: Dialect): Spelling {
  const taken = new Map<string, number>();
  const fresh = (stem: string): string => {
    const serial = (taken.get(stem) ?? 0) + 1;
    taken.set(stem, serial);
    return serial === 1 ? stem : `${stem}_${serial}`;
  };
  return { dialect, fresh, support: (name) => `${name}_` };
}

/** A module with one function `f(x)` that contains the piece twice, so that names must not clash. */
export function moduleOf(name: ElementaryName, dialect: Dialect): string {
  const own = spelling(dialect);
  const row = elementary[name];
  const first = row.text("x", own);
  const second = row.text("x", own);
  const type = dialect === "ts" ? ": number" : "";
  return [
    ...supportText(row.needs, own),
    `export function f(x${type})${type} {`,
    ...first.statements,
    ...second.statements,
    `const one = ${first.result};`,
    `const two = ${second.result};`,
    "return Object.is(one, two) ? one : NaN;",
    "}",
  ].join("\n");
}

const load = async (text: string): Promise<unknown> =>
  import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`);

/** The function as a kernel would compute it, from the JavaScript or from the TypeScript text. */
export async function runnable(
  name: ElementaryName,
  dialect: Dialect = "js",
): Promise<(x: number) => number> {
  const text = moduleOf(name, dialect);
  const { outputText } = ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const loaded = (await load(dialect === "ts" ? outputText : text)) as { f: (x: number) => number };
  return loaded.f;
}

/** The support of a module, to be looked at. */
export async function supportOf(
  names: Parameters<typeof supportText>[0],
): Promise<Readonly<Record<string, unknown>>> {
  const own = spelling("js");
  const list = [...names];
  const text = [
    ...supportText(list, own),
    `export { ${list.map((name) => `${name}_ as ${name}`).join(", ")} };`,
  ];
  return (await load(text.join("\n"))) as Readonly<Record<string, unknown>>;
}
