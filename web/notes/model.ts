import kink from "../../examples/notes-kink.json?raw";
import model from "../../examples/notes.chain?raw";
import numbers from "../../examples/notes.json?raw";
import type { Nested } from "../../src/index.ts";

type Numbers = Readonly<Record<string, Nested>>;

/** The two-layer perceptron of the notes, and the numbers the notes are worked at. */
export const notesModel: string = model;
export const notesPoint = JSON.parse(numbers) as Numbers;
/** The same with one hidden unit exactly at the kink of ReLU. */
export const notesKink = JSON.parse(kink) as Numbers;
