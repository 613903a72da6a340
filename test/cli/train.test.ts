import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chainrule, folder } from "../support/cli.ts";

const notes = ["train", "examples/notes.chain", "--data", "iris"] as const;

interface Trained {
  readonly ending: string;
  readonly target: string;
  readonly epoch: number;
  readonly losses: readonly number[];
  readonly training: { readonly accuracy: number; readonly rows: number };
  readonly heldOut: { readonly accuracy: number; readonly rows: number };
  readonly units: readonly { readonly tensor: string; readonly active: readonly number[] }[];
  readonly notices: readonly { readonly code: string }[];
}

const trained = async (...args: readonly string[]): Promise<Trained & { readonly code: number }> => {
  const { code, out, err } = await chainrule([...args, "--json"]);
  expect(err).toBe("");
  return { code, ...(JSON.parse(out) as Trained) };
};

describe("train", () => {
  it("trains the notes' network on Iris, the same for the same seed", async () => {
    const [first, again, other] = [
      await trained(...notes, "--seed", "3"),
      await trained(...notes, "--seed", "3"),
      await trained(...notes, "--seed", "4"),
    ];
    expect(first).toEqual(again);
    expect(first.losses).not.toEqual(other.losses);
    expect([first.code, first.ending, first.epoch, first.losses.length]).toEqual([0, "finished", 500, 500]);
    expect(first.losses.at(-1)!).toBeLessThan(first.losses[0]! / 3);
    expect(first.training.rows + first.heldOut.rows).toBe(150);
    expect(first.heldOut.accuracy).toBeGreaterThan(0.8);
    expect(first.units.map(({ tensor, active }) => [tensor, active.length])).toEqual([["a", 4]]);
  });
  it("computes in TypeScript or WebAssembly, as asked for or by the size of the model, and says so", async () => {
    const short = [...notes, "--epochs", "40", "--seed", "3"] as const;
    const [usual, wasm] = [await trained(...short), await trained(...short, "--target", "wasm")];
    expect([usual.target, wasm.target]).toEqual(["ts", "wasm"]);
    expect(wasm.losses).toEqual((await trained(...short, "--target", "wasm")).losses);
    for (const [k, loss] of wasm.losses.entries()) expect(loss).toBeCloseTo(usual.losses[k]!, 10);
    const { out } = await chainrule([...short, "--target", "wasm"]);
    expect(out).toContain("Computed in WebAssembly: as asked for.");
    expect((await chainrule(short)).out).toContain(
      "Computed in TypeScript: the faster one for a model of this size.",
    );
    const { code, err } = await chainrule([...short, "--target", "c"]);
    expect([code, err.includes("auto, ts, wasm")]).toEqual([2, true]);
  });
  it("takes momentum and Adam; what is no optimiser is a mistake of usage", async () => {
    for (const [optimiser, rate] of [
      ["momentum", "0.05"],
      ["adam", "0.02"],
    ] as const) {
      const run = await trained(
        ...notes,
        "--optimiser",
        optimiser,
        "--rate",
        rate,
        "--epochs",
        "60",
        "--seed",
        "3",
      );
      expect(run.losses.at(-1)!).toBeLessThan(run.losses[0]! / 2);
    }
    const { code, err } = await chainrule([...notes, "--optimiser", "newton"]);
    expect([code, err.includes("sgd, momentum, adam")]).toEqual([2, true]);
  });
  it("reports in text: loss curve, accuracy, confusion table; in Korean too", async () => {
    const { out } = await chainrule([...notes, "--epochs", "50"]);
    expect(out).toContain("finished after 50 epochs");
    expect(out).toContain("accuracy");
    expect(out).toMatch(/setosa\s+\d+/);
    expect((await chainrule([...notes, "--epochs", "5", "--lang", "ko"])).out).toContain("정확도");
  });
  it("saves weights and goes on from them, to the same bits as without a stop", async () => {
    const cwd = folder();
    const [half, rest, whole] = ["half.json", "rest.json", "whole.json"].map((name) => join(cwd, name));
    await chainrule([...notes, "--epochs", "20", "--save", half!]);
    await chainrule([...notes, "--epochs", "40", "--resume", half!, "--save", rest!]);
    await chainrule([...notes, "--epochs", "40", "--save", whole!]);
    expect(readFileSync(rest!, "utf8")).toBe(readFileSync(whole!, "utf8"));
  });
  it("reads CSV with a class column, in mini-batches and in single precision", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, k) => `${k % 2},${(k * 7) % 5},${k % 2 === 0 ? "even" : "odd"}`,
    );
    const cwd = folder({
      "d.csv": `a,b,kind\n${rows.join("\n")}\n`,
      "m.chain": "input x[2]\nparam w[2, 2]\nlabel y[2]\np = softmax(x * w)\nloss = -sum(y .* log(p))\n",
    });
    const args = [
      "train",
      "m.chain",
      "--data",
      "d.csv",
      "--labels",
      "kind",
      "--batch-size",
      "8",
      "--type",
      "f32",
      "--json",
    ];
    const { code, out, err } = await chainrule(args, { cwd });
    expect([code, err]).toEqual([0, ""]);
    expect((JSON.parse(out) as Trained).training.accuracy).toBe(1);
  });
  it("ends with 1 when it diverges, and says what helps", async () => {
    const rows = Array.from({ length: 10 }, (_, k) => `${k},${2 * k}`);
    const cwd = folder({
      "d.csv": `x,y\n${rows.join("\n")}\n`,
      "m.chain": "input x[1]\nparam w[1]\nlabel y\nloss = (x * w - y) ^ 2\n",
    });
    const args = ["train", "m.chain", "--data", "d.csv", "--no-standardise", "--rate", "10"];
    const { code, out } = await chainrule(args, { cwd });
    expect([code, out]).toEqual([1, expect.stringContaining("warning[W0901]")]);
    expect((await chainrule([...args.slice(0, -1), "0.001"], { cwd })).code).toBe(0);
  });
  it("warns of labels that break the model's assumption", async () => {
    const rows = Array.from({ length: 10 }, (_, k) => `${k},1,${k % 2}`);
    const cwd = folder({
      "d.csv": `x,y1,y2\n${rows.join("\n")}\n`,
      "m.chain":
        "input x[1]\nparam w[1, 2]\nlabel y[2]\nassume sum(k, y[k]) == 1\nloss = -sum(y .* log(softmax(x * w)))\n",
    });
    const { out } = await chainrule(
      ["train", "m.chain", "--data", "d.csv", "--labels", "y1,y2", "--epochs", "3"],
      { cwd },
    );
    expect(out).toContain("warning[W0906]: the data break the assumption sum(k, y[k]) == 1");
  });
});

