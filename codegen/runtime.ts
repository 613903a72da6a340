/** The door of `chainrule/runtime`: a kernel over several threads. It does not import the engine. */
export type { KernelDescription, KernelSource, Numbers } from "./5-run/module.ts";
export { ThreadError } from "./5-run/threads/error.ts";
export { createTeam, type Team, type TeamOptions } from "./5-run/threads/team.ts";
