// Unit 02: SQS. Standard and FIFO seen side by side, price and security, the handout's own queue, the lab, exercises 2 and 7.
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "sqs-title", "lang": "es", "slide": "slide"}
// # ¿Cuándo basta una cola, y cuál?
//
// Una tienda recibe pedidos más rápido de lo que puede cobrarlos. Entre las dos mitades pones una cola: quien envía no espera, quien procesa va a su ritmo. Aquí decides **qué** cola, cuánto cuesta, quién puede tocarla y qué pasa cuando algo falla.

// %% [markdown] {"id": "sqs-title", "lang": "en", "slide": "slide"}
// # When is a queue enough, and which one?
//
// A shop takes orders faster than it can charge for them. Between the two halves you put a queue: the sender does not wait, the worker goes at its own pace. Here you decide **which** queue, what it costs, who may touch it and what happens when something fails.

// %% [markdown] {"id": "sqs-terms", "lang": "es"}
// **Palabras de esta unidad** y cómo las verás en el código:
//
// | palabra | aquí es |
// |---|---|
// | cola | una URL: `https://sqs.us-east-1.amazonaws.com/.../orders` |
// | mensaje | `{ MessageId, Body, ReceiptHandle, Attributes }` |
// | recibir | *prestar* el mensaje; se borra aparte, con su `ReceiptHandle` |
// | tiempo de visibilidad | lo que dura el préstamo; después el mensaje vuelve |
// | cola de mensajes muertos | otra cola, para lo que falló demasiadas veces |
// | FIFO | el nombre termina en `.fifo`; orden dentro de cada `MessageGroupId` |

// %% [markdown] {"id": "sqs-terms", "lang": "en"}
// **Words of this unit** and how you will see them in code:
//
// | word | here it is |
// |---|---|
// | queue | a URL: `https://sqs.us-east-1.amazonaws.com/.../orders` |
// | message | `{ MessageId, Body, ReceiptHandle, Attributes }` |
// | receive | to *lend* the message; deleting is a second step, with its `ReceiptHandle` |
// | visibility timeout | how long the loan lasts; then the message comes back |
// | dead-letter queue | another queue, for what failed too often |
// | FIFO | the name ends in `.fifo`; order within each `MessageGroupId` |

// %% [markdown] {"id": "sqs-map", "lang": "es"}
// **El camino.** Teoría: T6 (tipos de cola) y T7 (precio y seguridad). Ejemplo: E2. Laboratorio: L2. Ejercicios: X2 y X7. **Tiempo:** unas cinco horas: una y media de teoría, una para L2, el resto para los ejercicios. Cada sección crea su propia `Cloud`, así que puedes empezar por cualquiera después de las dos celdas siguientes.

// %% [markdown] {"id": "sqs-map", "lang": "en"}
// **The road.** Theory: T6 (kinds of queue) and T7 (price and security). Example: E2. Lab: L2. Exercises: X2 and X7. **Time:** about five hours: one and a half of theory, one for L2, the rest for the exercises. Each section makes its own `Cloud`, so you can start at any of them once you have run the next two cells.

// %% {"id": "sqs-setup", "kind": "given"}
import { SendMessageCommand, SQS, SQSClient } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { Chart, latency, ordering, palette, queueDepth, retries, timeline, withWords } from "nubelab/charts";
import { check, clockOf, exercises, loadTest, observe, predict, selfCheck } from "nubelab/course";

// %% {"id": "sqs-language", "lang": "es", "kind": "given"}
useLanguage("es"); // en qué idioma hablan los gráficos, las facturas y las comprobaciones

// %% {"id": "sqs-language", "lang": "en", "kind": "given"}
useLanguage("en"); // the language of charts, bills and checks

// %% [markdown] {"id": "sqs-group-ask", "lang": "es"}
// **Si trabajan en grupo**, entreguen un solo cuaderno con el nombre de cada integrante aquí.

// %% [markdown] {"id": "sqs-group-ask", "lang": "en"}
// **If you work as a group**, hand in one notebook with everybody's name here.

// %% {"id": "sqs-group", "lang": "es"}
const grupo = ["nombre y apellido"];

// %% {"id": "sqs-group", "lang": "en"}
const group = ["first and last name"];

// %% [markdown] {"id": "t6-question", "item": "T6", "lang": "es", "slide": "slide"}
// ## T6 · ¿Llegan en el orden en que los envié?
//
// > Describe los diferentes tipos de colas en Amazon SQS y sus principales diferencias.
//
// SQS ofrece colas **Standard** y **FIFO**. Antes de leer una definición, mira los mismos pedidos pasar por las dos.

// %% [markdown] {"id": "t6-question", "item": "T6", "lang": "en", "slide": "slide"}
// ## T6 · Do they arrive in the order I sent them?
//
// > Describe the kinds of queue in Amazon SQS and how they differ.
//
// SQS offers **Standard** and **FIFO** queues. Before you read a definition, watch the same orders go through both.

// %% [markdown] {"id": "t6-tools", "item": "T6", "lang": "es"}
// Dos herramientas para toda la sección. La primera abre una cola; la segunda envía pedidos, uno por segundo. En una cola FIFO cada mensaje lleva su grupo y un id contra duplicados.

// %% [markdown] {"id": "t6-tools", "item": "T6", "lang": "en"}
// Two tools for the whole section. The first opens a queue; the second sends orders, one a second. On a FIFO queue each message carries its group and an id against duplicates.

// %% {"id": "t6-open", "item": "T6"}
async function openQueue(cloud: Cloud, name: string, attributes: Record<string, string> = {}): Promise<string> {
  const kind: Record<string, string> = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
  const created = await cloud.client(SQS).createQueue({ QueueName: name, Attributes: { ...kind, ...attributes } });
  return created.QueueUrl!;
}

// %% {"id": "t6-send", "item": "T6"}
async function sendOrders(cloud: Cloud, url: string, count: number, customer = "ana"): Promise<void> {
  const sqs = cloud.client(SQS);
  for (let i = 1; i <= count; i++) {
    const fifo = url.endsWith(".fifo") ? { MessageGroupId: customer, MessageDeduplicationId: `${customer}-${i}` } : {};
    await sqs.sendMessage({ QueueUrl: url, MessageBody: `order ${i}`, ...fifo });
    await cloud.sleep({ seconds: 1 });
  }
}

// %% [markdown] {"id": "t6-worker-before", "item": "T6", "lang": "es"}
// Y un trabajador: recibe, trabaja, borra. Si un sondeo largo de 20 segundos no trae nada, se va. Fíjate en el paso que se olvida con más frecuencia: `deleteMessage`.

// %% [markdown] {"id": "t6-worker-before", "item": "T6", "lang": "en"}
// And a worker: receive, work, delete. When a 20-second long poll brings nothing, it leaves. Notice the step that people forget most: `deleteMessage`.

// %% {"id": "t6-worker", "item": "T6"}
async function workThrough(cloud: Cloud, url: string, seconds: (body: string) => number): Promise<string[]> {
  const sqs = cloud.client(SQS);
  const done: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 20 });
    if (Messages.length === 0) return done;
    for (const message of Messages) {
      done.push(message.Body!);
      await cloud.sleep({ seconds: seconds(message.Body!) });
      await sqs
        .deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle })
        .catch((e) => console.log(e.message));
    }
  }
}

// %% [markdown] {"id": "t6-predict", "item": "T6", "lang": "es"}
// **Antes de ejecutar.** AWS no dice con qué frecuencia Standard desordena o repite; aquí subimos esos dos diales para verlo con 24 pedidos. ¿Cuántas veces llegará un pedido a cada cola: 24, más, menos? Escribe tu apuesta.

// %% [markdown] {"id": "t6-predict", "item": "T6", "lang": "en"}
// **Before you run it.** AWS does not say how often Standard reorders or repeats; here we turn those two dials up to see it with 24 orders. How many deliveries will each queue make: 24, more, fewer? Write your bet.

// %% {"id": "t6-bet", "item": "T6"}
const deliveriesBet = { standard: 0, fifo: 0 };

// %% {"id": "t6-run", "item": "T6"}
const roads = new Cloud({ seed: 7, anomalies: { reorder: 0.25, duplicateDelivery: 0.08 } });
const standardRoad = await openQueue(roads, "orders");
const fifoRoad = await openQueue(roads, "orders.fifo");
await sendOrders(roads, standardRoad, 24);
await sendOrders(roads, fifoRoad, 24);
const byStandard = await workThrough(roads, standardRoad, () => 1);
const byFifo = await workThrough(roads, fifoRoad, () => 1);
predict(deliveriesBet, { standard: byStandard.length, fifo: byFifo.length });

// %% [markdown] {"id": "t6-chart-before", "item": "T6", "lang": "es", "slide": "subslide"}
// Cada punto es un pedido: su turno al enviarlo (horizontal) contra su turno al recibirlo (vertical). Sobre la diagonal, llegó en su sitio. Un rombo es una segunda entrega.

// %% [markdown] {"id": "t6-chart-before", "item": "T6", "lang": "en", "slide": "subslide"}
// Each dot is an order: its turn when sent (across) against its turn when received (up). On the diagonal it arrived in place. A diamond is a second delivery.

// %% {"id": "t6-chart", "item": "T6"}
ordering(roads);

// %% [markdown] {"id": "t6-chart-after", "item": "T6", "lang": "es", "slide": "subslide"}
// Standard: 26 entregas de 24 pedidos. El pedido 5 llegó séptimo, detrás del 6 y del 7; los pedidos 10 y 12 llegaron dos veces. FIFO: los 24 sobre la diagonal, una vez cada uno. Nada falló: Standard promete *al menos una vez* y orden de *mejor esfuerzo*.

// %% [markdown] {"id": "t6-chart-after", "item": "T6", "lang": "en", "slide": "subslide"}
// Standard: 26 deliveries of 24 orders. Order 5 came seventh, behind 6 and 7; orders 10 and 12 came twice. FIFO: all 24 on the diagonal, once each. Nothing failed: Standard promises *at least once* and *best-effort* order.

// %% [markdown] {"id": "t6-doubt", "item": "T6", "lang": "es"}
// FIFO promete entrega *exactamente una vez*. ¿De verdad? Ponle un trabajador que tarda 45 segundos con el pedido 3, cuando el préstamo dura 30. **Apuesta** antes de ejecutar: ¿cuántas veces se entregará el pedido 3?

// %% [markdown] {"id": "t6-doubt", "item": "T6", "lang": "en"}
// FIFO promises *exactly-once* delivery. Really? Give it a worker that takes 45 seconds over order 3 when the loan lasts 30. **Bet** before you run it: how many times will order 3 be delivered?

// %% {"id": "t6-slow", "item": "T6"}
const slowCloud = new Cloud({ seed: 8 });
const slowQueue = await openQueue(slowCloud, "slow.fifo", { VisibilityTimeout: "30" });
await sendOrders(slowCloud, slowQueue, 6);
let slowOnce = true;
const bySlow = await workThrough(slowCloud, slowQueue, (body) => {
  const seconds = body === "order 3" && slowOnce ? 45 : 2;
  if (seconds === 45) slowOnce = false;
  return seconds;
});
console.log(bySlow.join(", "));

// %% [markdown] {"id": "t6-slow-before", "item": "T6", "lang": "es"}
// El gráfico muestra la vida de cada mensaje: cada barra es un préstamo. Mira el tercero: ¿cuántas barras tiene, y dónde termina la primera?

// %% [markdown] {"id": "t6-slow-before", "item": "T6", "lang": "en"}
// The chart shows the life of each message: each bar is a loan. Look at the third: how many bars has it, and where does the first one end?

// %% {"id": "t6-slow-chart", "item": "T6"}
timeline(slowCloud);

// %% [markdown] {"id": "t6-slow-after", "item": "T6", "lang": "es", "slide": "subslide"}
// El préstamo del pedido 3 va de los 10 a los 40 segundos; el trabajador terminó a los 55 y su borrado fue rechazado: `The receipt handle has expired`. A los 55 lo recibió otra vez y trabajó el doble. **FIFO ordena y acepta una vez; procesar una vez es cosa tuya.**

// %% [markdown] {"id": "t6-slow-after", "item": "T6", "lang": "en", "slide": "subslide"}
// The loan of order 3 runs from second 10 to 40; the worker finished at 55 and its delete was refused: `The receipt handle has expired`. At 55 it received it again and did the work twice. **FIFO orders and accepts once; processing once is up to you.**

// %% [markdown] {"id": "t6-dedup", "item": "T6", "lang": "es"}
// ¿Qué es entonces lo que FIFO hace *una vez*? **Aceptar** un envío. Si el emisor repite el mismo `MessageDeduplicationId` en menos de cinco minutos, SQS contesta que sí y no guarda otra copia, aunque el original ya se haya borrado.

// %% [markdown] {"id": "t6-dedup", "item": "T6", "lang": "en"}
// So what does FIFO do *once*? **Accept** a sending. If the sender repeats the same `MessageDeduplicationId` within five minutes, SQS says yes and stores no second copy, even if the original has been deleted.

// %% {"id": "t6-dedup-run", "item": "T6"}
const twice = new Cloud({ seed: 9 });
const twiceQueue = await openQueue(twice, "twice.fifo");
const pay = () =>
  twice
    .client(SQS)
    .sendMessage({ QueueUrl: twiceQueue, MessageBody: "pay", MessageGroupId: "ana", MessageDeduplicationId: "pay-1" });
const first = await pay();
await workThrough(twice, twiceQueue, () => 1);
const again = await pay();
await twice.sleep({ minutes: 5 });
const later = await pay();
console.log(again.MessageId === first.MessageId, later.MessageId === first.MessageId);

// %% [markdown] {"id": "t6-dedup-after", "item": "T6", "lang": "es"}
// `true false`: a los pocos segundos era el mismo mensaje; pasados los cinco minutos, uno nuevo. La promesa tiene una ventana, y sólo cubre el **envío**. Para lo demás hace falta un consumidor *idempotente*.

// %% [markdown] {"id": "t6-dedup-after", "item": "T6", "lang": "en"}
// `true false`: seconds later it was the same message; after five minutes, a new one. The promise has a window, and covers only the **sending**. For the rest you need an *idempotent* consumer.

// %% [markdown] {"id": "t6-groups", "item": "T6", "lang": "es"}
// El orden de FIFO vale **dentro de un grupo**. Dos clientes, dos grupos: ¿qué le pasa a beto mientras el primer pedido de ana está en manos de un trabajador que no contesta?

// %% [markdown] {"id": "t6-groups", "item": "T6", "lang": "en"}
// FIFO order holds **within a group**. Two customers, two groups: what happens to beto while ana's first order is in the hands of a worker that does not answer?

// %% {"id": "t6-groups-run", "item": "T6"}
const grouped = new Cloud({ seed: 10 });
const groupQueue = await openQueue(grouped, "groups.fifo", { VisibilityTimeout: "20" });
await sendOrders(grouped, groupQueue, 3, "ana");
await sendOrders(grouped, groupQueue, 3, "beto");
await grouped.client(SQS).receiveMessage({ QueueUrl: groupQueue }); // taken, and never deleted
await workThrough(grouped, groupQueue, () => 2);
timeline(grouped);

