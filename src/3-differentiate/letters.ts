import { namedIndex, type Index } from "../core/index.ts";

const alphabet = ["i", "j", "k", "l", "m", "n", "p", "q", "r", "s", "t", "u", "v", "w"];

/** A letter not in `taken`: the wished one, another of the usual ones, or one with a number. */
function letter(wish: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wish)) return wish;
  const other = alphabet.find((name) => !taken.has(name));
  if (other !== undefined) return other;
  let number = 2;
  while (taken.has(`${wish}${number}`)) number++;
  return `${wish}${number}`;
}

/** The indices under names that no index in `taken` has and no two of them share. */
export function lettersApartFrom(wanted: readonly Index[], taken: readonly Index[]): readonly Index[] {
  const used = new Set(taken.map((index) => index.name));
  return wanted.map((index) => {
    const name = letter(index.name, used);
    used.add(name);
    return name === index.name ? index : namedIndex(name, index.size);
  });
}
