// Unit 01: SNS. Topics, endpoints, FIFO, fan-out and price; the handout's own class, the lab, exercise 1.
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "sns-title", "lang": "es", "slide": "slide"}
// # ¿A quién le importa esta noticia?
//
// Una tienda cobra un pedido. Facturación, almacén y el propio cliente quieren saberlo, y mañana quizá alguien más. Quien vende no debería llevar esa lista: **publica una vez** en un topic y SNS entrega una copia a cada suscriptor. Aquí decides qué topic usar, cuánto cuesta, quién puede publicar y qué pasa si alguien no contesta.

// %% [markdown] {"id": "sns-title", "lang": "en", "slide": "slide"}
// # Who cares about this news?
//
// A shop charges for an order. Billing, the warehouse and the customer want to know, and tomorrow perhaps somebody else. Whoever sells should not keep that list: it **publishes once** to a topic, and SNS delivers a copy to each subscriber. Here you decide which topic to use, what it costs, who may publish, and what happens when somebody does not answer.

// %% [markdown] {"id": "sns-terms", "lang": "es"}
// **Palabras de esta unidad** y cómo las verás en el código:
//
// | palabra | aquí es |
// |---|---|
// | topic (tema) | un ARN: `arn:aws:sns:us-east-1:...:orders` |
// | endpoint (destino) | una dirección: un correo, un teléfono, una URL, el ARN de una cola o función |
// | suscripción | une topic y endpoint: `{ TopicArn, Protocol, Endpoint }` |
// | pendiente | suscrita, pero su dueño aún no la confirmó: no recibe nada |
// | política de filtro | `FilterPolicy`: qué mensajes quiere un suscriptor |
// | FIFO | el nombre termina en `.fifo`; orden dentro de cada `MessageGroupId` |

// %% [markdown] {"id": "sns-terms", "lang": "en"}
// **Words of this unit** and how you will see them in code:
//
// | word | here it is |
// |---|---|
// | topic | an ARN: `arn:aws:sns:us-east-1:...:orders` |
// | endpoint | an address: a mailbox, a phone, a URL, the ARN of a queue or a function |
// | subscription | joins topic and endpoint: `{ TopicArn, Protocol, Endpoint }` |
// | pending | subscribed, but its owner has not confirmed yet: it gets nothing |
// | filter policy | `FilterPolicy`: which messages a subscriber wants |
// | FIFO | the name ends in `.fifo`; order within each `MessageGroupId` |

// %% [markdown] {"id": "sns-map", "lang": "es"}
// **El camino.** Teoría: T1 (casos de uso), T2 (endpoints y topics), T3 (Standard y FIFO), T4 (fan-out), T5 (precio). Ejemplo: E1. Laboratorio: L1. Ejercicio: X1. **Tiempo:** unas cuatro horas; la mitad, teoría. Cada sección crea su propia `Cloud`: empieza por la que quieras después de las celdas siguientes.

// %% [markdown] {"id": "sns-map", "lang": "en"}
// **The road.** Theory: T1 (use cases), T2 (endpoints and topics), T3 (Standard and FIFO), T4 (fan-out), T5 (price). Example: E1. Lab: L1. Exercise: X1. **Time:** about four hours, half of them theory. Each section makes its own `Cloud`: start at any of them once you have run the next cells.

// %% [markdown] {"id": "sns-names", "lang": "es"}
// El cliente de AWS se llama `SNS`, igual que la clase que escribirás en X1. Para que no choquen, aquí el de AWS entra con otro nombre: `AmazonSNS`.

// %% [markdown] {"id": "sns-names", "lang": "en"}
// AWS's client is called `SNS`, like the class that you will write in X1. So that they do not clash, AWS's comes in under another name here: `AmazonSNS`.

// %% {"id": "sns-setup", "kind": "given"}
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { Lambda } from "@aws-sdk/client-lambda";
import { SNS as AmazonSNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { Chart, cost, fanout, ordering, palette, queueDepth, span, timeline } from "nubelab/charts";
import { check, exercises, predict, selfCheck } from "nubelab/course";

// %% {"id": "sns-language", "lang": "es", "kind": "given"}
useLanguage("es"); // en qué idioma hablan los gráficos, las facturas y las comprobaciones

// %% {"id": "sns-language", "lang": "en", "kind": "given"}
useLanguage("en"); // the language of charts, bills and checks

// %% [markdown] {"id": "sns-group-ask", "lang": "es"}
// **Si trabajan en grupo**, entreguen un solo cuaderno con el nombre de cada integrante aquí.

// %% [markdown] {"id": "sns-group-ask", "lang": "en"}
// **If you work as a group**, hand in one notebook with everybody's name here.

// %% {"id": "sns-group", "lang": "es"}
const grupo = ["nombre y apellido"];

// %% {"id": "sns-group", "lang": "en"}
const group = ["first and last name"];

// %% [markdown] {"id": "sns-tools-ask", "lang": "es"}
// Tres herramientas para toda la unidad: una cola suscrita a un topic (con el permiso que hace falta), un buzón cuyo dueño pulsa el enlace de su carta, y alguien que vacía una cola.

// %% [markdown] {"id": "sns-tools-ask", "lang": "en"}
// Three tools for the whole unit: a queue subscribed to a topic (with the permission that it takes), a mailbox whose owner presses the link in the mail, and somebody who empties a queue.

// %% {"id": "sns-tool-queue", "kind": "given"}
/** A queue that the topic may write to, subscribed to it; a name in ".fifo" makes a FIFO queue. Returns its URL. */
async function queueFor(cloud: Cloud, topicArn: string, name: string, attributes: Record<string, string> = {}) {
  const sqs = cloud.client(SQS);
  const queueArn = `arn:aws:sqs:us-east-1:123456789012:${name}`;
  const Statement = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
  };
  const fifo: Record<string, string> = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
  const Attributes = { Policy: JSON.stringify({ Version: "2012-10-17", Statement }), ...fifo };
  const { QueueUrl } = await sqs.createQueue({ QueueName: name, Attributes });
  await cloud.client(AmazonSNS).subscribe({
    TopicArn: topicArn,
    Protocol: "sqs",
    Endpoint: queueArn,
    Attributes: { RawMessageDelivery: "true", ...attributes },
  });
  return QueueUrl!;
}

// %% {"id": "sns-tool-confirm", "kind": "given"}
/** Subscribes a mailbox or a web server, and its owner agrees: whoever is at that address follows the link. */
async function subscribeAndConfirm(cloud: Cloud, topicArn: string, protocol: "email" | "https", address: string) {
  await cloud.client(AmazonSNS).subscribe({ TopicArn: topicArn, Protocol: protocol, Endpoint: address });
  await cloud.run({ for: { seconds: 0 } });
  const letter = cloud.inbox.of(address).at(-1)!.body;
  cloud.inbox.open(protocol === "https" ? JSON.parse(letter).SubscribeURL : letter.match(/https:\S+/)![0]);
}

/** Receives, works `seconds(body)` on each message and deletes it, until a 20-second poll brings nothing. */
async function empty(cloud: Cloud, url: string, seconds: (body: string) => number = () => 0): Promise<string[]> {
  const sqs = cloud.client(SQS);
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 20 });
    if (Messages.length === 0) return bodies;
    for (const { Body, ReceiptHandle } of Messages) {
      bodies.push(Body!);
      await cloud.sleep({ seconds: seconds(Body!) });
      await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle }).catch((error) => console.log(error.message));
    }
  }
}

// %% [markdown] {"id": "t1-question", "item": "T1", "lang": "es", "slide": "slide"}
// ## T1 · ¿Por qué no llamar a cada uno?
//
// > Explica qué es Amazon SNS y describe al menos tres casos de uso en los que su implementación sería beneficiosa.
//
// Empieza sin SNS. Una tienda avisa ella misma a tres servicios, uno tras otro. El almacén está caído. **Apuesta** antes de ejecutar: ¿quién se entera del pedido?

// %% [markdown] {"id": "t1-question", "item": "T1", "lang": "en", "slide": "slide"}
// ## T1 · Why not call each of them?
//
// > Explain what Amazon SNS is and describe at least three use cases in which it would help.
//
// Start without SNS. A shop tells three services by itself, one after the other. The warehouse is down. **Bet** before you run it: who hears of the order?

// %% {"id": "t1-direct", "item": "T1"}
const heardOf: string[] = [];
const directServices: Record<string, (order: string) => void> = {
  billing: (order) => heardOf.push(`billing ${order}`),
  warehouse: () => {
    throw new Error("the warehouse does not answer");
  },
  mailing: (order) => heardOf.push(`mailing ${order}`),
};
function sellDirectly(order: string): void {
  for (const serve of Object.values(directServices)) serve(order);
}
try {
  sellDirectly("order 1");
} catch (error) {
  console.log((error as Error).message, "| heard:", heardOf);
}

// %% [markdown] {"id": "t1-direct-after", "item": "T1", "lang": "es"}
// Facturación cobró; `mailing`, detrás del almacén, ni se enteró; y la **venta** terminó en error. Quien vende tiene la lista, la espera y los fallos de todos. Añadir un cuarto servicio es cambiar la tienda.

// %% [markdown] {"id": "t1-direct-after", "item": "T1", "lang": "en"}
// Billing charged; `mailing`, behind the warehouse, heard nothing; and the **sale** ended in an error. Whoever sells has everybody's list, everybody's delay and everybody's failures. To add a fourth service is to change the shop.

// %% [markdown] {"id": "t1-topic", "item": "T1", "lang": "es", "slide": "subslide"}
// ### La misma tienda, con un topic
//
// SNS es un servicio de mensajería gestionado, de tipo *publicar y suscribir*, que **empuja**: quien publica entrega una vez al topic, SNS guarda el mensaje, lo copia a cada suscriptor por su protocolo y reintenta si no contesta. Montamos los tres casos de uso del repaso en una sola nube. **Primero**, avisar a personas: un correo y un teléfono.

// %% [markdown] {"id": "t1-topic", "item": "T1", "lang": "en", "slide": "subslide"}
// ### The same shop, with a topic
//
// SNS is a managed *publish and subscribe* messaging service that **pushes**: the publisher hands over once, to the topic; SNS stores the message, copies it to each subscriber by its protocol, and tries again when one does not answer. We build the handout's three use cases in one cloud. **First**, telling people: a mailbox and a phone.

// %% {"id": "t1-people", "item": "T1"}
const store = new Cloud({ seed: 20 });
const storeSns = store.client(AmazonSNS);
const ordersTopic = (await storeSns.createTopic({ Name: "orders" })).TopicArn!;
await subscribeAndConfirm(store, ordersTopic, "email", "ana@example.com");
const phoneAdded = await storeSns.subscribe({
  TopicArn: ordersTopic,
  Protocol: "sms",
  Endpoint: "+51999111222",
});

// %% [markdown] {"id": "t1-services-before", "item": "T1", "lang": "es"}
// **Segundo**, coordinar microservicios: la cola de facturación y una función del almacén. La tienda no cambia: se suscriben ellos.

// %% [markdown] {"id": "t1-services-before", "item": "T1", "lang": "en"}
// **Second**, coordinating microservices: billing's queue and a function of the warehouse. The shop does not change: they subscribe.

// %% {"id": "t1-services", "item": "T1"}
const billingUrl = await queueFor(store, ordersTopic, "billing");
const packedOrders: string[] = [];
const warehouseArn = store.lambda("warehouse", (event: { Records: { Sns: { Message: string } }[] }) => {
  for (const { Sns } of event.Records) packedOrders.push(Sns.Message);
});
await store.client(Lambda).addPermission({
  FunctionName: "warehouse",
  StatementId: "orders",
  Action: "lambda:InvokeFunction",
  Principal: "sns.amazonaws.com",
  SourceArn: ordersTopic,
});
const warehouseAdded = await storeSns.subscribe({ TopicArn: ordersTopic, Protocol: "lambda", Endpoint: warehouseArn });

// %% [markdown] {"id": "t1-alarm-before", "item": "T1", "lang": "es"}
// **Tercero**, alertas de monitoreo: CloudWatch mira la cola de facturación y, si se acumulan más de 5 pedidos, publica en otro topic que despierta a quien está de guardia.

// %% [markdown] {"id": "t1-alarm-before", "item": "T1", "lang": "en"}
// **Third**, monitoring alerts: CloudWatch watches billing's queue and, when more than 5 orders pile up, publishes to another topic, which wakes whoever is on call.

// %% {"id": "t1-alarm", "item": "T1"}
const onCallTopic = (await storeSns.createTopic({ Name: "on-call" })).TopicArn!;
await storeSns.subscribe({ TopicArn: onCallTopic, Protocol: "sms", Endpoint: "+51999333444" });
const alarmSet = await store.client(CloudWatch).putMetricAlarm({
  AlarmName: "billing-depth",
  Namespace: "AWS/SQS",
  MetricName: "ApproximateNumberOfMessagesVisible",
  Dimensions: [{ Name: "QueueName", Value: "billing" }],
  Statistic: "Maximum",
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: "GreaterThanThreshold",
  AlarmActions: [onCallTopic],
});

// %% {"id": "t1-topology", "item": "T1"}
store.topology();

// %% [markdown] {"id": "t1-bet-ask", "item": "T1", "lang": "es"}
// Doce pedidos, uno cada 20 segundos; nadie lee la cola de facturación. **Apuesta**: ¿cuántas entregas hace SNS en total, por los dos topics?

// %% [markdown] {"id": "t1-bet-ask", "item": "T1", "lang": "en"}
// Twelve orders, one every 20 seconds; nobody reads billing's queue. **Bet**: how many deliveries does SNS make in all, for both topics?

// %% {"id": "t1-run", "item": "T1"}
const t1Bet = { deliveries: 0, wokenUp: 0 };
let sold = 0;
store.every(
  { seconds: 20 },
  () => storeSns.publish({ TopicArn: ordersTopic, Subject: "Order", Message: `order ${++sold}` }),
  { times: 12 },
);
await store.run({ for: { minutes: 10 } });
predict(t1Bet, {
  deliveries: [...store.trace.events({ kinds: ["sns.Delivered"] })].length,
  wokenUp: store.inbox.of("+51999333444").length,
});

// %% [markdown] {"id": "t1-chart-before", "item": "T1", "lang": "es"}
// Cada barra es un suscriptor de uno de los dos topics. Mira si alguno recibió menos que los demás, y el que sólo tiene uno.

// %% [markdown] {"id": "t1-chart-before", "item": "T1", "lang": "en"}
// Each bar is a subscriber of one of the two topics. See whether any got fewer than the others, and which has just one.

// %% {"id": "t1-chart", "item": "T1"}
fanout(store);

// %% [markdown] {"id": "t1-chart-after", "item": "T1", "lang": "es", "slide": "subslide"}
// Cuatro suscriptores de `orders`, 12 entregas cada uno, por cuatro protocolos distintos, y **doce** llamadas a `publish`, no 48. El teléfono de guardia recibió una sola: la de la alarma, no las de los pedidos. Esto es lo que leyó:

// %% [markdown] {"id": "t1-chart-after", "item": "T1", "lang": "en", "slide": "subslide"}
// Four subscribers of `orders`, 12 deliveries each, by four different protocols, and **twelve** calls of `publish`, not 48. The phone on call got just one: that of the alarm, not those of the orders. This is what it read:

// %% {"id": "t1-woken", "item": "T1"}
console.log(store.inbox.of("+51999333444")[0]!.body.slice(0, 300));

// %% [markdown] {"id": "t1-cases", "item": "T1", "lang": "es", "slide": "subslide"}
// ### Tres casos de uso, y cuándo no
//
// | caso | publica | recibe | qué aporta SNS |
// |---|---|---|---|
// | avisar a usuarios finales | la tienda | correo, SMS, notificación push | un mensaje, varios canales |
// | alertas de monitoreo | una alarma de CloudWatch | quien está de guardia | nadie vigila una pantalla |
// | coordinar microservicios | la tienda | colas y funciones | quien publica no conoce a quien escucha |
//
// Otros: avisar a socios por HTTPS, copiar todo a un archivo con Firehose. **No** sirve para guardar trabajo hasta que alguien lo lea (SQS), para esperar una respuesta, ni para encaminar por reglas a decenas de destinos (EventBridge, unidad 04).

// %% [markdown] {"id": "t1-cases", "item": "T1", "lang": "en", "slide": "subslide"}
// ### Three use cases, and when not
//
// | case | publishes | receives | what SNS adds |
// |---|---|---|---|
// | telling end users | the shop | email, SMS, mobile push | one message, several channels |
// | monitoring alerts | a CloudWatch alarm | whoever is on call | nobody watches a screen |
// | coordinating microservices | the shop | queues and functions | the publisher does not know the listeners |
//
// Others: telling partners by HTTPS, copying everything to an archive with Firehose. It is **not** for keeping work until somebody reads it (SQS), for waiting for an answer, or for routing by rules to dozens of targets (EventBridge, unit 04).

