/**
 * A pipe and its states.
 *   CREATING -> RUNNING | STOPPED | CREATE_FAILED     STARTING -> RUNNING | START_FAILED     STOPPING -> STOPPED
 *   UPDATING -> RUNNING | STOPPED | UPDATE_FAILED     DELETING -> gone
 * Each passage takes 5 s of virtual time (limits.ts). A pipe that is to run asks its source first; when the source refuses, the
 * state says so and StateReason why. A stopped pipe keeps its place in a stream.
 * Source: Pipes API reference, Pipe (read 2026-11).
 */
import type { Name } from "../../sim";
import { QueuePoller } from "../event-source/queue-poller";
import { StreamReader } from "../event-source/stream-reader";
import { callerAs } from "../role";
import type { Pipes } from "./context";
import type { About } from "./execution";
import { TRANSITION_MS } from "./limits";
import { QueueSource } from "./queue-source";
import type { Settings } from "./settings";
import { askSource, reasonOf } from "./source";
import { StreamSource } from "./stream-source";

export type Passage = "CREATING" | "STARTING" | "STOPPING" | "UPDATING" | "DELETING";
type Rest = "RUNNING" | "STOPPED" | "CREATE_FAILED" | "START_FAILED" | "UPDATE_FAILED";
export type PipeState = Passage | Rest;

const FAILURES: Partial<Record<Passage, Rest>> = {
  CREATING: "CREATE_FAILED",
  STARTING: "START_FAILED",
  UPDATING: "UPDATE_FAILED",
};

export class Pipe implements About {
  readonly arn: string;
  readonly nameId: Name;
  readonly tags = new Map<string, string>();
  state: PipeState = "CREATING";
  reason: string | undefined;
  modifiedMs: number;
  #poller: QueuePoller | undefined;
  #reader: StreamReader | undefined;

  constructor(
    readonly pipes: Pipes,
    readonly name: string,
    public settings: Settings,
    public desired: "RUNNING" | "STOPPED",
    readonly createdMs: number,
  ) {
    this.arn = pipes.arnOf(name);
    this.nameId = pipes.trace.name(name);
    this.modifiedMs = createdMs;
  }

  get isPassing(): boolean {
    return this.state.endsWith("ING") && this.state !== "RUNNING";
  }

  /** @param cause row of the request */
  pass(passage: Passage, cause: number): void {
    this.#become(passage, undefined, cause);
    if (passage !== "CREATING" && passage !== "STARTING") this.#halt();
    this.pipes.sim.after(TRANSITION_MS, () => this.#arrive(passage, cause));
  }

  #arrive(passage: Passage, cause: number): void {
    if (passage === "DELETING") {
      this.#reader?.close();
      this.pipes.pipes.delete(this.name);
      this.pipes.trace.append(this.pipes.facts.PipeDeleted, this.nameId, { cause });
      return;
    }
    if (this.desired === "STOPPED") return this.#become("STOPPED", undefined, cause);
    try {
      this.#run(cause);
      this.#become("RUNNING", undefined, cause);
    } catch (error) {
      this.#become(FAILURES[passage]!, reasonOf(error), cause);
    }
  }

  #become(state: PipeState, reason: string | undefined, cause: number): void {
    const { trace, facts } = this.pipes;
    this.state = state;
    this.reason = reason;
    const text = reason === undefined ? state : `${state}: ${reason}`;
    trace.append(facts.StateChanged, this.nameId, { text, cause });
  }

  /** Throws as the source's service does. */
  #run(cause: number): void {
    const { world } = this.pipes;
    const { source, roleArn } = this.settings;
    const visibilityMs = askSource(world, source, callerAs(world, roleArn, this.name, cause));
    if (visibilityMs !== undefined) this.#poller = new QueuePoller(world, new QueueSource(this, visibilityMs));
    else if (this.#reader !== undefined) this.#reader.resume();
    else this.#reader = new StreamReader(world, new StreamSource(this), source.arn, source.stream!.fromOldest, false);
  }

  #halt(): void {
    this.#poller?.stop();
    this.#poller = undefined;
    this.#reader?.pause();
  }
}
