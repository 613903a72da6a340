import { check, type Check, type Model } from "../../src/index.ts";
import { Failure } from "../failure.ts";
import { readOriginal, standardInput, type Original } from "../files.ts";
import { kindOf, type Kind, type Target } from "./target.ts";

/** What all files of a run are checked with. */
export interface CheckSettings {
  readonly kind: Kind | undefined;
  readonly model: Model | undefined;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly seed: number | undefined;
}

/** A file with what the check found in it. */
export interface Checked {
  readonly target: Target;
  readonly kind: Kind;
  readonly original: Original;
  readonly found: Check;
  readonly seconds: number;
}

/** Reads one file and judges it. @error E1001, E1011, E1013 of reading; E1071, E1072 where an option does not fit */
export async function checkFile(
  target: Target,
  settings: CheckSettings,
  signal: AbortSignal,
  onLine: (judged: number) => void,
): Promise<Checked> {
  const { file } = target;
  const original = await readOriginal(file);
  const kind = settings.kind ?? kindOf(file, original.text);
  const start = performance.now();
  const found = await checkText(original.text, file, kind, settings, signal, onLine);
  requireNames(found, settings);
  return { target, kind, original, found, seconds: (performance.now() - start) / 1000 };
}

/** Judges a text as it would be judged in its file. */
export function checkText(
  text: string,
  file: string,
  kind: Kind,
  { model, shapes, aliases, seed }: CheckSettings,
  signal: AbortSignal,
  onLine: (judged: number) => void = () => undefined,
): Promise<Check> {
  let judged = 0;
  return check(text, {
    file: file === standardInput ? "<stdin>" : file,
    kind,
    shapes,
    aliases,
    signal,
    ...(model === undefined ? {} : { model }),
    ...(seed === undefined ? {} : { seed }),
    onLine: () => onLine(++judged),
  });
}

/** A name given with --alias or --sizes that the text does not have is a slip of the pen. */
function requireNames({ model, source }: Check, { aliases, shapes }: CheckSettings): void {
  const known = [...model.declarations.keys(), ...model.definitions.keys(), ...model.aliases.keys()];
  const isKnown = (name: string): boolean =>
    known.includes(name) || known.some((one) => one.replaceAll("_", "") === name.replaceAll("_", ""));
  for (const [name, meant] of aliases)
    if (!isKnown(meant) || meant === name)
      throw new Failure("E1070", {
        option: "--alias",
        name: meant,
        file: source.name,
        known: known.join(", "),
      });
  for (const name of Object.keys(shapes))
    if (!isKnown(name))
      throw new Failure("E1070", { option: "--sizes", name, file: source.name, known: known.join(", ") });
}
