// Unit 03: brokers. Amazon MQ against SQS (T8, E3, L3), and brokers from the inside: threads (X3), sessions (X8), types and connections (X9).
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "mq-title", "lang": "es", "slide": "slide"}
// # ¿Cuándo hace falta un broker?
//
// Una cola de SQS es una puerta: dejas, recoges, borras. Un **broker** es un servidor con el que se conversa: empuja mensajes, abre transacciones, recuerda a quien se fue, habla los protocolos que tu empresa usa desde hace veinte años. Aquí decides cuándo lo necesitas, lo montas con dos aplicaciones que se responden, y construyes tres por dentro.

// %% [markdown] {"id": "mq-title", "lang": "en", "slide": "slide"}
// # When does one need a broker?
//
// A queue of SQS is a door: you leave, you collect, you delete. A **broker** is a server that one talks with: it pushes messages, opens transactions, remembers who has gone away, speaks the protocols that your company has used for twenty years. Here you decide when you need one, set it up with two applications that answer each other, and build three from the inside.

// %% [markdown] {"id": "mq-terms", "lang": "es"}
// **Palabras de esta unidad** y cómo las verás en el código:
//
// | palabra | aquí es |
// |---|---|
// | broker | el servidor de mensajes: `createBroker`, y después `cloud.broker(...)` |
// | motor | el programa que corre dentro: ActiveMQ o RabbitMQ (`EngineType`) |
// | conexión, sesión | el cable de un cliente, y un hilo de trabajo sobre él: `createConnection`, `createSession` |
// | destino | una cola (`createQueue`) o un tema (`createTopic`) del broker |
// | productor, consumidor | quien envía y quien recibe: `createProducer`, `createConsumer` |
// | transacción | varios envíos y recepciones que valen todos o ninguno: `commit`, `rollback` |
// | durable | una suscripción que el broker recuerda aunque te vayas |
//
// **Tiempo:** unas siete horas: una para T8 y E3, una y media para L3, una y media para cada ejercicio. **El camino:** teoría T8, ejemplo E3, laboratorio L3, ejercicios X3, X8 y X9. Cada sección crea su propia `Cloud` y se puede hacer por separado.

// %% [markdown] {"id": "mq-terms", "lang": "en"}
// **Words of this unit** and how you will see them in code:
//
// | word | here it is |
// |---|---|
// | broker | the message server: `createBroker`, and then `cloud.broker(...)` |
// | engine | the program that runs inside: ActiveMQ or RabbitMQ (`EngineType`) |
// | connection, session | a client's wire, and a thread of work on it: `createConnection`, `createSession` |
// | destination | a queue (`createQueue`) or a topic (`createTopic`) of the broker |
// | producer, consumer | who sends and who receives: `createProducer`, `createConsumer` |
// | transaction | several sends and receives that all count or none: `commit`, `rollback` |
// | durable | a subscription that the broker remembers although you have gone |
//
// **Time:** about seven hours: one for T8 and E3, one and a half for L3, one and a half for each exercise. **The road:** theory T8, example E3, lab L3, exercises X3, X8 and X9. Each section makes its own `Cloud` and can be done by itself.

// %% {"id": "mq-setup", "kind": "given"}
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { Mq } from "@aws-sdk/client-mq";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { Chart, metrics, palette, span, throughput, withWords } from "nubelab/charts";
import { check, exercises, predict, selfCheck, ServiceThread } from "nubelab/course";

// %% {"id": "mq-language", "lang": "es", "kind": "given"}
useLanguage("es"); // en qué idioma hablan los gráficos, las facturas y las comprobaciones

// %% {"id": "mq-language", "lang": "en", "kind": "given"}
useLanguage("en"); // the language of charts, bills and checks

// %% [markdown] {"id": "mq-group-ask", "lang": "es"}
// **Si trabajan en grupo**, entreguen un solo cuaderno con el nombre de cada integrante aquí.

// %% [markdown] {"id": "mq-group-ask", "lang": "en"}
// **If you work as a group**, hand in one notebook with everybody's name here.

// %% {"id": "mq-group", "lang": "es"}
const grupo = ["nombre y apellido"];

// %% {"id": "mq-group", "lang": "en"}
const group = ["first and last name"];

// %% [markdown] {"id": "t8-question", "item": "T8", "lang": "es", "slide": "slide"}
// ## T8 · ¿Qué hace un broker que SQS no hace?
//
// > Explica qué es Amazon MQ y sus ventajas frente a Amazon SQS.
//
// Amazon MQ es un broker administrado: ActiveMQ o RabbitMQ, que AWS enciende, actualiza y vigila por ti. Cuatro experimentos. El primero: **quién pregunta**. Sesenta pedidos en hora y pico, a una cola que se sondea y a un broker que empuja.

// %% [markdown] {"id": "t8-question", "item": "T8", "lang": "en", "slide": "slide"}
// ## T8 · What does a broker do that SQS does not?
//
// > Explain what Amazon MQ is and its advantages over Amazon SQS.
//
// Amazon MQ is a managed broker: ActiveMQ or RabbitMQ, which AWS switches on, updates and watches for you. Four experiments. The first: **who asks**. Sixty orders in a little over an hour, to a queue that is polled and to a broker that pushes.

// %% {"id": "t8-poll", "item": "T8"}
async function polled(waitSeconds: number, restSeconds: number) {
  const cloud = new Cloud({ seed: 31 });
  const sqs = cloud.client(SQS);
  const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
  const waits: number[] = [];
  cloud.spawn("desk", async () => {
    for (;;) {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: waitSeconds });
      for (const { Body, ReceiptHandle } of Messages) {
        waits.push((cloud.now - Number(Body)) / 1000);
        await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
      }
      if (Messages.length === 0 && restSeconds > 0) await cloud.sleep({ seconds: restSeconds });
    }
  });
  const send = () => sqs.sendMessage({ QueueUrl, MessageBody: String(cloud.now) });
  cloud.poisson({ name: "customers", perSecond: 1 / 60, times: 60 }, send);
  await cloud.run({ for: { minutes: 90 } });
  return { empty: [...cloud.trace.events({ kinds: ["sqs.EmptyReceive"] })].length, waits };
}

// %% {"id": "t8-push", "item": "T8"}
async function pushed() {
  const cloud = new Cloud({ seed: 31 });
  const broker = await cloud.startBroker("shop");
  const connection = await broker.createConnection({ username: "student", password: "student", clientId: "desk" });
  await connection.start();
  const session = await connection.createSession();
  const orders = session.createQueue("orders");
  const waits: number[] = [];
  const consumer = await session.createConsumer(orders);
  await consumer.setMessageListener((message) => {
    waits.push((cloud.now - Number(message.text)) / 1000);
  });
  const producer = await (await connection.createSession()).createProducer(orders);
  cloud.poisson({ name: "customers", perSecond: 1 / 60, times: 60 }, () => producer.send(String(cloud.now)));
  await cloud.run({ for: { minutes: 90 } });
  return { empty: [...cloud.trace.events({ kinds: ["mq.EmptyReceive"] })].length, waits };
}

// %% [markdown] {"id": "t8-predict", "item": "T8", "lang": "es"}
// **Antes de ejecutar.** En 90 minutos, ¿cuántas veces se pregunta en vano con sondeo corto (y 5 s de descanso), con sondeo largo de 20 s, y con un broker?

// %% [markdown] {"id": "t8-predict", "item": "T8", "lang": "en"}
// **Before you run it.** In 90 minutes, how many times does one ask in vain with short polls (and 5 s of rest), with long polls of 20 s, and with a broker?

// %% {"id": "t8-bet", "item": "T8"}
const inVainBet = { short: 0, long: 0, broker: 0 };

// %% {"id": "t8-run", "item": "T8"}
const ways = { short: await polled(0, 5), long: await polled(20, 0), broker: await pushed() };
const meanWait = ({ waits }: { waits: number[] }) => waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
console.table(
  Object.entries(ways).map(([way, result]) => ({
    way,
    orders: result.waits.length,
    empty: result.empty,
    meanWaitSeconds: meanWait(result).toFixed(2),
  })),
);
predict(inVainBet, { short: ways.short.empty, long: ways.long.empty, broker: ways.broker.empty });

// %% [markdown] {"id": "t8-chart-before", "item": "T8", "lang": "es", "slide": "subslide"}
// Cada barra, las respuestas de una manera: abajo las que traen un pedido, encima las vacías. La parte de abajo es igual en las tres.

// %% [markdown] {"id": "t8-chart-before", "item": "T8", "lang": "en", "slide": "subslide"}
// Each bar holds the answers of one way: those that bring an order below, the empty ones above. The lower part is the same in all three.

// %% {"id": "t8-chart", "item": "T8", "lang": "es"}
const nombres: Record<string, string> = { short: "sondeo corto", long: "sondeo largo", broker: "broker (empuja)" };
const respuestas = Object.entries(ways).flatMap(([way, { waits, empty }]) => [
  { way: nombres[way], kind: "1 · con un pedido", count: waits.length },
  { way: nombres[way], kind: "2 · vacía", count: empty },
]);
new Chart(
  "¿Cuántas respuestas no traen nada?",
  respuestas.map(({ way, kind, count }) => `${way}, ${kind}: ${count}`).join("; ") + ".",
  ["90 minutos, 60 pedidos"],
  withWords({
    data: { values: respuestas },
    width: 480,
    height: 160,
    mark: "bar",
    encoding: {
      x: { field: "count", type: "quantitative", title: "respuestas (n.º)" },
      y: { field: "way", type: "nominal", title: "manera", sort: Object.values(nombres) },
      color: { field: "kind", type: "nominal", title: null, scale: { domain: ["1 · con un pedido", "2 · vacía"], range: [palette.received, palette.expired] } },
      order: { field: "kind" },
      tooltip: [{ field: "way" }, { field: "kind" }, { field: "count" }],
    },
  }),
);

// %% {"id": "t8-chart", "item": "T8", "lang": "en"}
const names: Record<string, string> = { short: "short poll", long: "long poll", broker: "broker (pushes)" };
const answers = Object.entries(ways).flatMap(([way, { waits, empty }]) => [
  { way: names[way], kind: "1 · with an order", count: waits.length },
  { way: names[way], kind: "2 · empty", count: empty },
]);
new Chart(
  "How many answers bring nothing?",
  answers.map(({ way, kind, count }) => `${way}, ${kind}: ${count}`).join("; ") + ".",
  ["90 minutes, 60 orders"],
  withWords({
    data: { values: answers },
    width: 480,
    height: 160,
    mark: "bar",
    encoding: {
      x: { field: "count", type: "quantitative", title: "answers (number)" },
      y: { field: "way", type: "nominal", title: "way", sort: Object.values(names) },
      color: { field: "kind", type: "nominal", title: null, scale: { domain: ["1 · with an order", "2 · empty"], range: [palette.received, palette.expired] } },
      order: { field: "kind" },
      tooltip: [{ field: "way" }, { field: "kind" }, { field: "count" }],
    },
  }),
);

// %% [markdown] {"id": "t8-chart-after", "item": "T8", "lang": "es"}
// El broker no contestó ni una vez en vano, y cada pedido llegó en el instante en que se envió. El sondeo largo tampoco hace esperar, pero sigue preguntando; el corto pregunta mil veces y además hace esperar. En SQS **todas** se pagan. En Amazon MQ no se paga por mensaje: se paga la máquina, por horas (L3).

// %% [markdown] {"id": "t8-chart-after", "item": "T8", "lang": "en"}
// The broker never answered in vain, and each order came the instant it was sent. The long poll does not make anybody wait either, but keeps asking; the short one asks a thousand times and makes people wait as well. In SQS you pay for **all** of them. In Amazon MQ you do not pay by the message: you pay for the machine, by the hour (L3).

// %% [markdown] {"id": "t8-persist", "item": "T8", "lang": "es", "slide": "subslide"}
// **Persistencia.** Tres mensajes `PERSISTENT` y tres `NON_PERSISTENT`, y el broker se reinicia. **Apuesta**: ¿qué queda en la cola?

// %% [markdown] {"id": "t8-persist", "item": "T8", "lang": "en", "slide": "subslide"}
// **Persistence.** Three `PERSISTENT` messages and three `NON_PERSISTENT` ones, and the broker restarts. **Bet**: what is left in the queue?

// %% {"id": "t8-persist-run", "item": "T8"}
const bank = new Cloud({ seed: 32 });
const bankBroker = await bank.startBroker("bank");
const login = { username: "student", password: "student" };
async function bankSession(mode?: "SESSION_TRANSACTED") {
  const connection = await bankBroker.createConnection(login);
  await connection.start();
  return connection.createSession(mode);
}
const writer = await bankSession();
const kept = writer.createQueue("kept");
const toKept = await writer.createProducer(kept);
for (const i of [1, 2, 3]) {
  await toKept.send(`payment ${i}`, { deliveryMode: "PERSISTENT" });
  await toKept.send(`rate ${i}`, { deliveryMode: "NON_PERSISTENT" });
}
await bankBroker.restart();
const reader = await bankSession();
console.log((await reader.browse(kept)).map(({ text }) => text));

// %% [markdown] {"id": "t8-persist-after", "item": "T8", "lang": "es"}
// Los pagos siguen ahí; los tipos de cambio, que mañana no valen nada, se fueron. Con un broker **eliges**, mensaje a mensaje: lo persistente se escribe en disco antes de contestar y cuesta tiempo. SQS lo guarda todo siempre.

// %% [markdown] {"id": "t8-persist-after", "item": "T8", "lang": "en"}
// The payments are still there; the exchange rates, worth nothing tomorrow, are gone. With a broker you **choose**, message by message: what is persistent is written to disk before the answer and costs time. SQS always keeps everything.

// %% [markdown] {"id": "t8-tx", "item": "T8", "lang": "es", "slide": "subslide"}
// **Transacciones.** Un cajero recibe un pago y envía un recibo: las dos cosas o ninguna. La primera vez se arrepiente (`rollback`), la segunda confirma. **Apuesta**: ¿cuántos recibos hay después de cada una?

// %% [markdown] {"id": "t8-tx", "item": "T8", "lang": "en", "slide": "subslide"}
// **Transactions.** A teller receives a payment and sends a receipt: both or neither. The first time it thinks better of it (`rollback`), the second time it commits. **Bet**: how many receipts are there after each?

// %% {"id": "t8-tx-run", "item": "T8"}
const teller = await bankSession("SESSION_TRANSACTED");
const payments = await teller.createConsumer(teller.createQueue("kept"), { prefetch: 1 });
const receipts = await teller.createProducer(teller.createQueue("receipts"));
const countReceipts = async () => (await reader.browse(reader.createQueue("receipts"))).length;
const firstTry = await payments.receive({ seconds: 5 });
await receipts.send(`receipt for ${firstTry!.text}`);
await teller.rollback();
console.log("rolled back:", await countReceipts());
const secondTry = await payments.receive({ seconds: 30 });
await receipts.send(`receipt for ${secondTry!.text}`);
await teller.commit();
console.log("committed:", await countReceipts(), `${secondTry!.text}, delivery ${secondTry!.deliveryCount}`);

// %% [markdown] {"id": "t8-tx-after", "item": "T8", "lang": "es"}
// Cero y uno. Con `rollback`, el recibo **nunca existió** y el pago volvió a la cola, marcado como segunda entrega. En SQS recibir y enviar son dos llamadas: entre ellas puedes morir, y sólo la idempotencia te salva.

// %% [markdown] {"id": "t8-tx-after", "item": "T8", "lang": "en"}
// None and one. With `rollback` the receipt **never existed**, and the payment went back to the queue, marked as a second delivery. In SQS receiving and sending are two calls: you may die between them, and only idempotence saves you.

