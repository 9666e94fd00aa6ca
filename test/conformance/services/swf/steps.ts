/**
 * The words that the table of SWF is written in. There from the start: the domain "shop" (kept for 7 days); workflow type Order 1
 * (list deciders, decision tasks 30 s, executions 600 s, TERMINATE); activity type Pay 1 (list machines; 60 s to start, 120 s to
 * close, 60 s from start to close, heartbeats each 30 s); "Bare 1" of both sorts, without defaults; "Old 1" of both, deprecated;
 * the functions echo, fail and slow (10 s) in Lambda; user ana, who may poll and respond, and decide nothing.
 * "history.tail" is no operation of AWS: the last events of a history, each with its attributes.
 */
import type { Case, Step } from "../case";

export const DOMAIN = "shop";
export const ORDER = { name: "Order", version: "1" };
export const PAY = { name: "Pay", version: "1" };
export const BARE = { name: "Bare", version: "1" };
export const OLD = { name: "Old", version: "1" };
export const NOBODY = { name: "Nobody", version: "1" };
export const DECIDERS = { name: "deciders" };
export const MACHINES = { name: "machines" };
export const ROLE = "arn:aws:iam::123456789012:role/swf";

type Fields = Record<string, unknown>;

export const one = (name: string, source: string, ...steps: (Step | Step[])[]): Case => ({
  name,
  source,
  steps: steps.flat(),
});

export const call = (operation: string, input: Fields = {}, answer?: unknown, as = "r"): Step => ({
  do: operation,
  with: input,
  as,
  ...(answer !== undefined && { answer }),
});
/** The same in the domain "shop". */
export const shop = (operation: string, input: Fields = {}, answer?: unknown, as = "r"): Step =>
  call(operation, { domain: DOMAIN, ...input }, answer, as);
export const refused = (step: Step, error: string, message?: string | RegExp): Step =>
  ({ ...step, error, message, answer: undefined, as: undefined }) as Step;
export const by = (who: string, step: Step): Step => ({ ...step, by: who }) as Step;
export const without = (step: Step, ...members: string[]): Step => ({ ...step, without: members }) as Step;

/** Starts the execution "w"; its run id is $run.runId. */
export const start = (more: Fields = {}, as = "run"): Step =>
  shop("StartWorkflowExecution", { workflowId: "w", workflowType: ORDER, ...more }, undefined, as);
export const W = { workflowId: "w", runId: "$run.runId" };

/** A decision by its type. */
export const D = (decisionType: string, attributes: Fields = {}): Fields => ({
  decisionType,
  [`${decisionType[0]!.toLowerCase()}${decisionType.slice(1)}DecisionAttributes`]: attributes,
});
export const pay = (activityId: string, more: Fields = {}): Fields =>
  D("ScheduleActivityTask", { activityType: PAY, activityId, ...more });
export const timer = (timerId: string, startToFireTimeout = "10", more: Fields = {}): Fields =>
  D("StartTimer", { timerId, startToFireTimeout, ...more });
export const complete = (result = "done"): Fields => D("CompleteWorkflowExecution", { result });
export const child = (workflowId = "c", more: Fields = {}): Fields =>
  D("StartChildWorkflowExecution", { workflowType: ORDER, workflowId, taskList: { name: "children" }, ...more });
export const lambda = (id: string, name = "echo", more: Fields = {}): Fields =>
  D("ScheduleLambdaFunction", { id, name, ...more });

export const pollDecision = (more: Fields = {}, answer?: unknown, as = "d"): Step =>
  shop("PollForDecisionTask", { taskList: DECIDERS, ...more }, answer, as);
export const respond = (decisions: Fields[], more: Fields = {}, of = "d"): Step =>
  call("RespondDecisionTaskCompleted", { taskToken: `$${of}.taskToken`, decisions, ...more });
/** Takes the next decision task of "deciders" and answers it. */
export const decide = (...decisions: Fields[]): Step[] => [pollDecision(), respond(decisions)];
export const decideOn = (list: string, ...decisions: Fields[]): Step[] => [
  pollDecision({ taskList: { name: list } }, undefined, "e"),
  respond(decisions, {}, "e"),
];
export const decideAs = (who: string, ...decisions: Fields[]): Step[] => [
  by(who, pollDecision()),
  by(who, respond(decisions)),
];

export const pollActivity = (more: Fields = {}, answer?: unknown, as = "a"): Step =>
  shop("PollForActivityTask", { taskList: MACHINES, ...more }, answer, as);
export const token = (operation: string, more: Fields = {}, answer?: unknown, of = "a"): Step =>
  call(operation, { taskToken: `$${of}.taskToken`, ...more }, answer);

/** The last events of "w" (or another) are these. */
export const tail = (...events: Fields[]): Step => tailOf(W, ...events);
export const tailOf = (execution: { workflowId: string; runId: string }, ...events: Fields[]): Step =>
  shop("history.tail", { execution, most: events.length }, { events });
export const E = (eventType: string, more: Fields = {}): Fields => ({ eventType, ...more });
/** What follows when a decider must look again. */
export const again = E("DecisionTaskScheduled");
