// Unit 05: Step Functions. Workflows seen and followed, Standard against Express, the handout's own machine, lab L5, practice P2, exercise 4.
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "sfn-title", "lang": "es", "slide": "slide"}
// # ¿Quién se acuerda de por dónde iba el pedido?
//
// Cobrar, guardar, esperar, enviar: cuatro pasos en cuatro servicios, y cualquiera puede fallar a la mitad. Con colas y eventos cada pieza sabe lo suyo y nadie sabe el conjunto. Aquí lo escribes entero en un sitio, una **máquina de estados**, y decides qué pasa cuando un paso falla: reintentar, desviarse, deshacer.

// %% [markdown] {"id": "sfn-title", "lang": "en", "slide": "slide"}
// # Who remembers how far the order got?
//
// Charge, store, wait, ship: four steps in four services, and any of them may fail halfway. With queues and events every piece knows its own part and nobody knows the whole. Here you write the whole in one place, a **state machine**, and you decide what happens when a step fails: retry, take another route, undo.

// %% [markdown] {"id": "sfn-terms", "lang": "es"}
// **Palabras de esta unidad** y cómo las verás en el código:
//
// | palabra | aquí es |
// |---|---|
// | máquina de estados | un JSON: `{ StartAt, States }`, en *Amazon States Language* |
// | estado | un paso: `Task` (llama a otro), `Wait`, `Choice`, `Pass`, `Succeed`, `Fail` |
// | ejecución | un pedido que la recorre: `{ name, input }`, con su ARN |
// | transición | entrar en un estado; Standard se cobra por ellas |
// | historial | los eventos de una ejecución, con hora, entrada y salida |
// | `Retry`, `Catch` | otra vez si el error pasa; otra ruta si no pasa |
// | `ResultPath` | dónde queda lo que contesta un paso; `null`, en ninguna parte |
// | Standard, Express | los dos tipos: una vez y hasta un año; o mucho, corto y barato |
//
// **Tiempo:** unas cinco horas: una y media para T10 y E4, una para L5, una para P2, una y media para X4. **El camino:** teoría T10, ejemplo E4, laboratorio L5, práctica P2, ejercicio X4. Cada sección crea su propia `Cloud`.

// %% [markdown] {"id": "sfn-terms", "lang": "en"}
// **Words of this unit** and how you will see them in code:
//
// | word | here it is |
// |---|---|
// | state machine | a JSON: `{ StartAt, States }`, in *Amazon States Language* |
// | state | a step: `Task` (calls somebody), `Wait`, `Choice`, `Pass`, `Succeed`, `Fail` |
// | execution | an order that goes through it: `{ name, input }`, with its ARN |
// | transition | entering a state; Standard charges for each |
// | history | an execution's events, with time, input and output |
// | `Retry`, `Catch` | once more if the error passes; another route if it does not |
// | `ResultPath` | where a step's answer is put; `null`, nowhere |
// | Standard, Express | the two types: once and up to a year; or many, short and cheap |
//
// **Time:** about five hours: one and a half for T10 and E4, one for L5, one for P2, one and a half for X4. **The road:** theory T10, example E4, lab L5, practice P2, exercise X4. Each section makes its own `Cloud`.

// %% {"id": "sfn-setup", "kind": "given"}
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { Chart, cost, palette, span, workflow, withWords } from "nubelab/charts";
import { check, exercises, predict, selfCheck } from "nubelab/course";

// %% {"id": "sfn-language", "lang": "es", "kind": "given"}
useLanguage("es"); // en qué idioma hablan los gráficos, las facturas y las comprobaciones

// %% {"id": "sfn-language", "lang": "en", "kind": "given"}
useLanguage("en"); // the language of charts, bills and checks

// %% [markdown] {"id": "sfn-group-ask", "lang": "es"}
// **Si trabajan en grupo**, entreguen un solo cuaderno con el nombre de cada integrante aquí.

// %% [markdown] {"id": "sfn-group-ask", "lang": "en"}
// **If you work as a group**, hand in one notebook with everybody's name here.

// %% {"id": "sfn-group", "lang": "es"}
const grupo = ["nombre y apellido"];

// %% {"id": "sfn-group", "lang": "en"}
const group = ["first and last name"];

// %% [markdown] {"id": "t10-question", "item": "T10", "lang": "es", "slide": "slide"}
// ## T10 · ¿Quién coordina?
//
// > ¿Qué es AWS Step Functions y cómo facilita la coordinación de múltiples servicios AWS en flujos de trabajo sin servidor?
//
// La respuesta esperada nombra tres cosas: **flujos visuales, seguimiento de estado, gestión de errores**. Míralas una por una. Primero, sin coordinador: cada función llama a la siguiente.

// %% [markdown] {"id": "t10-question", "item": "T10", "lang": "en", "slide": "slide"}
// ## T10 · Who coordinates?
//
// > What is AWS Step Functions, and how does it make it easier to coordinate several AWS services in serverless workflows?
//
// The expected answer names three things: **visual workflows, state tracking, error handling**. See them one by one. First without a coordinator: each function calls the next.

// %% {"id": "t10-chain", "item": "T10"}
const chain = new Cloud({ seed: 40 });
const chained: string[] = [];
const callNext = (FunctionName: string) => chain.client(Lambda).invoke({ FunctionName, InvocationType: "Event", Payload: new TextEncoder().encode("{}") });
chain.lambda("reserve", async () => {
  chained.push("reserved");
  await callNext("charge");
});
chain.lambda("charge", async () => {
  chained.push("charge attempted");
  throw new Error("the bank does not answer");
});
await callNext("reserve");
await chain.run({ for: { minutes: 10 } });
console.log(chained);

// %% [markdown] {"id": "t10-chain-after", "item": "T10", "lang": "es"}
// Lambda insistió tres veces y se rindió. La reserva sigue hecha, y **nadie sabe** que el pedido quedó a medias: `reserve` terminó bien. Ahora el mismo pedido en una máquina de estados.

// %% [markdown] {"id": "t10-chain-after", "item": "T10", "lang": "en"}
// Lambda tried three times and gave up. The reservation stands, and **nobody knows** that the order is half done: `reserve` ended well. Now the same order in a state machine.

// %% {"id": "t10-machine", "item": "T10"}
const office = new Cloud({ seed: 41 });
const task = (name: string, more: object) => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ResultPath: null,
  ...more,
});
const { stateMachineArn: officeArn } = await office.client(SFN).createStateMachine({
  name: "orders",
  roleArn: "arn:aws:iam::123456789012:role/workflows",
  definition: JSON.stringify({
    StartAt: "Reserve",
    States: {
      Reserve: task("reserve", { Next: "Charge" }),
      Charge: task("charge", {
        Retry: [{ ErrorEquals: ["BankBusy"], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 2 }],
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Release" }],
        Next: "Let it rest",
      }),
      "Let it rest": { Type: "Wait", Seconds: 5, Next: "Ship" },
      Ship: task("ship", { End: true }),
      Release: task("release", { Next: "Tell the customer" }),
      "Tell the customer": { Type: "Succeed" },
    },
  }),
});
office.stateMachine("orders");

// %% [markdown] {"id": "t10-visual-after", "item": "T10", "lang": "es"}
// **Uno: visual.** El dibujo no lo hizo nadie: sale de la definición, así que no puede mentir. Flechas de puntos: adónde se va cuando algo falla. **Apuesta** antes de ejecutar: el banco está ocupado dos veces y luego cobra; cada función tarda un segundo. ¿Cuántos segundos dura el pedido?

// %% [markdown] {"id": "t10-visual-after", "item": "T10", "lang": "en"}
// **One: visual.** Nobody drew this: it comes from the definition, so it cannot lie. Dotted arrows: where it goes when something fails. **Bet** before you run it: the bank is busy twice and then charges; each function takes a second. How many seconds does the order take?

// %% {"id": "t10-run", "item": "T10"}
const bankState = { busy: 2 };
for (const name of ["reserve", "charge", "ship", "release"]) {
  office.lambda(
    name,
    async () => {
      await office.work({ seconds: 1 });
      if (name === "charge" && bankState.busy-- > 0) throw Object.assign(new Error("busy"), { name: "BankBusy" });
    },
    { coldStart: { seconds: 0 } },
  );
}
const secondsBet = { seconds: 0 };
const { executionArn: goodArn } = await office.client(SFN).startExecution({ stateMachineArn: officeArn, name: "good", input: "{}" });
await office.run();
const goodEnd = await office.client(SFN).describeExecution({ executionArn: goodArn });
predict(secondsBet, { seconds: (goodEnd.stopDate!.getTime() - goodEnd.startDate!.getTime()) / 1000 });

// %% [markdown] {"id": "t10-track", "item": "T10", "lang": "es"}
// **Dos: seguimiento.** Dónde estuvo el pedido en cada segundo. Barra gruesa, un intento; delgada, el estado; rombo, «se reintentará».

// %% [markdown] {"id": "t10-track", "item": "T10", "lang": "en"}
// **Two: tracking.** Where the order was in each second. Thick bar, an attempt; thin, the state; diamond, "to be retried".

// %% {"id": "t10-gantt", "item": "T10", "slide": "subslide"}
workflow(office, { resource: "orders", execution: "good" });

// %% {"id": "t10-history", "item": "T10"}
const goodHistory = await office.client(SFN).getExecutionHistory({ executionArn: goodArn });
console.log(goodHistory.events!.length, goodHistory.events!.slice(0, 8).map(({ id, type }) => `${id} ${type}`));

// %% [markdown] {"id": "t10-history-after", "item": "T10", "lang": "es"}
// Cada paso quedó escrito **por el servicio**, no por tu código, con su entrada y su salida; en Standard se guarda 90 días. La cuenta: cinco intentos de 1 s, dos huecos (2 y 4 s) y 5 s de espera, 16 s.

// %% [markdown] {"id": "t10-history-after", "item": "T10", "lang": "en"}
// Each step was written down **by the service**, not by your code, with its input and output; in Standard it is kept for 90 days. The sum: five attempts of 1 s, two gaps (2 and 4 s) and a wait of 5 s, 16 s.

// %% [markdown] {"id": "t10-errors", "item": "T10", "lang": "es"}
// **Tres: errores.** Ahora el banco no contesta nunca. Nadie escribe un `try`: lo dice la definición.

// %% [markdown] {"id": "t10-errors", "item": "T10", "lang": "en"}
// **Three: errors.** Now the bank never answers. Nobody writes a `try`: the definition says it.

// %% {"id": "t10-errors-run", "item": "T10"}
bankState.busy = 99;
const { executionArn: badArn } = await office.client(SFN).startExecution({ stateMachineArn: officeArn, name: "bad", input: "{}" });
await office.run();
console.log(await office.client(SFN).describeExecution({ executionArn: badArn }).then(({ status, output }) => ({ status, output })));
office.stateMachine("orders", { execution: "bad" });

// %% [markdown] {"id": "t10-errors-after", "item": "T10", "lang": "es"}
// Tres intentos (`↻2`), y el fallo **capturado** (`!`) lleva a `Release`: la reserva se deshizo y el cliente se entera. `Ship` no se ha tocado. Compáralo con la cadena del principio.

// %% [markdown] {"id": "t10-errors-after", "item": "T10", "lang": "en"}
// Three attempts (`↻2`), and the failure, **caught** (`!`), leads to `Release`: the reservation was undone and the customer hears of it. `Ship` was not touched. Compare that with the chain at the beginning.

