/** Arbitrary machines: states of every type, nested, with retriers and catchers, and tasks that fail now and then. */
import fc from "fast-check";

interface Block {
  StartAt: string;
  States: Record<string, Record<string, unknown>>;
}

/** A state without its name and without what follows it. */
type Sketch =
  | { type: "Pass" | "Succeed" }
  | { type: "Wait"; seconds: number }
  | { type: "Fail"; error: string }
  | { type: "Task"; fails: number; error: string; timeout: number; guard: Guard }
  | { type: "Choice"; isTaken: boolean }
  | { type: "Parallel"; branches: Sketch[][]; guard: Guard }
  | { type: "Map"; items: number; concurrency: number; isDistributed: boolean; states: Sketch[]; guard: Guard };

interface Guard {
  retry?: { error: string; attempts: number } | undefined;
  catch?: string | undefined;
}

const error = fc.constantFrom("A", "B", "States.ALL");
const guard: fc.Arbitrary<Guard> = fc.record(
  { retry: fc.record({ error, attempts: fc.integer({ min: 0, max: 2 }) }), catch: error },
  { requiredKeys: [] },
);

const { block } = fc.letrec<{ sketch: Sketch; block: Sketch[] }>((tie) => ({
  block: fc.array(tie("sketch"), { minLength: 1, maxLength: 3 }),
  sketch: fc.oneof(
    { depthSize: "small", maxDepth: 3, withCrossShrink: true },
    fc.record({ type: fc.constantFrom("Pass" as const, "Succeed" as const) }),
    fc.record({ type: fc.constant("Wait" as const), seconds: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ type: fc.constant("Fail" as const), error: fc.constantFrom("A", "B", "C") }),
    fc.record({ type: fc.constant("Choice" as const), isTaken: fc.boolean() }),
    fc.record({
      type: fc.constant("Task" as const),
      fails: fc.integer({ min: 0, max: 3 }),
      error: fc.constantFrom("A", "B", "C", "slow"),
      timeout: fc.integer({ min: 1, max: 5 }),
      guard,
    }),
    fc.record({
      type: fc.constant("Parallel" as const),
      branches: fc.array(tie("block"), { minLength: 1, maxLength: 3 }),
      guard,
    }),
    fc.record({
      type: fc.constant("Map" as const),
      items: fc.integer({ min: 0, max: 4 }),
      concurrency: fc.integer({ min: 0, max: 3 }),
      isDistributed: fc.boolean(),
      states: tie("block"),
      guard,
    }),
  ) as fc.Arbitrary<Sketch>,
}));

/**
 * Machines in JSONPath or JSONata.
 * @param functionArn of a function that takes { fails, error, key } and fails so often with that error
 */
export function machines(functionArn: string): fc.Arbitrary<Block> {
  return fc.tuple(block, fc.boolean()).map(([sketches, isJsonata]) => {
    const draw = new Drawing(functionArn, isJsonata);
    return { ...draw.block(sketches), ...(isJsonata && { QueryLanguage: "JSONata" }) } as Block;
  });
}

class Drawing {
  #names = 0;

  constructor(
    private readonly functionArn: string,
    private readonly isJsonata: boolean,
  ) {}

  block(sketches: readonly Sketch[]): Block {
    const last = sketches.findIndex(({ type }) => type === "Fail" || type === "Succeed");
    const used = last === -1 ? sketches : sketches.slice(0, last + 1);
    const names = used.map(({ type }) => this.#name(type));
    const end = this.#name("End");
    const States: Block["States"] = { [end]: { Type: "Pass", End: true } };
    let reachesEnd = false;
    for (const [i, sketch] of used.entries()) {
      const next = names[i + 1] ?? end;
      const state = this.#state(sketch, next, end);
      if (JSON.stringify(state).includes(`"${end}"`)) reachesEnd = true;
      States[names[i]!] = state;
    }
    if (!reachesEnd) delete States[end];
    return { StartAt: names[0]!, States };
  }

  #name(type: string): string {
    return `${type}${++this.#names}`;
  }

  #state(sketch: Sketch, Next: string, end: string): Record<string, unknown> {
    const { type: Type } = sketch;
    switch (sketch.type) {
      case "Pass":
        return { Type, Next, ...this.#input({ x: 1 }, "Output") };
      case "Succeed":
        return { Type };
      case "Fail":
        return { Type, Error: sketch.error };
      case "Wait":
        return { Type, Seconds: sketch.seconds, Next };
      case "Choice":
        return {
          Type,
          Choices: [
            this.isJsonata
              ? { Condition: `{% ${sketch.isTaken} %}`, Next: end }
              : { Variable: "$", IsPresent: sketch.isTaken, Next: end },
          ],
          Default: Next,
        };
      case "Task":
        return {
          Type,
          Resource: this.functionArn,
          TimeoutSeconds: sketch.timeout,
          ...this.#input({ fails: sketch.fails, error: sketch.error, key: this.#names }, "Arguments"),
          ...guarded(sketch.guard, end),
          Next,
        };
      case "Parallel":
        return {
          Type,
          Branches: sketch.branches.map((branch) => this.block(branch)),
          ...guarded(sketch.guard, end),
          Next,
        };
      case "Map":
        return {
          Type,
          ...this.#items(Array.from({ length: sketch.items }, (_, i) => i)),
          MaxConcurrency: sketch.concurrency,
          ItemProcessor: {
            ...(sketch.isDistributed && { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } }),
            ...this.block(sketch.states),
          },
          ...guarded(sketch.guard, end),
          Next,
        };
    }
  }

  #input(value: object, field: "Arguments" | "Output"): object {
    if (this.isJsonata) return { [field]: `{% ${JSON.stringify(value)} %}` };
    return { Parameters: value };
  }

  /** JSONPath has its items in the input: the context's, which is the same everywhere. */
  #items(items: number[]): object {
    if (this.isJsonata) return { Items: `{% ${JSON.stringify(items)} %}` };
    return { ItemsPath: `$$.Execution.Input.lists[${items.length}]` };
  }
}

function guarded({ retry, catch: caught }: Guard, end: string): object {
  return {
    ...(retry !== undefined && { Retry: [{ ErrorEquals: [retry.error], MaxAttempts: retry.attempts }] }),
    ...(caught !== undefined && { Catch: [{ ErrorEquals: [caught], Next: end }] }),
  };
}

/** The input that the machines of JSONPath take their items from. */
export const INPUT = { lists: Array.from({ length: 5 }, (_, length) => Array.from({ length }, (_, i) => i)) };
