import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chainrule, folder } from "../support/cli.ts";
import { root } from "../support/sources.ts";

interface Numbers {
  readonly of: string;
  readonly value: unknown;
  readonly gradient: Record<string, number[][]>;
  readonly jacobian: Record<string, number[][]>;
  readonly hessian: Record<string, number[][]>;
}

const notes = ["examples/notes.chain", "--at", "examples/notes.json"] as const;
const numbers = async (...args: readonly string[]): Promise<Numbers> => {
  const { code, out, err } = await chainrule(["eval", ...args, "--json"]);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as Numbers;
};

/** The numbers of the notes, known to four digits after the point. */
const p = [0.5296, 0.1293, 0.3411];

describe("eval", () => {
  it.each([[[]], [["--oracle"]]])("gives the cost and the gradients of the notes %s", async (how) => {
    const { of, value, gradient } = await numbers(...notes, "--grad", "W0,W1", ...how);
    expect([of, (value as number).toFixed(6)]).toEqual(["Cost", "2.045613"]);
    expect(gradient.W0![1]!.map((entry) => entry.toFixed(4))).toEqual([
      "1.0825",
      "0.0000",
      "-1.0215",
      "1.1580",
    ]);
    expect(gradient.W1![1]!.map(Math.abs)).toEqual([0, 0, 0]);
    expect(Object.keys(gradient)).toEqual(["W0", "W1"]);
  });
  it("gives a Jacobian with the axes of the quantity first", async () => {
    const { value, jacobian } = await numbers(...notes, "--of", "p", "--jacobian", "W1,O");
    expect((value as number[]).map((entry) => entry.toFixed(4))).toEqual(p.map((entry) => entry.toFixed(4)));
    const [row] = jacobian.O!;
    expect(row![0]).toBeCloseTo(p[0]! * (1 - p[0]!), 4);
    expect(row![1]).toBeCloseTo(-p[0]! * p[1]!, 4);
    expect([jacobian.W1!.length, jacobian.W1![0]!.length]).toEqual([3, 4]);
  });
  it.each([[[]], [["--oracle"]]])("gives second derivatives, by an intermediate too %s", async (how) => {
    const { hessian } = await numbers(...notes, "--hessian", "O", ...how);
    const expected = p.map((a, i) => p.map((b, j) => a * (Number(i === j) - b)));
    for (const [i, row] of expected.entries()) {
      for (const [j, entry] of row.entries()) expect(hessian.O![i]![j]!).toBeCloseTo(entry, 3);
    }
  });
  it("agrees between kernel and oracle on every digit that matters", async () => {
    const [kernel, oracle] = [
      await numbers(...notes, "--grad", "W0,W1"),
      await numbers(...notes, "--grad", "W0,W1", "--oracle"),
    ];
    for (const name of ["W0", "W1"]) {
      for (const [k, entry] of kernel.gradient[name]!.flat().entries()) {
        expect(Math.abs(entry - oracle.gradient[name]!.flat()[k]!)).toBeLessThan(1e-12);
      }
    }
  });
  it("fixes open sizes by the data", async () => {
    const here = folder({
      "m.chain": "size n\ninput x[n]\nf = sum(x .^ 2)\n",
      "d.json": '{"x": [1, 2, 3, 4]}',
    });
    const { code, out } = await chainrule(["eval", "m.chain", "--at", "d.json", "--grad", "x"], {
      cwd: here,
    });
    expect([code, out]).toEqual([0, "f = 30\n\n∂f/∂x  [4]\n  2  4  6  8\n"]);
  });
  it("needs no data for what the quantity does not use", async () => {
    const data = JSON.parse(readFileSync(join(root, "examples/notes.json"), "utf8")) as Record<
      string,
      unknown
    >;
    delete data.y;
    const here = folder({ "d.json": JSON.stringify(data) });
    const run = await chainrule(["eval", "examples/notes.chain", "--at", join(here, "d.json"), "--of", "p"]);
    expect([run.code, run.err]).toEqual([0, ""]);
  });
  it("lets NaN and infinities through, as strings in JSON", async () => {
    const here = folder({
      "m.chain": "input x[3]\ny = 2 * x\nf = sum(x)\n",
      "d.json": '{"x": ["NaN", "Infinity", -0]}',
    });
    const { out } = await chainrule(["eval", "m.chain", "--at", "d.json", "--of", "y", "--json"], {
      cwd: here,
    });
    expect(out).toContain('"value": ["NaN", "Infinity", -0]');
  });
  it("warns of data that break an assumption, and names it", async () => {
    const data = JSON.parse(readFileSync(join(root, "examples/notes.json"), "utf8")) as Record<
      string,
      unknown
    >;
    const here = folder({ "d.json": JSON.stringify({ ...data, y: [1, 1, 0] }) });
    const { code, err } = await chainrule(["eval", "examples/notes.chain", "--at", join(here, "d.json")]);
    expect(code).toBe(0);
    expect(err).toContain("warning[W1040]: the data break the assumption sum(k, y[k]) == 1");
    expect(err).toContain("the left side is 2, the right side 1");
  });
});

describe("eval complains, with exit code 2,", () => {
  it("about data that do not fit, with both shapes, line and caret", async () => {
    const here = folder({ "m.chain": "input x[3]\nf = sum(x)\n", "d.json": '{\n  "x": [1, 2]\n}\n' });
    const { code, out, err } = await chainrule(["eval", "m.chain", "--at", "d.json"], { cwd: here });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("error[E1006]: x has shape [2], the model declares [3]\n --> d.json:2:8\n");
    expect(err).toContain("^^^^^^");
  });
  it("about broken JSON, in Korean when asked, and as JSON", async () => {
    const here = folder({ "m.chain": "input x[3]\nf = sum(x)\n", "d.json": '{"x": [1, 2 3]}' });
    const args = ["eval", "m.chain", "--at", "d.json", "--lang", "ko", "--json"];
    const { code, out, err } = await chainrule(args, { cwd: here });
    expect(code).toBe(2);
    expect(err).toContain("오류[E1003]: 올바른 JSON이 아닙니다");
    expect(JSON.parse(out)).toMatchObject({
      diagnostics: [{ code: "E1003", file: "d.json", line: 1, column: 13 }],
    });
  });
  it("about missing data, a missing --at, and a gradient of a tensor", async () => {
    const here = folder({ "m.chain": "input x[3]\ng = exp(x)\nf = sum(x)\n", "d.json": "{}" });
    const missing = await chainrule(["eval", "m.chain", "--at", "d.json"], { cwd: here });
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining("E1005")]);
    const at = await chainrule(["eval", "m.chain"], { cwd: here });
    expect([at.code, at.err]).toEqual([2, expect.stringContaining("--at <data> is missing")]);
    const tensor = await chainrule(["eval", "m.chain", "--at", "d.json", "--of", "g", "--grad", "x"], {
      cwd: here,
    });
    expect([tensor.code, tensor.err]).toEqual([2, expect.stringContaining("E1034")]);
  });
  it("about a point where there is no value", async () => {
    const here = folder({ "m.chain": "size n\ninput x[n]\nf = max(i, x[i])\n", "d.json": '{"x": []}' });
    for (const how of [[], ["--oracle"]]) {
      const { code, err } = await chainrule(["eval", "m.chain", "--at", "d.json", ...how], { cwd: here });
      expect([code, err]).toEqual([2, expect.stringContaining("E1035")]);
    }
  });
});
