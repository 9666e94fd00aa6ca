/** A cloud with the clients of Step Functions and its neighbours, and short ways to run a machine and to look at what happened. */
import { SFN } from "@aws-sdk/client-sfn";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud } from "../../../../src/sdk/cloud";
import type { CloudOptions } from "../../../../src/sdk/options";

export const ACCOUNT = "123456789012";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/states`;
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;

export type Bench = ReturnType<typeof makeBench>;

export function makeBench(options: CloudOptions = {}) {
  const cloud = new Cloud(options);
  const sfn = cloud.client(SFN);
  const sqs = cloud.client(SQS);
  let machines = 0;
  const bench = {
    cloud,
    sfn,
    sqs,
    /** Makes a machine; returns its ARN. */
    async machine(definition: object, type: "STANDARD" | "EXPRESS" = "STANDARD", name = `m${++machines}`) {
      const text = JSON.stringify(definition);
      return (await sfn.createStateMachine({ name, definition: text, roleArn: ROLE, type })).stateMachineArn!;
    },
    /** Starts an execution of a machine or definition; returns its ARN. */
    async start(machine: string | object, input: unknown = {}): Promise<string> {
      const stateMachineArn = typeof machine === "string" ? machine : await bench.machine(machine);
      return (await sfn.startExecution({ stateMachineArn, input: JSON.stringify(input) })).executionArn!;
    },
    /** Starts an execution, lets the clock run, and says how it is. */
    async run(machine: string | object, input: unknown = {}) {
      const executionArn = await bench.start(machine, input);
      await cloud.run();
      return bench.look(executionArn);
    },
    async look(executionArn: string) {
      const { status, output, error, cause, stopDate, startDate } = await sfn.describeExecution({ executionArn });
      return {
        executionArn,
        status,
        ms: stopDate === undefined ? undefined : stopDate.getTime() - startDate!.getTime(),
        ...(output !== undefined && { output: JSON.parse(output) }),
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      };
    },
    /** Types of the events of an execution. */
    async history(executionArn: string): Promise<string[]> {
      return (await bench.events(executionArn)).map(({ type }) => type!);
    },
    async events(executionArn: string) {
      const found = [];
      let nextToken: string | undefined;
      do {
        const page = await sfn.getExecutionHistory({ executionArn, maxResults: 1_000, nextToken });
        found.push(...page.events!);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return found;
    },
    /** Facts of Step Functions in short: "12.5 s StateEntered Charge". */
    facts(...kinds: string[]): string[] {
      return [...cloud.trace.events({ kinds: kinds.map((kind) => `stepfunctions.${kind}`) })].map(
        ({ at, kind, text }) => `${at / 1_000} s ${kind.slice(14)}${text && ` ${text}`}`,
      );
    },
  };
  return bench;
}
