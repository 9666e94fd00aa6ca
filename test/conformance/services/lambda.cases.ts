/**
 * What Lambda must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/lambda/latest/api/API_X.html. "Guide: T": the page with that title of the Developer Guide.
 * "recorded X": answered by the real AWS to a test of that name (LocalStack's snapshots, Apache-2.0). "reported X": an error
 * text that users have quoted.
 * Functions that are there from the start: echo (returns its event), fail (throws Error "boom"), slow (works for 10 s, times out
 * after 3); a payload is JSON text on both sides. The queue "orders" is there, too, and its FIFO twin "orders.fifo".
 */
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "Lambda";

export const GAPS: Gaps = {
  "versions and aliases": [
    "PublishVersion",
    "ListVersionsByFunction",
    "CreateAlias",
    "DeleteAlias",
    "GetAlias",
    "ListAliases",
    "UpdateAlias",
  ],
  "provisioned concurrency, scaling and recursion settings": [
    "DeleteProvisionedConcurrencyConfig",
    "GetFunctionRecursionConfig",
    "GetFunctionScalingConfig",
    "GetProvisionedConcurrencyConfig",
    "ListProvisionedConcurrencyConfigs",
    "PutFunctionRecursionConfig",
    "PutFunctionScalingConfig",
    "PutProvisionedConcurrencyConfig",
  ],
  layers: [
    "AddLayerVersionPermission",
    "DeleteLayerVersion",
    "GetLayerVersion",
    "GetLayerVersionByArn",
    "GetLayerVersionPolicy",
    "ListLayers",
    "ListLayerVersions",
    "PublishLayerVersion",
    "RemoveLayerVersionPermission",
  ],
  "function URLs and streamed answers": [
    "CreateFunctionUrlConfig",
    "DeleteFunctionUrlConfig",
    "GetFunctionUrlConfig",
    "InvokeWithResponseStream",
    "ListFunctionUrlConfigs",
    "UpdateFunctionUrlConfig",
  ],
  "code signing and runtime management": [
    "CreateCodeSigningConfig",
    "DeleteCodeSigningConfig",
    "DeleteFunctionCodeSigningConfig",
    "GetCodeSigningConfig",
    "GetFunctionCodeSigningConfig",
    "GetRuntimeManagementConfig",
    "ListCodeSigningConfigs",
    "ListFunctionsByCodeSigningConfig",
    "PutFunctionCodeSigningConfig",
    "PutRuntimeManagementConfig",
    "UpdateCodeSigningConfig",
  ],
  "durable executions": [
    "CheckpointDurableExecution",
    "GetDurableExecution",
    "GetDurableExecutionHistory",
    "GetDurableExecutionState",
    "ListDurableExecutionsByFunction",
    "SendDurableExecutionCallbackFailure",
    "SendDurableExecutionCallbackHeartbeat",
    "SendDurableExecutionCallbackSuccess",
    "StopDurableExecution",
  ],
  "capacity providers": [
    "CreateCapacityProvider",
    "DeleteCapacityProvider",
    "GetCapacityProvider",
    "ListCapacityProviders",
    "ListFunctionVersionsByCapacityProvider",
    "UpdateCapacityProvider",
  ],
  "whole resource policies (statements are: AddPermission)": [
    "DeleteResourcePolicy",
    "GetResourcePolicy",
    "PutResourcePolicy",
  ],
};

