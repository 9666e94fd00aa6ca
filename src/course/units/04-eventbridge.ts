// Unit 04: EventBridge. Design of an event-driven shop (T9), the handout's own bus (E6), the lab with S3 (L4), exercise 5.
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "eb-title", "lang": "es", "slide": "slide"}
// # ¿Quién se entera de lo que pasó, sin que nadie le avise?
//
// Con una cola le hablas a alguien; con un topic, a quien se suscribió. Con un **bus de eventos** no le hablas a nadie: cuentas lo que pasó, y unas **reglas** deciden a quién le interesa. Aquí diseñas una tienda así, ves qué se pierde y qué no, y construyes el bus por dentro.

// %% [markdown] {"id": "eb-title", "lang": "en", "slide": "slide"}
// # Who hears of what happened when nobody tells them?
//
// With a queue you talk to somebody; with a topic, to whoever subscribed. With an **event bus** you talk to nobody: you say what happened, and **rules** decide who cares. Here you design a shop that way, see what gets lost and what does not, and build the bus from the inside.

// %% [markdown] {"id": "eb-terms", "lang": "es"}
// **Palabras de esta unidad** y cómo las verás en el código:
//
// | palabra | aquí es |
// |---|---|
// | evento | algo que ya pasó: `{ source, detail-type, detail }` |
// | bus | por donde pasan los eventos; `default` existe siempre |
// | patrón | un JSON con la forma del evento: `{ source: ["shop.orders"] }` |
// | regla | un patrón y hasta cinco destinos (*targets*) |
// | archivo | lo que un bus guarda para repetirlo (*replay*) |
// | programación | un evento que nace del reloj: `rate(1 hour)`, `cron(...)` |
//
// **Tiempo:** unas cuatro horas. **El camino:** teoría T9, ejemplo E6, laboratorio L4, ejercicio X5. Cada sección crea su propia `Cloud`.

// %% [markdown] {"id": "eb-terms", "lang": "en"}
// **Words of this unit** and how you will see them in code:
//
// | word | here it is |
// |---|---|
// | event | something that has happened: `{ source, detail-type, detail }` |
// | bus | where events pass; `default` is always there |
// | pattern | a JSON in the shape of the event: `{ source: ["shop.orders"] }` |
// | rule | a pattern and up to five targets |
// | archive | what a bus keeps so that it can be replayed |
// | schedule | an event born of the clock: `rate(1 hour)`, `cron(...)` |
//
// **Time:** about four hours. **The road:** theory T9, example E6, lab L4, exercise X5. Each section makes its own `Cloud`.

// %% [markdown] {"id": "eb-alias", "lang": "es"}
// En X5 escribirás tu propia clase `EventBridge`, como en el repaso. El cliente del SDK se llama igual: por eso aquí se importa con otro nombre, `AmazonEventBridge`.

// %% [markdown] {"id": "eb-alias", "lang": "en"}
// In X5 you will write your own class `EventBridge`, as in the handout. The SDK's client has the same name: hence it is imported here under another one, `AmazonEventBridge`.

// %% {"id": "eb-setup", "kind": "given"}
import { EventBridge as AmazonEventBridge } from "@aws-sdk/client-eventbridge";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { Chart, fanout, palette, sequence } from "nubelab/charts";
import { check, exercises, predict, selfCheck } from "nubelab/course";

// %% {"id": "eb-language", "lang": "es", "kind": "given"}
useLanguage("es"); // en qué idioma hablan los gráficos, las facturas y las comprobaciones

// %% {"id": "eb-language", "lang": "en", "kind": "given"}
useLanguage("en"); // the language of charts, bills and checks

// %% [markdown] {"id": "eb-group-ask", "lang": "es"}
// **Si trabajan en grupo**, entreguen un solo cuaderno con el nombre de cada integrante aquí.

// %% [markdown] {"id": "eb-group-ask", "lang": "en"}
// **If you work as a group**, hand in one notebook with everybody's name here.

// %% {"id": "eb-group", "lang": "es"}
const grupo = ["nombre y apellido"];

// %% {"id": "eb-group", "lang": "en"}
const group = ["first and last name"];

// %% [markdown] {"id": "t9-question", "item": "T9", "lang": "es", "slide": "slide"}
// ## T9 · ¿Cómo se diseña una tienda que sólo cuenta lo que pasa?
//
// > Describe cómo diseñar una arquitectura event-driven utilizando AWS EventBridge. ¿Cuáles son las ventajas de usar EventBridge?
//
// El nombre oficial es **Amazon EventBridge**. Se diseña en cinco decisiones: qué eventos hay y cómo se llaman, qué llevan dentro, por qué bus pasan, qué reglas los reparten, y qué ocurre cuando una entrega falla. Vas a tomar las cinco.

// %% [markdown] {"id": "t9-question", "item": "T9", "lang": "en", "slide": "slide"}
// ## T9 · How do you design a shop that only says what happened?
//
// > Describe how to design an event-driven architecture with AWS EventBridge. What are the advantages of using EventBridge?
//
// Its official name is **Amazon EventBridge**. The design takes five decisions: which events there are and what they are called, what they carry, which bus they take, which rules share them out, and what happens when a delivery fails. You will take all five.

// %% [markdown] {"id": "t9-names", "item": "T9", "lang": "es", "slide": "subslide"}
// ### Decisión 1 · Qué pasó, y cómo se llama
//
// Un evento es un hecho, así que va **en pasado**: `OrderPlaced`, no `ChargeOrder`. «Cobra el pedido» es una orden y ya sabe quién la cumple; «se hizo un pedido» no obliga a nadie. `source` dice quién habla; `detail-type`, qué pasó.
//
// | quién habla (`source`) | qué pasó (`detail-type`) | qué lleva (`detail`) |
// |---|---|---|
// | `shop.orders` | `OrderPlaced` | `orderId`, `customer`, `total`, `country` |
// | `shop.payments` | `OrderPaid` | `orderId`, `total` |
// | `shop.payments` | `PaymentRefused` | `orderId`, `reason` |
// | `shop.warehouse` | `OrderShipped` | `orderId`, `carrier` |
// | `shop.warehouse` | `StockLow` | `product`, `left` |

// %% [markdown] {"id": "t9-names", "item": "T9", "lang": "en", "slide": "subslide"}
// ### Decision 1 · What happened, and what it is called
//
// An event is a fact, so it is in the **past tense**: `OrderPlaced`, not `ChargeOrder`. "Charge the order" is a command and already knows who obeys; "an order was placed" binds nobody. `source` says who speaks; `detail-type`, what happened.
//
// | who speaks (`source`) | what happened (`detail-type`) | what it carries (`detail`) |
// |---|---|---|
// | `shop.orders` | `OrderPlaced` | `orderId`, `customer`, `total`, `country` |
// | `shop.payments` | `OrderPaid` | `orderId`, `total` |
// | `shop.payments` | `PaymentRefused` | `orderId`, `reason` |
// | `shop.warehouse` | `OrderShipped` | `orderId`, `carrier` |
// | `shop.warehouse` | `StockLow` | `product`, `left` |

// %% [markdown] {"id": "t9-schema", "item": "T9", "lang": "es"}
// ### Decisión 2 · Qué lleva: el esquema
//
// Quien escucha no puede preguntarte nada, así que el evento lleva lo que hace falta, y un **número de versión** para el día en que cambie. En TypeScript el esquema es un tipo: un campo mal escrito no compila.

// %% [markdown] {"id": "t9-schema", "item": "T9", "lang": "en"}
// ### Decision 2 · What it carries: the schema
//
// Whoever listens cannot ask you anything, so the event carries what is needed, and a **version number** for the day it changes. In TypeScript the schema is a type: a misspelt field does not compile.

// %% {"id": "t9-schema-types", "item": "T9"}
interface ShopDetails {
  OrderPlaced: { orderId: string; customer: string; total: number; country: string };
  OrderPaid: { orderId: string; total: number };
  PaymentRefused: { orderId: string; reason: string };
  OrderShipped: { orderId: string; carrier: string };
  StockLow: { product: string; left: number };
}
function shopEvent<Type extends keyof ShopDetails>(source: string, type: Type, detail: ShopDetails[Type]) {
  return { EventBusName: "shop", Source: source, DetailType: type, Detail: JSON.stringify({ version: 1, ...detail }) };
}

// %% {"id": "t9-week", "item": "T9"}
const week = {
  "order of 40, Peru": shopEvent("shop.orders", "OrderPlaced", { orderId: "o1", customer: "ana", total: 40, country: "PE" }),
  "order of 2500, Chile": shopEvent("shop.orders", "OrderPlaced", { orderId: "o2", customer: "beto", total: 2500, country: "CL" }),
  "order paid": shopEvent("shop.payments", "OrderPaid", { orderId: "o1", total: 40 }),
  "payment refused": shopEvent("shop.payments", "PaymentRefused", { orderId: "o2", reason: "no funds" }),
  "order shipped": shopEvent("shop.warehouse", "OrderShipped", { orderId: "o1", carrier: "mail" }),
  "stock low": shopEvent("shop.warehouse", "StockLow", { product: "lamp", left: 2 }),
};
console.log(week["order of 40, Peru"]);

// %% [markdown] {"id": "t9-refused", "item": "T9", "lang": "es"}
// El bus no conoce tu esquema, pero algo exige. **Apuesta**: de estos tres eventos, ¿cuántos acepta? El segundo no dice quién habla; el `Detail` del tercero no es JSON.

// %% [markdown] {"id": "t9-refused", "item": "T9", "lang": "en"}
// The bus does not know your schema, but it does demand something. **Bet**: of these three events, how many does it take? The second does not say who speaks; the `Detail` of the third is not JSON.

// %% {"id": "t9-refused-run", "item": "T9"}
const acceptedBet = { accepted: 0 };
const strict = new Cloud({ seed: 31 });
const strictAnswer = await strict.client(AmazonEventBridge).putEvents({
  Entries: [
    { Source: "shop.orders", DetailType: "OrderPlaced", Detail: "{}" },
    { DetailType: "OrderPlaced", Detail: "{}" },
    { Source: "shop.orders", DetailType: "OrderPlaced", Detail: "order 1" },
  ],
});
console.log(strictAnswer.Entries!.map(({ EventId, ErrorMessage }) => ErrorMessage ?? EventId));
predict(acceptedBet, { accepted: 3 - strictAnswer.FailedEntryCount! });

// %% [markdown] {"id": "t9-refused-after", "item": "T9", "lang": "es"}
// Uno. Y fíjate: `putEvents` **no lanzó ningún error**. Manda hasta diez eventos y contesta uno por uno; quien no mira `FailedEntryCount` pierde eventos sin saberlo.

// %% [markdown] {"id": "t9-refused-after", "item": "T9", "lang": "en"}
// One. And notice: `putEvents` **threw no error**. It takes up to ten events and answers for each; whoever does not look at `FailedEntryCount` loses events without knowing.

// %% [markdown] {"id": "t9-bus", "item": "T9", "lang": "es", "slide": "subslide"}
// ### Decisiones 3 y 4 · El bus y las reglas
//
// Un bus propio, `shop`: lo de la tienda no se mezcla con lo que AWS publica en `default`, y los permisos se dan por bus. Seis reglas; lee cada patrón como una frase. Un campo que el patrón no nombra da igual; una lista son valores permitidos.

// %% [markdown] {"id": "t9-bus", "item": "T9", "lang": "en", "slide": "subslide"}
// ### Decisions 3 and 4 · The bus and the rules
//
// A bus of its own, `shop`: the shop's events do not mix with those that AWS publishes on `default`, and permissions go by bus. Six rules; read each pattern as a sentence. A field that the pattern does not name does not matter; a list holds allowed values.

// %% {"id": "t9-rules", "item": "T9"}
const shopRules: Record<string, exercises.EventFields> = {
  charge: { source: ["shop.orders"], "detail-type": ["OrderPlaced"] },
  fraud: { "detail-type": ["OrderPlaced"], detail: { total: [{ numeric: [">", 1000] }] } },
  customs: { "detail-type": ["OrderPlaced"], detail: { country: [{ "anything-but": ["PE"] }] } },
  pack: { "detail-type": ["OrderPaid"] },
  "tell-customer": { "detail-type": ["PaymentRefused", "OrderShipped"] },
  audit: { source: [{ prefix: "shop." }] },
};

