/**
 * Users of ActiveMQ brokers. A change waits for the next reboot. RabbitMQ has one user from the start; further ones are made
 * in its own console, so the operations here are refused.
 * Source: API reference, Users and User (read 2026-11).
 */
import type { Caller } from "../service";
import type { BrokerRecord, Change, User, UserEntry } from "./broker-record";
import { ENGINE_NAMES, type Engine } from "./catalogue";
import type { Mq } from "./context";
import { badRequest, conflict, missing, noUser } from "./errors";
import { GROUPS, PASSWORD } from "./limits";
import { checkName, RABBIT_USERNAME, USERNAME } from "./names";
import { listed, type PageInput } from "./page";

export interface UserInput {
  Username?: string;
  Password?: string;
  Groups?: string[];
  ConsoleAccess?: boolean;
  ReplicationUser?: boolean;
}

interface Input extends UserInput, PageInput {
  BrokerId: string;
  Username: string;
}

export function createUser(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = brokerFor(mq, "CreateUser", input, caller, true);
  const user = readUser(broker.is.engine, input);
  if (broker.users.has(input.Username)) {
    throw conflict("username", `The user [${input.Username}] already exists in broker [${broker.is.id}].`);
  }
  if (broker.users.size >= mq.quotas.users) {
    throw badRequest("users", `Broker [${broker.is.id}] already has the maximum of [${mq.quotas.users}] users.`);
  }
  broker.users.set(input.Username, { username: input.Username, pending: { change: "CREATE", next: user } });
  told(mq, "CreateUser", "UserCreated", broker, input.Username, caller);
  return {};
}

export function updateUser(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = brokerFor(mq, "UpdateUser", input, caller, true);
  const user = userIn(broker, input.Username);
  const before = user.pending?.next ?? user.current!;
  const next = readUser(broker.is.engine, {
    Username: input.Username,
    Password: input.Password ?? before.password,
    Groups: input.Groups ?? [...before.groups],
    ConsoleAccess: input.ConsoleAccess ?? before.consoleAccess,
    ReplicationUser: input.ReplicationUser ?? before.replicationUser,
  });
  user.pending = { change: user.current === undefined ? "CREATE" : "UPDATE", next };
  told(mq, "UpdateUser", "UserUpdated", broker, input.Username, caller);
  return {};
}

export function deleteUser(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = brokerFor(mq, "DeleteUser", input, caller, true);
  const user = userIn(broker, input.Username);
  if (user.current === undefined) broker.users.delete(input.Username);
  else user.pending = { change: "DELETE" };
  told(mq, "DeleteUser", "UserDeleted", broker, input.Username, caller);
  return {};
}

export function describeUser(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = brokerFor(mq, "DescribeUser", input, caller, false);
  const { username, current, pending } = userIn(broker, input.Username);
  mq.request("DescribeUser", broker.is.nameId, caller);
  return {
    BrokerId: broker.is.id,
    Username: username,
    ...(current && { ConsoleAccess: current.consoleAccess, Groups: [...current.groups] }),
    ReplicationUser: (current ?? pending?.next)!.replicationUser,
    ...(pending && {
      Pending: {
        PendingChange: pending.change,
        ...(pending.next && { ConsoleAccess: pending.next.consoleAccess, Groups: [...pending.next.groups] }),
      },
    }),
  };
}

export function listUsers(mq: Mq, input: Input, caller: Caller): unknown {
  const broker = brokerFor(mq, "ListUsers", input, caller, false);
  const { items, size, token } = listed([...broker.users.values()], input);
  mq.request("ListUsers", broker.is.nameId, caller);
  return { BrokerId: broker.is.id, MaxResults: size, Users: items.map(summaryOf), ...token };
}

export const summaryOf = ({ username, pending }: UserEntry) => ({
  Username: username,
  ...(pending && { PendingChange: pending.change satisfies Change }),
});

/** A reboot: what was pending is in force. */
export function applyUsers(broker: BrokerRecord): void {
  for (const [username, user] of broker.users) {
    if (user.pending?.change === "DELETE") broker.users.delete(username);
    else if (user.pending !== undefined) broker.users.set(username, { username, current: user.pending.next! });
  }
}

