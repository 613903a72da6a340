/** A statement of straight-line code that gives a name or an entry its value; the rest of it may follow. */
const statement = /^ {2}(?:const )?([\w$]+(?:\[\d+\])?) = /;

/** What a line of straight-line code gives its value to, once and for all. */
export const targetOf = (line: string): string | undefined => statement.exec(line)?.[1];

export interface Watched {
  /** The function with one argument more, into which it puts what its statements computed. */
  readonly code: string;
  /** What the entries of that argument are the values of. */
  readonly targets: readonly string[];
}

/**
 * A function of straight-line code that also tells what each of its statements computes; what is true or false is told
 * as 1 or 0.
 */
export function watched(code: string): Watched {
  const targets: string[] = [];
  const at = code.indexOf(") {\n");
  let open: string | undefined;
  const body = code
    .slice(at)
    .split("\n")
    .map((line) => {
      open = targetOf(line) ?? open;
      if (open === undefined || !line.endsWith(";")) return line;
      const told = `${line} seen[${targets.length}] = +${open};`;
      targets.push(open);
      open = undefined;
      return told;
    });
  return { code: `${code.slice(0, at)}, seen${body.join("\n")}`, targets };
}
