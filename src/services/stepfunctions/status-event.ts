/** "Step Functions Execution Status Change", as EventBridge gets it. Source: Developer Guide, "Automating Step Functions event delivery with EventBridge" (read 2026-11). */
import type { Execution } from "./execution";

const INCLUDED = { included: true };

export function statusDetail(execution: Execution): Record<string, unknown> {
  const { start, sf, status, startedMs, stoppedMs, output, failure, redrives } = execution;
  const epoch = (ms: number) => sf.sim.start + ms;
  const hasOutput = status === "SUCCEEDED";
  return {
    executionArn: start.arn,
    stateMachineArn: start.machine.arn,
    name: start.name,
    status,
    startDate: epoch(startedMs),
    stopDate: stoppedMs === undefined ? null : epoch(stoppedMs),
    input: start.inputText,
    inputDetails: INCLUDED,
    output: hasOutput ? JSON.stringify(output) : null,
    outputDetails: hasOutput ? INCLUDED : null,
    error: failure?.error ?? null,
    cause: failure?.cause ?? null,
    stateMachineVersionArn: start.versionArn ?? null,
    stateMachineAliasArn: start.aliasArn ?? null,
    redriveCount: redrives,
  };
}