// %% {"id": "t1-selfcheck-when", "item": "T1"}
selfCheck("t1.when");

// %% {"id": "t1-selfcheck-push", "item": "T1"}
selfCheck("t1.push");

// %% [markdown] {"id": "t1-answer-ask", "item": "T1", "lang": "es"}
// ### Tu respuesta a T1
//
// Explica **qué es** Amazon SNS (quién publica, qué guarda, quién recibe, qué pasa si no contesta) y describe **al menos tres casos de uso**: en cada uno, quién publica, quién recibe y qué se gana frente a llamar directamente. Uno, al menos, de tu propio mundo. Apóyate en dos números de arriba.

// %% [markdown] {"id": "t1-answer-ask", "item": "T1", "lang": "en"}
// ### Your answer to T1
//
// Explain **what Amazon SNS is** (who publishes, what it keeps, who receives, what happens when somebody does not answer) and describe **at least three use cases**: in each, who publishes, who receives, and what is gained over calling directly. At least one from your own world. Rest on two numbers from above.

// %% [markdown] {"id": "t1-answer", "item": "T1", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** SNS es un servicio gestionado de mensajería *publicar y suscribir*: se publica una vez en un topic y SNS entrega una copia a cada suscriptor confirmado, por su protocolo (correo, SMS, HTTPS, SQS, Lambda, push), con reintentos y, si se configura, una cola de mensajes muertos por suscripción. No guarda los mensajes para leerlos después: empuja. *Casos*: avisos a usuarios finales (correo y SMS de un pedido), alertas de monitoreo (la alarma de CloudWatch que despertó a la guardia) y coordinación de microservicios (facturación y almacén, sin que la tienda los conozca). Doce publicaciones dieron 48 entregas; con llamadas directas, el almacén caído dejó sin aviso a `mailing` y sin venta a la tienda.
//
// **Pauta (2 puntos).** Qué es, con *publicar una vez* y *entregar a todos*: 0,5. Cada caso de uso completo (quién publica, quién recibe, qué se gana), hasta tres: 0,4 cada uno, 1,2 en total. Dos números de la demostración bien leídos: 0,3. *Errores comunes*: tres casos que son el mismo (tres correos); casos de SQS («que lo procese cuando pueda») sin cola; «SNS guarda los mensajes hasta que se lean».
// END SOLUTION

// %% [markdown] {"id": "t1-answer", "item": "T1", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** SNS is a managed *publish and subscribe* service: one publishes once to a topic and SNS delivers a copy to each confirmed subscriber by its protocol (email, SMS, HTTPS, SQS, Lambda, push), with retries and, where configured, a dead-letter queue per subscription. It does not keep messages to be read later: it pushes. *Cases*: notices to end users (mail and SMS of an order), monitoring alerts (the CloudWatch alarm that woke the phone on call), and coordination of microservices (billing and warehouse, without the shop knowing them). Twelve publications made 48 deliveries; with direct calls the broken warehouse left `mailing` without the news and the shop without its sale.
//
// **Marking (2 points).** What it is, with *publish once* and *deliver to all*: 0.5. Each complete use case (who publishes, who receives, what is gained), up to three: 0.4 each, 1.2 in all. Two numbers from the demonstration, read correctly: 0.3. *Common mistakes*: three cases that are the same one (three mails); cases for SQS ("processed whenever it can") without a queue; "SNS keeps messages until they are read".
// END SOLUTION

// %% [markdown] {"id": "t2-question", "item": "T2", "lang": "es", "slide": "slide"}
// ## T2 · ¿Quién está suscrito a qué?
//
// > Define qué es un endpoint y un topic en el contexto de Amazon SNS. ¿Cómo se relacionan estos conceptos?
//
// Un **topic** es un canal con nombre: no sabe quién escucha. Un **endpoint** es un destino: no sabe quién publica. Los une una tercera cosa, la **suscripción**, con su protocolo, su estado y su filtro.

// %% [markdown] {"id": "t2-question", "item": "T2", "lang": "en", "slide": "slide"}
// ## T2 · Who is subscribed to what?
//
// > Define what an endpoint and a topic are in Amazon SNS. How do they relate?
//
// A **topic** is a channel with a name: it does not know who listens. An **endpoint** is a destination: it does not know who publishes. A third thing joins them, the **subscription**, with its protocol, its state and its filter.

// %% {"id": "t2-topics", "item": "T2"}
const press = new Cloud({ seed: 21 });
const pressSns = press.client(AmazonSNS);
const newsTopic = (await pressSns.createTopic({ Name: "news" })).TopicArn!;
const weatherTopic = (await pressSns.createTopic({ Name: "weather" })).TopicArn!;
await queueFor(press, newsTopic, "archive");
await queueFor(press, newsTopic, "sales", { FilterPolicy: JSON.stringify({ kind: ["sale"] }) });
await subscribeAndConfirm(press, newsTopic, "email", "ana@example.com");
await subscribeAndConfirm(press, weatherTopic, "email", "ana@example.com"); // one endpoint, two topics
await pressSns.subscribe({ TopicArn: newsTopic, Protocol: "email", Endpoint: "beto@example.com" }); // never agrees
const onlyAlarms = { FilterPolicy: JSON.stringify({ kind: ["alarm"] }) };
await pressSns.subscribe({ TopicArn: newsTopic, Protocol: "sms", Endpoint: "+51999111222", Attributes: onlyAlarms });
press.topology();

// %% [markdown] {"id": "t2-topology-after", "item": "T2", "lang": "es", "slide": "subslide"}
// Dos topics, cinco endpoints, **seis** suscripciones: la relación es de muchos a muchos. `ana` está en los dos topics; `news` tiene cinco suscripciones. Una está sin confirmar. Esto es lo que SNS sabe de ellas:

// %% [markdown] {"id": "t2-topology-after", "item": "T2", "lang": "en", "slide": "subslide"}
// Two topics, five endpoints, **six** subscriptions: the relation is many to many. `ana` is in both topics; `news` has five subscriptions. One is not confirmed. This is what SNS knows about them:

// %% {"id": "t2-list", "item": "T2"}
const { Subscriptions = [] } = await pressSns.listSubscriptions({});
for (const { TopicArn, Protocol, Endpoint, SubscriptionArn } of Subscriptions) {
  console.log(TopicArn!.split(":").at(-1), "|", Protocol, "|", Endpoint, "|", SubscriptionArn!.slice(-36));
}

// %% [markdown] {"id": "t2-bet-ask", "item": "T2", "lang": "es"}
// **Apuesta.** Doce noticias a `news`: 4 de tipo `sale`, 4 `stock` y 4 `alarm`. El repaso dice que se distribuyen «a todos los endpoints suscritos a ese topic». ¿Cuántas entregas habrá, si hay cinco suscripciones?

// %% [markdown] {"id": "t2-bet-ask", "item": "T2", "lang": "en"}
// **Bet.** Twelve news items to `news`: 4 of kind `sale`, 4 `stock` and 4 `alarm`. The handout says that they go "to all endpoints subscribed to that topic". How many deliveries will there be, with five subscriptions?

// %% {"id": "t2-run", "item": "T2"}
const t2Bet = { delivered: 0, filteredOut: 0 };
const newsIds: string[] = [];
for (let i = 0; i < 12; i++) {
  const kind = ["sale", "stock", "alarm"][i % 3]!;
  const MessageAttributes = { kind: { DataType: "String", StringValue: kind } };
  const sent = await pressSns.publish({ TopicArn: newsTopic, Message: `news ${i + 1}: ${kind}`, MessageAttributes });
  newsIds.push(sent.MessageId!);
}
await press.run();
const pressFacts = (kind: string) => [...press.trace.events({ kinds: [kind] })].length;
predict(t2Bet, { delivered: pressFacts("sns.Delivered"), filteredOut: pressFacts("sns.FilteredOut") });

// %% [markdown] {"id": "t2-chart-before", "item": "T2", "lang": "es"}
// Una barra por suscriptor: lo entregado y, en otro color, lo que su filtro apartó. Busca a beto.

// %% [markdown] {"id": "t2-chart-before", "item": "T2", "lang": "en"}
// One bar for each subscriber: what was delivered and, in another colour, what its filter set aside. Look for beto.

// %% {"id": "t2-chart", "item": "T2"}
fanout(press, { resource: "news" });

// %% [markdown] {"id": "t2-chart-after", "item": "T2", "lang": "es", "slide": "subslide"}
// 32 entregas, no 60: 12 al archivo, 12 a ana, 4 a `sales` y 4 al teléfono; 16 quedaron en los filtros. Beto **no aparece**: sin confirmar, para SNS no está. Corrige entonces la frase del repaso: llega a los suscriptores **confirmados** cuyo **filtro** deja pasar el mensaje. El motivo, mensaje por mensaje:

// %% [markdown] {"id": "t2-chart-after", "item": "T2", "lang": "en", "slide": "subslide"}
// 32 deliveries, not 60: 12 to the archive, 12 to ana, 4 to `sales` and 4 to the phone; 16 stayed in the filters. Beto **does not appear**: not confirmed, for SNS he is not there. So correct the handout's sentence: it reaches the **confirmed** subscribers whose **filter** lets the message pass. The reason, message by message:

// %% {"id": "t2-explain", "item": "T2"}
console.log(String(press.explain(newsIds[1]!)));

// %% [markdown] {"id": "t2-shapes", "item": "T2", "lang": "es"}
// El endpoint decide también **la forma**. Un mismo `publish` puede llevar un texto por protocolo: el largo para el correo, el corto para el teléfono.

// %% [markdown] {"id": "t2-shapes", "item": "T2", "lang": "en"}
// The endpoint also decides **the shape**. One `publish` can carry a text for each protocol: the long one for mail, the short one for the phone.

// %% {"id": "t2-shapes-run", "item": "T2"}
const byProtocol = { default: "Storm", email: "Storm tonight: bring in the plants and charge your phone.", sms: "Storm!" };
await pressSns.subscribe({ TopicArn: weatherTopic, Protocol: "sms", Endpoint: "+51999111222" });
await queueFor(press, weatherTopic, "station", { RawMessageDelivery: "false" });
await pressSns.publish({ TopicArn: weatherTopic, MessageStructure: "json", Message: JSON.stringify(byProtocol) });
await press.run();
console.log("email:", press.inbox.of("ana@example.com").at(-1)!.body.split("\n")[0]);
console.log("sms:  ", press.inbox.of("+51999111222").at(-1)!.body);
const stationUrl = (await press.client(SQS).getQueueUrl({ QueueName: "station" })).QueueUrl!;
const [atStation] = (await press.client(SQS).receiveMessage({ QueueUrl: stationUrl })).Messages!;
console.log("queue:", Object.keys(JSON.parse(atStation!.Body!)).join(", "));

// %% [markdown] {"id": "t2-shapes-after", "item": "T2", "lang": "es"}
// Tres formas de lo mismo. La cola recibe además un **sobre** (quién, cuándo, firma), salvo con entrega cruda (`RawMessageDelivery`), que usan las demás colas de esta unidad.

// %% [markdown] {"id": "t2-shapes-after", "item": "T2", "lang": "en"}
// Three shapes of the same. The queue also gets an **envelope** (who, when, signature), unless delivery is raw (`RawMessageDelivery`), as for the other queues of this unit.

// %% {"id": "t2-selfcheck-filter", "item": "T2"}
selfCheck("t2.filter");

// %% {"id": "t2-selfcheck-relation", "item": "T2"}
selfCheck("t2.relation");

// %% [markdown] {"id": "t2-answer-ask", "item": "T2", "lang": "es"}
// ### Tu respuesta a T2
//
// Define **topic**, **endpoint** y **suscripción**, da un ejemplo de endpoint por cada protocolo que viste, y explica **cómo se relacionan**: cuántos con cuántos, qué hace falta para que un mensaje llegue, y dónde está el filtro. Cita dos números de la demostración.

// %% [markdown] {"id": "t2-answer-ask", "item": "T2", "lang": "en"}
// ### Your answer to T2
//
// Define **topic**, **endpoint** and **subscription**, give an example of an endpoint for each protocol that you saw, and explain **how they relate**: how many to how many, what it takes for a message to arrive, and where the filter sits. Quote two numbers from the demonstration.

// %% [markdown] {"id": "t2-answer", "item": "T2", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** Un *topic* es un canal con nombre (un ARN) en el que se publica. Un *endpoint* es el destino: una dirección de correo, un número de teléfono, una URL, el ARN de una cola o de una función. La *suscripción* los une: protocolo, endpoint, confirmación y filtro. Es una relación de muchos a muchos: aquí dos topics y cinco endpoints con seis suscripciones. Un mensaje publicado llega a las suscripciones confirmadas cuyo filtro lo admite: de 12 noticias salieron 32 entregas y 16 se filtraron; beto, sin confirmar, no recibió ninguna. Ni quien publica ni quien recibe conoce al otro.
//
// **Pauta (2 puntos; medio punto cada línea).** Topic y endpoint bien definidos, con ejemplos de tres protocolos. La suscripción como lo que los une; muchos a muchos. Confirmación *y* filtro como condiciones de la entrega. Dos números bien leídos. *Errores comunes*: «el topic guarda la lista de correos» sin hablar de suscripción; «llega a todos los suscritos», que pierde el tercer medio punto.
// END SOLUTION

// %% [markdown] {"id": "t2-answer", "item": "T2", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** A *topic* is a named channel (an ARN) to which one publishes. An *endpoint* is the destination: a mail address, a phone number, a URL, the ARN of a queue or a function. The *subscription* joins them: protocol, endpoint, confirmation and filter. The relation is many to many: here two topics and five endpoints with six subscriptions. A published message reaches the confirmed subscriptions whose filter takes it: 12 news items made 32 deliveries and 16 were filtered out; beto, not confirmed, got none. Neither the publisher nor the receiver knows the other.
//
// **Marking (2 points; half a point each).** Topic and endpoint well defined, with examples of three protocols. The subscription as what joins them; many to many. Confirmation *and* filter as conditions of delivery. Two numbers, read correctly. *Common mistakes*: "the topic holds the list of mailboxes" without the subscription; "it reaches all subscribers", which loses the third half point.
// END SOLUTION

// %% [markdown] {"id": "t3-question", "item": "T3", "lang": "es", "slide": "slide"}
// ## T3 · ¿Importa el orden de estas noticias?
//
// > Compara y contrasta los topics Standard y FIFO en Amazon SNS. ¿En qué escenarios se recomendaría utilizar cada uno?
//
// Un repartidor publica su posición cada segundo. Tres caminos: topic Standard a cola Standard, topic FIFO a cola FIFO, y uno mezclado: topic FIFO a cola Standard, que AWS también permite.

// %% [markdown] {"id": "t3-question", "item": "T3", "lang": "en", "slide": "slide"}
// ## T3 · Does the order of this news matter?
//
// > Compare and contrast Standard and FIFO topics in Amazon SNS. In which scenarios would you recommend each?
//
// A courier publishes its position every second. Three roads: Standard topic to Standard queue, FIFO topic to FIFO queue, and a mixed one: FIFO topic to Standard queue, which AWS allows too.

// %% {"id": "t3-roads", "item": "T3"}
const roads = new Cloud({ seed: 23, anomalies: { reorder: 0.25, duplicateDelivery: 0.08 } });
const roadsSns = roads.client(AmazonSNS);
const plainTopic = (await roadsSns.createTopic({ Name: "plain" })).TopicArn!;
const strictTopic = (await roadsSns.createTopic({ Name: "strict.fifo", Attributes: { FifoTopic: "true" } })).TopicArn!;
const roadUrls = [
  await queueFor(roads, plainTopic, "standard"),
  await queueFor(roads, strictTopic, "fifo.fifo"),
  await queueFor(roads, strictTopic, "mixed"),
];

// %% [markdown] {"id": "t3-bet-ask", "item": "T3", "lang": "es"}
// En un topic FIFO cada mensaje lleva su grupo y un id contra repeticiones. AWS no dice con qué frecuencia Standard desordena o repite; aquí subimos esos dos diales. **Apuesta**: con 24 posiciones, ¿cuántas entregas habrá por cada camino?

// %% [markdown] {"id": "t3-bet-ask", "item": "T3", "lang": "en"}
// On a FIFO topic each message carries its group and an id against repeats. AWS does not say how often Standard reorders or repeats; here we turn those two dials up. **Bet**: with 24 positions, how many deliveries will each road make?

