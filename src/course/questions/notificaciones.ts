/** Self-checks of unit 07: one idea each, every wrong option a mistake that people make. */
import type { SelfQuestion } from "../self-check";

export const notificationQuestions: SelfQuestion[] = [
  {
    id: "p1.permission",
    item: "P1",
    question: {
      es: "La suscripción existe, `publish` da un id y la cola está vacía. ¿Qué falta casi siempre?",
      en: "The subscription exists, `publish` gives an id and the queue is empty. What is nearly always missing?",
    },
    options: [
      {
        text: { es: "Confirmar la suscripción de la cola", en: "Confirming the queue's subscription" },
        why: {
          es: "Entre recursos de la misma cuenta no hace falta: se confirma sola. Con correos, teléfonos y URL, sí.",
          en: "Not needed between resources of one account: it confirms itself. With addresses, phones and URLs it is.",
        },
      },
      {
        text: { es: "Una política en la cola que acepte al topic", en: "A policy on the queue that accepts the topic" },
        right: true,
        why: {
          es: "Suscribir dice adónde; la política de la cola dice quién puede.",
          en: "Subscribing says where to; the queue's policy says who may.",
        },
      },
      {
        text: { es: "Un usuario con permiso para publicar", en: "A user with permission to publish" },
        why: {
          es: "Publicar salió bien: hubo un id. El rechazo fue después, al entregar.",
          en: "Publishing worked: there was an id. The refusal came later, on delivery.",
        },
      },
      {
        text: { es: "Esperar: SNS lo reintenta 23 días", en: "Waiting: SNS retries for 23 days" },
        why: {
          es: "Un permiso denegado no se reintenta: va a la cola de fallidos de la suscripción, o se pierde.",
          en: "A denied permission is not retried: it goes to the subscription's dead-letter queue, or is lost.",
        },
      },
    ],
  },
  {
    id: "p1.failure",
    item: "P1",
    question: {
      es: "Una función suscrita falla siempre con un mensaje. ¿Dónde lo buscas?",
      en: "A subscribed function always fails on one message. Where do you look for it?",
    },
    options: [
      {
        text: {
          es: "En la cola de fallidos de la suscripción de SNS",
          en: "In the dead-letter queue of the SNS subscription",
        },
        why: {
          es: "Ahí va lo que SNS no pudo entregar. A la función lo entregó: Lambda dijo que sí y lo puso en su cola interna.",
          en: "What SNS could not deliver goes there. To the function it did deliver: Lambda said yes and queued it inside.",
        },
      },
      {
        text: { es: "En el topic: SNS lo guarda hasta que funcione", en: "In the topic: SNS keeps it until it works" },
        why: {
          es: "Un topic no guarda mensajes; reparte copias.",
          en: "A topic keeps no messages; it hands out copies.",
        },
      },
      {
        text: {
          es: "En el destino de fallos de la función, tras dos reintentos",
          en: "In the function's failure destination, after two retries",
        },
        right: true,
        why: {
          es: "La invocación asíncrona la reintenta Lambda; lo que no entra va a OnFailure. Sin él, se pierde.",
          en: "Lambda retries an asynchronous invocation; what never succeeds goes to OnFailure. Without one, it is lost.",
        },
      },
      {
        text: { es: "En las otras colas, que también fallarán", en: "In the other queues, which will fail too" },
        why: {
          es: "Cada suscriptor tiene su copia y su suerte.",
          en: "Each subscriber has its own copy and its own fate.",
        },
      },
    ],
  },
];
