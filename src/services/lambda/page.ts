/** Lists that come in pages: a marker is the place of the next item. */
import { page } from "../page";
import { checkBounds, invalidParameter } from "./errors";

const PAGE = 50;

/** Throws ValidationException for MaxItems, InvalidParameterValueException for a marker that was not given out. */
export function listed<T>(
  all: readonly T[],
  input: { Marker?: string; MaxItems?: number },
  most = PAGE,
): { items: T[]; NextMarker?: string } {
  const { Marker: marker, MaxItems: items = most } = input;
  checkBounds(input.MaxItems, "maxItems", { least: 1, most: 10_000 });
  const bad = () => invalidParameter(`Invalid marker: ${marker}`);
  const size = Math.min(items, most);
  const { from, token } = page(marker, all.length, size, bad);
  if (from > all.length) throw bad();
  return { items: all.slice(from, from + size), ...(token !== undefined && { NextMarker: token }) };
}
