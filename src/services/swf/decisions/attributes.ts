/** What the members of a decision may be. Throws ValidationException. */
import { checkLength, checkName, checkPriority, checkSeconds } from "../check";
import type { SwfInput } from "../context";
import { violation } from "../errors";
import { LAMBDA_SECONDS, LENGTH } from "../limits";
import { checkStart } from "../start";

/** Free text that every decision may carry, with its most characters. */
const TEXTS = {
  control: LENGTH.data,
  input: LENGTH.data,
  details: LENGTH.data,
  result: LENGTH.data,
  reason: LENGTH.reason,
} as const;

const IDS = ["activityId", "timerId", "markerName", "signalName"] as const;

/** @param at path of the decision's attributes, with a dot at its end */
export function checkAttributes(decisionType: string, attributes: SwfInput, at: string): void {
  for (const [member, most] of Object.entries(TEXTS)) checkLength(attributes[member], `${at}${member}`, most);
  for (const member of IDS) checkLength(attributes[member], `${at}${member}`, LENGTH.id, 1);
  checkLength(attributes.runId, `${at}runId`, LENGTH.runId);
  switch (decisionType) {
    case "ScheduleActivityTask":
      checkName(attributes.activityId, `${at}activityId`);
      checkName(attributes.taskList?.name, `${at}taskList.name`);
      checkPriority(attributes.taskPriority, `${at}taskPriority`);
      for (const member of ["scheduleToStart", "scheduleToClose", "startToClose", "heartbeat"]) {
        checkSeconds(attributes[`${member}Timeout`], `${at}${member}Timeout`);
      }
      break;
    case "StartTimer":
      checkName(attributes.timerId, `${at}timerId`);
      checkSeconds(attributes.startToFireTimeout, `${at}startToFireTimeout`, "no none");
      break;
    case "StartChildWorkflowExecution":
      checkName(attributes.workflowId, `${at}workflowId`);
      checkStart(attributes, at, "none");
      break;
    case "ContinueAsNewWorkflowExecution":
      checkName(attributes.workflowTypeVersion, `${at}workflowTypeVersion`, LENGTH.version);
      checkStart(attributes, at, "none");
      break;
    case "SignalExternalWorkflowExecution":
    case "RequestCancelExternalWorkflowExecution":
      checkLength(attributes.workflowId, `${at}workflowId`, LENGTH.id, 1);
      break;
    case "ScheduleLambdaFunction":
      checkLambda(attributes, at);
      break;
  }
}

function checkLambda({ id, name, startToCloseTimeout: seconds }: SwfInput, at: string): void {
  checkLength(id, `${at}id`, LENGTH.functionId, 1);
  // A name, or a whole ARN of one.
  checkLength(name, `${at}name`, name?.startsWith("arn:") ? LENGTH.name : LENGTH.functionName, 1);
  checkSeconds(seconds, `${at}startToCloseTimeout`, "no none");
  const { least, most } = LAMBDA_SECONDS;
  if (seconds !== undefined && (Number(seconds) < least || Number(seconds) > most)) {
    throw violation(seconds, `${at}startToCloseTimeout`, `be from ${least} to ${most} seconds`);
  }
}
