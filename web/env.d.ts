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

declare module "virtual:card-texts" {
  /** Formulas of the notes by their LaTeX. */
  export const mathml: Readonly<Record<string, string>>;
  /** By the code of a message: title and explanation. */
  export const explanations: Readonly<Record<string, Readonly<Record<"en" | "ko", readonly string[]>>>>;
}