// %% [markdown] {"id": "t9-matrix-predict", "item": "T9", "lang": "es"}
// Seis eventos y seis reglas: 36 parejas. **Apuesta** antes de preguntarle a EventBridge: ¿en cuántas se cumple la regla? ¿A qué evento le hacen caso más reglas? `testEventPattern` contesta sin crear nada.

// %% [markdown] {"id": "t9-matrix-predict", "item": "T9", "lang": "en"}
// Six events and six rules: 36 pairs. **Bet** before you ask EventBridge: in how many does the rule match? Which event do most rules care for? `testEventPattern` answers without creating anything.

// %% {"id": "t9-bet", "item": "T9"}
const matrixBet = { matches: 0, rulesForChile: 0 };

// %% {"id": "t9-matrix-run", "item": "T9"}
const envelope = { id: "1", account: "123456789012", region: "us-east-1", time: "2026-01-05T00:00:00Z", resources: [] };
const pairs: { event: string; rule: string; matches: boolean }[] = [];
for (const [event, { Source, DetailType, Detail }] of Object.entries(week)) {
  const Event = JSON.stringify({ ...envelope, source: Source, "detail-type": DetailType, detail: JSON.parse(Detail) });
  for (const [rule, pattern] of Object.entries(shopRules)) {
    const test = { Event, EventPattern: JSON.stringify(pattern) };
    pairs.push({ event, rule, matches: (await strict.client(AmazonEventBridge).testEventPattern(test)).Result! });
  }
}
const matching = pairs.filter(({ matches }) => matches);
predict(matrixBet, {
  matches: matching.length,
  rulesForChile: matching.filter(({ event }) => event === "order of 2500, Chile").length,
});

// %% [markdown] {"id": "t9-matrix-before", "item": "T9", "lang": "es", "slide": "subslide"}
// La tabla entera: filas, eventos; columnas, reglas. Un recuadro con ✓ es «a esta regla le interesa». Lee primero por filas (¿quién se entera?) y después por columnas (¿qué oye cada uno?).

// %% [markdown] {"id": "t9-matrix-before", "item": "T9", "lang": "en", "slide": "subslide"}
// The whole table: rows are events, columns are rules. A square with ✓ means "this rule cares". Read it by rows first (who hears of it?), then by columns (what does each one hear?).

// %% {"id": "t9-matrix", "item": "T9", "lang": "es"}
new Chart(
  "¿Qué eventos le interesan a cada regla?",
  `${matching.length} de ${pairs.length} parejas: ${Object.keys(shopRules)
    .map((rule) => `${rule} ${matching.filter((pair) => pair.rule === rule).length}`)
    .join(", ")}.`,
  ["6 eventos, 6 reglas; ✓ se cumple"],
  {
    data: { values: pairs.map((pair) => ({ ...pair, sign: pair.matches ? "✓" : "·", answer: pair.matches ? "sí" : "no" })) },
    width: 420,
    height: 220,
    encoding: {
      x: { field: "rule", type: "nominal", title: "regla", sort: Object.keys(shopRules), axis: { orient: "top", labelAngle: 0 } },
      y: { field: "event", type: "nominal", title: "evento", sort: Object.keys(week), axis: { labelLimit: 200 } },
      tooltip: [{ field: "event", title: "evento" }, { field: "rule", title: "regla" }, { field: "answer", title: "se cumple" }],
    },
    layer: [
      {
        mark: { type: "rect", stroke: "white", strokeWidth: 2 },
        encoding: {
          color: {
            field: "answer",
            type: "nominal",
            title: "se cumple",
            scale: { domain: ["sí", "no"], range: [palette.deleted, "#EEF0F2"] },
          },
        },
      },
      {
        mark: { type: "text", fontSize: 16, fontWeight: "bold" },
        encoding: { text: { field: "sign" }, color: { condition: { test: "datum.matches", value: "white" }, value: "#8A939E" } },
      },
    ],
  },
);

// %% {"id": "t9-matrix", "item": "T9", "lang": "en"}
new Chart(
  "Which events does each rule care for?",
  `${matching.length} of ${pairs.length} pairs: ${Object.keys(shopRules)
    .map((rule) => `${rule} ${matching.filter((pair) => pair.rule === rule).length}`)
    .join(", ")}.`,
  ["6 events, 6 rules; ✓ matches"],
  {
    data: { values: pairs.map((pair) => ({ ...pair, sign: pair.matches ? "✓" : "·", answer: pair.matches ? "yes" : "no" })) },
    width: 420,
    height: 220,
    encoding: {
      x: { field: "rule", type: "nominal", title: "rule", sort: Object.keys(shopRules), axis: { orient: "top", labelAngle: 0 } },
      y: { field: "event", type: "nominal", title: "event", sort: Object.keys(week), axis: { labelLimit: 200 } },
      tooltip: [{ field: "event" }, { field: "rule" }, { field: "answer", title: "matches" }],
    },
    layer: [
      {
        mark: { type: "rect", stroke: "white", strokeWidth: 2 },
        encoding: {
          color: {
            field: "answer",
            type: "nominal",
            title: "matches",
            scale: { domain: ["yes", "no"], range: [palette.deleted, "#EEF0F2"] },
          },
        },
      },
      {
        mark: { type: "text", fontSize: 16, fontWeight: "bold" },
        encoding: { text: { field: "sign" }, color: { condition: { test: "datum.matches", value: "white" }, value: "#8A939E" } },
      },
    ],
  },
);

// %% [markdown] {"id": "t9-matrix-after", "item": "T9", "lang": "es", "slide": "subslide"}
// 13 de 36. El pedido grande a Chile interesa a **cuatro** reglas (`charge`, `fraud`, `customs`, `audit`); el de 40, a dos. `audit` lo oye todo. Y `StockLow` no le interesa a nadie más: se publica igual. El día que haya un departamento de compras, añadirá una regla, y el almacén no cambiará **ni una línea**.

// %% [markdown] {"id": "t9-matrix-after", "item": "T9", "lang": "en", "slide": "subslide"}
// 13 of 36. **Four** rules care for the large order to Chile (`charge`, `fraud`, `customs`, `audit`); two for the one of 40. `audit` hears everything. And nobody else cares for `StockLow`: it is published all the same. The day there is a purchasing department, it will add a rule, and the warehouse will not change **a single line**.

// %% [markdown] {"id": "t9-build", "item": "T9", "lang": "es"}
// Ahora, la arquitectura de verdad. Cada regla lleva a un destino: las que esperan turno, una **cola**; las que actúan al momento, una **función**. Los dos tienen que aceptar a EventBridge: la cola, en su política; la función, en su permiso.

// %% [markdown] {"id": "t9-build", "item": "T9", "lang": "en"}
// Now the real architecture. Each rule leads to a target: those that wait their turn to a **queue**, those that act at once to a **function**. Both have to accept EventBridge: the queue in its policy, the function in its permission.

// %% {"id": "t9-targets", "item": "T9"}
async function queueFor(cloud: Cloud, name: string): Promise<string> {
  const arn = `arn:aws:sqs:us-east-1:123456789012:${name}`;
  const Principal = { Service: "events.amazonaws.com" };
  const Statement = { Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: arn };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await cloud.client(SQS).createQueue({ QueueName: name, Attributes: { Policy } });
  return arn;
}
async function functionFor(cloud: Cloud, name: string, act: (event: exercises.EventFields) => void): Promise<string> {
  const arn = cloud.lambda(name, act);
  const Principal = "events.amazonaws.com";
  const permission = { FunctionName: name, StatementId: "events", Action: "lambda:InvokeFunction", Principal };
  await cloud.client(Lambda).addPermission(permission);
  return arn;
}

// %% {"id": "t9-rule-tool", "item": "T9"}
/** Sets a rule on the bus "shop" with one target; answers with the rule's ARN. */
async function shopRule(cloud: Cloud, name: string, pattern: exercises.EventFields, Arn: string, dead?: string) {
  const events = cloud.client(AmazonEventBridge);
  const DeadLetterConfig = dead === undefined ? undefined : { Arn: dead };
  const rule = { Name: name, EventBusName: "shop", EventPattern: JSON.stringify(pattern) };
  const { RuleArn } = await events.putRule(rule);
  const put = await events.putTargets({ Rule: name, EventBusName: "shop", Targets: [{ Id: "1", Arn, DeadLetterConfig }] });
  if (put.FailedEntryCount) throw new Error(put.FailedEntries![0].ErrorMessage);
  return RuleArn!;
}

// %% {"id": "t9-shop", "item": "T9"}
const shop = new Cloud({ seed: 32 });
await shop.client(AmazonEventBridge).createEventBus({ Name: "shop" });
const told: string[] = [];
for (const [name, pattern] of Object.entries(shopRules)) {
  const isAtOnce = name === "fraud" || name === "tell-customer";
  const arn = isAtOnce
    ? await functionFor(shop, name, (event) => told.push(`${name}: ${event["detail-type"]} ${event.detail.orderId}`))
    : await queueFor(shop, name);
  await shopRule(shop, name, pattern, arn);
}
shop.topology();

// %% [markdown] {"id": "t9-topology-after", "item": "T9", "lang": "es"}
// Éste es el diagrama que pide el diseño, sacado de lo que existe. Fíjate en lo que **no** hay: ninguna flecha de un servicio a otro. Publica el pedido de Chile y sigue su rastro.

// %% [markdown] {"id": "t9-topology-after", "item": "T9", "lang": "en"}
// This is the diagram that the design asks for, drawn from what exists. Notice what is **not** there: no arrow from one service to another. Publish the order from Chile and follow its trail.

// %% {"id": "t9-one", "item": "T9"}
const chile = await shop.client(AmazonEventBridge).putEvents({ Entries: [week["order of 2500, Chile"]] });
await shop.run();
sequence(shop, chile.Entries![0].EventId!);

// %% {"id": "t9-all", "item": "T9"}
const others = Object.values(week).filter((event) => event !== week["order of 2500, Chile"]);
await shop.client(AmazonEventBridge).putEvents({ Entries: others });
await shop.run();
console.log(told);
fanout(shop);

// %% [markdown] {"id": "t9-fanout-after", "item": "T9", "lang": "es"}
// Una publicación, cuatro entregas, y la tienda no nombró a nadie. La semana entera: seis eventos dieron 13 entregas, las 13 parejas de la tabla; `audit` recibió 6. La tabla era el diseño; el gráfico es lo que pasó, y **coinciden**.

// %% [markdown] {"id": "t9-fanout-after", "item": "T9", "lang": "en"}
// One publication, four deliveries, and the shop named nobody. The whole week: six events made 13 deliveries, the 13 pairs of the table; `audit` got 6. The table was the design; the chart is what happened, and they **agree**.

// %% [markdown] {"id": "t9-fail", "item": "T9", "lang": "es", "slide": "subslide"}
// ### Decisión 5 · ¿Y si el destino no contesta?
//
// La cola `charge` se cae durante **treinta horas**. Dos reglas le llevan el mismo pedido: una con cola de mensajes muertos, la otra sin ella. EventBridge insiste por defecto hasta **185 veces más en 24 horas**. **Apuesta**: ¿cuántos intentos hará cada regla, y qué quedará del pedido?

// %% [markdown] {"id": "t9-fail", "item": "T9", "lang": "en", "slide": "subslide"}
// ### Decision 5 · And when the target does not answer?
//
// The queue `charge` is down for **thirty hours**. Two rules take the same order to it: one with a dead-letter queue, one without. By default EventBridge insists up to **185 more times within 24 hours**. **Bet**: how many attempts will each rule make, and what will be left of the order?

// %% {"id": "t9-fail-bet", "item": "T9"}
const failBet = { attemptsEach: 0, keptCopies: 0 };

// %% {"id": "t9-fail-run", "item": "T9"}
const broken = new Cloud({ seed: 33 });
await broken.client(AmazonEventBridge).createEventBus({ Name: "shop" });
const [chargeArn, deadArn] = [await queueFor(broken, "charge"), await queueFor(broken, "dead")];
await shopRule(broken, "careful", shopRules.charge, chargeArn, deadArn);
await shopRule(broken, "careless", shopRules.charge, chargeArn);
broken.faults.down("charge", { until: { hours: 30 } });
await broken.client(AmazonEventBridge).putEvents({ Entries: [week["order of 40, Peru"]] });
await broken.run({ for: { hours: 40 } });
fanout(broken);

