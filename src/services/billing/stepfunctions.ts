/**
 * What Step Functions meters. Standard: state transitions, one each time a state is entered and one each time it is retried.
 * Express: requests, and GB-seconds of the execution's memory, of which we take the least there is, 64 MB; time is rounded up to
 * 100 ms. The executions of a distributed Map are metered like others.
 */
import type { Trace } from "../../sim";
import type { MeteredName } from "./prices";

interface Meter {
  meter(name: MeteredName, units: number): void;
}

const GB_PER_EXECUTION = 64 / 1_024;
const STEP_MS = 100;
const SECOND = 1_000; // ms

/** Looks at the rows of a trace, in order. */
export function stepFunctionsMeter(trace: Trace): (row: number, usageAt: (row: number) => Meter) => void {
  const kind = (name: string) => trace.find(`stepfunctions.${name}`);
  const started = kind("ExecutionStarted");
  if (started === undefined) return () => undefined;
  const express = trace.find("EXPRESS");
  const steps = [kind("StateEntered"), kind("Retried")];
  const ends = ["Succeeded", "Failed", "TimedOut", "Aborted"].map((how) => kind(`Execution${how}`));
  const expressRuns = new Set<number>();
  return (row, usageAt) => {
    const now = trace.kindOf(row);
    const run = trace.subjectOf(row);
    if (now === started) {
      if (trace.textOf(row) !== express) return;
      expressRuns.add(run);
      usageAt(row).meter("stepfunctions.requests", 1);
    } else if (steps.includes(now)) {
      if (!expressRuns.has(run)) usageAt(row).meter("stepfunctions.transitions", 1);
    } else if (ends.includes(now) && expressRuns.has(run)) {
      const ms = Math.max(1, Math.ceil(trace.value(row) / STEP_MS)) * STEP_MS;
      usageAt(row).meter("stepfunctions.compute", GB_PER_EXECUTION * (ms / SECOND));
    }
  };
}
