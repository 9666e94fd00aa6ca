/**
 * A CSV file that somebody else made, read so that single fields can be replaced and every other byte stays: quotes, line ends, BOM,
 * encoding and all. RFC 4180, with comma, semicolon or tab, whichever the first line uses.
 */

import { stringify } from "csv-stringify/sync";

export interface Field {
  value: string;
  /** Where it lies in the bytes, quotes included. */
  start: number;
  end: number;
}

export interface CsvText {
  bytes: Buffer;
  encoding: "utf-8" | "windows-1252";
  delimiter: "," | ";" | "\t";
  /** Rows that hold something; each at least one field. */
  rows: Field[][];
  /** Of each row: which one a spreadsheet calls it, from 1. */
  numbers: number[];
}

const BOM = "\xef\xbb\xbf";
const LARGEST = 64 * 2 ** 20; // bytes

/**
 * @param name of the file, for the message
 * @throws Error for UTF-16, a quote that never closes, a file beyond all measure
 */
export function readCsv(bytes: Buffer, name: string): CsvText {
  if (bytes.length > LARGEST) throw new Error(`${name}: larger than ${LARGEST >> 20} MiB`);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new Error(`${name}: the file is UTF-16; save it as CSV in UTF-8`);
  }
  const encoding = isUtf8(bytes) ? "utf-8" : "windows-1252";
  const decoder = new TextDecoder(encoding);
  const text = bytes.toString("latin1"); // one character a byte: places in the text are places in the file
  const first = text.startsWith(BOM) ? BOM.length : 0;
  const delimiter = delimiterOf(text.slice(first, first + 10_000));
  const rows: Field[][] = [];
  const numbers: number[] = [];
  let row: Field[] = [];
  let at = first;
  let line = 1;
  let number = 1;
  while (at <= text.length) {
    const start = at;
    if (text[at] === '"') {
      at = closingQuote(text, at);
      if (at < 0) throw new Error(`${name}: the quote opened on line ${line} is never closed`);
    }
    while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
    const raw = text.slice(start, at);
    line += raw.split("\n").length - 1;
    const value = decoder.decode(Buffer.from(unquoted(raw), "latin1"));
    row.push({ value, start, end: at });
    if (text[at] === delimiter && at < text.length) {
      at++;
      continue;
    }
    if (row.length > 1 || row[0]?.value !== "") {
      rows.push(row);
      numbers.push(number);
    }
    row = [];
    line++;
    number++;
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  return { bytes, encoding, delimiter, rows, numbers };
}

/** The file with other values in some fields. */
export function fillCsv({ bytes, encoding, delimiter }: CsvText, changes: ReadonlyMap<Field, string>): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const [field, value] of [...changes].sort(([a], [b]) => a.start - b.start)) {
    if (value === field.value) continue;
    parts.push(bytes.subarray(from, field.start), encode(quoted(value, delimiter), encoding));
    from = field.end;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}

const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/; // the full-width signs too, which some spreadsheets take

/** A text that a spreadsheet might take for a formula, made plain. Numbers stay as they are. */
export function withoutFormula(text: string): string {
  return FORMULA.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
}

/** What withoutFormula made plain, as it was. */
export const asWritten = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;

/** A table as CSV: texts without formulas, numbers as they are. */
export const csvOf = (
  rows: readonly (readonly (string | number)[])[],
  options: { bom?: boolean; delimiter?: string } = {},
): string =>
  stringify(
    rows.map((row) => row.map((value) => (typeof value === "string" ? withoutFormula(value) : value))),
    options,
  );

const quoted = (value: string, delimiter: string) =>
  value.includes(delimiter) || /["\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

const unquoted = (raw: string) => {
  if (!raw.startsWith('"')) return raw;
  const end = raw.lastIndexOf('"');
  return raw.slice(1, end).replaceAll('""', '"') + raw.slice(end + 1);
};

/** Just after the quote that closes the one at a place; -1 when none does. */
function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] !== '"') return at + 1;
    at++;
  }
  return -1;
}

function delimiterOf(text: string): CsvText["delimiter"] {
  const line = /^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(text)?.[0].replace(/"(?:[^"]|"")*"/g, "") ?? "";
  const count = (one: string) => line.split(one).length;
  return ([",", ";", "\t"] as const).reduce((best, one) => (count(one) > count(best) ? one : best));
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Windows-1252 agrees with Latin-1 but for 27 signs, which become "?" here; the letters of names are in both. */
function encode(text: string, encoding: CsvText["encoding"]): Buffer {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  return Buffer.from([...text].map((sign) => (isLatin(sign) ? sign : "?")).join(""), "latin1");
}

const isLatin = (sign: string) => {
  const code = sign.codePointAt(0) as number;
  return code < 0x80 || (code >= 0xa0 && code <= 0xff);
};
