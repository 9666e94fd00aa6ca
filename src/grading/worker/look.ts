/** Looking at a value of the student's without trusting it: as short text, by its readable fields, as a generator. */
import { pristine as P } from "./primordials";

/** Any value as short text, for messages: never runs the value's own code beyond primitives. */
export function brief(value: unknown, length = 500): string {
  if (typeof value === "string") return value.length > length ? `${P.slice(value, 0, length)}...` : value;
  if (typeof value === "symbol" || typeof value === "function" || (typeof value === "object" && value !== null)) {
    return `(${typeof value})`;
  }
  return `${value}`;
}

/** Own enumerable fields, then the getters of the object's class (`get body()`), which are data to a reader. */
export function readableKeys(value: object): string[] {
  const keys: string[] = [];
  const seen = new P.Map<string, true>();
  let at: object | null = value;
  for (let hops = 0; at !== null && at !== P.objectPrototype && hops < 20; hops++) {
    const own: (string | symbol)[] = P.ownKeys(at);
    for (let i = 0; i < own.length; i++) {
      const key = own[i];
      if (typeof key !== "string" || P.mapGet(seen, key)) continue;
      const descriptor = P.descriptor(at, key);
      const isData = at === value ? descriptor?.enumerable : descriptor?.get !== undefined && key !== "__proto__";
      if (!isData) continue;
      P.mapSet(seen, key, true);
      keys[keys.length] = key;
    }
    at = P.getPrototypeOf(at);
  }
  return keys;
}

const generatorPrototypes = [
  P.getPrototypeOf(P.getPrototypeOf((function* () {})()) as object),
  P.getPrototypeOf(P.getPrototypeOf((async function* () {})()) as object),
];

/** Made by function* or async function*: crosses as a handle with next and return. */
export function isGenerator(value: object): boolean {
  let at: object | null = value;
  for (let hops = 0; at !== null && hops < 4; hops++) {
    if (at === generatorPrototypes[0] || at === generatorPrototypes[1]) return true;
    at = P.getPrototypeOf(at);
  }
  return false;
}
