/** Runs the command line on `args` and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  process.stdout.write(`chainrule ${args.join(" ")}\n`);
  return 0;
}
