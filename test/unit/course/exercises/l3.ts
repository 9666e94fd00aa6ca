/** L3: right answers written differently, and wrong ones with the claims that must fail. */
import { changed, reference, type Variant } from "../checks/answers";
import type { Exercise } from "../checks/exercise-suite";

const RIGHT = reference("03-mq", "l3.rules");

/** Other right ways. */
const OTHERS: Record<string, string> = {
  "with fetching instead of listening": changed(RIGHT, {
    name: "fetching",
    change: [
      [
        `await orders.setMessageListener(async (order) => {`,
        `cloud.spawn("warehouse", async () => { for (;;) { const order = await orders.receive(); if (order === null) return;
          try {`,
      ],
      [
        `await answers.send(answer, { destination: order.JMSReplyTo! });\n  });`,
        `await answers.send(answer, { destination: order.JMSReplyTo! });
          await order.acknowledge(); } catch { await session.recover(); } } });`,
      ],
      [
        "const session = await connection.createSession();",
        'const session = await connection.createSession("CLIENT_ACKNOWLEDGE");',
      ],
    ],
    fails: {},
  }),
  "with transactions": changed(RIGHT, {
    name: "transacted",
    change: [
      [
        "const session = await connection.createSession();",
        'const session = await connection.createSession("SESSION_TRANSACTED");',
      ],
      [
        "const answer = session.createTextMessage(await work(order.text), { correlationId: order.JMSMessageID });",
        `let text: string;
         try { text = await work(order.text); } catch { await session.rollback(); return; }
         const answer = session.createTextMessage(text, { correlationId: order.JMSMessageID });`,
      ],
      [
        "await answers.send(answer, { destination: order.JMSReplyTo! });",
        "await answers.send(answer, { destination: order.JMSReplyTo! }); await session.commit();",
      ],
    ],
    fails: {},
  }),
  "with a session for each direction, and other numbers for the metrics": changed(RIGHT, {
    name: "two sessions",
    change: [
      [
        'const orders = await session.createProducer(session.createQueue("ORDERS"));',
        'const out = await connection.createSession(); const orders = await out.createProducer(out.createQueue("ORDERS"));',
      ],
      ["Period: 60,", "Period: 60, Unit: undefined,"],
      ['Statistics: ["Sum"]', 'Statistics: ["Sum", "Average"]'],
    ],
    fails: {},
  }),
};

