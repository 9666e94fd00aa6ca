/** What each claim of L3 advises when it fails. */
import type { Text } from "../types";

export const hints = {
  create: {
    es: 'createBroker con EngineType: "ACTIVEMQ", y en Users dos usuarios, cada uno con su Groups. Después, cloud.waitFor hasta que describeBroker diga RUNNING.',
    en: 'createBroker with EngineType: "ACTIVEMQ", and in Users two users, each with its Groups. Then cloud.waitFor until describeBroker says RUNNING.',
  },
  address: {
    es: 'Devuelve "failover:(" + el endpoint que empieza por ssl: + ")": así, una conexión que se corta vuelve sola.',
    en: 'Return "failover:(" + the endpoint that begins with ssl: + ")": a connection that breaks then comes back by itself.',
  },
  answer: {
    es: "En el almacén: await work(message.text), y un mensaje de texto con correlationId: message.JMSMessageID a message.JMSReplyTo.",
    en: "In the warehouse: await work(message.text), and a text message with correlationId: message.JMSMessageID to message.JMSReplyTo.",
  },
  ask: {
    es: "En la tienda: un consumidor de REPLIES que llama onReply(message.JMSCorrelationID, message.text), y un productor de ORDERS que pone replyTo.",
    en: "In the shop: a consumer of REPLIES that calls onReply(message.JMSCorrelationID, message.text), and a producer of ORDERS that sets replyTo.",
  },
  retry: {
    es: "No atrapes el error de work: en AUTO_ACKNOWLEDGE, un listener que lanza devuelve el mensaje, y vuelve un segundo después.",
    en: "Do not catch the error of work: in AUTO_ACKNOWLEDGE a listener that throws sends the message back, and it comes again a second later.",
  },
  persistent: {
    es: "Envía PERSISTENT (lo es si no dices otra cosa).",
    en: "Send PERSISTENT (it is, unless you say otherwise).",
  },
  traffic: {
    es: 'getMetricStatistics: Namespace "AWS/AmazonMQ", Dimensions Broker "NOMBRE-1" y Queue; suma los Sum de EnqueueCount y DequeueCount, y toma el último valor de QueueSize.',
    en: 'getMetricStatistics: Namespace "AWS/AmazonMQ", Dimensions Broker "NAME-1" and Queue; add up the Sum of EnqueueCount and DequeueCount, and take the latest value of QueueSize.',
  },
  rules: {
    es: "updateConfiguration sube el XML (en base64), updateBroker lo asigna, rebootBroker lo aplica. read, write y admin llevan grupos, no usuarios.",
    en: "updateConfiguration uploads the XML (in base64), updateBroker attaches it, rebootBroker applies it. read, write and admin hold groups, not users.",
  },
} satisfies Record<string, Text>;
