/**
 * An operation as JSON speaks it. Workflows and schedules call services with JSON, where a client's caller would have bytes
 * and dates; the schemas of the service's own client say how one becomes the other. The SDK's room implements it.
 */
export interface Wire {
  /** AWS's name of the operation: "PutItem". */
  readonly operation: string;
  /**
   * The input of the service. Members go by their names in PascalCase, bytes are text (what is no text: its JSON text), dates ISO 8601.
   * @throws WireError for a member that the operation has not, or a value of the wrong type; ServiceError for one that is missing
   */
  read(input: unknown): unknown;
  /** The answer as JSON, members in PascalCase. */
  write(output: unknown): unknown;
  /** What the client knows about an error. */
  error(code: string): WireFault;
}

export interface WireFault {
  /** Whether the client has a class of its own for it. */
  isModelled: boolean;
  /** Of HTTP. */
  status: number;
  /** The code on the wire, where it is another: "AWS.SimpleQueueService.NonExistentQueue". */
  code: string;
}

/** The input does not fit the operation. Messages are AWS's, one for each field. */
export class WireError extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join(", "));
  }
}
