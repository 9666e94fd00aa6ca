/**
 * Load for a student's own queue on the virtual clock: messages arrive at random, workers take them, some attempts fail.
 * What a message brings (arrival, priority, work, how often it fails) is drawn from the cloud's seed and does not depend on
 * the queue, so that two queues under the same seed get the very same load and can be compared.
 */
import { type Duration, toMilliseconds } from "../sim/duration";
import { say } from "../sim/language";
import type { Simulation } from "../sim/simulation";
import type { Trace } from "../sim/trace";
import { escapeHtml } from "./checks/report";
import type { PriorityQueue, SQSQueue } from "./exercises";
import { isExpiring, observe, recorderOf } from "./observe";

export interface LoadOptions {
  /** Name in the trace and in the charts. Default: the observed queue's, else "queue". */
  name?: string;
  /** Messages in all, 1 to 100,000. Default 60. */
  messages?: number;
  /** Mean arrivals a second, > 0 (a Poisson process). Default 2. */
  perSecond?: number;
  /** Workers, each with one message at a time, >= 1. Default 1. */
  workers?: number;
  /** Mean work on one attempt (exponential). Default 400 ms. */
  work?: Duration;
  /** Probability that an attempt fails, 0 to below 1. Default 0.25 for SQSQueue, 0 for PriorityQueue. */
  failureRate?: number;
  /** Probability that a message fails at every attempt, 0 to 1. Default 0. */
  poison?: number;
  /** Priorities, each as likely as the others; lower is more urgent. Default [0, 5, 9]. */
  priorities?: readonly number[];
  /** PriorityQueue: how long a message lives. Default: it never expires. */
  ttl?: Duration;
  /** PriorityQueue: how often sweep() is called. Default: never. */
  sweepEvery?: Duration;
  /** Virtual time at which it stops even when messages still wait. Default 1 hour. */
  within?: Duration;
}

interface Load {
  body: string;
  priority: number;
  workMs: number;
  /** Attempts that fail before the one that succeeds. */
  failures: number;
}

const IDLE_POLL_MS = 100; // how soon an idle worker looks again
const MOST_MESSAGES = 100_000;

/**
 * Runs a load through a queue until it is empty, at the top level of a cell.
 * @param queue an SQSQueue (X2) or a PriorityQueue (X7), observed or not
 * @returns the counts, as a table; it can be handed to a chart: ordering([mine, other])
 * @throws RangeError for an option out of range; whatever the queue's methods throw
 * @example await loadTest(cloud, new SQSQueue(), { messages: 80, failureRate: 0.3 }); retries(cloud);
 */
export async function loadTest(
  cloud: Simulation,
  queue: SQSQueue | PriorityQueue,
  options: LoadOptions = {},
): Promise<LoadReport> {
  const expiring = isExpiring(queue);
  const plan = readOptions(options, expiring);
  const name = options.name === undefined ? {} : { name: options.name };
  const watched = recorderOf(queue) === undefined ? observe(queue, cloud, name) : queue;
  const resource = recorderOf(watched)!.name;
  const draw = drawer(cloud, plan);
  const loads = new Map<string, Load>();
  let arrived = 0;
  let inHand = 0;
  let active = plan.workers + (plan.sweepMs === undefined ? 0 : 1);
  let failure: { error: unknown } | undefined;
  const isOver = () => arrived === plan.messages && inHand === 0;

  const send = (i: number) => {
    const load = draw(i);
    loads.set(load.body, load);
    const ttl = plan.ttlMs === undefined ? {} : { ttlMs: plan.ttlMs };
    if (isExpiring(watched)) watched.send(load.body, { priority: load.priority, ...ttl });
    else watched.sendMessage(load.body, load.priority);
    arrived++;
  };
  /** Never 0: a wrong queue that hands out what nobody sent, again and again, must not stop the clock. */
  const workOn = (body: string) => loads.get(body)?.workMs ?? plan.workMs;
  const handler = (body: string) => {
    const load = loads.get(body);
    if (load !== undefined && load.failures-- > 0)
      throw new Error(say({ es: "fallo simulado", en: "simulated failure" }));
  };
  /** One message, from taking it to the end of the work; false when none waits. */
  const serveOne = async (): Promise<boolean> => {
    if (isExpiring(watched)) {
      let served: string | undefined;
      watched.process((body) => {
        served = body;
        handler(body);
      });
      if (served === undefined) return false;
      await cloud.work(workOn(served));
      return true;
    }
    const message = watched.receiveMessage();
    if (message === null) return false;
    inHand++;
    await cloud.work(workOn(message.body));
    watched.processMessage(message, handler);
    inHand--;
    return true;
  };
  const guarded = (body: () => unknown) => async () => {
    try {
      await body();
    } catch (error) {
      failure ??= { error };
    }
  };

  cloud.poisson(
    { name: "load", perSecond: plan.perSecond, times: plan.messages },
    guarded(() => failure ?? send(arrived)),
  );
  for (let w = 1; w <= plan.workers; w++) {
    const work = async () => {
      while (failure === undefined) {
        if (await serveOne()) continue;
        if (isOver()) break;
        await cloud.sleep(IDLE_POLL_MS);
      }
      active--;
    };
    cloud.spawn(`worker-${w}`, guarded(work));
  }
  if (plan.sweepMs !== undefined) {
    const sweeping = async () => {
      const swept = watched as PriorityQueue;
      while ((active > 1 || swept.size > 0) && failure === undefined) {
        await cloud.sleep(plan.sweepMs!);
        swept.sweep();
      }
      active--;
    };
    cloud.spawn("sweeper", guarded(sweeping));
  }
  await cloud.runUntil(() => active === 0 || failure !== undefined, { within: plan.withinMs });
  if (failure !== undefined) throw failure.error;
  return new LoadReport(resource, cloud.trace, cloud.now);
}

