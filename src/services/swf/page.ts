/** Pages of SWF: 1,000 items at most, and a token that is good for a day. */
import { page } from "../page";
import { invalidToken, validation, violation } from "./errors";
import { PAGE, PAGE_TOKEN_MS } from "./limits";

export interface PageInput {
  nextPageToken?: string;
  maximumPageSize?: number;
  reverseOrder?: boolean;
}

/** Throws ValidationException unless it is absent or from 0 to 1,000; 0 and none are 1,000. */
export function sizeOf({ maximumPageSize: size }: PageInput): number {
  if (size === undefined || size === 0) return PAGE.most;
  if (size < PAGE.least) throw violation(size, "maximumPageSize", `have value greater than or equal to ${PAGE.least}`);
  if (size > PAGE.most) throw violation(size, "maximumPageSize", `have value less than or equal to ${PAGE.most}`);
  return size;
}

/**
 * @param key what the list is of: a token of another list is refused
 * @param nowMs virtual time
 */
export function paged<T>(
  items: readonly T[],
  input: PageInput,
  key: string,
  nowMs: number,
): { items: readonly T[]; nextPageToken?: string } {
  const size = sizeOf(input);
  const { from, token } = page(inner(input.nextPageToken, key, nowMs), items.length, size, invalidToken);
  const nextPageToken = token === undefined ? undefined : outer(token, key, nowMs);
  return { items: items.slice(from, from + size), ...(nextPageToken !== undefined && { nextPageToken }) };
}

function outer(token: string, key: string, nowMs: number): string {
  return Buffer.from(JSON.stringify([token, nowMs, key])).toString("base64url");
}

function inner(given: string | undefined, key: string, nowMs: number): string | undefined {
  if (given === undefined) return undefined;
  const [token, madeMs] = read(given, key);
  if (nowMs - madeMs > PAGE_TOKEN_MS) throw validation("Specified token has exceeded its maximum lifetime");
  return token;
}

function read(given: string, key: string): [token: string, madeMs: number] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(given, "base64url").toString());
  } catch {
    throw invalidToken();
  }
  if (!Array.isArray(parts)) throw invalidToken();
  const [token, madeMs, of] = parts as unknown[];
  if (typeof token !== "string" || typeof madeMs !== "number" || of !== key) throw invalidToken();
  return [token, madeMs];
}

/** The key of a token, as far as it is one. */
export function keyOf(given: string): string | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(given, "base64url").toString());
    return Array.isArray(parts) && typeof parts[2] === "string" ? parts[2] : undefined;
  } catch {
    return undefined;
  }
}
