// Unit 00: how to work, the story of integration, points by level, Python beside TypeScript, a first simulation.
// One source, two languages, four editions (see src/course/build). Numbers in the prose come from the seeds in the cells.

// %% [markdown] {"id": "inicio-title", "lang": "es", "slide": "slide"}
// # ¿Cómo se entienden programas que nadie diseñó juntos?
//
// Éste es un **repaso** de los servicios de integración de AWS, en tres niveles: la teoría, las herramientas y el código. En esta unidad decides cómo trabajar, lees la historia que une todo y ejecutas tu primera simulación.

// %% [markdown] {"id": "inicio-title", "lang": "en", "slide": "slide"}
// # How do programs get along that nobody designed together?
//
// This is a **review** of AWS's application integration services, at three levels: the theory, the tools and the code. In this unit you decide how to work, read the story that joins everything and run your first simulation.

// %% [markdown] {"id": "inicio-integration", "lang": "es", "slide": "slide"}
// ## Qué es integrar aplicaciones
//
// La integración de aplicaciones es el proceso de lograr que sistemas de software creados de forma independiente funcionen juntos sin intervención manual. Permite crear aplicaciones que reutilizan los servicios y sistemas que ya existen: se hace más con menos código y es fácil automatizar, porque las aplicaciones se comunican entre sí para llevar flujos de trabajo empresariales complejos.

// %% [markdown] {"id": "inicio-integration", "lang": "en", "slide": "slide"}
// ## What application integration is
//
// Application integration is the work of making software systems that were built apart function together without manual steps. It lets you build applications that reuse the services and systems you already have: more gets done with less code, and automation comes easily, because applications talk to each other to carry complex business workflows.

// %% [markdown] {"id": "inicio-story", "lang": "es", "slide": "subslide"}
// ## Una historia que pasa por todos
//
// Ana compra una taza. Nadie escribió un programa llamado «vender una taza»: son ocho sistemas que se avisan.
//
// | momento | qué hace falta | servicio | unidad |
// |---|---|---|---|
// | la tienda anuncia el pedido a quien quiera saberlo | un aviso, muchos destinos | SNS | 01 |
// | el almacén lo prepara a su ritmo, aunque lleguen mil | una cola que aguanta | SQS | 02 |
// | contabilidad, de 2009, habla un protocolo estándar | un broker clásico | Amazon MQ | 03 |
// | la factura entra en un depósito y otros reaccionan | reglas sobre eventos | EventBridge | 04 |
// | cobrar, reservar, enviar; y deshacer si algo falla | pasos con memoria | Step Functions | 05 |
// | una persona aprueba los pedidos grandes | tareas humanas y de máquina | SWF | 06 |
// | Ana recibe correo y SMS, lo urgente primero | prioridades y reintentos | SNS + SQS + Lambda | 07 |
// | alguien mira que nada se atasque ni salga caro | métricas y alarmas | CloudWatch | 08 |

// %% [markdown] {"id": "inicio-story", "lang": "en", "slide": "subslide"}
// ## One story that goes through all of them
//
// Ana buys a mug. Nobody wrote a program called "sell a mug": there are eight systems that tell each other.
//
// | moment | what is needed | service | unit |
// |---|---|---|---|
// | the shop announces the order to whoever wants to know | one notice, many destinations | SNS | 01 |
// | the warehouse prepares it at its own pace, though a thousand come | a queue that holds | SQS | 02 |
// | accounting, from 2009, speaks a standard protocol | a classic broker | Amazon MQ | 03 |
// | the invoice lands in a bucket and others react | rules over events | EventBridge | 04 |
// | charge, reserve, ship; and undo it when something fails | steps with a memory | Step Functions | 05 |
// | a person approves large orders | tasks for people and machines | SWF | 06 |
// | Ana gets e-mail and SMS, what is urgent first | priorities and retries | SNS + SQS + Lambda | 07 |
// | somebody sees that nothing jams or gets expensive | metrics and alarms | CloudWatch | 08 |

// %% [markdown] {"id": "inicio-objectives", "lang": "es"}
// ## Objetivos, en tres niveles
//
// 1. **Teoría (T).** Explicar cada servicio con una demostración que viste, y corregir lo que suele decirse mal de él.
// 2. **Práctica (L y P).** Usar las herramientas de AWS: el SDK real contra un AWS simulado, con notas para la consola real.
// 3. **Código (E y X).** Construir por dentro una versión pequeña de cada servicio, romperla y arreglarla.

// %% [markdown] {"id": "inicio-objectives", "lang": "en"}
// ## Objectives, at three levels
//
// 1. **Theory (T).** Explain each service with a demonstration that you saw, and correct what is often said wrongly about it.
// 2. **Practice (L and P).** Use AWS's tools: the real SDK against a simulated AWS, with notes for the real console.
// 3. **Code (E and X).** Build a small version of each service from the inside, break it and mend it.

// %% [markdown] {"id": "inicio-assumed", "lang": "es"}
// **Qué se da por sabido.** Es un repaso: ya oíste hablar de la nube y de estos servicios. Sabes programar en algún lenguaje (variables, funciones, clases, listas, errores). No hace falta una cuenta de AWS ni saber TypeScript: hay una página más abajo.

// %% [markdown] {"id": "inicio-assumed", "lang": "en"}
// **What is assumed known.** This is a review: you have heard of the cloud and of these services. You can program in some language (variables, functions, classes, lists, errors). You need no AWS account and no TypeScript: there is a page further down.

