import { describe, expect, it } from "vitest";
import { affineOf } from "../../src/core/affine.ts";
import { abstract, matrix, rename, sumOver } from "../../src/core/bind.ts";
import { delta, entry, mul, neg, scale, sub, sum, zero } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { freshIndex, namedIndex, type Index } from "../../src/core/index.ts";
import { rational } from "../../src/core/rational.ts";
import { symbolicSize } from "../../src/5-evaluate/point.ts";
import { isSame, valueOf } from "../2-elaborate/support.ts";

const n = symbolicSize("n");
const [i, j, r, c] = ["i", "j", "r", "c"].map((name) => namedIndex(name, n)) as [Index, Index, Index, Index];
const A = (row: Index, column: Index): Expr => entry("A", [row, column]);
const inverse = (body: Expr, row = i, column = j): Expr =>
  matrix("inv", [r, c], body, [affineOf(row), affineOf(column)]);

describe("a function of a matrix in the graph", () => {
  it("is one node whatever its indices are called", () => {
    expect(isSame(inverse(A(r, c)), matrix("inv", [c, r], A(c, r), [affineOf(i), affineOf(j)]))).toBe(true);
    const fresh: [Index, Index] = [freshIndex(n), freshIndex(n)];
    expect(isSame(inverse(A(r, c)), matrix("inv", fresh, A(...fresh), [affineOf(i), affineOf(j)]))).toBe(
      true,
    );
    expect(isSame(inverse(A(r, c), i, i), rename(inverse(A(r, c)), [j], [i]))).toBe(true);
  });

  it("is blind to transposition: A⁻ᵀ is (Aᵀ)⁻¹, and the determinants are one", () => {
    expect(isSame(inverse(A(c, r)), inverse(A(r, c), j, i))).toBe(true);
    for (const op of ["det", "logdet"] as const)
      expect(isSame(matrix(op, [r, c], A(r, c), []), matrix(op, [r, c], A(c, r), []))).toBe(true);
    expect(isSame(inverse(A(r, c)), inverse(A(c, r)))).toBe(false);
  });

  it("reads a matrix that is symmetric by its structure in one order of slots", () => {
    const gram = sum(sumOver([freshIndex(n)], mul(A(i, r), A(i, c))), delta(affineOf(r), affineOf(c)));
    expect(isSame(inverse(gram, j, i), inverse(gram, i, j))).toBe(true);
    const own = inverse(gram);
    expect(isSame(abstract(own).abstraction.body, abstract(inverse(gram, j, i)).abstraction.body)).toBe(true);
  });

  it("turns the sign of an antisymmetric inverse with its slots", () => {
    const skew = sub(A(r, c), A(c, r));
    expect(isSame(inverse(skew, j, i), neg(inverse(skew, i, j)))).toBe(true);
    expect(inverse(skew, i, i)).toBe(zero);
  });

  it("has its rational factor in front of the inverse", () => {
    expect(isSame(inverse(scale(-2, A(r, c))), scale(rational(-1, 2), inverse(A(r, c))))).toBe(true);
  });

  it("captures nothing: an index outside may be called as one inside", () => {
    const shared = mul(inverse(A(r, c), r, c), A(c, j));
    const renamed = rename(sumOver([c], shared), [r], [i]);
    expect(isSame(renamed, sumOver([c], mul(inverse(A(r, c), i, c), A(c, j))))).toBe(true);
    const batched = matrix("inv", [r, c], entry("B", [i, r, c]), [affineOf(i), affineOf(j)]);
    expect(batched.free).toEqual([i, j]);
    expect(isSame(rename(batched, [i, j], [j, i]), matrix("inv", [r, c], entry("B", [j, r, c]), [affineOf(j), affineOf(i)]))).toBe(true);
  }); // prettier-ignore
});

describe("the language", () => {
  const declared = "size n\ninput A[n, n], b[n], c[n]\n";
  const same = (...forms: readonly string[]): void => {
    const [first, ...others] = forms.map((form) => valueOf(`${declared}f = ${form}`, "f"));
    for (const other of others) expect(isSame(first!, other)).toBe(true);
  };

  it("says the same in both notations", () => {
    same("det(A)", "det(A')", "det(i, j, A[i, j])", "det(i in 1..n, j in 1..n, A[j, i])");
    same("sum(inv(A) * b)", "sum(A^-1 * b)", "sum(solve(A, b))", "sum(i, sum(j, inv(A)[i, j] * b[j]))");
    same("sum(A^-2)", "sum(inv(A) * inv(A))");
    same("inv(A)[1, 2]", "inv(A')[2, 1]", "inv(i, j, A[i, j])[1, 2]");
    same("tr(inv(A))", "trace(A^-1)", "sum(i, inv(A)[i, i])");
  }); // prettier-ignore
});
