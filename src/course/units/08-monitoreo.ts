// Unit 08: monitoring. P3 (alarms, a dashboard, the knobs of a queue), which service when, and the capstone that joins the units.
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "mon-title", "lang": "es", "slide": "slide"}
// # ¿Cómo sabes que algo va mal antes de que te lo digan?
//
// Una cola no se queja. Crece, envejece, y el primero en enterarse es un cliente que espera. Aquí le pones ojos: métricas, una alarma que escribe un correo, un tablero. Después giras los mandos de la cola hasta cumplir una meta de latencia **al menor costo**, y al final juntas todas las unidades en una sola tienda.

// %% [markdown] {"id": "mon-title", "lang": "en", "slide": "slide"}
// # How do you know that something is wrong before somebody tells you?
//
// A queue does not complain. It grows, it grows old, and the first to notice is a customer who waits. Here you give it eyes: metrics, an alarm that writes a mail, a dashboard. Then you turn the knobs of the queue until it meets a latency goal **at the least cost**, and in the end you join all units in one shop.

// %% [markdown] {"id": "mon-terms", "lang": "es"}
// **Palabras de esta unidad** y cómo las verás en el código:
//
// | palabra | aquí es |
// |---|---|
// | métrica | un número por minuto, con espacio, nombre y dimensiones: `AWS/SQS`, `ApproximateAgeOfOldestMessage`, `QueueName=orders` |
// | alarma | una métrica, un umbral, cuántos minutos de cuántos; estados `OK`, `ALARM`, `INSUFFICIENT_DATA` |
// | acción | adónde avisa al cambiar de estado: el ARN de un topic |
// | tablero | un JSON con gráficos de métricas |
// | p95 | el tiempo dentro del que se atienden 95 de cada 100 pedidos |
// | mando | lo que ajustas: lote, sondeo, visibilidad, trabajadores, reintentos |
//
// **Tiempo:** unas tres horas. **El camino:** práctica P3, «qué servicio, cuándo», proyecto final. Cada sección crea su propia `Cloud`.

// %% [markdown] {"id": "mon-terms", "lang": "en"}
// **Words of this unit** and how you will see them in code:
//
// | word | here it is |
// |---|---|
// | metric | a number a minute, with namespace, name and dimensions: `AWS/SQS`, `ApproximateAgeOfOldestMessage`, `QueueName=orders` |
// | alarm | a metric, a threshold, how many minutes out of how many; states `OK`, `ALARM`, `INSUFFICIENT_DATA` |
// | action | whom it tells when the state changes: the ARN of a topic |
// | dashboard | a JSON with charts of metrics |
// | p95 | the time within which 95 of 100 orders are served |
// | knob | what you adjust: batch, poll, visibility, workers, retries |
//
// **Time:** about three hours. **The road:** practice P3, "which service when", capstone. Each section makes its own `Cloud`.

// %% {"id": "mon-setup", "kind": "given"}
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { Chart, metrics, number, palette, queueDepth, span } from "nubelab/charts";
import { check, compareRuns, runShop, selfCheck, type Settings } from "nubelab/course";

// %% {"id": "mon-language", "lang": "es", "kind": "given"}
useLanguage("es"); // en qué idioma hablan los gráficos, las facturas y las comprobaciones

// %% {"id": "mon-language", "lang": "en", "kind": "given"}
useLanguage("en"); // the language of charts, bills and checks

// %% [markdown] {"id": "mon-group-ask", "lang": "es"}
// **Si trabajan en grupo**, entreguen un solo cuaderno con el nombre de cada integrante aquí.

// %% [markdown] {"id": "mon-group-ask", "lang": "en"}
// **If you work as a group**, hand in one notebook with everybody's name here.

// %% {"id": "mon-group", "lang": "es"}
const grupo = ["nombre y apellido"];

// %% {"id": "mon-group", "lang": "en"}
const group = ["first and last name"];

// %% [markdown] {"id": "p3-title", "item": "P3", "lang": "es", "slide": "slide"}
// ## P3 · Una tienda con alarma
//
// > Configura un sistema de monitoreo para las colas SQS y topics SNS utilizando CloudWatch. Ajusta las configuraciones para optimizar el rendimiento y minimizar los costos.
//
// Primero mira qué cuenta CloudWatch por sí solo. La tienda de estas celdas tiene una cola de pedidos y un topic de noticias; las funciones que la hacen trabajar, atascarse y romperse están dadas.

// %% [markdown] {"id": "p3-title", "item": "P3", "lang": "en", "slide": "slide"}
// ## P3 · A shop with an alarm
//
// > Set up monitoring for SQS queues and SNS topics with CloudWatch. Adjust the settings to improve performance and keep costs down.
//
// First look at what CloudWatch tells by itself. The shop of these cells has a queue of orders and a topic with news; the functions that make it work, stall and break are given.

// %% {"id": "p3-shop", "item": "P3", "kind": "given"}
interface Shop {
  queueUrl: string;
  topicArn: string;
}
async function openShop(cloud: Cloud, queueName: string, topicName: string): Promise<Shop> {
  const { QueueUrl } = await cloud.client(SQS).createQueue({ QueueName: queueName });
  const { TopicArn } = await cloud.client(SNS).createTopic({ Name: topicName });
  return { queueUrl: QueueUrl!, topicArn: TopicArn! };
}
/** Orders come in, and nobody works. */
async function stall(cloud: Cloud, shop: Shop, orders: number): Promise<void> {
  for (let i = 1; i <= orders; i++) {
    await cloud.client(SQS).sendMessage({ QueueUrl: shop.queueUrl, MessageBody: `order ${i}` });
  }
}
/** Somebody works until the queue is empty. */
async function serve(cloud: Cloud, shop: Shop): Promise<void> {
  const sqs = cloud.client(SQS);
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: shop.queueUrl, WaitTimeSeconds: 20 });
    if (Messages.length === 0) return;
    await sqs.deleteMessage({ QueueUrl: shop.queueUrl, ReceiptHandle: Messages[0]!.ReceiptHandle });
  }
}

