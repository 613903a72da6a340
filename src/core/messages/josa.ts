/**
 * Korean particles after symbols. The form of a particle depends on the last sound of the word as it is read
 * aloud: 이 after a final consonant, 가 after a vowel, and 로 instead of 으로 also after a final ㄹ. Digits and
 * Latin letters are read by their Korean names (3 삼, 0 영, N 엔, R 알).
 */
type Final = "vowel" | "rieul" | "consonant";

const digitFinals: Readonly<Record<string, Final>> = {
  0: "consonant", // 영
  1: "rieul", // 일
  2: "vowel", // 이
  3: "consonant", // 삼
  4: "vowel", // 사
  5: "vowel", // 오
  6: "consonant", // 육
  7: "rieul", // 칠
  8: "rieul", // 팔
  9: "vowel", // 구
};

/** Latin letters whose Korean name ends in a consonant; all others end in a vowel. */
const letterFinals: Readonly<Record<string, Final>> = {
  l: "rieul", // 엘
  m: "consonant", // 엠
  n: "consonant", // 엔
  r: "rieul", // 알
};

/** Greek letters whose Korean name ends in a consonant. */
const greekFinals: Readonly<Record<string, Final>> = {
  ε: "consonant", // 엡실론
  ϵ: "consonant",
  ο: "consonant", // 오미크론
  υ: "consonant", // 입실론
};

/** Signs that are read aloud; brackets, quotes and dots are silent, and the character before them decides. */
const signFinals: Readonly<Record<string, Final>> = {
  "+": "vowel", // 더하기
  "-": "vowel", // 빼기
  "*": "vowel", // 곱하기
  "/": "vowel", // 나누기
  "^": "consonant", // 거듭제곱
  "=": "vowel", // 등호
  "<": "vowel", // 부등호
  ">": "vowel", // 부등호
  "%": "vowel", // 퍼센트
  "∞": "vowel", // 무한대
};

const subscriptDigits = "₀₁₂₃₄₅₆₇₈₉";

/** A word in er, or, ar is read as a word (outer 아우터), not by the name of its last letter. */
const readAsWord = (before: string, letter: string): boolean => letter === "r" && /[aeo]/i.test(before);

function finalOf(character: string, before: string): Final | undefined {
  const code = character.codePointAt(0)!;
  if (code >= 0xac00 && code <= 0xd7a3) {
    const coda = (code - 0xac00) % 28;
    return coda === 0 ? "vowel" : coda === 8 ? "rieul" : "consonant";
  }
  const digit = subscriptDigits.indexOf(character);
  if (digit >= 0) return digitFinals[digit];
  if (digitFinals[character] !== undefined) return digitFinals[character];
  const lower = character.toLowerCase();
  if (/[a-z]/.test(lower)) return readAsWord(before, lower) ? "vowel" : (letterFinals[lower] ?? "vowel");
  if (/\p{Script=Greek}/u.test(lower)) return greekFinals[lower] ?? "vowel";
  return signFinals[character];
}

/** The last sound of a text as it is read aloud. */
export function lastSound(text: string): Final {
  const characters = Array.from(text.normalize("NFC"));
  for (let at = characters.length - 1; at >= 0; at--) {
    const final = finalOf(characters[at]!, characters[at - 1] ?? "");
    if (final !== undefined) return final;
  }
  return "vowel";
}

/**
 * The particle that follows `word`, chosen from a pair such as `이/가`, `은/는`, `을/를`, `과/와`, `으로/로`:
 * first the form after a consonant, then the form after a vowel.
 */
export function particle(word: string, pair: string): string {
  const [afterConsonant = "", afterVowel = ""] = pair.split("/");
  const sound = lastSound(word);
  if (sound === "vowel") return afterVowel;
  return sound === "rieul" && afterVowel === "로" ? afterVowel : afterConsonant;
}
