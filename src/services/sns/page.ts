/** Lists in pages of 100; a token, opaque to users, says where to go on. */
import { invalidParameter } from "./errors";
import { PAGE } from "./limits";

export function listed<T>(all: readonly T[], given: string | undefined): { items: T[]; token?: string } {
  const from =
    given === undefined
      ? 0
      : Number(
          Buffer.from(given, "base64url")
            .toString()
            .replace(/^from:/, ""),
        );
  if (!Number.isInteger(from) || from < 0) throw invalidParameter("NextToken");
  const to = from + PAGE;
  const items = all.slice(from, to);
  return to < all.length ? { items, token: Buffer.from(`from:${to}`).toString("base64url") } : { items };
}
