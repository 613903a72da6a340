/** Forms of a particle: after a final consonant, after a vowel; 로 also after a final ㄹ. */
const PAIRS: Readonly<Record<string, readonly [closed: string, open: string]>> = {
  은: ["은", "는"],
  이: ["이", "가"],
  을: ["을", "를"],
  과: ["과", "와"],
  으로: ["으로", "로"],
  이라: ["이라", "라"],
  이었: ["이었", "였"],
};

type Ending = "open" | "closed" | "ㄹ";

/** How the digits are read: 영 일 이 삼 사 오 육 칠 팔 구. */
const DIGITS: readonly Ending[] = [
  "closed",
  "ㄹ",
  "open",
  "closed",
  "open",
  "open",
  "closed",
  "ㄹ",
  "ㄹ",
  "open",
];
/** Letters whose Korean name ends in a consonant: 엘, 엠, 엔, 알. */
const LETTERS: Readonly<Record<string, Ending>> = { l: "ㄹ", m: "closed", n: "closed", r: "ㄹ" };
/** Final letters of a Latin word that are written with a final consonant in Korean. */
const WORD_ENDINGS: Readonly<Record<string, Ending>> = { l: "ㄹ", m: "closed", n: "closed" };

/** The word with the form of the particle that fits its reading. Closing quotes and brackets are not read. */
export function withParticle(word: string, particle: string): string {
  const pair = PAIRS[particle];
  if (pair === undefined) throw new RangeError(`no Korean particle ${particle}`);
  const ending = endingOf(word);
  const isOpen = ending === "open" || (ending === "ㄹ" && particle === "으로");
  return word + (isOpen ? pair[1] : pair[0]);
}

function endingOf(word: string): Ending {
  const read = word
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]+$/u, "")
    .toLowerCase();
  const last = read.at(-1) ?? "";
  const syllable = last.charCodeAt(0) - 0xac00;
  if (syllable >= 0 && syllable < 11172) {
    const final = syllable % 28;
    if (final === 0) return "open";
    return final === 8 ? "ㄹ" : "closed";
  }
  if (/\d/.test(last)) return DIGITS[Number(last)]!;
  const isSpelled = !/[a-z]{2}$/.test(read);
  return (isSpelled ? LETTERS : WORD_ENDINGS)[last] ?? "open";
}
