// Unit 06: SWF. Step Functions beside SWF, the handout's own SWF against a real history, and the lab with a manual and an automatic task.
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "swf-title", "lang": "es", "slide": "slide"}
// # ¿Quién recuerda por dónde iba el pedido?
//
// Un pedido tarda segundos en las máquinas y horas en las personas: el almacén contesta enseguida, la jefa cuando vuelve de comer. Mientras tanto los programas se reinician. Alguien tiene que recordar qué se hizo y qué falta. Aquí decides **dónde vive esa memoria**, y programas las dos mitades: quien decide y quien trabaja.

// %% [markdown] {"id": "swf-title", "lang": "en", "slide": "slide"}
// # Who remembers how far the order got?
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

// %% {"id": "l6-check-silence", "item": "L6", "lang": "es", "kind": "check", "points": 0.5}
// Comprueba: si nadie contesta en cuatro horas, la ejecución falla y dice por qué
await check("l6.silence", { register, startOrder, decide, work, takeTask });

// %% {"id": "l6-check-silence", "item": "L6", "lang": "en", "kind": "check", "points": 0.5}
// Checks: when nobody answers within four hours, the execution fails and says why
await check("l6.silence", { register, startOrder, decide, work, takeTask });
