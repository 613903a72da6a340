import type { Words } from "../../app/words.ts";

const en = {
  title: "The kernel, to be changed",
  about:
    "This is the function the engine generated, as JavaScript. Take a mask away, drop a factor, turn a sign: it runs in a worker of its own, cut off from the page and the network, and every partial is held against finite differences of the model.",
  reset: "Back to the generated code",
  check: "Held against finite differences",
  foreign: "This code came with the link. It runs when you say so.",
  run: "Run it",
  late: "The code ran for more than a second and was ended.",
  failed: "The code cannot run:",
  cost: "The cost is {cost}, as the model's.",
  "cost.wrong": "The cost is {cost}; the model's is {model}.",
  well: "All {count} partials agree.",
  wrong: "{wrong} of {count} partials disagree.",
  kernel: "this code",
  difference: "difference",
  verdict: "verdict",
  kink: "kink: either slope is right",
} as const;

export type Word = keyof typeof en;

const ko: Readonly<Record<Word, string>> = {
  title: "고쳐 볼 수 있는 커널",
  about:
    "엔진이 생성한 함수를 자바스크립트로 보인 것입니다. 마스크를 지우거나 인수를 빼거나 부호를 바꿔 보세요. 페이지와 네트워크에서 떨어진 워커에서 실행하고, 모든 편미분을 모델의 유한차분과 견줍니다.",
  reset: "생성된 코드로 되돌리기",
  check: "유한차분과 견주기",
  foreign: "링크에 담겨 온 코드입니다. 누를 때에만 실행합니다.",
  run: "실행",
  late: "코드가 1초 넘게 돌아서 멈추었습니다.",
  failed: "코드를 실행할 수 없습니다:",
  cost: "비용은 {cost}, 모델과 같습니다.",
  "cost.wrong": "비용은 {cost}, 모델의 값은 {model}입니다.",
  well: "편미분 {count}개가 모두 일치합니다.",
  wrong: "편미분 {count}개 가운데 {wrong}개가 일치하지 않습니다.",
  kernel: "이 코드",
  difference: "유한차분",
  verdict: "판정",
  kink: "꺾임: 어느 쪽 기울기도 맞음",
};

export const words: Words<Word> = { en, ko };
