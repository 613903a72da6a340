import { createHash } from "node:crypto";
import { didYouMean, type Model, type Unknown } from "../../src/index.ts";
import { kernelRequest } from "../3-emit/from-model.ts";
import type { KernelRequest } from "../3-emit/request.ts";
import { BuildError } from "./error.ts";
import type { KernelSettings } from "./settings.ts";

/** A model and everything its kernel depends on. */
export interface KernelJob {
  readonly model: Model;
  /** The name of the file, without its ending. */
  readonly name: string;
  /** The model file as the generated file names it: never an absolute path. */
  readonly from: string;
  readonly settings: KernelSettings;
  /** The version of the generator. */
  readonly version: string;
}

const textHash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The hash of the model's text, as it stands in the header of every generated file. */
export const sourceHash = ({ model }: KernelJob): string => textHash(model.source.text);

/** Values of sizes: those the model gives, and those the settings give, which win. @error E1043 no such size */
export function jobSizes({ model, settings }: KernelJob): ReadonlyMap<string, number> {
  const own = [...model.sizes.values()].flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const given = Object.entries(settings.sizes ?? {});
  const unknown = given.find(([name]) => !model.sizes.has(name))?.[0];
  if (unknown !== undefined) {
    const names = [...model.sizes.keys()];
    const suggestion = didYouMean(unknown, names) ?? "";
    throw new BuildError("E1043", { name: unknown, known: names.join(", ") || "–", suggestion });
  }
  return new Map([...own, ...given]);
}

/** What the generator needs for a job. @error E1043, E1047 names the model does not have · E1048 no scalar */
export function requestOf(job: KernelJob): KernelRequest {
  const { model, name, from, settings, version } = job;
  const { of, wrt, target, type, batch, strategy = "auto" } = settings;
  const request = kernelRequest(model, {
    name,
    version,
    source: { file: from, sha256: sourceHash(job) },
    of,
    wrt,
    sizes: jobSizes(job),
    kernel: {
      ...(target === undefined ? {} : { target }),
      ...(type === undefined ? {} : { precision: type }),
      ...(batch === undefined ? {} : { batch }),
      ...(strategy === "auto" ? {} : { strategy }),
    },
  });
  if (isUnknown(request)) throw complaintAbout(request);
  return request;
}

const isUnknown = (result: KernelRequest | Unknown): result is Unknown => "known" in result;

function complaintAbout({ kind, name, known }: Unknown): BuildError {
  if (kind === "no-scalar") return new BuildError("E1048", { known: known.join(", ") });
  const suggestion = didYouMean(name, known) ?? "";
  return new BuildError("E1047", { name, known: known.join(", "), suggestion });
}
