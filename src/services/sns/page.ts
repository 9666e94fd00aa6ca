/** Lists in pages of 100. */
import { page } from "../page";
import { invalidParameter } from "./errors";
import { PAGE } from "./limits";

export function listed<T>(all: readonly T[], given: string | undefined): { items: T[]; token?: string } {
  const { from, token } = page(given, all.length, PAGE, () => invalidParameter("NextToken"));
  return { items: all.slice(from, from + PAGE), ...(token !== undefined && { token }) };
}
