/** Every table of cases in this folder, found by its file's name; what its room says of itself; the scores on record. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { SERVICES } from "../../../src/sdk/services";
import type { Case } from "./case";
import type { Gaps } from "./suite";

const rooms = resolve(__dirname, "../../../src/services");

export interface Limit {
  name: string;
  value: unknown;
  /** What the file says beside it. */
  note: string;
}

export interface Table {
  /** The room in src/services: "sqs", or "mq/broker" of mq-broker.cases.ts. */
  service: string;
  title: string;
  cases: readonly Case[];
  gaps: Gaps;
  /** The head comment of the room's index.ts, up to what is left out. */
  about: string;
  leftOut: { file: string; text: string }[];
  limits: Limit[];
}

/** The committed score of a file of cases recorded from AWS. */
export interface CommittedScore {
  file: string;
  /** How many are reached; several numbers when a case can be reached in part, the whole case last. */
  levels: readonly number[];
  of: number;
  reasons: Record<string, string>;
}

/** As it stands in a scores.json: one number reached, or levels. */
interface CommittedText {
  reached?: number;
  levels?: number[];
  of: number;
  reasons: Record<string, string>;
}

/** In the order of the registry. @throws Error that names a file which does not export what suite.ts asks for */
export async function readTables(): Promise<Table[]> {
  const order = SERVICES.map(({ name }) => name);
  const place = (service: string): number => (order.indexOf(service) + order.length + 1) % (order.length + 1);
  const services = readdirSync(__dirname)
    .flatMap((file) => /^([\w-]+)\.cases\.ts$/.exec(file)?.[1] ?? [])
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return Promise.all(services.map(readTable));
}

async function readTable(service: string): Promise<Table> {
  const file = `${service}.cases.ts`;
  const { TITLE, CASES, GAPS } = await import(join(__dirname, file));
  if (typeof TITLE !== "string") throw new Error(`${file} must export TITLE, the service's name as AWS writes it`);
  if (!Array.isArray(CASES)) throw new Error(`${file} must export CASES, a list of cases`);
  if (typeof GAPS !== "object") throw new Error(`${file} must export GAPS, operations by what they are for`);
  const room = service.replace("-", "/");
  return { service: room, title: TITLE, cases: CASES, gaps: GAPS, ...readRoom(room), limits: await readLimits(room) };
}

function readRoom(service: string): Pick<Table, "about" | "leftOut"> {
  const room = join(rooms, service);
  if (!existsSync(room)) throw new Error(`${service}.cases.ts is named like no room in src/services`);
  const files = readdirSync(room).filter((file) => file.endsWith(".ts") && file !== "limits.ts");
  const heads = files.sort().map((file) => ({ file, ...splitHead(readFileSync(join(room, file), "utf8")) }));
  return {
    about: heads.find(({ file }) => file === "index.ts")?.about ?? "",
    leftOut: heads.flatMap(({ file, leftOut }) => (leftOut === "" ? [] : [{ file, text: leftOut }])),
  };
}

/** A file's head comment: what it says first, and what it leaves out (up to its source). */
function splitHead(source: string): { about: string; leftOut: string } {
  const head = /^\/\*\*(.*?)\*\//s.exec(source)?.[1] ?? "";
  const text = head
    .replace(/^\s*\* ?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
  const [about = "", ...rest] = text.split(/Left out[^:]{0,40}: /);
  return {
    about: about.trim(),
    leftOut: rest
      .join(" ")
      .replace(/Source: .*$/, "")
      .trim(),
  };
}

const UNITS = new Set(["SECOND", "MINUTE", "DAY_MS"]);

async function readLimits(service: string): Promise<Limit[]> {
  const path = join(rooms, service, "limits.ts");
  if (!existsSync(path)) return [];
  const values: Record<string, unknown> = await import(path);
  const text = readFileSync(path, "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return [];
    const name = statement.declarationList.declarations[0]!.name.getText(source);
    if (!(name in values) || typeof values[name] === "function" || UNITS.has(name)) return [];
    const before = (ts.getLeadingCommentRanges(text, statement.pos) ?? []).at(-1);
    const after = ts.getTrailingCommentRanges(text, statement.end)?.[0];
    const note = [before, after].flatMap((range) => (range ? [words(text.slice(range.pos, range.end))] : []));
    return [{ name, value: values[name], note: isHead(before) ? (note[1] ?? "") : note.join(" ") }];
  });

  function isHead(range: ts.CommentRange | undefined): boolean {
    return range?.pos === 0;
  }
}

function words(comment: string): string {
  const bare = comment.replace(/^\/\*\*|\*\/$|^\/\//g, "").replace(/^\s*\* ?/gm, "");
  return bare.replace(/\s+/g, " ").trim();
}

/** From each `<folder>/scores.json`. */
export function readScores(): CommittedScore[] {
  const files = readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(__dirname, name, "scores.json"))
    .filter((file) => existsSync(file));
  return files.sort().flatMap((path) => {
    const scores: Record<string, CommittedText> = JSON.parse(readFileSync(path, "utf8"));
    return Object.entries(scores).map(([file, { reached, levels, of, reasons }]) => ({
      file,
      levels: levels ?? [reached!],
      of,
      reasons,
    }));
  });
}
