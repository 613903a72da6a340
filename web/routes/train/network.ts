import { kernel as eight } from "../../../examples/notes-eight.chain?kernel";
import eightModel from "../../../examples/notes-eight.chain?raw";
import { kernel as four } from "../../../examples/notes.chain?kernel";
import { readModel } from "../../../src/index.ts";
import {
  openSession,
  trainableFrom,
  type Dataset,
  type TrainableKernel,
  type TrainableModel,
  type TrainingSession,
} from "../../../train/index.ts";
import { notesModel } from "../../notes/model.ts";
import type { Hidden, Settings } from "./settings.ts";

const networks = { 4: [notesModel, four], 8: [eightModel, eight] } as const;

/** The network of the notes, with so many hidden units, and its generated kernel. */
export function networkOf(hidden: Hidden): TrainableModel {
  const [text, kernel] = networks[hidden];
  return trainableFrom(readModel(text), kernel as TrainableKernel);
}

/** A run from the beginning, with what the command line leaves as it is. @error TrainError */
export function begin(
  { kernel: ready, assumedLabelSum }: TrainableModel,
  data: Dataset,
  { seed, rate, epochs, batch }: Settings,
): TrainingSession {
  return openSession(ready, data, {
    seed,
    rate,
    epochs,
    ...(batch === 0 ? {} : { batchSize: batch }),
    ...(assumedLabelSum === undefined ? {} : { assumedLabelSum }),
  });
}
