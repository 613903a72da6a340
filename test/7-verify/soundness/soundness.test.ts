import { describe, expect, it } from "vitest";
import { randomStream } from "../../../src/5-evaluate/random.ts";
import { Judge } from "../../../src/7-verify/judge/judge.ts";
import type { JudgedLine } from "../../../src/7-verify/judge/verdict.ts";
import type { DerivationText, Line } from "../../../src/7-verify/line.ts";
import { readDerivation } from "../../../src/7-verify/read/read.ts";
import { derivations, type Derivation } from "./derivations.ts";
import { alphabetOf, changed, leafKinds, leavesOfLatex, leavesOfModelText, type Leaf } from "./leaves.ts";
import { Oracle } from "./oracle.ts";

/** How many changes are tried; CHAINRULE_SOUNDNESS=2000 is what the documentation reports. */
const changes = Number(process.env.CHAINRULE_SOUNDNESS ?? 120);

const POINTS = 12;

const notationOf = ({ kind }: Derivation): "model" | "latex" => (kind === "chain" ? "model" : "latex");

interface JudgedText {
  readonly read: DerivationText;
  readonly lines: readonly { readonly line: Line; readonly judged: JudgedLine }[];
}

/** The lines that begin at a place of the text or after it, judged; those before are known to be right. */
function judgedFrom(derivation: Derivation, text: string, from: number, to = Infinity): JudgedText {
  const read = readDerivation(text, { kind: derivation.kind });
  const judge = new Judge(read, notationOf(derivation));
  const wanted = read.lines.filter(({ span }) => span.end >= from && span.start <= to);
  return { read, lines: wanted.map((line) => ({ line, judged: judge.judge(line) })) };
}

/** The leaves of all right sides that are claims. */
function leavesOf({ kind, text }: Derivation, read: DerivationText): readonly Leaf[] {
  const claims = read.lines.filter((line) => line.kind === "claim" || line.kind === "update");
  if (kind !== "chain") {
    const alphabet = alphabetOf(text);
    return claims.flatMap(({ rightSpan }) => leavesOfLatex(text, rightSpan, alphabet));
  }
  const names = [...read.model.declarations.keys(), ...read.model.definitions.keys()];
  return claims.flatMap(({ rightSpan }) => {
    const formula = text.slice(rightSpan.start, rightSpan.end);
    const indices = [...new Set([...formula.matchAll(/[[,(]\s*([a-z]\w*)\s*(?=[\],])/g)].map((m) => m[1]!))];
    return leavesOfModelText(text, rightSpan, { names, indices });
  });
}

const all = derivations(changes < 1000 ? 10 : 60);

describe("a line called proved", () => {
  it.each([...new Set(all.map(({ group }) => group))])("is true at random points: %s", (group) => {
    let points = 0;
    for (const derivation of all.filter((one) => one.group === group)) {
      const { read, lines } = judgedFrom(derivation, derivation.text, 0);
      const oracle = new Oracle(read.model);
      for (const { line, judged } of lines) {
        const where = `${derivation.name}: ${line.text}`;
        expect(["proved", "definition"], where).toContain(judged.status);
        if (judged.status === "definition") continue;
        const found = oracle.recheck(line, judged, 3);
        expect(found?.contradiction, where).toBeUndefined();
        points += found?.points ?? 0;
      }
    }
    expect(points).toBeGreaterThan(50);
  });

  it(`does not stay so when one leaf is changed, unless it is as true as before: ${changes} changes`, () => {
    const random = randomStream(2000);
    const rows = new Map(leafKinds.map((kind) => [kind, { changes: 0, proved: 0, tested: 0, unread: 0 }]));
    const leaves = new Map<Derivation, readonly Leaf[]>();
    for (let n = 0; n < changes; n++) {
      const derivation = random.pick(all);
      const { kind } = derivation;
      const own = leaves.get(derivation) ?? leavesOf(derivation, readDerivation(derivation.text, { kind }));
      leaves.set(derivation, own);
      const change = changed(derivation.text, own, random);
      if (change === undefined) continue;
      const row = rows.get(change.kind)!;
      row.changes++;
      const end = change.at + change.to.length;
      const { read, lines } = judgedFrom(derivation, change.text, change.at, end);
      const oracle = new Oracle(read.model);
      for (const { line, judged } of lines) {
        if (judged.status === "unreadable") row.unread++;
        if (judged.status !== "proved" && judged.status !== "tested") continue;
        row[judged.status]++;
        const where = `#${n} ${derivation.name}: ${change.from} → ${change.to} in ${line.text}`;
        const found = oracle.recheck(line, judged, POINTS);
        expect(found?.contradiction, where).toBeUndefined();
        expect(found?.points, where).toBeGreaterThan(0);
      }
    }
    if (process.env.CHAINRULE_SOUNDNESS !== undefined) console.table(Object.fromEntries(rows));
    const stayed = [...rows.values()].reduce((total, { proved }) => total + proved, 0);
    expect(stayed).toBeLessThan(changes / 20);
  }, 3_600_000);
});