// %% {"id": "t3-run", "item": "T3"}
const t3Bet = { standard: 0, fifo: 0, mixed: 0 };
for (let i = 1; i <= 24; i++) {
  const Message = `position ${i}`;
  await roadsSns.publish({ TopicArn: plainTopic, Message });
  const fifo = { MessageGroupId: "courier-7", MessageDeduplicationId: `position-${i}` };
  await roadsSns.publish({ TopicArn: strictTopic, Message, ...fifo });
  await roads.sleep({ seconds: 1 });
}
const [onStandard, onFifo, onMixed] = [
  await empty(roads, roadUrls[0]!),
  await empty(roads, roadUrls[1]!),
  await empty(roads, roadUrls[2]!),
];
predict(t3Bet, { standard: onStandard.length, fifo: onFifo.length, mixed: onMixed.length });

// %% [markdown] {"id": "t3-chart-before", "item": "T3", "lang": "es", "slide": "subslide"}
// Cada punto es una posición: su turno al enviarla contra su turno al recibirla. Sobre la diagonal, llegó en su sitio. Un rombo es una segunda entrega. ¿A cuál de los otros dos se parece el camino mezclado?

// %% [markdown] {"id": "t3-chart-before", "item": "T3", "lang": "en", "slide": "subslide"}
// Each dot is a position: its turn when sent against its turn when received. On the diagonal it arrived in place. A diamond is a second delivery. Which of the other two does the mixed road look like?

// %% {"id": "t3-chart", "item": "T3"}
ordering(roads);

// %% [markdown] {"id": "t3-chart-after", "item": "T3", "lang": "es", "slide": "subslide"}
// Standard: 25 entregas de 24 posiciones; la 2 llegó cuarta, detrás de la 4 y la 5, y otra vez al final. FIFO: las 24 sobre la diagonal, una vez cada una. El mezclado, 26 entregas y cinco fuera de orden: es como el primero. **Manda el eslabón más débil**: el orden hay que pedirlo en el topic *y* en la cola.

// %% [markdown] {"id": "t3-chart-after", "item": "T3", "lang": "en", "slide": "subslide"}
// Standard: 25 deliveries of 24 positions; number 2 came fourth, behind 4 and 5, and again at the end. FIFO: all 24 on the diagonal, once each. The mixed road, 26 deliveries and five out of order: it is like the first. **The weakest link decides**: order has to be asked for on the topic *and* on the queue.

// %% [markdown] {"id": "t3-doubt", "item": "T3", "lang": "es"}
// FIFO promete entrega «exactamente una vez». Ponlo a prueba con dinero: tres ingresos de 100 a una cuenta. Al segundo, el trabajador se atasca 45 segundos, y el préstamo de la cola dura 30. **Apuesta**: ¿qué saldo queda?

// %% [markdown] {"id": "t3-doubt", "item": "T3", "lang": "en"}
// FIFO promises "exactly once" delivery. Try it with money: three deposits of 100 to an account. At the second the worker is stuck for 45 seconds, and the queue's loan lasts 30. **Bet**: what is the balance?

// %% {"id": "t3-doubt-run", "item": "T3"}
async function balanceAfter(isIdempotent: boolean): Promise<number> {
  const bank = new Cloud({ seed: 24 });
  const sns = bank.client(AmazonSNS);
  const TopicArn = (await sns.createTopic({ Name: "deposits.fifo", Attributes: { FifoTopic: "true" } })).TopicArn!;
  const url = await queueFor(bank, TopicArn, "account.fifo");
  for (const id of ["d1", "d2", "d3"]) {
    await sns.publish({ TopicArn, Message: id, MessageGroupId: "ana", MessageDeduplicationId: id });
  }
  let balance = 0;
  const seen = new Set<string>();
  await empty(bank, url, (id) => {
    const isStuck = id === "d2" && !seen.has("d2");
    if (!isIdempotent || !seen.has(id)) balance += 100;
    seen.add(id);
    return isStuck ? 45 : 1;
  });
  return balance;
}
const balanceBet = { asItComes: 0, idempotent: 0 };
predict(balanceBet, { asItComes: await balanceAfter(false), idempotent: await balanceAfter(true) });

// %% [markdown] {"id": "t3-doubt-after", "item": "T3", "lang": "es", "slide": "subslide"}
// 400 en lugar de 300: el préstamo venció a los 30 segundos, el borrado llegó tarde (`The receipt handle has expired`) y `d2` se entregó otra vez. **FIFO acepta una vez y ordena; que se procese una sola vez depende del tiempo de visibilidad y de un consumidor idempotente**: con la lista de ids ya vistos, 300.

// %% [markdown] {"id": "t3-doubt-after", "item": "T3", "lang": "en", "slide": "subslide"}
// 400 instead of 300: the loan ran out after 30 seconds, the delete came late (`The receipt handle has expired`) and `d2` was delivered again. **FIFO accepts once and orders; that it is processed just once is up to the visibility timeout and an idempotent consumer**: with a list of ids already seen, 300.

// %% [markdown] {"id": "t3-limits", "item": "T3", "lang": "es"}
// ¿Y el precio de tanto orden? Tres límites. Primero, la **deduplicación** tiene una ventana: cinco minutos por id. Segundo, **a quién** puede entregar un topic FIFO. Mira los dos.

// %% [markdown] {"id": "t3-limits", "item": "T3", "lang": "en"}
// And the price of all that order? Three limits. First, **deduplication** has a window: five minutes per id. Second, **whom** a FIFO topic may deliver to. See both.

// %% {"id": "t3-dedup-run", "item": "T3"}
const narrow = new Cloud({ seed: 25 });
const narrowSns = narrow.client(AmazonSNS);
const narrowTopic = (await narrowSns.createTopic({ Name: "n.fifo", Attributes: { FifoTopic: "true" } })).TopicArn!;
const narrowUrl = await queueFor(narrow, narrowTopic, "n.fifo");
const publishOnce = () =>
  narrowSns.publish({ TopicArn: narrowTopic, Message: "pay", MessageGroupId: "ana", MessageDeduplicationId: "pay-1" });
await publishOnce();
await publishOnce(); // the network failed, the sender tries again
await narrow.sleep({ minutes: 6 });
await publishOnce(); // too late: the window has closed
console.log((await empty(narrow, narrowUrl)).length, "deliveries of 3 publications");

// %% {"id": "t3-protocols", "item": "T3"}
const wouldBe: [string, string][] = [
  ["email", "ana@example.com"],
  ["sms", "+51999111222"],
  ["https", "https://partner.example.com/news"],
  ["lambda", narrow.lambda("reader", () => undefined)],
];
for (const [Protocol, Endpoint] of wouldBe) {
  const answer = await narrowSns.subscribe({ TopicArn: narrowTopic, Protocol, Endpoint }).then(
    () => "ok",
    (error) => error.message,
  );
  console.log(`${Protocol}: ${answer}`);
}

// %% [markdown] {"id": "t3-rate", "item": "T3", "lang": "es"}
// Dos entregas de tres; y un topic FIFO sólo habla con **colas**: ni correo, ni teléfono, ni web, ni función (a la función se llega desde la cola). Tercero, el **rendimiento**: 5 000 mensajes por segundo, en lotes de diez, durante tres segundos. **Apuesta**: ¿cuántos rechaza cada topic?

// %% [markdown] {"id": "t3-rate", "item": "T3", "lang": "en"}
// Two deliveries out of three; and a FIFO topic talks to **queues** only: no mail, no phone, no web, no function (the function is reached from the queue). Third, **throughput**: 5,000 messages a second, in batches of ten, for three seconds. **Bet**: how many does each topic refuse?

// %% {"id": "t3-rate-run", "item": "T3"}
async function refusedByTopic(name: string): Promise<number> {
  const cloud = new Cloud({ seed: 26 });
  const sns = cloud.client(AmazonSNS);
  const isFifo = name.endsWith(".fifo");
  const { TopicArn } = await sns.createTopic({ Name: name, Attributes: isFifo ? { FifoTopic: "true" } : {} });
  let [made, refused] = [0, 0];
  const entry = () => {
    const Id = `m${++made}`;
    const fifo = isFifo ? { MessageGroupId: `courier-${made % 50}`, MessageDeduplicationId: Id } : {};
    return { Id, Message: Id, ...fifo };
  };
  cloud.every(
    { milliseconds: 2 },
    async () => {
      const PublishBatchRequestEntries = Array.from({ length: 10 }, entry);
      await sns.publishBatch({ TopicArn, PublishBatchRequestEntries }).catch(() => {
        refused += 10;
      });
    },
    { times: 1_500 },
  );
  await cloud.run();
  return refused;
}
const topicRateBet = { standard: 0, fifo: 0 };
predict(topicRateBet, { standard: await refusedByTopic("fast"), fifo: await refusedByTopic("fast.fifo") });

// %% [markdown] {"id": "t3-rate-after", "item": "T3", "lang": "es"}
// Standard, ninguno. FIFO, 3 010 de 15 000: admite 3 000 mensajes por segundo, más una reserva inicial que AWS no detalla (aquí, otros 3 000). Con `FifoThroughputScope: "MessageGroup"` el AWS real llega al máximo de la región; Standard no tiene un límite fijo tan bajo. Aquí se cuentan **mensajes**: los lotes no ayudan.

// %% [markdown] {"id": "t3-rate-after", "item": "T3", "lang": "en"}
// Standard, none. FIFO, 3,010 of 15,000: it takes 3,000 messages a second, plus an initial reserve that AWS does not spell out (here another 3,000). With `FifoThroughputScope: "MessageGroup"` the real AWS goes up to the region's maximum; Standard has no fixed limit that low. Here it is **messages** that count: batches do not help.

// %% {"id": "t3-selfcheck-choose", "item": "T3"}
selfCheck("t3.choose");

// %% {"id": "t3-selfcheck-once", "item": "T3"}
selfCheck("t3.once");

// %% [markdown] {"id": "t3-answer-ask", "item": "T3", "lang": "es"}
// ### Tu respuesta a T3
//
// Compara los dos tipos de topic en **orden, duplicados, rendimiento y suscriptores posibles**. Recomienda uno para tres escenarios distintos y di por qué. Explica qué hay de cierto, y qué falta, en «FIFO entrega exactamente una vez». Cita al menos dos números de arriba.

// %% [markdown] {"id": "t3-answer-ask", "item": "T3", "lang": "en"}
// ### Your answer to T3
//
// Compare the two kinds of topic by **order, duplicates, throughput and possible subscribers**. Recommend one for three different scenarios and say why. Explain what is true, and what is missing, in "FIFO delivers exactly once". Quote at least two numbers from above.

// %% [markdown] {"id": "t3-answer", "item": "T3", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** *Standard*: rendimiento muy alto, al menos una vez, orden de mejor esfuerzo, y todos los protocolos; para avisos generales (correo, SMS), alarmas, telemetría que tolera repeticiones. *FIFO*: orden dentro de cada `MessageGroupId` y un mismo id se acepta una vez en cinco minutos; 3 000 mensajes por segundo por topic (más con alcance por grupo); sólo entrega a colas SQS, y conserva el orden si la cola es FIFO; para saldos, inventario, posiciones. *Exactamente una vez* cubre la aceptación: con la visibilidad vencida el saldo dio 400 en lugar de 300, y hizo falta un consumidor idempotente. En el ejemplo, 25 entregas de 24 por Standard y 24 de 24 por FIFO.
//
// **Pauta (2 puntos; medio punto cada línea).** Orden y duplicados de ambos, con el grupo y la ventana. Rendimiento y suscriptores posibles. Tres escenarios con motivo. La aclaración de «exactamente una vez», con dos números. *Errores comunes*: FIFO para correos; «FIFO nunca repite»; olvidar que la cola también debe ser FIFO.
// END SOLUTION

// %% [markdown] {"id": "t3-answer", "item": "T3", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** *Standard*: very high throughput, at least once, best-effort order, and every protocol; for general notices (mail, SMS), alarms, telemetry that bears repeats. *FIFO*: order within each `MessageGroupId`, and the same id is accepted once in five minutes; 3,000 messages a second per topic (more at group scope); it delivers to SQS queues only, and keeps the order if the queue is FIFO; for balances, stock, positions. *Exactly once* covers acceptance: when the visibility ran out the balance was 400 instead of 300, and it took an idempotent consumer. In the example, 25 deliveries of 24 by Standard and 24 of 24 by FIFO.
//
// **Marking (2 points; half a point each).** Order and duplicates of both, with group and window. Throughput and possible subscribers. Three scenarios with a reason. The qualification of "exactly once", with two numbers. *Common mistakes*: FIFO for mail; "FIFO never repeats"; forgetting that the queue must be FIFO too.
// END SOLUTION

// %% [markdown] {"id": "t4-question", "item": "T4", "lang": "es", "slide": "slide"}
// ## T4 · ¿Cuánto tarda un pedido si todos trabajan a la vez?
//
// > Describe un escenario de Fanout utilizando Amazon SNS. ¿Cómo se configura y qué beneficios proporciona?
//
// Un pedido da cuatro trabajos: cobrar (3 s), empaquetar (5 s), agradecer (2 s) y auditar (4 s). **Apuesta**: ¿cuánto tardan los cuatro, uno tras otro? ¿Y con un topic y cuatro colas, cada una con su trabajador?

// %% [markdown] {"id": "t4-question", "item": "T4", "lang": "en", "slide": "slide"}
// ## T4 · How long does an order take if everybody works at once?
//
// > Describe a fan-out scenario with Amazon SNS. How is it set up, and what does it bring?
//
// An order means four jobs: charge (3 s), pack (5 s), thank (2 s) and audit (4 s). **Bet**: how long do the four take one after the other? And with a topic and four queues, each with its worker?

// %% {"id": "t4-jobs", "item": "T4"}
const jobSeconds: Record<string, number> = { charge: 3, pack: 5, thank: 2, audit: 4 };
interface Bar {
  way: number; // 0: one after the other, 1: fan-out
  job: string;
  from: number; // virtual s
  to: number;
}
const bars: Bar[] = [];
const alone = new Cloud({ seed: 27 });
for (const [job, seconds] of Object.entries(jobSeconds)) {
  const from = alone.now / 1_000;
  await alone.sleep({ seconds });
  bars.push({ way: 0, job, from, to: alone.now / 1_000 });
}

// %% [markdown] {"id": "t4-configure", "item": "T4", "lang": "es"}
// El fan-out se **configura** en cuatro pasos: un topic; una cola por trabajo; en cada cola, una política que deja escribir a ese topic; una suscripción por cola. Los tres últimos son `queueFor`, del principio de la unidad.

// %% [markdown] {"id": "t4-configure", "item": "T4", "lang": "en"}
// Fan-out is **set up** in four steps: a topic; a queue for each job; on each queue, a policy that lets this topic write; a subscription for each queue. The last three are `queueFor`, from the beginning of the unit.

// %% {"id": "t4-fanout", "item": "T4"}
const together = new Cloud({ seed: 27 });
const jobsTopic = (await together.client(AmazonSNS).createTopic({ Name: "orders" })).TopicArn!;
for (const [job, seconds] of Object.entries(jobSeconds)) {
  const url = await queueFor(together, jobsTopic, job);
  together.spawn(`${job} worker`, () =>
    empty(together, url, () => {
      const from = together.now / 1_000;
      bars.push({ way: 1, job, from, to: from + seconds });
      return seconds;
    }),
  );
}
await together.client(AmazonSNS).publish({ TopicArn: jobsTopic, Message: "order 1" });
await together.run();
const lastEnd = (way: number) => Math.max(...bars.filter((bar) => bar.way === way).map(({ to }) => to));
const t4Bet = { oneAfterTheOther: 0, fanOut: 0 };
predict(t4Bet, { oneAfterTheOther: lastEnd(0), fanOut: lastEnd(1) });

// %% [markdown] {"id": "t4-gantt-before", "item": "T4", "lang": "es"}
// Una barra por trabajo, en las dos maneras. Mira dónde empieza cada una.

// %% [markdown] {"id": "t4-gantt-before", "item": "T4", "lang": "en"}
// One bar for each job, in both ways. See where each one begins.

// %% {"id": "t4-gantt", "item": "T4", "lang": "es"}
const maneras = ["uno tras otro", "fan-out"];
new Chart(
  "¿Cuándo trabaja cada uno?",
  bars.map(({ way, job, from, to }) => `${maneras[way]}, ${job}: de ${span(from * 1000)} a ${span(to * 1000)}`).join("; ") + ".",
  [],
  {
    data: { values: bars.map((bar) => ({ ...bar, name: maneras[bar.way] })) },
    facet: { row: { field: "name", type: "nominal", sort: maneras, title: null } },
    spec: {
      width: 440,
      height: { step: 24 },
      mark: "bar",
      encoding: {
        x: { field: "from", type: "quantitative", title: "tiempo (s)" },
        x2: { field: "to" },
        y: { field: "job", type: "nominal", sort: Object.keys(jobSeconds), title: null },
        color: { value: palette.received },
      },
    },
  },
);

