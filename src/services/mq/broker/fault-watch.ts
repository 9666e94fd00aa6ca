/** Faults that are declared for a broker, by its name, or for one of its nodes ("b-...-1"): while one holds the broker is down. */
import type { Broker } from "./broker";

/** It goes down when a fault has begun. */
export function noticeFaults(broker: Broker): void {
  const { faults, now } = broker.sim;
  if (!broker.isRunning || !faults.any || !namesOf(broker).some((name) => faults.isDown(name))) return;
  const end = nextChange(broker);
  broker.crash(end === Number.POSITIVE_INFINITY ? {} : { forMs: end - now });
}

/** Looks again whenever a declared fault begins. */
export function watchFaults(broker: Broker): void {
  if (!broker.sim.faults.any) return;
  noticeFaults(broker);
  const next = nextChange(broker);
  if (broker.isRunning && next !== Number.POSITIVE_INFINITY) broker.sim.at(next, () => watchFaults(broker), true);
}

function nextChange(broker: Broker): number {
  return Math.min(...namesOf(broker).map((name) => broker.sim.faults.nextChange(name)));
}

function namesOf({ name, id, activeNode }: Broker): string[] {
  return [name, `${id}-${activeNode}`];
}
