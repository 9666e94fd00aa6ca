/**
 * The shop of P3: half an hour of orders with a rush in the middle, worked off from a queue by workers whose knobs the student
 * turns. The same orders from the same seed whatever the settings, so that two settings can be compared. Cost is what AWS would
 * bill for a month of such half hours, and the workers' hours at a price that stands here for a small server's.
 */
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud } from "../sdk/cloud";
import { say } from "../sim/language";
import { escapeHtml } from "./checks/report";

/** The knobs. Every one is a whole number. */
export interface Settings {
  /** Messages asked for in one call, 1 to 10. */
  batchSize: number;
  /** Long poll, seconds, 0 to 20. */
  waitTimeSeconds: number;
  /** Visibility timeout, seconds, 1 to 600. */
  visibilityTimeout: number;
  /** Workers, 1 to 20: concurrency. */
  workers: number;
  /** Receives after which a message goes to the dead letters, 1 to 20: retries. */
  maxReceiveCount: number;
}

const BOUNDS: Record<keyof Settings, readonly [least: number, most: number]> = {
  batchSize: [1, 10],
  waitTimeSeconds: [0, 20],
  visibilityTimeout: [1, 600],
  workers: [1, 20],
  maxReceiveCount: [1, 20],
};

/** What a half hour with some settings came to. */
export interface ShopRun {
  settings: Settings;
  /** Orders sent. */
  orders: number;
  /** Orders worked off. */
  done: number;
  /** Work done on an order that was done already: its loan had run out. */
  twice: number;
  /** Orders that could have been done and lie in the dead letters. */
  givenUp: number;
  /** 95 of 100 orders were done within this time of their sending, seconds; Infinity when fewer than that were done. */
  p95Seconds: number;
  /** US dollars for a month of such half hours: requests to SQS and the workers' time. */
  dollarsPerMonth: number;
  cloud: Cloud;
}

const MINUTE = 60_000; // ms
const HALF_HOUR = 30 * MINUTE;
const RUSH = [10 * MINUTE, 14 * MINUTE] as const;
const PER_SECOND = { usually: 0.8, rush: 5 };
const MEAN_WORK_MS = 900;
const FAILS_ONCE = 0.07; // share of orders whose first attempt fails
const POISON_EVERY = 150; // one order in so many fails for ever
const IDLE_MS = 200; // a worker's pause after an empty answer
const LONGEST_MS = 120 * MINUTE; // by then everything is done or dead
const HALF_HOURS_PER_MONTH = 2 * 730;
const DOLLARS_PER_WORKER_MONTH = (0.0084 * HALF_HOURS_PER_MONTH) / 2; // a t4g.micro on demand in us-east-1 [general knowledge; only its relation to requests matters]

/** @throws RangeError that names the setting, its bounds and the value */
export function checkSettings(settings: Settings): void {
  for (const [name, [least, most]] of Object.entries(BOUNDS)) {
    const value: unknown = settings?.[name as keyof Settings];
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
      throw new RangeError(`${name}: a whole number from ${least} to ${most}, not ${value}`);
  }
}

/**
 * Half an hour of orders, and as long after it as they take.
 * @param seed equal seeds, equal orders
 * @throws RangeError for settings out of bounds
 */
export async function runShop(settings: Settings, { seed = 1 }: { seed?: number | string } = {}): Promise<ShopRun> {
  checkSettings(settings);
  const cloud = new Cloud({ seed });
  const sqs = cloud.client(SQS);
  const dead = await sqs.createQueue({ QueueName: "orders-dead" });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: dead.QueueUrl, AttributeNames: ["QueueArn"] });
  const { QueueUrl } = await sqs.createQueue({
    QueueName: "orders",
    Attributes: {
      VisibilityTimeout: String(settings.visibilityTimeout),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: Attributes!.QueueArn,
        maxReceiveCount: settings.maxReceiveCount,
      }),
    },
  });
  const orders = ordersOf(cloud);
  cloud.spawn("shop", async () => {
    for (const [number, order] of orders.entries()) {
      await cloud.sleep(order.at - cloud.now);
      await sqs.sendMessage({ QueueUrl, MessageBody: String(number) });
    }
  });
  let left = orders.filter(({ failures }) => failures !== Number.POSITIVE_INFINITY).length;
  for (let i = 1; i <= settings.workers; i++) cloud.spawn(`worker-${i}`, () => work());
  await cloud.run({ for: LONGEST_MS });
  return summary(settings, orders, cloud);

  async function work(): Promise<void> {
    while (left > 0 || cloud.now < HALF_HOUR) {
      const { Messages = [] } = await sqs.receiveMessage({
        QueueUrl,
        MaxNumberOfMessages: settings.batchSize,
        WaitTimeSeconds: settings.waitTimeSeconds,
      });
      if (Messages.length === 0) await cloud.sleep(IDLE_MS);
      for (const { Body, ReceiptHandle } of Messages) {
        const order = orders[Number(Body)]!;
        await cloud.sleep(order.workMs);
        if (order.doneAt !== undefined) order.twice += 1;
        else if (order.failures-- > 0) {
          if (order.failures + 1 >= settings.maxReceiveCount && order.failures !== Number.POSITIVE_INFINITY) left -= 1;
          continue;
        } else {
          order.doneAt = cloud.now;
          left -= 1;
        }
        await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
      }
    }
  }
}