// %% [markdown] {"id": "t8-order", "item": "T8", "lang": "es", "slide": "subslide"}
// **En secuencia.** Dos cajas leen la misma cola. Tres maneras: sin más, con **grupos** (`JMSXGroupID`: cada cliente, siempre la misma caja) y con una caja **exclusiva** (la otra espera de reserva). **Apuesta**: ¿quién atiende a ana en cada una?

// %% [markdown] {"id": "t8-order", "item": "T8", "lang": "en", "slide": "subslide"}
// **In sequence.** Two tills read the same queue. Three ways: plain, with **groups** (`JMSXGroupID`: each customer always at the same till) and with an **exclusive** till (the other stands by). **Bet**: who serves ana in each?

// %% {"id": "t8-order-run", "item": "T8"}
async function tills(way: "plain" | "groups" | "exclusive"): Promise<string[]> {
  const queue = reader.createQueue(`tills-${way}`);
  const served: string[] = [];
  for (const till of ["A", "B"]) {
    const session = await bankSession();
    const consumer = await session.createConsumer(queue, { exclusive: way === "exclusive", prefetch: 1 });
    await consumer.setMessageListener(async (message) => {
      served.push(`${till}: ${message.text}`);
      await bank.work({ seconds: 1 });
    });
  }
  const session = await bankSession();
  const producer = await session.createProducer(queue);
  for (const customer of ["ana", "beto"]) {
    for (const i of [1, 2, 3]) {
      const properties: Record<string, string> = way === "groups" ? { JMSXGroupID: customer } : {};
      await producer.send(session.createTextMessage(`${customer} ${i}`, { properties }));
    }
  }
  await bank.run();
  return served;
}
console.log("plain    ", (await tills("plain")).join(", "));
console.log("groups   ", (await tills("groups")).join(", "));
console.log("exclusive", (await tills("exclusive")).join(", "));

// %% [markdown] {"id": "t8-order-after", "item": "T8", "lang": "es"}
// Con grupos, todos los pedidos de un cliente pasan por **una** caja y en orden, y las dos trabajan: es el `MessageGroupId` de SQS FIFO, que nació aquí. La exclusiva lo hace todo en orden, a mitad de velocidad. Sin más, el orden entre cajas es suerte.

// %% [markdown] {"id": "t8-order-after", "item": "T8", "lang": "en"}
// With groups all orders of a customer go through **one** till and in order, and both work: it is the `MessageGroupId` of SQS FIFO, which was born here. The exclusive one does everything in order, at half the speed. Plain, the order between tills is luck.

// %% [markdown] {"id": "t8-protocols", "item": "T8", "lang": "es", "slide": "subslide"}
// **Protocolos y migración.** Un programa de 2005 que habla JMS se muda cambiando **una dirección**; a SQS, reescribiendo su código.
//
// | | Amazon MQ | SQS |
// |---|---|---|
// | habla | ActiveMQ: OpenWire (JMS), AMQP, STOMP, MQTT, WebSocket; RabbitMQ: AMQP 0-9-1 y 1.0 | su propia API por HTTPS |
// | entrega | empuja | se sondea |
// | transacciones, selectores, prioridades | sí | no |
// | se paga | máquina por hora, y disco | por petición |
// | crece | eliges el tamaño de la máquina | solo, sin límite práctico |
// | parado | reinicios y ventanas de mantenimiento | nunca lo notas |
//
// Aquí **no se simulan los protocolos por dentro** (los bytes que van por el cable): el cliente se comporta como uno de JMS y habla con el broker directamente. Amazon MQ con RabbitMQ se crea y se administra, pero no tiene cliente.

// %% [markdown] {"id": "t8-protocols", "item": "T8", "lang": "en", "slide": "subslide"}
// **Protocols and migration.** A program of 2005 that speaks JMS moves by changing **one address**; to SQS, by having its code rewritten.
//
// | | Amazon MQ | SQS |
// |---|---|---|
// | speaks | ActiveMQ: OpenWire (JMS), AMQP, STOMP, MQTT, WebSocket; RabbitMQ: AMQP 0-9-1 and 1.0 | its own API over HTTPS |
// | delivery | pushes | is polled |
// | transactions, selectors, priorities | yes | no |
// | you pay | a machine by the hour, and disk | by the request |
// | grows | you choose the machine's size | by itself, without a practical limit |
// | standstill | reboots and maintenance windows | you never notice |
//
// The **protocols are not simulated inside** (the bytes on the wire): the client behaves like one of JMS and talks to the broker directly. Amazon MQ with RabbitMQ can be created and managed, but has no client.

// %% {"id": "t8-selfcheck-choose", "item": "T8"}
selfCheck("t8.choose");

// %% {"id": "t8-selfcheck-rollback", "item": "T8"}
selfCheck("t8.rollback");

// %% [markdown] {"id": "t8-answer-ask", "item": "T8", "lang": "es"}
// ### Tu respuesta a T8
//
// Explica qué es Amazon MQ y cuándo lo prefieres a SQS: **protocolos y migración, persistencia, transacciones, orden**, y el precio que pagas por ello. Cita dos cosas que viste arriba, y un caso en que elegirías SQS.

// %% [markdown] {"id": "t8-answer-ask", "item": "T8", "lang": "en"}
// ### Your answer to T8
//
// Explain what Amazon MQ is and when you prefer it to SQS: **protocols and migration, persistence, transactions, order**, and the price you pay for it. Quote two things that you saw above, and one case in which you would choose SQS.

// %% [markdown] {"id": "t8-answer", "item": "T8", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** Amazon MQ es un broker administrado (ActiveMQ o RabbitMQ) que habla protocolos estándar: AMQP, MQTT, OpenWire, STOMP. Sirve para migrar aplicaciones que ya hablan JMS o AMQP sin reescribirlas. Da transacciones (con `rollback` el recibo nunca existió y el pago volvió), persistencia que se elige por mensaje (tras el reinicio quedaron los tres persistentes), orden por grupo o consumidor exclusivo, y entrega empujada, sin respuestas vacías. A cambio se paga una máquina por hora, se elige su tamaño y se reinicia. Para algo nuevo en AWS, sin esas necesidades: SQS, que también guarda y también ordena (FIFO), crece solo y se paga por uso.
//
// **Pauta (2 puntos; medio punto cada línea).** Broker administrado, con dos protocolos y la migración. Transacciones o persistencia, con lo observado. Orden: grupos o exclusivo. El precio y un caso razonable para SQS. *Error común*: «SQS no persiste» o «SQS no ordena»; quita medio punto.
// END SOLUTION

// %% [markdown] {"id": "t8-answer", "item": "T8", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** Amazon MQ is a managed broker (ActiveMQ or RabbitMQ) that speaks standard protocols: AMQP, MQTT, OpenWire, STOMP. It serves to migrate applications that already speak JMS or AMQP without rewriting them. It gives transactions (with `rollback` the receipt never existed and the payment went back), persistence chosen by the message (after the restart the three persistent ones were left), order by group or exclusive consumer, and pushed delivery without empty answers. In return you pay for a machine by the hour, choose its size, and it reboots. For something new on AWS without those needs: SQS, which also keeps and also orders (FIFO), grows by itself and is paid by use.
//
// **Marking (2 points; half a point each).** A managed broker, with two protocols and migration. Transactions or persistence, with what was observed. Order: groups or exclusive. The price, and a sensible case for SQS. *Common mistake*: "SQS does not persist" or "SQS does not order"; it loses half a point.
// END SOLUTION

// %% [markdown] {"id": "t8-teacher", "item": "T8", "lang": "es", "kind": "teacher"}
// **Para el docente · T8.** *Errores comunes*: creer que sólo el broker guarda u ordena; confundir transacción con reintento; olvidar el costo fijo. *Pregunta oral*: «Tu equipo tiene un programa JMS y otro nuevo en Lambda. ¿Dónde pones el broker y dónde SQS?»

// %% [markdown] {"id": "t8-teacher", "item": "T8", "lang": "en", "kind": "teacher"}
// **For the teacher · T8.** *Common mistakes*: believing that only the broker keeps or orders; taking a transaction for a retry; forgetting the fixed cost. *Oral question*: "Your team has one program in JMS and a new one in Lambda. Where do you put the broker, and where SQS?"

// %% [markdown] {"id": "e3-title", "item": "E3", "lang": "es", "slide": "slide"}
// ## E3 · ¿Y si un servicio es lento?
//
// El ejemplo del repaso, en TypeScript. Importa `threading`… y no lo usa: `publish` llama a los servicios **uno detrás de otro**.

// %% [markdown] {"id": "e3-title", "item": "E3", "lang": "en", "slide": "slide"}
// ## E3 · And when one service is slow?
//
// The handout's example, in TypeScript. It imports `threading`… and does not use it: `publish` calls the services **one after the other**.

// %% {"id": "e3-toy", "item": "E3"}
class ToyEndpoint {
  constructor(
    readonly name: string,
    readonly work: (message: string) => Promise<void>,
  ) {}
  async notify(message: string): Promise<void> {
    await this.work(message);
  }
}
class ToyBroker {
  readonly topics = new Map<string, ToyEndpoint[]>();
  createTopic(name: string): string {
    this.topics.set(name, []);
    return name;
  }
  subscribe(topic: string, endpoint: ToyEndpoint): void {
    const endpoints = this.topics.get(topic);
    if (endpoints === undefined) throw new Error("Topic does not exist");
    endpoints.push(endpoint);
  }
  async publish(topic: string, message: string): Promise<void> {
    const endpoints = this.topics.get(topic);
    if (endpoints === undefined) throw new Error("Topic does not exist");
    for (const endpoint of endpoints) await endpoint.notify(message);
  }
}

// %% {"id": "e3-scene", "item": "E3"}
interface Span {
  service: string;
  message: string;
  from: number;
  to: number;
}
/** Three services; the printer takes 4 s, the others half a second. Writes down when each works. */
function services(cloud: Cloud, spans: Span[]): ToyEndpoint[] {
  const seconds = { printer: 4, email: 0.5, stock: 0.5 };
  return Object.entries(seconds).map(
    ([service, time]) =>
      new ToyEndpoint(service, async (message) => {
        const from = cloud.now / 1000;
        await cloud.sleep({ seconds: time });
        spans.push({ service, message, from, to: cloud.now / 1000 });
      }),
  );
}

// %% [markdown] {"id": "e3-predict", "item": "E3", "lang": "es"}
// Tres mensajes, uno por segundo. La impresora se suscribió primero. **Apuesta**: ¿en qué segundo recibe `stock` el tercero?

// %% [markdown] {"id": "e3-predict", "item": "E3", "lang": "en"}
// Three messages, one a second. The printer subscribed first. **Bet**: in which second does `stock` get the third?

// %% {"id": "e3-bet", "item": "E3"}
const stockBet = { thirdAt: 0 };

// %% {"id": "e3-run", "item": "E3"}
const oneByOne = new Cloud({ seed: 35 });
const inTurn: Span[] = [];
const toy = new ToyBroker();
const news = toy.createTopic("news");
for (const endpoint of services(oneByOne, inTurn)) toy.subscribe(news, endpoint);
oneByOne.spawn("publisher", async () => {
  for (const i of [1, 2, 3]) {
    await toy.publish(news, `message ${i}`);
    await oneByOne.sleep({ seconds: 1 });
  }
});
await oneByOne.run();
predict(stockBet, { thirdAt: inTurn.filter(({ service }) => service === "stock").at(-1)!.from });

// %% [markdown] {"id": "e3-inbox", "item": "E3", "lang": "es"}
// Ahora lo que `threading` prometía: cada servicio tiene **su buzón y su propio hilo de trabajo** (aquí, un proceso de la nube); publicar es dejar el mensaje en cada buzón.

// %% [markdown] {"id": "e3-inbox", "item": "E3", "lang": "en"}
// Now what `threading` promised: each service has **its inbox and its own thread of work** (here, a process of the cloud); to publish is to leave the message in each inbox.

// %% {"id": "e3-inbox-run", "item": "E3"}
const together = new Cloud({ seed: 35 });
const sideBySide: Span[] = [];
const brokerToday = await together.startBroker("news");
const newsLogin = { username: "student", password: "student" };
const newsConnection = await brokerToday.createConnection(newsLogin);
await newsConnection.start();
for (const endpoint of services(together, sideBySide)) {
  const session = await newsConnection.createSession("AUTO_ACKNOWLEDGE", { name: endpoint.name });
  const consumer = await session.createConsumer(session.createTopic("news"));
  await consumer.setMessageListener((message) => endpoint.notify(message.text));
}
const newsSession = await newsConnection.createSession();
const newsProducer = await newsSession.createProducer(newsSession.createTopic("news"));
together.spawn("publisher", async () => {
  for (const i of [1, 2, 3]) {
    await newsProducer.send(`message ${i}`);
    await together.sleep({ seconds: 1 });
  }
});
await together.run();
const lastEnd = (spans: Span[]) => Math.max(...spans.map(({ to }) => to));
console.log(lastEnd(inTurn), lastEnd(sideBySide));

// %% [markdown] {"id": "e3-chart-before", "item": "E3", "lang": "es"}
// Cada barra, un servicio trabajando en un mensaje. Arriba, uno detrás de otro; abajo, cada uno a lo suyo. Busca dos barras a la vez.

// %% [markdown] {"id": "e3-chart-before", "item": "E3", "lang": "en"}
// Each bar, one service working on one message. Above, one after the other; below, each at its own. Look for two bars at once.

// %% {"id": "e3-chart", "item": "E3", "lang": "es"}
const tramos = [
  ...inTurn.map((one) => ({ ...one, way: "1 · en fila (E3)" })),
  ...sideBySide.map((one) => ({ ...one, way: "2 · cada uno su buzón" })),
];
new Chart(
  "¿A quién retrasa la impresora?",
  `En fila, el último trabajo acaba a los ${span(lastEnd(inTurn) * 1000)}; con buzones, a los ${span(lastEnd(sideBySide) * 1000)}.`,
  ["3 mensajes, 3 servicios; la impresora tarda 4 s"],
  {
    data: { values: tramos },
    facet: { row: { field: "way", title: null, header: { labelAngle: 0, labelOrient: "top", labelAnchor: "start" } } },
    spec: {
      width: 480,
      height: 90,
      mark: { type: "bar", stroke: "white" },
      encoding: {
        x: { field: "from", type: "quantitative", title: "tiempo (s)" },
        x2: { field: "to" },
        y: { field: "service", type: "nominal", title: "servicio", sort: ["printer", "email", "stock"] },
        color: { value: palette.received },
        tooltip: [{ field: "service" }, { field: "message" }, { field: "from" }, { field: "to" }],
      },
    },
  },
);

// %% {"id": "e3-chart", "item": "E3", "lang": "en"}
const pieces = [
  ...inTurn.map((one) => ({ ...one, way: "1 · in a row (E3)" })),
  ...sideBySide.map((one) => ({ ...one, way: "2 · an inbox each" })),
];
new Chart(
  "Whom does the printer delay?",
  `In a row, the last work ends at ${span(lastEnd(inTurn) * 1000)}; with inboxes, at ${span(lastEnd(sideBySide) * 1000)}.`,
  ["3 messages, 3 services; the printer takes 4 s"],
  {
    data: { values: pieces },
    facet: { row: { field: "way", title: null, header: { labelAngle: 0, labelOrient: "top", labelAnchor: "start" } } },
    spec: {
      width: 480,
      height: 90,
      mark: { type: "bar", stroke: "white" },
      encoding: {
        x: { field: "from", type: "quantitative", title: "time (s)" },
        x2: { field: "to" },
        y: { field: "service", type: "nominal", title: "service", sort: ["printer", "email", "stock"] },
        color: { value: palette.received },
        tooltip: [{ field: "service" }, { field: "message" }, { field: "from" }, { field: "to" }],
      },
    },
  },
);

