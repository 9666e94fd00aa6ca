/**
 * The worker's two file descriptors to the supervisor, lines of JSON both ways.
 * fd 3 brings requests while the event loop runs. fd 4 carries everything that the worker sends, in order, and brings what the
 * supervisor says while the worker is blocked in a synchronous callback; it is a blocking socket, so no spinning is needed.
 */
import { readSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import { pristine as P } from "./primordials";

const DOWN = 3;
const BOTH = 4;
const CHUNK = 65_536; // bytes asked of one read

const write = writeSync;
const read = readSync;
const indexOf = P.uncurry(Buffer.prototype.indexOf) as unknown as (self: Buffer, byte: number) => number;
const subarray = P.uncurry(Buffer.prototype.subarray) as unknown as (self: Buffer, a: number, b?: number) => Buffer;
const text = P.uncurry(Buffer.prototype.toString) as unknown as (self: Buffer, encoding: string) => string;
const concat = Buffer.concat.bind(Buffer);
const alloc = Buffer.allocUnsafe.bind(Buffer);

class Lines {
  private rest: Buffer = alloc(0);
  private readonly ready: string[] = [];
  private first = 0;

  push(chunk: Buffer): void {
    this.rest = this.rest.length === 0 ? chunk : concat([this.rest, chunk]);
    for (let at = indexOf(this.rest, 10); at >= 0; at = indexOf(this.rest, 10)) {
      this.ready[this.ready.length] = text(subarray(this.rest, 0, at), "utf8");
      this.rest = subarray(this.rest, at + 1);
    }
  }

  take(): string | undefined {
    return this.first < this.ready.length ? this.ready[this.first++] : undefined;
  }
}

/** Sends one message; blocks until the supervisor's socket has taken it. */
export function send(line: string): void {
  const bytes = P.bufferFrom(`${line}\n`, "utf8") as Buffer;
  for (let sent = 0; sent < bytes.length; ) sent += write(BOTH, bytes, sent, bytes.length - sent);
}

const whileBlocked = new Lines();

/** The next message while a synchronous callback blocks the worker. Ends the process when the supervisor is gone. */
export function receiveBlocking(exit: (code: number) => never): string {
  for (;;) {
    const line = whileBlocked.take();
    if (line !== undefined) return line;
    const chunk = alloc(CHUNK);
    const length = read(BOTH, chunk, 0, CHUNK, null);
    if (length === 0) exit(0);
    whileBlocked.push(subarray(chunk, 0, length));
  }
}

/** Listens on fd 3. `ref()`/`unref()` of what is returned decide whether waiting for a request keeps the process alive. */
export function listen(onLine: (line: string) => void, exit: (code: number) => never): Socket {
  const lines = new Lines();
  const socket = new Socket({ fd: DOWN, readable: true, writable: false });
  socket.on("data", (chunk: Buffer) => {
    lines.push(chunk);
    for (let line = lines.take(); line !== undefined; line = lines.take()) onLine(line);
  });
  socket.on("end", () => exit(0));
  socket.on("error", () => exit(0));
  return socket;
}
