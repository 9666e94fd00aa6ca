/** L3: how the student's functions are driven, and what the judge's cloud shows of broker, users and rules. */
import { Mq } from "@aws-sdk/client-mq";
import type { Cloud } from "../../../sdk";
import { escapedFrom } from "../support";
import { type RemoteCloud, type Student, StudentFault } from "../types";
import { type Market, type MarketPlan, QUEUES, USERS } from "./plan";

export interface MarketRun {
  address: unknown;
  broker?: { engine?: string; state?: string; stateAtReturn: string; users: { name: string; groups: string[] }[] };
  /** Who gets in: a right password of each user, and a wrong one. */
  entries: Record<string, boolean>;
  /** Ids that the shop's function gave, by order. */
  ids: Record<string, unknown>;
  /** Calls of the warehouse's work, and of the shop's ear, in order. */
  worked: unknown[];
  heard: { id: unknown; text: unknown }[];
  /** What passed through each queue, by the trace. */
  sent: Record<string, number>;
  removed: Record<string, number>;
  waiting: Record<string, number>;
  /** What the student's traffic says, by queue. */
  traffic: Record<string, unknown>;
  /** "shop reads ORDERS" -> whether it may. */
  rights: Record<string, boolean>;
}

type Steps = "broker" | "talk" | "traffic" | "rules";
const RUN = { minutes: 3 };
export const answerTo = (order: string): string => `${order}: ready`;

/** Runs the student's functions as far as `until`, then looks at the judge's cloud. */
export async function playMarket(student: Student, plan: MarketPlan, until: Steps): Promise<MarketRun> {
  const { market } = plan;
  const cloud = await student.cloud(plan.cloud);
  const address = await student.call("createBroker", cloud, market);
  const run: MarketRun = {
    address,
    entries: {},
    ids: {},
    worked: [],
    heard: [],
    sent: {},
    removed: {},
    waiting: {},
    traffic: {},
    rights: {},
  };
  const stateAtReturn = await stateOf(await cloud.judge(), market);
  if (until !== "broker") await talk(student, cloud, plan, run, until);
  const judge = await cloud.judge();
  run.broker = await describe(judge, market, stateAtReturn);
  for (const queue of QUEUES) {
    const resource = `${market.broker}/${queue}`;
    const count = (kind: string) => [...judge.trace.events({ kinds: [kind], resource })].length;
    run.sent[queue] = count("mq.Sent");
    run.removed[queue] = count("mq.Deleted");
    run.waiting[queue] = run.sent[queue] - run.removed[queue];
  }
  if (run.broker?.state !== "RUNNING") return run;
  if (until === "broker") run.entries = await entriesOf(judge, market);
  if (until === "rules") run.rights = await rightsOf(judge, market);
  return run;
}

async function talk(student: Student, cloud: RemoteCloud, plan: MarketPlan, run: MarketRun, until: Steps) {
  const { market, orders, early, afterRules } = plan;
  const { address } = run;
  const failsOnce = new Set(plan.failsOnce);
  const work = (order: unknown): string => {
    run.worked.push(order);
    if (failsOnce.delete(String(order))) throw new Error(`${order}: out of paper`);
    return answerTo(String(order));
  };
  const hear = (id: unknown, text: unknown) => void run.heard.push({ id, text });
  const order = await student.call("openShop", cloud, address, market, hear);
  if (typeof order !== "function") {
    throw new StudentFault("not-data", {
      es: "openShop debe devolver una función: la que envía un pedido.",
      en: "openShop must return a function: the one that sends an order.",
    });
  }
  const place = async (text: string) => {
    run.ids[text] = await order(text);
  };
  for (const text of early) await place(text);
  if (early.length > 0) {
    await student.remote(await cloud.call("broker", address)).call("restart");
    await cloud.call("run", { for: RUN });
  }
  await student.call("openWarehouse", cloud, address, market, work);
  for (const text of orders) await place(text);
  await cloud.call("run", { for: RUN });
  if (until === "traffic") {
    for (const queue of QUEUES) run.traffic[queue] = await student.call("traffic", cloud, market, queue);
  }
  if (until !== "rules") return;
  await student.call("restrict", cloud, market);
  for (const text of afterRules) {
    await place(text).catch((error) => {
      run.ids[text] = escapedFrom(error);
    });
  }
  await cloud.call("run", { for: RUN });
}

