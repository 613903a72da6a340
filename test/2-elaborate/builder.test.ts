import { describe, expect, it } from "vitest";
import { call, index, model, ModelBuilder, type Tensor } from "../../src/2-elaborate/builder.ts";
import { notesInIndexNotation } from "../1-parse/support.ts";
import { bodyOf, isSame, read } from "./support.ts";

const notes = (m: ModelBuilder): void => {
  const I = m.input("I", 3);
  const W0 = m.param("W0", 3, 4);
  const W1 = m.param("W1", 4, 3);
  const y = m.label("y", 3);
  m.assume(call("sum", "k", y.at("k")).equals(1));
  const h = m.entries("h", ["j"], call("sum", "i", W0.at("i", "j").times(I.at("i"))));
  const a = m.define("a", call("relu", h));
  const O = m.define("O", a.times(W1));
  const p = m.entries("p", ["k"], call("softmax", "k", O.at("k")));
  m.define("Cost", call("sum", "k", y.at("k").times(call("log", p.at("k")))).negated());
};

describe("a model built in TypeScript", () => {
  it("is the same graph as the model file", () => {
    const [built, written] = [model(notes), read(notesInIndexNotation)];
    expect(built.diagnostics).toEqual([]);
    for (const name of ["h", "a", "O", "p", "Cost"])
      expect(isSame(bodyOf(built, name), bodyOf(written, name))).toBe(true);
    expect(isSame(built.assumptions[0]!.left, written.assumptions[0]!.left)).toBe(true);
  });

  it("has the text that a person would write", () => {
    const m = new ModelBuilder();
    const n = m.size("n", 784);
    const x = m.input("x", n.plus(1), "m");
    const at = m.positions("at", "m", 5);
    m.number("c", -0.1);
    m.convention("relu", 0.5);
    m.property("x", "positive");
    m.alias("z", "x");
    const i = index("i");
    m.entries("f", ["i", { index: "j", to: 2 }], i.less(index("j")).choose(x.at("i", at.at("j")), 1e-7));
    m.define("g", call("sum", { index: "i", from: 2, to: n }, x.at(i.minus(1), 1).power(-2)));
    m.claim(call("d", index("g")).over(call("d", index("x"))), x);
    expect(m.text).toBe(
      `size n = 784
input x[n + 1, m]
input at[5] in m
const c = -0.1
convention relu'(0) = 0.5
assume x positive
alias z = x
f[i, j in 2] = i < j ? x[i, at[j]] : 1e-7
g = sum(i in 2..n, x[i - 1, 1]^-2)
claim d(g) / d(x) = x
`,
    );
  });

  it("is checked like a model file, with messages in its text", () => {
    const { diagnostics, source } = model((m) => {
      const x = m.input("x", 3);
      m.define("f", x.plus(m.param("w", 4)));
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(["E0301"]);
    expect(source.name).toBe("<built model>");
  });

  it("takes as many indices as a tensor has axes", () => {
    const m = new ModelBuilder();
    const W: Tensor<2> = m.param("W", 3, 4);
    // @ts-expect-error one index is missing
    const wrong = () => W.at("i");
    expect(wrong).not.toThrow();
  });

  it("has no NaN and no infinity", () => {
    expect(() => index("x").plus(NaN)).toThrow(RangeError);
  });
});
