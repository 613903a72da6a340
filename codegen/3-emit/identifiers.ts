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

/** A scope in which every name is given once; names of the scopes around it count as given. */
export class Scope {
  readonly #around: Scope | undefined;
  readonly #taken = new Set<string>();
  /** Where to go on looking for a fresh name. */
  readonly #next = new Map<string, number>();

  constructor(around?: Scope) {
    this.#around = around;
  }

  #isTaken(name: string): boolean {
    return this.#taken.has(name) || (this.#around !== undefined && this.#around.#isTaken(name));
  }

  /** An identifier like `name` that is not taken. */
  claim(name: string): string {
    const wanted = identifierOf(name);
    let free = wanted;
    for (let k = 2; this.#isTaken(free); k++) free = `${wanted}_${k}`;
    this.#taken.add(free);
    return free;
  }

  /** stem1, stem2, …: the first that is not taken. */
  fresh(stem: string): string {
    for (let k = this.#next.get(stem) ?? 1; ; k++) {
      const name = `${stem}${k}`;
      if (this.#isTaken(name)) continue;
      this.#taken.add(name);
      this.#next.set(stem, k + 1);
      return name;
    }
  }

  inner(): Scope {
    return new Scope(this);
  }
}

/** As the key of an object literal. */
export const keyOf = (name: string): string => {
  const plain = identifierOf(name) === name || reserved.has(name);
  return plain ? name : JSON.stringify(name);
};
