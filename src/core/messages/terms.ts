/** Words that messages insert into one another, in both languages. */
export const terms = {
  number: { en: "a number", ko: "수" },
  vector: { en: "a vector of {shape}", ko: "길이 {shape} 벡터" },
  matrix: { en: "a matrix {shape}", ko: "{shape} 행렬" },
  tensor: { en: "a tensor {shape}", ko: "{shape} 텐서" },
};

export type TermId = keyof typeof terms;
