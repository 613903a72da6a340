const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes as text (RFC 4648, section 4). */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let k = 0; k < bytes.length; k += 3) {
    const group = [0, 1, 2].map((i) => bytes[k + i] ?? 0);
    const bits = (group[0]! << 16) | (group[1]! << 8) | group[2]!;
    const missing = Math.max(0, k + 3 - bytes.length);
    for (let i = 0; i < 4; i++) text += i < 4 - missing ? digits[(bits >> (18 - 6 * i)) & 63]! : "=";
  }
  return text;
}
