/**
 * ChangeMessageVisibility: more time for a message in flight, or none (0 makes it available at once).
 * In all a message stays hidden for 12 hours at most, counted from its receive.
 * Source: API reference, ChangeMessageVisibility; Developer Guide, "Amazon SQS visibility timeout" (read 2026-11).
 */
import type { Caller } from "../service";
import type { Sqs } from "./context";
import { type Located, locate } from "./delete";
import { invalidParameter, invalidParameterText, messageNotInflight, missingParameter } from "./errors";
import { HIDDEN_AT_MOST_MS, SECONDS, within } from "./limits";
import type { Queue } from "./queue";

const SECOND = 1_000; // ms

export function changeMessageVisibility(
  sqs: Sqs,
  input: { QueueUrl?: string; ReceiptHandle?: string; VisibilityTimeout?: number },
  caller: Caller,
): unknown {
  const queue = sqs.enter("ChangeMessageVisibility", input.QueueUrl, caller, "delete");
  checkTimeout(input.VisibilityTimeout);
  const found = locate(queue, input.ReceiptHandle);
  sqs.request(queue, "ChangeMessageVisibility", 0);
  change(queue, found, input.VisibilityTimeout);
  queue.ready();
  return {};
}

export function checkTimeout(seconds: number | undefined): asserts seconds is number {
  const { visibility } = SECONDS;
  if (seconds === undefined) throw missingParameter("VisibilityTimeout");
  if (!within(seconds, visibility)) {
    throw invalidParameter("VisibilityTimeout", seconds, `Must be between ${visibility.least} and ${visibility.most}.`);
  }
}

/** Throws MessageNotInflight when it is not, InvalidParameterValue when the handle is old or 12 hours are exceeded. */
export function change(queue: Queue, { handle, message, isLatest }: Located, seconds: number): void {
  if (message === undefined || !isLatest) {
    throw invalidParameter(
      "ReceiptHandle",
      handle,
      "Message does not exist or is not available for visibility timeout change.",
    );
  }
  if (message.state !== "inFlight") throw messageNotInflight(handle);
  const sinceReceiveMs = queue.sim.now - message.hiddenMs;
  if (sinceReceiveMs + seconds * SECOND > HIDDEN_AT_MOST_MS) {
    throw invalidParameterText(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [${SECONDS.visibility.most} seconds].`,
    );
  }
  // A server with a copy does not hear of it: the copy comes when it would have come.
  if (!message.hasCopy) queue.changeVisibility(message, seconds * SECOND);
}
