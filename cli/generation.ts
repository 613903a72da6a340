import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import {
  bringUpToDate,
  buildKernel,
  type FileReport,
  type Generator,
  isGenerated,
  type KernelBuild,
  type KernelModule,
  type Keeping,
  type Output,
  typesPath,
  writeAll,
} from "../codegen/build.ts";
import type { Model } from "../src/index.ts";
import { disk } from "./disk.ts";
import { standardInput } from "./files.ts";
import type { Task } from "./tasks.ts";

/** A model file that was read, and the kernel it becomes. */
export interface Generated {
  readonly task: Task;
  /** The model as its kernel names it; no absolute path ever gets into a kernel. */
  readonly from: string;
  readonly build: KernelBuild;
  readonly module: KernelModule;
}

/** The kernel of one model. @error E1042–E1048 options that do not fit the model */
export function generated(
  model: Model,
  task: Task,
  { version }: Generator,
  keeping: Keeping | undefined,
): Generated {
  const { file, folder, base, name, settings } = task;
  const from = seenFrom(base, folder, file);
  const build = buildKernel({ model, name, from, settings, version }, keeping);
  return { task, from, build, module: build.module() };
}

/** Only what lies below the base is named with its path: where a checkout lies is nobody's business. */
function seenFrom(base: string, folder: string, file: string): string {
  if (file === standardInput) return "<stdin>";
  const isBelow = (path: string): boolean =>
    !/^\.\.(?:[/\\]|$)/.test(relative(base, path)) && !isAbsolute(relative(base, path));
  return isBelow(folder) && isBelow(file)
    ? relative(resolve(folder), resolve(file)).split(sep).join("/")
    : basename(file);
}

/** What became of a file, and the kernel that it holds. */
export interface Written extends FileReport {
  readonly kernel?: Generated | undefined;
}

export interface WriteRequest {
  readonly check: boolean;
  readonly force: boolean;
  /** The kernels are all there are for their folders. */
  readonly complete: boolean;
  readonly version: string;
}

/** Brings all folders up to date. @error E1044–E1046 files in the way */
export async function writeKernels(
  kernels: readonly Generated[],
  request: WriteRequest,
): Promise<readonly Written[]> {
  const reports: Written[] = [];
  for (const folder of new Set(kernels.map(({ task }) => task.folder))) {
    const here = kernels.filter(({ task }) => task.folder === folder);
    const outputs = here.flatMap((kernel) =>
      kernel.module.files.map(({ path, text }) => ({
        path: join(folder, path),
        text,
        from: kernel.from,
        kernel,
      })),
    );
    for (const report of await bringUpToDate(folder, outputs, disk, request))
      reports.push({ ...report, kernel: outputs.find(({ path }) => path === report.path)?.kernel });
  }
  return [...reports, ...(await writeTypes(kernels, request))];
}

/** The types for imports of model files, each beside its model; types of models that are gone are removed. */
async function writeTypes(
  kernels: readonly Generated[],
  request: WriteRequest,
): Promise<readonly FileReport[]> {
  const typed = kernels.filter(({ task }) => task.types && task.file !== standardInput);
  const outputs = typed.map(({ task, build }): Output => ({
    path: typesPath(task.file),
    text: build.declaration(),
    from: basename(task.file),
  }));
  const reports = await writeAll(outputs, disk, request);
  const orphans: FileReport[] = [];
  for (const folder of new Set(outputs.map(({ path }) => dirname(path)))) {
    const names = await disk.list(folder);
    for (const name of names.filter((one) => one.endsWith(".d.chain.ts"))) {
      const from = name.replace(/\.d\.chain\.ts$/, ".chain");
      const path = join(folder, name);
      if (names.includes(from) || !isGenerated((await disk.read(path)) ?? "")) continue;
      orphans.push({ path, from, status: request.check ? "left over" : "removed" });
      if (!request.check) await disk.remove(path);
    }
  }
  return [...reports, ...orphans];
}
