/** A priority queue: the item with the largest key first; equal keys in order of insertion. */
export class Agenda<T> {
  readonly #heap: { readonly key: number; readonly serial: number; readonly item: T }[] = [];
  #serial = 0;

  get size(): number {
    return this.#heap.length;
  }

  push(key: number, item: T): void {
    const heap = this.#heap;
    let k = heap.push({ key, serial: this.#serial++, item }) - 1;
    while (k > 0 && this.#before(k, (k - 1) >> 1)) {
      this.#swap(k, (k - 1) >> 1);
      k = (k - 1) >> 1;
    }
  }

  pop(): T | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined) return undefined;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return top.item;
  }

  #sink(): void {
    let k = 0;
    for (;;) {
      const [left, right] = [2 * k + 1, 2 * k + 2];
      let first = k;
      if (left < this.#heap.length && this.#before(left, first)) first = left;
      if (right < this.#heap.length && this.#before(right, first)) first = right;
      if (first === k) return;
      this.#swap(k, first);
      k = first;
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a]!, this.#heap[b]!];
    return x.key !== y.key ? x.key > y.key : x.serial < y.serial;
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }
}
