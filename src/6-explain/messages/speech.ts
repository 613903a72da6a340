import type { Lang } from "../../core/messages/message.ts";

/** How formulas are read aloud. `{a}`, `{b}` are the parts; in Korean `{:을/를}` is the particle that fits. */
interface Phrases {
  readonly plus: string;
  readonly minus: string;
  readonly negative: string;
  readonly times: string;
  readonly elementwise: string;
  readonly over: string;
  readonly squared: string;
  readonly cubed: string;
  readonly power: string;
  readonly group: string;
  readonly transpose: string;
  readonly inverse: string;
  readonly derivative: string;
  readonly equals: string;
  /** The same, where the left side is more than a name. */
  readonly isFormula: string;
  readonly conditional: string;
  readonly entry: string;
  readonly matrixEntry: string;
  /** A weight with a number: W⁽¹⁾. */
  readonly layer: string;
  readonly range: string;
  readonly sum: string;
  readonly product: string;
  readonly along: string;
  readonly call: string;
  readonly pair: string;
  readonly outer: string;
  readonly indicator: string;
  readonly delta: string;
  readonly isEqual: string;
  readonly isUnequal: string;
  readonly isLess: string;
  readonly isAtMost: string;
  readonly isGreater: string;
  readonly isAtLeast: string;
  /** Functions that are read without "of": log x, ReLU x. */
  readonly short: string;
  /** Names of functions; others are read as they are written. */
  readonly functions: Readonly<Record<string, string>>;
}

const en: Phrases = {
  plus: "{a} plus {b}",
  minus: "{a} minus {b}",
  negative: "minus {a}",
  times: "{a} times {b}",
  elementwise: "{a} entrywise times {b}",
  over: "{a} over {b}",
  squared: "{a} squared",
  cubed: "{a} cubed",
  power: "{a} to the power {b}",
  group: "the quantity {a}, end quantity,",
  transpose: "{a} transposed",
  inverse: "{a} inverse",
  derivative: "partial of {a} with respect to {b}",
  equals: "{a}, equals {b}",
  isFormula: "{a}, equals {b}",
  conditional: "{a} if {c}, otherwise {b}",
  entry: "{a} {b}",
  matrixEntry: "{a}, row {b}, column {c},",
  layer: "{a} layer {b}",
  range: "{a} from 1 to {b}",
  sum: "the sum over {a} of {b}",
  product: "the product over {a} of {b}",
  along: "{f} over {a} of {b}",
  call: "{f} of {a}",
  pair: "{f} of {a} and {b}",
  outer: "{a} outer product {b}",
  indicator: "the indicator that {a},",
  delta: "Kronecker delta {a} {b}",
  isEqual: "{a} is {b}",
  isUnequal: "{a} is not {b}",
  isLess: "{a} is less than {b}",
  isAtMost: "{a} is at most {b}",
  isGreater: "{a} is greater than {b}",
  isAtLeast: "{a} is at least {b}",
  short: "{f} {a}",
  functions: {
    exp: "exponential",
    log: "log",
    relu: "ReLU",
    gelu: "GELU",
    sqrt: "square root",
    abs: "absolute value",
    sign: "sign",
    norm: "norm",
    sum: "sum",
    mean: "mean",
    prod: "product",
    tr: "trace",
    inv: "inverse",
    det: "determinant",
    logdet: "log absolute determinant",
    diag: "diagonal",
    max: "maximum",
    min: "minimum",
    softmax: "softmax",
    logsoftmax: "log softmax",
    logsumexp: "log sum exp",
    sigmoid: "sigmoid",
    softplus: "softplus",
  },
};

const ko: Phrases = {
  plus: "{a} 더하기 {b}",
  minus: "{a} 빼기 {b}",
  negative: "마이너스 {a}",
  times: "{a} 곱하기 {b}",
  elementwise: "{a} 성분별 곱하기 {b}",
  over: "{b}분의 {a}",
  squared: "{a}의 제곱",
  cubed: "{a}의 세제곱",
  power: "{a}의 {b}제곱",
  group: "괄호 열고 {a} 괄호 닫고",
  transpose: "{a}의 전치",
  inverse: "{a}의 역행렬",
  derivative: "{b}에 대한 {a}의 편미분",
  equals: "{a}{:은/는} {b}",
  isFormula: "{a}, 이것은 {b}",
  conditional: "{c} 때 {a}, 아니면 {b}",
  entry: "{a} {b}",
  matrixEntry: "{a}의 {b}행 {c}열 성분",
  layer: "{a} {b}층",
  range: "1부터 {b}까지의 {a}",
  sum: "{a}에 대한 합, {b}",
  product: "{a}에 대한 곱, {b}",
  along: "{a}에 대한 {f}, {b}",
  call: "{f} {a}",
  pair: "{a}{:과/와} {b}의 {f}",
  outer: "{a} 바깥곱 {b}",
  indicator: "{a} 때 1인 지시함수",
  delta: "크로네커 델타 {a} {b}",
  isEqual: "{a}{:이/가} {b}일",
  isUnequal: "{a}{:이/가} {b}{:이/가} 아닐",
  isLess: "{a}{:이/가} {b}보다 작을",
  isAtMost: "{a}{:이/가} {b} 이하일",
  isGreater: "{a}{:이/가} {b}보다 클",
  isAtLeast: "{a}{:이/가} {b} 이상일",
  short: "{f} {a}",
  functions: {
    exp: "익스포넨셜",
    log: "로그",
    relu: "ReLU",
    gelu: "GELU",
    sqrt: "루트",
    abs: "절댓값",
    sign: "부호",
    norm: "노름",
    sum: "합",
    mean: "평균",
    prod: "곱",
    tr: "대각합",
    inv: "역행렬",
    det: "행렬식",
    logdet: "로그 절댓값 행렬식",
    diag: "대각",
    max: "최댓값",
    min: "최솟값",
    softmax: "소프트맥스",
    logsoftmax: "로그 소프트맥스",
    logsumexp: "로그섬익스프",
    sigmoid: "시그모이드",
    softplus: "소프트플러스",
    sin: "사인",
    cos: "코사인",
    tan: "탄젠트",
    tanh: "하이퍼볼릭 탄젠트",
    erf: "오차 함수",
  },
};

export const phrases: Readonly<Record<Lang, Phrases>> = { en, ko };

export type PhraseId = Exclude<keyof Phrases, "functions">;

/**
 * After a sign a pause is heard before what begins with words of its own, which would be taken for the operand: in
 * "곱하기 k에 대한 합" one hears k as a factor.
 */
export const pausesAfterSigns: Readonly<Record<Lang, boolean>> = { en: false, ko: true };
