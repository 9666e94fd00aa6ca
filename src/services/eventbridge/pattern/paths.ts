/**
 * The fields of an event that patterns ask for. The event is walked once, along the steps that some pattern uses; lists are
 * walked through, so that each of their elements is a value of the field. Only leaves are fields: an empty list or object is
 * a missing one.
 */
import type { Scalar } from "./syntax";

/** Which element of which list of objects a value stands in; outer lists follow by `outer`. */
export interface Place {
  list: number;
  element: number;
  outer: Place | undefined;
}

/** The values of one field in the event being matched. */
export class FieldValues {
  values: Scalar[] = [];
  places: (Place | undefined)[] = [];
  event = -1;
  constructor(readonly path: string) {}
}

class Step {
  readonly next = new Map<string, Step>();
  leaf: FieldValues | undefined;
}

export class Paths {
  readonly #root = new Step();
  readonly #leaves = new Map<string, FieldValues>();
  #event = 0;
  #lists = 0;
  /** The event read last has values inside lists of objects. */
  hasPlaces = false;

  /** The field's values, filled by each `read`. */
  field(path: string): FieldValues {
    let leaf = this.#leaves.get(path);
    if (leaf === undefined) {
      leaf = new FieldValues(path);
      this.#leaves.set(path, leaf);
      // AWS joins steps by dots and forgets where one ended.
      let step = this.#root;
      for (const name of path.split(".")) {
        let next = step.next.get(name);
        if (next === undefined) {
          next = new Step();
          step.next.set(name, next);
        }
        step = next;
      }
      step.leaf = leaf;
    }
    return leaf;
  }

  /** True when the event read last has such a field. */
  has(field: FieldValues): boolean {
    return field.event === this.#event;
  }

  read(event: object): void {
    this.#event++;
    this.#lists = 0;
    this.hasPlaces = false;
    this.#object(event as Record<string, unknown>, this.#root, undefined);
  }

  #object(object: Record<string, unknown>, step: Step, place: Place | undefined): void {
    for (const name in object) {
      const next = step.next.get(name) ?? (name.includes(".") ? dotted(step, name) : undefined);
      if (next !== undefined) this.#value(object[name], next, place);
    }
  }

  #value(value: unknown, step: Step, place: Place | undefined): void {
    if (typeof value !== "object" || value === null) {
      if (step.leaf !== undefined) this.#add(step.leaf, value as Scalar, place);
    } else if (Array.isArray(value)) {
      const list = this.#lists++;
      for (let element = 0; element < value.length; element++) {
        const each = value[element];
        // A plain value in a list belongs to the list as a whole; objects and lists belong to their element.
        const inside = typeof each === "object" && each !== null ? { list, element, outer: place } : place;
        this.#value(each, step, inside);
      }
    } else this.#object(value as Record<string, unknown>, step, place);
  }

  #add(leaf: FieldValues, value: Scalar, place: Place | undefined): void {
    if (leaf.event !== this.#event) {
      leaf.event = this.#event;
      leaf.values.length = 0;
      leaf.places.length = 0;
    }
    leaf.values.push(value);
    leaf.places.push(place);
    if (place !== undefined) this.hasPlaces = true;
  }
}

function dotted(from: Step, name: string): Step | undefined {
  let step: Step | undefined = from;
  for (const part of name.split(".")) step = step?.next.get(part);
  return step;
}
