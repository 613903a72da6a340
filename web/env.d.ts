declare module "*.css";

declare module "*?raw" {
  const text: string;
  export default text;
}

declare module "*.json?raw" {
  const text: string;
  export default text;
}

/** The training kernel of a model, generated when the page is built: a `TrainableKernel` of training. */
declare module "*.chain?kernel" {
  export const kernel: unknown;
}

declare module "*.md?raw" {
  const text: string;
  export default text;
}

declare module "virtual:data-sets" {
  interface Rows {
    readonly source: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  }
  export const iris: Rows;
  export const penguins: Rows;
}

/** Imported, it puts the texts of a language into the catalogues. */
declare module "virtual:texts/en";
declare module "virtual:texts/ko";

/** The steps of the notes' derivation that have blanks: the `FadedLine`s of the engine's side of the page. */
declare module "virtual:faded" {
  export const lines: unknown;
}

declare module "virtual:card-texts" {
  /** Formulas of the notes by their LaTeX. */
  export const mathml: Readonly<Record<string, string>>;
  interface SlipWords {
    readonly title: string;
    readonly why: string;
  }
  /** By the name of a slip: what its page says, and its example, the same in both languages. */
  export const slipPages: Readonly<
    Record<
      string,
      Readonly<Record<"en" | "ko", SlipWords>> & { readonly wrong: string; readonly right: string }
    >
  >;
  /** By the code of a message: title and explanation. */
  export const explanations: Readonly<Record<string, Readonly<Record<"en" | "ko", readonly string[]>>>>;
}
