/** Self-checks of unit 06: one idea each, every wrong option a mistake that people make. */
import type { SelfQuestion } from "../self-check";

export const swfQuestions: SelfQuestion[] = [
  {
    id: "t11.memory",
    item: "T11",
    question: {
      es: "Se apagan a la vez tu decisor de SWF y tu portátil. ¿Qué pasa con el pedido?",
      en: "Your SWF decider and your laptop are switched off together. What happens to the order?",
    },
    options: [
      {
        text: { es: "Se pierde", en: "It is lost" },
        why: { es: "El historial está en SWF, no en el decisor.", en: "The history is in SWF, not in the decider." },
      },
      {
        text: { es: "AWS sigue decidiendo", en: "AWS goes on deciding" },
        why: { es: "Eso hace Step Functions, que tiene el plan.", en: "Step Functions does, since it has the plan." },
      },
      {
        text: {
          es: "Espera, y otro decisor sigue donde estaba",
          en: "It waits, and another decider goes on where it was",
        },
        right: true,
        why: {
          es: "La tarea de decisión caduca y vuelve a la lista; quien la tome lee el historial entero.",
          en: "The decision task times out and goes back on its list; whoever takes it reads the whole history.",
        },
      },
    ],
  },
  {
    id: "t11.type",
    item: "T11",
    question: {
      es: "Un flujo espera dos horas a que alguien apruebe un gasto. ¿Standard o Express?",
      en: "A workflow waits two hours for somebody to approve an expense. Standard or Express?",
    },
    options: [
      {
        text: { es: "Express: es más barato", en: "Express: it is cheaper" },
        why: {
          es: "Se corta a los cinco minutos, y no admite esperar un token.",
          en: "It is cut short after five minutes, and cannot wait for a token.",
        },
      },
      {
        text: { es: "Standard", en: "Standard" },
        right: true,
        why: {
          es: "Dura hasta un año, y esperar no cuesta: se paga por transición.",
          en: "It lasts up to a year, and waiting costs nothing: you pay by transition.",
        },
      },
      {
        text: { es: "Cualquiera: sólo cambia el precio", en: "Either: only the price differs" },
        why: {
          es: "Cambian también la duración, la repetición y el historial.",
          en: "Duration, repetition and history differ too.",
        },
      },
    ],
  },
  {
    id: "e5.history",
    item: "E5",
    question: {
      es: "¿Qué haría falta para que ToySWF sobreviviera a un corte de luz?",
      en: "What would it take for ToySWF to survive a power cut?",
    },
    options: [
      {
        text: { es: "Un try alrededor del flujo", en: "A try around the workflow" },
        why: { es: "Sin luz no se ejecuta ningún catch.", en: "Without power no catch runs." },
      },
      {
        text: {
          es: "Anotar fuera cada paso hecho, y decidir el siguiente a partir de ahí",
          en: "Noting each finished step outside, and deciding the next one from there",
        },
        right: true,
        why: { es: "Un historial y un decisor: eso es SWF.", en: "A history and a decider: that is SWF." },
      },
      {
        text: { es: "Empezar de nuevo desde el principio", en: "Starting again from the beginning" },
        why: { es: "Así se cobró dos veces.", en: "That is how it charged twice." },
      },
    ],
  },
];
