/** Self-checks of unit 03: one idea each, every wrong option a mistake that people make. */
import type { SelfQuestion } from "../self-check";

export const mqQuestions: SelfQuestion[] = [
  {
    id: "t8.choose",
    item: "T8",
    question: {
      es: "Un banco tiene doscientos programas que hablan JMS y los muda a AWS. ¿Qué eliges, y por qué?",
      en: "A bank has two hundred programs that speak JMS and moves them to AWS. What do you choose, and why?",
    },
    options: [
      {
        text: {
          es: "SQS, porque Amazon MQ no guarda los mensajes",
          en: "SQS, because Amazon MQ does not keep messages",
        },
        why: { es: "Los guarda, si se envían PERSISTENT.", en: "It keeps them when they are sent PERSISTENT." },
      },
      {
        text: {
          es: "Amazon MQ: los programas cambian de dirección, no de código",
          en: "Amazon MQ: the programs change an address, not their code",
        },
        right: true,
        why: {
          es: "Habla los protocolos que ya usan. SQS tiene su propia API.",
          en: "It speaks the protocols that they already use. SQS has an API of its own.",
        },
      },
      {
        text: { es: "Amazon MQ, porque SQS no ordena", en: "Amazon MQ, because SQS does not order" },
        why: { es: "SQS FIFO ordena, por grupo.", en: "SQS FIFO orders, by group." },
      },
      {
        text: { es: "Amazon MQ, porque es más barato parado", en: "Amazon MQ, because it is cheaper when idle" },
        why: {
          es: "Al revés: un broker cobra por hora aunque nadie envíe nada.",
          en: "The other way round: a broker charges by the hour even when nobody sends anything.",
        },
      },
    ],
  },
  {
    id: "t8.rollback",
    item: "T8",
    question: {
      es: "En una sesión con transacciones recibes un pago, envías un recibo y haces rollback. ¿Qué ven los demás?",
      en: "In a transacted session you receive a payment, send a receipt and roll back. What do the others see?",
    },
    options: [
      {
        text: { es: "El recibo, y el pago otra vez en la cola", en: "The receipt, and the payment back in the queue" },
        why: {
          es: "Lo enviado dentro de la transacción no se ve hasta commit.",
          en: "What is sent within the transaction is not seen before commit.",
        },
      },
      {
        text: { es: "Ningún recibo, y el pago se perdió", en: "No receipt, and the payment is lost" },
        why: { es: "Lo recibido vuelve a la cola.", en: "What was received goes back to the queue." },
      },
      {
        text: {
          es: "Ningún recibo, y el pago otra vez en la cola",
          en: "No receipt, and the payment back in the queue",
        },
        right: true,
        why: {
          es: "Todo o nada: como si no hubiera pasado, salvo que la próxima entrega cuenta como segunda.",
          en: "All or nothing: as if it had not happened, except that the next delivery counts as the second.",
        },
      },
    ],
  },
];
