/** A Jupyter client for tests: starts the built course kernel and speaks to it as JupyterLab would. Waits for messages, never for time. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Dealer, Subscriber } from "zeromq";
import { Codec, type Connection, type Header, type Outgoing } from "../../src/jupyter/message";

export const ROOT = resolve(__dirname, "..", "..");
const KERNEL = join(ROOT, "dist", "jupyter", "kernel.js");
const CONNECTION = "connection.json";

export interface Output {
  type: string;
  /** msg_id of the request that it belongs to. */
  parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: messages are plain JSON
  content: any;
}

export interface Executed {
  status: string;
  // biome-ignore lint/suspicious/noExplicitAny: messages are plain JSON
  reply: any;
  /** Everything published for it, but for status and execute_input. */
  outputs: Output[];
  text: string;
}

export interface Question {
  parent: string;
  prompt: string;
  password: boolean;
  /** @param to header that the reply says it answers; default the question's */
  answer(value: string, to?: object): void;
}

export class KernelClient {
  private readonly questions: Question[] = [];
  /** Everything published so far. */
  readonly published: Output[] = [];
  private readonly waiting = new Set<() => void>();
  // biome-ignore lint/suspicious/noExplicitAny: messages are plain JSON
  private readonly replies = new Map<string, any>();

  private constructor(
    private process: ChildProcess,
    private readonly cwd: string,
    private readonly codec: Codec,
    private readonly shell: Dealer,
    private readonly control: Dealer,
    private readonly iopub: Subscriber,
    private readonly stdin: Dealer,
    private readonly folder: string,
  ) {
    void this.listen(shell);
    void this.listen(control);
    void this.listenOutputs();
    void this.listenQuestions();
  }

  /** @param cwd the notebook's folder. Default: that of the notebooks in English, so the kernel speaks English too */
  static async start(cwd = join(ROOT, "notebooks", "en")): Promise<KernelClient> {
    const [shell, iopub, stdin, control, hb] = await freePorts(5);
    const connection: Connection = {
      transport: "tcp",
      ip: "127.0.0.1",
      key: randomUUID(),
      signature_scheme: "hmac-sha256",
      shell_port: shell!,
      iopub_port: iopub!,
      stdin_port: stdin!,
      control_port: control!,
      hb_port: hb!,
    };
    const folder = mkdtempSync(join(tmpdir(), "nubelab-kernel-"));
    writeFileSync(join(folder, CONNECTION), JSON.stringify(connection));
    const address = (port: number) => `tcp://127.0.0.1:${port}`;
    const sockets = [new Dealer(), new Dealer(), new Subscriber(), new Dealer()] as const;
    sockets[1].connect(address(connection.control_port));
    sockets[2].connect(address(connection.iopub_port));
    sockets[2].subscribe();
    for (const dealer of [sockets[0], sockets[3]]) dealer.routingId = folder; // one name: so a question finds who sent the cell
    sockets[0].connect(address(connection.shell_port));
    sockets[3].connect(address(connection.stdin_port));
    for (const socket of sockets) socket.linger = 0;
    const client = new KernelClient(launch(folder, cwd), cwd, new Codec(connection), ...sockets, folder);
    await client.heard();
    return client;
  }

  /** Outputs are lost until the subscription has reached the kernel: asks until an answer's status is seen. */
  private async heard(): Promise<void> {
    await this.request("kernel_info_request");
    const before = this.published.length;
    const isHeard = () => this.published.slice(before).some((output) => output.type === "status");
    while (!isHeard()) await this.request("kernel_info_request");
  }

  /** Ends the kernel as a restart does and starts another on the same ports; resolves to the content of the shutdown_reply. */
  async restart(): Promise<{ status: string; restart: boolean }> {
    const exit = new Promise((resolve) => this.process.once("exit", resolve));
    const reply = await this.request("shutdown_request", { restart: true }, "control");
    await exit;
    this.process = launch(this.folder, this.cwd);
    await this.heard();
    return reply;
  }

  /** Sends a request and returns its id. */
  send(channel: "shell" | "control", type: string, content: object, metadata: object = {}): string {
    const id = randomUUID();
    const frames = this.codec.encode({
      channel,
      ids: [],
      type,
      id,
      parent: {},
      metadata: JSON.stringify(metadata),
      content: JSON.stringify(content),
    });
    void this[channel].send(frames as string[]);
    return id;
  }

