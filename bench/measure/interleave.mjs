/**
 * Times contenders against each other in one process: every round runs each of them once, in turning order, and
 * what counts is the median over rounds of the ratio to the first. Absolute times move with the machine's other
 * work; ratios within a round hardly do.
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {(repeats: number) => void | Promise<void>} run does the work `repeats` times
 * @property {number} [work] the floating-point operations of one time
 * @property {string} [peak] which measured peak the operations are held against
 * @property {boolean} [threads] whether it works on other threads, whose time counts then
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {number} nanoseconds median processor time of one time
 * @property {number} ratio median over rounds of the ratio to the first contender
 * @property {number} [gflops]
 * @property {number} [share] of the measured peak, 0 … 1
 * @property {string} [peak]
 */
import { ofProcess, ofThread } from "./clock.mjs";
import { median } from "./statistics.mjs";

const clockOf = ({ threads }) => (threads ? ofProcess : ofThread);

/** Nanoseconds of processor time. */
async function time(contender, repeats) {
  const clock = clockOf(contender);
  const start = clock();
  const pending = contender.run(repeats);
  if (pending !== undefined) await pending;
  return clock() - start;
}

/** How many repeats take about `nanoseconds`, after the code is hot; the shortest of three trials tells. */
async function calibrate(contender, nanoseconds) {
  for (let repeats = 1; ;) {
    let spent = Infinity;
    for (let trial = 0; trial < 3; trial++) spent = Math.min(spent, await time(contender, repeats));
    if (spent >= nanoseconds / 2 || repeats >= 1e9) return repeats;
    const factor = Math.min(8, nanoseconds / Math.max(spent, 1));
    repeats = Math.max(repeats + 1, Math.ceil(repeats * factor));
  }
}

/** Runs a contender until it has been busy for some nanoseconds. */
async function heat(contender, nanoseconds) {
  const clock = clockOf(contender);
  const end = clock() + nanoseconds;
  for (let repeats = 1; clock() < end; repeats = Math.min(repeats * 2, 1 << 14)) await contender.run(repeats);
}

/**
 * @param {readonly Contender[]} contenders the first is the one the others are compared with
 * @param {{ rounds: number, warmup: number, slice: number }} effort rounds, and nanoseconds of warming up and of
 *   one slice of measurement
 * @param {ReadonlyMap<string, number>} peaks GFLOP/s
 * @returns {Promise<Row[]>} one per contender
 */
export async function interleave(contenders, { rounds, warmup, slice }, peaks = new Map()) {
  for (const contender of contenders) await heat(contender, warmup);
  const repeats = [];
  for (const contender of contenders) repeats.push(await calibrate(contender, slice));
  const samples = contenders.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (let k = 0; k < contenders.length; k++) {
      const at = (k + round) % contenders.length;
      samples[at].push((await time(contenders[at], repeats[at])) / repeats[at]);
    }
  return contenders.map(({ name, work, peak }, k) => {
    const nanoseconds = median(samples[k]);
    const ratio = median(samples[k].map((value, round) => value / samples[0][round]));
    const gflops = work === undefined ? undefined : work / nanoseconds;
    const limit = peaks.get(peak);
    return {
      name,
      nanoseconds,
      ratio,
      ...(gflops === undefined ? {} : { gflops }),
      ...(limit === undefined || gflops === undefined ? {} : { peak, share: gflops / limit }),
    };
  });
}