// %% [markdown] {"id": "inicio-points", "lang": "es", "slide": "subslide"}
// ## Cuánto vale cada cosa
//
// | nivel | qué | puntos por pieza | puntos | quién califica |
// |---|---|---|---|---|
// | Teoría | **T1–T11**, respuesta abierta | 2 | 22 | tu docente, con una pauta |
// | Práctica | **L1–L6** laboratorios | 3 | 18 | comprobaciones |
// | Práctica | **P1–P3** prácticas | 5 | 15 | comprobaciones |
// | Código | **E1–E6** ejemplos que se leen, se ejecutan y se rompen | sin puntos | | tú |
// | Código | **X1–X9** ejercicios | 5 | 45 | comprobaciones |
// | | | **en total** | **100** | |
//
// | unidad | piezas | minutos | puntos |
// |---|---|---|---|
// | **00** Inicio | cómo trabajar, primera simulación | 60 | |
// | **01** SNS | T1–T5, E1, L1, X1 | 240 | 18 |
// | **02** SQS | T6, T7, E2, L2, X2, X7 | 300 | 17 |
// | **03** Amazon MQ | T8, E3, L3, X3, X8, X9 | 420 | 20 |
// | **04** EventBridge | T9, E6, L4, X5 | 240 | 10 |
// | **05** Step Functions | T10, E4, L5, P2, X4 | 300 | 15 |
// | **06** SWF | T11, E5, L6 | 150 | 5 |
// | **07** Notificaciones | P1, X6 | 180 | 10 |
// | **08** Monitoreo | P3 y el proyecto final | 180 | 5 |
// | | **en total** | **2070** | **100** |
//
// Tus cuadernos son los de la carpeta `notebooks`; ninguna unidad necesita haber hecho otra.

// %% [markdown] {"id": "inicio-points", "lang": "en", "slide": "subslide"}
// ## What each thing is worth
//
// | level | what | points each | points | who marks |
// |---|---|---|---|---|
// | Theory | **T1–T11**, open answer | 2 | 22 | your teacher, with a scheme |
// | Practice | **L1–L6** labs | 3 | 18 | checks |
// | Practice | **P1–P3** practice | 5 | 15 | checks |
// | Code | **E1–E6** examples to read, run and break | no points | | you |
// | Code | **X1–X9** exercises | 5 | 45 | checks |
// | | | **in all** | **100** | |
//
// | unit | pieces | minutes | points |
// |---|---|---|---|
// | **00** Start | how to work, first simulation | 60 | |
// | **01** SNS | T1–T5, E1, L1, X1 | 240 | 18 |
// | **02** SQS | T6, T7, E2, L2, X2, X7 | 300 | 17 |
// | **03** Amazon MQ | T8, E3, L3, X3, X8, X9 | 420 | 20 |
// | **04** EventBridge | T9, E6, L4, X5 | 240 | 10 |
// | **05** Step Functions | T10, E4, L5, P2, X4 | 300 | 15 |
// | **06** SWF | T11, E5, L6 | 150 | 5 |
// | **07** Notifications | P1, X6 | 180 | 10 |
// | **08** Monitoring | P3 and the capstone | 180 | 5 |
// | | **in all** | **2070** | **100** |
//
// Your notebooks are those in the folder `notebooks`; no unit needs another one done first.

// %% [markdown] {"id": "inicio-time", "lang": "es"}
// **Tiempo:** esta unidad, una hora. Todo el curso, unas treinta y cuatro y media: a cuatro por semana, nueve semanas. Los minutos de la tabla son los de quien apuesta antes de ejecutar y pelea un rato con cada ejercicio; cada unidad dice cómo se reparten. Se puede parar en cualquier sección y seguir otro día.

// %% [markdown] {"id": "inicio-time", "lang": "en"}
// **Time:** this unit, one hour. The whole course, about thirty-four and a half: at four a week, nine weeks. The minutes in the table are those of somebody who bets before running and wrestles a while with each exercise; each unit says how they are shared out. You can stop at any section and go on another day.

// %% [markdown] {"id": "inicio-work", "lang": "es", "slide": "slide"}
// ## ¿Dónde trabajas?
//
// El repaso dice: *un IDE de tu preferencia*. Tres caminos, el mismo cuaderno:
//
// - **JupyterLab.** `npm start` lo abre. Mayús + Enter ejecuta una celda; *Run → Run All Cells*, todas.
// - **VS Code.** Abre la carpeta, abre el `.ipynb` y elige el kernel *TypeScript* (el de la carpeta `.venv` del curso). Los gráficos se ven como imagen.
// - **Tu editor, con `.ts`.** Escribe tu clase en un archivo, por ejemplo `notebooks/mi-cola.ts`; las ayudas de tipos funcionan, porque `nubelab` está instalado. Después pégala en la celda de respuesta: lo que se califica es la celda.

// %% [markdown] {"id": "inicio-work", "lang": "en", "slide": "slide"}
// ## Where do you work?
//
// The handout says: *an IDE of your choice*. Three ways, the same notebook:
//
// - **JupyterLab.** `npm start` opens it. Shift + Enter runs a cell; *Run → Run All Cells* runs them all.
// - **VS Code.** Open the folder, open the `.ipynb` and choose the kernel *TypeScript* (the one in the course's `.venv`). Charts appear as pictures.
// - **Your editor, with `.ts`.** Write your class in a file, say `notebooks/my-queue.ts`; type help works, because `nubelab` is installed. Then paste it into the answer cell: the cell is what is marked.

