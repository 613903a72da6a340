/** JSON in the address: deflated, in the alphabet of base64url. */

const MAX_CHARACTERS = 6000;
/** A link of 6,000 characters could unfold into gigabytes; state never does. */
const MAX_BYTES = 1_000_000;

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  by: GenericTransformStream,
  limit: number,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(by).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > limit) throw new RangeError("the link unfolds into too much");
    chunks.push(next.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The value as text for an address; undefined where it would be longer than addresses may be. */
export async function pack(value: unknown): Promise<string | undefined> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const deflated = await through(bytes, new CompressionStream("deflate-raw"), Infinity);
  const text = btoa(String.fromCharCode(...deflated));
  const url = text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return url.length > MAX_CHARACTERS ? undefined : url;
}

/** The value that was packed; undefined where the text is damaged or too long. */
export async function unpack(text: string): Promise<unknown> {
  if (text.length > MAX_CHARACTERS || !/^[\w-]+$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const inflated = await through(bytes, new DecompressionStream("deflate-raw"), MAX_BYTES);
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(inflated)) as unknown;
  } catch {
    return undefined;
  }
}
