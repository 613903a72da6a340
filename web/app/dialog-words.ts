import type { Words } from "./words.ts";

const en = {
  "share.title": "A link to what you see",
  "share.copy": "Copy the link",
  "share.copied": "Copied.",
  "share.long": "What you see does not fit into a link. Save it as a file instead.",
  "share.file": "Save as a file",
  "share.address": "Link",
  "keys.title": "Keyboard",
  "keys.step": "next and previous step",
  "keys.ends": "first and last step",
  "keys.unfold": "unfold the step, one level further each time",
  "keys.pin": "pin what is lit up; again to release it",
  "keys.clear": "release all pins",
  "keys.number": "in a number: one tenth up or down",
  "keys.coarse": "ten times as far; ten times finer",
  "keys.reset": "in a number: back to where it began",
  "keys.hint": "in a card: a hint",
  "keys.this": "this list",
  close: "Close",
} as const;

export type Word = keyof typeof en;

const ko: Readonly<Record<Word, string>> = {
  "share.title": "지금 보이는 화면의 링크",
  "share.copy": "링크 복사",
  "share.copied": "복사했습니다.",
  "share.long": "화면의 상태가 링크에 다 들어가지 않습니다. 대신 파일로 저장하세요.",
  "share.file": "파일로 저장",
  "share.address": "링크",
  "keys.title": "키보드",
  "keys.step": "다음 단계와 이전 단계",
  "keys.ends": "첫 단계와 마지막 단계",
  "keys.unfold": "단계를 한 층씩 펼치기",
  "keys.pin": "밝혀진 것을 고정하기, 다시 누르면 풀기",
  "keys.clear": "고정을 모두 풀기",
  "keys.number": "숫자에서: 0.1씩 올리고 내리기",
  "keys.coarse": "열 배 크게, 열 배 작게",
  "keys.reset": "숫자에서: 처음 값으로",
  "keys.hint": "카드에서: 힌트",
  "keys.this": "이 목록",
  close: "닫기",
};

export const words: Words<Word> = { en, ko };
