/** The metrics that users put themselves: each datum is a fact of the trace, with all that was given as its detail. */
import type { Datum } from "./put-metric-data";
import { Bucket } from "./series";
import type { Collector, MetricStore } from "./store";

export class OwnMetrics implements Collector {
  readonly readers: Collector["readers"];

  constructor(store: MetricStore) {
    const { trace } = store;
    this.readers = {
      "cloudwatch.Metric": (row) => {
        const datum = trace.event(row).detail as unknown as Datum;
        const { namespace, name, dimensions, unit, epochMs, resolution } = datum;
        const bucket = store.of(namespace, name, dimensions, unit, false).at(epochMs, resolution);
        if (datum.summary !== undefined) {
          const summary = new Bucket();
          Object.assign(summary, datum.summary, { isSummary: true });
          bucket.join(summary);
        } else for (const [value, weight] of datum.values) bucket.add(value, weight);
      },
    };
  }
}
