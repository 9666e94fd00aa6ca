/** Every way to a file or to the network is watched from before the SDK is loaded. A control shows that the watch sees. */
import { describe, expect, it, vi } from "vitest";

const seen = vi.hoisted(() => {
  const seen = { files: [] as string[], connections: 0 };
  const { createRequire } = process.getBuiltinModule("node:module");
  const require = createRequire(__filename);
  const watch = (module: Record<string, unknown>, names: string[], note: (argument: unknown) => void) => {
    for (const name of names) {
      const original = module[name] as (...rest: unknown[]) => unknown;
      module[name] = function (this: unknown, ...rest: unknown[]) {
        note(rest[0]);
        return original.apply(this, rest);
      };
    }
  };
  const note = (path: unknown) => void seen.files.push(String(path));
  watch(require("node:fs"), ["open", "openSync", "readFile", "readFileSync", "createReadStream"], note);
  watch(require("node:fs/promises"), ["open", "readFile"], note);
  watch(require("node:net").Socket.prototype, ["connect"], () => void seen.connections++);
  watch(require("node:dns"), ["lookup"], () => void seen.connections++);
  // Whatever the machine has, there is something to find and to be misled by.
  process.env.AWS_PROFILE = "somebody-elses";
  process.env.AWS_CONFIG_FILE = "/nowhere/aws-config";
  process.env.AWS_SHARED_CREDENTIALS_FILE = "/nowhere/aws-credentials";
  delete process.env.AWS_REGION;
  delete process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED;
  return seen;
});

import { SQS, SQSClient } from "@aws-sdk/client-sqs";
import { boundAggregated, URL } from "./fake";

const configurationFiles = () => seen.files.filter((path) => /aws-config|aws-credentials|\.aws\b/.test(path));

describe("a bound client", () => {
  it("opens no file of the AWS configuration, makes no connection and warns of nothing", async () => {
    const warnings: string[] = [];
    const listen = (warning: Error) => void warnings.push(String(warning));
    process.on("warning", listen);
    const { client } = boundAggregated(() => ({ QueueUrls: [], Messages: [] }));
    await client.listQueues({});
    await client.receiveMessage({ QueueUrl: URL });
    await client.config.region();
    await client.config.credentials();
    await (client.config.defaultsMode as () => Promise<string>)();
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off("warning", listen);
    expect(configurationFiles()).toEqual([]);
    expect(seen.connections).toBe(0);
    expect(warnings).toEqual([]);
    expect(process.env).not.toHaveProperty("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED");
  });

  it("differs in that from an ordinary one, which the same watch sees look for its configuration", async () => {
    const ordinary = new SQSClient({});
    await expect(ordinary.config.region()).rejects.toThrow();
    expect(configurationFiles()).toContain("/nowhere/aws-config");
    const unreachable = { region: "us-east-1", endpoint: "http://127.0.0.1:1", maxAttempts: 1 };
    const credentials = { accessKeyId: "nobody", secretAccessKey: "nothing" };
    await expect(new SQS({ ...unreachable, credentials }).listQueues({})).rejects.toThrow();
    expect(seen.connections).toBeGreaterThan(0);
  });
});
