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
