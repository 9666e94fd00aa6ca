/**
 * Event notifications: what happens to an object goes, in events of their own, to queues, topics and functions whose rule
 * fits, and to EventBridge's default bus when the bucket says so. As in AWS a configuration is refused unless S3 may deliver
 * to each of its destinations, and queues and topics get a test message.
 * Source: User Guide, "Amazon S3 Event Notifications" and "Event message structure", "EventBridge event message structure".
 */
import type { EventBridgeService } from "../eventbridge";
import { type Caller, ServiceError } from "../service";
import type { Bucket, Destination, Version } from "./bucket";
import { enter } from "./buckets";
import type { S3 } from "./context";
import { invalidArgument, S3Error } from "./errors";

type EventName =
  | `ObjectCreated:${"Put" | "Copy" | "CompleteMultipartUpload"}`
  | `ObjectRemoved:${"Delete" | "DeleteMarkerCreated"}`
  | `LifecycleExpiration:${"Delete" | "DeleteMarkerCreated"}`;

interface Configuration {
  Id?: string;
  Events?: string[];
  Filter?: { Key?: { FilterRules?: { Name?: string; Value?: string }[] } };
  QueueArn?: string;
  TopicArn?: string;
  LambdaFunctionArn?: string;
}

interface NotificationInput {
  QueueConfigurations?: Configuration[];
  TopicConfigurations?: Configuration[];
  LambdaFunctionConfigurations?: Configuration[];
  EventBridgeConfiguration?: object;
}

const EVENTS = [
  "s3:ObjectCreated:*",
  "s3:ObjectCreated:Put",
  "s3:ObjectCreated:Post",
  "s3:ObjectCreated:Copy",
  "s3:ObjectCreated:CompleteMultipartUpload",
  "s3:ObjectRemoved:*",
  "s3:ObjectRemoved:Delete",
  "s3:ObjectRemoved:DeleteMarkerCreated",
  "s3:LifecycleExpiration:*",
  "s3:LifecycleExpiration:Delete",
  "s3:LifecycleExpiration:DeleteMarkerCreated",
];

export function putBucketNotificationConfiguration(
  s3: S3,
  input: { Bucket: string; NotificationConfiguration: NotificationInput; SkipDestinationValidation?: boolean },
  caller: Caller,
): unknown {
  const given = input.NotificationConfiguration;
  const destinations = [
    ...(given.QueueConfigurations ?? []).map((each) => read(s3, each, "sqs", each.QueueArn)),
    ...(given.TopicConfigurations ?? []).map((each) => read(s3, each, "sns", each.TopicArn)),
    ...(given.LambdaFunctionConfigurations ?? []).map((each) => read(s3, each, "lambda", each.LambdaFunctionArn)),
  ];
  const ids = destinations.map(({ id }) => id);
  if (new Set(ids).size < ids.length)
    throw invalidArgument("Same ID used for multiple configurations. IDs must be unique");
  checkOverlap(destinations);
  const bucket = s3.enter("PutBucketNotification", input.Bucket, caller);
  const cause = s3.request("PutBucketNotificationConfiguration", bucket.name, caller);
  if (input.SkipDestinationValidation !== true) {
    for (const destination of destinations) validate(s3, bucket, destination, cause);
  }
  bucket.notification = {
    input: { ...given },
    destinations,
    toEventBridge: given.EventBridgeConfiguration !== undefined,
  };
  s3.trace.append("s3.NotificationConfigured", bucket.name, { value: destinations.length, cause });
  return {};
}

export function getBucketNotificationConfiguration(s3: S3, input: { Bucket: string }, caller: Caller): unknown {
  return enter(s3, "GetBucketNotificationConfiguration", input, caller).notification.input;
}

function read(s3: S3, given: Configuration, kind: Destination["kind"], arn: string | undefined): Destination {
  if (arn?.split(":")[2] !== kind) throw invalidArgument(`The ARN is not well formed: ${arn}`);
  const events = given.Events ?? [];
  if (events.length === 0) throw new S3Error("MalformedXML", "Events must name at least one event");
  for (const event of events) {
    if (!EVENTS.includes(event)) throw invalidArgument(`The event is not supported for notifications: ${event}`);
  }
  const destination = { id: given.Id ?? s3.sim.random("s3.id").uuid(), kind, arn, events, prefix: "", suffix: "" };
  for (const { Name: name = "", Value: value = "" } of given.Filter?.Key?.FilterRules ?? []) {
    const rule = name.toLowerCase();
    if (rule !== "prefix" && rule !== "suffix") {
      throw invalidArgument(`filter rule name must be either prefix or suffix, not ${name}`);
    }
    if (destination[rule] !== "") throw invalidArgument(`Cannot specify more than one ${rule} rule in a filter.`);
    destination[rule] = value;
  }
  return destination;
}

/** AWS refuses two rules that could both fit one event of one object. */
function checkOverlap(destinations: readonly Destination[]): void {
  destinations.forEach((one, i) => {
    for (const other of destinations.slice(i + 1)) {
      const sharesEvent = one.events.some((a) => other.events.some((b) => covers(a, b) || covers(b, a)));
      const sharesKeys =
        (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
        (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix));
      if (sharesEvent && sharesKeys) {
        throw invalidArgument(
          "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
        );
      }
    }
  });
}

/** "s3:ObjectCreated:*" covers "s3:ObjectCreated:Put". */
function covers(pattern: string, event: string): boolean {
  return pattern === event || (pattern.endsWith("*") && event.startsWith(pattern.slice(0, -1)));
}

function callerFor(s3: S3, bucket: Bucket, cause: number): Caller {
  const { account } = s3.world;
  const context = { "aws:SourceArn": bucket.arn, "aws:SourceAccount": account };
  return { principal: "s3.amazonaws.com", account, secureTransport: true, context, cause };
}

