import { describe, expect, it } from "vitest";
import {
  equationSpeech,
  layoutFor,
  namingOf,
  readExpressionIn,
  readModel,
  toSpeech,
} from "../../src/index.ts";

const model = readModel(`size N
input x[N], y[N], b, c, t
param W[N, N], W0[N, N], W1[N, N], A[N, N], v[N], alpha
h[j] = sum(i, W0[i, j] * x[i])
a[j] = relu(h[j])
O[k] = sum(j, W1[j, k] * a[j])
p[k] = softmax(k, O[k])
`);
const naming = namingOf(model);

/** A formula of the model language, and how it is read aloud in English and in Korean. */
const spoken: readonly (readonly [formula: string, en: string, ko: string])[] = [
  ["b + c", "b plus c", "b 더하기 c"],
  ["b - c", "b minus c", "b 빼기 c"],
  ["-b", "minus b", "마이너스 b"],
  ["b * c", "b times c", "b 곱하기 c"],
  ["b / c", "b over c", "c분의 b"],
  ["b^2", "b squared", "b의 제곱"],
  ["b^3", "b cubed", "b의 세제곱"],
  ["b^t", "b to the power t", "b의 t제곱"],
  ["(b + c) * t", "t times the quantity b plus c, end quantity", "t 곱하기 괄호 열고 b 더하기 c 괄호 닫고"],
  ["b / (c + t)", "b over the quantity c plus t, end quantity", "괄호 열고 c 더하기 t 괄호 닫고 분의 b"],
  [
    "1 / (1 + exp(-t))",
    "1 over the quantity exponential of the quantity minus t, end quantity, plus 1, end quantity",
    "괄호 열고 익스포넨셜 괄호 열고 마이너스 t 괄호 닫고 더하기 1 괄호 닫고 분의 1",
  ],
  ["W1[j, k]", "W layer 1, row j, column k", "W 1층의 j행 k열 성분"],
  ["A[i, j]", "A, row i, column j", "A의 i행 j열 성분"],
  ["relu(h[j])", "a j", "a j"],
  ["log(p[k])", "log p k", "로그 p k"],
  ["sqrt(b)", "square root of b", "루트 b"],
  [
    "abs(b - c)",
    "absolute value of the quantity b minus c, end quantity",
    "절댓값 괄호 열고 b 빼기 c 괄호 닫고",
  ],
  [
    "tanh(alpha * b)",
    "tanh the quantity b times alpha, end quantity",
    "하이퍼볼릭 탄젠트 괄호 열고 b 곱하기 alpha 괄호 닫고",
  ],
  ["sigmoid(t)", "sigmoid of t", "시그모이드 t"],
  ["sum(i, W0[i, j] * x[i])", "h j", "h j"],
  [
    "-sum(k, y[k] * log(p[k]))",
    "minus the sum over k of y k times log p k",
    "마이너스, k에 대한 합, y k 곱하기 로그 p k",
  ],
  [
    "sum(k, W1[j, k] * (p[k] - y[k]))",
    "the sum over k of W layer 1, row j, column k, times the quantity p k minus y k, end quantity",
    "k에 대한 합, W 1층의 j행 k열 성분 곱하기 괄호 열고 p k 빼기 y k 괄호 닫고",
  ],
  ["(h[j] > 0)", "the indicator that h j is greater than 0", "h j가 0보다 클 때 1인 지시함수"],
  [
    "x[i] * (h[j] > 0) * sum(k, W1[j, k] * (p[k] - y[k]))",
    "x i times the indicator that h j is greater than 0, times the sum over k of W layer 1, row j, column k, times the quantity p k minus y k, end quantity",
    "x i 곱하기, h j가 0보다 클 때 1인 지시함수, 곱하기, k에 대한 합, W 1층의 j행 k열 성분 곱하기 괄호 열고 p k 빼기 y k 괄호 닫고",
  ],
  [
    "(h[j] > 0) * x[i]",
    "x i times the indicator that h j is greater than 0",
    "x i 곱하기, h j가 0보다 클 때 1인 지시함수",
  ],
  ["prod(i, x[i])", "the product over i of x i", "i에 대한 곱, x i"],
  ["max(i, x[i])", "maximum over i of x i", "i에 대한 최댓값, x i"],
  ["logsumexp(k, O[k])", "log sum exp over k of O k", "k에 대한 로그섬익스프, O k"],
  ["softmax(k, O[k])", "p k", "p k"],
  ["max(b, c)", "maximum of b and c", "b와 c의 최댓값"],
  [
    "sum(i, x[i])^2",
    "the quantity the sum over i of x i, end quantity, squared",
    "괄호 열고 i에 대한 합, x i 괄호 닫고 제곱",
  ],
  [
    "sum(i, x[i]) / b",
    "the quantity the sum over i of x i, end quantity, over b",
    "b분의 괄호 열고 i에 대한 합, x i 괄호 닫고",
  ],
  [
    "b * sum(i, x[i]) + c",
    "the quantity b times the sum over i of x i, end quantity, plus c",
    "괄호 열고 b 곱하기, i에 대한 합, x i 괄호 닫고 더하기 c",
  ],
  [
    "sum(i, sum(j, A[i, j]^2))",
    "the sum over i, j of A, row i, column j, squared",
    "i, j에 대한 합, A의 i행 j열 성분의 제곱",
  ],
  [
    "sum(i, (v[i] - y[i])^2) / 2",
    "1 over 2, times the sum over i of the quantity v i minus y i, end quantity, squared",
    "2분의 1, 곱하기, i에 대한 합, 괄호 열고 v i 빼기 y i 괄호 닫고 제곱",
  ],
  ["(b == c)", "the indicator that b is c", "b가 c일 때 1인 지시함수"],
  ["(b <= c) * t", "t times the indicator that c is at least b", "t 곱하기, c가 b 이상일 때 1인 지시함수"],
  ["(x[i] != 0)", "the indicator that x i is not 0", "x i가 0이 아닐 때 1인 지시함수"],
  ["norm(i, x[i])", "norm over i of x i", "i에 대한 노름, x i"],
  ["mean(i, x[i])", "mean over i of x i", "i에 대한 평균, x i"],
  [
    "exp(b + c)",
    "exponential of the quantity b plus c, end quantity",
    "익스포넨셜 괄호 열고 b 더하기 c 괄호 닫고",
  ],
  ["erf(b)", "erf of b", "오차 함수 b"],
  ["b^(1/3)", "b to the power 1 over 3", "b의 3분의 1제곱"],
  ["inv(A)[i, j]", "A inverse, row i, column j", "A의 역행렬의 i행 j열 성분"],
  ["logdet(A)", "log absolute determinant of A", "로그 절댓값 행렬식 A"],
  [
    "A[i, j] * delta(i, j)",
    "A, row i, column j, times Kronecker delta i j",
    "A의 i행 j열 성분 곱하기 크로네커 델타 i j",
  ],
];

