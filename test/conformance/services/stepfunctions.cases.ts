/**
 * What Step Functions must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/step-functions/latest/apireference/API_X.html. "Guide: T": the page with that title of the
 * Developer Guide. "recorded X": answered by the real AWS to a test of that name (LocalStack's snapshots, Apache-2.0).
 * Functions that are there from the start: echo (returns its event), fail (throws Error "boom").
 * How whole executions end is recorded from AWS: stepfunctions/recorded.test.ts.
 */
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "Step Functions";

export const GAPS: Gaps = {};

const ACCOUNT = "123456789012";
const states = (rest: string): string => `arn:aws:states:us-east-1:${ACCOUNT}:${rest}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/states`;
const fn = (name: string): string => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;

const PASS = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });
const OTHER = JSON.stringify({ StartAt: "Q", States: { Q: { Type: "Pass", Result: 1, End: true } } });
const WAIT = JSON.stringify({ StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } });
const FAIL = JSON.stringify({ StartAt: "F", States: { F: { Type: "Fail", Error: "E", Cause: "C" } } });
const ECHO = JSON.stringify({ StartAt: "T", States: { T: { Type: "Task", Resource: fn("echo"), End: true } } });
const ACTIVITY = JSON.stringify({
  StartAt: "A",
  States: { A: { Type: "Task", Resource: states("activity:press"), HeartbeatSeconds: 10, End: true } },
});
const CALLBACK = JSON.stringify({
  StartAt: "C",
  States: {
    C: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody.$": "$$.Task.Token" },
      End: true,
    },
  },
});
const MAP = JSON.stringify({
  StartAt: "M",
  States: {
    M: {
      Type: "Map",
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "W",
        States: { W: { Type: "Wait", Seconds: 60, End: true } },
      },
      MaxConcurrency: 1,
      ToleratedFailureCount: 1,
      End: true,
    },
  },
});

const call = (operation: string, input: Record<string, unknown>, answer?: unknown, as = "r"): Step => ({
  do: operation,
  with: input,
  as,
  ...(answer !== undefined && { answer }),
});
const refused = (step: Step, error: string, message?: string | RegExp): Step => ({ ...step, error, message }) as Step;
const make = (definition = PASS, more: Record<string, unknown> = {}, as = "m"): Step =>
  call("CreateStateMachine", { name: "flow", roleArn: ROLE, definition, ...more }, undefined, as);
const M = { stateMachineArn: "$m.stateMachineArn" };
const FLOW = { stateMachineArn: states("stateMachine:flow") };
const start = (more: Record<string, unknown> = {}, answer?: unknown, as = "e"): Step =>
  call("StartExecution", { ...FLOW, name: "run", ...more }, answer, as);
const RUN = { executionArn: states("execution:flow:run") };
const describe = (answer: unknown): Step => call("DescribeExecution", RUN, answer);
const wait = (seconds: number): Step => ({ wait: seconds });
const one = (name: string, source: string, ...steps: Step[]): Case => ({ name, source, steps });
const long = (length: number): string => "x".repeat(length);

