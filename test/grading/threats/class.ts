/** A class of fixtures, laid out in a folder and graded in one run, under limits that end a hanging question soon. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GradeOptions, grade, type Results } from "../../../src/grading";
import { findProgram } from "../../../src/grading/sandbox/programs";
import { smallCourse, tinyUnit } from "../books";
import { folderOf, type Threat } from "./threat";

export interface GradedClass {
  results: Results;
  folder: string;
  /** Connections to the port that the fixtures know. */
  connections: number;
  close(): void;
}

export async function gradeClass(cases: readonly Threat[], more: Partial<GradeOptions> = {}): Promise<GradedClass> {
  const folder = mkdtempSync(join(tmpdir(), "nubelab-threats-"));
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  for (const one of cases) await one.put({ folder, own: join(folder, folderOf(one)), port });
  const results = await grade({
    paths: [folder],
    secret: "a secret of the tests",
    course: await smallCourse(tinyUnit()),
    trust: findProgram("bwrap") === null,
    limits: { wallMs: 8_000, cpuSeconds: 4 },
    ...more,
  });
  return {
    results,
    folder,
    get connections() {
      return connections;
    },
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Commands of the processes of this machine that hold a word. */
export function commandsWith(word: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        return ""; // ended meanwhile
      }
    })
    .filter((command) => command.includes(word));
}
