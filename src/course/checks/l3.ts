/**
 * L3, the visible part: a broker of Amazon MQ, a warehouse and a shop that talk in both directions, the traffic, access rules.
 * The student's functions run against a recorded cloud; what is judged is read from the judge's cloud, where the log of their
 * calls was replayed, and from the calls of the warehouse's work and of the shop's ear, which live on this side.
 */
import { isDeepStrictEqual } from "node:util";
import { Mq } from "@aws-sdk/client-mq";
import type { Cloud, CloudOptions } from "../../sdk";
import type { Random } from "../../sim/random";
import { escapedFrom, literal, pickWords } from "./support";
import { type Check, type Finding, type RemoteCloud, type Student, StudentFault, type Text } from "./types";

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

const given = ({ market, orders, afterRules, early }: MarketPlan): string =>
  [
    `market = ${literal(market)}`,
    ...(early.length > 0 ? [`${early.length} × order, reboot`] : []),
    ...(orders.length > 0 ? [`${orders.length} × order`] : []),
    ...(afterRules.length > 0 ? [`restrict, ${afterRules.length} × order`] : []),
  ].join("; ");

const hints = {
  create: {
    es: 'createBroker con EngineType: "ACTIVEMQ", y en Users dos usuarios, cada uno con su Groups. Después, cloud.waitFor hasta que describeBroker diga RUNNING.',
    en: 'createBroker with EngineType: "ACTIVEMQ", and in Users two users, each with its Groups. Then cloud.waitFor until describeBroker says RUNNING.',
  },
  address: {
    es: 'Devuelve "failover:(" + el endpoint que empieza por ssl: + ")": así, una conexión que se corta vuelve sola.',
    en: 'Return "failover:(" + the endpoint that begins with ssl: + ")": a connection that breaks then comes back by itself.',
  },
  answer: {
    es: "En el almacén: await work(message.text), y un mensaje de texto con correlationId: message.JMSMessageID a message.JMSReplyTo.",
    en: "In the warehouse: await work(message.text), and a text message with correlationId: message.JMSMessageID to message.JMSReplyTo.",
  },
  ask: {
    es: "En la tienda: un consumidor de REPLIES que llama onReply(message.JMSCorrelationID, message.text), y un productor de ORDERS que pone replyTo.",
    en: "In the shop: a consumer of REPLIES that calls onReply(message.JMSCorrelationID, message.text), and a producer of ORDERS that sets replyTo.",
  },
  retry: {
    es: "No atrapes el error de work: en AUTO_ACKNOWLEDGE, un listener que lanza devuelve el mensaje, y vuelve un segundo después.",
    en: "Do not catch the error of work: in AUTO_ACKNOWLEDGE a listener that throws sends the message back, and it comes again a second later.",
  },
  persistent: {
    es: "Envía PERSISTENT (lo es si no dices otra cosa).",
    en: "Send PERSISTENT (it is, unless you say otherwise).",
  },
  traffic: {
    es: 'getMetricStatistics: Namespace "AWS/AmazonMQ", Dimensions Broker "NOMBRE-1" y Queue; suma los Sum de EnqueueCount y DequeueCount, y toma el último valor de QueueSize.',
    en: 'getMetricStatistics: Namespace "AWS/AmazonMQ", Dimensions Broker "NAME-1" and Queue; add up the Sum of EnqueueCount and DequeueCount, and take the latest value of QueueSize.',
  },
  rules: {
    es: "updateConfiguration sube el XML (en base64), updateBroker lo asigna, rebootBroker lo aplica. read, write y admin llevan grupos, no usuarios.",
    en: "updateConfiguration uploads the XML (in base64), updateBroker attaches it, rebootBroker applies it. read, write and admin hold groups, not users.",
  },
} satisfies Record<string, Text>;

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
const answerTo = (order: string): string => `${order}: ready`;

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

const only = <T>(record: Record<string, T>, keep: (key: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)));

// ---- l3.broker --------------------------------------------------------------------------------------------------

