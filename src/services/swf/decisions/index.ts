/**
 * The thirteen decisions. All of a list are checked before the first is carried out; a mistake of form refuses the call and
 * leaves the decision task open, a mistake of substance becomes an event with its cause and leads to another decision task.
 * A caller needs permission for each decision as if it were an operation of its own.
 * Source: API reference, Decision; Developer Guide, "Using IAM to Manage Access to Amazon SWF Workflows" (read 2026-11).
 */
import type { Caller } from "../../service";
import type { Swf, SwfInput } from "../context";
import { validation, violations } from "../errors";
import type { Execution } from "../execution";
import type { EventType } from "../facts";
import type { HistoryEvent } from "../history";
import { requestCancelActivity, scheduleActivity } from "./activity";
import { checkAttributes } from "./attributes";
import { startChild } from "./child";
import { cancelExecution, completeExecution, failExecution } from "./closing";
import { continueAsNew } from "./continue-as-new";
import { type Decide, type Deciding, failed } from "./deciding";
import { requestCancelExternal, signalExternal } from "./external";
import { scheduleLambda } from "./lambda";
import { recordMarker } from "./marker";
import { cancelTimer, startTimer } from "./timer";

interface Kind {
  readonly decide: Decide;
  /** Members that must be there; "workflowType.name" stands for a member of a member. */
  readonly needs: readonly string[];
  readonly closes?: true;
  /** How it fails, and what the event repeats of the decision; Lambda's has no cause for a missing permission. */
  readonly fails?: { readonly event: EventType; readonly repeats: readonly string[]; readonly initiated?: true };
}

/** In the order in which AWS lists them when a type is unknown. */
const KINDS: Readonly<Record<string, Kind>> = {
  CompleteWorkflowExecution: {
    decide: completeExecution,
    needs: [],
    closes: true,
    fails: { event: "CompleteWorkflowExecutionFailed", repeats: [] },
  },
  StartTimer: {
    decide: startTimer,
    needs: ["timerId", "startToFireTimeout"],
    fails: { event: "StartTimerFailed", repeats: ["timerId"] },
  },
  RequestCancelExternalWorkflowExecution: {
    decide: requestCancelExternal,
    needs: ["workflowId"],
    fails: {
      event: "RequestCancelExternalWorkflowExecutionFailed",
      repeats: ["workflowId", "runId", "control"],
      initiated: true,
    },
  },
  SignalExternalWorkflowExecution: {
    decide: signalExternal,
    needs: ["workflowId", "signalName"],
    fails: {
      event: "SignalExternalWorkflowExecutionFailed",
      repeats: ["workflowId", "runId", "control"],
      initiated: true,
    },
  },
  CancelTimer: {
    decide: cancelTimer,
    needs: ["timerId"],
    fails: { event: "CancelTimerFailed", repeats: ["timerId"] },
  },
  RecordMarker: {
    decide: recordMarker,
    needs: ["markerName"],
    fails: { event: "RecordMarkerFailed", repeats: ["markerName"] },
  },
  ScheduleActivityTask: {
    decide: scheduleActivity,
    needs: ["activityType.name", "activityType.version", "activityId"],
    fails: { event: "ScheduleActivityTaskFailed", repeats: ["activityType", "activityId"] },
  },
  ContinueAsNewWorkflowExecution: {
    decide: continueAsNew,
    needs: [],
    closes: true,
    fails: { event: "ContinueAsNewWorkflowExecutionFailed", repeats: [] },
  },
  ScheduleLambdaFunction: { decide: scheduleLambda, needs: ["id", "name"] },
  FailWorkflowExecution: {
    decide: failExecution,
    needs: [],
    closes: true,
    fails: { event: "FailWorkflowExecutionFailed", repeats: [] },
  },
  RequestCancelActivityTask: {
    decide: requestCancelActivity,
    needs: ["activityId"],
    fails: { event: "RequestCancelActivityTaskFailed", repeats: ["activityId"] },
  },
  StartChildWorkflowExecution: {
    decide: startChild,
    needs: ["workflowType.name", "workflowType.version", "workflowId"],
    fails: {
      event: "StartChildWorkflowExecutionFailed",
      repeats: ["workflowType", "workflowId", "control"],
      initiated: true,
    },
  },
  CancelWorkflowExecution: {
    decide: cancelExecution,
    needs: [],
    closes: true,
    fails: { event: "CancelWorkflowExecutionFailed", repeats: [] },
  },
};

const memberOf = (decisionType: string): string =>
  `${decisionType[0]!.toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;

/**
 * Checks a list of decisions.
 * @returns what carries them out, once the DecisionTaskCompleted is written
 * @throws ValidationException
 */
export function decide(
  swf: Swf,
  execution: Execution,
  decisions: readonly SwfInput[],
  caller: Caller,
): (completed: HistoryEvent) => void {
  const problems = decisions.flatMap((decision, i) => problemsOf(decision, `decisions.${i + 1}.member`));
  if (problems.length > 0) throw violations(problems);
  if (decisions.slice(0, -1).some(({ decisionType }) => KINDS[decisionType]!.closes)) {
    throw validation("Close must be last decision in list");
  }
  const checked = decisions.map((decision, i) => {
    const member = memberOf(decision.decisionType);
    const attributes: SwfInput = decision[member] ?? {};
    checkAttributes(decision.decisionType, attributes, `decisions.${i + 1}.member.${member}.`);
    return { decisionType: decision.decisionType as string, attributes };
  });
  return (completed) => {
    const deciding: Deciding = { swf, execution, completed, caller, effects: [] };
    for (const { decisionType, attributes } of checked) carryOut(deciding, decisionType, attributes);
    for (const happen of deciding.effects) happen();
  };
}

function problemsOf(decision: SwfInput, where: string): string[] {
  const kind = KINDS[decision.decisionType];
  if (kind === undefined) {
    return [
      `Value '${decision.decisionType}' at '${where}.decisionType' failed to satisfy constraint: Member must satisfy enum value set: [${Object.keys(KINDS).join(", ")}]`,
    ];
  }
  const member = memberOf(decision.decisionType);
  const value = (path: string) => path.split(".").reduce((at, key) => at?.[key], decision[member]);
  return kind.needs
    .filter((path) => value(path) === undefined)
    .map((path) => `Value null at '${where}.${member}.${path}' failed to satisfy constraint: Member must not be null`);
}

function carryOut(deciding: Deciding, decisionType: string, attributes: SwfInput): void {
  const { swf, execution, caller } = deciding;
  const { decide, fails } = KINDS[decisionType]!;
  if (fails !== undefined && swf.denial(decisionType, execution.domain.arn, caller, attributes) !== undefined) {
    const repeated = Object.fromEntries(fails.repeats.map((member) => [member, attributes[member]]));
    const initiated = fails.initiated ? { initiatedEventId: 0 } : {};
    return failed(deciding, fails.event, "OPERATION_NOT_PERMITTED", { ...repeated, ...initiated });
  }
  decide(deciding, attributes);
}
