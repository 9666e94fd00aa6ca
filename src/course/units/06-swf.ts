// Unit 06: SWF. Step Functions beside SWF, the handout's own SWF against a real history, and the lab with a manual and an automatic task.
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "swf-title", "lang": "es", "slide": "slide"}
// # ¿Y si quien decide el siguiente paso eres tú?
//
// Un pedido tarda segundos en las máquinas y horas en las personas: el almacén contesta enseguida, la jefa cuando vuelve de comer. Mientras tanto los programas se reinician. Alguien tiene que recordar qué se hizo y qué falta. Aquí decides **dónde vive esa memoria**, y programas las dos mitades: quien decide y quien trabaja.

// %% [markdown] {"id": "swf-title", "lang": "en", "slide": "slide"}
// # What if you decide the next step?
//
// An order takes seconds in machines and hours in people: the warehouse answers at once, the boss when she is back from lunch. Meanwhile programs restart. Somebody has to remember what was done and what is missing. Here you decide **where that memory lives**, and program both halves: the one who decides and the one who works.

// %% [markdown] {"id": "swf-terms", "lang": "es"}
// **Palabras de esta unidad** y cómo las verás en el código:
//
// | palabra | aquí es |
// |---|---|
// | dominio | el espacio de nombres de tus flujos: `domain: "shop"` |
// | tipo | un flujo o una tarea con nombre y **versión**: `{ name: "Order", version: "1" }` |
// | ejecución | un flujo en marcha: `{ workflowId, runId }` |
// | historial | la lista de eventos de una ejecución: todo lo que se sabe de ella |
// | decisor | un programa tuyo: lee el historial y contesta con decisiones |
// | actividad | una tarea que hace otro: una máquina o una persona |
// | lista de tareas | de dónde las toma cada cual: `taskList: { name: "people" }` |
// | `taskToken` | el recibo de una tarea tomada: con él se contesta, ahora o mañana |
//
// **Tiempo:** unas dos horas y media: una para T11 y E5, lo demás para L6. **El camino:** teoría T11, ejemplo E5, laboratorio L6. Cada sección crea su propia `Cloud`.

// %% [markdown] {"id": "swf-terms", "lang": "en"}
// **Words of this unit** and how you will see them in code:
//
// | word | here it is |
// |---|---|
// | domain | the namespace of your workflows: `domain: "shop"` |
// | type | a workflow or a task with a name and a **version**: `{ name: "Order", version: "1" }` |
// | execution | a workflow under way: `{ workflowId, runId }` |
// | history | the list of an execution's events: all that is known of it |
// | decider | a program of yours: it reads the history and answers with decisions |
// | activity | a task that somebody else does: a machine or a person |
// | task list | where each of them takes tasks from: `taskList: { name: "people" }` |
// | `taskToken` | the receipt of a task that was taken: with it you answer, now or tomorrow |
//
// **Time:** about two and a half hours: one for T11 and E5, the rest for L6. **The road:** theory T11, example E5, lab L6. Each section makes its own `Cloud`.

// %% {"id": "swf-setup", "kind": "given"}
import { SFN } from "@aws-sdk/client-sfn";
import { type Decision, type HistoryEvent, SWF } from "@aws-sdk/client-swf";
import { Cloud, useLanguage } from "nubelab";
import { Chart, palette, workflow } from "nubelab/charts";
import { check, predict, selfCheck } from "nubelab/course";

// %% {"id": "swf-language", "lang": "es", "kind": "given"}
useLanguage("es"); // en qué idioma hablan los gráficos, las facturas y las comprobaciones

// %% {"id": "swf-language", "lang": "en", "kind": "given"}
useLanguage("en"); // the language of charts, bills and checks

// %% [markdown] {"id": "swf-group-ask", "lang": "es"}
// **Si trabajan en grupo**, entreguen un solo cuaderno con el nombre de cada integrante aquí.

// %% [markdown] {"id": "swf-group-ask", "lang": "en"}
// **If you work as a group**, hand in one notebook with everybody's name here.

// %% {"id": "swf-group", "lang": "es"}
const grupo = ["nombre y apellido"];

// %% {"id": "swf-group", "lang": "en"}
const group = ["first and last name"];

// %% [markdown] {"id": "t11-question", "item": "T11", "lang": "es", "slide": "slide"}
// ## T11 · El mismo pedido, dirigido de dos maneras
//
// > Compara AWS Step Functions con Amazon SWF. ¿En qué escenarios se prefiere uno sobre el otro?
//
// Los dos recuerdan por dónde va un flujo. Con **Step Functions** le das el plan a AWS, en JSON. Con **SWF** el plan es un programa tuyo que AWS consulta. Mira el mismo trabajo, mirar existencias (1 s) y cobrar (2 s), por los dos caminos. **Apuesta**: ¿cuántas llamadas hace tu código en cada uno?

// %% [markdown] {"id": "t11-question", "item": "T11", "lang": "en", "slide": "slide"}
// ## T11 · The same order, directed in two ways
//
// > Compare AWS Step Functions with Amazon SWF. In which scenarios is one preferred over the other?
//
// Both remember how far a workflow has got. With **Step Functions** you give AWS the plan, as JSON. With **SWF** the plan is a program of yours that AWS consults. Watch the same job, look at the stock (1 s) and charge (2 s), go both ways. **Bet**: how many calls does your code make in each?

// %% {"id": "t11-bet", "item": "T11"}
const callsBet = { stepFunctions: 0, swf: 0 };

// %% {"id": "t11-sfn", "item": "T11"}
const states = new Cloud({ seed: 61 });
const sfn = states.client(SFN);
const task = (name: string, seconds: number) => states.lambda(name, () => states.sleep({ seconds }).then(() => name));
const plan = {
  StartAt: "CheckStock",
  States: {
    CheckStock: { Type: "Task", Resource: task("check-stock", 1), Next: "Charge" },
    Charge: { Type: "Task", Resource: task("charge", 2), End: true },
  },
};
const definition = JSON.stringify(plan);
const roleArn = "arn:aws:iam::123456789012:role/orders";
const machine = await sfn.createStateMachine({ name: "Order", definition, roleArn });
const started = await sfn.startExecution({ stateMachineArn: machine.stateMachineArn, name: "o1", input: "{}" });
await states.run();
workflow(states);

// %% [markdown] {"id": "t11-swf-before", "item": "T11", "lang": "es"}
// En SWF hacen falta tres programas: quien registra e inicia, un **decisor** y un **trabajador** por tarea. El decisor lee el historial y contesta qué sigue; los dos se enteran preguntando (*sondeo largo*, hasta 60 s).

// %% [markdown] {"id": "t11-swf-before", "item": "T11", "lang": "en"}
// In SWF it takes three programs: one that registers and starts, a **decider**, and a **worker** for each task. The decider reads the history and answers what comes next; both learn by asking (a *long poll* of up to 60 s).

// %% {"id": "t11-swf-register", "item": "T11"}
const steps = new Cloud({ seed: 62 });
const swfShop = steps.client(SWF);
await swfShop.registerDomain({ name: "shop", workflowExecutionRetentionPeriodInDays: "7" });
await swfShop.registerWorkflowType({ domain: "shop", name: "Order", version: "1", defaultTaskList: { name: "deciders" } });
for (const name of ["CheckStock", "Charge"]) {
  await swfShop.registerActivityType({
    domain: "shop",
    name,
    version: "1",
    defaultTaskList: { name },
    defaultTaskScheduleToStartTimeout: "NONE",
    defaultTaskScheduleToCloseTimeout: "60",
    defaultTaskStartToCloseTimeout: "NONE",
    defaultTaskHeartbeatTimeout: "NONE",
  });
}

