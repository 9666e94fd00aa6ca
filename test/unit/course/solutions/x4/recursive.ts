/** X4 without a loop: each step calls the next, and each attempt the one after it. */
type Data = Record<string, unknown>;
type Step = {
  run(data: Data): unknown;
  retry?: { maxAttempts: number; intervalMs?: number; backoffRate?: number };
  catch?: string;
};
type Log = { attempts: Map<string, number>; path: string[] };

const realSleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export class StateMachine {
  steps: Map<string, Step>;
  startAt: string;
  sleep: (ms: number) => Promise<void>;
  constructor(states: Record<string, Step>, options: { startAt: string; sleep?: (ms: number) => Promise<void> }) {
    this.steps = new Map(Object.entries(states));
    this.startAt = options.startAt;
    this.sleep = options.sleep ?? realSleep;
  }
  execute(data: Data) {
    return this.go(this.startAt, data, { attempts: new Map(), path: [] });
  }
  end(status: string, output: Data, { attempts, path }: Log, error?: string) {
    return { status, output, attempts: Object.fromEntries(attempts), path, ...(error === undefined ? {} : { error }) };
  }
  async go(name: string | null, data: Data, log: Log): Promise<object> {
    if (name === null) return this.end("SUCCEEDED", data, log);
    const step = this.steps.get(name);
    if (!step) return this.end("FAILED", data, log, `State ${name} is not defined`);
    log.path.push(name);
    const result = await this.tryStep(name, step, data, log, 1, step.retry?.intervalMs ?? 1000);
    if (!(result instanceof Error)) return this.go(result[0], result[1], log);
    if (step.catch === undefined) return this.end("FAILED", data, log, result.message);
    return this.go(step.catch, { ...data, error: result.message }, log);
  }
  async tryStep(
    name: string,
    step: Step,
    data: Data,
    log: Log,
    attempt: number,
    wait: number,
  ): Promise<Error | [string | null, Data]> {
    log.attempts.set(name, (log.attempts.get(name) ?? 0) + 1);
    try {
      return (await step.run(JSON.parse(JSON.stringify(data)))) as [string | null, Data];
    } catch (error) {
      if (attempt === (step.retry?.maxAttempts ?? 1)) return error as Error;
      await this.sleep(wait);
      return this.tryStep(name, step, data, log, attempt + 1, wait * (step.retry?.backoffRate ?? 2));
    }
  }
}