// %% {"id": "t9-fail-predict", "item": "T9"}
const attempts = broken.trace.for("shop").filter(({ kind }) => kind === "eventbridge.Attempted");
const lastAttempt = attempts.at(-1)!.at / 3_600_000;
const kept = await broken.client(SQS).receiveMessage({
  QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/dead",
  MessageAttributeNames: ["All"],
});
console.log(`last attempt after ${lastAttempt.toFixed(1)} hours`);
for (const [name, { StringValue }] of Object.entries(kept.Messages![0].MessageAttributes!)) console.log(name, StringValue);
predict(failBet, { attemptsEach: attempts.length / 2, keptCopies: kept.Messages!.length });

// %% [markdown] {"id": "t9-fail-after", "item": "T9", "lang": "es"}
// 186 intentos cada una, el último a las 23,6 horas: la cola volvió a las 30, y **ya nadie la llamaba**. `careful` apartó el evento, con la razón y los intentos; `careless` lo perdió. Sin cola de mensajes muertos, un evento que no entra desaparece en silencio.

// %% [markdown] {"id": "t9-fail-after", "item": "T9", "lang": "en"}
// 186 attempts each, the last after 23.6 hours: the queue came back at 30, and **nobody was calling any more**. `careful` set the event aside, with the reason and the attempts; `careless` lost it. Without a dead-letter queue, an event that cannot get in vanishes in silence.

// %% [markdown] {"id": "t9-order", "item": "T9", "lang": "es"}
// Insistir tiene otro precio: el **orden**. La cola se cae sólo cinco segundos. El pedido se publica a los 0 s y su cancelación a los 6. **Apuesta**: ¿en qué orden llegan?

// %% [markdown] {"id": "t9-order", "item": "T9", "lang": "en"}
// Insisting has another price: **order**. The queue is down for five seconds only. The order is published at 0 s and its cancellation at 6. **Bet**: in which order do they arrive?

// %% {"id": "t9-order-run", "item": "T9"}
const hiccup = new Cloud({ seed: 34 });
await hiccup.client(AmazonEventBridge).createEventBus({ Name: "shop" });
await shopRule(hiccup, "orders", { source: ["shop.orders"] }, await queueFor(hiccup, "orders"));
hiccup.faults.down("orders", { until: { seconds: 5 } });
const tell = (DetailType: string) => ({ EventBusName: "shop", Source: "shop.orders", DetailType, Detail: '{"orderId":"o1"}' });
await hiccup.client(AmazonEventBridge).putEvents({ Entries: [tell("OrderPlaced")] });
await hiccup.sleep({ seconds: 6 });
await hiccup.client(AmazonEventBridge).putEvents({ Entries: [tell("OrderCancelled")] });
await hiccup.run();
const arrivals = hiccup.trace.for("orders").filter(({ kind }) => kind === "sqs.Sent");
const texts = await hiccup.client(SQS).receiveMessage({
  QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
  MaxNumberOfMessages: 10,
});
texts.Messages!.forEach(({ Body }, i) => console.log(`${arrivals[i].at / 1000} s: ${JSON.parse(Body!)["detail-type"]}`));

// %% [markdown] {"id": "t9-order-after", "item": "T9", "lang": "es"}
// La cancelación llegó a los 6 s y el pedido a los 7, en su cuarto intento: se canceló algo que aún no existía. EventBridge **no promete orden**. Los eventos llevan la hora y el id del pedido para que quien los recibe pueda ordenarlos.

// %% [markdown] {"id": "t9-order-after", "item": "T9", "lang": "en"}
// The cancellation came at 6 s and the order at 7, on its fourth attempt: something was cancelled that did not exist yet. EventBridge **promises no order**. Events carry the time and the order's id so that whoever gets them can put them in order.

// %% [markdown] {"id": "t9-twice", "item": "T9", "lang": "es"}
// Y promete entregar **al menos una vez**: puede ser más de una. Aquí, una función que cobra y se cae *después* de cobrar. ¿Cuántas veces paga beto?

// %% [markdown] {"id": "t9-twice", "item": "T9", "lang": "en"}
// And it promises to deliver **at least once**: it may be more often. Here, a function that charges and crashes *after* charging. How often does beto pay?

// %% {"id": "t9-twice-run", "item": "T9"}
const eager = new Cloud({ seed: 35 });
await eager.client(AmazonEventBridge).createEventBus({ Name: "shop" });
let [naivePayments, carefulPayments] = [0, 0];
const paidEvents = new Set<string>();
const charge = await functionFor(eager, "charge", (event) => {
  naivePayments += 1;
  if (!paidEvents.has(event.id)) carefulPayments += 1;
  paidEvents.add(event.id);
  throw new Error("the printer has no paper"); // after charging
});
await shopRule(eager, "charge", shopRules.charge, charge);
await eager.client(AmazonEventBridge).putEvents({ Entries: [week["order of 2500, Chile"]] });
await eager.run();
console.log({ naivePayments, carefulPayments });

// %% [markdown] {"id": "t9-twice-after", "item": "T9", "lang": "es"}
// Tres cobros sin memoria; uno, si se anota el `id` del evento. Es el patrón **idempotencia**: el mismo evento, dos veces, el mismo resultado.

// %% [markdown] {"id": "t9-twice-after", "item": "T9", "lang": "en"}
// Three charges without a memory; one when the event's `id` is noted down. That is the pattern **idempotency**: the same event twice, the same result.

// %% [markdown] {"id": "t9-archive", "item": "T9", "lang": "es", "slide": "subslide"}
// ### Una ventaja que no se ve: volver a contarlo
//
// Un **archivo** guarda lo que pasa por el bus. Meses después nace el departamento de compras: pone su regla y le pide al bus que le **repita** lo que ya pasó, sólo a él.

// %% [markdown] {"id": "t9-archive", "item": "T9", "lang": "en", "slide": "subslide"}
// ### An advantage that does not show: telling it again
//
// An **archive** keeps what passes on the bus. Months later the purchasing department is born: it sets its rule and asks the bus to **replay** what has happened, to it alone.

// %% {"id": "t9-archive-run", "item": "T9"}
const late = new Cloud({ seed: 36 });
const { EventBusArn } = await late.client(AmazonEventBridge).createEventBus({ Name: "shop" });
const { ArchiveArn } = await late.client(AmazonEventBridge).createArchive({ ArchiveName: "all", EventSourceArn: EventBusArn });
await shopRule(late, "audit", shopRules.audit, await queueFor(late, "audit"));
await late.client(AmazonEventBridge).putEvents({ Entries: Object.values(week) });
await late.run({ for: { days: 90 } });
const purchasing = await shopRule(late, "purchasing", { "detail-type": ["StockLow"] }, await queueFor(late, "purchasing"));
await late.client(AmazonEventBridge).startReplay({
  ReplayName: "purchasing-is-born",
  EventSourceArn: ArchiveArn,
  EventStartTime: new Date(late.start),
  EventEndTime: new Date(late.start + 86_400_000),
  Destination: { Arn: EventBusArn, FilterArns: [purchasing] },
});
await late.run({ for: { hours: 1 } });
fanout(late);

// %% [markdown] {"id": "t9-archive-after", "item": "T9", "lang": "es"}
// `purchasing` recibió su `StockLow` de hace 90 días, y `audit` siguió con 6: `FilterArns` evitó repetirle nada. Sin ese filtro, los clientes recibirían otra vez sus avisos.

// %% [markdown] {"id": "t9-archive-after", "item": "T9", "lang": "en"}
// `purchasing` got its `StockLow` of 90 days ago, and `audit` stayed at 6: `FilterArns` kept it from hearing things again. Without that filter, customers would get their notices a second time.

// %% [markdown] {"id": "t9-clock", "item": "T9", "lang": "es"}
// Y un evento puede nacer del **reloj**. EventBridge Scheduler cierra la caja todas las noches a las 22, hora de Lima; una semana de tiempo virtual pasa en un instante.

// %% [markdown] {"id": "t9-clock", "item": "T9", "lang": "en"}
// And an event may be born of the **clock**. EventBridge Scheduler closes the till every night at 22, Lima time; a week of virtual time passes in an instant.

// %% {"id": "t9-clock-run", "item": "T9"}
const nights = new Cloud({ seed: 37, start: "2026-01-05T12:00:00Z" });
const closings: string[] = [];
const till = nights.lambda("close-till", () => {
  closings.push(new Date(nights.start + nights.now).toISOString());
});
await nights.client(Scheduler).createSchedule({
  Name: "every-night",
  ScheduleExpression: "cron(0 22 * * ? *)",
  ScheduleExpressionTimezone: "America/Lima",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { Arn: till, RoleArn: "arn:aws:iam::123456789012:role/scheduler" },
});
await nights.run({ for: { days: 7 } });
console.log(closings.length, closings.slice(0, 2));

// %% [markdown] {"id": "t9-clock-after", "item": "T9", "lang": "es"}
// Siete cierres, a las 03:00 UTC, que en Lima son las 22. Nadie tuvo que dejar un ordenador encendido.

// %% [markdown] {"id": "t9-clock-after", "item": "T9", "lang": "en"}
// Seven closings, at 03:00 UTC, which is 22 in Lima. Nobody had to leave a computer on.

// %% {"id": "t9-selfcheck-name", "item": "T9"}
selfCheck("t9.name");

// %% {"id": "t9-selfcheck-lost", "item": "T9"}
selfCheck("t9.lost");

// %% {"id": "t9-selfcheck-order", "item": "T9"}
selfCheck("t9.order");

// %% [markdown] {"id": "t9-answer-ask", "item": "T9", "lang": "es"}
// ### Tu respuesta a T9
//
// Diseña **otra** arquitectura: una biblioteca, una clínica, lo que quieras. Escribe al menos **cuatro eventos** (nombre en pasado, quién habla, qué llevan), el bus, **tres reglas** con su patrón y su destino, y un diagrama: una lista de flechas o un bloque `mermaid`. Después, **tres ventajas** de EventBridge y **dos cosas que no promete**, apoyadas en números de arriba.

// %% [markdown] {"id": "t9-answer-ask", "item": "T9", "lang": "en"}
// ### Your answer to T9
//
// Design **another** architecture: a library, a clinic, whatever you like. Write at least **four events** (name in the past tense, who speaks, what they carry), the bus, **three rules** with pattern and target, and a diagram: a list of arrows or a `mermaid` block. Then **three advantages** of EventBridge and **two things it does not promise**, resting on numbers from above.

// %% [markdown] {"id": "t9-answer", "item": "T9", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** *Biblioteca*, bus `library`. Eventos: `BookBorrowed` (`library.desk`: `bookId`, `reader`, `dueDate`), `BookReturned` (`library.desk`: `bookId`, `reader`, `daysLate`), `BookReserved` (`library.web`: `bookId`, `reader`), `ReaderJoined` (`library.web`: `reader`, `email`). Reglas: `fine`, `{"detail-type": ["BookReturned"], "detail": {"daysLate": [{"numeric": [">", 0]}]}}` → Lambda que multa; `next-reader`, `{"detail-type": ["BookReturned"]}` → Step Functions que avisa a quien espera; `welcome`, `{"detail-type": ["ReaderJoined"]}` → cola SQS del correo. Cada destino con cola de mensajes muertos.
//
// ```mermaid
// flowchart LR
//   desk[mostrador] --> library{{bus library}}
//   web --> library
//   library -- fine --> multas[Lambda multas]
//   library -- next-reader --> avisos[Step Functions avisos]
//   library -- welcome --> correo[cola correo]
// ```
//
// *Ventajas:* quien publica no conoce a quien escucha (una regla nueva, cero cambios); las reglas están en un solo sitio y filtran por contenido antes de entregar (13 de 36 parejas); integra servicios de AWS y el reloj sin código; reintenta 185 veces, archiva y repite. *No promete* orden (la cancelación llegó a los 6 s, el pedido a los 7) ni una sola entrega (tres cobros); sin cola de mensajes muertos, tras 24 horas el evento se pierde.
//
// **Pauta (2 puntos; medio punto cada línea).** Cuatro eventos en pasado, con origen y esquema. Bus, tres reglas con patrones válidos y destinos de al menos dos clases (Lambda, SQS, Step Functions…), y un diagrama que coincide. Tres ventajas (integración, gestión centralizada, reacción a hechos concretos, desacoplo, archivo). Dos cosas que no promete, con números. *Errores comunes*: eventos que son órdenes (`SendEmail`); flechas directas de servicio a servicio; patrones con valores sueltos en vez de listas.
// END SOLUTION