// %% [markdown] {"id": "t10-types", "item": "T10", "lang": "es", "slide": "subslide"}
// ### Dos tipos: Standard y Express
//
// El mismo documento se puede crear de dos tipos. Cien ventas de tres pasos en cada uno, y la factura llevada a **un millón**. **Apuesta**: coordinar con Standard, ¿cuántas veces cuesta lo que con Express?

// %% [markdown] {"id": "t10-types", "item": "T10", "lang": "en", "slide": "subslide"}
// ### Two types: Standard and Express
//
// The same document can be created as either of two types. A hundred sales of three steps on each, and the bill taken to **a million**. **Bet**: coordinating with Standard costs how many times what Express does?

// %% {"id": "t10-types-machine", "item": "T10"}
type MachineType = "STANDARD" | "EXPRESS";
async function openShop(type: MachineType) {
  const cloud = new Cloud({ seed: 43 });
  const step = (name: string, more: object) => {
    const Resource = cloud.lambda(name, () => cloud.work({ milliseconds: 200 }), { coldStart: { seconds: 0 } });
    return { Type: "Task", Resource, ResultPath: null, ...more };
  };
  const States = { Reserve: step("reserve", { Next: "Charge" }), Charge: step("charge", { Next: "Ship" }), Ship: step("ship", { End: true }) };
  const definition = JSON.stringify({ StartAt: "Reserve", States });
  const roleArn = "arn:aws:iam::123456789012:role/workflows";
  const { stateMachineArn } = await cloud.client(SFN).createStateMachine({ name: "sell", type, definition, roleArn });
  const sell = (name: string, input = "{}") => cloud.client(SFN).startExecution({ stateMachineArn, name, input });
  return { cloud, stateMachineArn, sell };
}

// %% {"id": "t10-types-bet", "item": "T10"}
const typesBet = { times: 0 };

// %% {"id": "t10-types-run", "item": "T10"}
const shops = { Standard: await openShop("STANDARD"), Express: await openShop("EXPRESS") };
for (const { cloud, sell } of Object.values(shops)) {
  for (let i = 1; i <= 100; i++) await sell(`order-${i}`);
  await cloud.run();
}
const sales = Object.entries(shops).map(([name, { cloud }]) => ({ name, bill: cloud.bill({ whatIf: { scale: 10_000 } }) }));
const coordination = sales.map(({ bill }) =>
  bill.lines.filter(({ unit }) => unit.en.includes("Step Functions")).reduce((sum, { quantity, perMillion }) => sum + (quantity * perMillion) / 1e6, 0),
);
console.log(coordination.map((dollars) => `$${dollars.toFixed(2)}`));
predict(typesBet, { times: Math.round(coordination[0] / coordination[1]) });

// %% [markdown] {"id": "t10-types-chart-before", "item": "T10", "lang": "es"}
// La factura entera, con lo que cobra Lambda, que es igual en las dos. Busca qué trozo crece.

// %% [markdown] {"id": "t10-types-chart-before", "item": "T10", "lang": "en"}
// The whole bill, with what Lambda charges, the same in both. Look for the piece that grows.

// %% {"id": "t10-types-chart", "item": "T10"}
cost(sales);

// %% [markdown] {"id": "t10-types-chart-after", "item": "T10", "lang": "es"}
// 75 $ contra 1,63: **46 veces**. Standard cobra tres transiciones por venta; Express, una petición y el rato que dura. ¿Qué se compra con la diferencia? Pide a cada una **dos veces** la misma venta, y después su historial.

// %% [markdown] {"id": "t10-types-chart-after", "item": "T10", "lang": "en"}
// $75 against $1.63: **46 times**. Standard charges three transitions per sale; Express, one request and the while that it lasts. What does the difference buy? Ask each for the same sale **twice**, and then for its history.

// %% {"id": "t10-types-twice", "item": "T10"}
const bought: object[] = [];
for (const [type, { cloud, sell }] of Object.entries(shops)) {
  const first = await sell("twin");
  await cloud.run();
  const second = await sell("twin", '{"again":true}').then(() => "sold again", (error) => error.name);
  await cloud.run();
  const history = await cloud
    .client(SFN)
    .getExecutionHistory({ executionArn: first.executionArn })
    .then(({ events }) => `${events!.length} events`, (error) => error.name);
  bought.push({ type, second, history });
}
console.table(bought);

// %% [markdown] {"id": "t10-types-after", "item": "T10", "lang": "es", "slide": "subslide"}
// | | Standard | Express |
// |---|---|---|
// | cada ejecución | una vez: el nombre repetido se rechaza | al menos una vez: la vendió de nuevo |
// | dura | hasta un año | hasta cinco minutos |
// | seguimiento | historial consultable 90 días | CloudWatch Logs, si lo activas |
// | se paga | por transición | por ejecución, duración y memoria |
// | sirve para | lo que no debe repetirse, lo que espera | mucho, corto y que se pueda repetir |

// %% [markdown] {"id": "t10-types-after", "item": "T10", "lang": "en", "slide": "subslide"}
// | | Standard | Express |
// |---|---|---|
// | each execution | once: the repeated name is refused | at least once: it sold it again |
// | lasts | up to a year | up to five minutes |
// | tracking | a history to look up, 90 days | CloudWatch Logs, if you turn it on |
// | you pay | by transition | by execution, duration and memory |
// | good for | what must not be repeated, what waits | much, short, and safe to repeat |

// %% {"id": "t10-selfcheck", "item": "T10"}
selfCheck("t10.caught");

// %% {"id": "t10-selfcheck-retry", "item": "T10"}
selfCheck("t10.retry");

// %% {"id": "t10-selfcheck-type", "item": "T10"}
selfCheck("t10.type");

// %% {"id": "t10-selfcheck-when", "item": "T10"}
selfCheck("t10.when");

// %% [markdown] {"id": "t10-answer-ask", "item": "T10", "lang": "es"}
// ### Tu respuesta a T10
//
// ¿Qué es Step Functions y cómo facilita coordinar servicios? Apóyate en lo que viste: **visual, seguimiento, errores**, con un número o un estado de arriba para cada uno, y di cuándo *no* hace falta.

// %% [markdown] {"id": "t10-answer-ask", "item": "T10", "lang": "en"}
// ### Your answer to T10
//
// What is Step Functions, and how does it make coordinating services easier? Rest it on what you saw: **visual, tracking, errors**, with a number or a state from above for each, and say when it is *not* needed.

// %% [markdown] {"id": "t10-answer", "item": "T10", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** Servicio de coordinación: el flujo es un documento (una máquina de estados) que llama a Lambda, DynamoDB, S3 y a más servicios sin código de enlace. *Visual*: el diagrama sale de la definición y se colorea con cada ejecución. *Seguimiento*: estado, entrada, salida y hora de cada paso, en un historial que guarda el servicio. *Errores*: `Retry` con espera creciente y `Catch` hacia otra ruta, como de `Charge` a `Release`. No hace falta para un solo paso, ni donde nadie necesita el conjunto: basta una cola o un evento.
//
// **Pauta (2 puntos; medio punto cada línea).** Qué es: máquina de estados que coordina varios servicios. Visual y seguimiento, con algo observado. Errores: `Retry` y `Catch` distinguidos, con algo observado. Cuándo no, o Standard frente a Express (exactamente una vez y 90 días de historial; al menos una vez y cinco minutos). *Error común*: «reintenta todo solo»: sin `Retry`, falla.
// END SOLUTION

// %% [markdown] {"id": "t10-answer", "item": "T10", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** A coordination service: the flow is a document (a state machine) that calls Lambda, DynamoDB, S3 and more services without glue code. *Visual*: the diagram comes from the definition and is coloured by each execution. *Tracking*: state, input, output and time of each step, in a history that the service keeps. *Errors*: `Retry` with a growing wait and `Catch` to another route, as from `Charge` to `Release`. Not needed for a single step, nor where nobody needs the whole: a queue or an event will do.
//
// **Marking (2 points; half a point each line).** What it is: a state machine that coordinates several services. Visual and tracking, with something observed. Errors: `Retry` and `Catch` told apart, with something observed. When not, or Standard against Express (exactly once and 90 days of history; at least once and five minutes). *Common mistake*: "it retries everything by itself": without `Retry` it fails.
// END SOLUTION

// %% [markdown] {"id": "e4-title", "item": "E4", "lang": "es", "slide": "slide"}
// ## E4 · La máquina del repaso
//
// El ejemplo 4 cabe en una pantalla: estados que devuelven `[siguiente, datos]`, y un bucle. **Apuesta** qué datos salen de `{ value: 1 }`.

// %% [markdown] {"id": "e4-title", "item": "E4", "lang": "en", "slide": "slide"}
// ## E4 · The handout's machine
//
// Example 4 fits on a screen: states that return `[next, data]`, and a loop. **Bet** which data come out of `{ value: 1 }`.

// %% {"id": "e4-class", "item": "E4"}
type ExampleState = (data: { value: number }) => [next: string | null, data: { value: number }];
class ExampleMachine {
  currentState: string | null;
  readonly steps: { step: number; state: string; value: number }[] = []; // ours, to draw it
  constructor(readonly states: Record<string, ExampleState>) {
    this.currentState = Object.keys(states)[0] ?? null;
  }
  execute(data: { value: number }): void {
    while (this.currentState) {
      const name = this.currentState;
      console.log(`Executing ${name}`);
      [this.currentState, data] = this.states[name]!(data);
      this.steps.push({ step: this.steps.length + 1, state: name, value: data.value });
    }
  }
}

// %% {"id": "e4-run", "item": "E4"}
const addOne: ExampleState = (data) => {
  data.value += 1;
  return ["State2", data];
};
const double: ExampleState = (data) => {
  data.value *= 2;
  return [null, data];
};
const example = new ExampleMachine({ State1: addOne, State2: double });
const exampleData = { value: 1 };
example.execute(exampleData);
console.log("Final data:", exampleData);

// %% [markdown] {"id": "e4-chart-before", "item": "E4", "lang": "es"}
// La traza: un punto por paso, con el valor que deja.

// %% [markdown] {"id": "e4-chart-before", "item": "E4", "lang": "en"}
// The trace: a dot per step, with the value that it leaves.

// %% {"id": "e4-chart", "item": "E4", "lang": "es"}
new Chart(
  "¿Por dónde pasó?",
  example.steps.map(({ step, state, value }) => `Paso ${step}: ${state} deja ${value}`).join("; ") + ".",
  ["value empieza en 1"],
  {
    data: { values: example.steps },
    width: 360,
    height: { step: 40 },
    encoding: {
      x: { field: "step", type: "ordinal", title: "paso (n.º)", axis: { labelAngle: 0 } },
      y: { field: "state", type: "ordinal", title: "estado" },
    },
    layer: [
      { mark: { type: "line", color: palette.purged } },
      { mark: { type: "point", filled: true, size: 90, color: palette.deleted } },
      { mark: { type: "text", dy: -12 }, encoding: { text: { field: "value" } } },
    ],
  },
);

// %% {"id": "e4-chart", "item": "E4", "lang": "en"}
new Chart(
  "Which way did it go?",
  example.steps.map(({ step, state, value }) => `Step ${step}: ${state} leaves ${value}`).join("; ") + ".",
  ["value begins at 1"],
  {
    data: { values: example.steps },
    width: 360,
    height: { step: 40 },
    encoding: {
      x: { field: "step", type: "ordinal", title: "step (number)", axis: { labelAngle: 0 } },
      y: { field: "state", type: "ordinal", title: "state" },
    },
    layer: [
      { mark: { type: "line", color: palette.purged } },
      { mark: { type: "point", filled: true, size: 90, color: palette.deleted } },
      { mark: { type: "text", dy: -12 }, encoding: { text: { field: "value" } } },
    ],
  },
);

