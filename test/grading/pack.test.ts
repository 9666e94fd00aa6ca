/** Workers that get their modules as one file: the same modules to the student's code, in a fraction of the time. */
import { closeSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, openSandbox } from "../../src/grading";
import { WorkerPeer } from "../../src/grading/drive/peer";
import { remoteStudent } from "../../src/grading/drive/student";
import { makePack } from "../../src/grading/pack";
import { startWorker } from "../../src/grading/pool";
import type { Sandbox } from "../../src/grading/sandbox/box";
import { packageRoot } from "../../src/grading/sandbox/files";

const LOOK = `
const { fstatSync } = require("node:fs");
const Module = require("node:module");
exports.shared = () => {
  const file = require.resolve("nubelab");
  return [file, require("nubelab") === require.cache[file].exports, require.cache[file].loaded, file === require.cache[file].filename];
};
exports.modules = () => Object.keys(require.cache).sort();
exports.files = () => Array.from({ length: 64 }, (_, fd) => { try { return fstatSync(fd).isFile(); } catch { return false; } }).indexOf(true);
exports.loads = () => [String(Module._extensions[".js"]), String(Module._resolveFilename)];
exports.sends = async () => {
  const { Cloud } = require("nubelab");
  const { SQS } = require("@aws-sdk/client-sqs");
  const sqs = new Cloud().client(SQS);
  const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
  await sqs.sendMessage({ QueueUrl, MessageBody: "one" });
  return (await sqs.receiveMessage({ QueueUrl })).Messages.map(({ Body }) => Body);
};
exports.misses = async () => {
  const { Cloud } = require("nubelab");
  const { SQS } = require("@aws-sdk/client-sqs");
  try { await new Cloud().client(SQS).getQueueUrl({ QueueName: "none" }); } catch (error) { return error.name; }
};
`;
const NAMES = ["shared", "modules", "files", "loads", "sends", "misses"];

const limits = { ...DEFAULT_LIMITS, wallMs: 60_000 };
let sandbox: Sandbox;
let pack: number;

beforeAll(async () => {
  ({ sandbox } = await openSandbox(packageRoot()));
  pack = await makePack(sandbox, limits);
});
afterAll(() => {
  closeSync(pack);
  sandbox.close();
});

/** What student code sees in a worker, and the CPU time that the worker had used when it was ready. */
async function seen(given?: number): Promise<{ answers: unknown[]; worker: WorkerPeer; cpuMs: number }> {
  const box = startWorker(sandbox, limits, { pack: given });
  const worker = new WorkerPeer(box, limits);
  try {
    await worker.ready;
    const { cpuMs } = box.activity() ?? { cpuMs: Number.NaN };
    expect(await worker.load([{ name: "look.ts", js: LOOK, hasTopLevelAwait: false }])).toEqual([]);
    const student = remoteStudent(worker, {});
    const answers: unknown[] = [];
    for (const name of NAMES) answers.push(await student.call(name));
    return { answers, worker, cpuMs };
  } finally {
    worker.end();
  }
}

describe("a pack of the workers' modules", () => {
  it("shows student code the modules that it would find without, and no more", async () => {
    const [with_, without] = [await seen(pack), await seen()];
    expect(with_.answers).toEqual(without.answers);
    expect(with_.answers[2], "an open file").toBe(-1);
    expect(with_.answers.slice(4)).toEqual([["one"], "QueueDoesNotExist"]);
  });

  it("is taken by V8 as compiled, so that a worker is ready in less than two thirds of the CPU time", async () => {
    const [packed, plain] = [await seen(pack), await seen()];
    expect(packed.worker.refused).toBe(0);
    expect(packed.cpuMs).toBeLessThan((plain.cpuMs * 2) / 3);
  });

  it("is a file without a name", () => {
    const own = readdirSync(tmpdir()).filter((name) => name.startsWith(`nubelab-grade-${process.pid}-`));
    expect(own.flatMap((folder) => readdirSync(`${tmpdir()}/${folder}`))).not.toContain("kept");
  });

  it("that cannot be made is told with the reason", async () => {
    const told = makePack(sandbox, { ...limits, heapMiB: 8 });
    await expect(told).rejects.toThrow(/^the workers' modules could not be packed: /);
  });
});