/** What a load did to a queue. Has the form of a run for charts: name, trace, resource. */
export class LoadReport {
  readonly resource: string;
  readonly sent: number;
  readonly processed: number;
  /** Attempts that failed, retried or not. */
  readonly failedAttempts: number;
  readonly deadLettered: number;
  readonly expired: number;
  readonly waiting: number;

  constructor(
    readonly name: string,
    readonly trace: Trace,
    /** Virtual ms at the end. */
    readonly endedAt: number,
  ) {
    this.resource = name;
    const counts = new Map<string, number>();
    for (const event of trace.for(name)) counts.set(event.kind, (counts.get(event.kind) ?? 0) + 1);
    const count = (what: string) => counts.get(`queue.${what}`) ?? 0;
    this.sent = count("Sent");
    this.processed = count("Deleted");
    this.deadLettered = count("DeadLettered");
    this.failedAttempts = count("Returned") + this.deadLettered;
    this.expired = count("Expired");
    this.waiting = this.sent - this.processed - this.deadLettered - this.expired;
  }

  toString(): string {
    return this.#rows()
      .map(([label, value]) => `${label}: ${value}`)
      .join("\n");
  }

  [Symbol.for("Jupyter.display")](): Record<string, string> {
    const rows = this.#rows().map(([label, value]) => {
      return `<tr><th scope="row" style="text-align:left">${escapeHtml(label)}</th><td>${escapeHtml(String(value))}</td></tr>`;
    });
    return { "text/html": `<table>${rows.join("")}</table>`, "text/plain": this.toString() };
  }

  #rows(): [string, string | number][] {
    const rows: [string, string | number][] = [
      [say({ es: "cola", en: "queue" }), this.name],
      [say({ es: "enviados", en: "sent" }), this.sent],
      [say({ es: "procesados", en: "processed" }), this.processed],
      [say({ es: "intentos fallidos", en: "failed attempts" }), this.failedAttempts],
      [say({ es: "abandonados (deadLetters)", en: "given up (deadLetters)" }), this.deadLettered],
      [say({ es: "caducados", en: "expired" }), this.expired],
      [say({ es: "todavía en espera", en: "still waiting" }), this.waiting],
      [say({ es: "tiempo virtual", en: "virtual time" }), `${(this.endedAt / 1_000).toFixed(1)} s`],
    ];
    return rows;
  }
}

function readOptions(options: LoadOptions, expiring: boolean) {
  const { messages = 60, perSecond = 2, workers = 1, failureRate = expiring ? 0 : 0.25, poison = 0 } = options;
  const { priorities = [0, 5, 9], ttl, sweepEvery, work = 400, within = { hours: 1 } } = options;
  const rule = (holds: boolean, text: string) => {
    if (!holds) throw new RangeError(`loadTest: ${text}`);
  };
  const isWhole = (n: number) => Number.isInteger(n) && n >= 1;
  rule(isWhole(messages) && messages <= MOST_MESSAGES, `messages: 1 to ${MOST_MESSAGES}, not ${messages}`);
  rule(isWhole(workers), `workers: a whole number >= 1, not ${workers}`);
  rule(failureRate >= 0 && failureRate < 1, `failureRate: 0 to below 1, not ${failureRate}`);
  rule(poison >= 0 && poison <= 1, `poison: a probability, 0 to 1, not ${poison}`);
  rule(priorities.length > 0, "priorities: at least one");
  rule(expiring || (ttl === undefined && sweepEvery === undefined), "ttl and sweepEvery belong to PriorityQueue");
  const sweepMs = sweepEvery === undefined ? undefined : toMilliseconds(sweepEvery, "loadTest sweepEvery");
  rule(sweepMs === undefined || sweepMs > 0, "sweepEvery: longer than 0");
  const ttlMs = ttl === undefined ? undefined : toMilliseconds(ttl, "loadTest ttl");
  const workMs = toMilliseconds(work, "loadTest work");
  rule(workMs > 0, "work: longer than 0");
  const withinMs = toMilliseconds(within, "loadTest within");
  return { messages, perSecond, workers, failureRate, poison, priorities, ttlMs, sweepMs, workMs, withinMs };
}

/** What the i-th message brings. Drawn in the order of arrival from the load's own substreams. */
function drawer(cloud: Simulation, plan: ReturnType<typeof readOptions>): (i: number) => Load {
  const [priorities, work, failing] = [
    cloud.random("load:priority"),
    cloud.random("load:work"),
    cloud.random("load:fail"),
  ];
  return (i) => {
    const isPoison = failing.bernoulli(plan.poison);
    let failures = 0;
    while (failing.bernoulli(plan.failureRate)) failures++;
    return {
      body: `${say({ es: "pedido", en: "order" })}-${i + 1}`,
      priority: priorities.pick(plan.priorities),
      workMs: work.exponential(plan.workMs),
      failures: isPoison ? Number.POSITIVE_INFINITY : failures,
    };
  };
}
