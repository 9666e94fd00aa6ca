/** Names of resources, and lists of them in pages. */
import { page } from "../page";
import { validation } from "./errors";
import { PAGE } from "./limits";

const NAME = /^[.\-_A-Za-z0-9]+$/;

/** @throws ValidationException in AWS's form */
export function checkName(member: string, given: string | undefined, longest: number): string {
  const value = given ?? "";
  const rule =
    value.length < 1
      ? "Member must have length greater than or equal to 1"
      : value.length > longest
        ? `Member must have length less than or equal to ${longest}`
        : NAME.test(value)
          ? undefined
          : "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+";
  if (rule !== undefined) {
    throw validation(
      `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`,
    );
  }
  return value;
}

export function listed<T>(
  all: readonly T[],
  { Limit: limit, NextToken: given }: { Limit?: number; NextToken?: string },
): { items: T[]; NextToken?: string } {
  if (limit !== undefined && !(limit >= PAGE.least && limit <= PAGE.most)) {
    const rule = limit < PAGE.least ? `greater than or equal to ${PAGE.least}` : `less than or equal to ${PAGE.most}`;
    throw validation(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value ${rule}`,
    );
  }
  const size = limit ?? PAGE.most;
  const { from, token } = page(given, all.length, size, () => validation("The token is invalid."));
  return { items: all.slice(from, from + size), ...(token !== undefined && { NextToken: token }) };
}
