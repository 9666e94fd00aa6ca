/**
 * The States Language as the engine sees it: paths and templates of JSONPath, expressions of JSONata, choice rules,
 * validation, and the tasks' integrations. All of it is pure but the integrations, which call other services.
 */
import type { Random } from "../../sim";

/** What expressions can see besides their input. */
export interface Scope {
  /** The context object, `$$` in JSONPath and `$states.context` in JSONata. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Variables by name, without `$`. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** For States.UUID, States.MathRandom without a seed, $uuid and $random. */
  readonly random: Random;
  /** Epoch milliseconds of the virtual clock. */
  now(): number;
}

export { choose, chooseByCondition } from "./choice";
export type * from "./definition";
export { queryLanguageOf } from "./definition";
export { integrationFor } from "./integrations";
export { type Child, readItems, transformed, type Written, writeResults } from "./item-reader";
export { evaluate, evaluateAs, hasExpressions, type JsonataStates, type JsonType } from "./jsonata";
export { fillTemplate, isReferencePath, readPath, readPathFor, writePath } from "./paths";
export { inState, queryError, runtimeError, StatesError } from "./states-error";
export { type Diagnostic, type Validation, validateDefinition } from "./validation";
