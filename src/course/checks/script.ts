/**
 * A script of calls played on the student's objects from outside: what each call gave or threw, and whom it reached. Scripts
 * are plain data, so they can be drawn, shown and recorded; the same script played on a model gives what is right.
 */
import { reading } from "./reading";
import { escapedFrom, literal } from "./support";
import type { Remote, Student } from "./types";

export type Step =
  /** new make(...with), known as `as` from here on. */
  | { make: string; as: string; with?: unknown[] }
  /** on.do(...with). What it gives is known as `as`: an object for later steps, or an id; rows show it as `<as>`. */
  | { on: string; do: string; with?: unknown[]; as?: string }
  /** The property on.see. */
  | { on: string; see: string }
  /** The script's clock moves on by so many ms. */
  | { wait: number };

/** Marks in `with`, at any depth, that stand for what is no data. */
type Mark =
  | { $: "ref"; name: string }
  | { $: "clock" }
  | { $: "sleep"; name: string }
  | ({ $: "ear"; name: string; fails: number; gives: unknown[]; then?: Call } & Manner);

type Call = { on: string; do: string; with?: unknown[] };

interface Manner {
  /** It answers, or fails, with a promise. */
  later?: boolean;
  /** The list of its first argument to which it adds "spoiled" whenever it is called, in the student's own object. */
  spoils?: string;
}

/** The object or value that a step named. */
export const ref = (name: string): Mark => ({ $: "ref", name });
/** `{ now() }` on the script's clock. */
export const clock = (): Mark => ({ $: "clock" });
/** `sleep(ms)`: moves the script's clock on, and is heard. */
export const sleep = (name = "sleep"): Mark => ({ $: "sleep", name });
/**
 * A function that is heard when it is called.
 * @param fails so many of its first calls throw; Infinity: all
 * @param gives what its calls that do not throw return, one after the other; afterwards undefined
 */
export const ear = (name: string, fails = 0, gives: unknown[] = [], manner: Manner = {}): Mark => ({
  $: "ear",
  name,
  fails,
  gives,
  ...manner,
});
/** An ear that makes a call on the student's object itself, whenever it is called and before it returns. */
export const meddler = (name: string, then: Call): Mark => ({ $: "ear", name, fails: 0, gives: [], then });

export interface Row {
  /** As one would write it: sns.publish("news", "hello"). */
  call: string;
  /** The script's clock when the call began, ms. */
  at: number;
  gave?: unknown;
  /** Name and message of the error that came out. */
  threw?: string;
  /** The ears that were called meanwhile, in order. */
  heard: { by: string; with: unknown[] }[];
}

/** Plays a script. Errors of the student's methods become rows; what says that there is nothing to judge goes on. */
export async function play(student: Student, script: readonly Step[]): Promise<Row[]> {
  const stage = new Stage(student);
  const rows: Row[] = [];
  for (const step of script) {
    if ("wait" in step) stage.now += step.wait;
    else rows.push(await stage.take(step));
  }
  return rows;
}

class Stage {
  now = 0;
  readonly #remotes = new Map<string, Remote>();
  readonly #values = new Map<string, unknown>();
  /** Ids by value, so that rows of two runs can be compared. */
  readonly #names = new Map<string, string>();
  #heard: Row["heard"] = [];
  #meddling: Promise<unknown>[] = [];

  constructor(readonly student: Student) {}

