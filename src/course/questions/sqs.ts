/** Self-checks of unit 02: one idea each, every wrong option a mistake that people make. */
import type { SelfQuestion } from "../self-check";

export const sqsQuestions: SelfQuestion[] = [
  {
    id: "t6.order",
    item: "T6",
    question: {
      es: "Los pedidos de cada cliente deben ir en orden; los clientes no se esperan entre sí. ¿Qué usas?",
      en: "Each customer's orders must keep their sequence; customers do not wait for each other. What do you use?",
    },
    options: [
      {
        text: { es: "Standard, con la hora en cada mensaje", en: "Standard, with the time in each message" },
        why: {
          es: "El consumidor no sabe si falta uno anterior por llegar: la hora no ordena lo que no ha visto.",
          en: "The consumer cannot know whether an earlier one is still to come: a time does not sort what it has not seen.",
        },
      },
      {
        text: { es: "FIFO, con un solo MessageGroupId", en: "FIFO, with a single MessageGroupId" },
        why: {
          es: "Ordena de más: mientras un pedido está prestado, todos los clientes esperan.",
          en: "It orders too much: while one order is on loan, all customers wait.",
        },
      },
      {
        text: { es: "FIFO, con el cliente como MessageGroupId", en: "FIFO, with the customer as MessageGroupId" },
        right: true,
        why: {
          es: "El orden vale dentro del grupo, y los grupos avanzan a la vez.",
          en: "Order holds within the group, and groups move side by side.",
        },
      },
      {
        text: {
          es: "FIFO, con el id del pedido como MessageGroupId",
          en: "FIFO, with the order's id as MessageGroupId",
        },
        why: {
          es: "Un grupo por pedido: entre pedidos del mismo cliente ya no hay orden.",
          en: "One group per order: between orders of the same customer there is no sequence left.",
        },
      },
    ],
  },
  {
    id: "t6.once",
    item: "T6",
    question: {
      es: "En una cola FIFO el trabajador tarda más que el tiempo de visibilidad. ¿Qué pasa?",
      en: "On a FIFO queue the worker takes longer than the visibility timeout. What happens?",
    },
    options: [
      {
        text: { es: "Nada: FIFO entrega exactamente una vez", en: "Nothing: FIFO delivers exactly once" },
        why: {
          es: "La promesa cubre los envíos repetidos en cinco minutos, no los préstamos que vencen.",
          en: "The promise covers sendings repeated within five minutes, not loans that run out.",
        },
      },
      {
        text: {
          es: "El mensaje vuelve, y el borrado tardío se rechaza",
          en: "The message comes back, and the late delete is refused",
        },
        right: true,
        why: {
          es: "El ReceiptHandle venció con el préstamo; el siguiente que reciba hará el trabajo otra vez.",
          en: "The ReceiptHandle expired with the loan; whoever receives next will do the work again.",
        },
      },
      {
        text: { es: "El mensaje va a la cola de muertos", en: "The message goes to the dead-letter queue" },
        why: {
          es: "Sólo si ya se recibió maxReceiveCount veces, y sólo si hay una configurada.",
          en: "Only once it has been received maxReceiveCount times, and only if one is configured.",
        },
      },
    ],
  },
  {
    id: "t7.price",
    item: "T7",
    question: {
      es: "Un lote de diez mensajes de 20 KB cada uno, en una petición. ¿Cuántas peticiones se cobran?",
      en: "One batch of ten messages of 20 KB each, in one request. How many requests are charged?",
    },
    options: [
      {
        text: { es: "1", en: "1" },
        why: {
          es: "Cada 64 KB cuenta como una petición, también en un lote.",
          en: "Every 64 KB counts as a request, in a batch too.",
        },
      },
      {
        text: { es: "4", en: "4" },
        right: true,
        why: {
          es: "200 KB son cuatro trozos de 64 KB (el último, a medias).",
          en: "200 KB are four chunks of 64 KB (the last one not full).",
        },
      },
      {
        text: { es: "10", en: "10" },
        why: {
          es: "No se cobra por mensaje: por eso ahorran los lotes.",
          en: "You do not pay per message: that is why batches save money.",
        },
      },
    ],
  },
  {
    id: "t7.deny",
    item: "T7",
    question: {
      es: "IAM permite a ana recibir; la política de la cola se lo niega fuera de la VPC. Ana llama desde su casa. ¿Qué gana?",
      en: "IAM allows ana to receive; the queue policy denies it outside the VPC. Ana calls from home. What wins?",
    },
    options: [
      {
        text: { es: "El permiso de IAM, que es el de la persona", en: "The IAM permission, being the person's" },
        why: {
          es: "No hay «más cercano»: todas las políticas cuentan.",
          en: 'There is no "closest": all policies count.',
        },
      },
      {
        text: { es: "La negación explícita", en: "The explicit deny" },
        right: true,
        why: {
          es: "Una negación explícita gana a cualquier permiso, venga de donde venga.",
          en: "An explicit deny beats any permission, wherever it comes from.",
        },
      },
      {
        text: { es: "La última que se escribió", en: "Whichever was written last" },
        why: { es: "El orden de las políticas no importa.", en: "The order of policies does not matter." },
      },
    ],
  },
  {
    id: "e2.lost",
    item: "E2",
    question: {
      es: "ToySQS pierde un pedido si el trabajador se apaga. ¿Qué parte de SQS lo evita?",
      en: "ToySQS loses an order if the worker is switched off. Which part of SQS prevents that?",
    },
    options: [
      {
        text: { es: "La cola de mensajes muertos", en: "The dead-letter queue" },
        why: {
          es: "Recoge lo que falla demasiadas veces; aquí nadie llegó a fallar.",
          en: "It collects what fails too often; here nobody got as far as failing.",
        },
      },
      {
        text: {
          es: "El tiempo de visibilidad, con el borrado aparte",
          en: "The visibility timeout, with deleting as a second step",
        },
        right: true,
        why: {
          es: "Lo recibido y no borrado vuelve solo a la cola.",
          en: "What was received and not deleted comes back by itself.",
        },
      },
      {
        text: { es: "La deduplicación de FIFO", en: "FIFO deduplication" },
        why: {
          es: "Evita copias de más; no devuelve la que falta.",
          en: "It prevents extra copies; it does not bring back a missing one.",
        },
      },
    ],
  },
];
