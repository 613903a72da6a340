/** A word, number or comment of code, for colouring; everything else is plain. */
export interface Token {
  readonly kind: "word" | "digits" | "comment" | "text" | undefined;
  readonly text: string;
}

const pattern =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)|(?<word>\b(?:const|let|return|function|export|if|else|for|of|while|new|import|from|type|void|number|true|false)\b)|(?<digits>\b\d[\d.]*(?:e[+-]?\d+)?\b)/g;

/** TypeScript cut into tokens: enough to be read, no grammar. */
export function tokens(code: string): readonly Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    if (match.index > end) found.push({ kind: undefined, text: code.slice(end, match.index) });
    const kind = (["comment", "text", "word", "digits"] as const).find(
      (name) => match.groups?.[name] !== undefined,
    );
    found.push({ kind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) found.push({ kind: undefined, text: code.slice(end) });
  return found;
}
