/** X7, the hidden part: scripts on the edges of expiry, compared call by call with a plain model of the statement. */
import type { HiddenCheck } from "../types";
import { accounts } from "./x7/accounts";
import { expiry } from "./x7/expiry";
import { priority } from "./x7/priority";
import { sweeping } from "./x7/sweep";

export const hiddenChecks: HiddenCheck[] = [priority, expiry, sweeping, accounts];
