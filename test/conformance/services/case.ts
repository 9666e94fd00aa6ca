/**
 * A conformance case: steps against a fresh service, each with what it must answer, and where that is written.
 * In an input, "$name.path" stands for what an earlier step answered; names begin with a small letter.
 */
import { expect } from "vitest";

export type Step =
  | {
      do: string;
      with?: Record<string, unknown>;
      /** Name under which later steps find the answer. */
      as?: string;
      /** The answer must contain this. */
      answer?: unknown;
      /** The answer must not have these members. */
      without?: string[];
      /** It must fail: with AWS's code, and with this text if given. */
      error?: string;
      message?: string | RegExp;
      /** Caller: "user/ana" or an ARN; default the account's root. */
      by?: string;
      /** The call does not come by TLS. */
      insecure?: boolean;
      vpce?: string;
    }
  /** Let so many virtual seconds pass. */
  | { wait: number };

export interface Case {
  name: string;
  /** Page of AWS's documentation, or the recorded test. */
  source: string;
  steps: Step[];
}

/** A way to call the service: directly, or through the SDK. */
export interface Door {
  call(operation: string, input: object, by: { as?: string; insecure?: boolean; vpce?: string }): Promise<unknown>;
  wait(ms: number): Promise<void>;
}

export async function runCase({ steps }: Case, door: Door): Promise<void> {
  const answers: Record<string, unknown> = {};
  let number = 0;
  for (const step of steps) {
    number++;
    if ("wait" in step) {
      await door.wait(step.wait * 1_000);
      continue;
    }
    const where = `step ${number}, ${step.do}`;
    const input = fill(step.with ?? {}, answers) as object;
    const call = door.call(step.do, input, { as: step.by, insecure: step.insecure, vpce: step.vpce });
    if (step.error !== undefined) {
      const error = await call.then(
        (answer) => expect.fail(`${where} answered ${JSON.stringify(answer)} instead of ${step.error}`),
        (reason: Error & { code?: string }) => reason,
      );
      expect(error.code ?? error.name, `${where}: ${error.message}`).toBe(step.error);
      if (step.message !== undefined) expect(error.message, where).toMatch(step.message);
      continue;
    }
    const answer = await call;
    if (step.as !== undefined) answers[step.as] = answer;
    if (step.answer !== undefined) expect(answer, where).toMatchObject(fill(step.answer, answers) as object);
    for (const member of step.without ?? []) expect(answer, where).not.toHaveProperty(member);
  }
}

function fill(value: unknown, answers: Record<string, unknown>): unknown {
  if (typeof value === "string" && /^\$[a-z]/.test(value)) {
    return (
      value
        .slice(1)
        .split(".")
        // biome-ignore lint/suspicious/noExplicitAny: answers differ by operation
        .reduce<any>((at, key) => at?.[key], answers)
    );
  }
  if (Array.isArray(value)) return value.map((each) => fill(each, answers));
  if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, answers)]));
  }
  return value;
}
