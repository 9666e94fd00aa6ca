/** IP addresses and ranges of them, found by an address: one look for each size of range that occurs. */
import { type AddressRange, readAddress } from "./address";

export class Networks<N> {
  readonly #byRange = new Map<string, N[]>();
  readonly #sizes: { bits: 32 | 128; span: bigint }[] = [];

  add({ bits, low, high }: AddressRange, target: N): void {
    const span = high - low;
    const key = keyOf(bits, span, low);
    const found = this.#byRange.get(key);
    if (found) found.push(target);
    else this.#byRange.set(key, [target]);
    if (!this.#sizes.some((size) => size.bits === bits && size.span === span)) this.#sizes.push({ bits, span });
  }

  find(text: string, tell: (target: N) => void): void {
    const address = readAddress(text);
    if (address === undefined) return;
    for (const { bits, span } of this.#sizes) {
      if (bits !== address.bits) continue;
      const found = this.#byRange.get(keyOf(bits, span, address.value & ~span));
      if (found) for (const target of found) tell(target);
    }
  }
}

function keyOf(bits: number, span: bigint, low: bigint): string {
  return `${bits}/${span.toString(36)}/${low.toString(36)}`;
}
