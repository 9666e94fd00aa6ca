/** L3: what a run is. */
import type { CloudOptions } from "../../../sdk";
import type { Random } from "../../../sim/random";
import { literal } from "../support";

/** What is agreed before anybody starts. */
export interface Market {
  broker: string;
  password: string;
}

export interface MarketPlan {
  cloud: CloudOptions;
  market: Market;
  /** What the shop orders before the rules, and after them. */
  orders: string[];
  afterRules: string[];
  /** Orders that the warehouse's work fails on, once each. */
  failsOnce: string[];
  /** Placed and left lying while the broker reboots, before the warehouse opens. */
  early: string[];
}

export const USERS = ["shop", "warehouse"] as const;
export const QUEUES = ["ORDERS", "REPLIES"] as const;

export const marketPlan = (random: Random, own: Partial<MarketPlan> = {}): MarketPlan => ({
  cloud: { seed: random.integer(1, 1_000_000) },
  market: {
    broker: `${random.pick(["market", "bazaar", "harbour", "fair"])}-${random.integer(100, 999)}`,
    password: `${random.pick(["copper", "amber", "walnut", "saffron"])}-river-${random.integer(1_000, 9_999)}`,
  },
  orders: [],
  afterRules: [],
  failsOnce: [],
  early: [],
  ...own,
});

export const given = ({ market, orders, afterRules, early }: MarketPlan): string =>
  [
    `market = ${literal(market)}`,
    ...(early.length > 0 ? [`${early.length} × order, reboot`] : []),
    ...(orders.length > 0 ? [`${orders.length} × order`] : []),
    ...(afterRules.length > 0 ? [`restrict, ${afterRules.length} × order`] : []),
  ].join("; ");
