/** The queues of an account in a region: by URL, by name and by ARN. */
import type { World } from "../service";
import { invalidAddress, missingParameter, queueDoesNotExist } from "./errors";
import type { Queue } from "./queue";

const PATH = /^https?:\/\/[^/]+\/(\d{12})\/([^/]+)$/;

export class Queues {
  readonly #byUrl = new Map<string, Queue>();
  readonly #byName = new Map<string, Queue>();
  /** When queues of these names were deleted, virtual ms. */
  readonly #deletedMs = new Map<string, number>();

  constructor(private readonly world: Pick<World, "account" | "region">) {}

  arnOf(name: string): string {
    return `arn:aws:sqs:${this.world.region}:${this.world.account}:${name}`;
  }

  urlOf(name: string): string {
    return `https://sqs.${this.world.region}.amazonaws.com/${this.world.account}/${name}`;
  }

  add(queue: Queue): void {
    this.#byUrl.set(queue.url, queue);
    this.#byName.set(queue.name, queue);
    this.#deletedMs.delete(queue.name);
  }

  remove(queue: Queue, nowMs: number): void {
    this.#byUrl.delete(queue.url);
    this.#byName.delete(queue.name);
    this.#deletedMs.set(queue.name, nowMs);
  }

  deletedMs(name: string): number | undefined {
    return this.#deletedMs.get(name);
  }

  /** Throws MissingParameter, InvalidAddress when it is no queue URL, QueueDoesNotExist. */
  at(url: unknown): Queue {
    const queue = this.#byUrl.get(url as string);
    if (queue !== undefined) return queue;
    if (url === undefined || url === null || url === "") throw missingParameter("QueueUrl");
    const parts = PATH.exec(String(url));
    if (parts === null) throw invalidAddress(url);
    // AWS goes by the path and does not look at the host.
    const found = parts[1] === this.world.account ? this.#byName.get(parts[2]!) : undefined;
    if (found === undefined) throw queueDoesNotExist();
    return found;
  }

  named(name: string): Queue | undefined {
    return this.#byName.get(name);
  }

  byArn(arn: string): Queue | undefined {
    const name = arn.slice(arn.lastIndexOf(":") + 1);
    const queue = this.#byName.get(name);
    return queue?.arn === arn ? queue : undefined;
  }

  /** In the order of creation. */
  all(): Queue[] {
    return [...this.#byName.values()];
  }

  /** The queues that send their dead letters to this one. */
  sourcesOf(deadLetterQueue: Queue): Queue[] {
    return this.all().filter(
      (queue) => queue.attributes.redrivePolicy?.policy.deadLetterTargetArn === deadLetterQueue.arn,
    );
  }
}
