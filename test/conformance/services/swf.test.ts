/** One table, two doors: SWF itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-swf";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { evaluatorOf, type Identities } from "../../../src/services/iam";
import { createLambda, type Handler } from "../../../src/services/lambda";
import { createSwf, SWF_OPERATIONS } from "../../../src/services/swf";
import type { Simulation } from "../../../src/sim";
import { ACCOUNT, emptyWorld, ROOT } from "../../unit/services/world";
import type { Door } from "./case";
import { describeCases, describeTable, send } from "./suite";
import { BARE, DECIDERS, DOMAIN, MACHINES, OLD, ORDER, PAY } from "./swf/steps";
import { CASES, GAPS } from "./swf.cases";

type Call = (operation: string, input: object) => unknown;

function prepare(
  sim: Simulation,
  register: (name: string, handler: Handler) => unknown,
  identities: Identities,
  call: Call,
): void {
  register("echo", (event) => event);
  register("fail", () => {
    throw new Error("boom");
  });
  register("slow", () => sim.sleep({ seconds: 2 }));
  identities.putUserPolicy("ana", {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: ["swf:PollFor*", "swf:Respond*"], Resource: "*" },
  });
  call("RegisterDomain", { name: DOMAIN, workflowExecutionRetentionPeriodInDays: "7" });
  const domain = DOMAIN;
  call("RegisterWorkflowType", {
    domain,
    ...ORDER,
    defaultTaskList: DECIDERS,
    defaultTaskStartToCloseTimeout: "30",
    defaultExecutionStartToCloseTimeout: "600",
    defaultChildPolicy: "TERMINATE",
  });
  call("RegisterActivityType", {
    domain,
    ...PAY,
    defaultTaskList: MACHINES,
    defaultTaskScheduleToStartTimeout: "60",
    defaultTaskScheduleToCloseTimeout: "120",
    defaultTaskStartToCloseTimeout: "60",
    defaultTaskHeartbeatTimeout: "30",
  });
  for (const type of [BARE, OLD]) {
    call("RegisterWorkflowType", { domain, ...type });
    call("RegisterActivityType", { domain, ...type });
  }
  call("DeprecateWorkflowType", { domain, workflowType: OLD });
  call("DeprecateActivityType", { domain, activityType: OLD });
}

/** The last events of a history, each with its attributes: no operation of AWS. */
async function tail(door: Door, { domain, execution, most }: { domain: string; execution: object; most: number }) {
  const input = { domain, execution, reverseOrder: true, maximumPageSize: most };
  const { events } = (await door.call("GetWorkflowExecutionHistory", input, {})) as { events: object[] };
  const flat = (event: Record<string, unknown>) => ({
    eventType: event.eventType,
    eventId: event.eventId,
    ...(Object.values(event).at(-1) as object),
  });
  return { events: events.map((event) => flat(event as Record<string, unknown>)).reverse() };
}

function withTail(door: Door): Door {
  return {
    wait: door.wait,
    call: (operation, input, options) =>
      operation === "history.tail"
        ? tail(door, input as Parameters<typeof tail>[1])
        : door.call(operation, input, options),
  };
}

function direct(): Door {
  const world = emptyWorld();
  const { sim, services } = world;
  const lambda = createLambda(world);
  const swf = createSwf(world);
  services.set("lambda", lambda).set("swf", swf);
  prepare(sim, lambda.register, evaluatorOf(world).identities, (operation, input) => swf.call(operation, input, ROOT));
  return withTail({
    async call(operation, input, { as = "root" }) {
      const principal = `arn:aws:iam::${ACCOUNT}:${as}`;
      return structuredClone(await swf.call(operation, input, { ...ROOT, principal }));
    },
    wait: (ms) => sim.run({ for: ms }),
  });
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  const call: Call = (operation, input) => cloud.call("swf", operation, input, ROOT);
  prepare(cloud, cloud.lambda.bind(cloud), cloud.iam, call);
  return withTail({
    call(operation, input, { as = "root" }) {
      return send(client, cloud.client(client.SWFClient, { as }), operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  });
}

describeCases("SWF", CASES, { direct, throughSdk });

describeTable("SWF", {
  commands: client,
  simulated: SWF_OPERATIONS,
  cases: CASES,
  gaps: GAPS,
  direct,
});

/** Words of the client's model that no row can have. */
const ABSENT: Record<string, string> = {
  LAMBDA_SERVICE_NOT_AVAILABLE_IN_REGION: "Lambda is in every region here",
  OPEN_WORKFLOWS_LIMIT_EXCEEDED: "after 100,000 starts: test/unit/services/swf/limits.long.test.ts",
};

describe("the table of SWF against the client's model", () => {
  const values = (name: string) =>
    Object.values((client as unknown as Record<string, object>)[name] as object) as string[];
  const steps = CASES.flatMap(({ steps }) => steps);
  const text = JSON.stringify(steps);

  it.each(Object.keys(client).filter((name) => name.endsWith("FailedCause")))("each %s has a row", (name) => {
    // A cause may belong to several decisions: the row must name the event that fails with it.
    const event = name.replace(/Cause$/, "");
    const rows = JSON.stringify(steps.filter((step) => JSON.stringify(step).includes(`"eventType":"${event}"`)));
    expect(values(name).filter((cause) => !(cause in ABSENT) && !rows.includes(`"cause":"${cause}"`))).toEqual([]);
  });

  it.each(["DecisionType", "EventType", "CloseStatus", "ChildPolicy"])("each %s has a row", (name) => {
    expect(values(name).filter((value) => !text.includes(`"${value}"`))).toEqual([]);
  });

  it.each([
    "ActivityTaskTimeoutType",
    "DecisionTaskTimeoutType",
    "WorkflowExecutionTimeoutType",
    "LambdaFunctionTimeoutType",
  ])("each %s has a row", (name) => {
    const event = name.replace(/TimeoutType$/, "TimedOut");
    const rows = JSON.stringify(steps.filter((step) => JSON.stringify(step).includes(`"eventType":"${event}"`)));
    expect(values(name).filter((value) => !rows.includes(`"timeoutType":"${value}"`))).toEqual([]);
  });

  it("each fault of the model has a row", () => {
    const faults = Object.keys(client).filter((name) => name.endsWith("Fault"));
    expect(faults.length).toBeGreaterThan(10);
    const rows = new Set(steps.map((step) => ("do" in step ? step.error : undefined)));
    expect(faults.filter((fault) => !rows.has(fault))).toEqual([]);
  });
});
