/**
 * The three batch calls: up to 10 entries, each with an id of its own; an entry fails alone, a malformed batch as a whole.
 * Source: API reference, SendMessageBatch, DeleteMessageBatch, ChangeMessageVisibilityBatch (read 2026-11).
 */
import { type Caller, ServiceError } from "../service";
import type { Sqs } from "./context";
import { locate, remove } from "./delete";
import { batchTooLong, emptyBatch, invalidBatchId, missingParameter, repeatedBatchId, tooManyEntries } from "./errors";
import { BATCH_BYTES, BATCH_ENTRIES, BATCH_ID_LENGTH } from "./limits";
import { accept, checkFifo, checkSend, messageBytes, type SendInput } from "./send";
import { change, checkTimeout } from "./visibility";

interface Entry {
  Id?: string;
  ReceiptHandle?: string;
  VisibilityTimeout?: number;
}

interface Batch<E> {
  QueueUrl?: string;
  Entries?: E[];
}

const ID = /^[A-Za-z0-9_-]+$/;

export function sendMessageBatch(sqs: Sqs, input: Batch<Entry & SendInput>, caller: Caller): unknown {
  const queue = sqs.enter("SendMessageBatch", input.QueueUrl, caller, "send");
  const entries = checkEntries(input.Entries, "SendMessageBatchRequestEntry");
  for (const entry of entries) checkFifo(queue, entry, "batch");
  const bytes = entries.reduce((sum, entry) => sum + messageBytes(entry), 0);
  if (bytes > BATCH_BYTES) throw batchTooLong(BATCH_BYTES, bytes);
  const cause = sqs.request(queue, "SendMessageBatch", bytes, caller.cause);
  const result = each(entries, (entry) => accept(sqs, queue, entry, checkSend(queue, entry), caller, cause));
  queue.ready();
  return result;
}

export function deleteMessageBatch(sqs: Sqs, input: Batch<Entry>, caller: Caller): unknown {
  const queue = sqs.enter("DeleteMessageBatch", input.QueueUrl, caller, "delete");
  const entries = checkEntries(input.Entries, "DeleteMessageBatchRequestEntry");
  sqs.request(queue, "DeleteMessageBatch", 0);
  const result = each(entries, (entry) => {
    remove(sqs, queue, locate(queue, entry.ReceiptHandle));
    return {};
  });
  queue.ready();
  return result;
}

export function changeMessageVisibilityBatch(sqs: Sqs, input: Batch<Entry>, caller: Caller): unknown {
  const queue = sqs.enter("ChangeMessageVisibilityBatch", input.QueueUrl, caller, "delete");
  const entries = checkEntries(input.Entries, "ChangeMessageVisibilityBatchRequestEntry");
  sqs.request(queue, "ChangeMessageVisibilityBatch", 0);
  const result = each(entries, (entry) => {
    checkTimeout(entry.VisibilityTimeout);
    change(queue, locate(queue, entry.ReceiptHandle), entry.VisibilityTimeout);
    return {};
  });
  queue.ready();
  return result;
}

function checkEntries<E extends Entry>(entries: E[] | undefined, name: string): E[] {
  if (entries === undefined || entries.length === 0) throw emptyBatch(name);
  if (entries.length > BATCH_ENTRIES) throw tooManyEntries(entries.length);
  const ids = new Set<string>();
  for (const { Id: id } of entries) {
    if (id === undefined) throw missingParameter(`${name}.Id`);
    if (id.length > BATCH_ID_LENGTH || !ID.test(id)) throw invalidBatchId();
    if (ids.has(id)) throw repeatedBatchId(id);
    ids.add(id);
  }
  return entries;
}

/** Entry by entry; what a single call would have thrown becomes that entry's failure. */
function each<E extends Entry>(entries: E[], run: (entry: E) => object): unknown {
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.push({ Id: entry.Id, SenderFault: error.fault === "client", Code: error.code, Message: error.message });
    }
  }
  return { Successful: successful, Failed: failed };
}