// %% {"id": "p3-shop-trouble", "item": "P3", "kind": "given"}
/** A subscriber that may not be written to: the delivery of this message fails. */
async function breakDelivery(cloud: Cloud, shop: Shop): Promise<void> {
  await cloud.client(SQS).createQueue({ QueueName: "closed" });
  const Endpoint = "arn:aws:sqs:us-east-1:123456789012:closed";
  await cloud.client(SNS).subscribe({ TopicArn: shop.topicArn, Protocol: "sqs", Endpoint });
  await cloud.client(SNS).publish({ TopicArn: shop.topicArn, Message: "news" });
}
/** The person behind an address confirms all subscriptions that she was asked about. */
async function confirmMail(cloud: Cloud, email: string): Promise<void> {
  await cloud.run({ for: { seconds: 5 } }); // mails take their time
  for (const { body } of cloud.inbox.of(email)) {
    const Token = /Token=([0-9a-f]+)/.exec(body)?.[1];
    const TopicArn = /TopicArn=([^&\s]+)/.exec(body)?.[1];
    if (Token && TopicArn) await cloud.client(SNS).confirmSubscription({ TopicArn, Token });
  }
}

// %% [markdown] {"id": "p3-look", "item": "P3", "lang": "es"}
// Diez minutos tranquilos, un atasco de doce, y alguien vuelve a trabajar. **Apuesta**: ¿qué métrica lo cuenta mejor, cuántos mensajes hay o cuánto lleva esperando el más viejo?

// %% [markdown] {"id": "p3-look", "item": "P3", "lang": "en"}
// Ten quiet minutes, a stall of twelve, and somebody works again. **Bet**: which metric tells it better, how many messages there are or how long the oldest has waited?

// %% {"id": "p3-look-run", "item": "P3"}
const quiet = new Cloud({ seed: 81 });
const { queueUrl } = await openShop(quiet, "orders", "news");
const till = quiet.client(SQS);
quiet.every({ seconds: 15 }, () => till.sendMessage({ QueueUrl: queueUrl, MessageBody: "order" }), { until: { minutes: 30 } });
quiet.every({ seconds: 5 }, async () => {
  if (quiet.now >= 10 * 60_000 && quiet.now < 22 * 60_000) return; // nobody works
  const { Messages = [] } = await till.receiveMessage({ QueueUrl: queueUrl });
  for (const { ReceiptHandle } of Messages) await till.deleteMessage({ QueueUrl: queueUrl, ReceiptHandle });
}, { until: { minutes: 30 } });
await quiet.run({ for: { minutes: 31 } });
metrics(quiet, { namespace: "AWS/SQS", metric: "ApproximateAgeOfOldestMessage", dimensions: { QueueName: "orders" }, statistic: "Maximum" });

// %% {"id": "p3-look-visible", "item": "P3"}
metrics(quiet, { namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible", dimensions: { QueueName: "orders" }, statistic: "Maximum" });

// %% [markdown] {"id": "p3-look-after", "item": "P3", "lang": "es"}
// Las dos suben en el atasco. Pero 48 mensajes pueden ser una tragedia o un segundo de trabajo; **la edad** del más viejo está en la unidad que le importa al cliente: tiempo. Por eso la alarma mira la edad.

// %% [markdown] {"id": "p3-look-after", "item": "P3", "lang": "en"}
// Both rise during the stall. But 48 messages may be a disaster or a second of work; the **age** of the oldest comes in the unit that matters to a customer: time. That is why the alarm watches the age.

// %% [markdown] {"id": "p3-step1", "item": "P3", "lang": "es", "slide": "subslide"}
// ### Paso 1 · Alarmas y tablero
//
// Escribe `monitor(cloud, { queueName, topicName, email })`:
// - un topic propio para avisos, con el correo suscrito;
// - la alarma `orders-age`: suena cuando el pedido más viejo lleva **más de 120 segundos** en 2 minutos de los últimos 3; avisa al sonar y al volver a `OK`;
// - la alarma `delivery-failures`: suena con la **primera** entrega fallida del topic vigilado; sin datos, calla;
// - el tablero `shop`: edad y mensajes visibles de la cola, publicados y fallidos del topic.
//
// <details><summary>Pista 1</summary>Cada métrica se nombra con <code>Namespace</code>, <code>MetricName</code> y <code>Dimensions: [{ Name: "QueueName", Value: queueName }]</code>.</details>
// <details><summary>Pista 2</summary>«2 de 3»: <code>EvaluationPeriods: 3, DatapointsToAlarm: 2</code>. «Sin datos, calla»: <code>TreatMissingData: "notBreaching"</code>.</details>
// <details><summary>Pista 3</summary>Un gráfico del tablero: <code>{ type: "metric", properties: { metrics: [["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queueName]], region: "us-east-1" } }</code>.</details>
// <details><summary>En la consola real</summary>CloudWatch → Alarms → Create alarm → Select metric → SQS → Queue Metrics. En «Additional configuration» están los «datapoints to alarm» y «missing data». El correo hay que confirmarlo: mientras tanto, la alarma suena para nadie.</details>

// %% [markdown] {"id": "p3-step1", "item": "P3", "lang": "en", "slide": "subslide"}
// ### Step 1 · Alarms and dashboard
//
// Write `monitor(cloud, { queueName, topicName, email })`:
// - a topic of its own for notices, with the mail subscribed;
// - the alarm `orders-age`: goes off when the oldest order has waited **more than 120 seconds** in 2 minutes of the last 3; it tells when it goes off and when it is `OK` again;
// - the alarm `delivery-failures`: goes off with the **first** failed delivery of the watched topic; without data it is silent;
// - the dashboard `shop`: age and visible messages of the queue, published and failed of the topic.
//
// <details><summary>Hint 1</summary>A metric is named by <code>Namespace</code>, <code>MetricName</code> and <code>Dimensions: [{ Name: "QueueName", Value: queueName }]</code>.</details>
// <details><summary>Hint 2</summary>"2 of 3": <code>EvaluationPeriods: 3, DatapointsToAlarm: 2</code>. "Without data it is silent": <code>TreatMissingData: "notBreaching"</code>.</details>
// <details><summary>Hint 3</summary>A chart of the dashboard: <code>{ type: "metric", properties: { metrics: [["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queueName]], region: "us-east-1" } }</code>.</details>
// <details><summary>In the real console</summary>CloudWatch → Alarms → Create alarm → Select metric → SQS → Queue Metrics. "Datapoints to alarm" and "missing data" are under "Additional configuration". The mail has to be confirmed: until then the alarm goes off for nobody.</details>

// %% {"id": "p3-monitor", "item": "P3", "kind": "answer"}
async function monitor(cloud: Cloud, watch: { queueName: string; topicName: string; email: string }): Promise<void> {
  // BEGIN SOLUTION
  const [cloudwatch, sns] = [cloud.client(CloudWatch), cloud.client(SNS)];
  const { TopicArn } = await sns.createTopic({ Name: "ops" });
  await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: watch.email });
  await cloudwatch.putMetricAlarm({
    AlarmName: "orders-age",
    Namespace: "AWS/SQS",
    MetricName: "ApproximateAgeOfOldestMessage",
    Dimensions: [{ Name: "QueueName", Value: watch.queueName }],
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    Threshold: 120,
    ComparisonOperator: "GreaterThanThreshold",
    AlarmActions: [TopicArn!],
    OKActions: [TopicArn!],
  });
  await cloudwatch.putMetricAlarm({
    AlarmName: "delivery-failures",
    Namespace: "AWS/SNS",
    MetricName: "NumberOfNotificationsFailed",
    Dimensions: [{ Name: "TopicName", Value: watch.topicName }],
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    TreatMissingData: "notBreaching",
    AlarmActions: [TopicArn!],
  });
  const chart = (...lines: string[][]) => ({ type: "metric", properties: { metrics: lines, region: "us-east-1" } });
  const queue = (metric: string) => ["AWS/SQS", metric, "QueueName", watch.queueName];
  const topic = (metric: string) => ["AWS/SNS", metric, "TopicName", watch.topicName];
  const widgets = [
    chart(queue("ApproximateAgeOfOldestMessage")),
    chart(queue("ApproximateNumberOfMessagesVisible")),
    chart(topic("NumberOfMessagesPublished"), topic("NumberOfNotificationsFailed")),
  ];
  await cloudwatch.putDashboard({ DashboardName: "shop", DashboardBody: JSON.stringify({ widgets }) });
  // END SOLUTION
}