// %% {"id": "t11-swf-decider", "item": "T11"}
async function direct(cloud: Cloud): Promise<void> {
  const swf = cloud.client(SWF);
  for (;;) {
    const { taskToken, events } = await swf.pollForDecisionTask({ domain: "shop", taskList: { name: "deciders" } });
    if (!taskToken) return;
    const done = events!.filter(({ eventType }) => eventType === "ActivityTaskCompleted").length;
    const name = ["CheckStock", "Charge"][done];
    const decision: Decision =
      name === undefined
        ? { decisionType: "CompleteWorkflowExecution" }
        : {
            decisionType: "ScheduleActivityTask",
            scheduleActivityTaskDecisionAttributes: { activityType: { name, version: "1" }, activityId: name },
          };
    await swf.respondDecisionTaskCompleted({ taskToken, decisions: [decision] });
    if (name === undefined) return;
  }
}

// %% {"id": "t11-swf-worker", "item": "T11"}
async function doTask(cloud: Cloud, name: string, seconds: number): Promise<void> {
  const swf = cloud.client(SWF);
  const { taskToken } = await swf.pollForActivityTask({ domain: "shop", taskList: { name }, identity: name });
  await cloud.sleep({ seconds });
  await swf.respondActivityTaskCompleted({ taskToken, result: name });
}

// %% {"id": "t11-swf-run", "item": "T11"}
const { runId } = await swfShop.startWorkflowExecution({
  domain: "shop",
  workflowId: "o1",
  workflowType: { name: "Order", version: "1" },
  executionStartToCloseTimeout: "3600",
  taskStartToCloseTimeout: "30",
  childPolicy: "TERMINATE",
});
steps.spawn("decider", () => direct(steps));
steps.spawn("check-stock", () => doTask(steps, "CheckStock", 1));
steps.spawn("charge", () => doTask(steps, "Charge", 2));
await steps.run();
workflow(steps);

// %% [markdown] {"id": "t11-count", "item": "T11", "lang": "es"}
// Los dos acaban en unos tres segundos. La diferencia está en **quién trabaja**. Cuenta las llamadas de tu código, desde el primer registro, y los eventos que guardó cada servicio.

// %% [markdown] {"id": "t11-count", "item": "T11", "lang": "en"}
// Both are done after some three seconds. The difference is in **who works**. Count the calls of your code, from the first registration, and the events that each service kept.

// %% {"id": "t11-count-run", "item": "T11"}
const callsOf = ({ trace }: Cloud, kind: string) =>
  Array.from({ length: trace.length }, (_, row) => trace.event(row)).filter((fact) => fact.kind === kind).length;
const sfnHistory = await sfn.getExecutionHistory({ executionArn: started.executionArn });
const swfHistory = await swfShop.getWorkflowExecutionHistory({ domain: "shop", execution: { workflowId: "o1", runId } });
const both = [
  { service: "Step Functions", calls: callsOf(states, "stepfunctions.Request") - 1, events: sfnHistory.events!.length },
  { service: "SWF", calls: callsOf(steps, "swf.Request") - 1, events: swfHistory.events!.length },
]; // one less: reading the history
predict(callsBet, { stepFunctions: both[0].calls, swf: both[1].calls });

// %% {"id": "t11-chart", "item": "T11", "lang": "es"}
const cuentas = both.flatMap(({ service, calls, events }) => [
  { servicio: service, qué: "llamadas de tu código", número: calls },
  { servicio: service, qué: "eventos en el historial", número: events },
]);
new Chart(
  "¿Quién hace el trabajo de dirigir?",
  both.map(({ service, calls, events }) => `${service}: ${calls} llamadas, ${events} eventos`).join("; ") + ".",
  ["un pedido, dos tareas"],
  {
    data: { values: cuentas },
    width: 420,
    height: { step: 26 },
    encoding: {
      y: { field: "servicio", type: "nominal", title: "servicio" },
      yOffset: { field: "qué" },
      x: { field: "número", type: "quantitative", title: "cantidad (n.º)" },
      tooltip: [{ field: "servicio" }, { field: "qué" }, { field: "número" }],
    },
    layer: [
      {
        mark: "bar",
        encoding: { color: { field: "qué", type: "nominal", title: null, scale: { range: [palette.delayed, palette.sent] } } },
      },
      { mark: { type: "text", align: "left", dx: 4 }, encoding: { text: { field: "número" } } },
    ],
  },
);

// %% {"id": "t11-chart", "item": "T11", "lang": "en"}
const tallies = both.flatMap(({ service, calls, events }) => [
  { service, what: "calls of your code", number: calls },
  { service, what: "events in the history", number: events },
]);
new Chart(
  "Who does the work of directing?",
  both.map(({ service, calls, events }) => `${service}: ${calls} calls, ${events} events`).join("; ") + ".",
  ["one order, two tasks"],
  {
    data: { values: tallies },
    width: 420,
    height: { step: 26 },
    encoding: {
      y: { field: "service", type: "nominal", title: "service" },
      yOffset: { field: "what" },
      x: { field: "number", type: "quantitative", title: "amount (number)" },
      tooltip: [{ field: "service" }, { field: "what" }, { field: "number" }],
    },
    layer: [
      {
        mark: "bar",
        encoding: { color: { field: "what", type: "nominal", title: null, scale: { range: [palette.delayed, palette.sent] } } },
      },
      { mark: { type: "text", align: "left", dx: 4 }, encoding: { text: { field: "number" } } },
    ],
  },
);

// %% [markdown] {"id": "t11-chart-after", "item": "T11", "lang": "es", "slide": "subslide"}
// Dos llamadas contra 15, con historiales de 12 y 17 eventos. En Step Functions AWS da los pasos; en SWF los das tú, sondeo a sondeo. A cambio, tu decisor puede decidir **lo que sepas programar**, y las tareas viven donde quieras: un servidor propio, un taller, una persona.

// %% [markdown] {"id": "t11-chart-after", "item": "T11", "lang": "en", "slide": "subslide"}
// Two calls against 15, with histories of 12 and 17 events. In Step Functions AWS takes the steps; in SWF you take them, poll by poll. In return, your decider can decide **whatever you can program**, and tasks live where you like: a server of your own, a workshop, a person.

// %% [markdown] {"id": "t11-types", "item": "T11", "lang": "es", "slide": "subslide"}
// ### Tipos de flujo: Standard y Express
//
// El título del repaso dice «tipos de workflows». Step Functions tiene dos. La misma máquina, ahora `EXPRESS`, y la misma ejecución `o1` pedida dos veces a cada una. **Apuesta**: ¿cuál la hace dos veces?

// %% [markdown] {"id": "t11-types", "item": "T11", "lang": "en", "slide": "subslide"}
// ### Types of workflow: Standard and Express
//
// The handout's heading says "types of workflows". Step Functions has two. The same machine, now `EXPRESS`, and the same execution `o1` asked of each twice. **Bet**: which does it twice?

// %% {"id": "t11-types-run", "item": "T11"}
const express = await sfn.createStateMachine({ name: "OrderExpress", type: "EXPRESS", definition, roleArn });
const again = await sfn
  .startExecution({ stateMachineArn: machine.stateMachineArn, name: "o1", input: '{"again":true}' })
  .then(() => "done again", (error) => error.name);
const twice: string[] = [];
for (let i = 0; i < 2; i++) {
  const answer = await sfn.startSyncExecution({ stateMachineArn: express.stateMachineArn, name: "o1", input: "{}" });
  twice.push(answer.status!);
}
console.log({ standard: again, express: twice });

// %% {"id": "t11-types-long", "item": "T11"}
const wait = JSON.stringify({ StartAt: "Lunch", States: { Lunch: { Type: "Wait", Seconds: 3600, End: true } } });
const patient = await sfn.createStateMachine({ name: "Patient", definition: wait, roleArn });
const hasty = await sfn.createStateMachine({ name: "Hasty", type: "EXPRESS", definition: wait, roleArn });
const long = await sfn.startExecution({ stateMachineArn: patient.stateMachineArn });
const short = await sfn.startSyncExecution({ stateMachineArn: hasty.stateMachineArn });
await states.run();
const longEnd = await sfn.describeExecution({ executionArn: long.executionArn });
console.log({ standard: longEnd.status, express: short.status });

