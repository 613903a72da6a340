import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { nodeIds } from "../../src/6-explain/ids.ts";
import { namingOf } from "../../src/6-explain/naming.ts";
import { nodePicture, tensorPicture } from "../../src/6-explain/picture.ts";

const model = readModel(`
input I[3]
param W0[3, 4], W1[4, 3]
label y[3]
h = I * W0
a = relu(h)
O = a * W1
p = softmax(O)
Cost = -sum(y .* log(p))
`);
const ids = nodeIds([...model.definitions.values()].map(({ value }) => value));

describe("the picture of the notes' network by its tensors", () => {
  const { nodes, edges } = tensorPicture(model, ids);
  const label = new Map(nodes.map((node) => [node.id, node.label]));

  it("has the nine tensors the user named, with their shapes", () => {
    expect(nodes.map((node) => `${node.label}[${node.shape.join(",")}]`)).toEqual([
      "I[3]", "W0[3,4]", "W1[4,3]", "y[3]", "h[4]", "a[4]", "O[3]", "p[3]", "Cost[]",
    ]); // prettier-ignore
  });

  it("says which is computed from which, from left to right", () => {
    expect(edges.map(({ from, to }) => `${label.get(from)}→${label.get(to)}`)).toEqual([
      "I→h", "W0→h", "h→a", "a→O", "W1→O", "O→p", "y→Cost", "p→Cost",
    ]); // prettier-ignore
    const column = new Map(nodes.map((node) => [node.id, node.column]));
    for (const { from, to } of edges) expect(column.get(from)!).toBeLessThan(column.get(to)!);
  });
});

describe("the picture of the graph itself", () => {
  const { nodes, edges } = nodePicture(ids, namingOf(model));

  it("has one node for each of the graph, labelled by name or operator", () => {
    expect(nodes).toHaveLength(ids.nodes.length);
    expect(new Set(nodes.map((node) => node.id)).size).toBe(nodes.length);
    expect(nodes.map((node) => node.label)).toEqual(
      expect.arrayContaining(["h", "a", "O", "p", "Cost", "×"]),
    );
  });

  it("has an edge from every part to the whole, and no other", () => {
    const known = new Set(nodes.map((node) => node.id));
    for (const { from, to } of edges) expect(known.has(from) && known.has(to) && from !== to).toBe(true);
  });
});
