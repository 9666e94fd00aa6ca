/** Lists in pages: a token, opaque to users, says where to go on. There are tokens only when MaxResults is set, as on AWS. */
import { invalidParameter } from "./errors";
import { PAGE, within } from "./limits";

export function listed<T>(
  all: readonly T[],
  { MaxResults: most, NextToken: token }: { MaxResults?: number; NextToken?: string },
): { items: T[]; NextToken?: string } {
  if (most !== undefined && !within(most, PAGE)) {
    throw invalidParameter("MaxResults", most, `Must be an integer value between ${PAGE.least} and ${PAGE.most}.`);
  }
  const from =
    token === undefined
      ? 0
      : Number(
          Buffer.from(token, "base64url")
            .toString()
            .replace(/^from:/, ""),
        );
  if (!Number.isInteger(from) || from < 0)
    throw invalidParameter("NextToken", token, "It was not returned by this call.");
  const to = from + (most ?? PAGE.default);
  const items = all.slice(from, to);
  if (most === undefined || to >= all.length) return { items };
  return { items, NextToken: Buffer.from(`from:${to}`).toString("base64url") };
}
