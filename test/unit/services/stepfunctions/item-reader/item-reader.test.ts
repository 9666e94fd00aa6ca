import { S3 } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import { Cloud } from "../../../../../src/sdk";
import type { Caller, World } from "../../../../../src/services/service";
import type { ItemReader } from "../../../../../src/services/stepfunctions/definition";
import {
  type Child,
  readItems,
  transformed,
  writeResults,
} from "../../../../../src/services/stepfunctions/item-reader";
import { parseCsv } from "../../../../../src/services/stepfunctions/item-reader/csv";

const caller: Caller = { principal: "arn:aws:iam::123456789012:root", account: "123456789012", secureTransport: true };
const GET = "arn:aws:states:::s3:getObject";
let s3: S3;
let world: World;

beforeEach(async () => {
  const cloud = new Cloud();
  s3 = cloud.client(S3);
  world = {
    service: (name: string) => ({
      name,
      call: (op: string, input: object, who: Caller) => cloud.call(name, op, input, who),
    }),
  } as World;
  await s3.createBucket({ Bucket: "box" });
});

/** Reads the items of an object with this text. */
async function read(text: string, ReaderConfig: ItemReader["ReaderConfig"], most?: number) {
  await s3.putObject({ Bucket: "box", Key: "file", Body: text });
  return readItems({ Resource: GET, ReaderConfig }, { Bucket: "box", Key: "file" }, most, { world, caller });
}

describe("readItems", () => {
  const csv = "Col1,Col2\nValue1,Value2\nValue3,Value4\n";
  const first = { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" } as const;

  it("reads CSV with the headers of its first row", async () => {
    expect(await read(csv, first)).toEqual([
      { Col1: "Value1", Col2: "Value2" },
      { Col1: "Value3", Col2: "Value4" },
    ]);
  });

  it("drops what a row has too much and fills what it lacks", async () => {
    expect(await read("H1,\nValue4,Value5,Value6\n,,,\ntrue\n", first)).toEqual([
      { H1: "Value4", "": "Value5" },
      { H1: "", "": "" },
      { H1: "true", "": "" },
    ]);
  });

  it("takes headers that are given, and another delimiter", async () => {
    const config: Parameters<typeof read>[1] = {
      InputType: "CSV",
      CSVHeaderLocation: "GIVEN",
      CSVHeaders: ["a", "b"],
      CSVDelimiter: "PIPE",
    };
    expect(await read("1|2\n3|4", config)).toEqual([
      { a: "1", b: "2" },
      { a: "3", b: "4" },
    ]);
  });

  it("reads no more than MaxItems, all of them for 0", async () => {
    expect(await read(csv, first, 1)).toHaveLength(1);
    expect(await read(csv, first, 0)).toHaveLength(2);
    expect(await read(csv, first, 100_000_000)).toHaveLength(2);
  });

  it("reads JSON, also from inside an object, and JSON lines", async () => {
    expect(await read("[1,2]", { InputType: "JSON" })).toEqual([1, 2]);
    expect(await read('{"a":{"b/c":[3]}}', { InputType: "JSON", ItemsPointer: "/a/b~1c" })).toEqual([3]);
    expect(await read('{"n":1}\n{"n":2}\n', { InputType: "JSONL" })).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("lists the objects of a bucket", async () => {
    for (const Key of ["b", "a"]) await s3.putObject({ Bucket: "box", Key, Body: "text" });
    const reader = { Resource: "arn:aws:states:::s3:listObjectsV2" };
    const items = readItems(reader, { Bucket: "box" }, undefined, { world, caller });
    expect(items).toMatchObject([
      { Key: "a", Size: 4, StorageClass: "STANDARD" },
      { Key: "b", Size: 4 },
    ]);
    expect(Object.keys(items[0] as object)).toEqual(["Etag", "LastModified", "Key", "Size", "StorageClass"]);
  });

  it.each([
    ["{}", { InputType: "JSON" }, undefined, "Attempting to map over non-iterable node."],
    ["nothing", { InputType: "JSON" }, undefined, "cannot parse the file as JSON"],
    ["H1,H1\n1,2", first, undefined, "CSV headers cannot contain duplicates."],
    [csv, first, -1, "field MaxItems must be positive"],
    [csv, { InputType: "PARQUET" }, undefined, "PARQUET is not simulated"],
  ] as const)("fails as AWS does: %s %j", async (text, config, most, cause) => {
    await expect(read(text, config, most)).rejects.toMatchObject({
      error: "States.ItemReaderFailed",
      cause: expect.stringContaining(cause),
    });
  });

  it("fails when the object is not there", () => {
    const where = { Bucket: "box", Key: "none" };
    expect(() => readItems({ Resource: GET }, where, undefined, { world, caller })).toThrow(
      "States.ItemReaderFailed: The specified key",
    );
  });
});

describe("parseCsv", () => {
  it("keeps what is quoted together", () => {
    expect(parseCsv('a,"b ""c"", d"\r\n"x\ny",\n\n', ",")).toEqual([
      ["a", 'b "c", d'],
      ["x\ny", ""],
    ]);
  });
});

describe("results", () => {
  const child = (n: number, rest: Partial<Child>): Child => ({
    ExecutionArn: `arn:${n}`,
    Name: `${n}`,
    StateMachineArn: "arn:m",
    Status: "SUCCEEDED",
    Input: "{}",
    StartDate: "2026-01-05T00:00:00Z",
    StopDate: "2026-01-05T00:00:01Z",
    ...rest,
  });
  const children = [
    child(1, { Output: "[1,2]" }),
    child(2, { Status: "FAILED", Error: "E", Cause: "C" }),
    child(3, { Output: "[3]" }),
  ];
  const run = () => ({ mapRunArn: "arn:aws:states:us-east-1:123456789012:mapRun:m/L:42", world, caller });

  it("writes files by outcome and a manifest of them", async () => {
    const details = writeResults({}, { Bucket: "box", Prefix: "out" }, children, run());
    expect(details.ResultWriterDetails).toEqual({ Bucket: "box", Key: "out/42/manifest.json" });
    const text = async (Key: string) => (await s3.getObject({ Bucket: "box", Key })).Body!.transformToString();
    const manifest = JSON.parse(await text("out/42/manifest.json"));
    expect(manifest.ResultFiles).toMatchObject({
      FAILED: [{ Key: "out/42/FAILED_0.json" }],
      PENDING: [],
      SUCCEEDED: [{ Key: "out/42/SUCCEEDED_0.json" }],
    });
    expect(JSON.parse(await text("out/42/SUCCEEDED_0.json"))).toMatchObject([{ Output: "[1,2]" }, { Output: "[3]" }]);
  });

  it("changes their form", () => {
    const good = children.filter(({ Status }) => Status === "SUCCEEDED");
    expect(transformed(good, "COMPACT")).toEqual([[1, 2], [3]]);
    expect(transformed(good, "FLATTEN")).toEqual([1, 2, 3]);
    expect(transformed(good, "NONE")).toMatchObject([{ Name: "1", InputDetails: { Included: true } }, { Name: "3" }]);
  });

  it("fails when there is no bucket", () => {
    expect(() => writeResults({}, { Bucket: "none" }, children, run())).toThrow(
      "States.ResultWriterFailed: NoSuchBucket",
    );
  });
});