// %% [markdown] {"id": "e4-after", "item": "E4", "lang": "es"}
// 1 → 2 → 4. Ahora rómpela: otra ejecución de la misma máquina, y un estado que manda a uno mal escrito.

// %% [markdown] {"id": "e4-after", "item": "E4", "lang": "en"}
// 1 → 2 → 4. Now break it: another execution of the same machine, and a state that leads to a misspelt one.

// %% {"id": "e4-break", "item": "E4"}
const exampleAgain = { value: 10 };
example.execute(exampleAgain);
console.log("again:", exampleAgain);
const misspelt = { value: 1 };
try {
  const toSate2: ExampleState = (data) => ["Sate2", addOne(data)[1]];
  new ExampleMachine({ State1: toSate2, State2: double }).execute(misspelt);
} catch (error) {
  console.log((error as Error).message, misspelt);
}

// %% [markdown] {"id": "e4-break-after", "item": "E4", "lang": "es"}
// La segunda no hace nada, porque el estado actual se quedó en `null` **en la máquina**. Y la errata se descubre a mitad de camino, con el trabajo de `State1` hecho. Step Functions la rechaza antes de que nada empiece:

// %% [markdown] {"id": "e4-break-after", "item": "E4", "lang": "en"}
// The second does nothing, because the current state stayed at `null` **in the machine**. And the slip shows half-way, with the work of `State1` done. Step Functions refuses it before anything begins:

// %% {"id": "e4-real", "item": "E4"}
const definition = { StartAt: "State1", States: { State1: { Type: "Pass", Next: "Sate2" }, State2: { Type: "Succeed" } } };
try {
  const roleArn = "arn:aws:iam::123456789012:role/workflows";
  await new Cloud({ seed: 42 }).client(SFN).createStateMachine({ name: "slip", roleArn, definition: JSON.stringify(definition) });
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}

// %% [markdown] {"id": "l5-title", "item": "L5", "lang": "es", "slide": "slide"}
// ## L5 · Calcular, guardar, esperar
//
// > Crea y ejecuta un flujo de trabajo utilizando AWS Step Functions que coordine varias tareas, incluyendo funciones Lambda y operaciones en DynamoDB.
//
// Tres estados: una función calcula el total del pedido, DynamoDB lo guarda, y el flujo **espera** antes de terminar (el cliente puede arrepentirse). Después sigues una ejecución mientras ocurre.

// %% [markdown] {"id": "l5-title", "item": "L5", "lang": "en", "slide": "slide"}
// ## L5 · Price, store, wait
//
// > Create and run a workflow with AWS Step Functions that coordinates several tasks, among them Lambda functions and DynamoDB operations.
//
// Three states: a function works out the order's total, DynamoDB stores it, and the flow **waits** before it ends (the customer may change her mind). Then you follow an execution while it happens.

// %% {"id": "l5-types", "item": "L5", "kind": "given"}
interface Lab {
  functionName: string;
  tableName: string;
  machineName: string;
  waitSeconds: number;
}
interface Basket {
  id: string;
  customer: string;
  items: number;
}
/** Where an execution is: RUNNING, SUCCEEDED, FAILED...; the states it has entered, in order; its output, null until it succeeds. */
interface Progress {
  status: string;
  states: string[];
  output: object | null;
}
const ROLE = "arn:aws:iam::123456789012:role/workflows"; // who the machine is when it calls others
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

// %% [markdown] {"id": "l5-break", "item": "L5", "lang": "es"}
// Antes, el tropiezo de casi todos. `$.total` es un número y DynamoDB tiene números. **Apuesta**: ¿se guarda?

// %% [markdown] {"id": "l5-break", "item": "L5", "lang": "en"}
// First, what nearly everybody stumbles over. `$.total` is a number, and DynamoDB has numbers. **Bet**: is it stored?

// %% {"id": "l5-break-run", "item": "L5"}
const stumble = new Cloud({ seed: 50 });
await stumble.client(DynamoDB).createTable({
  TableName: "orders",
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  BillingMode: "PAY_PER_REQUEST",
});
const stumbling = await stumble.client(SFN).createStateMachine({
  name: "store",
  roleArn: ROLE,
  definition: JSON.stringify({
    StartAt: "Store",
    States: {
      Store: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:putItem",
        Parameters: { TableName: "orders", Item: { id: { "S.$": "$.id" }, total: { "N.$": "$.total" } } },
        End: true,
      },
    },
  }),
});
const stumbled = await stumble.client(SFN).startExecution({
  stateMachineArn: stumbling.stateMachineArn,
  input: JSON.stringify({ id: "order-1", total: 25 }),
});
await stumble.run();
const fallen = await stumble.client(SFN).describeExecution({ executionArn: stumbled.executionArn });
console.log(fallen.status, fallen.error, fallen.cause);

// %% [markdown] {"id": "l5-break-after", "item": "L5", "lang": "es"}
// No: en DynamoDB un número **viaja como texto**, `{ N: "25" }`. En JSONPath se convierte con `States.Format('{}', $.total)`. Y fíjate: crear la máquina salió bien; el error apareció al ejecutarla, con su nombre y su causa.

// %% [markdown] {"id": "l5-break-after", "item": "L5", "lang": "en"}
// No: in DynamoDB a number **travels as text**, `{ N: "25" }`. In JSONPath `States.Format('{}', $.total)` turns it into text. And note: creating the machine worked; the error showed when it ran, with its name and its cause.

// %% [markdown] {"id": "l5-step1", "item": "L5", "lang": "es", "slide": "subslide"}
// ### Paso 1 · La función y la tabla
//
// Escribe `prepare(cloud, lab, price)`: la tabla `lab.tableName` con clave `id` (texto), y la función `lab.functionName`, que recibe el pedido y contesta el pedido **más** `total`, lo que diga `price(order)`.
//
// <details><summary>Pista</summary><code>cloud.lambda(lab.functionName, (order: Basket) => ({ ...order, total: price(order) }))</code>.</details>
// <details><summary>En la consola real</summary>DynamoDB → Create table (partition key <code>id</code>); Lambda → Create function. Ambas caben en la capa gratuita; <strong>bórralas</strong> al terminar.</details>

// %% [markdown] {"id": "l5-step1", "item": "L5", "lang": "en", "slide": "subslide"}
// ### Step 1 · The function and the table
//
// Write `prepare(cloud, lab, price)`: the table `lab.tableName` with the key `id` (text), and the function `lab.functionName`, which gets the order and answers the order **plus** `total`, whatever `price(order)` says.
//
// <details><summary>Hint</summary><code>cloud.lambda(lab.functionName, (order: Basket) => ({ ...order, total: price(order) }))</code>.</details>
// <details><summary>In the real console</summary>DynamoDB → Create table (partition key <code>id</code>); Lambda → Create function. Both fit into the free tier; <strong>delete them</strong> when you are done.</details>

