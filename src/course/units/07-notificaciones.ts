// Unit 07: notifications. The fan-out architecture of P1 under load and failure, and exercise 6 (priorities and bounded retries).
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "notif-title", "lang": "es", "slide": "slide"}
// # ¿Qué pasa cuando un destino se cae?
//
// Una compra interesa a muchos: facturación cobra, el almacén prepara, auditoría anota, alguien avisa al cliente. Publicas **una vez** y cada uno recibe lo suyo. Aquí montas esa arquitectura, la cargas, rompes una pieza y miras quién se entera. Después construyes por dentro un sistema de notificaciones que sabe rendirse.

// %% [markdown] {"id": "notif-title", "lang": "en", "slide": "slide"}
// # What happens when a destination goes down?
//
// Many care about a purchase: billing charges, the warehouse packs, audit takes note, somebody tells the customer. You publish **once** and each gets its own. Here you build that architecture, load it, break a piece and see who notices. Then you build, from the inside, a notification system that knows when to give up.

// %% [markdown] {"id": "notif-terms", "lang": "es"}
// **Palabras de esta unidad** y cómo las verás en el código:
//
// | palabra | aquí es |
// |---|---|
// | fan-out | un topic SNS con varias suscripciones |
// | suscripción | un par protocolo y destino: `{ Protocol: "sqs", Endpoint: arn }` |
// | política de recursos | quién puede escribir en una cola, quién puede llamar a una función |
// | entrega cruda | `RawMessageDelivery: "true"`: el texto sin el sobre de SNS |
// | destino de fallos | `OnFailure`: adónde va lo que una función no pudo procesar |
// | conciliación | sumar lo enviado y ver que coincide con lo procesado más lo apartado |
//
// **Tiempo:** unas tres horas: una y media para P1, lo demás para X6. **El camino:** práctica P1, ejercicio X6. Cada sección crea su propia `Cloud`.

// %% [markdown] {"id": "notif-terms", "lang": "en"}
// **Words of this unit** and how you will see them in code:
//
// | word | here it is |
// |---|---|
// | fan-out | an SNS topic with several subscriptions |
// | subscription | a protocol and a destination: `{ Protocol: "sqs", Endpoint: arn }` |
// | resource policy | who may write to a queue, who may call a function |
// | raw delivery | `RawMessageDelivery: "true"`: the text without the envelope of SNS |
// | failure destination | `OnFailure`: where what a function could not process goes |
// | reconciliation | adding up what was sent, and seeing that it equals what was processed plus what was set aside |
//
// **Time:** about three hours: one and a half for P1, the rest for X6. **The road:** practice P1, exercise X6. Each section makes its own `Cloud`.

// %% {"id": "notif-setup", "kind": "given"}
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { Chart, fanout, palette, queueDepth, throughput, withWords } from "nubelab/charts";
import { check, exercises, predict, selfCheck } from "nubelab/course";

// %% {"id": "notif-language", "lang": "es", "kind": "given"}
useLanguage("es"); // en qué idioma hablan los gráficos, las facturas y las comprobaciones

// %% {"id": "notif-language", "lang": "en", "kind": "given"}
useLanguage("en"); // the language of charts, bills and checks

// %% [markdown] {"id": "notif-group-ask", "lang": "es"}
// **Si trabajan en grupo**, entreguen un solo cuaderno con el nombre de cada integrante aquí.

// %% [markdown] {"id": "notif-group-ask", "lang": "en"}
// **If you work as a group**, hand in one notebook with everybody's name here.

// %% {"id": "notif-group", "lang": "es"}
const grupo = ["nombre y apellido"];

// %% {"id": "notif-group", "lang": "en"}
const group = ["first and last name"];

// %% [markdown] {"id": "p1-title", "item": "P1", "lang": "es", "slide": "slide"}
// ## P1 · Una publicación, muchos trabajos
//
// > Implementa una arquitectura en AWS donde un mensaje publicado en un topic SNS se distribuye a varias colas SQS y funciones Lambda. Configura y prueba la entrega y procesamiento de mensajes.
//
// Cuatro pasos: montar, publicar, procesar, y sobrevivir a los fallos. Tu código recibe los nombres de las colas y lo que hace cada función, así que sirve para cualquier tienda.

// %% [markdown] {"id": "p1-title", "item": "P1", "lang": "en", "slide": "slide"}
// ## P1 · One publication, many jobs
//
// > Implement an architecture in AWS where a message published to an SNS topic goes to several SQS queues and Lambda functions. Configure and test the delivery and the processing of messages.
//
// Four steps: build, publish, process, and survive failures. Your code is given the names of the queues and what each function does, so it serves any shop.

// %% {"id": "p1-types", "item": "P1", "kind": "given"}
interface Order {
  id: string;
  customer: string;
  total: number;
}
/** What each function does with an order. When it throws, the function has failed. */
type Services = Record<string, (order: Order) => void>;
interface FanOut {
  topicArn: string;
  /** URL of each queue by its name. */
  queues: Record<string, string>;
  /** URL of the queue for what a function gave up. */
  lost: string;
}

// %% [markdown] {"id": "p1-refused", "item": "P1", "lang": "es"}
// Antes de montar nada, mira fallar lo más simple: un topic, una cola, una suscripción. **Apuesta**: ¿llega el mensaje?

// %% [markdown] {"id": "p1-refused", "item": "P1", "lang": "en"}
// Before you build anything, watch the simplest thing fail: a topic, a queue, a subscription. **Bet**: does the message arrive?

// %% {"id": "p1-refused-run", "item": "P1"}
const naive = new Cloud({ seed: 1 });
const naiveTopic = await naive.client(SNS).createTopic({ Name: "orders" });
await naive.client(SQS).createQueue({ QueueName: "billing" });
await naive.client(SNS).subscribe({
  TopicArn: naiveTopic.TopicArn,
  Protocol: "sqs",
  Endpoint: "arn:aws:sqs:us-east-1:123456789012:billing",
});
const naiveSent = await naive.client(SNS).publish({ TopicArn: naiveTopic.TopicArn, Message: "hello" });
await naive.run();
console.log(String(naive.explain(naiveSent.MessageId!)));

// %% [markdown] {"id": "p1-refused-after", "item": "P1", "lang": "es"}
// No llega, y `publish` no se quejó: SNS aceptó el mensaje, la cola lo rechazó. Lee la historia: dice **quién** preguntó, **qué** pidió y por qué no. Suscribir no da permiso: la cola tiene que aceptar al topic en su política.

// %% [markdown] {"id": "p1-refused-after", "item": "P1", "lang": "en"}
// It does not, and `publish` did not complain: SNS took the message, the queue refused it. Read the story: it says **who** asked, for **what**, and why not. Subscribing gives no permission: the queue has to accept the topic in its policy.

