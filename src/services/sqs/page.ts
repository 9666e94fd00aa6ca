/** Lists in pages. There are tokens only when MaxResults is set, as on AWS. */
import { page } from "../page";
import { invalidParameter } from "./errors";
import { PAGE, within } from "./limits";

export function listed<T>(
  all: readonly T[],
  { MaxResults: most, NextToken: given }: { MaxResults?: number; NextToken?: string },
): { items: T[]; NextToken?: string } {
  if (most !== undefined && !within(most, PAGE)) {
    throw invalidParameter("MaxResults", most, `Must be an integer value between ${PAGE.least} and ${PAGE.most}.`);
  }
  const size = most ?? PAGE.default;
  const bad = () => invalidParameter("NextToken", given, "It was not returned by this call.");
  const { from, token } = page(given, all.length, size, bad);
  const items = all.slice(from, from + size);
  return most === undefined || token === undefined ? { items } : { items, NextToken: token };
}
