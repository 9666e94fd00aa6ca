/** The public names of nubelab. Charts are in "nubelab/charts", exercises and checks in "nubelab/course". */

export type { ClientOptions } from "./sdk/caller";
// The cloud and its clients
export { Cloud, type WaitOptions } from "./sdk/cloud";
// Recording and replay, for graders
export type { CallLog, LoggedCall, Outcome, Recorder } from "./sdk/log";
// Brokers: what a client in the manner of JMS works with, and its exceptions
export * as jms from "./sdk/mq";
export type { CloudOptions } from "./sdk/options";
export type { Story, StoryLine } from "./sdk/story";
export type { Bill, BillOptions } from "./services/billing";
export type { Identities, Policy, PolicyInput } from "./services/iam";
export type { FunctionOptions, Handler, LambdaContext } from "./services/lambda";
export { type Anomalies, type Caller, ServiceError } from "./services/service";
// The simulation alone
// The language of charts, bills and stories
export {
  type Duration,
  type DurationUnits,
  EndlessRunError,
  Faults,
  type FaultWindow,
  type Language,
  language,
  NeverAnsweredError,
  OutsideWaitError,
  PoisonMessageError,
  type Process,
  ProcessFailedError,
  Random,
  type Scheduled,
  Simulation,
  type SimulationOptions,
  say,
  type Text,
  Trace,
  type TraceEvent,
  type TraceFilter,
  useLanguage,
  type Waiter,
} from "./sim";
