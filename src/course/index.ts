/** "nubelab/course": what the course's cells import. */
import "./questions";

// checks and questions
export { type CheckOptions, check } from "./check";
export { CheckFailed, CheckReport } from "./checks/report";
export type { CheckResult } from "./checks/run";
// the exercises' signatures
export * as exercises from "./exercises";
export { type LoadOptions, LoadReport, loadTest } from "./load";
// the student's own queue on the virtual clock
export { clockOf, type ObserveOptions, observe } from "./observe";
export { Prediction, predict } from "./predict";
export { SelfCheck, selfCheck } from "./self-check";
// a service that is a real thread
export { type ServiceFunction, ServiceThread, type ThreadContext, ThreadError, type ThreadOptions } from "./threads";
// the shop of P3
export { compareRuns, runShop, type Settings, ShopReport, type ShopRun } from "./tuning";