// %% {"id": "l5-prepare", "item": "L5", "kind": "answer"}
async function prepare(cloud: Cloud, lab: Lab, price: (order: Basket) => number): Promise<void> {
  // BEGIN SOLUTION
  await cloud.client(DynamoDB).createTable({
    TableName: lab.tableName,
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  cloud.lambda(lab.functionName, (order: Basket) => ({ ...order, total: price(order) }));
  // END SOLUTION
}

// %% [markdown] {"id": "l5-step2", "item": "L5", "lang": "es", "slide": "subslide"}
// ### Paso 2 · La máquina de estados
//
// Escribe `createMachine(cloud, lab)`: crea la máquina `lab.machineName` y devuelve su ARN. Sus estados: la función; `putItem` con `id` y `total`; una espera de `lab.waitSeconds`. El resultado es el pedido con su total. Si la función no puede calcular un pedido, su ejecución **falla**.
//
// <details><summary>Pista 1</summary>Un estado: <code>{ Type: "Task", Resource: functionArn(lab.functionName), Next: "Store" }</code>. El último lleva <code>End: true</code>.</details>
// <details><summary>Pista 2</summary><code>Resource: "arn:aws:states:::dynamodb:putItem"</code> y en <code>Parameters</code> lo mismo que en el SDK; lo que viene de los datos, con <code>.$</code> en la clave.</details>
// <details><summary>Pista 3</summary>Lo que contesta <code>putItem</code> pisaría el pedido: <code>ResultPath: null</code>.</details>
// <details><summary>En la consola real</summary>Step Functions → Create state machine → Workflow Studio: arrastra <em>AWS Lambda Invoke</em>, <em>DynamoDB PutItem</em> y <em>Wait</em>. La consola propone el rol. Cobro: por transición de estado, las 4 000 primeras del mes gratis.</details>

// %% [markdown] {"id": "l5-step2", "item": "L5", "lang": "en", "slide": "subslide"}
// ### Step 2 · The state machine
//
// Write `createMachine(cloud, lab)`: it creates the machine `lab.machineName` and returns its ARN. Its states: the function; `putItem` with `id` and `total`; a wait of `lab.waitSeconds`. The output is the order with its total. If the function cannot price an order, its execution **fails**.
//
// <details><summary>Hint 1</summary>A state: <code>{ Type: "Task", Resource: functionArn(lab.functionName), Next: "Store" }</code>. The last one has <code>End: true</code>.</details>
// <details><summary>Hint 2</summary><code>Resource: "arn:aws:states:::dynamodb:putItem"</code>, and in <code>Parameters</code> the same as in the SDK; what comes from the data, with <code>.$</code> in the key.</details>
// <details><summary>Hint 3</summary>What <code>putItem</code> answers would replace the order: <code>ResultPath: null</code>.</details>
// <details><summary>In the real console</summary>Step Functions → Create state machine → Workflow Studio: drag <em>AWS Lambda Invoke</em>, <em>DynamoDB PutItem</em> and <em>Wait</em>. The console suggests the role. You pay by state transition, the first 4,000 of a month are free.</details>

// %% {"id": "l5-machine", "item": "L5", "kind": "answer"}
async function createMachine(cloud: Cloud, lab: Lab): Promise<string> {
  // BEGIN SOLUTION
  const definition = {
    StartAt: "Price",
    States: {
      Price: { Type: "Task", Resource: functionArn(lab.functionName), Next: "Store" },
      Store: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:putItem",
        Parameters: {
          TableName: lab.tableName,
          Item: { id: { "S.$": "$.id" }, total: { "N.$": "States.Format('{}', $.total)" } },
        },
        ResultPath: null,
        Next: "Cool off",
      },
      "Cool off": { Type: "Wait", Seconds: lab.waitSeconds, End: true },
    },
  };
  const created = await cloud.client(SFN).createStateMachine({
    name: lab.machineName,
    definition: JSON.stringify(definition),
    roleArn: ROLE,
  });
  return created.stateMachineArn!;
  // END SOLUTION
}

// %% [markdown] {"id": "l5-step3", "item": "L5", "lang": "es", "slide": "subslide"}
// ### Paso 3 · Ejecuta y sigue
//
// - `startOrder(cloud, machineArn, order)`: empieza una ejecución **con el id del pedido por nombre**; devuelve su ARN.
// - `follow(cloud, executionArn)`: dónde está ahora, un `Progress`.
//
// <details><summary>Pista</summary><code>describeExecution</code> y <code>getExecutionHistory</code>. Sólo los eventos de entrada llevan <code>stateEnteredEventDetails</code>.</details>
// <details><summary>En la consola real</summary>La máquina → Start execution. La página de la ejecución muestra el grafo coloreado, una tabla de eventos y la entrada y salida de cada estado.</details>

// %% [markdown] {"id": "l5-step3", "item": "L5", "lang": "en", "slide": "subslide"}
// ### Step 3 · Run and follow
//
// - `startOrder(cloud, machineArn, order)`: starts an execution **named by the order's id**; returns its ARN.
// - `follow(cloud, executionArn)`: where it is now, a `Progress`.
//
// <details><summary>Hint</summary><code>describeExecution</code> and <code>getExecutionHistory</code>. Only the entering events have <code>stateEnteredEventDetails</code>.</details>
// <details><summary>In the real console</summary>The machine → Start execution. The execution's page shows the coloured graph, a table of events and each state's input and output.</details>

// %% {"id": "l5-follow", "item": "L5", "kind": "answer"}
async function startOrder(cloud: Cloud, machineArn: string, order: Basket): Promise<string> {
  // BEGIN SOLUTION
  const started = await cloud.client(SFN).startExecution({
    stateMachineArn: machineArn,
    name: order.id,
    input: JSON.stringify(order),
  });
  return started.executionArn!;
  // END SOLUTION
}

async function follow(cloud: Cloud, executionArn: string): Promise<Progress> {
  // BEGIN SOLUTION
  const sfn = cloud.client(SFN);
  const { status, output } = await sfn.describeExecution({ executionArn });
  const { events } = await sfn.getExecutionHistory({ executionArn });
  const states = events!.flatMap(({ stateEnteredEventDetails: entered }) => (entered ? [entered.name!] : []));
  return { status: status!, states, output: output === undefined ? null : JSON.parse(output) };
  // END SOLUTION
}

// %% {"id": "l5-check-machine", "item": "L5", "lang": "es", "kind": "check", "points": 1}
// Comprueba: la función, la tabla, la máquina y sus tres estados
await check("l5.machine", { prepare, createMachine, startOrder, follow });

// %% {"id": "l5-check-machine", "item": "L5", "lang": "en", "kind": "check", "points": 1}
// Checks: the function, the table, the machine and its three states
await check("l5.machine", { prepare, createMachine, startOrder, follow });

// %% {"id": "l5-check-run", "item": "L5", "lang": "es", "kind": "check", "points": 1}
// Comprueba: cada pedido calculado una vez, guardado con su total, terminado con su total
await check("l5.run", { prepare, createMachine, startOrder, follow });

// %% {"id": "l5-check-run", "item": "L5", "lang": "en", "kind": "check", "points": 1}
// Checks: each order priced once, stored with its total, ended with its total
await check("l5.run", { prepare, createMachine, startOrder, follow });

// %% {"id": "l5-check-follow", "item": "L5", "lang": "es", "kind": "check", "points": 1}
// Comprueba: lo que follow dice durante la espera, al final, y de un fallo
await check("l5.follow", { prepare, createMachine, startOrder, follow });

// %% {"id": "l5-check-follow", "item": "L5", "lang": "en", "kind": "check", "points": 1}
// Checks: what follow says during the wait, in the end, and of a failure
await check("l5.follow", { prepare, createMachine, startOrder, follow });

// %% [markdown] {"id": "l5-try", "item": "L5", "lang": "es"}
// Ahora míralo. A mitad de la espera el flujo está **aquí**; el color dice cómo va cada estado, y la marca del rótulo lo repite.

// %% [markdown] {"id": "l5-try", "item": "L5", "lang": "en"}
// Now watch it. Half-way through the wait the flow is **here**; the colour says how each state is doing, and the sign in the label repeats it.

// %% {"id": "l5-try-run", "item": "L5"}
const lab: Lab = { functionName: "price", tableName: "orders", machineName: "order-flow", waitSeconds: 600 };
const seen = new Cloud({ seed: 51 });
await prepare(seen, lab, ({ items }) => 12 * items);
const orderFlowArn = await createMachine(seen, lab);
const firstBasket = await startOrder(seen, orderFlowArn, { id: "order-1", customer: "ana", items: 3 });
await seen.sleep({ minutes: 5 });
console.log(await follow(seen, firstBasket));
seen.stateMachine("order-flow");

// %% {"id": "l5-try-end", "item": "L5"}
await seen.sleep({ minutes: 6 });
console.log(await follow(seen, firstBasket));
workflow(seen, { resource: "order-flow" });

// %% [markdown] {"id": "l5-try-after", "item": "L5", "lang": "es"}
// La función y la tabla ocupan una rayita a la izquierda; los diez minutos de `Cool off` son casi todo. Una función que esperase diez minutos dentro se pagaría entera; aquí la espera **no cuesta**: se cobran tres transiciones.

// %% [markdown] {"id": "l5-try-after", "item": "L5", "lang": "en"}
// The function and the table take a thin line on the left; the ten minutes of `Cool off` are nearly everything. A function that waited ten minutes inside would be paid for in full; here the wait **costs nothing**: three transitions are charged.

// %% {"id": "l5-bill", "item": "L5"}
seen.bill();

// %% [markdown] {"id": "l5-token", "item": "L5", "lang": "es", "slide": "subslide"}
// ### Esperar a una persona: la tarea con token
//
// `Wait` espera un tiempo. Para esperar una **respuesta**, el recurso acaba en `.waitForTaskToken`: el estado manda un token con el trabajo y se detiene hasta que alguien lo devuelve con `sendTaskSuccess` o `sendTaskFailure`. Dos pedidos piden permiso por una cola; marta sólo atiende el primero. **Apuesta**: ¿cómo acaba el segundo?

// %% [markdown] {"id": "l5-token", "item": "L5", "lang": "en", "slide": "subslide"}
// ### Waiting for a person: the task with a token
//
// `Wait` waits for a time. To wait for an **answer**, the resource ends in `.waitForTaskToken`: the state sends a token along with the job and stands still until somebody gives it back with `sendTaskSuccess` or `sendTaskFailure`. Two orders ask for approval through a queue; marta attends to the first one only. **Bet**: how does the second one end?

// %% {"id": "l5-token-machine", "item": "L5"}
const desk = new Cloud({ seed: 52 });
const deskQueue = (await desk.client(SQS).createQueue({ QueueName: "approvals" })).QueueUrl!;
const approvalFlow = {
  StartAt: "Ask marta",
  States: {
    "Ask marta": {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl: deskQueue, MessageBody: { "order.$": "$.id", "token.$": "$$.Task.Token" } },
      TimeoutSeconds: 24 * 3_600, // without it, a year
      ResultPath: "$.answer",
      End: true,
    },
  },
};
const approvalArn = (
  await desk.client(SFN).createStateMachine({ name: "approval", definition: JSON.stringify(approvalFlow), roleArn: ROLE })
).stateMachineArn!;
const asked = ["order-1", "order-2"].map((id) => ({ stateMachineArn: approvalArn, name: id, input: JSON.stringify({ id }) }));
for (const order of asked) await desk.client(SFN).startExecution(order);

// %% {"id": "l5-token-answer", "item": "L5"}
await desk.sleep({ hours: 3 }); // marta comes in
const [onDesk] = (await desk.client(SQS).receiveMessage({ QueueUrl: deskQueue })).Messages!;
const { order: approved, token } = JSON.parse(onDesk!.Body!);
await desk.client(SFN).sendTaskSuccess({ taskToken: token, output: JSON.stringify({ approved: true, by: "marta" }) });
await desk.client(SQS).deleteMessage({ QueueUrl: deskQueue, ReceiptHandle: onDesk!.ReceiptHandle });
await desk.sleep({ days: 2 });
for (const { name } of asked) {
  const executionArn = approvalArn.replace(":stateMachine:", ":execution:") + `:${name}`;
  const { status, output, error } = await desk.client(SFN).describeExecution({ executionArn });
  console.log(name, status, output ?? error);
}
workflow(desk, { resource: "approval" });

// %% [markdown] {"id": "l5-token-after", "item": "L5", "lang": "es"}
// El primero esperó tres horas y siguió con la respuesta de marta en `answer`. El segundo, el del gráfico, se cansó a las 24 h: `States.Timeout`, que en un flujo de verdad lleva su `Catch`. La máquina no sondeó ni una vez, y la espera no cuesta. El token es la llave de **esa** espera: quien lo tenga puede contestar, así que no lo escribas donde no debas.

// %% [markdown] {"id": "l5-token-after", "item": "L5", "lang": "en"}
// The first one waited for three hours and went on with marta's reply in `answer`. The second one, the one in the chart, lost patience after 24 h: `States.Timeout`, which in a real flow has its `Catch`. The machine polled nothing at all, and waiting costs nothing. The token is the key to **that** wait: whoever has it can answer, so mind where you write it down.

// %% [markdown] {"id": "l5-teacher", "item": "L5", "lang": "es", "kind": "teacher"}
// **Para el docente · L5.** *Errores comunes*: `"N.$": "$.total"`, un número donde va texto; olvidar `ResultPath: null`, y el total se pierde; la espera delante de la tabla; `output: undefined` en vez de `null` mientras corre. *Pauta*: la dan las comprobaciones. *Pregunta oral*: «¿Qué hay en la tabla a los cinco minutos, y qué contesta `describeExecution`?»

// %% [markdown] {"id": "l5-teacher", "item": "L5", "lang": "en", "kind": "teacher"}
// **For the teacher · L5.** *Common mistakes*: `"N.$": "$.total"`, a number where text belongs; no `ResultPath: null`, so that the total is lost; the wait before the table; `output: undefined` instead of `null` while it runs. *Marking*: by the checks. *Oral question*: "What is in the table after five minutes, and what does `describeExecution` answer?"

// %% [markdown] {"id": "p2-title", "item": "P2", "lang": "es", "slide": "slide"}
// ## P2 · Éxito, rechazo, fracaso
//
// > Diseña y despliega un flujo de trabajo con AWS Step Functions que coordine varios servicios, como Lambda, DynamoDB, y S3. Incluye pasos de éxito, fracaso y manejo de errores.
//
// Un pedido se cobra (Lambda), deja un recibo (S3) y queda apuntado (DynamoDB). Cobrar puede ir mal de **tres maneras distintas**, y cada una pide otra respuesta:
//
// | error | qué es | qué hace el flujo | la ejecución acaba |
// |---|---|---|---|
// | `CardBusy` | pasajero | reintenta: 2, 4 y 8 s; cuatro intentos en total | como acabe |
// | `CardRefused` | previsto: un «no» también es respuesta | apunta `REFUSED` y el motivo, sin recibo | `SUCCEEDED` |
// | cualquier otro, o sigue ocupado | avería | apunta `FAILED` | `FAILED`, con error `OrderFailed` |

// %% [markdown] {"id": "p2-title", "item": "P2", "lang": "en", "slide": "slide"}
// ## P2 · Success, refusal, failure
//
// > Design and deploy a workflow with AWS Step Functions that coordinates several services, such as Lambda, DynamoDB and S3. Include steps of success, of failure, and error handling.
//
// An order is charged (Lambda), leaves a receipt (S3) and is noted down (DynamoDB). Charging may go wrong in **three different ways**, and each asks for another answer:
//
// | error | what it is | what the flow does | the execution ends |
// |---|---|---|---|
// | `CardBusy` | it passes | retries: 2, 4 and 8 s; four attempts in all | as it turns out |
// | `CardRefused` | foreseen: a "no" is an answer too | notes `REFUSED` and the reason, no receipt | `SUCCEEDED` |
// | any other, or still busy | a breakdown | notes `FAILED` | `FAILED`, with error `OrderFailed` |

