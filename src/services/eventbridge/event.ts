/** An event as it stands on a bus. */
import type { Subject } from "../../sim";

export interface EventDocument {
  readonly version: string;
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  readonly "replay-name"?: string;
}

/** An event on its way through a bus. */
export interface Passing {
  readonly document: EventDocument;
  /** Virtual ms at which it came to the first bus. */
  readonly atMs: number;
  readonly bytes: number;
  /** Buses that have sent it on. */
  readonly hops: number;
  /** Its place in the trace, and the fact before. */
  readonly subject: Subject;
  readonly row: number;
}

/** As AWS writes times in events: without a fraction. */
export function timeText(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
