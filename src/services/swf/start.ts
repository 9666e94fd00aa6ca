/**
 * The start of an execution: by StartWorkflowExecution, as a child, or as the next run of one that continues as new. What is not
 * given comes from the type's defaults; what neither gives is an error.
 * Source: API reference, StartWorkflowExecution (read 2026-11).
 */
import type { Caller } from "../service";
import {
  CHILD_POLICIES,
  checkExecutionSeconds,
  checkLength,
  checkName,
  checkOneOf,
  checkPriority,
  checkSeconds,
  checkTagList,
  msOf,
} from "./check";
import { countOpenDays } from "./close";
import type { Swf, SwfInput } from "./context";
import type { Domain } from "./domain";
import {
  alreadyStarted,
  defaultUndefined,
  domainDeprecated,
  limitExceeded,
  typeDeprecated,
  unknownType,
} from "./errors";
import { type Configuration, Execution, type Parent } from "./execution";
import { record } from "./history";
import { EXECUTION_SECONDS, LENGTH, OPEN_EXECUTIONS } from "./limits";
import { timeOutExecution } from "./terminate";
import { describeType, keyOfType, type RegisteredType } from "./type";

const RUN_BYTES = 32;

/** What must come from the call or from the type, in the order in which AWS misses it. */
const NEEDED = ["executionStartToCloseTimeout", "taskList", "taskStartToCloseTimeout", "childPolicy"] as const;
export type Needed = (typeof NEEDED)[number];

export function startWorkflowExecution(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const { workflowId, workflowType } = input;
  checkName(workflowId, "workflowId");
  checkStart(input);
  const domain = swf.enter("StartWorkflowExecution", input.domain, caller, input);
  if (domain.status === "DEPRECATED") throw domainDeprecated(domain.name);
  const type = domain.types.workflow.get(keyOfType(workflowType));
  if (type === undefined) throw unknownType(describeType("workflow", workflowType));
  if (type.status === "DEPRECATED") throw typeDeprecated(describeType("workflow", workflowType));
  const configuration = configure(type, input);
  if (typeof configuration === "string") throw defaultUndefined(configuration);
  if (domain.open.has(workflowId)) throw alreadyStarted(workflowId);
  if (domain.open.size >= OPEN_EXECUTIONS) {
    throw limitExceeded(`open executions in the domain ${domain.name}`, OPEN_EXECUTIONS);
  }
  const row = swf.request("StartWorkflowExecution", domain, caller);
  const execution = start(swf, domain, workflowId, type, configuration, input, row);
  return { runId: execution.runId };
}

/**
 * Checks what StartWorkflowExecution, StartChildWorkflowExecution and ContinueAsNewWorkflowExecution have in common.
 * @param none given: an execution may be said to have no time-out, as a child may
 */
export function checkStart(input: SwfInput, at = "", none?: "none"): void {
  checkName(input.workflowType?.name, `${at}workflowType.name`);
  checkName(input.workflowType?.version, `${at}workflowType.version`, LENGTH.version);
  checkName(input.taskList?.name, `${at}taskList.name`);
  checkPriority(input.taskPriority, `${at}taskPriority`);
  checkLength(input.input, `${at}input`, LENGTH.data);
  checkExecutionSeconds(input.executionStartToCloseTimeout, `${at}executionStartToCloseTimeout`, none);
  checkSeconds(input.taskStartToCloseTimeout, `${at}taskStartToCloseTimeout`);
  checkOneOf(input.childPolicy, `${at}childPolicy`, CHILD_POLICIES);
  checkTagList(input.tagList, `${at}tagList`);
  checkLength(input.lambdaRole, `${at}lambdaRole`, LENGTH.role, 1);
}

/** What is given, else the type's defaults; or the name of the first thing that neither has. */
export function configure(type: RegisteredType, given: SwfInput): Configuration | Needed {
  const value = (member: string) =>
    given[member] ?? type.defaults[`default${member[0]!.toUpperCase()}${member.slice(1)}`];
  for (const member of NEEDED) if (value(member) === undefined) return member;
  return {
    taskList: value("taskList").name,
    taskPriority: value("taskPriority"),
    taskStartToCloseTimeout: value("taskStartToCloseTimeout"),
    executionStartToCloseTimeout: value("executionStartToCloseTimeout"),
    childPolicy: value("childPolicy"),
    lambdaRole: value("lambdaRole"),
  };
}

/** AWS's run ids look like this: 22, 43 characters of base 64, and an equals sign. */
export function newRunId(swf: Swf): string {
  return `22${Buffer.from(swf.sim.random("swf.run").bytes(RUN_BYTES)).toString("base64url")}=`;
}

export function start(
  swf: Swf,
  domain: Domain,
  workflowId: string,
  { type }: RegisteredType,
  configuration: Configuration,
  { input, tagList }: SwfInput,
  cause: number,
  from: { parent?: Parent | undefined; runId?: string; continuedRunId?: string } = {},
): Execution {
  const { sim, trace } = swf;
  const runId = from.runId ?? newRunId(swf);
  const { parent } = from;
  const execution = new Execution(
    domain,
    workflowId,
    runId,
    trace.name(workflowId),
    trace.subject(runId),
    type,
    configuration,
    tagList,
    parent,
    sim.now,
  );
  domain.open.set(workflowId, execution);
  domain.runs.set(runId, execution);
  const { taskList, ...rest } = configuration;
  record(
    swf,
    execution,
    "WorkflowExecutionStarted",
    {
      ...rest,
      taskList: { name: taskList },
      workflowType: type,
      input,
      tagList,
      continuedExecutionRunId: from.continuedRunId,
      parentWorkflowExecution: parent?.execution.name,
      parentInitiatedEventId: parent?.initiatedEventId ?? 0,
    },
    { text: `${type.name} ${type.version}`, cause, detail: { domain: domain.name, type: { ...type } } },
  );
  const ms = msOf(configuration.executionStartToCloseTimeout) ?? EXECUTION_SECONDS * 1_000;
  execution.timeOut = swf.after(ms, () => timeOutExecution(swf, execution), true);
  countOpenDays(swf, execution);
  return execution;
}