// %% {"id": "p3-check-alarm", "item": "P3", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: la alarma de edad suena a tiempo, vuelve a OK y escribe el correo
await check("p3.alarm", { openShop, confirmMail, stall, serve, breakDelivery, monitor });

// %% {"id": "p3-check-alarm", "item": "P3", "lang": "en", "kind": "check", "points": 1.5}
// Checks: the age alarm goes off in time, is OK again and writes the mail
await check("p3.alarm", { openShop, confirmMail, stall, serve, breakDelivery, monitor });

// %% {"id": "p3-check-topics", "item": "P3", "lang": "es", "kind": "check", "points": 1}
// Comprueba: la alarma de entregas fallidas, y el tablero
await check("p3.topics", { openShop, confirmMail, stall, serve, breakDelivery, monitor });

// %% {"id": "p3-check-topics", "item": "P3", "lang": "en", "kind": "check", "points": 1}
// Checks: the alarm on failed deliveries, and the dashboard
await check("p3.topics", { openShop, confirmMail, stall, serve, breakDelivery, monitor });

// %% [markdown] {"id": "p3-watch", "item": "P3", "lang": "es"}
// Mírala sonar. El atasco empieza en el minuto 10. **Apuesta**: ¿en qué minuto suena, y en cuál calla?

// %% [markdown] {"id": "p3-watch", "item": "P3", "lang": "en"}
// Watch it go off. The stall begins at minute 10. **Bet**: in which minute does it go off, and when is it silent again?

// %% {"id": "p3-watch-run", "item": "P3"}
const watched = new Cloud({ seed: 82 });
const watchedShop = await openShop(watched, "orders", "news");
await monitor(watched, { queueName: "orders", topicName: "news", email: "ops@example.com" });
await confirmMail(watched, "ops@example.com");
await watched.run({ for: { minutes: 10 } });
await stall(watched, watchedShop, 12);
await watched.run({ for: { minutes: 12 } });
await serve(watched, watchedShop);
await breakDelivery(watched, watchedShop);
await watched.run({ for: { minutes: 10 } });
metrics(watched, { alarm: "orders-age" });

// %% {"id": "p3-mails", "item": "P3"}
for (const { at, subject } of watched.inbox.of("ops@example.com")) console.log(`${Math.round(at / 60_000)} min`, subject);

// %% [markdown] {"id": "p3-watch-after", "item": "P3", "lang": "es"}
// El atasco empieza en el minuto 10 y suena en el **14**: hicieron falta dos minutos con más de 120 s. La cola se vació en el 22; la alarma calló en el 24. En el 23 habló la otra: una entrega del topic había fallado. El primer correo de OK es del principio: la alarma nace en `INSUFFICIENT_DATA` y al primer dato pasa a `OK`.

// %% [markdown] {"id": "p3-watch-after", "item": "P3", "lang": "en"}
// The stall begins at minute 10, and it goes off at **14**: it took two minutes above 120 s. The queue was empty at 22; the alarm was silent at 24. At 23 the other one spoke: a delivery of the topic had failed. The first OK mail is from the beginning: an alarm is born in `INSUFFICIENT_DATA` and with the first data becomes `OK`.

