/**
 * Times contenders against each other in one process: every round runs each of them once, in turning order, and
 * what counts is the median over rounds of the ratio to the first. Absolute times move with the machine's other
 * work; ratios within a round hardly do.
 *
 * @typedef {{ name: string, run: (repeats: number) => void, work?: number }} Contender `run` does the work
 *   `repeats` times; `work` is the number of floating-point operations of one time.
 */

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Nanoseconds of processor time: other work on the machine that interrupts a slice does not count. */
const time = (run, repeats) => {
  const start = process.cpuUsage();
  run(repeats);
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000;
};

/** How many repeats take about `nanoseconds`, after the code is hot. */
function calibrate(run, nanoseconds) {
  let repeats = 1;
  for (let spent = time(run, repeats); spent < nanoseconds && repeats < 1e9; spent = time(run, repeats))
    repeats = Math.max(repeats + 1, Math.ceil(repeats * Math.min(8, nanoseconds / Math.max(spent, 1))));
  return repeats;
}

/**
 * @param {Contender[]} contenders the first is the one the others are compared with
 * @returns one row per contender: median nanoseconds, median ratio to the first, operations per nanosecond
 */
export function interleave(contenders, { rounds = 21, warmup = 4e8, slice = 1e7 } = {}) {
  for (const { run } of contenders) {
    const end = process.hrtime.bigint() + BigInt(warmup);
    for (let repeats = 1; process.hrtime.bigint() < end; repeats = Math.min(repeats * 2, 1 << 14))
      run(repeats);
  }
  const repeats = contenders.map(({ run }) => calibrate(run, slice));
  const samples = contenders.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (let k = 0; k < contenders.length; k++) {
      const at = (k + round) % contenders.length;
      samples[at].push(time(contenders[at].run, repeats[at]) / repeats[at]);
    }
  return contenders.map(({ name, work }, k) => {
    const nanoseconds = median(samples[k]);
    const ratio = median(samples[k].map((value, round) => value / samples[0][round]));
    return { name, nanoseconds, ratio, ...(work === undefined ? {} : { perNanosecond: work / nanoseconds }) };
  });
}

const cell = (text, width) => String(text).padStart(width);

/** The rows as a table for people. */
export function table(title, rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, nanoseconds, ratio, perNanosecond }) =>
    [
      name.padEnd(width),
      cell(nanoseconds < 1e4 ? nanoseconds.toFixed(1) : Math.round(nanoseconds), 10),
      cell(ratio.toFixed(2), 7),
      cell(perNanosecond === undefined ? "" : perNanosecond.toFixed(2), 8),
    ].join(" "),
  );
  return [
    title,
    `${"".padEnd(width)} ${cell("ns", 10)} ${cell("ratio", 7)} ${cell("op/ns", 8)}`,
    ...lines,
  ].join("\n");
}