// %% [markdown] {"id": "p1-step1", "item": "P1", "lang": "es", "slide": "subslide"}
// ### Paso 1 · Monta el reparto
//
// Escribe `buildFanOut(cloud, queueNames, services)`:
// - un topic `orders`;
// - por cada nombre, una cola suscrita al topic, con su cola de mensajes muertos a las **3** recepciones; sólo este topic puede escribir en ella; lo que falla vuelve antes de 20 segundos;
// - por cada servicio, una función Lambda suscrita, que llama al servicio con el pedido de cada registro;
// - una cola `lost`: adonde va lo que una función no pudo procesar.
//
// <details><summary>Pista 1</summary>Haz una función pequeña por pieza: crear una cola con política, crear una función con permiso.</details>
// <details><summary>Pista 2</summary>Un permiso por lado: <code>Policy</code> en la cola, con <code>ArnEquals: { "aws:SourceArn": topicArn }</code>; <code>addPermission</code> en la función, con <code>Principal: "sns.amazonaws.com"</code>.</details>
// <details><summary>Pista 3</summary>El evento de la función es <code>{ Records: [{ Sns: { Message } }] }</code>. Lo que falla tres veces: <code>putFunctionEventInvokeConfig({ FunctionName, DestinationConfig: { OnFailure: { Destination } } })</code>.</details>
// <details><summary>En la consola real</summary>SNS → Topics → Create subscription. Al elegir una cola o una función, la consola añade el permiso por ti; con el SDK, lo haces tú. En Lambda: Configuration → Destinations → «On failure».</details>

// %% [markdown] {"id": "p1-step1", "item": "P1", "lang": "en", "slide": "subslide"}
// ### Step 1 · Build the fan-out
//
// Write `buildFanOut(cloud, queueNames, services)`:
// - a topic `orders`;
// - for each name, a queue subscribed to the topic, with its dead-letter queue after **3** receives; only this topic may write to it; what fails comes back within 20 seconds;
// - for each service, a Lambda function subscribed, which calls the service with the order in each record;
// - a queue `lost`: where what a function could not process goes.
//
// <details><summary>Hint 1</summary>Write one small function per piece: create a queue with its policy, create a function with its permission.</details>
// <details><summary>Hint 2</summary>A permission on each side: <code>Policy</code> on the queue, with <code>ArnEquals: { "aws:SourceArn": topicArn }</code>; <code>addPermission</code> on the function, with <code>Principal: "sns.amazonaws.com"</code>.</details>
// <details><summary>Hint 3</summary>The function's event is <code>{ Records: [{ Sns: { Message } }] }</code>. What fails three times: <code>putFunctionEventInvokeConfig({ FunctionName, DestinationConfig: { OnFailure: { Destination } } })</code>.</details>
// <details><summary>In the real console</summary>SNS → Topics → Create subscription. When you choose a queue or a function, the console adds the permission for you; with the SDK you add it yourself. In Lambda: Configuration → Destinations → "On failure".</details>

// %% {"id": "p1-build", "item": "P1", "kind": "answer"}
async function buildFanOut(cloud: Cloud, queueNames: string[], services: Services): Promise<FanOut> {
  // BEGIN SOLUTION
  const [sns, sqs, lambda] = [cloud.client(SNS), cloud.client(SQS), cloud.client(Lambda)];
  const topicArn = (await sns.createTopic({ Name: "orders" })).TopicArn!;
  const create = async (QueueName: string, Attributes: Record<string, string> = {}) => {
    const QueueUrl = (await sqs.createQueue({ QueueName, Attributes })).QueueUrl!;
    const all = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn"] });
    return { url: QueueUrl, arn: all.Attributes!.QueueArn! };
  };
  const lost = await create("lost");
  const queues: Record<string, string> = {};
  for (const name of queueNames) {
    const dead = await create(`${name}-dead`);
    const queue = await create(name, {
      VisibilityTimeout: "10",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
    });
    const Statement = {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue.arn,
      Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await sqs.setQueueAttributes({ QueueUrl: queue.url, Attributes: { Policy } });
    const Attributes = { RawMessageDelivery: "true" };
    await sns.subscribe({ TopicArn: topicArn, Protocol: "sqs", Endpoint: queue.arn, Attributes });
    queues[name] = queue.url;
  }
  for (const [name, serve] of Object.entries(services)) {
    const arn = cloud.lambda(name, (event: { Records: { Sns: { Message: string } }[] }) => {
      for (const record of event.Records) serve(JSON.parse(record.Sns.Message));
    });
    await lambda.addPermission({
      FunctionName: name,
      StatementId: "orders",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
      SourceArn: topicArn,
    });
    await lambda.putFunctionEventInvokeConfig({
      FunctionName: name,
      DestinationConfig: { OnFailure: { Destination: lost.arn } },
    });
    await sns.subscribe({ TopicArn: topicArn, Protocol: "lambda", Endpoint: arn });
  }
  return { topicArn, queues, lost: lost.url };
  // END SOLUTION
}

// %% [markdown] {"id": "p1-step2", "item": "P1", "lang": "es", "slide": "subslide"}
// ### Paso 2 · Publica
//
// Escribe `publishOrder(cloud, fanOut, order)`: publica el pedido, como JSON, una vez. Devuelve el id del mensaje.

// %% [markdown] {"id": "p1-step2", "item": "P1", "lang": "en", "slide": "subslide"}
// ### Step 2 · Publish
//
// Write `publishOrder(cloud, fanOut, order)`: it publishes the order, as JSON, once. It returns the message's id.

// %% {"id": "p1-publish", "item": "P1", "kind": "answer"}
async function publishOrder(cloud: Cloud, fanOut: FanOut, order: Order): Promise<string> {
  // BEGIN SOLUTION
  const sent = await cloud.client(SNS).publish({ TopicArn: fanOut.topicArn, Message: JSON.stringify(order) });
  return sent.MessageId!;
  // END SOLUTION
}

// %% {"id": "p1-check-wiring", "item": "P1", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: el topic, sus suscripciones, las colas de mensajes muertos y la política de cada cola
await check("p1.wiring", { buildFanOut, publishOrder });

// %% {"id": "p1-check-wiring", "item": "P1", "lang": "en", "kind": "check", "points": 1.5}
// Checks: the topic, its subscriptions, the dead-letter queues and each queue's policy
await check("p1.wiring", { buildFanOut, publishOrder });

// %% {"id": "p1-check-delivery", "item": "P1", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: cada pedido llega una vez a cada cola y a cada función
await check("p1.delivery", { buildFanOut, publishOrder });

// %% {"id": "p1-check-delivery", "item": "P1", "lang": "en", "kind": "check", "points": 1.5}
// Checks: each order reaches each queue and each function once
await check("p1.delivery", { buildFanOut, publishOrder });

// %% [markdown] {"id": "p1-step3", "item": "P1", "lang": "es", "slide": "subslide"}
// ### Paso 3 · Procesa las colas
//
// Una función procesa sola; una cola espera a que alguien la lea. Escribe `work(cloud, url, handler)`: recibe con sondeo largo de 20 segundos, llama a `handler(order)`, borra lo que salió bien y deja volver lo que no. Termina cuando un sondeo no trae nada.
//
// <details><summary>Pista</summary>Es el receptor de L2 (unidad 02), sin grupos. Si tu suscripción no es cruda, el pedido está dentro de <code>JSON.parse(Body).Message</code>.</details>

// %% [markdown] {"id": "p1-step3", "item": "P1", "lang": "en", "slide": "subslide"}
// ### Step 3 · Work off the queues
//
// A function processes by itself; a queue waits for somebody to read it. Write `work(cloud, url, handler)`: it receives with a 20-second long poll, calls `handler(order)`, deletes what succeeded and lets the rest come back. It ends when a poll brings nothing.
//
// <details><summary>Hint</summary>It is the receiver of L2 (unit 02), without groups. If your subscription is not raw, the order is inside <code>JSON.parse(Body).Message</code>.</details>

// %% {"id": "p1-work", "item": "P1", "kind": "answer"}
async function work(cloud: Cloud, url: string, handler: (order: Order) => void): Promise<void> {
  // BEGIN SOLUTION
  const sqs = cloud.client(SQS);
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 });
    if (Messages.length === 0) return;
    for (const { Body, ReceiptHandle } of Messages) {
      try {
        handler(JSON.parse(Body!));
      } catch {
        continue; // not deleted: it comes back when its visibility ends
      }
      await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle });
    }
  }
  // END SOLUTION
}

