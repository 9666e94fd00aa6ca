/**
 * The state of one notebook: values and declarations of the cells that ran, and running the next one so that an interrupt reaches it
 * wherever it is: in synchronous code (node:vm's own watch on SIGINT), in a loop after an await (the tick), or while it awaits (a race).
 */

import { types } from "node:util";
import { Script } from "node:vm";
import {
  type CellCompiler,
  type CellFunction,
  type CellHost,
  cellFunction,
  LAST_EXPRESSION,
  partialDeclarations,
} from "../compile";
import { type Cell, ownCell, runAs } from "./cell";
import { CellModules } from "./cell-require";
import { InterruptedError, rememberCell, TypeScriptError } from "./errors";
import { IDLE, INTERRUPT, LEFTOVERS, RUNNING, STOP } from "./flag";
import type { Outputs } from "./outputs";

/** What a cell gave: the value of its last expression, when it ends in one that is not undefined. */
export type Outcome = { value?: unknown };

const GRACE_MS = 100; // for the interrupted code to end by itself before its cell is given up
const LEFTOVERS_MS = 5_000; // how long loops are asked whether they are leftovers: asking costs

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

export class NotebookSession {
  declarations = "";
  private readonly exports: Record<string, unknown> = {};
  private readonly modules: CellModules;
  private readonly flags: Int32Array;
  private call: (() => unknown) | null = null;
  /** A frame of node:vm around the cell's function: only there does SIGINT end synchronous code. */
  private readonly enter: Script;
  private stop: (() => void) | null = null;
  private runs = 0;
  private readonly host: CellHost;

  constructor(
    private readonly compiler: CellCompiler,
    cwd: string,
    outputs: Outputs,
    flags: SharedArrayBuffer,
  ) {
    this.modules = new CellModules(cwd, outputs);
    this.flags = new Int32Array(flags);
    this.host = { tick: () => this.tick(), stop: this.flags, importModule: this.modules.import, folder: cwd };
    const entry = Symbol.for("nubelab.cell");
    Object.defineProperty(globalThis, entry, { value: () => this.call!() });
    this.enter = new Script('globalThis[Symbol.for("nubelab.cell")]()', { filename: "cell-entry" });
  }

  /**
   * Compiles and runs a cell.
   * @throws TypeScriptError, InterruptedError, or whatever the cell throws
   */
  async run(cell: Cell): Promise<Outcome> {
    Atomics.compareExchange(this.flags, INTERRUPT, STOP, IDLE);
    Atomics.store(this.flags, RUNNING, ++this.runs);
    try {
      return await this.compileAndRun(cell);
    } finally {
      Atomics.store(this.flags, RUNNING, 0);
      Atomics.compareExchange(this.flags, INTERRUPT, STOP, IDLE);
      this.stop = null;
      if (cell.stopped) this.watchLeftovers();
    }
  }

  private async compileAndRun(cell: Cell): Promise<Outcome> {
    const options = { name: cell.name, previous: this.declarations, loopGuard: true };
    const compiled = this.compiler.compile(cell.code, options);
    if (compiled.diagnostics.length > 0) throw new TypeScriptError(compiled.diagnostics, cell.code.split("\n"));
    if (Atomics.load(this.flags, INTERRUPT) === STOP) throw new InterruptedError();
    rememberCell(cell.name, cell.code, compiled.map);
    this.modules.update(compiled.localModules);
    const body = cellFunction(compiled, cell.name);
    const before = { ...this.exports };
    try {
      await runAs(cell, () => this.runBody(cell, body, compiled.imports));
    } catch (error) {
      const isSet = (name: string) => this.exports[name] !== before[name];
      this.declarations = partialDeclarations(this.declarations, compiled.declarations, isSet);
      throw error;
    }
    this.declarations = compiled.declarations;
    const key = compiled.lastExpression;
    if (key === null || this.exports[key] === undefined) return {};
    const value = this.exports[key];
    delete this.exports[key];
    return { value };
  }

  /** The user asks the running cell to stop. */
  interrupt(): void {
    const stop = this.stop;
    if (stop) setTimeout(stop, GRACE_MS);
  }

  private async runBody(cell: Cell, body: CellFunction, imports: string[]): Promise<void> {
    const stopped = new Promise<never>((_, reject) => {
      this.stop = () => {
        cell.stopped = true;
        reject(new InterruptedError());
      };
    });
    stopped.catch(() => {}); // heard only in the race
    this.call = () => this.modules.prepare(imports);
    await Promise.race([this.enter.runInThisContext({ breakOnSigint: true }), stopped]);
    this.call = () => body(this.exports, this.modules.require, this.host);
    const result = this.enter.runInThisContext({ breakOnSigint: true });
    if (result instanceof Promise) {
      result.catch(() => {}); // when the race is lost, its own end concerns nobody
      await Promise.race([result, stopped]);
    }
    await Promise.race([this.settleLast(), stopped]);
    await turn(); // rejections that nobody handles show up
    await turn();
    if (cell.stray) throw cell.stray.error;
  }

  /** A last expression that is a promise is awaited: what the cell shows is its value. */
  private async settleLast(): Promise<void> {
    const value = this.exports[LAST_EXPRESSION];
    if (types.isPromise(value)) this.exports[LAST_EXPRESSION] = await value;
  }

  /** Called by each round of each loop of each cell. */
  private tick(): void {
    const flag = Atomics.load(this.flags, INTERRUPT);
    if (flag === IDLE) return;
    if (flag === LEFTOVERS && !ownCell()?.stopped) return;
    throw new InterruptedError();
  }

  private watchLeftovers(): void {
    Atomics.store(this.flags, INTERRUPT, LEFTOVERS);
    setTimeout(() => Atomics.compareExchange(this.flags, INTERRUPT, LEFTOVERS, IDLE), LEFTOVERS_MS).unref();
  }
}
