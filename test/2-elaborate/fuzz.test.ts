import fc from "fast-check";
import { expect, it } from "vitest";
import { renderDiagnostic } from "../../src/core/render-diagnostic.ts";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { elaborateClaim } from "../../src/2-elaborate/expression.ts";

const joined = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((all) => all.join(""));

/** Models of the right form about things that mostly exist, whose meaning is right by chance only. */
const { model } = fc.letrec<{ e: string; slot: string; slots: string; statement: string; model: string }>(
  (tie) => {
    const e = tie("e");
    const tensor = fc.constantFrom("A", "x", "y", "c", "idx", "f", "g", "h", "z", "n", "q", "pi", "relu");
    const letter = fc.constantFrom("i", "j", "k", "n", "x");
    const fn = fc.constantFrom(
    "sum", "max", "mean", "norm", "logsumexp", "softmax", "prod", "exp", "relu", "outer", "diag", "tr", "delta",
    "size", "transpose", "dot", "det", "step", "h", "nothing",
  ); // prettier-ignore
    const operator = fc.constantFrom(
    "+", "-", "*", "/", ".*", "./", "^", ".^", "==", "<", " and ", " or ",
  ); // prettier-ignore
    const range = joined(letter, " in ", tie("slot"), "..", tie("slot"));
    return {
      slot: fc.oneof(
        { maxDepth: 2 },
        letter,
        fc.constantFrom("1", "2", "n", "0", "3"),
        joined(letter, "+", tie("slot")),
        joined("n-", letter),
        joined("idx[", letter, "]"),
        e,
      ),
      slots: fc.oneof(tie("slot"), joined(tie("slot"), ", ", tie("slot"))),
      e: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(
          { weight: 1, arbitrary: fc.oneof(tensor, letter, fc.constantFrom("1", "0.5", "2", "?")) },
          {
            weight: 4,
            arbitrary: fc.constantFrom("x[i]", "A[i, j]", "c", "sum(i, x[i])", "norm(x)", "x * A * x"),
          },
          { weight: 2, arbitrary: fc.constantFrom("x", "x * A", "softmax(x)", "relu(A * x)", "diag(A)") },
        ),
        joined(e, operator, e),
        joined("-", e),
        joined("not (", e, ")"),
        joined("(", e, ")'"),
        joined(tensor, "[", tie("slots"), "]"),
        joined("(", e, ")[", tie("slots"), "]"),
        joined(fn, "(", e, ")"),
        joined(fn, "(", e, ", ", e, ")"),
        joined(fn, "(", fc.oneof(letter, range), ", ", e, ")"),
        joined(fn, "(", letter, ", ", range, ", ", e, ")"),
        joined("(", e, ") ? (", e, ") : ", e),
        joined("d(", e, ")/d(", e, ")"),
      ),
      statement: fc.oneof(
        joined("f = ", e),
        joined("f[i, j] = ", e),
        joined("f[", letter, "] = ", e),
        joined("g[", letter, ", ", fc.oneof(letter, range), "] = ", e),
        joined("h = ", e),
        joined("assume ", e, " == ", e),
        joined("assume ", tensor, fc.constantFrom(" symmetric", " positive", " odd")),
        joined("convention relu'(0) = ", e),
        joined("alias z = ", tensor),
        joined("size q = ", tie("slot")),
        joined("claim ", e, " = ", e),
      ),
      model: fc
        .array(tie("statement"), { minLength: 1, maxLength: 5 })
        .map(
          (lines) => `size n, m = 3\ninput A[n, n], x[n], y[3], idx[m] in n\nparam c\n${lines.join("\n")}`,
        ),
    };
  },
);

it("no model makes elaboration throw, hang, or point outside the text", () => {
  let sound = 0;
  fc.assert(
    fc.property(model, (text) => {
      const read = readModel(text);
      const claims = read.claims.map((claim) => elaborateClaim(claim, read));
      for (const diagnostic of [read, ...claims].flatMap(({ diagnostics }) => diagnostics)) {
        for (const { span } of diagnostic.labels) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
        for (const lang of ["en", "ko"] as const)
          expect(renderDiagnostic(diagnostic, read.source, { lang })).not.toMatch(/\{(?:\w+|:[^}]*)\}/);
      }
      for (const definition of read.definitions.values()) {
        // Nothing is free in a definition but its own indices.
        for (const index of definition.value.free) expect(definition.params).toContain(index);
        sound++;
      }
    }),
    { seed: 24, numRuns: 600 },
  );
  expect(sound).toBeGreaterThan(15);
});
