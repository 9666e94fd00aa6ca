/**
 * To know which cell a promise or a timer belongs to, Node (before 24) writes that on it, as properties that util.inspect would show with
 * the whole cell in them. They are hidden when one is first shown.
 */
import { inspect } from "node:util";

/** Descriptions of the symbols. */
const CONTEXT = new Set(["async_id_symbol", "trigger_async_id_symbol", "kResourceStore"]);

export function hideContext(): void {
  const timer = setTimeout(() => {});
  clearTimeout(timer);
  const immediate = setImmediate(() => {});
  clearImmediate(immediate);
  for (const kind of [Promise.prototype, Object.getPrototypeOf(timer), Object.getPrototypeOf(immediate)]) {
    Object.defineProperty(kind, inspect.custom, { value: show, configurable: true, writable: true });
  }
}

/** Shows it as Node would. Once hidden, the properties stay so, and Node shows it by itself. */
function show(this: object, depth: number, options: object): unknown {
  for (const symbol of Object.getOwnPropertySymbols(this)) {
    if (CONTEXT.has(symbol.description ?? "")) Reflect.defineProperty(this, symbol, { enumerable: false });
  }
  const isOwn = Reflect.defineProperty(this, inspect.custom, { value: undefined, configurable: true, writable: true });
  return inspect(this, { ...options, depth, ...(!isOwn && { customInspect: false }) }); // a frozen one takes no property
}
