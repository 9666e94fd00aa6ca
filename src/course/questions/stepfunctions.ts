/** Self-checks of unit 05: one idea each, every wrong option a mistake that people make. */
import type { SelfQuestion } from "../self-check";

export const stepFunctionsQuestions: SelfQuestion[] = [
  {
    id: "t10.caught",
    item: "T10",
    question: {
      es: "Un `Task` falla, un `Catch` lo lleva a otro estado y la ejecución llega al final. ¿Cómo acaba?",
      en: "A `Task` fails, a `Catch` leads it to another state, and the execution reaches the end. How does it end?",
    },
    options: [
      {
        text: { es: "`FAILED`: un estado falló", en: "`FAILED`: a state failed" },
        why: {
          es: "El fallo del estado queda en el historial, pero la ejecución siguió por otra ruta.",
          en: "The state's failure stands in the history, but the execution went on by another route.",
        },
      },
      {
        text: {
          es: "`SUCCEEDED`, salvo que la ruta acabe en `Fail`",
          en: "`SUCCEEDED`, unless the route ends in `Fail`",
        },
        right: true,
        why: {
          es: "Capturar es hacerse cargo. Quien quiera un fracaso, lo escribe: un estado `Fail`.",
          en: "To catch is to take charge. Who wants a failure writes one: a `Fail` state.",
        },
      },
      {
        text: { es: "`ABORTED`: se desvió de su camino", en: "`ABORTED`: it left its way" },
        why: {
          es: "`ABORTED` es de quien la detiene desde fuera, con `stopExecution`.",
          en: "`ABORTED` is for one that is stopped from outside, by `stopExecution`.",
        },
      },
      {
        text: { es: "`SUCCEEDED`, tras reintentar tres veces", en: "`SUCCEEDED`, after three retries" },
        why: {
          es: "Sin `Retry` no hay reintentos: el `Catch` actúa al primer fallo.",
          en: "Without `Retry` there are no retries: the `Catch` acts on the first failure.",
        },
      },
    ],
  },
  {
    id: "t10.retry",
    item: "T10",
    question: {
      es: "`Retry` con `MaxAttempts: 2`, `IntervalSeconds: 2` y `BackoffRate: 2`; el paso dura 1 s y falla siempre. ¿Cuánto tarda en rendirse?",
      en: "`Retry` with `MaxAttempts: 2`, `IntervalSeconds: 2` and `BackoffRate: 2`; the step takes 1 s and always fails. How long until it gives up?",
    },
    options: [
      {
        text: { es: "4 s: dos intentos y una espera", en: "4 s: two attempts and one wait" },
        why: {
          es: "`MaxAttempts` cuenta los **re**intentos: dos, después del primero.",
          en: "`MaxAttempts` counts the **re**tries: two, after the first.",
        },
      },
      {
        text: { es: "7 s: tres intentos, y dos esperas de 2 s", en: "7 s: three attempts, and two waits of 2 s" },
        why: {
          es: "La segunda espera se multiplica por `BackoffRate`: son 4 s.",
          en: "The second wait is multiplied by `BackoffRate`: it is 4 s.",
        },
      },
      {
        text: { es: "9 s: tres intentos, y esperas de 2 y 4 s", en: "9 s: three attempts, and waits of 2 and 4 s" },
        right: true,
        why: {
          es: "1 + 2 + 1 + 4 + 1. Tras el último intento no se espera: actúa el `Catch`, o falla la ejecución.",
          en: "1 + 2 + 1 + 4 + 1. There is no wait after the last attempt: the `Catch` acts, or the execution fails.",
        },
      },
      {
        text: { es: "Un año: insiste hasta que sale", en: "A year: it insists until it works" },
        why: {
          es: "Sin fin no: cuando se acaban los reintentos, el error sigue su camino.",
          en: "Not without end: once the retries are used up, the error goes its way.",
        },
      },
    ],
  },
  {
    id: "t10.type",
    item: "T10",
    question: {
      es: "Diez mil lecturas de sensores por segundo, tres pasos, medio segundo; repetir una no hace daño. ¿Qué tipo?",
      en: "Ten thousand sensor readings a second, three steps, half a second; repeating one does no harm. Which type?",
    },
    options: [
      {
        text: { es: "Standard: es más seguro", en: "Standard: it is safer" },
        why: {
          es: "Pagarías tres transiciones por lectura por una garantía que aquí no hace falta.",
          en: "You would pay three transitions per reading for a guarantee that is not needed here.",
        },
      },
      {
        text: { es: "Express", en: "Express" },
        right: true,
        why: {
          es: "Mucho, corto y repetible sin daño: exactamente para lo que está.",
          en: "Much, short and harmless to repeat: just what it is there for.",
        },
      },
      {
        text: { es: "Ninguno: Step Functions no da para tanto", en: "Neither: that is too much for Step Functions" },
        why: {
          es: "Para Standard sería mucho; Express empieza más de cien mil ejecuciones por segundo.",
          en: "For Standard it would be; Express starts more than a hundred thousand executions a second.",
        },
      },
    ],
  },
  {
    id: "t10.when",
    item: "T10",
    question: {
      es: "Cuando entra un pedido hay que avisar a contabilidad y al almacén. Ninguno espera al otro, ni hay que saber si acabaron. ¿Qué usas?",
      en: "When an order comes in, accounting and the warehouse must be told. Neither waits for the other, and nobody needs to know whether they are done. What do you use?",
    },
    options: [
      {
        text: { es: "Una máquina de estados con `Parallel`", en: "A state machine with `Parallel`" },
        why: {
          es: "Funciona, pero pagas y mantienes un coordinador que no coordina nada.",
          en: "It works, but you pay for and look after a coordinator that coordinates nothing.",
        },
      },
      {
        text: { es: "Un topic de SNS, o un evento", en: "An SNS topic, or an event" },
        right: true,
        why: {
          es: "Si nadie necesita el conjunto, basta con anunciarlo. Step Functions, cuando un paso depende de otro.",
          en: "If nobody needs the whole, an announcement will do. Step Functions, when one step depends on another.",
        },
      },
      {
        text: {
          es: "Una función que llama a las otras dos y espera",
          en: "A function that calls the other two and waits",
        },
        why: {
          es: "Pagas su espera, y si la segunda llamada falla, la primera ya está hecha: la cadena del principio.",
          en: "You pay for its wait, and if the second call fails the first is done: the chain at the beginning.",
        },
      },
    ],
  },
];
