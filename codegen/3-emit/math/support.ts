import { expRare, expTable, twoTo } from "./exp.ts";
import { highWord, logRare, logTable, logTableFromOne, numbers, words } from "./log.ts";
import { erfcText, erfText } from "./erf.ts";
import type { Spelling, SupportName } from "./piece.ts";

interface Row {
  readonly needs: readonly SupportName[];
  readonly text: (spelling: Spelling) => readonly string[];
}

/** In an order in which each stands after what it needs. */
const rows: { readonly [Name in SupportName]: Row } = {
  twoTo: { needs: [], text: twoTo },
  expTable: { needs: [], text: expTable },
  expRare: { needs: ["twoTo", "expTable"], text: expRare },
  logTable: { needs: [], text: logTable },
  logTableFromOne: { needs: [], text: logTableFromOne },
  numbers: { needs: [], text: numbers },
  words: { needs: ["numbers"], text: words },
  highWord: { needs: ["words"], text: highWord },
  logRare: { needs: ["twoTo", "logTable", "highWord"], text: logRare },
  erfc: { needs: ["expRare"], text: erfcText },
  erf: { needs: ["erfc"], text: erfText },
};

/** All names that `supportText` may declare. */
export const supportNames = Object.keys(rows) as readonly SupportName[];

/** The declarations that the wanted support needs, each once, in order; none refers to a later one. */
export function supportText(wanted: Iterable<SupportName>, spelling: Spelling): readonly string[] {
  const needed = new Set<SupportName>();
  const add = (name: SupportName): void => {
    if (needed.has(name)) return;
    rows[name].needs.forEach(add);
    needed.add(name);
  };
  for (const name of wanted) add(name);
  return supportNames.filter((name) => needed.has(name)).flatMap((name) => rows[name].text(spelling));
}