interface ShopOrder {
  at: number;
  workMs: number;
  /** Attempts that fail before one succeeds. */
  failures: number;
  doneAt?: number;
  twice: number;
}

/** As many workers as so many dollars a month pay for, requests aside. */
export function workersFor(dollarsPerMonth: number): number {
  return Math.floor(dollarsPerMonth / DOLLARS_PER_WORKER_MONTH);
}

/**
 * How far a half hour outruns so many workers: the longest time that it would take them to do all the work that waits, in
 * seconds, if no message were ever hidden, late or lost. No settings can do better.
 * @param seed as in runShop
 */
export function backlogSeconds(seed: number | string, workers: number): number {
  let [waiting, now, most] = [0, 0, 0]; // ms of work, ms, ms of work
  for (const { at, workMs, failures } of ordersOf(new Cloud({ seed }))) {
    waiting = Math.max(0, waiting - workers * (at - now));
    now = at;
    waiting += workMs * (failures === 1 ? 2 : 1);
    most = Math.max(most, waiting);
  }
  return most / workers / 1_000;
}

function ordersOf(cloud: Cloud): ShopOrder[] {
  const [arrivals, work, luck] = [cloud.random("arrivals"), cloud.random("work"), cloud.random("luck")];
  const orders: ShopOrder[] = [];
  for (let at = 0; ; ) {
    const isRush = at >= RUSH[0] && at < RUSH[1];
    at += Math.max(1, Math.round(arrivals.exponential(1_000 / (isRush ? PER_SECOND.rush : PER_SECOND.usually))));
    if (at >= HALF_HOUR) return orders;
    const failsOnce = luck.bernoulli(FAILS_ONCE) ? 1 : 0;
    const isPoison = orders.length % POISON_EVERY === POISON_EVERY - 1;
    orders.push({
      at,
      workMs: Math.round(work.exponential(MEAN_WORK_MS)),
      failures: isPoison ? Number.POSITIVE_INFINITY : failsOnce,
      twice: 0,
    });
  }
}

function summary(settings: Settings, orders: readonly ShopOrder[], cloud: Cloud): ShopRun {
  const good = orders.filter(({ failures }) => failures !== Number.POSITIVE_INFINITY);
  const waits = good.map(({ at, doneAt }) => (doneAt ?? Number.POSITIVE_INFINITY) - at).sort((a, b) => a - b);
  const done = good.filter(({ doneAt }) => doneAt !== undefined).length;
  const requests = cloud.bill().totalWithoutFree * HALF_HOURS_PER_MONTH;
  const workers = settings.workers * DOLLARS_PER_WORKER_MONTH;
  return {
    settings,
    orders: orders.length,
    done,
    twice: orders.reduce((sum, { twice }) => sum + twice, 0),
    givenUp: good.length - done,
    p95Seconds: Math.round((waits[Math.ceil(waits.length * 0.95) - 1] ?? 0) / 100) / 10,
    dollarsPerMonth: Math.round((requests + workers) * 100) / 100,
    cloud,
  };
}

/** Runs as a table, which Jupyter shows. */
export class ShopReport {
  constructor(readonly runs: readonly ShopRun[]) {}

  toString(): string {
    return this.runs
      .map((run) => {
        const { settings, p95Seconds, dollarsPerMonth, twice, givenUp } = run;
        const knobs = Object.values(settings).join("/");
        return say({
          es: `${knobs}: p95 ${p95Seconds} s, ${dollarsPerMonth} USD al mes, ${twice} repetidos, ${givenUp} abandonados`,
          en: `${knobs}: p95 ${p95Seconds} s, ${dollarsPerMonth} USD a month, ${twice} done twice, ${givenUp} given up`,
        });
      })
      .join("\n");
  }

  [Symbol.for("Jupyter.display")](): Record<string, string> {
    const heads = [
      ...Object.keys(BOUNDS),
      "p95 (s)",
      say({ es: "USD al mes", en: "USD a month" }),
      say({ es: "repetidos", en: "done twice" }),
      say({ es: "abandonados", en: "given up" }),
    ];
    const row = (tag: string, cells: unknown[]) =>
      `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(String(cell))}</${tag}>`).join("")}</tr>`;
    const rows = this.runs.map((run) => {
      const knobs = Object.keys(BOUNDS).map((name) => run.settings[name as keyof Settings]);
      return row("td", [...knobs, run.p95Seconds, run.dollarsPerMonth, run.twice, run.givenUp]);
    });
    return { "text/html": `<table>${row("th", heads)}${rows.join("")}</table>`, "text/plain": this.toString() };
  }
}

/** Runs beside each other: `compareRuns(first, second)`. */
export const compareRuns = (...runs: ShopRun[]): ShopReport => new ShopReport(runs);
