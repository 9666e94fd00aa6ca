/**
 * Map: the same states for each item of a list; inline as iterations of this execution, or distributed as executions of their
 * own. Their outputs become a list, in the order of the items.
 * Source: Developer Guide, "Map workflow state"; texts as recorded (read 2026-11).
 */
import { Branches } from "../branches";
import { finish, pathInput } from "../data";
import type { MapState } from "../definition";
import { fillTemplate, queryError, readPath, runtimeError } from "../language";
import { INLINE_CONCURRENCY } from "../limits";
import type { Visit } from "../visit";
import { runDistributedMap } from "./distributed-map";

export function runMap(visit: Visit): void {
  const state = visit.step.state as MapState;
  const { ProcessorConfig: config } = state.ItemProcessor ?? state.Iterator ?? {};
  withNumber(visit, state, "MaxConcurrency", (most = 0) => {
    if (config?.Mode === "DISTRIBUTED") return runDistributedMap(visit, state, most);
    withItems(visit, state, (items) => iterate(visit, items, most));
  });
}

function iterate(visit: Visit, items: readonly unknown[], most: number): void {
  const state = visit.step.state as MapState;
  const block = visit.step.blocks[0]!;
  visit.event("MapStateStarted", { length: items.length });
  const branches = new Branches(visit, {
    count: items.length,
    concurrency: most === 0 ? INLINE_CONCURRENCY : Math.min(most, INLINE_CONCURRENCY),
    block: () => block,
    context: (index) => ({ Map: { Item: { Index: index, Value: items[index] } } }),
    begin: (flow) => withItem(visit, state, items[flow.index], flow.index, (input) => flow.begin(block.start, input)),
    labels: visit.step.iteration,
    succeeded(results) {
      const { last } = visit.flow;
      visit.event("MapStateSucceeded");
      visit.flow.last = last;
      finish(visit, results);
    },
  });
  branches.start();
}

/** What an item's iteration is given: ItemSelector (once Parameters) if there is one, else the item. */
export function withItem(
  visit: Visit,
  state: MapState,
  item: unknown,
  index: number,
  then: (input: unknown) => void,
): void {
  const selector = state.ItemSelector ?? (visit.step.isJsonata ? undefined : state.Parameters);
  if (selector === undefined) return then(item);
  const scope = visit.scopeWith({ Map: { Item: { Index: index, Value: item } } });
  if (visit.step.isJsonata) return visit.evaluate(selector, "ItemSelector", {}, then, undefined, scope);
  then(fillTemplate(selector, pathInput(visit), scope));
}

/** The list: ItemsPath or Items if given, else the state's input. */
export function withItems(visit: Visit, state: MapState, then: (items: readonly unknown[]) => void): void {
  if (visit.step.isJsonata) {
    if (state.Items !== undefined) {
      return visit.evaluate(state.Items, "Items", {}, (items) => then(items as unknown[]), "array");
    }
    if (Array.isArray(visit.input)) return then(visit.input);
    throw queryError(`Map state input must be an array but was: ${JSON.stringify(visit.input)}`, undefined);
  }
  const input = pathInput(visit);
  const { ItemsPath: path = "$" } = state;
  const items = path === "$" ? input : readPath(path, input, visit);
  if (Array.isArray(items)) return then(items);
  throw runtimeError(`Reference path "${path}" must point to array.`);
}

type NumberField = "MaxConcurrency" | "ToleratedFailureCount" | "ToleratedFailurePercentage";

/** A field that is a number, a path to one, or an expression. */
export function withNumber(
  visit: Visit,
  state: MapState,
  field: NumberField,
  then: (value: number | undefined) => void,
): void {
  const given = state[field];
  if (visit.step.isJsonata) {
    if (given === undefined) return then(undefined);
    const type = field === "ToleratedFailurePercentage" ? "number" : "integer";
    return visit.evaluate(given, field, {}, (value) => then(checked(field, value as number, true)), type);
  }
  const path = state[`${field}Path`];
  if (path === undefined) return then(given as number | undefined);
  const value = readPath(path, pathInput(visit), visit);
  // As recorded: text that reads as a number will do.
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (
    typeof number !== "number" ||
    Number.isNaN(number) ||
    (!Number.isInteger(number) && !field.endsWith("Percentage"))
  ) {
    const shown = typeof value === "string" ? value : JSON.stringify(value);
    throw runtimeError(`The ${field}Path field refers to value "${shown}" which is not a valid integer: ${path}`);
  }
  then(checked(field, number, false));
}

function checked(field: NumberField, value: number, isJsonata: boolean): number {
  const wrong = (why: string) => (isJsonata ? queryError(why, field) : runtimeError(why));
  if (value < 0) throw wrong(`${field} cannot be negative.`);
  if (field === "ToleratedFailurePercentage" && value > 100) throw wrong(`${field} must be between 0 and 100.`);
  return value;
}
