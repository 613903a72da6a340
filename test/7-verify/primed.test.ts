import { describe, expect, it } from "vitest";
import { checkNow } from "../../src/7-verify/check.ts";

const check = (text: string) => checkNow(text, { kind: "md" });
const lastOf = (text: string) => check(text).lines.at(-1)!;
const d = (of: string, wrt: string): string => String.raw`\frac{\partial ${of}}{\partial ${wrt}}`;

const gru = String.raw`$$z = \sigma(W_z x + U_z h), \quad r = \sigma(W_r x + U_r h), \quad n = \tanh(W x + U(r \odot h))$$
$$h' = (1-z)\odot h + z\odot n$$
$$L = \tfrac12 \|h' - t\|^2$$`;
const inGru = (wrt: string, right: string) => lastOf(`${gru}\n$$${d("L", wrt)} = ${right}$$`);

describe("a letter with a prime on a left side is a name of its own", () => {
  it("is no mistake where it is defined", () => {
    const { lines, inferred } = check(gru);
    expect(lines.map(({ status }) => status)).toEqual(lines.map(() => "definition"));
    expect(inferred).toContain("h_prime[i] = z[i] * n[i] + h[i] * (1 - z[i])");
  });

  it.each([
    ["h'", "h' - t"],
    ["n", String.raw`(h' - t)\odot z`],
    ["z", String.raw`(h' - t)\odot (n - h)`],
    ["n_i", "(h'_i - t_i) z_i"],
    ["n_i", "(h_i' - t_i) z_i"],
    ["n_i", String.raw`(h^{\prime}_i - t_i) z_i`],
  ])("∂L/∂%s = %s is proved", (wrt, right) => {
    expect(inGru(wrt, right).status).toBe("proved");
  });

  it.each([
    ["z", String.raw`(h' - t)\odot (h - n)`, "sign", String.raw`-(h' - t)\odot (h - n)`],
    ["n", String.raw`(h - t)\odot z`, "wrong-name", String.raw`(h' - t)\odot z`],
    ["h'", "2(h' - t)", "constant-factor", "(h' - t)"],
    ["n_i", "(h_i - t_i) z_i", "wrong-name", "(h'_i - t_i) z_i"],
    ["h_i'", "t_i - h_i'", "sign", "h_i' - t_i"],
  ])("∂L/∂%s = %s is wrong: %s", (wrt, right, slip, fix) => {
    expect(inGru(wrt, right)).toMatchObject({ status: "refuted", slip, fix: { text: fix } });
  });

  it("is repaired in names that a reader of the repair reads again", () => {
    for (const [wrt, right] of [
      ["n_i", "(t_i - h_i') z_i"],
      ["z_i", "(h_i' - t_i)(z_i - h_i)"],
    ] as const) {
      const { fix } = inGru(wrt, right);
      expect(inGru(wrt, fix!.text).status, fix!.text).toBe("proved");
    }
  });

  it("is a matrix, and its transposes are written with another sign", () => {
    const text = String.raw`$$W' = W + A B, \quad y = W' x, \quad L = \tfrac12\|y - t\|^2$$`;
    const of = (wrt: string, right: string) => lastOf(`${text}\n$$${d("L", wrt)} = ${right}$$`);
    expect(of("A", String.raw`(y - t)\, x^\top B^\top`).status).toBe("proved");
    expect(of("x", String.raw`W'^\top (y - t)`).status).toBe("proved");
    expect(of("x", String.raw`W' (y - t)`)).toMatchObject({
      status: "refuted",
      fix: { text: String.raw`W'^\top (y - t)` },
    });
  });

  it("has two primes, beside one with one", () => {
    const text = String.raw`$$h' = a h + b, \quad h'' = (h')^2$$`;
    expect(lastOf(`${text}\n$$${d("h''", "a")} = 2 h' h$$`).status).toBe("proved");
    expect(lastOf(`${text}\n$$${d("h''", "a")} = 2 h'' h$$`).status).toBe("refuted");
  });
});

describe("a prime elsewhere", () => {
  it.each([
    ["of a function is its derivative", "$$y = f(w x)$$", d("y", "w"), "f'(w x) x", "f'(w x) w"],
    ["of an applied letter", String.raw`$$S = \sum_i \rho(r_i), \quad r = y - X\beta$$`, d("S", String.raw`\beta`), String.raw`-X^\top \rho'(r)`, String.raw`X^\top \rho'(r)`],
    ["of what is defined is its derivative", String.raw`$$y = \tanh(x)$$`, "y'", "1 - y^2", "1 + y^2"],
    ["of a vector that depends on a number", "$$y = a x^2 + b x + c$$", "y'", "2 a x + b", "a x + b"],
    ["is a transpose where no left side has it", String.raw`$$A \in \mathbb R^{3\times 4}, \quad y = A x, \quad L = \tfrac12 y' y$$`, d("L", "x"), "A' A x", "A A' x"],
    ["is a transpose in the notation of TeX", String.raw`$$A \in \mathbb R^{3\times 4}, \quad y = A x, \quad L = \tfrac12 y^\prime y$$`, d("L", "x"), String.raw`A^{\prime} A x`, String.raw`-A^{\prime} A x`],
    ["is a transpose among transposes", "$$A = B C, \\quad S = A' A$$", "A'", "C' B'", "B' C'"],
    ["belongs to the index that a sum has", String.raw`$$p_k = \frac{e^{z_k}}{\sum_{k'} e^{z_k'}}, \quad L = -\sum_k y_k \log p_k, \quad \sum_k y_k = 1$$`, d("L", "z_k"), "p_k - y_k", "y_k - p_k"],
  ])("%s", (_what, text, left, right, wrong) => {
    expect(lastOf(`${text}\n$$${left} = ${right}$$`).status).toBe("proved");
    expect(lastOf(`${text}\n$$${left} = ${wrong}$$`).status).toBe("refuted");
  });
}); // prettier-ignore
