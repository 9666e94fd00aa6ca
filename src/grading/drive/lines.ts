/** Cuts a hostile byte stream into lines under limits on one line, on all of them and on their number. */
import type { Limits } from "../sandbox/limits";

export class BoundedLines {
  private parts: Buffer[] = [];
  private length = 0;
  private total = 0;
  private count = 0;

  constructor(private readonly limits: Pick<Limits, "messageCharacters" | "totalCharacters" | "messages">) {}

  /** The lines that this chunk completes; null once a limit is passed. */
  push(chunk: Buffer): string[] | null {
    this.total += chunk.length;
    if (this.total > this.limits.totalCharacters) return null;
    const lines: string[] = [];
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf(10, from);
      const part = chunk.subarray(from, end < 0 ? chunk.length : end);
      this.parts.push(part);
      this.length += part.length;
      if (this.length > this.limits.messageCharacters) return null;
      if (end < 0) break;
      if (++this.count > this.limits.messages) return null;
      lines.push(Buffer.concat(this.parts).toString("utf8"));
      this.parts = [];
      this.length = 0;
      from = end + 1;
    }
    return lines;
  }
}
