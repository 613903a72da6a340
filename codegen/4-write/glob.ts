import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const isPattern = (text: string): boolean => text.includes("*");

/** `*` stands for a part of a name and never for its beginning dot. */
function matcher(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^(?!\\.)${parts.join("[^/]*")}$`, "u");
}

/**
 * The files below a folder that match a pattern, sorted, relative to it: `*` in a name, `**` for any folders.
 * A pattern without a star is the file itself, whether it exists or not. Hidden folders and node_modules are passed.
 */
export function expandPattern(folder: string, pattern: string): readonly string[] {
  const steps = pattern.replaceAll("\\", "/").split("/");
  let found: readonly string[] = [""];
  for (const [k, step] of steps.entries()) {
    const isLast = k === steps.length - 1;
    if (step === "**") found = found.flatMap((place) => [place, ...foldersBelow(folder, place)]);
    else if (!isPattern(step)) found = found.map((place) => `${place}${step}${isLast ? "" : "/"}`);
    else {
      const fits = matcher(step);
      found = found.flatMap((place) =>
        entries(join(folder, place))
          .filter((entry) => fits.test(entry.name) && entry.isDirectory() !== isLast)
          .map(({ name }) => `${place}${name}${isLast ? "" : "/"}`),
      );
    }
  }
  const isSure = !isPattern(pattern);
  return [...new Set(found)].filter((path) => isSure || existsSync(join(folder, path))).sort();
}

function entries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function foldersBelow(folder: string, place: string): readonly string[] {
  return entries(join(folder, place))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .flatMap(({ name }) => [`${place}${name}/`, ...foldersBelow(folder, `${place}${name}/`)]);
}