// %% [markdown] {"id": "t6-groups-after", "item": "T6", "lang": "es"}
// El primer pedido de ana estuvo prestado de los 6 a los 26 segundos, sin que nadie lo procesara; sus pedidos 2 y 3 tuvieron que esperar hasta los 28. Los de beto (4, 5 y 6) acabaron a los 8, 10 y 12: **un grupo atascado no detiene a los demás**.

// %% [markdown] {"id": "t6-groups-after", "item": "T6", "lang": "en"}
// Ana's first order was on loan from second 6 to 26 with nobody working on it; her orders 2 and 3 had to wait until 28. Beto's (4, 5 and 6) were done at 8, 10 and 12: **a stuck group does not hold up the others**.

// %% [markdown] {"id": "t6-rate", "item": "T6", "lang": "es"}
// ¿Y el precio de tanto orden? El **rendimiento**. Cuatrocientos pedidos por segundo, durante un minuto, a cada cola. **Apuesta**: ¿cuántos de los 24 000 rechaza cada una? ¿Y FIFO, si van de diez en diez?

// %% [markdown] {"id": "t6-rate", "item": "T6", "lang": "en"}
// And the price of all that order? **Throughput**. Four hundred orders a second, for a minute, to each queue. **Bet**: how many of the 24,000 does each one refuse? And FIFO, if they go ten at a time?

// %% {"id": "t6-rate-tool", "item": "T6"}
async function refusedBy(name: string, batch: number): Promise<number> {
  const cloud = new Cloud({ seed: 16 });
  const QueueUrl = await openQueue(cloud, name);
  const sqs = cloud.client(SQS);
  let [sent, refused] = [0, 0];
  cloud.every(
    { milliseconds: 2.5 * batch },
    async () => {
      const fifo = () =>
        name.endsWith(".fifo") ? { MessageGroupId: `customer-${sent % 50}`, MessageDeduplicationId: `${sent}` } : {};
      const Entries = Array.from({ length: batch }, () => ({ Id: `${++sent}`, MessageBody: "order", ...fifo() }));
      await sqs.sendMessageBatch({ QueueUrl, Entries }).catch(() => {
        refused += batch;
      });
    },
    { times: 24_000 / batch },
  );
  await cloud.run();
  return refused;
}

// %% {"id": "t6-rate-run", "item": "T6"}
const refusedBet = { standard: 0, fifo: 0, fifoBatches: 0 };
predict(refusedBet, {
  standard: await refusedBy("fast", 1),
  fifo: await refusedBy("fast.fifo", 1),
  fifoBatches: await refusedBy("fast.fifo", 10),
});

// %% [markdown] {"id": "t6-rate-after", "item": "T6", "lang": "es"}
// Standard, ninguno. FIFO de uno en uno, 3 001: admite 300 llamadas por segundo (más una reserva que AWS no detalla; aquí, 3 000) y al resto contesta `RequestThrottled`. En lotes de diez son 40 llamadas por segundo: ninguno. Se cuentan **llamadas**, no mensajes.

// %% [markdown] {"id": "t6-rate-after", "item": "T6", "lang": "en"}
// Standard, none. FIFO one by one, 3,001: it takes 300 calls a second (plus a burst that AWS does not spell out; here, 3,000) and answers `RequestThrottled` to the rest. Ten at a time they are 40 calls a second: none. It is **calls** that count, not messages.

// %% [markdown] {"id": "t6-selfcheck", "item": "T6", "lang": "es"}
// **¿Lo tienes?** Dos preguntas sin puntos. Ejecuta la celda para leer la pregunta y responde con la letra: `selfCheck("t6.order", "a")`.

// %% [markdown] {"id": "t6-selfcheck", "item": "T6", "lang": "en"}
// **Got it?** Two questions without points. Run the cell to read the question and answer with the letter: `selfCheck("t6.order", "a")`.

// %% {"id": "t6-selfcheck-order", "item": "T6"}
selfCheck("t6.order");

// %% {"id": "t6-selfcheck-once", "item": "T6"}
selfCheck("t6.once");

// %% [markdown] {"id": "t6-answer-ask", "item": "T6", "lang": "es"}
// ### Tu respuesta a T6
//
// Con lo que viste, describe los dos tipos de cola y sus diferencias: **orden, duplicados, rendimiento**, un caso para cada una, y por qué «exactamente una vez» necesita una aclaración. Cita al menos dos números de los gráficos de arriba.

// %% [markdown] {"id": "t6-answer-ask", "item": "T6", "lang": "en"}
// ### Your answer to T6
//
// With what you saw, describe the two kinds of queue and their differences: **order, duplicates, throughput**, one case for each, and why "exactly once" needs a qualification. Quote at least two numbers from the charts above.

// %% [markdown] {"id": "t6-answer", "item": "T6", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** *Standard*: al menos una vez, orden de mejor esfuerzo, rendimiento casi ilimitado; para tareas independientes e idempotentes (miniaturas, avisos). *FIFO*: orden dentro de cada `MessageGroupId` y un envío repetido se acepta una sola vez en cinco minutos; 300 llamadas por segundo y operación (3 000 mensajes con lotes, más en modo de alto rendimiento); para saldos, inventario, cambios de estado. Aun en FIFO, si el préstamo vence antes del borrado el mensaje vuelve: el consumidor debe ser idempotente.
//
// **Pauta (2 puntos; medio punto cada línea).** Standard: orden y duplicados. FIFO: orden *por grupo* y deduplicación por id, con su ventana. Rendimiento y un caso razonable para cada tipo. La aclaración de «exactamente una vez», apoyada en dos números observados. *Error común*: «FIFO nunca entrega dos veces»; quita el último medio punto.
// END SOLUTION

// %% [markdown] {"id": "t6-answer", "item": "T6", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** *Standard*: at least once, best-effort order, nearly unlimited throughput; for independent, idempotent tasks (thumbnails, notices). *FIFO*: order within each `MessageGroupId`, and a repeated sending is accepted once within five minutes; 300 calls a second per operation (3,000 messages with batches, more in high-throughput mode); for balances, stock, changes of state. Even on FIFO, when the loan ends before the delete the message comes back: the consumer must be idempotent.
//
// **Marking (2 points; half a point each).** Standard: order and duplicates. FIFO: order *per group*, and deduplication by id with its window. Throughput and a sensible case for each. The qualification of "exactly once", resting on two observed numbers. *Common mistake*: "FIFO never delivers twice"; it loses the last half point.
// END SOLUTION

// %% [markdown] {"id": "t7-question", "item": "T7", "lang": "es", "slide": "slide"}
// ## T7 · ¿Cuánto cuesta una cola, y quién puede tocarla?
//
// > ¿Cómo se calcula el precio de Amazon SQS y qué características de seguridad ofrece?
//
// Empieza por el dinero. Una hora de la misma tienda, de tres maneras; la factura la calcula `cloud.bill()` a partir de las llamadas que de verdad ocurrieron.

// %% [markdown] {"id": "t7-question", "item": "T7", "lang": "en", "slide": "slide"}
// ## T7 · What does a queue cost, and who may touch it?
//
// > How is the price of Amazon SQS worked out, and what security does it offer?
//
// Start with the money. One hour of the same shop in three ways; `cloud.bill()` works out the bill from the calls that really happened.

// %% [markdown] {"id": "t7-shop", "item": "T7", "lang": "es"}
// Cada diez segundos llegan diez pedidos. El emisor los manda de uno en uno o en un lote; el receptor pregunta con sondeo corto (contesta al instante, haya o no) o largo (espera hasta 20 segundos).

// %% [markdown] {"id": "t7-shop", "item": "T7", "lang": "en"}
// Every ten seconds ten orders come in. The sender posts them one by one or as a batch; the receiver asks with a short poll (answered at once, whatever there is) or a long one (it waits up to 20 seconds).

// %% {"id": "t7-sender", "item": "T7"}
function shopSends(cloud: Cloud, url: string, inBatches: boolean): void {
  const sqs = cloud.client(SQS);
  const orders = Array.from({ length: 10 }, (_, i) => ({ Id: `o${i}`, MessageBody: `order ${i}` }));
  cloud.every(
    { seconds: 10 },
    async () => {
      if (inBatches) await sqs.sendMessageBatch({ QueueUrl: url, Entries: orders });
      else for (const order of orders) await sqs.sendMessage({ QueueUrl: url, MessageBody: order.MessageBody });
    },
    { until: { minutes: 59 } },
  );
}

// %% {"id": "t7-receiver", "item": "T7"}
function shopReceives(cloud: Cloud, url: string, waitSeconds: number, inBatches: boolean): void {
  const sqs = cloud.client(SQS);
  const query = { QueueUrl: url, WaitTimeSeconds: waitSeconds, MaxNumberOfMessages: inBatches ? 10 : 1 };
  cloud.spawn("receiver", async () => {
    for (;;) {
      const { Messages = [] } = await sqs.receiveMessage(query);
      const Entries = Messages.map((message, i) => ({ Id: `d${i}`, ReceiptHandle: message.ReceiptHandle! }));
      if (inBatches && Entries.length > 0) await sqs.deleteMessageBatch({ QueueUrl: url, Entries });
      else for (const { ReceiptHandle } of Entries) await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });
      if (Messages.length === 0 && waitSeconds === 0) await cloud.sleep({ milliseconds: 200 });
    }
  });
}

// %% {"id": "t7-hour", "item": "T7"}
async function anHour(waitSeconds: number, inBatches: boolean): Promise<Cloud> {
  const cloud = new Cloud({ seed: 11 });
  const { QueueUrl } = await cloud.client(SQS).createQueue({ QueueName: "shop" });
  shopSends(cloud, QueueUrl!, inBatches);
  shopReceives(cloud, QueueUrl!, waitSeconds, inBatches);
  await cloud.run({ for: { hours: 1 } });
  return cloud;
}

// %% [markdown] {"id": "t7-predict", "item": "T7", "lang": "es"}
// **Antes de ejecutar.** Pasan por la cola unos 3 540 pedidos. ¿Cuántas *peticiones* cobrará AWS de cada manera? Cuenta envíos, recepciones, borrados y respuestas vacías.

// %% [markdown] {"id": "t7-predict", "item": "T7", "lang": "en"}
// **Before you run it.** Some 3,540 orders go through the queue. How many *requests* will AWS charge for in each way? Count sends, receives, deletes and empty answers.

// %% {"id": "t7-bet", "item": "T7"}
const requestsBet = { shortSingle: 0, longSingle: 0, longBatch: 0 };

// %% {"id": "t7-run", "item": "T7"}
const shortSingle = await anHour(0, false);
const longSingle = await anHour(20, false);
const longBatch = await anHour(20, true);
const requestsIn = (cloud: Cloud) => [...cloud.trace.events({ kinds: ["sqs.Request"] })].length;
predict(requestsBet, {
  shortSingle: requestsIn(shortSingle),
  longSingle: requestsIn(longSingle),
  longBatch: requestsIn(longBatch),
});

// %% [markdown] {"id": "t7-chart-before", "item": "T7", "lang": "es"}
// El gráfico apila las peticiones de cada manera por operación. La altura es lo que se paga; busca el gris, que no lleva ningún pedido.

// %% [markdown] {"id": "t7-chart-before", "item": "T7", "lang": "en"}
// The chart stacks each way's requests by operation. The height is what you pay for; look for the grey, which carries no order.

// %% {"id": "t7-count", "item": "T7", "lang": "es"}
const kinds = ["envíos", "recepciones", "recepciones vacías", "borrados"];
function requestRows(way: string, cloud: Cloud) {
  const empty = [...cloud.trace.events({ kinds: ["sqs.EmptyReceive"] })].length;
  const count = (name: string) =>
    [...cloud.trace.events({ kinds: ["sqs.Request"] })].filter(({ text }) => text.startsWith(name)).length;
  const counts = [count("SendMessage"), count("ReceiveMessage") - empty, empty, count("DeleteMessage")];
  return kinds.map((kind, i) => ({ way, kind, requests: counts[i], order: i }));
}
const requestTable = [
  ...requestRows("corto, de uno en uno", shortSingle),
  ...requestRows("largo, de uno en uno", longSingle),
  ...requestRows("largo, por lotes", longBatch),
];

// %% {"id": "t7-count", "item": "T7", "lang": "en"}
const kinds = ["sends", "receives", "empty receives", "deletes"];
function requestRows(way: string, cloud: Cloud) {
  const empty = [...cloud.trace.events({ kinds: ["sqs.EmptyReceive"] })].length;
  const count = (name: string) =>
    [...cloud.trace.events({ kinds: ["sqs.Request"] })].filter(({ text }) => text.startsWith(name)).length;
  const counts = [count("SendMessage"), count("ReceiveMessage") - empty, empty, count("DeleteMessage")];
  return kinds.map((kind, i) => ({ way, kind, requests: counts[i], order: i }));
}
const requestTable = [
  ...requestRows("short, one by one", shortSingle),
  ...requestRows("long, one by one", longSingle),
  ...requestRows("long, in batches", longBatch),
];

// %% {"id": "t7-chart", "item": "T7", "lang": "es"}
const requestColours = { domain: kinds, range: [palette.sent, palette.received, palette.purged, palette.deleted] };
new Chart(
  "¿Qué peticiones se pagan en una hora?",
  `${requestsIn(shortSingle)}, ${requestsIn(longSingle)} y ${requestsIn(longBatch)} peticiones.`,
  [],
  withWords({
    data: { values: requestTable },
    mark: "bar",
    width: 420,
    height: 260,
    encoding: {
      x: { field: "way", type: "nominal", sort: null, title: "manera de enviar y recibir", axis: { labelAngle: 0 } },
      y: { field: "requests", type: "quantitative", title: "peticiones en una hora (n.º)" },
      color: { field: "kind", type: "nominal", title: null, scale: requestColours },
      order: { field: "order" },
    },
  }),
);

// %% {"id": "t7-chart", "item": "T7", "lang": "en"}
const requestColours = { domain: kinds, range: [palette.sent, palette.received, palette.purged, palette.deleted] };
new Chart(
  "Which requests are paid for in an hour?",
  `${requestsIn(shortSingle)}, ${requestsIn(longSingle)} and ${requestsIn(longBatch)} requests.`,
  [],
  withWords({
    data: { values: requestTable },
    mark: "bar",
    width: 420,
    height: 260,
    encoding: {
      x: { field: "way", type: "nominal", sort: null, title: "way of sending and receiving", axis: { labelAngle: 0 } },
      y: { field: "requests", type: "quantitative", title: "requests in an hour (number)" },
      color: { field: "kind", type: "nominal", title: null, scale: requestColours },
      order: { field: "order" },
    },
  }),
);

// %% [markdown] {"id": "t7-chart-after", "item": "T7", "lang": "es", "slide": "subslide"}
// De 26 985 peticiones del sondeo corto, 16 364 volvieron vacías: seis de cada diez. El sondeo largo deja 3. Los lotes dividen el resto por diez: 1 066 peticiones para los mismos 3 540 pedidos, **veinticinco veces menos**.

// %% [markdown] {"id": "t7-chart-after", "item": "T7", "lang": "en", "slide": "subslide"}
// Of the 26,985 requests of the short poll, 16,364 came back empty: six in ten. The long poll leaves 3. Batches divide the rest by ten: 1,066 requests for the same 3,540 orders, **twenty-five times fewer**.

// %% {"id": "t7-bill", "item": "T7"}
shortSingle.bill();

