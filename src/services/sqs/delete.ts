/**
 * DeleteMessage. Deleting what is gone already succeeds. An old handle:
 * FIFO: refused once its visibility timeout has ended. Standard: AWS says that with any but the latest handle the message
 * "might not be deleted"; we choose that it is deleted unless it has been received again since.
 * Source: API reference, DeleteMessage (read 2026-11).
 */
import type { Caller } from "../service";
import type { Sqs } from "./context";
import { invalidParameter, missingParameter, receiptHandleIsInvalid } from "./errors";
import type { Message } from "./message";
import type { Queue } from "./queue";
import { readReceipt } from "./receipt";

export function deleteMessage(sqs: Sqs, input: { QueueUrl?: string; ReceiptHandle?: string }, caller: Caller): unknown {
  const queue = sqs.enter("DeleteMessage", input.QueueUrl, caller, "delete");
  const found = locate(queue, input.ReceiptHandle);
  sqs.request(queue, "DeleteMessage", 0);
  remove(sqs, queue, found);
  queue.ready(); // a FIFO group is open again, or there is room in flight
  return {};
}

/** What a receipt handle stands for now. */
export interface Located {
  readonly handle: string;
  /** undefined when it is gone. */
  readonly message: Message | undefined;
  /** No later receive has taken its place. */
  readonly isLatest: boolean;
}

/** Throws MissingParameter, ReceiptHandleIsInvalid. */
export function locate(queue: Queue, handle: string | undefined): Located {
  if (!handle) throw missingParameter("ReceiptHandle");
  const { number, receive } = readReceipt(queue.key, handle);
  if (!queue.hasNumbered(number)) throw receiptHandleIsInvalid(handle);
  const message = queue.received(number);
  return { handle, message, isLatest: message?.receives === receive };
}

/** Throws InvalidParameterValue for a handle that has expired on a FIFO queue. */
export function remove(sqs: Sqs, queue: Queue, { handle, message, isLatest }: Located): void {
  if (message === undefined) return;
  if (queue.isFifo && (!isLatest || message.state !== "inFlight")) {
    throw invalidParameter("ReceiptHandle", handle, "The receipt handle has expired.");
  }
  if (!isLatest) return;
  const isLost = sqs.sim.faults.any && sqs.sim.faults.strikes("lostAcknowledgement", queue.name);
  if (isLost || message.hasCopy) {
    queue.facts.acknowledgementLost(message);
    return;
  }
  queue.facts.deleted(message);
  queue.discard(message);
}
