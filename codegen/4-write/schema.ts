import { precisions, strategies, targets } from "./settings.ts";

/** What an option may be, in a form that can be checked and said. */
export type Schema =
  | { readonly kind: "text"; readonly example: string }
  | { readonly kind: "flag" }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  | { readonly kind: "size" }
  | { readonly kind: "off" }
  | { readonly kind: "list"; readonly item: Schema; readonly example: string }
  | { readonly kind: "table"; readonly item: Schema; readonly example: string }
  | { readonly kind: "either"; readonly of: readonly Schema[]; readonly example: string }
  | {
      readonly kind: "object";
      readonly options: Readonly<Record<string, Schema>>;
      readonly required: readonly string[];
      readonly example: string;
    };

const text = (example: string): Schema => ({ kind: "text", example: JSON.stringify(example) });

/** The options that every model may have: in a configuration, of the bundler plugin, behind the ? of an import. */
export const kernelSchema = {
  of: text("Cost"),
  wrt: { kind: "list", item: text("W0"), example: '["W0", "W1"]' },
  sizes: { kind: "table", item: { kind: "size" }, example: "{ n: 784 }" },
  target: { kind: "choice", of: targets },
  type: { kind: "choice", of: precisions },
  batch: { kind: "flag" },
  strategy: { kind: "choice", of: strategies },
} as const satisfies Readonly<Record<string, Schema>>;

const modelSchema: Schema = {
  kind: "object",
  options: { file: text("mlp.chain"), name: text("mlp"), outDir: text("generated"), ...kernelSchema },
  required: ["file"],
  example: '{ file: "mlp.chain", type: "f32" }',
};

/** `chainrule.config.ts` */
export const configSchema: Schema = {
  kind: "object",
  options: {
    models: {
      kind: "list",
      item: { kind: "either", of: [text("mlp.chain"), modelSchema], example: '"mlp.chain"' },
      example: '["models/*.chain"]',
    },
    outDir: text("generated"),
    dts: { kind: "flag" },
    cacheDir: { kind: "either", of: [text(".cache"), { kind: "off" }], example: "false" },
    ...kernelSchema,
  },
  required: ["models"],
  example: '{ models: ["mlp.chain"] }',
};

/** The options of the bundler plugin. */
export const pluginSchema: Schema = {
  kind: "object",
  options: {
    config: { kind: "either", of: [text("chainrule.config.ts"), { kind: "off" }], example: "false" },
    dts: { kind: "flag" },
    cacheDir: { kind: "either", of: [text(".cache"), { kind: "off" }], example: "false" },
    ...kernelSchema,
  },
  required: [],
  example: '{ type: "f32" }',
};
