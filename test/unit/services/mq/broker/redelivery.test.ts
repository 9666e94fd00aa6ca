import { describe, expect, it } from "vitest";
import {
  isExceeded,
  nextDelay,
  REDELIVERY,
  redeliveryPolicyFrom,
} from "../../../../../src/services/mq/broker/redelivery";
import { Random } from "../../../../../src/sim";

const random = () => new Random(1, "unused");

describe("a redelivery policy", () => {
  it("has ActiveMQ's defaults", () => {
    expect(redeliveryPolicyFrom()).toEqual({
      maximumRedeliveries: 6,
      initialRedeliveryDelay: 1_000,
      redeliveryDelay: 1_000,
      useExponentialBackOff: false,
      backOffMultiplier: 5,
      maximumRedeliveryDelay: -1,
      useCollisionAvoidance: false,
      collisionAvoidanceFactor: 0.15,
    });
  });

  it("gives up after the maximum, and never with -1", () => {
    expect([6, 7].map((redeliveries) => isExceeded(REDELIVERY, redeliveries))).toEqual([false, true]);
    expect(isExceeded({ ...REDELIVERY, maximumRedeliveries: -1 }, 1_000)).toBe(false);
  });

  it("avoids collisions by at most the factor, up and down, from the seed", () => {
    const policy = redeliveryPolicyFrom({ useCollisionAvoidance: true });
    const draw = () => {
      const stream = new Random(3, "delays");
      return Array.from({ length: 500 }, () => nextDelay(policy, 1_000, () => stream));
    };
    const delays = draw();
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(850);
    expect(Math.max(...delays)).toBeLessThanOrEqual(1_150);
    expect(delays.some((delay) => delay < 900) && delays.some((delay) => delay > 1_100)).toBe(true);
    expect(draw()).toEqual(delays);
  });

  it("with back-off never waits less than redeliveryDelay, whatever the maximum", () => {
    const policy = redeliveryPolicyFrom({
      useExponentialBackOff: true,
      redeliveryDelay: 2_000,
      maximumRedeliveryDelay: 500,
    });
    expect(nextDelay(policy, 1_000, random)).toBe(2_000);
  });
});
