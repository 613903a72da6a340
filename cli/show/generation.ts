import type { ShippedSizes } from "../../codegen/build.ts";
import type { Written } from "../generation.ts";
import { word } from "../messages/catalogue.ts";
import type { Terminal } from "../terminal.ts";

const statuses = {
  written: ["written", "green"],
  unchanged: ["unchanged", "dim"],
  stale: ["stale", "red"],
  missing: ["missingFile", "red"],
  removed: ["removed", "yellow"],
  "left over": ["leftOver", "red"],
} as const;

/** Whether a check fails. */
export const isWrong = ({ status }: Written): boolean =>
  status === "stale" || status === "missing" || status === "left over";

/** A source map lies beside its kernel, which says everything about both. */
export const isMap = (path: string): boolean => path.endsWith(".map");

/** A line for a file; what is known about a kernel stands beside its module. */
export function reportLine(
  { path, from, status, kernel }: Written,
  { language, paintOut }: Terminal,
): string {
  const [key, color] = statuses[status];
  if (kernel === undefined || isMap(path)) return `${paintOut(color, word(language, key))}  ${path}\n`;
  const { operations, strategy } = kernel.module;
  const facts = word(language, "kernelFacts", { from, operations, strategy });
  return `${paintOut(color, word(language, key))}  ${path}${paintOut("dim", `  ${facts}`)}\n`;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** What a user ships with a kernel. */
export function sizesLine({ raw, gzip, brotli }: ShippedSizes, { language, paintOut }: Terminal): string {
  const values = { raw: kilobytes(raw), gzip: kilobytes(gzip), brotli: kilobytes(brotli) };
  return paintOut("dim", `         ${word(language, "shipped", values)}\n`);
}

/** A file for programs. */
export function reportJson({ path, from, status, kernel }: Written): object {
  if (kernel === undefined || isMap(path)) return { path, from, status };
  const { strategy, reason, operations } = kernel.module;
  return { path, from, status, strategy, reason, operations, javascript: kernel.build.sizes() };
}
