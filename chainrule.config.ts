import { defineConfig } from "chainrule/config";

/** The kernels of this repository: `npm run generate`, which is `chainrule generate`. */
export default defineConfig({
  // The page generates the kernel of notes-eight.chain when it is built.
  models: ["notes", "softmax-regression", "two-three-two", "mnist"].map((name) => `examples/${name}.chain`),
  outDir: "generated",
});
