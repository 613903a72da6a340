import { type Check, type Declaration, tensorsOf } from "../../src/index.ts";
import { word } from "../messages/catalogue.ts";
import type { Terminal } from "../terminal.ts";

/** `Cost(W0[3, 4], W1[4, 3]; I[3], y[3])`: the quantity, its parameters, its data. */
export function modelLine({ model }: Check): readonly string[] {
  // A number such as M = #output is a scalar too, and nothing to differentiate.
  const quantity = [...model.definitions.values()].findLast(({ shape, value }) => shape.length === 0 && tensorsOf(value).length > 0)?.name; // prettier-ignore
  const declared = [...model.declarations.values()].filter(({ value }) => value === undefined);
  const shown = (isParameter: boolean): string =>
    declared.filter(({ role }) => (role === "param") === isParameter).map(entry).join(", "); // prettier-ignore
  const parts = [shown(true), shown(false)].filter((part) => part !== "");
  return quantity === undefined || parts.length === 0 ? [] : [`${quantity}(${parts.join("; ")})`];
}

const entry = ({ name, shape }: Declaration): string =>
  shape.length === 0 ? name : `${name}[${shape.map(({ key }) => key).join(", ")}]`;

const isAlias = (statement: string): boolean => statement.startsWith("alias ");

/** The declarations among the statements, those of one kind together: `input x[3], z[3]`; before them the remarks. */
function grouped(statements: readonly string[]): readonly string[] {
  const remarks = statements.flatMap((statement) => /^# (.*)$/.exec(statement)?.[1] ?? []);
  const groups = new Map<string, string[]>();
  for (const statement of statements) {
    const [, keyword, rest] =
      /^(size|input|param|label|const|assume) (.+?)(?:\s*#.*)?$/.exec(statement) ?? [];
    if (keyword !== undefined) groups.set(keyword, [...(groups.get(keyword) ?? []), rest!]);
  }
  return [...remarks, ...[...groups].map(([keyword, rest]) => `${keyword} ${rest.join(", ")}`)];
}

/** What names were taken for, and what was inferred beside them: the author confirms or corrects it. */
export function namesLine({ inferred }: Check, verbose: boolean, here: Terminal): readonly string[] {
  const { language, paintOut, unicode } = here;
  const same = unicode ? " ≡ " : " = ";
  const names = inferred
    .filter(isAlias)
    .map((statement) =>
      statement.replace(/^alias (\S+) = (\S+).*$/, (_, name: string, meant: string) => name + same + meant),
    );
  const declared = grouped(inferred);
  const rows: readonly (readonly [string, readonly string[], string])[] = [
    [word(language, "inferred"), verbose ? [] : declared, ""],
    [word(language, "names"), names, word(language, "confirmNames")],
  ];
  return rows.flatMap(([title, list, remark]) =>
    list.length === 0
      ? []
      : [
          `${paintOut("dim", `${title}:`)} ${list.join(list === names ? ", " : "; ")}${remark === "" ? "" : paintOut("dim", `  (${remark})`)}`,
        ],
  );
}

/** Everything that was inferred, as statements of a model file. */
export const statementLines = ({ inferred }: Check, { language, paintOut }: Terminal): readonly string[] =>
  inferred.length === 0
    ? []
    : [paintOut("dim", `${word(language, "inferred")}:`), ...inferred.map((statement) => `    ${statement}`)];