// %% [markdown] {"id": "t9-answer", "item": "T9", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** *Library*, bus `library`. Events: `BookBorrowed` (`library.desk`: `bookId`, `reader`, `dueDate`), `BookReturned` (`library.desk`: `bookId`, `reader`, `daysLate`), `BookReserved` (`library.web`: `bookId`, `reader`), `ReaderJoined` (`library.web`: `reader`, `email`). Rules: `fine`, `{"detail-type": ["BookReturned"], "detail": {"daysLate": [{"numeric": [">", 0]}]}}` → a Lambda that fines; `next-reader`, `{"detail-type": ["BookReturned"]}` → a state machine that tells who waits; `welcome`, `{"detail-type": ["ReaderJoined"]}` → the mail's SQS queue. Every target with a dead-letter queue.
//
// ```mermaid
// flowchart LR
//   desk --> library{{bus library}}
//   web --> library
//   library -- fine --> fines[Lambda fines]
//   library -- next-reader --> notices[Step Functions notices]
//   library -- welcome --> mail[queue mail]
// ```
//
// *Advantages:* whoever publishes does not know who listens (a new rule, no changes); the rules are in one place and filter by content before delivering (13 of 36 pairs); it integrates AWS's services and the clock without code; it retries 185 times, archives and replays. *No promise* of order (the cancellation came at 6 s, the order at 7) nor of a single delivery (three charges); without a dead-letter queue the event is lost after 24 hours.
//
// **Marking (2 points; half a point each).** Four events in the past tense with source and schema. Bus, three rules with valid patterns and targets of two kinds at least (Lambda, SQS, Step Functions…), and a diagram that agrees. Three advantages (integration, central management, reaction to specific facts, decoupling, archive). Two things not promised, with numbers. *Common mistakes*: events that are commands (`SendEmail`); arrows from service to service; patterns with bare values instead of lists.
// END SOLUTION

// %% [markdown] {"id": "e6-title", "item": "E6", "lang": "es", "slide": "slide"}
// ## E6 · ¿Cuánto de EventBridge cabe en diez líneas?
//
// El repaso simula EventBridge con una lista de reglas. Aquí está, línea por línea, en TypeScript. Se llama `ToyBus` porque en X5 escribirás el tuyo, y el de AWS ya tiene nombre.

// %% [markdown] {"id": "e6-title", "item": "E6", "lang": "en", "slide": "slide"}
// ## E6 · How much of EventBridge fits in ten lines?
//
// The handout simulates EventBridge with a list of rules. Here it is, line by line, in TypeScript. It is called `ToyBus` because in X5 you will write your own, and AWS's has its name already.

// %% {"id": "e6-class", "item": "E6"}
class ToyBus {
  rules: { pattern: exercises.EventFields; targets: ToyTarget[] }[] = [];
  createRule(pattern: exercises.EventFields, targets: ToyTarget[]): void {
    this.rules.push({ pattern, targets });
  }
  putEvent(event: exercises.EventFields): void {
    for (const rule of this.rules) {
      if (Object.entries(rule.pattern).every(([key, value]) => event[key] === value)) {
        for (const target of rule.targets) target.notify(event);
      }
    }
  }
}
class ToyTarget {
  constructor(
    readonly name: string,
    readonly act?: (event: exercises.EventFields) => void,
  ) {}
  notify(event: exercises.EventFields): void {
    if (this.act) this.act(event);
    else console.log(`Target ${this.name} received event: ${JSON.stringify(event)}`);
  }
}

// %% {"id": "e6-run", "item": "E6"}
const toyBus = new ToyBus();
const lambdaTarget = new ToyTarget("LambdaFunction");
toyBus.createRule({ source: "my.app" }, [lambdaTarget]);
toyBus.putEvent({ source: "my.app", detail: "example event" });

// %% [markdown] {"id": "e6-table", "item": "E6", "lang": "es"}
// Funciona. Pero ¿es EventBridge? Un evento, siete patrones, y dos que contestan: el juguete y AWS. **Apuesta**: ¿en cuántos de los siete están de acuerdo?

// %% [markdown] {"id": "e6-table", "item": "E6", "lang": "en"}
// It works. But is it EventBridge? One event, seven patterns, and two who answer: the toy and AWS. **Bet**: on how many of the seven do they agree?

// %% {"id": "e6-bet", "item": "E6"}
const agreeBet = { agree: 0 };

// %% {"id": "e6-patterns", "item": "E6"}
const paidOrder = { source: "my.app", "detail-type": "order", detail: { state: "paid", total: 40, tags: ["new", "gift"] } };
const tried: { pattern: exercises.EventFields; why: { es: string; en: string } }[] = [
  { pattern: { source: "my.app" }, why: { es: "AWS exige una lista de valores", en: "AWS demands a list of values" } },
  { pattern: { source: ["my.app"] }, why: { es: "una lista son valores permitidos", en: "a list holds allowed values" } },
  { pattern: { detail: { state: ["paid"] } }, why: { es: "un objeto mira dentro", en: "an object looks inside" } },
  { pattern: { detail: { tags: ["gift"] } }, why: { es: "basta un elemento de su lista", en: "one element of its list will do" } },
  { pattern: { source: [{ prefix: "my." }] }, why: { es: "operadores: prefix…", en: "operators: prefix…" } },
  { pattern: { source: ["my.app"], id: ["2"] }, why: { es: "han de cumplirse todos", en: "all fields have to match" } },
  { pattern: {}, why: { es: "lo vacío lo cumple todo", en: "empty matches everything" } },
];

// %% {"id": "e6-compare", "item": "E6"}
const aws = new Cloud({ seed: 42 }).client(AmazonEventBridge);
const fullEvent = { id: "1", account: "123456789012", region: "us-east-1", time: "2026-01-05T00:00:00Z", resources: [], ...paidOrder };
const verdicts: { pattern: string; toy: string; aws: string; why: { es: string; en: string } }[] = [];
for (const { pattern, why } of tried) {
  let toy = "no";
  const bus = new ToyBus();
  bus.createRule(pattern, [new ToyTarget("any", () => (toy = "yes"))]);
  bus.putEvent(paidOrder);
  const test = { Event: JSON.stringify(fullEvent), EventPattern: JSON.stringify(pattern) };
  const answer = await aws.testEventPattern(test).then(({ Result }) => (Result ? "yes" : "no"), () => "refuses");
  verdicts.push({ pattern: JSON.stringify(pattern), toy, aws: answer, why });
}
predict(agreeBet, { agree: verdicts.filter((one) => one.toy === one.aws).length });

// %% [markdown] {"id": "e6-chart-before", "item": "E6", "lang": "es"}
// Una fila por patrón: qué dice cada uno y por qué. Busca las filas donde no coinciden.

// %% [markdown] {"id": "e6-chart-before", "item": "E6", "lang": "en"}
// One row per pattern: what each says, and why. Look for the rows where they differ.

// %% {"id": "e6-chart", "item": "E6", "lang": "es"}
const palabra: Record<string, string> = { yes: "✓ sí", no: "✗ no", refuses: "⚠ lo rechaza" };
const filas = verdicts.flatMap((one) =>
  (["toy", "aws"] as const).map((who) => ({
    patrón: one.pattern,
    quién: who === "toy" ? "juguete" : "AWS",
    dice: palabra[one[who]],
    porqué: one.why.es,
  })),
);
new Chart(
  "¿Cumple el pedido pagado este patrón?",
  verdicts.map((one) => `${one.pattern}: juguete ${palabra[one.toy]}, AWS ${palabra[one.aws]} (${one.why.es})`).join("; "),
  ['evento: source "my.app", state "paid", tags "new" y "gift"'],
  {
    data: { values: filas },
    width: 200,
    height: { step: 30 },
    encoding: {
      y: { field: "patrón", type: "nominal", sort: verdicts.map(({ pattern }) => pattern), title: "patrón", axis: { labelLimit: 260 } },
      tooltip: [{ field: "patrón" }, { field: "quién" }, { field: "dice" }, { field: "porqué" }],
    },
    layer: [
      {
        mark: { type: "rect", stroke: "white", strokeWidth: 2 },
        encoding: {
          x: { field: "quién", type: "nominal", sort: ["juguete", "AWS"], title: "quién contesta", axis: { orient: "top", labelAngle: 0 } },
          color: {
            field: "dice",
            type: "nominal",
            title: "dice",
            scale: { domain: Object.values(palabra), range: [palette.deleted, "#EEF0F2", palette.retry] },
          },
        },
      },
      {
        mark: { type: "text" },
        encoding: {
          x: { field: "quién", type: "nominal", sort: ["juguete", "AWS"] },
          text: { field: "dice" },
          color: { condition: { test: "datum.dice === '✓ sí'", value: "white" }, value: "#1F2933" },
        },
      },
      {
        transform: [{ filter: "datum['quién'] === 'AWS'" }],
        mark: { type: "text", align: "left", fontSize: 12, color: "#4B5563" },
        encoding: { x: { value: 212 }, text: { field: "porqué" } },
      },
    ],
  },
);

// %% {"id": "e6-chart", "item": "E6", "lang": "en"}
const word: Record<string, string> = { yes: "✓ yes", no: "✗ no", refuses: "⚠ refuses it" };
const rows = verdicts.flatMap((one) =>
  (["toy", "aws"] as const).map((who) => ({
    pattern: one.pattern,
    who: who === "toy" ? "toy" : "AWS",
    says: word[one[who]],
    why: one.why.en,
  })),
);
new Chart(
  "Does the paid order match this pattern?",
  verdicts.map((one) => `${one.pattern}: toy ${word[one.toy]}, AWS ${word[one.aws]} (${one.why.en})`).join("; "),
  ['event: source "my.app", state "paid", tags "new" and "gift"'],
  {
    data: { values: rows },
    width: 200,
    height: { step: 30 },
    encoding: {
      y: { field: "pattern", type: "nominal", sort: verdicts.map(({ pattern }) => pattern), title: "pattern", axis: { labelLimit: 260 } },
      tooltip: [{ field: "pattern" }, { field: "who" }, { field: "says" }, { field: "why" }],
    },
    layer: [
      {
        mark: { type: "rect", stroke: "white", strokeWidth: 2 },
        encoding: {
          x: { field: "who", type: "nominal", sort: ["toy", "AWS"], title: "who answers", axis: { orient: "top", labelAngle: 0 } },
          color: {
            field: "says",
            type: "nominal",
            title: "says",
            scale: { domain: Object.values(word), range: [palette.deleted, "#EEF0F2", palette.retry] },
          },
        },
      },
      {
        mark: { type: "text" },
        encoding: {
          x: { field: "who", type: "nominal", sort: ["toy", "AWS"] },
          text: { field: "says" },
          color: { condition: { test: "datum.says === '✓ yes'", value: "white" }, value: "#1F2933" },
        },
      },
      {
        transform: [{ filter: "datum.who === 'AWS'" }],
        mark: { type: "text", align: "left", fontSize: 12, color: "#4B5563" },
        encoding: { x: { value: 212 }, text: { field: "why" } },
      },
    ],
  },
);

// %% [markdown] {"id": "e6-chart-after", "item": "E6", "lang": "es"}
// De acuerdo en **uno**, y los dos dicen «no». El juguete compara con `===`: sólo acierta con textos iguales, y justo esa forma AWS la rechaza. En Python, `==` compara diccionarios por dentro; aun así `{"detail": {"state": "paid"}}` fallaría, porque el evento lleva además `total`. Y el patrón vacío, una regla sin terminar, **recibiría todo**.

// %% [markdown] {"id": "e6-chart-after", "item": "E6", "lang": "en"}
// They agree on **one**, and both say "no" there. The toy compares with `===`: it only gets equal texts right, and that is the very form AWS refuses. In Python, `==` compares dictionaries by their contents; even so `{"detail": {"state": "paid"}}` would fail, because the event has a `total` as well. And the empty pattern, an unfinished rule, **would get everything**.

// %% [markdown] {"id": "e6-throw", "item": "E6", "lang": "es"}
// Ahora las entregas. Tres destinos; el segundo, sin papel, lanza un error. **Apuesta**: ¿quién se entera del pedido? ¿Y quién ve el error?

// %% [markdown] {"id": "e6-throw", "item": "E6", "lang": "en"}
// Now the deliveries. Three targets; the second one, out of paper, throws. **Bet**: who hears of the order? And who gets to see the error?

