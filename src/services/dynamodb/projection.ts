/** The part of an item that a projection names. Elements of a list close up, in the list's own order. */
import { at } from "./condition";
import type { Path } from "./parsers";
import type { Item, Value } from "./value";

interface Branch {
  /** Wanted whole. */
  whole: boolean;
  children: Map<string | number, Branch>;
}

export function project(item: Item, paths: readonly Path[]): Item {
  const root: Branch = { whole: false, children: new Map() };
  for (const path of paths) {
    if (at(path, item) !== undefined) grow(root, path);
  }
  return take({ M: item }, root).M!;
}

function grow(root: Branch, path: Path): void {
  let branch = root;
  for (const piece of path) {
    let next = branch.children.get(piece);
    if (next === undefined) {
      next = { whole: false, children: new Map() };
      branch.children.set(piece, next);
    }
    branch = next;
  }
  branch.whole = true;
}

function take(value: Value, { whole, children }: Branch): Value {
  if (whole) return value;
  if (value.L !== undefined) {
    const places = [...children.keys()].sort((a, b) => Number(a) - Number(b)) as number[];
    return { L: places.map((place) => take(value.L![place]!, children.get(place)!)) };
  }
  return {
    M: Object.fromEntries([...children].map(([name, branch]) => [name, take(value.M![name]!, branch)])),
  };
}