// %% {"id": "t4-gantt", "item": "T4", "lang": "en"}
const ways = ["one after the other", "fan-out"];
new Chart(
  "When does each one work?",
  bars.map(({ way, job, from, to }) => `${ways[way]}, ${job}: from ${span(from * 1000)} to ${span(to * 1000)}`).join("; ") + ".",
  [],
  {
    data: { values: bars.map((bar) => ({ ...bar, name: ways[bar.way] })) },
    facet: { row: { field: "name", type: "nominal", sort: ways, title: null } },
    spec: {
      width: 440,
      height: { step: 24 },
      mark: "bar",
      encoding: {
        x: { field: "from", type: "quantitative", title: "time (s)" },
        x2: { field: "to" },
        y: { field: "job", type: "nominal", sort: Object.keys(jobSeconds), title: null },
        color: { value: palette.received },
      },
    },
  },
);

// %% [markdown] {"id": "t4-gantt-after", "item": "T4", "lang": "es", "slide": "subslide"}
// 14 segundos contra 5: con fan-out manda el trabajo **más lento**, no la suma. Y cada uno tiene su cola, así que puede ir a su ritmo, fallar y reintentar sin que los demás lo noten. ¿Seguro? Rompe algo.

// %% [markdown] {"id": "t4-gantt-after", "item": "T4", "lang": "en", "slide": "subslide"}
// 14 seconds against 5: with fan-out the **slowest** job decides, not the sum. And each has its own queue, so it can go at its own pace, fail and try again without the others noticing. Really? Break something.

// %% [markdown] {"id": "t4-break-ask", "item": "T4", "lang": "es"}
// Cuarenta pedidos, uno cada 15 segundos, a dos colas y a dos socios por HTTPS. El servidor de ambos socios se cae del minuto 2 al 6. Uno tiene una cola de mensajes muertos en su suscripción; el otro, no. **Apuesta**: ¿cuántos pedidos perderá cada uno?

// %% [markdown] {"id": "t4-break-ask", "item": "T4", "lang": "en"}
// Forty orders, one every 15 seconds, to two queues and to two partners by HTTPS. Both partners' servers are down from minute 2 to minute 6. One has a dead-letter queue on its subscription, the other has not. **Bet**: how many orders will each of them lose?

// %% {"id": "t4-break", "item": "T4"}
const market = new Cloud({ seed: 28 });
const marketSns = market.client(AmazonSNS);
const marketTopic = (await marketSns.createTopic({ Name: "orders" })).TopicArn!;
for (const name of ["billing", "shipping"]) await queueFor(market, marketTopic, name);
const partners = ["https://careful.example.com", "https://careless.example.com"];
for (const url of partners) {
  await subscribeAndConfirm(market, marketTopic, "https", url);
  market.faults.down(url, { from: { minutes: 2 }, until: { minutes: 6 } });
}

// %% {"id": "t4-break-dead", "item": "T4"}
const deadArn = "arn:aws:sqs:us-east-1:123456789012:careful-dead";
const allowSns = { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: deadArn };
const deadUrl = (
  await market.client(SQS).createQueue({
    QueueName: "careful-dead",
    Attributes: { Policy: JSON.stringify({ Version: "2012-10-17", Statement: allowSns }) },
  })
).QueueUrl!;
const marketSubscriptions = (await marketSns.listSubscriptionsByTopic({ TopicArn: marketTopic })).Subscriptions!;
const careful = marketSubscriptions.find(({ Endpoint }) => Endpoint === partners[0])!;
const redriveSet = await marketSns.setSubscriptionAttributes({
  SubscriptionArn: careful.SubscriptionArn,
  AttributeName: "RedrivePolicy",
  AttributeValue: JSON.stringify({ deadLetterTargetArn: deadArn }),
});

// %% {"id": "t4-break-run", "item": "T4"}
let ordered = 0;
market.every(
  { seconds: 15 },
  () => marketSns.publish({ TopicArn: marketTopic, Message: `order ${++ordered}` }),
  { times: 40 },
);
await market.run({ for: { minutes: 15 } });
const savedOrders = await empty(market, deadUrl);
const ordersAtPartner = (url: string) => market.inbox.of(url).filter(({ body }) => body.includes("order ")).length;
const lostBet = { careful: 0, careless: 0 };
predict(lostBet, {
  careful: 40 - ordersAtPartner(partners[0]!) - savedOrders.length,
  careless: 40 - ordersAtPartner(partners[1]!),
});

// %% [markdown] {"id": "t4-chart-before", "item": "T4", "lang": "es"}
// Las entregas de cada consumidor, sobre el mismo eje. Busca a quién afecta la caída de los socios.

// %% [markdown] {"id": "t4-chart-before", "item": "T4", "lang": "en"}
// Each consumer's deliveries, on the same axis. Look for whom the partners' breakdown affects.

// %% {"id": "t4-chart", "item": "T4"}
fanout(market);

// %% [markdown] {"id": "t4-chart-after", "item": "T4", "lang": "es", "slide": "subslide"}
// Las dos colas, 40 de 40: ni se enteraron. Cada socio recibió 28. De los 16 pedidos publicados durante la caída, SNS salvó 4 con sus tres reintentos, cada 20 segundos; los otros 12 se los dio por perdidos: el cuidadoso los tiene en su cola de muertos; el descuidado, **en ninguna parte**. SNS no olvida por igual: a SQS y Lambda les insiste 23 días.

// %% [markdown] {"id": "t4-chart-after", "item": "T4", "lang": "en", "slide": "subslide"}
// Both queues, 40 of 40: they never noticed. Each partner got 28. Of the 16 orders published during the breakdown SNS saved 4 by its three retries, 20 seconds apart; the other 12 it gave up: the careful one has them in its dead-letter queue, the careless one **nowhere**. SNS does not forget all alike: with SQS and Lambda it insists for 23 days.

// %% {"id": "t4-selfcheck-slow", "item": "T4"}
selfCheck("t4.slow");

// %% {"id": "t4-selfcheck-lost", "item": "T4"}
selfCheck("t4.lost");

// %% [markdown] {"id": "t4-answer-ask", "item": "T4", "lang": "es"}
// ### Tu respuesta a T4
//
// Describe un **escenario** de fan-out tuyo (quién publica, qué consumidores, qué hace cada uno), **cómo se configura** paso a paso, con los permisos, y **qué beneficios** da, apoyados en dos números de arriba. Añade qué harías para que un consumidor caído no pierda nada.

// %% [markdown] {"id": "t4-answer-ask", "item": "T4", "lang": "en"}
// ### Your answer to T4
//
// Describe a fan-out **scenario** of your own (who publishes, which consumers, what each does), **how it is set up** step by step, permissions included, and **what it brings**, resting on two numbers from above. Add what you would do so that a consumer that is down loses nothing.

// %% [markdown] {"id": "t4-answer", "item": "T4", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** Una tienda publica cada pedido una vez; facturación, almacén, correo y auditoría tienen cada uno su cola suscrita y lo procesan en paralelo. *Configuración*: crear el topic; crear las colas; en cada cola, una política que permite `sqs:SendMessage` a `sns.amazonaws.com` con `aws:SourceArn` del topic; suscribir cada cola (en Lambda, `addPermission`); filtros y entrega cruda si hacen falta. *Beneficios*: paralelo (5 s en vez de 14), separación de responsabilidades (un consumidor nuevo no toca la tienda), cada uno a su ritmo, fallos aislados (las colas, 40 de 40 con los socios caídos). Para no perder: cola delante del consumidor, o `RedrivePolicy` en la suscripción (12 guardados contra 12 perdidos).
//
// **Pauta (2 puntos; medio punto cada línea).** Escenario con tres consumidores o más. Configuración en orden, con el permiso. Paralelismo y aislamiento, con dos números. Qué hacer con un consumidor caído. *Errores comunes*: varios consumidores en **una** cola (se reparten los mensajes); olvidar la política de la cola.
// END SOLUTION

// %% [markdown] {"id": "t4-answer", "item": "T4", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** A shop publishes each order once; billing, warehouse, mail and audit each have a queue subscribed and process it in parallel. *Set-up*: create the topic; create the queues; on each queue a policy that allows `sqs:SendMessage` to `sns.amazonaws.com` with the topic's `aws:SourceArn`; subscribe each queue (for Lambda, `addPermission`); filters and raw delivery where wanted. *What it brings*: parallel work (5 s instead of 14), separate responsibilities (a new consumer does not touch the shop), each at its own pace, failures kept apart (the queues, 40 of 40 while the partners were down). So as to lose nothing: a queue in front of the consumer, or a `RedrivePolicy` on the subscription (12 kept against 12 lost).
//
// **Marking (2 points; half a point each).** A scenario with three consumers or more. Set-up in order, with the permission. Parallel work and isolation, with two numbers. What to do about a consumer that is down. *Common mistakes*: several consumers on **one** queue (they share the messages out); forgetting the queue's policy.
// END SOLUTION

// %% [markdown] {"id": "t5-question", "item": "T5", "lang": "es", "slide": "slide"}
// ## T5 · ¿Qué cuesta un millón de mensajes?
//
// > Explica cómo se estructura la tarifa de Amazon SNS. ¿Cuáles son los factores principales que afectan el costo?
//
// Se paga por **publicar** (cada 64 KB) y por **entregar**, según el protocolo. Mil mensajes a un suscriptor de cada tipo, y la factura multiplicada por mil. **Apuesta**: ordena `sqs`, `https` y `email` de barato a caro.

// %% [markdown] {"id": "t5-question", "item": "T5", "lang": "en", "slide": "slide"}
// ## T5 · What does a million messages cost?
//
// > Explain how the price of Amazon SNS is structured. What are the main factors?
//
// You pay for **publishing** (every 64 KB) and for **delivering**, by protocol. A thousand messages to one subscriber of each kind, and the bill times a thousand. **Bet**: sort `sqs`, `https` and `email` from cheap to dear.

// %% {"id": "t5-thousand", "item": "T5"}
type Wiring = (cloud: Cloud, topicArn: string) => Promise<unknown>;
async function aThousand(wire: Wiring, name = "news", body = "x".repeat(1_000)): Promise<Cloud> {
  const cloud = new Cloud({ seed: 29 });
  const sns = cloud.client(AmazonSNS);
  const isFifo = name.endsWith(".fifo");
  const { TopicArn } = await sns.createTopic({ Name: name, Attributes: isFifo ? { FifoTopic: "true" } : {} });
  await wire(cloud, TopicArn!);
  for (let i = 0; i < 1_000; i++) {
    const fifo = isFifo ? { MessageGroupId: "g", MessageDeduplicationId: `${i}` } : {};
    const MessageAttributes = { part: { DataType: "Number", StringValue: `${i % 10}` } };
    await sns.publish({ TopicArn, Message: body, MessageAttributes, ...fifo });
  }
  await cloud.run();
  return cloud;
}

// %% {"id": "t5-run", "item": "T5"}
const partnerHook = "https://partner.example.com/news";
const toQueue = await aThousand((cloud, topic) => queueFor(cloud, topic, "reader"));
const toWeb = await aThousand((cloud, topic) => subscribeAndConfirm(cloud, topic, "https", partnerHook));
const toMail = await aThousand((cloud, topic) => subscribeAndConfirm(cloud, topic, "email", "ana@example.com"));
const strictly = await aThousand((cloud, topic) => queueFor(cloud, topic, "reader.fifo"), "news.fifo");
const million = (name: string, cloud: Cloud) => ({ name, bill: cloud.bill({ whatIf: { scale: 1_000 } }) });
const priced = [
  million("sqs", toQueue),
  million("FIFO, sqs", strictly),
  million("https", toWeb),
  million("email", toMail),
];
for (const { name, bill } of priced) console.log(name, bill.totalWithoutFree.toFixed(2), "USD");

// %% [markdown] {"id": "t5-chart-before", "item": "T5", "lang": "es"}
// Una barra por protocolo: de qué se compone la factura de un millón, sin descontar el nivel gratuito. ¿Qué pesa más, publicar o entregar?

// %% [markdown] {"id": "t5-chart-before", "item": "T5", "lang": "en"}
// One bar for each protocol: what the bill of a million is made of, without taking off the free tier. Which weighs more, publishing or delivering?

// %% {"id": "t5-chart", "item": "T5"}
cost(priced);

// %% [markdown] {"id": "t5-chart-after", "item": "T5", "lang": "es", "slide": "subslide"}
// Publicar el millón cuesta 0,50 USD y entregarlo decide: a la cola, nada (los 0,40 del gráfico son de SQS, que cuenta cada envío como petición suya); por HTTPS, 0,60; por correo, **20**. El topic FIFO cobra 0,30 por publicar (y, en AWS, además los datos). El nivel gratuito quita cada mes un millón de publicaciones, 100 000 entregas por HTTP y 1 000 correos.

// %% [markdown] {"id": "t5-chart-after", "item": "T5", "lang": "en", "slide": "subslide"}
// Publishing the million costs 0.50 USD, and delivering it decides: to the queue, nothing (the 0.40 in the chart are SQS's, which counts each send as a request of its own); by HTTPS, 0.60; by mail, **20**. The FIFO topic charges 0.30 for publishing (and, on AWS, for the data too). The free tier takes off a million publishes, 100,000 HTTP deliveries and 1,000 mails a month.

// %% [markdown] {"id": "t5-size", "item": "T5", "lang": "es"}
// El **tamaño** cuenta: cada 64 KB es una publicación. Y el **filtro** ahorra: lo filtrado no se entrega, y no se paga como entrega. Dos comparaciones: mensajes de 1 KB y de 200 KB a una cola; y un socio por HTTPS que sólo quiere uno de cada diez, con filtro y sin él.

// %% [markdown] {"id": "t5-size", "item": "T5", "lang": "en"}
// **Size** counts: every 64 KB is one publish. And the **filter** saves: what is filtered out is not delivered, and is not paid as a delivery. Two comparisons: messages of 1 KB and of 200 KB to a queue; and a partner by HTTPS who wants one in ten, with a filter and without.

// %% {"id": "t5-size-run", "item": "T5"}
const heavy = await aThousand((cloud, topic) => queueFor(cloud, topic, "reader"), "news", "x".repeat(200 * 1_024));
const choosy = await aThousand(async (cloud, topic) => {
  await subscribeAndConfirm(cloud, topic, "https", partnerHook);
  const sns = cloud.client(AmazonSNS);
  const { Subscriptions } = await sns.listSubscriptionsByTopic({ TopicArn: topic });
  await sns.setSubscriptionAttributes({
    SubscriptionArn: Subscriptions![0]!.SubscriptionArn,
    AttributeName: "FilterPolicy",
    AttributeValue: JSON.stringify({ part: [0] }),
  });
});
const bySize = [million("sqs, 1 KB", toQueue), million("sqs, 200 KB", heavy), million("https", toWeb), million("https + filter", choosy)];
cost(bySize);

// %% [markdown] {"id": "t5-size-after", "item": "T5", "lang": "es"}
// 200 KB son cuatro trozos: 3,60 USD en lugar de 0,90. Para cargas grandes, el archivo va a S3 y se publica su nombre. Y el filtro baja al socio de 1,10 a 0,56: de un millón, se le entregan 100 000. Filtrar en el consumidor habría costado lo mismo que no filtrar.

// %% [markdown] {"id": "t5-size-after", "item": "T5", "lang": "en"}
// 200 KB are four chunks: 3.60 USD instead of 0.90. For large payloads the file goes to S3 and its name is published. And the filter brings the partner from 1.10 down to 0.56: of a million, 100,000 are delivered. Filtering at the consumer would have cost as much as not filtering.

// %% [markdown] {"id": "t5-sms", "item": "T5", "lang": "es"}
// Falta el **SMS**, que la factura de aquí no calcula: se paga por **parte** y por **país**. Una parte lleva 160 caracteres; si hay uno fuera del alfabeto GSM (á, í, ó y ú lo están; ñ y é, no), sólo 70. Pon en `perPart` el precio de tu país, de la página de precios de AWS; 0,01 es sólo un número redondo.

// %% [markdown] {"id": "t5-sms", "item": "T5", "lang": "en"}
// **SMS** is missing, which the bill here does not work out: it is paid by **part** and by **country**. A part holds 160 characters; with one outside the GSM alphabet (á, í, ó and ú are; ñ and é are not), only 70. Put your country's price from AWS's pricing page into `perPart`; 0.01 is just a round number.

// %% {"id": "t5-sms-run", "item": "T5"}
const perPart = 0.01; // USD, to be replaced
const isOutsideGsm = (text: string) => /[áíóúÁÍÓÚ]/.test(text);
const partsOf = (text: string) => {
  const [whole, piece] = isOutsideGsm(text) ? [70, 67] : [160, 153]; // a part of several carries a header
  return text.length <= whole ? 1 : Math.ceil(text.length / piece);
};
const invitation = "Su pedido sale hoy. Abra este enlace para ver a que hora llega: https://shop.example.com/p/1";
for (const text of [invitation, invitation.replace("que", "qué"), invitation.replace("Abra", "Ábra")]) {
  console.log(partsOf(text), "part(s),", (partsOf(text) * perPart * 1e6).toLocaleString("en-US"), "USD a million");
}