// %% {"id": "p1-check-processing", "item": "P1", "lang": "es", "kind": "check", "points": 1}
// Comprueba: lo procesable se procesa, lo que falla se reintenta y acaba apartado
await check("p1.processing", { buildFanOut, publishOrder, work });

// %% {"id": "p1-check-processing", "item": "P1", "lang": "en", "kind": "check", "points": 1}
// Checks: what can be processed is, what fails is retried and set aside in the end
await check("p1.processing", { buildFanOut, publishOrder, work });

// %% {"id": "p1-check-failure", "item": "P1", "lang": "es", "kind": "check", "points": 1, "needs": ["p1-build", "p1-publish"]}
// Comprueba: una función que falla no arrastra a nadie, y lo suyo no se pierde
await check("p1.failure", { buildFanOut, publishOrder });

// %% {"id": "p1-check-failure", "item": "P1", "lang": "en", "kind": "check", "points": 1, "needs": ["p1-build", "p1-publish"]}
// Checks: a function that fails drags nobody along, and nothing of its own is lost
await check("p1.failure", { buildFanOut, publishOrder });

// %% [markdown] {"id": "p1-topology", "item": "P1", "lang": "es"}
// ### Mírala entera
//
// Tu arquitectura, dibujada a partir de lo que existe: dos colas, dos funciones, y por dónde se va lo que falla (línea de puntos).

// %% [markdown] {"id": "p1-topology", "item": "P1", "lang": "en"}
// ### See it whole
//
// Your architecture, drawn from what exists: two queues, two functions, and where what fails goes (dotted).

// %% {"id": "p1-topology-run", "item": "P1"}
const shop = new Cloud({ seed: 5 });
const notified: string[] = [];
const shopFanOut = await buildFanOut(shop, ["billing", "shipping"], {
  audit: (order) => {
    if (order.customer === "dario") throw new Error("no ledger for this customer");
  },
  notify: (order) => {
    notified.push(order.id);
  },
});
shop.topology();

// %% [markdown] {"id": "p1-load", "item": "P1", "lang": "es"}
// Ahora, carga: 60 pedidos, uno por segundo de media. `billing` tiene un trabajador toda la tarde; el de `shipping` llega tarde, a los 40 segundos. `audit` falla siempre con los pedidos de dario. **Apuesta**: ¿cuántas entregas habrá en total, y quién notará el fallo de `audit`?

// %% [markdown] {"id": "p1-load", "item": "P1", "lang": "en"}
// Now some load: 60 orders, one a second on average. `billing` has a worker all afternoon; the one of `shipping` comes late, at second 40. `audit` always fails on dario's orders. **Bet**: how many deliveries will there be in all, and who will notice that `audit` fails?

// %% {"id": "p1-bet", "item": "P1"}
const p1Bet = { deliveries: 0, ordersOfDarioInBilling: 0 };

// %% {"id": "p1-load-run", "item": "P1"}
const people = ["ana", "beto", "carla", "dario"];
const shopOrders: Order[] = [];
shop.poisson({ name: "customers", perSecond: 1, times: 60 }, async (i) => {
  const order = { id: `order-${i + 1}`, customer: people[i % 4]!, total: 10 + i };
  shopOrders.push(order);
  await publishOrder(shop, shopFanOut, order);
});
const charged: Order[] = [];
const packed: Order[] = [];
shop.spawn("billing worker", () => work(shop, shopFanOut.queues.billing!, (order) => charged.push(order)));
shop.spawn("shipping worker", async () => {
  await shop.sleep({ seconds: 40 });
  await work(shop, shopFanOut.queues.shipping!, (order) => packed.push(order));
});
await shop.run({ for: { minutes: 10 } });
console.log(shopOrders.length, charged.length, packed.length, notified.length);

// %% {"id": "p1-fanout-chart", "item": "P1"}
fanout(shop);

// %% [markdown] {"id": "p1-fanout-after", "item": "P1", "lang": "es"}
// Cuatro destinos, 60 entregas cada uno. SNS entregó **todo**, también a `audit`: para SNS, la función lo recibió. Que después falle es asunto de Lambda, y ahí hay que mirar.

// %% [markdown] {"id": "p1-fanout-after", "item": "P1", "lang": "en"}
// Four destinations, 60 deliveries each. SNS delivered **everything**, to `audit` too: as far as SNS is concerned, the function got it. That it fails afterwards is Lambda's affair, and that is where to look.

// %% {"id": "p1-predict", "item": "P1"}
predict(p1Bet, {
  deliveries: shop.trace.for("orders").filter(({ kind }) => kind === "sns.Delivered").length,
  ordersOfDarioInBilling: charged.filter(({ customer }) => customer === "dario").length,
});

// %% [markdown] {"id": "p1-depth-before", "item": "P1", "lang": "es"}
// La profundidad de las dos colas. ¿Qué le hizo a `shipping` que su trabajador llegara tarde?

// %% [markdown] {"id": "p1-depth-before", "item": "P1", "lang": "en"}
// The depth of both queues. What did the late worker do to `shipping`?

// %% {"id": "p1-depth-chart", "item": "P1"}
queueDepth(shop, { resource: ["billing", "shipping"] });

// %% [markdown] {"id": "p1-depth-after", "item": "P1", "lang": "es"}
// `shipping` acumuló 44 pedidos hasta los 40 segundos y se vació de golpe; `billing` ni lo notó. Eso compra el reparto: **cada consumidor va a su ritmo**.

// %% [markdown] {"id": "p1-depth-after", "item": "P1", "lang": "en"}
// `shipping` piled up 44 orders until second 40 and emptied in one go; `billing` never noticed. That is what fan-out buys: **each consumer goes at its own pace**.

// %% {"id": "p1-throughput-chart", "item": "P1"}
throughput(shop);

// %% [markdown] {"id": "p1-lost", "item": "P1", "lang": "es"}
// Y lo que `audit` no pudo procesar, ¿dónde está? En `lost`, con la razón y los tres intentos.

// %% [markdown] {"id": "p1-lost", "item": "P1", "lang": "en"}
// And what `audit` could not process, where is it? In `lost`, with the reason and the three attempts.

// %% {"id": "p1-lost-run", "item": "P1"}
const lostOrders: string[] = [];
let lostReason = "";
await work(shop, shopFanOut.lost, (record) => {
  const { requestPayload, responsePayload } = record as unknown as {
    requestPayload: { Records: { Sns: { Message: string } }[] };
    responsePayload: { errorMessage: string };
  };
  lostOrders.push(JSON.parse(requestPayload.Records[0]!.Sns.Message).id);
  lostReason = responsePayload.errorMessage;
});
console.log(lostOrders.length, lostReason, lostOrders.slice(0, 3));

