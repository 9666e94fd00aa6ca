/**
 * Many patterns compiled into one automaton: a tree of fields in which patterns that begin alike share their way. The time
 * for an event depends on the fields that it meets, hardly on the number of patterns. Patterns come and go at any time.
 *
 * The tree tests each field alone, which is all there is to it unless the event has lists of objects: then the patterns
 * that it finds are read once more, for fields that must be met within the same element.
 */
import { type BoundField, bind, meets } from "./evaluate";
import { FieldIndex } from "./field-index";
import { Paths } from "./paths";
import type { Alternative, Pattern } from "./syntax";

interface Entry<T> {
  rule: T;
  order: number;
  pattern: Pattern;
  found: number;
}

interface Leaf<T> {
  entry: Entry<T>;
  fields: readonly BoundField[];
}

class Node<T> {
  readonly indexes: FieldIndex<Node<T>>[] = [];
  readonly byPath = new Map<string, FieldIndex<Node<T>>>();
  readonly leaves = new Set<Leaf<T>>();
}

/** Asked first: most patterns name them, and they tell events apart best. The others follow by name. */
const FIRST = ["source", "detail-type"];

export class Machine<T> {
  readonly #entries = new Map<T, Entry<T>>();
  #root = new Node<T>();
  #paths = new Paths();
  #order = 0;
  #events = 0;
  #removed = 0;

  /** Patterns that are in it. */
  get size(): number {
    return this.#entries.size;
  }

  /** Adds a rule, or gives it another pattern. */
  set(rule: T, pattern: Pattern): void {
    const order = this.#entries.get(rule)?.order ?? this.#order++;
    this.delete(rule);
    const entry = { rule, order, pattern, found: 0 };
    this.#entries.set(rule, entry);
    for (const alternative of pattern.alternatives) this.#insert(alternative, entry);
  }

  /** Takes a rule out. Returns false when it was not in. */
  delete(rule: T): boolean {
    const entry = this.#entries.get(rule);
    if (entry === undefined) return false;
    this.#entries.delete(rule);
    for (const alternative of entry.pattern.alternatives) {
      const node = this.#walk(alternative);
      for (const leaf of node.leaves) if (leaf.entry === entry) node.leaves.delete(leaf);
    }
    // Ways that lead nowhere stay until they are as many as the others.
    if (++this.#removed > this.#entries.size) this.#rebuild();
    return true;
  }

  /** The rules whose patterns the event meets, in the order in which they were first set. */
  match(event: object): T[] {
    const paths = this.#paths;
    paths.read(event);
    const round = ++this.#events;
    const found: Entry<T>[] = [];
    const visit = (node: Node<T>): void => {
      for (const leaf of node.leaves) {
        const { entry, fields } = leaf;
        if (entry.found === round) continue;
        if (paths.hasPlaces && !meets(fields, paths)) continue;
        entry.found = round;
        found.push(entry);
      }
      for (const index of node.indexes) index.find(paths, visit);
    };
    visit(this.#root);
    for (let i = 1; i < found.length; i++) {
      if (found[i]!.order > found[i - 1]!.order) continue;
      found.sort((a, b) => a.order - b.order);
      break;
    }
    return found.map((entry) => entry.rule);
  }

  #insert(alternative: Alternative, entry: Entry<T>): void {
    this.#walk(alternative).leaves.add({ entry, fields: bind(alternative, this.#paths) });
  }

  /** The node at the end of the alternative's way; makes what is missing. */
  #walk(alternative: Alternative): Node<T> {
    let node = this.#root;
    for (const { path, tests } of inOrder(alternative)) {
      let index = node.byPath.get(path);
      if (index === undefined) {
        index = new FieldIndex<Node<T>>(this.#paths.field(path));
        node.byPath.set(path, index);
        node.indexes.push(index);
      }
      node = index.node(tests, () => new Node<T>());
    }
    return node;
  }

  #rebuild(): void {
    this.#root = new Node();
    this.#paths = new Paths();
    this.#removed = 0;
    for (const entry of this.#entries.values()) {
      for (const alternative of entry.pattern.alternatives) this.#insert(alternative, entry);
    }
  }
}

function inOrder(alternative: Alternative): Alternative {
  const rank = (path: string) => (FIRST.includes(path) ? FIRST.indexOf(path) : FIRST.length);
  return [...alternative].sort((a, b) => rank(a.path) - rank(b.path)); // stable: the others stay sorted by name
}
