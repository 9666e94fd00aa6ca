/**
 * What SWF must do, one row a behaviour, each with where it is written: swf/decisions.ts (each decision and each cause by which
 * it fails), swf/executions.ts (start, signal, cancel, terminate, look), swf/tasks.ts (polls, answers, every time-out),
 * swf/registry.ts (domains, types, tags).
 * "API X": docs.aws.amazon.com/amazonswf/latest/apireference/API_X.html. "Guide: T": the page with that title of the Developer
 * Guide. "recorded X" and "reported X": found out on the real AWS by the authors of the issue or test named.
 */
import type { Case } from "./case";
import type { Gaps } from "./suite";
import { DECISIONS } from "./swf/decisions";
import { EXECUTIONS } from "./swf/executions";
import { REGISTRY } from "./swf/registry";
import { TASKS } from "./swf/tasks";

export const TITLE = "SWF";

/** None: all 39 operations are simulated. */
export const GAPS: Gaps = {};

export const CASES: Case[] = [...REGISTRY, ...EXECUTIONS, ...TASKS, ...DECISIONS];
