/**
 * Executions of small machines: here through the real client, histories and trace kept; and by aws-local-stepfunctions, which runs a
 * machine in process without an API, a clock or a trace.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { SFN } from "@aws-sdk/client-sfn";
import { Cloud } from "../sdk/cloud";

const PASS = { Type: "Pass", End: true };
const ITEMS = Array.from({ length: 10 }, (_, i) => i);
const INPUT = { n: 7, items: ITEMS };
const MAP = {
  Type: "Map",
  ItemsPath: "$.items",
  ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, StartAt: "Item", States: { Item: PASS } },
  End: true,
};
const choice = (next: string, otherwise: string) => ({
  Type: "Choice",
  Choices: [
    { Variable: "$.n", NumericGreaterThan: 10, Next: otherwise },
    { Variable: "$.n", NumericGreaterThan: 5, Next: next },
  ],
  Default: otherwise,
});

const MACHINES: Record<string, object> = {
  whole: {
    StartAt: "First",
    States: {
      First: { Type: "Pass", Next: "Which" },
      Which: choice("Each", "Nothing"),
      Each: MAP,
      Nothing: { Type: "Succeed" },
    },
  },
  pass: { StartAt: "P", States: { P: { ...PASS, Result: { a: 1 } } } },
  choice: { StartAt: "C", States: { C: choice("A", "B"), A: { Type: "Succeed" }, B: { Type: "Succeed" } } },
  map: { StartAt: "M", States: { M: MAP } },
  parallel: {
    StartAt: "P",
    States: {
      P: {
        Type: "Parallel",
        Branches: ITEMS.slice(0, 3).map((i) => ({ StartAt: `B${i}`, States: { [`B${i}`]: PASS } })),
        End: true,
      },
    },
  },
};

const WARM_UP = 0.2; // of the executions that are timed

/** Measures of this side, by the name of the machine. */
export function simulatedExecutions(machine: string) {
  return async (count: number): Promise<() => Promise<object>> => {
    const cloud = new Cloud({ seed: 1, quotas: "relaxed" });
    const sfn = cloud.client(SFN);
    const roleArn = "arn:aws:iam::123456789012:role/bench";
    const definition = JSON.stringify(MACHINES[machine]);
    const { stateMachineArn } = await sfn.createStateMachine({ name: machine, definition, roleArn });
    const input = JSON.stringify(INPUT);
    const work = async (times: number) => {
      for (let i = 0; i < times; i++) await sfn.startExecution({ stateMachineArn, input });
      await cloud.run();
    };
    await work(Math.ceil(count * WARM_UP));
    return async () => {
      await work(count);
      const { executions } = await sfn.listExecutions({ stateMachineArn, statusFilter: "SUCCEEDED", maxResults: 1 });
      if (executions?.length !== 1) throw new Error(`${machine}: no execution has succeeded`);
      return { facts: cloud.trace.length };
    };
  };
}

/** What is used of the other's interface. */
interface Other {
  StateMachine: new (definition: object) => { run(input: unknown): { result: Promise<unknown> } };
}

/** Measures of the other side. @param folder where it is installed */
export function otherExecutions(machine: string, folder: string) {
  return async (count: number): Promise<() => Promise<void>> => {
    const { StateMachine } = createRequire(join(folder, "from-here.js"))("aws-local-stepfunctions") as Other;
    const other = new StateMachine(MACHINES[machine]!);
    const work = async (times: number) => {
      for (let i = 0; i < times; i++) await other.run(INPUT).result;
    };
    await work(Math.ceil(count * WARM_UP));
    return () => work(count);
  };
}
