/** X2, the hidden part: scripts on the edges, played against the student's queue and against a plain model of the statement. */
import type { HiddenCheck } from "../types";
import { flow } from "./x2/flow";
import { limit } from "./x2/limit";
import { order } from "./x2/order";
import { retry } from "./x2/retry";

export const hiddenChecks: HiddenCheck[] = [order, retry, limit, flow];
