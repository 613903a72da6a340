/**
 * A recursive function whose stack is on the heap: `yield x` means "call yourself with x and hand me the
 * result". Formulas nest ten thousand deep; the JavaScript stack does not.
 */
export function recurse<A, B>(root: A, visit: (a: A) => Generator<A, B, B>): B {
  const stack = [visit(root)];
  let result: B | undefined;
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    // The first `next` of a generator ignores its argument; every later one follows a finished call.
    const turn = top.next(result as B);
    if (turn.done === true) {
      result = turn.value;
      stack.pop();
    } else stack.push(visit(turn.value));
  }
  return result as B;
}
