import { describe, expect, it } from "vitest";
import { checkNow } from "../../src/7-verify/check.ts";

const statuses = (text: string): readonly string[] =>
  checkNow(text, { kind: "md" }).lines.flatMap(({ status }) => (status === "definition" ? [] : [status]));

const given = String.raw`$$R = R(s), \quad \frac{\partial R}{\partial s} = D$$`;

describe("a matrix of which only its derivative is known", () => {
  it.each([
    [
      String.raw`\frac{\partial R^{-1}}{\partial s} = -R^{-1} D R^{-1}`,
      String.raw`\frac{\partial R^{-1}}{\partial s} = -R^{-2} D`,
    ],
    [
      String.raw`\frac{\partial R^{-1}}{\partial s} = -R^{-1} \frac{\partial R}{\partial s} R^{-1}`,
      String.raw`\frac{\partial R^{-1}}{\partial s} = -R^{-1} R^{-1} \frac{\partial R}{\partial s}`,
    ],
    [
      String.raw`\frac{\partial \log\det R}{\partial s} = \operatorname{tr}(R^{-1} D)`,
      String.raw`\frac{\partial \log\det R}{\partial s} = \operatorname{tr}(R D)`,
    ],
    [
      String.raw`\frac{\partial |R|}{\partial s} = |R| \operatorname{tr}(R^{-1} D)`,
      String.raw`\frac{\partial |R|}{\partial s} = \operatorname{tr}(R^{-1} D)`,
    ],
    [
      String.raw`\frac{\partial (R^{-1} b)}{\partial s} = -R^{-1} D R^{-1} b`,
      String.raw`\frac{\partial (R^{-1} b)}{\partial s} = R^{-1} D R^{-1} b`,
    ],
    [
      String.raw`\frac{\partial (u^\top R^{-1} v)}{\partial s} = -u^\top R^{-1} D R^{-1} v`,
      String.raw`\frac{\partial (u^\top R^{-1} v)}{\partial s} = -u^\top D R^{-1} v`,
    ],
    [
      String.raw`\frac{\partial (R^\top R)}{\partial s} = D^\top R + R^\top D`,
      String.raw`\frac{\partial (R^\top R)}{\partial s} = 2 R^\top D`,
    ],
  ])("is differentiated in what is made of it: %s", (right, wrong) => {
    expect(statuses(`${given}\n$$${right}$$`)).toEqual(["proved"]);
    expect(statuses(`${given}\n$$${wrong}$$`)).toEqual(["refuted"]);
  });

  it("needs no name for its derivative", () => {
    const text = (right: string): string => String.raw`$$M = M(\theta)$$
$$\frac{\partial M^{-1}}{\partial \theta} = ${right}$$`;
    expect(statuses(text(String.raw`-M^{-1} \frac{\partial M}{\partial \theta} M^{-1}`))).toEqual(["proved"]);
    expect(statuses(text(String.raw`-M^{-2} \frac{\partial M}{\partial \theta}`))).toEqual(["refuted"]);
  });

  it("is told from a cost of which only what arrives from it is known", () => {
    const text = String.raw`$$Y = XW, \quad \frac{\partial L}{\partial Y} = G$$
$$\frac{\partial L}{\partial W} = X^\top G$$`;
    expect(statuses(text)).toEqual(["proved"]);
    expect(statuses(text.replace(String.raw`X^\top G`, String.raw`G X^\top`))).toEqual(["refuted"]);
  });

  it("is repaired in the names of the text", () => {
    const [line] = checkNow(
      String.raw`${given}
$$\frac{\partial R^{-1}}{\partial s} = -R^{-2} D$$`,
      { kind: "md" },
    ).lines.slice(-1);
    expect(line!.fix?.text).toBe("-R^{-1} D R^{-1}");
    expect(line!.expected).not.toContain("expr");
  });

  it("has a second derivative of its own", () => {
    const text = (right: string): string => String.raw`${given}
$$\frac{\partial^2}{\partial s^2} (u^\top R^{-1} v) = ${right}$$`;
    const first = String.raw`2 u^\top R^{-1} D R^{-1} D R^{-1} v`;
    expect(statuses(text("0"))).toEqual(["refuted"]);
    expect(statuses(text(first))).toEqual(["refuted"]);
    const whole = String.raw`${first} - u^\top R^{-1} \frac{\partial D}{\partial s} R^{-1} v`;
    expect(statuses(text(whole))).toEqual(["proved"]);
  });

  it("is never a constant", () => {
    const text = String.raw`${given}
$$\frac{\partial^2 R^{-1}}{\partial s^2} = 0$$`;
    expect(statuses(text)).not.toContain("proved");
  });
});
