/**
 * A zip that a student or a platform made, listed and read within limits. Nothing is ever written to disk. yauzl reads the
 * format; what is believed of it is decided here. Source of the fields: PKWARE APPNOTE 6.3.10, sections 4.4 and 4.5.
 */
import type { Readable } from "node:stream";
import { fromBufferPromise, getFileNameLowLevel, openPromise, type Entry as ZipEntry, type ZipFile } from "yauzl";
import type { Text } from "../../sim/language";
import { MAX_BYTES } from "./decode";
import type { Entry } from "./entry";
import { innerPath, visibleName } from "./names";
import { RejectedFile, rejected } from "./rejected";

export interface ZipLimits {
  /** Entries of one zip. */
  entries: number;
  /** Bytes of one entry, inflated. */
  entryBytes: number;
  /** Bytes of all entries, inflated. */
  totalBytes: number;
  /** Inflated to deflated, for entries from RATIO_FROM on. */
  ratio: number;
}

/** Of a platform's zip, with a class in it. */
export const CLASS_ZIP: ZipLimits = { entries: 50_000, entryBytes: MAX_BYTES, totalBytes: 16 * 2 ** 30, ratio: 200 };
/** Of a zip that one student made. */
export const STUDENT_ZIP: ZipLimits = { entries: 2_000, entryBytes: MAX_BYTES, totalBytes: 256 * 2 ** 20, ratio: 200 };

const RATIO_FROM = 2 ** 20; // bytes; smaller entries do no harm however well they shrink
const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };
const TYPE_OF_FILE = 0o170000; // the type in a Unix mode; 0 when the zip's maker said nothing
const REGULAR = 0o100000;

export type ZipSource = string | (() => Promise<Buffer>);

export interface Listing {
  entries: Entry[];
  /** Entries passed over because of their names; each is worth a look. */
  flags: Text[];
}

/**
 * What is in a zip.
 * @param source a path, or what gives the bytes of a zip within a zip
 * @throws RejectedFile when it is no zip, or beyond a limit
 */
export async function listZip(source: ZipSource, limits: ZipLimits): Promise<Listing> {
  const out: Listing = { entries: [], flags: [] };
  const byPath = new Map<string, Entry>();
  await withZip(source, async (zip) => {
    if (zip.entryCount > limits.entries) throw tooMany(limits);
    let total = 0;
    let count = 0;
    for await (const found of zip.eachEntry()) {
      if (++count > limits.entries) throw tooMany(limits);
      total += found.uncompressedSize;
      if (total > limits.totalBytes) {
        throw rejected(
          `El zip contiene más de ${limits.totalBytes >> 20} MiB.`,
          `The zip holds more than ${limits.totalBytes / 2 ** 20} MiB.`,
        );
      }
      const name = getFileNameLowLevel(found.generalPurposeBitFlag, found.fileNameRaw, found.extraFields, true);
      if (/[/\\]$/.test(name)) continue; // a folder
      const path = innerPath(name);
      if (path === null) {
        out.flags.push(escaping(name));
        continue;
      }
      const twin = byPath.get(path);
      const entry = entryOf(source, found, path, limits);
      byPath.set(path, entry);
      if (twin) entry.flags.push(...twin.flags, doubled(path));
    }
  });
  out.entries = [...byPath.values()];
  return out;
}

function entryOf(source: ZipSource, found: ZipEntry, path: string, limits: ZipLimits): Entry {
  const refused = refusal(found, limits);
  return {
    path,
    modifiedMs: found.getLastModDate({ timezone: "UTC" }).getTime(),
    size: found.uncompressedSize,
    flags: [],
    ...(refused ? { refused } : {}),
    read: () => withZip(source, (zip) => bytesOf(zip, found, limits.entryBytes)),
  };
}

function refusal(entry: ZipEntry, { entryBytes, ratio }: ZipLimits): Text | undefined {
  const type = (entry.externalFileAttributes >>> 16) & TYPE_OF_FILE;
  if (type !== 0 && type !== REGULAR) return { es: "Es un enlace, no un archivo.", en: "It is a link, not a file." };
  if (entry.isEncrypted()) return { es: "Está cifrado con contraseña.", en: "It is locked with a password." };
  if (!entry.canDecodeFileData()) {
    const method = entry.compressionMethod;
    return { es: `Método de compresión ${method}: no se lee.`, en: `Compression method ${method} is not read.` };
  }
  if (entry.uncompressedSize > entryBytes) {
    return {
      es: `El archivo pasa de ${entryBytes >> 20} MiB.`,
      en: `The file is larger than ${entryBytes >> 20} MiB.`,
    };
  }
  if (entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > ratio * entry.compressedSize) {
    return {
      es: `Ocupa más de ${ratio} veces lo que su forma comprimida.`,
      en: `It is more than ${ratio} times as large as its compressed form.`,
    };
  }
  return undefined;
}

/** Inflates one entry, never beyond the limit, whatever its header says. */
async function bytesOf(zip: ZipFile, entry: ZipEntry, most: number): Promise<Buffer> {
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) {
      stream.destroy();
      throw rejected(`El archivo pasa de ${most >> 20} MiB.`, `The file is larger than ${most >> 20} MiB.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function withZip<T>(source: ZipSource, work: (zip: ZipFile) => Promise<T>): Promise<T> {
  let zip: ZipFile | null = null;
  try {
    zip = await (typeof source === "string"
      ? openPromise(source, OPTIONS)
      : fromBufferPromise(await source(), OPTIONS));
    return await work(zip);
  } catch (error) {
    if (error instanceof RejectedFile) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EACCES") throw error;
    const why = visibleName(message).slice(0, 200);
    throw rejected(`El zip está dañado: ${why}`, `The zip is damaged: ${why}`);
  } finally {
    zip?.close();
  }
}

const tooMany = ({ entries }: ZipLimits) =>
  rejected(`El zip tiene más de ${entries} archivos.`, `The zip has more than ${entries} files.`);

function escaping(name: string): Text {
  const shown = visibleName(name).slice(0, 100);
  return {
    es: `Se pasó por alto un archivo cuyo nombre sale de la carpeta: ${shown}`,
    en: `A file whose name leaves the folder was passed over: ${shown}`,
  };
}

function doubled(path: string): Text {
  return {
    es: `El zip tiene dos archivos ${path}; se usó el último.`,
    en: `The zip has two files ${path}; the last was used.`,
  };
}
