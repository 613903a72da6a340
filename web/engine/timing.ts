import { inSandbox } from "./sandbox.ts";

/** How long the gradient takes, in microseconds: by the kernel, and by central differences of its cost. */
export interface Timing {
  readonly kernel: number;
  readonly differences: number;
  /** Both are medians of so many measurements. */
  readonly rounds: number;
}

export interface Race {
  /** The module as JavaScript. */
  readonly code: string;
  readonly entry: string;
  readonly cost: string;
  readonly inputs: readonly ArrayLike<number>[];
  /** Which of the inputs are parameters, in the order of the gradients. */
  readonly params: readonly number[];
}

const ROUNDS = 15;
const LIMIT = 10_000;

/** A measurement goes on for so many milliseconds, many ticks of the clock. */
const SPAN = 4;

const script = ({ entry, cost }: Race): string => `
self.onmessage = ({ data: { inputs, params } }) => {
  const given = inputs.map((x) => Float64Array.from(x));
  const gradients = params.map((k) => new Float64Array(given[k].length));
  const byKernel = () => ${entry}(...given, ...gradients);
  const byDifferences = () => {
    for (const [which, k] of params.entries())
      for (let i = 0; i < given[k].length; i++) {
        const x = given[k][i];
        given[k][i] = x + 1e-6;
        const above = ${cost}(...given);
        given[k][i] = x - 1e-6;
        gradients[which][i] = (above - ${cost}(...given)) / 2e-6;
        given[k][i] = x;
      }
  };
  const once = (work) => {
    let calls = 0;
    const start = performance.now();
    for (; performance.now() - start < ${SPAN}; calls += 8) for (let k = 0; k < 8; k++) work();
    return (1000 * (performance.now() - start)) / calls;
  };
  const median = (work) => {
    once(work);
    return Array.from({ length: ${ROUNDS} }, () => once(work)).sort((a, b) => a - b)[${(ROUNDS - 1) / 2}];
  };
  self.postMessage({ kernel: median(byKernel), differences: median(byDifferences) });
};
self.postMessage("ready");
`;

/** Measures in a worker of its own, where nothing of the page runs between; undefined where the code does not run. */
export async function raceInSandbox(race: Race): Promise<Timing | undefined> {
  const message = { inputs: race.inputs.map((x) => Array.from(x)), params: race.params };
  const answer = await inSandbox({ code: race.code, behind: script(race), message, limit: LIMIT });
  if (answer.kind !== "said") return undefined;
  const { kernel, differences } = answer.said as Readonly<Record<string, unknown>>;
  return typeof kernel === "number" && typeof differences === "number"
    ? { kernel, differences, rounds: ROUNDS }
    : undefined;
}
