/** What a run of L2 is: which cloud, which orders, how often each function is called, what fails. */
import type { CloudOptions } from "../../../sdk";
import type { Random } from "../../../sim/random";

export interface Order {
  id: string;
  customer: string;
  total: number;
}

/** What createQueues returns: four queue URLs. */
export interface QueueUrls {
  standard: string;
  fifo: string;
  standardDeadLetters: string;
  fifoDeadLetters: string;
}

export interface LabPlan {
  cloud: CloudOptions;
  /** How often createQueues and sender are called, one after the other. */
  creates: number;
  orders: Order[];
  sends: number;
  /** Whether both queues are emptied with receiver. */
  receives: boolean;
  /** How many times the handler fails on an order, by id, on each queue. */
  failures: [id: string, times: number][];
}

export type Road = "standard" | "fifo";
export const ROADS: Road[] = ["standard", "fifo"];

/** A plan on a cloud of its own, nothing sent, received or failing unless `own` says so. */
export const labPlan = (random: Random, own: Partial<LabPlan>): LabPlan => ({
  cloud: { seed: random.integer(1, 1_000_000) },
  creates: 1,
  orders: [],
  sends: 0,
  receives: false,
  failures: [],
  ...own,
});

/** Two to four customers, so that groups have several orders each. */
export function someOrders(random: Random, count: number): Order[] {
  const customers = random.shuffle(["ana", "beto", "carla", "dario", "elena"]).slice(0, random.integer(2, 4));
  const first = random.integer(100, 900);
  return Array.from({ length: count }, (_, i) => ({
    id: `order-${first + i}`,
    customer: random.pick(customers),
    total: random.integer(5, 500),
  }));
}
