import { describe, expect, it } from "vitest";
import { Cards } from "../../web/routes/slips/cards.ts";
import { Desk } from "../../web/routes/slips/desk.ts";
import { slipNames } from "../../web/routes/slips/names.ts";

const desk = new Desk({});

describe("made-up cards", () => {
  it("are more than 200, each with one changed line", () => {
    const cards = new Cards();
    const texts = Array.from({ length: 300 }, (_, number) => cards.text({ deck: "made", number }));
    expect(new Set(texts.map((card) => card?.text)).size).toBeGreaterThanOrEqual(200);
    expect(new Set(texts.map((card) => card?.slip)).size).toBeGreaterThanOrEqual(12);
    for (const card of texts) expect(slipNames).toHaveProperty([card!.slip!]);
  });

  it.each([0, 1, 2, 3, 4, 99, 201])(
    "are judged by the checker: card %i has one wrong line, with a menu in which it is named",
    async (number) => {
      const id = { deck: "made", number } as const;
      const view = await desk.open(id);
      const verdict = await desk.judge(id);
      expect(view!.lines.map(({ start }) => start)).toContain(verdict!.start);
      expect(verdict!.proved).toHaveLength(view!.lines.length - 1);
      expect(verdict!.menu).toHaveLength(5);
      expect(verdict!.menu).toContain(verdict!.kinds[0]);
      expect(verdict!.messages.en.join()).toMatch(/(?:error|warning)\[E/);
      const right = await desk.answer(id, verdict!.start, verdict!.expected!.text);
      const wrong = await desk.answer(id, verdict!.start, verdict!.written);
      expect([right!.holds, wrong!.holds]).toEqual([true, false]);
    },
  );

  it("are set in mathematics, and say what the text says", async () => {
    for (let number = 0; number < 20; number++) {
      const view = await desk.open({ deck: "made", number });
      const unset = view!.lines.filter(({ mathml }) => mathml === undefined).map(({ text }) => text);
      expect(unset).toEqual([]);
    }
  });
});

describe("the notes' own slips", () => {
  it("are the seven that the checker names, each with the lines around it that hold", async () => {
    const cards = [];
    for (let number = 0; number < 7; number++) {
      const id = { deck: "notes", number } as const;
      const [view, verdict] = [await desk.open(id), await desk.judge(id)];
      expect(view!.lines.map(({ start }) => start)).toContain(verdict!.start);
      expect(view!.of).toBe(7);
      // A repair says more than the name of what it defines.
      expect(verdict!.expected!.mathml ?? "<mo>").toContain("<mo>");
      cards.push([verdict!.kinds[0], verdict!.code]);
    }
    expect(cards).toEqual([
      ["wrong-range", "E0204"],
      ["pre-activation-for-activation", "E0409"],
      ["wrong-range", "E0204"],
      ["missing-index", "E0203"],
      ["unstated-assumption", "E0501"],
      ["transposed-outer-product", "E0310"],
      ["dropped-upstream-factor", "E0402"],
    ]);
    expect(await desk.open({ deck: "notes", number: 7 })).toBeUndefined();
  });

  it("are mended by the notes' author in LaTeX", async () => {
    const id = { deck: "notes", number: 1 } as const;
    const { start } = (await desk.judge(id))!;
    const sum = (name: string): string => [1, 2, 3, 4].map((j) => `W^{(1)}_{${j}1}${name}_${j}`).join(" + ");
    expect((await desk.answer(id, start, sum("a")))!.holds).toBe(true);
    const wrong = (await desk.answer(id, start, sum("h")))!;
    expect(wrong.holds).toBe(false);
    expect(wrong.messages.ko.join()).toContain("E0409");
  });
});

describe("the faded derivation", () => {
  it("has a blank in each of its lines; what belongs there is proved, other things are not", async () => {
    const first = (await desk.open({ deck: "faded", number: 0 }))!;
    expect(first.of).toBeGreaterThanOrEqual(6);
    for (let number = 0; number < first.of!; number++) {
      const id = { deck: "faded", number } as const;
      const view = (await desk.open(id))!;
      const verdict = (await desk.judge(id))!;
      expect(verdict.start).toBe(view.blank);
      expect((await desk.answer(id, view.blank!, verdict.expected!.text))!.holds).toBe(true);
      expect((await desk.answer(id, view.blank!, "0"))!.holds).toBe(false);
      const unreadable = (await desk.answer(id, view.blank!, "sum(k,"))!;
      expect(unreadable.holds).toBe(false);
      expect(unreadable.messages.en.join()).toContain("error[");
    }
  });
});
