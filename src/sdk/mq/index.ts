/** The client of a broker in the manner of JMS, on the virtual clock. */
export { Broker, Connection, type ConnectionSettings } from "./connection";
export * from "./errors";
export {
  type DeliveryMode,
  Destination,
  Message,
  type MessageOptions,
  type PropertyValue,
} from "./message";
export { QueueRequestor } from "./requestor";
export {
  type ConsumerSettings,
  MessageConsumer,
  type MessageListener,
  MessageProducer,
  type SendOptions,
  Session,
} from "./session";
export { type BrokerOptions, startBroker } from "./start";
