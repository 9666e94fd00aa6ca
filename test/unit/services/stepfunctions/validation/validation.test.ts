import { describe, expect, it } from "vitest";
import { validateDefinition } from "../../../../../src/services/stepfunctions/validation";

const END = { Type: "Succeed" };

function errors(definition: unknown, type?: "STANDARD" | "EXPRESS"): string[] {
  const text = typeof definition === "string" ? definition : JSON.stringify(definition);
  return validateDefinition(text, type)
    .diagnostics.filter(({ severity }) => severity === "ERROR")
    .map(({ code, message, location }) => `${code}: ${message}${location === undefined ? "" : ` at ${location}`}`);
}

/** A machine of one state under test, S, and an end. */
const machine = (state: object, more: object = {}) => ({ StartAt: "S", States: { S: { ...state }, E: END }, ...more });
const pass = (fields: object) => machine({ Type: "Pass", Next: "E", ...fields });
const task = (fields: object) => machine({ Type: "Task", Resource: LAMBDA, Next: "E", ...fields });
const wait = (fields: object) => machine({ Type: "Wait", Next: "E", ...fields });
const choice = (rule: object) => machine({ Type: "Choice", Choices: [{ Next: "E", ...rule }] });
const map = (fields: object) =>
  machine({
    Type: "Map",
    Next: "E",
    ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } },
    ...fields,
  });
const jsonata = { QueryLanguage: "JSONata" };
const LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f";

