import { describe, expect, it } from "vitest";
import type { TrainingOptions } from "../../train/index.ts";
import {
  chooseColumns,
  irisFeatures,
  openSession,
  predict,
  readCsv,
  readIris,
  readWeights,
  train,
  TrainError,
  trainInSlices,
  writeWeights,
} from "../../train/index.ts";
import { referenceKernel } from "./reference.ts";

const iris = chooseColumns(await readIris(), { features: irisFeatures });
const kernel = referenceKernel();
const options: TrainingOptions = { epochs: 500, rate: 0.5, seed: 1 };
const wholeIris: TrainingOptions = { ...options, heldOutShare: 0 };

const median = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
};
const codes = (result: { readonly notices: readonly { readonly code: string }[] }) =>
  result.notices.map(({ code }) => code);

describe("training the notes' network on Iris, full batch, rate 0.5, He, 500 epochs", () => {
  const runs = Array.from({ length: 50 }, (_, k) => train(kernel, iris, { ...wholeIris, seed: k + 1 }));

  it("reaches the published medians over 50 seeds: accuracy 0.96, loss 0.070", () => {
    expect(median(runs.map(({ training }) => training.accuracy!))).toBeCloseTo(0.96, 2);
    expect(median(runs.map(({ training }) => training.loss))).toBeCloseTo(0.07, 3);
  });

  it("gets stuck at seed 11 with loss .733 and accuracy .333: unit 2 is dead, the others are on for at most 51 rows", () => {
    const { training, units, notices } = runs[10]!;
    expect(training.loss).toBeCloseTo(0.733, 3);
    expect(training.accuracy).toBeCloseTo(1 / 3, 12);
    expect(units[0]!.active).toEqual([51, 0, 50, 39]);
    expect(notices).toContainEqual({ code: "W0903", values: { tensor: "a", unit: 2, rows: 150 } });
    expect(codes(runs[10]!)).toContain("W0904");
    expect(codes(runs[10]!)).toContain("N0905");
  });

  it("ends at accuracy .667 for seeds 13, 17, 22 and 24, with a class that is never predicted", () => {
    for (const seed of [13, 17, 22, 24]) {
      expect(runs[seed - 1]!.training.accuracy).toBeCloseTo(2 / 3, 12);
      expect(codes(runs[seed - 1]!)).toContain("W0904");
    }
  });

  it("names no never-predicted class where all three are predicted", () => {
    expect(runs[0]!.training.accuracy).toBeCloseTo(0.96, 12);
    expect(codes(runs[0]!)).not.toContain("W0904");
  });

  it("says that rate 5 is no better at seed 11", () => {
    const { training } = train(kernel, iris, { ...wholeIris, seed: 11, rate: 5 });
    expect(training.loss).toBeCloseTo(0.732, 3);
  });
});

describe("a training run", () => {
  const held = train(kernel, iris, options);

  it("measures accuracy on rows it has not trained on, of each class alike", () => {
    expect([held.training.rows, held.heldOut.rows]).toEqual([120, 30]);
    expect(held.heldOut.confusion!.map((row) => row.reduce((a, b) => a + b))).toEqual([10, 10, 10]);
    expect(held.heldOut.accuracy).toBeGreaterThan(0.85);
  });

  it("has the loss of its last epoch above that of its last weights, and no more", () => {
    expect(held.losses).toHaveLength(500);
    expect(held.training.loss).toBeLessThan(held.losses.at(-1)!);
    expect(held.losses.at(-1)! - held.training.loss).toBeLessThan(1e-3);
  });

  it("gives the same bits again", () => {
    expect(train(kernel, iris, options)).toEqual(held);
    expect(train(kernel, iris, { ...options, seed: 2 }).weights.params).not.toEqual(held.weights.params);
  });

  it.each([undefined, 16])(
    "gives the same bits when saved, reloaded and gone on with (batch size %s)",
    (batchSize) => {
      const run = { ...options, epochs: 60, ...(batchSize === undefined ? {} : { batchSize }) };
      const whole = train(kernel, iris, run);
      const half = train(kernel, iris, { ...run, epochs: 25 });
      const reloaded = readWeights(writeWeights(half.weights), "weights.json");
      expect(reloaded).toEqual(half.weights);
      const rest = train(kernel, iris, { ...run, start: reloaded });
      expect([...half.losses, ...rest.losses]).toEqual(whole.losses);
      expect(rest.weights).toEqual(whole.weights);
      expect(rest.epoch).toBe(60);
    },
  );

  it("goes on with other rows under the scaling the weights were learnt with", () => {
    const half = train(kernel, iris, { ...options, epochs: 5 });
    const stretched = { ...iris, features: iris.features.map((x) => 3 * x + 1) };
    const rest = train(kernel, stretched, { ...options, epochs: 6, start: half.weights });
    expect(rest.weights.scaling).toEqual(half.weights.scaling);
    expect(rest.losses[0]).toBeGreaterThan(half.losses.at(-1)!);
  });

  it("is the same in slices, and tells every epoch", async () => {
    const epochs: number[] = [];
    const session = openSession(kernel, iris, options);
    const result = await trainInSlices(session, { onEpoch: ({ epoch }) => epochs.push(epoch) }, 1);
    expect(result).toEqual(held);
    expect(epochs).toEqual(Array.from({ length: 500 }, (_, k) => k + 1));
  });

  it("ends early when aborted, and keeps what it has", async () => {
    const stop = new AbortController();
    const onEpoch = ({ epoch }: { epoch: number }) => epoch === 10 && stop.abort();
    const result = train(kernel, iris, options, { onEpoch, signal: stop.signal });
    expect([result.ending, result.epoch, result.losses.length]).toEqual(["aborted", 10, 10]);
    const sliced = await trainInSlices(openSession(kernel, iris, options), { signal: stop.signal });
    expect([sliced.ending, sliced.epoch]).toEqual(["aborted", 0]);
    expect(sliced.weights.params).toEqual(train(kernel, iris, { ...options, epochs: 0 }).weights.params);
  });

  it("diverges at an absurd rate, stops, says so and keeps finite weights", () => {
    const result = train(kernel, iris, { ...options, rate: 1e200 });
    expect(result.ending).toBe("diverged");
    expect(result.losses.length).toBeLessThan(500);
    expect(codes(result)).toContain("W0901");
    expect(result.weights.params.every(({ values }) => values.every(Number.isFinite))).toBe(true);
    expect(result.epoch).toBe(result.losses.length - 1);
  });

  it("propagates NaN in the data to the loss of the first epoch and says it was there from the start", () => {
    const features = iris.features.slice();
    features[7] = Number.NaN;
    const result = train(kernel, { ...iris, features }, { ...wholeIris, standardise: false });
    expect(result.losses).toEqual([Number.NaN]);
    expect(codes(result)).toContain("W0909");
  });

  it("adds the constant 1 that the third input asks for, and says so", () => {
    expect(held.notices).toContainEqual({ code: "N0908", values: { name: "I", size: 3, found: 2 } });
    const three = chooseColumns({ ...irisTable(), source: "iris" }, { features: ["a", "b", "c"] });
    expect(codes(train(kernel, three, { ...options, epochs: 1, heldOutShare: 0 }))).not.toContain("N0908");
  });

  it("warns when the labels break the model's assumption, naming it and the first row", async () => {
    const multi = chooseColumns(
      await readCsv("p,q,label1,label2,label3\n1,2,0,1,0\n2,1,1,1,0\n0,1,0,0,1", "s.csv"),
    );
    const assumedLabelSum = { text: "sum(k, y[k]) == 1", total: 1 };
    const result = train(kernel, multi, { ...wholeIris, epochs: 1, assumedLabelSum });
    const values = { assumption: "sum(k, y[k]) == 1", count: 1, rows: 3, row: 2, sum: 2 };
    expect(result.notices).toContainEqual({ code: "W0906", values });
    expect(codes(train(kernel, iris, { ...options, epochs: 1, assumedLabelSum }))).not.toContain("W0906");
  });

  it("predicts for flowers in centimetres what it predicts while training", () => {
    const all = train(kernel, iris, wholeIris);
    const { classes, values } = predict(kernel, all.weights, iris.features);
    const correct = classes.filter((label, row) => iris.targets[row * 3 + label] === 1).length;
    expect(correct / 150).toBe(all.training.accuracy);
    expect(Array.from(values).reduce((sum, p) => sum + p, 0)).toBeCloseTo(150, 9);
  });
});

