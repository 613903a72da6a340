/** Words that cannot name a variable in a module, and globals the generated code itself uses. */
const reserved: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield " +
    "Infinity NaN Math Float64Array Float32Array Uint8Array Int32Array DataView WebAssembly Error RangeError globalThis Object Number"
  ).split(" "),
);

const letter = /^[\p{ID_Continue}$]$/u;
const start = /^[\p{ID_Start}$_]$/u;

/**
 * The name as an identifier: unchanged where it is one already (Greek and Korean are), else with `_` for what
 * cannot stand in one. Whatever the name, the result is nothing but one identifier.
 */
export function identifierOf(name: string): string {
  const letters = Array.from(name.normalize("NFC"))
    .map((c) => (letter.test(c) ? c : "_"))
    .join("");
  const [first] = Array.from(letters);
  const whole = first === undefined || !start.test(first) ? `_${letters}` : letters;
  return reserved.has(whole) ? `${whole}_` : whole;
}

/** A scope in which every name is given once. */
export class Scope {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** An identifier like `name` that is not taken. */
  claim(name: string): string {
    const wanted = identifierOf(name);
    let free = wanted;
    for (let k = 2; this.#taken.has(free); k++) free = `${wanted}_${k}`;
    this.#taken.add(free);
    return free;
  }

  /** stem1, stem2, …: the first that is not taken. */
  fresh(stem: string): string {
    for (let k = 1; ; k++) {
      const name = `${stem}${k}`;
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      return name;
    }
  }

  inner(): Scope {
    return new Scope(this.#taken);
  }
}

/** As the key of an object literal. */
export const keyOf = (name: string): string => {
  const plain = identifierOf(name) === name || reserved.has(name);
  return plain ? name : JSON.stringify(name);
};