// %% [markdown] {"id": "t7-bill-after", "item": "T7", "lang": "es"}
// Cero dólares: una hora cabe en el millón gratuito de cada mes. `whatIf` responde a dos preguntas a la vez: ¿y un mes entero así (720 horas)? ¿Y el mismo mes con lotes de diez y esperas de 20 segundos?

// %% [markdown] {"id": "t7-bill-after", "item": "T7", "lang": "en"}
// Zero dollars: an hour fits into the free million of each month. `whatIf` answers two questions at once: what about a whole month of this (720 hours)? And the same month with batches of ten and waits of 20 seconds?

// %% {"id": "t7-bill-month", "item": "T7"}
shortSingle.bill({ whatIf: { scale: 24 * 30, batchSize: 10, waitTimeSeconds: 20 } });

// %% [markdown] {"id": "t7-bill-month-after", "item": "T7", "lang": "es"}
// Un mes de sondeo corto: 19,4 millones de peticiones, **7,37 USD**; 4,71 son respuestas vacías. El mismo mes con lotes y esperas: unas 767 000 peticiones, **0 USD**. Para una cola; piensa en cien.

// %% [markdown] {"id": "t7-bill-month-after", "item": "T7", "lang": "en"}
// A month of short polls: 19.4 million requests, **7.37 USD**; 4.71 of them are empty answers. The same month with batches and waits: some 767,000 requests, **0 USD**. For one queue; think of a hundred.

// %% [markdown] {"id": "t7-size", "item": "T7", "lang": "es"}
// Una petición no siempre es *una*: cada 64 KB cuentan. **Apuesta**: un mensaje de 200 KB, enviado, recibido y borrado, ¿cuántas peticiones son?

// %% [markdown] {"id": "t7-size", "item": "T7", "lang": "en"}
// A request is not always *one*: every 64 KB counts. **Bet**: one message of 200 KB, sent, received and deleted: how many requests?

// %% {"id": "t7-size-run", "item": "T7"}
const heavy = new Cloud({ seed: 17 });
const heavySqs = heavy.client(SQS);
const heavyUrl = (await heavySqs.createQueue({ QueueName: "heavy" })).QueueUrl!;
await heavySqs.sendMessage({ QueueUrl: heavyUrl, MessageBody: "x".repeat(200 * 1024) });
const heavyOne = (await heavySqs.receiveMessage({ QueueUrl: heavyUrl })).Messages![0];
await heavySqs.deleteMessage({ QueueUrl: heavyUrl, ReceiptHandle: heavyOne.ReceiptHandle });
heavy.bill();

// %% [markdown] {"id": "t7-size-after", "item": "T7", "lang": "es"}
// Nueve: 200 KB son cuatro trozos de 64 KB, así que enviar cuesta 4 y recibir otras 4; borrar, que no lleva el texto, 1. La décima de la factura es `CreateQueue`. Para cargas grandes se guarda el archivo en S3 y se envía su nombre.

// %% [markdown] {"id": "t7-size-after", "item": "T7", "lang": "en"}
// Nine: 200 KB are four chunks of 64 KB, so sending costs 4 and receiving another 4; deleting, which carries no body, 1. The tenth on the bill is `CreateQueue`. For large payloads people keep the file in S3 and send its name.

// %% [markdown] {"id": "t7-latency-before", "item": "T7", "lang": "es"}
// ¿Y qué se paga con el ahorro? Tiempo. El gráfico cuenta cuánto tarda cada pedido desde que se envía hasta que se borra. ¿Esperas que el sondeo largo sea más lento?

// %% [markdown] {"id": "t7-latency-before", "item": "T7", "lang": "en"}
// And what do you pay for the saving? Time. The chart counts how long each order takes from being sent to being deleted. Do you expect the long poll to be slower?

// %% {"id": "t7-latency", "item": "T7", "lang": "es"}
latency([
  { name: "sondeo corto", cloud: shortSingle },
  { name: "sondeo largo", cloud: longSingle },
]);

// %% {"id": "t7-latency", "item": "T7", "lang": "en"}
latency([
  { name: "short poll", cloud: shortSingle },
  { name: "long poll", cloud: longSingle },
]);

// %% [markdown] {"id": "t7-latency-after", "item": "T7", "lang": "es"}
// Al revés: con sondeo corto la mitad de los pedidos espera 100 ms o más, hasta 200, lo que el receptor duerme entre preguntas. El largo contesta en el instante en que llega algo: **0 segundos**. Aquí lo barato es también lo rápido.

// %% [markdown] {"id": "t7-latency-after", "item": "T7", "lang": "en"}
// The other way round: with short polls half of the orders wait 100 ms or more, up to 200, as long as the receiver sleeps between questions. The long poll answers the moment something arrives: **0 seconds**. Here the cheap way is the fast one too.

// %% [markdown] {"id": "t7-security", "item": "T7", "lang": "es", "slide": "slide"}
// ### ¿Quién puede tocarla?
//
// SQS decide con cuatro defensas: **políticas** (IAM y la de la cola), cifrado **en tránsito** (TLS), cifrado **en reposo** (SSE) y **puntos de conexión de VPC**. Escribe una política de cola y mira cómo niega, con el motivo.

// %% [markdown] {"id": "t7-security", "item": "T7", "lang": "en", "slide": "slide"}
// ### Who may touch it?
//
// SQS decides with four defences: **policies** (IAM and the queue's own), encryption **in transit** (TLS), encryption **at rest** (SSE) and **VPC endpoints**. Write a queue policy and watch it deny, with the reason.

// %% [markdown] {"id": "t7-policy-before", "item": "T7", "lang": "es"}
// La política dice tres cosas: ana puede enviar; nadie envía sin TLS; nadie recibe fuera del punto de conexión `vpce-tienda`. Una negación explícita gana siempre.

// %% [markdown] {"id": "t7-policy-before", "item": "T7", "lang": "en"}
// The policy says three things: ana may send; nobody sends without TLS; nobody receives outside the endpoint `vpce-tienda`. An explicit deny always wins.

// %% {"id": "t7-policy", "item": "T7"}
const vault = new Cloud({ seed: 12 });
const vaultOwner = vault.client(SQS);
const vaultUrl = (await vaultOwner.createQueue({ QueueName: "payments" })).QueueUrl!;
const vaultArn = "arn:aws:sqs:us-east-1:123456789012:payments";
const anaArn = "arn:aws:iam::123456789012:user/ana";
const vaultPolicy = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "AnaSends", Effect: "Allow", Principal: { AWS: anaArn }, Action: "sqs:SendMessage", Resource: vaultArn },
    {
      Sid: "OnlyTls",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:SendMessage",
      Resource: vaultArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "OnlyVpc",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:ReceiveMessage",
      Resource: vaultArn,
      Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-tienda" } },
    },
  ],
};
const vaultSet = await vaultOwner.setQueueAttributes({
  QueueUrl: vaultUrl,
  Attributes: { Policy: JSON.stringify(vaultPolicy) },
});

// %% [markdown] {"id": "t7-deny-before", "item": "T7", "lang": "es"}
// **Antes de ejecutar**, marca cuáles de estos seis intentos pasan. `as` dice quién llama; `secureTransport` y `sourceVpce`, por dónde.

// %% [markdown] {"id": "t7-deny-before", "item": "T7", "lang": "en"}
// **Before you run it**, mark which of these six attempts go through. `as` says who calls; `secureTransport` and `sourceVpce`, by which way.

// %% {"id": "t7-deny", "item": "T7"}
const tries: [string, object, (client: SQS) => Promise<unknown>][] = [
  ["ana sends, TLS", { as: "user/ana" }, (c) => c.sendMessage({ QueueUrl: vaultUrl, MessageBody: "pay" })],
  [
    "ana sends, no TLS",
    { as: "user/ana", secureTransport: false },
    (c) => c.sendMessage({ QueueUrl: vaultUrl, MessageBody: "pay" }),
  ],
  ["beto sends, TLS", { as: "user/beto" }, (c) => c.sendMessage({ QueueUrl: vaultUrl, MessageBody: "pay" })],
  ["ana receives, VPC", { as: "user/ana", sourceVpce: "vpce-tienda" }, (c) => c.receiveMessage({ QueueUrl: vaultUrl })],
  ["root receives, outside", {}, (c) => c.receiveMessage({ QueueUrl: vaultUrl })],
  ["root receives, VPC", { sourceVpce: "vpce-tienda" }, (c) => c.receiveMessage({ QueueUrl: vaultUrl })],
];
for (const [label, options, attempt] of tries) {
  const outcome = await attempt(vault.client(SQS, options)).then(
    () => "ok",
    (error) => `${error.name}: ${error.message}`,
  );
  console.log(`${label} -> ${outcome}`);
}

// %% [markdown] {"id": "t7-deny-after", "item": "T7", "lang": "es", "slide": "subslide"}
// Pasan dos de seis. Lee los motivos: ana sin TLS y la *raíz* de la cuenta fuera de la VPC chocan con una **negación explícita**; beto, y ana cuando recibe, simplemente no tienen permiso. Negar y no permitir dan el mismo error por causas distintas.

// %% [markdown] {"id": "t7-deny-after", "item": "T7", "lang": "en", "slide": "subslide"}
// Two of six go through. Read the reasons: ana without TLS and the account's own *root* outside the VPC run into an **explicit deny**; beto, and ana when she receives, simply have no permission. Denied and not allowed give the same error for different reasons.

// %% {"id": "t7-sse", "item": "T7"}
const vaultFacts = await vaultOwner.getQueueAttributes({
  QueueUrl: vaultUrl,
  AttributeNames: ["SqsManagedSseEnabled", "QueueArn"],
});
vaultFacts.Attributes;

// %% [markdown] {"id": "t7-sse-after", "item": "T7", "lang": "es"}
// `SqsManagedSseEnabled: "true"`: una cola nueva cifra en reposo con claves de SQS, sin pedirlo y sin costo. Con `KmsMasterKeyId` la clave es tuya, se audita, y cada uso de KMS se paga aparte.

// %% [markdown] {"id": "t7-sse-after", "item": "T7", "lang": "en"}
// `SqsManagedSseEnabled: "true"`: a new queue encrypts at rest with SQS's own keys, unasked and free. With `KmsMasterKeyId` the key is yours, it can be audited, and each use of KMS is paid for separately.

// %% {"id": "t7-selfcheck", "item": "T7"}
selfCheck("t7.price");

// %% {"id": "t7-selfcheck-deny", "item": "T7"}
selfCheck("t7.deny");

// %% [markdown] {"id": "t7-answer-ask", "item": "T7", "lang": "es"}
// ### Tu respuesta a T7
//
// Explica cómo se calcula el precio (qué se cuenta, qué hace un mensaje de 200 KB, qué no se paga) y **dos decisiones** que lo bajan, con tus números. Después nombra las cuatro defensas y di qué ataque detiene cada una.

// %% [markdown] {"id": "t7-answer-ask", "item": "T7", "lang": "en"}
// ### Your answer to T7
//
// Explain how the price is worked out (what is counted, what a 200 KB message does, what is not paid for) and **two decisions** that lower it, with your numbers. Then name the four defences and say which attack each one stops.

// %% [markdown] {"id": "t7-answer", "item": "T7", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** Se cobra por petición (enviar, recibir, borrar, cambiar visibilidad; también las recepciones vacías), y cada 64 KB cuentan como una: 200 KB son cuatro. El primer millón al mes es gratis; después, unos 0,40 USD por millón en Standard y 0,50 en FIFO. No se paga la transferencia de entrada ni dentro de la región; la de salida, sí. Bajan el precio el sondeo largo (desaparecen las respuestas vacías) y los lotes de hasta diez. Defensas: IAM y política de la cola (un usuario sin permiso), TLS con `aws:SecureTransport` (quien escucha la red), SSE (quien roba el disco), punto de conexión de VPC con `aws:SourceVpce` (credenciales robadas que se usan desde fuera).
//
// **Pauta (2 puntos; medio punto cada línea).** Unidad de cobro con el trozo de 64 KB; respuestas vacías y borrados se pagan; nivel gratuito. Dos decisiones con números propios. Dos defensas con su ataque. Las otras dos con el suyo. *Error común*: «se paga por mensaje» o «por GB almacenado».
// END SOLUTION

// %% [markdown] {"id": "t7-answer", "item": "T7", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** You pay per request (send, receive, delete, change visibility; empty receives too), and every 64 KB counts as one: 200 KB are four. The first million a month is free; after that about 0.40 USD a million on Standard and 0.50 on FIFO. Transfer in, and within the region, is free; transfer out is not. Long polling (no empty answers) and batches of up to ten lower the price. Defences: IAM and queue policy (a user without permission), TLS with `aws:SecureTransport` (somebody listening on the network), SSE (somebody who steals the disk), VPC endpoint with `aws:SourceVpce` (stolen credentials used from outside).
//
// **Marking (2 points; half a point each).** The unit of charge with the 64 KB chunk; empty answers and deletes are paid for; free tier. Two decisions with the student's own numbers. Two defences, each with its attack. The other two with theirs. *Common mistake*: "you pay per message" or "per GB stored".
// END SOLUTION

// %% [markdown] {"id": "e2-title", "item": "E2", "lang": "es", "slide": "slide"}
// ## E2 · ¿Qué le falta a una cola de veinte líneas?
//
// El repaso simula SQS con un diccionario de colas. Aquí está, línea por línea, en TypeScript. Se llama `ToySQS` porque `SQS` ya es el cliente de AWS.

// %% [markdown] {"id": "e2-title", "item": "E2", "lang": "en", "slide": "slide"}
// ## E2 · What does a twenty-line queue lack?
//
// The handout simulates SQS with a dictionary of queues. Here it is, line by line, in TypeScript. It is called `ToySQS` because `SQS` is already AWS's client.

