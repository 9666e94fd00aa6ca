/** Activity types, and what their tasks have by default. */
import { checkName, checkPriority, checkSeconds } from "./check";
import { typeOperations } from "./types";

const TIMEOUTS = [
  "defaultTaskStartToCloseTimeout",
  "defaultTaskHeartbeatTimeout",
  "defaultTaskScheduleToStartTimeout",
  "defaultTaskScheduleToCloseTimeout",
];

export const activityTypes = typeOperations(
  "activity",
  [...TIMEOUTS, "defaultTaskList", "defaultTaskPriority"],
  (input) => {
    for (const timeout of TIMEOUTS) checkSeconds(input[timeout], timeout);
    checkName(input.defaultTaskList?.name, "defaultTaskList.name");
    checkPriority(input.defaultTaskPriority, "defaultTaskPriority");
  },
);
