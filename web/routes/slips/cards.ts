import asWritten from "../../../examples/notes-as-written.md?raw";
import { Exercises, readModel } from "../../../src/index.ts";
import { notesModel } from "../../notes/model.ts";
import { models } from "./models.ts";

/** Where a card comes from: a derivation with a blank, the notes as their author wrote them, or the generator. */
export type Deck = "faded" | "notes" | "made";

/** A card by its deck and its number in it, from 0. For generated cards the number is the seed. */
export interface CardId {
  readonly deck: Deck;
  readonly number: number;
}

/** A derivation as the checker reads it. */
export interface CardText {
  readonly text: string;
  readonly kind: "chain" | "md";
  /** The line of the text to be found or filled in, from 1; for the notes the checker finds it. */
  readonly line: number | undefined;
  /** The slip that the generator made; the checker may know the same formula by another name. */
  readonly slip: string | undefined;
  /** The model that the derivation is of. */
  readonly model: string;
}

export const keyOf = ({ deck, number }: CardId): string => `${deck}.${number}`;

/** Seeds that are tried where one leads to no slip. */
const TRIES = 20;

/** Makes the texts of cards; what a model's derivation needs is derived once. */
export class Cards {
  readonly #exercises = new Map<string, Exercises>();

  /** The lines of the derivation that is faded, as places of a blank. */
  get blanks(): number {
    return claimsOf(this.#of(notesModel).solution).length;
  }

  /** @returns undefined where the deck has no such card */
  text({ deck, number }: CardId): CardText | undefined {
    if (deck === "notes") return { text: asWritten, kind: "md", line: undefined, slip: undefined, model: notesModel }; // prettier-ignore
    return deck === "faded" ? this.#faded(number) : this.#made(number);
  }

  #of(model: string): Exercises {
    const known = this.#exercises.get(model);
    if (known !== undefined) return known;
    const made = new Exercises(readModel(model));
    this.#exercises.set(model, made);
    return made;
  }

  #faded(number: number): CardText | undefined {
    const { solution } = this.#of(notesModel);
    const line = claimsOf(solution)[number];
    if (line === undefined) return undefined;
    const lines = solution.split("\n");
    lines[line - 1] = lines[line - 1]!.replace(/ = .*$/, " = ?");
    return { text: lines.join("\n"), kind: "chain", line, slip: undefined, model: notesModel };
  }

  #made(number: number): CardText | undefined {
    const model = models[number % models.length]!;
    for (let k = 0; k < TRIES; k++) {
      const made = this.#of(model).at(number + 1 + 100_003 * k);
      if (made !== undefined)
        return { text: made.text, kind: "chain", line: made.line, slip: made.slip, model };
    }
    return undefined;
  }
}

/** The lines of a text that make a claim, from 1. */
const claimsOf = (text: string): readonly number[] =>
  text.split("\n").flatMap((line, k) => (line.startsWith("claim ") ? [k + 1] : []));