const brokerCheck: Check<MarketPlan, MarketRun> = {
  id: "l3.broker",
  item: "L3",
  points: 0.5,
  title: { es: "Un broker con dos usuarios", en: "A broker with two users" },
  needs: ["createBroker"],
  parameters: (random) => marketPlan(random),
  scenario: (student, plan) => playMarket(student, plan, "broker"),
  verdict(plan, { broker, address, entries }) {
    const seen = { engine: broker?.engine, stateWhenYouReturned: broker?.stateAtReturn };
    return [
      {
        claim: { es: "El broker ya funciona cuando lo devuelves", en: "The broker runs by the time you return it" },
        ok: broker?.engine === "ACTIVEMQ" && broker.stateAtReturn === "RUNNING",
        given: given(plan),
        observed: broker === undefined ? `? ${plan.market.broker}` : seen,
        expected: { engine: "ACTIVEMQ", stateWhenYouReturned: "RUNNING" },
        hint: hints.create,
      },
      {
        claim: {
          es: "Entran shop y warehouse con su contraseña, y nadie más",
          en: "shop and warehouse get in with their password, and nobody else does",
        },
        ok: isDeepStrictEqual(entries, { shop: true, warehouse: true, "wrong password": false, stranger: false }),
        given: given(plan),
        observed: entries,
        expected: { shop: true, warehouse: true, "wrong password": false, stranger: false },
        hint: hints.create,
      },
      {
        claim: {
          es: "La dirección es la de tu broker, por TLS y con failover",
          en: "The address is your broker's, over TLS and with failover",
        },
        ok: typeof address === "string" && /^failover:\(ssl:\/\/[^)]+:61617\)/.test(address),
        weight: 0.5,
        given: given(plan),
        observed: address,
        expected: "failover:(ssl://...:61617)",
        hint: hints.address,
      },
    ];
  },
};

// ---- l3.talk ----------------------------------------------------------------------------------------------------

/** Each of these orders was worked on and answered once, to who asked. */
export function answeredFinding(plan: MarketPlan, run: MarketRun, orders: string[], claim: Text, hint: Text): Finding {
  const answers = (text: string) => run.heard.filter(({ id }) => id !== undefined && id === run.ids[text]);
  const wrong = orders.filter((text) => {
    const got = answers(text);
    return got.length !== 1 || got[0]!.text !== answerTo(text);
  });
  const shownFor = wrong.slice(0, 2);
  return {
    claim,
    ok: orders.length > 0 && wrong.length === 0,
    weight: 2,
    given: given(plan),
    observed:
      wrong.length === 0
        ? { answered: orders.length }
        : Object.fromEntries(
            shownFor.map((text) => [text, { id: run.ids[text], answers: answers(text).map((each) => each.text) }]),
          ),
    expected:
      wrong.length === 0
        ? { answered: orders.length }
        : Object.fromEntries(shownFor.map((text) => [text, { id: "ID:...", answers: [answerTo(text)] }])),
    hint,
  };
}

const talkCheck: Check<MarketPlan, MarketRun> = {
  id: "l3.talk",
  item: "L3",
  points: 1,
  title: { es: "Dos aplicaciones que se responden", en: "Two applications that answer each other" },
  needs: ["createBroker", "openWarehouse", "openShop"],
  parameters: (random) => marketPlan(random, { orders: pickWords(random, random.integer(5, 8)) }),
  scenario: (student, plan) => playMarket(student, plan, "talk"),
  verdict(plan, run) {
    const { orders } = plan;
    const strays = run.heard.filter(({ id }) => !Object.values(run.ids).includes(id));
    return [
      {
        claim: {
          es: "El almacén trabaja cada pedido, en orden y una vez",
          en: "The warehouse works on each order, in sequence and once",
        },
        ok: isDeepStrictEqual(run.worked, orders),
        given: given(plan),
        observed: run.worked,
        expected: orders,
        hint: hints.answer,
      },
      answeredFinding(
        plan,
        run,
        orders,
        {
          es: "La tienda oye la respuesta de cada pedido, una vez, con el id de ese pedido",
          en: "The shop hears the answer to each order, once, with that order's id",
        },
        run.heard.length > 0 ? hints.answer : hints.ask,
      ),
      {
        claim: {
          es: "Los pedidos van por ORDERS y las respuestas por REPLIES, y nada queda sin recoger",
          en: "Orders go through ORDERS and answers through REPLIES, and nothing is left lying",
        },
        ok:
          QUEUES.every((queue) => run.sent[queue] === orders.length && run.waiting[queue] === 0) && strays.length === 0,
        given: given(plan),
        observed: { sent: run.sent, waiting: run.waiting, ...(strays.length > 0 && { strays: strays.slice(0, 2) }) },
        expected: { sent: { ORDERS: orders.length, REPLIES: orders.length }, waiting: { ORDERS: 0, REPLIES: 0 } },
        hint: hints.ask,
      },
    ];
  },
};