const ACCOUNT = "123456789012";
const fn = (name: string): string => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
const queue = (name: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
const ZIP = Buffer.from("PK");

const create = (FunctionName: string, more: Record<string, unknown> = {}): Step => ({
  do: "CreateFunction",
  with: { FunctionName, Role: ROLE, Runtime: "nodejs22.x", Handler: "index.handler", Code: { ZipFile: ZIP }, ...more },
  as: "f",
});
const call = (operation: string, input: Record<string, unknown>, answer?: unknown, as = "r"): Step => ({
  do: operation,
  with: input,
  as,
  ...(answer !== undefined && { answer }),
});
const refused = (step: Step, error: string, message?: string | RegExp): Step => ({ ...step, error, message }) as Step;
const echo = (operation: string, more: Record<string, unknown> = {}, answer?: unknown): Step =>
  call(operation, { FunctionName: "echo", ...more }, answer);
const map = (more: Record<string, unknown> = {}, answer?: unknown): Step =>
  call("CreateEventSourceMapping", { FunctionName: "echo", EventSourceArn: queue("orders"), ...more }, answer, "m");
const M = { UUID: "$m.UUID" };
const missing = (name: string): string => `Function not found: ${fn(name)}`;
const one = (name: string, source: string, ...steps: Step[]): Case => ({ name, source, steps });

const functions: Case[] = [
  one(
    "a new function has the documented defaults, and is Pending until the next look",
    "recorded test_function_lifecycle",
    {
      ...create("f"),
      answer: {
        FunctionName: "f",
        FunctionArn: fn("f"),
        Timeout: 3,
        MemorySize: 128,
        Version: "$LATEST",
        State: "Pending",
        StateReasonCode: "Creating",
        Architectures: ["x86_64"],
        EphemeralStorage: { Size: 512 },
        PackageType: "Zip",
        TracingConfig: { Mode: "PassThrough" },
        SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
        LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/f" },
      },
    } as Step,
    call("GetFunction", { FunctionName: "f" }, { Configuration: { State: "Active", LastUpdateStatus: "Successful" } }),
  ),
  one(
    "a name that exists is a conflict",
    "recorded test_create_function (TestLambdaFunction)",
    create("f"),
    refused(create("f"), "ResourceConflictException", "Function already exist: f"),
  ),
  ...(
    [
      [
        { Timeout: 0 },
        "Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1",
      ],
      [
        { Timeout: 901 },
        "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
      ],
      [
        { MemorySize: 127 },
        "'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
      ],
      [
        { MemorySize: 10_241 },
        "'memorySize' failed to satisfy constraint: Member must have value less than or equal to 10240",
      ],
      [{ EphemeralStorage: { Size: 511 } }, "'ephemeralStorage.size' failed to satisfy constraint"],
      [
        { Role: "worker" },
        "Value 'worker' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern",
      ],
      [
        { Description: "x".repeat(257) },
        "'description' failed to satisfy constraint: Member must have length less than or equal to 256",
      ],
      [{ Architectures: ["mips"] }, "Member must satisfy enum value set: [x86_64, arm64]"],
      [{ FunctionName: "no spaces" }, "Value 'no spaces' at 'functionName' failed to satisfy constraint"],
      [{ FunctionName: "x".repeat(65) }, "at 'functionName' failed to satisfy constraint"],
    ] as const
  ).map(([more, message], i) =>
    one(
      `${JSON.stringify(more).slice(0, 40)} breaks a constraint, and no function is made (${i})`,
      "API CreateFunction",
      refused(create("f", more), "ValidationException", message),
      call(
        "ListFunctions",
        {},
        { Functions: [{ FunctionName: "echo" }, { FunctionName: "fail" }, { FunctionName: "slow" }] },
      ),
    ),
  ),
  ...(
    [
      [{ Runtime: "cobol85" }, "Value cobol85 at 'runtime' failed to satisfy constraint"],
      [{ Code: {} }, "Please provide a source for function code."],
      [{ Code: { ZipFile: Buffer.alloc(0) } }, "Could not unzip uploaded file"],
      [{ Runtime: undefined }, "Runtime is mandatory for functions created with deployment packages."],
      [{ Handler: undefined }, "Handler is mandatory for functions created with deployment packages."],
      [{ Environment: { Variables: { AWS_REGION: "x" } } }, "Reserved keys used in this request: AWS_REGION"],
      [{ Environment: { Variables: { BIG: "x".repeat(4_096) } } }, "exceeded the 4KB limit"],
      [{ DeadLetterConfig: { TargetArn: "orders" } }, "is not the ARN of an SQS queue or an SNS topic"],
      [
        { Tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, "v"])) },
        "Number of tags exceeds resource tag limit",
      ],
    ] as const
  ).map(([more, message], i) =>
    one(
      `a function with ${JSON.stringify(more).slice(0, 50)} is refused (${i})`,
      "API CreateFunction",
      refused(create("f", more), "InvalidParameterValueException", message),
    ),
  ),
  one(
    "settings are updated, and the revision changes",
    "recorded test_function_lifecycle",
    echo("GetFunctionConfiguration", {}),
    echo(
      "UpdateFunctionConfiguration",
      { Description: "new", Timeout: 10, MemorySize: 512, RevisionId: "$r.RevisionId" },
      { Description: "new", Timeout: 10, MemorySize: 512, LastUpdateStatus: "InProgress" },
    ),
    echo("GetFunctionConfiguration", {}, { Timeout: 10, LastUpdateStatus: "Successful" }),
    refused(
      echo("UpdateFunctionConfiguration", { Timeout: 11, RevisionId: "of-another-time" }),
      "PreconditionFailedException",
      "The Revision Id provided does not match the latest Revision Id.",
    ),
    echo("GetFunctionConfiguration", {}, { Timeout: 10 }),
  ),
  one(
    "a bad setting among good ones changes nothing",
    "API UpdateFunctionConfiguration",
    refused(echo("UpdateFunctionConfiguration", { MemorySize: 512, Timeout: 901 }), "ValidationException"),
    echo("GetFunctionConfiguration", {}, { MemorySize: 128, Timeout: 3 }),
  ),
  one(
    "an empty dead-letter target takes it away",
    "API UpdateFunctionConfiguration",
    echo("UpdateFunctionConfiguration", { DeadLetterConfig: { TargetArn: queue("orders") } }),
    echo("GetFunctionConfiguration", {}, { DeadLetterConfig: { TargetArn: queue("orders") } }),
    echo("UpdateFunctionConfiguration", { DeadLetterConfig: { TargetArn: "" } }),
    { ...echo("GetFunctionConfiguration"), without: ["DeadLetterConfig"] } as Step,
  ),
  one(
    "code is updated: size and hash change",
    "recorded test_function_lifecycle",
    echo("UpdateFunctionCode", { ZipFile: Buffer.from("PK2"), DryRun: true }, { LastUpdateStatus: "Successful" }),
    echo("UpdateFunctionCode", { ZipFile: Buffer.from("PK2") }, { CodeSize: 3, LastUpdateStatus: "InProgress" }),
    refused(echo("UpdateFunctionCode"), "InvalidParameterValueException", "Please provide a source for function code."),
  ),
  ...(["GetFunction", "GetFunctionConfiguration", "DeleteFunction", "Invoke", "GetPolicy"] as const).map((operation) =>
    one(
      `${operation} of a function that is not there`,
      "recorded test_get_function_wrong_arn, test_function_lifecycle",
      refused(call(operation, { FunctionName: "nobody" }), "ResourceNotFoundException", missing("nobody")),
    ),
  ),
  one(
    "names may be whole ARNs, parts of them, and end in $LATEST; other versions are not there",
    "API GetFunction",
    call("GetFunctionConfiguration", { FunctionName: fn("echo") }, { FunctionName: "echo" }),
    call("GetFunctionConfiguration", { FunctionName: `${ACCOUNT}:function:echo` }, { FunctionName: "echo" }),
    call("GetFunctionConfiguration", { FunctionName: "echo:$LATEST" }, { FunctionName: "echo" }),
    call("GetFunctionConfiguration", { FunctionName: "echo", Qualifier: "$LATEST" }, { FunctionName: "echo" }),
    refused(
      call("GetFunctionConfiguration", { FunctionName: "echo", Qualifier: "7" }),
      "ResourceNotFoundException",
      `${missing("echo")}:7`,
    ),
    refused(
      call("GetFunctionConfiguration", { FunctionName: fn("echo").replace("us-east-1", "eu-west-1") }),
      "ResourceNotFoundException",
    ),
  ),
  one(
    "a deleted function is gone",
    "recorded test_function_lifecycle",
    echo("DeleteFunction"),
    refused(echo("DeleteFunction"), "ResourceNotFoundException", missing("echo")),
  ),
  one(
    "functions are listed in pages",
    "API ListFunctions",
    call("ListFunctions", { MaxItems: 2 }, { Functions: [{ FunctionName: "echo" }, { FunctionName: "fail" }] }, "p"),
    {
      ...call("ListFunctions", { Marker: "$p.NextMarker" }, { Functions: [{ FunctionName: "slow" }] }),
      without: ["NextMarker"],
    } as Step,
    refused(call("ListFunctions", { MaxItems: 0 }), "ValidationException"),
    refused(call("ListFunctions", { Marker: "here" }), "InvalidParameterValueException", "Invalid marker: here"),
    refused(call("ListFunctions", { Marker: "!!" }), "InvalidParameterValueException", "Invalid marker: !!"),
  ),
  one(
    "tags are written, merged, taken off",
    "API TagResource",
    call("TagResource", { Resource: fn("echo"), Tags: { team: "a", env: "x" } }),
    call("UntagResource", { Resource: fn("echo"), TagKeys: ["env"] }),
    call("ListTags", { Resource: fn("echo") }, { Tags: { team: "a" } }),
    echo("GetFunction", {}, { Tags: { team: "a" } }),
    refused(call("TagResource", { Resource: fn("echo"), Tags: {} }), "InvalidParameterValueException"),
    refused(call("ListTags", { Resource: fn("nobody") }), "ResourceNotFoundException"),
  ),
];

