import { describe, expect, it } from "vitest";
import { readModel } from "../../../src/2-elaborate/elaborate.ts";
import { checkNow } from "../../../src/7-verify/check.ts";
import { Exercises, slipExercise } from "../../../src/7-verify/exercise/exercise.ts";
import { slips } from "../../../src/7-verify/judge/slips.ts";
import { sources } from "../judge/traces.ts";

const seeds = Array.from({ length: 3 }, (_, k) => 100 + k);

describe("exercises", () => {
  it.each(sources.map((one) => [one.name, one] as const))("%s: the slip is found in its line, and only it", (_name, { text, of }) => {
    const exercises = new Exercises(readModel(text), of);
    for (const { status, text: line } of checkNow(exercises.solution, { kind: "chain" }).lines)
      expect(status, line).toBe("proved");
    for (const seed of seeds) {
      const exercise = exercises.at(seed)!;
      expect(slips.map(({ id }) => id)).toContain(exercise.slip);
      expect(exercise.text.split("\n")[exercise.line - 1]).toContain(`= ${exercise.wrong}`);
      expect(exercise.wrong).not.toBe(exercise.right);
      const { lines } = checkNow(exercise.text, { kind: "chain" });
      const wrong = lines.filter(({ status, follows }) => status !== "proved" && follows === undefined);
      expect(wrong.map(({ line }) => line), exercise.text).toEqual([exercise.line]);
      expect(["refuted", "conditional"]).toContain(wrong[0]!.status);
      expect(wrong[0]!.slip, exercise.text).toBeDefined();
    }
  }); // prettier-ignore

  it("are the same for the same seed, and others for another", () => {
    const model = readModel(sources[0]!.text);
    expect(slipExercise(model, 7)).toEqual(slipExercise(model, 7));
    const texts = new Set([1, 2, 3, 4, 5].map((seed) => slipExercise(model, seed)!.text));
    expect(texts.size).toBeGreaterThan(2);
  });

  it("all of one slip are wrong in the line they name, and nowhere else", () => {
    const exercises = new Exercises(readModel(sources[0]!.text), sources[0]!.of);
    const signs = [...exercises.all("sign")];
    expect(signs.length).toBeGreaterThan(1);
    for (const { wrt, slip, text, line, right, wrong } of signs) {
      expect(slip).toBe("sign");
      const lines = exercises.solution.split("\n");
      expect(lines[line - 1]).toContain(`/d(${wrt}`);
      expect(lines[line - 1]!.endsWith(`= ${right}`)).toBe(true);
      lines[line - 1] = lines[line - 1]!.replace(`= ${right}`, () => `= ${wrong}`);
      expect(text).toBe(lines.join("\n"));
    }
    const [{ wrt }] = signs as [(typeof signs)[0]];
    expect([...exercises.all("sign", wrt)]).toEqual(signs.filter((one) => one.wrt === wrt));
    expect([...exercises.all("no-slip")]).toEqual([]);
    expect([...exercises.all("sign", "nothing")]).toEqual([]);
  });

  it("there are none where nothing can be differentiated", () => {
    expect(slipExercise(readModel("input x[3]"), 1)).toBeUndefined();
    expect(slipExercise(readModel("input x[3]\ny[i] = 2 * x[i]"), 1)).toBeUndefined();
    expect(slipExercise(readModel("input x[3]\nC = sum(i, x[i])"), 1, "D")).toBeUndefined();
  });
});