// %% [markdown] {"id": "p1-reconcile", "item": "P1", "lang": "es"}
// **Conciliación**, para cada destino: enviados = procesados + apartados. En `audit`, 60 = 45 + 15. Si no cuadra, alguien perdió un pedido. Los 15 se arreglan cuando exista el libro de dario, y se envían de nuevo: es el patrón **reenvío desde los fallidos**.

// %% [markdown] {"id": "p1-reconcile", "item": "P1", "lang": "en"}
// **Reconciliation**, for each destination: sent = processed + set aside. At `audit`, 60 = 45 + 15. If it does not add up, somebody lost an order. The 15 are mended once dario's ledger exists, and sent again: that is the pattern **redrive of dead letters**.

// %% [markdown] {"id": "p1-down", "item": "P1", "lang": "es"}
// ### ¿Y si el que se cae está fuera?
//
// Un socio escucha por HTTP y su servidor se apaga durante una hora. SNS reintenta, pero no para siempre. **Apuesta**: tres intentos más, separados 20 segundos… ¿llega el mensaje? ¿Qué haría falta para no perderlo?

// %% [markdown] {"id": "p1-down", "item": "P1", "lang": "en"}
// ### And if the one that goes down is outside?
//
// A partner listens by HTTP, and its server is off for an hour. SNS tries again, but not for ever. **Bet**: three more attempts, 20 seconds apart… does the message get there? What would it take not to lose it?

// %% {"id": "p1-down-run", "item": "P1"}
const partner = new Cloud({ seed: 6 });
const partnerUrl = "https://partner.example.com/orders";
const partnerTopic = await partner.client(SNS).createTopic({ Name: "orders" });
await partner.client(SNS).subscribe({ TopicArn: partnerTopic.TopicArn, Protocol: "https", Endpoint: partnerUrl });
await partner.run();
const invitation = JSON.parse(partner.inbox.of(partnerUrl)[0]!.body);
partner.inbox.open(invitation.SubscribeURL); // the partner confirms
partner.faults.down(partnerUrl, { until: { hours: 1 } });
const partnerSent = await partner.client(SNS).publish({ TopicArn: partnerTopic.TopicArn, Message: "order-1" });
await partner.run({ for: { hours: 2 } });
console.log(String(partner.explain(partnerSent.MessageId!)));

// %% [markdown] {"id": "p1-down-after", "item": "P1", "lang": "es"}
// Cuatro intentos en un minuto, y se dio por perdido: ninguna cola lo guarda. A un destino propio (SQS, Lambda) SNS le insiste 23 días; a un servidor ajeno, lo que diga su política de entrega. Dos remedios: una `RedrivePolicy` en la **suscripción**, o una cola delante del socio.

// %% [markdown] {"id": "p1-down-after", "item": "P1", "lang": "en"}
// Four attempts within a minute, and it was given up: no dead-letter queue keeps it. With AWS's own endpoints (SQS, Lambda) SNS insists for 23 days; with somebody else's server, as its delivery policy says. Two remedies: a `RedrivePolicy` on the **subscription**, or a queue in front of the partner.

// %% [markdown] {"id": "p1-outbox", "item": "P1", "lang": "es", "slide": "subslide"}
// ### ¿Y si la que se cae es la tienda?
//
// Guarda el pedido en su tabla y **después** lo publica: son dos pasos, y entre los dos se puede ir la luz. Cinco pedidos; con el tercero se va. **Apuesta**: ¿de cuántos se entera el almacén? ¿Y si la tienda publica primero y guarda después?

// %% [markdown] {"id": "p1-outbox", "item": "P1", "lang": "en", "slide": "subslide"}
// ### And if it is the shop that goes down?
//
// It stores an order in its table and **then** publishes it: two steps, and the power may fail between them. Five orders; it fails on the third. **Bet**: of how many does the warehouse hear? And if the shop publishes first and stores afterwards?

// %% {"id": "p1-outbox-shop", "item": "P1"}
async function openShop(cloud: Cloud) {
  const [db, sns] = [cloud.client(DynamoDB), cloud.client(SNS)];
  const AttributeName = "id";
  await db.createTable({
    TableName: "orders",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName, KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName, AttributeType: "S" }],
  });
  const topic = (await sns.createTopic({ Name: "order-placed" })).TopicArn!;
  const url = "https://warehouse.example.com/orders";
  await sns.subscribe({ TopicArn: topic, Protocol: "https", Endpoint: url, Attributes: { RawMessageDelivery: "true" } });
  await cloud.run();
  cloud.inbox.open(JSON.parse(cloud.inbox.of(url)[0]!.body).SubscribeURL);
  const publish = (id: string) => sns.publish({ TopicArn: topic, Message: id });
  const heard = () => cloud.inbox.of(url).slice(1).map(({ body }) => body); // the first letter was the invitation
  return { db, publish, heard };
}
const fiveOrders = [1, 2, 3, 4, 5].map((n) => `order-${n}`);

// %% {"id": "p1-outbox-lost", "item": "P1"}
const careless = new Cloud({ seed: 7 });
const carelessShop = await openShop(careless);
for (const id of fiveOrders) {
  await carelessShop.db.putItem({ TableName: "orders", Item: { id: { S: id } } });
  if (id === "order-3") continue; // the power fails; the shop comes back for the next order
  await carelessShop.publish(id);
}
await careless.run();
console.log(carelessShop.heard());

// %% [markdown] {"id": "p1-outbox-lost-after", "item": "P1", "lang": "es"}
// El tercero está en la tabla y nadie lo envía: no hay error, ni reintento, ni cola de fallidos. Al revés sería peor: el almacén prepara un pedido que no existe. El remedio es el patrón **outbox** (buzón de salida): el aviso por publicar se guarda **en la misma escritura** que el pedido, y otro proceso lo publica y lo tacha.

// %% [markdown] {"id": "p1-outbox-lost-after", "item": "P1", "lang": "en"}
// The third one is in the table and nobody ships it: no error, no retry, no dead-letter queue. The other way round would be worse: the warehouse packs an order that does not exist. The remedy is the pattern **outbox**: the notice to be published is stored **in the same write** as the order, and another process publishes it and crosses it out.

// %% {"id": "p1-outbox-run", "item": "P1"}
const careful = new Cloud({ seed: 8 });
const { db, publish, heard } = await openShop(careful);
async function relay(powerFailsAt?: string): Promise<void> {
  const { Items } = await db.scan({ TableName: "orders", FilterExpression: "attribute_exists(toPublish)" });
  for (const { id } of Items!) {
    await publish(id.S!);
    if (id.S === powerFailsAt) return; // published, and not crossed out
    await db.updateItem({ TableName: "orders", Key: { id }, UpdateExpression: "REMOVE toPublish" });
  }
}
for (const id of fiveOrders) {
  await db.putItem({ TableName: "orders", Item: { id: { S: id }, toPublish: { BOOL: true } } });
}
await relay("order-3");
await relay(); // the power is back
await careful.run();
console.log(heard().sort());

// %% [markdown] {"id": "p1-outbox-after", "item": "P1", "lang": "es"}
// Ninguno falta, y el tercero llegó **dos veces**: la luz se fue entre publicarlo y tacharlo. El outbox cambia «a veces nunca» por «al menos una vez», y por eso va siempre con **idempotencia**: el almacén apunta los ids hechos y reconoce el repetido. En AWS, en lugar de un proceso que mira la tabla, el flujo de cambios de DynamoDB (*Streams*) entrega cada escritura a una función o a un *pipe* que publica.

