/** Lists in pages, as Step Functions gives them: up to 1,000 items, 100 unless asked for. */
import { page } from "../page";
import { checkBounds, invalidToken } from "./errors";
import { PAGE } from "./limits";

/** @throws ValidationException for maxResults, InvalidToken for a token that no page gave out */
export function listed<T>(
  all: readonly T[],
  { maxResults, nextToken: given }: { maxResults?: number; nextToken?: string },
): { items: T[]; nextToken?: string } {
  checkBounds(maxResults, "maxResults", PAGE.least, PAGE.most);
  const size = maxResults === undefined || maxResults === 0 ? PAGE.default : maxResults; // AWS: 0 is the default, too
  const { from, token } = page(given, all.length, size, () => invalidToken());
  return { items: all.slice(from, from + size), ...(token !== undefined && { nextToken: token }) };
}
