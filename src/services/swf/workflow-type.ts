/** Workflow types, and what their executions have by default. */
import {
  CHILD_POLICIES,
  checkExecutionSeconds,
  checkLength,
  checkName,
  checkOneOf,
  checkPriority,
  checkSeconds,
} from "./check";
import { LENGTH } from "./limits";
import { typeOperations } from "./types";

const DEFAULTS = [
  "defaultTaskStartToCloseTimeout",
  "defaultExecutionStartToCloseTimeout",
  "defaultTaskList",
  "defaultTaskPriority",
  "defaultChildPolicy",
  "defaultLambdaRole",
];

export const workflowTypes = typeOperations("workflow", DEFAULTS, (input) => {
  checkSeconds(input.defaultTaskStartToCloseTimeout, "defaultTaskStartToCloseTimeout");
  checkExecutionSeconds(input.defaultExecutionStartToCloseTimeout, "defaultExecutionStartToCloseTimeout");
  checkName(input.defaultTaskList?.name, "defaultTaskList.name");
  checkPriority(input.defaultTaskPriority, "defaultTaskPriority");
  checkOneOf(input.defaultChildPolicy, "defaultChildPolicy", CHILD_POLICIES);
  checkLength(input.defaultLambdaRole, "defaultLambdaRole", LENGTH.role, 1);
});
