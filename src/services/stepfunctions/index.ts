/**
 * AWS Step Functions: state machines in the Amazon States Language, standard and express; executions with their histories,
 * activities and task tokens.
 * Left out: logging to CloudWatch Logs and X-Ray (their settings are kept), encryption by keys of one's own.
 */
import type { Caller, Service, World } from "../service";
import * as activities from "./activity";
import * as callbacks from "./callbacks";
import { StepFunctions } from "./context";
import type { Machine } from "./definition";
import { executionMissing, unsupported } from "./errors";
import * as executions from "./executions";
import { linksOf } from "./links";
import * as look from "./look";
import * as machines from "./machines";
import * as mapRuns from "./map-runs";
import { startSyncExecution } from "./sync";
import { listTagsForResource, tagResource, untagResource } from "./tags";
import { testState } from "./test-state";
import * as versions from "./versions";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input
type Run = (sf: StepFunctions, input: any, caller: Caller) => unknown;

const operations = new Map<string, Run>(
  Object.entries({
    CreateActivity: activities.createActivity,
    CreateStateMachine: machines.createStateMachine,
    CreateStateMachineAlias: versions.createStateMachineAlias,
    DeleteActivity: activities.deleteActivity,
    DeleteStateMachine: machines.deleteStateMachine,
    DeleteStateMachineAlias: versions.deleteStateMachineAlias,
    DeleteStateMachineVersion: versions.deleteStateMachineVersion,
    DescribeActivity: activities.describeActivity,
    DescribeExecution: look.describeExecution,
    DescribeStateMachine: machines.describeStateMachine,
    DescribeStateMachineAlias: versions.describeStateMachineAlias,
    DescribeStateMachineForExecution: look.describeStateMachineForExecution,
    DescribeMapRun: mapRuns.describeMapRun,
    GetActivityTask: activities.getActivityTask,
    GetExecutionHistory: look.getExecutionHistory,
    ListActivities: activities.listActivities,
    ListExecutions: look.listExecutions,
    ListMapRuns: mapRuns.listMapRuns,
    ListStateMachineAliases: versions.listStateMachineAliases,
    ListStateMachines: machines.listStateMachines,
    ListStateMachineVersions: versions.listStateMachineVersions,
    ListTagsForResource: listTagsForResource,
    PublishStateMachineVersion: versions.publishStateMachineVersion,
    RedriveExecution: executions.redriveExecution,
    SendTaskFailure: callbacks.sendTaskFailure,
    SendTaskHeartbeat: callbacks.sendTaskHeartbeat,
    SendTaskSuccess: callbacks.sendTaskSuccess,
    StartExecution: executions.startExecution,
    StartSyncExecution: startSyncExecution,
    StopExecution: executions.stopExecution,
    TagResource: tagResource,
    TestState: testState,
    UntagResource: untagResource,
    UpdateMapRun: mapRuns.updateMapRun,
    UpdateStateMachine: machines.updateStateMachine,
    UpdateStateMachineAlias: versions.updateStateMachineAlias,
    ValidateStateMachineDefinition: machines.validateStateMachineDefinition,
  } satisfies Record<string, Run>),
);

/** The operations that are answered, by AWS's names. */
export const STEPFUNCTIONS_OPERATIONS: readonly string[] = [...operations.keys()];

export interface StepFunctionsService extends Service {
  /** Calls back in an event of its own when the execution is over. Throws ServiceError when there is none. */
  whenEnded(executionArn: string, then: () => void): void;
  /** A machine's definition: as one of its executions had it, if that is still known, else the present one. Leaves no fact. */
  definition(machine: string, executionArn?: string): Machine | undefined;
}

/** Step Functions on a world's clock, calendar and trace. */
export function createStepFunctions(world: World): StepFunctionsService {
  const sf = new StepFunctions(world);
  return {
    name: "stepfunctions",
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) {
        throw unsupported(`nubelab does not simulate the operation ${operation} of Step Functions.`);
      }
      return run(sf, input, caller);
    },
    whenEnded(arn, then) {
      const execution = sf.executions.get(arn);
      if (execution === undefined) throw executionMissing(arn);
      execution.whenEnded(() => world.sim.after(0, then));
    },
    definition(name, executionArn = "") {
      const revision = sf.executions.get(executionArn)?.start.revision ?? sf.machines.get(name)?.revision;
      return revision?.machine;
    },
    links: () => linksOf(sf.machines.values()),
  };
}