// %% [markdown] {"id": "inicio-cells", "lang": "es"}
// **Cómo se lee un cuaderno.** Hay celdas para jugar (cámbialas, rómpelas), celdas de **respuesta** (con «Sin hacer todavía») y celdas de **comprobación**, que no se editan. Una comprobación usa datos nuevos cada vez: imprimir la respuesta esperada no sirve.

// %% [markdown] {"id": "inicio-cells", "lang": "en"}
// **How to read a notebook.** There are cells to play with (change them, break them), **answer** cells (with "Not done yet") and **check** cells, which are not edited. A check draws new data each time: printing the expected answer is no use.

// %% [markdown] {"id": "inicio-language", "lang": "es"}
// ## ¿Por qué TypeScript, si el repaso usa Python?
//
// Porque todo el curso (simulación, SDK, gráficos, comprobaciones) vive en un lenguaje, y los tipos te avisan antes de ejecutar. Lo que el repaso pide en Python está aquí con las mismas clases y nombres. Esta página es el puente.

// %% [markdown] {"id": "inicio-language", "lang": "en"}
// ## Why TypeScript, when the handout uses Python?
//
// Because the whole course (simulation, SDK, charts, checks) lives in one language, and types warn you before you run. What the handout asks for in Python is here with the same classes and names. This page is the bridge.

// %% [markdown] {"id": "inicio-bridge", "lang": "es", "slide": "subslide"}
// | Python | TypeScript | cuidado con |
// |---|---|---|
// | `def f(x, n=0):` | `function f(x: string, n = 0): number { }` | el tipo va después del nombre |
// | `class Cola:` / `__init__(self)` | `class Cola { constructor() { } }` | `self` se escribe `this` |
// | `d = {}` / `if k in d` | `const d = new Map()` / `if (d.has(k))` | `"toString" in {}` es `true` |
// | `d[k] = v` / `d.get(k, 0)` | `d.set(k, v)` / `d.get(k) ?? 0` | `??` sólo cambia `null` y `undefined` |
// | `[f(x) for x in xs if p(x)]` | `xs.filter(p).map(f)` | |
// | `None` | `null`, `undefined` | aquí, «no hay» es `null` |
// | `f"hola {n}"` | `` `hola ${n}` `` | acentos graves |
// | `try: ... except Exception as e:` | `try { } catch (e) { }` | se puede lanzar cualquier cosa |
// | `heapq.heappush(h, (p, m))` | una lista ordenada con `(a, b) => a.p - b.p` | `[10] < [9]` es `true`: compara textos |
// | `queue.Queue()` / `q.get()` | una lista y `shift()`; o un `await` que espera | `get()` espera para siempre |
// | `threading.Thread(target=f).start()` | `cloud.spawn("f", f)` | tiempo virtual, sin carreras |
// | `time.sleep(5)` | `await cloud.sleep({ seconds: 5 })` | no tarda nada de verdad |
// | `random.choice([True, False])` | `cloud.random("moneda").bernoulli(0.5)` | con semilla: se repite |

// %% [markdown] {"id": "inicio-bridge", "lang": "en", "slide": "subslide"}
// | Python | TypeScript | mind that |
// |---|---|---|
// | `def f(x, n=0):` | `function f(x: string, n = 0): number { }` | the type comes after the name |
// | `class Queue:` / `__init__(self)` | `class Queue { constructor() { } }` | `self` is written `this` |
// | `d = {}` / `if k in d` | `const d = new Map()` / `if (d.has(k))` | `"toString" in {}` is `true` |
// | `d[k] = v` / `d.get(k, 0)` | `d.set(k, v)` / `d.get(k) ?? 0` | `??` replaces only `null` and `undefined` |
// | `[f(x) for x in xs if p(x)]` | `xs.filter(p).map(f)` | |
// | `None` | `null`, `undefined` | here "there is none" is `null` |
// | `f"hello {n}"` | `` `hello ${n}` `` | backticks |
// | `try: ... except Exception as e:` | `try { } catch (e) { }` | anything can be thrown |
// | `heapq.heappush(h, (p, m))` | a list sorted with `(a, b) => a.p - b.p` | `[10] < [9]` is `true`: it compares text |
// | `queue.Queue()` / `q.get()` | a list and `shift()`; or an `await` that waits | `get()` waits for ever |
// | `threading.Thread(target=f).start()` | `cloud.spawn("f", f)` | virtual time, no races |
// | `time.sleep(5)` | `await cloud.sleep({ seconds: 5 })` | takes no real time |
// | `random.choice([True, False])` | `cloud.random("coin").bernoulli(0.5)` | seeded: it repeats |

// %% [markdown] {"id": "inicio-boto", "lang": "es"}
// Y el SDK: los mismos nombres, con minúscula inicial en la operación y un objeto en vez de argumentos con nombre.
//
// ```python
// sqs = boto3.client("sqs")
// url = sqs.create_queue(QueueName="orders")["QueueUrl"]
// sqs.send_message(QueueUrl=url, MessageBody="hola")
// for m in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20).get("Messages", []):
//     sqs.delete_message(QueueUrl=url, ReceiptHandle=m["ReceiptHandle"])
// ```
//
// ```ts
// const sqs = cloud.client(SQS); // en una cuenta real: new SQS({})
// const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
// await sqs.sendMessage({ QueueUrl, MessageBody: "hola" });
// const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
// for (const m of Messages) await sqs.deleteMessage({ QueueUrl, ReceiptHandle: m.ReceiptHandle });
// ```

