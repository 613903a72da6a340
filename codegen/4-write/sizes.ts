import { brotliCompressSync, gzipSync } from "node:zlib";

/** Bytes of what a user ships: as it is, and as servers send it. */
export interface ShippedSizes {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** Of the kernel as JavaScript, with its comments, not minified. */
export function shippedSizes(javascript: string): ShippedSizes {
  const bytes = Buffer.from(javascript);
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}