// %% {"id": "e2-class", "item": "E2"}
class ToySQS {
  queues: Record<string, string[]> = {};
  createQueue(name: string, fifo = false): string {
    this.queues[name] = [];
    return name;
  }
  sendMessage(queueName: string, message: string): void {
    if (queueName in this.queues) this.queues[queueName].push(message);
    else throw new Error("Queue does not exist");
  }
  async receiveMessage(queueName: string): Promise<string> {
    if (!(queueName in this.queues)) throw new Error("Queue does not exist");
    while (this.queues[queueName].length === 0) await new Promise((resolve) => this.#waiting.push(resolve));
    return this.queues[queueName].shift()!;
  }
  #waiting: ((value: unknown) => void)[] = []; // Python's queue.get() waits for ever; this is the same wait
}

// %% {"id": "e2-run", "item": "E2"}
const toy = new ToySQS();
const toyQueue = toy.createQueue("MyQueue");
toy.sendMessage(toyQueue, "Hello, SQS!");
console.log(await toy.receiveMessage(toyQueue));

// %% [markdown] {"id": "e2-depth-before", "item": "E2", "lang": "es"}
// Funciona. Dale algo de trabajo y mira su **profundidad**: cuántos mensajes esperan en cada momento. Los hechos se anotan en la traza de una `Cloud`, con el vocabulario que entienden los gráficos.

// %% [markdown] {"id": "e2-depth-before", "item": "E2", "lang": "en"}
// It works. Give it something to do and look at its **depth**: how many messages wait at each moment. The facts are noted in the trace of a `Cloud`, in the words that the charts understand.

// %% {"id": "e2-load", "item": "E2"}
const toyCloud = new Cloud({ seed: 13 });
const toyTrace = toyCloud.trace;
const toySubject = new Map<string, ReturnType<typeof toyTrace.subject>>();
const toySender = toyCloud.poisson({ name: "sender", perSecond: 1, times: 40 }, (i) => {
  toySubject.set(`m${i}`, toyTrace.subject(`m${i}`));
  toy.sendMessage(toyQueue, `m${i}`);
  toyTrace.append("queue.Sent", "MyQueue", { subject: toySubject.get(`m${i}`) });
});

// %% {"id": "e2-work", "item": "E2"}
toyCloud.every(
  { milliseconds: 1200 },
  async () => {
    if (toy.queues.MyQueue.length === 0) return;
    const subject = toySubject.get(await toy.receiveMessage(toyQueue));
    toyTrace.append("queue.Received", "MyQueue", { subject, value: 1 });
    toyTrace.append("queue.Deleted", "MyQueue", { subject });
  },
  { until: { minutes: 1 } },
);
await toyCloud.run();
queueDepth(toyCloud);

// %% [markdown] {"id": "e2-depth-after", "item": "E2", "lang": "es"}
// Entran 40 mensajes, uno por segundo de media, y sale uno cada 1,2 s como mucho: la cola llega a 11 a los 37 segundos y se vacía cuando dejan de llegar. El gráfico es el mismo que usarás con SQS de verdad.

// %% [markdown] {"id": "e2-depth-after", "item": "E2", "lang": "en"}
// Forty messages come in, one a second on average, and at most one every 1.2 s goes out: the queue reaches 11 at second 37 and empties once they stop coming. It is the same chart that you will use with real SQS.

// %% [markdown] {"id": "e2-break", "item": "E2", "lang": "es"}
// Ahora, **rómpela**. Cinco preguntas; en cada una, apuesta antes de ejecutar. La primera: ¿qué dice `toy` de una cola que nadie creó y que se llama `toString`?

// %% [markdown] {"id": "e2-break", "item": "E2", "lang": "en"}
// Now **break it**. Five questions; bet before you run each one. The first: what does `toy` say about a queue that nobody created and that is called `toString`?

// %% {"id": "e2-break-name", "item": "E2"}
for (const name of ["nobody", "toString"]) {
  try {
    toy.sendMessage(name, "hello");
  } catch (error) {
    console.log(name, "->", (error as Error).message);
  }
}

// %% [markdown] {"id": "e2-break-name-after", "item": "E2", "lang": "es"}
// Para `nobody`, el error prometido. Para `toString`, otro: todo objeto de JavaScript hereda ese nombre, así que `in` dice que existe. El diccionario de Python se traduce por `Map`, no por `{}`.

// %% [markdown] {"id": "e2-break-name-after", "item": "E2", "lang": "en"}
// For `nobody`, the promised error. For `toString`, another: every JavaScript object inherits that name, so `in` says it exists. Python's dictionary translates to `Map`, not to `{}`.

// %% {"id": "e2-break-create", "item": "E2"}
const toy2 = new ToySQS();
toy2.createQueue("orders");
toy2.sendMessage("orders", "order 1");
toy2.createQueue("orders");
console.log(toy2.queues.orders.length);

// %% [markdown] {"id": "e2-break-create-after", "item": "E2", "lang": "es"}
// Cero: crear la cola otra vez **borró** el pedido. En AWS, `CreateQueue` con los mismos atributos devuelve la misma cola, con sus mensajes; con otros atributos, `QueueAlreadyExists`.

// %% [markdown] {"id": "e2-break-create-after", "item": "E2", "lang": "en"}
// Zero: creating the queue again **erased** the order. On AWS, `CreateQueue` with the same attributes returns the same queue, messages and all; with different attributes, `QueueAlreadyExists`.

// %% {"id": "e2-break-fifo", "item": "E2"}
const toy3 = new ToySQS();
toy3.createQueue("bank.fifo", true);
toy3.sendMessage("bank.fifo", "deposit 100");
toy3.sendMessage("bank.fifo", "deposit 100"); // the sender retried
console.log(toy3.queues["bank.fifo"].length);

// %% [markdown] {"id": "e2-break-fifo-after", "item": "E2", "lang": "es"}
// Dos depósitos. El parámetro `fifo` se ignora: ni deduplicación ni grupos. Toda cola de juguete ya sale en orden, y por eso el parámetro *parece* funcionar.

// %% [markdown] {"id": "e2-break-fifo-after", "item": "E2", "lang": "en"}
// Two deposits. The `fifo` parameter is ignored: neither deduplication nor groups. Every toy queue comes out in order anyway, which is why the parameter *seems* to work.

// %% {"id": "e2-break-crash", "item": "E2"}
const toy4 = new ToySQS();
toy4.createQueue("orders");
toy4.sendMessage("orders", "order 1");
const taken = await toy4.receiveMessage("orders"); // ...and here the worker's computer is switched off
console.log(taken, toy4.queues.orders.length);

// %% [markdown] {"id": "e2-break-crash-after", "item": "E2", "lang": "es"}
// El pedido no está en la cola ni se procesó: se perdió. Recibir y borrar son **un** paso aquí, y dos en SQS. Ése es el sentido del tiempo de visibilidad.

// %% [markdown] {"id": "e2-break-crash-after", "item": "E2", "lang": "en"}
// The order is neither in the queue nor processed: it is lost. Receiving and deleting are **one** step here, and two in SQS. That is what the visibility timeout is for.

// %% [markdown] {"id": "e2-break-wait", "item": "E2", "lang": "es"}
// Y la última: recibir de una cola vacía. `queue.get()` de Python espera para siempre. En la simulación, quien espera fuera del reloj virtual se detecta y se nombra.

// %% [markdown] {"id": "e2-break-wait", "item": "E2", "lang": "en"}
// And the last: receiving from an empty queue. Python's `queue.get()` waits for ever. In the simulation, whoever waits outside the virtual clock is found and named.

// %% {"id": "e2-break-wait-run", "item": "E2"}
const stuck = new Cloud({ seed: 14 });
const toy5 = new ToySQS();
toy5.createQueue("empty");
stuck.spawn("worker", () => toy5.receiveMessage("empty"));
await stuck.run().catch((error) => console.log(error.message));

// %% [markdown] {"id": "e2-break-wait-after", "item": "E2", "lang": "es"}
// SQS nunca espera más de 20 segundos: contesta con una lista vacía. Un consumidor siempre tiene la ocasión de mirar si debe parar.

// %% [markdown] {"id": "e2-break-wait-after", "item": "E2", "lang": "en"}
// SQS never waits longer than 20 seconds: it answers with an empty list. A consumer always gets a chance to see whether it should stop.

// %% {"id": "e2-selfcheck", "item": "E2"}
selfCheck("e2.lost");

// %% [markdown] {"id": "l2-title", "item": "L2", "lang": "es", "slide": "slide"}
// ## L2 · ¿Cómo se procesan pedidos que a veces fallan?
//
// > Configurar colas SQS (Standard y FIFO) y crear un script que envíe y reciba mensajes de estas colas.
//
// Es el laboratorio del repaso, con el SDK real: tres funciones tuyas, cuatro comprobaciones. En un papel de AWS escribirías Boto3; el puente está en la unidad 00.

// %% [markdown] {"id": "l2-title", "item": "L2", "lang": "en", "slide": "slide"}
// ## L2 · How do you process orders that sometimes fail?
//
// > Configure SQS queues (Standard and FIFO) and write a script that sends and receives messages on them.
//
// It is the handout's lab, with the real SDK: three functions of yours, four checks. In Python you would write Boto3; the bridge is in unit 00.

// %% {"id": "l2-types", "item": "L2", "kind": "given"}
interface Order {
  id: string;
  customer: string;
  total: number;
}
interface QueueUrls {
  standard: string;
  fifo: string;
  standardDeadLetters: string;
  fifoDeadLetters: string;
}

// %% [markdown] {"id": "l2-command", "item": "L2", "lang": "es"}
// Hasta aquí usaste el cliente *agregado*: `sqs.sendMessage({...})`. En mucho código verás la forma con **comandos**: el mismo cliente, la misma petición. Ésta es la única celda del cuaderno que la usa; reconócela.

// %% [markdown] {"id": "l2-command", "item": "L2", "lang": "en"}
// So far you used the *aggregated* client: `sqs.sendMessage({...})`. In much code you will see the form with **commands**: the same client, the same request. This is the only cell here that uses it; learn to recognise it.

// %% {"id": "l2-command-run", "item": "L2"}
const commandCloud = new Cloud({ seed: 20 });
const commandClient = commandCloud.client(SQSClient);
const commandUrl = (await commandCloud.client(SQS).createQueue({ QueueName: "orders" })).QueueUrl;
const answer = await commandClient.send(new SendMessageCommand({ QueueUrl: commandUrl, MessageBody: "order 1" }));
console.log(answer.MessageId, answer.MD5OfMessageBody);

// %% [markdown] {"id": "l2-step1", "item": "L2", "lang": "es", "slide": "subslide"}
// ### Paso 1 · Crea una cola Standard y una FIFO
//
// Escribe `createQueues(cloud)`: crea **cuatro** colas (cada una de las dos con su cola de mensajes muertos) y devuelve sus URL en un `QueueUrls`. Después de 3 recepciones sin borrar, el mensaje pasa a la de muertos. Un mensaje que falla debe volver antes de 20 segundos.
//
// <details><summary>Pista 1</summary>La cola de muertos de una FIFO es FIFO. Créalas primero: las otras dos necesitan su ARN.</details>
// <details><summary>Pista 2</summary>Los atributos son textos: <code>VisibilityTimeout: "10"</code>, y <code>RedrivePolicy</code> es un JSON dentro de un texto.</details>
// <details><summary>Pista 3</summary><code>RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 3 })</code>; el ARN sale de <code>getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn"] })</code>.</details>
// <details><summary>En la consola real</summary>SQS → Create queue. Elige Standard o FIFO <em>al crear</em>: no se cambia después. El nombre de una FIFO termina en <code>.fifo</code>. La cola de muertos está al final de la página, en «Dead-letter queue»; escribe ahí 3 en «Maximum receives».</details>

// %% [markdown] {"id": "l2-step1", "item": "L2", "lang": "en", "slide": "subslide"}
// ### Step 1 · Create a Standard and a FIFO queue
//
// Write `createQueues(cloud)`: it creates **four** queues (each of the two with its dead-letter queue) and returns their URLs as a `QueueUrls`. After 3 receives without a delete the message goes to the dead letters. A failed message must come back within 20 seconds.
//
// <details><summary>Hint 1</summary>The dead-letter queue of a FIFO queue is FIFO. Create those first: the other two need their ARN.</details>
// <details><summary>Hint 2</summary>Attributes are strings: <code>VisibilityTimeout: "10"</code>, and <code>RedrivePolicy</code> is a JSON inside a string.</details>
// <details><summary>Hint 3</summary><code>RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 3 })</code>; the ARN comes from <code>getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn"] })</code>.</details>
// <details><summary>In the real console</summary>SQS → Create queue. Choose Standard or FIFO <em>when you create it</em>: it cannot be changed later. A FIFO name ends in <code>.fifo</code>. The dead-letter queue is at the bottom of the page, under "Dead-letter queue"; put 3 in "Maximum receives".</details>

// %% {"id": "l2-queues", "item": "L2", "kind": "answer"}
async function createQueues(cloud: Cloud): Promise<QueueUrls> {
  // BEGIN SOLUTION
  const sqs = cloud.client(SQS);
  const create = async (QueueName: string, Attributes: Record<string, string>) =>
    (await sqs.createQueue({ QueueName, Attributes })).QueueUrl!;
  const redriveTo = async (QueueUrl: string) => {
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn"] });
    return JSON.stringify({ deadLetterTargetArn: Attributes!.QueueArn, maxReceiveCount: 3 });
  };
  const standardDeadLetters = await create("orders-dead", {});
  const fifoDeadLetters = await create("orders-dead.fifo", { FifoQueue: "true" });
  const standard = await create("orders", {
    VisibilityTimeout: "10",
    RedrivePolicy: await redriveTo(standardDeadLetters),
  });
  const fifo = await create("orders.fifo", {
    FifoQueue: "true",
    VisibilityTimeout: "10",
    RedrivePolicy: await redriveTo(fifoDeadLetters),
  });
  return { standard, fifo, standardDeadLetters, fifoDeadLetters };
  // END SOLUTION
}

// %% {"id": "l2-check-queues", "item": "L2", "lang": "es", "kind": "check", "points": 0.5}
// Comprueba: cuatro colas, su tipo, su política de reenvío y su visibilidad
await check("l2.queues", { createQueues });

// %% {"id": "l2-check-queues", "item": "L2", "lang": "en", "kind": "check", "points": 0.5}
// Checks: four queues, their kind, their redrive policy and their visibility
await check("l2.queues", { createQueues });

// %% [markdown] {"id": "l2-step2", "item": "L2", "lang": "es", "slide": "subslide"}
// ### Paso 2 · Envía mensajes a ambas colas
//
// Escribe `sender(cloud, urls, orders)`: manda cada pedido, como JSON, **una vez** a cada cola. En la FIFO, los pedidos de un cliente van en orden, ningún cliente espera por los pedidos de otro, y si el emisor se repite por un error de red no debe haber dos.
//
// <details><summary>Pista 1</summary>Un cliente, un grupo. Un pedido, un id contra duplicados.</details>
// <details><summary>Pista 2</summary><code>MessageGroupId: order.customer</code>, <code>MessageDeduplicationId: order.id</code>; sólo en la FIFO.</details>
// <details><summary>En la consola real</summary>Cola → «Send and receive messages». En una FIFO la página te pide el «Message group ID» y el «Deduplication ID».</details>

// %% [markdown] {"id": "l2-step2", "item": "L2", "lang": "en", "slide": "subslide"}
// ### Step 2 · Send messages to both queues
//
// Write `sender(cloud, urls, orders)`: it sends each order, as JSON, **once** to each queue. On the FIFO queue a customer's orders keep their sequence, no customer waits for another's orders, and when the sender repeats itself after a network error there must not be two.
//
// <details><summary>Hint 1</summary>One customer, one group. One order, one id against duplicates.</details>
// <details><summary>Hint 2</summary><code>MessageGroupId: order.customer</code>, <code>MessageDeduplicationId: order.id</code>; on the FIFO queue only.</details>
// <details><summary>In the real console</summary>Queue → "Send and receive messages". On a FIFO queue the page asks for the "Message group ID" and the "Deduplication ID".</details>

// %% {"id": "l2-sender", "item": "L2", "kind": "answer"}
async function sender(cloud: Cloud, urls: QueueUrls, orders: Order[]): Promise<void> {
  // BEGIN SOLUTION
  const sqs = cloud.client(SQS);
  for (const order of orders) {
    const MessageBody = JSON.stringify(order);
    const fifo = { MessageGroupId: order.customer, MessageDeduplicationId: order.id };
    await sqs.sendMessage({ QueueUrl: urls.standard, MessageBody });
    await sqs.sendMessage({ QueueUrl: urls.fifo, MessageBody, ...fifo });
  }
  // END SOLUTION
}

// %% {"id": "l2-check-sender", "item": "L2", "lang": "es", "kind": "check", "points": 0.5}
// Comprueba: cada pedido en las dos colas; repetido, sólo en Standard hay dos
await check("l2.sender", { createQueues, sender });

// %% {"id": "l2-check-sender", "item": "L2", "lang": "en", "kind": "check", "points": 0.5}
// Checks: each order in both queues; when repeated, only Standard has two
await check("l2.sender", { createQueues, sender });

// %% [markdown] {"id": "l2-step3", "item": "L2", "lang": "es", "slide": "subslide"}
// ### Paso 3 · Recibe y procesa
//
// Escribe `receiver(cloud, url, handler)`: recibe de **una** cola con sondeo largo de 20 segundos, llama a `handler(order, attempt)` con cada pedido y su número de intento, y borra lo procesado. Termina cuando un sondeo no trae nada.
//
// <details><summary>Pista 1</summary>Es el <code>workThrough</code> de T6, con el pedido leído de <code>message.Body</code>.</details>
// <details><summary>Pista 2</summary>El intento es el atributo <code>ApproximateReceiveCount</code>; hay que pedirlo y es un texto.</details>
// <details><summary>Pista 3</summary><code>receiveMessage({ QueueUrl: url, WaitTimeSeconds: 20, MessageSystemAttributeNames: ["ApproximateReceiveCount"] })</code></details>
// <details><summary>En la consola real</summary>«Poll for messages» recibe; el mensaje queda prestado mientras lo miras y su «Receive count» sube. Borrar es otro botón.</details>

// %% [markdown] {"id": "l2-step3", "item": "L2", "lang": "en", "slide": "subslide"}
// ### Step 3 · Receive and process
//
// Write `receiver(cloud, url, handler)`: it receives from **one** queue with a 20-second long poll, calls `handler(order, attempt)` with each order and the number of its attempt, and deletes what was processed. It ends when a poll brings nothing.
//
// <details><summary>Hint 1</summary>It is <code>workThrough</code> from T6, with the order read from <code>message.Body</code>.</details>
// <details><summary>Hint 2</summary>The attempt is the attribute <code>ApproximateReceiveCount</code>; you have to ask for it, and it is a string.</details>
// <details><summary>Hint 3</summary><code>receiveMessage({ QueueUrl: url, WaitTimeSeconds: 20, MessageSystemAttributeNames: ["ApproximateReceiveCount"] })</code></details>
// <details><summary>In the real console</summary>"Poll for messages" receives; the message is on loan while you look at it, and its "Receive count" goes up. Deleting is another button.</details>

// %% [markdown] {"id": "l2-step4", "item": "L2", "lang": "es"}
// ### Paso 4 · Errores y reintentos
//
// En la misma función: si `handler` lanza, el receptor **no se cae** y el pedido se intenta de nuevo hasta tres veces; después, a la cola de muertos. En la FIFO nadie puede adelantar a un pedido anterior de su cliente que aún se reintenta.
//
// <details><summary>Pista 1</summary>¿Quién reintenta? SQS. Tú sólo decides si borras.</details>
// <details><summary>Pista 2</summary><code>try { handler(...); await deleteMessage(...) } catch { /* no se borra */ }</code>, por cada mensaje.</details>
// <details><summary>Pista 3</summary>En una FIFO pide los mensajes de uno en uno (<code>MaxNumberOfMessages: 1</code>): los que vienen en el mismo lote detrás de un fallo se adelantarían, o gastarían recepciones sin ser procesados.</details>
// <details><summary>En la consola real</summary>Abre la cola de muertos y mira llegar el mensaje. «Start DLQ redrive» lo devuelve a su cola cuando arreglaste la causa.</details>

// %% [markdown] {"id": "l2-step4", "item": "L2", "lang": "en"}
// ### Step 4 · Errors and retries
//
// In the same function: when `handler` throws, the receiver **stays up** and the order is tried again, three times in all; then, to the dead letters. On the FIFO queue nobody may pass an earlier order of its customer that is still being retried.
//
// <details><summary>Hint 1</summary>Who retries? SQS does. You only decide whether to delete.</details>
// <details><summary>Hint 2</summary><code>try { handler(...); await deleteMessage(...) } catch { /* not deleted */ }</code>, for each message.</details>
// <details><summary>Hint 3</summary>On a FIFO queue ask for messages one at a time (<code>MaxNumberOfMessages: 1</code>): those that come in the same batch behind a failure would pass it, or use up receives without being processed.</details>
// <details><summary>In the real console</summary>Open the dead-letter queue and watch the message arrive. "Start DLQ redrive" returns it to its queue once you have mended the cause.</details>

// %% {"id": "l2-receiver", "item": "L2", "kind": "answer"}
async function receiver(cloud: Cloud, url: string, handler: (order: Order, attempt: number) => void): Promise<void> {
  // BEGIN SOLUTION
  const sqs = cloud.client(SQS);
  const MaxNumberOfMessages = url.endsWith(".fifo") ? 1 : 10;
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl: url,
      MaxNumberOfMessages,
      WaitTimeSeconds: 20,
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    });
    if (Messages.length === 0) return;
    for (const message of Messages) {
      try {
        handler(JSON.parse(message.Body!), Number(message.Attributes?.ApproximateReceiveCount));
      } catch {
        continue; // not deleted: it comes back when its visibility ends
      }
      await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
    }
  }
  // END SOLUTION
}