// %% [markdown] {"id": "e3-chart-after", "item": "E3", "lang": "es"}
// En fila, `stock` recibe el tercer mensaje a los 16,5 s, por culpa de una impresora que no le importa; y quien publica también espera. Con buzones trabaja a los 0, 1 y 2 s, y la impresora sólo se retrasa a sí misma. Queda otra grieta: ¿y si la impresora **falla**?

// %% [markdown] {"id": "e3-chart-after", "item": "E3", "lang": "en"}
// In a row `stock` gets the third message at 16.5 s because of a printer that is none of its business; and whoever publishes waits, too. With inboxes it works at 0, 1 and 2 s, and the printer delays only itself. Another crack remains: what if the printer **fails**?

// %% {"id": "e3-fail", "item": "E3"}
const fragile = new ToyBroker();
const heardNews: string[] = [];
fragile.createTopic("news");
fragile.subscribe("news", new ToyEndpoint("printer", async () => Promise.reject(new Error("out of paper"))));
fragile.subscribe("news", new ToyEndpoint("stock", async (message) => void heardNews.push(message)));
try {
  await fragile.publish("news", "message 1");
} catch (error) {
  console.log((error as Error).message, heardNews.length);
}
fragile.createTopic("news"); // again: who was subscribed?
console.log(fragile.topics.get("news")!.length);

// %% [markdown] {"id": "e3-fail-after", "item": "E3", "lang": "es"}
// Sin papel, `stock` no se entera de nada: el error de uno calla a los demás. Y crear el tema otra vez **borró a los suscriptores**. Aislar a los lentos y a los que fallan es trabajo del broker: para eso están los buzones, y los hilos.

// %% [markdown] {"id": "e3-fail-after", "item": "E3", "lang": "en"}
// Out of paper, `stock` hears of nothing: one's error silences the others. And creating the topic again **erased the subscribers**. Keeping the slow and the failing apart is the broker's job: that is what inboxes are for, and threads.

// %% [markdown] {"id": "l3-title", "item": "L3", "lang": "es", "slide": "slide"}
// ## L3 · ¿Cómo conversan dos aplicaciones?
//
// > Crea un broker de Amazon MQ. Configura dos aplicaciones (pueden ser scripts en Python) que se conecten al broker y se comuniquen a través de mensajes. Prueba la comunicación entre las aplicaciones y monitorea el tráfico. Configura políticas de seguridad para restringir el acceso al broker.
//
// Una **tienda** pide, un **almacén** contesta: mensajes en las dos direcciones. Cinco funciones tuyas, cuatro comprobaciones. En Python lo escribirías con `boto3` y una biblioteca de STOMP o AMQP; aquí, con el SDK y un cliente al estilo de JMS.

// %% [markdown] {"id": "l3-title", "item": "L3", "lang": "en", "slide": "slide"}
// ## L3 · How do two applications talk?
//
// > Create an Amazon MQ broker. Configure two applications (they may be Python scripts) that connect to the broker and communicate by messages. Test the communication between the applications and watch the traffic. Configure security policies that restrict access to the broker.
//
// A **shop** orders, a **warehouse** answers: messages in both directions. Five functions of yours, four checks. In Python you would write it with `boto3` and a STOMP or AMQP library; here, with the SDK and a client in the manner of JMS.

// %% {"id": "l3-types", "item": "L3", "kind": "given"}
/** What both sides agree on: the broker's name, and the password of both users (12 characters or more). */
interface Market {
  broker: string;
  password: string;
}

// %% [markdown] {"id": "l3-first", "item": "L3", "lang": "es"}
// Una cola de SQS está lista al instante. Un broker es una **máquina**: hay que encenderla. **Apuesta**: ¿cuántos minutos pasan hasta que contesta?

// %% [markdown] {"id": "l3-first", "item": "L3", "lang": "en"}
// A queue of SQS is ready at once. A broker is a **machine**: it has to be switched on. **Bet**: how many minutes until it answers?

// %% {"id": "l3-first-bet", "item": "L3"}
const startBet = { minutes: 0 };

// %% {"id": "l3-first-run", "item": "L3"}
const trial = new Cloud({ seed: 30 });
const trialMq = trial.client(Mq);
const trialBroker = await trialMq.createBroker({
  BrokerName: "trial",
  EngineType: "ACTIVEMQ",
  HostInstanceType: "mq.t3.micro",
  DeploymentMode: "SINGLE_INSTANCE",
  PubliclyAccessible: true,
  Users: [{ Username: "ana", Password: "a-long-password" }],
});
const trialState = async () => (await trialMq.describeBroker({ BrokerId: trialBroker.BrokerId })).BrokerState;
console.log(await trialState());
await trial.waitFor(async () => (await trialState()) === "RUNNING", { every: { seconds: 30 }, within: { minutes: 30 } });
predict(startBet, { minutes: trial.now / 60_000 });

// %% {"id": "l3-first-endpoints", "item": "L3"}
const trialDescription = await trialMq.describeBroker({ BrokerId: trialBroker.BrokerId });
console.log(trialDescription.BrokerInstances![0].Endpoints!.join("\n"));
console.log(trialDescription.BrokerInstances![0].ConsoleURL);

// %% [markdown] {"id": "l3-first-after", "item": "L3", "lang": "es"}
// Quince minutos, y una puerta por protocolo: `ssl` es OpenWire, el de JMS; después AMQP, STOMP, MQTT y WebSocket. El mismo broker sirve a programas que no hablan igual. (La simulación da las direcciones; por dentro sólo habla el cliente de JMS.)

// %% [markdown] {"id": "l3-first-after", "item": "L3", "lang": "en"}
// Fifteen minutes, and one door for each protocol: `ssl` is OpenWire, that of JMS; then AMQP, STOMP, MQTT and WebSocket. One broker serves programs that do not speak alike. (The simulation gives the addresses; inside, only the JMS client talks.)

// %% [markdown] {"id": "l3-step1", "item": "L3", "lang": "es", "slide": "subslide"}
// ### Paso 1 · Enciende el broker
//
// Escribe `createBroker(cloud, market)`: crea el broker `market.broker` (ActiveMQ) con dos usuarios, `shop` en el grupo `shops` y `warehouse` en el grupo `warehouses`, espera a que funcione y devuelve su dirección: `failover:(ssl://...)`, con el endpoint de `ssl`.
//
// <details><summary>Pista 1</summary>La celda de prueba de arriba es casi la respuesta; a cada usuario le falta <code>Groups: ["shops"]</code>.</details>
// <details><summary>Pista 2</summary><code>failover:(...)</code> le dice al cliente que, si la conexión se corta, lo intente de nuevo. El endpoint: <code>Endpoints.find((each) => each.startsWith("ssl:"))</code>.</details>
// <details><summary>En la consola real</summary>Amazon MQ → Create brokers → Apache ActiveMQ → Single-instance broker → mq.t3.micro. La consola pide un usuario; los grupos y los demás usuarios se añaden en la pestaña «Users». Un broker cuesta por hora <strong>desde que se enciende</strong>, se use o no: bórralo al terminar.</details>

// %% [markdown] {"id": "l3-step1", "item": "L3", "lang": "en", "slide": "subslide"}
// ### Step 1 · Switch the broker on
//
// Write `createBroker(cloud, market)`: it creates the broker `market.broker` (ActiveMQ) with two users, `shop` in the group `shops` and `warehouse` in the group `warehouses`, waits until it runs and returns its address: `failover:(ssl://...)`, with the endpoint of `ssl`.
//
// <details><summary>Hint 1</summary>The trial cell above is nearly the answer; each user lacks its <code>Groups: ["shops"]</code>.</details>
// <details><summary>Hint 2</summary><code>failover:(...)</code> tells the client to try again when the connection breaks. The endpoint: <code>Endpoints.find((each) => each.startsWith("ssl:"))</code>.</details>
// <details><summary>In the real console</summary>Amazon MQ → Create brokers → Apache ActiveMQ → Single-instance broker → mq.t3.micro. The console asks for one user; groups and further users are added on the tab "Users". A broker costs by the hour <strong>from the moment it is on</strong>, used or not: delete it when you are done.</details>

// %% {"id": "l3-create", "item": "L3", "kind": "answer"}
async function createBroker(cloud: Cloud, market: Market): Promise<string> {
  // BEGIN SOLUTION
  const mq = cloud.client(Mq);
  const { BrokerId } = await mq.createBroker({
    BrokerName: market.broker,
    EngineType: "ACTIVEMQ",
    HostInstanceType: "mq.t3.micro",
    DeploymentMode: "SINGLE_INSTANCE",
    PubliclyAccessible: true,
    Users: [
      { Username: "shop", Password: market.password, Groups: ["shops"] },
      { Username: "warehouse", Password: market.password, Groups: ["warehouses"] },
    ],
  });
  const running = async () => (await mq.describeBroker({ BrokerId })).BrokerState === "RUNNING";
  await cloud.waitFor(running, { every: { seconds: 30 }, within: { minutes: 30 } });
  const { BrokerInstances } = await mq.describeBroker({ BrokerId });
  const endpoint = BrokerInstances![0]!.Endpoints!.find((each) => each.startsWith("ssl:"));
  return `failover:(${endpoint})`;
  // END SOLUTION
}

// %% {"id": "l3-check-broker", "item": "L3", "lang": "es", "kind": "check", "points": 0.5}
// Comprueba: el broker funciona, y entran los dos usuarios y nadie más
await check("l3.broker", { createBroker });

// %% {"id": "l3-check-broker", "item": "L3", "lang": "en", "kind": "check", "points": 0.5}
// Checks: the broker runs, and the two users get in and nobody else
await check("l3.broker", { createBroker });

// %% [markdown] {"id": "l3-step2", "item": "L3", "lang": "es", "slide": "subslide"}
// ### Paso 2 · La primera aplicación: el almacén
//
// Escribe `openWarehouse(cloud, address, market, work)`: entra como `warehouse`, escucha la cola `ORDERS`, y por cada pedido llama `work(texto)`; lo que devuelve, lo contesta a donde el pedido diga (`JMSReplyTo`) con el id del pedido como `correlationId`. Si `work` lanza, no contestes ni des el pedido por hecho: volverá.
//
// <details><summary>Pista 1</summary><code>cloud.broker(address).createConnection({ username, password })</code>, <code>connection.start()</code>, <code>createSession()</code>: sin <code>start</code> no se entrega nada.</details>
// <details><summary>Pista 2</summary><code>session.createConsumer(session.createQueue("ORDERS"))</code> y <code>consumer.setMessageListener(async (message) => ...)</code>. Un productor sin destino dice el suyo en cada envío: <code>send(answer, { destination })</code>.</details>
// <details><summary>En la consola real</summary>El código de las aplicaciones corre en tu máquina, con el endpoint de la página del broker; el grupo de seguridad debe dejar pasar el puerto 61617.</details>

// %% [markdown] {"id": "l3-step2", "item": "L3", "lang": "en", "slide": "subslide"}
// ### Step 2 · The first application: the warehouse
//
// Write `openWarehouse(cloud, address, market, work)`: it comes in as `warehouse`, listens to the queue `ORDERS`, and for each order calls `work(text)`; what that returns it answers to where the order says (`JMSReplyTo`), with the order's id as `correlationId`. When `work` throws, do not answer and do not take the order for done: it will come again.
//
// <details><summary>Hint 1</summary><code>cloud.broker(address).createConnection({ username, password })</code>, <code>connection.start()</code>, <code>createSession()</code>: without <code>start</code> nothing is delivered.</details>
// <details><summary>Hint 2</summary><code>session.createConsumer(session.createQueue("ORDERS"))</code> and <code>consumer.setMessageListener(async (message) => ...)</code>. A producer without a destination names it at each send: <code>send(answer, { destination })</code>.</details>
// <details><summary>In the real console</summary>The applications' code runs on your machine, with the endpoint of the broker's page; the security group must let port 61617 through.</details>

// %% {"id": "l3-warehouse", "item": "L3", "kind": "answer"}
async function openWarehouse(
  cloud: Cloud,
  address: string,
  market: Market,
  work: (order: string) => string | Promise<string>,
): Promise<void> {
  // BEGIN SOLUTION
  const login = { username: "warehouse", password: market.password };
  const connection = await cloud.broker(address).createConnection({ ...login, clientId: "warehouse" });
  await connection.start();
  const session = await connection.createSession();
  const answers = await session.createProducer();
  const orders = await session.createConsumer(session.createQueue("ORDERS"));
  await orders.setMessageListener(async (order) => {
    const answer = session.createTextMessage(await work(order.text), { correlationId: order.JMSMessageID });
    await answers.send(answer, { destination: order.JMSReplyTo! });
  });
  // END SOLUTION
}

// %% [markdown] {"id": "l3-step3", "item": "L3", "lang": "es", "slide": "subslide"}
// ### Paso 3 · La segunda aplicación: la tienda
//
// Escribe `openShop(cloud, address, market, onReply)`: entra como `shop`, escucha la cola `REPLIES` y llama `onReply(idDelPedido, texto)` por cada respuesta. Devuelve **una función** que envía un pedido a `ORDERS` (persistente, con `REPLIES` como `replyTo`) y da el id del mensaje.
//
// <details><summary>Pista 1</summary>El id del pedido está en <code>reply.JMSCorrelationID</code>: es lo que une cada respuesta con su pregunta, aunque lleguen en otro orden.</details>
// <details><summary>Pista 2</summary><code>return async (text) => (await orders.send(session.createTextMessage(text, { replyTo }))).JMSMessageID;</code></details>

// %% [markdown] {"id": "l3-step3", "item": "L3", "lang": "en", "slide": "subslide"}
// ### Step 3 · The second application: the shop
//
// Write `openShop(cloud, address, market, onReply)`: it comes in as `shop`, listens to the queue `REPLIES` and calls `onReply(idOfTheOrder, text)` for each answer. It returns **a function** that sends an order to `ORDERS` (persistent, with `REPLIES` as its `replyTo`) and gives the message's id.
//
// <details><summary>Hint 1</summary>The order's id is in <code>reply.JMSCorrelationID</code>: that is what joins each answer to its question, even when they come in another order.</details>
// <details><summary>Hint 2</summary><code>return async (text) => (await orders.send(session.createTextMessage(text, { replyTo }))).JMSMessageID;</code></details>

// %% {"id": "l3-shop", "item": "L3", "kind": "answer"}
async function openShop(
  cloud: Cloud,
  address: string,
  market: Market,
  onReply: (orderId: string, text: string) => void,
): Promise<(text: string) => Promise<string>> {
  // BEGIN SOLUTION
  const login = { username: "shop", password: market.password };
  const connection = await cloud.broker(address).createConnection({ ...login, clientId: "shop" });
  await connection.start();
  const session = await connection.createSession();
  const replyTo = session.createQueue("REPLIES");
  const replies = await session.createConsumer(replyTo);
  await replies.setMessageListener((reply) => onReply(reply.JMSCorrelationID!, reply.text));
  const orders = await session.createProducer(session.createQueue("ORDERS"));
  return async (text) => {
    const sent = await orders.send(session.createTextMessage(text, { replyTo }));
    return sent.JMSMessageID;
  };
  // END SOLUTION
}

// %% {"id": "l3-check-talk", "item": "L3", "lang": "es", "kind": "check", "points": 1}
// Comprueba: cada pedido recibe su respuesta, una vez
await check("l3.talk", { createBroker, openWarehouse, openShop });

// %% {"id": "l3-check-talk", "item": "L3", "lang": "en", "kind": "check", "points": 1}
// Checks: each order gets its answer, once
await check("l3.talk", { createBroker, openWarehouse, openShop });

