import { describe, expect, it } from "vitest";
import { chainrule, folder } from "../support/cli.ts";

interface Checked {
  readonly entries: readonly {
    readonly wrt: string;
    readonly index: readonly number[];
    readonly central: number;
    readonly left: number;
    readonly right: number;
    readonly verdict: string;
  }[];
  readonly maxRelativeError: number;
  readonly slope: number;
  readonly vacuous: boolean;
  readonly generic?: readonly unknown[];
}

const check = async (...args: readonly string[]): Promise<Checked & { readonly code: number }> => {
  const { code, out } = await chainrule(["gradcheck", ...args, "--json"]);
  return { code, ...(JSON.parse(out) as Checked) };
};

describe("gradcheck", () => {
  it("finds all 24 partials of the notes right", async () => {
    const { code, entries, maxRelativeError, slope, vacuous } = await check(
      "examples/notes.chain",
      "--at",
      "examples/notes.json",
    );
    expect([code, entries.length, vacuous]).toEqual([0, 24, false]);
    expect(entries.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
    expect(maxRelativeError).toBeLessThan(1e-8);
    expect(slope).toBeCloseTo(2, 1);
  });
  it("tells a kink from an error: the one-sided slopes differ, and the formula lies between them", async () => {
    const { code, entries } = await check(
      "examples/notes.chain",
      "--at",
      "examples/notes-kink.json",
      "--wrt",
      "W0",
    );
    expect(code).toBe(0);
    const kinks = entries.filter(({ verdict }) => verdict === "kink");
    expect(kinks.map(({ wrt, index }) => [wrt, ...index])).toEqual([
      ["W0", 1, 3],
      ["W0", 2, 3],
      ["W0", 3, 3],
    ]);
    expect(kinks[0]!.central).toBeCloseTo(-0.2971, 4);
    expect([kinks[0]!.left, kinks[0]!.right].sort((a, b) => a - b)[0]).toBeCloseTo(-0.5942, 4);
  });
  it("draws some of the entries on request, the same for the same seed, and says so", async () => {
    const { code, entries } = await check("examples/notes.chain", "--entries", "5");
    expect(code).toBe(0);
    expect(["W0", "W1"].map((name) => entries.filter(({ wrt }) => wrt === name).length)).toEqual([5, 5]);
    const again = await check("examples/notes.chain", "--entries", "5");
    expect(again.entries).toEqual(entries);
    const text = await chainrule(["gradcheck", "examples/notes.chain", "--entries", "5", "--lang", "ko"]);
    expect(text.out).toContain("24개 중");
    expect((await chainrule(["gradcheck", "examples/notes.chain", "--entries", "0"])).code).toBe(2);
  });
  it("draws a few of a hundred thousand partials, against a kernel that agrees with the oracle", async () => {
    const { code, entries, maxRelativeError } = await check("examples/mnist.chain");
    expect([code, entries.length]).toEqual([0, 20 + 20 + 20 + 10]);
    expect(maxRelativeError).toBeLessThan(1e-8);
  });
  it("checks at a random point by itself, the same for the same seed", async () => {
    const [first, again, other] = [
      await check("examples/notes.chain", "--seed", "7"),
      await check("examples/notes.chain", "--seed", "7"),
      await check("examples/notes.chain", "--seed", "8"),
    ];
    expect(first).toEqual(again);
    expect(first.entries).not.toEqual(other.entries);
    expect([first.code, other.code]).toEqual([0, 0]);
  });
  it("says when a point proves nothing, and checks generic points instead", async () => {
    const here = folder({ "m.chain": "param w[2]\nf = sum(w .^ 2)\n", "d.json": '{"w": [0, 0]}' });
    const { code, out } = await chainrule(["gradcheck", "m.chain", "--at", "d.json"], { cwd: here });
    expect(code).toBe(0);
    expect(out).toContain("this point proves nothing");
    expect(out.match(/At a generic point instead/g)).toHaveLength(3);
  });
  it("prints totals alone when all is well, every partial with --all, and Korean", async () => {
    const notes = ["gradcheck", "examples/notes.chain", "--at", "examples/notes.json"];
    const { out } = await chainrule(notes);
    expect(out).toMatch(
      /^24 partials: 24 agree, 0 at a kink, 0 disagree; largest relative error \S+, Taylor slope 2\.00\n$/,
    );
    expect((await chainrule([...notes, "--all"])).out.split("\n").length).toBeGreaterThan(24);
    expect((await chainrule([...notes, "--lang", "ko"])).out).toContain("편미분 24개: 일치 24");
  });
  it("ends with 1 where the closed form is wrong: under an assumption the data break", async () => {
    const here = folder({
      "m.chain": "param z[2]\nlabel y[2]\nassume sum(k, y[k]) == 1\nf = -sum(y .* log(softmax(z)))\n",
      "d.json": '{"z": [0, 0.5], "y": [1, 1]}',
    });
    const { code, out, err } = await chainrule(["gradcheck", "m.chain", "--at", "d.json"], { cwd: here });
    expect([code, err]).toEqual([1, expect.stringContaining("W1040")]);
    expect(out).toMatch(/z\[1\].*disagrees/);
  });
  it("complains about a tensor, data that do not fit, and a seed that is none", async () => {
    const here = folder({ "m.chain": "input x[3]\ng = exp(x)\nf = sum(x)\n", "d.json": '{"x": 1}' });
    expect((await chainrule(["gradcheck", "m.chain", "--of", "g"], { cwd: here })).err).toContain("E1034");
    const data = await chainrule(["gradcheck", "m.chain", "--at", "d.json"], { cwd: here });
    expect([data.code, data.err]).toEqual([2, expect.stringContaining("E1006")]);
    const seed = await chainrule(["gradcheck", "m.chain", "--seed", "x"], { cwd: here });
    expect([seed.code, seed.err]).toEqual([2, expect.stringContaining("a whole number from 0 is expected")]);
  });
});
