/** What happened in Step Functions, in sentences, by the kind of fact (src/services/stepfunctions/facts.ts says what each holds). */
import type { Text } from "../sim/language";
import type { TraceEvent } from "../sim/trace";
import { clock } from "./clock";

type Sentence = (event: TraceEvent) => Text;

/** Nothing, when a fact has no word of its own. */
const why = (text: unknown): string => (typeof text === "string" && text !== "" ? `: ${text}` : "");

const machines: Record<string, Sentence> = {
  MachineCreated: (e) => ({
    en: `state machine ${e.resource} is created`,
    es: `se crea la máquina de estados ${e.resource}`,
  }),
  MachineUpdated: (e) => ({
    en: `state machine ${e.resource} is changed`,
    es: `se cambia la máquina de estados ${e.resource}`,
  }),
  MachineDeleted: (e) => ({
    en: `state machine ${e.resource} is deleted`,
    es: `se borra la máquina de estados ${e.resource}`,
  }),
};

const executions: Record<string, Sentence> = {
  ExecutionStarted: (e) => ({
    en: `an execution of ${e.resource} starts`,
    es: `comienza una ejecución de ${e.resource}`,
  }),
  ExecutionSucceeded: (e) => ({
    en: `the execution succeeds after ${clock(e.value)}`,
    es: `la ejecución termina bien tras ${clock(e.value)}`,
  }),
  ExecutionFailed: (e) => ({
    en: `the execution fails after ${clock(e.value)}${why(e.text)}`,
    es: `la ejecución falla tras ${clock(e.value)}${why(e.text)}`,
  }),
  ExecutionTimedOut: (e) => ({
    en: `the execution times out after ${clock(e.value)}`,
    es: `la ejecución agota su tiempo de ${clock(e.value)}`,
  }),
  ExecutionAborted: (e) => ({
    en: `the execution is stopped after ${clock(e.value)}${why(e.text)}`,
    es: `la ejecución se detiene tras ${clock(e.value)}${why(e.text)}`,
  }),
  ExecutionRedriven: (e) => ({
    en: `the execution is taken up again (${e.value})`,
    es: `la ejecución se retoma (${e.value})`,
  }),
};

const states: Record<string, Sentence> = {
  StateEntered: (e) => ({ en: `state ${e.text} is entered`, es: `entra en el estado ${e.text}` }),
  StateExited: (e) => ({
    en: `state ${e.text} is left after ${clock(e.value)}`,
    es: `sale del estado ${e.text} tras ${clock(e.value)}`,
  }),
  StateFailed: (e) => ({
    en: `state ${e.text} fails after ${clock(e.value)}${why(e.detail?.error)}`,
    es: `el estado ${e.text} falla tras ${clock(e.value)}${why(e.detail?.error)}`,
  }),
  StateAborted: (e) => ({ en: `state ${e.text} is broken off`, es: `el estado ${e.text} se interrumpe` }),
  Waiting: (e) => ({ en: `${e.text} waits for ${clock(e.value)}`, es: `${e.text} espera ${clock(e.value)}` }),
  Retried: (e) => ({
    en: `tried again, retry ${e.value}${wait(e, "after")}${why(e.text)}`,
    es: `se intenta otra vez, reintento ${e.value}${wait(e, "tras")}${why(e.text)}`,
  }),
  Caught: (e) => ({
    en: `${e.text} is caught${next(e, "goes on with")}`,
    es: `se captura ${e.text}${next(e, "sigue con")}`,
  }),
};

const wait = ({ detail }: TraceEvent, word: string): string =>
  typeof detail?.delayMs === "number" ? ` ${word} ${clock(detail.delayMs)}` : "";
const next = ({ detail }: TraceEvent, words: string): string =>
  typeof detail?.next === "string" ? `: ${words} ${detail.next}` : "";

const branches: Record<string, Sentence> = {
  BranchStarted: (e) => ({
    en: `branch ${e.value} of ${e.text} starts`,
    es: `comienza la rama ${e.value} de ${e.text}`,
  }),
  BranchSucceeded: (e) => ({
    en: `branch ${e.value} of ${e.text} succeeds`,
    es: `la rama ${e.value} de ${e.text} termina bien`,
  }),
  BranchFailed: (e) => ({ en: `branch ${e.value} of ${e.text} fails`, es: `la rama ${e.value} de ${e.text} falla` }),
  BranchAborted: (e) => ({
    en: `branch ${e.value} of ${e.text} is broken off`,
    es: `la rama ${e.value} de ${e.text} se interrumpe`,
  }),
  MapRunStarted: (e) => ({
    en: `a run over ${e.value} items starts`,
    es: `comienza un recorrido de ${e.value} elementos`,
  }),
  MapRunSucceeded: () => ({ en: "the run over the items succeeds", es: "el recorrido de los elementos termina bien" }),
  MapRunFailed: () => ({ en: "the run over the items fails", es: "el recorrido de los elementos falla" }),
  MapRunAborted: () => ({
    en: "the run over the items is broken off",
    es: "el recorrido de los elementos se interrumpe",
  }),
};

const tasks: Record<string, Sentence> = {
  TaskScheduled: (e) => ({
    en: `task ${e.text} is called, attempt ${e.value}`,
    es: `se llama a la tarea ${e.text}, intento ${e.value}`,
  }),
  TaskSubmitted: (e) => ({
    en: `the task is accepted after ${clock(e.value)}; its end is waited for`,
    es: `la tarea se acepta tras ${clock(e.value)}; se espera su final`,
  }),
  TaskSucceeded: (e) => ({
    en: `the task succeeds after ${clock(e.value)}`,
    es: `la tarea termina bien tras ${clock(e.value)}`,
  }),
  TaskFailed: (e) => ({
    en: `the task fails after ${clock(e.value)}${why(e.text)}`,
    es: `la tarea falla tras ${clock(e.value)}${why(e.text)}`,
  }),
  TaskTimedOut: (e) => ({
    en: `the task times out after ${clock(e.value)}`,
    es: `la tarea agota su tiempo de ${clock(e.value)}`,
  }),
  TaskTaken: (e) => ({
    en: `${e.text || "a worker"} takes the task`,
    es: `${e.text || "un trabajador"} toma la tarea`,
  }),
  Heartbeat: () => ({
    en: "the worker reports that it is still at work",
    es: "el trabajador avisa de que sigue en ello",
  }),
};

const all = { ...machines, ...executions, ...states, ...branches, ...tasks };

export const STEPFUNCTIONS_SENTENCES: Record<string, Sentence> = Object.fromEntries(
  Object.entries(all).map(([kind, sentence]) => [`stepfunctions.${kind}`, sentence]),
);