async function summaryOf(judge: Cloud, { broker }: Market) {
  const { BrokerSummaries = [] } = await judge.client(Mq).listBrokers({});
  return BrokerSummaries.find(({ BrokerName }) => BrokerName === broker);
}

async function stateOf(judge: Cloud, market: Market): Promise<string> {
  return (await summaryOf(judge, market))?.BrokerState ?? "";
}

async function describe(judge: Cloud, market: Market, stateAtReturn: string): Promise<MarketRun["broker"]> {
  const mq = judge.client(Mq);
  const BrokerId = (await summaryOf(judge, market))?.BrokerId;
  if (BrokerId === undefined) return undefined;
  const { EngineType, BrokerState, Users = [] } = await mq.describeBroker({ BrokerId });
  const users: { name: string; groups: string[] }[] = [];
  if (EngineType === "ACTIVEMQ") {
    for (const { Username = "" } of Users) {
      const { Groups = [] } = await mq.describeUser({ BrokerId, Username });
      users.push({ name: Username, groups: [...Groups] });
    }
  }
  return { engine: EngineType, state: BrokerState, stateAtReturn, users };
}

async function mayEnter(judge: Cloud, broker: string, username: string, password: string): Promise<boolean> {
  try {
    const connection = await judge.broker(broker).createConnection({ username, password });
    await connection.close();
    return true;
  } catch {
    return false; // refused, which is what is asked
  }
}

async function entriesOf(judge: Cloud, { broker, password }: Market): Promise<Record<string, boolean>> {
  const entries: Record<string, boolean> = {};
  for (const user of USERS) entries[user] = await mayEnter(judge, broker, user, password);
  entries["wrong password"] = await mayEnter(judge, broker, "shop", `${password}-not`);
  entries.stranger = await mayEnter(judge, broker, "stranger", password);
  return entries;
}

/** Tries each right as its user; SALARIES stands for every queue that nobody spoke of. */
async function rightsOf(judge: Cloud, { broker, password }: Market): Promise<Record<string, boolean>> {
  const rights: Record<string, boolean> = {};
  for (const username of USERS) {
    const connection = await judge
      .broker(broker)
      .createConnection({ username, password })
      .catch(() => undefined);
    const session = await connection?.createSession();
    const may = async (attempt: () => Promise<{ close(): Promise<void> }> | undefined): Promise<boolean> => {
      try {
        const opened = await attempt();
        await opened?.close();
        return opened !== undefined;
      } catch {
        return false; // refused, which is what is asked
      }
    };
    for (const queue of [...QUEUES, "SALARIES"]) {
      const at = session?.createQueue(queue);
      rights[`${username} writes ${queue}`] = await may(() => at && session?.createProducer(at));
      rights[`${username} reads ${queue}`] = await may(() => at && session?.createConsumer(at));
    }
    await connection?.close();
  }
  return rights;
}

export const RIGHTS: Record<string, boolean> = {
  "shop writes ORDERS": true,
  "shop reads ORDERS": false,
  "shop writes REPLIES": false,
  "shop reads REPLIES": true,
  "shop writes SALARIES": false,
  "shop reads SALARIES": false,
  "warehouse writes ORDERS": false,
  "warehouse reads ORDERS": true,
  "warehouse writes REPLIES": true,
  "warehouse reads REPLIES": false,
  "warehouse writes SALARIES": false,
  "warehouse reads SALARIES": false,
};

export const only = <T>(record: Record<string, T>, keep: (key: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)));
