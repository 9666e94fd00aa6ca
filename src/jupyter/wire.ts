/**
 * The wire thread: owns all five sockets, so that outputs stream and heartbeat, kernel_info, interrupt and shutdown are answered
 * while a cell blocks the main thread, or while TypeScript is still loading there.
 */
import { parentPort, workerData } from "node:worker_threads";
import { Reply, Router, XPublisher } from "zeromq";
import { INTERRUPT, RUNNING, STOP } from "./flag";
import { Gather } from "./gather";
import { log } from "./log";
import { type Channel, Codec, type Connection, type Outgoing, type Request, type StreamText } from "./message";

export interface WireData {
  connection: Connection;
  /** The content of kernel_info_reply. */
  info: object;
  flags: SharedArrayBuffer;
}
/** What the wire thread tells the main thread. */
export type WireMessage =
  | { kind: "request"; request: Request }
  | { kind: "input"; reply: Request }
  | { kind: "interrupt" }
  | { kind: "exit" };

const PARENT_LOOK_MS = 2_000; // between two looks whether Jupyter still lives
const FLUSH_MS = 50; // for the last messages to leave
const CLOSE_MS = 20; // for the sockets to have closed
const BLOCKED_MS = 600; // for the main thread to end by itself
const SIGNAL_MS = 40; // for a loop to notice the interrupt before the harder way is taken

const { connection, info, flags } = workerData as WireData;
const shared = new Int32Array(flags);
const port = parentPort!;
const tell = (message: WireMessage) => port.postMessage(message);
const codec = new Codec(connection);
const sockets = { iopub: new XPublisher(), shell: new Router(), control: new Router(), stdin: new Router() };
const heartbeat = new Reply();
/** A socket takes one send at a time. */
const queues: Record<Channel, Promise<void>> = {
  iopub: Promise.resolve(),
  shell: Promise.resolve(),
  control: Promise.resolve(),
  stdin: Promise.resolve(),
};

function send(message: Outgoing): Promise<void> {
  const sent = queues[message.channel].then(() => sockets[message.channel].send(codec.encode(message)));
  queues[message.channel] = sent.catch((error: unknown) => log(`sending ${message.type}: ${error}`));
  return queues[message.channel];
}
const gather = new Gather((piece) => publish("stream", piece.parent, { name: piece.stream, text: piece.text }));
const publish = (type: string, parent: object, content: object) =>
  send({ channel: "iopub", ids: [Buffer.from(type)], type, parent, content: JSON.stringify(content) });
const status = (parent: object, state: string) => publish("status", parent, { execution_state: state });
const answer = (channel: Channel, to: Request, type: string, content: object) =>
  send({ channel, ids: to.ids, type, parent: to.header, content: JSON.stringify(content) });

function interrupt(): void {
  const cell = Atomics.load(shared, RUNNING);
  if (cell === 0) return;
  Atomics.store(shared, INTERRUPT, STOP); // ends a loop that runs after an await
  // ends a synchronous cell that has no loop of its own (vm breakOnSigint); never sent to the cell after it
  if (process.platform !== "win32") {
    setTimeout(() => {
      if (Atomics.load(shared, RUNNING) === cell) signal();
    }, SIGNAL_MS);
  }
  tell({ kind: "interrupt" }); // ends a cell that awaits
}

/** As Ctrl-C does in a terminal: programs that the cell waits for are told too. Jupyter starts kernels as leaders of a group. */
function signal(): void {
  try {
    process.kill(-process.pid, "SIGINT");
  } catch {
    process.kill(process.pid, "SIGINT"); // ESRCH: no leader, and the group is not ours to end
  }
}

async function shutdown(channel: Channel, request: Request): Promise<void> {
  const content = { status: "ok", restart: !!request.content.restart };
  await answer(channel, request, "shutdown_reply", content);
  await publish("shutdown_reply", request.header, content);
  await status(request.header, "idle");
  setTimeout(() => {
    for (const socket of [...Object.values(sockets), heartbeat]) socket.close(); // open sockets would abort the exit
    setTimeout(() => tell({ kind: "exit" }), CLOSE_MS);
  }, FLUSH_MS);
  setTimeout(() => process.kill(process.pid, "SIGKILL"), BLOCKED_MS);
}

/** Requests that never reach the main thread. Returns false for one that must. */
async function answeredHere(channel: Channel, request: Request): Promise<boolean> {
  const type = request.header.msg_type;
  if (type === "kernel_info_request") {
    status(request.header, "busy");
    answer(channel, request, "kernel_info_reply", info);
    status(request.header, "idle");
  } else if (type === "shutdown_request") {
    status(request.header, "busy");
    await shutdown(channel, request);
  } else if (type === "interrupt_request") {
    status(request.header, "busy");
    interrupt();
    answer(channel, request, "interrupt_reply", { status: "ok" });
    status(request.header, "idle");
  } else return false;
  return true;
}

async function listen(channel: "shell" | "control" | "stdin"): Promise<void> {
  for await (const frames of sockets[channel]) {
    try {
      const request = codec.decode(frames);
      if (await answeredHere(channel, request)) continue;
      if (channel === "shell") tell({ kind: "request", request });
      if (channel === "stdin" && request.header.msg_type === "input_reply") tell({ kind: "input", reply: request });
    } catch (error) {
      log(`${channel}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** Greets who subscribes: from then on nothing is lost (JEP 65). The first byte is 1 for a subscription, the rest is its topic. */
async function greet(): Promise<void> {
  for await (const [event] of sockets.iopub) {
    if (event?.[0] !== 1) continue;
    const topic = event.subarray(1);
    const content = JSON.stringify({ subscription: topic.toString() });
    const ids = [topic.length > 0 ? topic : Buffer.from("iopub_welcome")];
    await send({ channel: "iopub", ids, type: "iopub_welcome", parent: {}, content });
  }
}

async function beat(): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames);
}

/** Ends with Jupyter, even when Jupyter was killed. */
function watchParent(): void {
  const parent = Number(process.env.JPY_PARENT_PID);
  if (!parent || process.platform === "win32") return;
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.kill(process.pid, "SIGKILL"); // ESRCH: there is nobody left to answer to
    }
  }, PARENT_LOOK_MS).unref();
}

async function main(): Promise<void> {
  const address = (p: number) =>
    connection.transport === "ipc" ? `ipc://${connection.ip}-${p}` : `tcp://${connection.ip}:${p}`;
  for (const channel of ["iopub", "shell", "control", "stdin"] as const) {
    sockets[channel].linger = 200;
    if (channel === "iopub") {
      sockets.iopub.sendHighWaterMark = 0; // a slow reader loses nothing
      sockets.iopub.verbosity = "allSubs"; // each subscriber is greeted, not the first one alone
    }
    await sockets[channel].bind(address(connection[`${channel}_port`]));
  }
  await heartbeat.bind(address(connection.hb_port));
  port.on("message", (message: Outgoing | StreamText) => {
    if ("stream" in message) return gather.add(message);
    gather.flush();
    send(message);
  });
  status({}, "starting");
  watchParent();
  await Promise.all([beat(), greet(), listen("control"), listen("shell"), listen("stdin")]);
}

main().catch((error: unknown) => {
  log(String(error));
  process.exit(1);
});