// %% {"id": "l2-check-receiver", "item": "L2", "lang": "es", "kind": "check", "points": 1}
// Comprueba: cada pedido procesado y borrado; por FIFO, en orden
await check("l2.receiver", { createQueues, sender, receiver });

// %% {"id": "l2-check-receiver", "item": "L2", "lang": "en", "kind": "check", "points": 1}
// Checks: each order processed and deleted; by FIFO, in sequence
await check("l2.receiver", { createQueues, sender, receiver });

// %% {"id": "l2-check-retries", "item": "L2", "lang": "es", "kind": "check", "points": 1}
// Comprueba: reintentos hasta tres y, después, la cola de mensajes muertos
await check("l2.retries", { createQueues, sender, receiver });

// %% {"id": "l2-check-retries", "item": "L2", "lang": "en", "kind": "check", "points": 1}
// Checks: up to three tries and then the dead-letter queue
await check("l2.retries", { createQueues, sender, receiver });

// %% [markdown] {"id": "l2-show", "item": "L2", "lang": "es"}
// ### Míralo funcionar
//
// Doce pedidos, tres clientes. El pago del pedido 4 falla siempre; el del 7, una vez. **Antes de ejecutar**: ¿en qué segundo entrará el 4 en la cola de muertos?

// %% [markdown] {"id": "l2-show", "item": "L2", "lang": "en"}
// ### Watch it work
//
// Twelve orders, three customers. Payment of order 4 always fails; that of order 7, once. **Before you run it**: in which second will order 4 enter the dead letters?

// %% {"id": "l2-lab", "item": "L2"}
const lab = new Cloud({ seed: 21 });
const labUrls = await createQueues(lab);
const labOrders = Array.from({ length: 12 }, (_, i) => ({
  id: `order-${i + 1}`,
  customer: ["ana", "beto", "carla"][i % 3],
  total: 10 + i,
}));
await sender(lab, labUrls, labOrders);
await receiver(lab, labUrls.standard, (order, attempt) => {
  if (order.id === "order-4" || (order.id === "order-7" && attempt === 1)) throw new Error(`card refused: ${order.id}`);
});
console.log(`${lab.now / 1000} s`);

// %% [markdown] {"id": "l2-timeline-before", "item": "L2", "lang": "es"}
// La vida de cada mensaje de la cola Standard: cada barra, un préstamo de diez segundos. Busca la fila con tres barras.

// %% [markdown] {"id": "l2-timeline-before", "item": "L2", "lang": "en"}
// The life of each message on the Standard queue: each bar, a loan of ten seconds. Look for the row with three bars.

// %% {"id": "l2-timeline", "item": "L2"}
timeline(lab, { resource: "orders" });

// %% [markdown] {"id": "l2-timeline-after", "item": "L2", "lang": "es", "slide": "subslide"}
// El pedido 4: tres préstamos (0, 10 y 20 s) y, a los **30 segundos**, a la cola de muertos. El 7 falló una vez y salió bien a los 10. Los otros diez, al primer intento. `explain` cuenta el 4 en frases:

// %% [markdown] {"id": "l2-timeline-after", "item": "L2", "lang": "en", "slide": "subslide"}
// Order 4: three loans (0, 10 and 20 s) and, at **second 30**, to the dead letters. Order 7 failed once and succeeded at 10. The other ten, at the first attempt. `explain` tells order 4 in sentences:

// %% {"id": "l2-explain", "item": "L2"}
const deadOne = [...lab.trace.events({ kinds: ["sqs.DeadLettered"] })].at(0)?.subject ?? "nobody";
lab.explain(deadOne);

// %% [markdown] {"id": "l2-fifo-before", "item": "L2", "lang": "es"}
// Ahora la FIFO, con los mismos fallos. ¿Qué esperan los demás pedidos de ana mientras el 4 se reintenta? ¿Y los de beto?

// %% [markdown] {"id": "l2-fifo-before", "item": "L2", "lang": "en"}
// Now the FIFO queue, with the same failures. What do ana's other orders wait for while order 4 is being retried? And beto's?

// %% {"id": "l2-fifo", "item": "L2"}
await receiver(lab, labUrls.fifo, (order, attempt) => {
  if (order.id === "order-4" || (order.id === "order-7" && attempt === 1)) throw new Error(`card refused: ${order.id}`);
});
timeline(lab, { resource: "orders.fifo" });

// %% [markdown] {"id": "l2-fifo-after", "item": "L2", "lang": "es"}
// Desde los 40 s: beto y carla acaban en el acto. Los pedidos 7 y 10 de ana esperan a que el 4 agote sus intentos, a los 70; el 7 falla una vez y sale a los 80, con el 10 detrás. **Orden estricto por cliente, y su precio.**

// %% [markdown] {"id": "l2-fifo-after", "item": "L2", "lang": "en"}
// From second 40: beto and carla are done at once. Ana's orders 7 and 10 wait until 4 has used up its tries, at 70; 7 fails once and succeeds at 80, with 10 behind it. **Strict order per customer, and its price.**

// %% [markdown] {"id": "l2-retries-before", "item": "L2", "lang": "es"}
// El gráfico siguiente resume las dos colas: cuántos intentos necesitó cada pedido y cómo acabó.

// %% [markdown] {"id": "l2-retries-before", "item": "L2", "lang": "en"}
// The next chart sums up both queues: how many attempts each order needed and how it ended.

// %% {"id": "l2-retries", "item": "L2"}
retries(lab, { resource: ["orders", "orders.fifo"] });

// %% [markdown] {"id": "l2-retries-after", "item": "L2", "lang": "es"}
// Las dos colas hicieron lo mismo: 12 pedidos, 3 reintentos, 11 procesados, 1 muerto. Lo que cambia no es **cuántas** veces, sino **quién espera** mientras tanto.

// %% [markdown] {"id": "l2-retries-after", "item": "L2", "lang": "en"}
// Both queues did the same: 12 orders, 3 retries, 11 processed, 1 dead. What differs is not **how many** times, but **who waits** meanwhile.

// %% [markdown] {"id": "l2-redrive", "item": "L2", "lang": "es"}
// La tarjeta del pedido 4 ya funciona. `startMessageMoveTask` devuelve lo que hay en la cola de muertos a su cola de origen, y el receptor lo procesa.

// %% [markdown] {"id": "l2-redrive", "item": "L2", "lang": "en"}
// The card of order 4 works again. `startMessageMoveTask` returns what is in the dead letters to its source queue, and the receiver processes it.

// %% {"id": "l2-redrive-run", "item": "L2"}
const labSqs = lab.client(SQS);
const deadArn = (
  await labSqs.getQueueAttributes({ QueueUrl: labUrls.standardDeadLetters, AttributeNames: ["QueueArn"] })
).Attributes!.QueueArn;
await labSqs.startMessageMoveTask({ SourceArn: deadArn });
await lab.sleep({ seconds: 5 });
await receiver(lab, labUrls.standard, (order, attempt) => console.log(order.id, attempt));
lab.explain(deadOne);

// %% [markdown] {"id": "l2-redrive-after", "item": "L2", "lang": "es"}
// `order-4 1`: volvió y salió bien. Fíjate en el final de la historia: el mensaje se **borró** de la cola de muertos, y lo que entró en `orders` es un mensaje nuevo, con su cuenta de intentos desde uno.

// %% [markdown] {"id": "l2-redrive-after", "item": "L2", "lang": "en"}
// `order-4 1`: it came back and succeeded. Notice the end of the story: the message was **deleted** from the dead letters, and what entered `orders` is a new message, whose attempts count from one.

// %% [markdown] {"id": "l2-think", "item": "L2", "lang": "es"}
// **Para discutir.** El receptor se apaga justo después de cobrar y antes de `deleteMessage`. ¿Qué verá el siguiente? Nombra el patrón que lo arregla, y di dónde guardarías el id de lo ya cobrado.

// %% [markdown] {"id": "l2-think", "item": "L2", "lang": "en"}
// **To discuss.** The receiver is switched off right after charging and before `deleteMessage`. What will the next one see? Name the pattern that mends it, and say where you would keep the id of what has been charged.

// %% [markdown] {"id": "l2-teacher", "item": "L2", "lang": "es", "kind": "teacher"}
// **Para el docente · L2.** *Errores comunes*: borrar antes de procesar; borrar dentro de un `finally`; no borrar nunca; la misma `MessageDeduplicationId` para dos pedidos, que hace desaparecer el segundo; un único `MessageGroupId`; `maxReceiveCount` puesto en la cola de muertos y no en la principal; una visibilidad mayor que el sondeo, con la que el receptor se va antes del reintento. *Pauta*: la dan las comprobaciones; colas y emisor, 1 punto; con receptor, 2. *Pregunta oral*: «Tu receptor se apaga justo después de procesar y antes de borrar. ¿Qué pasa con ese pedido, y qué tendría que saber hacer quien lo reciba?»

// %% [markdown] {"id": "l2-teacher", "item": "L2", "lang": "en", "kind": "teacher"}
// **For the teacher · L2.** *Common mistakes*: deleting before processing; deleting in a `finally`; never deleting; the same `MessageDeduplicationId` for two orders, which makes the second disappear; one single `MessageGroupId`; `maxReceiveCount` on the dead-letter queue instead of the main one; a visibility longer than the poll, so that the receiver leaves before the retry. *Marking*: by the checks; queues and sender, 1 point; with the receiver, 2. *Oral question*: "Your receiver is switched off just after processing and before deleting. What happens to that order, and what must whoever receives it be able to do?"

// %% [markdown] {"id": "x2-title", "item": "X2", "lang": "es", "slide": "slide"}
// ## X2 · ¿Quién va primero cuando algo falla?
//
// > Crear una simulación avanzada de Amazon SQS que soporte colas con prioridad y manejo de reintentos en caso de fallos.
//
// SQS no tiene prioridades: las construyes tú. El repaso da un código inicial; está aquí traducido, con sus errores. Encuéntralos **antes** de escribir el tuyo.

// %% [markdown] {"id": "x2-title", "item": "X2", "lang": "en", "slide": "slide"}
// ## X2 · Who goes first when something fails?
//
// > Create an advanced simulation of Amazon SQS that supports priority queues and handles retries on failure.
//
// SQS has no priorities: you build them. The handout gives starter code; here it is translated, mistakes included. Find them **before** you write your own.

