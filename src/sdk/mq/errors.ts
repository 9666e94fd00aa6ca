/** The exceptions of JMS (chapter 8), as the client throws them. */
import { ServiceError } from "../../services/service";
import { Misshapen } from "../copy";

export class JMSException extends Error {
  constructor(message?: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}
/** User, password or a right is missing; the message says which. */
export class JMSSecurityException extends JMSException {}
/** The client id is in use. */
export class InvalidClientIDException extends JMSException {}
/** The destination is not there, or cannot be used like that. */
export class InvalidDestinationException extends JMSException {}
/** The selector is not one; the message names the place. */
export class InvalidSelectorException extends JMSException {}
/** The call does not fit the state: something is closed, or the session is of another kind. */
export class IllegalStateException extends JMSException {}
/** The message has another kind of body, or a value that no message can have. */
export class MessageFormatException extends JMSException {}
/** The broker has no room for more. */
export class ResourceAllocationException extends JMSException {}
/** The transaction could not be committed and has been rolled back. */
export class TransactionRolledBackException extends JMSException {}
/** The broker has gone, and the connection does not look for another. */
export class ConnectionFailedException extends JMSException {}

const CLASSES: Readonly<Record<string, new (message: string, options?: { cause?: unknown }) => JMSException>> = {
  JMSException,
  JMSSecurityException,
  InvalidClientIDException,
  InvalidDestinationException,
  InvalidSelectorException,
  IllegalStateException,
  MessageFormatException,
  ResourceAllocationException,
  TransactionRolledBackException,
  ConnectionFailedException,
};

/** What a client throws for what a broker, or the check of a call's shape, has answered. */
export function toJms(error: unknown): unknown {
  if (error instanceof ServiceError) {
    const Exception = CLASSES[error.code];
    return Exception === undefined ? error : new Exception(error.message);
  }
  if (error instanceof Misshapen) {
    const { path } = error;
    return path.startsWith("Message") ? new MessageFormatException(error.message) : new JMSException(error.message);
  }
  return error;
}
