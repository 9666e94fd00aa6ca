/** Why a worker ended, in the learner's terms: from its exit code, its last words and what the supervisor did to it. */
import type { FaultKind, Text } from "../../course/checks/types";

export interface Ending {
  kind: FaultKind;
  reason: Text;
  /** Worth a teacher's look: the code ended its own process, or spoke in its place. */
  flagged?: boolean;
}

export const endings = {
  wall: (ms: number): Ending => ({
    kind: "timeout",
    reason: {
      es: `Pasaron ${ms / 1000} s sin respuesta: ¿un bucle sin fin, o una promesa que nadie cumple?`,
      en: `No answer within ${ms / 1000} s: a loop without end, or a promise that nobody settles?`,
    },
  }),
  idle: (): Ending => ({
    kind: "timeout",
    reason: {
      es: "Tu código espera una promesa que ya nada puede cumplir.",
      en: "Your code waits for a promise that nothing can settle any more.",
    },
  }),
  tooMuch: (): Ending => ({
    kind: "not-data",
    reason: {
      es: "Tu código mandó demasiados datos o demasiadas llamadas.",
      en: "Your code sent too much data or too many calls.",
    },
  }),
  /** Only code that writes to the worker's own channel comes to this. */
  nonsense: (detail: string): Ending => ({
    kind: "not-data",
    flagged: true,
    reason: {
      es: `Lo que mandó el proceso de tu código no se entiende (${detail}).`,
      en: `What your code's process sent makes no sense (${detail}).`,
    },
  }),
  broken: (detail: string): Ending => ({
    kind: "ended",
    reason: {
      es: `El proceso de tu código se perdió (${detail}).`,
      en: `Your code's process was lost (${detail}).`,
    },
  }),
  done: (): Ending => ({
    kind: "ended",
    reason: { es: "La pregunta ya terminó.", en: "The question is already over." },
  }),
};

const MEMORY = /heap out of memory|out of memory|bad_alloc|Array buffer allocation failed/i;

/** @param code exit code, 128 + signal under bubblewrap; @param lastWords the end of standard error */
export function endingOf(code: number | null, signal: NodeJS.Signals | null, lastWords: string): Ending {
  if (MEMORY.test(lastWords)) {
    return {
      kind: "ended",
      reason: { es: "Tu código usó más memoria de la permitida.", en: "Your code used more memory than allowed." },
    };
  }
  if (code === 137 || code === 152 || signal === "SIGKILL" || signal === "SIGXCPU") {
    return {
      kind: "timeout",
      reason: {
        es: "Tu código usó más tiempo de procesador del permitido.",
        en: "Your code used more processor time than allowed.",
      },
    };
  }
  if (signal !== null || (code ?? 0) > 128) {
    const how = signal ?? `signal ${(code ?? 0) - 128}`;
    return {
      kind: "ended",
      reason: { es: `El proceso de tu código se cayó (${how}).`, en: `Your code's process crashed (${how}).` },
    };
  }
  return {
    kind: "ended",
    flagged: true,
    reason: {
      es: `Tu código terminó el proceso (código de salida ${code}): ¿process.exit?`,
      en: `Your code ended the process (exit code ${code}): process.exit?`,
    },
  };
}
