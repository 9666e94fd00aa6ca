/**
 * What a broker answers when it refuses, as the exceptions of JMS 1.1 (chapter 8). Texts that ActiveMQ Classic is known to give
 * are given as they are; where none is known, the text names field, rule and value.
 */
import { ServiceError } from "../../service";

export type JmsCode =
  | "JMSException"
  | "JMSSecurityException"
  | "InvalidClientIDException"
  | "InvalidDestinationException"
  | "InvalidSelectorException"
  | "IllegalStateException"
  | "MessageFormatException"
  | "ResourceAllocationException"
  | "TransactionRolledBackException"
  | "ConnectionFailedException";

export const jms = (code: JmsCode, message: string): ServiceError =>
  new ServiceError("activemq", code, message, code === "ConnectionFailedException" ? "server" : "client");

export const notAllowed = (user: string, what: string, destination: string): ServiceError =>
  jms("JMSSecurityException", `User ${user} is not authorized to ${what}: ${destination}`);

export const badPassword = (user: string): ServiceError =>
  jms("JMSSecurityException", `User name [${user}] or password is invalid.`);

export const unreachable = (address: string): ServiceError =>
  jms(
    "JMSException",
    `Could not connect to broker URL: ${address}. Reason: java.net.ConnectException: Connection refused`,
  );

export const unknownHost = (address: string): ServiceError =>
  jms("JMSException", `Could not connect to broker URL: ${address}. Reason: java.net.UnknownHostException: ${address}`);

export const connectionFailed = (reason: string): ServiceError =>
  jms("ConnectionFailedException", `The JMS connection has failed: ${reason}`);

export const closed = (what: "connection" | "Session" | "Consumer" | "Producer"): ServiceError =>
  jms("IllegalStateException", what === "connection" ? "The connection is already closed" : `The ${what} is closed`);
