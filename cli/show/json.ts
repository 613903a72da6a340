/** Longer arrays of numbers are broken, entry by entry, like everything else. */
const widest = 100;

/**
 * JSON for a person's eye too: indented, with rows of numbers on one line. −0 keeps its sign; NaN and the
 * infinities are strings, as in data files. Fields that are undefined are left out.
 */
export function jsonText(value: unknown): string {
  return `${write(value, "")}\n`;
}

function write(value: unknown, indent: string): string {
  if (typeof value === "number") return numberJson(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => write(item, inner));
    const isRow = value.every((item) => typeof item !== "object" || item === null);
    const row = `[${items.join(", ")}]`;
    return (isRow && row.length <= widest) || items.length === 0
      ? row
      : `[\n${inner}${items.join(`,\n${inner}`)}\n${indent}]`;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const lines = fields.map(([name, field]) => `${JSON.stringify(name)}: ${write(field, inner)}`);
  return lines.length === 0 ? "{}" : `{\n${inner}${lines.join(`,\n${inner}`)}\n${indent}}`;
}

function numberJson(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}