// %% [markdown] {"id": "inicio-boto", "lang": "en"}
// And the SDK: the same names, with a small first letter in the operation and one object in place of named arguments.
//
// ```python
// sqs = boto3.client("sqs")
// url = sqs.create_queue(QueueName="orders")["QueueUrl"]
// sqs.send_message(QueueUrl=url, MessageBody="hello")
// for m in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20).get("Messages", []):
//     sqs.delete_message(QueueUrl=url, ReceiptHandle=m["ReceiptHandle"])
// ```
//
// ```ts
// const sqs = cloud.client(SQS); // in a real account: new SQS({})
// const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
// await sqs.sendMessage({ QueueUrl, MessageBody: "hello" });
// const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
// for (const m of Messages) await sqs.deleteMessage({ QueueUrl, ReceiptHandle: m.ReceiptHandle });
// ```

// %% [markdown] {"id": "inicio-traps", "lang": "es"}
// Tres trampas del puente, en una celda. **Apuesta** antes de ejecutar: ¿cuántos `true` salen?

// %% [markdown] {"id": "inicio-traps", "lang": "en"}
// Three traps of the bridge, in one cell. **Bet** before you run it: how many times `true`?

// %% {"id": "inicio-traps-run"}
const asText = [10, "a"] < ([9, "b"] as unknown[]);
const inherited = "toString" in {};
const inMap = new Map<string, number>().has("toString");
console.log(asText, inherited, inMap);

// %% [markdown] {"id": "inicio-traps-after", "lang": "es"}
// `true true false`. Comparar listas compara **textos** ("10,a" va antes que "9,b"), y un objeto vacío no está vacío. Los dos errores están en el código inicial del repaso; los verás romperse en la unidad 02.

// %% [markdown] {"id": "inicio-traps-after", "lang": "en"}
// `true true false`. Comparing lists compares **text** ("10,a" comes before "9,b"), and an empty object is not empty. Both mistakes are in the handout's starter code; you will see them break in unit 02.

// %% [markdown] {"id": "inicio-first", "lang": "es", "slide": "slide"}
// ## Tu primera simulación
//
// Una cola, clientes que llegan al azar y un trabajador. El reloj es **virtual**: dos minutos pasan en un instante. La **semilla** fija el azar: con la misma, todo el mundo ve lo mismo.

// %% [markdown] {"id": "inicio-first", "lang": "en", "slide": "slide"}
// ## Your first simulation
//
// A queue, customers who come at random and one worker. The clock is **virtual**: two minutes go by in an instant. The **seed** fixes chance: with the same one, everybody sees the same.

// %% {"id": "inicio-setup", "lang": "es", "kind": "given"}
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { queueDepth, timeline } from "nubelab/charts";
import { predict } from "nubelab/course";
useLanguage("es");

// %% {"id": "inicio-setup", "lang": "en", "kind": "given"}
import { SQS } from "@aws-sdk/client-sqs";
import { Cloud, useLanguage } from "nubelab";
import { queueDepth, timeline } from "nubelab/charts";
import { predict } from "nubelab/course";
useLanguage("en");

// %% {"id": "inicio-cloud"}
const shop = new Cloud({ seed: 1 });
const sqs = shop.client(SQS); // the real AWS client; the simulation answers it
const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });

// %% {"id": "inicio-customers"}
const customers = shop.poisson({ name: "customers", perSecond: 0.5, until: { minutes: 1 } }, (i) =>
  sqs.sendMessage({ QueueUrl, MessageBody: `order ${i + 1}` }),
);

// %% {"id": "inicio-worker"}
const worker = shop.spawn("worker", async () => {
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
    for (const message of Messages) {
      await shop.sleep({ seconds: 2.5 }); // the work
      await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
    }
  }
});

// %% [markdown] {"id": "inicio-predict", "lang": "es"}
// **Antes de ejecutar.** Llega un pedido cada 2 segundos, en promedio, durante un minuto; cada uno cuesta 2,5 segundos de trabajo. ¿Cuántos habrá enviados, y cuál será la cola más larga? Escribe tu apuesta.

// %% [markdown] {"id": "inicio-predict", "lang": "en"}
// **Before you run it.** An order comes every 2 seconds, on average, for a minute; each costs 2.5 seconds of work. How many will have been sent, and how long will the queue get? Write your bet.

// %% {"id": "inicio-bet"}
const bet = { sent: 0, longest: 0 };

// %% {"id": "inicio-run"}
await shop.run({ for: { minutes: 2 } });
let waiting = 0;
let longest = 0;
for (const { kind } of shop.trace.events({ kinds: ["sqs.Sent", "sqs.Received"] })) {
  waiting += kind === "sqs.Sent" ? 1 : -1;
  longest = Math.max(longest, waiting);
}
predict(bet, { sent: [...shop.trace.events({ kinds: ["sqs.Sent"] })].length, longest });

// %% [markdown] {"id": "inicio-trace", "lang": "es"}
// La **traza** es el producto: cada hecho, con su hora. Gráficos, facturas y comprobaciones salen de ella y de nada más. Aquí están los primeros hechos, sin las llamadas.

// %% [markdown] {"id": "inicio-trace", "lang": "en"}
// The **trace** is the product: every fact, with its time. Charts, bills and checks come from it and from nothing else. Here are the first facts, without the calls.

