/**
 * The Student of a notebook: objects in the same process, behind the same rules as in the grader (see Student in ./types):
 * data is copied, copies remember their object, functions become callbacks.
 */
import { types } from "node:util";
import { Cloud } from "../../sdk/cloud";
import type { CloudOptions } from "../../sdk/options";
import { shown } from "./shown";
import { type Ran, type Remote, type RemoteCloud, type Student, StudentFault } from "./types";

const MAX_DEPTH = 100;
const MAX_NODES = 100_000; // objects in one value

/**
 * A Student over the names that a cell hands to check().
 * @param subjects the student's classes and functions by name
 */
export function localStudent(subjects: Record<string, unknown>): Student {
  const crossing = new Crossing();
  const named = (name: string, what: "class" | "function"): unknown => {
    const subject = subjects[name];
    if (typeof subject === "function") return subject;
    const found = name in subjects ? typeof subject : "nothing";
    throw new StudentFault("missing-name", {
      es: `Falta ${what === "class" ? "la clase" : "la función"} ${name}: se encontró ${found}.`,
      en: `The ${what} ${name} is missing: found ${found}.`,
    });
  };
  return {
    async construct(className, ...args) {
      const Class = named(className, "class") as new (...args: unknown[]) => object;
      return crossing.remoteOver(await attempt(() => new Class(...args.map((arg) => crossing.toStudent(arg)))));
    },
    async call(functionName, ...args) {
      const body = named(functionName, "function") as (...args: unknown[]) => unknown;
      return crossing.fromStudent(await attempt(() => body(...args.map((arg) => crossing.toStudent(arg)))));
    },
    remote(copy) {
      const original = crossing.originalOf(copy);
      if (original === undefined) throw new TypeError("remote: this value is no copy of an object of the student's");
      return crossing.remoteOver(original);
    },
    async cloud(options: CloudOptions): Promise<RemoteCloud> {
      const cloud = new Cloud(options);
      const record = cloud.record();
      const remote = crossing.remoteOver(cloud);
      return Object.assign(remote, { log: async () => record.log(), judge: async () => cloud });
    },
  };
}

/** The boundary: what goes in either direction, and which copy belongs to which object. */
class Crossing {
  /** Copies and Remotes on our side -> the student's objects. */
  readonly #originals = new WeakMap<object, object>();

  originalOf(value: unknown): object | undefined {
    return typeof value === "object" && value !== null ? this.#originals.get(value) : undefined;
  }

  remoteOver(target: object): Remote {
    let subject: object | undefined = target;
    const held = (): Record<string, unknown> => {
      if (subject === undefined) throw new TypeError("this Remote has been released");
      return subject as Record<string, unknown>;
    };
    const remote: Remote = {
      call: async (method, ...args) => {
        const body = held()[method];
        if (typeof body !== "function") throw missingMethod(held(), method);
        return this.fromStudent(
          await attempt(() =>
            body.apply(
              held(),
              args.map((arg) => this.toStudent(arg)),
            ),
          ),
        );
      },
      get: async (property) => this.fromStudent(await attempt(() => held()[property])),
      run: async (calls, see = []) => {
        const done: Ran[] = [];
        for (const [method, ...args] of calls) {
          const outcome = await remote.call(method, ...args).then(
            (gave) => ({ ok: true as const, gave }),
            (threw: unknown) => {
              if (threw instanceof StudentFault && threw.kind !== "threw") throw threw;
              return { ok: false as const, threw };
            },
          );
          const seen: Ran["seen"] = {};
          for (const property of see) seen[property] = await remote.get(property);
          done.push({ ...outcome, seen });
          if (!outcome.ok) break;
        }
        return done;
      },
      release: async () => {
        subject = undefined;
        this.#originals.delete(remote);
      },
    };
    this.#originals.set(remote, target);
    return remote;
  }

  /** An argument as the student's code receives it. */
  toStudent(value: unknown): unknown {
    return copy(value, {
      replace: (object) => this.#originals.get(object),
      callback:
        (body) =>
        (...args: unknown[]) =>
          this.#answerOf(body(...args.map((arg) => this.fromStudent(arg)))),
      copied: () => {},
    });
  }

