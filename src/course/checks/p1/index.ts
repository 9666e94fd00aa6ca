/**
 * P1, the visible part: one topic, several queues and functions, their permissions, processing, and what happens to what fails.
 * The student's functions run against a recorded cloud; what is judged is read from the judge's cloud, where the log of
 * their calls was replayed, and from the calls of the services and of the handler, which live on this side.
 */
import type { Check } from "../types";
import { delivery } from "./delivery";
import { failure } from "./failure";
import { processing } from "./processing";
import { wiring } from "./wiring";

export { deliveryFindings } from "./delivery";
export { type FanOutPlan, type FanOutRun, playFanOut } from "./play";
export { fanOutPlan } from "./read";

export const checks: Check[] = [wiring, delivery, processing, failure];
