/** The configuration of a project: `import { defineConfig } from "chainrule/config"`. */
export { defineConfig, type ChainruleConfig, type ModelConfig } from "./4-write/config.ts";
export { precisions, strategies, targets, type KernelSettings } from "./4-write/settings.ts";
