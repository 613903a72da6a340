import type { Lang } from "../../core/messages/message.ts";

/** Side conditions and conventions of the tables that are said in words, in Korean; the others are formulas alone. */
const korean: ReadonlyMap<string, string> = new Map([
  ["everywhere", "어디서나"],
  ["always", "언제나"],
  ["max(a, a) splits evenly", "max(a, a)에서는 반씩 나눔"],
  ["min(a, a) splits evenly", "min(a, a)에서는 반씩 나눔"],
  ["max over ties splits evenly", "가장 큰 성분이 여럿이면 고르게 나눔"],
  ["min over ties splits evenly", "가장 작은 성분이 여럿이면 고르게 나눔"],
  ["A invertible", "A의 역행렬이 있음"],
  ["A invertible, where A⁻¹ is defined", "A의 역행렬이 있음"],
  ["A is n by n", "A는 n×n 행렬"],
  ["A and B are square", "A와 B는 정사각행렬"],
  ["x > 0, where log(x) is defined", "x > 0, 곧 log(x)가 정의되는 곳"],
  ["x > 0 and y > 0", "x > 0이고 y > 0"],
  ["det A > 0, where log(det A) is defined", "det A > 0, 곧 log(det A)가 정의되는 곳"],
  ["c is free of i", "c에 첨자 i가 없음"],
  ["c is free of the index", "c에 그 첨자가 없음"],
  ["a, b carry an index that c, d do not", "a, b에는 c, d에 없는 첨자가 있음"],
  ["1 ≤ s ≤ size of i, else 0", "1 ≤ s ≤ i의 크기, 아니면 0"],
  ["assumed: Σ_i g(i) = s", "가정: Σ_i g(i) = s"],
  ["assumed: Aᵀ = A", "가정: Aᵀ = A"],
  ["the equation is assumed by the model", "모델이 그 식을 가정함"],
  [
    "d ≠ 0, where the left side is defined; the right side is shorter",
    "d ≠ 0, 곧 왼쪽이 정의되는 곳. 오른쪽이 더 짧음",
  ],
]);

/** A side condition or a convention of the tables in a language. */
export const conditionText = (condition: string, lang: Lang): string =>
  lang === "ko" ? (korean.get(condition) ?? condition) : condition;

/** How the columns of the tables are called. */
export const columnText = {
  en: { law: "law", where: "where", atKink: "at a kink" },
  ko: { law: "법칙", where: "조건", atKink: "꺾이는 점에서" },
} as const satisfies Readonly<Record<Lang, object>>;
