/** What happened in SWF, in sentences, by the kind of fact (src/services/swf/facts.ts says what each holds). */
import type { Text } from "../sim/language";
import type { TraceEvent } from "../sim/trace";

type Sentence = (event: TraceEvent) => Text;

/** The same of everything that a fact's text names. */
const of =
  (en: string, es: string): Sentence =>
  ({ text }) => ({ en: en.replace("%", text), es: es.replace("%", text) });

/** "because: %" is left out when nobody said why. */
const why = ({ text }: TraceEvent): string => (text === "" ? "" : `: ${text}`);
const reason = ({ detail }: TraceEvent): string => (detail?.reason ? `: ${detail.reason}` : "");

const domains: Record<string, Sentence> = {
  DomainRegistered: (e) => ({ en: `domain ${e.resource} is registered`, es: `se registra el dominio ${e.resource}` }),
  DomainDeprecated: (e) => ({
    en: `domain ${e.resource} is deprecated, and its types with it`,
    es: `el dominio ${e.resource} queda obsoleto, y con él sus tipos`,
  }),
  DomainUndeprecated: (e) => ({
    en: `domain ${e.resource} is in use again`,
    es: `el dominio ${e.resource} vuelve a usarse`,
  }),
  TypeRegistered: of("type registered: %", "tipo registrado: %"),
  TypeDeprecated: of("type deprecated: %", "tipo obsoleto: %"),
  TypeUndeprecated: of("type in use again: %", "tipo de nuevo en uso: %"),
  TypeDeleted: of("type deleted: %", "tipo borrado: %"),
};

const executions: Record<string, Sentence> = {
  WorkflowExecutionStarted: (e) => ({
    en: `the execution ${e.resource} of ${e.text} starts`,
    es: `comienza la ejecución ${e.resource} de ${e.text}`,
  }),
  WorkflowExecutionCompleted: () => ({ en: "the execution is completed", es: "la ejecución se completa" }),
  WorkflowExecutionFailed: (e) => ({ en: `the execution fails${why(e)}`, es: `la ejecución falla${why(e)}` }),
  WorkflowExecutionTimedOut: () => ({
    en: "the execution's time is over: it is closed",
    es: "se acaba el tiempo de la ejecución: se cierra",
  }),
  WorkflowExecutionCanceled: () => ({ en: "the execution is cancelled", es: "la ejecución se cancela" }),
  WorkflowExecutionContinuedAsNew: of("continued as a new run: %", "sigue como una ejecución nueva: %"),
  WorkflowExecutionTerminated: of("the execution is terminated: %", "la ejecución se termina a la fuerza: %"),
  WorkflowExecutionCancelRequested: () => ({
    en: "somebody asks for the execution to be cancelled",
    es: "alguien pide cancelar la ejecución",
  }),
  WorkflowExecutionSignaled: of("the signal % arrives", "llega la señal %"),
  CompleteWorkflowExecutionFailed: of("could not be completed: %", "no se pudo completar: %"),
  FailWorkflowExecutionFailed: of("could not be failed: %", "no se pudo dar por fallida: %"),
  CancelWorkflowExecutionFailed: of("could not be cancelled: %", "no se pudo cancelar: %"),
  ContinueAsNewWorkflowExecutionFailed: of("could not be continued as new: %", "no pudo seguir como nueva: %"),
  Forgotten: (e) => ({
    en: `its history is deleted, ${e.value} days after its end`,
    es: `su historial se borra, ${e.value} días después de su fin`,
  }),
};