// %% {"id": "e6-throw-run", "item": "E6"}
const fragile = new ToyBus();
const heard: string[] = [];
fragile.createRule({ source: "my.app" }, [
  new ToyTarget("billing", () => heard.push("billing")),
  new ToyTarget("printer", () => {
    throw new Error("out of paper");
  }),
  new ToyTarget("customer", () => heard.push("customer")),
]);
try {
  fragile.putEvent({ source: "my.app" });
} catch (error) {
  console.log("the shop sees:", (error as Error).message, "| heard:", heard);
}

// %% [markdown] {"id": "e6-throw-after", "item": "E6", "lang": "es"}
// El cliente se queda sin aviso, y la **tienda** recibe el error de una impresora que no conoce. En EventBridge cada destino tiene su entrega, sus reintentos y su cola de mensajes muertos; `putEvents` ya contestó.

// %% [markdown] {"id": "e6-throw-after", "item": "E6", "lang": "en"}
// The customer goes without a notice, and the **shop** gets the error of a printer it does not know. In EventBridge each target has its delivery, its retries and its dead-letter queue; `putEvents` has answered long before.

// %% {"id": "e6-shared", "item": "E6"}
const shared = new ToyBus();
let charged = -1;
shared.createRule({ source: "my.app" }, [
  new ToyTarget("discount", (event) => {
    event.detail.total -= 10; // "its" event
  }),
  new ToyTarget("billing", (event) => {
    charged = event.detail.total;
  }),
]);
const original = { source: "my.app", detail: { total: 40 } };
shared.putEvent(original);
console.log({ charged, original: original.detail.total });

// %% [markdown] {"id": "e6-shared-after", "item": "E6", "lang": "es"}
// Facturación cobró 30, y hasta el evento de quien lo publicó cambió. Todos tocan **el mismo objeto**, así que el resultado depende del orden de los destinos. Un evento de verdad viaja como JSON: cada uno recibe su copia.

// %% [markdown] {"id": "e6-shared-after", "item": "E6", "lang": "en"}
// Billing charged 30, and even the publisher's own event changed. All of them touch **the same object**, so the result depends on the order of the targets. A real event travels as JSON: each gets a copy.

// %% {"id": "e6-selfcheck", "item": "E6"}
selfCheck("e6.pattern");

// %% [markdown] {"id": "l4-title", "item": "L4", "lang": "es", "slide": "slide"}
// ## L4 · Subo un archivo. ¿Quién se entera?
//
// > Crea un bus de eventos en AWS EventBridge. Configura una regla que escuche eventos específicos (por ejemplo, cambios en un bucket de S3). Configura acciones desencadenadas por la regla (por ejemplo, ejecutar una función Lambda). Prueba el flujo subiendo un archivo a S3 y verifica que la función se ejecute.
//
// Cuatro pasos. Antes de escribirlos, **apuesta**: seguidos al pie de la letra, ¿se ejecuta la función?

// %% [markdown] {"id": "l4-title", "item": "L4", "lang": "en", "slide": "slide"}
// ## L4 · I upload a file. Who hears of it?
//
// > Create an event bus in AWS EventBridge. Configure a rule that listens to specific events (for example changes in an S3 bucket). Configure actions triggered by the rule (for example running a Lambda function). Test the flow by uploading a file to S3 and verify that the function runs.
//
// Four steps. Before you write them, **bet**: taken to the letter, does the function run?

// %% {"id": "l4-literal-bet", "item": "L4"}
const literalBet = { runs: 0 };

// %% {"id": "l4-literal", "item": "L4"}
const literal = new Cloud({ seed: 41 });
const literalRuns: string[] = [];
const literalArn = literal.lambda("resize", (event: exercises.EventFields) => {
  literalRuns.push(event.detail.object.key);
});
await literal.client(AmazonEventBridge).createEventBus({ Name: "files" });
await literal.client(S3).createBucket({ Bucket: "photos" });
const literalPattern = { source: ["aws.s3"], "detail-type": ["Object Created"] };
await literal.client(AmazonEventBridge).putRule({
  Name: "new-file",
  EventBusName: "files",
  EventPattern: JSON.stringify(literalPattern),
});
await literal.client(AmazonEventBridge).putTargets({
  Rule: "new-file",
  EventBusName: "files",
  Targets: [{ Id: "resize", Arn: literalArn }],
});
await literal.client(S3).putObject({ Bucket: "photos", Key: "ana.jpg", Body: "..." });
await literal.run();
console.log(String(literal.explain("photos")));

// %% {"id": "l4-literal-predict", "item": "L4"}
predict(literalBet, { runs: literalRuns.length });

// %% [markdown] {"id": "l4-literal-after", "item": "L4", "lang": "es"}
// Cero, y ningún error: bus, regla y función existen, y el archivo está en su sitio. Pero en la historia del bucket nadie avisa a nadie. **Un bucket no cuenta nada a EventBridge hasta que se lo pides.** Pídeselo:

// %% [markdown] {"id": "l4-literal-after", "item": "L4", "lang": "en"}
// Zero, and no error: bus, rule and function exist, and the file is in its place. But in the bucket's story nobody tells anybody. **A bucket says nothing to EventBridge until you ask it to.** Ask it:

// %% {"id": "l4-enabled", "item": "L4"}
await literal.client(S3).putBucketNotificationConfiguration({
  Bucket: "photos",
  NotificationConfiguration: { EventBridgeConfiguration: {} },
});
await literal.client(S3).putObject({ Bucket: "photos", Key: "beto.jpg", Body: "..." });
await literal.run();
console.log(literalRuns.length, String(literal.explain("default")));

// %% [markdown] {"id": "l4-enabled-after", "item": "L4", "lang": "es"}
// Todavía cero, pero ahora hay una pista: el evento llegó **al bus `default`** y allí ninguna regla lo esperaba. Los servicios de AWS publican siempre en `default`; tu bus está al lado, vacío. Hace falta una regla en `default` cuyo destino sea tu bus.

// %% [markdown] {"id": "l4-enabled-after", "item": "L4", "lang": "en"}
// Still zero, but now there is a clue: the event came to **the bus `default`**, and no rule was waiting for it there. AWS's services always publish on `default`; your bus stands beside it, empty. What is needed is a rule on `default` whose target is your bus.

// %% {"id": "l4-forward", "item": "L4"}
await literal.client(AmazonEventBridge).putRule({ Name: "to-files", EventPattern: JSON.stringify(literalPattern) });
const forwarded = await literal.client(AmazonEventBridge).putTargets({
  Rule: "to-files",
  Targets: [{ Id: "files", Arn: "arn:aws:events:us-east-1:123456789012:event-bus/files" }],
});
console.log(forwarded.FailedEntryCount, forwarded.FailedEntries![0].ErrorMessage);

// %% [markdown] {"id": "l4-forward-after", "item": "L4", "lang": "es"}
// `putTargets` no lanzó nada… y **no puso el destino**: lo dice `FailedEntryCount`. Para pasar un evento a otro bus, EventBridge actúa con un rol de IAM tuyo. Mira siempre ese número.

// %% [markdown] {"id": "l4-forward-after", "item": "L4", "lang": "en"}
// `putTargets` threw nothing… and **did not set the target**: `FailedEntryCount` says so. To pass an event to another bus, EventBridge acts with an IAM role of yours. Always look at that number.

// %% {"id": "l4-role", "item": "L4"}
await literal.client(AmazonEventBridge).putTargets({
  Rule: "to-files",
  Targets: [
    {
      Id: "files",
      Arn: "arn:aws:events:us-east-1:123456789012:event-bus/files",
      RoleArn: "arn:aws:iam::123456789012:role/events-to-files",
    },
  ],
});
await literal.client(S3).putObject({ Bucket: "photos", Key: "carla.jpg", Body: "..." });
await literal.run();
console.log(literalRuns.length);
fanout(literal);

// %% [markdown] {"id": "l4-role-after", "item": "L4", "lang": "es"}
// El evento ya pasa de `default` a `files`, y de ahí a la función… que lo **rechaza**: perdido. Falta el permiso: una función dice quién puede llamarla. Cuatro cosas, entonces: **avisar, reenviar, rol, permiso**. Ahora móntalo bien.

// %% [markdown] {"id": "l4-role-after", "item": "L4", "lang": "en"}
// Now the event passes from `default` to `files`, and from there to the function… which **refuses** it: lost. The permission is missing: a function says who may call it. So, four things: **tell, forward, role, permission**. Now build it properly.

// %% {"id": "l4-types", "item": "L4", "kind": "given"}
/** The names of one flow. Several may live in one account. */
interface Flow {
  bus: string;
  bucket: string;
  functionName: string;
}

// %% [markdown] {"id": "l4-step1", "item": "L4", "lang": "es", "slide": "subslide"}
// ### Paso 1 · Crea el bus
//
// Escribe `createBus(cloud, flow)`: crea el bus `flow.bus` y devuelve su ARN.
//
// <details><summary>En la consola real</summary>EventBridge → Event buses → Create event bus. El bus <code>default</code> ya está ahí, y no se puede borrar.</details>

// %% [markdown] {"id": "l4-step1", "item": "L4", "lang": "en", "slide": "subslide"}
// ### Step 1 · Create the bus
//
// Write `createBus(cloud, flow)`: it creates the bus `flow.bus` and returns its ARN.
//
// <details><summary>In the real console</summary>EventBridge → Event buses → Create event bus. The bus <code>default</code> is there already and cannot be deleted.</details>

// %% {"id": "l4-create", "item": "L4", "kind": "answer"}
async function createBus(cloud: Cloud, flow: Flow): Promise<string> {
  // BEGIN SOLUTION
  const created = await cloud.client(AmazonEventBridge).createEventBus({ Name: flow.bus });
  return created.EventBusArn!;
  // END SOLUTION
}

// %% [markdown] {"id": "l4-step2", "item": "L4", "lang": "es", "slide": "subslide"}
// ### Paso 2 · Escucha al bucket
//
// Escribe `listenToBucket(cloud, flow, busArn)`: crea el bucket, haz que avise a EventBridge, y pon en `default` una regla que pase a tu bus **sólo los archivos nuevos de este bucket**: ni borrados, ni otros buckets. Dos flujos pueden vivir en la misma cuenta: no repitas el nombre de la regla.
//
// <details><summary>Pista 1</summary>Un evento de S3 es <code>{ source: "aws.s3", "detail-type": "Object Created", detail: { bucket: { name }, object: { key, size } } }</code>.</details>
// <details><summary>Pista 2</summary><code>putRule</code> sin <code>EventBusName</code> es en <code>default</code>. El destino lleva <code>RoleArn</code>, como <code>arn:aws:iam::123456789012:role/events-between-buses</code>.</details>
// <details><summary>En la consola real</summary>S3 → tu bucket → Properties → Amazon EventBridge → On. Después, EventBridge → Rules → Create rule en <code>default</code>, con destino «EventBridge event bus»; la consola propone crear el rol.</details>

// %% [markdown] {"id": "l4-step2", "item": "L4", "lang": "en", "slide": "subslide"}
// ### Step 2 · Listen to the bucket
//
// Write `listenToBucket(cloud, flow, busArn)`: create the bucket, have it tell EventBridge, and put on `default` a rule that passes on to your bus **only the new files of this bucket**: no deletions, no other buckets. Two flows may live in one account: do not use the same rule name again.
//
// <details><summary>Hint 1</summary>An event of S3 is <code>{ source: "aws.s3", "detail-type": "Object Created", detail: { bucket: { name }, object: { key, size } } }</code>.</details>
// <details><summary>Hint 2</summary><code>putRule</code> without <code>EventBusName</code> means on <code>default</code>. The target carries a <code>RoleArn</code> such as <code>arn:aws:iam::123456789012:role/events-between-buses</code>.</details>
// <details><summary>In the real console</summary>S3 → your bucket → Properties → Amazon EventBridge → On. Then EventBridge → Rules → Create rule on <code>default</code>, with the target "EventBridge event bus"; the console offers to create the role.</details>

// %% {"id": "l4-listen", "item": "L4", "kind": "answer"}
async function listenToBucket(cloud: Cloud, flow: Flow, busArn: string): Promise<void> {
  // BEGIN SOLUTION
  const [events, s3] = [cloud.client(AmazonEventBridge), cloud.client(S3)];
  const role = "arn:aws:iam::123456789012:role/events-between-buses";
  await s3.createBucket({ Bucket: flow.bucket });
  await s3.putBucketNotificationConfiguration({
    Bucket: flow.bucket,
    NotificationConfiguration: { EventBridgeConfiguration: {} },
  });
  const pattern = {
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: [flow.bucket] } },
  };
  const name = `${flow.bucket}-to-${flow.bus}`;
  await events.putRule({ Name: name, EventPattern: JSON.stringify(pattern), State: "ENABLED" });
  const put = await events.putTargets({ Rule: name, Targets: [{ Id: flow.bus, Arn: busArn, RoleArn: role, }] });
  if (put.FailedEntryCount) throw new Error(put.FailedEntries![0].ErrorMessage);
  // END SOLUTION
}

