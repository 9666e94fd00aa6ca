/**
 * What Lambda meters: invocations, and GB-seconds of the memory that a function has. Time is rounded up to whole milliseconds,
 * at least one; starting an environment counts. Left out: more than 512 MB of storage, the cheaper arm64.
 */
import type { Trace } from "../../sim";
import type { MeteredName } from "./prices";

/** What is metered is added here. */
interface Meter {
  meter(name: MeteredName, units: number): void;
}

const MB_PER_GB = 1_024;
const SECOND = 1_000; // ms

/** Looks at the rows of a trace, in order. */
export function lambdaMeter(trace: Trace): (row: number, usageAt: (row: number) => Meter) => void {
  const kind = (name: string) => trace.find(`lambda.${name}`);
  const [invoked, cold] = [kind("Invoked"), kind("ColdStart")];
  const settings = [kind("FunctionCreated"), kind("FunctionUpdated")];
  const ends = [kind("Succeeded"), kind("Failed"), kind("TimedOut")];
  if (invoked === undefined) return () => undefined;
  const megabytes = new Map<number, number>();
  return (row, usageAt) => {
    const now = trace.kindOf(row);
    const fn = trace.resourceOf(row);
    if (now === invoked) usageAt(row).meter("lambda.requests", 1);
    else if (settings.includes(now)) megabytes.set(fn, trace.value(row));
    else if (now === cold || ends.includes(now)) {
      const ms = Math.max(now === cold ? 0 : 1, Math.ceil(trace.value(row)));
      usageAt(row).meter("lambda.compute", ((megabytes.get(fn) ?? 0) / MB_PER_GB) * (ms / SECOND));
    }
  };
}