// %% {"id": "x2-starter", "item": "X2"}
class StarterQueue {
  readonly deadLetters: exercises.Message[] = []; // the starter has none
  #heap: [priority: number, body: string, id: string][] = [];
  #sent = 0;
  get size() {
    return this.#heap.length;
  }
  sendMessage(body: string, priority = 0): string {
    const id = `m-${++this.#sent}`;
    this.#heap.push([priority, body, id]);
    this.#heap.sort((a, b) => (a < b ? -1 : 1)); // heapq compares the tuples like this
    return id;
  }
  receiveMessage(): exercises.Message | null {
    const first = this.#heap.shift();
    return first ? { id: first[2], body: first[1], priority: first[0], attempts: 0 } : null;
  }
  processMessage(message: exercises.Message, handler: (body: string) => void): boolean {
    try {
      handler(message.body);
      return true;
    } catch {
      this.sendMessage(message.body, 1);
      return false;
    }
  }
}

// %% [markdown] {"id": "x2-given", "item": "X2", "lang": "es"}
// Una diferencia con el original: allí `process_message` tira una moneda. Aquí el azar **entra de fuera**, como `handler`: si lanza, el mensaje falló. Así se puede comprobar, y repetir.

// %% [markdown] {"id": "x2-given", "item": "X2", "lang": "en"}
// One difference from the original: there, `process_message` tosses a coin. Here chance **comes from outside**, as `handler`: if it throws, the message failed. So it can be checked, and repeated.

// %% [markdown] {"id": "x2-break-order", "item": "X2", "lang": "es"}
// **Apuesta.** Dos mensajes de prioridad 1: primero `"b"`, después `"a"`. Otros dos: prioridad 9 y prioridad 10. ¿En qué orden salen los cuatro?

// %% [markdown] {"id": "x2-break-order", "item": "X2", "lang": "en"}
// **Bet.** Two messages of priority 1: first `"b"`, then `"a"`. Two more: priority 9 and priority 10. In which order do the four come out?

// %% {"id": "x2-break-order-run", "item": "X2"}
const starter = new StarterQueue();
starter.sendMessage("b", 1);
starter.sendMessage("a", 1);
starter.sendMessage("nine", 9);
starter.sendMessage("ten", 10);
console.log([1, 2, 3, 4].map(() => starter.receiveMessage()!.body));

// %% [markdown] {"id": "x2-break-order-after", "item": "X2", "lang": "es"}
// `a, b, ten, nine`. Con prioridades iguales se comparan los **textos**: `"a"` se cuela. Y `"10,..."` va antes que `"9,..."`, porque en JavaScript comparar listas es comparar textos; en Python, este segundo error no existe.

// %% [markdown] {"id": "x2-break-order-after", "item": "X2", "lang": "en"}
// `a, b, ten, nine`. With equal priorities the **bodies** are compared: `"a"` jumps the queue. And `"10,..."` comes before `"9,..."`, because in JavaScript comparing lists is comparing text; in Python this second mistake does not exist.

// %% {"id": "x2-break-retry-run", "item": "X2"}
const starter2 = new StarterQueue();
starter2.sendMessage("urgent", 0);
starter2.sendMessage("normal", 1);
starter2.sendMessage("later", 5);
const seen: string[] = [];
for (let i = 0; i < 9; i++) {
  const message = starter2.receiveMessage()!;
  seen.push(`${message.body} (${message.priority})`);
  starter2.processMessage(message, () => {
    throw new Error("down");
  });
}
console.log(seen.join(", "));

// %% [markdown] {"id": "x2-break-retry-after", "item": "X2", "lang": "es"}
// El reintento pone prioridad 1: lo urgente (0) **baja**, lo tardío (5) ni llega a salir. Y como no hay límite, `normal` falla siempre y ocupa la cola: nueve intentos, ocho suyos. Tres errores más para tu lista.

// %% [markdown] {"id": "x2-break-retry-after", "item": "X2", "lang": "en"}
// A retry sets priority 1: what is urgent (0) goes **down**, what is late (5) never even comes out. And with no limit, `normal` always fails and holds the queue: nine attempts, eight of them its own. Three more mistakes for your list.

// %% [markdown] {"id": "x2-contract", "item": "X2", "lang": "es", "slide": "subslide"}
// ### Lo que vas a construir
//
// {{signature SQSQueue}}
//
// {{signature Message}}
//
// Menor número, más urgente; sin prioridad, 0, como en el código inicial: lo que nadie marcó pasa delante de todo lo positivo. Entre iguales, por llegada. Un mensaje que falla vuelve con **su** prioridad y **su** turno, hasta `maxAttempts` intentos (3 si no se dice); después va a `deadLetters`. `size` cuenta los que esperan. Si no espera ninguno, `receiveMessage` da `null`, no `undefined`.

// %% [markdown] {"id": "x2-contract", "item": "X2", "lang": "en", "slide": "subslide"}
// ### What you will build
//
// {{signature SQSQueue}}
//
// {{signature Message}}
//
// Lower number, more urgent; no priority means 0, as in the starter code: what nobody marked goes before everything positive. Among equals, by arrival. A failed message comes back with **its** priority and **its** turn, up to `maxAttempts` attempts (3 when not given); then it goes to `deadLetters`. `size` counts those that wait. When none does, `receiveMessage` gives `null`, not `undefined`.

// %% [markdown] {"id": "x2-step1", "item": "X2", "lang": "es"}
// ### Paso 1 · Enviar y recibir en orden
//
// Empieza por `sendMessage`, `receiveMessage` y `size`. Deja `processMessage` para después: es la misma celda.
//
// <details><summary>Pista 1</summary>¿Qué distingue a dos mensajes de igual prioridad, aparte de su texto?</details>
// <details><summary>Pista 2</summary>Guarda con cada mensaje un número de turno que crece con cada envío. El id puede salir de ahí.</details>
// <details><summary>Pista 3</summary>Una lista ordenada basta: <code>(a, b) => a.priority - b.priority || a.turn - b.turn</code>, y recibir es <code>shift() ?? null</code>.</details>

// %% [markdown] {"id": "x2-step1", "item": "X2", "lang": "en"}
// ### Step 1 · Send and receive in order
//
// Start with `sendMessage`, `receiveMessage` and `size`. Leave `processMessage` for later: it is the same cell.
//
// <details><summary>Hint 1</summary>What tells two messages of equal priority apart, other than their body?</details>
// <details><summary>Hint 2</summary>Keep with each message a turn number that grows with each send. The id can come from it.</details>
// <details><summary>Hint 3</summary>A sorted list will do: <code>(a, b) => a.priority - b.priority || a.turn - b.turn</code>, and receiving is <code>shift() ?? null</code>.</details>

// %% {"id": "x2-queue", "item": "X2", "kind": "answer"}
// BEGIN SOLUTION
// STUB: // Your own types, if you need any, go here.
/** A message with its arrival turn, which breaks ties and survives retries. */
interface Waiting extends exercises.Message {
  readonly turn: number;
}
// END SOLUTION

class SQSQueue implements exercises.SQSQueue {
  readonly deadLetters: exercises.Message[] = [];
  readonly maxAttempts: number;
  // BEGIN SOLUTION
  // STUB: // Your own fields go here.
  readonly #waiting: Waiting[] = []; // sorted: the next to leave is the first
  readonly #turns = new Map<string, number>();
  // END SOLUTION

  constructor(options: { maxAttempts?: number } = {}) {
    this.maxAttempts = options.maxAttempts ?? 3;
  }

  get size(): number {
    // BEGIN SOLUTION
    return this.#waiting.length;
    // END SOLUTION
  }

  sendMessage(body: string, priority = 0): string {
    // BEGIN SOLUTION
    const turn = this.#turns.size;
    const id = `m-${turn}`;
    this.#turns.set(id, turn);
    this.#insert({ id, body, priority, attempts: 0, turn });
    return id;
    // END SOLUTION
  }

  receiveMessage(): exercises.Message | null {
    // BEGIN SOLUTION
    return this.#waiting.shift() ?? null;
    // END SOLUTION
  }

  processMessage(message: exercises.Message, handler: (body: string) => void): boolean {
    // BEGIN SOLUTION
    try {
      handler(message.body);
      return true;
    } catch {
      const tried = { ...message, attempts: message.attempts + 1, turn: this.#turns.get(message.id)! };
      if (tried.attempts >= this.maxAttempts) this.deadLetters.push(tried);
      else this.#insert(tried);
      return false;
    }
    // END SOLUTION
  }
  // BEGIN SOLUTION
  // STUB: // Your own private methods go here.

  #insert(message: Waiting): void {
    const after = (other: Waiting) => other.priority - message.priority || other.turn - message.turn;
    const at = this.#waiting.findIndex((other) => after(other) > 0);
    this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, message);
  }
  // END SOLUTION
}

// %% {"id": "x2-check-order", "item": "X2", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: orden por prioridad y, entre iguales, por llegada; null si está vacía; size
await check("x2.order", { SQSQueue });

// %% {"id": "x2-check-order", "item": "X2", "lang": "en", "kind": "check", "points": 1.5}
// Checks: order by priority and, among equals, by arrival; null when empty; size
await check("x2.order", { SQSQueue });

// %% [markdown] {"id": "x2-step2", "item": "X2", "lang": "es"}
// ### Paso 2 · El que falla vuelve a su sitio
//
// Vuelve a tu clase y escribe `processMessage`: llama a `handler` con el texto, atrapa lo que lance, suma el intento y devuelve el mensaje a la cola. Da `true` si salió bien.
//
// <details><summary>Pista 1</summary>Mandarlo otra vez con <code>sendMessage</code> le daría un id y un turno nuevos. ¿Qué debe conservar?</details>
// <details><summary>Pista 2</summary>Separa «poner en la cola» de «enviar»: un método privado <code>#insert(message)</code> que usan los dos.</details>
// <details><summary>Pista 3</summary><code>try { handler(message.body); return true; } catch { this.#insert({ ...message, attempts: message.attempts + 1 }); return false; }</code></details>

// %% [markdown] {"id": "x2-step2", "item": "X2", "lang": "en"}
// ### Step 2 · A failed message comes back to its place
//
// Go back to your class and write `processMessage`: call `handler` with the body, catch what it throws, count the attempt and put the message back. Return `true` when it went well.
//
// <details><summary>Hint 1</summary>Sending it again with <code>sendMessage</code> would give it a new id and a new turn. What must it keep?</details>
// <details><summary>Hint 2</summary>Separate "put in the queue" from "send": a private method <code>#insert(message)</code> that both use.</details>
// <details><summary>Hint 3</summary><code>try { handler(message.body); return true; } catch { this.#insert({ ...message, attempts: message.attempts + 1 }); return false; }</code></details>

// %% {"id": "x2-check-retry", "item": "X2", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: el que falla vuelve con su prioridad y su turno, y se cuentan sus intentos
await check("x2.retry", { SQSQueue });

// %% {"id": "x2-check-retry", "item": "X2", "lang": "en", "kind": "check", "points": 1.5}
// Checks: a failed message comes back with its priority and turn, and its attempts are counted
await check("x2.retry", { SQSQueue });

// %% [markdown] {"id": "x2-step3", "item": "X2", "lang": "es"}
// ### Paso 3 · Un límite, y las letras muertas
//
// Un mensaje *envenenado* falla siempre. Sin límite, ocuparía la cola para siempre. Tras `maxAttempts` fallos, a `deadLetters`.
//
// <details><summary>Pista 1</summary>¿Cuándo preguntas por el límite: antes o después de sumar el intento?</details>
// <details><summary>Pista 2</summary><code>if (tried.attempts >= this.maxAttempts) this.deadLetters.push(tried); else this.#insert(tried);</code></details>

// %% [markdown] {"id": "x2-step3", "item": "X2", "lang": "en"}
// ### Step 3 · A limit, and the dead letters
//
// A *poisoned* message always fails. Without a limit it would hold the queue for ever. After `maxAttempts` failures, to `deadLetters`.
//
// <details><summary>Hint 1</summary>When do you ask about the limit: before or after counting the attempt?</details>
// <details><summary>Hint 2</summary><code>if (tried.attempts >= this.maxAttempts) this.deadLetters.push(tried); else this.#insert(tried);</code></details>

// %% {"id": "x2-check-limit", "item": "X2", "lang": "es", "kind": "check", "points": 1}
// Comprueba: maxAttempts intentos, ni uno más, y después deadLetters
await check("x2.limit", { SQSQueue });

// %% {"id": "x2-check-limit", "item": "X2", "lang": "en", "kind": "check", "points": 1}
// Checks: maxAttempts attempts, not one more, and then deadLetters
await check("x2.limit", { SQSQueue });

// %% {"id": "x2-check-flow", "item": "X2", "lang": "es", "kind": "check", "points": 1}
// Comprueba: envíos, fallos y reintentos mezclados
await check("x2.flow", { SQSQueue });

// %% {"id": "x2-check-flow", "item": "X2", "lang": "en", "kind": "check", "points": 1}
// Checks: sends, failures and retries mixed
await check("x2.flow", { SQSQueue });

// %% [markdown] {"id": "x2-load", "item": "X2", "lang": "es", "slide": "subslide"}
// ### Tu cola, trabajando
//
// Ochenta pedidos con tres prioridades, dos trabajadores, uno de cada tres intentos falla. La **misma** carga, con la misma semilla, pasa por el código inicial y por tu clase.

// %% [markdown] {"id": "x2-load", "item": "X2", "lang": "en", "slide": "subslide"}
// ### Your queue at work
//
// Eighty orders with three priorities, two workers, one attempt in three fails. The **same** load, from the same seed, goes through the starter code and through your class.

// %% {"id": "x2-load-run", "item": "X2"}
const loadOptions = {
  messages: 80,
  perSecond: 3,
  workers: 2,
  work: { milliseconds: 700 },
  failureRate: 0.33,
  priorities: [0, 5, 10],
};
const starterLoad = await loadTest(new Cloud({ seed: 30 }), new StarterQueue(), { ...loadOptions, name: "starter" });
const ownLoad = await loadTest(new Cloud({ seed: 30 }), new SQSQueue(), { ...loadOptions, name: "SQSQueue" });
ownLoad;

// %% [markdown] {"id": "x2-order-before", "item": "X2", "lang": "es"}
// Orden de servicio (primer intento) de los dos: turno de envío (horizontal) contra turno de atención (vertical), con la prioridad en color. Lo urgente debería quedar abajo. **Apuesta**: ¿qué prioridad sufre más con el código inicial?

// %% [markdown] {"id": "x2-order-before", "item": "X2", "lang": "en"}
// Order of service (first attempt) of both: turn when sent (across) against turn when served (up), with the priority as colour. What is urgent should lie low. **Bet**: which priority suffers most under the starter code?

// %% {"id": "x2-order-chart", "item": "X2"}
ordering([starterLoad, ownLoad]);

// %% {"id": "x2-order-words", "item": "X2"}
ordering([starterLoad, ownLoad]).description;

// %% [markdown] {"id": "x2-order-after", "item": "X2", "lang": "es"}
// Izquierda: los ocho últimos son de prioridad 5, y la 10 va delante, por comparar textos; 52 veces se atendió a uno mientras esperaba otro más urgente. Derecha, tu clase: ninguna, y los ocho últimos son de prioridad 10.