// %% [markdown] {"id": "t11-types-after", "item": "T11", "lang": "es"}
// **Standard**: un nombre, una ejecución; dura hasta un año; guarda el historial; se paga por transición. **Express**: la hizo **dos veces** (al menos una vez), dura cinco minutos como mucho (la hora de comer la cortó), no guarda historial consultable y se paga por ejecución y duración. Express es para mucho y corto; Standard, para lo que no debe repetirse.

// %% [markdown] {"id": "t11-types-after", "item": "T11", "lang": "en"}
// **Standard**: one name, one execution; lasts up to a year; keeps the history; paid by transition. **Express**: it did it **twice** (at least once), lasts five minutes at most (lunch cut it short), keeps no history to look up and is paid by execution and duration. Express is for much and short; Standard for what must not be repeated.

// %% [markdown] {"id": "t11-when", "item": "T11", "lang": "es", "slide": "subslide"}
// | | Step Functions | SWF |
// |---|---|---|
// | el plan | JSON que guarda AWS, con dibujo | un programa tuyo, el decisor |
// | los errores | `Retry` y `Catch` en el plan | los decide el decisor |
// | quién hace las tareas | Lambda y más servicios de AWS; también *activities* | quien sondee: cualquier máquina o persona |
// | una tarea manual | `.waitForTaskToken` | una actividad más |
// | señales y flujos hijos | ejecuciones anidadas | señales, marcadores, hijos |
//
// AWS recomienda considerar Step Functions para aplicaciones nuevas. SWF sigue funcionando; no encontramos ninguna fecha de cierre.

// %% [markdown] {"id": "t11-when", "item": "T11", "lang": "en", "slide": "subslide"}
// | | Step Functions | SWF |
// |---|---|---|
// | the plan | JSON that AWS keeps, with a drawing | a program of yours, the decider |
// | errors | `Retry` and `Catch` in the plan | the decider decides |
// | who does the tasks | Lambda and more of AWS's services; *activities* too | whoever polls: any machine or person |
// | a manual task | `.waitForTaskToken` | one more activity |
// | signals and child workflows | nested executions | signals, markers, children |
//
// AWS recommends considering Step Functions for new applications. SWF goes on working: we found no closing date.

// %% {"id": "t11-selfcheck", "item": "T11"}
selfCheck("t11.memory");

// %% {"id": "t11-selfcheck-type", "item": "T11"}
selfCheck("t11.type");

// %% [markdown] {"id": "t11-answer-ask", "item": "T11", "lang": "es"}
// ### Tu respuesta a T11
//
// Compara los dos servicios: **quién guarda el plan, quién da los pasos, cómo se tratan los errores**; di qué cambia entre Standard y Express; y elige para tres casos: una tienda nueva sin servidores, un flujo antiguo con un decisor de diez mil líneas, y mil pagos por segundo de medio segundo cada uno. Usa dos números de arriba.

// %% [markdown] {"id": "t11-answer-ask", "item": "T11", "lang": "en"}
// ### Your answer to T11
//
// Compare both services: **who keeps the plan, who takes the steps, how errors are handled**; say what changes between Standard and Express; and choose for three cases: a new shop without servers, an old workflow with a decider of ten thousand lines, and a thousand payments a second of half a second each. Use two numbers from above.

// %% [markdown] {"id": "t11-answer", "item": "T11", "lang": "es", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Respuesta modelo.** En Step Functions el plan es una máquina de estados que AWS guarda, dibuja y ejecuta, con `Retry` y `Catch`; mi código hizo dos llamadas. En SWF AWS guarda el historial, y mi decisor, un programa que yo mantengo, da cada paso: 15 llamadas para lo mismo, a cambio de control total y de tareas en cualquier sitio. Standard: una vez por nombre, hasta un año, con historial. Express: al menos una vez, cinco minutos, para mucho volumen. Tienda nueva: Step Functions Standard. Flujo antiguo: SWF hasta que valga la pena migrarlo. Mil pagos por segundo: Express, con un cobro idempotente.
//
// **Pauta (2 puntos; medio punto cada línea).** Plan y pasos: quién. Errores y control, con dos números. Standard y Express: repetición y duración. Los tres casos, razonados. *Errores comunes*: «SWF ya no existe»; «Express es Standard más barato»; poner un pago en Express sin idempotencia.
// END SOLUTION

// %% [markdown] {"id": "t11-answer", "item": "T11", "lang": "en", "kind": "open", "points": 2}
// BEGIN SOLUTION
// **Model answer.** In Step Functions the plan is a state machine that AWS keeps, draws and runs, with `Retry` and `Catch`; my code made two calls. In SWF AWS keeps the history, and my decider, a program that I maintain, takes each step: 15 calls for the same, in return for full control and tasks anywhere. Standard: once per name, up to a year, with a history. Express: at least once, five minutes, for high volume. New shop: Step Functions Standard. Old workflow: SWF until a migration pays. A thousand payments a second: Express, with an idempotent charge.
//
// **Marking (2 points; half a point each line).** Plan and steps: who. Errors and control, with two numbers. Standard and Express: repetition and duration. The three cases, with reasons. *Common mistakes*: "SWF is gone"; "Express is a cheaper Standard"; a payment in Express without idempotency.
// END SOLUTION

// %% [markdown] {"id": "e5-title", "item": "E5", "lang": "es", "slide": "slide"}
// ## E5 · ¿Qué queda cuando se va la luz a medio camino?
//
// El repaso simula SWF con un diccionario de funciones. Aquí está, línea por línea. Un «flujo» es una función, y sus pasos, dos marcas en los datos.

// %% [markdown] {"id": "e5-title", "item": "E5", "lang": "en", "slide": "slide"}
// ## E5 · What is left when the power fails half way?
//
// The handout simulates SWF with a dictionary of functions. Here it is, line by line. A "workflow" is one function, and its steps are two marks in the data.

// %% {"id": "e5-class", "item": "E5"}
class ToySWF {
  workflows: Record<string, (data: Record<string, string>) => void> = {};
  registerWorkflow(name: string, workflow: (data: Record<string, string>) => void): void {
    this.workflows[name] = workflow;
  }
  startWorkflow(name: string, data: Record<string, string>): void {
    if (name in this.workflows) this.workflows[name](data);
    else throw new Error("Workflow does not exist");
  }
}
const toySwf = new ToySWF();
toySwf.registerWorkflow("MyWorkflow", (data) => {
  console.log("Starting workflow");
  data.step1 = "completed";
  data.step2 = "completed";
  console.log("Workflow data:", data);
});
toySwf.startWorkflow("MyWorkflow", { initial: "data" });

// %% [markdown] {"id": "e5-break", "item": "E5", "lang": "es"}
// Ahora el paso 1 cobra y la luz se va antes del 2. Vuelve la luz y alguien lo inicia de nuevo. **Apuesta**: ¿cuántas veces se cobró? ¿Y qué dice `toySwf` de un flujo llamado `toString`?

// %% [markdown] {"id": "e5-break", "item": "E5", "lang": "en"}
// Now step 1 charges and the power fails before step 2. The power is back and somebody starts it again. **Bet**: how often was it charged? And what does `toySwf` say of a workflow called `toString`?

// %% {"id": "e5-bet", "item": "E5"}
const powerBet = { charges: 0 };

