import { describe, expect, it } from "vitest";
import { anomaliesFrom, type CloudOptions, checkCloudOptions } from "../../../src/sdk/options";

describe("the options of a cloud", () => {
  it("may all be left out", () => {
    expect(() => checkCloudOptions({})).not.toThrow();
    expect(anomaliesFrom()).toEqual({ duplicateDelivery: 0, reorder: 0, shortPollSampling: 0, metricLag: 0 });
  });

  it("turn anomalies on as a whole or dial by dial", () => {
    const typical = anomaliesFrom("typical");
    for (const dial of Object.values(typical)) expect(dial).toBeGreaterThan(0);
    expect(anomaliesFrom({ reorder: 0.5, metricLag: { minutes: 1 } })).toEqual({
      duplicateDelivery: 0,
      reorder: 0.5,
      shortPollSampling: 0,
      metricLag: 60_000,
    });
  });

  it("give each cloud dials of its own", () => {
    expect(anomaliesFrom("none")).not.toBe(anomaliesFrom("none"));
  });

  it.each<[unknown, string]>([
    [null, "new Cloud takes options such as { seed: 7 }, not null"],
    [7, "new Cloud takes options such as { seed: 7 }, not 7"],
    [
      { sed: 7 },
      'unknown Cloud option "sed"; there are seed, start, flush, anomalies, quotas, faults, account, region',
    ],
    [{ quotas: "none" }, 'quotas: "strict" or "relaxed", not "none"'],
    [{ account: "12" }, 'account: twelve digits such as "123456789012", not "12"'],
    [{ account: 123456789012 }, 'account: twelve digits such as "123456789012", not 123456789012'],
    [{ region: "Virginia" }, 'region: a region\'s name such as "us-east-1", not "Virginia"'],
    [{ faults: { down: "orders" } }, "faults: a function that declares them"],
  ])("%j are refused by name", (options, message) => {
    expect(() => checkCloudOptions(options as CloudOptions)).toThrow(message);
  });

  it.each<[unknown, string]>([
    ["some", 'anomalies: "none", "typical" or dials such as { reorder: 0.1 }, not "some"'],
    [
      { reordering: 1 },
      'unknown anomaly "reordering"; there are duplicateDelivery, reorder, shortPollSampling, metricLag',
    ],
    [{ reorder: 2 }, "anomalies.reorder: a probability between 0 and 1, not 2"],
    [{ duplicateDelivery: "often" }, 'anomalies.duplicateDelivery: a probability between 0 and 1, not "often"'],
    [{ metricLag: -1 }, "anomalies.metricLag: milliseconds must be a finite number >= 0, not -1"],
  ])("anomalies %j are refused by name", (anomalies, message) => {
    expect(() => anomaliesFrom(anomalies as CloudOptions["anomalies"])).toThrow(message);
  });
});
