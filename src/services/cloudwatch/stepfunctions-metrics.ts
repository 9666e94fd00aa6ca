/**
 * The metrics of machines: executions by how they ended, and how long they took; of Lambda functions, service integrations and
 * activities: what was scheduled and how it ended. Left out: throttling, API usage, express memory.
 * Source: Step Functions Developer Guide, "Monitoring Step Functions metrics using Amazon CloudWatch" (read 2026-11).
 */
import type { Dimension } from "./series";
import type { Collector, MetricStore } from "./store";

const ENDS = {
  ExecutionSucceeded: "ExecutionsSucceeded",
  ExecutionFailed: "ExecutionsFailed",
  ExecutionTimedOut: "ExecutionsTimedOut",
  ExecutionAborted: "ExecutionsAborted",
} as const;

const TASK_ENDS = { TaskSucceeded: "Succeeded", TaskFailed: "Failed", TaskTimedOut: "TimedOut" } as const;

interface Task {
  /** "LambdaFunction", "ServiceIntegration", "Activity" */
  readonly family: string;
  readonly dimensions: Dimension[];
}

export class StepFunctionsMetrics implements Collector {
  readonly readers: Collector["readers"];
  readonly #tasks = new Map<number, Task>();

  constructor(store: MetricStore) {
    const { trace } = store;
    const add = (dimensions: Dimension[], metric: string, atMs: number, value = 1, unit = "Count") =>
      store.add(store.of("AWS/States", metric, dimensions, unit), atMs, value);
    const machineOf = (row: number): Dimension[] => {
      // the machine's ARN is the beginning of its executions'
      const [, , service, region, account, , machine] = trace.string(trace.subjectOf(row)).split(":");
      const name = machine!.split("/")[0];
      return [{ Name: "StateMachineArn", Value: `arn:aws:${service}:${region}:${account}:stateMachine:${name}` }];
    };
    const taskOf = (row: number): Task => {
      const scheduled = trace.causeOf(row);
      let task = this.#tasks.get(scheduled);
      if (task === undefined) {
        task = readTask(trace.string(trace.textOf(scheduled)));
        this.#tasks.set(scheduled, task);
      }
      return task;
    };
    this.readers = {
      "stepfunctions.ExecutionStarted": (row, atMs) => add(machineOf(row), "ExecutionsStarted", atMs),
      "stepfunctions.ExecutionRedriven": (row, atMs) => add(machineOf(row), "ExecutionsRedriven", atMs),
      ...Object.fromEntries(
        Object.entries(ENDS).map(([kind, metric]) => [
          `stepfunctions.${kind}`,
          (row: number, atMs: number) => {
            add(machineOf(row), metric, atMs);
            add(machineOf(row), "ExecutionTime", atMs, trace.value(row), "Milliseconds");
          },
        ]),
      ),
      "stepfunctions.TaskScheduled": (row, atMs) => {
        const { family, dimensions } = readTask(trace.string(trace.textOf(row)));
        add(dimensions, `${plural(family)}Scheduled`, atMs);
      },
      ...Object.fromEntries(
        Object.entries(TASK_ENDS).map(([kind, how]) => [
          `stepfunctions.${kind}`,
          (row: number, atMs: number) => {
            const { family, dimensions } = taskOf(row);
            this.#tasks.delete(trace.causeOf(row));
            add(dimensions, `${plural(family)}${how}`, atMs);
            add(dimensions, `${family}Time`, atMs, trace.value(row), "Milliseconds");
          },
        ]),
      ),
    };
  }
}

function readTask(resource: string): Task {
  if (/:lambda:[^:]*:\d{12}:function:/.test(resource)) {
    return { family: "LambdaFunction", dimensions: [{ Name: "LambdaFunctionArn", Value: resource }] };
  }
  if (/:states:[^:]*:\d{12}:activity:/.test(resource)) {
    return { family: "Activity", dimensions: [{ Name: "ActivityArn", Value: resource }] };
  }
  return { family: "ServiceIntegration", dimensions: [{ Name: "ServiceIntegrationResourceArn", Value: resource }] };
}

function plural(family: string): string {
  return family === "Activity" ? "Activities" : `${family}s`;
}
