/**
 * The course kernel. This thread compiles and runs cells; ./wire owns the sockets and answers by itself what must not wait.
 * Started by Jupyter as `node kernel.js CONNECTION_FILE`, in the notebook's folder.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type CellCompiler, createCompiler, loadTypeScriptCached, typeScriptVersion } from "../compile";
import { type Cell, currentCell, runAs } from "./cell";
import { containExit } from "./contain";
import { describeError, describeStray, type ErrorContent, isInterrupt, mapStackTraces } from "./errors";
import { sharedFlags } from "./flag";
import { Inputs } from "./input";
import { hideContext } from "./inspection";
import { tell } from "./language";
import { log } from "./log";
import type { Connection, Outgoing, Request, StreamText } from "./message";
import { PROTOCOL } from "./message";
import { NotebookSession, type Outcome } from "./notebook-session";
import { type DisplayOptions, isRich, type MimeBundle, Outputs, toMime } from "./outputs";
import { OWN } from "./places";
import { complete, History, inspectName } from "./requests";
import type { WireData, WireMessage } from "./wire";

/** What cells and libraries find at globalThis[Symbol.for("Jupyter.kernel")]. */
export interface KernelApi {
  /** Shows a MIME bundle, or a value that has Symbol.for("Jupyter.display"), at once. */
  display(what: unknown, options?: DisplayOptions): Promise<void>;
  /** @param wait true: only when the next output comes. Default false. */
  clearOutput(wait?: boolean): void;
  /** How many times the user has interrupted a running cell. Long computations compare it now and then. */
  readonly interrupts: number;
}

/** What the course's cells import: loaded ahead when nothing else is to be done. */
const USUAL = `import { Cloud } from "nubelab";
import { queueDepth } from "nubelab/charts";
import { check } from "nubelab/course";
import { SQS } from "@aws-sdk/client-sqs";
const cloud = new Cloud();
[cloud.client(SQS), queueDepth, check];`;
const IDLE_MS = 300; // before it is thought that nothing else is to be done
const DRAIN_MS = 5; // for requests that were sent before the error was known