const VARIANTS: Variant[] = [
  {
    name: "does not wait until the broker runs",
    change: [
      [
        "await cloud.waitFor(running, { every: { seconds: 30 }, within: { minutes: 30 } });\n  const { BrokerInstances }",
        "const { BrokerInstances }",
      ],
      ["BrokerInstances![0]!.Endpoints!.find", "BrokerInstances?.[0]?.Endpoints?.find"],
    ],
    fails: { "l3.broker": /runs by the time/ },
  },
  {
    name: "gives the warehouse another password",
    change: [
      ['{ Username: "warehouse", Password: market.password,', '{ Username: "warehouse", Password: "another-password",'],
    ],
    fails: { "l3.broker": /get in with their password/ },
  },
  {
    name: "leaves out failover",
    change: [["return `failover:(${endpoint})`;", "return endpoint!;"]],
    fails: { "l3.broker": /with failover/, "l3.rules": /go on talking|threw|without throwing/ },
  },
  {
    name: "puts both users into one group",
    change: [['Groups: ["warehouses"] },', 'Groups: ["shops", "warehouses"] },']],
    fails: { "l3.broker": /not the other's/, "l3.rules": /nothing else/ },
  },
  {
    name: "does not start the warehouse's connection",
    change: [["await connection.start();", ""]],
    fails: { "l3.talk": /works on each order/ },
  },
  {
    name: "answers without the order's id",
    change: [[", { correlationId: order.JMSMessageID });", ", {});"]],
    fails: { "l3.talk": /with that order's id/ },
  },
  {
    name: "answers twice",
    change: [
      [
        "await answers.send(answer, { destination: order.JMSReplyTo! });",
        "await answers.send(answer, { destination: order.JMSReplyTo! }); await answers.send(answer, { destination: order.JMSReplyTo! });",
      ],
    ],
    fails: { "l3.talk": /hears the answer/ },
  },
  {
    name: "answers with the order",
    change: [
      [
        "session.createTextMessage(await work(order.text),",
        "session.createTextMessage((await work(order.text), order.text),",
      ],
    ],
    fails: { "l3.talk": /hears the answer/ },
  },
  {
    name: "answers before it works",
    change: [
      ["session.createTextMessage(await work(order.text),", "session.createTextMessage(`${order.text}: ready`,"],
    ],
    fails: { "l3.talk": /works on each order/ },
  },
  {
    name: "serves one order only",
    change: [
      [
        "await orders.setMessageListener(async (order) => {",
        "let open = true; await orders.setMessageListener(async (order) => { if (!open) return; open = false;",
      ],
    ],
    fails: { "l3.talk": /works on each order/ },
  },
  {
    name: "takes an order whose work fails for done",
    change: [
      [
        "const answer = session.createTextMessage(await work(order.text),",
        "let text = ''; try { text = await work(order.text); } catch { return; }\n const answer = session.createTextMessage(text,",
      ],
    ],
    fails: { "l3.talk": /tried again/ },
  },
  {
    name: "sends orders that do not survive a restart",
    change: [
      [
        "session.createTextMessage(text, { replyTo }))",
        'session.createTextMessage(text, { replyTo }), { deliveryMode: "NON_PERSISTENT" })',
      ],
    ],
    fails: { "l3.talk": /survives a restart/ },
  },
  {
    name: "lets answers go to another queue",
    change: [['const replyTo = session.createQueue("REPLIES");', 'const replyTo = session.createQueue("ANSWERS");']],
    fails: { "l3.talk": /REPLIES/ },
  },
  {
    name: "passes the answer's own id on",
    change: [["onReply(reply.JMSCorrelationID!, reply.text)", "onReply(reply.JMSMessageID, reply.text)"]],
    fails: { "l3.talk": /with that order's id/ },
  },
  {
    name: "adds up the queue's size",
    change: [["waiting: size.at(-1) ?? 0", "waiting: total(size) + 1"]],
    fails: { "l3.traffic": /counts what went in/ },
  },
  {
    name: "reads what went in for what came out",
    change: [['await points("DequeueCount")', 'await points("ConsumerCount")']],
    fails: { "l3.traffic": /counts what went in/ },
  },
  {
    name: "counts one queue for both",
    change: [
      ['{ Name: "Queue", Value: queue }', '{ Name: "Queue", Value: "ORDERS" }'],
      ["{ enqueued: total(enqueued),", '{ enqueued: total(enqueued) + (queue === "REPLIES" ? 1 : 0),'],
    ],
    fails: { "l3.traffic": /REPLIES/ },
  },
  {
    name: "does not reboot",
    change: [["await mq.rebootBroker({ BrokerId });", ""]],
    fails: { "l3.rules": /nothing else/ },
  },
  {
    name: "does not attach the rules",
    change: [["await mq.updateBroker({ BrokerId, Configuration: { Id, Revision: LatestRevision!.Revision } });", ""]],
    fails: { "l3.rules": /nothing else/ },
  },
  {
    name: "lets the warehouse order",
    change: [
      ['queue="ORDERS" read="warehouses" write="shops"', 'queue="ORDERS" read="warehouses" write="shops,warehouses"'],
    ],
    fails: { "l3.rules": /nothing else/ },
  },
  {
    name: "lets the shop read the orders",
    change: [['queue="ORDERS" read="warehouses"', 'queue="ORDERS" read="warehouses,shops"']],
    fails: { "l3.rules": /nothing else/ },
  },
  {
    name: "swaps who reads and who writes the answers",
    change: [['queue="REPLIES" read="shops" write="warehouses"', 'queue="REPLIES" read="warehouses" write="shops"']],
    fails: { "l3.rules": /what it needs/ },
  },
  {
    name: "writes users instead of groups",
    change: [['read="warehouses" write="shops"', 'read="warehouse" write="shop"']],
    fails: { "l3.rules": /what it needs/ },
  },
  {
    name: "says nothing about other queues",
    change: [
      [
        '<authorizationEntry queue="&gt;" read="admins" write="admins" admin="admins"/>',
        '<authorizationEntry queue="&gt;" read="shops" write="shops" admin="shops"/>',
      ],
    ],
    fails: { "l3.rules": /nobody spoke of/ },
  },
  {
    name: "locks everybody out",
    change: [
      [
        'queue="ORDERS" read="warehouses" write="shops" admin="shops,warehouses"',
        'queue="ORDERS" read="admins" write="admins" admin="admins"',
      ],
    ],
    fails: { "l3.rules": /what it needs/ },
  },
];

export const L3: Exercise = {
  item: "L3",
  unit: "03-mq",
  ids: ["l3.broker", "l3.talk", "l3.traffic", "l3.rules"],
  points: 3,
  right: RIGHT,
  solutions: { reference: RIGHT, ...OTHERS },
  mutants: {},
  variants: VARIANTS,
  thing: "market",
  seeds: 3,
  variantSeeds: 1,
};
