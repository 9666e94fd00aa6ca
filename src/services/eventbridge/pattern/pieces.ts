/**
 * Which of many pieces of text occur in a value: one pass over the value, whatever the number of pieces (Aho and Corasick,
 * "Efficient string matching", CACM 1975). Wildcards are found by their longest piece and then read in full.
 */
class State<N> {
  readonly next = new Map<number, State<N>>();
  readonly targets: N[] = [];
  fail: State<N> | undefined;
  /** The nearest state on the way of failures that ends a piece. */
  ends: State<N> | undefined;
}

export class Pieces<N> {
  readonly #root = new State<N>();
  readonly #always: N[] = []; // behind the empty piece
  #isLinked = true;

  add(piece: string, target: N): void {
    if (piece === "") {
      this.#always.push(target);
      return;
    }
    let state = this.#root;
    for (let i = 0; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      let next = state.next.get(code);
      if (next === undefined) {
        next = new State();
        state.next.set(code, next);
      }
      state = next;
    }
    state.targets.push(target);
    this.#isLinked = false;
  }

  /** Tells the target of every piece that occurs in the text; one that occurs twice may be told twice. */
  find(text: string, tell: (target: N) => void): void {
    if (!this.#isLinked) this.#link();
    for (const target of this.#always) tell(target);
    const root = this.#root;
    let state = root;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      let next = state.next.get(code);
      while (next === undefined && state !== root) {
        state = state.fail!;
        next = state.next.get(code);
      }
      if (next === undefined) continue;
      state = next;
      for (let end: State<N> | undefined = state; end !== undefined; end = end.ends) {
        for (const target of end.targets) tell(target);
      }
    }
  }

  #link(): void {
    const queue: State<N>[] = [];
    for (const state of this.#root.next.values()) {
      state.fail = this.#root;
      state.ends = undefined;
      queue.push(state);
    }
    for (let i = 0; i < queue.length; i++) {
      const state = queue[i]!;
      for (const [code, next] of state.next) {
        let fail = state.fail!;
        while (fail !== this.#root && !fail.next.has(code)) fail = fail.fail!;
        next.fail = fail.next.get(code) ?? this.#root;
        next.ends = next.fail.targets.length > 0 ? next.fail : next.fail.ends;
        queue.push(next);
      }
    }
    this.#isLinked = true;
  }
}
