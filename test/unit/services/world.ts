/** A world for the tests of the services: a simulation, SQS on it, and calls without the SDK. */

import type { Anomalies, Caller, Service, World } from "../../../src/services/service";
import { createSqs } from "../../../src/services/sqs";
import { Simulation, type TraceEvent } from "../../../src/sim";

export const ACCOUNT = "123456789012";
export const ROOT: Caller = { principal: `arn:aws:iam::${ACCOUNT}:root`, account: ACCOUNT, secureTransport: true };

/** A user of the account, or of another. */
export function user(name: string, account = ACCOUNT): Caller {
  return { principal: `arn:aws:iam::${account}:user/${name}`, account, secureTransport: true };
}

export interface WorldOptions {
  /** Default 1. */
  seed?: number | string;
  start?: string;
  /** Default none. */
  anomalies?: Partial<Anomalies>;
  /** Default strict. */
  quotas?: World["quotas"];
}

/** A world that has the services which are put into it. */
export function emptyWorld(options: WorldOptions = {}): World & { readonly services: Map<string, Service> } {
  const services = new Map<string, Service>();
  return {
    sim: new Simulation({ seed: options.seed ?? 1, ...(options.start && { start: options.start }) }),
    account: ACCOUNT,
    region: "us-east-1",
    anomalies: { duplicateDelivery: 0, reorder: 0, shortPollSampling: 0, metricLag: 0, ...options.anomalies },
    quotas: options.quotas ?? "strict",
    services,
    service(name) {
      const service = services.get(name);
      if (service === undefined) throw new RangeError(`nubelab does not simulate ${name}`);
      return service;
    },
  };
}

export interface TestWorld {
  readonly sim: Simulation;
  readonly world: World;
  /** Calls SQS; answers and errors both come as a promise. */
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by operation
  call(operation: string, input: object, caller?: Caller): Promise<any>;
  /** Makes a queue; returns its URL. */
  queue(name: string, attributes?: Record<string, string>): Promise<string>;
  /** Facts of these kinds, as "kind resource" or "kind resource value". */
  facts(...kinds: string[]): TraceEvent[];
}

export function makeWorld(options: WorldOptions = {}): TestWorld {
  const world = emptyWorld(options);
  const { sim } = world;
  const sqs = createSqs(world);
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by operation
  const call = async (operation: string, input: object, caller = ROOT): Promise<any> =>
    sqs.call(operation, input, caller);
  return {
    sim,
    world,
    call,
    queue: async (name, attributes = {}) =>
      (await call("CreateQueue", { QueueName: name, Attributes: attributes })).QueueUrl,
    facts: (...kinds) => [...sim.trace.events({ kinds: kinds.map((kind) => `sqs.${kind}`) })],
  };
}

export function arn(queue: string): string {
  return `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`;
}

export function redrive(deadLetterQueue: string, maxReceiveCount: number): Record<string, string> {
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(deadLetterQueue), maxReceiveCount }) };
}

export const FIFO = { FifoQueue: "true" };
