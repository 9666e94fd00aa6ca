/** What each claim of L2 advises when it fails. */
import type { Text } from "../types";

export const hints = {
  attributes: {
    es: "FIFO: el nombre termina en .fifo y Attributes lleva FifoQueue: 'true'. RedrivePolicy es un JSON con deadLetterTargetArn y maxReceiveCount.",
    en: "FIFO: the name ends in .fifo and Attributes has FifoQueue: 'true'. RedrivePolicy is a JSON with deadLetterTargetArn and maxReceiveCount.",
  },
  visibility: {
    es: "receiver se detiene cuando un sondeo largo de 20 s no trae nada: un mensaje que falló tiene que volver antes. VisibilityTimeout: '10'.",
    en: "receiver stops when a 20 s long poll brings nothing: a failed message has to come back sooner. VisibilityTimeout: '10'.",
  },
  body: {
    es: "MessageBody: JSON.stringify(order), una vez a cada cola.",
    en: "MessageBody: JSON.stringify(order), once to each queue.",
  },
  group: {
    es: "En la cola FIFO: MessageGroupId: order.customer y MessageDeduplicationId: order.id.",
    en: "On the FIFO queue: MessageGroupId: order.customer and MessageDeduplicationId: order.id.",
  },
  batch: {
    es: "Un lote lleva de 1 a 10 mensajes: parte la lista, y no mandes un lote vacío.",
    en: "A batch holds 1 to 10 messages: split the list, and send no empty batch.",
  },
  handle: {
    es: "Por cada mensaje: handler(JSON.parse(message.Body!), intento) y, si no lanzó, deleteMessage con su ReceiptHandle.",
    en: "For each message: handler(JSON.parse(message.Body!), attempt) and, if it did not throw, deleteMessage with its ReceiptHandle.",
  },
  attempt: {
    es: "Pide MessageSystemAttributeNames: ['ApproximateReceiveCount'] y conviértelo con Number(...).",
    en: "Ask for MessageSystemAttributeNames: ['ApproximateReceiveCount'] and turn it into a number with Number(...).",
  },
  wait: {
    es: "WaitTimeSeconds: 20. Un sondeo corto en bucle paga cada respuesta vacía.",
    en: "WaitTimeSeconds: 20. A short poll in a loop pays for every empty answer.",
  },
  retry: {
    es: "Si el handler lanza, no borres: el mensaje vuelve solo al vencer su visibilidad, y al cuarto intento SQS lo pasa a la cola de mensajes muertos.",
    en: "If the handler throws, do not delete: the message comes back by itself when its visibility ends, and instead of a fourth try SQS moves it to the dead-letter queue.",
  },
  group_order: {
    es: "Atrapa el error por mensaje. En FIFO, si uno falla, los siguientes de su grupo en la misma respuesta no se procesan: déjalos volver.",
    en: "Catch the error per message. In FIFO, when one fails, the later ones of its group in the same answer are not processed: let them come back.",
  },
} satisfies Record<string, Text>;