// %% {"id": "inicio-trace-run"}
const facts = [...shop.trace.events()].filter((fact) => fact.kind !== "sqs.Request").slice(0, 12);
console.log(
  facts
    .map((fact) => `${(fact.at / 1000).toFixed(1).padStart(5)} s  ${fact.kind.padEnd(16)} ${fact.subject.slice(0, 8)}`)
    .join("\n"),
);

// %% [markdown] {"id": "inicio-chart-before", "lang": "es"}
// El gráfico muestra cuántos pedidos esperan en cada momento (visibles) y cuántos tiene prestados el trabajador (en vuelo). Busca el momento en que dejan de llegar.

// %% [markdown] {"id": "inicio-chart-before", "lang": "en"}
// The chart shows how many orders wait at each moment (visible) and how many the worker has on loan (in flight). Look for the moment when they stop coming.

// %% {"id": "inicio-chart"}
queueDepth(shop);

// %% [markdown] {"id": "inicio-chart-after", "lang": "es"}
// Llegaron 33 pedidos en un minuto. Entra uno cada 2 s y sale uno cada 2,5: la cola crece hasta **10**, a los 59 segundos, cuando llega el último. El trabajador sigue solo hasta los 85. Sin la cola, los clientes habrían esperado en la puerta.

// %% [markdown] {"id": "inicio-chart-after", "lang": "en"}
// Thirty-three orders came in a minute. One comes in every 2 s and one goes out every 2.5: the queue grows to **10**, at second 59, when the last one arrives. The worker goes on alone until 85. Without the queue, the customers would have waited at the door.

// %% {"id": "inicio-explain"}
shop.explain([...shop.trace.events({ kinds: ["sqs.Deleted"] })].at(-1)!.subject);

// %% [markdown] {"id": "inicio-explain-after", "lang": "es"}
// `cloud.explain` cuenta la vida de un mensaje en frases: es la primera herramienta cuando algo no cuadra. Éste es el último que se borró.

// %% [markdown] {"id": "inicio-explain-after", "lang": "en"}
// `cloud.explain` tells the life of a message in sentences: it is the first tool when something does not add up. This one was the last to be deleted.

// %% [markdown] {"id": "inicio-real", "lang": "es", "slide": "slide"}
// ## ¿Y en una cuenta real?
//
// Todo este curso se hace sin cuenta. Si usas una, **pon antes una alerta de presupuesto** y borra lo que crees.
//
// | servicio | qué se paga | ojo con |
// |---|---|---|
// | SQS, SNS | por petición; el primer millón al mes, gratis | un receptor olvidado que sondea toda la noche |
// | EventBridge, Lambda, Step Functions | por evento, ejecución o transición | un bucle de eventos que se llama a sí mismo |
// | Amazon MQ | por **hora de broker**, con o sin mensajes | dejarlo encendido un fin de semana |
// | SMS | por mensaje y país | las cuentas nuevas sólo envían a números verificados |
// | CloudWatch | por métrica propia, alarma y panel | alarmas que quedan |

// %% [markdown] {"id": "inicio-real", "lang": "en", "slide": "slide"}
// ## And in a real account?
//
// This whole course is done without an account. If you use one, **set a budget alert first** and delete what you create.
//
// | service | what is paid for | mind |
// |---|---|---|
// | SQS, SNS | per request; the first million a month free | a forgotten receiver that polls all night |
// | EventBridge, Lambda, Step Functions | per event, run or transition | a loop of events that calls itself |
// | Amazon MQ | per **broker-hour**, messages or not | leaving it on over a weekend |
// | SMS | per message and country | new accounts send to verified numbers only |
// | CloudWatch | per custom metric, alarm and dashboard | alarms left behind |

// %% [markdown] {"id": "inicio-learner", "lang": "es"}
// **Una cuenta de aprendizaje** (AWS Academy Learner Lab y parecidas) suele tener un presupuesto fijo, sesiones que se apagan, una o dos regiones, un papel ya hecho en vez de permiso para crear usuarios y papeles en IAM, y servicios vetados (a menudo Amazon MQ o SWF). Cambia según la institución: **lee su página antes de empezar**. Las notas «En la consola real» dicen qué harías tú.

// %% [markdown] {"id": "inicio-learner", "lang": "en"}
// **A learner account** (AWS Academy Learner Lab and the like) usually has a fixed budget, sessions that shut down, one or two regions, a ready-made role in place of permission to create users and roles in IAM, and services that are barred (often Amazon MQ or SWF). It differs between institutions: **read its page before you start**. The notes "In the real console" say what you would do.

// %% [markdown] {"id": "inicio-hand-in", "lang": "es", "slide": "slide"}
// ## Entregar, solos o en grupo
//
// Guarda el cuaderno ejecutado y entrega el `.ipynb`. Un grupo entrega **un** cuaderno, con los nombres en la celda del principio, y cada integrante recibe su nota. El docente puede preguntar a cualquiera por cualquier celda.

// %% [markdown] {"id": "inicio-hand-in", "lang": "en", "slide": "slide"}
// ## Handing in, alone or as a group
//
// Save the notebook after running it and hand in the `.ipynb`. A group hands in **one** notebook, with the names in the cell at the top, and each member gets a mark. The teacher may ask anyone about any cell.

