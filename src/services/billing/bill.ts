/**
 * The bill: billed units times prices, the month's free units first. A pure function of the trace.
 * The free units are taken off line by line, from the top; the sum is the same in any order.
 */

import type { Trace } from "../../sim";
import type { Text } from "../../sim/language";
import { type Metered, type MeteredName, PRICES, type Price } from "./prices";
import { table } from "./table";
import { ACTIVITIES, type Activity, type QueueType, type Usage, usageByMonth } from "./usage";
import { checkWhatIf, usageWhatIf, type WhatIf } from "./what-if";

export interface BillOptions {
  /** Put beside it the bill for the same messages sent and received another way. */
  whatIf?: WhatIf;
}

export interface BillLine {
  readonly unit: Text;
  /** Billed units, all months together. */
  readonly quantity: number;
  /** Of these, free. */
  readonly free: number;
  /** US dollars for a million units, in the first tier. */
  readonly perMillion: number;
  /** US dollars. */
  readonly cost: number;
  /** Counted among the bill's requests. */
  readonly isRequest: boolean;
}

export class Bill {
  constructor(
    readonly lines: readonly BillLine[],
    /** What the traffic would have cost the other way, when that was asked. */
    readonly alternative?: Bill,
    readonly whatIf?: WhatIf,
  ) {}

  readonly currency = PRICES.currency;
  readonly pricesOf = PRICES.date;

  /** Billed requests; the fair queue surcharge is no request of its own, nor is compute time. */
  get requests(): number {
    return this.lines.reduce((sum, line) => sum + (line.isRequest ? line.quantity : 0), 0);
  }

  /** US dollars, free units taken off. */
  get total(): number {
    return this.lines.reduce((sum, line) => sum + line.cost, 0);
  }

  /** US dollars without the free units: what each further month of this costs when they are used up elsewhere. */
  get totalWithoutFree(): number {
    return this.lines.reduce((sum, line) => sum + (line.quantity * line.perMillion) / 1e6, 0);
  }

  /** The bill as a table, in the language in use. */
  toString(): string {
    return table(this, "text");
  }

  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": table(this, "text"), "text/html": table(this, "html") };
  }
}

/**
 * What the calls in a trace cost.
 * @param trace of a run; facts of services that are not priced are passed over
 * @throws RangeError when an option of whatIf is out of its range
 */
export function bill(trace: Trace, options: BillOptions = {}): Bill {
  const { whatIf } = options;
  if (whatIf === undefined) return price(usageByMonth(trace));
  checkWhatIf(whatIf);
  // Scaled traffic is compared with the same traffic, unscaled in nothing but the way it is carried.
  const { scale = 1 } = whatIf;
  const months = usageByMonth(trace).map((usage) => usage.scaled(scale, 1));
  return new Bill(price(months).lines, price(spread(usageWhatIf(trace, whatIf), months.length)), whatIf);
}

/** Usage of several months shared out evenly: the what-if does not tell them apart. */
function spread(usage: Usage, months: number): Usage[] {
  return Array.from({ length: Math.max(1, months) }, () => usage.scaled(1 / Math.max(1, months)));
}

const WORDS: Record<Activity, Text> = {
  send: { es: "envíos", en: "sends" },
  receive: { es: "recepciones con mensajes", en: "receives with messages" },
  emptyReceive: { es: "recepciones vacías", en: "empty receives" },
  delete: { es: "borrados", en: "deletes" },
  visibility: { es: "cambios de visibilidad", en: "visibility changes" },
  manage: { es: "gestión", en: "management" },
};

function price(months: readonly Usage[]): Bill {
  const lines = new Map<string, { -readonly [K in keyof BillLine]: BillLine[K] }>();
  for (const usage of months) {
    const left = new Map<string, number>(Object.entries(PRICES.allowances).map(([name, { units }]) => [name, units]));
    const charge = (
      key: string,
      unit: Text,
      list: Omit<Price, "allowance">,
      units: number,
      allowance: Price["allowance"],
      isRequest = true,
    ): void => {
      if (units === 0) return;
      const free = allowance === undefined ? 0 : Math.min(left.get(allowance)!, units);
      if (allowance !== undefined) left.set(allowance, left.get(allowance)! - free);
      const perMillion = list.tiers[0]!.perMillion;
      const line = lines.get(key) ?? { unit, quantity: 0, free: 0, perMillion, cost: 0, isRequest };
      line.quantity += units;
      line.free += free;
      line.cost += costOf(list, units - free);
      lines.set(key, line);
    };
    for (const type of ["standard", "fifo"] as const) {
      for (const activity of ACTIVITIES) {
        charge(
          `${type}.${activity}`,
          unitOf(type, activity),
          PRICES.sqs[type],
          usage.of(type, activity),
          "sqsRequests",
        );
      }
    }
    charge("fair", PRICES.sqs.fair.unit, PRICES.sqs.fair, usage.fair, undefined, false);
    for (const [name, list] of Object.entries(PRICES.others) as [MeteredName, Metered][]) {
      charge(name, list.unit, list, usage.others.get(name) ?? 0, list.allowance, list.isRequest);
    }
  }
  return new Bill([...lines.values()]);
}

function unitOf(type: QueueType, activity: Activity): Text {
  const { unit } = PRICES.sqs[type];
  return { es: `${unit.es}: ${WORDS[activity].es}`, en: `${unit.en}: ${WORDS[activity].en}` };
}

/** Tier by tier. Each line starts in the first: a bill that large is not the course's subject. */
function costOf(list: Omit<Price, "allowance">, units: number): number {
  let cost = 0;
  list.tiers.forEach(({ from, perMillion }, i) => {
    const to = list.tiers[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    cost += (Math.max(0, Math.min(units, to) - from) * perMillion) / 1e6;
  });
  return cost;
}
