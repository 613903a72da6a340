import type { Lang } from "../../src/index.ts";

/** What the language server says in its own words; messages about the text come from the catalogues. */
const en = {
    input: "input", param: "parameter", label: "label", const: "constant",
    intermediate: "intermediate", output: "scalar computed by the model", size: "size",
    index: "index from 1 to {size}", alias: "another name for {name}", scalar: "a number",
    elementwise: "element-wise function", reduction: "over an index or a whole tensor",
    normaliser: "along an index or the last axis", structure: "function of whole tensors", special: "function of indices", matrix: "function of a square matrix",
    proved: "✓ proved", conditional: "✓ proved if {needs}", tested: "≈ tested at {points} points, not proved",
    refuted: "✗ wrong", hole: "◌ open", definition: "definition", unreadable: "not read",
    follows: "follows from line {line}",
    expected: "Right is", readAs: "Read as {reading}.", meaning: "Value",
    replace: "Replace with {text}", fill: "Fill in {text}", state: "State the assumption {text}", introduce: "Introduce the name: {text}",
    fixAll: "Apply all certain repairs", showTrace: "show why", noTrace: "There is nothing to show for this line.",
    known: "known", have: "have", goal: "goal", line: "line {line}",
    cannotRename: "This is no name of a model file.", notAName: "{name} is no name.", taken: "{name} is already taken.",
    statement: "statement",
} as const; // prettier-ignore

export type Word = keyof typeof en;

const ko: Readonly<Record<Word, string>> = {
    input: "입력", param: "매개변수", label: "정답", const: "상수",
    intermediate: "중간값", output: "모델이 계산하는 수", size: "크기",
    index: "1부터 {size}까지의 첨자", alias: "{name}의 다른 이름", scalar: "수",
    elementwise: "성분별 함수", reduction: "한 첨자 또는 텐서 전체에 걸친 함수",
    normaliser: "한 첨자 또는 마지막 축을 따라", structure: "텐서 전체의 함수", special: "첨자의 함수", matrix: "정사각 행렬의 함수",
    proved: "✓ 증명됨", conditional: "✓ 가정하면 증명됨: {needs}", tested: "≈ 점 {points}개에서 시험함, 증명은 아님",
    refuted: "✗ 틀림", hole: "◌ 미완성", definition: "정의", unreadable: "읽지 못함",
    follows: "{line}번째 줄에서 따라 나옴",
    expected: "옳은 식", readAs: "다음과 같이 읽음: {reading}.", meaning: "값",
    replace: "{text} 로 바꾸기", fill: "{text} 채우기", state: "가정 적기: {text}", introduce: "이름 소개하기: {text}",
    fixAll: "확실한 고침 모두 적용", showTrace: "까닭 보기", noTrace: "이 줄에는 보여 줄 것이 없습니다.",
    known: "아는 것", have: "얻은 것", goal: "목표", line: "{line}번째 줄",
    cannotRename: "모델 파일의 이름이 아닙니다.", notAName: "{name}: 이름이 될 수 없습니다.", taken: "{name}: 이미 쓰는 이름입니다.",
    statement: "문장",
}; // prettier-ignore

const words: { readonly [L in Lang]: Readonly<Record<Word, string>> } = { en, ko };

/** One word or sentence, with its values filled in. */
export const say = (lang: Lang, word: Word, values: Readonly<Record<string, string | number>> = {}): string =>
  words[lang][word].replaceAll(/\{(\w+)\}/g, (hole, key: string) => String(values[key] ?? hole));