// %% [markdown] {"id": "inicio-present", "lang": "es", "slide": "subslide"}
// ## La presentación del grupo
//
// El repaso pide responder las preguntas en una **presentación grupal**. Las celdas marcadas como diapositiva ya lo son: *File → Save and Export Notebook As → Reveal.js Slides*. Ponles sus propias respuestas y sus gráficos.
//
// | se mira | insuficiente | bien | muy bien |
// |---|---|---|---|
// | respuesta | repite la definición | la apoya en un dato | corrige un malentendido con un dato |
// | demostración | una captura | un gráfico propio, leído | cambia algo en vivo y lo predice |
// | claridad | se lee la pantalla | se explica | se entiende sin la pantalla |
// | reparto | habla una persona | hablan todas | cualquiera responde preguntas |

// %% [markdown] {"id": "inicio-present", "lang": "en", "slide": "subslide"}
// ## The group's presentation
//
// The handout asks you to answer the questions in a **group presentation**. The cells marked as slides already are: *File → Save and Export Notebook As → Reveal.js Slides*. Put in your own answers and charts.
//
// | looked at | weak | good | very good |
// |---|---|---|---|
// | answer | repeats the definition | rests it on a number | corrects a misunderstanding with a number |
// | demonstration | a screenshot | a chart of your own, read out | changes something live and predicts it |
// | clarity | the screen is read aloud | it is explained | it is clear without the screen |
// | sharing | one person speaks | all speak | anyone answers questions |

// %% [markdown] {"id": "inicio-stuck", "lang": "es", "slide": "subslide"}
// ## ¿Te atascaste? El camino
//
// 1. Lee la comprobación hasta el final: qué se dio, qué se observó, qué se esperaba, y una pista.
// 2. Abre las pistas **una a una**; la última es casi el código.
// 3. *Kernel → Restart Kernel and Run All Cells*: a menudo una celda vieja sigue viva.
// 4. Mira la traza: `cloud.explain(...)` cuenta qué pasó con un mensaje.
// 5. ¿No arranca? `npx nubelab doctor` dice qué falta y qué hacer.
// 6. Pregunta con tres cosas: la celda, la **semilla** que imprime la comprobación y lo que esperabas.

// %% [markdown] {"id": "inicio-stuck", "lang": "en", "slide": "subslide"}
// ## Stuck? The path
//
// 1. Read the check to the end: what was given, what was observed, what was expected, and a hint.
// 2. Open the hints **one by one**; the last is nearly the code.
// 3. *Kernel → Restart Kernel and Run All Cells*: often an old cell is still alive.
// 4. Look at the trace: `cloud.explain(...)` tells what happened to a message.
// 5. It does not start? `npx nubelab doctor` says what is missing and what to do.
// 6. Ask with three things: the cell, the **seed** that the check prints, and what you expected.

// %% [markdown] {"id": "inicio-glossary", "lang": "es"}
// ## Glosario
//
// Vuelve aquí cuando una palabra te frene. Cada unidad abre con las suyas y con cómo se ven en el código.
//
// | español | inglés | en una frase |
// |---|---|---|
// | cola | queue | guarda mensajes hasta que alguien los borra |
// | tema | topic | reparte cada mensaje a todos sus suscriptores |
// | suscripción | subscription | el deseo de recibir de un tema |
// | punto de entrega | endpoint | adonde llega: correo, SMS, cola, función |
// | publicar / suscribir | publish / subscribe | quien envía no conoce a quien recibe |
// | productor, consumidor | producer, consumer | quien envía, quien recibe y procesa |
// | tiempo de visibilidad | visibility timeout | lo que dura el préstamo de un mensaje |
// | sondeo corto, largo | short, long polling | preguntar y volver, o esperar la respuesta |
// | cola de mensajes muertos | dead-letter queue | donde va lo que falló demasiado |
// | reintento, espera creciente | retry, back-off | otra vez, cada vez más tarde |
// | idempotente | idempotent | hacerlo dos veces da lo mismo que una |
// | abanico | fanout | un aviso, muchas colas |
// | bus, regla, destino | bus, rule, target | por dónde va un evento, cuándo y a quién |
// | máquina de estados | state machine | pasos con memoria de por dónde van |
// | entrega: como mucho, al menos, exactamente una vez | delivery: at most, at least, exactly once | se puede perder; se puede repetir; ni lo uno ni lo otro |
// | grupo de mensajes | message group | dentro de él hay orden; entre grupos, no |
// | deduplicación | deduplication | lo repetido en cinco minutos no entra |
// | política de filtro | filter policy | qué mensajes quiere un suscriptor |
// | política de acceso | access policy | quién puede hacer qué, y con qué |
// | lote | batch | varios mensajes en una llamada |
// | cifrado en reposo, en tránsito | encryption at rest, in transit | guardado con clave; por el cable con TLS |
// | broker | broker | el programa que recibe, guarda y empuja mensajes |
// | sesión, transacción | session, transaction | el hilo de una conexión; varias cosas o ninguna |
// | acuse | acknowledgement | «ya lo tengo, no lo envíes más» |
// | suscriptor duradero | durable subscriber | el que recibe lo de cuando no estaba |
// | evento, patrón | event, pattern | algo que ya pasó; la forma del que te interesa |
// | archivo, repetición | archive, replay | guardar los eventos de un bus, y contarlos otra vez |
// | ejecución, transición | execution, transition | una vuelta de la máquina; entrar en un estado |
// | historial | history | los eventos de una ejecución, escritos por el servicio |
// | decisor, actividad | decider, activity | quien dice qué sigue; lo que otro hace |
// | prioridad, caducidad | priority, expiry | qué va antes; hasta cuándo sirve |
// | métrica, alarma, tablero | metric, alarm, dashboard | un número por minuto; su umbral; sus gráficos |
// | percentil 95 (p95) | 95th percentile | el tiempo en que se atienden 95 de cada 100 |
// | semilla, traza | seed, trace | lo que fija el azar, lo que pasó |

