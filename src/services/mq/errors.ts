/**
 * The errors of Amazon MQ. Each names the attribute that is wrong. Texts that AWS is known to give are given as they are;
 * where none is known, the text is ours: field, rule, value.
 * Source: API reference of each operation; texts as quoted by users (the case table names where).
 */
import { ServiceError } from "../service";

type Code =
  | "BadRequestException"
  | "ConflictException"
  | "ForbiddenException"
  | "InternalServerErrorException"
  | "NotFoundException"
  | "UnauthorizedException"
  | "TooManyRequestsException"
  | "UnsupportedOperation";

export class MqError extends ServiceError {
  constructor(code: Code, message: string, attribute?: string, fault: "client" | "server" = "client") {
    const named = attribute === undefined ? {} : { ErrorAttribute: attribute };
    super("mq", code, message, fault, code === "TooManyRequestsException", { ...named, Message: message });
  }
}

/** @param attribute as AWS spells it, beginning with a small letter: "engineType", "logs.audit" */
export const badRequest = (attribute: string, message: string) =>
  new MqError("BadRequestException", message, attribute);

export const conflict = (attribute: string, message: string) => new MqError("ConflictException", message, attribute);

export const forbidden = (reason: string) => new MqError("ForbiddenException", reason);
export const unauthorized = (reason: string) => new MqError("UnauthorizedException", reason);

export const unsupported = (operation: string) =>
  new MqError("UnsupportedOperation", `nubelab does not simulate the operation ${operation} of Amazon MQ.`);

export const unavailable = (what: string) =>
  new MqError("InternalServerErrorException", `${what} does not answer.`, undefined, "server");

export const throttled = () => new MqError("TooManyRequestsException", "Rate exceeded.");

export const missing = (attribute: string) => badRequest(attribute, `The attribute [${attribute}] is required.`);

export const noBroker = (id: string) =>
  new MqError("NotFoundException", `Can't find requested broker [${id}]. Make sure your broker exists.`, "broker-id");

export const noConfiguration = (id: string) =>
  new MqError(
    "NotFoundException",
    `Can't find requested configuration [${id}]. Make sure your configuration exists.`,
    "configuration_id",
  );

export const noRevision = (id: string, revision: string | number) =>
  new MqError(
    "NotFoundException",
    `Can't find requested revision [${revision}] of configuration [${id}]. Make sure your revision exists.`,
    "configuration_revision",
  );

export const noUser = (username: string) =>
  new MqError("NotFoundException", `Can't find requested user [${username}]. Make sure your user exists.`, "username");

export const noResource = (arn: string) =>
  new MqError(
    "NotFoundException",
    `Can't find requested resource [${arn}]. Make sure your resource exists.`,
    "resource-arn",
  );

/** "mq.m5.big is not one of these". */
export const invalid = (attribute: string, what: string, given: unknown, valid: readonly string[]) =>
  badRequest(attribute, `${what} [${String(given)}] is invalid. Valid values: [${valid.join(", ")}]`);
