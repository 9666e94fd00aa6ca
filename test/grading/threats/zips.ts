/** Zips as attackers write them: yazl's, with bytes changed afterwards where yazl refuses. Offsets: PKWARE APPNOTE 6.3.10, 4.3.7 and 4.3.12. */
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

export interface ZipEntry {
  name: string;
  content: string | Uint8Array;
  /** Unix mode, type included. */
  mode?: number;
}

export async function zipOf(entries: readonly ZipEntry[] | Record<string, string | Uint8Array>): Promise<Buffer> {
  const list: readonly ZipEntry[] = Array.isArray(entries)
    ? entries
    : Object.entries(entries as Record<string, string | Uint8Array>).map(([name, content]) => ({ name, content }));
  const zip = new ZipFile();
  for (const { name, content, mode } of list) {
    const mtime = new Date("2026-03-01T10:00:00Z");
    zip.addBuffer(Buffer.from(content), name, { mtime, ...(mode === undefined ? {} : { mode }) });
  }
  zip.end();
  return buffer(zip.outputStream as never);
}

/** The same zip with other bytes in its names: of equal length, in both places where a name is kept. */
export function renamed(zip: Buffer, from: string, to: string): Buffer {
  const [old, fresh] = [Buffer.from(from), Buffer.from(to)];
  if (old.length !== fresh.length) throw new RangeError(`${to}: must have ${old.length} bytes, as ${from}`);
  const out = Buffer.from(zip);
  let changed = 0;
  for (let at = out.indexOf(old); at >= 0; at = out.indexOf(old, at + fresh.length)) {
    fresh.copy(out, at);
    changed++;
  }
  if (changed < 2) throw new Error(`${from}: not a name in this zip`);
  return out;
}

/** Marks every entry as locked with a password. */
export function locked(zip: Buffer): Buffer {
  const out = Buffer.from(zip);
  for (const [signature, offset] of [
    ["PK\x03\x04", 6],
    ["PK\x01\x02", 8],
  ] as const) {
    for (let at = out.indexOf(signature, 0, "latin1"); at >= 0; at = out.indexOf(signature, at + 4, "latin1")) {
      out[at + offset] = (out[at + offset] as number) | 1;
    }
  }
  return out;
}

/** Says of every entry that it inflates to so many bytes, whatever it holds. */
export function claiming(zip: Buffer, size: number): Buffer {
  const out = Buffer.from(zip);
  const signature = "PK\x01\x02";
  for (let at = out.indexOf(signature, 0, "latin1"); at >= 0; at = out.indexOf(signature, at + 4, "latin1")) {
    out.writeUInt32LE(size, at + 24);
  }
  return out;
}