// %% [markdown] {"id": "inicio-glossary", "lang": "en"}
// ## Glossary
//
// Come back here when a word stops you. Each unit opens with its own, and with how they look in code.
//
// | English | Spanish | in a phrase |
// |---|---|---|
// | queue | cola | keeps messages until somebody deletes them |
// | topic | tema | hands each message to all its subscribers |
// | subscription | suscripción | the wish to receive from a topic |
// | endpoint | punto de entrega | where it arrives: e-mail, SMS, queue, function |
// | publish / subscribe | publicar / suscribir | the sender does not know the receiver |
// | producer, consumer | productor, consumidor | who sends, who receives and processes |
// | visibility timeout | tiempo de visibilidad | how long a message is on loan |
// | short, long polling | sondeo corto, largo | ask and leave, or wait for the answer |
// | dead-letter queue | cola de mensajes muertos | where what failed too often goes |
// | retry, back-off | reintento, espera creciente | once more, later each time |
// | idempotent | idempotente | doing it twice is the same as once |
// | fanout | abanico | one notice, many queues |
// | bus, rule, target | bus, regla, destino | where an event goes, when and to whom |
// | state machine | máquina de estados | steps that remember where they are |
// | delivery: at most, at least, exactly once | entrega: como mucho, al menos, exactamente una vez | it may get lost; it may come again; neither |
// | message group | grupo de mensajes | order within it; none between groups |
// | deduplication | deduplicación | what is repeated within five minutes does not get in |
// | filter policy | política de filtro | which messages a subscriber wants |
// | access policy | política de acceso | who may do what, and to what |
// | batch | lote | several messages in one call |
// | encryption at rest, in transit | cifrado en reposo, en tránsito | stored under a key; on the wire under TLS |
// | broker | broker | the program that takes, keeps and pushes messages |
// | session, transaction | sesión, transacción | a connection's thread of work; several things or none |
// | acknowledgement | acuse | "I have it, do not send it again" |
// | durable subscriber | suscriptor duradero | one who gets what came while away |
// | event, pattern | evento, patrón | something that has happened; the shape of those you care about |
// | archive, replay | archivo, repetición | to keep a bus's events, and tell them again |
// | execution, transition | ejecución, transición | one run of the machine; entering a state |
// | history | historial | an execution's events, written by the service |
// | decider, activity | decisor, actividad | who says what comes next; what somebody else does |
// | priority, expiry | prioridad, caducidad | what goes first; how long it is any use |
// | metric, alarm, dashboard | métrica, alarma, tablero | a number a minute; its threshold; its charts |
// | 95th percentile (p95) | percentil 95 | the time within which 95 of 100 are served |
// | seed, trace | semilla, traza | what fixes chance, what happened |

// %% [markdown] {"id": "inicio-patterns", "lang": "es", "slide": "subslide"}
// ## Patrones con nombre
//
// Los mismos problemas vuelven en todos los servicios, y su solución tiene nombre. Cuando veas uno, llámalo así.
//
// | patrón | qué problema resuelve | cómo | dónde lo ves |
// |---|---|---|---|
// | **idempotencia** | «al menos una vez»: el mismo mensaje, dos veces | apuntar el id de lo hecho y reconocerlo | 02, 08 |
// | **outbox** | se guardó, y la máquina murió antes de avisar | guardar el aviso con el dato y publicar desde ahí | 07, 08 |
// | **redrive** de una DLQ | lo apartado por una avería que ya está arreglada | devolverlo a su cola de origen | 02, 07 |
// | **fan-out** | varios quieren lo mismo, cada uno a su ritmo | un topic, y una cola por interesado | 01, 07 |
// | **petición y respuesta** | por una cola también se pregunta | `correlationId` y una cola de respuestas | 03 |
// | **saga** | falló el tercer paso y los dos primeros ya están | cada paso tiene su deshacer | 05 |
// | **tarea con token** | falta una persona, y puede tardar días | el flujo espera a que alguien devuelva el token | 05, 06 |
//
// ¿Y qué servicio, cuándo? La tabla está en la unidad 08, con el proyecto final que los une.

// %% [markdown] {"id": "inicio-patterns", "lang": "en", "slide": "subslide"}
// ## Patterns with a name
//
// The same problems come back in every service, and the answer to each has a name. When you see one, call it that.
//
// | pattern | which problem it solves | how | where you see it |
// |---|---|---|---|
// | **idempotency** | "at least once": the same message, twice | note the id of what is done, and recognise it | 02, 08 |
// | **outbox** | it was stored, and the machine died before telling anybody | store the notice with the data, and publish from there | 07, 08 |
// | **redrive** of a DLQ | what was set aside by a fault that is mended by now | send it back to its queue of origin | 02, 07 |
// | **fan-out** | several want the same, each at its own pace | a topic, and a queue for each of them | 01, 07 |
// | **request and reply** | a queue can carry questions too | `correlationId` and a queue for answers | 03 |
// | **saga** | the third step failed and two are done | each step has its undoing | 05 |
// | **task with a token** | a person is needed, and may take days | the flow waits until somebody gives the token back | 05, 06 |
//
// And which service when? The table is in unit 08, with the capstone that joins them.