const read = (formula: string) => {
  const { value, free, diagnostics } = readExpressionIn(model, formula, { opensFree: true });
  if (value === undefined) throw new Error(`${formula}: ${diagnostics.map(({ code }) => code).join(", ")}`);
  return { value, free };
};

describe("formulas read aloud", () => {
  it("are forty and more", () => expect(spoken.length).toBeGreaterThanOrEqual(40));

  it.each(spoken)("%s", (formula, en, ko) => {
    const { value, free } = read(formula);
    expect(toSpeech(value, free, naming, "index", "en")).toBe(en);
    expect(toSpeech(value, free, naming, "index", "ko")).toBe(ko);
  });

  it("are told apart where their signs are", () => {
    const all = spoken.flatMap(([, en, ko]) => [`en ${en}`, `ko ${ko}`]);
    expect(new Set(all).size).toBe(all.length);
  });

  it("are equations with a particle after a name, and with a word of their own after a formula", () => {
    const say = (left: string, right: string, lang: "en" | "ko"): string => {
      const [a, b] = [left, right].map((text) => {
        const { value, free } = read(text);
        return layoutFor(value, free, naming, "index")!;
      });
      return equationSpeech(a!, b!, lang);
    };
    expect(say("b", "c", "ko")).toBe("b는 c");
    expect(say("W1[i, j]", "c", "ko")).toBe("W 1층의 i행 j열 성분은 c");
    expect(say("sum(k, y[k])", "1", "ko")).toBe("i에 대한 합, y i, 이것은 1");
    expect(say("sum(k, y[k])", "1", "en")).toBe("the sum over i of y i, equals 1");
  });
});
