import { notesModel } from "../../notes/model.ts";

/** The models whose derivations the generator spoils: the notes' own, and four that are often derived by hand. */
export const models: readonly string[] = [
  notesModel,
  `# Softmax regression on two samples.
input X[2, 3]
param W[3, 3], b[3]
label Y[2, 3]
assume sum(k, Y[n, k]) == 1

O[n, k] = sum(i, X[n, i] * W[i, k]) + b[k]
P[n, k] = softmax(k, O[n, k])
L = -1/2 * sum(n, sum(k, Y[n, k] * log(P[n, k])))
`,
  `# A hidden layer with tanh, squared error.
input x[3], y[2]
param W0[3, 4], W1[4, 2]

z[j] = sum(i, W0[i, j] * x[i])
a[j] = tanh(z[j])
e[k] = sum(j, W1[j, k] * a[j]) - y[k]
C = 1/2 * sum(k, e[k]^2)
`,
  `# Logistic regression on four samples.
input X[4, 3]
param w[3]
label t[4]

z[n] = sum(i, X[n, i] * w[i])
s[n] = sigmoid(z[n])
C = -sum(n, t[n] * log(s[n]) + (1 - t[n]) * log(1 - s[n]))
`,
  `# A hidden layer with ReLU, mean squared error over two samples.
input X[2, 3], Y[2, 3]
param U[3, 4], V[4, 3]

H[n, j] = sum(i, X[n, i] * U[i, j])
A[n, j] = relu(H[n, j])
R[n, k] = sum(j, A[n, j] * V[j, k]) - Y[n, k]
E = 1/2 * sum(n, sum(k, R[n, k]^2))
`,
];
