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
  forms: "Forms of the kernel",
  "form.edit": "To be changed",
  "form.unrolled": "TypeScript, unrolled",
  "form.loops": "TypeScript, loops",
  "form.wasm": "WebAssembly",
  "form.none": "There is no such form of this model's kernel.",
  "about.unrolled":
    "Straight-line code: every entry has a statement of its own. Beside each stands the node it belongs to and its value at the numbers in force.",
  "about.loops": "The same sums as loops over the axes. Larger models are written so.",
  "about.wasm":
    "The same kernel as the WebAssembly that the engine encodes, in its text format, one instruction on a line.",
  operations: "For cost and all gradients: {operations}",
  copy: "Copy the code",
  copied: "Copied.",
  console: "The same in a console:",
  race: "Time for all partials",
  "race.go": "Measure here",
  "race.busy": "Measuring …",
  "race.failed": "The code could not be measured.",
  "race.kernel": "generated kernel",
  "race.differences": "central differences",
  "race.time": "{time} µs",
  "race.said":
    "On this device the differences take {factor} times as long; both are medians of {rounds} measurements.",
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
  forms: "커널의 꼴",
  "form.edit": "고쳐 보기",
  "form.unrolled": "TypeScript, 펼친 꼴",
  "form.loops": "TypeScript, 반복문",
  "form.wasm": "WebAssembly",
  "form.none": "이 모델의 커널에는 그런 꼴이 없습니다.",
  "about.unrolled":
    "반복 없이 펼친 코드입니다. 성분마다 문장이 하나씩 있고, 그 문장의 노드와 지금 숫자에서의 값이 곁에 있습니다.",
  "about.loops": "같은 합을 축에 대한 반복문으로 쓴 것입니다. 큰 모델은 이렇게 씁니다.",
  "about.wasm":
    "같은 커널을 엔진이 WebAssembly로 인코딩한 것을, 한 줄에 명령 하나씩 텍스트 형식으로 보인 것입니다.",
  operations: "비용과 모든 기울기에 드는 연산: {operations}",
  copy: "코드 복사",
  copied: "복사했습니다.",
  console: "콘솔에서 똑같이:",
  race: "모든 편미분에 걸리는 시간",
  "race.go": "여기서 재기",
  "race.busy": "재는 중 …",
  "race.failed": "코드를 잴 수 없습니다.",
  "race.kernel": "생성된 커널",
  "race.differences": "중심 차분",
  "race.time": "{time} µs",
  "race.said": "이 기기에서 차분은 {factor}배 걸립니다. 둘 다 {rounds}번 잰 것의 중앙값입니다.",
};

export const words: Words<Word> = { en, ko };
