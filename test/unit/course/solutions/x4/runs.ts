/** X4 with an object for each execution, promise chains instead of await, and the waits worked out beforehand. */
interface Rules {
  maxAttempts: number;
  intervalMs?: number;
  backoffRate?: number;
}
interface State {
  run(data: object): unknown;
  retry?: Rules;
  catch?: string;
}

class Run {
  status = "RUNNING";
  error: string | undefined = undefined;
  attempts: { [state: string]: number } = {};
  path: string[] = [];
  constructor(public output: object) {}
}

function waitsOf(rules: Rules | undefined): number[] {
  const waits: number[] = [];
  let wait = rules?.intervalMs ?? 1000;
  for (let i = 1; i < (rules?.maxAttempts ?? 1); i++) {
    waits.push(wait);
    wait = wait * (rules?.backoffRate ?? 2);
  }
  return waits;
}

export class StateMachine {
  constructor(
    private states: { [name: string]: State },
    private options: { startAt: string; sleep?: (ms: number) => Promise<void> },
  ) {}

  execute(input: object): Promise<Run> {
    const run = new Run(structuredClone(input));
    return this.enter(run, this.options.startAt).then(() => run);
  }

  private enter(run: Run, name: string): Promise<void> {
    if (!Object.keys(this.states).includes(name)) {
      run.status = "FAILED";
      run.error = `unknown state: ${name}`;
      return Promise.resolve();
    }
    const state = this.states[name]!;
    run.path.push(name);
    return this.work(run, name, state, waitsOf(state.retry)).then(
      ([next, data]) => {
        run.output = data;
        if (next !== null) return this.enter(run, next);
        run.status = "SUCCEEDED";
      },
      (error: Error) => {
        if (typeof state.catch === "string") {
          run.output = Object.assign({}, run.output, { error: error.message });
          return this.enter(run, state.catch);
        }
        run.status = "FAILED";
        run.error = error.message;
      },
    );
  }

  private work(run: Run, name: string, state: State, waits: number[]): Promise<[string | null, object]> {
    const before = Object.hasOwn(run.attempts, name) ? run.attempts[name]! : 0;
    run.attempts[name] = before + 1;
    return Promise.resolve()
      .then(() => state.run(structuredClone(run.output)) as [string | null, object])
      .catch((error) => {
        const wait = waits.shift();
        if (wait === undefined) throw error;
        return this.sleep(wait).then(() => this.work(run, name, state, waits));
      });
  }

  private sleep(ms: number): Promise<void> {
    return this.options.sleep ? this.options.sleep(ms) : new Promise((done) => setTimeout(done, ms));
  }
}
