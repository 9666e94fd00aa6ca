/**
 * L6, the visible part: a domain and its types, a workflow with an automatic and a manual task, its completion, and silence.
 * The student's functions run against a recorded cloud; what is judged is read from the histories on the judge's cloud, where
 * the log of their calls was replayed, and from the calls of the machine's handler, which lives on this side.
 * Minima are judged, not shapes: more tasks, types and decisions than two are welcome.
 */
import type { Check } from "../types";
import { automatic } from "./automatic";
import { manual } from "./manual";
import { register } from "./register";
import { silence } from "./silence";

export { automaticFindings, refusing } from "./automatic";
export { answering, manualFindings } from "./manual";
export { playWorkflow, type WorkflowPlan, type WorkflowRun } from "./play";
export { workflowPlan } from "./read";
export { silenceFindings } from "./silence";

export const checks: Check[] = [register, automatic, manual, silence];
