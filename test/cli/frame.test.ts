import { describe, expect, it } from "vitest";
import { columns, cut, frame, harmless } from "../../cli/frame.ts";

const plain = (_format: string, text: string): string => text;
const framed = (text: string, ...pieces: readonly string[]): string =>
  frame(
    "m.chain",
    text,
    pieces.map((piece) => ({ start: text.indexOf(piece), end: text.indexOf(piece) + piece.length })),
    plain,
  ).join("\n");

describe("a frame", () => {
  it("shows the line with a caret under the piece", () => {
    expect(framed("a = 1\nb = c + 2\n", "c + 2")).toBe(" --> m.chain:2:5\n  |\n2 | b = c + 2\n  |     ^^^^^");
  });
  it("keeps the caret under Korean text", () => {
    expect(framed("비용 = 오차 + x", "오차")).toBe(
      " --> m.chain:1:6\n  |\n1 | 비용 = 오차 + x\n  |        ^^^^",
    );
  });
  it("shows the place that conflicts too, with what lies between left out", () => {
    expect(framed("W[3]\n\n\nh = W[i]", "W[i]", "W[3]")).toBe(
      " --> m.chain:4:5\n  |\n1 | W[3]\n  | ----\n  …\n4 | h = W[i]\n  |     ^^^^",
    );
  });
  it("shows the part of an endless line around the piece", () => {
    const text = `${"x".repeat(5000)}?${"y".repeat(5000)}`;
    const lines = framed(text, "?").split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
    expect(lines[2]![lines[3]!.indexOf("^")]).toBe("?");
  });
  it("points at the end of the text with one caret", () => {
    expect(frame("m", "ab", [{ start: 2, end: 2 }], plain).at(-1)).toBe("  |   ^");
  });
  it("lets no control sign through to the terminal", () => {
    expect(harmless("a\u001B[31mb\u202Ec\td")).toBe("a�[31mb�c  d");
  });
});

it("columns count what the terminal shows", () => {
  expect(["abc", "가나", "e\u0301", ""].map(columns)).toEqual([3, 4, 1, 0]);
});

it("a text is cut to its columns, however long it is", () => {
  const dots = { unicode: true };
  expect(cut("가나다라", 5, dots)).toBe("가나…");
  expect(cut("abc", 3, dots)).toBe("abc");
  expect(cut("ab".repeat(10_000_000), 5, dots)).toBe("abab…");
  expect(cut("ab".repeat(40), 5, { unicode: false })).toBe("ab...");
});