// %% [markdown] {"id": "x2-order-after", "item": "X2", "lang": "en"}
// Left: the last eight are of priority 5, and 10 goes before it, because text is compared; 52 times one was served while a more urgent one waited. Right, your class: not once, and the last eight are of priority 10.

// %% {"id": "x2-retries-chart", "item": "X2"}
retries(ownLoad);

// %% [markdown] {"id": "x2-retries-after", "item": "X2", "lang": "es"}
// De 80 pedidos, 48 salieron a la primera; 32 necesitaron más: 47 reintentos, ninguno pasó de 3 intentos y **3** acabaron en `deadLetters`. Con un fallo de cada tres, esperarías 0,33³ × 80 ≈ 3.

// %% [markdown] {"id": "x2-retries-after", "item": "X2", "lang": "en"}
// Of 80 orders, 48 succeeded at once; 32 needed more: 47 retries, none beyond 3 attempts, and **3** ended in `deadLetters`. With one failure in three you would expect 0.33³ × 80 ≈ 3.

// %% {"id": "x2-depth-chart", "item": "X2"}
queueDepth(ownLoad);

// %% [markdown] {"id": "x2-depth-after", "item": "X2", "lang": "es"}
// La cola crece hasta 35 a los 25 segundos, y baja cuando dejan de llegar. Con tres llegadas por segundo y dos trabajadores no cabía todo; la prioridad no hace más trabajo: sólo decide **quién** espera.

// %% [markdown] {"id": "x2-depth-after", "item": "X2", "lang": "en"}
// The queue grows to 35 at second 25, and falls once they stop coming. With three arrivals a second and two workers it did not all fit; priority does no more work: it only decides **who** waits.

// %% [markdown] {"id": "x2-think", "item": "X2", "lang": "es"}
// **Para discutir.** Entre `receiveMessage` y `processMessage` el mensaje no está en ningún sitio: si el trabajador se apaga, se pierde. ¿Cómo lo resolvía SQS en L2? ¿Qué le añadirías a tu clase?

// %% [markdown] {"id": "x2-think", "item": "X2", "lang": "en"}
// **To discuss.** Between `receiveMessage` and `processMessage` the message is nowhere: if the worker is switched off, it is lost. How did SQS solve that in L2? What would you add to your class?

// %% [markdown] {"id": "x2-teacher", "item": "X2", "lang": "es", "kind": "teacher"}
// **Para el docente · X2.** *Errores comunes*: comparar `[prioridad, texto]`, que desempata por el texto y en JavaScript ordena como texto; reintentar con `sendMessage`, que da id y turno nuevos y pone el contador a cero; cambiar la prioridad al reintentar; contar de más (`>` por `>=`) con el límite; dejar salir el error, o suponer que siempre es un `Error`; tomar el texto por id. *Pauta*: la dan las comprobaciones; sólo el orden, 1,5; con reintentos, 3; con límite, 4. *Pregunta oral*: «Llegan a(2), b(0), c(2). b falla una vez y a también. ¿En qué orden se procesan todos los intentos, y qué dato tuyo decide que a vuelva delante de c?»

// %% [markdown] {"id": "x2-teacher", "item": "X2", "lang": "en", "kind": "teacher"}
// **For the teacher · X2.** *Common mistakes*: comparing `[priority, text]`, which breaks ties by the text and in JavaScript sorts as text; retrying with `sendMessage`, which gives a new id and turn and sets the counter back to zero; changing the priority on a retry; one too many (`>` for `>=`) at the limit; letting the error out, or assuming that it is always an `Error`; taking the text for the id. *Marking*: by the checks; order alone, 1.5; with retries, 3; with the limit, 4. *Oral question*: "a(2), b(0), c(2) come in. b fails once, and so does a. In which order are all attempts made, and which datum of yours decides that a comes back in front of c?"

// %% [markdown] {"id": "x7-title", "item": "X7", "lang": "es", "slide": "slide"}
// ## X7 · ¿Sirve de algo un mensaje que llega tarde?
//
// > Desarrollar un sistema de colas que soporte mensajes prioritarios y la expiración de mensajes no procesados dentro de un tiempo determinado.
//
// Un código de acceso vale un minuto. Entregarlo después es peor que no entregarlo. El repaso no da código inicial para éste: da la clase, `PriorityQueue`, y los requisitos.

// %% [markdown] {"id": "x7-title", "item": "X7", "lang": "en", "slide": "slide"}
// ## X7 · Is a message that comes late of any use?
//
// > Develop a queue system that supports priority messages and the expiry of messages not processed within a given time.
//
// A sign-in code is good for a minute. To deliver it later is worse than not to deliver it. The handout gives no starter code for this one: it gives the class, `PriorityQueue`, and the requirements.

// %% [markdown] {"id": "x7-naive", "item": "X7", "lang": "es"}
// Una primera idea: guardar la hora de caducidad y pasar una **escoba** cada tanto. Aquí está, sin prioridades. Encuentra el momento en que entrega lo que no debe.

// %% [markdown] {"id": "x7-naive", "item": "X7", "lang": "en"}
// A first idea: store the expiry time and run a **broom** now and then. Here it is, without priorities. Find the moment when it hands out what it should not.

// %% {"id": "x7-naive-class", "item": "X7"}
class BroomQueue {
  held: { body: string; expiresAt: number }[] = [];
  constructor(readonly clock: exercises.Clock) {}
  send(body: string, ttlMs: number) {
    this.held.push({ body, expiresAt: this.clock.now() + ttlMs });
  }
  receive() {
    return this.held.shift()?.body ?? null;
  }
  sweep() {
    this.held = this.held.filter((message) => message.expiresAt > this.clock.now());
  }
}

// %% {"id": "x7-naive-run", "item": "X7"}
const naiveCloud = new Cloud({ seed: 40 });
const naive = new BroomQueue(clockOf(naiveCloud));
naive.send("code 4711", 60_000);
naiveCloud.every({ seconds: 50 }, () => naive.sweep(), { times: 3 });
await naiveCloud.run({ for: { seconds: 70 } });
console.log(naiveCloud.now, naive.receive());

// %% [markdown] {"id": "x7-naive-after", "item": "X7", "lang": "es"}
// A los 70 000 ms entrega un código caducado a los 60 000: la escoba pasó a los 50 s y volverá a los 100. Entre barridos, **recibir** tiene que mirar el reloj.

// %% [markdown] {"id": "x7-naive-after", "item": "X7", "lang": "en"}
// At 70,000 ms it hands out a code that expired at 60,000: the broom came by at 50 s and will be back at 100. Between sweeps, **receive** has to look at the clock.

// %% [markdown] {"id": "x7-contract", "item": "X7", "lang": "es", "slide": "subslide"}
// ### Lo que vas a construir
//
// {{signature PriorityQueue}}
//
// {{signature ExpiringMessage}}
//
// {{signature QueueStats}}
//
// La hora viene de `clock.now()`, en ms. Un mensaje caduca **exactamente** en `expiresAt` = envío + `ttlMs`: en ese instante ya no se entrega. Sin `ttlMs` no caduca: `expiresAt` es `null`. Si no hay nada que entregar, `receive` da `null`, no `undefined`. Siempre: enviados = procesados + caducados + en espera.

// %% [markdown] {"id": "x7-contract", "item": "X7", "lang": "en", "slide": "subslide"}
// ### What you will build
//
// {{signature PriorityQueue}}
//
// {{signature ExpiringMessage}}
//
// {{signature QueueStats}}
//
// The time comes from `clock.now()`, in ms. A message expires **exactly** at `expiresAt` = sending + `ttlMs`: at that instant it is no longer handed out. Without `ttlMs` it never expires: `expiresAt` is `null`. With nothing to hand out, `receive` gives `null`, not `undefined`. Always: sent = processed + expired + waiting.

// %% [markdown] {"id": "x7-step1", "item": "X7", "lang": "es"}
// ### Paso 1 · Enviar y recibir por prioridad
//
// Empieza por `send` y `receive`, como en X2, y `size`. `receive` entrega para siempre: el mensaje cuenta como procesado.
//
// <details><summary>Pista 1</summary>El mismo desempate que en X2: el turno de llegada.</details>
// <details><summary>Pista 2</summary><code>send(body, { priority = 0, ttlMs } = {})</code> y <code>expiresAt: ttlMs === undefined ? null : clock.now() + ttlMs</code>. ¿Por qué no <code>ttlMs ? ... : null</code>?</details>

// %% [markdown] {"id": "x7-step1", "item": "X7", "lang": "en"}
// ### Step 1 · Send and receive by priority
//
// Start with `send` and `receive`, as in X2, and `size`. `receive` hands out for good: the message counts as processed.
//
// <details><summary>Hint 1</summary>The same tie-break as in X2: the arrival turn.</details>
// <details><summary>Hint 2</summary><code>send(body, { priority = 0, ttlMs } = {})</code> and <code>expiresAt: ttlMs === undefined ? null : clock.now() + ttlMs</code>. Why not <code>ttlMs ? ... : null</code>?</details>

// %% {"id": "x7-queue", "item": "X7", "kind": "answer"}
// BEGIN SOLUTION
// STUB: // Your own types, if you need any, go here.
interface Held extends exercises.ExpiringMessage {
  readonly turn: number;
}
// END SOLUTION

class PriorityQueue implements exercises.PriorityQueue {
  readonly clock: exercises.Clock;
  // BEGIN SOLUTION
  // STUB: // Your own fields go here.
  #held: Held[] = []; // sorted: the next to leave is the first
  #sent = 0;
  #processed = 0;
  #expired = 0;
  // END SOLUTION

  constructor(clock: exercises.Clock) {
    this.clock = clock;
  }

  get size(): number {
    // BEGIN SOLUTION
    return this.#held.length;
    // END SOLUTION
  }

