/** Bytes of a submitted file to text: UTF-8 with or without BOM, UTF-16 either way round. Line ends are made plain "\n". */

/** Larger files are refused unread, bytes. A notebook with its charts is a few megabytes. */
export const MAX_BYTES = 64 * 2 ** 20;

export interface Decoded {
  text: string;
  /** "utf-8", "utf-16le", "utf-16be" */
  encoding: string;
  /** True when bytes did not belong to the encoding and were replaced. */
  damaged: boolean;
}

export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  const read = (fatal: boolean) => new TextDecoder(encoding, { fatal }).decode(bytes); // drops the BOM
  let text: string;
  let damaged = false;
  try {
    text = read(true);
  } catch {
    text = read(false);
    damaged = true;
  }
  return { text: text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"), encoding, damaged };
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a !== undefined && a !== 0 && b === 0) return "utf-16le"; // "{" and a zero: no BOM
  if (a === 0 && b !== undefined && b !== 0) return "utf-16be";
  return "utf-8";
}