describe("a run that cannot be", () => {
  it.each([
    [{ epochs: -1 }, "E0918"],
    [{ epochs: 1.5 }, "E0918"],
    [{ rate: 0 }, "E0918"],
    [{ rate: Number.NaN }, "E0918"],
    [{ batchSize: 0 }, "E0918"],
    [{ heldOutShare: 1 }, "E0918"],
    [{ heldOutShare: -0.1 }, "E0918"],
    [{ seed: -3 }, "E0901"],
  ])("with %j is refused with %s", (change, code) => {
    expect(refusal(() => train(kernel, iris, { ...options, ...change }))).toBe(code);
  });

  it("is refused when data and model do not fit", () => {
    expect(refusal(() => train(referenceKernel(7), iris, options))).toBe("E0912");
    expect(refusal(() => train(referenceKernel(2, 4, 2), iris, options))).toBe("E0913");
    expect(refusal(() => train({ ...kernel, params: [] }, iris, options))).toBe("E0919");
  });

  it("is refused when a class has one row and some are to be held out", async () => {
    const lone = chooseColumns(await readCsv("a,b,class\n1,2,x\n2,1,y\n3,3,y\n0,0,z\n1,1,z", "s"));
    expect(refusal(() => train(kernel, lone, options))).toBe("E0920");
  });

  it("is refused when saved weights are of another run or model", () => {
    const start = train(kernel, iris, { ...options, epochs: 2 }).weights;
    const goOn = (change: Partial<TrainingOptions>) => () =>
      train(kernel, iris, { ...options, start, ...change });
    expect(refusal(goOn({ seed: 2 }))).toBe("E0921");
    expect(refusal(goOn({ batchSize: 3 }))).toBe("E0921");
    expect(refusal(goOn({ heldOutShare: 0.5 }))).toBe("E0921");
    expect(refusal(goOn({ epochs: 1 }))).toBe("E0918");
    expect(refusal(goOn({ start: { ...start, model: "other" } }))).toBe("E0917");
    expect(refusal(goOn({ start: { ...start, features: ["sepal length"] } }))).toBe("E0921");
    expect(refusal(goOn({ start: { ...start, params: start.params.slice(1) } }))).toBe("E0916");
    expect(refusal(() => train(referenceKernel(3, 5), iris, { ...options, start }))).toBe("E0915");
    expect(refusal(goOn({ rate: 0.1 }))).toBeUndefined();
  });
});

function refusal(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof TrainError) return error.code;
    throw error;
  }
  return undefined;
}

/** Nine rows of three features and three classes. */
function irisTable() {
  const rows = Array.from({ length: 9 }, (_, k) => [k, k % 2, k % 4, "xyz"[k % 3]!]);
  return { columns: ["a", "b", "c", "class"], rows, placeOf: () => ({ file: "iris" }) };
}
