/**
 * The runtime: runs handlers, each invocation as a process of its own that is called like the function. So a handler's calls
 * to other services wait, and never drive the clock. What it answers goes back through the door that every call takes, which
 * is what makes a log of calls complete: where there is no handler, as in a replay, the answer comes from the log.
 * What the handler returns is written as JSON, and errors keep their name and message; stack traces are left out, for they
 * name files of the machine.
 */
import type { Process, Simulation } from "../../sim";
import type { Execution } from "./execution";
import type { Handler, HandlerDuration } from "./handler";

/** What the runtime tells Lambda when a handler has ended. */
export interface Answer {
  RequestId: string;
  /** JSON. */
  Payload?: string;
  Error?: { errorType: string; errorMessage: string };
}

export class Runtime {
  /** Where answers go. */
  respond: (answer: Answer) => void = () => undefined;
  readonly #handlers = new Map<string, { handler: Handler; duration: HandlerDuration | undefined }>();

  constructor(private readonly sim: Simulation) {}

  setHandler(name: string, handler: Handler, duration: HandlerDuration | undefined): void {
    this.#handlers.set(name, { handler, duration });
  }

  /** The handler goes to work. Returns its process; undefined when the answer will come from a log. */
  run(execution: Execution): Process | undefined {
    const { name } = execution.invocation.fn;
    const code = this.#handlers.get(name);
    if (code === undefined) return undefined;
    const { requestId } = execution.invocation;
    const work = async () => {
      const answer = await this.#answer(code.handler, code.duration, execution);
      this.respond({ RequestId: requestId, ...answer });
    };
    return this.sim.spawn(name, work, requestId);
  }

  async #answer(
    handler: Handler,
    duration: HandlerDuration | undefined,
    { invocation, context }: Execution,
  ): Promise<Pick<Answer, "Payload" | "Error">> {
    const event = invocation.event();
    let value: unknown;
    try {
      if (duration !== undefined) {
        const random = () => this.sim.random(`lambda.duration:${invocation.fn.name}`);
        await this.sim.work(typeof duration === "function" ? duration(event, random()) : duration);
      }
      value = handler(event, context);
      if (typeof (value as PromiseLike<unknown> | undefined)?.then === "function") value = await value;
    } catch (error) {
      return { Error: describe(error) };
    }
    try {
      return { Payload: JSON.stringify(value) ?? "null" };
    } catch (error) {
      return {
        Error: { errorType: "Runtime.MarshalError", errorMessage: `Unable to stringify response body: ${error}` },
      };
    }
  }
}

function describe(error: unknown): NonNullable<Answer["Error"]> {
  if (error instanceof Error || (typeof error === "object" && error !== null && "message" in error)) {
    const { name, message } = error as Error;
    return { errorType: String(name ?? "Error"), errorMessage: String(message) };
  }
  return { errorType: typeof error, errorMessage: String(error) };
}