// %% [markdown] {"id": "p1-outbox-after", "item": "P1", "lang": "en"}
// None is missing, and the third one came **twice**: the power failed between publishing it and crossing it out. The outbox trades "now and then never" for "at least once", which is why it always goes with **idempotency**: the warehouse notes the ids that are done, and recognises the repeated one. On AWS, instead of a process that looks at the table, DynamoDB's stream of changes hands every write to a function or a pipe that publishes.

// %% {"id": "p1-selfcheck-permission", "item": "P1"}
selfCheck("p1.permission");

// %% {"id": "p1-selfcheck-failure", "item": "P1"}
selfCheck("p1.failure");

// %% [markdown] {"id": "p1-clean", "item": "P1", "lang": "es"}
// **Costo y limpieza.** SNS no cobra las entregas a SQS ni a Lambda; pagas la publicación, las peticiones a las colas (un trabajador que sondea, también de noche) y los milisegundos de las funciones. En una cuenta real, borra suscripciones, topic, colas y funciones al terminar.

// %% [markdown] {"id": "p1-clean", "item": "P1", "lang": "en"}
// **Cost and cleaning up.** SNS charges nothing for deliveries to SQS and Lambda; you pay for publishing, for requests to the queues (a worker that polls, at night too) and for the functions' milliseconds. In a real account, delete subscriptions, topic, queues and functions when you are done.

// %% [markdown] {"id": "x6-title", "item": "X6", "lang": "es", "slide": "slide"}
// ## X6 · ¿Cuántas veces hay que insistir?
//
// > Implementar un sistema de notificaciones que soporte la asignación de prioridades a los mensajes y un mecanismo de reintentos en caso de fallo al enviar la notificación.
//
// El repaso no da código inicial: da los requisitos. Empieza por la versión que escribiría cualquiera con prisa, y mira cómo se rompe.

// %% [markdown] {"id": "x6-title", "item": "X6", "lang": "en", "slide": "slide"}
// ## X6 · How often should one insist?
//
// > Implement a notification system that supports priorities for messages and retries when sending a notification fails.
//
// The handout gives no starter code for this one: it gives the requirements. Begin with the version that anybody in a hurry would write, and watch it break.

// %% {"id": "x6-hasty", "item": "X6"}
class HastySystem {
  readonly subscribers: { name: string; notify(message: string): void }[] = [];
  publish(message: string): void {
    for (const subscriber of this.subscribers) {
      let sent = false;
      while (!sent) {
        try {
          subscriber.notify(message);
          sent = true;
        } catch {
          if (++this.tries > 1_000) throw new Error("still trying"); // the real one never stops
        }
      }
    }
  }
  tries = 0;
}

// %% {"id": "x6-hasty-run", "item": "X6"}
const hasty = new HastySystem();
const arrived: string[] = [];
hasty.subscribers.push({ name: "ana", notify: (message) => arrived.push(`ana: ${message}`) });
hasty.subscribers.push({
  name: "dead phone",
  notify: () => {
    throw new Error("no signal");
  },
});
hasty.subscribers.push({ name: "bo", notify: (message) => arrived.push(`bo: ${message}`) });
try {
  hasty.publish("fire!");
} catch (error) {
  console.log((error as Error).message, "|", arrived);
}

// %% [markdown] {"id": "x6-hasty-after", "item": "X6", "lang": "es"}
// El aviso de incendio llegó a ana y se quedó **insistiendo con un teléfono sin señal**; bo no supo nada. Tres errores: reintento sin límite, un destino que detiene a los demás, y ninguna urgencia: «fire!» esperaría detrás de cualquier oferta.

// %% [markdown] {"id": "x6-hasty-after", "item": "X6", "lang": "en"}
// The fire alarm reached ana and then kept **insisting on a phone without signal**; bo never knew. Three mistakes: retries without a limit, one destination that holds up the others, and no urgency: "fire!" would wait behind any special offer.

// %% [markdown] {"id": "x6-contract", "item": "X6", "lang": "es", "slide": "subslide"}
// ### Lo que vas a construir
//
// Tres clases de destino, `EmailEndpoint`, `SMSEndpoint` y `WebhookEndpoint`, con esta forma; se crean con `new EmailEndpoint(name, fails)`:
//
// {{signature NotificationEndpoint}}
//
// Y el sistema:
//
// {{signature NotificationSystem}}
//
// - Menor número, más urgente; sin prioridad, 0. Entre iguales, el que espera desde hace más.
// - `publish` no envía: pone en la cola **una entrega por suscriptor**. `deliverNext` intenta una.
// - Una entrega que falla vuelve con su prioridad, **detrás de sus iguales**; a los `maxAttempts` intentos (3 si no se dice) va a `failed`.
// - Un tema desconocido lanza `Error("Topic does not exist")`. El azar entra de fuera: `fails()` dice si este intento falla.

// %% [markdown] {"id": "x6-contract", "item": "X6", "lang": "en", "slide": "subslide"}
// ### What you will build
//
// Three classes of endpoint, `EmailEndpoint`, `SMSEndpoint` and `WebhookEndpoint`, of this shape; they are made with `new EmailEndpoint(name, fails)`:
//
// {{signature NotificationEndpoint}}
//
// And the system:
//
// {{signature NotificationSystem}}
//
// - Lower number, more urgent; no priority means 0. Among equals, the one that has waited longest.
// - `publish` sends nothing: it queues **one delivery per subscriber**. `deliverNext` tries one.
// - A delivery that fails goes back with its priority, **behind its equals**; after `maxAttempts` attempts (3 when not given) it goes to `failed`.
// - An unknown topic throws `Error("Topic does not exist")`. Chance comes from outside: `fails()` says whether this attempt fails.

// %% [markdown] {"id": "x6-results", "item": "X6", "lang": "es"}
// `deliverNext` y `failed` hablan con estos dos objetos:
//
// {{signature DeliveryAttempt}}
//
// {{signature FailedDelivery}}

// %% [markdown] {"id": "x6-results", "item": "X6", "lang": "en"}
// `deliverNext` and `failed` speak in these two objects:
//
// {{signature DeliveryAttempt}}
//
// {{signature FailedDelivery}}

// %% [markdown] {"id": "x6-step1", "item": "X6", "lang": "es"}
// ### Paso 1 · Los destinos
//
// <details><summary>Pista 1</summary>Las tres sólo se distinguen en el tipo y en el texto: escribe una y copia la idea, o saca lo común a una función.</details>
// <details><summary>Pista 2</summary><code>notify</code> pregunta <code>this.fails()</code> una vez; si es <code>true</code>, lanza.</details>

// %% [markdown] {"id": "x6-step1", "item": "X6", "lang": "en"}
// ### Step 1 · The endpoints
//
// <details><summary>Hint 1</summary>The three differ in type and text only: write one and take over the idea, or move what they share into a function.</details>
// <details><summary>Hint 2</summary><code>notify</code> asks <code>this.fails()</code> once; if it is <code>true</code>, it throws.</details>

// %% {"id": "x6-endpoints", "item": "X6", "kind": "answer"}
class EmailEndpoint implements exercises.NotificationEndpoint {
  readonly type = "email";
  constructor(
    readonly name: string,
    readonly fails: () => boolean = () => false,
  ) {}

