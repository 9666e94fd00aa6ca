/**
 * The messages between supervisor and worker, one JSON object a line. "Value" is a value as values.ts writes it.
 *
 * Supervisor to worker (fd 3; fd 4 while the worker is blocked in a callback):
 *   { job: { cells } }                              the cells of a question
 *   { q: id, v: verb, t?: handle, n?: name, a?: Value[] }
 *       new    n = class name               call   t = handle, n = method; or n = function name; or t = a function
 *       get    t, n = property              next, return   t = generator
 *       release t                           cloud  a = [options]          log  t = a cloud of this worker
 *       run    t, l = [{ n, a }] calls one after another, g = [name] properties to read after each
 *   { c: id, o: 1 | 0, x: Value }                   a callback's answer, or what it threw
 *   { c: id, p: 1 }, later { s: id, o, x }          a callback that answers with a promise
 *   { told: [[handle, turn, number]] }              readings that have changed, ahead of the next message: see readings.ts
 *   { abort: handle }                               the supervisor's AbortSignal has fired
 * Worker to supervisor (fd 4):
 *   { ready: 1 }                                    libraries loaded
 *   { loaded: [{ cell, error }] }                   cells have run; the errors, if any
 *   { r: id, o: 1 | 0, x: Value }                   the answer to q, or what the student's code threw
 *   { r: id, l: [{ o, x, g: [{ o, x }] }] }         the answer to a run: each call, and the properties after it
 *   { r: id, m: kind, d: detail }                   it could not be asked: see Refusal; a run went no further
 *   { k: id, f: handle, a: Value[] }                a callback; the worker blocks until its answer
 *   { idle: 1 }                                     nothing is left in this process that could answer what is pending
 *   { late: text }                                  an error that no call is waiting for
 */
export type Verb = "new" | "call" | "get" | "next" | "return" | "release" | "cloud" | "log" | "run";

/** Why a request was not served: a class or function is not defined, a method is missing, a value is no data. */
export type Refusal = "missing-name" | "missing-method" | "not-data";

export interface Request {
  q: number;
  v: Verb;
  t?: string;
  n?: string;
  a?: unknown[];
  l?: { n: string; a: unknown[] }[];
  g?: string[];
}
