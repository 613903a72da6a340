import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildKernel, cacheFolder, openCache, type Cache, type KernelJob } from "../../../codegen/build.ts";
import { readModel } from "../../../src/index.ts";
import { folder } from "../../support/cli.ts";

const text = "input x[3]\nparam w[3]\nf = sum(x .* w)  # a product\n";
const job = (source: string, settings: KernelJob["settings"] = {}): KernelJob => ({
  model: readModel(source, { file: "m.chain" }),
  name: "m",
  from: "m.chain",
  settings,
  version: "1.2.3",
});

/** Everything a build gives. */
function parts(one: KernelJob, cache?: Cache): unknown {
  const build = buildKernel(one, cache && { cache, generator: "g" });
  return [build.module(), build.script(), build.declaration(), build.sizes()];
}

/** A cache that remembers what it was asked and what it found. */
function counting(cache: Cache): Cache & { hits: number; misses: number } {
  const counted = {
    hits: 0,
    misses: 0,
    get: (key: string) => {
      const found = cache.get(key);
      if (found === undefined) counted.misses++;
      else counted.hits++;
      return found;
    },
    put: cache.put,
  };
  return counted;
}

describe("the cache", () => {
  it("gives back what was put, under its key alone", () => {
    const cache = openCache(folder());
    cache.put("a", "one\ntwo");
    cache.put("b", "");
    expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual(["one\ntwo", "", undefined]);
  });
  it("takes any damaged entry for absent", () => {
    const path = folder();
    const cache = openCache(path);
    const whole = ["some text\n", "more of it"].join("");
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.boolean(), (at, junk, cut) => {
        cache.put("a", whole);
        const file = join(path, readdirSync(path)[0]!);
        const content = readFileSync(file, "utf8");
        const k = at % content.length;
        const damaged = cut ? content.slice(0, k) : content.slice(0, k) + junk + content.slice(k);
        writeFileSync(file, damaged);
        expect(cache.get("a")).toBe(damaged === content ? whole : undefined);
      }),
      { numRuns: 200 },
    );
  });
  it("takes the entry of another key, and a folder in place of an entry, for absent", () => {
    const path = folder();
    const cache = openCache(path);
    cache.put("a", "text");
    const [name] = readdirSync(path);
    cache.put("b", "other");
    const other = readdirSync(path).find((one) => one !== name)!;
    writeFileSync(join(path, name!), readFileSync(join(path, other)));
    expect(cache.get("a")).toBeUndefined();
    rmSync(join(path, name!));
    mkdirSync(join(path, name!));
    expect(cache.get("a")).toBeUndefined();
    cache.put("a", "text");
    expect(cache.get("b")).toBe("other");
  });
  it("does without where it cannot write", () => {
    const path = folder({ file: "" });
    const cache = openCache(join(path, "file/below"));
    cache.put("a", "text");
    expect(cache.get("a")).toBeUndefined();
  });
  it("keeps no more than it should, and nothing that was broken off long ago", () => {
    const path = folder({ "1-dead.tmp": "half", "2-living.tmp": "half" });
    utimesSync(join(path, "1-dead.tmp"), 1, 1);
    const cache = openCache(path);
    for (let k = 0; k < 405; k++) cache.put(`key ${k}`, "text");
    const names = readdirSync(path);
    expect(names.filter((name) => name.endsWith(".cache"))).toHaveLength(400);
    expect(names.filter((name) => name.endsWith(".tmp"))).toEqual(["2-living.tmp"]);
    expect(cache.get("key 404")).toBe("text");
  });
  it("lies in the node_modules above, or nowhere", () => {
    const path = folder();
    expect(cacheFolder(path)).toBeUndefined();
    mkdirSync(join(path, "node_modules"));
    mkdirSync(join(path, "a/b"), { recursive: true });
    expect(cacheFolder(join(path, "a/b"))).toBe(join(path, "node_modules/.cache/chainrule"));
  });
});

describe("a build with a cache", () => {
  const variants: readonly (readonly [what: string, source: string, settings: KernelJob["settings"]])[] = [
    ["the same", text, {}],
    ["another comment", text.replace("# a product", "# changed"), {}],
    ["a comment of its own line", `# first\n${text}`, {}],
    ["spaces", text.replace("sum(x .* w)", "sum( x.*w )"), {}],
    ["another letter", "input x[3]\nparam w[3]\nf = sum(i, x[i] * w[i])\n", {}],
    ["the same sum over j", "input x[3]\nparam w[3]\nf = sum(j, x[j] * w[j])\n", {}],
    ["another name", text.replace("f =", "g ="), {}],
    ["an assumption", `${text}assume sum(i, w[i]) == 1\n`, {}],
    ["another size", text.replaceAll("3", "4"), {}],
    ["single precision", text, { type: "f32" }],
    ["no batches", text, { batch: false }],
    ["loops", text, { strategy: "loops" }],
    ["by x", text, { wrt: ["x"] }],
  ];
  it("gives what a build without one gives, whatever was built before", () => {
    const cache = openCache(folder());
    for (const round of [1, 2])
      for (const [what, source, settings] of variants)
        expect(parts(job(source, settings), cache), `${what}, round ${round}`).toEqual(
          parts(job(source, settings)),
        );
  });
  it("finds a model again whose comment has changed, with the hash of its new text", () => {
    const cache = openCache(folder());
    parts(job(text), cache);
    const counted = counting(cache);
    const [module] = parts(job(text.replace("# a product", "# changed")), counted) as [
      { readonly files: readonly { readonly text: string }[] },
    ];
    // Only the sizes are taken again: they depend on the hash in the header.
    expect([counted.hits, counted.misses]).toEqual([3, 1]);
    expect(module.files[0]!.text).not.toContain(JSON.stringify(text));
  });
  it("makes anew what another generator made, and what was damaged", () => {
    const path = folder();
    const cache = openCache(path);
    parts(job(text), cache);
    const other = counting(cache);
    buildKernel(job(text), { cache: other, generator: "another" }).module();
    expect([other.hits, other.misses]).toEqual([0, 1]);
    for (const name of readdirSync(path)) writeFileSync(join(path, name), "junk");
    expect(parts(job(text), cache)).toEqual(parts(job(text)));
  });
});