// %% [markdown] {"id": "l3-step4", "item": "L3", "lang": "es", "slide": "subslide"}
// ### Paso 4 · Mira el tráfico
//
// Amazon MQ cuenta cada minuto en CloudWatch lo que pasa por cada cola. Escribe `traffic(cloud, market, queue)`: lee esas métricas desde el principio y devuelve `{ enqueued, dequeued, waiting }`: cuántos entraron, cuántos salieron, cuántos esperan ahora.
//
// <details><summary>Pista 1</summary><code>getMetricStatistics</code>: Namespace <code>AWS/AmazonMQ</code>, MetricName <code>EnqueueCount</code> o <code>DequeueCount</code>, Statistics <code>["Sum"]</code>, Period 60, de <code>cloud.date(0)</code> a <code>cloud.date()</code>.</details>
// <details><summary>Pista 2</summary>Dimensions: <code>Broker</code>, que es el nombre del broker seguido de <code>-1</code> (la instancia), y <code>Queue</code>. <code>QueueSize</code> no se suma: cuenta el último valor, y los puntos vienen <strong>sin ordenar</strong>.</details>
// <details><summary>En la consola real</summary>Página del broker → Monitoring; o CloudWatch → Metrics → AmazonMQ → Queue Metrics. La consola de ActiveMQ (ConsoleURL) muestra lo mismo, mensaje a mensaje.</details>

// %% [markdown] {"id": "l3-step4", "item": "L3", "lang": "en", "slide": "subslide"}
// ### Step 4 · Watch the traffic
//
// Each minute Amazon MQ counts in CloudWatch what passes through each queue. Write `traffic(cloud, market, queue)`: it reads those metrics from the beginning and returns `{ enqueued, dequeued, waiting }`: how many went in, how many came out, how many wait now.
//
// <details><summary>Hint 1</summary><code>getMetricStatistics</code>: Namespace <code>AWS/AmazonMQ</code>, MetricName <code>EnqueueCount</code> or <code>DequeueCount</code>, Statistics <code>["Sum"]</code>, Period 60, from <code>cloud.date(0)</code> to <code>cloud.date()</code>.</details>
// <details><summary>Hint 2</summary>Dimensions: <code>Broker</code>, which is the broker's name followed by <code>-1</code> (the instance), and <code>Queue</code>. <code>QueueSize</code> is not added up: the latest value counts, and the points come <strong>unsorted</strong>.</details>
// <details><summary>In the real console</summary>The broker's page → Monitoring; or CloudWatch → Metrics → AmazonMQ → Queue Metrics. The console of ActiveMQ (ConsoleURL) shows the same, message by message.</details>

// %% {"id": "l3-traffic", "item": "L3", "kind": "answer"}
async function traffic(
  cloud: Cloud,
  market: Market,
  queue: string,
): Promise<{ enqueued: number; dequeued: number; waiting: number }> {
  // BEGIN SOLUTION
  const points = async (MetricName: string): Promise<number[]> => {
    const { Datapoints = [] } = await cloud.client(CloudWatch).getMetricStatistics({
      Namespace: "AWS/AmazonMQ",
      MetricName,
      Dimensions: [
        { Name: "Broker", Value: `${market.broker}-1` },
        { Name: "Queue", Value: queue },
      ],
      StartTime: cloud.date(0),
      EndTime: cloud.date(),
      Period: 60,
      Statistics: ["Sum"],
    });
    const inOrder = Datapoints.sort((a, b) => a.Timestamp!.getTime() - b.Timestamp!.getTime());
    return inOrder.map(({ Sum }) => Sum!);
  };
  const total = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0);
  const [enqueued, dequeued, size] = [await points("EnqueueCount"), await points("DequeueCount"), await points("QueueSize")];
  return { enqueued: total(enqueued), dequeued: total(dequeued), waiting: size.at(-1) ?? 0 };
  // END SOLUTION
}

// %% {"id": "l3-check-traffic", "item": "L3", "lang": "es", "kind": "check", "points": 0.5}
// Comprueba: las cuentas son las del tráfico real de las dos colas
await check("l3.traffic", { createBroker, openWarehouse, openShop, traffic });

// %% {"id": "l3-check-traffic", "item": "L3", "lang": "en", "kind": "check", "points": 0.5}
// Checks: the counts are those of the real traffic of both queues
await check("l3.traffic", { createBroker, openWarehouse, openShop, traffic });

// %% [markdown] {"id": "l3-step5", "item": "L3", "lang": "es", "slide": "subslide"}
// ### Paso 5 · Pon las reglas
//
// De momento, quien entra puede todo: el almacén podría hacer pedidos. Escribe `restrict(cloud, market)` para que **cada grupo pueda sólo lo suyo** (leer, escribir y administrar, que incluye crear la cola), y nadie nada en las demás colas (`>`):
//
// | cola | leen | escriben | administran |
// |---|---|---|---|
// | `ORDERS` | warehouses | shops | shops, warehouses |
// | `REPLIES` | shops | warehouses | shops, warehouses |
// | `>` | admins | admins | admins |
//
// Son tres llamadas y una espera: `updateConfiguration` sube las reglas, `updateBroker` se las asigna al broker, `rebootBroker` las aplica. Termina cuando el broker funciona otra vez.
//
// <details><summary>Pista 1</summary>Las reglas son XML, en base64: <code>broker / plugins / authorizationPlugin / map / authorizationMap / authorizationEntries</code>, y dentro <code>&lt;authorizationEntry queue="ORDERS" read="..." write="..." admin="..."/&gt;</code>. El <code>></code> se escribe <code>&amp;gt;</code>. El elemento <code>broker</code> lleva <code>xmlns="http://activemq.apache.org/schema/core"</code>.</details>
// <details><summary>Pista 2</summary>El id del broker: <code>listBrokers</code>, y busca por <code>BrokerName</code>. Su configuración: <code>describeBroker(...).Configurations!.Current!.Id</code>.</details>
// <details><summary>Pista 3</summary><code>updateConfiguration</code> devuelve <code>LatestRevision.Revision</code>; <code>updateBroker({ BrokerId, Configuration: { Id, Revision } })</code>.</details>
// <details><summary>En la consola real</summary>Amazon MQ → Configurations → la de tu broker → Edit configuration → Save. Después, en el broker: Edit → elige la revisión → Apply modifications «Immediately».</details>

// %% [markdown] {"id": "l3-step5", "item": "L3", "lang": "en", "slide": "subslide"}
// ### Step 5 · Set the rules
//
// For now, who is in may do everything: the warehouse could place orders. Write `restrict(cloud, market)` so that **each group may do its own part only** (read, write and administer, which includes creating the queue), and nobody anything in the other queues (`>`):
//
// | queue | read | write | administer |
// |---|---|---|---|
// | `ORDERS` | warehouses | shops | shops, warehouses |
// | `REPLIES` | shops | warehouses | shops, warehouses |
// | `>` | admins | admins | admins |
//
// It takes three calls and a wait: `updateConfiguration` uploads the rules, `updateBroker` gives them to the broker, `rebootBroker` applies them. End when the broker runs again.
//
// <details><summary>Hint 1</summary>The rules are XML, in base64: <code>broker / plugins / authorizationPlugin / map / authorizationMap / authorizationEntries</code>, and inside <code>&lt;authorizationEntry queue="ORDERS" read="..." write="..." admin="..."/&gt;</code>. The <code>></code> is written <code>&amp;gt;</code>. The element <code>broker</code> has <code>xmlns="http://activemq.apache.org/schema/core"</code>.</details>
// <details><summary>Hint 2</summary>The broker's id: <code>listBrokers</code>, and look for the <code>BrokerName</code>. Its configuration: <code>describeBroker(...).Configurations!.Current!.Id</code>.</details>
// <details><summary>Hint 3</summary><code>updateConfiguration</code> gives <code>LatestRevision.Revision</code>; <code>updateBroker({ BrokerId, Configuration: { Id, Revision } })</code>.</details>
// <details><summary>In the real console</summary>Amazon MQ → Configurations → your broker's → Edit configuration → Save. Then, at the broker: Edit → choose the revision → Apply modifications "Immediately".</details>

// %% {"id": "l3-restrict", "item": "L3", "kind": "answer"}
async function restrict(cloud: Cloud, market: Market): Promise<void> {
  // BEGIN SOLUTION
  const rules = `<?xml version="1.0" encoding="UTF-8"?>
    <broker xmlns="http://activemq.apache.org/schema/core">
      <plugins>
        <authorizationPlugin>
          <map>
            <authorizationMap>
              <authorizationEntries>
                <authorizationEntry queue="&gt;" read="admins" write="admins" admin="admins"/>
                <authorizationEntry queue="ORDERS" read="warehouses" write="shops" admin="shops,warehouses"/>
                <authorizationEntry queue="REPLIES" read="shops" write="warehouses" admin="shops,warehouses"/>
              </authorizationEntries>
            </authorizationMap>
          </map>
        </authorizationPlugin>
      </plugins>
    </broker>`;
  const mq = cloud.client(Mq);
  const { BrokerSummaries } = await mq.listBrokers({});
  const { BrokerId } = BrokerSummaries!.find(({ BrokerName }) => BrokerName === market.broker)!;
  const { Configurations } = await mq.describeBroker({ BrokerId });
  const { Id } = Configurations!.Current!;
  const { LatestRevision } = await mq.updateConfiguration({
    ConfigurationId: Id,
    Data: Buffer.from(rules).toString("base64"),
  });
  await mq.updateBroker({ BrokerId, Configuration: { Id, Revision: LatestRevision!.Revision } });
  await mq.rebootBroker({ BrokerId });
  const running = async () => (await mq.describeBroker({ BrokerId })).BrokerState === "RUNNING";
  await cloud.waitFor(running, { every: { seconds: 30 }, within: { minutes: 30 } });
  // END SOLUTION
}

// %% {"id": "l3-check-rules", "item": "L3", "lang": "es", "kind": "check", "points": 1}
// Comprueba: cada uno puede lo suyo y nada más, y la conversación sigue después del reinicio
await check("l3.rules", { createBroker, openWarehouse, openShop, restrict });

// %% {"id": "l3-check-rules", "item": "L3", "lang": "en", "kind": "check", "points": 1}
// Checks: each may do its own part and nothing more, and the talk goes on after the reboot
await check("l3.rules", { createBroker, openWarehouse, openShop, restrict });

// %% [markdown] {"id": "l3-show", "item": "L3", "lang": "es", "slide": "subslide"}
// ### Una tarde en el mercado
//
// Trescientos clientes, uno cada dos segundos de media; el almacén tarda 0,4 s en cada pedido. A los cuatro minutos el broker recibe sus reglas y reinicia. Antes y después, el almacén intenta **pedir para sí mismo**. **Apuesta**: ¿cuántas respuestas oirá la tienda? ¿Se pierde alguna mientras el broker reinicia?

// %% [markdown] {"id": "l3-show", "item": "L3", "lang": "en", "slide": "subslide"}
// ### One afternoon at the market
//
// Three hundred customers, one every two seconds on average; the warehouse takes 0.4 s over each order. After four minutes the broker gets its rules and reboots. Before and after, the warehouse tries to **order for itself**. **Bet**: how many answers will the shop hear? Is any of them lost while the broker reboots?

// %% {"id": "l3-show-bet", "item": "L3"}
const answersBet = { answered: 0, lost: 0 };

// %% {"id": "l3-show-open", "item": "L3"}
const marketDay = new Cloud({ seed: 33 });
const fair: Market = { broker: "fair", password: "walnut-river-2026" };
const fairAddress = await createBroker(marketDay, fair);
const ordered: string[] = [];
const answered: string[] = [];
await openWarehouse(marketDay, fairAddress, fair, async (order) => {
  await marketDay.work({ milliseconds: 400 });
  return `${order}: ready`;
});
const placeOrder = await openShop(marketDay, fairAddress, fair, (orderId) => answered.push(orderId));

// %% {"id": "l3-show-run", "item": "L3"}
async function orderAsWarehouse(): Promise<string> {
  const login = { username: "warehouse", password: fair.password };
  const connection = await marketDay.broker(fairAddress).createConnection(login);
  try {
    const session = await connection.createSession();
    await (await session.createProducer(session.createQueue("ORDERS"))).close();
    return "allowed";
  } catch (error) {
    return (error as Error).message;
  } finally {
    await connection.close();
  }
}
marketDay.poisson({ name: "customers", perSecond: 0.5, times: 300 }, async (i) => {
  ordered.push(await placeOrder(`order ${i + 1}`));
});
await marketDay.run({ for: { minutes: 4 } });
console.log(await orderAsWarehouse());
await restrict(marketDay, fair);
console.log(await orderAsWarehouse());
await marketDay.run();
await marketDay.run({ for: { minutes: 1 } });

// %% {"id": "l3-show-predict", "item": "L3"}
predict(answersBet, {
  answered: answered.length,
  lost: ordered.filter((id) => !answered.includes(id)).length,
});

// %% [markdown] {"id": "l3-chart-before", "item": "L3", "lang": "es"}
// Mensajes por segundo de cada emisor. Mira el hueco: ¿cuánto dura? ¿Y qué hacen las líneas justo después? La marca suelta es lo que se negó.

// %% [markdown] {"id": "l3-chart-before", "item": "L3", "lang": "en"}
// Messages a second of each sender. Look at the gap: how long is it? And what do the lines do just after it? The single mark is what was refused.

// %% {"id": "l3-chart", "item": "L3"}
throughput(marketDay, { by: "sender" });

// %% [markdown] {"id": "l3-chart-after", "item": "L3", "lang": "es"}
// Del minuto 19 al 22 nadie envía nada: el broker reinicia. Los clientes siguieron llegando; sus pedidos **esperaron dentro de `failover`** y salieron juntos al volver: de 0,5 por segundo a más de 2. El almacén tarda un poco más en ponerse al día. Respuestas: 300; perdidas: ninguna. La cruz del minuto 22 es el pedido que las reglas negaron; antes del reinicio, el mismo pedido se permitía.

// %% [markdown] {"id": "l3-chart-after", "item": "L3", "lang": "en"}
// From minute 19 to 22 nobody sends anything: the broker reboots. Customers kept coming; their orders **waited inside `failover`** and went out together when it was back: from 0.5 a second to more than 2. The warehouse takes a little longer to catch up. Answers: 300; lost: none. The cross at minute 22 is the order that the rules refused; before the reboot the same order was allowed.

// %% [markdown] {"id": "l3-metric-before", "item": "L3", "lang": "es"}
// Lo mismo, con los ojos de la consola: mensajes que entran en `ORDERS`, minuto a minuto. ¿Qué muestra mientras el broker reinicia?

// %% [markdown] {"id": "l3-metric-before", "item": "L3", "lang": "en"}
// The same through the console's eyes: messages that go into `ORDERS`, minute by minute. What does it show while the broker reboots?

// %% {"id": "l3-metric", "item": "L3"}
console.log(await traffic(marketDay, fair, "ORDERS"), await traffic(marketDay, fair, "REPLIES"));
metrics(marketDay, {
  namespace: "AWS/AmazonMQ",
  metric: "EnqueueCount",
  dimensions: { Broker: "fair-1", Queue: "ORDERS" },
  statistic: "Sum",
});

// %% [markdown] {"id": "l3-metric-after", "item": "L3", "lang": "es"}
// De unos 25 pedidos por minuto a **131** en el minuto 22. Entre el 19 y el 22 no hay puntos: un broker apagado no cuenta ceros, no cuenta. Las dos cuentas de arriba coinciden: 300 y 300, nadie espera.

// %% [markdown] {"id": "l3-metric-after", "item": "L3", "lang": "en"}
// From some 25 orders a minute to **131** in minute 22. Between 19 and 22 there are no points: a broker that is off does not count zeros, it does not count. The two counts above agree: 300 and 300, nobody waits.

// %% {"id": "l3-explain", "item": "L3"}
console.log(String(marketDay.explain(ordered[0])));
console.log(String(marketDay.explain("fair")));

// %% {"id": "l3-topology", "item": "L3"}
marketDay.topology();

