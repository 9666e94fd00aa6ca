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
];
