/**
 * What SWF meters: executions started; activity tasks, signals, timers and markers; days that an execution is open beyond its
 * first, or kept after its end. Decision tasks are not billed: AWS's own example counts a workflow's three tasks, and no decision.
 */
import type { Trace } from "../../sim";
import type { MeteredName } from "./prices";

interface Meter {
  meter(name: MeteredName, units: number): void;
}

const METERED: Readonly<Record<string, MeteredName>> = {
  WorkflowExecutionStarted: "swf.starts",
  ActivityTaskScheduled: "swf.tasks",
  LambdaFunctionScheduled: "swf.tasks",
  WorkflowExecutionSignaled: "swf.tasks",
  TimerStarted: "swf.tasks",
  MarkerRecorded: "swf.tasks",
  OpenDay: "swf.days",
  RetainedDay: "swf.days",
};

/** Looks at the rows of a trace, in order. */
export function swfMeter(trace: Trace): (row: number, usageAt: (row: number) => Meter) => void {
  const kinds = new Map<number, MeteredName>();
  for (const [kind, name] of Object.entries(METERED)) {
    const id = trace.find(`swf.${kind}`);
    if (id !== undefined) kinds.set(id, name);
  }
  return (row, usageAt) => {
    const name = kinds.get(trace.kindOf(row));
    if (name !== undefined) usageAt(row).meter(name, 1);
  };
}
