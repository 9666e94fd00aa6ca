/**
 * The history of one execution: its events in order, each with the one before it. Data are kept as values and become JSON text
 * only when somebody asks: most histories are never read.
 * Invariant: values of an execution are never changed in place, so that an event may hold them by reference.
 * Source: API reference, HistoryEvent (read 2026-11).
 */
import { StatesError } from "./language";

export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Virtual ms. */
  readonly atMs: number;
  readonly type: string;
  readonly detail: Detail | undefined;
}

/** Members of the event's details. `input`, `output` and `parameters` are values, all others stand as they are. */
export type Detail = Readonly<Record<string, unknown>>;

const CELLS = 4;

/**
 * Executions that keep no history still count their events, for messages name them. Events are cells in one flat list: a machine
 * that runs a hundred thousand times would otherwise be mostly garbage collection.
 */
export class History {
  /** Type, previous id, time and detail of each event. */
  readonly #cells: unknown[] = [];
  #count = 0;

  constructor(
    private readonly clock: { readonly now: number },
    private readonly most: number,
    private readonly isKept: boolean,
  ) {}

  get count(): number {
    return this.#count;
  }

  /** In the order of their ids; none when they are not kept. */
  get events(): HistoryEvent[] {
    const cells = this.#cells;
    return Array.from({ length: cells.length / CELLS }, (_, i) => ({
      id: i + 1,
      previousEventId: cells[i * CELLS + 1] as number,
      atMs: cells[i * CELLS + 2] as number,
      type: cells[i * CELLS] as string,
      detail: cells[i * CELLS + 3] as Detail | undefined,
    }));
  }

  /**
   * @returns the event's id
   * @throws StatesError when this would be the last event there can be: that one is the end of the execution
   */
  add(type: string, previousEventId: number, detail?: Detail): number {
    if (this.#count >= this.most - 1) {
      throw new StatesError(
        "States.Runtime",
        `The execution reached the maximum number of history events (${this.most}).`,
      );
    }
    return this.close(type, previousEventId, detail);
  }

  /** Adds an event that ends the execution, for which there is always room. */
  close(type: string, previousEventId: number, detail?: Detail): number {
    if (this.isKept) this.#cells.push(type, previousEventId, this.clock.now, detail);
    return ++this.#count;
  }
}

const DATA = new Set(["input", "output", "parameters"]);
const TRUNCATED = { truncated: false };

/**
 * An event as GetExecutionHistory shows it.
 * @param text JSON of a value; the input of the execution keeps the text that was given
 * @param includeData without it, no input and no output is shown
 */
export function shapeOf(
  event: HistoryEvent,
  startMs: number,
  text: (value: unknown) => string,
  includeData: boolean,
): Record<string, unknown> {
  const { id, previousEventId, type, atMs, detail } = event;
  const shape: Record<string, unknown> = { id, previousEventId, type, timestamp: new Date(startMs + atMs) };
  if (detail === undefined) return shape;
  const details: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(detail)) {
    if (value === undefined) continue;
    if (name === "assignedVariables") {
      if (!includeData) continue;
      details[name] = Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, text(each)]));
      details.assignedVariablesDetails = TRUNCATED;
    } else if (DATA.has(name)) {
      if (!includeData && name !== "parameters") continue;
      details[name] = text(value);
      if (name !== "parameters") details[`${name}Details`] = TRUNCATED;
    } else details[name] = value;
  }
  shape[detailsName(type)] = details;
  return shape;
}

function detailsName(type: string): string {
  if (type.endsWith("StateEntered")) return "stateEnteredEventDetails";
  if (type.endsWith("StateExited")) return "stateExitedEventDetails";
  return `${type[0]!.toLowerCase()}${type.slice(1)}EventDetails`;
}
