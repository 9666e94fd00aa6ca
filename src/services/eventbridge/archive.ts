/**
 * Archives of a bus, and replays from them. A replayed event keeps its id and time and carries the replay's name; it is sent
 * to the rules that the replay names, or to all, and is not archived again.
 * Source: User Guide, "Archiving and replaying events" (read 2026-11).
 */
import { Deque } from "../sqs/structures";
import type { Bus } from "./bus";
import type { EventBridge } from "./context";
import type { Passing } from "./event";
import { matchesPattern, type Pattern } from "./pattern";

const DAY = 86_400_000; // ms

export class Archive {
  readonly events = new Deque<Passing>();
  readonly arn: string;
  bytes = 0;
  description: string | undefined;
  pattern: { text: string; pattern: Pattern } | undefined;
  /** 0: for ever. */
  retentionDays = 0;

  constructor(
    readonly name: string,
    readonly bus: Bus,
    readonly createdMs: number,
    arnOf: (resource: string) => string,
  ) {
    this.arn = arnOf(`archive/${name}`);
  }

  offer({ trace, facts, sim }: EventBridge, event: Passing): void {
    if (this.pattern !== undefined && !matchesPattern(this.pattern.pattern, event.document)) return;
    this.events.push(event);
    this.bytes += event.bytes;
    trace.add(facts.Archived, this.bus.nameId, event.subject, event.bytes, trace.name(this.name), event.row);
    this.forget(sim.now);
  }

  forget(nowMs: number): void {
    if (this.retentionDays === 0) return;
    const oldestMs = nowMs - this.retentionDays * DAY;
    for (let first = this.events.at(0); first !== undefined && first.atMs < oldestMs; first = this.events.at(0)) {
      this.events.shift();
      this.bytes -= first.bytes;
    }
  }
}

export type ReplayState = "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";

export interface Replay {
  readonly name: string;
  readonly arn: string;
  readonly archive: Archive;
  readonly description: string | undefined;
  readonly bus: Bus;
  /** ARNs of the only rules that are to get the events. */
  readonly only: readonly string[];
  /** Epoch ms. */
  readonly fromMs: number;
  readonly untilMs: number;
  state: ReplayState;
  startedMs: number;
  endedMs: number | undefined;
  lastMs: number | undefined;
}
