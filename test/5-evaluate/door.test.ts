import { describe, expect, it } from "vitest";
import { dense, evaluate, gradcheck, point, sameModuloPrimes, samplePoint } from "../../src/oracle.ts";
import { neg } from "../../src/core/build.ts";
import { notes, notesPoint } from "../support/notes.ts";

describe("the door of the oracle", () => {
  it("opens on all a user of the referees needs", () => {
    expect(evaluate(notes.h, [notes.j], notesPoint).shape).toEqual([4]);
    const { point: at, stratified } = samplePoint([notes.Cost], { seed: 3 });
    expect(stratified).toBe(true);
    const check = gradcheck(
      notes.Cost,
      [{ name: "W0", axes: [notes.i, notes.j], value: neg(notes.dW0) }],
      at,
    );
    expect(check.entries.some(({ verdict }) => verdict === "disagrees")).toBe(true);
    expect(sameModuloPrimes(notes.p, notes.p).verdict).toBe("same");
    expect(point({ x: dense([1, 2]) }).tensors.get("x")).toEqual(dense([1, 2]));
  });
});
