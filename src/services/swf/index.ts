/**
 * Amazon SWF: domains, workflow and activity types, executions with their histories, decision and activity tasks, timers,
 * signals, markers, children, Lambda tasks, cancellation, termination, every time-out.
 * A human task is an ordinary activity task: pollForActivityTask in one cell gives its token, respondActivityTaskCompleted in a
 * later one completes it; virtual time may pass in between.
 * Left out: the account's API call quotas (ThrottlingException comes only from a fault of the simulation; the rates of decisions
 * are held), the request size of 1 MB, eventual consistency of lists and counts, LAMBDA_SERVICE_NOT_AVAILABLE_IN_REGION, the
 * ValidationException "Specified decision is incompatible with close decision" (AWS does not say which decisions it means), the
 * AWS Flow Framework.
 * Source: API reference and Developer Guide of Amazon SWF (read 2026-11).
 */
import type { Caller, Service, World } from "../service";
import * as activities from "./activity-task";
import { activityTypes } from "./activity-type";
import { Swf, type SwfInput } from "./context";
import { respondDecisionTaskCompleted } from "./decision-task";
import { describeWorkflowExecution } from "./describe";
import * as domains from "./domains";
import { unsupported } from "./errors";
import { getWorkflowExecutionHistory } from "./history";
import { linksOf } from "./links";
import * as polls from "./poll";
import { requestCancelWorkflowExecution, signalWorkflowExecution } from "./signal";
import { startWorkflowExecution } from "./start";
import { listTagsForResource, tagResource, untagResource } from "./tags";
import { terminateWorkflowExecution } from "./terminate";
import * as visibility from "./visibility";
import { workflowTypes } from "./workflow-type";

type Run = (swf: Swf, input: SwfInput, caller: Caller) => unknown;

const operations = new Map<string, Run>(
  Object.entries({
    CountClosedWorkflowExecutions: visibility.countClosedWorkflowExecutions,
    CountOpenWorkflowExecutions: visibility.countOpenWorkflowExecutions,
    CountPendingActivityTasks: polls.countPendingActivityTasks,
    CountPendingDecisionTasks: polls.countPendingDecisionTasks,
    DeleteActivityType: activityTypes.delete,
    DeleteWorkflowType: workflowTypes.delete,
    DeprecateActivityType: activityTypes.deprecate,
    DeprecateDomain: domains.deprecateDomain,
    DeprecateWorkflowType: workflowTypes.deprecate,
    DescribeActivityType: activityTypes.describe,
    DescribeDomain: domains.describeDomain,
    DescribeWorkflowExecution: describeWorkflowExecution,
    DescribeWorkflowType: workflowTypes.describe,
    GetWorkflowExecutionHistory: getWorkflowExecutionHistory,
    ListActivityTypes: activityTypes.list,
    ListClosedWorkflowExecutions: visibility.listClosedWorkflowExecutions,
    ListDomains: domains.listDomains,
    ListOpenWorkflowExecutions: visibility.listOpenWorkflowExecutions,
    ListTagsForResource: listTagsForResource,
    ListWorkflowTypes: workflowTypes.list,
    PollForActivityTask: polls.pollForActivityTask,
    PollForDecisionTask: polls.pollForDecisionTask,
    RecordActivityTaskHeartbeat: activities.recordActivityTaskHeartbeat,
    RegisterActivityType: activityTypes.register,
    RegisterDomain: domains.registerDomain,
    RegisterWorkflowType: workflowTypes.register,
    RequestCancelWorkflowExecution: requestCancelWorkflowExecution,
    RespondActivityTaskCanceled: activities.respondActivityTaskCanceled,
    RespondActivityTaskCompleted: activities.respondActivityTaskCompleted,
    RespondActivityTaskFailed: activities.respondActivityTaskFailed,
    RespondDecisionTaskCompleted: respondDecisionTaskCompleted,
    SignalWorkflowExecution: signalWorkflowExecution,
    StartWorkflowExecution: startWorkflowExecution,
    TagResource: tagResource,
    TerminateWorkflowExecution: terminateWorkflowExecution,
    UndeprecateActivityType: activityTypes.undeprecate,
    UndeprecateDomain: domains.undeprecateDomain,
    UndeprecateWorkflowType: workflowTypes.undeprecate,
    UntagResource: untagResource,
  } satisfies Record<string, Run>),
);

/** The operations that are answered, by AWS's names. */
export const SWF_OPERATIONS: readonly string[] = [...operations.keys()];

/** SWF on a world's clock, calendar and trace. */
export function createSwf(world: World): Service {
  const swf = new Swf(world);
  return {
    name: "swf",
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) throw unsupported(`nubelab does not simulate the operation ${operation} of SWF.`);
      const output = run(swf, input, caller);
      swf.settle();
      return output;
    },
    links: () => linksOf(swf),
  };
}