// %% {"id": "p2-types", "item": "P2", "kind": "given"}
interface Names {
  functionName: string;
  tableName: string;
  bucket: string;
  machineName: string;
}
interface Order {
  id: string;
  customer: string;
  total: number;
}
/** Gives the receipt, or throws an error with one of the names above. */
type Charge = (order: Order) => string;
const WORKFLOW_ROLE = "arn:aws:iam::123456789012:role/workflows";
const chargeArn = (names: Names) => `arn:aws:lambda:us-east-1:123456789012:function:${names.functionName}`;

// %% [markdown] {"id": "p2-step1", "item": "P2", "lang": "es", "slide": "subslide"}
// ### Paso 1 · Diseña
//
// Escribe `orderFlow(names)`: la definición, un objeto. En el camino bueno: cobrar; el recibo en `receipts/<id>.json`, un JSON con `id` y `receipt`; en la tabla, `id`, `status: "PAID"` y `total` (número). Los otros dos apuntan `id` y `status`; `REFUSED`, además, `reason`: el nombre del error.
//
// <details><summary>Pista 1</summary>Dibuja antes: siete u ocho cajas. Las que acaban: dos <code>Succeed</code> (o <code>End: true</code>) y un <code>Fail</code>.</details>
// <details><summary>Pista 2</summary>Un <code>Task</code> lleva <code>Retry</code> y <code>Catch</code>, listas que se leen <strong>en orden</strong>: gana la primera que nombra el error. <code>States.ALL</code> va la última.</details>
// <details><summary>Pista 3</summary>En <code>Catch</code>, <code>ResultPath: "$.error"</code> conserva el pedido y añade <code>{ Error, Cause }</code>. <code>MaxAttempts</code> cuenta <em>re</em>intentos. Para S3, <code>arn:aws:states:::aws-sdk:s3:putObject</code>.</details>

// %% [markdown] {"id": "p2-step1", "item": "P2", "lang": "en", "slide": "subslide"}
// ### Step 1 · Design
//
// Write `orderFlow(names)`: the definition, an object. On the good way: charge; the receipt in `receipts/<id>.json`, a JSON with `id` and `receipt`; in the table, `id`, `status: "PAID"` and `total` (a number). The other two note `id` and `status`; `REFUSED` also `reason`: the error's name.
//
// <details><summary>Hint 1</summary>Draw first: seven or eight boxes. Those that end: two <code>Succeed</code> (or <code>End: true</code>) and one <code>Fail</code>.</details>
// <details><summary>Hint 2</summary>A <code>Task</code> has <code>Retry</code> and <code>Catch</code>, lists that are read <strong>in order</strong>: the first that names the error wins. <code>States.ALL</code> comes last.</details>
// <details><summary>Hint 3</summary>In <code>Catch</code>, <code>ResultPath: "$.error"</code> keeps the order and adds <code>{ Error, Cause }</code>. <code>MaxAttempts</code> counts <em>re</em>tries. For S3, <code>arn:aws:states:::aws-sdk:s3:putObject</code>.</details>

