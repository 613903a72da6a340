import { readFileSync } from "node:fs";

export type Json = number | readonly Json[] | { readonly [key: string]: Json };

export interface Case {
  readonly id: string;
  readonly input: Json;
  readonly expected?: Json;
  readonly square?: number;
  readonly double?: number;
}

/** One objective of GradBench with its small cases. */
export interface Benchmark {
  readonly eval: string;
  readonly objective: string;
  readonly cases: readonly Case[];
}

export const gradbench = JSON.parse(
  readFileSync(new URL("gradbench.json", import.meta.url), "utf8"),
) as readonly Benchmark[];