// %% {"id": "l4-check-bus", "item": "L4", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: los archivos nuevos de tu bucket llegan a tu bus, y nada más
await check("l4.bus", { createBus, listenToBucket });

// %% {"id": "l4-check-bus", "item": "L4", "lang": "en", "kind": "check", "points": 1.5}
// Checks: the new files of your bucket reach your bus, and nothing else does
await check("l4.bus", { createBus, listenToBucket });

// %% [markdown] {"id": "l4-step3", "item": "L4", "lang": "es", "slide": "subslide"}
// ### Paso 3 · La acción
//
// Escribe `runOnUpload(cloud, flow, work)`: crea la función `flow.functionName`, que llama a `work(key, size)` con la clave y el tamaño del archivo; una regla **en tu bus** con la función como destino; y el permiso, sólo para esa regla.
//
// <details><summary>Pista 1</summary><code>cloud.lambda(name, (event) => ...)</code> devuelve el ARN. El archivo está en <code>event.detail.object</code>.</details>
// <details><summary>Pista 2</summary>El permiso: <code>addPermission({ FunctionName, StatementId, Action: "lambda:InvokeFunction", Principal: "events.amazonaws.com", SourceArn })</code>; el ARN de la regla lo devuelve <code>putRule</code>.</details>
// <details><summary>En la consola real</summary>EventBridge → Rules → elige tu bus → Create rule → Target: Lambda function. La consola añade el permiso por ti; con el SDK, lo haces tú.</details>

// %% [markdown] {"id": "l4-step3", "item": "L4", "lang": "en", "slide": "subslide"}
// ### Step 3 · The action
//
// Write `runOnUpload(cloud, flow, work)`: create the function `flow.functionName`, which calls `work(key, size)` with the file's key and size; a rule **on your bus** with the function as its target; and the permission, for that rule only.
//
// <details><summary>Hint 1</summary><code>cloud.lambda(name, (event) => ...)</code> returns the ARN. The file is in <code>event.detail.object</code>.</details>
// <details><summary>Hint 2</summary>The permission: <code>addPermission({ FunctionName, StatementId, Action: "lambda:InvokeFunction", Principal: "events.amazonaws.com", SourceArn })</code>; <code>putRule</code> returns the rule's ARN.</details>
// <details><summary>In the real console</summary>EventBridge → Rules → choose your bus → Create rule → Target: Lambda function. The console adds the permission for you; with the SDK you add it yourself.</details>

// %% {"id": "l4-run-on", "item": "L4", "kind": "answer"}
async function runOnUpload(cloud: Cloud, flow: Flow, work: (key: string, size: number) => void): Promise<void> {
  // BEGIN SOLUTION
  const events = cloud.client(AmazonEventBridge);
  const Arn = cloud.lambda(flow.functionName, (event: exercises.EventFields) => {
    work(event.detail.object.key, event.detail.object.size);
  });
  const rule = await events.putRule({
    Name: flow.functionName,
    EventBusName: flow.bus,
    EventPattern: JSON.stringify({ source: ["aws.s3"] }),
  });
  await cloud.client(Lambda).addPermission({
    FunctionName: flow.functionName,
    StatementId: "events",
    Action: "lambda:InvokeFunction",
    Principal: "events.amazonaws.com",
    SourceArn: rule.RuleArn,
  });
  const put = await events.putTargets({
    Rule: flow.functionName, EventBusName: flow.bus,
    Targets: [{ Id: flow.functionName, Arn }],
  });
  if (put.FailedEntryCount) throw new Error(put.FailedEntries![0].ErrorMessage);
  // END SOLUTION
}

// %% [markdown] {"id": "l4-step4", "item": "L4", "lang": "es", "slide": "subslide"}
// ### Paso 4 · Prueba
//
// Escribe `upload(cloud, flow, key, text)`: sube un archivo. Que la función se ejecutó lo verás después, en la traza.
//
// <details><summary>En la consola real</summary>S3 → tu bucket → Upload. Después, Lambda → tu función → Monitor → View CloudWatch logs.</details>

// %% [markdown] {"id": "l4-step4", "item": "L4", "lang": "en", "slide": "subslide"}
// ### Step 4 · Test
//
// Write `upload(cloud, flow, key, text)`: it uploads a file. That the function ran you will see afterwards, in the trace.
//
// <details><summary>In the real console</summary>S3 → your bucket → Upload. Then Lambda → your function → Monitor → View CloudWatch logs.</details>

// %% {"id": "l4-upload", "item": "L4", "kind": "answer"}
async function upload(cloud: Cloud, flow: Flow, key: string, text: string): Promise<void> {
  // BEGIN SOLUTION
  await cloud.client(S3).putObject({ Bucket: flow.bucket, Key: key, Body: text });
  // END SOLUTION
}

// %% {"id": "l4-check-function", "item": "L4", "lang": "es", "kind": "check", "points": 1}
// Comprueba: cada archivo ejecuta la función una vez, y nadie más puede llamarla
await check("l4.function", { createBus, listenToBucket, runOnUpload, upload });

// %% {"id": "l4-check-function", "item": "L4", "lang": "en", "kind": "check", "points": 1}
// Checks: each file runs the function once, and nobody else may call it
await check("l4.function", { createBus, listenToBucket, runOnUpload, upload });

// %% {"id": "l4-check-upload", "item": "L4", "lang": "es", "kind": "check", "points": 0.5}
// Comprueba: el archivo está en el bucket, entero
await check("l4.upload", { createBus, listenToBucket, runOnUpload, upload });

// %% {"id": "l4-check-upload", "item": "L4", "lang": "en", "kind": "check", "points": 0.5}
// Checks: the file is in the bucket, whole
await check("l4.upload", { createBus, listenToBucket, runOnUpload, upload });

// %% [markdown] {"id": "l4-own", "item": "L4", "lang": "es", "slide": "subslide"}
// ### Tu flujo, paso a paso
//
// Dos archivos y un borrado. **Apuesta**: ¿cuántas veces trabaja la función? Después, el diagrama de secuencia del segundo archivo: de arriba abajo pasa el tiempo; cada columna es alguien que participa.

// %% [markdown] {"id": "l4-own", "item": "L4", "lang": "en", "slide": "subslide"}
// ### Your flow, step by step
//
// Two files and a deletion. **Bet**: how often does the function work? Then the sequence diagram of the second file: time runs from top to bottom; each column is somebody who takes part.

// %% {"id": "l4-own-bet", "item": "L4"}
const flowBet = { timesRun: 0 };

// %% {"id": "l4-own-run", "item": "L4"}
const lab = new Cloud({ seed: 44 });
const flow: Flow = { bus: "files", bucket: "photos", functionName: "resize" };
const resized: string[] = [];
await listenToBucket(lab, flow, await createBus(lab, flow));
await runOnUpload(lab, flow, (key, size) => resized.push(`${key}: ${size} bytes`));
await upload(lab, flow, "ana.jpg", "a small photo");
await upload(lab, flow, "beto.jpg", "a photo that is a little larger");
await lab.client(S3).deleteObject({ Bucket: "photos", Key: "ana.jpg" });
await lab.run();
console.log(resized);
const toldByBucket = lab.trace.for("default").filter(({ kind }) => kind === "eventbridge.Published");
predict(flowBet, { timesRun: resized.length });

// %% {"id": "l4-sequence", "item": "L4"}
sequence(lab, toldByBucket[1].subject);

// %% [markdown] {"id": "l4-sequence-after", "item": "L4", "lang": "es"}
// `photos` → `default` → `files` → `resize`: cuatro participantes, dos reglas. El borrado llegó a `default` y ahí acabó: ninguna regla lo esperaba. Así **verificas** que la función se ejecutó: no porque lo diga el código, sino porque está en la traza. Y la arquitectura completa:

// %% [markdown] {"id": "l4-sequence-after", "item": "L4", "lang": "en"}
// `photos` → `default` → `files` → `resize`: four take part, with two rules. The deletion reached `default` and ended there: no rule was waiting for it. This is how you **verify** that the function ran: not because the code says so, but because it is in the trace. And the whole architecture:

// %% {"id": "l4-topology", "item": "L4"}
lab.topology();

// %% {"id": "l4-selfcheck", "item": "L4"}
selfCheck("l4.silence");

// %% [markdown] {"id": "l4-clean", "item": "L4", "lang": "es"}
// **Costo y limpieza.** Los eventos de AWS en `default` no se cobran; los tuyos, y los que pasan a otro bus, alrededor de 1 USD por millón (cada 64 KB cuenta como uno). Además pagas las peticiones a S3 y los milisegundos de Lambda. En una cuenta real borra en este orden: destinos, reglas, bus, función, objetos y bucket. **Cuidado con los bucles**: una función que escribe en el mismo bucket que la despierta no para nunca.

// %% [markdown] {"id": "l4-clean", "item": "L4", "lang": "en"}
// **Cost and cleaning up.** AWS's own events on `default` are free; yours, and those that pass to another bus, cost about 1 USD a million (each 64 KB counts as one). You also pay the requests to S3 and Lambda's milliseconds. In a real account delete in this order: targets, rules, bus, function, objects and bucket. **Beware of loops**: a function that writes to the bucket that wakes it never stops.

// %% [markdown] {"id": "x5-title", "item": "X5", "lang": "es", "slide": "slide"}
// ## X5 · ¿Y si un evento provoca el siguiente?
//
// > Crear una simulación de AWS EventBridge que permita el diseño de flujos de trabajo basados en eventos y la interacción con diferentes servicios.
//
// Al código inicial del repaso le falta la primera mitad; aquí está reconstruida a partir del ejemplo E6. Antes de escribir la tuya, mira dónde se rompe.

// %% [markdown] {"id": "x5-title", "item": "X5", "lang": "en", "slide": "slide"}
// ## X5 · And when one event leads to the next?
//
// > Create a simulation of AWS EventBridge that allows the design of event-based workflows and the interaction with different services.
//
// The first half of the handout's starter code is missing; here it is rebuilt from example E6. Before you write your own, watch where it breaks.

// %% {"id": "x5-starter", "item": "X5"}
class StarterTarget {
  constructor(
    readonly name: string,
    readonly notify: (event: exercises.EventFields) => void,
  ) {}
}
class StarterBus {
  readonly rules: { pattern: exercises.EventFields; targets: StarterTarget[] }[] = [];
  createRule(pattern: exercises.EventFields, targets: StarterTarget[]): void {
    this.rules.push({ pattern, targets });
  }
  putEvent(event: exercises.EventFields): void {
    for (const { pattern, targets } of this.rules) {
      if (!Object.entries(pattern).every(([key, value]) => event[key] === value)) continue;
      for (const target of targets) target.notify(event);
    }
  }
}

// %% [markdown] {"id": "x5-break-again", "item": "X5", "lang": "es"}
// E6 enseñó cuatro grietas: comparación plana, patrón vacío, un destino que detiene a los demás, un evento compartido. Todas siguen aquí. Y hay otras dos: ¿qué pasa si corriges una regla creándola otra vez?

// %% [markdown] {"id": "x5-break-again", "item": "X5", "lang": "en"}
// E6 showed four cracks: flat comparison, empty pattern, one target that stops the others, one shared event. All of them are here too. And there are two more: what happens when you correct a rule by creating it again?

// %% {"id": "x5-break-again-run", "item": "X5"}
const twiceRuled = new StarterBus();
const letters: string[] = [];
twiceRuled.createRule({ source: "shop" }, [new StarterTarget("mail", () => letters.push("Dear customer"))]);
twiceRuled.createRule({ source: "shop" }, [new StarterTarget("mail", () => letters.push("Dear Ana"))]); // corrected
twiceRuled.putEvent({ source: "shop" });
console.log(letters);

// %% [markdown] {"id": "x5-break-again-after", "item": "X5", "lang": "es"}
// Dos cartas. Una regla sin **nombre** no se puede corregir ni quitar. La otra grieta es la propia de los flujos: un destino que publica el evento que lo llamó.

