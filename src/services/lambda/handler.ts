/** What a handler is, and what it sees of its invocation. */
import type { Duration, Random } from "../../sim";

/** As Lambda's Node.js runtime gives it. */
export interface LambdaContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  /** MB, as text: "128". */
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  /** Virtual ms until the function is timed out. */
  getRemainingTimeInMillis(): number;
}

// biome-ignore lint/suspicious/noExplicitAny: a handler knows the shape of its event
export type Handler = (event: any, context: LambdaContext) => unknown;

/** How long a handler works before it looks at its event: always the same, or drawn anew each time. */
// biome-ignore lint/suspicious/noExplicitAny: a handler knows the shape of its event
export type HandlerDuration = Duration | ((event: any, random: Random) => Duration);

export interface FunctionOptions {
  /** 1 to 900 whole seconds. Default 3 s. */
  timeout?: Duration;
  /** MB, 128 to 10,240. Default 128. */
  memorySize?: number;
  /** Invocations at once that are this function's own, and no more. Default: it shares the account's. */
  reservedConcurrency?: number;
  /** What starting an environment takes, 0 to 10 s: always the same, or between two bounds. Default 100 to 500 ms. */
  coldStart?: Duration | { least: Duration; most: Duration };
  /** Virtual time that the work takes; a `slow` fault makes it longer. Default 0: what the handler awaits, and no more. */
  duration?: HandlerDuration;
  /** Environment variables, as GetFunctionConfiguration shows them. */
  environment?: Record<string, string>;
  /** ARN of the execution role. */
  role?: string;
  description?: string;
}