// %% [markdown] {"id": "t5-sms-after", "item": "T5", "lang": "es", "slide": "subslide"}
// El mismo aviso: una parte, 10 000 USD el millón a ese precio; con una sola mayúscula acentuada, dos partes y **20 000**. (La é de «qué» no cuesta nada.) Aun a un centavo por parte, el SMS cuesta miles de veces lo que una cola: es el factor que decide.

// %% [markdown] {"id": "t5-sms-after", "item": "T5", "lang": "en", "slide": "subslide"}
// The same notice: one part, 10,000 USD a million at that price; with a single accented capital, two parts and **20,000**. (The é of "qué" costs nothing.) Even at a cent a part, SMS costs thousands of times what a queue does: it is the factor that decides.

// %% {"id": "t5-selfcheck-size", "item": "T5"}
selfCheck("t5.size");

// %% {"id": "t5-selfcheck-protocol", "item": "T5"}
selfCheck("t5.protocol");

// %% [markdown] {"id": "t5-answer-ask", "item": "T5", "lang": "es"}
// ### Tu respuesta a T5
//
// Explica **por qué cosas se paga** en SNS (publicar, entregar, tamaño, tipo de topic, SMS), ordena los factores por lo que pesan, y calcula la factura de tu propio caso: mensajes al mes, suscriptores y protocolo de cada uno. Di qué cambiarías para bajarla. Cita dos números de arriba.

// %% [markdown] {"id": "t5-answer-ask", "item": "T5", "lang": "en"}
// ### Your answer to T5
//
// Explain **what is paid for** in SNS (publishing, delivering, size, kind of topic, SMS), sort the factors by their weight, and work out the bill of a case of your own: messages a month, subscribers and the protocol of each. Say what you would change to lower it. Quote two numbers from above.

// %% [markdown] {"id": "t5-answer", "item": "T5", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** Se paga por publicar (0,50 USD el millón en Standard y 0,30 en FIFO, más los datos; cada 64 KB es una) y por entregar según el protocolo: SQS y Lambda, nada; HTTPS, 0,60 el millón; correo, 20; SMS, por parte y país, el más caro con diferencia. Hay nivel gratuito mensual. Por peso: protocolo (SMS, correo), número de mensajes por suscriptor, tamaño, tipo de topic. Baja con filtros en la suscripción (1,10 a 0,56), mensajes de menos de 64 KB (3,60 a 0,90), SMS de una parte, y un canal más barato. El caso propio multiplica mensajes × suscriptores de cada protocolo.
//
// **Pauta (2 puntos; medio punto cada línea).** Publicar *y* entregar, con el trozo de 64 KB. El protocolo como factor principal, con SMS por país y parte. Una cuenta propia correcta. Dos remedios con números de arriba. *Errores comunes*: «se paga por suscriptor»; «entregar a SQS cuesta en SNS»; olvidar que leer la cola lo cobra SQS.
// END SOLUTION

// %% [markdown] {"id": "t5-answer", "item": "T5", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** One pays for publishing (0.50 USD a million on Standard and 0.30 on FIFO, plus the data; every 64 KB is one) and for delivering, by protocol: SQS and Lambda nothing; HTTPS 0.60 a million; mail 20; SMS by part and country, by far the dearest. There is a monthly free tier. By weight: protocol (SMS, mail), number of messages per subscriber, size, kind of topic. What lowers it: filters on the subscription (1.10 to 0.56), messages below 64 KB (3.60 to 0.90), an SMS of one part, a cheaper channel. One's own case multiplies messages × subscribers of each protocol.
//
// **Marking (2 points; half a point each).** Publishing *and* delivering, with the 64 KB chunk. The protocol as the main factor, with SMS by country and part. A correct sum of one's own. Two remedies with numbers from above. *Common mistakes*: "one pays per subscriber"; "delivering to SQS costs something at SNS"; forgetting that SQS charges for reading the queue.
// END SOLUTION

// %% [markdown] {"id": "e1-title", "item": "E1", "lang": "es", "slide": "slide"}
// ## E1 · ¿Qué le falta a un SNS de veinte líneas?
//
// El repaso simula SNS con un diccionario de listas. Aquí está, línea por línea, en TypeScript; se llama `ToySNS` porque `SNS` es la clase que escribirás en X1.

// %% [markdown] {"id": "e1-title", "item": "E1", "lang": "en", "slide": "slide"}
// ## E1 · What does a twenty-line SNS lack?
//
// The handout simulates SNS with a dictionary of lists. Here it is, line by line, in TypeScript; it is called `ToySNS` since `SNS` is the class that you will write in X1.

// %% {"id": "e1-class", "item": "E1"}
class ToyEndpoint {
  constructor(readonly name: string) {}
  notify(message: string): void {
    console.log(`Notification to ${this.name}: ${message}`);
  }
}
class ToySNS {
  topics: Record<string, ToyEndpoint[]> = {};
  createTopic(name: string): string {
    this.topics[name] = [];
    return name;
  }
  subscribe(topic: string, endpoint: ToyEndpoint): void {
    if (topic in this.topics) this.topics[topic]!.push(endpoint);
    else throw new Error("Topic does not exist");
  }
  publish(topic: string, message: string): void {
    if (topic in this.topics) for (const endpoint of this.topics[topic]!) endpoint.notify(message);
    else throw new Error("Topic does not exist");
  }
}

// %% {"id": "e1-run", "item": "E1"}
const toy = new ToySNS();
const myTopic = toy.createTopic("MyTopic");
toy.subscribe(myTopic, new ToyEndpoint("Email"));
toy.subscribe(myTopic, new ToyEndpoint("SMS"));
toy.publish(myTopic, "Hello, world!");

// %% [markdown] {"id": "e1-break", "item": "E1", "lang": "es"}
// Funciona: un mensaje, dos avisos. Ahora rómpelo. Seis mensajes, uno cada 10 segundos, a cuatro destinos; el tercero, una web, está caído del segundo 15 al 45. Al lado, lo mismo con el SNS de AWS. **Apuesta**: ¿cuántos de los seis recibe cada destino, en cada uno?

// %% [markdown] {"id": "e1-break", "item": "E1", "lang": "en"}
// It works: one message, two notices. Now break it. Six messages, one every 10 seconds, to four endpoints; the third, a web server, is down from second 15 to 45. Beside it, the same with AWS's SNS. **Bet**: how many of the six does each endpoint get, in each of them?

// %% {"id": "e1-toy-run", "item": "E1"}
const playground = new Cloud({ seed: 32 });
const toyGot: Record<string, number> = { email: 0, sms: 0, web: 0, audit: 0 };
class CountingEndpoint extends ToyEndpoint {
  override notify(_message: string): void {
    const second = playground.now / 1_000;
    if (this.name === "web" && second >= 15 && second < 45) throw new Error("no answer");
    toyGot[this.name]!++;
  }
}
const toyShop = new ToySNS();
toyShop.createTopic("orders");
for (const name of Object.keys(toyGot)) toyShop.subscribe("orders", new CountingEndpoint(name));
for (let i = 1; i <= 6; i++) {
  await playground.sleep({ seconds: 10 });
  try {
    toyShop.publish("orders", `order ${i}`);
  } catch (error) {
    console.log(`order ${i}:`, (error as Error).message);
  }
}

// %% {"id": "e1-real-run", "item": "E1"}
const real = new Cloud({ seed: 32 });
const realSns = real.client(AmazonSNS);
const realTopic = (await realSns.createTopic({ Name: "orders" })).TopicArn!;
const webAddress = "https://web.example.com";
await subscribeAndConfirm(real, realTopic, "email", "ana@example.com");
await realSns.subscribe({ TopicArn: realTopic, Protocol: "sms", Endpoint: "+51999111222" });
await subscribeAndConfirm(real, realTopic, "https", webAddress);
const auditUrl = await queueFor(real, realTopic, "audit");
real.faults.down(webAddress, { from: { seconds: 15 }, until: { seconds: 45 } });
for (let i = 1; i <= 6; i++) {
  await real.sleep({ seconds: 10 });
  await realSns.publish({ TopicArn: realTopic, Message: `order ${i}` });
}
await real.run();
const ordersAt = (address: string) => real.inbox.of(address).filter(({ body }) => /order \d/.test(body)).length;
const realGot: Record<string, number> = {
  email: ordersAt("ana@example.com"),
  sms: ordersAt("+51999111222"),
  web: ordersAt(webAddress),
  audit: (await empty(real, auditUrl)).length,
};
const e1Bet = { toy: [0, 0, 0, 0], aws: [0, 0, 0, 0] };
predict(e1Bet, { toy: Object.values(toyGot), aws: Object.values(realGot) });

// %% [markdown] {"id": "e1-chart-before", "item": "E1", "lang": "es"}
// Mensajes recibidos por cada destino, con la clase del repaso y con SNS. Mira el que está **detrás** de la web caída.

// %% [markdown] {"id": "e1-chart-before", "item": "E1", "lang": "en"}
// Messages received by each endpoint, with the handout's class and with SNS. Look at the one **behind** the broken web server.

// %% {"id": "e1-chart", "item": "E1", "lang": "es"}
const maquinas = ["clase del repaso", "SNS de AWS"];
const llegados = [toyGot, realGot].flatMap((counts, i) =>
  Object.entries(counts).map(([endpoint, messages]) => ({ who: maquinas[i], endpoint, messages })),
);
new Chart(
  "¿Cuántos de los seis mensajes llegaron?",
  llegados.map(({ who, endpoint, messages }) => `${who}, ${endpoint}: ${messages}`).join("; ") + ".",
  [],
  {
    data: { values: llegados },
    facet: { column: { field: "who", type: "nominal", sort: maquinas, title: null } },
    spec: {
      width: 220,
      height: { step: 28 },
      mark: "bar",
      encoding: {
        x: { field: "messages", type: "quantitative", title: "mensajes (n.º)", axis: { tickMinStep: 1 } },
        y: { field: "endpoint", type: "nominal", sort: Object.keys(toyGot), title: "destino" },
        color: { value: palette.deleted },
      },
    },
  },
);

// %% {"id": "e1-chart", "item": "E1", "lang": "en"}
const machines = ["handout's class", "AWS's SNS"];
const arrived = [toyGot, realGot].flatMap((counts, i) =>
  Object.entries(counts).map(([endpoint, messages]) => ({ who: machines[i], endpoint, messages })),
);
new Chart(
  "How many of the six messages arrived?",
  arrived.map(({ who, endpoint, messages }) => `${who}, ${endpoint}: ${messages}`).join("; ") + ".",
  [],
  {
    data: { values: arrived },
    facet: { column: { field: "who", type: "nominal", sort: machines, title: null } },
    spec: {
      width: 220,
      height: { step: 28 },
      mark: "bar",
      encoding: {
        x: { field: "messages", type: "quantitative", title: "messages (number)", axis: { tickMinStep: 1 } },
        y: { field: "endpoint", type: "nominal", sort: Object.keys(toyGot), title: "endpoint" },
        color: { value: palette.deleted },
      },
    },
  },
);

// %% [markdown] {"id": "e1-chart-after", "item": "E1", "lang": "es", "slide": "subslide"}
// En la clase del repaso la web perdió los mensajes 2, 3 y 4, y **audit** también, que estaba sana: la excepción cortó el bucle. SNS entregó los seis a los cuatro: cada suscripción es un camino aparte, y a la web le insistió cada 20 segundos.

// %% [markdown] {"id": "e1-chart-after", "item": "E1", "lang": "en", "slide": "subslide"}
// In the handout's class the web server lost messages 2, 3 and 4, and so did **audit**, which was well: the exception cut the loop short. SNS delivered all six to all four: each subscription is a way of its own, and it tried the web server again every 20 seconds.

// %% {"id": "e1-break-name", "item": "E1"}
try {
  toy.publish("toString", "hello"); // nobody created such a topic
} catch (error) {
  console.log((error as Error).message);
}

// %% [markdown] {"id": "e1-missing", "item": "E1", "lang": "es"}
// Debía decir `Topic does not exist`; pero todo objeto de JavaScript hereda un `toString`, y `in` lo encuentra: para eso está `Map`. También le faltan cosas que SNS tiene: **confirmar** (aquí cualquiera suscribe tu correo), **darse de baja**, **filtros**, **reintentos**, **permisos**, y **memoria**: si el programa se reinicia, los suscriptores se pierden. X1 encuentra más, y los arregla.

// %% [markdown] {"id": "e1-missing", "item": "E1", "lang": "en"}
// It should have said `Topic does not exist`; but every JavaScript object inherits a `toString`, and `in` finds it: that is what `Map` is for. It also lacks what SNS has: **confirmation** (here anybody subscribes your mailbox), **unsubscribing**, **filters**, **retries**, **permissions**, and **memory**: when the program restarts, its subscribers are gone. X1 finds more, and mends them.

// %% {"id": "e1-selfcheck", "item": "E1"}
selfCheck("e1.behind");

// %% [markdown] {"id": "l1-title", "item": "L1", "lang": "es", "slide": "slide"}
// ## L1 · ¿Quién recibe, y quién puede publicar?
//
// > Configurar un sistema de notificaciones utilizando Amazon SNS que envíe mensajes a múltiples endpoints (correo electrónico y SMS).
//
// Cuatro pasos, los del repaso, con el SDK real: crear el topic, suscribir (y **confirmar**) un correo y un teléfono, publicar y verificar la entrega, y permitir que publique un solo usuario.

// %% [markdown] {"id": "l1-title", "item": "L1", "lang": "en", "slide": "slide"}
// ## L1 · Who receives, and who may publish?
//
// > Configure a notification system with Amazon SNS that sends messages to several endpoints (email and SMS).
//
// Four steps, those of the handout, with the real SDK: create the topic, subscribe (and **confirm**) a mailbox and a phone, publish and verify delivery, and let one single user publish.

// %% [markdown] {"id": "l1-step1", "item": "L1", "lang": "es", "slide": "subslide"}
// ### Paso 1 · Crea el topic
//
// Escribe `createAlerts(cloud, name)`: crea un topic Standard con ese nombre y devuelve su ARN.
//
// <details><summary>Pista</summary><code>cloud.client(AmazonSNS).createTopic({ Name: name })</code>; la respuesta trae <code>TopicArn</code>.</details>
// <details><summary>En la consola real</summary>SNS → Topics → Create topic. Elige «Standard»: no se puede cambiar después, y un topic FIFO no admite correos ni teléfonos.</details>

// %% [markdown] {"id": "l1-step1", "item": "L1", "lang": "en", "slide": "subslide"}
// ### Step 1 · Create the topic
//
// Write `createAlerts(cloud, name)`: it creates a Standard topic of that name and returns its ARN.
//
// <details><summary>Hint</summary><code>cloud.client(AmazonSNS).createTopic({ Name: name })</code>; the answer carries <code>TopicArn</code>.</details>
// <details><summary>In the real console</summary>SNS → Topics → Create topic. Choose "Standard": it cannot be changed later, and a FIFO topic takes neither mailboxes nor phones.</details>

// %% {"id": "l1-create", "item": "L1", "kind": "answer"}
async function createAlerts(cloud: Cloud, name: string): Promise<string> {
  // BEGIN SOLUTION
  const { TopicArn } = await cloud.client(AmazonSNS).createTopic({ Name: name });
  return TopicArn!;
  // END SOLUTION
}

// %% [markdown] {"id": "l1-step2", "item": "L1", "lang": "es", "slide": "subslide"}
// ### Paso 2 · Suscribe un correo y un teléfono
//
// Escribe `subscribeBoth(cloud, topicArn, email, phone)`: dos suscripciones. El teléfono viene como `+51999111222`.
//
// <details><summary>Pista</summary><code>subscribe({ TopicArn, Protocol, Endpoint })</code>, con <code>Protocol: "email"</code> y <code>Protocol: "sms"</code>.</details>
// <details><summary>En la consola real</summary>Topic → Create subscription. Para SMS, una cuenta nueva está en el <em>sandbox</em>: sólo llega a números que verificaste en «Text messaging». Aquí la cuenta ya salió de él.</details>

// %% [markdown] {"id": "l1-step2", "item": "L1", "lang": "en", "slide": "subslide"}
// ### Step 2 · Subscribe a mailbox and a phone
//
// Write `subscribeBoth(cloud, topicArn, email, phone)`: two subscriptions. The phone comes as `+51999111222`.
//
// <details><summary>Hint</summary><code>subscribe({ TopicArn, Protocol, Endpoint })</code>, with <code>Protocol: "email"</code> and <code>Protocol: "sms"</code>.</details>
// <details><summary>In the real console</summary>Topic → Create subscription. For SMS a new account is in the <em>sandbox</em>: it reaches only numbers that you verified under "Text messaging". Here the account is out of it.</details>

