/** What can go wrong with a run, each error saying what to do about it, in the language in use. */
import { say } from "./language";

/** A process ended with an error that nobody was waiting to hear. `cause` is that error. */
export class ProcessFailedError extends Error {
  override name = "ProcessFailedError";
  constructor(process: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(say({ en: `process "${process}" failed: ${why}`, es: `el proceso "${process}" falló: ${why}` }), { cause });
  }
}

/** The calendar is empty and a process still waits: for something that the simulation does not know of. */
export class OutsideWaitError extends Error {
  override name = "OutsideWaitError";
  constructor(readonly processes: readonly string[]) {
    const names = processes.map((name) => `"${name}"`).join(", ");
    super(
      say({
        en:
          `process ${names} waits on something outside the simulation: nothing is left on the calendar that could ` +
          "answer it. Wrap real input or output in cloud.hold(promise); use cloud.sleep, not setTimeout",
        es:
          `el proceso ${names} espera algo de fuera de la simulación: en el calendario no queda nada que pueda ` +
          "contestarle. Envuelve la entrada o salida real en cloud.hold(promesa); usa cloud.sleep, no setTimeout",
      }),
    );
  }
}

/** A call at the top level of a cell waits and nothing left on the calendar can answer it. */
export class NeverAnsweredError extends Error {
  override name = "NeverAnsweredError";
  constructor() {
    super(
      say({
        en: "this call waits for something that will never happen: nothing is left on the calendar that could answer it",
        es: "esta llamada espera algo que no ocurrirá: en el calendario no queda nada que pueda contestarla",
      }),
    );
  }
}

/** A run without a limit that would go on for ever. */
export class EndlessRunError extends Error {
  override name = "EndlessRunError";
}

/** The user has interrupted the cell that drove the clock; the simulation itself is whole and can go on. */
export class RunInterruptedError extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("the run was interrupted");
  }
}