// %% [markdown] {"id": "x5-break-again-after", "item": "X5", "lang": "en"}
// Two letters. A rule without a **name** can be neither corrected nor removed. The other crack belongs to workflows: a target that publishes the event that called it.

// %% {"id": "x5-break-loop", "item": "X5"}
const endless = new StarterBus();
let endlessCalls = 0;
endless.createRule({ source: "shop" }, [
  new StarterTarget("echo", (event) => {
    if (++endlessCalls === 1_000) throw new Error("still going");
    endless.putEvent(event); // a target that puts the event that called it
  }),
]);
try {
  endless.putEvent({ source: "shop" });
} catch (error) {
  console.log((error as Error).message, endlessCalls);
}

// %% [markdown] {"id": "x5-break-loop-after", "item": "X5", "lang": "es"}
// Un evento que se provoca a sí mismo no termina; en una cuenta real, además, **se paga**. Un flujo de eventos necesita un límite de pasos.

// %% [markdown] {"id": "x5-break-loop-after", "item": "X5", "lang": "en"}
// An event that causes itself never ends; in a real account you also **pay for it**. A workflow of events needs a limit of steps.

// %% [markdown] {"id": "x5-contract", "item": "X5", "lang": "es", "slide": "subslide"}
// ### Lo que vas a construir
//
// {{signature Target}}
//
// {{signature EventBridge}}
//
// Se crean con `new Target(name, handle)` y `new EventBridge({ maxHops })`.
// - **Patrón**: todos sus campos deben estar en el evento, que puede tener más. Un objeto mira dentro; una hoja es un valor (texto, número, `true`, `false`, `null`) o una **lista de valores permitidos**. Si el evento trae una lista, basta que **un elemento** cumpla.
// - **Reglas**: sin nombre son `rule-1`, `rule-2`…; un nombre conocido reemplaza la regla en su sitio. Un patrón vacío o más de **cinco** targets (el límite de AWS) lanza un `Error` y no cambia nada.
// - **Entregas**: reglas por orden de creación, y dentro, targets en su orden; una copia para cada uno. Si un target lanza, los demás siguen.
// - **Flujo**: lo que `handle` devuelve es un evento nuevo. Va al bus **después** de las entregas del actual, un paso más lejos; a más de `maxHops` pasos (10 si no se dice) se descarta y se cuenta.

// %% [markdown] {"id": "x5-contract", "item": "X5", "lang": "en", "slide": "subslide"}
// ### What you will build
//
// {{signature Target}}
//
// {{signature EventBridge}}
//
// They are made with `new Target(name, handle)` and `new EventBridge({ maxHops })`.
// - **Pattern**: all its fields must be in the event, which may have more. An object looks inside; a leaf is a value (text, number, `true`, `false`, `null`) or a **list of allowed values**. When the event holds a list, **one element** that matches will do.
// - **Rules**: without a name they are `rule-1`, `rule-2`…; a known name replaces the rule in its place. An empty pattern or more than **five** targets (AWS's limit) throws an `Error` and changes nothing.
// - **Deliveries**: rules in order of creation, and within, targets in their order; a copy for each. When a target throws, the others go on.
// - **Workflow**: what `handle` returns is a new event. It goes on the bus **after** the deliveries of the current one, one hop further; beyond `maxHops` hops (10 when not given) it is dropped and counted.

// %% [markdown] {"id": "x5-report", "item": "X5", "lang": "es"}
// `putEvent` cuenta lo que pasó, también con los eventos que siguieron (`matched` son sólo las reglas del primero; `error` es el mensaje del error):
//
// {{signature PutEventReport}}
//
// Por ejemplo: `{ matched: ["paid"], delivered: [{ rule: "paid", target: "warehouse" }], failed: [], dropped: 0 }`.
//
// <details><summary>Pista 1</summary>Primero sólo el patrón: una función <code>matches(pattern, value)</code> que se llama a sí misma.</details>
// <details><summary>Pista 2</summary>Tres casos, en este orden: el valor es una lista (<code>some</code>), el patrón es una lista (<code>includes</code>), el patrón es un objeto (<code>every</code> con <code>Object.hasOwn</code>). Si no, <code>===</code>.</details>
// <details><summary>Pista 3</summary>El flujo es una cola de <code>{ event, hops }</code> que crece mientras la recorres; nada de llamarse a sí mismo. La copia, <code>structuredClone(event)</code>.</details>

// %% [markdown] {"id": "x5-report", "item": "X5", "lang": "en"}
// `putEvent` tells what happened, with the events that followed included (`matched` are the rules of the first one only; `error` is the error's message):
//
// {{signature PutEventReport}}
//
// For example: `{ matched: ["paid"], delivered: [{ rule: "paid", target: "warehouse" }], failed: [], dropped: 0 }`.
//
// <details><summary>Hint 1</summary>The pattern first, by itself: a function <code>matches(pattern, value)</code> that calls itself.</details>
// <details><summary>Hint 2</summary>Three cases, in this order: the value is a list (<code>some</code>), the pattern is a list (<code>includes</code>), the pattern is an object (<code>every</code> with <code>Object.hasOwn</code>). Otherwise <code>===</code>.</details>
// <details><summary>Hint 3</summary>The workflow is a queue of <code>{ event, hops }</code> that grows while you go through it; no calling itself. The copy, <code>structuredClone(event)</code>.</details>

// %% {"id": "x5-answer", "item": "X5", "kind": "answer"}
class Target implements exercises.Target {
  constructor(
    readonly name: string,
    readonly handle: (event: exercises.EventFields) => exercises.NextEvent = (event) =>
      console.log(`Target ${name} received event: ${JSON.stringify(event)}`),
  ) {}

  notify(event: exercises.EventFields): exercises.NextEvent {
    // BEGIN SOLUTION
    return this.handle(event);
    // END SOLUTION
  }
}

// BEGIN SOLUTION
// STUB: // Your own functions, if you need any, go here.
function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((element) => matches(pattern, element));
  if (Array.isArray(pattern)) return pattern.includes(value);
  if (typeof pattern !== "object" || pattern === null) return pattern === value;
  if (typeof value !== "object" || value === null) return false;
  const fields = value as exercises.EventFields;
  return Object.entries(pattern).every(([key, inner]) => Object.hasOwn(fields, key) && matches(inner, fields[key]));
}
// END SOLUTION

class EventBridge implements exercises.EventBridge {
  readonly maxHops: number;
  // BEGIN SOLUTION
  // STUB: // Your own fields go here.
  readonly #rules = new Map<string, { pattern: exercises.EventFields; targets: exercises.Target[] }>();
  #unnamed = 0;
  // END SOLUTION

  constructor(options: { maxHops?: number } = {}) {
    this.maxHops = options.maxHops ?? 10;
  }

  createRule(eventPattern: exercises.EventFields, targets: exercises.Target[], name?: string): string {
    // BEGIN SOLUTION
    if (Object.keys(eventPattern).length === 0) throw new Error("An empty pattern would match every event");
    if (targets.length > 5) throw new Error("A rule has five targets at most");
    const ruleName = name ?? `rule-${++this.#unnamed}`;
    this.#rules.set(ruleName, { pattern: eventPattern, targets: [...targets] });
    return ruleName;
    // END SOLUTION
  }

