/**
 * A flow runs one block, state after state: the machine itself, one branch, one iteration. It knows the event and the fact
 * that came last in it, which the next ones name as theirs.
 * States that need not wait follow each other in one loop, not in each other's stack: a machine may go round 10,000 times.
 */
import type { Block, Step } from "./compile";
import type { Execution, Failure } from "./execution";
import { Visit } from "./visit";

/** Hears once how a flow has ended. */
export interface FlowOwner {
  flowSucceeded(flow: Flow, output: unknown): void;
  flowFailed(flow: Flow, failure: Failure): void;
  /** Further members of the context object in a flow: Map. */
  contextOf(flow: Flow): Readonly<Record<string, unknown>> | undefined;
}

export type Variables = Readonly<Record<string, unknown>>;

export class Flow {
  visit: Visit | undefined;
  isOver = false;
  failure: Failure | undefined;
  #next: Step | undefined;
  #input: unknown;
  #isLooping = false;

  constructor(
    readonly execution: Execution,
    readonly block: Block,
    /** Never changed in place: an assignment makes new ones. */
    public variables: Variables,
    /** Id of the last event. */
    public last: number,
    /** Row of the last fact. */
    public row: number,
    private readonly owner: FlowOwner,
    /** Number of the branch or the item. */
    readonly index = 0,
  ) {}

  get context(): Readonly<Record<string, unknown>> | undefined {
    return this.owner.contextOf(this);
  }

  /** Goes to a state, now or as soon as the present one has returned. */
  begin(step: Step, input: unknown): void {
    this.#next = step;
    this.#input = input;
    if (this.#isLooping) return;
    this.#isLooping = true;
    try {
      while (this.#next !== undefined && !this.isOver) {
        const next: Step = this.#next;
        this.#next = undefined;
        Visit.enter(this, next, this.#input);
      }
    } finally {
      this.#isLooping = false;
    }
  }

  succeed(output: unknown): void {
    if (this.isOver) return;
    this.isOver = true;
    this.visit = undefined;
    this.owner.flowSucceeded(this, output);
  }

  fail(failure: Failure): void {
    if (this.isOver) return;
    this.isOver = true;
    this.failure = failure;
    this.owner.flowFailed(this, failure);
  }

  /** Goes on after a redrive, from the state that failed. */
  resume(last: number, row: number): void {
    this.isOver = false;
    this.failure = undefined;
    this.last = last;
    this.row = row;
    const { visit } = this;
    if (visit === undefined) this.begin(this.block.start, this.#input);
    else visit.resume();
  }

  /** The flow is given up with what its siblings began; the history says so. */
  abort(last: number): void {
    this.isOver = true;
    this.visit?.abort(last);
  }

  /** The same without a word, because the whole execution is over. */
  silence(): void {
    this.isOver = true;
    this.visit?.silence();
  }
}
