/**
 * Who may do what to which destination. Of all entries that match a destination the groups are added up; a destination that
 * no entry matches is open to nobody. Without an authorization plugin everything is allowed.
 * Source: ActiveMQ Classic, "Security", "Simple Authentication Plugin", "Authorization".
 */
import { badPassword, notAllowed } from "./errors";
import { type DestinationName, formatDestination, matches } from "./patterns";
import type { BrokerSettings, BrokerUser } from "./types";

export type Right = "read" | "write" | "admin";

/** As the refusals of ActiveMQ word it. */
const WORDS: Readonly<Record<Right, string>> = { read: "read from", write: "write to", admin: "create" };

export function authenticate(settings: BrokerSettings, username: string, password: string): BrokerUser {
  const user = settings.users.find((each) => each.username === username);
  if (user === undefined || user.password !== password) throw badPassword(username === "" ? "null" : username);
  return user;
}

/** The groups that have a right; undefined: everybody. */
export function groupsWith(
  settings: BrokerSettings,
  right: Right,
  destination: DestinationName,
): readonly string[] | undefined {
  if (settings.authorization === undefined) return undefined;
  if (destination.isTemporary) return settings.temporaryAuthorization?.[right];
  return settings.authorization
    .filter((entry) => {
      const pattern = destination.kind === "queue" ? entry.queue : entry.topic;
      return pattern !== undefined && matches(pattern, destination.name);
    })
    .flatMap((entry) => entry[right]);
}

/** @throws JMSSecurityException, worded as in ActiveMQ */
export function authorize(
  settings: BrokerSettings,
  user: BrokerUser,
  right: Right,
  destination: DestinationName,
  refused: (reason: string) => void,
): void {
  const allowed = groupsWith(settings, right, destination);
  if (allowed === undefined || user.groups.some((group) => allowed.includes(group))) return;
  const error = notAllowed(user.username, WORDS[right], formatDestination(destination));
  const own = user.groups.length === 0 ? "belongs to no group" : `belongs to ${user.groups.join(", ")}`;
  refused(`${error.message} (${right}: ${allowed.length === 0 ? "nobody" : allowed.join(", ")}; ${own})`);
  throw error;
}