// %% [markdown] {"id": "inicio-summary", "lang": "es", "slide": "slide"}
// ## En resumen
//
// 1. Integrar es que sistemas hechos aparte trabajen juntos sin manos de por medio.
// 2. Tres niveles: explicar, usar, construir.
// 3. El SDK es el real; el AWS, simulado; el reloj, virtual; el azar, con semilla.
// 4. La traza cuenta lo que pasó: gráficos, facturas y comprobaciones salen de ella.

// %% [markdown] {"id": "inicio-summary", "lang": "en", "slide": "slide"}
// ## In short
//
// 1. To integrate is to have systems built apart work together without hands in between.
// 2. Three levels: explain, use, build.
// 3. The SDK is real; AWS is simulated; the clock is virtual; chance is seeded.
// 4. The trace tells what happened: charts, bills and checks come from it.

// %% [markdown] {"id": "inicio-recall", "lang": "es"}
// ## ¿Lo entendiste? Sin código
//
// 1. ¿Por qué dos minutos de simulación no tardan dos minutos?
// 2. Si cambias la semilla, ¿qué cambia y qué no?
// 3. ¿Qué comprueba una comprobación que no se pueda copiar de un compañero?
// 4. ¿Qué servicio cobra aunque no pase ningún mensaje?

// %% [markdown] {"id": "inicio-recall", "lang": "en"}
// ## Did you get it? Without code
//
// 1. Why do two minutes of simulation not take two minutes?
// 2. If you change the seed, what changes and what does not?
// 3. What does a check check that cannot be copied from a classmate?
// 4. Which service charges you even if no message passes?

// %% [markdown] {"id": "inicio-challenge", "lang": "es"}
// ## Reto (se puede saltar)
//
// Pon un segundo trabajador en tu primera simulación: otro `shop.spawn` antes de `run`, con una `Cloud` nueva. **Apuesta** por la cola más larga antes de mirar.

// %% [markdown] {"id": "inicio-challenge", "lang": "en"}
// ## Challenge (may be skipped)
//
// Put a second worker into your first simulation: another `shop.spawn` before `run`, with a new `Cloud`. **Bet** on the longest queue before you look.

// %% [markdown] {"id": "inicio-differs", "lang": "es"}
// ## En qué se distingue el AWS real
//
// Las llamadas viajan por la red, tardan y a veces fallan; el reloj no se adelanta; nada se repite con una semilla; y todo lo que dejas encendido se paga. Cada unidad cierra con sus propias diferencias.
//
// **Sigue** con `01-sns.ipynb`, o con la unidad que quieras: ninguna necesita otra.

// %% [markdown] {"id": "inicio-differs", "lang": "en"}
// ## Where real AWS differs
//
// Calls travel over a network, take time and sometimes fail; the clock does not jump ahead; nothing repeats with a seed; and whatever you leave running is paid for. Each unit closes with its own differences.
//
// **Go on** with `01-sns.ipynb`, or with the unit you like: none needs another.

// %% [markdown] {"id": "inicio-teacher", "lang": "es", "kind": "teacher"}
// ## Para quien enseña
//
// | | errores comunes | pregunta oral |
// |---|---|---|
// | Primera simulación | creer que los dos minutos pasaron de verdad; apostar después de ejecutar; tomar la semilla por una contraseña | «Con otra semilla, ¿qué frase de este cuaderno deja de ser cierta, y cuál no?» |
// | Puente | buscar `in` sobre un objeto; comparar listas con `<`; dejar `any` en todo lo que se resiste | «¿Por qué `[10, "a"] < [9, "b"]` sale `true`, y qué escribirías tú?» |
// | Entrega | entregar sin guardar; escribir la respuesta en una celda nueva; cambiar una comprobación y creer que cuenta | «Enséñame en tu cuaderno una celda que se califica y una que no.» |
//
// **Puntos:** esta unidad no puntúa. La pauta de cada T está con su respuesta modelo; L, P y X los califican las comprobaciones, y su guía (errores comunes, pregunta oral) está al final de cada sección o de la unidad, siempre en esta edición resuelta. Reparte el paquete de `nubelab release`, nunca la carpeta del proyecto: ahí están las soluciones. La rúbrica de la presentación es la de arriba; pesa lo que tú digas.

// %% [markdown] {"id": "inicio-teacher", "lang": "en", "kind": "teacher"}
// ## For teachers
//
// | | common mistakes | oral question |
// |---|---|---|
// | First simulation | believing that the two minutes really passed; betting after running; taking the seed for a password | "With another seed, which sentence of this notebook is no longer true, and which still is?" |
// | Bridge | `in` on an object; comparing lists with `<`; an `any` on everything that resists | "Why is `[10, "a"] < [9, "b"]` `true`, and what would you write?" |
// | Handing in | not saving first; writing the answer in a new cell; changing a check and thinking that it counts | "Show me in your notebook a cell that is marked and one that is not." |
//
// **Points:** this unit has none. The marking of each T stands with its model answer; L, P and X are marked by the checks, and their guide (common mistakes, oral question) is at the end of each section or of the unit, always in this solved edition. Hand out the bundle of `nubelab release`, never the project's folder: it holds the solutions. The rubric of the presentation is the one above; what it weighs is yours to say.
