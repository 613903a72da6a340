import { chainrule } from "./index.ts";

export default chainrule.esbuild;