// %% {"id": "l1-subscribe", "item": "L1", "kind": "answer"}
async function subscribeBoth(cloud: Cloud, topicArn: string, email: string, phone: string): Promise<void> {
  // BEGIN SOLUTION
  const sns = cloud.client(AmazonSNS);
  await sns.subscribe({ TopicArn: topicArn, Protocol: "email", Endpoint: email });
  await sns.subscribe({ TopicArn: topicArn, Protocol: "sms", Endpoint: phone });
  // END SOLUTION
}

// %% {"id": "l1-check-topic", "item": "L1", "lang": "es", "kind": "check", "points": 0.5}
// Comprueba: un topic Standard y sus dos suscripciones, la del correo aún pendiente
await check("l1.topic", { createAlerts, subscribeBoth });

// %% {"id": "l1-check-topic", "item": "L1", "lang": "en", "kind": "check", "points": 0.5}
// Checks: a Standard topic and its two subscriptions, that of the mailbox still pending
await check("l1.topic", { createAlerts, subscribeBoth });

// %% [markdown] {"id": "l1-pending", "item": "L1", "lang": "es"}
// Al teléfono ya le llegan mensajes. Al correo, no: SNS no escribe a una dirección hasta que su dueño acepta. Esto es lo que encuentra en su buzón; el enlace lleva un `Token`.

// %% [markdown] {"id": "l1-pending", "item": "L1", "lang": "en"}
// The phone gets messages already. The mailbox does not: SNS does not write to an address until its owner agrees. This is what the owner finds in the mailbox; the link carries a `Token`.

// %% {"id": "l1-mail", "item": "L1"}
const postOffice = new Cloud({ seed: 30 });
const mailTopic = (await postOffice.client(AmazonSNS).createTopic({ Name: "news" })).TopicArn!;
await postOffice
  .client(AmazonSNS)
  .subscribe({ TopicArn: mailTopic, Protocol: "email", Endpoint: "ana@example.com" });
const [mail] = postOffice.inbox.of("ana@example.com");
console.log(`${mail!.subject}\n\n${mail!.body.slice(0, 330)}...`);

// %% [markdown] {"id": "l1-step3", "item": "L1", "lang": "es"}
// ### Paso 2, segunda mitad · Confirma
//
// Escribe `confirmEmail(cloud, topicArn, email)`: busca en `cloud.inbox.of(email)` la carta de **ese** topic, saca el `Token` de su enlace y confirma con el SDK. Devuelve el ARN de la suscripción. En el buzón puede haber cartas de otros topics: ésas no se tocan.
//
// <details><summary>Pista 1</summary>El enlace: <code>mail.body.match(/https:\S+/)?.[0]</code>. Sus partes: <code>new URL(link).searchParams.get("Token")</code>.</details>
// <details><summary>Pista 2</summary>El mismo enlace lleva <code>TopicArn</code>: sirve para saber de quién es la carta.</details>
// <details><summary>Pista 3</summary><code>confirmSubscription({ TopicArn, Token })</code> devuelve <code>SubscriptionArn</code>.</details>
// <details><summary>En la consola real</summary>Abre el correo y pulsa «Confirm subscription», o pega el enlace en Subscriptions → Confirm subscription. Caduca: a los dos días hay que suscribir otra vez.</details>

// %% [markdown] {"id": "l1-step3", "item": "L1", "lang": "en"}
// ### Step 2, second half · Confirm
//
// Write `confirmEmail(cloud, topicArn, email)`: in `cloud.inbox.of(email)` find the mail of **that** topic, take the `Token` from its link, and confirm with the SDK. It returns the subscription's ARN. The mailbox may hold mail of other topics: leave that alone.
//
// <details><summary>Hint 1</summary>The link: <code>mail.body.match(/https:\S+/)?.[0]</code>. Its parts: <code>new URL(link).searchParams.get("Token")</code>.</details>
// <details><summary>Hint 2</summary>The same link carries <code>TopicArn</code>: it tells whose mail this is.</details>
// <details><summary>Hint 3</summary><code>confirmSubscription({ TopicArn, Token })</code> returns <code>SubscriptionArn</code>.</details>
// <details><summary>In the real console</summary>Open the mail and press "Confirm subscription", or paste the link under Subscriptions → Confirm subscription. It expires: after two days you have to subscribe again.</details>

// %% {"id": "l1-confirm", "item": "L1", "kind": "answer"}
async function confirmEmail(cloud: Cloud, topicArn: string, email: string): Promise<string> {
  // BEGIN SOLUTION
  const links = cloud.inbox.of(email).map(({ body }) => new URL(body.match(/https:\S+/)?.[0] ?? "https://none"));
  const link = links.find(
    ({ searchParams }) => searchParams.get("TopicArn") === topicArn && searchParams.has("Token"),
  );
  if (link === undefined) throw new Error(`no mail from ${topicArn}`);
  const Token = link.searchParams.get("Token")!;
  return (await cloud.client(AmazonSNS).confirmSubscription({ TopicArn: topicArn, Token })).SubscriptionArn!;
  // END SOLUTION
}

// %% {"id": "l1-check-confirm", "item": "L1", "lang": "es", "kind": "check", "points": 0.5}
// Comprueba: la suscripción del correo queda confirmada, y sólo la de ese topic
await check("l1.confirm", { createAlerts, subscribeBoth, confirmEmail });

// %% {"id": "l1-check-confirm", "item": "L1", "lang": "en", "kind": "check", "points": 0.5}
// Checks: the mailbox's subscription is confirmed, and only that of this topic
await check("l1.confirm", { createAlerts, subscribeBoth, confirmEmail });

// %% [markdown] {"id": "l1-step4", "item": "L1", "lang": "es", "slide": "subslide"}
// ### Paso 3 · Publica y verifica la entrega
//
// Dos funciones. `announce(cloud, topicArn, subject, message)` publica **una vez** y devuelve el `MessageId`. `whoGot(cloud, message, addresses)` mira los buzones y devuelve, en su orden, las direcciones a las que llegó ese texto.
//
// <details><summary>Pista 1</summary>Un correo trae el mensaje y, debajo, cómo darse de baja: no compares con <code>===</code>.</details>
// <details><summary>Pista 2</summary><code>addresses.filter((address) => cloud.inbox.of(address).some(...))</code>.</details>
// <details><summary>En la consola real</summary>Topic → Publish message. La entrega se mira en el buzón y en el teléfono; para SMS, colas y funciones se puede activar «Delivery status logging», que escribe en CloudWatch Logs.</details>

// %% [markdown] {"id": "l1-step4", "item": "L1", "lang": "en", "slide": "subslide"}
// ### Step 3 · Publish and verify delivery
//
// Two functions. `announce(cloud, topicArn, subject, message)` publishes **once** and returns the `MessageId`. `whoGot(cloud, message, addresses)` looks into the mailboxes and returns, in their order, the addresses that this text has reached.
//
// <details><summary>Hint 1</summary>A mail carries the message and, below it, how to unsubscribe: do not compare with <code>===</code>.</details>
// <details><summary>Hint 2</summary><code>addresses.filter((address) => cloud.inbox.of(address).some(...))</code>.</details>
// <details><summary>In the real console</summary>Topic → Publish message. You see the delivery in the mailbox and on the phone; for SMS, queues and functions you can turn on "Delivery status logging", which writes to CloudWatch Logs.</details>

// %% {"id": "l1-announce", "item": "L1", "kind": "answer"}
async function announce(cloud: Cloud, topicArn: string, subject: string, message: string): Promise<string> {
  // BEGIN SOLUTION
  const sent = await cloud.client(AmazonSNS).publish({ TopicArn: topicArn, Subject: subject, Message: message });
  return sent.MessageId!;
  // END SOLUTION
}

function whoGot(cloud: Cloud, message: string, addresses: string[]): string[] {
  // BEGIN SOLUTION
  return addresses.filter((address) => cloud.inbox.of(address).some(({ body }) => body.includes(message)));
  // END SOLUTION
}

// %% {"id": "l1-check-delivery", "item": "L1", "lang": "es", "kind": "check", "points": 1}
// Comprueba: qué llega a quién, antes y después de confirmar, y que tu verificación lo dice
await check("l1.delivery", { createAlerts, subscribeBoth, confirmEmail, announce, whoGot });

// %% {"id": "l1-check-delivery", "item": "L1", "lang": "en", "kind": "check", "points": 1}
// Checks: what reaches whom, before and after confirming, and that your verification says so
await check("l1.delivery", { createAlerts, subscribeBoth, confirmEmail, announce, whoGot });

// %% [markdown] {"id": "l1-step5", "item": "L1", "lang": "es", "slide": "subslide"}
// ### Paso 4 · Un usuario puede publicar; los demás, no
//
// Escribe `allowPublisher(cloud, topicArn, userArn)`: pone en el topic una política que deja a ese usuario **publicar**, y nada más. El ARN viene como `arn:aws:iam::123456789012:user/ana`.
//
// <details><summary>Pista 1</summary><code>setTopicAttributes({ TopicArn, AttributeName: "Policy", AttributeValue })</code>; el valor es un JSON dentro de un texto.</details>
// <details><summary>Pista 2</summary><code>{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: userArn }, Action: "sns:Publish", Resource: topicArn }] }</code></details>
// <details><summary>En la consola real</summary>Topic → Edit → Access policy → Advanced. <code>Principal: "*"</code> abriría el topic a todo el mundo: escribe el ARN. La política sustituye a la de fábrica, que sólo repetía lo que ya puede el dueño.</details>

// %% [markdown] {"id": "l1-step5", "item": "L1", "lang": "en", "slide": "subslide"}
// ### Step 4 · One user may publish; the others may not
//
// Write `allowPublisher(cloud, topicArn, userArn)`: it gives the topic a policy that lets this user **publish**, and nothing else. The ARN comes as `arn:aws:iam::123456789012:user/ana`.
//
// <details><summary>Hint 1</summary><code>setTopicAttributes({ TopicArn, AttributeName: "Policy", AttributeValue })</code>; the value is a JSON inside a string.</details>
// <details><summary>Hint 2</summary><code>{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: userArn }, Action: "sns:Publish", Resource: topicArn }] }</code></details>
// <details><summary>In the real console</summary>Topic → Edit → Access policy → Advanced. <code>Principal: "*"</code> would open the topic to everybody: write the ARN. The policy replaces the default one, which only repeated what the owner may do anyway.</details>

// %% {"id": "l1-allow", "item": "L1", "kind": "answer"}
async function allowPublisher(cloud: Cloud, topicArn: string, userArn: string): Promise<void> {
  // BEGIN SOLUTION
  const statement = { Effect: "Allow", Principal: { AWS: userArn }, Action: "sns:Publish", Resource: topicArn };
  await cloud.client(AmazonSNS).setTopicAttributes({
    TopicArn: topicArn,
    AttributeName: "Policy",
    AttributeValue: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  });
  // END SOLUTION
}

// %% {"id": "l1-check-policy", "item": "L1", "lang": "es", "kind": "check", "points": 1}
// Comprueba: el usuario publica, otro no, y ninguno de los dos puede nada más
await check("l1.policy", { createAlerts, subscribeBoth, allowPublisher });

// %% {"id": "l1-check-policy", "item": "L1", "lang": "en", "kind": "check", "points": 1}
// Checks: the user publishes, another does not, and neither of them may do anything else
await check("l1.policy", { createAlerts, subscribeBoth, allowPublisher });

// %% [markdown] {"id": "l1-show", "item": "L1", "lang": "es"}
// ### Míralo funcionar
//
// Tus cinco funciones, en media hora de reloj virtual. Se publica a los 5 minutos; ana confirma a los 12; se publica otra vez a los 15. A los 20, ana y beto intentan publicar; a los 22, ana recibe el permiso; a los 25 lo intentan de nuevo. **Apuesta**: ¿cuántos mensajes tendrá cada buzón, sin contar la carta de confirmación?

// %% [markdown] {"id": "l1-show", "item": "L1", "lang": "en"}
// ### Watch it work
//
// Your functions, in half an hour of virtual time. A message is published at minute 5; ana confirms at 12; another is published at 15. At 20, ana and beto try to publish; at 22 ana gets the permission; at 25 they try again. **Bet**: how many messages will each of them have, the confirmation mail not counted?

// %% {"id": "l1-lab", "item": "L1"}
const l1Bet = { email: 0, phone: 0 };
const alertsCloud = new Cloud({ seed: 31 });
const [anaMail, anaPhone] = ["ana@example.com", "+51999111222"];
const alertsArn = await createAlerts(alertsCloud, "alerts");
await subscribeBoth(alertsCloud, alertsArn, anaMail, anaPhone);
await alertsCloud.sleep({ minutes: 5 });
await announce(alertsCloud, alertsArn, "Disk", "disk at 80 %");
await alertsCloud.sleep({ minutes: 7 });
await confirmEmail(alertsCloud, alertsArn, anaMail);
await alertsCloud.sleep({ minutes: 3 });
await announce(alertsCloud, alertsArn, "Disk", "disk at 90 %");
console.log(["disk at 80 %", "disk at 90 %"].map((text) => whoGot(alertsCloud, text, [anaMail, anaPhone])));

// %% {"id": "l1-lab-policy", "item": "L1"}
async function bothTry(minutes: number): Promise<void> {
  await alertsCloud.sleep({ minutes });
  for (const user of ["ana", "beto"]) {
    const client = alertsCloud.client(AmazonSNS, { as: `user/${user}` });
    const outcome = await client.publish({ TopicArn: alertsArn, Message: `${user} was here` }).then(
      () => "ok",
      (error) => error.name,
    );
    console.log(user, outcome);
  }
}
await bothTry(5);
await alertsCloud.sleep({ minutes: 2 });
await allowPublisher(alertsCloud, alertsArn, "arn:aws:iam::123456789012:user/ana");
await bothTry(3);

// %% {"id": "l1-predict", "item": "L1"}
const messagesAt = (address: string) =>
  alertsCloud.inbox.of(address).filter(({ subject }) => !subject?.includes("Confirmation")).length;
predict(l1Bet, { email: messagesAt(anaMail), phone: messagesAt(anaPhone) });

// %% [markdown] {"id": "l1-chart-before", "item": "L1", "lang": "es"}
// La media hora, dibujada: lo que llegó a cada buzón y lo que se le negó a cada usuario. Los rótulos dicen qué es cada marca.

// %% [markdown] {"id": "l1-chart-before", "item": "L1", "lang": "en"}
// The half hour, drawn: what reached each mailbox, and what each user was denied. The labels say what each mark is.

// %% {"id": "l1-marks", "item": "L1"}
const l1Marks = [anaMail, anaPhone].flatMap((address) =>
  alertsCloud.inbox.of(address).map(({ at, subject }) => ({
    minute: at / 60_000,
    row: address,
    what: subject?.includes("Confirmation") ? 0 : 1,
  })),
);
for (const fact of alertsCloud.trace.events({ kinds: ["sns.Confirmed", "sns.Denied"] })) {
  const isDenied = fact.kind === "sns.Denied";
  if (!isDenied && !fact.text.includes(anaMail)) continue;
  l1Marks.push({
    minute: fact.at / 60_000,
    row: isDenied ? fact.text.split(" ")[0]!.split(":").at(-1)! : anaMail,
    what: isDenied ? 3 : 2,
  });
}
console.table(l1Marks);

// %% {"id": "l1-chart", "item": "L1", "lang": "es"}
const rotulos = ["carta de confirmación", "mensaje", "confirmada", "denegado"];
new Chart(
  "¿Qué llegó, y qué se negó?",
  l1Marks.map(({ row, what, minute }) => `${row}, minuto ${minute}: ${rotulos[what]}`).join("; ") + ".",
  ["topic alerts, media hora"],
  {
    data: { values: l1Marks.map((one) => ({ ...one, tipo: rotulos[one.what] })) },
    width: 460,
    height: 180,
    mark: { type: "point", filled: true, size: 130, opacity: 1 },
    encoding: {
      x: { field: "minute", type: "quantitative", title: "tiempo (min)", scale: { domain: [0, 30] } },
      y: { field: "row", type: "nominal", sort: null, title: null, axis: { grid: true } },
      color: {
        field: "tipo",
        type: "nominal",
        title: null,
        scale: { domain: rotulos, range: [palette.delayed, palette.sent, palette.deleted, palette.deadLettered] },
      },
      shape: {
        field: "tipo",
        type: "nominal",
        title: null,
        scale: { domain: rotulos, range: ["square", "circle", "triangle-up", "cross"] },
      },
    },
  },
);

