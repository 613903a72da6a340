import { describe, expect, it } from "vitest";
import { checkNow } from "../../src/7-verify/check.ts";

const softmax = String.raw`Let $z\in\mathbb R^4$.
$$p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$$`;
const hinge = String.raw`Let $s\in\mathbb R^5$, $y$ the class.
$$L = \sum_{j \ne y} \max(0, s_j - s_y + 1)$$`;
const huber = String.raw`$$L = \begin{cases} \tfrac12 r^2 & |r| \le 1 \\ |r| - \tfrac12 & |r| > 1 \end{cases}$$`;

const judged = (model: string, text: string, kind: "md" | "chain" = "md") =>
  checkNow(`${model}\n${text}`, { kind }).lines.filter(({ status }) => status !== "definition");
const statuses = (model: string, text: string, kind: "md" | "chain" = "md"): readonly string[] =>
  judged(model, text, kind).map(({ status }) => status);

const ofP = String.raw`\frac{\partial p_i}{\partial z_j} =`;
const ofS = String.raw`\frac{\partial L}{\partial s_j} =`;

describe("a condition beside a line", () => {
  const offDiagonal: readonly string[] = [
    String.raw`$$${ofP} -p_i p_j \quad (i \ne j)$$`,
    String.raw`$$${ofP} -p_i p_j (i \ne j)$$`,
    String.raw`$$${ofP} -p_i p_j, \quad i \neq j$$`,
    String.raw`$$${ofP} -p_i p_j \text{ for } i \ne j$$`,
    String.raw`$$${ofP} -p_i p_j \quad \text{if $i \ne j$}$$`,
    String.raw`$$${ofP} -p_i p_j \quad \text{($i \ne j$일 때)}$$`,
    String.raw`$$${ofP} -p_i p_j \quad (i \ne j \text{ 일 때})$$`,
    String.raw`$$${ofP} -p_i p_j \quad (\text{for } i \ne j)$$`,
    String.raw`$$\text{For } i \ne j:\quad ${ofP} -p_i p_j$$`,
    String.raw`$$${ofP} -p_i p_j, \quad i < j$$`,
    String.raw`$$${ofP} -p_i p_j \quad \text{when } i > j$$`,
    `For $i \\ne j$:\n$$${ofP} -p_i p_j$$`,
    `If $i \\ne j$, then\n$$${ofP} -p_i p_j$$`,
    `$$${ofP} -p_i p_j$$\nfor $i \\ne j$.`,
    `$i \\ne j$일 때\n$$${ofP} -p_i p_j$$`,
  ];
  it.each(offDiagonal)("is where the line is judged: %s", (text) => {
    expect(statuses(softmax, text)).toEqual(["proved"]);
  });

  it.each(offDiagonal)("leaves a wrong line wrong: %s", (text) => {
    const [line] = judged(softmax, text.replace("-p_i p_j", "p_i p_j"));
    expect(line).toMatchObject({ status: "refuted", slip: "sign", expected: "-p[i] * p[j]" });
    const [i, j] = line!.witness!.entry;
    expect(i).not.toBe(j);
  });

  it("is needed: without it the same formula is wrong", () => {
    expect(statuses(softmax, `$$${ofP} -p_i p_j$$`)).toEqual(["refuted"]);
  });

  it("of another line does not help", () => {
    const text = `$$${ofP} -p_i p_j \\quad (i \\ne j)$$\n$$${ofP} -p_i p_j$$`;
    expect(statuses(softmax, text)).toEqual(["proved", "refuted"]);
  });

  it("may put two positions in one place", () => {
    const text = (right: string): string => `$$${ofP} ${right} \\quad \\text{if } i = j$$`;
    expect(statuses(softmax, text("p_i(1 - p_i)"))).toEqual(["proved"]);
    expect(statuses(softmax, text("p_i(1 - p_j)"))).toEqual(["proved"]);
    const [line] = judged(softmax, text("p_i(1 + p_i)"));
    expect(line!.status).toBe("refuted");
    expect(line!.witness!.entry[0]).toBe(line!.witness!.entry[1]);
  });

  it("is each row's own in an align", () => {
    const rows = String.raw`\begin{align}
${ofP} p_i(1 - p_j) & \text{if } i = j \\
${ofP} -p_i p_j & \text{if } i \ne j
\end{align}`;
    expect(statuses(softmax, rows)).toEqual(["proved", "proved"]);
    expect(statuses(softmax, rows.replace("-p_i p_j", "1 - p_i p_j"))).toEqual(["proved", "refuted"]);
  });

  it("holds for the whole chain that it ends", () => {
    const chain = String.raw`$$${ofP} p_i(\delta_{ij} - p_j) = -p_i p_j \quad (i \ne j)$$`;
    expect(statuses(softmax, chain)).toEqual(["proved", "proved"]);
  });

  it("compares a position with the class of a hinge loss", () => {
    const off = (right: string): string => String.raw`$$${ofS} ${right} \quad (j \ne y)$$`;
    const on = (right: string): string => String.raw`$$${ofS} ${right} \quad \text{if } j = y$$`;
    expect(statuses(hinge, off(String.raw`\mathbf 1[s_j - s_y + 1 > 0]`))).toEqual(["proved"]);
    expect(statuses(hinge, on(String.raw`-\sum_{k\ne y} \mathbf 1[s_k - s_y + 1 > 0]`))).toEqual(["proved"]);
    expect(statuses(hinge, on(String.raw`\sum_{k\ne y} \mathbf 1[s_k - s_y + 1 > 0]`))).toEqual(["refuted"]);
    const [line] = judged(hinge, off(String.raw`\mathbf 1[s_j - s_y > 0]`));
    expect(line).toMatchObject({ status: "refuted", expected: "s[j] + 1 - s[y] > 0" });
  });

  it("compares values where words say so", () => {
    const text = (right: string, condition: string): string =>
      String.raw`$$\frac{dL}{dr} = ${right} \quad \text{if } ${condition}$$`;
    expect(statuses(huber, text("r", String.raw`|r| \le 1`))).toEqual(["proved"]);
    expect(["proved", "tested"]).toContain(statuses(huber, text("1", "r > 1"))[0]);
    expect(statuses(huber, text("r", "r > 1"))).toEqual(["refuted"]);
    const [line] = judged(huber, text("2r", String.raw`|r| \le 1`));
    expect(line!.status).toBe("refuted");
    expect(Math.abs(Number(line!.witness!.point["r"]))).toBeLessThanOrEqual(1);
  });

  it("that no point satisfied leaves a test that proves nothing, which is said", () => {
    const [line] = judged(huber, String.raw`$$\frac{dL}{dr} = 5 \quad \text{if } r > 1000$$`);
    expect(line).toMatchObject({ status: "tested", code: "W0602" });
    const [fair] = judged(huber, String.raw`$$\frac{dL}{dr} = 1 \quad \text{if } r > 1$$`);
    expect(fair!.code).not.toBe("W0602");
  });

  it("on a value is no assumption about the rest of the text", () => {
    const text = (right: string): string => String.raw`$$\frac{dL}{dr} = 1 \quad \text{if } r > 1$$
$$\frac{dL}{dr} = ${right}$$`;
    expect(statuses(huber, text("1"))[1]).toBe("refuted");
  });

  it("that nothing satisfies makes nothing right", () => {
    expect(statuses(softmax, `$$${ofP} 7 \\quad (i \\ne i)$$`)).toEqual(["refuted"]);
    expect(statuses(softmax, `$$${ofP} 7 \\quad \\text{for } i \\ne j, \\ i = j$$`)).toEqual(["refuted"]);
  });

  it("is no range, no definition and no remark about data", () => {
    const range = String.raw`$$${ofP} p_i(\delta_{ij} - p_j), \quad i = 1, \dots, 4$$`;
    expect(statuses(softmax, range)).toEqual(["proved"]);
    const wrong = String.raw`$$${ofP} p_i(\delta_{ij} + p_j), \quad i = 1, \dots, 4$$`;
    expect(statuses(softmax, wrong)).toEqual(["refuted"]);
  });
});

describe("a claim of a model file", () => {
  const model = `input z[4]
p[i] = softmax(i, z[i])`;
  it("may have a condition after `for` or `if`", () => {
    const text = (claim: string): readonly string[] =>
      statuses(model, `claim d(p[i])/d(z[j]) = ${claim}`, "chain");
    expect(text("-p[i] * p[j] for i != j")).toEqual(["proved"]);
    expect(text("p[i] * (1 - p[j]) if i == j")).toEqual(["proved"]);
    expect(text("-p[i] * p[j] for i != j and j > 2")).toEqual(["proved"]);
    expect(text("p[i] * p[j] for i != j")).toEqual(["refuted"]);
    expect(text("-p[i] * p[j] for i >= j")).toEqual(["refuted"]);
    expect(text("for i != j")).toEqual(["hole"]);
  });

  it("cannot be conditional on an index it does not have", () => {
    const [line] = judged(model, "claim d(p[i])/d(z[j]) = -p[i] * p[j] for q > 2", "chain");
    expect(line).toMatchObject({ status: "unreadable", code: expect.stringMatching(/^E02/) as string });
  });
});
