/** A topic: its attributes, who subscribes, and for FIFO topics what was published in the last five minutes. */
import type { Name, Random, Simulation } from "../../sim";
import { Deduplication } from "../sqs/dedup";
import type { Archive } from "./archive";
import type { Subscription } from "./subscription";
import type { TopicAttributes } from "./topic-attributes";

const SEQUENCE_START = 10_000_000_000_000_000_000n; // AWS's sequence numbers have 20 digits

export class Topic {
  readonly name: string;
  readonly arn: string;
  /** The name in the trace. */
  readonly nameId: Name;
  readonly isFifo: boolean;
  /** What a policy may ask of the calls that SNS makes for this topic. */
  readonly context: Readonly<Record<string, string>>;
  attributes: TopicAttributes;
  readonly tags = new Map<string, string>();
  /** In the order of subscribing. */
  readonly subscriptions = new Set<Subscription>();
  deletedSubscriptions = 0;
  isDeleted = false;
  readonly deduplication = new Deduplication();
  archive: Archive | undefined;
  readonly random: Random;
  #sequence = SEQUENCE_START;
  #permits: { left: number; atMs: number };

  constructor(
    readonly sim: Simulation,
    arn: string,
    attributes: TopicAttributes,
  ) {
    this.arn = arn;
    this.name = arn.slice(arn.lastIndexOf(":") + 1);
    this.context = { "aws:SourceArn": arn, "aws:SourceAccount": arn.split(":")[4]! };
    this.nameId = sim.trace.name(this.name);
    this.isFifo = attributes.isFifo;
    this.attributes = attributes;
    this.random = sim.random(`sns:${this.name}`);
    this.#permits = { left: 0, atMs: Number.NEGATIVE_INFINITY };
  }

  nextSequenceNumber(): string {
    this.#sequence += 1n;
    return this.#sequence.toString();
  }

  /** Takes so many messages of a FIFO topic's rate; false when they are not left. */
  admits(messages: number, perSecond: number): boolean {
    const permits = this.#permits;
    const passed = this.sim.now - permits.atMs;
    permits.left = Math.min(perSecond, permits.left + (passed / 1_000) * perSecond);
    permits.atMs = this.sim.now;
    if (permits.left < messages) return false;
    permits.left -= messages;
    return true;
  }

  get confirmed(): number {
    return [...this.subscriptions].filter((each) => !each.isPending).length;
  }
}
