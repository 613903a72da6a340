/** A growing sequence of bytes, with the number formats of WebAssembly's binary format. */
export class Bytes {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  #reserve(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return start;
  }

  byte(...values: readonly number[]): this {
    const start = this.#reserve(values.length);
    this.#bytes.set(values, start);
    return this;
  }

  bytes(values: Uint8Array): this {
    const start = this.#reserve(values.length);
    this.#bytes.set(values, start);
    return this;
  }

  /** Unsigned LEB128 of at most 32 bits. */
  unsigned(value: number): this {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff)
      throw new RangeError(`${value} is not an unsigned integer of 32 bits`);
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 128);
    return this.byte(rest);
  }

  /** Signed LEB128 of at most 64 bits. */
  signed(value: number | bigint): this {
    let rest = BigInt(value);
    for (;;) {
      const low = Number(rest & 127n);
      rest >>= 7n;
      if ((rest === 0n && low < 64) || (rest === -1n && low >= 64)) return this.byte(low);
      this.byte(low | 128);
    }
  }

  f32(value: number): this {
    const start = this.#reserve(4);
    new DataView(this.#bytes.buffer).setFloat32(start, value, true);
    return this;
  }

  f64(value: number): this {
    const start = this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(start, value, true);
    return this;
  }

  u32(value: number): this {
    const start = this.#reserve(4);
    new DataView(this.#bytes.buffer).setUint32(start, value, true);
    return this;
  }

  u64(value: bigint): this {
    const start = this.#reserve(8);
    new DataView(this.#bytes.buffer).setBigUint64(start, value, true);
    return this;
  }

  /** UTF-8 with its length in front. */
  name(text: string): this {
    const encoded = new TextEncoder().encode(text);
    return this.unsigned(encoded.length).bytes(encoded);
  }

  /** What `write` writes, with its length in front. */
  sized(write: (inner: Bytes) => void): this {
    const inner = new Bytes();
    write(inner);
    return this.unsigned(inner.length).bytes(inner.result());
  }

  /** The number of items, then each. */
  list<T>(items: readonly T[], write: (item: T, out: Bytes) => void): this {
    this.unsigned(items.length);
    for (const item of items) write(item, this);
    return this;
  }

  result(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}
