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

// %% [markdown] {"id": "x5-break-match", "item": "X5", "lang": "es"}
// Tres reglas que en AWS sirven, y una que AWS rechaza. **Apuesta**: ¿cuáles reciben este pedido?

// %% [markdown] {"id": "x5-break-match", "item": "X5", "lang": "en"}
// Three rules that work in AWS, and one that AWS refuses. **Bet**: which of them get this order?

// %% {"id": "x5-break-match-run", "item": "X5"}
const starter = new StarterBus();
const starterGot: string[] = [];
const note = (name: string) => new StarterTarget(name, () => starterGot.push(name));
starter.createRule({ source: ["shop"] }, [note("list of allowed values")]);
starter.createRule({ detail: { state: "paid" } }, [note("inside detail")]);
starter.createRule({ source: "shop" }, [note("same value")]);
starter.createRule({}, [note("empty pattern")]);
starter.putEvent({ source: "shop", detail: { state: "paid", total: 40 } });
console.log(starterGot);

// %% [markdown] {"id": "x5-break-match-after", "item": "X5", "lang": "es"}
// Sólo «same value»… y el patrón vacío, que **lo recibe todo**. `["shop"] === "shop"` es falso, y dos objetos nunca son `===`. Faltan listas, mirar dentro, y rechazar lo vacío.

// %% [markdown] {"id": "x5-break-match-after", "item": "X5", "lang": "en"}
// Only "same value"… and the empty pattern, which **gets everything**. `["shop"] === "shop"` is false, and two objects are never `===`. What is missing: lists, looking inside, and refusing what is empty.

// %% {"id": "x5-break-shared", "item": "X5"}
const shared = new StarterBus();
const sharedSeen: unknown[] = [];
shared.createRule({ source: "shop" }, [
  new StarterTarget("discount", (event) => {
    event.detail.total = 0;
  }),
  new StarterTarget("billing", (event) => sharedSeen.push(event.detail.total)),
  new StarterTarget("printer", () => {
    throw new Error("out of paper");
  }),
  new StarterTarget("customer", () => sharedSeen.push("customer told")),
]);
try {
  shared.putEvent({ source: "shop", detail: { total: 40 } });
} catch (error) {
  console.log((error as Error).message, sharedSeen);
}

// %% [markdown] {"id": "x5-break-shared-after", "item": "X5", "lang": "es"}
// Facturación cobró **0**: el descuento cambió *su* evento, que era el mismo objeto. Y la impresora sin papel dejó al cliente sin aviso. Cada target necesita una **copia** y su propio `try`.

// %% [markdown] {"id": "x5-break-shared-after", "item": "X5", "lang": "en"}
// Billing charged **0**: the discount changed *its* event, which was the same object. And the printer without paper left the customer without a notice. Each target needs a **copy** and a `try` of its own.

// %% {"id": "x5-break-loop", "item": "X5"}
const endless = new StarterBus();
let endlessCalls = 0;
endless.createRule({ source: "shop" }, [
  new StarterTarget("echo", (event) => {
    if (++endlessCalls === 5_000) throw new Error("still going");
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

