/**
 * Runs inside a sandbox of its own: the warm TypeScript compiler. It resolves what student cells import, so it too must see
 * nothing but the course library. It runs no student code. Requests come on fd 3, answers go to fd 4, one JSON object a line.
 */
import { writeSync } from "node:fs";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { createCompiler } from "../../compile";
import type { CompileAnswer, CompileRequest } from "./protocol";

const root = process.argv[2] ?? "/course";
const compiler = createCompiler({ cwd: `${root}/notebooks` });
compiler.warm();

function answer(message: object): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(4, bytes, sent);
}

function compile({ id, source, name, previous }: CompileRequest): CompileAnswer {
  try {
    const { js, declarations, diagnostics, hasTopLevelAwait } = compiler.compile(source, { name, previous });
    return { id, js, declarations, diagnostics, hasTopLevelAwait };
  } catch (error) {
    const message = `the compiler could not read this cell: ${(error as Error).message}`;
    const diagnostic = { line: 1, column: 1, endLine: 1, endColumn: 1, code: 0, message };
    return { id, js: "", declarations: previous, diagnostics: [diagnostic], hasTopLevelAwait: false };
  }
}

const requests = createInterface({ input: new Socket({ fd: 3, readable: true, writable: false }) });
requests.on("line", (line) => answer(compile(JSON.parse(line) as CompileRequest)));
requests.on("close", () => process.exit(0));
answer({ ready: 1 });
