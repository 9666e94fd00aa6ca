/**
 * The history of one execution: its events in order, each with the one before it. Data are kept as values and become JSON text
 * only when somebody asks: most histories are never read.
 * Invariant: values of an execution are never changed in place, so that an event may hold them by reference.
 * Source: API reference, HistoryEvent (read 2026-11).
 */
import { type Detail, type EventLabel, labelOf } from "./event-label";
import type { HistoryColumns } from "./history-columns";
import { StatesError } from "./language";

export type { Detail } from "./event-label";

export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Virtual ms. */
  readonly atMs: number;
  readonly type: string;
  readonly detail: Detail | undefined;
}

/** Executions that keep no history still count their events, for messages name them. */
export class History {
  #row = -1; // of the last event
  #count = 0;

  constructor(
    private readonly clock: { readonly now: number },
    private readonly most: number,
    /** Undefined when none is kept. */
    private readonly columns: HistoryColumns | undefined,
  ) {}

  get count(): number {
    return this.#count;
  }

  /** In the order of their ids; none when they are not kept. */
  get events(): HistoryEvent[] {
    const { columns } = this;
    const events: HistoryEvent[] = [];
    if (columns === undefined) return events;
    for (let id = this.#count, row = this.#row; id > 0; id--) {
      const { label, value, atMs, previousId, before } = columns.at(row);
      events[id - 1] = { id, previousEventId: previousId, atMs, type: label.type, detail: label.detail(value) };
      row = before;
    }
    return events;
  }

  /** Adds an event with its details. Returns and throws as `put`. */
  add(type: string, previousEventId: number, detail?: Detail): number {
    return this.put(labelOf(type), previousEventId, detail);
  }

  /**
   * Adds an event.
   * @returns its id
   * @throws StatesError when this would be the last event there can be: that one is the end of the execution
   */
  put<Value>(label: EventLabel<Value>, previousEventId: number, value: Value): number {
    if (this.#count >= this.most - 1) {
      throw new StatesError(
        "States.Runtime",
        `The execution reached the maximum number of history events (${this.most}).`,
      );
    }
    return this.close(label, previousEventId, value);
  }

  /** Adds an event that ends the execution, for which there is always room. */
  close<Value>(label: EventLabel<Value>, previousEventId: number, value: Value): number {
    if (this.columns !== undefined) {
      this.#row = this.columns.add(label as EventLabel, value, this.clock.now, previousEventId, this.#row);
    }
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