  async take(step: Exclude<Step, { wait: number }>): Promise<Row> {
    this.#heard = [];
    const row: Row = { call: callOf(step), at: this.now, heard: this.#heard };
    try {
      const gave = await this.#act(step);
      if (gave !== undefined) row.gave = gave;
    } catch (error) {
      if ("make" in step) throw error;
      row.threw = escapedFrom(error);
    }
    for (const error of await Promise.all(this.#meddling.splice(0))) if (error !== undefined) escapedFrom(error);
    row.heard = this.#named(row.heard) as Row["heard"];
    if ("gave" in row) row.gave = this.#named(row.gave);
    return row;
  }

  async #act(step: Exclude<Step, { wait: number }>): Promise<unknown> {
    if ("make" in step) {
      const made = await this.student.construct(step.make, ...this.#given(step.with));
      this.#remotes.set(step.as, made);
      this.#values.set(step.as, made);
      return undefined;
    }
    const object = this.#remotes.get(step.on) ?? this.student.remote(this.#values.get(step.on));
    if ("see" in step) return object.get(step.see);
    const gave = await object.call(step.do, ...this.#given(step.with));
    if (step.as !== undefined) {
      this.#values.set(step.as, gave);
      if (typeof gave === "object" && gave !== null) return `<${step.as}>`;
      if (typeof gave === "string" && !this.#names.has(gave)) this.#names.set(gave, `<${step.as}>`);
    }
    return gave;
  }

  #given(args: unknown[] = []): unknown[] {
    return args.map((arg) => this.#filled(arg));
  }

  #filled(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#filled(each));
    if (typeof value !== "object" || value === null) return value;
    if (isMark(value)) return this.#standIn(value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#filled(each)]));
  }

  #standIn(mark: Mark): unknown {
    if (mark.$ === "ref") return this.#values.get(mark.name);
    if (mark.$ === "clock") return { now: reading(() => this.now) };
    const hear = (args: unknown[]) => this.#heard.push({ by: mark.name, with: args });
    if (mark.$ === "sleep") {
      return async (ms: number) => {
        hear([ms]);
        this.now += ms;
      };
    }
    let calls = 0;
    let given = 0;
    const answer = (...args: unknown[]) => {
      hear(mark.spoils === undefined ? args : structuredClone(args));
      if (mark.then !== undefined) this.#meddle(mark.then);
      if (mark.spoils !== undefined) this.#spoil((args[0] as Record<string, unknown> | undefined)?.[mark.spoils]);
      if (calls++ < mark.fails) throw new Error(`${mark.name} does not answer`);
      return structuredClone(mark.gives[given++]);
    };
    return mark.later === true ? async (...args: unknown[]) => answer(...args) : answer;
  }

  /** Not waited for here: the student's code stands still until the ear returns, and its own call is made before that. */
  #meddle(call: Call): void {
    this.#await(this.#remotes.get(call.on)!.call(call.do, ...this.#given(call.with)));
  }

  /** The student's own list, or ours when the student's code hands on the very object it was given. */
  #spoil(list: unknown): void {
    if (!Array.isArray(list)) return;
    try {
      this.#await(this.student.remote(list).call("push", "spoiled"));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      list.push("spoiled");
    }
  }

  #await(made: Promise<unknown>): void {
    this.#meddling.push(
      made.then(
        () => undefined,
        (error) => error,
      ),
    );
  }

  /** The same data with ids by their names. */
  #named(value: unknown): unknown {
    if (typeof value === "string") return this.#names.get(value) ?? value;
    if (Array.isArray(value)) return value.map((each) => this.#named(each));
    if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#named(each)]));
  }
}

const isMark = (value: object): value is Mark => "$" in value;

function callOf(step: Exclude<Step, { wait: number }>): string {
  if ("see" in step) return `${step.on}.${step.see}`;
  const args = (step.with ?? []).map(shownArg).join(", ");
  if ("make" in step) return `${step.as} = new ${step.make}(${args})`;
  return `${step.as === undefined ? "" : `${step.as} = `}${step.on}.${step.do}(${args})`;
}

function shownArg(arg: unknown): string {
  if (Array.isArray(arg)) return `[${arg.map(shownArg).join(", ")}]`;
  if (typeof arg !== "object" || arg === null) return literal(arg);
  if (!isMark(arg)) {
    const members = Object.entries(arg).map(([key, each]) => `${key}: ${shownArg(each)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  if (arg.$ === "ear" && arg.then !== undefined) return `${arg.name} (which calls ${callOf(arg.then)})`;
  if (arg.$ === "ear" && arg.fails > 0)
    return arg.fails === Number.POSITIVE_INFINITY ? `${arg.name} (always fails)` : `${arg.name} (fails ${arg.fails}x)`;
  return arg.$ === "clock" ? "clock" : arg.name;
}

/** The calls up to row `until`, one a line, with what each gave; of a long script the last ones. */
export function told(rows: readonly Row[], until = rows.length - 1, last = 14): string {
  const from = Math.max(0, until + 1 - last);
  const timed = rows.some((row) => row.at > 0);
  const lines = rows.slice(from, until + 1).map((row) => (timed ? `${row.at} ms  ` : "") + row.call);
  return (from > 0 ? ["..."] : []).concat(lines).join("\n");
}
