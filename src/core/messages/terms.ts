import type { Lang } from "./message.ts";

/** Words that messages insert into one another, in both languages. */
export const terms = {
  number: { en: "a number", ko: "수" },
  vector: { en: "a vector of {shape}", ko: "길이 {shape} 벡터" },
  matrix: { en: "a matrix {shape}", ko: "{shape} 행렬" },
  vectors: { en: "vectors", ko: "벡터" },
  square: { en: "a square matrix", ko: "정사각 행렬" },
  "some-matrix": { en: "a matrix", ko: "행렬" },
  system: { en: "a square matrix and a vector or a matrix", ko: "정사각 행렬과 벡터나 행렬" },
  "matrix-or-vector": { en: "a vector or a matrix", ko: "벡터나 행렬" },
  entry: { en: "entry {entry}", ko: "성분 {entry}" },
  "the-value": { en: "the value", ko: "값" },
  "finite-difference": { en: ", by finite differences {value}", ko: ", 유한차분 {value}" },
  tensor: { en: "a tensor {shape}", ko: "{shape} 텐서" },
};

export type TermId = keyof typeof terms;

export const termTemplate = (id: TermId, lang: Lang): string => terms[id][lang];
