import type { Lang } from "../../../src/index.ts";

/** How a slip is called on the page, and which slips are too alike to be told apart in one menu. */
export interface SlipName extends Readonly<Record<Lang, string>> {
  readonly family: string;
}

const named = (family: string, en: string, ko: string): SlipName => ({ family, en, ko });

/** By the checker's own names of slips. */
export const slipNames: Readonly<Record<string, SlipName>> = {
  "dropped-activation-derivative": named("slope", "The derivative of the activation is missing", "활성화 함수의 도함수를 빠뜨림"),
  "dropped-upstream-factor": named("upstream", "The factor from above is missing", "위에서 오는 인수를 빠뜨림"),
  "softmax-jacobian-incomplete": named("softmax", "Only a part of the softmax Jacobian", "소프트맥스 야코비 행렬의 일부만 씀"),
  "derivative-by-probability": named("probability", "The derivative by p is taken for that by z", "p에 대한 미분을 z에 대한 미분으로 씀"),
  "function-for-derivative": named("slope", "The function stands where its derivative belongs", "도함수 자리에 함수를 씀"),
  "mask-of-wrong-quantity": named("mask", "The mask looks at the wrong quantity", "마스크를 다른 양에서 구함"),
  "transposed-outer-product": named("transpose", "The outer product is transposed", "바깥곱을 전치함"),
  "matrix-for-transpose": named("transpose", "W where its transpose belongs", "전치행렬 자리에 W를 씀"),
  "wrong-order": named("transpose", "The factors of a matrix product are in the wrong order", "행렬 곱의 순서가 틀림"),
  sign: named("sign", "The sign is wrong", "부호가 반대임"),
  "constant-factor": named("constant", "A constant factor is wrong", "상수배가 틀림"),
  "lost-path": named("path", "One path of a fork is missing", "갈라진 길 하나를 빠뜨림"),
  "intermediate-as-constant": named("path", "A quantity that varies is taken for a constant", "변하는 양을 상수로 봄"),
  "pre-activation-for-activation": named("activation", "h where its activation is meant", "활성화한 값 자리에 h를 씀"),
  "wrong-layer": named("name", "The matrix of another layer", "다른 층의 행렬을 씀"),
  "wrong-name": named("name", "Another quantity of the same shape", "모양이 같은 다른 양을 씀"),
  "wrong-quantity": named("name", "The derivative by another quantity", "다른 양에 대한 미분을 씀"),
  "elementwise-for-matrix-product": named("product", "Entry by entry where a matrix product belongs", "행렬 곱 자리에 성분별 곱을 씀"),
  "missing-sum": named("index", "A sum is missing", "합을 빠뜨림"),
  "wrong-index": named("index", "A wrong index", "첨자가 틀림"),
  "wrong-range": named("range", "The sum has the wrong range", "합의 범위가 틀림"),
  "wrong-power": named("power", "An exponent is wrong", "지수가 틀림"),
  "missing-factor": named("factor", "A factor is missing", "인수 하나를 빠뜨림"),
  "missing-term": named("term", "A term is missing", "항 하나를 빠뜨림"),
  "missing-index": named("bare", "An index is not written", "첨자를 쓰지 않음"),
  "gradient-for-update": named("update", "The gradient and the update are confused", "기울기와 갱신량을 혼동함"),
  "unstated-assumption": named("assumption", "An assumption is not stated", "가정을 밝히지 않음"),
  "vacuous-check": named("vacuous", "A check at zeros proves nothing", "모두 0인 점에서 확인함"),
  layout: named("layout", "Another layout is taken for a mistake", "다른 배치를 틀린 것으로 봄"),
}; // prettier-ignore

/** Kinds that a menu offers. */
const OFFERED = 5;

/** A menu with the right kinds in it, and others that are unlike them and each other; the same for the same card. */
export function menuOf(right: readonly string[], card: string): readonly string[] {
  const [shown] = right;
  if (shown === undefined) return [];
  const families = new Set(right.map((id) => slipNames[id]?.family));
  const others = Object.keys(slipNames).toSorted((a, b) => scatter(card + a) - scatter(card + b));
  const menu = [shown];
  for (const id of others) {
    const { family } = slipNames[id]!;
    if (menu.length === OFFERED || families.has(family)) continue;
    families.add(family);
    menu.push(id);
  }
  return menu.toSorted((a, b) => scatter(a + card) - scatter(b + card));
}

/** FNV-1a. */
function scatter(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
