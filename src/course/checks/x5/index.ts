/**
 * X5, the visible part: EventBridge and Target. Patterns that look inside, rules with several targets, deliveries that stand
 * on their own, and workflows of events that come to an end. hidden/x5.ts compares with a model, on the edges.
 */
import type { Check } from "../types";
import { failures } from "./failures";
import { pattern } from "./pattern";
import { rules } from "./rules";
import { workflow } from "./workflow";

export { reach } from "./pattern";
export { bus, put, rule, target } from "./steps";

export const checks: Check[] = [pattern, rules, failures, workflow];
