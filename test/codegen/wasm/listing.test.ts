import { readFileSync } from "node:fs";
import { join } from "node:path";
import loadWabt from "wabt";
import { describe, expect, it } from "vitest";
import { generateKernel, kernelRequest } from "../../../codegen/index.ts";
import { constant } from "../../../codegen/3-emit/wasm/constants.ts";
import { wasmText } from "../../../codegen/3-emit/wasm/listing.ts";
import { Module } from "../../../codegen/3-emit/wasm/module.ts";
import { op, operationNames, signatureOf } from "../../../codegen/3-emit/wasm/operations.ts";
import { readModel } from "../../../src/index.ts";
import { root } from "../../support/sources.ts";
import { zeroes } from "../../support/wasm.ts";
import type { Value, ValueType } from "../../../codegen/3-emit/wasm/types.ts";

const features = { simd: true, relaxed_simd: true, threads: true, sat_float_to_int: true };

/** The text read by wabt and written as bytes again. */
async function assembled(text: string): Promise<Uint8Array> {
  const wabt = await loadWabt();
  const module = wabt.parseWat("listing.wat", text, features);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

describe("the text of a module", () => {
  it("has every instruction: wabt makes the same bytes of it", async () => {
    const module = new Module();
    module.memory({ minimum: 1, maximum: 2, shared: true }, "memory");
    module.importFunction("env", "log", ["i32", "f64"], undefined);
    module.global(constant("f64", 0.1), { exported: "g" });
    module.data(16, new Uint8Array([0, 34, 92, 255]));
    for (const name of operationNames) {
      const { takes, gives } = signatureOf(name);
      const apply = op as (of: typeof name, ...args: readonly Value<ValueType>[]) => Value<ValueType>;
      module.function({ params: [], result: gives, exported: name }, () =>
        apply(name, ...takes.map((type) => zeroes[type]())),
      );
    }
    const bytes = module.bytes();
    expect(Buffer.from(await assembled(wasmText(bytes))).equals(Buffer.from(bytes))).toBe(true);
  });

  it.each(["notes", "softmax-regression"])(
    "of a kernel is read back by wabt, byte for byte: %s",
    async (name) => {
      const model = readModel(readFileSync(join(root, `examples/${name}.chain`), "utf8"));
      const request = kernelRequest(model, { name, version: "0", kernel: { target: "wasm" } });
      if ("known" in request) throw new Error("no kernel");
      const { webAssembly } = generateKernel(request);
      const text = webAssembly!.text;
      expect(text).toContain('(export "');
      expect(Buffer.from(await assembled(text)).equals(Buffer.from(webAssembly!.bytes))).toBe(true);
    },
  );

  it("is refused for other bytes", () => {
    expect(() => wasmText(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 1, 9]))).toThrow(
      "0x9 is no type",
    );
  });

  it("is none for a kernel in TypeScript", () => {
    const model = readModel(readFileSync(join(root, "examples/notes.chain"), "utf8"));
    const request = kernelRequest(model, { name: "notes", version: "0" });
    if ("known" in request) throw new Error("no kernel");
    expect(generateKernel(request).webAssembly).toBeUndefined();
  });
});