  get stats(): exercises.QueueStats {
    // BEGIN SOLUTION
    // STUB: return { sent: 0, processed: 0, expired: 0, waiting: 0 }; // step 4
    return { sent: this.#sent, processed: this.#processed, expired: this.#expired, waiting: this.size };
    // END SOLUTION
  }

  send(body: string, options: { priority?: number; ttlMs?: number } = {}): string {
    // BEGIN SOLUTION
    const { priority = 0, ttlMs } = options;
    const turn = ++this.#sent;
    const expiresAt = ttlMs === undefined ? null : this.clock.now() + ttlMs;
    this.#held.push({ id: `m-${turn}`, body, priority, expiresAt, turn });
    this.#held.sort((a, b) => a.priority - b.priority || a.turn - b.turn);
    return `m-${turn}`;
    // END SOLUTION
  }

  receive(): exercises.ExpiringMessage | null {
    // BEGIN SOLUTION
    this.sweep();
    const message = this.#held.shift();
    if (message === undefined) return null;
    this.#processed += 1;
    return message;
    // END SOLUTION
  }

  process(handler: (body: string) => void): boolean {
    // BEGIN SOLUTION
    this.sweep();
    const message = this.#held[0];
    if (message === undefined) return false;
    try {
      handler(message.body);
    } catch {
      return false;
    }
    this.#held = this.#held.filter((other) => other !== message);
    this.#processed += 1;
    return true;
    // END SOLUTION
  }

  sweep(): number {
    // BEGIN SOLUTION
    const now = this.clock.now();
    const live = this.#held.filter(({ expiresAt }) => expiresAt === null || now < expiresAt);
    const removed = this.#held.length - live.length;
    this.#held = live;
    this.#expired += removed;
    return removed;
    // END SOLUTION
  }
}

// %% {"id": "x7-check-priority", "item": "X7", "lang": "es", "kind": "check", "points": 1}
// Comprueba: niveles de prioridad, y llegada entre iguales
await check("x7.priority", { PriorityQueue });

// %% {"id": "x7-check-priority", "item": "X7", "lang": "en", "kind": "check", "points": 1}
// Checks: levels of priority, and arrival among equals
await check("x7.priority", { PriorityQueue });

// %% [markdown] {"id": "x7-step2", "item": "X7", "lang": "es"}
// ### Paso 2 · Lo caducado no se entrega
//
// Haz que `receive` salte y quite los caducados, aunque nadie barra. El caso que decide: `clock.now()` **igual** a `expiresAt`.
//
// <details><summary>Pista 1</summary>¿Con qué comparas: <code>&lt;</code>, <code>&lt;=</code>? Léelo en el enunciado: en ese instante ya caducó.</details>
// <details><summary>Pista 2</summary>Vivo es <code>expiresAt === null || clock.now() &lt; expiresAt</code>.</details>
// <details><summary>Pista 3</summary>Lo más corto: <code>receive</code> empieza por llamar a <code>this.sweep()</code>.</details>

// %% [markdown] {"id": "x7-step2", "item": "X7", "lang": "en"}
// ### Step 2 · What has expired is not handed out
//
// Make `receive` skip and remove what has expired, even if nobody sweeps. The case that decides: `clock.now()` **equal** to `expiresAt`.
//
// <details><summary>Hint 1</summary>What do you compare with: <code>&lt;</code>, <code>&lt;=</code>? Read it in the statement: at that instant it has already expired.</details>
// <details><summary>Hint 2</summary>Live means <code>expiresAt === null || clock.now() &lt; expiresAt</code>.</details>
// <details><summary>Hint 3</summary>The shortest way: <code>receive</code> begins by calling <code>this.sweep()</code>.</details>

// %% {"id": "x7-check-expiry", "item": "X7", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: un caducado no se recibe nunca, y en el instante exacto ya caducó
await check("x7.expiry", { PriorityQueue });

// %% {"id": "x7-check-expiry", "item": "X7", "lang": "en", "kind": "check", "points": 1.5}
// Checks: what has expired is never received, and at the exact instant it has expired
await check("x7.expiry", { PriorityQueue });

// %% [markdown] {"id": "x7-step3", "item": "X7", "lang": "es"}
// ### Paso 3 · La escoba
//
// `sweep()` quita **todos** los caducados, estén donde estén, y devuelve cuántos quitó. Sin ella, una cola de la que nadie recibe crece sin fin.
//
// <details><summary>Pista 1</summary>Los caducados no están juntos: puede haber uno detrás de un vivo más urgente.</details>
// <details><summary>Pista 2</summary><code>filter</code> y la diferencia de longitudes.</details>

// %% [markdown] {"id": "x7-step3", "item": "X7", "lang": "en"}
// ### Step 3 · The broom
//
// `sweep()` removes **all** that has expired, wherever it is, and returns how many it removed. Without it, a queue that nobody receives from grows without end.
//
// <details><summary>Hint 1</summary>The expired ones are not together: there may be one behind a more urgent live one.</details>
// <details><summary>Hint 2</summary><code>filter</code>, and the difference in length.</details>

// %% {"id": "x7-check-sweep", "item": "X7", "lang": "es", "kind": "check", "points": 1}
// Comprueba: el barrido quita los caducados, y sólo ésos
await check("x7.sweep", { PriorityQueue });

// %% {"id": "x7-check-sweep", "item": "X7", "lang": "en", "kind": "check", "points": 1}
// Checks: the sweep removes what has expired, and only that
await check("x7.sweep", { PriorityQueue });

// %% [markdown] {"id": "x7-step4", "item": "X7", "lang": "es"}
// ### Paso 4 · Procesar y cuadrar las cuentas
//
// `process(handler)` trabaja con el mensaje que `receive` entregaría. Si `handler` lanza, el mensaje **sigue** con su turno y su caducidad. Completa `stats`.
//
// <details><summary>Pista 1</summary>Si falla, no hagas nada: el mensaje no salió todavía de la cola.</details>
// <details><summary>Pista 2</summary>Tres contadores (<code>sent</code>, <code>processed</code>, <code>expired</code>), cada uno con un único sitio donde crece; <code>waiting</code> es <code>size</code>.</details>

// %% [markdown] {"id": "x7-step4", "item": "X7", "lang": "en"}
// ### Step 4 · Process, and balance the accounts
//
// `process(handler)` works on the message that `receive` would hand out. If `handler` throws, the message **stays** with its turn and its expiry. Complete `stats`.
//
// <details><summary>Hint 1</summary>On failure do nothing: the message has not left the queue yet.</details>
// <details><summary>Hint 2</summary>Three counters (<code>sent</code>, <code>processed</code>, <code>expired</code>), each with one place where it grows; <code>waiting</code> is <code>size</code>.</details>

// %% {"id": "x7-check-accounts", "item": "X7", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: procesar, fallar, y enviados = procesados + caducados + en espera
await check("x7.accounts", { PriorityQueue });

// %% {"id": "x7-check-accounts", "item": "X7", "lang": "en", "kind": "check", "points": 1.5}
// Checks: process, fail, and sent = processed + expired + waiting
await check("x7.accounts", { PriorityQueue });

// %% [markdown] {"id": "x7-load", "item": "X7", "lang": "es", "slide": "subslide"}
// ### Tu cola, con prisa
//
// Ciento veinte mensajes que viven 15 segundos, más trabajo del que cabe, un barrido cada 5 segundos. **Apuesta**: ¿qué nivel pierde más mensajes por caducidad: 0, 5 o 9?

// %% [markdown] {"id": "x7-load", "item": "X7", "lang": "en", "slide": "subslide"}
// ### Your queue in a hurry
//
// A hundred and twenty messages that live 15 seconds, more work than fits, a sweep every 5 seconds. **Bet**: which level loses most messages to expiry: 0, 5 or 9?

// %% {"id": "x7-load-run", "item": "X7"}
const rush = new Cloud({ seed: 41 });
const rushLoad = await loadTest(rush, new PriorityQueue(clockOf(rush)), {
  messages: 120,
  perSecond: 2,
  work: { milliseconds: 700 },
  ttl: { seconds: 15 },
  sweepEvery: { seconds: 5 },
  name: "PriorityQueue",
});
rushLoad;

// %% [markdown] {"id": "x7-depth-before", "item": "X7", "lang": "es"}
// La profundidad de tu cola: cada marca oscura es un mensaje que caducó. ¿A qué profundidad aparecen las primeras?

// %% [markdown] {"id": "x7-depth-before", "item": "X7", "lang": "en"}
// The depth of your queue: each dark tick is a message that expired. At which depth do the first ones appear?

// %% {"id": "x7-depth-chart", "item": "X7"}
queueDepth(rushLoad);

// %% [markdown] {"id": "x7-depth-after", "item": "X7", "lang": "es"}
// La cola llega a 22 a los 42 segundos, y justo ahí empiezan a caducar: 22 mensajes × 0,7 s de trabajo son 15 s, lo que vive un mensaje. Caducaron 15 de 120. **La profundidad anuncia el retraso.**

// %% [markdown] {"id": "x7-depth-after", "item": "X7", "lang": "en"}
// The queue reaches 22 at second 42, and there they begin to expire: 22 messages × 0.7 s of work are 15 s, the life of a message. Of 120, 15 expired. **Depth announces delay.**

// %% {"id": "x7-order-chart", "item": "X7"}
ordering(rushLoad);

// %% [markdown] {"id": "x7-order-after", "item": "X7", "lang": "es"}
// 105 atendidos, y ni una vez se pasó por delante de uno más urgente. El nivel 9 (verde claro) queda siempre arriba: espera a los demás. ¿Quién pagó los 15 que faltan? Cuéntalo por nivel.

// %% [markdown] {"id": "x7-order-after", "item": "X7", "lang": "en"}
// 105 served, and not once was a more urgent one passed over. Level 9 (light green) always lies high: it waits for the others. Who paid for the 15 that are missing? Count by level.

// %% {"id": "x7-levels", "item": "X7", "lang": "es"}
const porNivel = [0, 5, 9].map((nivel) => {
  const enviados = rush.trace
    .for("PriorityQueue")
    .filter((e) => e.kind === "queue.Sent" && e.value === nivel)
    .map((e) => e.subject);
  const vencidos = rush.trace
    .for("PriorityQueue")
    .filter((e) => e.kind === "queue.Expired" && enviados.includes(e.subject));
  return { nivel, enviados: enviados.length, vencidos: vencidos.length };
});
console.table(porNivel);

// %% {"id": "x7-levels", "item": "X7", "lang": "en"}
const byLevel = [0, 5, 9].map((level) => {
  const sent = rush.trace
    .for("PriorityQueue")
    .filter((e) => e.kind === "queue.Sent" && e.value === level)
    .map((e) => e.subject);
  const expired = rush.trace.for("PriorityQueue").filter((e) => e.kind === "queue.Expired" && sent.includes(e.subject));
  return { level, sent: sent.length, expired: expired.length };
});
console.table(byLevel);

// %% [markdown] {"id": "x7-levels-after", "item": "X7", "lang": "es"}
// Los 15 son **todos** del nivel 9: uno de cada tres de los suyos. Bajo carga, la prioridad más baja *muere de hambre*, y la caducidad es la forma en que se nota. Ni el nivel 0 ni el 5 perdieron uno.

// %% [markdown] {"id": "x7-levels-after", "item": "X7", "lang": "en"}
// All 15 are of level 9: one in three of its own. Under load the lowest priority *starves*, and expiry is how you notice. Neither level 0 nor level 5 lost one.

// %% [markdown] {"id": "x7-lunch", "item": "X7", "lang": "es"}
// ¿Y el barrido, para qué sirvió? Para nada: con un trabajador activo, `process` ya quita lo caducado. Míralo hacer falta: entre los segundos 5 y 40 el trabajador **almuerza**; llega un código por segundo y vive 12.

// %% [markdown] {"id": "x7-lunch", "item": "X7", "lang": "en"}
// And the sweep, what was it good for? Nothing: with a busy worker, `process` already removes what has expired. See it needed: between seconds 5 and 40 the worker is at **lunch**; one code a second comes in and lives 12.

// %% {"id": "x7-lunch-run", "item": "X7"}
const lunch = new Cloud({ seed: 42 });
const lunchQueue = observe(new PriorityQueue(clockOf(lunch)), lunch, { name: "lunch" });
lunch.poisson({ name: "codes", perSecond: 1, until: { seconds: 50 } }, (i) => {
  lunchQueue.send(`code ${i + 1}`, { priority: i % 3, ttlMs: 12_000 });
});
lunch.every({ seconds: 5 }, () => lunchQueue.sweep(), { until: { minutes: 1 } });
lunch.every(
  { milliseconds: 600 },
  () => {
    if (lunch.now < 5_000 || lunch.now > 40_000) lunchQueue.receive();
  },
  { until: { minutes: 1 } },
);
await lunch.run();
queueDepth(lunch);

// %% [markdown] {"id": "x7-lunch-after", "item": "X7", "lang": "es"}
// Nadie recibe, y sólo la escoba achica la cola: escalones de 4, 4, 4, 6 y 5 en los segundos 20, 25, 30, 35 y 40. De 54 códigos, 29 caducaron y 25 se entregaron: 54 = 25 + 29 + 0. Compruébalo con `stats`:

// %% [markdown] {"id": "x7-lunch-after", "item": "X7", "lang": "en"}
// Nobody receives, and only the broom shrinks the queue: steps of 4, 4, 4, 6 and 5 at seconds 20, 25, 30, 35 and 40. Of 54 codes, 29 expired and 25 were handed out: 54 = 25 + 29 + 0. Check it with `stats`:

// %% {"id": "x7-lunch-stats", "item": "X7"}
lunchQueue.stats;

// %% [markdown] {"id": "x7-think", "item": "X7", "lang": "es"}
// **Para discutir.** Un mensaje caduca *mientras* su handler trabaja. ¿Cuenta como procesado o como caducado? Busca la frase del enunciado que lo decide, y piensa qué preferiría quien espera el código de acceso.

// %% [markdown] {"id": "x7-think", "item": "X7", "lang": "en"}
// **To discuss.** A message expires *while* its handler is working. Does it count as processed or as expired? Find the sentence of the statement that decides, and think what the person who waits for the sign-in code would prefer.

// %% [markdown] {"id": "x7-teacher", "item": "X7", "lang": "es", "kind": "teacher"}
// **Para el docente · X7.** *Errores comunes*: mirar la expiración sólo en el barrido; `>` en vez de `>=` en el instante justo; `if (ttlMs)`, que toma el 0 por «sin límite»; leer `Date.now()` en lugar del reloj dado; barrer sólo la cabeza; contar un fallo como procesado, o renovar la vida al fallar; contar dos veces lo expirado. *Pauta*: la dan las comprobaciones; sólo prioridad, 1; con expiración, 2,5; con barrido, 3,5. *Pregunta oral*: «Un mensaje expira mientras su manejador trabaja y después falla. ¿Está en la cola, se vuelve a intentar, y en qué cuenta aparece?»

// %% [markdown] {"id": "x7-teacher", "item": "X7", "lang": "en", "kind": "teacher"}
// **For the teacher · X7.** *Common mistakes*: looking at the expiry in the sweep only; `>` instead of `>=` at the very instant; `if (ttlMs)`, which takes 0 for "no limit"; reading `Date.now()` instead of the clock given; sweeping the head only; counting a failure as processed, or renewing its life; counting expired ones twice. *Marking*: by the checks; priority alone, 1; with expiry, 2.5; with the sweep, 3.5. *Oral question*: "A message expires while its handler works, which then fails. Is it in the queue, is it tried again, and in which count does it appear?"

// %% [markdown] {"id": "sqs-teacher", "item": "T7", "lang": "es", "kind": "teacher"}
// **Para el docente · T6, T7 y E2.** La pauta está en cada respuesta modelo; pide siempre dos números, y que el estudiante diga de qué gráfico salen. *Pregunta oral*: «Tu factura de SQS se dobló sin un mensaje más. Di dos causas y cómo las distinguirías en la traza.» *En E2*, sin puntos: se suele decir que la clase «ya es FIFO», porque sale en orden. *Pregunta oral*: «¿En qué línea se pierde el pedido si el trabajador se apaga, y qué dos llamadas de SQS hacen ese trabajo por separado?»

// %% [markdown] {"id": "sqs-teacher", "item": "T7", "lang": "en", "kind": "teacher"}
// **For the teacher · T6, T7 and E2.** The marking is in each model answer; always ask for two numbers, and from which chart they come. *Oral question*: "Your SQS bill doubled without one more message. Name two causes, and how you would tell them apart in the trace." *In E2*, which has no points: people say that the class "is FIFO already", because it keeps the order. *Oral question*: "In which line is the order lost when the worker is switched off, and which two calls of SQS do that work separately?"

// %% [markdown] {"id": "sqs-summary", "lang": "es", "slide": "slide"}
// ## En resumen
//
// 1. Standard: al menos una vez, sin orden prometido. FIFO: orden por grupo, y un envío repetido en cinco minutos se acepta una vez.
// 2. Recibir es un préstamo. Si vence antes del borrado, el mensaje vuelve: el consumidor debe ser idempotente.
// 3. Se paga por petición, vacías incluidas: sondeo largo y lotes.
// 4. Reintentar es no borrar; el límite es la cola de mensajes muertos.
// 5. Una negación explícita gana a cualquier permiso.

// %% [markdown] {"id": "sqs-summary", "lang": "en", "slide": "slide"}
// ## In short
//
// 1. Standard: at least once, no order promised. FIFO: order per group, and a sending repeated within five minutes is accepted once.
// 2. To receive is to borrow. When the loan ends before the delete, the message comes back: the consumer must be idempotent.
// 3. You pay per request, empty ones included: long polls and batches.
// 4. To retry is not to delete; the limit is the dead-letter queue.
// 5. An explicit deny beats any permission.

// %% [markdown] {"id": "sqs-recall", "lang": "es"}
// ## ¿Lo entendiste? Sin código
//
// 1. ¿Por qué hace falta borrar, si ya recibiste?
// 2. ¿Qué pasa con el pedido 5 de ana mientras el 4 está en manos de alguien? ¿Y con el 1 de beto?
// 3. ¿Por qué la visibilidad de L2 tenía que ser menor que el sondeo?
// 4. Dos mensajes urgentes e iguales: ¿qué decide?
// 5. ¿Por qué en X7 la escoba sola no basta, y `receive` solo tampoco?

// %% [markdown] {"id": "sqs-recall", "lang": "en"}
// ## Did you get it? Without code
//
// 1. Why must you delete, if you have already received?
// 2. What happens to ana's order 5 while order 4 is in somebody's hands? And to beto's order 1?
// 3. Why did the visibility in L2 have to be shorter than the poll?
// 4. Two equally urgent messages: what decides?
// 5. Why is the broom alone not enough in X7, and `receive` alone neither?

// %% [markdown] {"id": "sqs-challenge", "lang": "es"}
// ## Reto (se puede saltar)
//
// - X2: dale a `receiveMessage` un tiempo de visibilidad, para que un trabajador que se apaga no pierda nada.
// - X2: cambia la lista por un montículo y mide con 100 000 mensajes.
// - L2: espera más entre intentos con `changeMessageVisibility` (2, 4, 8 segundos) y mira el gráfico.
// - X7: ¿cómo evitas que el nivel 9 muera de hambre? Prueba a envejecer la prioridad.

// %% [markdown] {"id": "sqs-challenge", "lang": "en"}
// ## Challenge (may be skipped)
//
// - X2: give `receiveMessage` a visibility timeout, so that a worker that is switched off loses nothing.
// - X2: replace the list by a heap and measure with 100,000 messages.
// - L2: wait longer between attempts with `changeMessageVisibility` (2, 4, 8 seconds) and look at the chart.
// - X7: how do you keep level 9 from starving? Try ageing the priority.

// %% [markdown] {"id": "sqs-real", "lang": "es"}
// ## En qué se distingue el AWS real
//
// - No publica con qué frecuencia Standard repite o desordena: aquí lo fijan los diales de `anomalies`.
// - Las llamadas tardan milisegundos; aquí, cero, salvo que esperen.
// - Las cuentas de mensajes de `getQueueAttributes` son aproximadas.
// - SQS no tiene prioridades: se usan dos colas, o Amazon MQ (unidad 03). La retención (hasta 14 días) es su única expiración; no hay `ttl` por mensaje.
// - **Limpia**: borra las colas al terminar. Una cola vacía no cuesta; un receptor olvidado que sondea, sí.

// %% [markdown] {"id": "sqs-real", "lang": "en"}
// ## Where real AWS differs
//
// - It does not say how often Standard repeats or reorders: here the dials of `anomalies` set it.
// - Calls take milliseconds; here none, unless they wait.
// - The message counts of `getQueueAttributes` are approximate.
// - SQS has no priorities: people use two queues, or Amazon MQ (unit 03). Retention (up to 14 days) is its only expiry; there is no `ttl` per message.
// - **Clean up**: delete the queues when you are done. An empty queue costs nothing; a forgotten receiver that polls does.
