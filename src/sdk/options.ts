/** What a Cloud may be asked to be, checked at the door: a typing mistake in a cell is answered by its name. */
import type { Anomalies } from "../services/service";
import type { Faults, SimulationOptions } from "../sim";
import { toMilliseconds } from "../sim/duration";

export interface CloudOptions extends SimulationOptions {
  /**
   * What standard queues and metrics do now and then in the real AWS. "none" (default): nothing, which suits exact
   * checks; "typical": now and then; or dials of your own, those not given staying off.
   */
  anomalies?: "none" | "typical" | Partial<Anomalies>;
  /** "strict" (default): AWS's own quotas; "relaxed": those on rates and sizes are not enforced. */
  quotas?: "strict" | "relaxed";
  /** Declares faults at once: `faults: (f) => f.down("orders", { from: { minutes: 1 }, until: { minutes: 2 } })`. */
  faults?: (faults: Faults) => void;
  /** Twelve digits. Default 123456789012. */
  account?: string;
  /** Default us-east-1. */
  region?: string;
}

export const DEFAULT_ACCOUNT = "123456789012";
export const DEFAULT_REGION = "us-east-1";

const NONE: Anomalies = { duplicateDelivery: 0, reorder: 0, shortPollSampling: 0, metricLag: 0 };
/** AWS promises no rates. We choose ones that a class sees within a few hundred messages. */
const TYPICAL: Anomalies = { duplicateDelivery: 0.01, reorder: 0.05, shortPollSampling: 0.25, metricLag: 60_000 };

const KNOWN = ["seed", "start", "flush", "anomalies", "quotas", "faults", "account", "region"];

/** @throws TypeError or RangeError that names the option, the rule and the value */
export function checkCloudOptions(options: CloudOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`new Cloud takes options such as { seed: 7 }, not ${String(options)}`);
  }
  refuseUnknown(Object.keys(options), KNOWN, "Cloud option");
  const { quotas, account, region, faults } = options;
  if (quotas !== undefined && quotas !== "strict" && quotas !== "relaxed") {
    throw new TypeError(`quotas: "strict" or "relaxed", not ${JSON.stringify(quotas)}`);
  }
  if (account !== undefined && !matches(account, /^\d{12}$/)) {
    throw new TypeError(`account: twelve digits such as "${DEFAULT_ACCOUNT}", not ${JSON.stringify(account)}`);
  }
  if (region !== undefined && !matches(region, /^[a-z]{2}(-[a-z]+)+-\d$/)) {
    throw new TypeError(`region: a region's name such as "${DEFAULT_REGION}", not ${JSON.stringify(region)}`);
  }
  if (faults !== undefined && typeof faults !== "function") {
    throw new TypeError(`faults: a function that declares them, such as (f) => f.down("orders"), not ${typeof faults}`);
  }
}

/** The dials, all of them set. */
export function anomaliesFrom(given: CloudOptions["anomalies"] = "none"): Anomalies {
  if (given === "none") return { ...NONE };
  if (given === "typical") return { ...TYPICAL };
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`anomalies: "none", "typical" or dials such as { reorder: 0.1 }, not ${JSON.stringify(given)}`);
  }
  refuseUnknown(Object.keys(given), Object.keys(NONE), "anomaly");
  const dials: Anomalies = { ...NONE, ...given };
  for (const dial of ["duplicateDelivery", "reorder", "shortPollSampling"] as const) {
    const value = dials[dial];
    if (typeof value !== "number" || !(value >= 0 && value <= 1)) {
      throw new RangeError(`anomalies.${dial}: a probability between 0 and 1, not ${JSON.stringify(value)}`);
    }
  }
  return { ...dials, metricLag: toMilliseconds(dials.metricLag, "anomalies.metricLag") };
}

function matches(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

function refuseUnknown(given: readonly string[], known: readonly string[], what: string): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`unknown ${what} "${unknown}"; there are ${known.join(", ")}`);
}
