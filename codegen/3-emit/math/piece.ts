/** TypeScript, or JavaScript without type annotations. */
export type Dialect = "ts" | "js";

/** Constants and functions that pieces of text lean on; each stands once in a module, before the kernels. */
export type SupportName =
  | "twoTo" | "expTable" | "expRare" | "logTable" | "logTableFromOne" | "highWord" | "words" | "numbers" | "logRare"
  | "erf" | "erfc"; // prettier-ignore

/** How a piece is to be spelled: fresh names for its temporaries, and what the support is called in the module. */
export interface Spelling {
  readonly dialect: Dialect;
  readonly fresh: (stem: string) => string;
  readonly support: (name: SupportName) => string;
}

/** A value as text: statements to be run first, then an expression. */
export interface Piece {
  readonly statements: readonly string[];
  readonly result: string;
}

/** An entry of a typed array; the index is in range, which the type checker cannot know. */
export const entry = ({ dialect }: Spelling, array: string, index: string): string =>
  `${array}[${index}]${dialect === "ts" ? "!" : ""}`;

/** An entry that is assigned to. */
export const place = (array: string, index: string): string => `${array}[${index}]`;

/** The head of a function of doubles that returns a double. */
export const signature = ({ dialect }: Spelling, name: string, parameters: readonly string[]): string => {
  const type = dialect === "ts" ? ": number" : "";
  return `function ${name}(${parameters.map((parameter) => parameter + type).join(", ")})${type}`;
};

export const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
