/** Errors as Jupyter shows them: name, message, and a traceback in which every place is a cell's own line. */
import { join, sep } from "node:path";
import { inspect } from "node:util";
import type { Diagnostic, LineMap } from "../compile";
import { tell } from "./language";

export interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** TypeScript found mistakes; the cell did not run. */
export class TypeScriptError extends Error {
  override readonly name = "TypeScriptError";
  constructor(
    readonly diagnostics: Diagnostic[],
    readonly lines: string[],
  ) {
    super(headline(diagnostics[0]!));
  }
}

/** The cell was interrupted by the user. */
export class InterruptedError extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super(tell({ es: "se interrumpió la celda", en: "the cell was interrupted" }));
  }
}

const LIBRARY_FRAMES = 4; // of those above the first frame in a cell; a student needs no more
const cells = new Map<string, { lines: string[]; map: LineMap }>();

/** From now on places in the JavaScript of this cell are shown as places in its source. */
export function rememberCell(name: string, source: string, map: LineMap): void {
  cells.set(name, { lines: source.split("\n"), map });
}

/** Makes every `error.stack` of the process speak of cells. */
export function mapStackTraces(): void {
  Error.prepareStackTrace = (error, frames) => {
    const foreign = frames.filter((frame) => !isOurs(frame));
    const described = (foreign.length > 0 ? foreign : frames).map(describeFrame);
    const last = described.map((frame) => frame.inCell).lastIndexOf(true);
    const kept = last < 0 ? described.slice(0, LIBRARY_FRAMES) : described.slice(0, last + 1);
    const first = kept.findIndex((frame) => frame.inCell);
    if (first > LIBRARY_FRAMES) kept.splice(LIBRARY_FRAMES, first - LIBRARY_FRAMES);
    const head = attempt(() => Error.prototype.toString.call(error), "<error>");
    return [head, ...kept.map((frame) => frame.text)].join("\n");
  };
}

const OURS = [__dirname, join(__dirname, "..", "compile")].map((folder) => folder + sep);

/** A frame of the kernel itself, which tells a student nothing. */
function isOurs(frame: NodeJS.CallSite): boolean {
  const file = frame.getFileName() ?? "";
  return OURS.some((folder) => file.startsWith(folder));
}

function describeFrame(frame: NodeJS.CallSite): { inCell: boolean; text: string } {
  const file = frame.getScriptNameOrSourceURL?.() ?? frame.getFileName() ?? "";
  const place = cells.get(file)?.map.find(frame.getLineNumber() ?? 0, frame.getColumnNumber() ?? 0);
  if (!place) return { inCell: false, text: `    at ${frame}` };
  const name = frame.getFunctionName();
  const where = `${file}:${place.line}:${place.column}`;
  const isAsync = (frame as { isAsync?(): boolean }).isAsync?.() ? "async " : "";
  return { inCell: true, text: name ? `    at ${isAsync}${name} (${where})` : `    at ${isAsync}${where}` };
}

export function describeError(error: unknown): ErrorContent {
  if (error instanceof TypeScriptError) return describeDiagnostics(error);
  if (isInterrupt(error)) {
    const { name, message } = new InterruptedError();
    return { ename: name, evalue: message, traceback: [`${name}: ${message}`] };
  }
  if (!isErrorLike(error)) {
    const text = shown(error);
    const advice = tell({ es: "(lanza un Error para ver la línea)", en: "(throw an Error to see the line)" });
    return { ename: "Thrown", evalue: text, traceback: [`Thrown: ${text}`, advice] };
  }
  const traceback = stackOf(error).split("\n");
  const place = /\bcell-\w+\.ts:\d+/.exec(traceback.join("\n"));
  if (place) {
    const [file, line] = place[0].split(":") as [string, string];
    const source = cells.get(file)?.lines[Number(line) - 1];
    if (source !== undefined) traceback.push("", `--> ${file} ${lineWord()} ${line}:  ${source.trim()}`);
  }
  if (error.cause !== undefined) {
    const why = tell({ es: "causado por", en: "caused by" });
    traceback.push(`${why}: ${attempt(() => inspect(error.cause), "<error>")}`);
  }
  return {
    ename: attempt(() => String(error.name || "Error"), "Error"),
    evalue: attempt(() => String(error.message), ""),
    traceback,
  };
}

/** What a stray error says on standard error. */
export const describeStray = (error: unknown): string => (isErrorLike(error) ? stackOf(error) : shown(error));

const shown = (value: unknown): string =>
  attempt(
    () => inspect(value),
    tell({ es: "<un valor que no se puede mostrar>", en: "<a value that cannot be shown>" }),
  );

export function isInterrupt(error: unknown): boolean {
  const { name, code } = attempt(() => error as { name?: string; code?: string }, {}) ?? {};
  return name === "Interrupted" || code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}

/** Of a stack that node:vm has put generated code before, only the stack. */
function stackOf(error: Error): string {
  const lines = attempt(() => String(error.stack), "<error>").split("\n");
  const head = lines.findIndex((line, i) => i > 0 && line === "" && /^\s*\^+$/.test(lines[i - 1]!));
  return lines.slice(head + 1).join("\n");
}

function describeDiagnostics({ diagnostics, lines }: TypeScriptError): ErrorContent {
  const traceback: string[] = [];
  for (const d of diagnostics) {
    traceback.push(headline(d));
    if (d.file) continue;
    const width = d.endLine === d.line ? d.endColumn - d.column : 1;
    traceback.push(
      `    ${lines[d.line - 1] ?? ""}`,
      `    ${" ".repeat(d.column - 1)}${"~".repeat(Math.max(1, width))}`,
    );
  }
  return { ename: "TypeScriptError", evalue: headline(diagnostics[0]!), traceback };
}

const lineWord = () => tell({ es: "línea", en: "line" });

function headline(d: Diagnostic): string {
  return `${d.file ? `${d.file} ` : ""}${lineWord()} ${d.line}:${d.column} - ${d.code ? `TS${d.code}: ` : ""}${d.message}`;
}

function isErrorLike(error: unknown): error is Error {
  return attempt(
    () =>
      error instanceof Error || (typeof error === "object" && error !== null && "message" in error && "stack" in error),
    false,
  );
}

/** A student's object may throw from any property: an error must be shown even so. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
