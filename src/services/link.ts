/** What is connected with what: the parts of a topology, told by each service of its own resources. */

/** "sqs:orders", "sns:alerts", "lambda:resize", "events:default", "rule:default/big", "s3:photos", "mq:market", "mqqueue:market/orders", "email:ana@example.com" ... */
export type NodeName = string;

export interface Link {
  readonly from: NodeName;
  /** Undefined: the resource stands alone, or its links follow. */
  readonly to?: NodeName;
  /** What flows: messages, dead letters, or a poll that fetches. */
  readonly how?: "delivers" | "polls" | "deadLetters";
  /** Said on the arrow. */
  readonly label?: string;
  /** A subscription that its endpoint has not confirmed. */
  readonly isPending?: boolean;
  /** A rule that is switched off. */
  readonly isOff?: boolean;
}

/** The node of a resource by its ARN; an ARN of a kind that is not known stands for itself. */
export function nodeOfArn(arn: string): NodeName {
  const [, , service, , , ...rest] = arn.split(":");
  const resource = rest.join(":");
  switch (service) {
    case "sqs":
    case "sns":
      return `${service}:${resource}`;
    case "lambda":
      return `lambda:${rest[1] ?? resource}`;
    case "events":
      return `events:${resource.replace(/^event-bus\//, "")}`;
    case "states":
      return `states:${rest[1] ?? resource}`;
    case "dynamodb":
      return `dynamodb:${resource.split("/")[1]}`;
    case "s3":
      return `s3:${resource}`;
    default:
      return arn;
  }
}
