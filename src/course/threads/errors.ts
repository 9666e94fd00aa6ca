/** What can go wrong with a thread, each error saying in which thread, and why. */
import { say } from "../../sim/language";

/** An error as it comes out of a thread. */
export interface Told {
  name: string;
  message: string;
  /** The function took something from outside under this name. */
  outside?: string;
  cause?: Told;
}

/** The service function failed, or its thread ended. `cause` is the error of the thread, by its own name. */
export class ThreadError extends Error {
  override name = "ThreadError";
  constructor(
    readonly thread: string,
    why: string,
    cause?: Error,
  ) {
    const what = say({ en: `thread "${thread}"`, es: `el hilo "${thread}"` });
    super(`${what}: ${why}`, cause === undefined ? {} : { cause });
  }
}

/** As an error again, by its own name and with its causes. */
export function toError(told: Told): Error {
  const error = new Error(told.message, told.cause === undefined ? {} : { cause: toError(told.cause) });
  error.name = told.name;
  return error;
}

/** @param source the function's text, in which an earlier cell's names are properties of `exports` */
export function failed(thread: string, told: Told, source: string): ThreadError {
  const cause = toError(told);
  if (told.outside === undefined) return new ThreadError(thread, `${told.name}: ${told.message}`, cause);
  const names = namesOf(told.outside, source);
  return new ThreadError(
    thread,
    say({
      en: `its function uses ${names} from outside. A thread gets the text of its function and nothing else: give values as data, and load modules inside with require`,
      es: `su función usa ${names} de fuera. Un hilo recibe el texto de su función y nada más: pasa los valores como data y carga los módulos dentro con require`,
    }),
    cause,
  );
}

/** A cell is compiled: its names are `exports.name`, its imports `module_1.name`. */
function namesOf(outside: string, source: string): string {
  const members = new Set([...source.matchAll(new RegExp(`\\b${outside}\\.(\\w+)`, "g"))].map(([, name]) => name));
  const isOfCell = outside === "exports" || /_\d+$|^__vite/.test(outside);
  return isOfCell && members.size > 0 ? [...members].join(", ") : outside;
}
