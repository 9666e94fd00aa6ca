/** The built declarations, read as a notebook's cell reads them: by tslab's own compiler, under node10 resolution. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "@tslab/typescript-for-tslab";
import { beforeAll, describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "../..");
const DIST = join(ROOT, "dist");

const GOOD_CELL = `
import { Cloud, Simulation, ServiceError, say, useLanguage } from "nubelab";
import type { Bill, Duration, Process, Story, TraceEvent } from "nubelab";
import { queueDepth } from "nubelab/charts";
import { ListQueuesCommand, paginateListQueues, SQS, SQSClient } from "@aws-sdk/client-sqs";

useLanguage("es");
const cloud = new Cloud({ seed: 7, anomalies: { reorder: 0.1 }, quotas: "relaxed" });
const sqs: SQS = cloud.client(SQS);
const client: SQSClient = cloud.client(SQSClient, { as: "user/ana", secureTransport: false });
const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
await sqs.sendMessage({ QueueUrl, MessageBody: "hello" });
const urls: string[] = (await client.send(new ListQueuesCommand({}))).QueueUrls ?? [];
for await (const page of paginateListQueues({ client }, {})) page.QueueUrls;
const pause: Duration = { minutes: 5 };
const process: Process = cloud.every(pause, () => cloud.sleep(1), { times: 3 });
await process.done;
await cloud.run({ for: pause });
const facts: TraceEvent[] = cloud.trace.for("orders");
const story: Story = cloud.explain(facts[0].subject);
const bill: Bill = cloud.bill();
const found: string = await cloud.waitFor(() => urls[0]);
const ids: string = new Simulation({ seed: "x" }).random("ids").uuid();
queueDepth(cloud);
say({ es: "a", en: "b" });
(error: unknown) => error instanceof ServiceError && error.code;
export {};
`;

/** What a slip in a cell must be told. */
const SLIPS: [cell: string, message: RegExp][] = [
  ['import { Cloud } from "nubelab"; new Cloud({ sed: 1 });', /'sed' does not exist in type 'CloudOptions'/],
  ['import { Cloud } from "nubelab"; new Cloud().client("sqs");', /not assignable to parameter of type 'ClientClass/],
  ['import { Cloud } from "nubelab"; new Cloud().trase;', /Property 'trase' does not exist on type 'Cloud'/],
  [
    'import { Cloud } from "nubelab"; import { SQS } from "@aws-sdk/client-sqs"; new Cloud().client(SQS).sendMessage({ QueueUrl: 3, MessageBody: "x" });',
    /'number' is not assignable to type 'string/,
  ],
  ['import { queueDepht } from "nubelab/charts";', /'queueDepth'/],
];

function check(folder: string, cell: string, strict: boolean): string[] {
  const file = join(ROOT, folder, "cell-under-test.ts");
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2020,
    lib: ["lib.es2020.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.NodeJs,
    types: ["node"],
    esModuleInterop: true,
    noEmit: true,
    strict,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getCurrentDirectory = () => join(ROOT, folder);
  host.fileExists = (path) => path === file || fileExists(path);
  host.readFile = (path) => (path === file ? cell : readFile(path));
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(path, cell, ts.ScriptTarget.ES2020) : getSourceFile(path, ...rest);
  const program = ts.createProgram([file], options, host);
  // Declarations of other packages are theirs to answer for.
  const ours = program.getSourceFiles().filter(({ fileName }) => fileName === file || fileName.startsWith(`${DIST}/`));
  return [
    ...program.getGlobalDiagnostics(),
    ...ours.flatMap((source) => [...ts.getPreEmitDiagnostics(program, source)]),
  ].map(
    ({ messageText, file: at }) =>
      `${at?.fileName.replace(`${ROOT}/`, "")}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
}

describe("the built declarations, read by tslab's TypeScript", () => {
  beforeAll(() => {
    if (!existsSync(join(DIST, "index.d.ts"))) throw new Error("dist is missing: run `npm run build` first");
  });

  it("are read by the version that tslab has", () => {
    expect(ts.version).toBe("5.0.4");
  });

  it.each([
    ["notebooks", false],
    ["notebooks", true],
    ["notebooks/en", false],
    ["notebooks/en", true],
  ])("type-check from a cell in %s (strict: %s)", (folder, strict) => {
    const cell = strict ? GOOD_CELL.replace("page.QueueUrls;", "void page.QueueUrls;") : GOOD_CELL;
    expect(check(folder, cell, strict)).toEqual([]);
  });

  it.each(SLIPS)("tell a slip by its name: %s", (cell, message) => {
    expect(check("notebooks", cell, false).join("\n")).toMatch(message);
  });
});
