/** A published message, and what subscribers are sent of it. */
import { hash } from "node:crypto";
import type { Subject } from "../../sim";
import type { MessageAttributes } from "./message-attributes";

export interface Message {
  readonly id: string;
  readonly topicArn: string;
  readonly body: string;
  /** Bodies by protocol, when it was published with MessageStructure json. */
  readonly bodies?: Readonly<Record<string, string>>;
  readonly subjectLine?: string;
  readonly attributes?: MessageAttributes;
  /** As AWS writes it: 2026-01-05T00:00:00.000Z. */
  readonly timestamp: string;
  readonly atMs: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  readonly isReplayed?: boolean;
  /** Its place in the trace. */
  readonly subject: Subject;
  readonly row: number;
  /** The envelope made last; most subscribers get the same but for one link. */
  made?: { body: string; head: string; tail: string; isPlain: boolean };
}

/** The text that a subscriber gets. */
export interface Envelope {
  text: string;
  /** How many bytes it has, when it is surely plain ASCII; else its receiver has to look at it. */
  bytes?: number;
}

const PLAIN = /^[\n\x20-\x7e]*$/;

/** The body for a protocol: its own, or the default one. */
export function bodyFor(message: Message, protocol: string): string {
  return message.bodies?.[protocol] ?? message.bodies?.default ?? message.body;
}

export interface EnvelopeOptions {
  type: "Notification" | "SubscriptionConfirmation" | "UnsubscribeConfirmation";
  body: string;
  region: string;
  /** Where and with what a receiver can confirm. */
  token?: string;
  subscribeUrl?: string;
  signatureVersion: string;
  isFifo: boolean;
}

/**
 * The JSON document that wraps a notification unless it is delivered raw, written as AWS writes it.
 * @param unsubscribeUrl where its receiver can unsubscribe: all that differs between subscribers with the same body
 */
export function notification(
  message: Message,
  unsubscribeUrl: string,
  options: Omit<EnvelopeOptions, "type">,
): Envelope {
  let { made } = message;
  if (made?.body !== options.body) {
    const lines = envelopeLines(message, { ...options, type: "Notification" });
    const rest: string[] = [];
    if (message.isReplayed) rest.push('  "Replayed" : true');
    if (message.attributes !== undefined) rest.push(`  "MessageAttributes" : ${attributesText(message.attributes)}`);
    const head = `{\n${lines.join(",\n")},\n  "UnsubscribeURL" : "`;
    const tail = `"${rest.map((each) => `,\n${each}`).join("")}\n}`;
    made = { body: options.body, head, tail, isPlain: PLAIN.test(head) && PLAIN.test(tail) };
    message.made = made;
  }
  const text = made.head + unsubscribeUrl + made.tail;
  return made.isPlain ? { text, bytes: text.length } : { text };
}

/** The document that asks a web server or mailbox to confirm. */
export function confirmation(message: Message, options: EnvelopeOptions): string {
  return `{\n${envelopeLines(message, options).join(",\n")}\n}`;
}

/** The signature has the right form but is a digest: there is no certificate behind it. */
function envelopeLines(message: Message, options: EnvelopeOptions): string[] {
  const { type, body, region, token, subscribeUrl } = options;
  const lines = [line("Type", type), line("MessageId", message.id)];
  if (message.sequenceNumber !== undefined) lines.push(line("SequenceNumber", message.sequenceNumber));
  if (token !== undefined) lines.push(line("Token", token));
  lines.push(line("TopicArn", message.topicArn));
  if (message.subjectLine !== undefined) lines.push(line("Subject", message.subjectLine));
  lines.push(line("Message", body));
  if (subscribeUrl !== undefined) lines.push(line("SubscribeURL", subscribeUrl));
  lines.push(line("Timestamp", message.timestamp));
  if (!options.isFifo) {
    lines.push(line("SignatureVersion", options.signatureVersion));
    lines.push(line("Signature", hash("sha256", `${message.id}\n${message.timestamp}\n${body}`, "base64")));
    lines.push(line("SigningCertURL", `https://sns.${region}.amazonaws.com/SimpleNotificationService-simulated.pem`));
  }
  return lines;
}

function line(name: string, value: string): string {
  return `  "${name}" : ${JSON.stringify(value)}`;
}

function attributesText(attributes: MessageAttributes): string {
  const entries = Object.entries(attributesOf(attributes)).map(
    ([name, { Type, Value }]) =>
      `    ${JSON.stringify(name)} : {"Type":${JSON.stringify(Type)},"Value":${JSON.stringify(Value)}}`,
  );
  return `{\n${entries.join(",\n")}\n  }`;
}

/** Attributes as receivers see them. */
export function attributesOf(attributes: MessageAttributes): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: BinaryValue ? Buffer.from(BinaryValue).toString("base64") : (StringValue ?? "") },
    ]),
  );
}

/** The event that a Lambda function gets. */
export function lambdaEvent(
  message: Message,
  body: string,
  subscriptionArn: string,
  unsubscribeUrl: string,
  region: string,
) {
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: "Notification",
          MessageId: message.id,
          TopicArn: message.topicArn,
          Subject: message.subjectLine ?? null,
          Message: body,
          Timestamp: message.timestamp,
          SignatureVersion: "1",
          Signature: hash("sha256", `${message.id}\n${message.timestamp}\n${body}`, "base64"),
          SigningCertUrl: `https://sns.${region}.amazonaws.com/SimpleNotificationService-simulated.pem`,
          UnsubscribeUrl: unsubscribeUrl,
          MessageAttributes: message.attributes ? attributesOf(message.attributes) : {},
        },
      },
    ],
  };
}