const connection = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Connection;
const version = typeScriptVersion();
const info = {
  status: "ok",
  protocol_version: PROTOCOL,
  implementation: "nubelab",
  implementation_version: JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")).version,
  language_info: {
    name: "typescript",
    version,
    mimetype: "text/typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  },
  banner: `TypeScript ${version} on Node ${process.version}`,
  help_links: [],
  supported_features: [], // no debugger, no subshells
};

const flags = sharedFlags();
const wire = new Worker(join(__dirname, "wire.js"), { workerData: { connection, info, flags } satisfies WireData });
const post = (message: Outgoing | StreamText) => wire.postMessage(message);
const outputs = new Outputs(post);
const reply = (to: Request, type: string, content: object) => {
  post({ channel: "shell", ids: to.ids, type, parent: to.header, content: JSON.stringify(content) });
};
const status = (to: Request, state: string) => {
  const content = JSON.stringify({ execution_state: state });
  post({ channel: "iopub", ids: [Buffer.from("status")], type: "status", parent: to.header, content });
};

let interrupts = 0;
const api: KernelApi = {
  async display(what, options) {
    const cell = currentCell();
    outputs.display(isRich(what) ? await toMime(what) : (what as MimeBundle), options, cell);
  },
  clearOutput: (wait = false) => outputs.publish("clear_output", { wait }),
  get interrupts() {
    return interrupts;
  },
};
Object.defineProperty(globalThis, Symbol.for("Jupyter.kernel"), { value: api });
const inputs = new Inputs(post);
Object.defineProperty(globalThis, "input", { value: inputs.ask, configurable: true, writable: true });

const queue: Request[] = [];
const history = new History();
let compiler: CellCompiler;
let session: NotebookSession;
let count = 0;
let busy = false;

async function execute(request: Request): Promise<void> {
  const content = request.content as Record<string, unknown> & { code: string };
  const { code, silent, store_history, stop_on_error, allow_stdin } = content;
  const stored = !silent && store_history !== false;
  if (stored) history.add(++count, code);
  const cell: Cell = {
    header: request.header,
    ids: request.ids,
    allowStdin: allow_stdin === true,
    code,
    name: stored ? `cell-${count}.ts` : `cell-${count}s.ts`,
    count,
    silent: !!silent,
    streamed: 0,
    displayed: 0,
    done: false,
    stopped: false,
    stray: null,
  };
  outputs.publish("execute_input", { code, execution_count: count }, cell);
  const failure = await runAs(cell, () => executeCell(cell));
  cell.done = true;
  const answer = { execution_count: count, payload: [], user_expressions: {} };
  if (!failure) answer.user_expressions = await evaluate(cell, content.user_expressions ?? {});
  if (!failure) return reply(request, "execute_reply", { status: "ok", ...answer });
  outputs.publish("error", failure, cell);
  const aborted = stop_on_error === false ? [] : await takeQueued();
  reply(request, "execute_reply", { status: "error", ...answer, ...failure });
  for (const other of aborted) abort(other);
}

/** What a client asks to know when its cell has ended well: each expression by itself, published nowhere. */
async function evaluate(cell: Cell, expressions: object): Promise<Record<string, object>> {
  const answers: Record<string, object> = {};
  for (const [name, code] of Object.entries(expressions)) {
    const own: Cell = { ...cell, code: String(code), name: `${cell.name.slice(0, -3)}x.ts`, silent: true, done: false };
    try {
      const outcome = await runAs(own, () => session.run(own));
      const data = "value" in outcome ? await toMime(outcome.value) : {};
      answers[name] = { status: "ok", data, metadata: {} };
    } catch (error) {
      answers[name] = { status: "error", ...describeError(error) };
    }
    own.done = true;
  }
  return answers;
}

/** Returns the failure, or null. */
async function executeCell(cell: Cell): Promise<ErrorContent | null> {
  try {
    const outcome: Outcome = await session.run(cell);
    if ("value" in outcome) outputs.result(await toMime(outcome.value), cell);
    return null;
  } catch (error) {
    if (!isInterrupt(error) && isRich(error)) outputs.display(await toMime(error).catch(() => ({})), {}, cell);
    return describeError(error);
  }
}

/** The execute requests that were waiting when a cell failed: they are not to run. */
async function takeQueued(): Promise<Request[]> {
  await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
  await new Promise((resolve) => setImmediate(resolve));
  const isExecute = (request: Request) => request.header.msg_type === "execute_request";
  const taken = queue.filter(isExecute);
  const kept = queue.filter((request) => !isExecute(request));
  queue.splice(0, queue.length, ...kept);
  return taken;
}

function abort(request: Request): void {
  status(request, "busy");
  const why = {
    ename: "Aborted",
    evalue: tell({ es: "falló una celda anterior", en: "an earlier cell failed" }),
    traceback: [],
  };
  reply(request, "execute_reply", { status: "aborted", execution_count: count, ...why });
  status(request, "idle");
}

const handlers: Record<string, (request: Request) => unknown> = {
  execute_request: execute,
  complete_request: (r) => reply(r, "complete_reply", complete(compiler, session.declarations, r.content)),
  inspect_request: (r) => reply(r, "inspect_reply", inspectName(compiler, session.declarations, r.content)),
  is_complete_request: (r) => reply(r, "is_complete_reply", compiler.completeness(r.content.code as string)),
  history_request: (r) => reply(r, "history_reply", history.answer(r.content)),
  // no target is known here: an opened comm is closed at once, as the protocol asks; messages of others are nobody's
  comm_open: ({ header, content }) =>
    post({
      channel: "iopub",
      ids: [Buffer.from("comm_close")],
      type: "comm_close",
      parent: header,
      content: JSON.stringify({ comm_id: content.comm_id, data: {} }),
    }),
  comm_info_request: (r) => reply(r, "comm_info_reply", { status: "ok", comms: {} }),
};

async function handle(request: Request): Promise<void> {
  status(request, "busy");
  const type = request.header.msg_type;
  try {
    await handlers[type]?.(request);
  } catch (error) {
    log(`${type}: ${describeStray(error)}`);
    const failure = { status: "error", ...describeError(error) };
    reply(request, type.replace("_request", "_reply"), failure);
  }
  status(request, "idle");
}

async function work(): Promise<void> {
  if (busy || !session) return;
  busy = true;
  for (let request = queue.shift(); request; request = queue.shift()) await handle(request);
  busy = false;
}

/** The first cell of a notebook of the course need not wait for what all of them import; the next start need not compile TypeScript. */
function whenIdle(): void {
  if (busy) {
    setTimeout(whenIdle, IDLE_MS);
    return;
  }
  if (count === 0) compiler.warm(USUAL);
  try {
    codeCache.save();
  } catch (error) {
    log(`the next start will be slower: ${describeStray(error)}`); // a folder that is full or not ours
  }
}

/** A rejection or an exception that no cell caught: it fails the cell while that runs, and is told on its standard error later. */
function stray(error: unknown): void {
  const cell = currentCell();
  if (cell && !cell.done) {
    cell.stray ??= { error };
    return;
  }
  if (isInterrupt(error)) return; // what an interrupted cell had left behind has now ended
  const number = cell?.count ?? "?";
  const where = tell({ es: `Error sin atrapar (en la celda ${number})`, en: `Uncaught (in cell ${number})` });
  outputs.write("stderr", `${where}: ${describeStray(error)}\n`, cell);
}

wire.on("message", (message: WireMessage) => {
  if (message.kind === "interrupt") {
    interrupts++;
    session?.interrupt();
    inputs.interrupt();
  } else if (message.kind === "input") inputs.answer(message.reply);
  else if (message.kind === "exit") void wire.terminate().then(() => exit(0));
  else {
    queue.push(message.request);
    void work();
  }
});
wire.on("error", (error) => {
  log(`the wire thread ended: ${error.message}`);
  exit(1);
});
process.on("SIGINT", () => {}); // interrupts come as messages; the signal only ends synchronous cells
process.on("uncaughtException", stray);
process.on("unhandledRejection", stray);
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const exit = containExit();
outputs.capture();
mapStackTraces();
hideContext();
const codeCache = loadTypeScriptCached(join(OWN, "cache"));
compiler = createCompiler({ cwd: process.cwd(), tell });
session = new NotebookSession(compiler, process.cwd(), outputs, flags);
void work();
setTimeout(whenIdle, IDLE_MS);
