import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** Which generator this is. */
export interface Generator {
  readonly version: string;
  /** Changes with every change of the code; undefined where it runs from sources, which may change at any time. */
  readonly identity: string | undefined;
}

/** The generator that runs. The build leaves a digest of the compiled code beside it. */
export function thisGenerator(): Generator {
  const { version } = createRequire(import.meta.url)("chainrule/package.json") as { version: string };
  const stamp = fileURLToPath(new URL("../../.built", import.meta.url));
  const digest = existsSync(stamp) ? readFileSync(stamp, "utf8").trim() : "";
  return { version, identity: digest === "" ? undefined : `${version} ${digest}` };
}