// %% {"id": "p3-dashboard", "item": "P3"}
metrics(watched, { dashboard: "shop" });

// %% {"id": "p3-selfcheck-age", "item": "P3"}
selfCheck("p3.age");

// %% [markdown] {"id": "p3-step2", "item": "P3", "lang": "es", "slide": "subslide"}
// ### Paso 2 · Los mandos
//
// `runShop(settings)` simula media hora de pedidos con una punta en el medio (minutos 10 a 14), 7 de cada 100 fallan a la primera y uno de cada 150 falla siempre. Cinco mandos:
//
// | mando | qué hace | si te pasas |
// |---|---|---|
// | `batchSize` (1–10) | mensajes por llamada | el último del lote espera a los demás |
// | `waitTimeSeconds` (0–20) | sondeo largo | (corto) se pagan respuestas vacías |
// | `visibilityTimeout` (1–600) | cuándo vuelve lo que falló | corto: se trabaja dos veces; largo: el que falló espera |
// | `workers` (1–20) | concurrencia | cada uno cuesta unos 6 USD al mes |
// | `maxReceiveCount` (1–20) | reintentos | 1: se abandona lo que tenía arreglo |
//
// **La meta**: p95 de **16 segundos** como mucho, por **36 USD al mes** como mucho, con casi nada repetido (25 de 2 400) y nada abandonado que tuviera arreglo.

// %% [markdown] {"id": "p3-step2", "item": "P3", "lang": "en", "slide": "subslide"}
// ### Step 2 · The knobs
//
// `runShop(settings)` simulates half an hour of orders with a rush in the middle (minutes 10 to 14); 7 in 100 fail at first and one in 150 always fails. Five knobs:
//
// | knob | what it does | when you overdo it |
// |---|---|---|
// | `batchSize` (1–10) | messages per call | the last of the batch waits for the others |
// | `waitTimeSeconds` (0–20) | long poll | (short) empty answers are paid for |
// | `visibilityTimeout` (1–600) | when what failed comes back | short: work is done twice; long: what failed waits |
// | `workers` (1–20) | concurrency | each costs about 6 USD a month |
// | `maxReceiveCount` (1–20) | retries | 1: what could be mended is given up |
//
// **The goal**: a p95 of **16 seconds** at most, for **36 USD a month** at most, with hardly anything done twice (25 of 2,400) and nothing given up that could be mended.

// %% {"id": "p3-first", "item": "P3"}
const defaults: Settings = { batchSize: 1, waitTimeSeconds: 0, visibilityTimeout: 30, workers: 2, maxReceiveCount: 3 };
const byDefault = await runShop(defaults);
compareRuns(byDefault);

// %% [markdown] {"id": "p3-first-after", "item": "P3", "lang": "es"}
// Con los valores por defecto de SQS y dos trabajadores, el p95 pasa de **cinco minutos**. ¿Dónde se pierde el tiempo? Mira la profundidad.

// %% [markdown] {"id": "p3-first-after", "item": "P3", "lang": "en"}
// With the defaults of SQS and two workers, the p95 is over **five minutes**. Where does the time go? Look at the depth.

// %% {"id": "p3-first-depth", "item": "P3"}
queueDepth(byDefault.cloud, { resource: "orders" });

// %% [markdown] {"id": "p3-knobs", "item": "P3", "lang": "es"}
// La punta deja 704 pedidos esperando a los 14 minutos, y dos trabajadores tardan unos diez en vaciar la cola. Gira **un mando cada vez** y mira qué cambia:

// %% [markdown] {"id": "p3-knobs", "item": "P3", "lang": "en"}
// The rush leaves 704 orders waiting at minute 14, and two workers take some ten minutes to empty the queue. Turn **one knob at a time** and see what changes:

// %% {"id": "p3-knobs-run", "item": "P3"}
const tries = [
  byDefault,
  await runShop({ ...defaults, waitTimeSeconds: 20 }),
  await runShop({ ...defaults, workers: 20 }),
  await runShop({ ...defaults, batchSize: 10, visibilityTimeout: 5, workers: 5 }),
  await runShop({ ...defaults, workers: 5, maxReceiveCount: 1 }),
];
compareRuns(...tries);

// %% [markdown] {"id": "p3-knobs-after", "item": "P3", "lang": "es"}
// Más trabajadores arreglan la latencia y disparan la factura, sobre todo con sondeo corto. Un lote de diez con visibilidad de 5 segundos trabaja cientos de pedidos **dos veces**. Y con `maxReceiveCount` 1 se *abandonan* 171 pedidos que tenían arreglo: ni siquiera 95 de cada 100 llegan al final.

// %% [markdown] {"id": "p3-knobs-after", "item": "P3", "lang": "en"}
// More workers mend the latency and blow up the bill, most of all with short polls. A batch of ten with a visibility of 5 seconds does hundreds of orders **twice**. And with `maxReceiveCount` 1, 171 orders that could be mended are *given up*: not even 95 in 100 get to the end.

// %% [markdown] {"id": "p3-tune-ask", "item": "P3", "lang": "es"}
// Escribe `tune()`: devuelve los cinco mandos que cumplen la meta. Se comprobará con otros días, así que no los ajustes al milímetro.
//
// <details><summary>Pista 1</summary>Empieza por los trabajadores: prueba 3, 4, 5, 6 con sondeo largo.</details>
// <details><summary>Pista 2</summary>Con 7 de cada 100 fallando a la primera, el p95 cae justo entre los que fallaron: lo que tardan en volver es la visibilidad.</details>
// <details><summary>Pista 3</summary>La visibilidad debe cubrir el trabajo del lote entero (0,9 s de media por pedido, con cola larga) y ser menor que la meta.</details>

