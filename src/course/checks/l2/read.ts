/** What the verdicts of L2 read from a run. */
import { isDeepStrictEqual } from "node:util";
import { literal } from "../support";
import type { Order, Road } from "./plan";
import type { LabRun } from "./play";

/** The order in a body, or undefined. */
export function orderIn(body: string): Order | undefined {
  try {
    return JSON.parse(body) as Order;
  } catch {
    return undefined;
  }
}

export const ids = (orders: readonly (Order | undefined)[]) => orders.map((order) => order?.id);
const sorted = (values: readonly unknown[]) => [...values].map(literal).sort();
export const same = (a: readonly unknown[], b: readonly unknown[]) => isDeepStrictEqual(sorted(a), sorted(b));
export const successes = (run: LabRun, road: Road) =>
  run.handled[road].filter((call) => !call.failed).map((call) => (call.order as Partial<Order> | undefined)?.id);
export const tries = (run: LabRun, road: Road, id: string) =>
  run.handled[road].filter((call) => (call.order as Partial<Order> | undefined)?.id === id);
