/**
 * The Student of the grader: the same rules as the notebook's (see Student in course/checks/types), with the student's objects
 * behind a worker. A lab's cloud is judged on a replay made here; the worker's word is never taken for it.
 */

import { shown } from "../../course/checks/shown";
import type { Ran, Remote, RemoteCloud, Student } from "../../course/checks/types";
import { StudentFault } from "../../course/checks/types";
import type { CallLog, Cloud, CloudOptions } from "../../sdk";
import { replay } from "../../sdk/replay";
import type { Verb } from "../worker/protocol";
import { RefusedRequest, type Settled, Thrown, type WorkerPeer } from "./peer";

/** Bounds on a log that the supervisor will replay: its own time is at stake. Far above what a lab needs. */
const REPLAY_LIMITS = { calls: 5_000, events: 200_000 };

/** Client packages that a log may name. */
export type Clients = Readonly<Record<string, object>>;

export function remoteStudent(peer: WorkerPeer, clients: Clients): Student {
  peer.hooks.opaque = (id, what) => (what === "generator" ? iteratorOver(peer, id) : remoteOver(peer, id));
  return {
    construct: async (className, ...args) => {
      const made = await ask(peer, "new", { name: className, args });
      if (!isRemote(made)) throw notAnObject(className);
      return made;
    },
    call: (functionName, ...args) => ask(peer, "call", { name: functionName, args }),
    remote(copy) {
      const id = peer.values.theirId(copy);
      if (id === undefined) throw new TypeError("remote: this value is no copy of an object of the student's");
      return isRemote(copy) ? copy : remoteOver(peer, id);
    },
    cloud: async (options) => {
      if (options.faults) throw new TypeError("student.cloud: faults is a function and cannot cross to the worker");
      const remote = await ask(peer, "cloud", { args: [options] });
      if (!isRemote(remote)) throw notAnObject("Cloud");
      return cloudOver(peer, remote, options, clients);
    },
  };
}

function cloudOver(peer: WorkerPeer, remote: Remote, options: CloudOptions, clients: Clients): RemoteCloud {
  const log = async () => (await ask(peer, "log", { target: peer.values.theirId(remote) })) as CallLog;
  return Object.assign(remote, { log, judge: async () => replayed(await log(), options, clients) });
}

async function replayed(log: unknown, cloud: CloudOptions, clients: Clients): Promise<Cloud> {
  const { calls, end } = (log ?? {}) as { calls?: unknown[]; end?: { events?: number } };
  const isHuge = (calls?.length ?? 0) > REPLAY_LIMITS.calls || (end?.events ?? 0) > REPLAY_LIMITS.events;
  const outcome = isHuge
    ? { holds: false as const, reason: `it has more than ${REPLAY_LIMITS.calls} calls` }
    : await replay(log, { cloud, clients });
  if (outcome.holds) return outcome.cloud;
  throw new StudentFault("forged", {
    es: `El registro de llamadas no es el de una ejecución de esta nube: ${outcome.reason}.`,
    en: `The log of calls is not that of a run of this cloud: ${outcome.reason}.`,
  });
}

interface Asked {
  target?: string;
  name?: string;
  args?: unknown[];
}

function remoteOver(peer: WorkerPeer, id: string): Remote {
  let released = false;
  const held = (): string => {
    if (released) throw new TypeError("this Remote has been released");
    return id;
  };
  const remote: Remote = {
    call: async (method, ...args) => ask(peer, "call", { target: held(), name: method, args }),
    get: async (property) => ask(peer, "get", { target: held(), name: property }),
    run: async (calls, see = []) => {
      const list = calls.map(([name, ...args]) => ({ name, args }));
      const called = await peer.run(held(), list, see).catch((error) => {
        throw told(error, "run");
      });
      return called.map((call): Ran => {
        const seen = Object.fromEntries(call.seen.map((each, i) => [see[i], valueIn(each, "get")]));
        if (call.ok) return { ok: true, gave: call.value, seen };
        if (call.error instanceof RefusedRequest) throw told(call.error, "run");
        return { ok: false, threw: told(call.error, "run"), seen };
      });
    },
    release: async () => {
      if (released) return;
      released = true;
      await ask(peer, "release", { target: id });
    },
  };
  peer.values.alias(id, remote);
  return remote;
}

/** A generator of the student's, to be walked with `for await`. */
function iteratorOver(peer: WorkerPeer, id: string): AsyncIterableIterator<unknown> {
  const step = async (verb: "next" | "return", args: unknown[]): Promise<IteratorResult<unknown>> => {
    const result = await ask(peer, verb, { target: id, args });
    const { done, value } = (result ?? {}) as { done?: unknown; value?: unknown };
    return done === true ? { done: true, value } : { done: false, value };
  };
  return {
    next: (...args: unknown[]) => step("next", args),
    return: (value?: unknown) => step("return", [value]),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A request whose failure is put in the learner's words. */
async function ask(peer: WorkerPeer, verb: Verb, what: Asked): Promise<unknown> {
  try {
    return await peer.request(verb, what);
  } catch (error) {
    throw told(error, verb);
  }
}

function valueIn(settled: Settled, verb: Verb): unknown {
  if (settled.ok) return settled.value;
  throw told(settled.error, verb);
}

/** What a scenario gets to see of a failure. */
function told(error: unknown, verb: Verb): unknown {
  if (error instanceof RefusedRequest) return faultOf(error, verb);
  if (!(error instanceof Thrown)) return error;
  if (error.value instanceof Error) return error.value;
  return new StudentFault("threw", {
    es: `Se lanzó ${shown(error.value)}, que no es un Error.`,
    en: `It threw ${shown(error.value)}, which is no Error.`,
  });
}

function faultOf({ refusal, detail }: RefusedRequest, verb: Verb): StudentFault {
  switch (refusal) {
    case "missing-name": {
      const what = verb === "new" ? { es: "la clase", en: "class" } : { es: "la función", en: "function" };
      return new StudentFault(refusal, {
        es: `Falta ${what.es} ${detail}: ninguna celda la define.`,
        en: `The ${what.en} ${detail} is missing: no cell defines it.`,
      });
    }
    case "missing-method":
      return new StudentFault(refusal, { es: `No existe el método ${detail}.`, en: `There is no method ${detail}.` });
    default:
      return new StudentFault(refusal, {
        es: `Un valor no se puede copiar: ${detail}.`,
        en: `A value cannot be copied: ${detail}.`,
      });
  }
}

const isRemote = (value: unknown): value is Remote =>
  typeof value === "object" && value !== null && typeof (value as Partial<Remote>).release === "function";

function notAnObject(name: string): StudentFault {
  return new StudentFault("not-data", {
    es: `new ${name}(...) no dio un objeto.`,
    en: `new ${name}(...) did not give an object.`,
  });
}