// %% [markdown] {"id": "p3-tune-ask", "item": "P3", "lang": "en"}
// Write `tune()`: it returns the five knobs that meet the goal. It will be checked on other days, so do not cut it too fine.
//
// <details><summary>Hint 1</summary>Begin with the workers: try 3, 4, 5, 6 with a long poll.</details>
// <details><summary>Hint 2</summary>With 7 in 100 failing at first, the p95 falls among those that failed: how long they take to come back is the visibility.</details>
// <details><summary>Hint 3</summary>The visibility has to cover the work on the whole batch (0.9 s per order on average, with a long tail) and be less than the goal.</details>

// %% {"id": "p3-tune", "item": "P3", "kind": "answer"}
function tune(): Settings {
  // BEGIN SOLUTION
  return { batchSize: 2, waitTimeSeconds: 20, visibilityTimeout: 12, workers: 5, maxReceiveCount: 3 };
  // END SOLUTION
}

// %% {"id": "p3-check-tuning", "item": "P3", "lang": "es", "kind": "check", "points": 2.5}
// Comprueba: latencia, costo, repetidos y abandonados, en días que no has visto
await check("p3.tuning", { tune });

// %% {"id": "p3-check-tuning", "item": "P3", "lang": "en", "kind": "check", "points": 2.5}
// Checks: latency, cost, work done twice and given up, on days that you have not seen
await check("p3.tuning", { tune });

// %% [markdown] {"id": "p3-frontier", "item": "P3", "lang": "es"}
// ¿Cuánto mejor se puede? Cada punto gris es un ajuste posible con sondeo largo; el rombo, el tuyo; el recuadro, la meta. La línea es la **frontera**: los ajustes a los que ningún otro gana en costo y en p95 a la vez, entre los que casi no repiten trabajo. Abajo a la izquierda es mejor. **Apuesta**: ¿tu rombo toca la línea?

// %% [markdown] {"id": "p3-frontier", "item": "P3", "lang": "en"}
// How much better can it get? Each grey dot is a possible setting with a long poll; the diamond is yours; the box is the goal. The line is the **frontier**: the settings that no other beats in cost and p95 at once, among those that hardly do any work twice. Lower left is better. **Bet**: does your diamond touch the line?

// %% {"id": "p3-frontier-run", "item": "P3"}
const mine = await runShop(tune());
const grid = [];
for (const workers of [3, 4, 5, 6, 8]) {
  for (const batchSize of [1, 3, 10]) {
    for (const visibilityTimeout of [6, 12, 30]) {
      grid.push(await runShop({ batchSize, waitTimeSeconds: 20, visibilityTimeout, workers, maxReceiveCount: 3 }));
    }
  }
}
const places = [...grid.map((run) => ({ ...run, kind: "others" })), { ...mine, kind: "yours" }].map(
  ({ p95Seconds, dollarsPerMonth, twice, settings, kind }) => ({ p95Seconds, dollarsPerMonth, twice, kind, ...settings }),
);
const better = grid.filter((run) => run.p95Seconds < mine.p95Seconds && run.dollarsPerMonth <= mine.dollarsPerMonth && run.twice <= 25);
const careful = grid.filter((run) => run.twice <= 25); // hardly anything done twice
const frontier = careful
  .filter((run) => !careful.some((other) => other.p95Seconds < run.p95Seconds && other.dollarsPerMonth <= run.dollarsPerMonth))
  .map(({ p95Seconds, dollarsPerMonth }) => ({ p95Seconds, dollarsPerMonth }));
console.log(better.length, frontier.length);

// %% {"id": "p3-frontier-chart", "item": "P3", "lang": "es"}
new Chart(
  "¿Qué latencia se compra con cada dólar?",
  `El tuyo: p95 de ${span(mine.p95Seconds * 1000)} por ${number(mine.dollarsPerMonth, 2)} USD al mes. Más rápidos por no más dinero, con casi nada repetido: ${better.length} de los otros ${grid.length}.`,
  ["45 ajustes con sondeo largo; ejes logarítmicos", "rombo: el tuyo; línea: la frontera; recuadro verde: la meta"],
  {
    width: 460,
    height: 300,
    layer: [
      {
        data: { values: [{ x: 25, x2: 36, y: 3, y2: 16 }] },
        mark: { type: "rect", fill: palette.deleted, fillOpacity: 0.12, stroke: palette.deleted },
        encoding: { x: { field: "x", type: "quantitative" }, x2: { field: "x2" }, y: { field: "y", type: "quantitative" }, y2: { field: "y2" } },
      },
      {
        data: { values: frontier },
        mark: { type: "line", interpolate: "step-after", strokeDash: [4, 3], color: palette.purged },
        encoding: { x: { field: "dollarsPerMonth", type: "quantitative" }, y: { field: "p95Seconds", type: "quantitative" } },
      },
      {
        data: { values: places },
        mark: { type: "point", filled: true },
        encoding: {
          size: { field: "kind", type: "ordinal", legend: null, scale: { domain: ["others", "yours"], range: [60, 200] } },
          x: { field: "dollarsPerMonth", type: "quantitative", title: "costo (USD al mes)", scale: { type: "log", domain: [20, 60], nice: false } },
          y: { field: "p95Seconds", type: "quantitative", title: "p95 (s)", scale: { type: "log", domain: [3, 500], nice: false } },
          color: { field: "kind", type: "nominal", legend: null, scale: { domain: ["others", "yours"], range: [palette.purged, palette.deadLettered] } },
          shape: { field: "kind", type: "nominal", legend: null, scale: { domain: ["others", "yours"], range: ["circle", "diamond"] } },
          tooltip: ["workers", "batchSize", "visibilityTimeout", "p95Seconds", "dollarsPerMonth", "twice"].map((field) => ({ field })),
        },
      },
    ],
  },
);