// %% {"id": "p2-flow", "item": "P2", "kind": "answer"}
function orderFlow(names: Names): object {
  // BEGIN SOLUTION
  const note = (fields: object) => ({
    Type: "Task",
    Resource: "arn:aws:states:::dynamodb:putItem",
    Parameters: { TableName: names.tableName, Item: { id: { "S.$": "$.id" }, ...fields } },
    ResultPath: null,
  });
  const broken = { ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Note failure" };
  return {
    StartAt: "Charge",
    States: {
      Charge: {
        Type: "Task",
        Resource: chargeArn(names),
        ResultPath: "$.charged",
        Retry: [{ ErrorEquals: ["CardBusy"], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 3 }],
        Catch: [{ ErrorEquals: ["CardRefused"], ResultPath: "$.error", Next: "Note refusal" }, broken],
        Next: "Write receipt",
      },
      "Write receipt": {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:s3:putObject",
        Parameters: {
          Bucket: names.bucket,
          "Key.$": "States.Format('receipts/{}.json', $.id)",
          Body: { "id.$": "$.id", "receipt.$": "$.charged.receipt" },
        },
        ResultPath: null,
        Catch: [broken],
        Next: "Note payment",
      },
      "Note payment": {
        ...note({ status: { S: "PAID" }, total: { "N.$": "States.Format('{}', $.total)" } }),
        Next: "Paid",
      },
      Paid: { Type: "Succeed" },
      "Note refusal": { ...note({ status: { S: "REFUSED" }, reason: { "S.$": "$.error.Error" } }), Next: "Refused" },
      Refused: { Type: "Succeed" },
      "Note failure": { ...note({ status: { S: "FAILED" } }), Next: "Failed" },
      Failed: { Type: "Fail", Error: "OrderFailed", Cause: "see the order's item in the table" },
    },
  };
  // END SOLUTION
}

// %% [markdown] {"id": "p2-step2", "item": "P2", "lang": "es", "slide": "subslide"}
// ### Paso 2 · Despliega y encarga
//
// - `deploy(cloud, names, charge)`: la tabla (clave `id`), el bucket, la función (contesta `{ receipt }`, lo que dé `charge(order)`) y la máquina, **Standard**: un cobro no admite «al menos una vez»; devuelve el ARN de la máquina.
// - `submit(cloud, machineArn, order)`: una ejecución con el id del pedido por nombre; devuelve su ARN.
//
// <details><summary>En la consola real</summary>Lo mismo cabe en una plantilla de CloudFormation o CDK: se despliega y se <strong>borra</strong> de una vez. Con el rol, la máquina necesita <code>lambda:InvokeFunction</code>, <code>dynamodb:PutItem</code> y <code>s3:PutObject</code>, y nada más.</details>

// %% [markdown] {"id": "p2-step2", "item": "P2", "lang": "en", "slide": "subslide"}
// ### Step 2 · Deploy and submit
//
// - `deploy(cloud, names, charge)`: the table (key `id`), the bucket, the function (it answers `{ receipt }`, whatever `charge(order)` gives) and the machine, **Standard**: a charge cannot live with "at least once"; returns the machine's ARN.
// - `submit(cloud, machineArn, order)`: an execution named by the order's id; returns its ARN.
//
// <details><summary>In the real console</summary>The same fits into a template of CloudFormation or CDK: deployed and <strong>deleted</strong> in one go. The machine's role needs <code>lambda:InvokeFunction</code>, <code>dynamodb:PutItem</code> and <code>s3:PutObject</code>, and nothing else.</details>

// %% {"id": "p2-deploy", "item": "P2", "kind": "answer"}
async function deploy(cloud: Cloud, names: Names, charge: Charge): Promise<string> {
  // BEGIN SOLUTION
  await cloud.client(DynamoDB).createTable({
    TableName: names.tableName,
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  await cloud.client(S3).createBucket({ Bucket: names.bucket });
  cloud.lambda(names.functionName, (order: Order) => ({ receipt: charge(order) }));
  const created = await cloud.client(SFN).createStateMachine({
    name: names.machineName,
    definition: JSON.stringify(orderFlow(names)),
    roleArn: WORKFLOW_ROLE,
  });
  return created.stateMachineArn!;
  // END SOLUTION
}

async function submit(cloud: Cloud, machineArn: string, order: Order): Promise<string> {
  // BEGIN SOLUTION
  const started = await cloud.client(SFN).startExecution({
    stateMachineArn: machineArn,
    name: order.id,
    input: JSON.stringify(order),
  });
  return started.executionArn!;
  // END SOLUTION
}

// %% {"id": "p2-check-success", "item": "P2", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: el camino bueno: cobro, recibo, PAID
await check("p2.success", { deploy, submit });

// %% {"id": "p2-check-success", "item": "P2", "lang": "en", "kind": "check", "points": 1.5}
// Checks: the good way: charge, receipt, PAID
await check("p2.success", { deploy, submit });

// %% {"id": "p2-check-retry", "item": "P2", "lang": "es", "kind": "check", "points": 1}
// Comprueba: lo ocupado se reintenta a los 2, 4 y 8 segundos
await check("p2.retry", { deploy, submit });

// %% {"id": "p2-check-retry", "item": "P2", "lang": "en", "kind": "check", "points": 1}
// Checks: what is busy is retried after 2, 4 and 8 seconds
await check("p2.retry", { deploy, submit });

// %% {"id": "p2-check-caught", "item": "P2", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: lo rechazado se apunta con su motivo, y termina bien
await check("p2.caught", { deploy, submit });

// %% {"id": "p2-check-caught", "item": "P2", "lang": "en", "kind": "check", "points": 1.5}
// Checks: what is refused is noted with its reason, and ends well
await check("p2.caught", { deploy, submit });

// %% {"id": "p2-check-failure", "item": "P2", "lang": "es", "kind": "check", "points": 1}
// Comprueba: lo demás falla con OrderFailed, y la tabla lo sabe
await check("p2.failure", { deploy, submit });

// %% {"id": "p2-check-failure", "item": "P2", "lang": "en", "kind": "check", "points": 1}
// Checks: the rest fails with OrderFailed, and the table knows
await check("p2.failure", { deploy, submit });

// %% [markdown] {"id": "p2-three", "item": "P2", "lang": "es", "slide": "subslide"}
// ### Los tres finales
//
// Tres pedidos por la misma máquina: el primero encuentra la tarjeta ocupada dos veces, el segundo es rechazado, el tercero da con una avería. **Apuesta**: ¿cuántos segundos tarda el primero?

// %% [markdown] {"id": "p2-three", "item": "P2", "lang": "en", "slide": "subslide"}
// ### The three ends
//
// Three orders through one machine: the first finds the card busy twice, the second is refused, the third runs into a breakdown. **Bet**: how many seconds does the first take?

// %% {"id": "p2-three-run", "item": "P2"}
const paymentNames: Names = { functionName: "charge", tableName: "orders", bucket: "receipts", machineName: "payments" };
const bank = new Cloud({ seed: 52 });
const named = (name: string) => Object.assign(new Error("not charged"), { name });
let busyLeft = 2;
const chargeCard: Charge = ({ id }) => {
  if (id === "paid" && busyLeft-- > 0) throw named("CardBusy");
  if (id === "refused") throw named("CardRefused");
  if (id === "broken") throw named("TypeError");
  return `R-${id}`;
};
const paymentsArn = await deploy(bank, paymentNames, chargeCard);
// a real card takes its time: the same function, slower
bank.lambda("charge", async (order: Order) => {
  await bank.work({ seconds: 1 });
  return { receipt: chargeCard(order) };
});
for (const id of ["paid", "refused", "broken"]) {
  const executionArn = await submit(bank, paymentsArn, { id, customer: "ana", total: 25 });
  await bank.run();
  const { status, error, startDate, stopDate } = await bank.client(SFN).describeExecution({ executionArn });
  console.log(id, status, error ?? "", (stopDate!.getTime() - startDate!.getTime()) / 1000, "s");
}

// %% [markdown] {"id": "p2-gantt-before", "item": "P2", "lang": "es"}
// Un gráfico por final. Barra gruesa: un intento; delgada: el estado. Fíjate en los rombos y triángulos: **se reintentará**, **capturado**.

// %% [markdown] {"id": "p2-gantt-before", "item": "P2", "lang": "en"}
// One chart per end. Thick bar: an attempt; thin: the state. Watch the diamonds and triangles: **to be retried**, **caught**.

// %% {"id": "p2-gantt-paid", "item": "P2"}
workflow(bank, { resource: "payments", execution: "paid" });

// %% {"id": "p2-gantt-refused", "item": "P2"}
workflow(bank, { resource: "payments", execution: "refused" });

// %% {"id": "p2-gantt-broken", "item": "P2"}
workflow(bank, { resource: "payments", execution: "broken" });

// %% [markdown] {"id": "p2-gantt-after", "item": "P2", "lang": "es"}
// El primero: tres intentos, con huecos de 2 y 4 s. El segundo y el tercero tienen **la misma forma**: un intento y un desvío. Lo que los separa es el final: `Refused` es un éxito del flujo, `Failed` una avería que debe despertar a alguien. El último, sobre el mapa:

// %% [markdown] {"id": "p2-gantt-after", "item": "P2", "lang": "en"}
// The first: three attempts, with gaps of 2 and 4 s. The second and the third have **the same shape**: one attempt and another route. What tells them apart is the end: `Refused` is a success of the flow, `Failed` a breakdown that should wake somebody up. The last one, on the map:

// %% {"id": "p2-map", "item": "P2"}
bank.stateMachine("payments", { execution: "broken" });

// %% [markdown] {"id": "p2-think", "item": "P2", "lang": "es"}
// **Para discutir.** Se cobró, y el recibo no se pudo escribir: el pedido queda `FAILED` y el dinero, cobrado. ¿Qué estado falta, y adónde apunta? (Ese patrón se llama **saga**: cada paso tiene su deshacer.)

// %% [markdown] {"id": "p2-think", "item": "P2", "lang": "en"}
// **To discuss.** The charge went through, and the receipt could not be written: the order is `FAILED`, and the money is gone. Which state is missing, and where does it lead? (The pattern is called **saga**: each step has its undoing.)

// %% [markdown] {"id": "p2-teacher", "item": "P2", "lang": "es", "kind": "teacher"}
// **Para el docente · P2.** *Errores comunes*: `States.ALL` delante de `CardRefused` (AWS lo rechaza: debe ir el último); `Retry` con `States.ALL`, que reintenta también lo rechazado; `MaxAttempts: 4` para cuatro intentos (son cinco); `Catch` sin `ResultPath`, y el id del pedido se pierde; acabar en `Fail` un rechazo. *Pauta*: la dan las comprobaciones. *Pregunta oral*: «¿Por qué un rechazo acaba en `SUCCEEDED`? ¿Qué alarma pondrías, y sobre qué métrica?»

// %% [markdown] {"id": "p2-teacher", "item": "P2", "lang": "en", "kind": "teacher"}
// **For the teacher · P2.** *Common mistakes*: `States.ALL` before `CardRefused` (AWS refuses that: it must come last); `Retry` on `States.ALL`, which retries refusals too; `MaxAttempts: 4` for four attempts (they are five); `Catch` without `ResultPath`, so that the order's id is lost; ending a refusal in `Fail`. *Marking*: by the checks. *Oral question*: "Why does a refusal end `SUCCEEDED`? Which alarm would you set, and on which metric?"

// %% [markdown] {"id": "x4-title", "item": "X4", "lang": "es", "slide": "slide"}
// ## X4 · ¿Qué hace un paso que falla?
//
// > Implementar una simulación de AWS Step Functions que coordine varias tareas representadas por funciones. Implementa el manejo de errores y reintentos en cada estado.
//
// El repaso da un código inicial con un hueco: «implementar lógica de reintento». Está aquí traducido, con sus errores. Encuéntralos **antes** de escribir el tuyo.

// %% [markdown] {"id": "x4-title", "item": "X4", "lang": "en", "slide": "slide"}
// ## X4 · What does a step do when it fails?
//
// > Implement a simulation of AWS Step Functions that coordinates several tasks represented by functions. Implement error handling and retries in each state.
//
// The handout gives starter code with a gap: "implement retry logic". Here it is translated, mistakes included. Find them **before** you write your own.

// %% {"id": "x4-starter", "item": "X4"}
type StarterState = (data: exercises.StateData) => [next: string | null, data: exercises.StateData];
class StarterMachine {
  currentState: string | null;
  constructor(readonly states: Record<string, StarterState>) {
    this.currentState = Object.keys(states)[0] ?? null;
  }
  execute(data: exercises.StateData): void {
    for (let tries = 0; this.currentState; ) {
      try {
        [this.currentState, data] = this.states[this.currentState]!(data);
      } catch (error) {
        if (++tries === 1_000) throw new Error(`still retrying: ${(error as Error).message}`); // the original never stops
      }
    }
  }
}

// %% {"id": "x4-starter-states", "item": "X4"}
const starterStates: Record<string, StarterState> = {
  State1: (data) => {
    data.value += 1;
    return ["State2", data];
  },
  State2: (data) => {
    if (data.value % 2 !== 0) throw new Error("Value is not even");
    data.value *= 2;
    return [null, data];
  },
};

// %% [markdown] {"id": "x4-break", "item": "X4", "lang": "es"}
// El repaso lo prueba con `{ value: 1 }`. **Apuesta**: ¿qué sale con 1? ¿Y con 2?

// %% [markdown] {"id": "x4-break", "item": "X4", "lang": "en"}
// The handout tries it with `{ value: 1 }`. **Bet**: what comes out with 1? And with 2?

// %% {"id": "x4-break-run", "item": "X4"}
const starterMachine = new StarterMachine(starterStates);
const starterData = { value: 1 };
starterMachine.execute(starterData);
console.log(starterData, "execute again:", starterMachine.currentState);
const starterSecond = { value: 1 };
starterMachine.execute(starterSecond);
console.log(starterSecond);
try {
  new StarterMachine(starterStates).execute({ value: 2 });
} catch (error) {
  console.log((error as Error).message);
}

// %% [markdown] {"id": "x4-break-after", "item": "X4", "lang": "es"}
// Con 1: pasa por 2 y acaba en 4; **nunca falla**, así que el reintento no se probó. La segunda ejecución no hace nada: el estado se quedó en `null`. Con 2 llega un 3, que no será par por mucho que se insista: un error **permanente** y un reintento sin límite. Y `execute` no devuelve nada: para saber el resultado hay que mirar un objeto que te han cambiado.

// %% [markdown] {"id": "x4-break-after", "item": "X4", "lang": "en"}
// With 1: it goes through 2 and ends at 4; it **never fails**, so the retry was never tried. The second execution does nothing: the state stayed at `null`. With 2 there comes a 3, which will not be even however often one insists: a **permanent** error and a retry without a limit. And `execute` returns nothing: to learn the result you look at an object of yours that was changed.

// %% [markdown] {"id": "x4-break-more", "item": "X4", "lang": "es"}
// Otros dos. Un estado que **suma y después falla**, una vez. Y una máquina con un estado llamado `"1"`. ¿Qué esperas?

// %% [markdown] {"id": "x4-break-more", "item": "X4", "lang": "en"}
// Two more. A state that **adds and then fails**, once. And a machine with a state called `"1"`. What do you expect?

// %% {"id": "x4-break-more-run", "item": "X4"}
let starterFails = 1;
const account = { balance: 100 };
new StarterMachine({
  Deposit: (data) => {
    data.balance += 50;
    if (starterFails-- > 0) throw new Error("the line went dead");
    return [null, data];
  },
}).execute(account);
console.log(account, new StarterMachine({ State1: () => [null, {}], "1": () => [null, {}] }).currentState);

// %% [markdown] {"id": "x4-break-more-after", "item": "X4", "lang": "es"}
// 200: el reintento depositó **dos veces**, porque el primer intento ya había tocado los datos. Y la máquina empieza en `"1"`: JavaScript pone delante las claves que parecen números. Python no lo hace, pero tampoco ahí conviene que el orden de un diccionario decida.

// %% [markdown] {"id": "x4-break-more-after", "item": "X4", "lang": "en"}
// 200: the retry deposited **twice**, because the first attempt had touched the data already. And the machine starts at `"1"`: JavaScript puts keys that look like numbers first. Python does not, but even there the order of a dictionary should not decide.

// %% [markdown] {"id": "x4-contract", "item": "X4", "lang": "es", "slide": "subslide"}
// ### Lo que vas a construir
//
// Una máquina recibe sus estados por nombre; cada uno tiene esta forma:
//
// {{signature State}}
//
// {{signature StateMachine}}
//
// Se crea con `new StateMachine(states, { startAt, sleep })`. `sleep(ms)` es la espera: entra de fuera, como el azar y el reloj.

// %% [markdown] {"id": "x4-contract", "item": "X4", "lang": "en", "slide": "subslide"}
// ### What you will build
//
// A machine is given its states by name; each has this shape:
//
// {{signature State}}
//
// {{signature StateMachine}}
//
// It is made with `new StateMachine(states, { startAt, sleep })`. `sleep(ms)` is the wait: it comes from outside, like chance and the clock.

// %% [markdown] {"id": "x4-result", "item": "X4", "lang": "es"}
// Y esto es lo que `execute` entrega:
//
// {{signature Execution}}
//
// - Tras el intento fallido *n*, si quedan más, espera `intervalMs * backoffRate ** (n - 1)`. Después del último no se espera.
// - Cada intento recibe una **copia nueva** de los datos, también por dentro; el objeto de quien llama no cambia.
// - Agotados los intentos: si hay `catch`, sigue por ahí con los datos de antes del estado más `error`, el mensaje. Si no, `FAILED`.
// - Un estado que no existe (`next`, `catch` o `startAt`): `FAILED`, con un `error` que lo nombra.

// %% [markdown] {"id": "x4-result", "item": "X4", "lang": "en"}
// And this is what `execute` hands over:
//
// {{signature Execution}}
//
// - After failed attempt *n*, if there are more, it waits `intervalMs * backoffRate ** (n - 1)`. After the last there is no wait.
// - Each attempt gets a **fresh copy** of the data, inside too; the caller's object does not change.
// - When the attempts are used up: if there is a `catch`, it goes on there with the data of before the state plus `error`, the message. If not, `FAILED`.
// - A state that does not exist (`next`, `catch` or `startAt`): `FAILED`, with an `error` that names it.

// %% [markdown] {"id": "x4-hints", "item": "X4", "lang": "es"}
// Ve por partes: primero las transiciones, sin errores; después los reintentos; al final `catch`. Ejecuta las comprobaciones a cada paso.
//
// <details><summary>Pista 1</summary>El estado actual, los intentos y el camino son variables de <code>execute</code>, no de la máquina: así cada ejecución tiene los suyos.</details>
// <details><summary>Pista 2</summary>Separa dos preguntas: un método que <em>intenta</em> un estado hasta agotar y, si no, lanza; y el bucle, que decide adónde ir.</details>
// <details><summary>Pista 3</summary><code>[name, data] = await state.run(structuredClone(data))</code> dentro de <code>try</code>. Para saber si un estado existe: <code>Object.hasOwn(this.states, name)</code>.</details>

// %% [markdown] {"id": "x4-hints", "item": "X4", "lang": "en"}
// Go step by step: first the transitions, without errors; then the retries; `catch` last. Run the checks after each step.
//
// <details><summary>Hint 1</summary>The current state, the attempts and the path are variables of <code>execute</code>, not of the machine: so each execution has its own.</details>
// <details><summary>Hint 2</summary>Keep two questions apart: a method that <em>tries</em> a state until its attempts are used up, and else throws; and the loop, which decides where to go.</details>
// <details><summary>Hint 3</summary><code>[name, data] = await state.run(structuredClone(data))</code> inside <code>try</code>. To see whether a state exists: <code>Object.hasOwn(this.states, name)</code>.</details>

// %% {"id": "x4-class", "item": "X4", "kind": "answer"}
class StateMachine implements exercises.StateMachine {
  constructor(
    readonly states: Record<string, exercises.State>,
    readonly options: { startAt: string; sleep?: (ms: number) => Promise<void> },
  ) {}

  async execute(data: object): Promise<exercises.Execution> {
    // BEGIN SOLUTION
    const attempts: Record<string, number> = {};
    const path: string[] = [];
    const failed = (error: string): exercises.Execution => ({ status: "FAILED", output: data, error, attempts, path });
    let name: string | null = this.options.startAt;
    while (name !== null) {
      if (!Object.hasOwn(this.states, name)) return failed(`there is no state "${name}"`);
      const state: exercises.State = this.states[name]!;
      path.push(name);
      try {
        [name, data] = await this.#attempt(name, state, data, attempts);
      } catch (error) {
        const { message } = error as Error;
        if (state.catch === undefined) return failed(message);
        data = { ...data, error: message };
        name = state.catch;
      }
    }
    return { status: "SUCCEEDED", output: data, attempts, path };
    // END SOLUTION
  }
  // BEGIN SOLUTION
  // STUB: // Your own private methods go here.

  async #attempt(
    name: string,
    state: exercises.State,
    data: object,
    attempts: Record<string, number>,
  ): Promise<[next: string | null, data: object]> {
    const { maxAttempts, intervalMs = 1000, backoffRate = 2 } = state.retry ?? { maxAttempts: 1 };
    for (let attempt = 1; ; attempt++) {
      attempts[name] = (attempts[name] ?? 0) + 1;
      try {
        return await state.run(structuredClone(data));
      } catch (error) {
        if (attempt >= maxAttempts) throw error;
        await this.#sleep(intervalMs * backoffRate ** (attempt - 1));
      }
    }
  }

  #sleep(ms: number): Promise<void> {
    return this.options.sleep?.(ms) ?? new Promise((resolve) => setTimeout(resolve, ms));
  }
  // END SOLUTION
}

// %% {"id": "x4-check-flow", "item": "X4", "lang": "es", "kind": "check", "points": 1}
// Comprueba: transiciones, startAt, promesas, el camino
await check("x4.flow", { StateMachine });

// %% {"id": "x4-check-flow", "item": "X4", "lang": "en", "kind": "check", "points": 1}
// Checks: transitions, startAt, promises, the path
await check("x4.flow", { StateMachine });

// %% {"id": "x4-check-retry", "item": "X4", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: reintentos con límite, la espera que crece, datos intactos en cada intento
await check("x4.retry", { StateMachine });

// %% {"id": "x4-check-retry", "item": "X4", "lang": "en", "kind": "check", "points": 1.5}
// Checks: retries with a limit, the wait that grows, data intact in each attempt
await check("x4.retry", { StateMachine });

// %% {"id": "x4-check-catch", "item": "X4", "lang": "es", "kind": "check", "points": 1.5}
// Comprueba: la ruta de catch, el final FAILED, los estados que no existen
await check("x4.catch", { StateMachine });

// %% {"id": "x4-check-catch", "item": "X4", "lang": "en", "kind": "check", "points": 1.5}
// Checks: the catch route, the end FAILED, states that do not exist
await check("x4.catch", { StateMachine });

// %% {"id": "x4-check-reuse", "item": "X4", "lang": "es", "kind": "check", "points": 1}
// Comprueba: la máquina sirve para muchas ejecuciones, y no toca lo ajeno
await check("x4.reuse", { StateMachine });

// %% {"id": "x4-check-reuse", "item": "X4", "lang": "en", "kind": "check", "points": 1}
// Checks: the machine serves many executions, and touches nothing that is not its own
await check("x4.reuse", { StateMachine });

// %% [markdown] {"id": "x4-load", "item": "X4", "lang": "es", "slide": "subslide"}
// ### Tu máquina, con una red mala
//
// Un pedido completo: `Reserve` → `Charge` → `Ship`. Si `Charge` se rinde, se suelta la reserva; si se rinde `Ship`, se devuelve el dinero **y** se suelta. Cada paso tarda y falla con cierta probabilidad; la espera es la del reloj virtual. `Reserve` no tiene `catch`.

// %% [markdown] {"id": "x4-load", "item": "X4", "lang": "en", "slide": "subslide"}
// ### Your machine on a bad network
//
// A whole order: `Reserve` → `Charge` → `Ship`. When `Charge` gives up, the reservation is released; when `Ship` gives up, the money goes back **and** the reservation is released. Each step takes its time and fails with some probability; the wait is that of the virtual clock. `Reserve` has no `catch`.

// %% {"id": "x4-load-machine", "item": "X4"}
const network = new Cloud({ seed: 54 });
const luck = network.random("network");
interface Attempt {
  state: string;
  from: number;
  to: number;
  isOk: boolean;
}
function shopMachine(maxAttempts: number, told: Attempt[]): StateMachine {
  const step = (state: string, next: string | null, failing: number, route?: string): exercises.State => ({
    async run(data) {
      const from = network.now;
      await network.sleep({ milliseconds: luck.integer(300, 1500) });
      const isOk = !luck.bernoulli(failing);
      told.push({ state, from, to: network.now, isOk });
      if (!isOk) throw new Error(`${state} does not answer`);
      return [next, { ...data, steps: [...data.steps, state] }];
    },
    retry: { maxAttempts },
    ...(route ? { catch: route } : {}),
  });
  const states = {
    Reserve: step("Reserve", "Charge", 0.2),
    Charge: step("Charge", "Ship", 0.4, "Release"),
    Ship: step("Ship", null, 0.3, "Refund"),
    Refund: step("Refund", "Release", 0),
    Release: step("Release", null, 0),
  };
  return new StateMachine(states, { startAt: "Reserve", sleep: (ms) => network.sleep({ milliseconds: ms }) });
}

// %% {"id": "x4-load-run", "item": "X4"}
interface Served {
  execution: exercises.Execution;
  told: Attempt[];
  seconds: number;
}
const served: Record<number, Served[]> = {};
for (const maxAttempts of [1, 2, 3, 4]) {
  served[maxAttempts] = [];
  for (let i = 1; i <= 200; i++) {
    const told: Attempt[] = [];
    const began = network.now;
    const execution = await shopMachine(maxAttempts, told).execute({ id: i, steps: [] });
    served[maxAttempts].push({ execution, told, seconds: (network.now - began) / 1000 });
  }
}
const unlucky = served[3].find(({ execution }) => execution.path.includes("Refund"))!;
console.log(unlucky.execution);

// %% [markdown] {"id": "x4-gantt-before", "item": "X4", "lang": "es"}
// Uno de los 600 que tenían reintentos, intento por intento: busca los **huecos** y compáralos entre sí.

// %% [markdown] {"id": "x4-gantt-before", "item": "X4", "lang": "en"}
// One of the 600 that had retries, attempt by attempt: look for the **gaps** and compare them.

// %% {"id": "x4-gantt", "item": "X4", "lang": "es"}
const inicio = unlucky.told[0].from;
const intentos = unlucky.told.map(({ state, from, to, isOk }) => ({
  estado: state,
  desde: (from - inicio) / 1000,
  hasta: (to - inicio) / 1000,
  cómo: isOk ? "bien" : "falla",
}));
new Chart(
  "¿Cuándo se intentó cada estado?",
  `${intentos.length} intentos en ${span(intentos.at(-1)!.hasta * 1000)}; fallan ${intentos.filter(({ cómo }) => cómo === "falla").length}. Camino: ${unlucky.execution.path.join(", ")}.`,
  ["hasta 3 intentos por estado, espera de 1 s que se duplica"],
  {
    data: { values: intentos },
    width: 520,
    height: { step: 24 },
    encoding: {
      y: { field: "estado", type: "ordinal", sort: unlucky.execution.path, title: "estado" },
      x: { field: "desde", type: "quantitative", title: "tiempo desde el inicio (s)" },
    },
    layer: [
      {
        mark: { type: "bar", height: 12 },
        encoding: {
          x2: { field: "hasta" },
          color: { field: "cómo", type: "nominal", title: "intento", scale: { domain: ["bien", "falla"], range: [palette.deleted, palette.deadLettered] } },
          tooltip: [{ field: "estado" }, { field: "cómo" }, { field: "desde" }, { field: "hasta" }],
        },
      },
      {
        transform: [{ filter: { field: "cómo", equal: "falla" } }],
        mark: { type: "text", text: "✗", dx: 5, align: "left", color: "white", fontWeight: "bold" },
      },
    ],
  },
);

// %% {"id": "x4-gantt", "item": "X4", "lang": "en"}
const beginning = unlucky.told[0].from;
const attempts = unlucky.told.map(({ state, from, to, isOk }) => ({
  state,
  from: (from - beginning) / 1000,
  to: (to - beginning) / 1000,
  how: isOk ? "went well" : "failed",
}));
new Chart(
  "When was each state attempted?",
  `${attempts.length} attempts in ${span(attempts.at(-1)!.to * 1000)}; ${attempts.filter(({ how }) => how === "failed").length} failed. Path: ${unlucky.execution.path.join(", ")}.`,
  ["up to 3 attempts per state, a wait of 1 s that doubles"],
  {
    data: { values: attempts },
    width: 520,
    height: { step: 24 },
    encoding: {
      y: { field: "state", type: "ordinal", sort: unlucky.execution.path, title: "state" },
      x: { field: "from", type: "quantitative", title: "time since the beginning (s)" },
    },
    layer: [
      {
        mark: { type: "bar", height: 12 },
        encoding: {
          x2: { field: "to" },
          color: { field: "how", type: "nominal", title: "attempt", scale: { domain: ["went well", "failed"], range: [palette.deleted, palette.deadLettered] } },
          tooltip: [{ field: "state" }, { field: "how" }, { field: "from" }, { field: "to" }],
        },
      },
      {
        transform: [{ filter: { field: "how", equal: "failed" } }],
        mark: { type: "text", text: "✗", dx: 5, align: "left", color: "white", fontWeight: "bold" },
      },
    ],
  },
);

// %% [markdown] {"id": "x4-gantt-after", "item": "X4", "lang": "es"}
// `Charge`: dos intentos y 1 s entre ellos. `Ship`: tres intentos, con 1 s y **2 s**; después del tercero no hay hueco: `Refund` empieza en el acto. El camino cuenta estados, no intentos: cinco estados, ocho intentos.

// %% [markdown] {"id": "x4-gantt-after", "item": "X4", "lang": "en"}
// `Charge`: two attempts and 1 s between them. `Ship`: three attempts, with 1 s and **2 s**; after the third there is no gap: `Refund` begins at once. The path counts states, not attempts: five states, eight attempts.

// %% [markdown] {"id": "x4-ends-before", "item": "X4", "lang": "es"}
// **Apuesta**: de un intento a dos, ¿cuántos pedidos más se envían? ¿Y de tres a cuatro?

// %% [markdown] {"id": "x4-ends-before", "item": "X4", "lang": "en"}
// **Bet**: from one attempt to two, how many more orders are shipped? And from three to four?

// %% {"id": "x4-ends", "item": "X4"}
const ends = Object.entries(served).map(([maxAttempts, all]) => {
  const count = (keep: (one: Served) => boolean) => all.filter(keep).length;
  return {
    maxAttempts: Number(maxAttempts),
    shipped: count(({ execution }) => execution.path.at(-1) === "Ship" && execution.status === "SUCCEEDED"),
    undone: count(({ execution }) => execution.path.at(-1) === "Release"),
    failed: count(({ execution }) => execution.status === "FAILED"),
    meanSeconds: Number((all.reduce((sum, { seconds }) => sum + seconds, 0) / all.length).toFixed(1)),
  };
});
console.table(ends);

// %% {"id": "x4-ends-chart", "item": "X4", "lang": "es"}
const destinos = { shipped: "enviado", undone: "deshecho", failed: "FAILED" };
const finales = ends.flatMap((row) =>
  (["shipped", "undone", "failed"] as const).map((end, orden) => ({ intentos: row.maxAttempts, final: destinos[end], pedidos: row[end], orden })),
);
new Chart(
  "¿Qué compra cada intento más?",
  ends.map((row) => `Con ${row.maxAttempts}: ${row.shipped} enviados, ${row.undone} deshechos, ${row.failed} FAILED, ${span(row.meanSeconds * 1000)} de media`).join("; ") + ".",
  ["200 pedidos por barra"],
  withWords({
    data: { values: finales },
    width: 480,
    height: { step: 32 },
    mark: "bar",
    encoding: {
      y: { field: "intentos", type: "ordinal", title: "maxAttempts (n.º)" },
      x: { field: "pedidos", type: "quantitative", title: "pedidos (n.º)" },
      color: { field: "final", type: "nominal", title: "acaba", scale: { domain: Object.values(destinos), range: [palette.deleted, palette.retry, palette.deadLettered] } },
      order: { field: "orden" },
      tooltip: [{ field: "intentos" }, { field: "final" }, { field: "pedidos" }],
    },
  }),
);

// %% {"id": "x4-ends-chart", "item": "X4", "lang": "en"}
const endings = { shipped: "shipped", undone: "undone", failed: "FAILED" };
const endRows = ends.flatMap((row) =>
  (["shipped", "undone", "failed"] as const).map((end, order) => ({ attempts: row.maxAttempts, end: endings[end], orders: row[end], order })),
);
new Chart(
  "What does each further attempt buy?",
  ends.map((row) => `With ${row.maxAttempts}: ${row.shipped} shipped, ${row.undone} undone, ${row.failed} FAILED, ${span(row.meanSeconds * 1000)} on average`).join("; ") + ".",
  ["200 orders per bar"],
  withWords({
    data: { values: endRows },
    width: 480,
    height: { step: 32 },
    mark: "bar",
    encoding: {
      y: { field: "attempts", type: "ordinal", title: "maxAttempts (number)" },
      x: { field: "orders", type: "quantitative", title: "orders (number)" },
      color: { field: "end", type: "nominal", title: "ends", scale: { domain: Object.values(endings), range: [palette.deleted, palette.retry, palette.deadLettered] } },
      order: { field: "order" },
      tooltip: [{ field: "attempts" }, { field: "end" }, { field: "orders" }],
    },
  }),
);

// %% [markdown] {"id": "x4-ends-after", "item": "X4", "lang": "es"}
// El segundo intento envía **70** pedidos más, el tercero 44, el cuarto 4, y el pedido medio pasa de 2,6 a 5,5 s. Con un intento, la cuenta sale sola: 200 × 0,8 × 0,6 × 0,7 ≈ 67 (aquí 73). Los `FAILED` son los de `Reserve`, que no tiene `catch`: nadie deshace nada, y en este flujo no hay nada que deshacer todavía.

// %% [markdown] {"id": "x4-ends-after", "item": "X4", "lang": "en"}
// The second attempt ships **70** orders more, the third 44, the fourth 4, and the average order goes from 2.6 to 5.5 s. With one attempt you can work it out: 200 × 0.8 × 0.6 × 0.7 ≈ 67 (here 73). The `FAILED` are those of `Reserve`, which has no `catch`: nobody undoes anything, and in this flow there is nothing to undo yet.

// %% [markdown] {"id": "x4-think", "item": "X4", "lang": "es"}
// **Para discutir.** El servidor de cobros recibió la petición, cobró, y la respuesta se perdió. Para tu máquina eso es un fallo y reintenta. ¿Quién evita el segundo cobro: la máquina o el estado? ¿Con qué dato?

// %% [markdown] {"id": "x4-think", "item": "X4", "lang": "en"}
// **To discuss.** The charging server got the request, charged, and its answer was lost. To your machine that is a failure, and it retries. Who prevents the second charge: the machine or the state? By means of what?

// %% [markdown] {"id": "x4-teacher", "item": "X4", "lang": "es", "kind": "teacher"}
// **Para el docente · X4.** *Errores comunes*: contar los reintentos y no los intentos (`maxAttempts: 3` hace cuatro); esperar también tras el último; copiar con `{ ...data }`, que comparte lo de dentro; guardar el estado actual en la máquina; seguir por `catch` con los datos que el intento dejó a medias. *Pauta*: la dan las comprobaciones; quien resuelve sólo las transiciones obtiene 1 punto, con reintentos 2,5. *Pregunta oral*: «Tu estado falla dos veces y a la tercera sale. Di, en orden, qué recibe `run` y cuánto se espera cada vez. ¿Y si `run` hubiera tocado un array de los datos?»

// %% [markdown] {"id": "x4-teacher", "item": "X4", "lang": "en", "kind": "teacher"}
// **For the teacher · X4.** *Common mistakes*: counting retries instead of attempts (`maxAttempts: 3` makes four); waiting after the last one too; copying with `{ ...data }`, which shares what is inside; keeping the current state in the machine; going on at `catch` with the data that the attempt left half done. *Marking*: by the checks; transitions alone give 1 point, with retries 2.5. *Oral question*: "Your state fails twice and works the third time. Say, in order, what `run` is given and how long each wait is. And if `run` had touched an array in the data?"

// %% [markdown] {"id": "sfn-summary", "lang": "es", "slide": "slide"}
// ## En resumen
//
// 1. El flujo es un documento: se ve, se versiona y lo sigue el servicio, no tu código.
// 2. Esperar es un estado, y no cuesta por minuto.
// 3. `Retry` para lo pasajero, con límite y espera creciente; `Catch` para lo previsto; `Fail` para lo demás.
// 4. Un «no» del negocio es un éxito del flujo; una avería es un fracaso, y se tiene que notar.
// 5. Un reintento parte de datos intactos, y la máquina no recuerda ejecuciones anteriores.

// %% [markdown] {"id": "sfn-summary", "lang": "en", "slide": "slide"}
// ## In short
//
// 1. The flow is a document: you can see it and version it, and the service follows it, not your code.
// 2. Waiting is a state, and costs nothing by the minute.
// 3. `Retry` for what passes, with a limit and a growing wait; `Catch` for what is foreseen; `Fail` for the rest.
// 4. A "no" of the business is a success of the flow; a breakdown is a failure, and must be noticed.
// 5. A retry starts from data that are intact, and the machine remembers no earlier execution.

// %% [markdown] {"id": "sfn-recall", "lang": "es"}
// ## ¿Lo entendiste? Sin código
//
// 1. `MaxAttempts: 3` en Step Functions y `maxAttempts: 3` en X4: ¿cuántas veces se ejecuta cada uno?
// 2. ¿Qué pasa con el pedido si un `Catch` no lleva `ResultPath`?
// 3. ¿Por qué `States.ALL` va el último?
// 4. ¿Qué cobra AWS por una espera de una semana?
// 5. ¿Qué sabe el historial que no sabe la tabla?

// %% [markdown] {"id": "sfn-recall", "lang": "en"}
// ## Did you get it? Without code
//
// 1. `MaxAttempts: 3` in Step Functions and `maxAttempts: 3` in X4: how often is each one run?
// 2. What happens to the order when a `Catch` has no `ResultPath`?
// 3. Why does `States.ALL` come last?
// 4. What does AWS charge for a wait of a week?
// 5. What does the history know that the table does not?

// %% [markdown] {"id": "sfn-challenge", "lang": "es"}
// ## Reto (se puede saltar)
//
// - P2, **saga**: si el recibo no se puede escribir, devuelve el dinero antes de apuntar `FAILED`.
// - P2: recibo y apunte a la vez, con `Parallel`. ¿Qué pasa con uno cuando falla el otro?
// - L5: delante de la tabla, que alguien apruebe los pedidos caros (`Choice` y `waitForTaskToken`), con un `Catch` para quien no contesta.
// - X4: un estado `Parallel` que ejecuta varios a la vez y junta sus datos.

// %% [markdown] {"id": "sfn-challenge", "lang": "en"}
// ## Challenge (may be skipped)
//
// - P2, **saga**: when the receipt cannot be written, give the money back before noting `FAILED`.
// - P2: receipt and note at the same time, with `Parallel`. What happens to one when the other fails?
// - L5: before the table, have somebody approve the dear orders (`Choice` and `waitForTaskToken`), with a `Catch` for whoever does not answer.
// - X4: a `Parallel` state that runs several at once and joins their data.

// %% [markdown] {"id": "sfn-real", "lang": "es"}
// ## En qué se distingue el AWS real
//
// - El rol de la máquina **necesita** permisos para cada servicio; aquí, mientras un rol no tiene política, las llamadas son de la cuenta.
// - Una transición real tarda unas decenas de milisegundos; aquí, nada.
// - Express registra en CloudWatch Logs; Standard guarda el historial 90 días.
// - **Limpia**: borra la máquina, las funciones, la tabla y el bucket, vacío antes.

// %% [markdown] {"id": "sfn-real", "lang": "en"}
// ## Where real AWS differs
//
// - The machine's role **needs** permissions for each service; here, as long as a role has no policy, the calls are the account's.
// - A real transition takes some tens of milliseconds; here, none.
// - Express logs to CloudWatch Logs; Standard keeps its history for 90 days.
// - **Clean up**: delete the machine, the functions, the table and the bucket, emptied first.

// %% [markdown] {"id": "sfn-teacher", "lang": "es", "kind": "teacher"}
// ## Para quien enseña
//
// | | errores comunes | pregunta oral |
// |---|---|---|
// | T10 | «una cola con pasos»; creer que reintenta sola, sin `Retry`; llamar fracaso del flujo a un error que `Catch` recogió; Express por barata, sin mirar si repetir hace daño | «`Charge` falla tres veces y la ejecución acaba en `SUCCEEDED`. ¿Está bien? ¿Dónde ves que falló?» |
// | E4 | creer que `currentState = null` deja la máquina lista para otra vez; culpar a la errata, y no a que nadie revisó la definición antes de empezar | «Dos pedidos a la vez en la misma máquina. ¿Quién guarda por dónde va cada uno, aquí y en Step Functions?» |
//
// L5, P2 y X4 llevan lo suyo al final de su sección.
//
// **Puntos:** T10 2 (a mano, con su pauta); por comprobaciones, L5 3 (máquina 1; ejecución 1; seguimiento 1), P2 5 (éxito 1,5; reintento 1; error recogido 1,5; fracaso 1) y X4 5 (flujo 1; reintentos 1,5; captura 1,5; reutilización 1). E4 no puntúa.

// %% [markdown] {"id": "sfn-teacher", "lang": "en", "kind": "teacher"}
// ## For teachers
//
// | | common mistakes | oral question |
// |---|---|---|
// | T10 | "a queue with steps"; believing that it retries by itself, without `Retry`; calling an error that `Catch` took a failure of the workflow; Express because it is cheap, without asking whether repeating does harm | "`Charge` fails three times and the execution ends in `SUCCEEDED`. Is that right? Where do you see that it failed?" |
// | E4 | believing that `currentState = null` leaves the machine ready for another run; blaming the slip, and not that nobody looked over the definition before it began | "Two orders at once in the same machine. Who keeps how far each one has got, here and in Step Functions?" |
//
// L5, P2 and X4 have theirs at the end of their sections.
//
// **Points:** T10 2 (by hand, with its scheme); by checks, L5 3 (machine 1; run 1; following 1), P2 5 (success 1.5; retry 1; caught 1.5; failure 1) and X4 5 (flow 1; retries 1.5; catch 1.5; reuse 1). E4 has none.
