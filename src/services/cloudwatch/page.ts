/** Pages of a list; a token, opaque to users, says where to go on. */

/** Where the page begins, and the token of the next one if there is one. */
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