const invocations: Case[] = [
  one(
    "the answer is what the handler returns",
    "API Invoke",
    echo(
      "Invoke",
      { Payload: '{"a":[1,null]}' },
      { StatusCode: 200, ExecutedVersion: "$LATEST", Payload: '{"a":[1,null]}' },
    ),
    { ...echo("Invoke", {}, { Payload: "{}" }), without: ["FunctionError", "LogResult"] } as Step,
  ),
  one(
    "an error of the handler is FunctionError, with status 200",
    "Guide: AWS Lambda function errors in Node.js",
    call(
      "Invoke",
      { FunctionName: "fail" },
      {
        StatusCode: 200,
        FunctionError: "Unhandled",
        Payload: '{"errorType":"Error","errorMessage":"boom","trace":["Error: boom"]}',
      },
    ),
  ),
  one(
    "a handler that takes too long is timed out",
    "Guide: Configure Lambda function timeout",
    call("Invoke", { FunctionName: "slow" }, { FunctionError: "Unhandled" }),
    { ...call("Invoke", { FunctionName: "slow" }), answer: { StatusCode: 200 } } as Step,
  ),
  one(
    "the log comes with LogType Tail",
    "API Invoke",
    call("Invoke", { FunctionName: "echo", LogType: "Tail" }, { LogResult: "START RequestId" }),
  ),
  one(
    "an event is accepted with 202, a dry run with 204",
    "API Invoke",
    echo("Invoke", { InvocationType: "Event" }, { StatusCode: 202 }),
    echo("Invoke", { InvocationType: "DryRun" }, { StatusCode: 204 }),
    echo("InvokeAsync", { InvokeArgs: "{}" }, { Status: 202 }),
  ),
  one(
    "a payload that is no JSON is refused",
    "reported InvalidRequestContentException",
    refused(
      echo("Invoke", { Payload: "not json" }),
      "InvalidRequestContentException",
      "Could not parse request body into json: Could not parse payload into json: ",
    ),
  ),
  one(
    "a payload may have 6 MB, an event 1 MB",
    "Guide: Lambda quotas",
    echo("Invoke", { Payload: JSON.stringify("x".repeat(6_291_454)) }),
    refused(
      echo("Invoke", { Payload: JSON.stringify("x".repeat(6_291_455)) }),
      "RequestTooLargeException",
      "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
    ),
    refused(
      echo("Invoke", { InvocationType: "Event", Payload: JSON.stringify("x".repeat(1_048_575)) }),
      "RequestTooLargeException",
      "Request must be smaller than 1048576 bytes for the InvokeFunction operation",
    ),
  ),
  one(
    "an unknown invocation type is refused",
    "API Invoke",
    refused(echo("Invoke", { InvocationType: "Later" }), "ValidationException", "[Event, RequestResponse, DryRun]"),
  ),
  one(
    "another account's user may not invoke it until the policy says so",
    "Guide: Working with resource-based IAM policies in Lambda",
    refused({ ...echo("Invoke"), by: "user/ana" } as Step, "AccessDeniedException"),
    echo("AddPermission", {
      StatementId: "ana",
      Action: "lambda:InvokeFunction",
      Principal: `arn:aws:iam::${ACCOUNT}:user/ana`,
    }),
    { ...echo("Invoke", {}, { StatusCode: 200 }), by: "user/ana" } as Step,
    refused({ ...echo("DeleteFunction"), by: "user/ana" } as Step, "AccessDeniedException"),
  ),
];

