/** Messages of the Jupyter protocol 5.5 on the wire: frames, signature, JSON. Source: "Messaging in Jupyter", jupyter-client documentation. */
import { createHmac, randomUUID } from "node:crypto";

/** The connection file that Jupyter writes for a kernel. */
export interface Connection {
  transport: "tcp" | "ipc";
  ip: string;
  key: string;
  signature_scheme: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
}

export type Channel = "shell" | "control" | "stdin" | "iopub";

export interface Header {
  msg_id: string;
  msg_type: string;
  [more: string]: unknown;
}

export interface Request {
  /** Routing frames: whom to answer. */
  ids: Uint8Array[];
  header: Header;
  /** Header of what it answers; {} for nothing. */
  parent: Partial<Header>;
  content: Record<string, unknown>;
}

/** A message to be sent; `content` is JSON already, so that it crosses threads as one string. */
export interface Outgoing {
  channel: Channel;
  ids: Uint8Array[];
  type: string;
  /** Default: a fresh one. */
  id?: string;
  /** Header of the request that caused it; {} for none. */
  parent: Partial<Header>;
  /** JSON. Default: {} */
  metadata?: string;
  content: string;
}

/** A piece of a stream on its way to the wire thread, which gathers such pieces. */
export interface StreamText {
  stream: "stdout" | "stderr";
  text: string;
  parent: Partial<Header>;
}

export const PROTOCOL = "5.5";
const DELIMITER = Buffer.from("<IDS|MSG>");

export class Codec {
  private readonly session = randomUUID();

  /** @throws Error for a signature scheme that is not hmac-sha256, the only one in use */
  constructor(private readonly connection: Pick<Connection, "key" | "signature_scheme">) {
    if (connection.key && connection.signature_scheme !== "hmac-sha256") {
      throw new Error(`signature_scheme must be hmac-sha256, not ${connection.signature_scheme}`);
    }
  }

  /** @throws Error when the delimiter is missing or the signature is wrong */
  decode(frames: Buffer[]): Request {
    const at = frames.findIndex((frame) => frame.equals(DELIMITER));
    if (at < 0 || frames.length < at + 6) throw new Error("not a Jupyter message: delimiter or parts missing");
    const parts = frames.slice(at + 2, at + 6);
    if (this.sign(parts) !== frames[at + 1]!.toString())
      throw new Error("a message with a wrong signature was refused");
    return {
      ids: frames.slice(0, at),
      header: JSON.parse(parts[0]!.toString()),
      parent: JSON.parse(parts[1]!.toString()),
      content: JSON.parse(parts[3]!.toString()),
    };
  }

  encode({ ids, type, id = randomUUID(), parent, metadata = "{}", content }: Outgoing): (Uint8Array | string)[] {
    const header = {
      msg_id: id,
      session: this.session,
      username: "kernel",
      date: new Date().toISOString(),
      msg_type: type,
      version: PROTOCOL,
    };
    const parts = [JSON.stringify(header), JSON.stringify(parent), metadata, content];
    return [...ids, DELIMITER, this.sign(parts), ...parts];
  }

  private sign(parts: (Buffer | string)[]): string {
    if (!this.connection.key) return "";
    const hmac = createHmac("sha256", this.connection.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
}
