/**
 * A definition made ready to run: states linked to the ones that follow, names interned, the language of each state known.
 * It is done once for each revision of a machine, so that a step of an execution looks nothing up.
 */
import type { Name, Trace } from "../../sim";
import type { Machine, Processor, QueryLanguage, State } from "./definition";
import { queryLanguageOf } from "./definition";
import { type EventLabel, stateLabel } from "./event-label";
import { STATE_RUNS } from "./states";
import type { Visit } from "./visit";

/** A machine's own states, a branch of Parallel, the processor of Map. */
export interface Block {
  readonly start: Step;
  readonly machine: Machine;
  readonly steps: ReadonlyMap<string, Step>;
}

/** The fields that say how data go through a state; here each has all of them, so that reading them is quick. */
export interface DataFlow {
  readonly InputPath: string | null | undefined;
  readonly Parameters: unknown;
  readonly Arguments: unknown;
  readonly ResultSelector: unknown;
  readonly ResultPath: string | null | undefined;
  readonly OutputPath: string | null | undefined;
  readonly Assign: Record<string, unknown> | undefined;
  readonly Output: unknown;
}

/** Of the events about one item of a Map. */
export interface IterationLabels {
  readonly Started: EventLabel;
  readonly Succeeded: EventLabel;
  readonly Failed: EventLabel;
  readonly Aborted: EventLabel;
}

/** One state of a block. */
export interface Step {
  readonly name: string;
  readonly nameId: Name;
  readonly state: State;
  readonly isJsonata: boolean;
  readonly dataFlow: DataFlow;
  readonly entered: EventLabel;
  readonly exited: EventLabel;
  readonly iteration: IterationLabels;
  readonly run: (visit: Visit) => void;
  /** Of Parallel its branches, of Map its processor. */
  readonly blocks: readonly Block[];
  /** The block that it is part of: where Next, Default and Catch look for their states. */
  block: Block;
  /** Undefined when it ends its block, or chooses. */
  next: Step | undefined;
}

export function compileMachine(machine: Machine, trace: Trace, language: QueryLanguage = "JSONPath"): Block {
  const own = machine.QueryLanguage ?? language;
  const steps = new Map<string, Step>();
  const block: Block = { machine, steps, start: undefined as unknown as Step };
  for (const [name, state] of Object.entries(machine.States)) {
    steps.set(name, {
      name,
      nameId: trace.name(name),
      state,
      isJsonata: queryLanguageOf(state, own) === "JSONata",
      dataFlow: dataFlowOf(state as Partial<DataFlow>),
      entered: stateLabel(`${state.Type}StateEntered`, name, "input"),
      exited: stateLabel(`${state.Type}StateExited`, name, "output"),
      iteration: {
        Started: stateLabel("MapIterationStarted", name, "index"),
        Succeeded: stateLabel("MapIterationSucceeded", name, "index"),
        Failed: stateLabel("MapIterationFailed", name, "index"),
        Aborted: stateLabel("MapIterationAborted", name, "index"),
      },
      run: STATE_RUNS[state.Type],
      blocks: blocksOf(state).map((inner) => compileMachine(inner, trace, own)),
      block,
      next: undefined,
    });
  }
  for (const step of steps.values()) {
    const { Next: next } = step.state as { Next?: string };
    if (next !== undefined) step.next = stepAt(block, next);
  }
  (block as { start: Step }).start = stepAt(block, machine.StartAt);
  return block;
}

/** The state of this name. Validation has seen to it that it is there. */
export function stepAt(block: Block, name: string): Step {
  const step = block.steps.get(name);
  if (step === undefined) throw new RangeError(`there is no state "${name}" in this block`);
  return step;
}

function blocksOf(state: State): readonly (Machine | Processor)[] {
  if (state.Type === "Parallel") return state.Branches;
  if (state.Type !== "Map") return [];
  const processor = state.ItemProcessor ?? state.Iterator;
  return processor === undefined ? [] : [processor];
}

function dataFlowOf(state: Partial<DataFlow>): DataFlow {
  const { InputPath, Parameters, Arguments, ResultSelector, ResultPath, OutputPath, Assign, Output } = state;
  return { InputPath, Parameters, Arguments, ResultSelector, ResultPath, OutputPath, Assign, Output };
}
