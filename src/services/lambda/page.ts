/** Lists that come in pages: a marker is the place of the next item. */
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
  const from = marker === undefined ? 0 : Number(Buffer.from(marker, "base64").toString());
  if (!Number.isInteger(from) || from < 0 || from > all.length) throw invalidParameter(`Invalid marker: ${marker}`);
  const to = from + Math.min(items, most);
  return {
    items: all.slice(from, to),
    ...(to < all.length && { NextMarker: Buffer.from(String(to)).toString("base64") }),
  };
}