  putEvent(event: exercises.EventFields): exercises.PutEventReport {
    // BEGIN SOLUTION
    const report = { delivered: [] as { rule: string; target: string }[], failed: [] as { rule: string; target: string; error: string }[] };
    const queue = [{ event, hops: 0 }];
    let dropped = 0;
    for (const step of queue) {
      if (step.hops > this.maxHops) {
        dropped += 1;
        continue;
      }
      for (const rule of this.#matching(step.event)) {
        for (const target of this.#rules.get(rule)!.targets) {
          try {
            const next = target.notify(structuredClone(step.event));
            report.delivered.push({ rule, target: target.name });
            if (next) queue.push({ event: next, hops: step.hops + 1 });
          } catch (error) {
            report.failed.push({ rule, target: target.name, error: (error as Error).message });
          }
        }
      }
    }
    return { matched: this.#matching(event), ...report, dropped };
    // END SOLUTION
  }
  // BEGIN SOLUTION
  // STUB: // Your own private methods go here.

  #matching(event: exercises.EventFields): string[] {
    return [...this.#rules].filter(([, { pattern }]) => matches(pattern, event)).map(([name]) => name);
  }
  // END SOLUTION
}

// %% {"id": "x5-check-pattern", "item": "X5", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: campos, listas de valores permitidos, objetos por dentro, listas en el evento
await check("x5.pattern", { EventBridge, Target });

// %% {"id": "x5-check-pattern", "item": "X5", "lang": "en", "kind": "check", "points": 1.5}
// Checks: fields, lists of allowed values, objects inside, lists in the event
await check("x5.pattern", { EventBridge, Target });

// %% {"id": "x5-check-rules", "item": "X5", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: todos los targets de todas las reglas que cumplen, nombres, y lo que se rechaza
await check("x5.rules", { EventBridge, Target });

// %% {"id": "x5-check-rules", "item": "X5", "lang": "en", "kind": "check", "points": 1.5}
// Checks: all targets of all rules that match, names, and what is refused
await check("x5.rules", { EventBridge, Target });

// %% {"id": "x5-check-failures", "item": "X5", "lang": "es", "kind": "check", "points": 1}
// Comprueba: un target que falla no detiene a nadie, y cada uno tiene su copia
await check("x5.failures", { EventBridge, Target });

// %% {"id": "x5-check-failures", "item": "X5", "lang": "en", "kind": "check", "points": 1}
// Checks: a target that fails stops nobody, and each has its own copy
await check("x5.failures", { EventBridge, Target });

// %% {"id": "x5-check-workflow", "item": "X5", "lang": "es", "kind": "check", "points": 1}
// Comprueba: lo devuelto vuelve al bus, en orden, y un bucle se detiene
await check("x5.workflow", { EventBridge, Target });

// %% {"id": "x5-check-workflow", "item": "X5", "lang": "en", "kind": "check", "points": 1}
// Checks: what is returned goes back on the bus, in order, and a loop comes to an end
await check("x5.workflow", { EventBridge, Target });

// %% [markdown] {"id": "x5-load", "item": "X5", "lang": "es", "slide": "subslide"}
// ### Tu bus, con una tienda entera encima
//
// Doscientos pedidos. Cada servicio contesta con el evento siguiente: cobrar da `OrderPaid` o, una de cada diez veces, `PaymentRefused`; preparar da `OrderShipped` o `OrderDelayed`; avisar al cliente acaba el flujo, y su correo falla 1 de cada 20 veces. Nadie llama a nadie. **Apuesta**: ¿cuántos eventos pasarán por el bus en total?

// %% [markdown] {"id": "x5-load", "item": "X5", "lang": "en", "slide": "subslide"}
// ### Your bus with a whole shop on it
//
// Two hundred orders. Each service answers with the next event: charging gives `OrderPaid` or, one time in ten, `PaymentRefused`; packing gives `OrderShipped` or `OrderDelayed`; telling the customer ends the workflow, and her mail fails 1 time in 20. Nobody calls anybody. **Bet**: how many events will pass on the bus in all?

// %% {"id": "x5-load-bet", "item": "X5"}
const flowEventsBet = { events: 0, failed: 0 };

// %% {"id": "x5-load-run", "item": "X5"}
const luck = new Cloud({ seed: 55 }).random("orders");
const moves: { from: string; to: string }[] = [];
const passed: string[] = [];
const service = (name: string, next: () => string | undefined) =>
  new Target(name, (event) => {
    const to = next();
    if (to === undefined) return;
    moves.push({ from: event["detail-type"], to });
    return { source: "shop", "detail-type": to, detail: event.detail };
  });
const shopBus = new EventBridge();
shopBus.createRule({ source: ["shop"] }, [new Target("audit", (event) => void passed.push(event["detail-type"]))], "audit");
shopBus.createRule(
  { "detail-type": ["OrderPlaced"] },
  [service("payments", () => (luck.bernoulli(0.1) ? "PaymentRefused" : "OrderPaid"))],
  "charge",
);
shopBus.createRule(
  { "detail-type": ["OrderPaid"] },
  [service("warehouse", () => (luck.bernoulli(0.2) ? "OrderDelayed" : "OrderShipped"))],
  "pack",
);
const mail = service("customer", () => {
  if (luck.bernoulli(0.05)) throw new Error("mailbox full");
  return undefined;
});
const lastRule = shopBus.createRule({ "detail-type": ["PaymentRefused", "OrderShipped", "OrderDelayed"] }, [mail], "tell-customer");

// %% {"id": "x5-load-put", "item": "X5"}
let [deliveredCount, failedCount] = [0, 0];
for (let i = 1; i <= 200; i++) {
  const report = shopBus.putEvent({ source: "shop", "detail-type": "OrderPlaced", detail: { orderId: `o${i}` } });
  deliveredCount += report.delivered.length;
  failedCount += report.failed.length;
}
console.log({ deliveredCount, failedCount });
predict(flowEventsBet, { events: passed.length, failed: failedCount });

// %% [markdown] {"id": "x5-chart-before", "item": "X5", "lang": "es"}
// Cada caja es una clase de evento, a los pasos de distancia que está del primero; el grosor de la línea, cuántos siguieron por ahí. ¿Dónde se ensancha y dónde se estrecha el flujo?

// %% [markdown] {"id": "x5-chart-before", "item": "X5", "lang": "en"}
// Each box is a kind of event, as many steps from the first as it lies; the thickness of a line, how many went that way. Where does the flow grow wide and where narrow?

// %% {"id": "x5-flow", "item": "X5"}
const places: Record<string, { hop: number; y: number }> = {
  OrderPlaced: { hop: 0, y: 1 },
  OrderPaid: { hop: 1, y: 1 },
  PaymentRefused: { hop: 1, y: 2 },
  OrderShipped: { hop: 2, y: 1 },
  OrderDelayed: { hop: 2, y: 0 },
};
const nodes = Object.entries(places).map(([type, place]) => ({
  type,
  ...place,
  count: passed.filter((one) => one === type).length,
}));
const edges = [...new Set(moves.map(({ from, to }) => `${from} ${to}`))].map((pair) => {
  const [from, to] = pair.split(" ");
  const count = moves.filter((move) => move.from === from && move.to === to).length;
  return { from, to, count, x: places[from].hop, y: places[from].y, x2: places[to].hop, y2: places[to].y };
});
console.table(edges.map(({ from, to, count }) => ({ from, to, count })));

// %% {"id": "x5-chart", "item": "X5", "lang": "es"}
const ejes = {
  x: { type: "quantitative", title: "pasos desde el primer evento (n.º)", scale: { domain: [-0.4, 2.4] }, axis: { values: [0, 1, 2], grid: false } },
  y: { type: "quantitative", axis: null, scale: { domain: [-0.5, 2.5] } },
};
new Chart(
  "¿Qué evento provocó cuál, y cuántas veces?",
  edges.map(({ from, to, count }) => `${from} → ${to}: ${count}`).join("; "),
  ["200 pedidos; grosor = número de eventos"],
  {
    width: 480,
    height: 220,
    layer: [
      {
        data: { values: edges },
        mark: { type: "rule", color: palette.sent, opacity: 0.5 },
        encoding: {
          x: { ...ejes.x, field: "x" },
          y: { ...ejes.y, field: "y" },
          x2: { field: "x2" },
          y2: { field: "y2" },
          size: { field: "count", type: "quantitative", scale: { domain: [0, 200], range: [1, 24] }, legend: null },
          tooltip: [{ field: "from", title: "de" }, { field: "to", title: "a" }, { field: "count", title: "eventos" }],
        },
      },
      {
        data: { values: nodes.map((node) => ({ ...node, text: [node.type, `${node.count} eventos`] })) },
        mark: { type: "text", fontSize: 13, fontWeight: "bold", dy: -8 },
        encoding: { x: { ...ejes.x, field: "hop" }, y: { ...ejes.y, field: "y" }, text: { field: "text" } },
      },
    ],
  },
);

// %% {"id": "x5-chart", "item": "X5", "lang": "en"}
const axes = {
  x: { type: "quantitative", title: "steps from the first event (number)", scale: { domain: [-0.4, 2.4] }, axis: { values: [0, 1, 2], grid: false } },
  y: { type: "quantitative", axis: null, scale: { domain: [-0.5, 2.5] } },
};
new Chart(
  "Which event led to which, and how often?",
  edges.map(({ from, to, count }) => `${from} → ${to}: ${count}`).join("; "),
  ["200 orders; thickness = number of events"],
  {
    width: 480,
    height: 220,
    layer: [
      {
        data: { values: edges },
        mark: { type: "rule", color: palette.sent, opacity: 0.5 },
        encoding: {
          x: { ...axes.x, field: "x" },
          y: { ...axes.y, field: "y" },
          x2: { field: "x2" },
          y2: { field: "y2" },
          size: { field: "count", type: "quantitative", scale: { domain: [0, 200], range: [1, 24] }, legend: null },
          tooltip: [{ field: "from" }, { field: "to" }, { field: "count", title: "events" }],
        },
      },
      {
        data: { values: nodes.map((node) => ({ ...node, text: [node.type, `${node.count} events`] })) },
        mark: { type: "text", fontSize: 13, fontWeight: "bold", dy: -8 },
        encoding: { x: { ...axes.x, field: "hop" }, y: { ...axes.y, field: "y" }, text: { field: "text" } },
      },
    ],
  },
);

// %% [markdown] {"id": "x5-chart-after", "item": "X5", "lang": "es"}
// Cuenta: de los 200 pedidos, 183 se pagaron y 17 no; los pagados se reparten en 146 enviados y 37 retrasados. Pasaron 583 eventos, y 8 avisos fallaron **sin detener a nadie**: están en `failed`, con su error. Es una cadena que nadie dirige; a eso se le llama *coreografía*. Con Step Functions (unidad 05) la dirige una máquina: *orquestación*.

// %% [markdown] {"id": "x5-chart-after", "item": "X5", "lang": "en"}
// Count: of the 200 orders 183 were paid and 17 were not; the paid ones split into 146 shipped and 37 delayed. 583 events passed, and 8 notices failed **without stopping anybody**: they are in `failed`, with their error. It is a chain that nobody directs; people call that *choreography*. With Step Functions (unit 05) a machine directs it: *orchestration*.

// %% [markdown] {"id": "eb-summary", "lang": "es", "slide": "slide"}
// ## En resumen
//
// 1. Un evento es un hecho, en pasado, con su origen y su esquema; quien lo publica no nombra a nadie.
// 2. Un patrón nombra sólo lo que importa: listas de valores permitidos, objetos por dentro.
// 3. Al menos una vez y sin orden: quien recibe es idempotente, y cada destino tiene cola de mensajes muertos.
// 4. AWS publica en `default`: avisar, reenviar, rol, permiso. `FailedEntryCount` dice lo que no se aceptó.
// 5. Un flujo de eventos necesita un límite de pasos.

// %% [markdown] {"id": "eb-summary", "lang": "en", "slide": "slide"}
// ## In short
//
// 1. An event is a fact, in the past tense, with its source and its schema; whoever publishes it names nobody.
// 2. A pattern names only what matters: lists of allowed values, objects from the inside.
// 3. At least once and in no order: whoever receives is idempotent, and each target has a dead-letter queue.
// 4. AWS publishes on `default`: tell, forward, role, permission. `FailedEntryCount` says what was not taken.
// 5. A workflow of events needs a limit of steps.

// %% [markdown] {"id": "eb-recall", "lang": "es"}
// ## ¿Lo entendiste? Sin código
//
// 1. ¿Por qué `OrderPlaced` y no `ChargeOrder`?
// 2. `putEvents` no lanzó ningún error. ¿Se publicó todo?
// 3. Un destino estuvo caído treinta horas. ¿Dónde está el evento?
// 4. Tu regla está en tu bus y el archivo en S3. ¿Qué cuatro cosas revisas?
// 5. ¿Por qué una copia del evento para cada destino?

// %% [markdown] {"id": "eb-recall", "lang": "en"}
// ## Did you get it? Without code
//
// 1. Why `OrderPlaced` and not `ChargeOrder`?
// 2. `putEvents` threw no error. Was everything published?
// 3. A target was down for thirty hours. Where is the event?
// 4. Your rule is on your bus and the file is in S3. Which four things do you look at?
// 5. Why a copy of the event for each target?

// %% [markdown] {"id": "eb-challenge", "lang": "es"}
// ## Reto (se puede saltar)
//
// - X5: añade `prefix`, `numeric` y `anything-but`, y compáralos con `testEventPattern` en cien eventos.
// - X5: da a cada destino tres intentos y una lista de eventos muertos.
// - L4: un *input transformer* para que la función reciba sólo `{ key, size }`.
// - L4: pasa los archivos de más de 1 MB a una máquina de estados (unidad 05).

// %% [markdown] {"id": "eb-challenge", "lang": "en"}
// ## Challenge (may be skipped)
//
// - X5: add `prefix`, `numeric` and `anything-but`, and compare with `testEventPattern` on a hundred events.
// - X5: give each target three attempts and a list of dead events.
// - L4: an *input transformer*, so that the function gets `{ key, size }` only.
// - L4: send files above 1 MB to a state machine (unit 05).

// %% [markdown] {"id": "eb-real", "lang": "es"}
// ## En qué se distingue el AWS real
//
// - AWS dice cuántas veces y cuánto tiempo reintenta, no con qué ritmo: aquí la espera se dobla, de 1 s a 8 min.
// - Una regla nueva puede tardar un poco en actuar; aquí actúa enseguida.
// - Hay más de veinte clases de destino; aquí, colas, topics, funciones, máquinas de estados y buses.
// - En AWS hay además un registro de esquemas y conexiones con aplicaciones de terceros.
// - **Limpia**: borra las reglas (antes, sus destinos), las programaciones, los archivos, el bus y el bucket, vacío antes. Una regla olvidada que se dispara a sí misma se paga por evento.

// %% [markdown] {"id": "eb-real", "lang": "en"}
// ## Where real AWS differs
//
// - AWS says how often and how long it retries, not at what pace: here the wait doubles, from 1 s to 8 min.
// - A new rule may take a little while to act; here it acts at once.
// - There are more than twenty kinds of target; here, queues, topics, functions, state machines and buses.
// - AWS also has a schema registry and connections to other companies' applications.
// - **Clean up**: delete the rules (their targets first), the schedules, the archives, the bus and the bucket, emptied first. A forgotten rule that sets itself off is paid for by the event.

// %% [markdown] {"id": "eb-teacher", "lang": "es", "kind": "teacher"}
// ## Para quien enseña
//
// | | errores comunes | pregunta oral |
// |---|---|---|
// | T9 | eventos que son órdenes; creer que EventBridge ordena; olvidar la cola de mensajes muertos | «La cola vuelve a las 25 horas. ¿Qué le llega?» |
// | E6 | pensar que el patrón vacío no cumple nada | «¿Por qué `["my.app"] === "my.app"` es falso, y por qué AWS lo acepta?» |
// | L4 | la regla sólo en el bus propio; dos flujos con el mismo nombre de regla; permiso para toda la cuenta | «Enséñame en la traza dónde se perdería el archivo si quito el rol.» |
// | X5 | `{ ...event }` en vez de una copia entera; recursión en vez de cola (cambia el orden); contar mal el último paso | «Con `maxHops` 0, ¿qué se entrega y qué cuenta `dropped`?» |
//
// **Puntos:** T9 2 (a mano, con su pauta); L4 3 y X5 5, por comprobaciones; E6 no puntúa. En X5, quien sólo pasa `x5.rules` y `x5.failures` tiene la mitad: pídele que explique un patrón anidado.

// %% [markdown] {"id": "eb-teacher", "lang": "en", "kind": "teacher"}
// ## For teachers
//
// | | common mistakes | oral question |
// |---|---|---|
// | T9 | events that are commands; believing that EventBridge keeps order; forgetting the dead-letter queue | "The queue is back after 25 hours. What does it get?" |
// | E6 | thinking that the empty pattern matches nothing | "Why is `["my.app"] === "my.app"` false, and why does AWS accept it?" |
// | L4 | a rule on the own bus only; two flows with the same rule name; a permission for the whole account | "Show me in the trace where the file would get lost if I took the role away." |
// | X5 | `{ ...event }` instead of a whole copy; recursion instead of a queue (it changes the order); miscounting the last hop | "With `maxHops` 0, what is delivered and what does `dropped` count?" |
//
// **Points:** T9 2 (by hand, with its scheme); L4 3 and X5 5 by checks; E6 has none. In X5, whoever passes only `x5.rules` and `x5.failures` has half: ask for an explanation of a nested pattern.
