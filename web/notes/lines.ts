/**
 * The lines of the lecture notes that the derivation follows: what a reader of characters made of the handwriting,
 * and what the author meant. Source: OCR of a few hand-written pages about a two-layer perceptron; the pages
 * themselves are lost.
 */
export interface NotesLine {
  /** Its number among the lines of the notes. */
  readonly line: number;
  readonly ocr: string;
  readonly meant: string;
}

/** By the quantity that a step computes, or whose derivative it gives, in the names of the notes' model. */
export interface NotesLines {
  readonly forward: Readonly<Record<string, readonly NotesLine[]>>;
  readonly backward: Readonly<Record<string, readonly NotesLine[]>>;
}

export const notesLines: NotesLines = {
  forward: {
    h: [{ line: 5, ocr: "h_s = ξ_{i=1} W^s_{i,j} T_i", meant: "h_j = Σ_{i=1}^{N} W⁰_ij I_i" }],
    a: [{ line: 13, ocr: "우리는 Relu 활수을 꺼야 ReLu(h)", meant: "우리는 ReLU 함수를 쓸 거야. ReLU(h)" }],
    O: [{ line: 14, ocr: "2214 22 0=NP.dot[AcACh), w']", meant: "그러면 O = np.dot[Act(h), W¹]" }],
    p: [
      {
        line: 19,
        ocr: "soft max e^{z_i} / … i=1..k, z=(z₁,z,…,z_k) ∈ IR^k",
        meant: "σ(z)_i = e^{z_i} / Σ_{j=1}^{k} e^{z_j}, i = 1..k, z = (z₁, z₂, …, z_k) ∈ ℝ^k",
      },
    ],
    Cost: [
      {
        line: 29,
        ocr: "Cost = −Σ y; log Prediction; = −Σ y; log (Softmax (output)) = −Σ y; log (Softmax (ReLu(hidden) XW(1)))",
        meant: "Cost = −Σ_j y_j log Prediction_j = −Σ_j y_j log softmax(ReLU(hidden)·W⁽¹⁾)_j",
      },
    ],
  },
  backward: {
    O: [{ line: 31, ocr: "∫² ∂G₀dx/∂z₂ = −∂G₀dx/∂z₂ = … + …", meant: "∂Cost/∂z₂ = softmax(z₂) − true" }],
    W1: [
      {
        line: 32,
        ocr: "-. ∂cost/∂w(1) = (Softmax(Z_z) − true) × ReLV(hidden)",
        meant: "∴ ∂Cost/∂W⁽¹⁾ = (softmax(z₂) − true) × ReLU(hidden)",
      },
    ],
    h: [
      {
        line: 34,
        ocr: "∂cost/∂ξ₁ = ∂cost/∂ξ₁ = ∂ReLu(ξ₁)/∂ξ₁",
        meant: "∂Cost/∂z₁ = ∂Cost/∂ReLU(z₁) · ∂ReLU(z₁)/∂z₁",
      },
    ],
    W0: [
      {
        line: 33,
        ocr: "∂cost/∂w(0) = ∂cost/∂z₁ · ∂z₁/∂w(0) = ∫₍₀₎⁽¹⁾ dz = …",
        meant: "∂Cost/∂W⁽⁰⁾ = ∂Cost/∂z₁ · ∂z₁/∂W⁽⁰⁾ = ( ☐ ) × I",
      },
    ],
  },
};

const none: readonly NotesLine[] = [];

/** The lines of the notes that a step follows. */
export const linesFor = (
  direction: "forward" | "backward",
  subject: string | undefined,
): readonly NotesLine[] => (subject === undefined ? none : (notesLines[direction][subject] ?? none));
