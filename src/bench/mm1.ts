/**
 * M/M/1 (Poisson arrivals, one server with exponential service), the standard model of a simulation library: as handlers on
 * the calendar and as asynchronous processes. Both draw the same gaps and services, so that they must agree to the last
 * customer; theory says that the mean time in the system is W = 1 / (service rate - arrival rate).
 */
import { Simulation } from "../sim/simulation";
import type { Trace } from "../sim/trace";

export const ARRIVALS_PER_SECOND = 0.8;
export const SERVICES_PER_SECOND = 1;
/** Mean seconds in the system. */
export const THEORY = 1 / (SERVICES_PER_SECOND - ARRIVALS_PER_SECOND);

const GAP_MS = 1_000 / ARRIVALS_PER_SECOND;
const SERVICE_MS = 1_000 / SERVICES_PER_SECOND;

export interface Result {
  /** Mean seconds in the system. */
  meanSeconds: number;
  /** Three facts a customer (arrival, begin and end of service), each with the customer's number as its value. */
  trace: Trace;
}

/** The chance and the book-keeping that both forms share. */
function setting(customers: number, seed: number) {
  const simulation = new Simulation({ seed });
  const { trace } = simulation;
  const [arrived, began, left] = ["queue.Sent", "queue.Received", "queue.Deleted"].map((kind) => trace.name(kind));
  const queue = trace.name("mm1");
  const arrivals = new Float64Array(customers); // ms
  let total = 0;
  const gaps = simulation.random("gaps");
  const services = simulation.random("services");
  return {
    simulation,
    gap: () => gaps.exponential(GAP_MS),
    service: () => services.exponential(SERVICE_MS),
    arrive(customer: number) {
      arrivals[customer] = simulation.now;
      trace.add(arrived!, queue, 0, customer, 0, -1);
    },
    begin: (customer: number) => trace.add(began!, queue, 0, customer, 0, -1),
    leave(customer: number) {
      trace.add(left!, queue, 0, customer, 0, -1);
      total += simulation.now - arrivals[customer]!;
    },
    result: (): Result => ({ meanSeconds: total / customers / 1_000, trace }),
  };
}

/** Synchronous handlers on the calendar: two events a customer. */
export async function mm1Handlers(customers: number, seed: number): Promise<Result> {
  const { simulation, gap, service, arrive, begin, leave, result } = setting(customers, seed);
  let arrived = 0;
  let served = 0;
  const serve = () => {
    begin(served);
    simulation.after(service(), depart);
  };
  const depart = () => {
    leave(served++);
    if (served < arrived) serve();
  };
  const arrival = () => {
    arrive(arrived++);
    if (arrived < customers) simulation.after(gap(), arrival);
    if (arrived - served === 1) serve();
  };
  simulation.after(gap(), arrival);
  await simulation.run();
  return result();
}

/** Two asynchronous processes, a source and a server that sleeps while nobody is there. */
export async function mm1Processes(customers: number, seed: number): Promise<Result> {
  const { simulation, gap, service, arrive, begin, leave, result } = setting(customers, seed);
  let arrived = 0;
  let served = 0;
  let idle: { resolve(value: undefined): void } | undefined;
  simulation.spawn("source", async () => {
    while (arrived < customers) {
      await simulation.sleep(gap());
      arrive(arrived++);
      idle?.resolve(undefined);
      idle = undefined;
    }
  });
  simulation.spawn("server", async () => {
    while (served < customers) {
      if (served === arrived) {
        const waiter = simulation.waiter<undefined>();
        idle = waiter;
        await waiter.promise;
      }
      begin(served);
      await simulation.sleep(service());
      leave(served++);
    }
  });
  await simulation.run();
  return result();
}