describe("train complains, with exit code 2,", () => {
  it("about data that do not fit the model, with the place", async () => {
    const cwd = folder({
      "d.csv": "a,b,c,kind\n1,2,x,u\n3,4,5,v\n",
      "m.chain": "input x[3]\nparam w[3, 2]\nlabel y[2]\nloss = -sum(y .* log(softmax(x * w)))\n",
    });
    const { code, out, err } = await chainrule(["train", "m.chain", "--data", "d.csv"], { cwd });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("error[E0904]");
    expect(err).toContain("d.csv:2");
    const asJson = await chainrule(["train", "m.chain", "--data", "d.csv", "--json"], { cwd });
    expect(JSON.parse(asJson.out)).toMatchObject({
      diagnostics: [{ code: "E0904", file: "d.csv", line: 2 }],
    });
  });
  it("about weights that are none, and writes nothing then", async () => {
    const cwd = folder({ "w.json": "{}" });
    const saved = join(cwd, "new.json");
    const { code, err } = await chainrule([...notes, "--resume", join(cwd, "w.json"), "--save", saved]);
    expect([code, err]).toEqual([2, expect.stringContaining("E0914")]);
    expect(existsSync(saved)).toBe(false);
  });
  it("about a rate, an epoch count and a share that are none, and a size without a value", async () => {
    expect((await chainrule([...notes, "--rate", "-1"])).err).toContain("a number greater than 0");
    expect((await chainrule([...notes, "--epochs", "1.5"])).err).toContain("a whole number from 0");
    expect((await chainrule([...notes, "--hold-out", "1"])).err).toContain("from 0 to less than 1");
    const cwd = folder({ "m.chain": "size n\ninput x[n]\nparam w[n]\nlabel y\nloss = (x * w - y) ^ 2\n" });
    expect((await chainrule(["train", "m.chain", "--data", "iris"], { cwd })).err).toContain("E1042");
  });
});
