/**
 * How many invocations run at once: the account's limit, of which a reservation takes a part for one function alone.
 * Besides, each unit of concurrency allows ten requests a second, so that a reservation of 1 admits 10 invocations a second
 * however short they are.
 * Left out: provisioned concurrency, and the pace at which a function's environments are added (1,000 each 10 s).
 * Source: Developer Guide, "Understanding Lambda function scaling" and "Configuring reserved concurrency" (read 2026-11).
 */
import type { Caller } from "../service";
import type { Lambda } from "./context";
import { checkBounds, invalidParameter, type ThrottleReason } from "./errors";
import type { LambdaFunction } from "./function";
import { REQUESTS_PER_CONCURRENCY, UNRESERVED_LEAST } from "./limits";

const SECOND = 1_000; // ms

/** Requests a second: a bucket that holds a second's worth. */
class Rate {
  #left = Number.POSITIVE_INFINITY;
  #atMs = 0;

  admits(nowMs: number, perSecond: number): boolean {
    this.#left = Math.min(perSecond, this.#left + ((nowMs - this.#atMs) * perSecond) / SECOND);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}

export class Concurrency {
  /** Running invocations of the functions without a reservation. */
  #unreserved = 0;
  readonly #rates = new Map<LambdaFunction | undefined, Rate>();

  constructor(
    readonly limit: number,
    private readonly functions: ReadonlyMap<string, LambdaFunction>,
  ) {}

  get reserved(): number {
    let sum = 0;
    for (const { reserved = 0 } of this.functions.values()) sum += reserved;
    return sum;
  }

  /** Takes a place for one invocation; or says why there is none. */
  take(fn: LambdaFunction, nowMs: number): ThrottleReason | undefined {
    const isReserved = fn.reserved !== undefined;
    const limit = fn.reserved ?? this.limit - this.reserved;
    if ((isReserved ? fn.running : this.#unreserved) >= limit) {
      return isReserved ? "ReservedFunctionConcurrentInvocationLimitExceeded" : "ConcurrentInvocationLimitExceeded";
    }
    const pot = isReserved ? fn : undefined;
    let rate = this.#rates.get(pot);
    if (rate === undefined) {
      rate = new Rate();
      this.#rates.set(pot, rate);
    }
    if (!rate.admits(nowMs, limit * REQUESTS_PER_CONCURRENCY)) {
      return isReserved ? "ReservedFunctionInvocationRateLimitExceeded" : "FunctionInvocationRateLimitExceeded";
    }
    fn.running++;
    if (!isReserved) this.#unreserved++;
    return undefined;
  }

  release(fn: LambdaFunction): void {
    fn.running--;
    if (fn.reserved === undefined) this.#unreserved--;
  }

  /** Throws InvalidParameterValueException when too little would be left for the other functions. */
  checkReservation(amount: number | undefined, current = 0): void {
    if (amount !== undefined && this.limit - (this.reserved - current) - amount < UNRESERVED_LEAST) {
      throw invalidParameter(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED_LEAST}].`,
      );
    }
  }

  /** Sets a reservation, or takes it away. Throws as checkReservation does. */
  reserve(fn: LambdaFunction, amount: number | undefined): void {
    this.checkReservation(amount, fn.reserved);
    // What runs now moves to the other pot, so that it is given back where it will be looked for.
    if (fn.reserved === undefined) this.#unreserved -= fn.running;
    fn.reserved = amount;
    if (amount === undefined) this.#unreserved += fn.running;
  }

  /** A function is gone: its invocations go on, and are nobody's reservation any more. */
  forget(fn: LambdaFunction): void {
    if (fn.reserved !== undefined) this.#unreserved += fn.running;
    fn.reserved = undefined;
    this.#rates.delete(fn);
  }
}

interface Input {
  FunctionName?: string;
  ReservedConcurrentExecutions?: number;
}

export function putFunctionConcurrency(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("PutFunctionConcurrency", input.FunctionName, caller);
  const amount = input.ReservedConcurrentExecutions;
  checkBounds(amount, "reservedConcurrentExecutions", { least: 0, most: Number.MAX_SAFE_INTEGER });
  lambda.concurrency.reserve(fn, amount);
  lambda.request("PutFunctionConcurrency", fn.nameId, caller);
  return { ReservedConcurrentExecutions: amount };
}

export function getFunctionConcurrency(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("GetFunctionConcurrency", input.FunctionName, caller);
  lambda.request("GetFunctionConcurrency", fn.nameId, caller);
  return fn.reserved === undefined ? {} : { ReservedConcurrentExecutions: fn.reserved };
}

export function deleteFunctionConcurrency(lambda: Lambda, input: Input, caller: Caller): unknown {
  const fn = lambda.enter("DeleteFunctionConcurrency", input.FunctionName, caller);
  lambda.concurrency.reserve(fn, undefined);
  lambda.request("DeleteFunctionConcurrency", fn.nameId, caller);
  return {};
}

const CODE_BYTES = 80_530_636_800; // of all functions together

export function getAccountSettings(lambda: Lambda, _input: object, caller: Caller): unknown {
  lambda.authorizeAccount("GetAccountSettings", "*", caller);
  lambda.request("GetAccountSettings", 0, caller);
  const { limit, reserved } = lambda.concurrency;
  const functions = [...lambda.functions.values()];
  return {
    AccountLimit: {
      TotalCodeSize: CODE_BYTES,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: limit,
      UnreservedConcurrentExecutions: limit - reserved,
    },
    AccountUsage: {
      TotalCodeSize: functions.reduce((sum, { codeSize }) => sum + codeSize, 0),
      FunctionCount: functions.length,
    },
  };
}
