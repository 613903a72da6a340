import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bytes } from "../../../codegen/3-emit/wasm/bytes.ts";

/** LEB128 read back, by its definition. */
function decode(bytes: Uint8Array, signed: boolean): bigint {
  let value = 0n;
  for (const [k, byte] of bytes.entries()) value |= BigInt(byte & 127) << BigInt(7 * k);
  const width = BigInt(7 * bytes.length);
  return signed && (bytes.at(-1)! & 64) !== 0 ? value - (1n << width) : value;
}

describe("LEB128", () => {
  it("reads back, unsigned, and is as short as can be", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (value) => {
        const bytes = new Bytes().unsigned(value).result();
        expect(decode(bytes, false)).toBe(BigInt(value));
        expect(bytes.length).toBe(Math.max(1, Math.ceil(value.toString(2).length / 7)));
        expect(bytes.every((byte, k) => byte >= 128 === k < bytes.length - 1)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it("reads back, signed up to 64 bits", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(decode(new Bytes().signed(value).result(), true)).toBe(value);
      }),
      { seed: 2 },
    );
    const bytesOf = (value: number): number[] => [...new Bytes().signed(value).result()];
    expect([bytesOf(63), bytesOf(64), bytesOf(-64), bytesOf(-65)]).toEqual([
      [63],
      [192, 0],
      [64],
      [191, 127],
    ]);
  });

  it("refuses what is no unsigned integer of 32 bits", () => {
    for (const value of [-1, 0.5, 2 ** 32, NaN])
      expect(() => new Bytes().unsigned(value)).toThrow(RangeError);
  });
});

describe("a sequence of bytes", () => {
  it("grows, and counts the bytes of names in UTF-8", () => {
    const bytes = new Bytes();
    for (let k = 0; k < 1000; k++) bytes.byte((k * 7 + 1) & 255);
    expect(bytes.result()).toEqual(Uint8Array.from({ length: 1000 }, (_, k) => (k * 7 + 1) & 255));
    expect([...new Bytes().name("é한").result()]).toEqual([5, 0xc3, 0xa9, 0xed, 0x95, 0x9c]);
  });
});
