import { kernel } from "../../../examples/notes.chain?kernel";
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
import type { Settings } from "./settings.ts";

/** The network of the notes with its generated kernel. */
export const networkOf = (): TrainableModel =>
  trainableFrom(readModel(notesModel), kernel as TrainableKernel);

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