// ---- l3.traffic -------------------------------------------------------------------------------------------------

const trafficCheck: Check<MarketPlan, MarketRun> = {
  id: "l3.traffic",
  item: "L3",
  points: 0.5,
  title: { es: "El tráfico, leído en CloudWatch", en: "The traffic, read in CloudWatch" },
  needs: ["createBroker", "openWarehouse", "openShop", "traffic"],
  parameters: (random) => marketPlan(random, { orders: pickWords(random, random.integer(4, 9)) }),
  scenario: (student, plan) => playMarket(student, plan, "traffic"),
  verdict(plan, run) {
    return QUEUES.map((queue) => {
      const expected = { enqueued: run.sent[queue], dequeued: run.removed[queue], waiting: run.waiting[queue] };
      return {
        claim: {
          es: `traffic cuenta lo que entró, lo que salió y lo que espera en ${queue}`,
          en: `traffic counts what went in, what came out and what waits in ${queue}`,
        },
        // without traffic there is nothing to count
        ok: run.sent[queue]! > 0 && isDeepStrictEqual(run.traffic[queue], expected),
        given: `${given(plan)}; await traffic(cloud, market, "${queue}")`,
        observed: run.traffic[queue],
        expected,
        hint: hints.traffic,
      };
    });
  },
};

// ---- l3.rules ---------------------------------------------------------------------------------------------------

/** What the rules let through and what they keep out, by the queues that `keep` names. */
export function rightsFindings(plan: MarketPlan, run: MarketRun, keep: (right: string) => boolean): Finding[] {
  const expected = only(RIGHTS, keep);
  const seen = only(run.rights, keep);
  const differing = Object.keys(expected).filter((right) => seen[right] !== expected[right]);
  const allowed = Object.keys(expected).filter((right) => expected[right]);
  const refused = Object.keys(expected).filter((right) => !expected[right]);
  const works = Object.keys(RIGHTS).some((right) => RIGHTS[right] && run.rights[right]);
  const finding = (claim: Text, rights: string[]): Finding => ({
    claim,
    // rules that let nobody do anything have not chosen
    ok: works && rights.every((right) => !differing.includes(right)),
    given: given(plan),
    observed: only(seen, (right) => rights.includes(right)),
    expected: only(expected, (right) => rights.includes(right)),
    hint: hints.rules,
  });
  return [
    ...(allowed.length > 0
      ? [
          finding(
            {
              es: "Cada aplicación puede lo que necesita: pedir y leer respuestas, leer pedidos y responder",
              en: "Each application may do what it needs: order and read answers, read orders and answer",
            },
            allowed,
          ),
        ]
      : []),
    finding(
      { es: "Y nada más: el broker rechaza lo que sobra", en: "And nothing else: the broker refuses the rest" },
      refused,
    ),
  ];
}

const rulesCheck: Check<MarketPlan, MarketRun> = {
  id: "l3.rules",
  item: "L3",
  points: 1,
  title: { es: "Reglas de acceso que rechazan", en: "Access rules that refuse" },
  needs: ["createBroker", "openWarehouse", "openShop", "restrict"],
  parameters(random) {
    const words = pickWords(random, random.integer(5, 8));
    return marketPlan(random, { orders: words.slice(0, 3), afterRules: words.slice(3) });
  },
  scenario: (student, plan) => playMarket(student, plan, "rules"),
  verdict: (plan, run) => [
    ...rightsFindings(plan, run, (right) => QUEUES.some((queue) => right.endsWith(queue))),
    answeredFinding(
      plan,
      run,
      plan.afterRules,
      {
        es: "Las dos aplicaciones siguen hablando después del reinicio, sin volver a abrirlas",
        en: "The two applications go on talking after the reboot, without being opened again",
      },
      hints.address,
    ),
  ],
};

export const checks: Check[] = [brokerCheck, talkCheck, trafficCheck, rulesCheck];
export { hints };
