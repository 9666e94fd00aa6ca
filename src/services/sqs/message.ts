/**
 * One message in one queue. Its life:
 *   delayed -> available -> inFlight -> gone (deleted)
 *                  ^            |
 *                  +-- timeout -+          from each state also: gone (expired, purged, dead-lettered, moved)
 * A message is owned by the structure of its state: delayed and inFlight by the queue's timer heap, available by its store.
 */
import type { Subject } from "../../sim";
import { invalidContents, missingParameter } from "./errors";
import { md5OfBody } from "./md5";
import type { MessageAttributes } from "./message-attributes";
import type { Timed } from "./structures";

export type MessageState = "delayed" | "available" | "inFlight" | "gone";

/** What a sender gave, and what SQS made of it. Never changes. */
export interface Content {
  readonly id: string;
  readonly body: string;
  /** Bytes of the body and its attributes: what counts for size and price. */
  readonly bytes: number;
  /** Of the body; "" until somebody wants it, for it costs more than the rest of a send. See md5Of. */
  md5: string;
  readonly attributes: MessageAttributes | undefined;
  readonly md5OfAttributes: string | undefined;
  /** X-Ray's header, if one was sent. */
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  /** Virtual ms at which it was sent; a move to a dead-letter queue keeps it. */
  readonly sentMs: number;
  /** FIFO: its group. Standard: its tenant, if it names one. */
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  /** What the trace calls it. */
  readonly subject: Subject;
}

export class Message implements Timed {
  state: MessageState = "gone";
  /** Its turn among the available: the lower goes first. */
  turn = 0;
  /** Delayed or in flight: when it becomes available. */
  dueMs = 0;
  heapIndex = -1;
  /** When it was last hidden by a receive: the limit of 12 hours counts from here. */
  hiddenMs = 0;
  /** Receives in all queues. Never falls. */
  receiveCount: number;
  /** Receives in this queue; also says which receipt handle is the latest. */
  receives = 0;
  firstReceivedMs: number | undefined;
  /** A server that missed the latest receive still offers it: a delete does not reach that copy (an anomaly). */
  hasCopy = false;
  /** Changes whenever somebody changes its visibility: a repeated receive attempt looks at it. */
  changes = 0;
  /** From here retention counts. */
  retainedFromMs: number;
  /** Row of its latest fact in the trace. */
  row = -1;

  constructor(
    readonly content: Content,
    /** Number within its queue, from 1. */
    readonly number: number,
    /** 20 digits on FIFO, else "". */
    readonly sequenceNumber: string,
    /** ARN of the queue from which it was dead-lettered, if it was. */
    readonly deadLetterSourceArn: string | undefined = undefined,
    before?: Message,
  ) {
    this.receiveCount = before?.receiveCount ?? 0;
    this.firstReceivedMs = before?.firstReceivedMs;
    this.retainedFromMs = content.sentMs;
  }
}

export function md5Of(content: Content): string {
  if (content.md5 === "") content.md5 = md5OfBody(content.body);
  return content.md5;
}

// W3C XML characters: tab, line feed, carriage return, and everything from the space on but surrogates, FFFE and FFFF.
const NOT_ALLOWED = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
/** Bodies of ASCII, which most are, need no look at each code point. */
const PLAIN = /^[\t\n\r\x20-\x7e]*$/;

/** Throws MissingParameter for an empty body, InvalidMessageContents for a character that SQS does not take. */
export function checkBody(body: unknown): asserts body is string {
  if (typeof body !== "string" || body === "") throw missingParameter("MessageBody");
  if (PLAIN.test(body)) return;
  const bad = NOT_ALLOWED.exec(body);
  if (bad !== null) {
    const code = bad[0].codePointAt(0)!.toString(16).padStart(4, "0");
    throw invalidContents(
      `Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF; got #x${code} at ${bad.index}.`,
    );
  }
}
