/**
 * Receipt handles: opaque to users, they name a queue, a message and one receive of it. A handle is checked for its form and
 * its queue, so that a made-up one is told from an old one.
 */
import { receiptHandleIsInvalid } from "./errors";

export interface Receipt {
  /** Number of the message in its queue. */
  readonly number: number;
  /** Which receive of the message it came from. */
  readonly receive: number;
}

const PREFIX = "AQEB"; // as AWS's handles begin
const NUMBER_WIDTH = 9;
const RECEIVE_WIDTH = 5;

/** @param queueKey letters and digits that only this queue has */
export function makeReceipt(queueKey: string, number: number, receive: number): string {
  return `${PREFIX}${queueKey}${number.toString(36).padStart(NUMBER_WIDTH, "0")}${receive.toString(36).padStart(RECEIVE_WIDTH, "0")}`;
}

/** Throws ReceiptHandleIsInvalid for anything that this queue has not given out. */
export function readReceipt(queueKey: string, handle: string): Receipt {
  const start = PREFIX.length + queueKey.length;
  const isOurs = handle.startsWith(PREFIX) && handle.startsWith(queueKey, PREFIX.length);
  const rest = handle.slice(start);
  if (!isOurs || rest.length !== NUMBER_WIDTH + RECEIVE_WIDTH || !/^[0-9a-z]+$/.test(rest)) {
    throw receiptHandleIsInvalid(handle);
  }
  return {
    number: Number.parseInt(rest.slice(0, NUMBER_WIDTH), 36),
    receive: Number.parseInt(rest.slice(NUMBER_WIDTH), 36),
  };
}