// %% [markdown] {"id": "l3-bill-before", "item": "L3", "lang": "es"}
// **Costo y limpieza.** Un broker cobra por hora encendido, más el disco. **Apuesta**: ¿cuánto cuesta un mes sin que nadie envíe nada?

// %% [markdown] {"id": "l3-bill-before", "item": "L3", "lang": "en"}
// **Cost and clean-up.** A broker charges by the hour that it is on, plus its disk. **Bet**: what does a month cost in which nobody sends anything?

// %% {"id": "l3-bill", "item": "L3"}
await trial.run({ for: { days: 30 } });
await trialMq.deleteBroker({ BrokerId: trialBroker.BrokerId });
await trial.run();
trial.bill();

// %% {"id": "l3-clean", "item": "L3"}
for (const { BrokerId } of (await marketDay.client(Mq).listBrokers({})).BrokerSummaries!) {
  await marketDay.client(Mq).deleteBroker({ BrokerId });
}
await marketDay.run({ for: { minutes: 10 } });
console.log((await marketDay.client(Mq).listBrokers({})).BrokerSummaries!.length);

// %% [markdown] {"id": "l3-think", "item": "L3", "lang": "es"}
// **Para discutir.** Un listener que falla devuelve su mensaje y vuelve a contestar. ¿Qué ve la tienda si el almacén se cae *después* de enviar la respuesta y *antes* de confirmar el pedido? ¿Cómo lo evita una sesión con transacciones (T8)?

// %% [markdown] {"id": "l3-think", "item": "L3", "lang": "en"}
// **To discuss.** A listener that fails sends its message back and answers again. What does the shop see when the warehouse fails *after* it has sent the answer and *before* it has acknowledged the order? How does a transacted session prevent that (T8)?

// %% [markdown] {"id": "l3-teacher", "item": "L3", "lang": "es", "kind": "teacher"}
// **Para el docente · L3.** *Errores comunes*: devolver el broker antes de que funcione; olvidar `connection.start()`; contestar a una cola fija en vez de `JMSReplyTo`; contestar sin `correlationId`; atrapar el error de `work`, con lo que el pedido se da por hecho; sumar `QueueSize`; escribir usuarios donde la regla pide grupos; subir la configuración y no asignarla, o asignarla y no reiniciar. *Pauta*: la dan las comprobaciones (0,5 + 1 + 0,5 + 1). *Pregunta oral*: «Dos pedidos salen a la vez y sus respuestas llegan al revés. ¿Por qué tu tienda no se confunde? ¿Y qué pasa con los pedidos hechos mientras el broker reinicia?»

// %% [markdown] {"id": "l3-teacher", "item": "L3", "lang": "en", "kind": "teacher"}
// **For the teacher · L3.** *Common mistakes*: returning the broker before it runs; forgetting `connection.start()`; answering to a fixed queue instead of `JMSReplyTo`; answering without a `correlationId`; catching the error of `work`, so that the order counts as done; adding up `QueueSize`; writing users where the rule asks for groups; uploading the configuration without attaching it, or attaching it without a reboot. *Marking*: by the checks (0.5 + 1 + 0.5 + 1). *Oral question*: "Two orders leave at once and their answers come back the other way round. Why is your shop not confused? And what becomes of the orders placed while the broker reboots?"

// %% [markdown] {"id": "x3-title", "item": "X3", "lang": "es", "slide": "slide"}
// ## X3 · ¿Pueden trabajar todos a la vez?
//
// > Implementar un sistema de mensajería completo que soporte la publicación y suscripción de mensajes entre múltiples servicios: agregar y eliminar suscripciones, y **threads** para representar servicios concurrentes.
//
// El código inicial lanza un hilo **por cada entrega**: se pierde el orden, no hay límite, nadie los espera, y un error muere en su hilo. Aquí cada servicio es **un hilo con un buzón**. Los hilos son de verdad: corren fuera del reloj virtual.

// %% [markdown] {"id": "x3-title", "item": "X3", "lang": "en", "slide": "slide"}
// ## X3 · Can all of them work at once?
//
// > Implement a complete messaging system that supports publishing and subscribing to messages among several services: adding and removing subscriptions, and **threads** that stand for concurrent services.
//
// The starter code starts a thread **for each delivery**: order is lost, there is no limit, nobody waits for them, and an error dies in its thread. Here each service is **one thread with one inbox**. The threads are real: they run outside the virtual clock.

// %% {"id": "x3-starter", "item": "X3"}
class StarterThreads {
  readonly order: string[] = [];
  async publish(messages: string[]): Promise<void> {
    const work = async (message: string, { sleep }: { sleep(ms: number): Promise<void> }) => {
      await sleep(message.length * 20); // the longer, the slower
      return message;
    };
    const threads = messages.map((message, i) => {
      const thread = new ServiceThread<string, string>(`delivery ${i}`, work);
      return thread.ask(message).then((answer) => this.order.push(answer)).finally(() => thread.close());
    });
    await Promise.all(threads);
  }
}
const perDelivery = new StarterThreads();
await perDelivery.publish(["first, and long", "second"]);
console.log(perDelivery.order);

// %% [markdown] {"id": "x3-starter-after", "item": "X3", "lang": "es"}
// Con un hilo por entrega, el segundo mensaje adelantó al primero. Un servicio que cobra antes de que exista el pedido no sirve. **Un hilo por servicio** conserva el orden de cada uno y deja que unos no esperen a otros.

// %% [markdown] {"id": "x3-starter-after", "item": "X3", "lang": "en"}
// With a thread for each delivery the second message overtook the first. A service that bills before the order exists is of no use. **One thread for each service** keeps the order of each and lets none wait for another.

// %% [markdown] {"id": "x3-contract", "item": "X3", "lang": "es", "slide": "subslide"}
// ### Lo que vas a construir
//
// {{signature Endpoint}}
//
// {{signature MessageBroker}}
//
// `new Endpoint(name, work)`: a un hilo no viajan objetos, sino **texto**; por eso `work` es el texto de una función. Te lo da hecho `ServiceThread`: `new ServiceThread(name, work)`, `ask(message)` (promesa de la respuesta, en orden), `idle()`, `close()`. Un error del servicio llega como `ThreadError`, y el suyo está en `error.cause`.
//
// <details><summary>Pista 1</summary>El endpoint guarda un <code>ServiceThread</code> y la lista <code>done</code>; el broker, un <code>Map</code> de tema a <code>Set</code> de endpoints.</details>
// <details><summary>Pista 2</summary><code>notify</code> no lleva <code>await</code>: <code>thread.ask(message).then(...)</code> anota la respuesta, y el segundo argumento de <code>then</code>, el error.</details>
// <details><summary>Pista 3</summary><code>close</code> del broker: todos los que <em>alguna vez</em> se suscribieron, con <code>Promise.all</code>. <code>thread.close()</code> espera a que el buzón quede vacío.</details>

// %% [markdown] {"id": "x3-contract", "item": "X3", "lang": "en", "slide": "subslide"}
// ### What you will build
//
// {{signature Endpoint}}
//
// {{signature MessageBroker}}
//
// `new Endpoint(name, work)`: no objects travel to a thread, only **text**; so `work` is the text of a function. `ServiceThread` does it for you: `new ServiceThread(name, work)`, `ask(message)` (a promise of the answer, in order), `idle()`, `close()`. A service's error comes as a `ThreadError`, with its own in `error.cause`.
//
// <details><summary>Hint 1</summary>The endpoint holds a <code>ServiceThread</code> and the list <code>done</code>; the broker, a <code>Map</code> from topic to a <code>Set</code> of endpoints.</details>
// <details><summary>Hint 2</summary><code>notify</code> has no <code>await</code>: <code>thread.ask(message).then(...)</code> writes the answer down, and the second argument of <code>then</code> the error.</details>
// <details><summary>Hint 3</summary>The broker's <code>close</code>: everybody who <em>ever</em> subscribed, with <code>Promise.all</code>. <code>thread.close()</code> waits until the inbox is empty.</details>

// %% {"id": "x3-broker", "item": "X3", "kind": "answer"}
class Endpoint implements exercises.Endpoint {
  // BEGIN SOLUTION
  // STUB: readonly done: exercises.Handled[] = []; // and your own fields
  readonly done: exercises.Handled[] = [];
  readonly #thread: ServiceThread<string, unknown>;
  // END SOLUTION

  constructor(
    readonly name: string,
    work: string,
  ) {
    // BEGIN SOLUTION
    this.#thread = new ServiceThread<string, unknown>(name, work);
    // END SOLUTION
  }

  notify(message: string): void {
    // BEGIN SOLUTION
    this.#thread.ask(message).then(
      (answer) => this.done.push({ message, answer }),
      (error) => this.done.push({ message, error: ((error.cause ?? error) as Error).message }),
    );
    // END SOLUTION
  }

  async close(): Promise<void> {
    // BEGIN SOLUTION
    await this.#thread.close();
    // END SOLUTION
  }
}

class MessageBroker implements exercises.MessageBroker {
  // BEGIN SOLUTION
  // STUB: // Your own fields go here.
  readonly #topics = new Map<string, Set<exercises.Endpoint>>();
  readonly #everybody = new Set<exercises.Endpoint>();
  #closed = false;