const settings: Case[] = [
  one(
    "a reservation is kept, shown and taken away",
    "recorded test_function_concurrency",
    { ...echo("GetFunctionConcurrency"), without: ["ReservedConcurrentExecutions"] } as Step,
    echo("PutFunctionConcurrency", { ReservedConcurrentExecutions: 100 }, { ReservedConcurrentExecutions: 100 }),
    echo("GetFunctionConcurrency", {}, { ReservedConcurrentExecutions: 100 }),
    echo("GetFunction", {}, { Concurrency: { ReservedConcurrentExecutions: 100 } }),
    call(
      "GetAccountSettings",
      {},
      { AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 900 } },
    ),
    echo("DeleteFunctionConcurrency"),
    { ...echo("GetFunctionConcurrency"), without: ["ReservedConcurrentExecutions"] } as Step,
  ),
  one(
    "a reservation leaves 100 for the others, and a refused one changes nothing",
    "recorded test_function_concurrency_limits",
    echo("PutFunctionConcurrency", { ReservedConcurrentExecutions: 900 }),
    refused(
      echo("PutFunctionConcurrency", { ReservedConcurrentExecutions: 901 }),
      "InvalidParameterValueException",
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    ),
    echo("GetFunctionConcurrency", {}, { ReservedConcurrentExecutions: 900 }),
    refused(echo("PutFunctionConcurrency", { ReservedConcurrentExecutions: -1 }), "ValidationException"),
  ),
  one(
    "a reservation of 0 throttles every call",
    "Guide: Configuring reserved concurrency for a function",
    echo("PutFunctionConcurrency", { ReservedConcurrentExecutions: 0 }),
    refused(echo("Invoke"), "TooManyRequestsException", "Rate Exceeded."),
  ),
  one(
    "asynchronous invocation is configured, changed, listed, deleted",
    "recorded test_lambda_eventinvokeconfig_lifecycle",
    echo(
      "PutFunctionEventInvokeConfig",
      { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 120 },
      {
        FunctionArn: `${fn("echo")}:$LATEST`,
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnSuccess: {}, OnFailure: {} },
      },
    ),
    echo(
      "UpdateFunctionEventInvokeConfig",
      { MaximumRetryAttempts: 1 },
      { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 120 },
    ),
    {
      ...echo("PutFunctionEventInvokeConfig", { MaximumRetryAttempts: 0 }),
      without: ["MaximumEventAgeInSeconds"],
    } as Step,
    echo("GetFunctionEventInvokeConfig", {}, { MaximumRetryAttempts: 0 }),
    echo("ListFunctionEventInvokeConfigs", {}, { FunctionEventInvokeConfigs: [{ MaximumRetryAttempts: 0 }] }),
    echo("DeleteFunctionEventInvokeConfig"),
    refused(
      echo("GetFunctionEventInvokeConfig"),
      "ResourceNotFoundException",
      `The function ${fn("echo")}:$LATEST doesn't have an EventInvokeConfig`,
    ),
    refused(echo("UpdateFunctionEventInvokeConfig", { MaximumRetryAttempts: 1 }), "ResourceNotFoundException"),
    refused(echo("DeleteFunctionEventInvokeConfig"), "ResourceNotFoundException"),
  ),
  ...(
    [
      [{}, "InvalidParameterValueException", "You must specify at least one of error handling or destination setting."],
      [{ MaximumRetryAttempts: 3 }, "ValidationException", "'maximumRetryAttempts' failed to satisfy constraint"],
      [
        { MaximumEventAgeInSeconds: 59 },
        "ValidationException",
        "'maximumEventAgeInSeconds' failed to satisfy constraint",
      ],
      [{ MaximumEventAgeInSeconds: 21_601 }, "ValidationException", "less than or equal to 21600"],
      [
        { DestinationConfig: { OnFailure: { Destination: fn("echo") } } },
        "InvalidParameterValueException",
        "You can't specify the function as a destination for itself.",
      ],
      [
        { DestinationConfig: { OnFailure: { Destination: "arn:aws:iam::123456789012:user/x" } } },
        "InvalidParameterValueException",
        "The destination ARN arn:aws:iam::123456789012:user/x is invalid.",
      ],
      [
        { DestinationConfig: { OnFailure: { Destination: queue("orders.fifo") } } },
        "InvalidParameterValueException",
        "FIFO queues and topics are not supported",
      ],
      [
        { DestinationConfig: { OnSuccess: { Destination: fn("nobody") } } },
        "ResourceNotFoundException",
        missing("nobody"),
      ],
    ] as const
  ).map(([more, error, message], i) =>
    one(
      `asynchronous invocation with ${JSON.stringify(more).slice(0, 60)} is refused (${i})`,
      "recorded test_lambda_eventinvokeconfig_exceptions",
      refused(echo("PutFunctionEventInvokeConfig", more), error, message),
      refused(echo("GetFunctionEventInvokeConfig"), "ResourceNotFoundException"),
    ),
  ),
  one(
    "permissions become statements of the policy",
    "recorded test_add_lambda_permission_aws",
    refused(echo("GetPolicy"), "ResourceNotFoundException", "The resource you requested does not exist."),
    echo("AddPermission", {
      StatementId: "topic",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
      SourceArn: "arn:aws:sns:us-east-1:123456789012:t",
    }),
    echo(
      "GetPolicy",
      {},
      {
        Policy: JSON.stringify({
          Version: "2012-10-17",
          Id: "default",
          Statement: [
            {
              Sid: "topic",
              Effect: "Allow",
              Principal: { Service: "sns.amazonaws.com" },
              Action: "lambda:InvokeFunction",
              Resource: fn("echo"),
              Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:sns:us-east-1:123456789012:t" } },
            },
          ],
        }),
      },
    ),
    refused(
      echo("AddPermission", { StatementId: "topic", Action: "lambda:InvokeFunction", Principal: "*" }),
      "ResourceConflictException",
      "The statement id (topic) provided already exists.",
    ),
    refused(
      echo("RemovePermission", { StatementId: "other" }),
      "ResourceNotFoundException",
      "Statement other is not found in resource policy.",
    ),
    echo("RemovePermission", { StatementId: "topic", RevisionId: "$r.RevisionId" }),
    refused(
      echo("RemovePermission", { StatementId: "topic" }),
      "ResourceNotFoundException",
      `No policy is found for: ${fn("echo")}`,
    ),
  ),
  ...(
    [
      [{ StatementId: "a b" }, "ValidationException", "'statementId'"],
      [{ Action: "sqs:SendMessage" }, "ValidationException", "'action'"],
      [{ Principal: "nobody" }, "InvalidParameterValueException", "The provided principal was invalid."],
      [{ RevisionId: "old" }, "PreconditionFailedException", "The Revision Id provided does not match"],
      [
        { SourceArn: `arn:aws:sns:us-east-1:${ACCOUNT}:${"t".repeat(20_480)}` },
        "PolicyLengthExceededException",
        "20480",
      ],
    ] as const
  ).map(([more, error, message]) =>
    one(
      `a permission with ${JSON.stringify(more).slice(0, 40)} is refused`,
      "recorded test_lambda_permission_fn_versioning, test_add_lambda_permission_fields",
      refused(
        echo("AddPermission", { StatementId: "s", Action: "lambda:InvokeFunction", Principal: "*", ...more }),
        error,
        message,
      ),
      refused(echo("GetPolicy"), "ResourceNotFoundException"),
    ),
  ),
];