function validate(s3: S3, bucket: Bucket, destination: Destination, cause: number): void {
  const test = JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: s3.sim.date().toISOString(),
    Bucket: bucket.name,
  });
  try {
    send(s3, bucket, destination, test, cause, true);
  } catch (error) {
    if (!(error instanceof ServiceError) && !(error instanceof RangeError)) throw error;
    throw invalidArgument(
      `Unable to validate the following destination configurations: ${destination.arn}: ${error.message}`,
    );
  }
}

function send(s3: S3, bucket: Bucket, { kind, arn }: Destination, body: string, cause: number, isTest = false): void {
  const caller = callerFor(s3, bucket, cause);
  const service = s3.world.service(kind);
  if (kind === "sqs") {
    const [, , , region, account, name] = arn.split(":");
    const QueueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    service.call("SendMessage", { QueueUrl, MessageBody: body }, caller);
  } else if (kind === "sns") {
    service.call("Publish", { TopicArn: arn, Message: body, Subject: "Amazon S3 Notification" }, caller);
  } else {
    const InvocationType = isTest ? "DryRun" : "Event";
    service.call("Invoke", { FunctionName: arn, InvocationType, Payload: Buffer.from(body) }, caller);
  }
}

/** Tells whoever asked of what has happened to an object. @param row the fact, cause of what follows */
export function notify(s3: S3, bucket: Bucket, event: EventName, version: Version, row: number, caller?: Caller): void {
  const { destinations, toEventBridge } = bucket.notification;
  for (const destination of destinations) {
    const fits =
      destination.events.some((pattern) => covers(pattern, `s3:${event}`)) &&
      version.key.startsWith(destination.prefix) &&
      version.key.endsWith(destination.suffix);
    if (!fits) continue;
    const body = JSON.stringify({ Records: [record(s3, bucket, destination, event, version, caller)] });
    deliver(s3, bucket, destination.arn, row, () => send(s3, bucket, destination, body, row));
  }
  if (toEventBridge) {
    deliver(s3, bucket, "EventBridge", row, () => toBus(s3, bucket, event, version, row, caller));
  }
}

/** In an event of its own. What the destination refuses by then is lost, and the trace says so. */
function deliver(s3: S3, bucket: Bucket, to: string, cause: number, call: () => void): void {
  s3.sim.after(0, () => {
    try {
      call();
      s3.trace.append("s3.Notified", bucket.name, { text: to, cause });
    } catch (error) {
      if (!(error instanceof ServiceError) && !(error instanceof RangeError)) throw error;
      s3.trace.append("s3.NotificationFailed", bucket.name, { text: `${to}: ${error.message}`, cause });
    }
  });
}

/** Object keys are URL-encoded here, with + for a blank. */
function record(s3: S3, bucket: Bucket, to: Destination, event: EventName, version: Version, caller?: Caller): object {
  const { world, sim } = s3;
  const isRemoval = !event.startsWith("ObjectCreated");
  return {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: world.region,
    eventTime: sim.date().toISOString(),
    eventName: event,
    userIdentity: { principalId: caller?.principal ?? "s3.amazonaws.com" },
    requestParameters: { sourceIPAddress: caller?.sourceIp ?? "127.0.0.1" },
    responseElements: { "x-amz-request-id": requestId(s3), "x-amz-id-2": requestId(s3) },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: to.id,
      bucket: { name: bucket.name, ownerIdentity: { principalId: world.account }, arn: bucket.arn },
      object: {
        key: encodeURIComponent(version.key).replaceAll("%2F", "/").replaceAll("%20", "+"),
        ...(!isRemoval && { size: version.bytes.length, eTag: version.etag.replaceAll('"', "") }),
        ...(version.versionId !== "null" && { versionId: version.versionId }),
        sequencer: sequencer(s3),
      },
    },
  };
}

const REASONS: Record<string, string> = {
  Put: "PutObject",
  Copy: "CopyObject",
  CompleteMultipartUpload: "CompleteMultipartUpload",
};

function toBus(s3: S3, bucket: Bucket, event: EventName, version: Version, cause: number, caller?: Caller): void {
  const isCreation = event.startsWith("ObjectCreated");
  const how = event.slice(event.indexOf(":") + 1);
  const detail = {
    version: "0",
    bucket: { name: bucket.name },
    object: {
      key: version.key,
      ...(isCreation && { size: version.bytes.length, etag: version.etag.replaceAll('"', "") }),
      ...(version.versionId !== "null" && { "version-id": version.versionId }),
      sequencer: sequencer(s3),
    },
    "request-id": requestId(s3),
    requester: caller?.account ?? "s3.amazonaws.com",
    ...(caller !== undefined && { "source-ip-address": caller.sourceIp ?? "127.0.0.1" }),
    reason: caller === undefined ? "Lifecycle Expiration" : isCreation ? REASONS[how] : "DeleteObject",
    ...(!isCreation && {
      "deletion-type": how === "DeleteMarkerCreated" ? "Delete Marker Created" : "Permanently Deleted",
    }),
  };
  const bus = s3.world.service("eventbridge") as EventBridgeService;
  bus.notify("aws.s3", isCreation ? "Object Created" : "Object Deleted", [bucket.arn], detail, cause);
}

function requestId(s3: S3): string {
  return s3.sim.random("s3.request").uuid().replaceAll("-", "").slice(0, 16).toUpperCase();
}

/** Grows with time: tells which of two events of one key came later. */
function sequencer(s3: S3): string {
  return (
    (s3.sim.start + s3.sim.now).toString(16).toUpperCase().padStart(12, "0") +
    s3.trace.length.toString(16).toUpperCase().padStart(6, "0")
  );
}
