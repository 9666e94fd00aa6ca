/**
 * The functions that Step Functions adds to JSONata, and those whose answers would depend on real time or on unseeded chance.
 * Left out on purpose: $eval, which Step Functions does not offer.
 * Source: Developer Guide, "Transforming data with JSONata in Step Functions" (read 2026-11).
 */
import jsonata from "jsonata";
import { Random } from "../../../sim";
import { arrayPartition } from "../intrinsics/array-partition";
import { hashOf } from "../intrinsics/hash";
import { IntrinsicError, MOST_ELEMENTS } from "../intrinsics/intrinsic";
import type { Scope } from "../language";

type Native = (this: { environment: { timestamp: Date } }, ...args: unknown[]) => unknown;

/** JSONata's own functions that read the clock: they are called with ours. */
const natives = new Map<string, Native>();

/** Fetches JSONata's own functions, once. */
export async function loadNatives(): Promise<void> {
  for (const name of natives.size > 0 ? [] : ["fromMillis", "toMillis"]) {
    const { implementation } = (await jsonata(`$${name}`).evaluate(undefined)) as { implementation: Native };
    natives.set(name, implementation);
  }
}

/** By name, for one evaluation. */
export function functionsFor(scope: Scope): Record<string, unknown> {
  const nowMs = scope.now();
  const native = (name: string, ...args: unknown[]) =>
    natives.get(name)!.call({ environment: { timestamp: new Date(nowMs) } }, ...args);
  return {
    partition: (items: unknown, size: unknown) => partition(items, size),
    range: (start: unknown, end: unknown, step: unknown) => range(start, end, step),
    hash: (text: unknown, algorithm: unknown = "SHA-256") => hashOf(wanted("hash", "string", text), String(algorithm)),
    random: (seed?: unknown) =>
      (seed === undefined ? scope.random : new Random(wanted<number>("random", "number", seed), "$random")).uniform(),
    uuid: () => scope.random.uuid(),
    parse: (text: unknown) => (text === undefined ? undefined : parse(wanted("parse", "string", text))),
    shuffle: (items: unknown) => (Array.isArray(items) ? scope.random.shuffle(items) : items),
    millis: () => nowMs,
    now: (picture?: unknown, timezone?: unknown) => native("fromMillis", nowMs, picture, timezone),
    toMillis: (text: unknown, picture?: unknown) => native("toMillis", text, picture),
    eval: undefined,
  };
}

function partition(items: unknown, size: unknown): unknown {
  if (items === undefined) return undefined;
  return arrayPartition.apply([Array.isArray(items) ? items : [items], wanted("partition", "number", size)], noScope);
}

function range(from: unknown, to: unknown, by: unknown): number[] {
  const [start, end, step] = [from, to, by].map((value) => wanted<number>("range", "number", value)) as [
    number,
    number,
    number,
  ];
  if (step === 0) throw new IntrinsicError("the step of $range must not be 0");
  const length = Math.max(0, Math.floor((end - start) / step) + 1);
  if (length > MOST_ELEMENTS) throw new IntrinsicError(`$range makes at most ${MOST_ELEMENTS} elements, not ${length}`);
  return Array.from({ length }, (_, i) => start + i * step);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new IntrinsicError(`$parse: not a JSON text: ${JSON.stringify(text)}`);
  }
}

function wanted<T = string>(name: string, type: "number" | "string", value: unknown): T {
  if (typeof value !== type) throw new IntrinsicError(`$${name} needs a ${type}, not ${JSON.stringify(value)}`);
  return value as T;
}

const noScope = undefined as unknown as Scope;