  notify(message: string): string {
    // BEGIN SOLUTION
    if (this.fails()) throw new Error(`email ${this.name} does not answer`);
    return `email to ${this.name}: ${message}`;
    // END SOLUTION
  }
}

class SMSEndpoint implements exercises.NotificationEndpoint {
  readonly type = "sms";
  constructor(
    readonly name: string,
    readonly fails: () => boolean = () => false,
  ) {}

  notify(message: string): string {
    // BEGIN SOLUTION
    if (this.fails()) throw new Error(`sms ${this.name} does not answer`);
    return `sms to ${this.name}: ${message}`;
    // END SOLUTION
  }
}

class WebhookEndpoint implements exercises.NotificationEndpoint {
  readonly type = "webhook";
  constructor(
    readonly name: string,
    readonly fails: () => boolean = () => false,
  ) {}

  notify(message: string): string {
    // BEGIN SOLUTION
    if (this.fails()) throw new Error(`webhook ${this.name} does not answer`);
    return JSON.stringify({ type: this.type, name: this.name, message });
    // END SOLUTION
  }
}

// %% [markdown] {"id": "x6-step2", "item": "X6", "lang": "es"}
// ### Paso 2 · El sistema
//
// Empieza por temas y suscripciones, después la cola con prioridades, y al final los reintentos. Ejecuta las comprobaciones en ese orden.
//
// <details><summary>Pista 1</summary>Una <em>entrega</em> es un objeto tuyo: id, mensaje, prioridad, turno, destino e intentos.</details>
// <details><summary>Pista 2</summary>Para sacar la siguiente: <code>(a, b) => a.priority - b.priority || a.turn - b.turn</code>.</details>
// <details><summary>Pista 3</summary>Al fallar: un turno <strong>nuevo</strong> la deja detrás de sus iguales, y un destino caído ya no detiene a nadie.</details>

// %% [markdown] {"id": "x6-step2", "item": "X6", "lang": "en"}
// ### Step 2 · The system
//
// Begin with topics and subscriptions, then the queue with priorities, the retries last. Run the checks in that order.
//
// <details><summary>Hint 1</summary>A <em>delivery</em> is an object of your own: id, message, priority, turn, endpoint and attempts.</details>
// <details><summary>Hint 2</summary>To take the next: <code>(a, b) => a.priority - b.priority || a.turn - b.turn</code>.</details>
// <details><summary>Hint 3</summary>On failure a <strong>new</strong> turn puts it behind its equals, and a dead endpoint no longer holds anybody up.</details>

// %% {"id": "x6-system", "item": "X6", "kind": "answer"}
// BEGIN SOLUTION
// STUB: // Your own types, if you need any, go here.
interface Delivery {
  readonly id: string;
  readonly message: string;
  readonly priority: number;
  readonly to: exercises.NotificationEndpoint;
  turn: number;
  attempts: number;
}
// END SOLUTION

class NotificationSystem implements exercises.NotificationSystem {
  readonly maxAttempts: number;
  readonly failed: exercises.FailedDelivery[] = [];
  // BEGIN SOLUTION
  // STUB: // Your own fields go here.
  readonly #topics = new Map<string, Set<exercises.NotificationEndpoint>>();
  #queue: Delivery[] = [];
  #messages = 0;
  #turns = 0;
  // END SOLUTION

  constructor(options: { maxAttempts?: number } = {}) {
    this.maxAttempts = options.maxAttempts ?? 3;
  }

  get pending(): number {
    // BEGIN SOLUTION
    return this.#queue.length;
    // END SOLUTION
  }

  createTopic(name: string): string {
    // BEGIN SOLUTION
    if (!this.#topics.has(name)) this.#topics.set(name, new Set());
    return name;
    // END SOLUTION
  }

  subscribe(topic: string, endpoint: exercises.NotificationEndpoint): void {
    // BEGIN SOLUTION
    this.#subscribersOf(topic).add(endpoint);
    // END SOLUTION
  }

  publish(topic: string, message: string, priority = 0): string {
    // BEGIN SOLUTION
    const subscribers = this.#subscribersOf(topic);
    const id = `n-${++this.#messages}`;
    for (const to of subscribers) this.#queue.push({ id, message, priority, to, turn: this.#turns++, attempts: 0 });
    return id;
    // END SOLUTION
  }

  deliverNext(): exercises.DeliveryAttempt | null {
    // BEGIN SOLUTION
    this.#queue.sort((a, b) => a.priority - b.priority || a.turn - b.turn);
    const delivery = this.#queue.shift();
    if (delivery === undefined) return null;
    delivery.attempts += 1;
    const { id, to, attempts } = delivery;
    const told = { id, endpoint: to.name, type: to.type, attempt: attempts };
    try {
      to.notify(delivery.message);
      return { ...told, ok: true };
    } catch (error) {
      delivery.turn = this.#turns++;
      if (attempts < this.maxAttempts) this.#queue.push(delivery);
      else this.failed.push({ id, endpoint: to.name, type: to.type, attempts, error: (error as Error).message });
      return { ...told, ok: false };
    }
    // END SOLUTION
  }

  run(): number {
    // BEGIN SOLUTION
    let attempts = 0;
    while (this.deliverNext() !== null) attempts += 1;
    return attempts;
    // END SOLUTION
  }
  // BEGIN SOLUTION
  // STUB: // Your own private methods go here.

  #subscribersOf(topic: string): Set<exercises.NotificationEndpoint> {
    const found = this.#topics.get(topic);
    if (found === undefined) throw new Error("Topic does not exist");
    return found;
  }
  // END SOLUTION
}

// %% {"id": "x6-check-endpoints", "item": "X6", "lang": "es", "kind": "check", "points": 1}
// Comprueba: tres clases de destino que envían su texto y pueden fallar
await check("x6.endpoints", { NotificationSystem, EmailEndpoint, SMSEndpoint, WebhookEndpoint });

// %% {"id": "x6-check-endpoints", "item": "X6", "lang": "en", "kind": "check", "points": 1}
// Checks: three classes of endpoint that send their text and may fail
await check("x6.endpoints", { NotificationSystem, EmailEndpoint, SMSEndpoint, WebhookEndpoint });

// %% {"id": "x6-check-topics", "item": "X6", "lang": "es", "kind": "check", "points": 1}
// Comprueba: temas, suscripciones, y a quién llega cada mensaje
await check("x6.topics", { NotificationSystem, EmailEndpoint, SMSEndpoint, WebhookEndpoint });

// %% {"id": "x6-check-topics", "item": "X6", "lang": "en", "kind": "check", "points": 1}
// Checks: topics, subscriptions, and whom each message reaches
await check("x6.topics", { NotificationSystem, EmailEndpoint, SMSEndpoint, WebhookEndpoint });

// %% {"id": "x6-check-priority", "item": "X6", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: los urgentes primero; entre iguales, por llegada
await check("x6.priority", { NotificationSystem, EmailEndpoint, SMSEndpoint, WebhookEndpoint });

// %% {"id": "x6-check-priority", "item": "X6", "lang": "en", "kind": "check", "points": 1.5}
// Checks: the urgent ones first; among equals by arrival
await check("x6.priority", { NotificationSystem, EmailEndpoint, SMSEndpoint, WebhookEndpoint });

