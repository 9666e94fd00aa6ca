/** Self-checks of unit 08: one idea each, every wrong option a mistake that people make. */
import type { SelfQuestion } from "../self-check";

export const monitoringQuestions: SelfQuestion[] = [
  {
    id: "p3.age",
    item: "P3",
    question: {
      es: "Una cola siempre tiene unos 500 mensajes y el cliente espera 2 s. ¿Qué alarma pones?",
      en: "A queue always holds some 500 messages and customers wait 2 s. Which alarm do you set?",
    },
    options: [
      {
        text: { es: "Más de 100 mensajes visibles", en: "More than 100 visible messages" },
        why: {
          es: "Sonaría siempre, y una alarma que siempre suena nadie la oye.",
          en: "It would always be on, and nobody hears an alarm that is always on.",
        },
      },
      {
        text: { es: "La edad del mensaje más viejo, más de 60 s", en: "Age of the oldest message above 60 s" },
        right: true,
        why: {
          es: "Mide lo que le pasa al cliente, haya 5 mensajes o 5 000.",
          en: "It measures what happens to a customer, be there 5 messages or 5,000.",
        },
      },
      {
        text: { es: "Cero mensajes recibidos en un minuto", en: "No messages received in a minute" },
        why: {
          es: "Ve a los consumidores caídos, pero no a los lentos; y de noche suena sin motivo.",
          en: "It sees consumers that are down, not slow ones; and at night it goes off for nothing.",
        },
      },
      {
        text: { es: "Ninguna: 2 s está bien", en: "None: 2 s is fine" },
        why: { es: "Hoy. La alarma es para el día que no.", en: "Today. The alarm is for the day when it is not." },
      },
    ],
  },
  {
    id: "p3.knobs",
    item: "P3",
    question: {
      es: "El p95 son 30,6 s y la visibilidad 30 s. Siete de cada cien fallan a la primera. ¿Qué giras?",
      en: "The p95 is 30.6 s and the visibility 30 s. Seven in a hundred fail at first. Which knob do you turn?",
    },
    options: [
      {
        text: { es: "Más trabajadores", en: "More workers" },
        why: {
          es: "El tiempo no se va esperando a un trabajador, sino a que venza el préstamo.",
          en: "The time is not spent waiting for a worker but for the loan to end.",
        },
      },
      {
        text: { es: "Lotes más grandes", en: "Larger batches" },
        why: { es: "Abaratan; aquí no aceleran nada.", en: "They make it cheaper; here they speed nothing up." },
      },
      {
        text: {
          es: "Visibilidad más corta, sin bajar de lo que tarda el lote",
          en: "Shorter visibility, but not below what the batch takes",
        },
        right: true,
        why: {
          es: "Los que fallaron vuelven antes; por debajo del trabajo del lote, se trabajaría dos veces.",
          en: "Those that failed come back sooner; below the work of a batch, work would be done twice.",
        },
      },
      {
        text: { es: "maxReceiveCount 1", en: "maxReceiveCount 1" },
        why: {
          es: "Abandona a los siete de cada cien que fallaron: 95 de cien ya no llegan nunca.",
          en: "It gives up the seven in a hundred that failed: 95 in a hundred never get there.",
        },
      },
    ],
  },
  {
    id: "mon.which",
    item: "P3",
    question: {
      es: "Un pago aprobado debe llegar a contabilidad (que a veces está caída), al cliente por correo y a un flujo con pasos. ¿Cómo?",
      en: "An approved payment has to reach accounting (down at times), the customer by mail, and a flow with steps. How?",
    },
    options: [
      {
        text: { es: "Una cola SQS que los tres leen", en: "One SQS queue that all three read" },
        why: {
          es: "Cada mensaje lo recibe uno: los otros dos no se enterarían.",
          en: "Each message goes to one of them: the other two would not hear of it.",
        },
      },
      {
        text: {
          es: "SNS: una cola SQS para contabilidad, el correo, y una función que inicia el flujo",
          en: "SNS: an SQS queue for accounting, the mail, and a function that starts the flow",
        },
        right: true,
        why: {
          es: "Una copia por interesado, y la cola guarda lo de contabilidad mientras está caída.",
          en: "One copy for each, and the queue keeps accounting's while it is down.",
        },
      },
      {
        text: { es: "SNS directo a los tres", en: "SNS straight to all three" },
        why: {
          es: "Cuando contabilidad cae más tiempo del que SNS reintenta, se pierde lo suyo.",
          en: "When accounting is down for longer than SNS retries, its copy is lost.",
        },
      },
      {
        text: { es: "Amazon MQ, por las transacciones", en: "Amazon MQ, for its transactions" },
        why: {
          es: "Sirve, pero pagas un broker por hora para algo que nadie pidió por JMS.",
          en: "It works, but you pay for a broker by the hour for something that nobody asked for by JMS.",
        },
      },
    ],
  },
];
