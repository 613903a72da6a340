/** The gradient of a perceptron as an ONNX graph, in its binary form (protocol buffers, onnx.proto). */

const varint = (n) => {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(n));
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return bytes;
};
const number = (field, n) => [...varint(field << 3), ...varint(n)];
const bytes = (field, content) => [...varint((field << 3) | 2), ...varint(content.length), ...content];
const text = (field, content) => bytes(field, [...new TextEncoder().encode(content)]);

const FLOAT = 1;
const INT = 2;
const INTS = 7;

/** AttributeProto: name 1, i 3, ints 8, type 20. */
const attribute = ([name, value]) => [
  ...text(1, name),
  ...(Array.isArray(value) ? value.flatMap((n) => number(8, n)) : number(3, value)),
  ...number(20, Array.isArray(value) ? INTS : INT),
];

/** NodeProto: input 1, output 2, op_type 4, attribute 5. */
const node = (op, inputs, output, attributes = {}) => [
  ...inputs.flatMap((name) => text(1, name)),
  ...text(2, output),
  ...text(4, op),
  ...Object.entries(attributes).flatMap((entry) => bytes(5, attribute(entry))),
];

/** ValueInfoProto with a tensor of floats. */
const value = (name, shape) => {
  const dims = shape.flatMap((n) => bytes(1, number(1, n)));
  return [...text(1, name), ...bytes(2, bytes(1, [...number(1, FLOAT), ...bytes(2, dims)]))];
};

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9. */
const scalar = (name, x) => [
  ...number(2, FLOAT),
  ...text(8, name),
  ...bytes(9, [...new Uint8Array(new Float32Array([x]).buffer)]),
];

/** ModelProto of mean cost and gradients for n samples. */
export function onnxModel({ D, H, O, bias }, n) {
  const params = bias ? { W0: [D, H], b0: [H], W1: [H, O], b1: [O] } : { W0: [D, H], W1: [H, O] };
  const nodes = [
    node("MatMul", ["x", "W0"], bias ? "xW0" : "h"),
    ...(bias ? [node("Add", ["xW0", "b0"], "h")] : []),
    node("Relu", ["h"], "a"),
    node("MatMul", ["a", "W1"], bias ? "aW1" : "z"),
    ...(bias ? [node("Add", ["aW1", "b1"], "z")] : []),
    node("LogSoftmax", ["z"], "logp", { axis: 1 }),
    node("Mul", ["logp", "y"], "ylogp"),
    node("ReduceSum", ["ylogp"], "total", { keepdims: 0 }),
    node("Mul", ["total", "minus"], "cost"),
    node("Exp", ["logp"], "p"),
    node("Sub", ["p", "y"], "difference"),
    node("Mul", ["difference", "share"], "d"),
    node("Transpose", ["a"], "aT", { perm: [1, 0] }),
    node("MatMul", ["aT", "d"], "dW1"),
    node("Transpose", ["W1"], "W1T", { perm: [1, 0] }),
    node("MatMul", ["d", "W1T"], "back"),
    node("Greater", ["h", "zero"], "mask"),
    node("Where", ["mask", "back", "zero"], "g"),
    node("Transpose", ["x"], "xT", { perm: [1, 0] }),
    node("MatMul", ["xT", "g"], "dW0"),
    ...(bias
      ? [
          node("ReduceMean", ["difference"], "db1", { axes: [0], keepdims: 0 }),
          node("ReduceMean", ["g"], "meanG", { axes: [0], keepdims: 0 }),
          node("Mul", ["meanG", "count"], "db0"),
        ]
      : []),
  ];
  const constants = { minus: -1 / n, share: 1 / n, zero: 0, ...(bias ? { count: n } : {}) };
  const graph = [
    ...nodes.flatMap((content) => bytes(1, content)),
    ...text(2, "gradient"),
    ...Object.entries(constants).flatMap(([name, x]) => bytes(5, scalar(name, x))),
    ...Object.entries({ x: [n, D], y: [n, O], ...params }).flatMap(([name, shape]) =>
      bytes(11, value(name, shape)),
    ),
    ...Object.entries({
      cost: [],
      ...Object.fromEntries(Object.entries(params).map(([name, shape]) => [`d${name}`, shape])),
    }).flatMap(([name, shape]) => bytes(12, value(name, shape))),
  ];
  const opset = [...text(1, ""), ...number(2, 13)];
  return {
    model: Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, opset)]),
    params,
  };
}