const machines: Case[] = [
  one(
    "a new machine is STANDARD, ACTIVE and as it was given",
    "API CreateStateMachine",
    make(),
    call("DescribeStateMachine", M, {
      stateMachineArn: FLOW.stateMachineArn,
      name: "flow",
      status: "ACTIVE",
      type: "STANDARD",
      definition: PASS,
      roleArn: ROLE,
      loggingConfiguration: { level: "OFF", includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    }),
  ),
  one(
    "creating the same machine again changes nothing, not even its role",
    "API CreateStateMachine",
    make(),
    make(PASS, { roleArn: `${ROLE}2` }, "again"),
    call("DescribeStateMachine", M, { roleArn: ROLE, creationDate: "$again.creationDate" }),
  ),
  one(
    "another machine of the same name is refused",
    "recorded test_create_duplicate_definition_format_sm",
    make(),
    refused(make(OTHER), "StateMachineAlreadyExists", `State Machine Already Exists: '${FLOW.stateMachineArn}'`),
    refused(make(PASS, { type: "EXPRESS" }), "StateMachineAlreadyExists"),
  ),
  ...["", "a b", "a*", "a[0]", "a#b", "ä,ö", "a\u0000"].map((name) =>
    one(
      `no machine is called ${JSON.stringify(name)}`,
      "API CreateStateMachine",
      refused(make(PASS, { name }), name === "" ? "ValidationException" : "InvalidName"),
    ),
  ),
  one("a name has at most 80 characters", "API CreateStateMachine", make(PASS, { name: long(80) }), {
    ...refused(make(PASS, { name: long(81) }), "ValidationException", /length less than or equal to 80/),
  }),
  one("a role has an ARN", "API CreateStateMachine", refused(make(PASS, { roleArn: "states" }), "InvalidArn")),
  one(
    "a type is STANDARD or EXPRESS",
    "API CreateStateMachine",
    refused(make(PASS, { type: "FAST" }), "ValidationException", /enum value set: \[STANDARD, EXPRESS\]/),
  ),
  one(
    "a definition that is no JSON is refused",
    "API CreateStateMachine",
    refused(make("{"), "InvalidDefinition", /^Invalid State Machine Definition: '/),
  ),
  one(
    "a definition that names a state that is not there is refused, and says where",
    "API CreateStateMachine",
    refused(
      make(JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", Next: "Q" } } })),
      "InvalidDefinition",
      /\/States\/P\/Next/,
    ),
  ),
  one(
    "a definition has at most 1 MB",
    "Guide: Step Functions service quotas",
    refused(make(long(1_048_577)), "ValidationException", /length less than or equal to 1048576/),
  ),
  one(
    "an update takes effect for new executions and has a revision id; running ones keep what they began with",
    "Guide: Updating state machines; API UpdateStateMachine",
    make(WAIT),
    start(),
    call("UpdateStateMachine", { ...M, definition: OTHER }, undefined, "u"),
    call("DescribeStateMachine", M, { definition: OTHER, revisionId: "$u.revisionId" }),
    start({ name: "second" }),
    wait(60),
    call("DescribeStateMachineForExecution", RUN, { definition: WAIT }),
    call("DescribeExecution", { executionArn: states("execution:flow:second") }, { output: "1" }),
    describe({ output: "{}" }),
  ),
  one(
    "an update must change something",
    "API UpdateStateMachine",
    make(),
    refused(call("UpdateStateMachine", M), "MissingRequiredParameter"),
    refused(call("UpdateStateMachine", { ...M, definition: "{" }), "InvalidDefinition"),
    refused(call("UpdateStateMachine", { ...M, roleArn: "x" }), "InvalidArn"),
  ),
  one(
    "a deleted machine is gone; deleting what is not there changes nothing",
    "API DeleteStateMachine",
    make(),
    call("DeleteStateMachine", M),
    refused(
      call("DescribeStateMachine", M),
      "StateMachineDoesNotExist",
      `State Machine Does Not Exist: '${FLOW.stateMachineArn}'`,
    ),
    call("DeleteStateMachine", M),
  ),
  one(
    "an execution goes on when its machine is deleted",
    "API DeleteStateMachine",
    make(WAIT),
    start(),
    call("DeleteStateMachine", M),
    wait(60),
    describe({ status: "SUCCEEDED" }),
  ),
  ...["DescribeStateMachine", "DeleteStateMachine", "UpdateStateMachine", "StartExecution"].map((operation) =>
    one(
      `${operation} wants an ARN`,
      `API ${operation}`,
      refused(call(operation, { stateMachineArn: "flow", definition: PASS }), "InvalidArn"),
    ),
  ),
  one(
    "machines are listed by name, in pages",
    "API ListStateMachines",
    make(PASS, { name: "b" }),
    make(PASS, { name: "a", type: "EXPRESS" }),
    make(PASS, { name: "c" }),
    call("ListStateMachines", { maxResults: 2 }, { stateMachines: [{ name: "a", type: "EXPRESS" }, { name: "b" }] }),
    call("ListStateMachines", { maxResults: 2, nextToken: "$r.nextToken" }, { stateMachines: [{ name: "c" }] }, "l"),
    { ...call("ListStateMachines", {}), without: ["nextToken"] } as Step,
  ),
  one(
    "a page has at most 1,000 items, and a token comes from a page",
    "API ListStateMachines",
    refused(call("ListStateMachines", { maxResults: 1_001 }), "ValidationException", /less than or equal to 1000/),
    refused(call("ListStateMachines", { nextToken: "made-up" }), "InvalidToken"),
  ),
  one(
    "METADATA_ONLY leaves the definition out",
    "API DescribeStateMachine",
    make(),
    call("DescribeStateMachine", { ...M, includedData: "METADATA_ONLY" }, { definition: "" }),
    refused(call("DescribeStateMachine", { ...M, includedData: "SOME" }), "ValidationException"),
  ),
  one(
    "tags are set, listed and taken off again",
    "API TagResource, UntagResource, ListTagsForResource",
    make(PASS, { tags: [{ key: "a", value: "1" }] }),
    call("TagResource", { resourceArn: "$m.stateMachineArn", tags: [{ key: "b", value: "2" }] }),
    call("UntagResource", { resourceArn: "$m.stateMachineArn", tagKeys: ["a"] }),
    call("ListTagsForResource", { resourceArn: "$m.stateMachineArn" }, { tags: [{ key: "b", value: "2" }] }),
  ),
  one(
    "a resource has at most 50 tags, and tags have a resource",
    "API TagResource",
    make(),
    refused(
      call("TagResource", {
        resourceArn: "$m.stateMachineArn",
        tags: Array.from({ length: 51 }, (_, i) => ({ key: `k${i}`, value: "" })),
      }),
      "TooManyTags",
    ),
    refused(call("TagResource", { resourceArn: states("stateMachine:none"), tags: [] }), "ResourceNotFound"),
    refused(call("ListTagsForResource", { resourceArn: states("stateMachine:none") }), "ResourceNotFound"),
  ),
  one(
    "a definition is judged without a machine being made",
    "API ValidateStateMachineDefinition",
    call("ValidateStateMachineDefinition", { definition: PASS }, { result: "OK", diagnostics: [] }),
    call(
      "ValidateStateMachineDefinition",
      { definition: JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass" } } }) },
      { result: "FAIL", diagnostics: [{ severity: "ERROR", location: "/States/P" }] },
    ),
    refused(call("ValidateStateMachineDefinition", { definition: PASS, severity: "INFO" }), "ValidationException"),
  ),
  one(
    "a state is tried alone",
    "API TestState",
    call(
      "TestState",
      { definition: JSON.stringify({ Type: "Pass", Result: { x: 1 }, Next: "B" }), roleArn: ROLE, input: "{}" },
      { status: "SUCCEEDED", output: '{"x":1}', nextState: "B" },
    ),
    refused(call("TestState", { definition: "{}", roleArn: ROLE }), "InvalidDefinition"),
  ),
];

const versions: Case[] = [
  one(
    "a version keeps a revision; publishing the same one again gives the same version",
    "Guide: State machine versions; API PublishStateMachineVersion",
    make(),
    call(
      "PublishStateMachineVersion",
      { ...M, description: "first" },
      { stateMachineVersionArn: `${FLOW.stateMachineArn}:1` },
      "v",
    ),
    call("PublishStateMachineVersion", M, { stateMachineVersionArn: `${FLOW.stateMachineArn}:1` }),
    call(
      "UpdateStateMachine",
      { ...M, definition: OTHER, publish: true },
      { stateMachineVersionArn: `${FLOW.stateMachineArn}:2` },
    ),
    call(
      "DescribeStateMachine",
      { stateMachineArn: `${FLOW.stateMachineArn}:1` },
      { definition: PASS, description: "first" },
    ),
    call("ListStateMachineVersions", M, {
      stateMachineVersions: [
        { stateMachineVersionArn: `${FLOW.stateMachineArn}:2` },
        { stateMachineVersionArn: `${FLOW.stateMachineArn}:1` },
      ],
    }),
  ),
  one(
    "a version is published only of the revision that was meant",
    "API PublishStateMachineVersion",
    make(),
    refused(call("PublishStateMachineVersion", { ...M, revisionId: "another" }), "ConflictException"),
    call("PublishStateMachineVersion", { ...M, revisionId: "INITIAL" }),
  ),
  one(
    "a machine may be published as it is made; a description needs that",
    "recorded test_create_publish",
    make(PASS, { publish: true, versionDescription: "v" }),
    call("DescribeStateMachine", { stateMachineArn: "$m.stateMachineVersionArn" }, { description: "v" }),
    refused(
      make(PASS, { name: "x", versionDescription: "v" }),
      "ValidationException",
      /only be set when publish is true/,
    ),
  ),
  one(
    "an execution through a version runs that version and says so",
    "Guide: State machine versions",
    make(PASS, { publish: true }),
    call("UpdateStateMachine", { ...M, definition: OTHER }),
    start({ stateMachineArn: `${FLOW.stateMachineArn}:1`, input: "7" }),
    wait(1),
    describe({ output: "7", stateMachineVersionArn: `${FLOW.stateMachineArn}:1` }),
    call("ListExecutions", { stateMachineArn: `${FLOW.stateMachineArn}:1` }, { executions: [{ name: "run" }] }),
    refused(start({ stateMachineArn: `${FLOW.stateMachineArn}:9` }), "StateMachineDoesNotExist"),
  ),
  one(
    "an alias points to versions and can be changed",
    "Guide: State machine aliases; API CreateStateMachineAlias",
    make(PASS, { publish: true }),
    call("UpdateStateMachine", { ...M, definition: OTHER, publish: true }),
    call(
      "CreateStateMachineAlias",
      { name: "PROD", routingConfiguration: [{ stateMachineVersionArn: `${FLOW.stateMachineArn}:1`, weight: 100 }] },
      { stateMachineAliasArn: `${FLOW.stateMachineArn}:PROD` },
      "a",
    ),
    start({ stateMachineArn: "$a.stateMachineAliasArn", input: "7" }),
    wait(1),
    describe({ output: "7", stateMachineAliasArn: `${FLOW.stateMachineArn}:PROD` }),
    call("UpdateStateMachineAlias", {
      stateMachineAliasArn: "$a.stateMachineAliasArn",
      routingConfiguration: [{ stateMachineVersionArn: `${FLOW.stateMachineArn}:2`, weight: 100 }],
    }),
    call(
      "DescribeStateMachineAlias",
      { stateMachineAliasArn: "$a.stateMachineAliasArn" },
      {
        name: "PROD",
        routingConfiguration: [{ stateMachineVersionArn: `${FLOW.stateMachineArn}:2`, weight: 100 }],
      },
    ),
    call("ListStateMachineAliases", M, { stateMachineAliases: [{ stateMachineAliasArn: "$a.stateMachineAliasArn" }] }),
    refused(
      call("DeleteStateMachineVersion", { stateMachineVersionArn: `${FLOW.stateMachineArn}:2` }),
      "ConflictException",
      /referenced by an alias.*\[PROD\]/,
    ),
    call("DeleteStateMachineAlias", { stateMachineAliasArn: "$a.stateMachineAliasArn" }),
    call("DeleteStateMachineVersion", { stateMachineVersionArn: `${FLOW.stateMachineArn}:2` }),
    refused(call("DescribeStateMachineAlias", { stateMachineAliasArn: "$a.stateMachineAliasArn" }), "ResourceNotFound"),
  ),
  one(
    "an alias's weights add up to 100, over one or two versions of one machine",
    "API CreateStateMachineAlias",
    make(PASS, { publish: true }),
    ...[
      [{ stateMachineVersionArn: `${FLOW.stateMachineArn}:1`, weight: 99 }],
      [
        { stateMachineVersionArn: `${FLOW.stateMachineArn}:1`, weight: 50 },
        { stateMachineVersionArn: `${FLOW.stateMachineArn}:1`, weight: 50 },
      ],
      [],
    ].map((routingConfiguration) =>
      refused(call("CreateStateMachineAlias", { name: "PROD", routingConfiguration }), "ValidationException"),
    ),
    refused(
      call("CreateStateMachineAlias", {
        name: "PROD",
        routingConfiguration: [{ stateMachineVersionArn: `${FLOW.stateMachineArn}:8`, weight: 100 }],
      }),
      "ResourceNotFound",
    ),
    refused(
      call("UpdateStateMachineAlias", { stateMachineAliasArn: `${FLOW.stateMachineArn}:NONE` }),
      "ResourceNotFound",
    ),
  ),
];

const executions: Case[] = [
  one(
    "an execution starts after the call and ends with an output",
    "API StartExecution, DescribeExecution",
    make(),
    start({ input: '{"a": 1}' }),
    describe({ status: "RUNNING", input: '{"a": 1}', inputDetails: { included: true } }),
    wait(1),
    describe({
      status: "SUCCEEDED",
      output: '{"a": 1}',
      name: "run",
      redriveCount: 0,
      redriveStatus: "NOT_REDRIVABLE",
    }),
  ),
  one(
    "starting the same again answers with the running one; with another input, or after its end, it is refused",
    "API StartExecution",
    make(WAIT),
    start({ input: "1" }, undefined, "first"),
    wait(5),
    start({ input: "1" }, { startDate: "$first.startDate" }),
    refused(start({ input: "2" }), "ExecutionAlreadyExists", `Execution Already Exists: '${RUN.executionArn}'`),
    wait(60),
    refused(start({ input: "1" }), "ExecutionAlreadyExists"),
  ),
  one(
    "a name is free again after 90 days",
    "Guide: Step Functions service quotas",
    make(),
    start(),
    wait(90 * 86_400 - 1),
    refused(start(), "ExecutionAlreadyExists"),
    wait(1),
    start(),
  ),
  one(
    "input is JSON of at most 256 KiB",
    "API StartExecution; recorded test_invalid_start_execution_input",
    make(),
    refused(start({ input: "{" }), "InvalidExecutionInput", /^Invalid State Machine Execution Input: '/),
    refused(start({ input: '""'.padEnd(262_145) }), "ValidationException", /less than or equal to 262144/),
    refused(start({ name: "a b" }), "InvalidName"),
  ),
  one(
    "a variable, and what one Assign sets, has at most 256 KiB",
    "Guide: Passing data between states with variables",
    ...[long(262_144), [long(100_000), long(100_000), long(100_000)]].flatMap((value, i) => [
      make(
        JSON.stringify({
          StartAt: "P",
          States: { P: { Type: "Pass", Assign: Array.isArray(value) ? { ...value } : { value }, End: true } },
        }).replace(/"(\d)":/g, '"v$1":'),
        { name: `flow${i}` },
        `m${i}`,
      ),
      call("StartExecution", { stateMachineArn: states(`stateMachine:flow${i}`), name: "run" }),
      wait(1),
      call(
        "DescribeExecution",
        { executionArn: states(`execution:flow${i}:run`) },
        { error: "States.DataLimitExceeded" },
      ),
    ]),
  ),
  one("a machine must be there", "API StartExecution", refused(start(), "StateMachineDoesNotExist")),
  one(
    "a failed execution has an error and a cause and can be redriven; one that succeeded can not",
    "API RedriveExecution",
    make(FAIL),
    start(),
    wait(1),
    describe({ status: "FAILED", error: "E", cause: "C", redriveStatus: "REDRIVABLE" }),
    call("RedriveExecution", RUN),
    wait(1),
    describe({ status: "FAILED", redriveCount: 1 }),
    call("UpdateStateMachine", { ...M, definition: PASS }),
    start({ name: "good" }),
    wait(1),
    refused(
      call("RedriveExecution", { executionArn: states("execution:flow:good") }),
      "ExecutionNotRedrivable",
      /SUCCEEDED/,
    ),
    refused(call("RedriveExecution", { executionArn: states("execution:flow:none") }), "ExecutionDoesNotExist"),
  ),
  one(
    "an execution can be redriven for 14 days",
    "Guide: Redriving executions",
    make(FAIL),
    start(),
    wait(14 * 86_400 + 1),
    refused(call("RedriveExecution", RUN), "ExecutionNotRedrivable", /period/),
  ),
  one(
    "stopping ends an execution with what is given; one that is over stays as it is",
    "API StopExecution; recorded test_stop_execution",
    make(WAIT),
    start(),
    wait(10),
    call("StopExecution", { ...RUN, error: "Enough", cause: "why" }, undefined, "s"),
    describe({ status: "ABORTED", error: "Enough", cause: "why", stopDate: "$s.stopDate" }),
    wait(10),
    call("StopExecution", RUN, { stopDate: "$s.stopDate" }),
    refused(call("StopExecution", { ...RUN, error: long(257) }), "ValidationException"),
    refused(call("StopExecution", { ...RUN, cause: long(32_769) }), "ValidationException"),
  ),
  ...[
    "DescribeExecution",
    "StopExecution",
    "GetExecutionHistory",
    "DescribeStateMachineForExecution",
    "ListMapRuns",
  ].map((operation) =>
    one(
      `${operation} wants an execution that is there`,
      `API ${operation}`,
      refused(
        call(operation, { executionArn: states("execution:flow:none") }),
        "ExecutionDoesNotExist",
        `Execution Does Not Exist: '${states("execution:flow:none")}'`,
      ),
      refused(call(operation, { executionArn: "none" }), "InvalidArn"),
      refused(
        call(operation, { executionArn: states("express:flow:run:1") }),
        "InvalidArn",
        "Invalid Arn: 'Resource type not valid in this context: express'",
      ),
    ),
  ),
  one(
    "executions are listed from the latest on, by status",
    "API ListExecutions",
    make(WAIT),
    start(),
    call("StopExecution", RUN),
    start({ name: "second" }),
    call("ListExecutions", FLOW, {
      executions: [
        { name: "second", status: "RUNNING" },
        { name: "run", status: "ABORTED" },
      ],
    }),
    call("ListExecutions", { ...FLOW, statusFilter: "ABORTED" }, { executions: [{ name: "run" }] }),
    call("ListExecutions", { ...FLOW, maxResults: 1 }, { executions: [{ name: "second" }] }),
    call("ListExecutions", { ...FLOW, maxResults: 1, nextToken: "$r.nextToken" }, { executions: [{ name: "run" }] }),
    call("ListExecutions", { ...FLOW, redriveFilter: "REDRIVEN" }, { executions: [] }),
    refused(call("ListExecutions", { ...FLOW, statusFilter: "LOST" }), "ValidationException"),
    refused(call("ListExecutions", {}), "ValidationException"),
    refused(call("ListExecutions", { stateMachineArn: states("stateMachine:none") }), "StateMachineDoesNotExist"),
  ),
  one(
    "a history tells each event with the one before it",
    "API GetExecutionHistory; recorded test_state_pass_result",
    make(ECHO),
    start({ input: '{"n": 1}' }),
    wait(1),
    call("GetExecutionHistory", RUN, {
      events: [
        {
          id: 1,
          previousEventId: 0,
          type: "ExecutionStarted",
          executionStartedEventDetails: { input: '{"n": 1}', roleArn: ROLE },
        },
        {
          id: 2,
          previousEventId: 0,
          type: "TaskStateEntered",
          stateEnteredEventDetails: { name: "T", input: '{"n": 1}' },
        },
        {
          id: 3,
          previousEventId: 2,
          type: "LambdaFunctionScheduled",
          lambdaFunctionScheduledEventDetails: {
            resource: fn("echo"),
            input: '{"n": 1}',
            inputDetails: { truncated: false },
          },
        },
        { id: 4, previousEventId: 3, type: "LambdaFunctionStarted" },
        { id: 5, type: "LambdaFunctionSucceeded", lambdaFunctionSucceededEventDetails: { output: '{"n":1}' } },
        { id: 6, type: "TaskStateExited", stateExitedEventDetails: { name: "T", output: '{"n":1}' } },
        { id: 7, type: "ExecutionSucceeded", executionSucceededEventDetails: { output: '{"n":1}' } },
      ],
    }),
  ),
  one(
    "a history comes in pages, backwards, and without data when asked",
    "API GetExecutionHistory",
    make(),
    start(),
    wait(1),
    call("GetExecutionHistory", { ...RUN, maxResults: 3 }, { events: [{ id: 1 }, { id: 2 }, { id: 3 }] }),
    call("GetExecutionHistory", { ...RUN, maxResults: 3, nextToken: "$r.nextToken" }, { events: [{ id: 4 }] }),
    call(
      "GetExecutionHistory",
      { ...RUN, reverseOrder: true, maxResults: 1 },
      { events: [{ type: "ExecutionSucceeded" }] },
    ),
    call(
      "GetExecutionHistory",
      { ...RUN, includeExecutionData: false },
      {
        events: [
          { executionStartedEventDetails: { roleArn: ROLE } },
          { stateEnteredEventDetails: { name: "P" } },
          {},
          {},
        ],
      },
    ),
    refused(call("GetExecutionHistory", { ...RUN, nextToken: "x" }), "InvalidToken"),
  ),
  one(
    "a user may do what a policy allows, and nothing else",
    "Guide: Creating granular permissions for non-admin users",
    make(),
    refused({ ...start(), by: "user/eve" } as Step, "AccessDeniedException", /states:StartExecution/),
  ),
];

const express: Case[] = [
  one(
    "an express execution answers with its end and with what it costs",
    "API StartSyncExecution",
    make(ECHO, { type: "EXPRESS" }),
    call(
      "StartSyncExecution",
      { ...FLOW, input: '{"n":1}', name: "now", traceHeader: "Root=1" },
      {
        status: "SUCCEEDED",
        output: '{"n":1}',
        name: "now",
        traceHeader: "Root=1",
        stateMachineArn: FLOW.stateMachineArn,
        billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
      },
    ),
    { ...call("StartSyncExecution", { ...FLOW, includedData: "METADATA_ONLY" }), without: ["output", "input"] } as Step,
  ),
  one(
    "an express execution that fails is an answer, not an error",
    "API StartSyncExecution",
    make(FAIL, { type: "EXPRESS" }),
    call("StartSyncExecution", FLOW, { status: "FAILED", error: "E", cause: "C" }),
  ),
  one(
    "an express machine has no callbacks, no .sync, no activities and no distributed Map",
    "Guide: Choosing workflow type in Step Functions",
    ...[ACTIVITY, MAP, CALLBACK].map((definition) =>
      refused(make(definition, { type: "EXPRESS" }), "InvalidDefinition"),
    ),
    call("ValidateStateMachineDefinition", { definition: MAP, type: "EXPRESS" }, { result: "FAIL" }),
    call("ValidateStateMachineDefinition", { definition: MAP, type: "STANDARD" }, { result: "OK" }),
  ),
  one(
    "a standard machine has no synchronous executions, an express one no list",
    "API StartSyncExecution, ListExecutions; recorded test_start_sync_execution",
    make(),
    refused(
      call("StartSyncExecution", FLOW),
      "StateMachineTypeNotSupported",
      "This operation is not supported by this type of state machine",
    ),
    make(PASS, { name: "fast", type: "EXPRESS" }),
    refused(call("ListExecutions", { stateMachineArn: states("stateMachine:fast") }), "StateMachineTypeNotSupported"),
    call("StartExecution", { stateMachineArn: states("stateMachine:fast") }),
  ),
];

const press: Step = call(
  "CreateActivity",
  { name: "press", tags: [{ key: "a", value: "1" }] },
  { activityArn: states("activity:press") },
  "a",
);
const A = { activityArn: states("activity:press") };

const activities: Case[] = [
  one(
    "activities are made once, described, listed, tagged and deleted",
    "API CreateActivity, DescribeActivity, ListActivities, DeleteActivity",
    press,
    call("CreateActivity", { name: "press" }, { creationDate: "$a.creationDate" }),
    call("DescribeActivity", A, { name: "press", ...A }),
    call("ListActivities", {}, { activities: [{ name: "press" }] }),
    call("ListTagsForResource", { resourceArn: A.activityArn }, { tags: [{ key: "a", value: "1" }] }),
    call("DeleteActivity", A),
    refused(call("DescribeActivity", A), "ActivityDoesNotExist", `Activity Does Not Exist: '${A.activityArn}'`),
    refused(call("GetActivityTask", A), "ActivityDoesNotExist"),
    refused(call("CreateActivity", { name: "a b" }), "InvalidName"),
    refused(call("DescribeActivity", { activityArn: "press" }), "InvalidArn"),
  ),
  one(
    "a worker gets a task, says that it lives, and answers it once",
    "API GetActivityTask, SendTaskHeartbeat, SendTaskSuccess",
    press,
    make(ACTIVITY),
    start({ input: '{"part":7}' }),
    wait(1),
    call("GetActivityTask", { ...A, workerName: "w" }, { input: '{"part":7}' }, "t"),
    wait(8),
    call("SendTaskHeartbeat", { taskToken: "$t.taskToken" }),
    wait(8),
    refused(call("SendTaskSuccess", { taskToken: "$t.taskToken", output: "{" }), "InvalidOutput"),
    call("SendTaskSuccess", { taskToken: "$t.taskToken", output: "42" }),
    wait(1),
    describe({ status: "SUCCEEDED", output: "42" }),
    refused(call("SendTaskSuccess", { taskToken: "$t.taskToken", output: "42" }), "TaskTimedOut"),
    refused(call("SendTaskHeartbeat", { taskToken: "$t.taskToken" }), "TaskTimedOut"),
  ),
  one(
    "a worker's failure is the task's",
    "API SendTaskFailure",
    press,
    make(ACTIVITY),
    start(),
    wait(1),
    call("GetActivityTask", A, undefined, "t"),
    refused(call("SendTaskFailure", { taskToken: "$t.taskToken", error: long(257) }), "ValidationException"),
    call("SendTaskFailure", { taskToken: "$t.taskToken", error: "Jam", cause: "paper" }),
    wait(1),
    describe({ status: "FAILED", error: "Jam", cause: "paper" }),
  ),
  one(
    "a task whose worker falls silent times out, and its token with it",
    "Guide: Activities; recorded test_heartbeat_timeout",
    press,
    make(ACTIVITY),
    start(),
    wait(1),
    call("GetActivityTask", A, undefined, "t"),
    wait(10),
    describe({ status: "FAILED", error: "States.Timeout" }),
    refused(call("SendTaskFailure", { taskToken: "$t.taskToken" }), "TaskTimedOut"),
  ),
  one("a poll without a task ends after a minute, without a token", "API GetActivityTask", press, {
    ...call("GetActivityTask", A),
    without: ["taskToken"],
  } as Step),
  one(
    "a token that no task had is refused, before the output is looked at",
    "recorded test_sfn_send_task_outcome_with_no_such_token",
    ...["SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"].map((operation) =>
      refused(
        call(operation, { taskToken: "nobody's", ...(operation === "SendTaskSuccess" && { output: "{" }) }),
        "InvalidToken",
        "Invalid Token: 'Invalid token'",
      ),
    ),
    refused(call("SendTaskHeartbeat", { taskToken: long(2_049) }), "ValidationException"),
  ),
];

const RUNS = { ...RUN };

const mapRuns: Case[] = [
  one(
    "the run of a distributed Map is looked at and changed while it goes on",
    "API DescribeMapRun, ListMapRuns, UpdateMapRun",
    make(MAP),
    start({ input: "[1,2,3]" }),
    wait(1),
    call("ListMapRuns", RUNS, { mapRuns: [RUN] }, "l"),
    call(
      "DescribeMapRun",
      { mapRunArn: "$l.mapRuns.0.mapRunArn" },
      {
        status: "RUNNING",
        maxConcurrency: 1,
        toleratedFailureCount: 1,
        itemCounts: { pending: 2, running: 1, total: 3 },
      },
    ),
    call("UpdateMapRun", { mapRunArn: "$l.mapRuns.0.mapRunArn", maxConcurrency: 3 }),
    wait(61),
    call(
      "DescribeMapRun",
      { mapRunArn: "$l.mapRuns.0.mapRunArn" },
      {
        status: "SUCCEEDED",
        executionCounts: { succeeded: 3, total: 3 },
      },
    ),
    call("ListExecutions", { mapRunArn: "$l.mapRuns.0.mapRunArn" }, { executions: [{}, {}, {}] }),
    describe({ output: "[1,2,3]" }),
    refused(call("UpdateMapRun", { mapRunArn: "$l.mapRuns.0.mapRunArn", maxConcurrency: 3 }), "ValidationException"),
  ),
  one(
    "a run must be there, and its numbers in bounds",
    "API UpdateMapRun",
    refused(call("DescribeMapRun", { mapRunArn: states("mapRun:flow/M:1") }), "ResourceNotFound"),
    refused(call("DescribeMapRun", { mapRunArn: "x" }), "InvalidArn"),
    refused(
      call("UpdateMapRun", { mapRunArn: states("mapRun:flow/M:1"), toleratedFailurePercentage: 101 }),
      "ValidationException",
    ),
    refused(
      call("UpdateMapRun", { mapRunArn: states("mapRun:flow/M:1"), maxConcurrency: 10_001 }),
      "ValidationException",
    ),
  ),
];

export const CASES: Case[] = [...machines, ...versions, ...executions, ...express, ...activities, ...mapRuns];