// %% {"id": "e5-break-run", "item": "E5"}
let [charges, powerIsOn] = [0, false];
toySwf.registerWorkflow("Order", (data) => {
  charges += 1;
  data.step1 = "completed";
  if (!powerIsOn) throw new Error("no power");
  data.step2 = "completed";
});
for (powerIsOn of [false, true]) {
  try {
    toySwf.startWorkflow("Order", {});
  } catch (error) {
    console.log((error as Error).message);
  }
}
toySwf.startWorkflow("toString", {}); // nobody registered it, and nobody complains
predict(powerBet, { charges });

// %% [markdown] {"id": "e5-break-after", "item": "E5", "lang": "es"}
// **Dos** cobros: nadie recordaba el primero. La marca `step1` vivía en los datos de quien llamó, y la segunda vez eran otros. Y `toString` «existe», porque todo objeto lo hereda: un diccionario de Python es un `Map`.

// %% [markdown] {"id": "e5-break-after", "item": "E5", "lang": "en"}
// **Two** charges: nobody remembered the first. The mark `step1` lived in the caller's data, and the second time those were others. And `toString` "exists", because every object inherits it: a Python dictionary is a `Map`.

// %% [markdown] {"id": "e5-real-before", "item": "E5", "lang": "es"}
// El mismo pedido, `Charge` y `Ship`, en SWF de **verdad**. Un **decisor** lee el historial y pide la tarea que falta; un **trabajador** la toma, tarda un segundo y contesta. Ninguno guarda nada entre llamadas.

// %% [markdown] {"id": "e5-real-before", "item": "E5", "lang": "en"}
// The same order, `Charge` and `Ship`, in **real** SWF. A **decider** reads the history and asks for the task that is missing; a **worker** takes it, needs a second and answers. Neither keeps anything between calls.

// %% {"id": "e5-real-register", "item": "E5"}
const keeper = new Cloud({ seed: 63 });
const keeping = keeper.client(SWF);
await keeping.registerDomain({ name: "review", workflowExecutionRetentionPeriodInDays: "1" });
await keeping.registerWorkflowType({ domain: "review", name: "Order", version: "1" });
for (const name of ["Charge", "Ship"]) await keeping.registerActivityType({ domain: "review", name, version: "1" });
const { runId: keptRun } = await keeping.startWorkflowExecution({
  domain: "review",
  workflowId: "order-1",
  workflowType: { name: "Order", version: "1" },
  taskList: { name: "deciders" },
  executionStartToCloseTimeout: "3600",
  taskStartToCloseTimeout: "30",
  childPolicy: "TERMINATE",
});

// %% {"id": "e5-real-decider", "item": "E5"}
async function decideOnce(): Promise<void> {
  const { taskToken, events } = await keeping.pollForDecisionTask({ domain: "review", taskList: { name: "deciders" } });
  const completed = events!.filter(({ eventType }) => eventType === "ActivityTaskCompleted").length;
  const name = ["Charge", "Ship"][completed];
  const timeouts = { scheduleToStartTimeout: "NONE", scheduleToCloseTimeout: "NONE", startToCloseTimeout: "60", heartbeatTimeout: "NONE" };
  const scheduleActivityTaskDecisionAttributes = { activityType: { name, version: "1" }, activityId: name, taskList: { name: "workers" }, ...timeouts };
  const decision: Decision =
    name === undefined ? { decisionType: "CompleteWorkflowExecution" } : { decisionType: "ScheduleActivityTask", scheduleActivityTaskDecisionAttributes };
  await keeping.respondDecisionTaskCompleted({ taskToken, decisions: [decision] });
}

// %% {"id": "e5-real-worker", "item": "E5"}
let realCharges = 0;
async function workOnce(): Promise<void> {
  const { taskToken, activityType } = await keeping.pollForActivityTask({ domain: "review", taskList: { name: "workers" } });
  if (activityType!.name === "Charge") realCharges += 1;
  await keeper.sleep({ seconds: 1 });
  await keeping.respondActivityTaskCompleted({ taskToken, result: "done" });
}

// %% [markdown] {"id": "e5-real-bet", "item": "E5", "lang": "es"}
// Se cobra, la luz se va **un minuto**, y cuando vuelve alguien arranca los programas de nuevo. **Apuesta**: ¿cuántos cobros ahora?

// %% [markdown] {"id": "e5-real-bet", "item": "E5", "lang": "en"}
// It charges, the power fails **for a minute**, and when it is back somebody starts the programs again. **Bet**: how many charges now?

// %% {"id": "e5-real-run", "item": "E5"}
const keptBet = { charges: 0 };
await decideOnce();
await workOnce();
await keeper.sleep({ seconds: 60 }); // no power: no decider, no worker
await decideOnce(); // a new decider, which knows nothing but what it reads
await workOnce();
await decideOnce();
const kept = await keeping.getWorkflowExecutionHistory({ domain: "review", execution: { workflowId: "order-1", runId: keptRun } });
predict(keptBet, { charges: realCharges });

// %% [markdown] {"id": "e5-history-before", "item": "E5", "lang": "es"}
// Lee lo que guardó SWF, evento por evento, y compáralo con las dos marcas del juguete.

// %% [markdown] {"id": "e5-history-before", "item": "E5", "lang": "en"}
// Read what SWF kept, event by event, and compare it with the two marks of the toy.

// %% {"id": "e5-history", "item": "E5"}
const begin = kept.events![0].eventTimestamp!.getTime();
const memories = [
  ...["step1", "step2"].map((event, i) => ({ who: "ToySWF", event, number: i + 1, seconds: 0, time: "?" })),
  ...kept.events!.map(({ eventType, eventTimestamp }, i) => ({
    who: "SWF",
    event: eventType!,
    number: i + 1,
    seconds: (eventTimestamp!.getTime() - begin) / 1000,
    time: `${(eventTimestamp!.getTime() - begin) / 1000} s`,
  })),
];
console.table(memories.slice(2).map(({ number, seconds, event }) => ({ number, seconds, event })));

// %% {"id": "e5-chart", "item": "E5", "lang": "es"}
new Chart(
  "¿Qué recuerda cada uno de un pedido?",
  `El juguete, 2 marcas sin hora; SWF, ${kept.events!.length} eventos con hora y autor.`,
  ["un pedido, dos pasos; sobre cada marca, su hora (? = nadie la anotó)"],
  {
    data: { values: memories },
    width: 560,
    height: 130,
    encoding: {
      x: { field: "number", type: "quantitative", title: "lugar en la memoria (n.º)", axis: { tickMinStep: 1 } },
      y: { field: "who", type: "nominal", sort: ["ToySWF", "SWF"], title: "quién" },
      tooltip: [{ field: "event", title: "evento" }, { field: "time", title: "hora" }],
    },
    layer: [
      {
        mark: { type: "point", filled: true, size: 110, opacity: 1 },
        encoding: {
          color: { field: "who", type: "nominal", legend: null, scale: { domain: ["ToySWF", "SWF"], range: [palette.deadLettered, palette.sent] } },
          shape: { field: "who", type: "nominal", legend: null, scale: { domain: ["ToySWF", "SWF"], range: ["diamond", "circle"] } },
        },
      },
      { mark: { type: "text", dy: -16 }, encoding: { text: { field: "time" } } },
    ],
  },
);

// %% {"id": "e5-chart", "item": "E5", "lang": "en"}
new Chart(
  "What does each remember of an order?",
  `The toy, 2 marks without a time; SWF, ${kept.events!.length} events with time and author.`,
  ["one order, two steps; above each mark its time (? = nobody noted it)"],
  {
    data: { values: memories },
    width: 560,
    height: 130,
    encoding: {
      x: { field: "number", type: "quantitative", title: "place in the memory (number)", axis: { tickMinStep: 1 } },
      y: { field: "who", type: "nominal", sort: ["ToySWF", "SWF"], title: "who" },
      tooltip: [{ field: "event", title: "event" }, { field: "time", title: "time" }],
    },
    layer: [
      {
        mark: { type: "point", filled: true, size: 110, opacity: 1 },
        encoding: {
          color: { field: "who", type: "nominal", legend: null, scale: { domain: ["ToySWF", "SWF"], range: [palette.deadLettered, palette.sent] } },
          shape: { field: "who", type: "nominal", legend: null, scale: { domain: ["ToySWF", "SWF"], range: ["diamond", "circle"] } },
        },
      },
      { mark: { type: "text", dy: -16 }, encoding: { text: { field: "time" } } },
    ],
  },
);

