/**
 * Attributes of a subscription: what may be set, with which values.
 * Source: API reference, Subscribe and SetSubscriptionAttributes (read 2026-11); texts as recorded from AWS.
 */
import { type DeliveryPolicy, parseDeliveryPolicy, parseObject } from "./delivery-policy";
import { invalidParameter } from "./errors";
import { checkScope, type FilterPolicy, type FilterScope, parseFilterPolicy, type SetBy } from "./filter-policy";

export interface SubscriptionAttributes {
  readonly isRaw: boolean;
  readonly filterScope: FilterScope;
  readonly filterPolicy?: FilterPolicy;
  readonly redrive?: { text: string; queueArn: string };
  readonly deliveryPolicy?: DeliveryPolicy;
  readonly replay?: ReplayPolicy;
}

export interface ReplayPolicy {
  readonly text: string;
  /** Epoch ms. */
  readonly fromMs: number;
  readonly untilMs?: number;
}

export const NO_ATTRIBUTES: SubscriptionAttributes = { isRaw: false, filterScope: "MessageAttributes" };

/** What the rules for the values depend on. */
export interface SubscriptionOf {
  protocol: string;
  endpoint: string;
  topicArn: string;
}

const RAW_PROTOCOLS = ["sqs", "http", "https"];

/**
 * The attributes with these set as well; the scope of filters is looked at before their policy.
 * @throws InvalidParameterException that names the attribute
 */
export function withAttributes(
  before: SubscriptionAttributes,
  given: Readonly<Record<string, string>>,
  of: SubscriptionOf,
  by: SetBy,
): SubscriptionAttributes {
  const reason = by === "Subscribe" ? "Attributes Reason: " : "";
  let after = before;
  const names = Object.keys(given).sort(
    (a, b) => Number(b === "FilterPolicyScope") - Number(a === "FilterPolicyScope"),
  );
  for (const name of names) after = { ...after, ...read(name, given[name] ?? "", after, of, by, reason) };
  return after;
}

function read(
  name: string,
  value: string,
  before: SubscriptionAttributes,
  of: SubscriptionOf,
  by: SetBy,
  reason: string,
): Partial<SubscriptionAttributes> {
  switch (name) {
    case "FilterPolicyScope": {
      const filterScope = checkScope(value, by);
      const text = before.filterPolicy?.text;
      // The policy that is there must suit the new scope too.
      return { filterScope, ...(text !== undefined && { filterPolicy: parseFilterPolicy(text, filterScope, by) }) };
    }
    case "FilterPolicy":
      return { filterPolicy: parseFilterPolicy(value, before.filterScope, by) };
    case "RawMessageDelivery": {
      const given = value.toLowerCase();
      if (given !== "true" && given !== "false") {
        throw invalidParameter(`${reason}RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
      }
      if (given === "true" && !RAW_PROTOCOLS.includes(of.protocol)) {
        throw invalidParameter(
          `${reason}RawMessageDelivery: Delivery protocol [${of.protocol}] does not support raw message delivery.`,
        );
      }
      return { isRaw: given === "true" };
    }
    case "RedrivePolicy":
      return { redrive: readRedrive(value, of, reason) };
    case "DeliveryPolicy":
      return { deliveryPolicy: parseDeliveryPolicy(value, "subscription", reason) };
    case "ReplayPolicy":
      return { replay: readReplay(value, of, reason) };
    default:
      throw invalidParameter(`${reason}AttributeName`);
  }
}

const QUEUE_ARN = /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w.-]+$/;

function readRedrive(text: string, of: SubscriptionOf, reason: string): SubscriptionAttributes["redrive"] {
  if (text === "") return undefined;
  const refuse = (why: string) => invalidParameter(`${reason}RedrivePolicy: ${why}`);
  const { deadLetterTargetArn: queueArn } = parseObject(text, refuse);
  if (typeof queueArn !== "string" || !/^arn:[^:]*:[^:]+:[^:]*:[^:]*:.+$/.test(queueArn)) {
    throw refuse("deadLetterTargetArn is an invalid arn");
  }
  const isFifoQueue = QUEUE_ARN.test(queueArn) && queueArn.endsWith(".fifo");
  if (of.topicArn.endsWith(".fifo") && of.endpoint.endsWith(".fifo") && !isFifoQueue) {
    throw refuse("must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
  }
  if (!QUEUE_ARN.test(queueArn)) throw refuse("deadLetterTargetArn must be the ARN of an SQS queue");
  return { text, queueArn };
}

function readReplay(text: string, of: SubscriptionOf, reason: string): ReplayPolicy | undefined {
  if (text === "" || text === "{}") return undefined;
  const refuse = (why: string) => invalidParameter(`${reason}ReplayPolicy: ${why}`);
  if (!of.topicArn.endsWith(".fifo")) throw refuse("only subscriptions to FIFO topics have this attribute");
  const { PointType: type, StartingPoint: from, EndingPoint: until } = parseObject(text, refuse);
  if (type !== "Timestamp") throw refuse("PointType must be Timestamp");
  const fromMs = Date.parse(String(from));
  if (Number.isNaN(fromMs)) throw refuse("StartingPoint must be a timestamp such as 2026-01-05T00:00:00.000Z");
  if (until === undefined) return { text, fromMs };
  const untilMs = Date.parse(String(until));
  if (Number.isNaN(untilMs) || untilMs < fromMs) throw refuse("EndingPoint must be a timestamp after StartingPoint");
  return { text, fromMs, untilMs };
}