// %% {"id": "l1-chart", "item": "L1", "lang": "en"}
const labels = ["confirmation mail", "message", "confirmed", "denied"];
new Chart(
  "What arrived, and what was denied?",
  l1Marks.map(({ row, what, minute }) => `${row}, minute ${minute}: ${labels[what]}`).join("; ") + ".",
  ["topic alerts, half an hour"],
  {
    data: { values: l1Marks.map((one) => ({ ...one, kind: labels[one.what] })) },
    width: 460,
    height: 180,
    mark: { type: "point", filled: true, size: 130, opacity: 1 },
    encoding: {
      x: { field: "minute", type: "quantitative", title: "time (min)", scale: { domain: [0, 30] } },
      y: { field: "row", type: "nominal", sort: null, title: null, axis: { grid: true } },
      color: {
        field: "kind",
        type: "nominal",
        title: null,
        scale: { domain: labels, range: [palette.delayed, palette.sent, palette.deleted, palette.deadLettered] },
      },
      shape: {
        field: "kind",
        type: "nominal",
        title: null,
        scale: { domain: labels, range: ["square", "circle", "triangle-up", "cross"] },
      },
    },
  },
);

// %% [markdown] {"id": "l1-chart-after", "item": "L1", "lang": "es", "slide": "subslide"}
// El teléfono recibió los tres mensajes (minutos 5, 15 y 25). El correo, dos: el del minuto 5 **se perdió**, porque nadie había confirmado, y confirmar después no lo trae. A los 20 se negó a los dos usuarios; a los 25, sólo a beto. El motivo, en palabras de la traza:

// %% [markdown] {"id": "l1-chart-after", "item": "L1", "lang": "en", "slide": "subslide"}
// The phone got all three messages (minutes 5, 15 and 25). The mailbox got two: the one of minute 5 is **lost**, since nobody had confirmed, and confirming later does not bring it. At 20 both users were denied; at 25, only beto. The reason, in the trace's words:

// %% {"id": "l1-denied", "item": "L1"}
console.log([...alertsCloud.trace.events({ kinds: ["sns.Denied"] })].at(-1)?.text);

// %% [markdown] {"id": "l1-clean", "item": "L1", "lang": "es"}
// **Costo y limpieza.** Los SMS son lo único caro aquí: se pagan por mensaje y por país, y un bucle descuidado puede enviar miles; pon un límite de gasto mensual. En una cuenta real, borra el topic al terminar: se lleva sus suscripciones.

// %% [markdown] {"id": "l1-clean", "item": "L1", "lang": "en"}
// **Cost and cleaning up.** Text messages are the only dear thing here: they are paid per message and country, and a careless loop can send thousands; set a monthly spend limit. In a real account, delete the topic when you are done: its subscriptions go with it.

// %% {"id": "l1-selfcheck", "item": "L1"}
selfCheck("l1.pending");

// %% [markdown] {"id": "x1-title", "item": "X1", "lang": "es", "slide": "slide"}
// ## X1 · ¿Llegó a todos, y cómo lo sabes?
//
// > Implementar un sistema de notificaciones que soporte múltiples tipos de endpoints (email, SMS, webhooks) y permita la gestión de suscripciones y publicaciones de mensajes.
//
// El repaso da un código inicial. Aquí está traducido, con sus errores: encuéntralos **antes** de escribir el tuyo.

// %% [markdown] {"id": "x1-title", "item": "X1", "lang": "en", "slide": "slide"}
// ## X1 · Did everybody get it, and how do you know?
//
// > Implement a notification system that supports several types of endpoint (email, SMS, webhooks) and lets one manage subscriptions and publish messages.
//
// The handout gives starter code. Here it is translated, mistakes included: find them **before** you write your own.

// %% {"id": "x1-starter-endpoint", "item": "X1"}
class StarterEndpoint {
  constructor(
    readonly name: string,
    readonly endpointType: "email" | "sms" | "webhook",
    readonly send: (text: string) => void = console.log,
  ) {}
  notify(message: string): void {
    this.send(`Notification to ${this.endpointType} ${this.name}: ${message}`);
  }
}

// %% {"id": "x1-starter", "item": "X1"}
class StarterSNS {
  topics: Record<string, StarterEndpoint[]> = {};
  createTopic(name: string): string {
    this.topics[name] = [];
    return name;
  }
  subscribe(topic: string, endpoint: StarterEndpoint): void {
    if (topic in this.topics) this.topics[topic]!.push(endpoint);
    else throw new Error("Topic does not exist");
  }
  unsubscribe(topic: string, endpoint: StarterEndpoint): void {
    if (topic in this.topics) this.topics[topic]!.splice(this.topics[topic]!.indexOf(endpoint), 1);
    else throw new Error("Topic does not exist");
  }
  publish(topic: string, message: string): void {
    if (topic in this.topics) for (const endpoint of this.topics[topic]!) endpoint.notify(message);
    else throw new Error("Topic does not exist");
  }
}

// %% [markdown] {"id": "x1-given", "item": "X1", "lang": "es"}
// Una diferencia con el original: allí `notify` escribe en la pantalla. Aquí quien envía **entra de fuera**, como `send`; así se puede anotar lo enviado, o hacer que falle. Primer intento: dos altas, y un tema creado otra vez. **Apuesta**: ¿qué recibe cada uno?

// %% [markdown] {"id": "x1-given", "item": "X1", "lang": "en"}
// One difference from the original: there, `notify` writes to the screen. Here the sending **comes from outside**, as `send`; so what was sent can be noted down, or made to fail. First try: two subscriptions, and a topic created again. **Bet**: what does each one get?

// %% {"id": "x1-break-twice", "item": "X1"}
const sentByStarter: string[] = [];
const note = (text: string) => sentByStarter.push(text.slice("Notification to ".length));
const starter = new StarterSNS();
const starterAna = new StarterEndpoint("ana", "email", note);
starter.createTopic("news");
starter.subscribe("news", starterAna);
starter.subscribe("news", starterAna); // the button was pressed twice
starter.publish("news", "one");
starter.createTopic("news"); // the program was started again
starter.publish("news", "two");
console.log(sentByStarter);

// %% [markdown] {"id": "x1-break-twice-after", "item": "X1", "lang": "es"}
// `one` llegó **dos veces** y `two` a **nadie**: una alta repetida duplica, y crear el tema otra vez borra a los suscriptores. En AWS, `Subscribe` y `CreateTopic` se pueden repetir sin daño: son *idempotentes*.

// %% [markdown] {"id": "x1-break-twice-after", "item": "X1", "lang": "en"}
// `one` came **twice** and `two` reached **nobody**: a repeated subscription doubles, and creating the topic again erases its subscribers. On AWS, `Subscribe` and `CreateTopic` may be repeated without harm: they are *idempotent*.

// %% {"id": "x1-break-absent", "item": "X1"}
const starter2 = new StarterSNS();
const starterBo = new StarterEndpoint("bo", "sms", note);
starter2.createTopic("news");
starter2.subscribe("news", starterAna);
starter2.unsubscribe("news", starterBo); // bo was never there
console.log(starter2.topics.news!.length, "toString" in starter2.topics);

// %% [markdown] {"id": "x1-break-absent-after", "item": "X1", "lang": "es"}
// Se dio de baja bo, que no estaba, y **ana** se quedó fuera: `indexOf` da -1 y `splice(-1, 1)` quita al último. En Python, `remove` lanzaría un error. Y `true`: existe un tema `toString` que nadie creó, porque todo objeto hereda ese nombre.

// %% [markdown] {"id": "x1-break-absent-after", "item": "X1", "lang": "en"}
// Bo, who was not there, unsubscribed, and **ana** is out: `indexOf` gives -1 and `splice(-1, 1)` removes the last one. In Python, `remove` would throw an error. And `true`: there is a topic `toString` that nobody created, since every object inherits that name.

// %% [markdown] {"id": "x1-break-throw", "item": "X1", "lang": "es"}
// Quedan dos, los más caros. Tres suscriptores: al primero se le acabó la batería; en otro tema, uno se da de baja al recibir su primer mensaje. **Apuesta**: ¿a quién le llega?

// %% [markdown] {"id": "x1-break-throw", "item": "X1", "lang": "en"}
// Two are left, the dearest ones. Three subscribers: the first has run out of battery; on another topic, one unsubscribes on getting its first message. **Bet**: who is reached?

// %% {"id": "x1-break-throw-run", "item": "X1"}
const starter3 = new StarterSNS();
const got: string[] = [];
const listener = (name: string, send = (_text: string): unknown => got.push(name)) =>
  new StarterEndpoint(name, "webhook", send);
starter3.createTopic("alarms");
const deadPhone = listener("dead phone", () => {
  throw new Error("no battery");
});
for (const one of [deadPhone, listener("carla"), listener("dario")]) starter3.subscribe("alarms", one);
try {
  starter3.publish("alarms", "fire!");
} catch (error) {
  console.log((error as Error).message, "| got it:", got);
}

// %% {"id": "x1-break-skip-run", "item": "X1"}
starter3.createTopic("welcome");
const once: StarterEndpoint = listener("once", () => {
  got.push("once");
  starter3.unsubscribe("welcome", once);
});
for (const one of [once, listener("elena"), listener("fede")]) starter3.subscribe("welcome", one);
starter3.publish("welcome", "hello");
console.log("got it:", got);

// %% [markdown] {"id": "x1-break-after", "item": "X1", "lang": "es"}
// Un teléfono sin batería calló la alarma de incendios **para todos**. Y la baja de `once` a mitad de camino corrió la lista un puesto: **elena** se quedó sin mensaje y nadie lo sabe, porque `publish` no devuelve nada. Seis errores; los seis tienen su comprobación.

// %% [markdown] {"id": "x1-break-after", "item": "X1", "lang": "en"}
// A phone without battery silenced the fire alarm **for everybody**. And `once` leaving half-way moved the list up by one: **elena** missed the message and nobody knows, since `publish` returns nothing. Six mistakes; each of the six has its check.

// %% [markdown] {"id": "x1-contract", "item": "X1", "lang": "es", "slide": "subslide"}
// ### Lo que vas a construir
//
// Un destino se crea con `new SNSEndpoint(name, endpointType, send)`; sin `send`, escribe en la consola:
//
// {{signature SNSEndpoint}}
//
// - El texto lleva tipo, nombre y mensaje. `email`: el mensaje entero. `sms`: 160 caracteres como mucho, **en total**. `webhook`: el JSON de `{ type, name, message }`.
// - Lo que lanza `send` sale de `notify`.

// %% [markdown] {"id": "x1-contract", "item": "X1", "lang": "en", "slide": "subslide"}
// ### What you will build
//
// An endpoint is made with `new SNSEndpoint(name, endpointType, send)`; without `send` it writes to the console:
//
// {{signature SNSEndpoint}}
//
// - The text carries type, name and message. `email`: the whole message. `sms`: 160 characters at most, **in all**. `webhook`: the JSON of `{ type, name, message }`.
// - What `send` throws comes out of `notify`.

// %% [markdown] {"id": "x1-contract-sns", "item": "X1", "lang": "es"}
// Y el servicio:
//
// {{signature SNS}}
//
// {{signature PublishReport}}
//
// - `publish` avisa a los que están suscritos **cuando empieza**, una vez a cada uno, en orden de alta, y cuenta cómo le fue a cada cual.
// - Repetir `createTopic` o `subscribe` no cambia nada; dar de baja a quien no está, tampoco.
// - Un tema desconocido lanza `Error("Topic does not exist")`. Cualquier texto vale como nombre; dos destinos distintos pueden llamarse igual.

// %% [markdown] {"id": "x1-contract-sns", "item": "X1", "lang": "en"}
// And the service:
//
// {{signature SNS}}
//
// {{signature PublishReport}}
//
// - `publish` notifies those who are subscribed **when it begins**, once each, in the order in which they subscribed, and tells how each of them fared.
// - Repeating `createTopic` or `subscribe` changes nothing; nor does unsubscribing who is not there.
// - An unknown topic throws `Error("Topic does not exist")`. Any text will do as a name; two different endpoints may have the same one.

// %% [markdown] {"id": "x1-step1", "item": "X1", "lang": "es"}
// ### Paso 1 · El destino
//
// <details><summary>Pista 1</summary>Un texto común para email y sms; el sms se corta <em>después</em> de construirlo.</details>
// <details><summary>Pista 2</summary><code>text.slice(0, 160)</code>, y <code>JSON.stringify({ type: this.endpointType, name: this.name, message })</code>.</details>

// %% [markdown] {"id": "x1-step1", "item": "X1", "lang": "en"}
// ### Step 1 · The endpoint
//
// <details><summary>Hint 1</summary>One text for email and sms; the sms is cut <em>after</em> it has been put together.</details>
// <details><summary>Hint 2</summary><code>text.slice(0, 160)</code>, and <code>JSON.stringify({ type: this.endpointType, name: this.name, message })</code>.</details>

// %% {"id": "x1-endpoint", "item": "X1", "kind": "answer"}
class SNSEndpoint implements exercises.SNSEndpoint {
  constructor(
    readonly name: string,
    readonly endpointType: "email" | "sms" | "webhook",
    readonly send: (text: string) => void = console.log,
  ) {}

  notify(message: string): void {
    // BEGIN SOLUTION
    const text = `${this.endpointType} to ${this.name}: ${message}`;
    if (this.endpointType === "email") this.send(text);
    else if (this.endpointType === "sms") this.send(text.slice(0, 160));
    else this.send(JSON.stringify({ type: this.endpointType, name: this.name, message }));
    // END SOLUTION
  }
}

// %% [markdown] {"id": "x1-step2", "item": "X1", "lang": "es"}
// ### Paso 2 · Temas y suscripciones
//
// <details><summary>Pista 1</summary>El diccionario de Python se traduce por <code>Map</code>; una lista sin repetidos que guarda el orden, por <code>Set</code>.</details>
// <details><summary>Pista 2</summary>Las tres operaciones empiezan igual: busca el tema o lanza. Es una función privada.</details>
// <details><summary>Pista 3</summary><code>if (!this.#topics.has(name)) this.#topics.set(name, new Set())</code>; <code>set.add</code> y <code>set.delete</code> hacen el resto.</details>
//
// ### Paso 3 · Publicar e informar
//
// <details><summary>Pista 1</summary>Recorre una <em>copia</em> de los suscriptores: la lista puede cambiar mientras envías.</details>
// <details><summary>Pista 2</summary>El <code>try</code> va <em>dentro</em> del bucle: <code>notify</code> y después <code>delivered.push(name)</code>; en el <code>catch</code>, <code>failed.push({ name, error })</code> con <code>(error as Error).message</code>.</details>

// %% [markdown] {"id": "x1-step2", "item": "X1", "lang": "en"}
// ### Step 2 · Topics and subscriptions
//
// <details><summary>Hint 1</summary>Python's dictionary translates to <code>Map</code>; a list without repeats that keeps the order, to <code>Set</code>.</details>
// <details><summary>Hint 2</summary>The three operations begin alike: find the topic or throw. That is a private function.</details>
// <details><summary>Hint 3</summary><code>if (!this.#topics.has(name)) this.#topics.set(name, new Set())</code>; <code>set.add</code> and <code>set.delete</code> do the rest.</details>
//
// ### Step 3 · Publish and report
//
// <details><summary>Hint 1</summary>Go through a <em>copy</em> of the subscribers: the list may change while you send.</details>
// <details><summary>Hint 2</summary>The <code>try</code> goes <em>inside</em> the loop: <code>notify</code> and then <code>delivered.push(name)</code>; in the <code>catch</code>, <code>failed.push({ name, error })</code> with <code>(error as Error).message</code>.</details>

// %% {"id": "x1-sns", "item": "X1", "kind": "answer"}
class SNS implements exercises.SNS {
  // BEGIN SOLUTION
  // STUB: // Your own fields go here.
  readonly #topics = new Map<string, Set<exercises.SNSEndpoint>>();
  // END SOLUTION