// %% [markdown] {"id": "e5-chart-after", "item": "E5", "lang": "es"}
// Dos marcas contra 17 eventos: quién pidió cada tarea, quién la tomó, cuándo acabó. El hueco entre 1 s y 61 s es el apagón: el decisor nuevo leyó que `Charge` estaba hecho y siguió **donde estaba**. Eso es SWF: no la función, sino la memoria fuera de ella.

// %% [markdown] {"id": "e5-chart-after", "item": "E5", "lang": "en"}
// Two marks against 17 events: who asked for each task, who took it, when it ended. The gap between 1 s and 61 s is the power cut: the new decider read that `Charge` was done and went on **where it was**. That is SWF: not the function, but the memory outside of it.

// %% {"id": "e5-selfcheck", "item": "E5"}
selfCheck("e5.history");

// %% [markdown] {"id": "l6-title", "item": "L6", "lang": "es", "slide": "slide"}
// ## L6 · ¿Cómo se espera a una persona?
//
// > Configurar un flujo de trabajo simple utilizando Amazon SWF y demostrar cómo coordinar tareas distribuidas.
//
// Un pedido pasa por dos manos: una **máquina** mira si hay existencias, una **persona** lo aprueba. Seis funciones pequeñas: registrar, iniciar, decidir, trabajar, contestar, verificar. El repaso pide un script en Python; las llamadas son las mismas (`swf.poll_for_decision_task` es `pollForDecisionTask`), y el puente está en la unidad 00.

// %% [markdown] {"id": "l6-title", "item": "L6", "lang": "en", "slide": "slide"}
// ## L6 · How do you wait for a person?
//
// > Configure a simple workflow with Amazon SWF and show how to coordinate distributed tasks.
//
// An order goes through two pairs of hands: a **machine** looks whether it is in stock, a **person** approves it. Six small functions: register, start, decide, work, answer, verify. The handout asks for a script in Python; the calls are the same (`swf.poll_for_decision_task` is `pollForDecisionTask`), and the bridge is in unit 00.

// %% {"id": "l6-types", "item": "L6", "kind": "given"}
interface Order {
  id: string;
  customer: string;
  total: number;
}
/** A domain, and the names of its task lists. */
interface Office {
  domain: string;
  deciders: string;
  machines: string;
  people: string;
}
interface Execution {
  workflowId: string;
  runId: string;
}
/** What a person finds in her list. */
interface ManualTask {
  token: string;
  order: Order;
  /** What the machine said. */
  stock: string;
}

// %% [markdown] {"id": "l6-step1", "item": "L6", "lang": "es", "slide": "subslide"}
// ### Paso 1 · Registra
//
// Escribe `register(cloud)`: un dominio que guarda las ejecuciones cerradas 7 días; un tipo de flujo para pedidos; dos tipos de actividad, una para la máquina y otra para la persona, que contesta **en cuatro horas como mucho**. Devuelve el dominio y los nombres de las listas.
//
// <details><summary>Pista 1</summary>Todo plazo es texto, en segundos: <code>"14400"</code>; o <code>"NONE"</code>.</details>
// <details><summary>Pista 2</summary>Con los valores por defecto puestos aquí (<code>defaultTaskList</code>, <code>defaultTaskScheduleToCloseTimeout</code>...), iniciar y decidir necesitan una línea. Una actividad tiene cuatro plazos: desde que se encarga hasta que alguien la toma, hasta que se cierra, desde que se toma hasta que se cierra, y entre latidos.</details>
// <details><summary>Pista 3</summary>El flujo también pide <code>defaultChildPolicy: "TERMINATE"</code> y un plazo mayor que el de la persona: <code>defaultExecutionStartToCloseTimeout: "86400"</code>.</details>
// <details><summary>En la consola real</summary>SWF → Domains → Register. Después, dentro del dominio: Workflow types → Register y Activity types → Register. Un tipo no se modifica: se registra otra <b>versión</b>.</details>

// %% [markdown] {"id": "l6-step1", "item": "L6", "lang": "en", "slide": "subslide"}
// ### Step 1 · Register
//
// Write `register(cloud)`: a domain that keeps closed executions for 7 days; a type of workflow for orders; two types of activity, one for the machine and one for the person, who answers **within four hours**. It returns the domain and the names of the lists.
//
// <details><summary>Hint 1</summary>Every time-out is text, in seconds: <code>"14400"</code>; or <code>"NONE"</code>.</details>
// <details><summary>Hint 2</summary>With the defaults set here (<code>defaultTaskList</code>, <code>defaultTaskScheduleToCloseTimeout</code>...), starting and deciding take one line. An activity has four time-outs: from its scheduling until somebody takes it, until it is closed, from being taken until it is closed, and between heartbeats.</details>
// <details><summary>Hint 3</summary>The workflow also wants <code>defaultChildPolicy: "TERMINATE"</code> and more time than the person has: <code>defaultExecutionStartToCloseTimeout: "86400"</code>.</details>
// <details><summary>In the real console</summary>SWF → Domains → Register. Then, inside the domain: Workflow types → Register and Activity types → Register. A type is never changed: you register another <b>version</b>.</details>

// %% {"id": "l6-register", "item": "L6", "kind": "answer"}
async function register(cloud: Cloud): Promise<Office> {
  // BEGIN SOLUTION
  const swf = cloud.client(SWF);
  const office = { domain: "shop", deciders: "deciders", machines: "machines", people: "people" };
  const { domain } = office;
  await swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: "7" });
  await swf.registerWorkflowType({
    domain,
    name: "Order",
    version: "1",
    defaultTaskList: { name: office.deciders },
    defaultTaskStartToCloseTimeout: "30",
    defaultExecutionStartToCloseTimeout: "86400",
    defaultChildPolicy: "TERMINATE",
  });
  const activity = (name: string, list: string, seconds: string) =>
    swf.registerActivityType({
      domain,
      name,
      version: "1",
      defaultTaskList: { name: list },
      defaultTaskScheduleToStartTimeout: "NONE",
      defaultTaskScheduleToCloseTimeout: seconds,
      defaultTaskStartToCloseTimeout: "NONE",
      defaultTaskHeartbeatTimeout: "NONE",
    });
  await activity("CheckStock", office.machines, "300");
  await activity("Approve", office.people, "14400");
  return office;
  // END SOLUTION
}

// %% {"id": "l6-check-register", "item": "L6", "lang": "es", "kind": "check", "points": 0.5}
// Comprueba: el dominio, el tipo de flujo, dos tipos de tarea, y listas distintas para máquinas y personas
await check("l6.register", { register });

// %% {"id": "l6-check-register", "item": "L6", "lang": "en", "kind": "check", "points": 0.5}
// Checks: the domain, the type of workflow, two types of task, and different lists for machines and people
await check("l6.register", { register });

// %% [markdown] {"id": "l6-step2", "item": "L6", "lang": "es", "slide": "subslide"}
// ### Paso 2 · Inicia
//
// Escribe `startOrder(cloud, office, order)`: abre una ejecución cuyo `workflowId` es **el id del pedido** y cuyo `input` es el pedido, como JSON. Devuelve `{ workflowId, runId }`. El `workflowId` es tu clave contra duplicados: mientras esa ejecución siga abierta, no se abre otra.
//
// <details><summary>En la consola real</summary>Workflow executions → Start new execution: tipo, id y entrada en tres formularios.</details>

