/** 32-bit mixing, deterministic in every process (xxHash's avalanche; FNV-1a for text). */
export const mix = (a: number, b: number): number => {
  let h = Math.imul(a ^ (b >>> 15) ^ (b << 7), 0x85ebca77) + b;
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae3d);
  return (h ^ (h >>> 16)) | 0;
};

export const hashText = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
};
