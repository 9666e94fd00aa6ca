/** Checks of what a call brings along, in one wording: field, rule, value. */
import { jms } from "./errors";

/** @throws JMSException */
export function badRequest(field: string, rule: string, value: unknown): never {
  throw jms("JMSException", `${field}: ${rule}, not ${JSON.stringify(value)}`);
}
