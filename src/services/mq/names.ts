/** Names of brokers, configurations, users and groups: which characters they may have. Source: API reference (read 2026-11). */
import { badRequest } from "./errors";
import { BROKER_NAME_LENGTH, CONFIGURATION_NAME_LENGTH, USERNAME_LENGTH } from "./limits";

interface Naming {
  readonly pattern: RegExp;
  readonly rule: string;
}

function naming({ least, most }: { least: number; most: number }, characters: string, words: string): Naming {
  return { pattern: new RegExp(`^[${characters}]{${least},${most}}$`), rule: `${least} to ${most} ${words}` };
}

export const BROKER_NAME = naming(BROKER_NAME_LENGTH, "A-Za-z0-9_-", "letters, digits, dashes and underscores");

const TILDES = "letters, digits, dashes, periods, underscores and tildes";
export const CONFIGURATION_NAME = naming(CONFIGURATION_NAME_LENGTH, "A-Za-z0-9._~-", TILDES);
/** Of groups as well. */
export const USERNAME = naming(USERNAME_LENGTH, "A-Za-z0-9._~-", TILDES);

const RABBIT = naming(USERNAME_LENGTH, "A-Za-z0-9._-", "letters, digits, dashes, periods and underscores");
export const RABBIT_USERNAME: Naming = {
  pattern: new RegExp(`(?!^guest$)${RABBIT.pattern.source}`),
  rule: `not "guest", and ${RABBIT.rule}`,
};

/** Throws BadRequestException: "The broker name [no spaces] is invalid. It must be 1 to 50 letters, ...". */
export function checkName(attribute: string, what: string, given: string, { pattern, rule }: Naming): void {
  if (!pattern.test(given)) throw badRequest(attribute, `The ${what} [${given}] is invalid. It must be ${rule}.`);
}
