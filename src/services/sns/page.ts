/** Lists in pages of 100; a token, opaque to users, says where to go on. */
import { invalidParameter } from "./errors";
import { PAGE } from "./limits";

export function listed<T>(all: readonly T[], given: string | undefined): { items: T[]; token?: string } {
  const place = given === undefined ? "from:0" : Buffer.from(given, "base64url").toString();
  const from = Number(/^from:(\d+)$/.exec(place)?.[1]);
  if (Number.isNaN(from)) throw invalidParameter("NextToken");
  const to = from + PAGE;
  const items = all.slice(from, to);
  return to < all.length ? { items, token: Buffer.from(`from:${to}`).toString("base64url") } : { items };
}
