/** The event pattern language: read a pattern, and match events against one pattern or against thousands. */
export { Machine } from "./machine";
export { parsePattern } from "./parse";
export { matchesPattern, whyUnmet } from "./single";
export { type Dialect, EVENTBRIDGE, type Pattern, SNS } from "./syntax";
export { PatternError } from "./tokens";
