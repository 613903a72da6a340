import { parseExpression } from "../../src/1-parse/parse.ts";

export const codesIn = (text: string): string[] => parseExpression(text).diagnostics.map(({ code }) => code);

/** The two-layer perceptron of the notes. */
export const notesInIndexNotation = `input I[3]
param W0[3, 4], W1[4, 3]
label y[3]
assume sum(k, y[k]) == 1
h[j] = sum(i, W0[i, j] * I[i])
a[j] = relu(h[j])
O[k] = sum(j, W1[j, k] * a[j])
p[k] = softmax(k, O[k])
Cost = -sum(k, y[k] * log(p[k]))
`;

export const notesInMatrixNotation = `input I[3]
param W0[3, 4], W1[4, 3]
label y[3]
assume sum(y) == 1
h = I * W0
a = relu(h)
O = a * W1
p = softmax(O)
Cost = -sum(y .* log(p))
`;