// %% {"id": "x6-check-retry", "item": "X6", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: reintentos con límite, sólo donde falló, sin detener a nadie
await check("x6.retry", { NotificationSystem, EmailEndpoint, SMSEndpoint, WebhookEndpoint });

// %% {"id": "x6-check-retry", "item": "X6", "lang": "en", "kind": "check", "points": 1.5}
// Checks: retries with a limit, only where it failed, holding nobody up
await check("x6.retry", { NotificationSystem, EmailEndpoint, SMSEndpoint, WebhookEndpoint });

// %% [markdown] {"id": "x6-load", "item": "X6", "lang": "es", "slide": "subslide"}
// ### Tu sistema, con una tarde mala
//
// Doscientos avisos a tres destinos: el correo falla 1 de cada 10 veces, el SMS 1 de cada 3, y el webhook está **caído**. El azar sale de la semilla de una `Cloud`. **Apuesta**: ¿cuántas entregas acabarán en `failed`, y de qué tipo?

// %% [markdown] {"id": "x6-load", "item": "X6", "lang": "en", "slide": "subslide"}
// ### Your system on a bad afternoon
//
// Two hundred notices to three endpoints: email fails 1 time in 10, SMS 1 in 3, and the webhook is **down**. Chance comes from the seed of a `Cloud`. **Bet**: how many deliveries will end in `failed`, and of which type?

// %% {"id": "x6-load-run", "item": "X6"}
const chance = new Cloud({ seed: 62 }).random("endpoints");
const system = new NotificationSystem({ maxAttempts: 3 });
system.createTopic("alerts");
system.subscribe("alerts", new EmailEndpoint("ana@example.com", () => chance.bernoulli(0.1)));
system.subscribe("alerts", new SMSEndpoint("+51 999 111 222", () => chance.bernoulli(1 / 3)));
system.subscribe("alerts", new WebhookEndpoint("https://partner.example.com", () => true));
for (let i = 1; i <= 200; i++) system.publish("alerts", `alert ${i}`, i % 3);
const log: exercises.DeliveryAttempt[] = [];
for (let attempt = system.deliverNext(); attempt !== null; attempt = system.deliverNext()) log.push(attempt);
console.log(log.length, system.failed.length);

// %% {"id": "x6-rows", "item": "X6"}
const outcomes = ["email", "sms", "webhook"].flatMap((type) => {
  const ended = log.filter((attempt) => attempt.type === type && (attempt.ok || attempt.attempt === 3));
  return [1, 2, 3, 4].map((attempt) => ({
    type,
    outcome: attempt,
    count: ended.filter((last) => (last.ok ? last.attempt : 4) === attempt).length,
  }));
});
console.table(outcomes.filter(({ count }) => count > 0));

// %% {"id": "x6-chart", "item": "X6", "lang": "es"}
const finales = ["al primero", "al segundo", "al tercero", "no llegó"];
const avisos = outcomes.filter(({ count }) => count > 0).map((row) => ({ ...row, final: finales[row.outcome - 1] }));
new Chart(
  "¿Al cuántos intentos llegó cada aviso?",
  avisos.map(({ type, final, count }) => `${type} ${final}: ${count}`).join("; ") + ".",
  ["200 avisos por destino"],
  withWords({
    data: { values: avisos },
    width: 420,
    height: 160,
    mark: "bar",
    encoding: {
      y: { field: "type", type: "nominal", title: "tipo de destino" },
      x: { field: "count", type: "quantitative", title: "avisos (n.º)" },
      color: {
        field: "final",
        type: "nominal",
        title: "llegó",
        scale: { domain: finales, range: [palette.deleted, palette.visible, palette.retry, palette.deadLettered] },
      },
      order: { field: "outcome" },
      tooltip: [{ field: "type" }, { field: "final" }, { field: "count" }],
    },
  }),
);

// %% {"id": "x6-chart", "item": "X6", "lang": "en"}
const ends = ["at the first", "at the second", "at the third", "never"];
const notices = outcomes.filter(({ count }) => count > 0).map((row) => ({ ...row, end: ends[row.outcome - 1] }));
new Chart(
  "After how many attempts did each notice arrive?",
  notices.map(({ type, end, count }) => `${type} ${end}: ${count}`).join("; ") + ".",
  ["200 notices per endpoint"],
  withWords({
    data: { values: notices },
    width: 420,
    height: 160,
    mark: "bar",
    encoding: {
      y: { field: "type", type: "nominal", title: "type of endpoint" },
      x: { field: "count", type: "quantitative", title: "notices (number)" },
      color: {
        field: "end",
        type: "nominal",
        title: "arrived",
        scale: { domain: ends, range: [palette.deleted, palette.visible, palette.retry, palette.deadLettered] },
      },
      order: { field: "outcome" },
      tooltip: [{ field: "type" }, { field: "end" }, { field: "count" }],
    },
  }),
);

// %% [markdown] {"id": "x6-chart-after", "item": "X6", "lang": "es"}
// El correo: 174 de 200 a la primera, los demás a la segunda o a la tercera, ninguno perdido. El SMS perdió **9**: con un fallo de cada tres esperarías 200 × (1/3)³ ≈ 7. El webhook los perdió todos y gastó 600 intentos: **insistir no arregla lo que está caído**; por eso el límite.

// %% [markdown] {"id": "x6-chart-after", "item": "X6", "lang": "en"}
// Email: 174 of 200 at the first attempt, the others at the second or third, none lost. SMS lost **9**: with one failure in three you would expect 200 × (1/3)³ ≈ 7. The webhook lost all of them and spent 600 attempts: **insisting does not mend what is down**; hence the limit.

// %% {"id": "x6-urgent", "item": "X6"}
const mixed = new NotificationSystem({ maxAttempts: 3 });
mixed.createTopic("alerts");
mixed.subscribe("alerts", new WebhookEndpoint("dead partner", () => true));
mixed.subscribe("alerts", new EmailEndpoint("ana@example.com"));
mixed.publish("alerts", "special offer", 5);
mixed.publish("alerts", "fire!", 0);
const order: string[] = [];
for (let next = mixed.deliverNext(); next !== null; next = mixed.deliverNext()) {
  order.push(`${next.id} ${next.endpoint} ${next.attempt}${next.ok ? " ✓" : " ✗"}`);
}
console.log(order.join("\n"));

// %% [markdown] {"id": "x6-urgent-after", "item": "X6", "lang": "es"}
// El incendio se publicó después y va delante. Su primer intento con el socio caído falla, y **ana lo recibe enseguida**: el reintento se puso detrás. La oferta espera a que el incendio se resuelva, también sus reintentos: eso es conservar la prioridad.

// %% [markdown] {"id": "x6-urgent-after", "item": "X6", "lang": "en"}
// The fire was published later and goes first. Its first attempt at the dead partner fails, and **ana gets it straight away**: the retry went to the back. The offer waits until the fire is settled, retries included: that is what keeping the priority means.

// %% [markdown] {"id": "x6-think", "item": "X6", "lang": "es"}
// **Para discutir.** Tu sistema reintenta en el acto; SNS espera entre intentos. ¿Qué le pasa a un servidor que acaba de caerse si mil clientes reintentan a la vez? ¿Dónde pondrías la espera en tu clase, y de dónde saldría la hora?