// %% [markdown] {"id": "l6-step2", "item": "L6", "lang": "en", "slide": "subslide"}
// ### Step 2 · Start
//
// Write `startOrder(cloud, office, order)`: it opens an execution whose `workflowId` is **the order's id** and whose `input` is the order, as JSON. It returns `{ workflowId, runId }`. The `workflowId` is your key against duplicates: as long as that execution is open, no second one opens.
//
// <details><summary>In the real console</summary>Workflow executions → Start new execution: type, id and input in three forms.</details>

// %% {"id": "l6-start", "item": "L6", "kind": "answer"}
async function startOrder(cloud: Cloud, office: Office, order: Order): Promise<Execution> {
  // BEGIN SOLUTION
  const { runId } = await cloud.client(SWF).startWorkflowExecution({
    domain: office.domain,
    workflowId: order.id,
    workflowType: { name: "Order", version: "1" },
    input: JSON.stringify(order),
  });
  return { workflowId: order.id, runId: runId! };
  // END SOLUTION
}

// %% [markdown] {"id": "l6-step3", "item": "L6", "lang": "es", "slide": "subslide"}
// ### Paso 3 · Decide
//
// Dos funciones. `decide(cloud, office)`: **un** sondeo, una respuesta; si en 60 segundos no llega tarea, termina. Y la que piensa, `nextDecisions(events)`, que del historial saca las decisiones; no sabe nada más:
// - nada hecho: encarga a la máquina, con el pedido;
// - la máquina contestó: encarga a la persona, con `{ order, stock }` como JSON;
// - la persona contestó: completa, con su respuesta como `result`;
// - algo falló o se quedó sin tiempo: falla, con un `reason`.
//
// <details><summary>Pista 1</summary>No guardes nada en variables: varios pedidos se mezclan, y tu programa puede reiniciarse. Los mismos eventos, las mismas decisiones.</details>
// <details><summary>Pista 2</summary>Cuenta los eventos <code>ActivityTaskCompleted</code>; el pedido está en el primero, <code>events[0].workflowExecutionStartedEventAttributes.input</code>.</details>
// <details><summary>Pista 3</summary>Cuatro decisiones: <code>ScheduleActivityTask</code> (dos veces), <code>CompleteWorkflowExecution</code>, <code>FailWorkflowExecution</code>. Cada una lleva sus atributos en <code>scheduleActivityTaskDecisionAttributes</code>, etc.</details>
// <details><summary>En la consola real</summary>No se puede: el decisor es siempre un programa tuyo, en tu máquina, en EC2 o donde quieras.</details>

// %% [markdown] {"id": "l6-step3", "item": "L6", "lang": "en", "slide": "subslide"}
// ### Step 3 · Decide
//
// Two functions. `decide(cloud, office)`: **one** poll, one answer; when no task comes within 60 seconds, it ends. And the one that thinks, `nextDecisions(events)`, which draws the decisions from the history; it knows nothing else:
// - nothing done: a task for the machine, with the order;
// - the machine has answered: a task for the person, with `{ order, stock }` as JSON;
// - the person has answered: complete, with her answer as `result`;
// - something failed or ran out of time: fail, with a `reason`.
//
// <details><summary>Hint 1</summary>Keep nothing in variables: several orders get mixed, and your program may restart. The same events, the same decisions.</details>
// <details><summary>Hint 2</summary>Count the events <code>ActivityTaskCompleted</code>; the order is in the first event, <code>events[0].workflowExecutionStartedEventAttributes.input</code>.</details>
// <details><summary>Hint 3</summary>Four decisions: <code>ScheduleActivityTask</code> (twice), <code>CompleteWorkflowExecution</code>, <code>FailWorkflowExecution</code>. Each carries its attributes in <code>scheduleActivityTaskDecisionAttributes</code>, and so on.</details>
// <details><summary>In the real console</summary>Not there: the decider is always a program of yours, on your machine, on EC2 or wherever you like.</details>

// %% {"id": "l6-decide", "item": "L6", "kind": "answer"}
/** A pure function of the history: the same events, the same decisions. */
function nextDecisions(events: HistoryEvent[]): Decision[] {
  // BEGIN SOLUTION
  const all = (type: string) => events.filter(({ eventType }) => eventType === type);
  const fail = (reason?: string): Decision[] => [
    { decisionType: "FailWorkflowExecution", failWorkflowExecutionDecisionAttributes: { reason } },
  ];
  const schedule = (name: string, input?: string): Decision[] => [
    {
      decisionType: "ScheduleActivityTask",
      scheduleActivityTaskDecisionAttributes: { activityType: { name, version: "1" }, activityId: name, input },
    },
  ];
  const failed = all("ActivityTaskFailed").at(0);
  if (failed) return fail(failed.activityTaskFailedEventAttributes!.reason);
  const late = all("ActivityTaskTimedOut").at(0);
  if (late) return fail(`nobody answered in time: ${late.activityTaskTimedOutEventAttributes!.timeoutType}`);
  const done = all("ActivityTaskCompleted").map((event) => event.activityTaskCompletedEventAttributes!.result!);
  if (all("ActivityTaskScheduled").length > done.length) return []; // somebody is at it: nothing to decide
  const order = events[0].workflowExecutionStartedEventAttributes!.input!;
  if (done.length === 0) return schedule("CheckStock", order);
  if (done.length === 1) return schedule("Approve", JSON.stringify({ order: JSON.parse(order), stock: done[0] }));
  return [
    {
      decisionType: "CompleteWorkflowExecution",
      completeWorkflowExecutionDecisionAttributes: { result: done[1] },
    },
  ];
  // END SOLUTION
}

async function decide(cloud: Cloud, office: Office): Promise<void> {
  // BEGIN SOLUTION
  const swf = cloud.client(SWF);
  const { taskToken, events } = await swf.pollForDecisionTask({
    domain: office.domain,
    taskList: { name: office.deciders },
  });
  if (!taskToken) return;
  await swf.respondDecisionTaskCompleted({ taskToken, decisions: nextDecisions(events!) });
  // END SOLUTION
}

// %% [markdown] {"id": "l6-step4", "item": "L6", "lang": "es", "slide": "subslide"}
// ### Paso 4 · La tarea automática
//
// Escribe `work(cloud, office, handler)`: **un** sondeo de la lista de las máquinas. Si hay tarea, llama a `handler(order)`, que puede tardar (es una promesa) y puede fallar: contesta con su resultado, o con su error como `reason`.
//
// <details><summary>Pista</summary><code>await handler(JSON.parse(input!))</code> dentro de un <code>try</code>; <code>respondActivityTaskCompleted</code> o <code>respondActivityTaskFailed</code>.</details>

// %% [markdown] {"id": "l6-step4", "item": "L6", "lang": "en", "slide": "subslide"}
// ### Step 4 · The automatic task
//
// Write `work(cloud, office, handler)`: **one** poll of the machines' list. When there is a task, it calls `handler(order)`, which may take its time (it is a promise) and may fail: answer with its result, or with its error as `reason`.
//
// <details><summary>Hint</summary><code>await handler(JSON.parse(input!))</code> inside a <code>try</code>; <code>respondActivityTaskCompleted</code> or <code>respondActivityTaskFailed</code>.</details>

// %% {"id": "l6-work", "item": "L6", "kind": "answer"}
async function work(cloud: Cloud, office: Office, handler: (order: Order) => Promise<string>): Promise<void> {
  // BEGIN SOLUTION
  const swf = cloud.client(SWF);
  const { taskToken, input } = await swf.pollForActivityTask({
    domain: office.domain,
    taskList: { name: office.machines },
  });
  if (!taskToken) return;
  try {
    const result = await handler(JSON.parse(input!));
    await swf.respondActivityTaskCompleted({ taskToken, result });
  } catch (error) {
    await swf.respondActivityTaskFailed({ taskToken, reason: (error as Error).message });
  }
  // END SOLUTION
}