  createTopic(name: string): string {
    // BEGIN SOLUTION
    if (!this.#topics.has(name)) this.#topics.set(name, new Set());
    return name;
    // END SOLUTION
  }

  subscribe(topic: string, endpoint: exercises.SNSEndpoint): void {
    // BEGIN SOLUTION
    this.#subscribersOf(topic).add(endpoint);
    // END SOLUTION
  }

  unsubscribe(topic: string, endpoint: exercises.SNSEndpoint): void {
    // BEGIN SOLUTION
    this.#subscribersOf(topic).delete(endpoint);
    // END SOLUTION
  }

  publish(topic: string, message: string): exercises.PublishReport {
    // BEGIN SOLUTION
    const delivered: string[] = [];
    const failed: { name: string; error: string }[] = [];
    for (const endpoint of [...this.#subscribersOf(topic)]) {
      try {
        endpoint.notify(message);
        delivered.push(endpoint.name);
      } catch (error) {
        failed.push({ name: endpoint.name, error: (error as Error).message });
      }
    }
    return { delivered, failed };
    // END SOLUTION
  }
  // BEGIN SOLUTION
  // STUB: // Your own private methods go here.

  #subscribersOf(topic: string): Set<exercises.SNSEndpoint> {
    const found = this.#topics.get(topic);
    if (found === undefined) throw new Error("Topic does not exist");
    return found;
  }
  // END SOLUTION
}

// %% {"id": "x1-check-endpoints", "item": "X1", "lang": "es", "kind": "check", "points": 1}
// Comprueba: tres tipos de destino, cada uno con su texto
await check("x1.endpoints", { SNS, SNSEndpoint });

// %% {"id": "x1-check-endpoints", "item": "X1", "lang": "en", "kind": "check", "points": 1}
// Checks: three types of endpoint, each with its text
await check("x1.endpoints", { SNS, SNSEndpoint });

// %% {"id": "x1-check-topics", "item": "X1", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: temas, altas y bajas, también las repetidas y las de quien no estaba
await check("x1.topics", { SNS, SNSEndpoint });

// %% {"id": "x1-check-topics", "item": "X1", "lang": "en", "kind": "check", "points": 1.5}
// Checks: topics, coming and going, repeated ones and those of who was not there too
await check("x1.topics", { SNS, SNSEndpoint });

// %% {"id": "x1-check-publish", "item": "X1", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: a quién llega cada mensaje, en qué orden, y qué cuenta publish
await check("x1.publish", { SNS, SNSEndpoint });

// %% {"id": "x1-check-publish", "item": "X1", "lang": "en", "kind": "check", "points": 1.5}
// Checks: whom each message reaches, in which order, and what publish reports
await check("x1.publish", { SNS, SNSEndpoint });

// %% {"id": "x1-check-failures", "item": "X1", "lang": "es", "kind": "check", "points": 1}
// Comprueba: un destino que falla o se va a mitad de camino no afecta a los demás
await check("x1.failures", { SNS, SNSEndpoint });

// %% {"id": "x1-check-failures", "item": "X1", "lang": "en", "kind": "check", "points": 1}
// Checks: an endpoint that fails or leaves half-way does not affect the others
await check("x1.failures", { SNS, SNSEndpoint });

// %% [markdown] {"id": "x1-load", "item": "X1", "lang": "es", "slide": "subslide"}
// ### Tu servicio, un día de trabajo
//
// Doce avisos a cinco destinos. El sms de bo falla uno de cada cuatro; el webhook del socio está caído del 5 al 8; carla se da de alta antes del 4; dario, de baja antes del 9. **Apuesta**: de las 60 casillas, ¿cuántas serán entregas?

// %% [markdown] {"id": "x1-load", "item": "X1", "lang": "en", "slide": "subslide"}
// ### Your service on a working day
//
// Twelve notices to five endpoints. Bo's sms fails one time in four; the partner's webhook is down from 5 to 8; carla subscribes before number 4; dario leaves before number 9. **Bet**: of the 60 squares, how many will be deliveries?

// %% {"id": "x1-load-run", "item": "X1"}
const x1Bet = { delivered: 0, failed: 0 };
const luck = new Cloud({ seed: 18 }).random("phones");
const today = { notice: 0 };
const refuse = (isDown: () => boolean) => () => {
  if (isDown()) throw new Error("no answer");
};
const office = [
  new SNSEndpoint("ana", "email", () => undefined),
  new SNSEndpoint("bo", "sms", refuse(() => luck.bernoulli(1 / 4))),
  new SNSEndpoint("carla", "email", () => undefined),
  new SNSEndpoint("dario", "sms", () => undefined),
  new SNSEndpoint("partner", "webhook", refuse(() => today.notice >= 5 && today.notice <= 8)),
];

// %% {"id": "x1-load-publish", "item": "X1"}
const ownSns = new SNS();
ownSns.createTopic("alerts");
for (const one of office) if (one.name !== "carla") ownSns.subscribe("alerts", one);
const squares: { message: number; endpoint: string; outcome: number }[] = [];
for (let notice = 1; notice <= 12; notice++) {
  today.notice = notice;
  if (notice === 4) ownSns.subscribe("alerts", office[2]!);
  if (notice === 9) ownSns.unsubscribe("alerts", office[3]!);
  const report = ownSns.publish("alerts", `notice ${notice}`);
  for (const { name } of office) {
    const outcome = report.delivered.includes(name) ? 0 : report.failed.some((one) => one.name === name) ? 1 : 2;
    squares.push({ message: notice, endpoint: name, outcome });
  }
}
const ofOutcome = (wanted: number) => squares.filter(({ outcome }) => outcome === wanted).length;
predict(x1Bet, { delivered: ofOutcome(0), failed: ofOutcome(1) });

// %% [markdown] {"id": "x1-matrix-before", "item": "X1", "lang": "es"}
// Cada casilla es un mensaje en un destino. Una casilla con cruz es un fallo; una vacía, alguien que no estaba suscrito. Busca la fila que cambia a mitad de camino.

// %% [markdown] {"id": "x1-matrix-before", "item": "X1", "lang": "en"}
// Each square is a message at an endpoint. A square with a cross is a failure; an empty one, somebody who was not subscribed. Look for the row that changes half-way.

// %% {"id": "x1-matrix", "item": "X1", "lang": "es"}
const resultados = ["entregado", "falló", "no suscrito"];
const casillas = squares.map((one) => ({ ...one, resultado: resultados[one.outcome], signo: "✓✕"[one.outcome] ?? "" }));
const ejes = {
  x: { field: "message", type: "ordinal", title: "aviso (n.º)", axis: { labelAngle: 0 } },
  y: { field: "endpoint", type: "nominal", title: "destino", sort: null },
};
new Chart(
  "¿Qué aviso llegó a qué destino?",
  `${ofOutcome(0)} entregados, ${ofOutcome(1)} fallos, ${ofOutcome(2)} sin suscripción.`,
  ["12 avisos, 5 destinos"],
  {
    data: { values: casillas },
    width: 480,
    height: 180,
    encoding: ejes,
    layer: [
      {
        mark: { type: "rect", stroke: "white" },
        encoding: {
          color: {
            field: "resultado",
            type: "nominal",
            title: null,
            scale: { domain: resultados, range: [palette.deleted, palette.deadLettered, "#E7EAEE"] },
          },
        },
      },
      { mark: { type: "text", color: "white", fontSize: 14 }, encoding: { text: { field: "signo" } } },
    ],
  },
);

// %% {"id": "x1-matrix", "item": "X1", "lang": "en"}
const outcomes = ["delivered", "failed", "not subscribed"];
const grid = squares.map((one) => ({ ...one, result: outcomes[one.outcome], sign: "✓✕"[one.outcome] ?? "" }));
const axes = {
  x: { field: "message", type: "ordinal", title: "notice (number)", axis: { labelAngle: 0 } },
  y: { field: "endpoint", type: "nominal", title: "endpoint", sort: null },
};
new Chart(
  "Which notice reached which endpoint?",
  `${ofOutcome(0)} delivered, ${ofOutcome(1)} failures, ${ofOutcome(2)} not subscribed.`,
  ["12 notices, 5 endpoints"],
  {
    data: { values: grid },
    width: 480,
    height: 180,
    encoding: axes,
    layer: [
      {
        mark: { type: "rect", stroke: "white" },
        encoding: {
          color: {
            field: "result",
            type: "nominal",
            title: null,
            scale: { domain: outcomes, range: [palette.deleted, palette.deadLettered, "#E7EAEE"] },
          },
        },
      },
      { mark: { type: "text", color: "white", fontSize: 14 }, encoding: { text: { field: "sign" } } },
    ],
  },
);

// %% [markdown] {"id": "x1-matrix-after", "item": "X1", "lang": "es"}
// De 60 casillas, 45 entregas, 8 fallos y 7 sin suscripción. A bo se le perdieron 4 (los avisos 2, 3, 5 y 10) y al socio los 4 de su caída, pero **ana no perdió ninguno**: un fallo se queda en su fila. La fila de carla empieza en el 4; la de dario termina en el 8. Y esta vez lo sabes porque `publish` lo cuenta.

// %% [markdown] {"id": "x1-matrix-after", "item": "X1", "lang": "en"}
// Of 60 squares, 45 deliveries, 8 failures and 7 not subscribed. Bo lost 4 (notices 2, 3, 5 and 10) and the partner the 4 of its breakdown, but **ana lost none**: a failure stays in its row. Carla's row begins at 4; dario's ends at 8. And this time you know, since `publish` tells.

// %% [markdown] {"id": "x1-think", "item": "X1", "lang": "es"}
// **Para discutir.** Tu `publish` espera a cada destino antes de pasar al siguiente: si el socio tarda 15 segundos en contestar, todos los que van detrás esperan. ¿Qué pondrías entre `publish` y `notify`? (X6 lo construye, en la unidad 07.)

// %% [markdown] {"id": "x1-think", "item": "X1", "lang": "en"}
// **To discuss.** Your `publish` waits for each endpoint before it goes on to the next: if the partner takes 15 seconds to answer, all those behind it wait. What would you put between `publish` and `notify`? (X6 builds it, in unit 07.)

// %% [markdown] {"id": "x1-teacher", "item": "X1", "lang": "es", "kind": "teacher"}
// **Para el docente · X1.** *Errores comunes*: un objeto en vez de `Map` (`toString` existe); un array con `push`, que duplica; `splice(indexOf, 1)` sin mirar el -1; el `try` fuera del bucle; recorrer la lista viva y no una copia; identificar destinos por nombre, cuando dos pueden llamarse igual; cortar el mensaje a 160 y no el texto entero. *Pauta*: la dan las comprobaciones; sólo destinos, 1 punto; con temas, 2,5; con publicación, 4. *Pregunta oral*: «Un destino se da de baja mientras recibe. ¿Quién recibe este mensaje y quién el siguiente, y qué línea de tu código lo decide?»

// %% [markdown] {"id": "x1-teacher", "item": "X1", "lang": "en", "kind": "teacher"}
// **For the teacher · X1.** *Common mistakes*: an object instead of a `Map` (`toString` exists); an array with `push`, which doubles; `splice(indexOf, 1)` without looking at -1; the `try` outside the loop; going through the live list and not a copy; telling endpoints apart by name, when two may share one; cutting the message at 160 and not the whole text. *Marking*: by the checks; endpoints alone, 1 point; with topics, 2.5; with publishing, 4. *Oral question*: "An endpoint unsubscribes while it is being notified. Who gets this message and who the next, and which line of yours decides it?"

// %% [markdown] {"id": "l1-teacher", "item": "L1", "lang": "es", "kind": "teacher"}
// **Para el docente · L1, E1 y T1 a T5.** *Errores comunes en L1*: coger la primera carta del buzón, que puede ser de otro topic; comparar el correo con `===`; `Principal: "*"` o `sns:*` en la política; dar permiso al usuario en otro topic. *Pregunta oral*: «Publiqué a las 9 y confirmé a las 10: ¿dónde está el mensaje de las 9?» *En T1 a T5* la pauta está en cada respuesta modelo; pide siempre dos números, y que el estudiante diga de qué gráfico salen. *Pregunta oral de la teoría*: «Elige uno de tus tres casos de uso y quítale SNS: ¿qué se rompe primero?» *En E1*, sin puntos: quien cree que el `try` alrededor de todo el bucle ya aísla los fallos no miró a `audit`. *Pregunta oral*: «¿Por qué `audit`, que está sana, pierde los mismos mensajes que la web, y qué cambia si se suscribe antes?»

// %% [markdown] {"id": "l1-teacher", "item": "L1", "lang": "en", "kind": "teacher"}
// **For the teacher · L1, E1 and T1 to T5.** *Common mistakes in L1*: taking the first mail in the box, which may be of another topic; comparing the mail with `===`; `Principal: "*"` or `sns:*` in the policy; giving the user the permission on another topic. *Oral question*: "I published at 9 and confirmed at 10: where is the message of 9?" *For T1 to T5* the marking is in each model answer; always ask for two numbers, and from which chart they come. *Oral question on the theory*: "Take one of your three use cases and remove SNS: what breaks first?" *In E1*, which has no points: whoever thinks that a `try` around the whole loop isolates the failures has not looked at `audit`. *Oral question*: "Why does `audit`, which is healthy, lose the same messages as the web server, and what changes if it subscribes first?"

// %% [markdown] {"id": "sns-summary", "lang": "es", "slide": "slide"}
// ## En resumen
//
// 1. SNS empuja: se publica una vez y cada suscripción **confirmada** cuyo **filtro** lo admite recibe su copia.
// 2. Topic y endpoint no se conocen; los une la suscripción, de muchos a muchos.
// 3. Standard: todos los protocolos, al menos una vez. FIFO: sólo colas, orden por grupo, un id en cinco minutos.
// 4. Fan-out: manda el trabajo más lento, no la suma; un fallo no arrastra a los demás, y lo que SNS deja de intentar se pierde si no hay cola de muertos.
// 5. Se paga por publicar y por entregar: decide el protocolo, y el SMS es el más caro.

// %% [markdown] {"id": "sns-summary", "lang": "en", "slide": "slide"}
// ## In short
//
// 1. SNS pushes: one publishes once, and each **confirmed** subscription whose **filter** takes it gets its copy.
// 2. Topic and endpoint do not know each other; the subscription joins them, many to many.
// 3. Standard: every protocol, at least once. FIFO: queues only, order per group, one id in five minutes.
// 4. Fan-out: the slowest job decides, not the sum; one failure does not drag the others along, and what SNS stops trying is lost unless there is a dead-letter queue.
// 5. One pays for publishing and for delivering: the protocol decides, and SMS is the dearest.

// %% [markdown] {"id": "sns-recall", "lang": "es"}
// ## ¿Lo entendiste? Sin código
//
// 1. Un suscriptor pendiente, ¿qué recibe de lo publicado antes de confirmar?
// 2. ¿Por qué un topic FIFO con cola Standard no conserva el orden?
// 3. ¿Qué cambia en quien publica cuando llega un suscriptor nuevo?
// 4. Un socio por HTTPS se cae una hora y una cola también: ¿qué pierde cada uno?
// 5. ¿Por qué en X1 el `try` va dentro del bucle y se recorre una copia?

// %% [markdown] {"id": "sns-recall", "lang": "en"}
// ## Did you get it? Without code
//
// 1. What does a pending subscriber get of what was published before it confirmed?
// 2. Why does a FIFO topic with a Standard queue not keep the order?
// 3. What changes for the publisher when a new subscriber comes?
// 4. A partner by HTTPS is down for an hour, and so is a queue: what does each lose?
// 5. Why does the `try` in X1 stand inside the loop, and why is it a copy that you go through?

// %% [markdown] {"id": "sns-challenge", "lang": "es"}
// ## Reto (se puede saltar)
//
// - T2: filtra por el **cuerpo** (`FilterPolicyScope: "MessageBody"`) y quédate con los pedidos de más de 100.
// - T4: que el socio caído aguante una hora: cambia su política de entrega (`DeliveryPolicy`, hasta 3 600 s de reintentos).
// - L1: deja publicar sólo con TLS (`aws:SecureTransport`).
// - X1: añade filtros a `subscribe`, y que `publish` informe de lo filtrado.

// %% [markdown] {"id": "sns-challenge", "lang": "en"}
// ## Challenge (may be skipped)
//
// - T2: filter by the **body** (`FilterPolicyScope: "MessageBody"`) and keep the orders above 100.
// - T4: make the partner that is down bear an hour: change its delivery policy (`DeliveryPolicy`, up to 3,600 s of retries).
// - L1: allow publishing by TLS only (`aws:SecureTransport`).
// - X1: add filters to `subscribe`, and let `publish` report what was filtered out.

// %% [markdown] {"id": "sns-real", "lang": "es"}
// ## En qué se distingue el AWS real
//
// - No dice con qué frecuencia Standard repite o desordena: aquí lo fijan los diales de `anomalies`.
// - Publicar y entregar tarda milisegundos; aquí, cero.
// - Una cuenta nueva empieza en el *sandbox* de SMS; la de aquí ya salió. Los SMS no entran en la factura simulada.
// - Los tokens de confirmación llegan por correo de verdad, y caducan a los dos días, como aquí.
// - **Limpia**: borra los topics y las colas. Un topic vacío no cuesta; un bucle que manda SMS, sí: pon un límite de gasto.

// %% [markdown] {"id": "sns-real", "lang": "en"}
// ## Where real AWS differs
//
// - It does not say how often Standard repeats or reorders: here the dials of `anomalies` set it.
// - Publishing and delivering take milliseconds; here none.
// - A new account starts in the SMS *sandbox*; the one here is out of it. SMS are not on the simulated bill.
// - Confirmation tokens come by real mail, and expire after two days, as here.
// - **Clean up**: delete topics and queues. An empty topic costs nothing; a loop that sends SMS does: set a spend limit.