// %% [markdown] {"id": "x6-think", "item": "X6", "lang": "en"}
// **To discuss.** Your system retries at once; SNS waits between attempts. What happens to a server that has just gone down when a thousand clients retry together? Where would you put the wait in your class, and where would the time come from?

// %% [markdown] {"id": "notif-summary", "lang": "es", "slide": "slide"}
// ## En resumen
//
// 1. Se publica una vez; cada suscriptor recibe su copia y va a su ritmo.
// 2. Suscribir no da permiso: la cola acepta al topic en su política, la función en la suya.
// 3. «Entregado» es hasta la puerta. Lo que pasa dentro lo cuentan la cola de mensajes muertos y el destino de fallos.
// 4. Un reintento necesita un límite, un sitio para lo que no entra, y no detener a los demás.
// 5. Se concilia: enviados = procesados + apartados, destino por destino.

// %% [markdown] {"id": "notif-summary", "lang": "en", "slide": "slide"}
// ## In short
//
// 1. You publish once; each subscriber gets its copy and goes at its own pace.
// 2. Subscribing gives no permission: the queue accepts the topic in its policy, the function in its own.
// 3. "Delivered" means up to the door. What happens inside is told by the dead-letter queue and the failure destination.
// 4. A retry needs a limit, a place for what never gets through, and must not hold up the others.
// 5. Reconcile: sent = processed + set aside, destination by destination.

// %% [markdown] {"id": "notif-recall", "lang": "es"}
// ## ¿Lo entendiste? Sin código
//
// 1. `publish` dio un id y la cola está vacía. ¿Dónde miras primero?
// 2. ¿Por qué la política de la cola nombra al topic, y no sólo a `sns.amazonaws.com`?
// 3. `audit` falla siempre con un cliente. ¿Quién más se entera?
// 4. ¿Qué se pierde cuando un endpoint HTTP está caído una hora, y cómo se evita?
// 5. En X6, ¿por qué un reintento recibe un turno nuevo, y en X2 conservaba el suyo?

// %% [markdown] {"id": "notif-recall", "lang": "en"}
// ## Did you get it? Without code
//
// 1. `publish` gave an id and the queue is empty. Where do you look first?
// 2. Why does the queue's policy name the topic, and not only `sns.amazonaws.com`?
// 3. `audit` always fails for one customer. Who else notices?
// 4. What is lost when an HTTP endpoint is down for an hour, and how do you avoid it?
// 5. In X6, why does a retry get a new turn, when in X2 it kept its own?

// %% [markdown] {"id": "notif-challenge", "lang": "es"}
// ## Reto (se puede saltar)
//
// - P1: dale una `RedrivePolicy` a la suscripción HTTP y comprueba que nada se pierde.
// - P1: añade un `FilterPolicy` para que `shipping` sólo reciba pedidos de más de 50, y mira quién queda filtrado en `fanout`.
// - P1, **outbox**: cambia `relay` por una función que recibe el flujo de cambios de la tabla, y haz que el almacén reconozca los repetidos.
// - X6: espera entre intentos (1, 2, 4 segundos) con un reloj que entra de fuera.

// %% [markdown] {"id": "notif-challenge", "lang": "en"}
// ## Challenge (may be skipped)
//
// - P1: give the HTTP subscription a `RedrivePolicy` and see that nothing is lost.
// - P1: add a `FilterPolicy` so that `shipping` only gets orders above 50, and see in `fanout` what is filtered out.
// - P1, **outbox**: replace `relay` by a function that gets the table's stream of changes, and have the warehouse recognise what is repeated.
// - X6: wait between attempts (1, 2, 4 seconds) with a clock that comes from outside.

// %% [markdown] {"id": "notif-real", "lang": "es"}
// ## En qué se distingue el AWS real
//
// - Un topic Standard puede repetir o desordenar entregas: aquí sólo si lo pides con `anomalies`.
// - Un cambio de política o de filtro puede tardar en hacerse efectivo; aquí vale enseguida.
// - Lambda escribe sus errores en CloudWatch Logs; aquí los cuenta `cloud.explain`.
// - Los SMS reales pasan por un *sandbox* hasta que la cuenta se verifica, y cada país tiene su precio.
// - **Limpia**: borra las suscripciones, el topic, las colas (también las de muertos y `lost`) y las funciones. Una función suscrita a una cola la sondea, y se paga, aunque nadie publique.

// %% [markdown] {"id": "notif-real", "lang": "en"}
// ## Where real AWS differs
//
// - A Standard topic may repeat or reorder deliveries: here only if you ask for it with `anomalies`.
// - A change of policy or filter may take a while to act; here it counts at once.
// - Lambda writes its errors to CloudWatch Logs; here `cloud.explain` tells them.
// - Real text messages go through a sandbox until the account is verified, and every country has its price.
// - **Clean up**: delete the subscriptions, the topic, the queues (those of dead letters and `lost` too) and the functions. A function that reads a queue polls it, which you pay for, though nobody publishes.

// %% [markdown] {"id": "notif-teacher", "lang": "es", "kind": "teacher"}
// ## Para quien enseña
//
// | | errores comunes | pregunta oral |
// |---|---|---|
// | P1 | la cola sin permiso para el tema, o abierta a cualquiera; la función suscrita sin permiso de invocación; leer el sobre de SNS como si fuera el pedido; borrar antes de procesar; sin cola de muertos, un mensaje envenenado vuelve sin fin | «Quita la cola de correo en plena carga. ¿Qué deja de llegar, y qué sigue llegando? ¿Dónde lo ves en el gráfico?» |
// | X6 | reintentar la notificación entera y no sólo la entrega que falló; devolverla delante de sus iguales, con lo que un destino caído retrasa a todos; `maxAttempts` reintentos en vez de intentos; el azar dentro de la clase, que no se puede repetir | «Un destino no contesta nunca. ¿Cuántas veces se le llama por mensaje, y cuánto esperan los demás?» |
//
// **Puntos:** P1 5 (cableado 1,5; entrega 1,5; proceso 1; fallo 1) y X6 5 (destinos 1; temas 1; prioridad 1,5; reintentos 1,5), todos por comprobaciones. En P1, con cableado y entrega hay fan-out: más de la mitad. En X6, sin reintentos queda un X2 con temas: pide que explique qué cambia cuando el que falla es uno de tres.

// %% [markdown] {"id": "notif-teacher", "lang": "en", "kind": "teacher"}
// ## For teachers
//
// | | common mistakes | oral question |
// |---|---|---|
// | P1 | the queue has no permission for the topic, or is open to anybody; the function is subscribed without leave to be invoked; the envelope of SNS is read as if it were the order; deleting before processing; without a dead-letter queue a poisoned message comes back for ever | "Take the mail queue away under load. What stops arriving, and what goes on? Where do you see it in the chart?" |
// | X6 | retrying the whole notification and not only the delivery that failed; putting it back before its equals, so that one dead endpoint holds everybody up; `maxAttempts` retries instead of attempts; chance inside the class, which cannot be repeated | "An endpoint never answers. How often is it called for each message, and how long do the others wait?" |
//
// **Points:** P1 5 (wiring 1.5, delivery 1.5, processing 1, failure 1) and X6 5 (endpoints 1, topics 1, priority 1.5, retries 1.5), all by checks. In P1, wiring and delivery make a fan-out: more than half. In X6, without retries there remains an X2 with topics: ask what changes when the one that fails is one of three.