// %% {"id": "p3-frontier-chart", "item": "P3", "lang": "en"}
new Chart(
  "How much latency does each dollar buy?",
  `Yours: a p95 of ${span(mine.p95Seconds * 1000)} for ${number(mine.dollarsPerMonth, 2)} USD a month. Faster for no more money, with hardly anything done twice: ${better.length} of the other ${grid.length}.`,
  ["45 settings with long polls; logarithmic axes", "diamond: yours; line: the frontier; green box: the goal"],
  {
    width: 460,
    height: 300,
    layer: [
      {
        data: { values: [{ x: 25, x2: 36, y: 3, y2: 16 }] },
        mark: { type: "rect", fill: palette.deleted, fillOpacity: 0.12, stroke: palette.deleted },
        encoding: { x: { field: "x", type: "quantitative" }, x2: { field: "x2" }, y: { field: "y", type: "quantitative" }, y2: { field: "y2" } },
      },
      {
        data: { values: frontier },
        mark: { type: "line", interpolate: "step-after", strokeDash: [4, 3], color: palette.purged },
        encoding: { x: { field: "dollarsPerMonth", type: "quantitative" }, y: { field: "p95Seconds", type: "quantitative" } },
      },
      {
        data: { values: places },
        mark: { type: "point", filled: true },
        encoding: {
          size: { field: "kind", type: "ordinal", legend: null, scale: { domain: ["others", "yours"], range: [60, 200] } },
          x: { field: "dollarsPerMonth", type: "quantitative", title: "cost (USD a month)", scale: { type: "log", domain: [20, 60], nice: false } },
          y: { field: "p95Seconds", type: "quantitative", title: "p95 (s)", scale: { type: "log", domain: [3, 500], nice: false } },
          color: { field: "kind", type: "nominal", legend: null, scale: { domain: ["others", "yours"], range: [palette.purged, palette.deadLettered] } },
          shape: { field: "kind", type: "nominal", legend: null, scale: { domain: ["others", "yours"], range: ["circle", "diamond"] } },
          tooltip: ["workers", "batchSize", "visibilityTimeout", "p95Seconds", "dollarsPerMonth", "twice"].map((field) => ({ field })),
        },
      },
    ],
  },
);

// %% [markdown] {"id": "p3-frontier-after", "item": "P3", "lang": "es"}
// Con cinco trabajadores se llega. Con cuatro costaría 6 USD menos y el p95 se iría a unos 50 segundos; con seis, 6 USD más para ganar dos. El resto lo deciden la visibilidad (12 s: lo que tarda en volver el que falló) y el lote. **Medir, girar un mando, medir otra vez.**

// %% [markdown] {"id": "p3-frontier-after", "item": "P3", "lang": "en"}
// Five workers get there. Four would cost 6 USD less and send the p95 to some 50 seconds; six cost 6 USD more to gain two. The rest is decided by the visibility (12 s: how long what failed takes to come back) and the batch. **Measure, turn one knob, measure again.**

// %% {"id": "p3-selfcheck-knobs", "item": "P3"}
selfCheck("p3.knobs");

// %% [markdown] {"id": "mon-which", "lang": "es", "slide": "slide"}
// ## Qué servicio, cuándo
//
// | necesitas | usa | porque | no es para |
// |---|---|---|---|
// | que un trabajo espere hasta que alguien pueda | **SQS** | guarda, presta, reintenta, aparta | avisar a muchos |
// | que muchos se enteren de lo mismo | **SNS** | una publicación, una copia por suscriptor | guardar mensajes |
// | decidir por el contenido quién se entera, o reaccionar a AWS | **EventBridge** | reglas sobre el evento, muchos destinos, horarios | gran volumen barato o baja latencia |
// | pasos en orden, con errores y esperas | **Step Functions** | el flujo es un documento que se ve y se sigue | millones de pasos por segundo |
// | protocolos estándar (JMS, AMQP, MQTT), transacciones | **Amazon MQ** | lo que ya hablan tus aplicaciones | empezar de cero en la nube |
// | un flujo cuyos decisores ya tienes escritos | **SWF** | control completo del historial | proyectos nuevos: Step Functions |
//
// Se combinan: SNS → SQS para repartir y guardar; EventBridge → Step Functions para empezar un flujo; una cola delante de todo lo que puede caerse.

// %% [markdown] {"id": "mon-which", "lang": "en", "slide": "slide"}
// ## Which service, when
//
// | you need | use | because | it is not for |
// |---|---|---|---|
// | work to wait until somebody can do it | **SQS** | it keeps, lends, retries, sets aside | telling many |
// | many to hear the same thing | **SNS** | one publication, one copy per subscriber | keeping messages |
// | to decide by content who hears, or to react to AWS | **EventBridge** | rules over the event, many targets, schedules | cheap bulk or low latency |
// | steps in order, with errors and waits | **Step Functions** | the flow is a document that you can see and follow | millions of steps a second |
// | standard protocols (JMS, AMQP, MQTT), transactions | **Amazon MQ** | what your applications already speak | a fresh start in the cloud |
// | a flow whose deciders you have already written | **SWF** | full control of the history | new projects: Step Functions |
//
// They combine: SNS → SQS to hand out and keep; EventBridge → Step Functions to start a flow; a queue in front of everything that may go down.

// %% {"id": "mon-selfcheck-which"}
selfCheck("mon.which");

// %% [markdown] {"id": "cap-title", "lang": "es", "slide": "slide"}
// ## Proyecto final: la tienda entera
//
// Un cliente sube su pedido como archivo. **S3** avisa a **EventBridge**; una regla despierta a una función **Lambda**, que lo anota en **DynamoDB** y lo publica en **SNS**; facturación lo recibe por **SQS** y el cliente por correo. Aquí funciona, pieza a pieza; después es tuyo.

// %% [markdown] {"id": "cap-title", "lang": "en", "slide": "slide"}
// ## Capstone: the whole shop
//
// A customer uploads an order as a file. **S3** tells **EventBridge**; a rule wakes a **Lambda** function, which notes it in **DynamoDB** and publishes it to **SNS**; billing gets it through **SQS** and the customer by mail. Here it works, piece by piece; then it is yours.

