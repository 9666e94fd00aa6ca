/**
 * A class of 300, a tenth of it hostile, in one run: a record for everyone and no process, port or file left. The same class with the run killed at
 * ten moments and started again each time ends with the same grades.csv, to the byte.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Results } from "../../src/grading";
import { packageRoot } from "../../src/grading/sandbox/files";
import { findProgram } from "../../src/grading/sandbox/programs";
import { Random } from "../../src/sim/random";
import { answering, blank, queueClass, tinyUnit } from "./books";
import { forging } from "./threats/cases-forging";
import { reaching } from "./threats/cases-reaching";
import { running } from "./threats/cases-running";
import { zipping } from "./threats/cases-zips";
import { commandsWith } from "./threats/class";
import { folderOf, putFiles, right, type Threat, textOf } from "./threats/threat";
import { unusual } from "./threats/unusual";
import { below, isThere, Traces } from "./traces";

const SIZE = 300;
const HOSTILE = 30;
const KILLS = 10;
const SEED = "class of 2026";
const WAIT_MS = 20_000; // for killed processes to be gone
const hasBwrap = findProgram("bwrap") !== null;

const runner = join(packageRoot(), "test/grading/class-run.cjs");
const random = new Random(SEED, "class");
const traces = new Traces();
let folder: string;
const inClass = (...parts: string[]) => join(folder, ...parts);

/** Wrong in a way of its own: what it answers is drawn. */
const wrong = () =>
  queueClass(`
  sendMessage(body: string, priority = 0): string { return "m-${random.integer(1, 1_000)}" + body + priority; }
  receiveMessage(): exercises.Message | null { return null; }
  processMessage(message: exercises.Message, handler: (body: string) => void): boolean { handler(message.body); return true; }`);

/** Fixtures in folders of their own; those that come beside the folders are for threats.test.ts. */
const isOneStudent = (threat: Threat) => threat.student === undefined;

async function layOut(): Promise<void> {
  const hostile = random
    .shuffle([...zipping, ...running, ...reaching, ...forging].filter(isOneStudent))
    .slice(0, HOSTILE);
  const odd = unusual.filter(isOneStudent).map((one) => ({ ...one, id: one.id + 60 }));
  for (const one of [...hostile, ...odd]) {
    await one.put({ folder: inClass("class"), own: inClass("class", folderOf(one)), port: 9 });
  }
  for (let i = hostile.length + odd.length; i < SIZE; i++) {
    const kind = random.pick(["right", "right", "wrong", "blank", "damaged"]);
    const book =
      kind === "blank" ? blank(tinyUnit()) : kind === "wrong" ? answering({ "x2-queue": wrong() }, right()) : right();
    const text = textOf({ ...book, metadata: { ...book.metadata, student: i } });
    const name = `class/student-${String(i).padStart(3, "0")}/02-sqs.ipynb`;
    putFiles(folder, { [name]: kind === "damaged" ? text.slice(0, 400) : text });
  }
}

/** Runs the grader; kills it after so many records, or lets it end. */
async function run(out: string, killAfter = Number.POSITIVE_INFINITY): Promise<{ pid: number; killed: boolean }> {
  mkdirSync(inClass(out), { recursive: true });
  const child: ChildProcess = spawn(process.execPath, [runner, inClass("class"), inClass(out)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const pid = child.pid as number;
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint += chunk;
  });
  let killed = false;
  let family: number[] = [];
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
    traces.look(pid);
    if (killed || Number(line.slice(5)) < killAfter) return;
    killed = true;
    family = below(pid);
    child.kill("SIGKILL");
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (!killed) expect([code, complaint]).toEqual([0, ""]);
  await vi.waitFor(() => expect(family.filter(isThere)).toEqual([]), { timeout: WAIT_MS });
  return { pid, killed };
}

const pids: number[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nubelab-300-"));
  mkdirSync(inClass("class"));
  await layOut();
  pids.push((await run("whole")).pid);
}, 1_800_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const resultsOf = (out: string) => JSON.parse(readFileSync(inClass(out, "results.json"), "utf8")) as Results;

describe(`a class of ${SIZE}`, () => {
  it("has one record for everyone, and none is the grader's own failure", () => {
    const { records, counts } = resultsOf("whole");
    expect(records).toHaveLength(SIZE);
    expect(records.map(({ student }) => student).sort()).toEqual(readdirSync(inClass("class")).sort());
    expect(counts.error).toBe(0);
    expect(counts.graded).toBeGreaterThan(SIZE / 2);
  });

  it(`killed ${KILLS} times and started again, gives the same grades to the byte and grades nothing twice`, async () => {
    const moments = Array.from({ length: KILLS }, () => random.integer(1, SIZE - 1)).sort((a, b) => a - b);
    for (const moment of moments) {
      const { pid, killed } = await run("killed", moment);
      expect(killed, `killed at ${moment}`).toBe(true);
      pids.push(pid);
    }
    pids.push((await run("killed")).pid);
    expect(readFileSync(inClass("killed/grades.csv"))).toEqual(readFileSync(inClass("whole/grades.csv")));
    const lines = readFileSync(inClass("killed/ledger.jsonl"), "utf8").trimEnd().split("\n");
    expect(new Set(lines.map((line) => JSON.parse(line).key)).size).toBe(lines.length);
    expect(lines).toHaveLength(SIZE);
  }, 3_600_000);

  it("leaves no process behind, so that it uses no processor any more", () => {
    expect(traces.namespaces.size, "the boxes were seen while they ran").toBeGreaterThan(hasBwrap ? 0 : -1);
    expect(commandsWith(folder)).toEqual([]);
    expect(traces.strays()).toEqual([]);
  });

  it("leaves no port and no socket open", () => {
    expect(traces.sockets.size, "sockets were seen while it ran").toBeGreaterThan(0);
    expect(traces.openSockets()).toEqual([]);
  });

  it("leaves no file behind", () => {
    const own = new RegExp(`^nubelab-[a-z]+-(${pids.join("|")})-`);
    expect(readdirSync(tmpdir()).filter((name) => own.test(name))).toEqual([]);
  });
});
