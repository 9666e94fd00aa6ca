/** What a machine's tasks call, as far as its definition says: what is only known when it runs is left out. */
import { type Link, type NodeName, nodeOfArn } from "../link";
import type { Machine, State, TaskState } from "./definition";
import type { StateMachine } from "./machine";

export function* linksOf(machines: Iterable<StateMachine>): Iterable<Link> {
  for (const { name, revision } of machines) {
    const from = `states:${name}`;
    yield { from };
    const told = new Set<NodeName>();
    for (const [, state] of statesOf(revision.machine)) {
      const to = state.Type === "Task" ? nodeOf(state) : undefined;
      if (to === undefined || told.has(to)) continue;
      told.add(to);
      yield { from, to, how: "delivers" };
    }
  }
}

/** All states of a machine, those of branches and processors too. */
function* statesOf(machine: Machine): Iterable<[string, State]> {
  for (const [name, state] of Object.entries(machine.States)) {
    yield [name, state];
    if (state.Type === "Parallel") for (const branch of state.Branches) yield* statesOf(branch);
    const processor = state.Type === "Map" ? (state.ItemProcessor ?? state.Iterator) : undefined;
    if (processor !== undefined) yield* statesOf(processor);
  }
}

const PLACES = ["FunctionName", "QueueUrl", "TopicArn", "StateMachineArn", "TableName", "Bucket"] as const;

function nodeOf({ Resource: resource, Parameters, Arguments }: TaskState): NodeName | undefined {
  if (/^arn:aws[\w-]*:lambda:/.test(resource)) return nodeOfArn(resource);
  const given = (Parameters ?? Arguments ?? {}) as Record<string, unknown>;
  const place = PLACES.find((name) => typeof given[name] === "string" && !String(given[name]).startsWith("{%"));
  if (place === undefined) return undefined;
  const value = String(given[place]);
  switch (place) {
    case "FunctionName":
      return value.startsWith("arn:") ? nodeOfArn(value) : `lambda:${value.split(":")[0]}`;
    case "QueueUrl":
      return `sqs:${value.slice(value.lastIndexOf("/") + 1)}`;
    case "TableName":
      return `dynamodb:${value}`;
    case "Bucket":
      return `s3:${value}`;
    default:
      return nodeOfArn(value);
  }
}
