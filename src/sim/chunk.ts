/** 65,536 rows of the trace in typed arrays: it grows a chunk at a time, without copying. */

export const CHUNK_BITS = 16;
const ROWS = 1 << CHUNK_BITS;
export const CHUNK_MASK = ROWS - 1;

export class Chunk {
  readonly at = new Float64Array(ROWS);
  readonly value = new Float64Array(ROWS);
  readonly cause = new Int32Array(ROWS);
  readonly kind = new Uint16Array(ROWS);
  readonly resource = new Uint32Array(ROWS);
  readonly subject = new Uint32Array(ROWS);
  readonly actor = new Uint32Array(ROWS);
  readonly text = new Uint32Array(ROWS);
}