// %% {"id": "l6-check-automatic", "item": "L6", "lang": "es", "kind": "check", "points": 1}
// Comprueba: una ejecución por pedido, la máquina recibe el suyo, la persona espera, lo rechazado falla
await check("l6.automatic", { register, startOrder, decide, work });

// %% {"id": "l6-check-automatic", "item": "L6", "lang": "en", "kind": "check", "points": 1}
// Checks: one execution per order, the machine gets its own, the person is waited for, what is refused fails
await check("l6.automatic", { register, startOrder, decide, work });

// %% [markdown] {"id": "l6-step5", "item": "L6", "lang": "es", "slide": "subslide"}
// ### Paso 5 · La tarea manual
//
// Para SWF es una actividad como otra; lo que cambia es **quién la toma y cuándo contesta**. Dos funciones:
// - `takeTask(cloud, office, person)`: un sondeo de la lista de personas; devuelve `{ token, order, stock }`, o `null` si no hay nada;
// - `answerTask(cloud, token, isApproved, note)`: sí, con la nota como resultado; no, con la nota como motivo.
//
// Entre una y otra pueden pasar horas, y tu programa puede apagarse: basta guardar el `token`.
//
// <details><summary>Pista</summary>Sin tarea, <code>taskToken</code> llega vacío, no ausente. <code>identity: person</code> deja su nombre en el historial.</details>
// <details><summary>En la consola real</summary>Tampoco hay bandeja de entrada: se hace una página web pequeña que llama a estas dos funciones.</details>

// %% [markdown] {"id": "l6-step5", "item": "L6", "lang": "en", "slide": "subslide"}
// ### Step 5 · The manual task
//
// To SWF it is an activity like any other; what differs is **who takes it and when she answers**. Two functions:
// - `takeTask(cloud, office, person)`: one poll of the people's list; it returns `{ token, order, stock }`, or `null` when there is nothing;
// - `answerTask(cloud, token, isApproved, note)`: yes, with the note as result; no, with the note as reason.
//
// Hours may pass between the two, and your program may be switched off: keeping the `token` is enough.
//
// <details><summary>Hint</summary>With no task, <code>taskToken</code> is empty, not absent. <code>identity: person</code> leaves her name in the history.</details>
// <details><summary>In the real console</summary>There is no in-tray either: people make a small web page that calls these two functions.</details>

// %% {"id": "l6-manual", "item": "L6", "kind": "answer"}
async function takeTask(cloud: Cloud, office: Office, person: string): Promise<ManualTask | null> {
  // BEGIN SOLUTION
  const { taskToken, input } = await cloud.client(SWF).pollForActivityTask({
    domain: office.domain,
    taskList: { name: office.people },
    identity: person,
  });
  return taskToken ? { token: taskToken, ...JSON.parse(input!) } : null;
  // END SOLUTION
}

async function answerTask(cloud: Cloud, token: string, isApproved: boolean, note: string): Promise<void> {
  // BEGIN SOLUTION
  const swf = cloud.client(SWF);
  if (isApproved) await swf.respondActivityTaskCompleted({ taskToken: token, result: note });
  else await swf.respondActivityTaskFailed({ taskToken: token, reason: note });
  // END SOLUTION
}

// %% [markdown] {"id": "l6-step6", "item": "L6", "lang": "es", "slide": "subslide"}
// ### Paso 6 · Verifica
//
// Escribe `verify(cloud, office, execution)`: `{ status, text }`. `status` es `OPEN` o cómo se cerró (`COMPLETED`, `FAILED`...); `text`, el resultado o el motivo, vacío mientras siga abierta.
//
// <details><summary>Pista</summary><code>describeWorkflowExecution</code> para el estado; <code>getWorkflowExecutionHistory</code> con <code>reverseOrder: true, maximumPageSize: 1</code> para el último evento.</details>
// <details><summary>En la consola real</summary>Workflow executions → la ejecución → pestaña «Events».</details>

// %% [markdown] {"id": "l6-step6", "item": "L6", "lang": "en", "slide": "subslide"}
// ### Step 6 · Verify
//
// Write `verify(cloud, office, execution)`: `{ status, text }`. `status` is `OPEN` or how it was closed (`COMPLETED`, `FAILED`...); `text`, the result or the reason, empty as long as it is open.
//
// <details><summary>Hint</summary><code>describeWorkflowExecution</code> for the status; <code>getWorkflowExecutionHistory</code> with <code>reverseOrder: true, maximumPageSize: 1</code> for the last event.</details>
// <details><summary>In the real console</summary>Workflow executions → the execution → tab "Events".</details>

// %% {"id": "l6-verify", "item": "L6", "kind": "answer"}
async function verify(
  cloud: Cloud,
  office: Office,
  execution: Execution,
): Promise<{ status: string; text: string }> {
  // BEGIN SOLUTION
  const swf = cloud.client(SWF);
  const of = { domain: office.domain, execution };
  const { executionInfo } = await swf.describeWorkflowExecution(of);
  const { events } = await swf.getWorkflowExecutionHistory({ ...of, reverseOrder: true, maximumPageSize: 1 });
  const last = events![0];
  return {
    status: executionInfo!.closeStatus ?? "OPEN",
    text:
      last.workflowExecutionCompletedEventAttributes?.result ??
      last.workflowExecutionFailedEventAttributes?.reason ??
      "",
  };
  // END SOLUTION
}

// %% {"id": "l6-check-manual", "item": "L6", "lang": "es", "kind": "check", "points": 1}
// Comprueba: la persona ve lo necesario, tarda horas, su sí y su no deciden, y verify lo cuenta
await check("l6.manual", { register, startOrder, decide, work, takeTask, answerTask, verify });

// %% {"id": "l6-check-manual", "item": "L6", "lang": "en", "kind": "check", "points": 1}
// Checks: the person sees what she needs, takes hours, her yes and her no decide, and verify tells it
await check("l6.manual", { register, startOrder, decide, work, takeTask, answerTask, verify });

// %% {"id": "l6-check-silence", "item": "L6", "lang": "es", "kind": "check", "points": 0.5, "needs": ["l6-register", "l6-start", "l6-decide", "l6-work", "l6-manual"]}
// Comprueba: si nadie contesta en cuatro horas, la ejecución falla y dice por qué
await check("l6.silence", { register, startOrder, decide, work, takeTask });

// %% {"id": "l6-check-silence", "item": "L6", "lang": "en", "kind": "check", "points": 0.5, "needs": ["l6-register", "l6-start", "l6-decide", "l6-work", "l6-manual"]}
// Checks: when nobody answers within four hours, the execution fails and says why
await check("l6.silence", { register, startOrder, decide, work, takeTask });

// %% [markdown] {"id": "l6-own", "item": "L6", "lang": "es", "slide": "subslide"}
// ### Tu flujo, una tarde entera
//
// La máquina tarda 2 segundos; la jefa ve la tarea y contesta **una hora después**. El gráfico tiene una calle por participante: el decisor, la máquina y la persona. ¿Quién ocupa casi todo el tiempo, y cuánto trabaja el decisor?

// %% [markdown] {"id": "l6-own", "item": "L6", "lang": "en", "slide": "subslide"}
// ### Your workflow, a whole afternoon
//
// The machine takes 2 seconds; the boss sees the task and answers **an hour later**. The chart has a lane for each who takes part: the decider, the machine and the person. Who takes up nearly all the time, and how much does the decider work?

