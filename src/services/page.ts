/** Lists in pages, for every service that gives them: a token, opaque to users, says where the next page begins. */

/**
 * @param given the token that came with the request; absent for the first page
 * @param all how many items there are
 * @param size items a page, > 0
 * @param bad the service's own error for a token that no page gave out
 * @returns where the page begins, and the token of the next one if there is one
 */
export function page(
  given: string | undefined,
  all: number,
  size: number,
  bad: () => Error,
): { from: number; token?: string } {
  const place = given === undefined ? "from:0" : Buffer.from(given, "base64url").toString();
  const from = Number(/^from:(\d+)$/.exec(place)?.[1]);
  if (Number.isNaN(from)) throw bad();
  const to = from + size;
  return to < all ? { from, token: Buffer.from(`from:${to}`).toString("base64url") } : { from };
}
