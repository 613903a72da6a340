import type { Kind } from "./target.ts";

/** What may be given after `check`. */
export interface CheckFlags {
  readonly model?: string;
  readonly strict?: boolean;
  readonly fix?: boolean;
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly watch?: boolean;
  readonly verbose?: boolean;
  readonly sizes?: Readonly<Record<string, readonly number[]>>;
  readonly alias?: ReadonlyMap<string, string>;
  readonly seed?: number;
  readonly kind?: Kind;
}
