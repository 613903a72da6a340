import { defineConfig } from "chainrule/config";

/** The kernels of this repository: `npm run generate`, which is `chainrule generate`. */
export default defineConfig({
  models: ["examples/*.chain"],
  outDir: "generated",
});
