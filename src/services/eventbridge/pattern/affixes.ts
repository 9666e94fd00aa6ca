/** Prefixes (or suffixes), found by any text that begins (or ends) with them: one look for each length that occurs. */
export class Affixes<N> {
  readonly #byText = new Map<string, N[]>();
  readonly #lengths: number[] = [];
  constructor(private readonly atEnd: boolean) {}

  add(text: string, target: N): void {
    const found = this.#byText.get(text);
    if (found) found.push(target);
    else this.#byText.set(text, [target]);
    if (!this.#lengths.includes(text.length)) this.#lengths.push(text.length);
  }

  find(value: string, tell: (target: N) => void): void {
    for (const length of this.#lengths) {
      if (length > value.length) continue;
      const part = this.atEnd ? value.slice(value.length - length) : value.slice(0, length);
      const found = this.#byText.get(part);
      if (found) for (const target of found) tell(target);
    }
  }
}
