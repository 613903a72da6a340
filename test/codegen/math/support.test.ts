import { describe, expect, it } from "vitest";
import { all, type BigNumber, create } from "mathjs";
import { elementary } from "../../../codegen/3-emit/math/elementary.ts";
import { supportNames, supportText } from "../../../codegen/3-emit/math/support.ts";
import { spelling, supportOf } from "../../support/elementary.ts";
import { exactly } from "../../support/ulp.ts";
import ts from "typescript";

const math = create(all!, { number: "BigNumber", precision: 64 });
const big = (x: number): BigNumber => math.bignumber(x);
const nearest = (x: BigNumber): number => Number(x.toString());

describe("the tables of generated modules", () => {
  it("hold 2^(i/128) and the relative rest of its rounding, each correctly rounded", async () => {
    const table = (await supportOf(["expTable"])).expTable as Float64Array;
    for (let i = 0; i < 128; i++) {
      const exact = big(2).pow(big(i).div(128));
      expect(table[2 * i + 1]).toBe(nearest(exact));
      const rest = exact.minus(exactly(table[2 * i + 1]!)).div(exactly(table[2 * i + 1]!));
      expect(Math.abs(table[2 * i]! - nearest(rest))).toBeLessThanOrEqual(Math.abs(nearest(rest)) * 2 ** -52);
    }
  });

  it.each(["logTable", "logTableFromOne"] as const)(
    "%s: 1/c, log c in a head of 42 bits and a rest",
    async (name) => {
      const table = (await supportOf([name]))[name] as Float64Array;
      const rows = table.length / 3;
      expect(rows).toBe(name === "logTable" ? 128 : 961);
      for (let i = 0; i < rows; i += name === "logTable" ? 1 : 31) {
        const [inverse, head, rest] = [...table.subarray(3 * i, 3 * i + 3)] as [number, number, number];
        const exact =
          name === "logTable"
            ? exactly(inverse).ln().neg()
            : big(i + 64)
                .div(64)
                .ln();
        if (name === "logTable") expect(Number.isInteger(inverse * 512)).toBe(true);
        else expect(inverse).toBe(1 / (1 + i / 64));
        expect(Number.isInteger(head * 2 ** 42)).toBe(true);
        expect(rest).toBe(nearest(exact.minus(exactly(head))));
      }
    },
  );

  it("hold all powers of two", async () => {
    const table = (await supportOf(["twoTo"])).twoTo as Float64Array;
    expect([table[0], table[1], table[1024], table[2047]]).toEqual([2 ** -1024, 2 ** -1023, 1, 2 ** 1023]);
    for (let k = 1; k < 2048; k++) expect(table[k]).toBe(2 * table[k - 1]!);
  });
});

describe("the support of a module", () => {
  it("stands after what it needs, each name once", () => {
    for (const name of supportNames) {
      const text = supportText([name, name], spelling("js"));
      const declared = new Set<string>();
      for (const line of text) {
        const head = /^(?:const|function) (\w+_)\b/.exec(line)?.[1];
        if (head !== undefined) {
          expect(declared.has(head)).toBe(false);
          declared.add(head);
        }
        for (const [used] of line.matchAll(/\b[a-zA-Z]+_\b/g)) expect(declared).toContain(used);
      }
    }
  });

  it("type-checks in the strictest module", () => {
    const all = supportText(supportNames, spelling("ts")).map((line) =>
      line.replace(/^(?=const|function)/, "export "),
    );
    const own = spelling("ts");
    const pieces = Object.values(elementary).flatMap((row, k) => {
      const { statements, result } = row.text(`x${k}`, own);
      return [`export function f${k}(x${k}: number): number {`, ...statements, `return ${result};`, "}"];
    });
    const text = [...all, ...pieces].join("\n");
    const options: ts.CompilerOptions = {
      strict: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      target: ts.ScriptTarget.ES2022,
      noEmit: true,
      types: [],
    };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, target) =>
      name === "module.ts" ? ts.createSourceFile(name, text, target) : read(name, target);
    const problems = ts.getPreEmitDiagnostics(ts.createProgram(["module.ts"], options, host));
    expect(problems.map(({ messageText }) => messageText)).toEqual([]);
  });
});
