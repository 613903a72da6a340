/** A two-layer perceptron, and claims about it. */
export const model = `input x[3]
param W0[3, 4], W1[4, 3]
label y[3]
h[j] = sum(i, W0[i, j] * x[i])
a[j] = relu(h[j])
o[k] = sum(j, W1[j, k] * a[j])
p[k] = softmax(k, o[k])
C = -sum(k, y[k] * log(p[k]))
`;

const stated = model.replace("label y[3]\n", "label y[3]\nassume sum(k, y[k]) == 1\n");

/** The first claim holds, the second lacks the mask, the third is open. */
export const claims = `${stated}claim d(C)/d(W1[j, k]) = a[j] * (p[k] - y[k])
claim d(C)/d(h[j]) = sum(k, W1[j, k] * (p[k] - y[k]))
claim d(C)/d(W0) = ?
`;

/** Holds only under an assumption that is not stated. */
export const unstated = `${model}claim d(C)/d(o[k]) = p[k] - y[k]\n`;

/** The same in Markdown: declared in a block, claimed in display mathematics. */
export const markdown = (text: string, formula: string): string =>
  `# A derivation\n\n\`\`\`chain\n${text}\`\`\`\n\n$$\n${formula}\n$$\n`;
