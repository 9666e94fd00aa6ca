/** Lists in pages of 5 to 100, 20 unless told. */
import { page } from "../page";
import { badRequest } from "./errors";
import { PAGE } from "./limits";

export interface PageInput {
  MaxResults?: number;
  NextToken?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly size: number;
  /** To be spread into the answer. */
  readonly token: { NextToken?: string };
}

/** Throws BadRequestException for MaxResults or a token that no page gave out. */
export function listed<T>(all: readonly T[], { MaxResults: size = PAGE.default, NextToken }: PageInput): Page<T> {
  if (!Number.isInteger(size) || size < PAGE.least || size > PAGE.most) {
    throw badRequest(
      "maxResults",
      `The value [${size}] of [maxResults] must be a whole number from ${PAGE.least} to ${PAGE.most}.`,
    );
  }
  const bad = () => badRequest("nextToken", `The token [${NextToken}] was given out by no page.`);
  const { from, token } = page(NextToken === "" ? undefined : NextToken, all.length, size, bad);
  if (from > all.length) throw bad();
  return { items: all.slice(from, from + size), size, token: token === undefined ? {} : { NextToken: token } };
}
