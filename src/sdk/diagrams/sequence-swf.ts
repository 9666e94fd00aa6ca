/** A workflow execution as steps between those who take part: the execution itself, its deciders and workers, its children. */
import type { Text } from "../../sim/language";
import type { TraceEvent } from "../../sim/trace";

export interface SwfStep {
  readonly from: string;
  readonly to: string;
  readonly words: Text;
  readonly isFailure?: boolean;
}

type Make = (fact: TraceEvent, actor: string) => SwfStep;

/** To the execution, from it, or within it. */
const told =
  (en: string, es: string, isFailure = false): Make =>
  ({ resource, text }, actor) => ({
    from: actor,
    to: resource,
    words: { en: en.replace("%", text), es: es.replace("%", text) },
    isFailure,
  });
const given =
  (en: string, es: string): Make =>
  ({ resource, text }, actor) => ({
    from: resource,
    to: actor,
    words: { en: en.replace("%", text), es: es.replace("%", text) },
  });
const itself =
  (en: string, es: string, isFailure = false): Make =>
  ({ resource, text }) => ({
    from: resource,
    to: resource,
    words: { en: en.replace("%", text), es: es.replace("%", text) },
    isFailure,
  });
const other =
  (en: string, es: string): Make =>
  ({ resource, text }) => ({ from: resource, to: text, words: { en, es } });

const STEPS: Readonly<Record<string, Make>> = {
  WorkflowExecutionStarted: told("starts %", "inicia %"),
  DecisionTaskStarted: given("decision task with the history", "tarea de decisión con el historial"),
  DecisionTaskCompleted: ({ resource, text }, actor) => ({ from: actor, to: resource, words: decided(text) }),
  DecisionTaskTimedOut: itself("no decision in time", "sin decisión a tiempo", true),
  ActivityTaskStarted: given("activity %", "actividad %"),
  ActivityTaskCompleted: told("% is completed", "% se completa"),
  ActivityTaskFailed: told("% fails", "% falla", true),
  ActivityTaskTimedOut: itself("% has run out of time", "a % se le acaba el tiempo", true),
  TimerFired: itself("timer % fires", "salta el temporizador %"),
  WorkflowExecutionSignaled: told("signal %", "señal %"),
  WorkflowExecutionCancelRequested: told("asks to cancel", "pide cancelar"),
  WorkflowExecutionTerminated: told("terminates it: %", "la termina: %", true),
  SignalExternalWorkflowExecutionInitiated: other("signal", "señal"),
  LambdaFunctionStarted: itself("function task %", "tarea de función %"),
  WorkflowExecutionCompleted: itself("completed", "completada"),
  WorkflowExecutionFailed: itself("failed: %", "fallida: %", true),
  WorkflowExecutionCanceled: itself("cancelled", "cancelada"),
  WorkflowExecutionTimedOut: itself("its time is over", "se acaba su tiempo", true),
  WorkflowExecutionContinuedAsNew: itself("continues as a new run", "sigue como ejecución nueva"),
};

/** Labels are short: of several decisions the first, and how many more. */
function decided(decisions: string): Text {
  const [first, ...rest] = decisions.split(", ");
  if (first === "") return { en: "nothing for now", es: "nada por ahora" };
  const more = { en: ` and ${rest.length} more`, es: ` y ${rest.length} más` };
  return {
    en: `decides: ${first}${rest.length > 0 ? more.en : ""}`,
    es: `decide: ${first}${rest.length > 0 ? more.es : ""}`,
  };
}

/** What a fact of SWF is between two who take part, if it is anything. @param actor the process that acted, or the cell */
export function swfStep(fact: TraceEvent, actor: string): SwfStep | undefined {
  return STEPS[fact.kind.slice("swf.".length)]?.(fact, actor);
}
