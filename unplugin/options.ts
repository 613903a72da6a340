import { kernelSchema, type KernelSettings, pluginSchema, validate } from "../codegen/build.ts";

/** Options of the plugin. Settings hold for every model that is imported; a configuration and an import's query win. */
export interface ChainruleOptions extends KernelSettings {
  /** A `chainrule.config.ts` whose settings hold for its models; by default the one in the working folder, false for none. */
  readonly config?: string | false | undefined;
  /** Writes `mlp.d.chain.ts` beside `mlp.chain`, so that imports are typed; yes by default. */
  readonly dts?: boolean | undefined;
  /** The folder of the cache, or false for none; by default in node_modules. */
  readonly cacheDir?: string | false | undefined;
}

/** The options as they are. @error E1052–E1053 an option is wrong */
export function checkedOptions(options: ChainruleOptions = {}): ChainruleOptions {
  validate(options, pluginSchema, "the chainrule plugin");
  return options;
}

/** What bundlers add to a query for their own purposes. */
const foreign = /^(?:t|v|import|hmr|used|html-proxy|[a-z]+_[a-z_]+)$/i;

/** The path of an import, and what stands behind its `?`. */
export function splitId(id: string): { readonly path: string; readonly query: string } {
  const [, path = "", query = ""] = /^([^?#]*)\??([^#]*)/.exec(id) ?? [];
  return { path, query };
}

/** Queries that ask for the text or the address of a file, not for what it means. */
export const isLeftAlone = (query: string): boolean =>
  [...new URLSearchParams(query).keys()].some((key) => ["raw", "url", "inline"].includes(key));

/**
 * The settings behind the `?` of an import: `./mlp.chain?batch&type=f32&sizes.n=784&wrt=W0,W1`.
 * @error E1052–E1053 an option is wrong
 */
export function querySettings(query: string, path: string): KernelSettings {
  const settings: Record<string, unknown> = {};
  const sizes: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    if (foreign.test(key)) continue;
    if (key.startsWith("sizes.")) sizes[key.slice("sizes.".length)] = numberOr(value);
    else if (key === "wrt") settings[key] = value.split(",");
    else if (key === "batch") settings[key] = flags[value] ?? value;
    else settings[key] = value;
  }
  if (Object.keys(sizes).length > 0) settings.sizes = sizes;
  const schema = { kind: "object", options: kernelSchema, required: [], example: "?type=f32" } as const;
  validate(settings, schema, `${path}?${query}`);
  return settings;
}

const flags: Readonly<Record<string, boolean>> = { "": true, true: true, false: false };

const numberOr = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);