// %% {"id": "cap-build"}
const store = new Cloud({ seed: 90 });
const [s3, events, db, topics, queues, functions] = [
  store.client(S3),
  store.client(EventBridge),
  store.client(DynamoDB),
  store.client(SNS),
  store.client(SQS),
  store.client(Lambda),
];
await s3.createBucket({ Bucket: "incoming" });
await s3.putBucketNotificationConfiguration({
  Bucket: "incoming",
  NotificationConfiguration: { EventBridgeConfiguration: {} },
});
await db.createTable({
  TableName: "orders",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
});
const { TopicArn: placed } = await topics.createTopic({ Name: "order-placed" });

// %% {"id": "cap-subscribe"}
const { QueueUrl: billing } = await queues.createQueue({
  QueueName: "billing",
  Attributes: {
    Policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "*",
        Condition: { ArnEquals: { "aws:SourceArn": placed } },
      },
    }),
  },
});
const billingArn = "arn:aws:sqs:us-east-1:123456789012:billing";
await topics.subscribe({ TopicArn: placed, Protocol: "sqs", Endpoint: billingArn, Attributes: { RawMessageDelivery: "true" } });
await topics.subscribe({ TopicArn: placed, Protocol: "email", Endpoint: "ana@example.com" });
await confirmMail(store, "ana@example.com");

// %% {"id": "cap-function"}
const takeOrder = store.lambda("take-order", async (event: { detail: { bucket: { name: string }; object: { key: string } } }) => {
  const { bucket, object } = event.detail;
  const file = await s3.getObject({ Bucket: bucket.name, Key: object.key });
  const order = JSON.parse(await file.Body!.transformToString());
  // the same upload twice must not be billed twice: the condition makes the function idempotent
  await db.putItem({
    TableName: "orders",
    Item: { id: { S: order.id }, total: { N: String(order.total) } },
    ConditionExpression: "attribute_not_exists(id)",
  });
  await topics.publish({ TopicArn: placed, Message: JSON.stringify(order), Subject: `Order ${order.id}` });
});
await functions.addPermission({
  FunctionName: "take-order",
  StatementId: "rule",
  Action: "lambda:InvokeFunction",
  Principal: "events.amazonaws.com",
});
await events.putRule({
  Name: "uploads",
  EventPattern: JSON.stringify({ source: ["aws.s3"], "detail-type": ["Object Created"] }),
});
await events.putTargets({ Rule: "uploads", Targets: [{ Id: "take-order", Arn: takeOrder }] });
store.topology();

// %% {"id": "cap-run"}
for (const id of ["order-1", "order-2", "order-1"]) {
  await s3.putObject({ Bucket: "incoming", Key: `${id}.json`, Body: JSON.stringify({ id, total: 25 }) });
}
await store.run({ for: { minutes: 5 } });
const stored = await db.scan({ TableName: "orders" });
const billed = await queues.receiveMessage({ QueueUrl: billing, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 });
console.log(stored.Count, billed.Messages?.map(({ Body }) => JSON.parse(Body!).id), store.inbox.of("ana@example.com").length - 1);

// %% [markdown] {"id": "cap-run-after", "lang": "es"}
// Tres subidas, dos pedidos: la repetida chocó con `attribute_not_exists` y no se cobró. Ese es el patrón **idempotencia**: quien puede recibir dos veces, reconoce lo que ya hizo. Lee la historia de la subida repetida:

// %% [markdown] {"id": "cap-run-after", "lang": "en"}
// Three uploads, two orders: the repeated one ran into `attribute_not_exists` and was not billed. That is the pattern **idempotency**: who may receive twice recognises what is done. Read the story of the repeated upload:

// %% {"id": "cap-story"}
console.log(String(store.explain("take-order")));

// %% [markdown] {"id": "cap-tasks", "lang": "es"}
// ### Ahora es tuyo
//
// 1. La repetida falló **tres veces** (Lambda reintenta) antes de rendirse. ¿Debería fallar, o contestar «ya está hecho»? Cámbialo.
// 2. Entre `putItem` y `publish` la función puede morir: el pedido queda guardado y nadie se entera. Aplica el patrón **outbox**: publica desde el flujo de cambios de la tabla.
// 3. Cambia la función por una máquina de estados (unidad 05) con un `Catch` para el pago rechazado.
// 4. Ponle ojos: la edad de `billing`, los errores de `take-order`, las entregas fallidas de `order-placed`, en un tablero.
// 5. El almacén es una aplicación antigua que habla JMS (unidad 03). ¿Cómo la conectas?
// 6. `store.bill()`: ¿qué paga la tienda con un millón de pedidos al mes?

// %% [markdown] {"id": "cap-tasks", "lang": "en"}
// ### Now it is yours
//
// 1. The repeated upload failed **three times** (Lambda retries) before it gave up. Should it fail, or answer "it is done"? Change it.
// 2. Between `putItem` and `publish` the function may die: the order is stored and nobody hears of it. Apply the pattern **outbox**: publish from the table's stream of changes.
// 3. Replace the function by a state machine (unit 05) with a `Catch` for the refused payment.
// 4. Give it eyes: the age of `billing`, the errors of `take-order`, the failed deliveries of `order-placed`, on one dashboard.
// 5. The warehouse is an old application that speaks JMS (unit 03). How do you connect it?
// 6. `store.bill()`: what does the shop pay for a million orders a month?

// %% {"id": "cap-bill"}
store.bill({ whatIf: { scale: 500_000 } });

// %% [markdown] {"id": "mon-summary", "lang": "es", "slide": "slide"}
// ## En resumen
//
// 1. La edad del mensaje más viejo habla en la unidad del cliente: tiempo.
// 2. Una alarma es métrica, umbral y cuántos minutos de cuántos; sin acción confirmada, suena para nadie.
// 3. Los topics también se vigilan: publicados, entregados, fallidos.
// 4. Cada mando compra una cosa y paga con otra: latencia, costo, trabajo repetido, pedidos abandonados.
// 5. Se gira un mando cada vez, y se mide con días que no sirvieron para ajustar.

