/**
 * Where a distributed Map puts its results: files of S3 with a manifest beside them, or a changed form of its own output.
 * Files are PREFIX/ID/manifest.json, SUCCEEDED_0.json and FAILED_0.json. A file is never split here: AWS begins a new one at 5 GB.
 * Source: Developer Guide, "ResultWriter (Map)" (read 2026-11).
 */
import { type Caller, ServiceError, type World } from "../../service";
import type { ResultWriter } from "../definition";
import { writerFailed } from "./failure";

/** One child execution, as DescribeExecution tells of it. */
export interface Child {
  ExecutionArn: string;
  Name: string;
  StateMachineArn: string;
  Status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  /** JSON texts. */
  Input: string;
  Output?: string;
  Error?: string;
  Cause?: string;
  /** ISO 8601. */
  StartDate: string;
  StopDate: string;
}

export interface Written {
  MapRunArn: string;
  ResultWriterDetails: { Bucket: string; Key: string };
}

/**
 * Writes the results to S3.
 * @param destination Parameters or Arguments of the writer, filled in: { Bucket, Prefix }
 * @throws StatesError States.ResultWriterFailed
 */
export function writeResults(
  writer: ResultWriter,
  destination: unknown,
  children: readonly Child[],
  run: { mapRunArn: string; world: World; caller: Caller },
): Written {
  const { Bucket, Prefix = "" } = destination as { Bucket: string; Prefix?: string };
  const { OutputType: type = "JSON", Transformation: transformation = "NONE" } = writer.WriterConfig ?? {};
  const folder = `${Prefix === "" ? "" : `${Prefix}/`}${run.mapRunArn.slice(run.mapRunArn.lastIndexOf(":") + 1)}`;
  const put = (name: string, body: string) => {
    const Key = `${folder}/${name}`;
    try {
      run.world
        .service("s3")
        .call("PutObject", { Bucket, Key, Body: Buffer.from(body), ContentType: "application/json" }, run.caller);
    } catch (error) {
      if (error instanceof ServiceError) throw writerFailed(`${error.code}: ${error.message}`);
      throw error;
    }
    return { Key, Size: Buffer.byteLength(body) };
  };
  const file = (status: "FAILED" | "SUCCEEDED") => {
    const those = children.filter((child) => (child.Status === "SUCCEEDED") === (status === "SUCCEEDED"));
    if (those.length === 0) return [];
    const lines = transformed(those, transformation);
    const body = type === "JSON" ? JSON.stringify(lines) : lines.map((line) => JSON.stringify(line)).join("\n");
    return [put(`${status}_0.${type.toLowerCase()}`, body)];
  };
  const ResultFiles = { FAILED: file("FAILED"), PENDING: [], SUCCEEDED: file("SUCCEEDED") };
  const manifest = put(
    "manifest.json",
    JSON.stringify({ DestinationBucket: Bucket, MapRunArn: run.mapRunArn, ResultFiles }),
  );
  return { MapRunArn: run.mapRunArn, ResultWriterDetails: { Bucket, Key: manifest.Key } };
}

/** NONE: all about each execution. COMPACT: its output. FLATTEN: its output, arrays taken apart. */
export function transformed(children: readonly Child[], transformation: "NONE" | "COMPACT" | "FLATTEN"): unknown[] {
  if (transformation === "NONE") return children.map(described);
  const outputs = children.map(({ Output, Error: error, Cause }) =>
    Output === undefined ? { Error: error, Cause } : JSON.parse(Output),
  );
  return transformation === "COMPACT" ? outputs : outputs.flat();
}

function described(child: Child): object {
  return {
    ...child,
    InputDetails: { Included: true },
    ...(child.Output !== undefined && { OutputDetails: { Included: true } }),
    RedriveCount: 0,
    RedriveStatus: child.Status === "SUCCEEDED" ? "NOT_REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN",
  };
}