const mappings: Case[] = [
  one(
    "a mapping has the documented defaults, and is Creating until the next look",
    "recorded test_failing_lambda_retries_after_visibility_timeout",
    map(
      {},
      {
        BatchSize: 10,
        MaximumBatchingWindowInSeconds: 0,
        EventSourceArn: queue("orders"),
        FunctionArn: fn("echo"),
        FunctionResponseTypes: [],
        State: "Creating",
        StateTransitionReason: "USER_INITIATED",
      },
    ),
    call("GetEventSourceMapping", M, { State: "Enabled" }),
  ),
  one(
    "a mapping is changed, listed, deleted",
    "API UpdateEventSourceMapping",
    map({ Enabled: false, BatchSize: 5, FunctionResponseTypes: ["ReportBatchItemFailures"] }),
    call("GetEventSourceMapping", M, { State: "Disabled", FunctionResponseTypes: ["ReportBatchItemFailures"] }),
    call(
      "UpdateEventSourceMapping",
      {
        ...M,
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 5,
        FunctionName: "fail",
        ScalingConfig: { MaximumConcurrency: 2 },
      },
      { State: "Updating", BatchSize: 100, FunctionArn: fn("fail"), ScalingConfig: { MaximumConcurrency: 2 } },
    ),
    {
      ...call("UpdateEventSourceMapping", {
        ...M,
        ScalingConfig: {},
        FilterCriteria: { Filters: [{ Pattern: '{"body":["x"]}' }] },
      }),
      answer: { FilterCriteria: { Filters: [{ Pattern: '{"body":["x"]}' }] } },
      without: ["ScalingConfig"],
    } as Step,
    call("ListEventSourceMappings", { FunctionName: "fail" }, { EventSourceMappings: [{ UUID: "$m.UUID" }] }),
    call("ListEventSourceMappings", { FunctionName: "echo" }, { EventSourceMappings: [] }),
    call(
      "ListEventSourceMappings",
      { EventSourceArn: queue("orders") },
      { EventSourceMappings: [{ UUID: "$m.UUID" }] },
    ),
    call("DeleteEventSourceMapping", M, { State: "Deleting" }),
    refused(
      call("GetEventSourceMapping", M),
      "ResourceNotFoundException",
      "The resource you requested does not exist.",
    ),
    refused(call("UpdateEventSourceMapping", M), "ResourceNotFoundException"),
    refused(call("DeleteEventSourceMapping", M), "ResourceNotFoundException"),
  ),
  one(
    "the same queue and function cannot be mapped twice",
    "reported ResourceConflictException",
    map(),
    refused(
      map(),
      "ResourceConflictException",
      `An event source mapping with SQS arn (" ${queue("orders")} ") and function (" echo ") already exists.`,
    ),
  ),
  ...(
    [
      [{ BatchSize: 0 }, "ValidationException", "'batchSize' failed to satisfy constraint"],
      [{ BatchSize: 10_001 }, "ValidationException", "less than or equal to 10000"],
      [{ MaximumBatchingWindowInSeconds: 301 }, "ValidationException", "less than or equal to 300"],
      [{ ScalingConfig: { MaximumConcurrency: 1 } }, "ValidationException", "greater than or equal to 2"],
      [{ ScalingConfig: { MaximumConcurrency: 1_001 } }, "ValidationException", "less than or equal to 1000"],
      [{ FunctionResponseTypes: ["All"] }, "ValidationException", "enum value set: [ReportBatchItemFailures]"],
      [
        { BatchSize: 11 },
        "InvalidParameterValueException",
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
      ],
      [
        { EventSourceArn: queue("orders.fifo"), MaximumBatchingWindowInSeconds: 1 },
        "InvalidParameterValueException",
        "Batching window is not supported for FIFO queues",
      ],
      [
        { StartingPosition: "LATEST" },
        "InvalidParameterValueException",
        "StartingPosition isn't supported for this event source type",
      ],
      [
        { MaximumRetryAttempts: 1 },
        "InvalidParameterValueException",
        "MaximumRetryAttempts isn't supported for this event source type",
      ],
      [
        { FilterCriteria: { Filters: [{ Pattern: '{"body":"x"}' }] } },
        "InvalidParameterValueException",
        "Invalid filter pattern definition.",
      ],
      [
        { FilterCriteria: { Filters: Array.from({ length: 6 }, () => ({ Pattern: '{"body":["x"]}' })) } },
        "InvalidParameterValueException",
        "at most 5 filters",
      ],
      [{ FunctionName: "nobody" }, "InvalidParameterValueException", "Function does not exist"],
      [{ EventSourceArn: undefined }, "InvalidParameterValueException", "Unrecognized event source."],
      [{ EventSourceArn: "orders" }, "ValidationException", "'eventSourceArn' failed to satisfy constraint"],
      [
        { EventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/s" },
        "InvalidParameterValueException",
        "Unrecognized event source",
      ],
      [
        { EventSourceArn: queue("nowhere") },
        "InvalidParameterValueException",
        "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue.",
      ],
    ] as const
  ).map(([more, error, message], i) =>
    one(
      `a mapping with ${JSON.stringify(more).slice(0, 70)} is refused (${i})`,
      "API CreateEventSourceMapping; Guide: Using Lambda with Amazon SQS; reported",
      refused(map(more), error, message),
      call("ListEventSourceMappings", {}, { EventSourceMappings: [] }),
    ),
  ),
  one(
    "the queue must hide messages for at least as long as the function may take",
    "reported InvalidParameterValueException",
    echo("UpdateFunctionConfiguration", { Timeout: 60 }),
    refused(
      map(),
      "InvalidParameterValueException",
      "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
    ),
  ),
];

/** The table "items" that every row begins with, made at 2026-01-05T00:00:00Z. */
const STREAM = "arn:aws:dynamodb:us-east-1:123456789012:table/items/stream/2026-01-05T00:00:00.000";
const follow = (more: Record<string, unknown> = {}, answer?: unknown): Step =>
  map({ EventSourceArn: STREAM, StartingPosition: "LATEST", ...more }, answer);

const streams: Case[] = [
  one(
    "a mapping of a stream has the documented defaults",
    "API CreateEventSourceMapping; recorded test_dynamodb_event_source_mapping",
    follow(
      {},
      {
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 0,
        EventSourceArn: STREAM,
        FunctionArn: fn("echo"),
        StartingPosition: "LATEST",
        ParallelizationFactor: 1,
        TumblingWindowInSeconds: 0,
        BisectBatchOnFunctionError: false,
        MaximumRetryAttempts: -1,
        MaximumRecordAgeInSeconds: -1,
        DestinationConfig: { OnFailure: {} },
        FunctionResponseTypes: [],
        State: "Creating",
      },
    ),
    call("GetEventSourceMapping", M, { State: "Enabled", StartingPosition: "LATEST" }),
  ),
  one(
    "a mapping of a stream is changed, listed, deleted",
    "API UpdateEventSourceMapping",
    follow({ StartingPosition: "TRIM_HORIZON", Enabled: false }),
    call(
      "UpdateEventSourceMapping",
      {
        ...M,
        BatchSize: 10_000,
        MaximumRetryAttempts: 3,
        MaximumRecordAgeInSeconds: 60,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        DestinationConfig: { OnFailure: { Destination: queue("orders") } },
        Enabled: true,
      },
      {
        State: "Updating",
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 10_000,
        MaximumRetryAttempts: 3,
        MaximumRecordAgeInSeconds: 60,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        DestinationConfig: { OnFailure: { Destination: queue("orders") } },
      },
    ),
    call("ListEventSourceMappings", { EventSourceArn: STREAM }, { EventSourceMappings: [{ UUID: "$m.UUID" }] }),
    call("DeleteEventSourceMapping", M, { State: "Deleting" }),
    call("ListEventSourceMappings", {}, { EventSourceMappings: [] }),
  ),
  one(
    "the same stream and function cannot be mapped twice",
    "recorded test_duplicate_event_source_mappings",
    follow(),
    refused(
      follow(),
      "ResourceConflictException",
      `The event source arn (" ${STREAM} ") and function (" echo ") provided mapping already exists.`,
    ),
  ),
  ...(
    [
      [{ StartingPosition: undefined }, "ValidationException", "Value null at 'startingPosition'"],
      [
        { StartingPosition: "AT_TIMESTAMP" },
        "InvalidParameterValueException",
        `Unsupported starting position for arn type: ${STREAM}`,
      ],
      [{ StartingPosition: "NOW" }, "ValidationException", "enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]"],
      [
        { EventSourceArn: STREAM.replace("2026", "2027") },
        "InvalidParameterValueException",
        `Stream not found: ${STREAM.replace("2026", "2027")}`,
      ],
      [{ BatchSize: 10_001 }, "ValidationException", "less than or equal to 10000"],
      [{ MaximumBatchingWindowInSeconds: 301 }, "ValidationException", "less than or equal to 300"],
      [{ MaximumRetryAttempts: -2 }, "ValidationException", "greater than or equal to -1"],
      [{ MaximumRetryAttempts: 10_001 }, "ValidationException", "less than or equal to 10000"],
      [{ MaximumRecordAgeInSeconds: 59 }, "ValidationException", "greater than or equal to 60"],
      [{ MaximumRecordAgeInSeconds: 604_801 }, "ValidationException", "less than or equal to 604800"],
      [
        { ScalingConfig: { MaximumConcurrency: 2 } },
        "InvalidParameterValueException",
        "ScalingConfig isn't supported for this event source type",
      ],
      [{ ParallelizationFactor: 2 }, "InvalidParameterValueException", "ParallelizationFactor of 1 only, not 2"],
      [{ TumblingWindowInSeconds: 10 }, "InvalidParameterValueException", "no TumblingWindowInSeconds"],
      [
        { DestinationConfig: { OnFailure: { Destination: fn("echo") } } },
        "InvalidParameterValueException",
        "DestinationConfig.OnFailure.Destination must be the ARN of a queue or a topic",
      ],
      [
        { FilterCriteria: { Filters: [{ Pattern: '{"eventName":"x"}' }] } },
        "InvalidParameterValueException",
        "Invalid filter pattern definition.",
      ],
    ] as const
  ).map(([more, error, message], i) =>
    one(
      `a mapping of a stream with ${JSON.stringify(more).slice(0, 70)} is refused (${i})`,
      "API CreateEventSourceMapping; recorded test_dynamodb_invalid_event_filter and its neighbours; ours",
      refused(follow(more), error, message),
      call("ListEventSourceMappings", {}, { EventSourceMappings: [] }),
    ),
  ),
];

export const CASES: Case[] = [...functions, ...invocations, ...settings, ...mappings, ...streams];