// %% [markdown] {"id": "mon-summary", "lang": "en", "slide": "slide"}
// ## In short
//
// 1. The age of the oldest message speaks in the customer's unit: time.
// 2. An alarm is a metric, a threshold and how many minutes out of how many; without a confirmed action it goes off for nobody.
// 3. Topics are watched too: published, delivered, failed.
// 4. Each knob buys one thing and pays with another: latency, cost, work done twice, orders given up.
// 5. Turn one knob at a time, and measure on days that were not used for tuning.

// %% [markdown] {"id": "mon-recall", "lang": "es"}
// ## ¿Lo entendiste? Sin código
//
// 1. ¿Por qué «2 de los últimos 3 minutos» y no «1 de 1»?
// 2. ¿Qué diferencia hay entre no tener datos y tener ceros?
// 3. ¿Qué mando abarata sin cambiar la latencia? ¿Cuál acorta la latencia sin costar?
// 4. ¿Por qué un p95 puede mejorar cuando el servicio empeora?
// 5. En el proyecto final, ¿quién impide cobrar dos veces?

// %% [markdown] {"id": "mon-recall", "lang": "en"}
// ## Did you get it? Without code
//
// 1. Why "2 of the last 3 minutes", and not "1 of 1"?
// 2. What is the difference between having no data and having zeros?
// 3. Which knob saves money without changing the latency? Which shortens the latency at no cost?
// 4. How can a p95 improve while the service gets worse?
// 5. In the capstone, who prevents billing twice?

// %% [markdown] {"id": "mon-challenge", "lang": "es"}
// ## Reto (se puede saltar)
//
// - Una alarma compuesta: avisa sólo si la cola envejece **y** no hay mantenimiento programado.
// - Encuentra el ajuste que gana al de la solución en los dos ejes a la vez.
// - Cambia la punta por dos más cortas: ¿sigue siendo tu ajuste el mejor?

// %% [markdown] {"id": "mon-challenge", "lang": "en"}
// ## Challenge (may be skipped)
//
// - A composite alarm: tell only when the queue grows old **and** no maintenance is scheduled.
// - Find the setting that beats the solution's on both axes at once.
// - Replace the rush by two shorter ones: is your setting still the best?

// %% [markdown] {"id": "mon-real", "lang": "es"}
// ## En qué se distingue el AWS real
//
// - Las métricas de SQS llegan con uno o varios minutos de retraso, y una cola sin uso deja de informar a las seis horas.
// - Los trabajadores reales escalan solos; aquí son un número fijo, para que veas el mando.
// - Los precios son los de la región us-east-1 en la fecha de la factura; el del trabajador es un ejemplo.
// - **Limpia**: las alarmas y los tableros cuestan por mes, se usen o no.

// %% [markdown] {"id": "mon-real", "lang": "en"}
// ## Where real AWS differs
//
// - Metrics of SQS arrive a minute or several late, and a queue that is not used stops reporting after six hours.
// - Real workers scale by themselves; here they are a fixed number, so that you see the knob.
// - Prices are those of region us-east-1 on the bill's date; the worker's is an example.
// - **Clean up**: alarms and dashboards cost by the month, used or not.

// %% [markdown] {"id": "monitoring-teacher", "lang": "es", "kind": "teacher"}
// ## Para quien enseña
//
// | | errores comunes | pregunta oral |
// |---|---|---|
// | P3, alarmas | vigilar cuántos mensajes hay y no cuánto lleva el más viejo; media en vez de máximo; un solo período, que salta con cada punta; alarma sin acción | «La cola tiene mil mensajes y la alarma calla. ¿Cuándo está bien así?» |
// | P3, mandos | subir `workers` hasta que cueste más que la meta; visibilidad menor que el trabajo más largo, con lo que se hace dos veces; sondeo corto, que paga respuestas vacías; `maxReceiveCount` 1 | «¿Qué mando moviste primero, por qué, y qué gráfico te lo dijo?» |
// | Proyecto final | entregar al primer fallo un efecto que no es idempotente; publicar antes de guardar (sin outbox); colas de muertos que nadie mira | «Se apaga el almacén una hora. Sigue un pedido desde el clic hasta el correo.» |
//
// **Puntos:** P3 5, por comprobaciones: alarma 1,5; tablero y tema 1; meta 2,5. La meta se puntúa por partes (p95, costo, repetidos, abandonados). El proyecto final no puntúa por comprobaciones: si lo usas como examen, un tercio por el diagrama y sus permisos, un tercio por lo que pasa cuando algo cae, un tercio por la factura explicada.

// %% [markdown] {"id": "monitoring-teacher", "lang": "en", "kind": "teacher"}
// ## For teachers
//
// | | common mistakes | oral question |
// |---|---|---|
// | P3, alarms | watching how many messages there are and not how old the oldest is; an average instead of a maximum; one single period, which goes off at every rush; an alarm without an action | "There are a thousand messages in the queue and the alarm is silent. When is that right?" |
// | P3, knobs | more `workers` until they cost more than the goal; a visibility shorter than the longest work, which is then done twice; short polls, which pay for empty answers; `maxReceiveCount` 1 | "Which knob did you turn first, why, and which chart told you?" |
// | Capstone | repeating an effect that is not idempotent; publishing before saving (no outbox); dead-letter queues that nobody looks at | "The warehouse is off for an hour. Follow an order from the click to the mail." |
//
// **Points:** P3 5, by checks: alarm 1.5, dashboard and topic 1, goal 2.5. The goal is marked by its parts (p95, cost, repeated, given up). The capstone has no checks: if you use it as an exam, a third for the diagram and its permissions, a third for what happens when something goes down, a third for the bill explained.
