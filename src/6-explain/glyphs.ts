import { digits, fenced, scripts, word, type Box, type IdentifierBox } from "./box.ts";

const greek = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", iota: "ι", kappa: "κ",
  lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", rho: "ρ", sigma: "σ", tau: "τ", upsilon: "υ", phi: "φ", chi: "χ", psi: "ψ",
  omega: "ω", Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Xi: "Ξ", Pi: "Π", Sigma: "Σ", Phi: "Φ", Psi: "Ψ",
  Omega: "Ω",
} as const; // prettier-ignore

const isGreek = (name: string): name is keyof typeof greek => Object.hasOwn(greek, name);
const greekName = new Map<string, string>(Object.entries(greek).map(([name, letter]) => [letter, name]));

/** A name taken apart: W0 is W with the label 0, z_2 is z with the label 2. */
export function labelled(name: string): { readonly stem: string; readonly label: string | undefined } {
  const match = /^(\p{L}+(?:_prime)*)_?(\d+)$/u.exec(name);
  return match === null ? { stem: name, label: undefined } : { stem: match[1]!, label: match[2]! };
}

const isLetter = (text: string): boolean => /^[\p{Script=Latin}\p{Script=Greek}]$/u.test(text);

/** Accents that are part of a name, `y_hat`, as marks over a letter. */
const marks: Readonly<Record<string, string>> = {
  hat: "\u0302", tilde: "\u0303", bar: "\u0304", dot: "\u0307", ddot: "\u0308", check: "\u030c", breve: "\u0306",
}; // prettier-ignore

/** The letter beneath the accent, and the accent; undefined for any other name. */
function accented(stem: string): IdentifierBox | undefined {
  const [, below, accent] = /^(\p{L}+)_(\p{L}+)$/u.exec(stem) ?? [];
  if (below === undefined || accent === undefined || !Object.hasOwn(marks, accent)) return undefined;
  const letter = stemBox(below);
  if (letter.upright) return undefined;
  const text = `${letter.text}${marks[accent]}`.normalize("NFC");
  return { ...letter, text, latex: `\\${accent}{${letter.latex}}` };
}

function stemBox(stem: string): IdentifierBox {
  const unprimed = /^(.+)_prime$/u.exec(stem)?.[1];
  if (unprimed !== undefined) {
    const below = stemBox(unprimed);
    return { ...below, text: `${below.text}′`, latex: `${below.latex}'` };
  }
  const over = accented(stem);
  if (over !== undefined) return over;
  // d, delta and pi are words of the model language: those of a text are called d_, delta_ and pi_ there.
  const letterOf = /^(\p{L}+)_$/u.exec(stem)?.[1];
  if (letterOf === "pi") return { kind: "identifier", text: "π", latex: "\\pi", upright: false };
  if (letterOf !== undefined && (isGreek(letterOf) || isLetter(letterOf))) return stemBox(letterOf);
  const letter = isGreek(stem) ? greek[stem] : stem;
  const named = greekName.get(letter);
  const latexLetter = named === "epsilon" ? "\\varepsilon" : named === undefined ? letter : `\\${named}`;
  if (isLetter(letter)) return { kind: "identifier", text: letter, latex: latexLetter, upright: false };
  const escaped = stem.replaceAll("_", "\\_");
  return word(stem, /^[\x20-\x7e]*$/.test(stem) ? `\\mathrm{${escaped}}` : `\\text{${escaped}}`);
}

/** A name of the model with the indices of its slots; a number in it is a label, W⁽⁰⁾, and no power. */
export function nameBox(name: string, sub: Box | undefined): Box {
  const { stem, label } = labelled(name);
  const base = stemBox(stem);
  if (label === undefined) return scripts(base, sub);
  const sup = fenced(digits(label));
  return { kind: "scripts", base, sub, sup, labelled: true, intent: `_${stem}_${label}` };
}

/** Whether a superscript would be mistaken for a power, or a power for it. */
export const hasLabel = (name: string): boolean => labelled(name).label !== undefined;