const tasks: Record<string, Sentence> = {
  DecisionTaskScheduled: of(
    "a decider must decide: a task waits in the list %",
    "un decisor debe decidir: una tarea espera en la lista %",
  ),
  DecisionTaskStarted: of(
    "a decider takes the task of the list % and reads the history",
    "un decisor toma la tarea de la lista % y lee el historial",
  ),
  DecisionTaskCompleted: (e) =>
    e.text === ""
      ? { en: "decided: nothing for now", es: "decidido: nada por ahora" }
      : { en: `decided: ${e.text}`, es: `decidido: ${e.text}` },
  DecisionTaskTimedOut: of("no decision in time (%): asked again", "sin decisión a tiempo (%): se pide otra vez"),
  ActivityTaskScheduled: (e) => ({
    en: `activity ${e.text} waits for a worker${inList(e, "in the list")}`,
    es: `la actividad ${e.text} espera a un trabajador${inList(e, "en la lista")}`,
  }),
  ScheduleActivityTaskFailed: of("an activity could not be scheduled: %", "no se pudo programar una actividad: %"),
  ActivityTaskStarted: of("activity % is taken by a worker", "un trabajador toma la actividad %"),
  ActivityTaskCompleted: of("activity % is completed", "la actividad % se completa"),
  ActivityTaskFailed: (e) => ({
    en: `activity ${e.text} fails${reason(e)}`,
    es: `la actividad ${e.text} falla${reason(e)}`,
  }),
  ActivityTaskTimedOut: (e) => ({
    en: `activity ${e.text} has run out of time${timeoutOf(e)}`,
    es: `a la actividad ${e.text} se le acaba el tiempo${timeoutOf(e)}`,
  }),
  ActivityTaskCanceled: of("activity % is cancelled", "la actividad % se cancela"),
  ActivityTaskCancelRequested: of("activity % shall be cancelled", "se pide cancelar la actividad %"),
  RequestCancelActivityTaskFailed: of(
    "an activity could not be asked to stop: %",
    "no se pudo pedir que parara una actividad: %",
  ),
  Heartbeat: of("the worker is still at it: %", "el trabajador sigue en ello: %"),
  LambdaFunctionScheduled: of("function task % is scheduled", "se programa la tarea de función %"),
  LambdaFunctionStarted: of("function task % is started", "comienza la tarea de función %"),
  LambdaFunctionCompleted: of("function task % is completed", "la tarea de función % se completa"),
  LambdaFunctionFailed: of("function task % fails", "la tarea de función % falla"),
  LambdaFunctionTimedOut: of("function task % has run out of time", "a la tarea de función % se le acaba el tiempo"),
  ScheduleLambdaFunctionFailed: of("a function could not be scheduled: %", "no se pudo programar una función: %"),
  StartLambdaFunctionFailed: of("a function could not be started: %", "no se pudo iniciar una función: %"),
};

const others: Record<string, Sentence> = {
  MarkerRecorded: of("the decider notes: %", "el decisor anota: %"),
  RecordMarkerFailed: of("a marker could not be recorded: %", "no se pudo anotar una marca: %"),
  TimerStarted: of("timer % is set", "se pone el temporizador %"),
  StartTimerFailed: of("a timer could not be set: %", "no se pudo poner un temporizador: %"),
  TimerFired: of("timer % fires", "salta el temporizador %"),
  TimerCanceled: of("timer % is called off", "se anula el temporizador %"),
  CancelTimerFailed: of("a timer could not be called off: %", "no se pudo anular un temporizador: %"),
  StartChildWorkflowExecutionInitiated: of("a child execution is asked for: %", "se pide una ejecución hija: %"),
  StartChildWorkflowExecutionFailed: of("a child execution could not start: %", "no pudo empezar una hija: %"),
  ChildWorkflowExecutionStarted: of("child % has started", "la hija % ha empezado"),
  ChildWorkflowExecutionCompleted: of("child % is completed", "la hija % se completa"),
  ChildWorkflowExecutionFailed: of("child % has failed", "la hija % ha fallado"),
  ChildWorkflowExecutionTimedOut: of("child % has run out of time", "a la hija % se le acabó el tiempo"),
  ChildWorkflowExecutionCanceled: of("child % is cancelled", "la hija % se cancela"),
  ChildWorkflowExecutionTerminated: of("child % is terminated", "la hija % se termina a la fuerza"),
  SignalExternalWorkflowExecutionInitiated: of("a signal is on its way to %", "una señal va de camino a %"),
  SignalExternalWorkflowExecutionFailed: of("a signal did not arrive: %", "una señal no llegó: %"),
  ExternalWorkflowExecutionSignaled: of("% has the signal", "% tiene la señal"),
  RequestCancelExternalWorkflowExecutionInitiated: of("% shall be asked to cancel", "se pedirá a % que se cancele"),
  RequestCancelExternalWorkflowExecutionFailed: of(
    "an execution could not be asked to cancel: %",
    "no se pudo pedir a una ejecución que se cancelara: %",
  ),
  ExternalWorkflowExecutionCancelRequested: of("% was asked to cancel", "se pidió a % que se cancelara"),
};

function inList({ detail }: TraceEvent, words: string): string {
  return typeof detail?.list === "string" ? ` ${words} ${detail.list}` : "";
}

function timeoutOf({ detail }: TraceEvent): string {
  return typeof detail?.timeoutType === "string" ? ` (${detail.timeoutType})` : "";
}

export const SWF_SENTENCES: Record<string, Sentence> = Object.fromEntries(
  Object.entries({ ...domains, ...executions, ...tasks, ...others }).map(([kind, said]) => [`swf.${kind}`, said]),
);
