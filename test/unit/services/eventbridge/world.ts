/** A world with SQS, SNS and EventBridge, and short ways to call them. */

import { createEventBridge, type EventBridgeService } from "../../../../src/services/eventbridge";
import type { Caller } from "../../../../src/services/service";
import { makeWorld as makeSnsWorld, ROOT, type TestWorld } from "../sns/world";

export {
  ACCOUNT,
  bodies,
  makeQueue,
  makeTopic,
  queueArn,
  queueUrl,
  ROOT,
  sns,
  sqs,
  subscribe,
  type TestWorld,
} from "../sns/world";

export function makeWorld(options: Parameters<typeof makeSnsWorld>[0] = {}): TestWorld {
  const world = makeSnsWorld(options);
  world.services.set("eventbridge", createEventBridge(world));
  return world;
}

export function bridge(world: TestWorld): EventBridgeService {
  return world.services.get("eventbridge") as EventBridgeService;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of any operation
export function events(world: TestWorld, operation: string, input: object = {}, caller: Caller = ROOT): any {
  return bridge(world).call(operation, input, caller);
}

/** A rule with targets, by their ARNs or with more about them. */
export function makeRule(
  world: TestWorld,
  name: string,
  pattern: object,
  targets: (string | { Arn: string; [member: string]: unknown })[],
  bus?: string,
): string {
  const { RuleArn } = events(world, "PutRule", {
    Name: name,
    EventPattern: JSON.stringify(pattern),
    EventBusName: bus,
  });
  const Targets = targets.map((each, i) => ({ Id: `t${i}`, ...(typeof each === "string" ? { Arn: each } : each) }));
  const answer = events(world, "PutTargets", { Rule: name, EventBusName: bus, Targets });
  if (answer.FailedEntryCount > 0) throw new Error(JSON.stringify(answer.FailedEntries));
  return RuleArn;
}

export function put(world: TestWorld, detail: object, more: object = {}): string {
  const answer = events(world, "PutEvents", {
    Entries: [{ Source: "shop", DetailType: "Order", Detail: JSON.stringify(detail), ...more }],
  });
  return answer.Entries[0].EventId;
}

/** What the trace says of EventBridge, short: kind, text and value. */
export function story(world: TestWorld, ...kinds: string[]): string[] {
  return [...world.sim.trace.events({ kinds: kinds.map((kind) => `eventbridge.${kind}`) })].map(
    ({ kind, text, value }) => `${kind.slice("eventbridge.".length)} ${text}${Number.isNaN(value) ? "" : ` ${value}`}`,
  );
}
