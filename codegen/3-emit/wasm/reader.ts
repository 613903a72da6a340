/** Bytes read one after the other, in the number formats of WebAssembly's binary format. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  skip(count: number): void {
    this.#at += count;
  }

  byte(): number {
    return this.#view.getUint8(this.#at++);
  }

  /** Unsigned LEB128 of at most 32 bits. */
  unsigned(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const part = this.byte();
      value += (part % 128) * factor;
      if (part < 128) return value;
    }
  }

  /** Signed LEB128 of at most 64 bits. */
  signed(): bigint {
    let value = 0n;
    for (let shift = 0n; ;) {
      const part = this.byte();
      value |= BigInt(part & 127) << shift;
      shift += 7n;
      if (part < 128) return BigInt.asIntN(64, part & 64 ? value - (1n << shift) : value);
    }
  }

  u32(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  f32(): number {
    this.#at += 4;
    return this.#view.getFloat32(this.#at - 4, true);
  }

  f64(): number {
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  name(): string {
    const length = this.unsigned();
    this.#at += length;
    return new TextDecoder().decode(this.#bytes.subarray(this.#at - length, this.#at));
  }

  /** Bytes as a string of the text format. */
  escaped(length: number): string {
    this.#at += length;
    return Array.from(
      this.#bytes.subarray(this.#at - length, this.#at),
      (byte) => `\\${byte.toString(16).padStart(2, "0")}`,
    ).join("");
  }
}
