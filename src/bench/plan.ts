/** What is compared with what, how large, and the ratio to reach (design, "Numbers"). */

/** One side of a comparison: a measurement of child.ts, or a Python script with its arguments. */
export interface Side {
  name: string;
  node?: string;
  python?: [script: string, ...argument: string[]];
  count: number;
  /** Needs the packages of others. */
  needsPackages?: boolean;
  /** Needs nbgrader. */
  needsNbgrader?: boolean;
}

export interface Comparison {
  id: string;
  title: string;
  /** What one count is, for the rate. */
  unit: string;
  ours: Side;
  against: Side;
  /** Ours in counts a second over theirs; undefined for a row that only informs. */
  reach?: number;
  /** Rounds, at most: for what takes long. */
  mostRounds?: number;
  /** No ratio by processor time: it cannot be told. */
  wallOnly?: boolean;
  /** How the rate is told; default "s". */
  per?: "s" | "min";
}

const MM1 = 1_000_000;
const SENDS = 300_000;
const EVENTS = 3_000_000;

const handlers: Side = { name: "handlers", node: "mm1-handlers", count: MM1 };
const processes: Side = { name: "async processes", node: "mm1-processes", count: MM1 };
const resource: Side = { name: "SimPy, Resource", python: ["mm1.py", "resource"], count: MM1 };
const store: Side = { name: "SimPy, Store", python: ["mm1.py", "store"], count: MM1 / 4 };
const send: Side = { name: "simulated SQS", node: "send-simulated", count: SENDS };

/** Executions of a machine, beside aws-local-stepfunctions. */
function executions(machine: string, title: string, ours: number, theirs: number, reach?: number): Comparison {
  return {
    id: machine === "whole" ? "states" : `states-${machine}`,
    title: `Step Functions: ${title}`,
    unit: "executions",
    ours: { name: "through the client", node: `states-${machine}`, count: ours },
    against: { name: "aws-local-stepfunctions", node: `states-${machine}-other`, count: theirs, needsPackages: true },
    ...(reach !== undefined && { reach }),
  };
}

/** A side that stands in several rows is measured once a round. */
export const PLAN: readonly Comparison[] = [
  { id: "mm1", title: "M/M/1, trace on, synchronous", unit: "customers", ours: handlers, against: resource, reach: 30 },
  {
    id: "mm1-async",
    title: "M/M/1, trace on, asynchronous",
    unit: "customers",
    ours: processes,
    against: resource,
    reach: 3,
  },
  { id: "mm1-store", title: "M/M/1, trace on, synchronous", unit: "customers", ours: handlers, against: store },
  {
    id: "calendar",
    title: "calendar, bare events",
    unit: "events",
    ours: { name: "run()", node: "calendar-simulated", count: EVENTS },
    against: { name: "raw loop, same heap", node: "calendar-raw", count: EVENTS },
    reach: 0.5,
  },
  {
    id: "sqs-limit",
    title: "SQS send through the client",
    unit: "calls",
    ours: send,
    against: { name: "empty handler", node: "send-bound", count: SENDS },
    reach: 0.4,
  },
  {
    id: "sqs-bare",
    title: "SQS send through the client",
    unit: "calls",
    ours: send,
    against: { name: "bare middleware", node: "send-bare", count: SENDS },
  },
  {
    id: "sqs-moto",
    title: "SQS send",
    unit: "calls",
    ours: send,
    against: { name: "moto, boto3", python: ["sqs.py", "send"], count: 200 },
    reach: 1_000,
  },
  {
    id: "sqs-moto-receive",
    title: "SQS receive and delete",
    unit: "pairs",
    ours: { name: "simulated SQS", node: "receive-simulated", count: 50_000 },
    against: { name: "moto, boto3", python: ["sqs.py", "receive"], count: 100 },
    reach: 1_000,
  },
  {
    id: "sns-moto",
    title: "SNS publish to 10 queues",
    unit: "messages",
    ours: { name: "simulated SNS", node: "publish-simulated", count: 50_000 },
    against: { name: "moto, boto3", python: ["sns.py"], count: 100 },
    reach: 1_000,
  },
  {
    id: "mq",
    title: "MQ publish to 100 durable subscribers",
    unit: "messages",
    ours: { name: "simulated broker", node: "mq-publish", count: 10_000 },
    against: { name: "bare loop", node: "mq-bare", count: 10_000 },
  },
  {
    id: "events-moto",
    title: "EventBridge matching, 1,000 rules",
    unit: "events",
    ours: { name: "automaton", node: "match-machine", count: 200_000 },
    against: { name: "moto, matcher", python: ["events.py"], count: 200 },
    reach: 500,
  },
  executions("whole", "Pass, Choice, Map of 10", 20_000, 5_000, 10),
  executions("map", "Map of 10", 20_000, 5_000, 10),
  // What these two cost is the call through the client, which the other side has not: they inform.
  executions("pass", "Pass", 50_000, 50_000),
  executions("choice", "Choice", 50_000, 50_000),
  executions("parallel", "Parallel of 3", 30_000, 10_000),
  {
    id: "grading",
    title: "grading solved notebooks of 02-sqs",
    unit: "notebooks",
    ours: { name: "nubelab grade, 50", node: "grade-nubelab", count: 50 },
    against: { name: "nbgrader autograde, 4", node: "grade-nbgrader", count: 4, needsNbgrader: true },
    reach: 10,
    mostRounds: 1,
    wallOnly: true,
    per: "min",
  },
];

/** A day of the shop: what it may cost. */
export const DAY = { id: "day", node: "day", messages: 1_000_000, mostMegabytes: 1_024 };

/** Facts in the trace of the chart rows. */
export const CHART_FACTS = 1_000_000;
