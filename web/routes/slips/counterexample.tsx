import type { JSX } from "preact";
import { useWords } from "../../app/words.ts";
import type { CardVerdict } from "./desk.ts";
import { witnessText } from "./witness.ts";
import { words } from "./words.ts";

/** Numbers at which the slipped line and the truth differ; nothing where the checker needs none. */
export function Counterexample({ verdict }: { readonly verdict: CardVerdict }): JSX.Element | null {
  const t = useWords(words);
  const { witness } = verdict;
  if (witness === undefined) return null;
  return (
    <>
      <p>{witnessText(verdict, t)}</p>
      <p class="point">
        {Object.entries(witness.point).map(([name, data]) => (
          <code key={name}>
            {name} = {JSON.stringify(data).replaceAll(",", ", ")}
          </code>
        ))}
      </p>
    </>
  );
}
