/** Names of schedules and groups, and lists of them in pages. */
import { page } from "../page";
import { validation, violation } from "./errors";
import { NAME_LENGTH, PAGE } from "./limits";
import { checkBounds } from "./target";

const NAME = /^[0-9a-zA-Z\-_.]+$/;
const TOKEN = /^[a-zA-Z0-9\-_]{1,64}$/;

/** @throws ValidationException in AWS's form */
export function checkName(member: string, given: string | undefined): string {
  const value = given ?? "";
  if (value.length < 1) throw violation(value, member, "have length greater than or equal to 1");
  if (value.length > NAME_LENGTH) throw violation(value, member, `have length less than or equal to ${NAME_LENGTH}`);
  if (!NAME.test(value)) throw violation(value, member, "satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$");
  return value;
}

/** @throws ValidationException */
export function checkToken(given: string | undefined): string | undefined {
  if (given !== undefined && !TOKEN.test(given)) {
    throw violation(
      given,
      "clientToken",
      "satisfy regular expression pattern: ^[a-zA-Z0-9-_]+$ with 1 to 64 characters",
    );
  }
  return given;
}

/** @throws ValidationException */
export function listed<T>(
  all: readonly T[],
  { MaxResults: size = PAGE.most, NextToken: given }: { MaxResults?: number; NextToken?: string },
): { items: T[]; NextToken?: string } {
  checkBounds(size, "maxResults", PAGE);
  const { from, token } = page(given, all.length, size, () => validation("Invalid NextToken."));
  return { items: all.slice(from, from + size), ...(token !== undefined && { NextToken: token }) };
}
