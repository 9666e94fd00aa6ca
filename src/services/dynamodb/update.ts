/**
 * Applies an update expression to an item. Every operand is read from the item as it was before; the item itself is not
 * changed, a new one is returned. Source: Developer Guide, "Using update expressions" (read 2026-11).
 */
import { at } from "./condition";
import { invalid } from "./errors";
import type { Path, Section, UpdateOperand } from "./parsers";
import { addNumbers, type Item, isEqual, type Type, typeOf, type Value } from "./value";

const WRONG_TYPE = "An operand in the update expression has an incorrect data type";

/** Throws ValidationException when the update does not fit the item. */
export function applyUpdate(before: Item, sections: readonly Section[]): Item {
  const after = structuredClone(before);
  const values = sections.map(({ type, val }) => (type === "remove" ? undefined : operand(val, before)));
  // Elements of one list are removed from the end, or each removal would shift the next.
  const removals: Path[] = [];
  sections.forEach(({ type, path }, i) => {
    const [parent, name] = parentOf(after, path);
    const existing = at(path, before);
    const value = values[i];
    if (type === "remove") removals.push(path);
    else if (type === "set") put(parent, name, value!);
    else if (type === "add") put(parent, name, existing === undefined ? value! : added(existing, value!));
    else if (existing !== undefined) {
      const rest = without(existing, value!);
      if (rest === undefined) removals.push(path);
      else put(parent, name, rest);
    }
  });
  const place = (path: Path) => (typeof path.at(-1) === "number" ? (path.at(-1) as number) : -1);
  removals.sort((a, b) => place(b) - place(a));
  for (const path of removals) {
    const [parent, name] = parentOf(after, path);
    if (parent.L !== undefined) {
      if ((name as number) < parent.L.length) parent.L.splice(name as number, 1);
    } else delete parent.M![name];
  }
  return after;
}

/** The map or list that holds the last step of a path. */
function parentOf(item: Item, path: Path): [parent: Value, name: string | number] {
  const parent = path.length === 1 ? { M: item } : at(path.slice(0, -1), item);
  const name = path.at(-1)!;
  if (parent === undefined || (typeof name === "number" ? parent.L : parent.M) === undefined) {
    throw invalid("The document path provided in the update expression is invalid for update");
  }
  return [parent, name];
}

function put(parent: Value, name: string | number, value: Value): void {
  if (parent.L !== undefined) {
    // A place beyond the end means the end.
    if ((name as number) >= parent.L.length) parent.L.push(value);
    else parent.L[name as number] = value;
  } else Object.defineProperty(parent.M!, name, { value, enumerable: true, writable: true, configurable: true });
}

function operand(given: UpdateOperand, item: Item): Value {
  if (Array.isArray(given)) {
    const value = at(given, item);
    if (value === undefined) {
      throw invalid("The provided expression refers to an attribute that does not exist in the item");
    }
    return value;
  }
  if (!("args" in given)) return given as Value;
  const [first, second] = given.args as [UpdateOperand, UpdateOperand];
  if (given.name === "if_not_exists") return at(first as Path, item) ?? operand(second, item);
  const [a, b] = [operand(first, item), operand(second, item)];
  if (given.name === "list_append") {
    if (a.L === undefined || b.L === undefined) throw invalid(WRONG_TYPE);
    return { L: [...a.L, ...b.L] };
  }
  if (a.N === undefined || b.N === undefined) throw invalid(WRONG_TYPE);
  return { N: addNumbers(a.N, b.N, given.type === "add" ? 1 : -1) };
}

function added(existing: Value, value: Value): Value {
  const type = sameType(existing, value);
  if (type === "N") return { N: addNumbers(existing.N!, value.N!) };
  const fresh = members(value, type).filter((each) => !has(existing, type, each));
  return { [type]: [...members(existing, type), ...fresh] };
}

/** undefined: nothing is left of the set. */
function without(existing: Value, value: Value): Value | undefined {
  const type = sameType(existing, value);
  const rest = members(existing, type).filter((each) => !has(value, type, each));
  return rest.length === 0 ? undefined : { [type]: rest };
}

function sameType(existing: Value, value: Value): Type {
  const type = typeOf(value);
  if (typeOf(existing) !== type) throw invalid(WRONG_TYPE);
  return type;
}

function members(value: Value, type: Type): (string | Uint8Array)[] {
  return value[type] as (string | Uint8Array)[];
}

function has(value: Value, type: Type, member: string | Uint8Array): boolean {
  const single = type[0]!;
  return members(value, type).some((each) => isEqual({ [single]: each } as Value, { [single]: member } as Value));
}
