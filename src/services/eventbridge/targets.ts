/**
 * Sending an event to a target, once: queues, topics, functions, state machines and other buses.
 * Left out: the other kinds of target; PutTargets says so by name.
 */
import type { EventBridge } from "./context";
import { EventBridgeError, unsupported } from "./errors";
import type { Passing } from "./event";
import { HOPS } from "./limits";
import { pass } from "./put-events";
import type { Rule, Target } from "./rule";

/** Service part of a target's ARN. */
export const TARGET_SERVICES = ["sqs", "sns", "lambda", "states", "events"];

/** @throws ServiceError of the target's service, RangeError when that is not simulated */
export function send(
  events: EventBridge,
  event: Passing,
  rule: Rule,
  target: Target,
  payload: string,
  cause: number,
): void {
  const { world } = events;
  const caller = events.callerFor(rule, cause);
  const [, , service, region, account, name] = target.arn.split(":");
  switch (service) {
    case "sqs":
      world.service("sqs").call(
        "SendMessage",
        {
          QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
          MessageBody: payload,
          ...(target.messageGroupId !== undefined && { MessageGroupId: target.messageGroupId }),
          // A queue that tells messages by content needs none; for the others AWS asks that it does.
        },
        caller,
      );
      return;
    case "sns":
      world.service("sns").call("Publish", { TopicArn: target.arn, Message: payload }, caller);
      return;
    case "lambda":
      world
        .service("lambda")
        .call("Invoke", { FunctionName: target.arn, InvocationType: "Event", Payload: Buffer.from(payload) }, caller);
      return;
    case "states":
      world
        .service("stepfunctions")
        .call("StartExecution", { stateMachineArn: target.arn, name: event.document.id, input: payload }, caller);
      return;
    case "events":
      return toBus(events, event, target, cause);
    default:
      throw unsupported(`nubelab does not simulate ${service} as a target of EventBridge.`);
  }
}

function toBus(events: EventBridge, event: Passing, target: Target, cause: number): void {
  const bus = events.bus(target.arn);
  if (event.hops >= HOPS) {
    throw new EventBridgeError("ThirdHop", "An event that came from another bus is not sent on to a third one.");
  }
  events.checkFaults(bus, "PutEvents");
  pass(events, bus, { ...event, hops: event.hops + 1, row: cause });
}
