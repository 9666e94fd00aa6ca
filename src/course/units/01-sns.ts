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
import { Lambda } from "@aws-sdk/client-lambda";
import { SNS as AmazonSNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { Chart, cost, fanout, ordering, palette, queueDepth, timeline } from "nubelab/charts";
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
console.log([...alertsCloud.trace.events({ kinds: ["sns.Denied"] })].at(-1)!.text);

// %% [markdown] {"id": "l1-clean", "item": "L1", "lang": "es"}
// **Coste y limpieza.** Los SMS son lo único caro aquí: se pagan por mensaje y por país, y un bucle descuidado puede enviar miles; pon un límite de gasto mensual. En una cuenta real, borra el topic al terminar: se lleva sus suscripciones.

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
let notice = 0;
const refuse = (isDown: () => boolean) => () => {
  if (isDown()) throw new Error("no answer");
};
const office = [
  new SNSEndpoint("ana", "email", () => undefined),
  new SNSEndpoint("bo", "sms", refuse(() => luck.bernoulli(1 / 4))),
  new SNSEndpoint("carla", "email", () => undefined),
  new SNSEndpoint("dario", "sms", () => undefined),
  new SNSEndpoint("partner", "webhook", refuse(() => notice >= 5 && notice <= 8)),
];

// %% {"id": "x1-load-publish", "item": "X1"}
const ownSns = new SNS();
ownSns.createTopic("alerts");
for (const one of office) if (one.name !== "carla") ownSns.subscribe("alerts", one);
const squares: { message: number; endpoint: string; outcome: number }[] = [];
for (notice = 1; notice <= 12; notice++) {
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
// @@X1-ES@@

// %% [markdown] {"id": "x1-matrix-after", "item": "X1", "lang": "en"}
// @@X1-EN@@

// %% [markdown] {"id": "x1-think", "item": "X1", "lang": "es"}
// **Para discutir.** Tu `publish` espera a cada destino antes de pasar al siguiente: si el socio tarda 15 segundos en contestar, todos los que van detrás esperan. ¿Qué pondrías entre `publish` y `notify`? (X6 lo construye, en la unidad 07.)

// %% [markdown] {"id": "x1-think", "item": "X1", "lang": "en"}
// **To discuss.** Your `publish` waits for each endpoint before it goes on to the next: if the partner takes 15 seconds to answer, all those behind it wait. What would you put between `publish` and `notify`? (X6 builds it, in unit 07.)