/** The users that CreateBroker is given; they are in force from the first start on. Throws BadRequestException. */
export function readUsers(engine: Engine, strategy: string, given: readonly UserInput[]): Map<string, UserEntry> {
  if (engine === "RABBITMQ" && given.length !== 1) {
    throw badRequest("users", "Specify exactly one user for engine type [RABBITMQ].");
  }
  if (strategy === "LDAP" && given.length > 0) {
    throw badRequest(
      "users",
      "Users of a broker with the authentication strategy [LDAP] are those of the LDAP server.",
    );
  }
  if (strategy === "SIMPLE" && given.length === 0) {
    throw badRequest("users", "Specify at least one user for the authentication strategy [SIMPLE].");
  }
  const users = new Map<string, UserEntry>();
  for (const input of given) {
    const user = readUser(engine, input);
    const username = input.Username!;
    if (users.has(username)) throw badRequest("users", `The user [${username}] is given twice.`);
    users.set(username, { username, current: user });
  }
  return users;
}

/** Throws BadRequestException that names the rule. */
export function readUser(engine: Engine, input: UserInput): User {
  const { Username: username, Password: password, Groups: groups = [] } = input;
  if (username === undefined) throw missing("username");
  checkName("username", "username", username, engine === "RABBITMQ" ? RABBIT_USERNAME : USERNAME);
  if (password === undefined) throw missing("password");
  checkPassword(password);
  if (engine === "RABBITMQ" && (groups.length > 0 || input.ConsoleAccess !== undefined)) {
    const attribute = groups.length > 0 ? "groups" : "consoleAccess";
    throw badRequest(
      attribute,
      `The attribute [${attribute}] of a user does not apply to ${ENGINE_NAMES[engine]} brokers.`,
    );
  }
  if (groups.length > GROUPS) {
    throw badRequest("groups", `The user [${username}] has ${groups.length} groups; at most ${GROUPS} are allowed.`);
  }
  for (const group of groups) checkName("groups", "group", group, USERNAME);
  return {
    password,
    groups: [...new Set(groups)],
    consoleAccess: input.ConsoleAccess ?? false,
    replicationUser: input.ReplicationUser ?? false,
  };
}

/** Throws BadRequestException. The password itself is not repeated: an error may end up in a log. */
function checkPassword(password: string): void {
  const { least, most, unique } = PASSWORD;
  const broken =
    password.length < least || password.length > most
      ? `must have ${least} to ${most} characters; it has ${password.length}`
      : new Set(password).size < unique
        ? `must have at least ${unique} different characters; it has ${new Set(password).size}`
        : /[,:=]/.test(password)
          ? "must not contain commas, colons or equal signs (,:=)"
          : undefined;
  if (broken !== undefined) throw badRequest("password", `The password ${broken}.`);
}

function brokerFor(mq: Mq, operation: string, input: Input, caller: Caller, changes: boolean): BrokerRecord {
  const broker = mq.broker(operation, input.BrokerId, caller);
  if (broker.is.engine === "RABBITMQ") {
    throw badRequest(
      "broker-id",
      `${operation} does not apply to RabbitMQ brokers: manage users of [${broker.is.id}] in the RabbitMQ console.`,
    );
  }
  if (changes) {
    mq.expectState(operation, broker, "RUNNING", "REPLICA");
    if (broker.settings.authenticationStrategy === "LDAP") {
      throw badRequest("broker-id", `The users of broker [${broker.is.id}] are those of its LDAP server.`);
    }
  }
  return broker;
}

/** Throws NotFoundException. */
function userIn(broker: BrokerRecord, username: string): UserEntry {
  const user = broker.users.get(username);
  if (user === undefined) throw noUser(username);
  return user;
}

function told(
  mq: Mq,
  operation: string,
  kind: "UserCreated" | "UserUpdated" | "UserDeleted",
  broker: BrokerRecord,
  username: string,
  caller: Caller,
): void {
  const cause = mq.request(operation, broker.is.nameId, caller);
  mq.trace.append(mq.facts[kind], broker.is.nameId, { text: username, cause });
}
