const pad = (text, width) => String(text).padStart(width);

/** 78.0 ns, 14.2 ms. */
export function duration(nanoseconds) {
  const [unit, size] = [["s", 1e9], ["ms", 1e6], ["µs", 1e3], ["ns", 1]].find(([, size]) => nanoseconds >= size) ?? ["ns", 1]; // prettier-ignore
  const value = nanoseconds / size;
  return `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ${unit}`;
}

export const ratioText = (ratio) => (ratio >= 100 ? Math.round(ratio).toString() : ratio.toFixed(2));

/** Rows of a suite as a table for people. */
export function table({ title, rows, skipped }) {
  const width = Math.max(...rows.map(({ name }) => name.length), 10);
  return [
    title,
    `${"".padEnd(width)} ${pad("time", 9)} ${pad("ratio", 8)} ${pad("GFLOP/s", 8)}  of the peak`,
    ...rows.map(({ name, nanoseconds, ratio, gflops, share, peak }) =>
      [
        name.padEnd(width),
        pad(duration(nanoseconds), 9),
        pad(ratioText(ratio), 8),
        pad(gflops === undefined ? "" : gflops.toFixed(2), 8),
        share === undefined ? "" : ` ${(100 * share).toFixed(0)} % of ${peak}`,
      ]
        .join(" ")
        .trimEnd(),
    ),
    ...skipped.map(({ name, because }) => `${name.padEnd(width)}  skipped: ${because}`),
  ].join("\n");
}
