import type { Precision, Strategy, Target } from "../3-emit/request.ts";

export type { Target };

/** What a kernel can be written in. */
export const targets = ["auto", "ts", "wasm"] as const satisfies readonly Target[];

export const precisions = ["f64", "f32"] as const satisfies readonly Precision[];
export const strategies = ["auto", "unrolled", "loops"] as const satisfies readonly ("auto" | Strategy)[];

/** How one model becomes a kernel: what a configuration, the command line or an import may ask for. */
export interface KernelSettings {
  /** The scalar to differentiate; the last scalar definition by default. */
  readonly of?: string | undefined;
  /** The variables; all parameters by default. */
  readonly wrt?: readonly string[] | undefined;
  /** Values of sizes that the model leaves open, and of those it gives. */
  readonly sizes?: Readonly<Record<string, number>> | undefined;
  /** What the kernel is written in; TypeScript by default. */
  readonly target?: Target | undefined;
  /** Double precision by default. */
  readonly type?: Precision | undefined;
  /** Functions for many samples as well; yes by default. */
  readonly batch?: boolean | undefined;
  /** Straight-line code or loops; by default the sizes decide. */
  readonly strategy?: "auto" | Strategy | undefined;
}

/** Settings that are given win over those before them; what none gives is left out. */
export function merged(...all: readonly KernelSettings[]): KernelSettings {
  const given = all.map((settings) =>
    Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
  ) as readonly KernelSettings[];
  const sizes = Object.assign({}, ...given.map((settings) => settings.sizes ?? {})) as Record<string, number>;
  return { ...Object.assign({}, ...given), sizes } as KernelSettings;
}
