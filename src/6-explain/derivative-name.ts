/** What the tensor `d(Cost)/d(W1)` is the derivative of; undefined for any other name. */
export function derivativeName(name: string): { readonly of: string; readonly wrt: string } | undefined {
  const at = name.lastIndexOf(")/d(");
  if (!name.startsWith("d(") || !name.endsWith(")") || at < 0) return undefined;
  return { of: name.slice(2, at), wrt: name.slice(at + 4, -1) };
}