  #subscribers(topic: string): Set<exercises.Endpoint> {
    const subscribers = this.#topics.get(topic);
    if (subscribers === undefined) throw new Error("Topic does not exist");
    return subscribers;
  }
  // END SOLUTION

  createTopic(name: string): string {
    // BEGIN SOLUTION
    if (!this.#topics.has(name)) this.#topics.set(name, new Set());
    return name;
    // END SOLUTION
  }

  subscribe(topic: string, endpoint: exercises.Endpoint): void {
    // BEGIN SOLUTION
    this.#subscribers(topic).add(endpoint);
    this.#everybody.add(endpoint);
    // END SOLUTION
  }

  unsubscribe(topic: string, endpoint: exercises.Endpoint): void {
    // BEGIN SOLUTION
    this.#subscribers(topic).delete(endpoint);
    // END SOLUTION
  }

  publish(topic: string, message: string): number {
    // BEGIN SOLUTION
    if (this.#closed) throw new Error("Broker is closed");
    const subscribers = this.#subscribers(topic);
    for (const endpoint of subscribers) endpoint.notify(message);
    return subscribers.size;
    // END SOLUTION
  }

  async close(): Promise<void> {
    // BEGIN SOLUTION
    this.#closed = true;
    await Promise.all([...this.#everybody].map((endpoint) => endpoint.close()));
    // END SOLUTION
  }
}

// %% {"id": "x3-check-topics", "item": "X3", "lang": "es", "kind": "check", "points": 1}
// Comprueba: cada mensaje llega a quien está suscrito, una vez
await check("x3.topics", { MessageBroker, Endpoint });

// %% {"id": "x3-check-topics", "item": "X3", "lang": "en", "kind": "check", "points": 1}
// Checks: each message reaches who is subscribed, once
await check("x3.topics", { MessageBroker, Endpoint });

// %% {"id": "x3-check-threads", "item": "X3", "lang": "es", "kind": "check", "points": 2.5}
// Comprueba: un hilo por servicio, y trabajan a la vez
await check("x3.threads", { MessageBroker, Endpoint });

// %% {"id": "x3-check-threads", "item": "X3", "lang": "en", "kind": "check", "points": 2.5}
// Checks: one thread for each service, and they work at once
await check("x3.threads", { MessageBroker, Endpoint });

// %% {"id": "x3-check-failures", "item": "X3", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: el que falla no detiene a nadie, y todo termina
await check("x3.failures", { MessageBroker, Endpoint });

// %% {"id": "x3-check-failures", "item": "X3", "lang": "en", "kind": "check", "points": 1.5}
// Checks: one that fails stops nobody, and everything ends
await check("x3.failures", { MessageBroker, Endpoint });

// %% [markdown] {"id": "x3-load", "item": "X3", "lang": "es", "slide": "subslide"}
// ### Tus servicios, a la vez
//
// Tres servicios, cinco mensajes; la impresora es la lenta. Cada trabajo anota cuándo empezó y acabó, **en milisegundos de verdad**: los números cambian de una vez a otra, la forma no.

// %% [markdown] {"id": "x3-load", "item": "X3", "lang": "en", "slide": "subslide"}
// ### Your services, at once
//
// Three services, five messages; the printer is the slow one. Each work writes down when it began and ended, **in real milliseconds**: the numbers change from one run to the next, the shape does not.

// %% {"id": "x3-load-run", "item": "X3"}
const office = new MessageBroker();
office.createTopic("news");
const workFor = (ms: number) => `async (message, { sleep }) => {
  const from = Date.now();
  await sleep(${ms});
  return { from, to: Date.now() };
}`;
const staff = [new Endpoint("printer", workFor(80)), new Endpoint("email", workFor(15)), new Endpoint("stock", workFor(15))];
for (const endpoint of staff) office.subscribe("news", endpoint);
for (const i of [1, 2, 3, 4, 5]) office.publish("news", `message ${i}`);
await office.close();
const bars = staff.flatMap(({ name, done }) =>
  done.map(({ message, answer }) => ({ service: name, message, ...(answer as { from: number; to: number }) })),
);
const opened = Math.min(...bars.map(({ from }) => from));
const lanes = bars.map((bar) => ({ ...bar, from: bar.from - opened, to: bar.to - opened }));
console.log(staff.map(({ name, done }) => `${name}: ${done.length}`).join(", "));

// %% {"id": "x3-chart", "item": "X3", "lang": "es"}
new Chart(
  "¿Quién espera a quién?",
  `${lanes.length} trabajos en ${staff.length} hilos; cada fila es un hilo.`,
  ["tiempo real, desde el primer trabajo"],
  {
    data: { values: lanes },
    width: 480,
    height: 120,
    mark: { type: "bar", stroke: "white" },
    encoding: {
      x: { field: "from", type: "quantitative", title: "tiempo real (ms)" },
      x2: { field: "to" },
      y: { field: "service", type: "nominal", title: "servicio", sort: ["printer", "email", "stock"] },
      color: { value: palette.received },
      tooltip: [{ field: "service" }, { field: "message" }, { field: "from" }, { field: "to" }],
    },
  },
);

// %% {"id": "x3-chart", "item": "X3", "lang": "en"}
new Chart(
  "Who waits for whom?",
  `${lanes.length} works in ${staff.length} threads; each row is a thread.`,
  ["real time, since the first work"],
  {
    data: { values: lanes },
    width: 480,
    height: 120,
    mark: { type: "bar", stroke: "white" },
    encoding: {
      x: { field: "from", type: "quantitative", title: "real time (ms)" },
      x2: { field: "to" },
      y: { field: "service", type: "nominal", title: "service", sort: ["printer", "email", "stock"] },
      color: { value: palette.received },
      tooltip: [{ field: "service" }, { field: "message" }, { field: "from" }, { field: "to" }],
    },
  },
);

// %% [markdown] {"id": "x3-chart-after", "item": "X3", "lang": "es"}
// `email` y `stock` acabaron los cinco cuando la impresora iba por el primero o el segundo. Dentro de cada fila las barras no se pisan: un hilo, un mensaje cada vez. **Para discutir**: ¿y si la impresora nunca termina? ¿Quién le pone un límite a `close`?

// %% [markdown] {"id": "x3-chart-after", "item": "X3", "lang": "en"}
// `email` and `stock` had finished all five while the printer was at its first or second. Within a row bars do not overlap: one thread, one message at a time. **To discuss**: what if the printer never ends? Who sets a limit to `close`?

// %% [markdown] {"id": "x3-teacher", "item": "X3", "lang": "es", "kind": "teacher"}
// **Para el docente · X3.** *Errores comunes*: un hilo por entrega; `await` dentro de `publish`, con lo que el lento retrasa a todos; cerrar sólo a los que siguen suscritos; `post` en vez de `ask`, con lo que `close` lanza el primer fallo. *Pauta*: la dan las comprobaciones; el solapamiento se ve en trabajos que se bloquean hasta encontrarse, no en tiempos. *Pregunta oral*: «¿Por qué `work` viaja como texto, y qué pasaría si usara una variable de tu cuaderno?»

// %% [markdown] {"id": "x3-teacher", "item": "X3", "lang": "en", "kind": "teacher"}
// **For the teacher · X3.** *Common mistakes*: a thread for each delivery; an `await` inside `publish`, so that the slow one holds everybody up; closing only those who are still subscribed; `post` instead of `ask`, so that `close` throws the first failure. *Marking*: by the checks; overlap is seen in works that block until they meet, not in times. *Oral question*: "Why does `work` travel as text, and what would happen if it used a variable of your notebook?"

// %% [markdown] {"id": "x8-title", "item": "X8", "lang": "es", "slide": "slide"}
// ## X8 · ¿Qué me perdí mientras no estaba?
//
// > Desarrollar un broker de mensajes que soporte la gestión de sesiones de clientes, permitiendo la suscripción y publicación de mensajes de forma persistente.
//
// En T8 viste una suscripción durable: el broker guardó lo que el cliente se perdió. Ahora lo construyes por dentro. Antes, la versión que escribiría cualquiera con prisa.

// %% [markdown] {"id": "x8-title", "item": "X8", "lang": "en", "slide": "slide"}
// ## X8 · What did I miss while I was away?
//
// > Develop a message broker with client sessions, in which subscribing and publishing are persistent.
//
// In T8 you saw a durable subscription: the broker kept what the client missed. Now you build it from the inside. First, the version that anybody in a hurry would write.

// %% {"id": "x8-forgetful", "item": "X8"}
class ForgetfulBroker {
  readonly online = new Map<string, (message: string) => void>();
  connect(clientId: string, receive: (message: string) => void): void {
    this.online.set(clientId, receive);
  }
  disconnect(clientId: string): void {
    this.online.delete(clientId); // and with it, the subscription
  }
  publish(message: string): void {
    for (const receive of this.online.values()) receive(message);
  }
}

// %% {"id": "x8-forgetful-run", "item": "X8"}
const forgetful = new ForgetfulBroker();
const screen: string[] = [];
forgetful.connect("ana", (message) => screen.push(message));
forgetful.publish("8:00 on time");
forgetful.disconnect("ana"); // a tunnel
forgetful.publish("8:05 platform 3");
forgetful.publish("8:10 platform 7!");
forgetful.connect("ana", (message) => screen.push(message));
forgetful.publish("8:15 departs");
console.log(screen);

// %% [markdown] {"id": "x8-forgetful-after", "item": "X8", "lang": "es"}
// Ana entró en un túnel y perdió el cambio de andén: el broker confunde **estar suscrita** con **estar conectada**. Son dos cosas: la suscripción dura hasta que tú la quitas; la conexión, hasta el próximo túnel.

// %% [markdown] {"id": "x8-forgetful-after", "item": "X8", "lang": "en"}
// Ana went into a tunnel and missed the change of platform: the broker takes **being subscribed** for **being connected**. They are two things: a subscription lasts until you end it; a connection, until the next tunnel.

// %% [markdown] {"id": "x8-contract", "item": "X8", "lang": "es", "slide": "subslide"}
// ### Lo que vas a construir
//
// El repaso llama `MessageBroker` a esta clase y a la de X3. Aquí se llama `SessionBroker`, para que las dos vivan en un mismo cuaderno.
//
// {{signature SessionBroker}}
//
// Y las sesiones, que se crean con `new Session(broker, clientId, receive)`:
//
// {{signature Session}}

// %% [markdown] {"id": "x8-contract", "item": "X8", "lang": "en", "slide": "subslide"}
// ### What you will build
//
// The handout gives the name `MessageBroker` to this class and to that of X3. Here it is `SessionBroker`, so that both can live in one notebook.
//
// {{signature SessionBroker}}
//
// And the sessions, made with `new Session(broker, clientId, receive)`:
//
// {{signature Session}}

// %% [markdown] {"id": "x8-rules", "item": "X8", "lang": "es"}
// Tres decisiones que el enunciado deja abiertas y aquí se fijan:
// - Una sesión puede suscribirse **sin estar conectada**; desde ese momento se le guarda.
// - Darse de baja se lleva también lo guardado de ese tema.
// - Borrar un tema se lleva sus suscripciones y lo guardado de él, en todas las sesiones.
//
// **Apuesta antes de escribir**: ana está suscrita y desconectada; se publican 3 mensajes; se conecta, se desconecta y se conecta otra vez. ¿Qué devuelve cada `connect`?
//
// <details><summary>Pista 1</summary>¿Quién guarda? Lo más sencillo: el broker sabe qué sesiones hay en cada tema (<code>Map</code> de <code>Set</code>), y cada sesión tiene su propia lista de guardados.</details>
// <details><summary>Pista 2</summary>Dale a <code>Session</code> un método tuyo, <code>take(topic, message)</code>: conectada llama a <code>receive</code>, si no, guarda. <code>publish</code> sólo recorre y cuenta.</details>
// <details><summary>Pista 3</summary>En <code>connect</code>: aparta la lista, déjala vacía, y entrega. Así nada se entrega dos veces.</details>

// %% [markdown] {"id": "x8-rules", "item": "X8", "lang": "en"}
// Three decisions that the statement leaves open and that are settled here:
// - A session may subscribe **without being connected**; from then on messages are kept for it.
// - Unsubscribing takes along what is kept of that topic.
// - Deleting a topic takes along its subscriptions and what is kept of it, in all sessions.
//
// **Bet before you write**: ana is subscribed and disconnected; 3 messages are published; she connects, disconnects and connects again. What does each `connect` return?
//
// <details><summary>Hint 1</summary>Who keeps? The simplest: the broker knows which sessions each topic has (a <code>Map</code> of <code>Set</code>), and each session has its own list of kept messages.</details>
// <details><summary>Hint 2</summary>Give <code>Session</code> a method of your own, <code>take(topic, message)</code>: connected, it calls <code>receive</code>; if not, it keeps. <code>publish</code> only goes round and counts.</details>
// <details><summary>Hint 3</summary>In <code>connect</code>: put the list aside, leave an empty one, deliver. That way nothing is delivered twice.</details>

// %% {"id": "x8-broker", "item": "X8", "kind": "answer"}
class SessionBroker implements exercises.SessionBroker {
  // BEGIN SOLUTION
  // STUB: // Your own fields go here.
  readonly #topics = new Map<string, Set<Session>>();
  // END SOLUTION

  createTopic(name: string): string {
    // BEGIN SOLUTION
    if (!this.#topics.has(name)) this.#topics.set(name, new Set());
    return name;
    // END SOLUTION
  }

  deleteTopic(name: string): void {
    // BEGIN SOLUTION
    for (const session of this.subscribersOf(name)) session.forget(name);
    this.#topics.delete(name);
    // END SOLUTION
  }

  publish(topic: string, message: string): number {
    // BEGIN SOLUTION
    const sessions = this.subscribersOf(topic);
    for (const session of sessions) session.take(topic, message);
    return sessions.size;
    // END SOLUTION
  }
  // BEGIN SOLUTION
  // STUB: // Your own methods, for Session to use, go here.

  subscribersOf(topic: string): Set<Session> {
    const found = this.#topics.get(topic);
    if (found === undefined) throw new Error("Topic does not exist");
    return found;
  }

  leave(topic: string, session: Session): void {
    this.#topics.get(topic)?.delete(session);
  }
  // END SOLUTION
}

class Session implements exercises.Session {
  // BEGIN SOLUTION
  // STUB: // Your own fields go here.
  #connected = false;
  #waiting: { topic: string; message: string }[] = [];
  // END SOLUTION

  constructor(
    readonly broker: SessionBroker,
    readonly clientId: string,
    readonly receive: (topic: string, message: string) => void,
  ) {}

  get isConnected(): boolean {
    // BEGIN SOLUTION
    return this.#connected;
    // END SOLUTION
  }

  get kept(): number {
    // BEGIN SOLUTION
    return this.#waiting.length;
    // END SOLUTION
  }

  connect(): number {
    // BEGIN SOLUTION
    if (this.#connected) return 0;
    const missed = this.#waiting;
    this.#waiting = [];
    this.#connected = true;
    for (const { topic, message } of missed) this.receive(topic, message);
    return missed.length;
    // END SOLUTION
  }

  disconnect(): void {
    // BEGIN SOLUTION
    this.#connected = false;
    // END SOLUTION
  }

  subscribe(topic: string): void {
    // BEGIN SOLUTION
    this.broker.subscribersOf(topic).add(this);
    // END SOLUTION
  }

  unsubscribe(topic: string): void {
    // BEGIN SOLUTION
    this.broker.leave(topic, this);
    this.forget(topic);
    // END SOLUTION
  }
  // BEGIN SOLUTION
  // STUB: // Your own methods, for SessionBroker to use, go here.

  take(topic: string, message: string): void {
    if (this.#connected) this.receive(topic, message);
    else this.#waiting.push({ topic, message });
  }

  forget(topic: string): void {
    this.#waiting = this.#waiting.filter((kept) => kept.topic !== topic);
  }
  // END SOLUTION
}

// %% {"id": "x8-check-topics", "item": "X8", "lang": "es", "kind": "check", "points": 1}
// Comprueba: temas que nacen y se borran
await check("x8.topics", { SessionBroker, Session });

// %% {"id": "x8-check-topics", "item": "X8", "lang": "en", "kind": "check", "points": 1}
// Checks: topics that come and go
await check("x8.topics", { SessionBroker, Session });

// %% {"id": "x8-check-live", "item": "X8", "lang": "es", "kind": "check", "points": 1}
// Comprueba: entrega inmediata a quien está conectado
await check("x8.live", { SessionBroker, Session });

// %% {"id": "x8-check-live", "item": "X8", "lang": "en", "kind": "check", "points": 1}
// Checks: delivery at once to who is connected
await check("x8.live", { SessionBroker, Session });

// %% {"id": "x8-check-kept", "item": "X8", "lang": "es", "kind": "check", "points": 2}
// Comprueba: lo que se perdió llega al volver, por orden y una vez
await check("x8.kept", { SessionBroker, Session });

// %% {"id": "x8-check-kept", "item": "X8", "lang": "en", "kind": "check", "points": 2}
// Checks: what was missed arrives on return, in order and once
await check("x8.kept", { SessionBroker, Session });

// %% {"id": "x8-check-subscriptions", "item": "X8", "lang": "es", "kind": "check", "points": 1}
// Comprueba: nada de antes de suscribirse, nada después de darse de baja
await check("x8.subscriptions", { SessionBroker, Session });

// %% {"id": "x8-check-subscriptions", "item": "X8", "lang": "en", "kind": "check", "points": 1}
// Checks: nothing from before the subscription, nothing after unsubscribing
await check("x8.subscriptions", { SessionBroker, Session });

// %% [markdown] {"id": "x8-load", "item": "X8", "lang": "es", "slide": "subslide"}
// ### Tu broker, un día en la estación
//
// Ocho horas de avisos. La pantalla del andén está siempre conectada; el teléfono de ana pasa por túneles; el de bo se queda sin batería de 1 h a 6 h. **Apuesta**: ¿quién recibe más avisos al final del día?

// %% [markdown] {"id": "x8-load", "item": "X8", "lang": "en", "slide": "subslide"}
// ### Your broker, a day at the station
//
// Eight hours of notices. The platform's screen is always connected; ana's phone goes through tunnels; bo's has no battery from hour 1 to hour 6. **Bet**: who has got more notices at the end of the day?

// %% {"id": "x8-load-run", "item": "X8"}
const station = new Cloud({ seed: 81 });
const stationBroker = new SessionBroker();
stationBroker.createTopic("trains");
const bands: { who: string; from: number; to: number }[] = [];
const marks: { who: string; at: number; kind: "published" | "at once" | "kept" }[] = [];
const hour = () => station.now / 3_600_000;
const publishedAt = new Map<string, number>();

function traveller(who: string, visits: [fromHour: number, toHour: number][]): Session {
  const session: Session = new Session(stationBroker, who, (_topic, notice) => {
    marks.push({ who, at: hour(), kind: publishedAt.get(notice) === hour() ? "at once" : "kept" });
  });
  session.subscribe("trains");
  for (const [from, to] of visits) {
    bands.push({ who, from, to });
    station.at(from * 3_600_000, () => session.connect());
    station.at(to * 3_600_000, () => session.disconnect());
  }
  return session;
}

// %% {"id": "x8-load-day", "item": "X8"}
traveller("screen", [[0, 8]]);
traveller("ana", [[0, 1.5], [2, 3.2], [3.9, 5], [5.4, 8]]);
traveller("bo", [[0, 1], [6, 8]]);
station.poisson({ name: "notices", perSecond: 1 / 900, until: { hours: 8 } }, (i) => {
  marks.push({ who: "broker", at: hour(), kind: "published" });
  publishedAt.set(`notice ${i + 1}`, hour());
  stationBroker.publish("trains", `notice ${i + 1}`);
});
await station.run();
const heardBy = (who: string, kind: string) => marks.filter((mark) => mark.who === who && mark.kind === kind).length;
console.table(["screen", "ana", "bo"].map((who) => ({ who, atOnce: heardBy(who, "at once"), kept: heardBy(who, "kept") })));

// %% {"id": "x8-chart", "item": "X8", "lang": "es"}
const nombres = { published: "publicado", "at once": "entregado al momento", kept: "entregado al volver" };
const avisos = marks.map(({ who, at, kind }) => ({ who, at, what: nombres[kind] }));
new Chart(
  "¿Qué recibió cada sesión, y cuándo?",
  ["screen", "ana", "bo"]
    .map((who) => `${who}: ${heardBy(who, "at once")} al momento, ${heardBy(who, "kept")} al volver`)
    .join("; ") + ".",
  ["barra: conectada; cada marca, un aviso"],
  {
    width: 560,
    height: 170,
    encoding: { y: { field: "who", type: "nominal", title: "sesión", sort: ["broker", "screen", "ana", "bo"] } },
    layer: [
      {
        data: { values: bands },
        mark: { type: "bar", height: 22, color: palette.visible, opacity: 0.25 },
        encoding: { x: { field: "from", type: "quantitative", title: "hora del día (h)" }, x2: { field: "to" } },
      },
      {
        data: { values: avisos },
        mark: { type: "point", size: 60, filled: false, strokeWidth: 1.6 },
        encoding: {
          x: { field: "at", type: "quantitative" },
          shape: { field: "what", type: "nominal", title: "aviso", scale: { domain: Object.values(nombres), range: ["cross", "circle", "triangle-up"] }, legend: { symbolStrokeWidth: 1.6 } },
          color: { field: "what", type: "nominal", title: "aviso", scale: { domain: Object.values(nombres), range: [palette.sent, palette.deleted, palette.retry] }, legend: { symbolStrokeWidth: 1.6 } },
          tooltip: [{ field: "who" }, { field: "at", format: ".2f" }, { field: "what" }],
        },
      },
    ],
  },
);

// %% {"id": "x8-chart", "item": "X8", "lang": "en"}
const labels = { published: "published", "at once": "delivered at once", kept: "delivered on return" };
const notices = marks.map(({ who, at, kind }) => ({ who, at, what: labels[kind] }));
new Chart(
  "What did each session get, and when?",
  ["screen", "ana", "bo"]
    .map((who) => `${who}: ${heardBy(who, "at once")} at once, ${heardBy(who, "kept")} on return`)
    .join("; ") + ".",
  ["bar: connected; each mark, a notice"],
  {
    width: 560,
    height: 170,
    encoding: { y: { field: "who", type: "nominal", title: "session", sort: ["broker", "screen", "ana", "bo"] } },
    layer: [
      {
        data: { values: bands },
        mark: { type: "bar", height: 22, color: palette.visible, opacity: 0.25 },
        encoding: { x: { field: "from", type: "quantitative", title: "hour of the day (h)" }, x2: { field: "to" } },
      },
      {
        data: { values: notices },
        mark: { type: "point", size: 60, filled: false, strokeWidth: 1.6 },
        encoding: {
          x: { field: "at", type: "quantitative" },
          shape: { field: "what", type: "nominal", title: "notice", scale: { domain: Object.values(labels), range: ["cross", "circle", "triangle-up"] }, legend: { symbolStrokeWidth: 1.6 } },
          color: { field: "what", type: "nominal", title: "notice", scale: { domain: Object.values(labels), range: [palette.sent, palette.deleted, palette.retry] }, legend: { symbolStrokeWidth: 1.6 } },
          tooltip: [{ field: "who" }, { field: "at", format: ".2f" }, { field: "what" }],
        },
      },
    ],
  },
);

// %% [markdown] {"id": "x8-chart-after", "item": "X8", "lang": "es"}
// Los tres recibieron **22** avisos, cada uno una vez. La pantalla, todos al momento. A bo le llegaron 13 juntos al encender el teléfono, a las 6 h: completos, pero tarde. Guardar no es entregar a tiempo: un aviso de andén de hace cinco horas ya no sirve, y por eso JMS le pone caducidad a los mensajes (X7).

// %% [markdown] {"id": "x8-chart-after", "item": "X8", "lang": "en"}
// All three got **22** notices, each one once. The screen, all of them at once. For bo 13 arrived together when the phone was switched on, at hour 6: complete, but late. Keeping is not delivering in time: a platform notice five hours old is of no use, which is why JMS gives messages an expiry (X7).

// %% [markdown] {"id": "x8-think", "item": "X8", "lang": "es"}
// **Para discutir.** ¿Qué pasa en tu clase si un `receive` publica mientras `connect` está entregando lo guardado: va antes o después del resto? ¿Y si bo no vuelve nunca? ¿Dónde pondrías el límite, y a quién se lo dirías?

// %% [markdown] {"id": "x8-think", "item": "X8", "lang": "en"}
// **To discuss.** What happens in your class when a `receive` publishes while `connect` is delivering what was kept: before or after the rest? And if bo never comes back? Where would you put a limit, and whom would you tell?

// %% [markdown] {"id": "x8-teacher", "item": "X8", "lang": "es", "kind": "teacher"}
// **Para el docente · X8.** *Errores comunes*: guardar también lo publicado antes de suscribirse; entregar lo nuevo antes que lo guardado al volver; no vaciar lo guardado, con lo que la segunda conexión lo repite; vaciarlo después de entregar, con lo que un `receive` que publica o que falla lo repite o lo pierde; contar en `publish` sólo a los conectados; borrar el tema del broker y dejar lo guardado en las sesiones. *Pauta*: la dan las comprobaciones: temas 1, en vivo 1, lo guardado 2, altas y bajas 1. Quien tiene todo menos `x8.kept` ha hecho un X1 con sesiones: pídele que dibuje la línea de tiempo de una sesión que se va y vuelve. *Pregunta oral*: «Ana se desconecta, se borra el tema y se crea otro con el mismo nombre. ¿Qué recibe al volver, y dónde se decide en tu código?»

// %% [markdown] {"id": "x8-teacher", "item": "X8", "lang": "en", "kind": "teacher"}
// **For the teacher · X8.** *Common mistakes*: keeping what was published before the subscription too; delivering what is new before what was kept; not emptying what was kept, so that the second connection repeats it; emptying it after the delivery, so that a `receive` that publishes or fails has it repeated or lost; counting only those connected in `publish`; deleting the topic in the broker and leaving what was kept in the sessions. *Marking*: by the checks: topics 1, live 1, kept 2, subscriptions 1. Whoever has all but `x8.kept` has built X1 with sessions: ask for the timeline of a session that leaves and comes back. *Oral question*: "Ana disconnects, the topic is deleted and another of the same name is created. What does she get when she is back, and where in your code is that decided?"

// %% [markdown] {"id": "x9-title", "item": "X9", "lang": "es", "slide": "slide"}
// ## X9 · ¿Quién atiende qué?
//
// > Desarrollar un sistema de notificaciones distribuidas utilizando una simulación de Amazon MQ, permitiendo la publicación y suscripción de mensajes entre múltiples servicios distribuidos.
//
// En un broker de verdad hay tres pisos: el **broker**, las **conexiones** (una por cliente: el cable) y las **sesiones** (varias por conexión: el trabajo). Y los mensajes tienen **tipo**. ¿Por qué tres pisos y no uno? Mira uno solo.

// %% [markdown] {"id": "x9-title", "item": "X9", "lang": "en", "slide": "slide"}
// ## X9 · Who handles what?
//
// > Develop a system of distributed notifications with a simulation of Amazon MQ, in which many distributed services publish and subscribe.
//
// A real broker has three storeys: the **broker**, the **connections** (one a client: the wire) and the **sessions** (several on a connection: the work). And messages have a **type**. Why three storeys and not one? Look at one alone.

// %% {"id": "x9-flat", "item": "X9"}
class FlatBroker {
  readonly services: { name: string; wants: string; handle: (text: string) => void }[] = [];
  publish(type: string, text: string): void {
    for (const { wants, handle } of this.services) if (type.startsWith(wants)) handle(text);
  }
  drop(name: string): void {
    this.services.splice(this.services.findIndex((service) => service.name === name), 1);
  }
}

// %% {"id": "x9-flat-run", "item": "X9"}
const flat = new FlatBroker();
const work9: string[] = [];
for (const [name, wants] of [["billing", "order"], ["stock", "order.sent"], ["audit", "order"]] as const) {
  flat.services.push({ name, wants, handle: (text) => work9.push(`${name}: ${text}`) });
}
flat.publish("order.sent", "parcel 1"); // for stock
flat.drop("warehouse"); // a name that does not exist
flat.publish("oder.sent", "parcel 2"); // a typing mistake
flat.publish("order", "order 3");
console.log(work9);

// %% [markdown] {"id": "x9-flat-after", "item": "X9", "lang": "es"}
// Cuatro errores en seis líneas. `billing` cobró por un paquete (el tipo se comparó por el principio). El error al teclear **no avisó a nadie**. Quitar a quien no existe quitó al último, a `audit` (`splice(-1, 1)`). Y «caerse» es lo mismo que «irse»: con el servicio se van sus mensajes.

// %% [markdown] {"id": "x9-flat-after", "item": "X9", "lang": "en"}
// Four mistakes in six lines. `billing` charged for a parcel (the type was compared by its beginning). The typing mistake **told nobody**. Removing who does not exist removed the last one, `audit` (`splice(-1, 1)`). And "dropping" is the same as "leaving": with the service go its messages.

// %% [markdown] {"id": "x9-contract", "item": "X9", "lang": "es", "slide": "subslide"}
// ### Lo que vas a construir
//
// Una clase con nombre fijo; las otras dos se llaman como quieras, porque nadie las construye desde fuera.
//
// {{signature DistributedMessageBroker}}
//
// Lo que devuelve `connect`:
//
// {{signature Connection}}
//
// Lo que devuelve `openSession`, y lo que recibe un handler:
//
// {{signature ServiceSession}}
//
// {{signature TypedMessage}}

// %% [markdown] {"id": "x9-contract", "item": "X9", "lang": "en", "slide": "subslide"}
// ### What you will build
//
// One class with a fixed name; call the other two what you like, for nobody constructs them from outside.
//
// {{signature DistributedMessageBroker}}
//
// What `connect` returns:
//
// {{signature Connection}}
//
// What `openSession` returns, and what a handler gets:
//
// {{signature ServiceSession}}
//
// {{signature TypedMessage}}

// %% [markdown] {"id": "x9-rules", "item": "X9", "lang": "es"}
// Hazlo por partes: primero tipos y sesiones con la conexión siempre abierta (`x9.types`), luego caídas (`x9.connections`), al final los cierres (`x9.sessions`).
//
// <details><summary>Pista 1</summary>El broker tiene un <code>Set</code> de tipos y un <code>Set</code> de sesiones. La conexión, un estado: abierta, caída o cerrada. La sesión, sus handlers (<code>Map</code> de tipo a función) y lo pendiente.</details>
// <details><summary>Pista 2</summary><code>publish</code> crea el mensaje <strong>una vez</strong>, busca las sesiones que atienden ese tipo, y a cada una le dice <code>take(message)</code>. La sesión decide: conexión abierta, al handler; caída, a lo pendiente.</details>
// <details><summary>Pista 3</summary><code>reconnect</code> recorre las sesiones de su conexión; cada una aparta lo pendiente, lo vacía y lo entrega. Cerrar una sesión la saca de los dos <code>Set</code>.</details>

// %% [markdown] {"id": "x9-rules", "item": "X9", "lang": "en"}
// Do it piece by piece: types and sessions first, with the connection always open (`x9.types`), then drops (`x9.connections`), closing last (`x9.sessions`).
//
// <details><summary>Hint 1</summary>The broker has a <code>Set</code> of types and a <code>Set</code> of sessions. The connection has a state: open, dropped or closed. The session has its handlers (a <code>Map</code> from type to function) and what waits.</details>
// <details><summary>Hint 2</summary><code>publish</code> makes the message <strong>once</strong>, finds the sessions that handle the type and tells each <code>take(message)</code>. The session decides: connection open, to the handler; dropped, to what waits.</details>
// <details><summary>Hint 3</summary><code>reconnect</code> goes round the sessions of its connection; each puts aside what waits, empties it and delivers. Closing a session takes it out of both <code>Set</code>s.</details>

// %% {"id": "x9-broker", "item": "X9", "kind": "answer"}
class DistributedMessageBroker implements exercises.DistributedMessageBroker {
  // BEGIN SOLUTION
  // STUB: // Your own fields go here.
  readonly sessions = new Set<Channel>();
  readonly #types = new Set<string>();
  #published = 0;
  // END SOLUTION

  defineType(type: string): void {
    // BEGIN SOLUTION
    this.#types.add(type);
    // END SOLUTION
  }

  connect(clientId: string): exercises.Connection {
    // BEGIN SOLUTION
    return new Wire(this, clientId);
    // END SOLUTION
  }

  publish(type: string, body: unknown): number {
    // BEGIN SOLUTION
    this.mustKnow(type);
    const message = { type, body, id: `message-${++this.#published}` };
    const takers = [...this.sessions].filter((session) => session.handles(type));
    for (const session of takers) session.take(message);
    return takers.length;
    // END SOLUTION
  }
  // BEGIN SOLUTION
  // STUB: // Your own methods go here; and below, your classes for connections and sessions.

  mustKnow(type: string): void {
    if (!this.#types.has(type)) throw new Error(`The type "${type}" is not defined`);
  }
  // END SOLUTION
}
// BEGIN SOLUTION
// STUB: // class ... implements exercises.Connection { }
// STUB: // class ... implements exercises.ServiceSession { }

class Wire implements exercises.Connection {
  readonly sessions = new Set<Channel>();
  #state: "open" | "dropped" | "closed" = "open";

  constructor(
    readonly broker: DistributedMessageBroker,
    readonly clientId: string,
  ) {}

  get isOpen(): boolean {
    return this.#state === "open";
  }

  openSession(service: string): exercises.ServiceSession {
    if (!this.isOpen) throw new Error("Connection is not open");
    const session = new Channel(this, service);
    this.sessions.add(session);
    this.broker.sessions.add(session);
    return session;
  }

  drop(): void {
    if (this.isOpen) this.#state = "dropped";
  }

  reconnect(): number {
    if (this.#state === "closed") throw new Error("Connection is closed");
    this.#state = "open";
    let delivered = 0;
    for (const session of this.sessions) delivered += session.deliverWaiting();
    return delivered;
  }

  close(): void {
    this.#state = "closed";
    for (const session of this.sessions) session.close();
  }
}

class Channel implements exercises.ServiceSession {
  readonly #handlers = new Map<string, (message: exercises.TypedMessage) => void>();
  #waiting: exercises.TypedMessage[] = [];
  #closed = false;

  constructor(
    readonly wire: Wire,
    readonly service: string,
  ) {}

  on(type: string, handle: (message: exercises.TypedMessage) => void): void {
    if (this.#closed) throw new Error("Session is closed");
    this.wire.broker.mustKnow(type);
    this.#handlers.set(type, handle);
  }

  off(type: string): void {
    this.#handlers.delete(type);
    this.#waiting = this.#waiting.filter((message) => message.type !== type);
  }

  publish(type: string, body: unknown): number {
    if (this.#closed) throw new Error("Session is closed");
    if (!this.wire.isOpen) throw new Error("Connection is not open");
    return this.wire.broker.publish(type, body);
  }

  close(): void {
    this.#closed = true;
    this.#waiting = [];
    this.wire.sessions.delete(this);
    this.wire.broker.sessions.delete(this);
  }

  handles(type: string): boolean {
    return this.#handlers.has(type);
  }

  take(message: exercises.TypedMessage): void {
    if (this.wire.isOpen) this.#handlers.get(message.type)?.(message);
    else this.#waiting.push(message);
  }

  deliverWaiting(): number {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) this.take(message);
    return waiting.length;
  }
}
// END SOLUTION

// %% {"id": "x9-check-types", "item": "X9", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: cada tipo llega a quien lo atiende, y un tipo desconocido se rechaza
await check("x9.types", { DistributedMessageBroker });

// %% {"id": "x9-check-types", "item": "X9", "lang": "en", "kind": "check", "points": 1.5}
// Checks: each type reaches who handles it, and an unknown type is refused
await check("x9.types", { DistributedMessageBroker });

// %% {"id": "x9-check-connections", "item": "X9", "lang": "es", "kind": "check", "points": 2}
// Comprueba: una conexión que cae y vuelve no pierde ni repite
await check("x9.connections", { DistributedMessageBroker });

// %% {"id": "x9-check-connections", "item": "X9", "lang": "en", "kind": "check", "points": 2}
// Checks: a connection that drops and comes back neither loses nor repeats
await check("x9.connections", { DistributedMessageBroker });

// %% {"id": "x9-check-sessions", "item": "X9", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: las sesiones de una conexión no se mezclan, y cerrar una deja a las demás
await check("x9.sessions", { DistributedMessageBroker });

// %% {"id": "x9-check-sessions", "item": "X9", "lang": "en", "kind": "check", "points": 1.5}
// Checks: the sessions of a connection do not mix, and closing one leaves the others
await check("x9.sessions", { DistributedMessageBroker });

// %% [markdown] {"id": "x9-load", "item": "X9", "lang": "es", "slide": "subslide"}
// ### Tu red, una tarde
//
// Cuatro servicios en tres clientes, cuatro tipos, 200 mensajes. A mitad de la tarde se cae la conexión de la tienda, donde viven `billing` y `stock`, y vuelve más tarde. **Apuesta**: ¿cuántas entregas tendrá cada servicio?

// %% [markdown] {"id": "x9-load", "item": "X9", "lang": "en", "slide": "subslide"}
// ### Your network, one afternoon
//
// Four services at three clients, four types, 200 messages. Halfway through the afternoon the shop's connection drops, where `billing` and `stock` live, and it comes back later. **Bet**: how many deliveries will each service have?

// %% {"id": "x9-load-run", "item": "X9"}
const afternoon = new Cloud({ seed: 91 });
const network = new DistributedMessageBroker();
const wishes: Record<string, string[]> = {
  billing: ["order.paid", "order.refunded"],
  stock: ["order.sent", "order.refunded"],
  phone: ["order.sent", "alarm"],
  audit: ["order.paid", "order.refunded", "order.sent", "alarm"],
};
for (const type of wishes.audit!) network.defineType(type);
const shopWire = network.connect("shop");
const wires = { billing: shopWire, stock: shopWire, phone: network.connect("phone"), audit: network.connect("audit") };
const deliveries: { service: string; type: string; id: string }[] = [];
for (const [service, wire] of Object.entries(wires)) {
  const session = wire.openSession(service);
  for (const type of wishes[service]!) session.on(type, ({ id }) => deliveries.push({ service, type, id }));
}

// %% {"id": "x9-load-day", "item": "X9"}
const expectedDeliveries: string[] = [];
let waitedForShop = 0;
afternoon.poisson({ name: "traffic", perSecond: 0.02, times: 200 }, (i) => {
  const type = afternoon.random("type").pick(["order.paid", "order.paid", "order.sent", "order.refunded", "alarm"]);
  network.publish(type, `message ${i + 1}`);
  for (const [service, types] of Object.entries(wishes)) if (types.includes(type)) expectedDeliveries.push(service);
});
afternoon.at(3_600_000, () => shopWire.drop());
afternoon.at(5_400_000, () => {
  waitedForShop = shopWire.reconnect();
});
await afternoon.run();
console.log(expectedDeliveries.length, deliveries.length, waitedForShop);
console.log(new Set(deliveries.map(({ service, id }) => `${service} ${id}`)).size);

// %% {"id": "x9-matrix", "item": "X9"}
const matrix = Object.keys(wishes).flatMap((service) =>
  wishes.audit!.map((type) => ({
    service,
    type,
    count: deliveries.filter((delivery) => delivery.service === service && delivery.type === type).length,
  })),
);
console.table(matrix.filter(({ service }) => service !== "audit"));

// %% {"id": "x9-chart", "item": "X9", "lang": "es"}
const recibidos = { field: "count", type: "quantitative", title: "mensajes (n.º)" };
new Chart(
  "¿Qué tipo llegó a qué servicio?",
  matrix.filter(({ count }) => count > 0).map(({ service, type, count }) => `${service}, ${type}: ${count}`).join("; ") + ".",
  ["200 mensajes; vacío: ese servicio no atiende ese tipo"],
  {
    data: { values: matrix.filter(({ count }) => count > 0) },
    width: 420,
    height: 180,
    encoding: {
      x: { field: "type", type: "nominal", title: "tipo de mensaje", axis: { labelAngle: 0 } },
      y: { field: "service", type: "nominal", title: "servicio", sort: Object.keys(wishes) },
      tooltip: [{ field: "service" }, { field: "type" }, { field: "count" }],
    },
    layer: [
      { mark: "rect", encoding: { color: { ...recibidos, scale: { scheme: "blues", domainMin: 0 } } } },
      {
        mark: { type: "text", fontSize: 14 },
        encoding: { text: { field: "count" }, color: { condition: { test: "datum.count > 60", value: "white" }, value: "black" } },
      },
    ],
  },
);

// %% {"id": "x9-chart", "item": "X9", "lang": "en"}
const received = { field: "count", type: "quantitative", title: "messages (number)" };
new Chart(
  "Which type reached which service?",
  matrix.filter(({ count }) => count > 0).map(({ service, type, count }) => `${service}, ${type}: ${count}`).join("; ") + ".",
  ["200 messages; empty: that service does not handle that type"],
  {
    data: { values: matrix.filter(({ count }) => count > 0) },
    width: 420,
    height: 180,
    encoding: {
      x: { field: "type", type: "nominal", title: "message type", axis: { labelAngle: 0 } },
      y: { field: "service", type: "nominal", title: "service", sort: Object.keys(wishes) },
      tooltip: [{ field: "service" }, { field: "type" }, { field: "count" }],
    },
    layer: [
      { mark: "rect", encoding: { color: { ...received, scale: { scheme: "blues", domainMin: 0 } } } },
      {
        mark: { type: "text", fontSize: 14 },
        encoding: { text: { field: "count" }, color: { condition: { test: "datum.count > 60", value: "white" }, value: "black" } },
      },
    ],
  },
);

// %% [markdown] {"id": "x9-chart-after", "item": "X9", "lang": "es"}
// Lee por columnas: todos los servicios que atienden un tipo tienen **el mismo número**, también `billing` y `stock`, que estuvieron media hora sin conexión: 32 entregas los esperaron y llegaron al volver. Los huecos son tan importantes como los números: nadie recibió lo que no pidió. Y las dos cuentas de arriba coinciden: ni pérdidas ni repetidos.

// %% [markdown] {"id": "x9-chart-after", "item": "X9", "lang": "en"}
// Read it by columns: all services that handle a type have **the same number**, `billing` and `stock` too, which were half an hour without a connection: 32 deliveries waited for them and came when it was back. The gaps matter as much as the numbers: nobody got what it had not asked for. And the two counts above agree: no loss, no doubles.

// %% [markdown] {"id": "x9-nodes", "item": "X9", "lang": "es"}
// ### Dos nodos, y un cable que se corta
//
// «Distribuido» de verdad son varios brokers. Aquí hay dos de los tuyos: la tienda publica en el nodo de Lima y `stock` escucha en el de Quito. Un **puente** se suscribe en Lima y publica en Quito 200 ms después. Del minuto 10 al 20 el cable está cortado: una **partición**. Este puente tira lo que no puede cruzar. **Apuesta**: de 60 mensajes, uno cada 30 segundos, ¿cuántos llegan?

// %% [markdown] {"id": "x9-nodes", "item": "X9", "lang": "en"}
// ### Two nodes, and a wire that is cut
//
// Truly distributed means several brokers. Here are two of yours: the shop publishes on the node in Lima, and `stock` listens on the one in Quito. A **bridge** subscribes in Lima and publishes in Quito 200 ms later. From minute 10 to 20 the wire is cut: a **partition**. This bridge throws away what cannot cross. **Bet**: of 60 messages, one every 30 seconds, how many arrive?

// %% {"id": "x9-nodes-bridge", "item": "X9"}
const LINK_MS = 200; // how long a message is under way between the nodes
const world = new Cloud({ seed: 92 });
const [lima, quito] = [new DistributedMessageBroker(), new DistributedMessageBroker()];
for (const node of [lima, quito]) node.defineType("order.sent");
const arrivals: { body: unknown; afterMs: number }[] = [];
const bridgeWire = lima.connect("bridge to quito");
let isCut = false;
bridgeWire.openSession("bridge").on("order.sent", ({ type, body }) => {
  if (isCut) return; // nobody keeps it
  world.at(world.now + LINK_MS, () => quito.publish(type, body));
});
quito.connect("warehouse").openSession("stock").on("order.sent", ({ body }) => {
  arrivals.push({ body, afterMs: world.now - (body as { sentAt: number }).sentAt });
});

// %% {"id": "x9-nodes-run", "item": "X9"}
const nodesBet = { arrived: 0 };
for (let i = 1; i <= 60; i++) {
  world.at(i * 30_000, () => lima.publish("order.sent", { order: i, sentAt: world.now }));
}
world.at(10 * 60_000 + 1, () => {
  isCut = true; // the challenge: what would you call here instead?
});
world.at(20 * 60_000 + 1, () => {
  isCut = false;
});
await world.run();
console.log(`longest on the way: ${span(Math.max(...arrivals.map(({ afterMs }) => afterMs)))}`);
predict(nodesBet, { arrived: arrivals.length });

// %% [markdown] {"id": "x9-nodes-after", "item": "X9", "lang": "es"}
// Llegan 40: los 20 de la partición se perdieron, y Lima no lo sabe; para ella los entregó. Que cada broker cumpla lo suyo no basta: el **puente** también es un cliente que se cae. El reto del final de la unidad lo arregla con lo que ya escribiste.

// %% [markdown] {"id": "x9-nodes-after", "item": "X9", "lang": "en"}
// 40 arrive: the 20 of the partition are lost, and Lima does not know; as far as it can tell, it delivered them. It is not enough that each broker does its part: the **bridge** is a client that drops, too. The challenge at the end of the unit mends it with what you have written already.

// %% [markdown] {"id": "x9-think", "item": "X9", "lang": "es"}
// **Para discutir.** Si se apaga el nodo de Lima, ¿qué se pierde de lo pendiente? ¿Y si el cable se corta justo después de que un mensaje cruzó y antes de que Lima lo sepa: quién recuerda que ya cruzó?

// %% [markdown] {"id": "x9-think", "item": "X9", "lang": "en"}
// **To discuss.** When the node in Lima is switched off, what is lost of that which waits? And if the wire is cut just after a message has crossed and before Lima knows: who remembers that it crossed?

// %% [markdown] {"id": "x9-teacher", "item": "X9", "lang": "es", "kind": "teacher"}
// **Para el docente · X9.** *Errores comunes*: hacer un mensaje (y un id) por sesión en vez de uno por publicación; comparar tipos por prefijo o aceptar uno que nadie definió; guardar lo pendiente en la conexión y no en cada sesión, con lo que dos sesiones se mezclan; perder las sesiones al caerse la conexión, en vez de al cerrarla; cerrar una sesión y que siga recibiendo lo que esperaba; entregar dos veces al reconectar. *Pauta*: la dan las comprobaciones: tipos 1,5, conexiones 2, sesiones 1,5. Varios nodos y particiones son el reto y no puntúan. *Pregunta oral*: «¿Qué diferencia hay en tu código entre una conexión caída y una cerrada? Enséñame la línea que la hace.»

// %% [markdown] {"id": "x9-teacher", "item": "X9", "lang": "en", "kind": "teacher"}
// **For the teacher · X9.** *Common mistakes*: making a message (and an id) for each session instead of one for each publication; comparing types by prefix, or accepting one that nobody defined; keeping what waits in the connection and not in each session, so that two sessions mix; losing the sessions when the connection drops instead of when it is closed; closing a session that then still gets what waited; delivering twice on reconnection. *Marking*: by the checks: types 1.5, connections 2, sessions 1.5. Several nodes and partitions are the challenge and earn nothing. *Oral question*: "What is the difference in your code between a connection that dropped and one that was closed? Show me the line that makes it."

// %% [markdown] {"id": "mq-summary", "lang": "es", "slide": "slide"}
// ## En resumen
//
// 1. Un broker empuja, abre transacciones y habla protocolos estándar; a cambio se paga por hora y se reinicia.
// 2. `correlationId` une la respuesta con su pregunta; `failover` aguanta un reinicio.
// 3. Una regla de acceso nombra grupos, y sólo vale desde el reinicio.
// 4. Un hilo y un buzón por servicio: el lento sólo se retrasa a sí mismo.
// 5. Estar suscrito y estar conectado son dos cosas.

// %% [markdown] {"id": "mq-summary", "lang": "en", "slide": "slide"}
// ## In short
//
// 1. A broker pushes, opens transactions and speaks standard protocols; in return it is paid by the hour and reboots.
// 2. `correlationId` joins the answer to its question; `failover` sits out a reboot.
// 3. An access rule names groups, and holds only from the reboot on.
// 4. One thread and one inbox for each service: the slow one delays only itself.
// 5. Being subscribed and being connected are two things.

// %% [markdown] {"id": "mq-recall", "lang": "es"}
// ## ¿Lo entendiste? Sin código
//
// 1. ¿Qué se pierde en un reinicio, y por qué?
// 2. ¿Qué ve el otro lado de un `rollback`?
// 3. ¿Cómo encuentra cada respuesta su pregunta?
// 4. Un suscriptor duradero se desconecta una hora. ¿Dónde están sus mensajes, y cuándo los recibe?
// 5. ¿Cuándo bastaba SQS?

// %% [markdown] {"id": "mq-recall", "lang": "en"}
// ## Did you get it? Without code
//
// 1. What is lost in a reboot, and why?
// 2. What does the other side see of a `rollback`?
// 3. How does each answer find its question?
// 4. A durable subscriber is away for an hour. Where are the messages, and when do they arrive?
// 5. When would SQS have done?

// %% [markdown] {"id": "mq-challenge", "lang": "es"}
// ## Reto (se puede saltar)
//
// - **L3.** Un broker `ACTIVE_STANDBY_MULTI_AZ`: ¿cuánto dura ahora el hueco del gráfico?
// - **X8.** Que tu broker sobreviva a un reinicio: un método que lo convierta en texto (JSON) y otro que lo levante de ahí, con lo guardado de cada sesión. ¿Qué no cabe en el texto, y quién tiene que volver a darlo?
// - **X9.** Dos nodos. *Primero*, que la partición no pierda nada: corta con `drop` la conexión del puente y vuelve con `reconnect`, y mira cuánto tarda ahora el más lento. *Después*, un puente de vuelta, de Quito a Lima: sin cuidado, un mensaje da vueltas para siempre; ¿qué dato tiene que viajar con él? *Por último*, haz que uno de cada diez cruces se repita, y que `stock` cuente cada pedido una sola vez.

// %% [markdown] {"id": "mq-challenge", "lang": "en"}
// ## Challenge (may be skipped)
//
// - **L3.** A broker `ACTIVE_STANDBY_MULTI_AZ`: how long is the gap in the chart now?
// - **X8.** Let your broker survive a restart: one method that turns it into text (JSON) and one that raises it again from there, with what is kept for each session. What does not fit into the text, and who must give it again?
// - **X9.** Two nodes. *First*, a partition that loses nothing: cut with `drop` on the bridge's connection and come back with `reconnect`, and see how long the slowest takes now. *Then*, a bridge the other way, from Quito to Lima: without care, a message goes round for ever; which piece of data must travel with it? *Last*, let one crossing in ten happen twice, and have `stock` count each order once.

// %% [markdown] {"id": "mq-real", "lang": "es"}
// ## En qué se distingue el AWS real
//
// - AWS no promete tiempos: crear un broker tarda unos 15 minutos; los del reinicio son elección nuestra.
// - Los protocolos no se simulan por dentro, y RabbitMQ no tiene cliente aquí.
// - **Limpia**: borra el broker al terminar; cobra por hora aunque nadie lo use.

// %% [markdown] {"id": "mq-real", "lang": "en"}
// ## Where real AWS differs
//
// - AWS promises no times: creating a broker takes about 15 minutes; those of a reboot are our choice.
// - The protocols are not simulated inside, and RabbitMQ has no client here.
// - **Clean up**: delete the broker when you are done; it charges by the hour though nobody uses it.

// %% [markdown] {"id": "mq-teacher", "lang": "es", "kind": "teacher"}
// ## Para quien enseña
//
// | | errores comunes | pregunta oral |
// |---|---|---|
// | E3 | creer que basta con quitar el `await`, y así se pierde el orden; dar la culpa a la impresora y no a quien la espera | «La impresora se suscribe la última. ¿A quién retrasa ahora, y a quién sigue retrasando?» |
//
// T8, L3, X3, X8 y X9 llevan lo suyo al final de su sección.
//
// **Puntos:** T8 2 (a mano, con su pauta); por comprobaciones, L3 3 y X3, X8 y X9 5 cada uno; E3 no puntúa. Los retos tampoco: el de X9 (dos nodos y una partición) sirve para quien va sobrado, o como examen oral de grupo.

// %% [markdown] {"id": "mq-teacher", "lang": "en", "kind": "teacher"}
// ## For teachers
//
// | | common mistakes | oral question |
// |---|---|---|
// | E3 | believing that it is enough to remove the `await`, which loses the order; blaming the printer and not whoever waits for it | "The printer subscribes last. Whom does it hold up now, and whom still?" |
//
// T8, L3, X3, X8 and X9 have theirs at the end of their section.
//
// **Points:** T8 2 (by hand, with its marking); by checks, L3 3, and X3, X8 and X9 5 each; E3 has none. Nor have the challenges: that of X9 (two nodes and a partition) is for whoever has time to spare, or an oral exam of a group.
