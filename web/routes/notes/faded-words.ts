import type { Words } from "../../app/words.ts";

const en = {
  about:
    "One part of a step is left out, and one more each time you repeat. What may stand there was made by slips of the catalogue, and the engine has judged each. Nothing waits for your answer.",
  repetition: "Repetition {round} of {of}. Right: {right} of {count}.",
  matrices: "matrices",
  given: "given",
  check: "Check",
  choose: "Choose one first.",
  yes: "✓ Right: this is the step that the engine takes.",
  no: "✗ Not this one.",
  "no.slip": "✗ Not this one: {name}.",
  "shape.none": "{a} times {b} is no product: {inner} columns do not meet {outer} rows.",
  "shape.other": "{a} times {b} gives {found}, but a gradient has the shape of its quantity, {wanted}.",
  next: "Again, with {count} blanks",
  again: "From the beginning",
  slips: "Then: find the slip",
  "ask.range": "Over what is the sum?",
  "ask.index": "Which indices belong there?",
  "ask.mask": "What lets the slope through, or stops it?",
  "ask.transpose": "Which factor is transposed, and which stands first?",
  "ask.assumption": "Which equation does this step need?",
  "ask.factor": "How does the matrix stand in the product?",
} as const;

export type WordKey = keyof typeof en;

const ko: Readonly<Record<WordKey, string>> = {
  about:
    "한 단계에서 한 부분이 비어 있고, 되풀이할 때마다 하나씩 늘어납니다. 보기는 목록에 있는 실수로 만든 것이며, 모두 엔진이 판정했습니다. 답하지 않아도 계속할 수 있습니다.",
  repetition: "{of}번 가운데 {round}번째. 맞힌 빈칸 {right}/{count}.",
  matrices: "행렬",
  given: "조건",
  check: "확인",
  choose: "먼저 하나를 고르세요.",
  yes: "✓ 맞습니다. 엔진도 이렇게 씁니다.",
  no: "✗ 아닙니다.",
  "no.slip": "✗ 아닙니다: {name}.",
  "shape.none": "{a}{:과/와} {b}{:은/는} 곱할 수 없습니다. 열이 {inner}개, 행이 {outer}개입니다.",
  "shape.other": "{a}{:과/와} {b}의 곱은 {found}인데, 기울기의 모양은 그 양과 같은 {wanted}입니다.",
  next: "빈칸 {count}개로 다시",
  again: "처음부터",
  slips: "다음: 실수 찾기",
  "ask.range": "무엇에 대해 더하나요?",
  "ask.index": "어떤 첨자가 들어가나요?",
  "ask.mask": "무엇이 기울기를 통과시키거나 막나요?",
  "ask.transpose": "어느 인수를 전치하고, 어느 것이 앞에 오나요?",
  "ask.assumption": "이 단계에는 어떤 등식이 필요한가요?",
  "ask.factor": "행렬은 곱에서 어떤 꼴로 들어가나요?",
};

/** The texts of the derivation with blanks. */
export const words: Words<WordKey> = { en, ko };