  /** Sends a request and waits for the content of its reply. */
  // biome-ignore lint/suspicious/noExplicitAny: messages are plain JSON
  async request(type: string, content: object = {}, channel: "shell" | "control" = "shell"): Promise<any> {
    const id = this.send(channel, type, content);
    await this.until(() => this.replies.has(id));
    return this.replies.get(id);
  }

  sendCell(code: string, options: { stopOnError?: boolean; allowStdin?: boolean } = {}): string {
    const { stopOnError = true, allowStdin = false } = options;
    return this.send("shell", "execute_request", {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: allowStdin,
      stop_on_error: stopOnError,
    });
  }

  /** Waits for the reply of a cell and for all that was published for it before it went idle. */
  async ended(id: string): Promise<Executed> {
    const isIdle = (o: Output) => o.parent === id && o.type === "status" && o.content.execution_state === "idle";
    await this.until(() => this.replies.has(id) && this.published.some(isIdle));
    const reply = this.replies.get(id);
    const outputs = this.outputsOf(id);
    const text = outputs.map((o) => (o.type === "stream" ? o.content.text : "")).join("");
    return { status: reply.status, reply, outputs, text };
  }

  run(code: string, options: { stopOnError?: boolean } = {}): Promise<Executed> {
    return this.ended(this.sendCell(code, options));
  }

  /** Waits until a cell has printed a text. */
  async printed(id: string, text: string): Promise<void> {
    await this.until(() => this.outputsOf(id).some((o) => o.type === "stream" && o.content.text.includes(text)));
  }

  /** Waits for the nth question of the session (from 1): what input_request asks, and a way to answer it. */
  async question(nth: number): Promise<Question> {
    await this.until(() => this.questions.length >= nth);
    return this.questions[nth - 1]!;
  }

  outputsOf(id: string): Output[] {
    return this.published.filter((o) => o.parent === id && o.type !== "status" && o.type !== "execute_input");
  }

  interrupt(): Promise<{ status: string }> {
    return this.request("interrupt_request", {}, "control");
  }

  /** Waits until something that was received makes it true. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  /** Asks the kernel to end; resolves to its exit code (null: killed). */
  async shutdown(): Promise<number | null> {
    const exit = new Promise<number | null>((resolve) => this.process.once("exit", resolve));
    await this.request("shutdown_request", { restart: false }, "control");
    const code = await exit;
    this.close();
    return code;
  }

  close(): void {
    for (const socket of [this.shell, this.control, this.iopub, this.stdin]) socket.close();
    if (this.process.exitCode === null) this.process.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async listen(socket: Dealer): Promise<void> {
    for await (const frames of socket) {
      const message = this.codec.decode(frames);
      this.replies.set(message.parent.msg_id as string, message.content);
      this.wake();
    }
  }

  private async listenQuestions(): Promise<void> {
    for await (const frames of this.stdin) {
      const { header, parent, content } = this.codec.decode(frames);
      const answer = (value: string, to: object = header) => {
        const reply = {
          channel: "stdin",
          ids: [],
          type: "input_reply",
          parent: to,
          content: JSON.stringify({ value }),
        };
        void this.stdin.send(this.codec.encode(reply as Outgoing) as string[]);
      };
      this.questions.push({
        parent: parent.msg_id ?? "",
        ...(content as { prompt: string; password: boolean }),
        answer,
      });
      this.wake();
    }
  }

  private async listenOutputs(): Promise<void> {
    for await (const frames of this.iopub) {
      const { header, parent, content } = this.codec.decode(frames) as {
        header: Header;
        parent: Header;
        content: object;
      };
      this.published.push({ type: header.msg_type, parent: parent.msg_id ?? "", content });
      this.wake();
    }
  }

  private wake(): void {
    for (const look of [...this.waiting]) look();
  }
}

const launch = (folder: string, cwd: string): ChildProcess =>
  spawn(process.execPath, [KERNEL, join(folder, CONNECTION)], {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
    detached: process.platform !== "win32", // leader of its own group, as Jupyter starts it; on Windows it would get a window
    env: { ...process.env, JPY_PARENT_PID: String(process.pid) },
  });

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((done) =>
          server.listen(0, "127.0.0.1", () => done((server.address() as { port: number }).port)),
        ),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
