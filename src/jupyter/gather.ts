/**
 * Gathers pieces of a stream for a moment: a loop that prints 100,000 lines is not 100,000 messages. It lives in the wire thread, so that
 * what was printed shows even while the cell blocks its own thread.
 */
import type { StreamText } from "./message";

const GATHER_MS = 20;
const GATHER_CHARS = 16_384;

export class Gather {
  private pending: StreamText | null = null;

  constructor(private readonly publish: (piece: StreamText) => void) {}

  add(piece: StreamText): void {
    const isNext = this.pending?.stream === piece.stream && this.pending.parent.msg_id === piece.parent.msg_id;
    if (!isNext) this.flush();
    if (!this.pending) {
      this.pending = { ...piece };
      setTimeout(() => this.flush(), GATHER_MS);
    } else this.pending.text += piece.text;
    if (this.pending.text.length > GATHER_CHARS) this.flush();
  }

  flush(): void {
    const piece = this.pending;
    this.pending = null;
    if (piece) this.publish(piece);
  }
}
