/**
 * Runs in a box of its own, in which no student code ever runs, and makes the pack of modules for the workers of a run: loads what a
 * worker loads, notes the files and where their requires led, loads it all again from the pack, so that V8 compiles what is used, and
 * writes the pack to fd 4.
 */
import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import type { Cloud } from "../../sdk";
import { callLog, createCloud, preload } from "./cloud";
import { type Head, loader, type Part, placeOf, scriptOf, textOf, withPack } from "./pack";

const OUT = 4;
const root = process.argv[2] ?? "/course";
const from = `${root}/notebooks/cell.js`;

/** The files that preload loads beyond those that this program itself needs. */
function recorded(): { files: string[]; resolved: Head["resolved"] } {
  const own = new Set(Object.keys(loader._cache));
  const resolved: Head["resolved"] = {};
  const { _resolveFilename: resolve } = loader;
  loader._resolveFilename = (request, parent, isMain, options) => {
    const filename = resolve(request, parent, isMain, options);
    if (options === undefined) resolved[placeOf(request, parent)] = filename;
    return filename;
  };
  preload(from);
  loader._resolveFilename = resolve;
  const files = Object.keys(loader._cache).filter((file) => !own.has(file) && /\.c?js$/.test(file));
  for (const file of Object.keys(loader._cache)) if (!own.has(file)) delete loader._cache[file];
  return { files, resolved };
}

const isLatin1 = (text: string) => !/[^\0-\xff]/.test(text);

/** Calls what most labs call, so that V8 has compiled that too. */
async function exercise(): Promise<void> {
  const require = createRequire(from);
  const { SQS } = require("@aws-sdk/client-sqs") as typeof import("@aws-sdk/client-sqs");
  const cloud = createCloud(from, { seed: "pack" }) as Cloud;
  const sqs = cloud.client(SQS);
  const { QueueUrl } = await sqs.createQueue({ QueueName: "pack.fifo", Attributes: { FifoQueue: "true" } });
  await sqs.sendMessage({ QueueUrl, MessageBody: "one", MessageGroupId: "g", MessageDeduplicationId: "1" });
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
  for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  await cloud.sleep({ seconds: 1 });
  callLog(cloud);
}

async function make(): Promise<Buffer[]> {
  const { files, resolved } = recorded();
  const sources = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
  const chosen = (latin1: boolean) => files.filter((file) => isLatin1(sources.get(file) as string) === latin1);
  const drafts = [true, false].map((latin1) => {
    const files = chosen(latin1);
    const text = textOf(files.map((file) => sources.get(file) as string));
    return { encoding: latin1 ? "latin1" : "utf16le", files, text, script: scriptOf(text) } as const;
  });
  const empty = drafts.map(({ encoding, files }): Part => ({ encoding, files, textBytes: 0, codeBytes: 0 }));
  const scripts = drafts.map(({ script }) => script);
  withPack({ parts: empty, resolved }, scripts, () => preload(from));
  await exercise();
  const blobs = drafts.map(({ text, encoding, script }) => [Buffer.from(text, encoding), script.createCachedData()]);
  const parts = empty.map((part, i): Part => {
    const [text, code] = blobs[i] as [Buffer, Buffer];
    return { ...part, textBytes: text.length, codeBytes: code.length };
  });
  return [Buffer.from(`${JSON.stringify({ parts, resolved } satisfies Head)}\n`), ...blobs.flat()];
}

async function main(): Promise<void> {
  for (const piece of await make()) for (let sent = 0; sent < piece.length; ) sent += writeSync(OUT, piece, sent);
}

void main();
