/**
 * Amazon EventBridge: buses, rules by pattern and by schedule, targets with retries and dead letters, archive and replay.
 * Left out: API destinations and connections, global endpoints, partner event sources, schema registry, the newer buses with
 * subscribers of their own; targets other than queues, topics, functions, state machines and buses.
 */
import { type Link, nodeOfArn } from "../link";
import type { Caller, Service, World } from "../service";
import * as archives from "./archives";
import * as buses from "./buses";
import { EventBridge } from "./context";
import { unsupported, validation } from "./errors";
import { putEvents, putServiceEvent } from "./put-events";
import { listTargetsByRule, putTargets, removeTargets } from "./put-targets";
import * as rules from "./rules";
import { listTagsForResource, tagResource, untagResource } from "./tags";
import { testEventPattern } from "./test-event-pattern";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input
type Run = (events: EventBridge, input: any, caller: Caller) => unknown;

const operations = new Map<string, Run>(
  Object.entries({
    CancelReplay: archives.cancelReplay,
    CreateArchive: archives.createArchive,
    CreateEventBus: buses.createEventBus,
    DeleteArchive: archives.deleteArchive,
    DeleteEventBus: buses.deleteEventBus,
    DeleteRule: rules.deleteRule,
    DescribeArchive: archives.describeArchive,
    DescribeEventBus: buses.describeEventBus,
    DescribeReplay: archives.describeReplay,
    DescribeRule: rules.describeRule,
    DisableRule: rules.disableRule,
    EnableRule: rules.enableRule,
    ListArchives: archives.listArchives,
    ListEventBuses: buses.listEventBuses,
    ListReplays: archives.listReplays,
    ListRuleNamesByTarget: rules.listRuleNamesByTarget,
    ListRules: rules.listRules,
    ListTagsForResource: listTagsForResource,
    ListTargetsByRule: listTargetsByRule,
    PutEvents: putEvents,
    PutPermission: buses.putPermission,
    PutRule: rules.putRule,
    PutTargets: putTargets,
    RemovePermission: buses.removePermission,
    RemoveTargets: removeTargets,
    StartReplay: archives.startReplay,
    TagResource: tagResource,
    TestEventPattern: testPattern,
    UntagResource: untagResource,
    UpdateArchive: archives.updateArchive,
    UpdateEventBus: buses.updateEventBus,
  } satisfies Record<string, Run>),
);

function testPattern(
  events: EventBridge,
  { Event: event, EventPattern: pattern }: { Event?: string; EventPattern?: string },
  caller: Caller,
): unknown {
  events.authorize("TestEventPattern", "*", caller);
  if (event === undefined || pattern === undefined) throw validation("Event and EventPattern must be given");
  const Result = testEventPattern(event, pattern);
  events.request("TestEventPattern", undefined, caller);
  return { Result };
}

/** The operations that are answered, by AWS's names. */
export const EVENTBRIDGE_OPERATIONS: readonly string[] = [...operations.keys()];

export interface EventBridgeService extends Service {
  /**
   * An event of one of the cloud's own services ("aws.s3", ...) comes to the default bus.
   * @param cause row of the trace that led to it
   * @returns the event's id
   */
  notify(
    source: string,
    detailType: string,
    resources: string[],
    detail: Record<string, unknown>,
    cause: number,
  ): string;
  /** Whether the default bus has a rule or an archive: without, nobody hears of an event. */
  isHeard(): boolean;
}

/** EventBridge on a world's clock, calendar and trace. */
export function createEventBridge(world: World): EventBridgeService {
  const events = new EventBridge(world);
  return {
    name: "eventbridge",
    notify: (source, detailType, resources, detail, cause) =>
      putServiceEvent(events, source, detailType, resources, detail, cause),
    isHeard() {
      const bus = events.bus("default");
      return bus.rules.size > 0 || bus.archives.size > 0;
    },
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) throw unsupported(`nubelab does not simulate the operation ${operation} of EventBridge.`);
      return run(events, input, caller);
    },
    links: () => linksOf(events),
  };
}

/** The default bus is told of only when it has rules: it is always there. */
function* linksOf({ buses }: EventBridge): Iterable<Link> {
  for (const bus of buses.values()) {
    const from = `events:${bus.name}`;
    if (!bus.isDefault) yield { from };
    for (const { name, targets, isEnabled } of bus.rules.values()) {
      const rule = `rule:${bus.name}/${name}`;
      yield { from, to: rule, how: "delivers", isOff: !isEnabled };
      for (const { arn, deadLetterArn } of targets.values()) {
        yield { from: rule, to: nodeOfArn(arn), how: "delivers" };
        if (deadLetterArn !== undefined) yield { from: rule, to: nodeOfArn(deadLetterArn), how: "deadLetters" };
      }
    }
  }
}
