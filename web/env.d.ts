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

declare module "*?worker&inline" {
  const InlineWorker: new () => Worker;
  export default InlineWorker;
}
