/** README's example, run as it stands. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { SQS } from "@aws-sdk/client-sqs";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../src";

const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
const [, code, printed] = /```ts\n([\s\S]*?)```\n```\n([\s\S]*?)```/.exec(readme) ?? [];

describe("README", () => {
  it("shows what its example prints", async () => {
    const compilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 };
    const { outputText } = transpileModule(code!, { compilerOptions });
    const lines: string[] = [];
    const console = { log: (value: unknown) => lines.push(inspect(value)) };
    const run = new Function("Cloud", "SQS", "console", `return (async () => {${outputText}})()`);
    await run(Cloud, SQS, console);
    expect(`${lines.join("\n")}\n`).toBe(printed);
  });
});
