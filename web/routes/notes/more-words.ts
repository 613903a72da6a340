import type { Words } from "../../app/words.ts";

const en = {
  "status.proved": "proved",
  "status.conditional": "proved if {needs}",
  "status.tested": "tested at {points} points",
  "status.refuted": "refuted",
  "status.hole": "open",
  "status.definition": "by definition",
  "status.unreadable": "not checked",
  "status.hint": "What the checker says of this step, as a claim about the model",
  path: "path {number}",
  "path.entry": "entry",
  "path.sum": "sum",
  "path.now": "What each path brings, at the numbers in force",
  "curve.said":
    "The largest relative error over ε, both logarithmic: smallest, {error}, at 1e−{exponent}. Above it the curve bends, below it numbers are rounded away.",
  why: "Why?",
  "why.same": "The same on the command line:",
} as const;

export type WordKey = keyof typeof en;

const ko: Readonly<Record<WordKey, string>> = {
  "status.proved": "증명됨",
  "status.conditional": "{needs}이면 증명됨",
  "status.tested": "점 {points}개에서 시험함",
  "status.refuted": "반박됨",
  "status.hole": "빈칸",
  "status.definition": "정의",
  "status.unreadable": "검사하지 않음",
  "status.hint": "이 단계를 모델에 대한 주장으로 보았을 때 검사기의 판정",
  path: "길 {number}",
  "path.entry": "성분",
  "path.sum": "합",
  "path.now": "길마다 더하는 몫, 지금 숫자에서",
  "curve.said":
    "ε에 따른 가장 큰 상대오차, 두 축 모두 로그 눈금입니다. 1e−{exponent}에서 {error}{:으로/로} 가장 작습니다. 더 크면 곡선이 휘고, 더 작으면 숫자가 반올림됩니다.",
  why: "왜?",
  "why.same": "명령줄에서도 같은 글:",
};

/** The texts of what is fetched behind the derivation. */
export const words: Words<WordKey> = { en, ko };
