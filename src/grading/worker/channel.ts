/**
 * The worker's two file descriptors to the supervisor, lines of JSON both ways.
 * fd 3 brings requests while the event loop runs. fd 4 carries everything that the worker sends, in order, and brings what the
 * supervisor says while the worker is blocked in a synchronous callback; it is a blocking socket, so no spinning is needed.
 */
import { readSync, writeSync } from "node:fs";
import { type ConnectOpts, Socket, type SocketConstructorOpts } from "node:net";
import { pristine as P } from "./primordials";

const DOWN = 3;
const BOTH = 4;
const CHUNK = 65_536; // bytes asked of one read

const write = writeSync;
const read = readSync;
const indexOf = P.uncurry(Buffer.prototype.indexOf) as unknown as (self: Buffer, byte: number, from: number) => number;
const subarray = P.uncurry(Buffer.prototype.subarray) as unknown as (self: Buffer, a: number, b?: number) => Buffer;
const text = P.uncurry(Buffer.prototype.toString) as unknown as (
  self: Buffer,
  encoding: string,
  from: number,
  end: number,
) => string;
const concat = Buffer.concat.bind(Buffer);
const alloc = Buffer.allocUnsafe.bind(Buffer);

class Lines {
  private rest: Buffer = alloc(0);
  private ready: string[] = [];
  private first = 0;

  /** @param chunk may be written over afterwards */
  push(chunk: Buffer): void {
    const all = this.rest.length === 0 ? chunk : concat([this.rest, chunk]);
    let from = 0;
    for (let end = indexOf(all, 10, from); end >= 0; end = indexOf(all, 10, from)) {
      this.ready[this.ready.length] = text(all, "utf8", from, end);
      from = end + 1;
    }
    this.rest = concat([subarray(all, from)]);
  }

  take(): string | undefined {
    if (this.first < this.ready.length) return this.ready[this.first++];
    this.ready = [];
    this.first = 0;
    return undefined;
  }
}

/** Sends one message; blocks until the supervisor's socket has taken it. */
export function send(line: string): void {
  const bytes = P.bufferFrom(`${line}\n`, "utf8") as Buffer;
  for (let sent = 0; sent < bytes.length; ) sent += write(BOTH, bytes, sent, bytes.length - sent);
}

/** Node takes onread of a socket on a descriptor too; its types tell it of connecting ones alone. */
type Options = SocketConstructorOpts & ConnectOpts;

const whileBlocked = new Lines();
// One for all reads: memory outside the heap, made anew each time, would bring on a collection every few hundred.
const chunk = alloc(CHUNK);

/** The next message while a synchronous callback blocks the worker. Ends the process when the supervisor is gone. */
export function receiveBlocking(exit: (code: number) => never): string {
  for (;;) {
    const line = whileBlocked.take();
    if (line !== undefined) return line;
    const length = read(BOTH, chunk, 0, CHUNK, null);
    if (length === 0) exit(0);
    whileBlocked.push(subarray(chunk, 0, length));
  }
}

/** Listens on fd 3. `ref()`/`unref()` of what is returned decide whether waiting for a request keeps the process alive. */
export function listen(onLine: (line: string) => void, exit: (code: number) => never): Socket {
  const lines = new Lines();
  const callback = (length: number, buffer: Uint8Array): boolean => {
    lines.push(subarray(buffer as Buffer, 0, length));
    for (let line = lines.take(); line !== undefined; line = lines.take()) onLine(line);
    return true;
  };
  const options: Options = { fd: DOWN, readable: true, writable: false, onread: { buffer: alloc(CHUNK), callback } };
  const socket = new Socket(options);
  socket.on("end", () => exit(0));
  socket.on("error", () => exit(0));
  return socket;
}
