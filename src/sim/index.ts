/** The public names of the simulation. */
export type { Scheduled } from "./calendar";
export type { Duration, DurationUnits } from "./duration";
export { EndlessRunError, NeverAnsweredError, OutsideWaitError, ProcessFailedError } from "./errors";
export { type FaultKind, Faults, type FaultWindow, PoisonMessageError } from "./faults";
export { type Language, language, say, type Text, useLanguage } from "./language";
export { PassingMap } from "./passing-map";
export type { Process, ProcessState } from "./process";
export { Random } from "./random";
export { type RepeatOptions, Simulation, type SimulationOptions } from "./simulation";
export { type Name, type Subject, Trace, type TraceEvent, type TraceFields, type TraceFilter } from "./trace";
export type { Waiter } from "./waiter";
