import model from "../../examples/notes.chain?raw";
import numbers from "../../examples/notes.json?raw";
import type { Nested } from "../../src/index.ts";

/** The two-layer perceptron of the notes, and the numbers the notes are worked at. */
export const notesModel: string = model;
export const notesPoint = JSON.parse(numbers) as Readonly<Record<string, Nested>>;
