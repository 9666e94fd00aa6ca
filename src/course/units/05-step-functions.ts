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

// %% {"id": "sfn-setup", "kind": "given"}
import { Cloud, useLanguage } from "nubelab";
import { Chart, palette } from "nubelab/charts";
import { check, exercises } from "nubelab/course";

// %% {"id": "sfn-language", "lang": "es", "kind": "given"}
useLanguage("es"); // en qué idioma hablan los gráficos, las facturas y las comprobaciones

// %% {"id": "sfn-language", "lang": "en", "kind": "given"}
useLanguage("en"); // the language of charts, bills and checks

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
  `${intentos.length} intentos en ${intentos.at(-1)!.hasta} s; fallan ${intentos.filter(({ cómo }) => cómo === "falla").length}. Camino: ${unlucky.execution.path.join(", ")}.`,
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
  `${attempts.length} attempts in ${attempts.at(-1)!.to} s; ${attempts.filter(({ how }) => how === "failed").length} failed. Path: ${unlucky.execution.path.join(", ")}.`,
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
  ends.map((row) => `Con ${row.maxAttempts}: ${row.shipped} enviados, ${row.undone} deshechos, ${row.failed} FAILED, ${row.meanSeconds} s de media`).join("; ") + ".",
  ["200 pedidos por barra"],
  {
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
  },
);

// %% {"id": "x4-ends-chart", "item": "X4", "lang": "en"}
const endings = { shipped: "shipped", undone: "undone", failed: "FAILED" };
const endRows = ends.flatMap((row) =>
  (["shipped", "undone", "failed"] as const).map((end, order) => ({ attempts: row.maxAttempts, end: endings[end], orders: row[end], order })),
);
new Chart(
  "What does each further attempt buy?",
  ends.map((row) => `With ${row.maxAttempts}: ${row.shipped} shipped, ${row.undone} undone, ${row.failed} FAILED, ${row.meanSeconds} s on average`).join("; ") + ".",
  ["200 orders per bar"],
  {
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
  },
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