describe("validateDefinition", () => {
  it("gives the machine when all is well", () => {
    const { machine: found, diagnostics } = validateDefinition(JSON.stringify(pass({})));
    expect(diagnostics).toEqual([]);
    expect(found?.StartAt).toBe("S");
  });

  it.each([
    ["no text", "", "MISSING_DESCRIPTION: The definition is empty"],
    ["no JSON", "{", /^INVALID_JSON_DESCRIPTION: /],
    ["no object", "[]", "SCHEMA_VALIDATION_FAILED: Expected value of type Object, but was Array at /"],
    ["no StartAt", { States: { E: END } }, "SCHEMA_VALIDATION_FAILED: Field 'StartAt' is required at /"],
    ["no States", { StartAt: "E" }, "SCHEMA_VALIDATION_FAILED: States must be an object with at least one state at /"],
    ["an unknown field", machine(END, { Foo: 1 }), "SCHEMA_VALIDATION_FAILED: Field 'Foo' is not supported at /"],
    ["no type", machine({}), "SCHEMA_VALIDATION_FAILED: Field 'Type' is required at /States/S"],
    ["an unknown type", machine({ Type: "Loop" }), /not one of the allowed values.*Loop.* at \/States\/S\/Type$/],
    [
      "a field of another type of state",
      pass({ Catch: [] }),
      "SCHEMA_VALIDATION_FAILED: Field 'Catch' is not supported at /States/S",
    ],
    [
      "neither Next nor End",
      machine({ Type: "Pass" }),
      "SCHEMA_VALIDATION_FAILED: One of the fields 'Next' and 'End' is required at /States/S",
    ],
    ["Next and End", pass({ End: true }), /not both at \/States\/S$/],
    [
      "an InputPath that is no path",
      pass({ InputPath: "order" }),
      /not a valid JSONPath: "order" at \/States\/S\/InputPath$/,
    ],
    ["a ResultPath that names several places", pass({ ResultPath: "$.a[*]" }), /not a Reference Path.*ResultPath$/],
    [
      "a marked field that is no path",
      pass({ Parameters: { "a.$": "x" } }),
      "SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/S/Parameters",
    ],
    ["a function that is none", pass({ Parameters: { "a.$": "States.Nope($.x)" } }), /field 'a\.\$' must be/],
    [
      "no Resource",
      machine({ Type: "Task", Next: "E" }),
      "SCHEMA_VALIDATION_FAILED: Field 'Resource' is required at /States/S",
    ],
    [
      "a Resource that is no ARN",
      task({ Resource: "f" }),
      "SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/S/Resource",
    ],
    [
      "an integration that is none",
      task({ Resource: "arn:aws:states:::sqs:sendMail" }),
      /^INVALID_RESOURCE: .*sendMail.* at \/States\/S\/Resource$/,
    ],
    ["a pattern that it lacks", task({ Resource: "arn:aws:states:::sqs:sendMessage.sync" }), /^INVALID_RESOURCE: /],
    [
      "a timeout of 0",
      task({ TimeoutSeconds: 0 }),
      /integer between 1 and 99999999, but was 0 at \/States\/S\/TimeoutSeconds$/,
    ],
    [
      "a heartbeat as long as the timeout",
      task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      /must be smaller than TimeoutSeconds/,
    ],
    [
      "States.ALL among others",
      task({ Retry: [{ ErrorEquals: ["States.ALL", "X"] }] }),
      /must appear alone in ErrorEquals at \/States\/S\/Retry\[0\]\/ErrorEquals$/,
    ],
    [
      "States.ALL before others",
      task({
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "E" },
          { ErrorEquals: ["X"], Next: "E" },
        ],
      }),
      /must be in the last.*Catch\[0\]/,
    ],
    [
      "no errors to match",
      task({ Retry: [{ ErrorEquals: [] }] }),
      /non-empty array of strings at \/States\/S\/Retry\[0\]\/ErrorEquals$/,
    ],
    ["a backoff below 1", task({ Retry: [{ ErrorEquals: ["X"], BackoffRate: 0.5 }] }), /BackoffRate$/],
    [
      "a longest delay shorter than the first",
      task({ Retry: [{ ErrorEquals: ["X"], IntervalSeconds: 9, MaxDelaySeconds: 9 }] }),
      /MaxDelaySeconds \(9\) must be greater than IntervalSeconds \(9\)/,
    ],
    ["an unknown jitter", task({ Retry: [{ ErrorEquals: ["X"], JitterStrategy: "SOME" }] }), /JitterStrategy$/],
    ["no time to wait", wait({}), /exactly one of the fields .*but has 0 at \/States\/S$/],
    ["two times to wait", wait({ Seconds: 1, SecondsPath: "$.s" }), /but has 2/],
    ["a negative wait", wait({ Seconds: -1 }), /Seconds$/],
    ["a timestamp that is none", wait({ Timestamp: "tomorrow" }), /ISO-8601.*Timestamp$/],
    [
      "no choices",
      machine({ Type: "Choice", Choices: [] }),
      /Choices must be a non-empty array at \/States\/S\/Choices$/,
    ],
    ["a rule without comparison", choice({ Variable: "$.a" }), /exactly one comparison operator, but has 0/],
    [
      "a rule with two comparisons",
      choice({ Variable: "$.a", StringEquals: "x", NumericEquals: 1 }),
      /has 2: \[StringEquals, NumericEquals\]/,
    ],
    [
      "an operand of the wrong type",
      choice({ Variable: "$.a", NumericEquals: "1" }),
      "SCHEMA_VALIDATION_FAILED: Expected value of type Number at /States/S/Choices[0]/NumericEquals",
    ],
    [
      "a rule without variable",
      choice({ StringEquals: "x" }),
      /Field 'Variable' is required at \/States\/S\/Choices\[0\]$/,
    ],
    [
      "Next inside And",
      choice({ And: [{ Variable: "$.a", IsNull: true, Next: "E" }] }),
      /Field 'Next' is not supported at \/States\/S\/Choices\[0\]\/And\[0\]$/,
    ],
    [
      "a Fail with both forms",
      machine({ Type: "Fail", Error: "x", ErrorPath: "$.e" }),
      /either 'Error' or 'ErrorPath'/,
    ],
    ["a Map without processor", machine({ Type: "Map", Next: "E" }), /Field 'ItemProcessor' is required/],
    [
      "an ItemReader of an inline Map",
      map({ ItemReader: { Resource: "arn:aws:states:::s3:getObject" } }),
      /'ItemReader' is only supported when the Mode/,
    ],
    [
      "a distributed Map without execution type",
      machine({
        Type: "Map",
        Next: "E",
        ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED" }, StartAt: "P", States: { P: END } },
      }),
      /Field 'ExecutionType' is required at \/States\/S\/ItemProcessor\/ProcessorConfig$/,
    ],
    [
      "a language of a processor's own",
      map({ ItemProcessor: { ...jsonata, StartAt: "P", States: { P: END } } }),
      "SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/S/ItemProcessor",
    ],
    [
      "a name used twice",
      map({ ItemProcessor: { StartAt: "S", States: { S: END } } }),
      /^DUPLICATE_STATE_NAME: .* at \/States\/S\/ItemProcessor\/States\/S$/,
    ],
    [
      "a name that is too long",
      { StartAt: "x".repeat(81), States: { ["x".repeat(81)]: END } },
      /^INVALID_STATE_NAME: .*80.*81/,
    ],
    [
      "JSONata's field in JSONPath",
      pass({ Output: 1 }),
      "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/S",
    ],
    [
      "JSONPath's field in JSONata",
      pass({ ...jsonata, ResultPath: "$" }),
      "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'ResultPath' is only supported for the 'JSONPath' QueryLanguage at /States/S",
    ],
    [
      "JSONPath under JSONata",
      machine({ ...END, QueryLanguage: "JSONPath" }, jsonata),
      /'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at \/States\/S$/,
    ],
    [
      "an expression with a mistake",
      pass({ ...jsonata, Output: { v: "{% 1 + %}" } }),
      "INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/S/Output/v",
    ],
    [
      "a bare name in an expression",
      pass({ ...jsonata, Output: { v: "{% phone %}" } }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/S/Output/v",
    ],
    [
      "a condition that is none",
      machine({ ...jsonata, Type: "Choice", Choices: [{ Condition: 1, Next: "E" }] }),
      /Condition must be/,
    ],
  ])("refuses %s", (_what, definition, expected) => {
    const found = errors(definition);
    expect(found[0]).toMatch(expected instanceof RegExp ? expected : new RegExp(`^${literally(expected)}$`));
  });

  it("wants every target to be there and every state to be reached", () => {
    const states = { S: { Type: "Pass", Next: "NOPE" }, E: END };
    expect(errors({ StartAt: "S", States: states })).toEqual([
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/S/Next",
      'MISSING_TRANSITION_TARGET: State "E" is not reachable. at /States/E',
    ]);
    expect(errors({ StartAt: "X", States: { E: END } })[0]).toBe(
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /StartAt",
    );
    expect(errors(task({ Catch: [{ ErrorEquals: ["X"], Next: "NOPE" }] }))[0]).toMatch(
      /NOPE at \/States\/S\/Catch\[0\]\/Next$/,
    );
  });

  it("wants an end, and says nothing of unreached states without one", () => {
    const loop = { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } };
    expect(errors({ StartAt: "A", States: { ...loop, C: { Type: "Pass", Next: "A" } } })).toEqual([
      "MISSING_END_STATE: Workflow has no terminal state",
    ]);
    expect(errors({ StartAt: "A", States: { ...loop, C: END } })).toEqual([
      'MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C',
    ]);
  });

  it("names the place inside branches", () => {
    const branches = [{ StartAt: "P", States: { P: { Type: "Wait", End: true } } }];
    expect(errors(machine({ Type: "Parallel", Branches: branches, Next: "E" }))[0]).toMatch(
      /at \/States\/S\/Branches\[0\]\/States\/P$/,
    );
  });

  it("refuses what express machines lack", () => {
    const callback = task({ Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken" });
    expect(errors(callback)).toEqual([]);
    expect(errors(callback, "EXPRESS")).toEqual([
      "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken' service integration at /States/S/Resource",
    ]);
    const activity = task({ Resource: "arn:aws:states:us-east-1:123456789012:activity:a" });
    expect(errors(activity, "EXPRESS")[0]).toMatch(/does not support Activity ARN/);
  });

  it("warns of paths that are none, and takes the definition", () => {
    const { diagnostics, machine: found } = validateDefinition(JSON.stringify(pass({ Parameters: { a: "$.b" } })));
    expect(diagnostics).toMatchObject([{ severity: "WARNING", code: "NO_DOLLAR", location: "/States/S/Parameters" }]);
    expect(found).toBeDefined();
  });

  it("takes names inside paths, predicates and functions", () => {
    const good = [
      "$states.input.a[b = 1].c",
      "$map($states.input.list, function($v){ $v.name })",
      "$x ~> $sum",
      "{'a': $x.b}",
    ];
    for (const expression of good) expect(errors(pass({ ...jsonata, Output: `{% ${expression} %}` }))).toEqual([]);
  });
});

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
