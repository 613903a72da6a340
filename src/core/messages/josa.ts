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

/** English words are read as words, not by the name of their last letter: outer 아우터, input 인풋, metric 메트릭. */
const wordEndings: readonly (readonly [RegExp, Final])[] = [
  [/[aeo]r$/i, "vowel"],
  [/[a-z][aeiou][ptkc]$/i, "consonant"],
];

function finalOf(text: string): Final | undefined {
  const character = Array.from(text).at(-1) ?? "";
  if (character === "") return undefined;
  const code = character.codePointAt(0)!;
  if (code >= 0xac00 && code <= 0xd7a3) {
    const coda = (code - 0xac00) % 28;
    return coda === 0 ? "vowel" : coda === 8 ? "rieul" : "consonant";
  }
  const digit = subscriptDigits.indexOf(character);
  if (digit >= 0) return digitFinals[digit];
  if (digitFinals[character] !== undefined) return digitFinals[character];
  const lower = character.toLowerCase();
  if (/[a-z]/.test(lower))
    return wordEndings.find(([ending]) => ending.test(text))?.[1] ?? letterFinals[lower] ?? "vowel";
  if (/\p{Script=Greek}/u.test(lower)) return greekFinals[lower] ?? "vowel";
  return signFinals[character];
}

/** A piece in backticks stands for itself; a sign in it that has no reading is called 괄호 or 기호. */
const quoted = (text: string): string => /`([^`]*)`$/.exec(text)?.[1] ?? text;

/** The last sound of a text as it is read aloud. */
function lastSound(text: string): Final {
  const characters = Array.from(quoted(text).normalize("NFC"));
  for (let end = characters.length; end > 0; end--) {
    const final = finalOf(characters.slice(Math.max(0, end - 4), end).join(""));
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
