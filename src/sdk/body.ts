/**
 * The Body of an answer, as the SDK's clients give it: a stream that can also be read whole. Reading it whole works from
 * memory, so that it takes no turn of the event loop and the virtual clock does not run ahead meanwhile.
 */
import { Readable } from "node:stream";

export function bodyOf(bytes: Uint8Array): Readable {
  let isTaken = false;
  const take = (): Buffer => {
    if (isTaken) throw new Error("The stream has already been transformed.");
    isTaken = true;
    return Buffer.from(bytes);
  };
  return Object.assign(Readable.from([Buffer.from(bytes)], { objectMode: false }), {
    transformToString: async (encoding: BufferEncoding = "utf8") => take().toString(encoding),
    transformToByteArray: async () => new Uint8Array(take()),
    transformToWebStream: () => {
      const taken = take();
      return new ReadableStream({
        start(controller) {
          if (taken.length > 0) controller.enqueue(new Uint8Array(taken));
          controller.close();
        },
      });
    },
  });
}
