/**
 * How a compiled cell is run: as a function over the names of all cells so far. Nothing of TypeScript is loaded here, so that a worker
 * that only runs cells stays small.
 */
import { Script } from "node:vm";
import { type CellMeta, cellMeta } from "./cell-meta";

export const TICK = "__tick__";
/** What guarded loops look at: its first element is not 0 when they are to call the tick. */
export const STOP = "__stop__";
/** The cell's own services, see CellServices. */
export const CELL = "__cell__";
/** `exports` holds the names of all cells so far; `require` is the cell's. */
export const PARAMETERS = ["exports", "require", TICK, STOP, CELL] as const;

export interface CellHost {
  /** Called by a guarded loop when `stop[0]` is not 0; throws to end it. Default: does nothing. */
  tick?: () => void;
  /** Default: always 1, so that each round calls the tick. */
  stop?: { readonly [index: number]: number };
  /** What import() in a cell does. Default: import() from this file. */
  importModule?: (id: string, options?: unknown) => Promise<unknown>;
  /** The notebook's. Default: the process's. */
  folder?: string;
}

/** A cell that can be run: returns a promise when the cell has top-level await. */
export type CellFunction = (exports: object, require: (id: string) => unknown, host?: CellHost) => unknown;

/** A name that can be assigned: read and written where it lives, in the cell that declared it last. */
export interface Live {
  get(): unknown;
  set(value: unknown): unknown;
}

/** What the JavaScript of a cell calls. */
interface CellServices {
  /** Hands a value that stays as it is (const, function, class, import) to the later cells. */
  keep(name: string, value: unknown): void;
  /** Hands on a variable: what a later cell assigns is seen by the functions of this one, and the other way round. */
  live(name: string, get: () => unknown, set: (value: unknown) => unknown): void;
  /** A variable of an earlier cell; it follows when a cell declares the name anew. */
  ref(name: string): Live;
  import(id: string, options?: unknown): Promise<unknown>;
  readonly meta: CellMeta;
}

/**
 * Lines and columns in its stack traces are those of `js`, under the file name `name`.
 * @throws SyntaxError when it is no JavaScript
 */
export function cellFunction(cell: { js: string; hasTopLevelAwait: boolean }, name: string): CellFunction {
  if (cell.js.includes("Symbol.metadata")) provideMetadata();
  const head = `(${cell.hasTopLevelAwait ? "async " : ""}function (${PARAMETERS.join(", ")}) {"use strict";`;
  const script = new Script(`${head}${cell.js}\n})`, { filename: name, columnOffset: -head.length });
  const body = script.runInThisContext() as (...parameters: unknown[]) => unknown;
  return (exports, require, host = {}) => {
    const { tick = () => {}, stop = [1], importModule = (id: string) => import(id) } = host;
    const meta = () => cellMeta(host.folder ?? process.cwd(), name);
    return body(exports, require, tick, stop, services(exports, importModule, meta));
  };
}

const lives = new WeakMap<object, Map<string, Live>>();

function services(
  exports: object,
  importModule: NonNullable<CellHost["importModule"]>,
  meta: () => CellMeta,
): CellServices {
  const known = lives.get(exports) ?? new Map<string, Live>();
  lives.set(exports, known);
  const define = (name: string, place: PropertyDescriptor) =>
    Object.defineProperty(exports, name, { ...place, enumerable: true, configurable: true });
  return {
    keep(name, value) {
      define(name, { value, writable: true });
      const live = known.get(name); // functions of cells that took it for a variable
      if (live) Object.assign(live, property(exports, name));
    },
    live(name, get, set) {
      define(name, { get, set });
      const live = known.get(name);
      if (live) Object.assign(live, { get, set });
      else known.set(name, { get, set });
    },
    ref(name) {
      const live = known.get(name) ?? property(exports, name);
      known.set(name, live);
      return live;
    },
    import: importModule,
    get meta() {
      return meta();
    },
  };
}

const property = (exports: object, name: string): Live => ({
  get: () => Reflect.get(exports, name),
  set: (value) => Reflect.set(exports, name, value) && value,
});

/** Decorators with metadata need a symbol that no Node has yet. */
function provideMetadata(): void {
  const symbols = Symbol as { metadata?: symbol };
  symbols.metadata ??= Symbol("Symbol.metadata");
}