// %% {"id": "l6-own-run", "item": "L6"}
const afternoon = new Cloud({ seed: 66 });
const office = await register(afternoon);
const execution = await startOrder(afternoon, office, { id: "order-1", customer: "ana", total: 40 });
afternoon.spawn("decider", async () => {
  for (let i = 0; i < 3; i++) await decide(afternoon, office);
});
afternoon.spawn("machine", () =>
  work(afternoon, office, async () => {
    await afternoon.sleep({ seconds: 2 });
    return "12 left";
  }),
);
await afternoon.sleep({ seconds: 10 });
const manual = await takeTask(afternoon, office, "boss");
console.log(manual?.order, manual?.stock, await verify(afternoon, office, execution));
await afternoon.sleep({ hours: 1 });
await answerTask(afternoon, manual!.token, true, "fine by me");
afternoon.spawn("decider", () => decide(afternoon, office));
await afternoon.run();
console.log(await verify(afternoon, office, execution));

// %% {"id": "l6-own-chart", "item": "L6"}
workflow(afternoon);

// %% [markdown] {"id": "l6-own-after", "item": "L6", "lang": "es"}
// La hora entera es de la persona; la máquina ocupa dos segundos y el decisor, instantes. Mientras tanto **ningún programa tuyo tenía que estar encendido**: la memoria estaba en SWF. `verify` dijo `OPEN` antes y `COMPLETED` después, con la nota de la jefa: así se verifica que las tareas acabaron.

// %% [markdown] {"id": "l6-own-after", "item": "L6", "lang": "en"}
// The whole hour is the person's; the machine takes two seconds and the decider moments. Meanwhile **none of your programs had to be switched on**: the memory was in SWF. `verify` said `OPEN` before and `COMPLETED` after, with the boss's note: this is how you verify that the tasks were finished.

// %% [markdown] {"id": "l6-clean", "item": "L6", "lang": "es"}
// **Costo y limpieza.** SWF cobra por iniciar un flujo, por cada tarea, señal o temporizador, y por día que la ejecución siga abierta o guardada. En una cuenta real, termina las ejecuciones abiertas (`terminateWorkflowExecution`) y retira los tipos y el dominio (`deprecateDomain`): un flujo olvidado se paga cada día.

// %% [markdown] {"id": "l6-clean", "item": "L6", "lang": "en"}
// **Cost and cleaning up.** SWF charges for starting a workflow, for each task, signal or timer, and for each day that an execution is open or kept. In a real account, terminate open executions (`terminateWorkflowExecution`) and deprecate the types and the domain (`deprecateDomain`): a forgotten workflow is paid for every day.

// %% [markdown] {"id": "swf-summary", "lang": "es", "slide": "slide"}
// ## En resumen
//
// 1. En Step Functions AWS guarda el plan y da los pasos; en SWF guarda el historial, y el plan es tu decisor.
// 2. Un decisor es una función del historial: los mismos eventos, las mismas decisiones.
// 3. Una tarea manual es una actividad con su lista y su plazo; basta guardar el `taskToken`.
// 4. Standard no repite un nombre y dura un año; Express puede repetir y dura cinco minutos.
// 5. Para lo nuevo, Step Functions; SWF, para lo que ya vive ahí.

// %% [markdown] {"id": "swf-summary", "lang": "en", "slide": "slide"}
// ## In short
//
// 1. In Step Functions AWS keeps the plan and takes the steps; in SWF it keeps the history, and the plan is your decider.
// 2. A decider is a function of the history: the same events, the same decisions.
// 3. A manual task is an activity with its list and its time limit; keeping the `taskToken` is enough.
// 4. Standard does not repeat a name and lasts a year; Express may repeat and lasts five minutes.
// 5. For what is new, Step Functions; SWF for what lives there already.

// %% [markdown] {"id": "swf-recall", "lang": "es"}
// ## ¿Lo entendiste? Sin código
//
// 1. Tu decisor se reinicia a medio pedido. ¿Qué se pierde?
// 2. ¿Por qué la máquina y la persona tienen listas distintas?
// 3. La jefa no contesta en cuatro horas. ¿Quién se entera, y cómo?
// 4. ¿Qué haría la tarea manual en Step Functions?

// %% [markdown] {"id": "swf-recall", "lang": "en"}
// ## Did you get it? Without code
//
// 1. Your decider restarts in the middle of an order. What is lost?
// 2. Why do the machine and the person have different lists?
// 3. The boss does not answer within four hours. Who hears of it, and how?
// 4. What would do the manual task in Step Functions?

// %% [markdown] {"id": "swf-challenge", "lang": "es"}
// ## Reto (se puede saltar)
//
// - L6: si nadie contesta en tres horas, el decisor pone un temporizador y avisa a otra persona.
// - L6: cancela un pedido con una señal, `signalWorkflowExecution`.
// - E5: escribe un `ToySWF` con historial que sobreviva a un corte de luz.

// %% [markdown] {"id": "swf-challenge", "lang": "en"}
// ## Challenge (may be skipped)
//
// - L6: when nobody answers within three hours, the decider, by a timer, tells another person.
// - L6: cancel an order with a signal, `signalWorkflowExecution`.
// - E5: write a `ToySWF` with a history that survives a power cut.

// %% [markdown] {"id": "swf-real", "lang": "es"}
// ## En qué se distingue el AWS real
//
// - Un sondeo real tarda lo que tarde la red; aquí, cero, salvo que espere tarea (60 s como mucho).
// - El AWS Flow Framework (Java) esconde el decisor detrás de llamadas normales.
// - Un dominio no se borra: se retira, y sus ejecuciones se olvidan cuando acaba su plazo.
// - **Limpia**: termina las ejecuciones abiertas, retira los tipos y el dominio (`deprecateDomain`), y apaga los programas que sondean: se paga por ejecución, por tarea y por cada día que sigue abierta o guardada.

// %% [markdown] {"id": "swf-real", "lang": "en"}
// ## Where real AWS differs
//
// - A real poll takes as long as the network takes; here none, unless it waits for a task (60 s at most).
// - The AWS Flow Framework (Java) hides the decider behind ordinary calls.
// - A domain is never deleted: it is deprecated, and its executions are forgotten when their time is up.
// - **Clean up**: terminate the open executions, deprecate the types and the domain (`deprecateDomain`), and switch off the programs that poll: you pay by execution, by task and for each day that one stays open or is kept.

// %% [markdown] {"id": "swf-teacher", "lang": "es", "kind": "teacher"}
// ## Para quien enseña
//
// | | errores comunes | pregunta oral |
// |---|---|---|
// | T11 | «SWF ya no existe»; confundir decisor y trabajador; Express para lo que no debe repetirse | «¿Dónde está el plan en cada servicio si apago tu portátil?» |
// | E5 | creer que las marcas en `data` son un historial | «¿Quién más puede leer `step1` cuando el programa muere?» |
// | L6 | guardar el estado en variables; una sola lista para máquina y persona; olvidar el caso «nadie contesta»; tomar un `taskToken` vacío por tarea | «Enséñame en el historial el instante en que la jefa tomó la tarea.» |
//
// **Puntos:** T11 2 (a mano, con su pauta); L6 3 por comprobaciones; E5 no puntúa. Quien pasa `l6.automatic` y no `l6.silence` no trata el plazo: pídele que diga qué evento llega.

// %% [markdown] {"id": "swf-teacher", "lang": "en", "kind": "teacher"}
// ## For teachers
//
// | | common mistakes | oral question |
// |---|---|---|
// | T11 | "SWF is gone"; taking decider for worker; Express for what must not be repeated | "Where is the plan in each service when I switch your laptop off?" |
// | E5 | believing that marks in `data` are a history | "Who else can read `step1` once the program dies?" |
// | L6 | keeping state in variables; one list for machine and person; forgetting "nobody answers"; taking an empty `taskToken` for a task | "Show me in the history the moment when the boss took the task." |
//
// **Points:** T11 2 (by hand, with its scheme); L6 3 by checks; E5 has none. Whoever passes `l6.automatic` but not `l6.silence` ignores the time limit: ask which event arrives.