  /** A result as the scenario receives it. */
  fromStudent(value: unknown): unknown {
    return copy(value, {
      replace: () => undefined,
      callback:
        (body) =>
        async (...args: unknown[]) =>
          this.fromStudent(await body(...args.map((arg) => this.toStudent(arg)))),
      copied: (original, twin) => this.#originals.set(twin, original),
    });
  }

  #answerOf(answer: unknown): unknown {
    if (types.isPromise(answer)) return answer.then((settled) => this.toStudent(settled));
    return this.toStudent(answer);
  }
}

interface CopyRules {
  /** What stands for an object instead of a copy, if anything. */
  replace(object: object): object | undefined;
  callback(body: (...args: unknown[]) => unknown): unknown;
  copied(original: object, twin: object): void;
}

function copy(value: unknown, rules: CopyRules): unknown {
  const twins = new Map<object, unknown>(); // an object met twice is one object in the copy, and cycles end
  const visit = (item: unknown, depth: number): unknown => {
    if (typeof item === "function") return rules.callback(item as (...args: unknown[]) => unknown);
    if (typeof item !== "object" || item === null) return item;
    if (twins.has(item)) return twins.get(item);
    const stand = rules.replace(item);
    if (stand !== undefined) return stand;
    if (depth > MAX_DEPTH || twins.size >= MAX_NODES) throw tooLarge();
    const keep = <T extends object>(twin: T): T => {
      twins.set(item, twin);
      rules.copied(item, twin);
      return twin;
    };
    if (types.isDate(item)) return keep(new Date(item.getTime()));
    if (ArrayBuffer.isView(item)) return keep(structuredClone(item));
    if (types.isNativeError(item)) return keep(copyError(item));
    if (Array.isArray(item)) {
      const twin: unknown[] = keep([]);
      for (const entry of item) twin.push(visit(entry, depth + 1));
      return twin;
    }
    if (types.isMap(item)) {
      const twin = keep(new Map<unknown, unknown>());
      for (const [key, entry] of item) twin.set(visit(key, depth + 1), visit(entry, depth + 1));
      return twin;
    }
    if (types.isSet(item)) {
      const twin = keep(new Set<unknown>());
      for (const entry of item) twin.add(visit(entry, depth + 1));
      return twin;
    }
    const twin: Record<string, unknown> = keep({});
    for (const key of dataKeys(item)) {
      const field = visit((item as Record<string, unknown>)[key], depth + 1);
      Object.defineProperty(twin, key, { value: field, enumerable: true, writable: true, configurable: true });
    }
    return twin;
  };
  return visit(value, 0);
}

/** Own enumerable fields, and the getters of the object's class. */
function dataKeys(item: object): Set<string> {
  const keys = new Set(Object.keys(item));
  for (let p = Object.getPrototypeOf(item); p !== null && p !== Object.prototype; p = Object.getPrototypeOf(p)) {
    for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(p))) {
      if (property.get !== undefined) keys.add(key);
    }
  }
  return keys;
}

function copyError(error: Error): Error {
  const twin = new Error(error.message);
  twin.name = error.name;
  if (error.stack !== undefined) twin.stack = error.stack;
  return twin;
}

function tooLarge(): StudentFault {
  return new StudentFault("not-data", {
    es: `Un valor es demasiado grande o profundo para mirarlo (más de ${MAX_NODES} objetos o ${MAX_DEPTH} niveles).`,
    en: `A value is too large or too deep to look at (more than ${MAX_NODES} objects or ${MAX_DEPTH} levels).`,
  });
}

/** Runs student code. What it throws goes on, as an Error in every case. */
async function attempt<T>(run: () => T): Promise<Awaited<T>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Error || types.isNativeError(error)) throw error;
    throw new StudentFault("threw", {
      es: `Se lanzó ${shown(error)}, que no es un Error.`,
      en: `It threw ${shown(error)}, which is no Error.`,
    });
  }
}

function missingMethod(target: object, method: string): StudentFault {
  const name = target.constructor?.name ?? "object";
  return new StudentFault("missing-method", {
    es: `${name} no tiene el método ${method}.`,
    en: `${name} has no method ${method}.`,
  });
}
